"""A day of the week must not become another one.

Both languages must have a pack that knows the days.  A day that is only missing
is not reported: "on Monday" may be "yesterday".  ``minggu`` without a capital is a week, and
so may be ``Minggu`` at the beginning of a sentence; ``malam Minggu`` is the night of Saturday,
or of Sunday.

Wrong (id to en): ``pada Minggu (27/9)`` – "on Saturday, 27 September".

Right: ``pada Minggu`` – "on Sunday"; ``pada hari Ahad`` – "on Sunday".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V008",
    name="weekday",
    severity=Severity.WARNING,
    run=partial(said, "weekday"),
    false_alarms=0.0,
)
