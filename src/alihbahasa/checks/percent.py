"""A percentage must stay one, and a percentage point a percentage point.

The figure is right, but one text calls it a percentage and the other does not.
In a list the sign may stand once for all, behind the last.

Wrong (id to en): ``naik 19,1 %`` – "rose by 19.1"; ``turun 2 persen`` – "fell by 2
percentage points".

Right: ``naik 19,1 persen`` – "rose by 19.1 per cent"; ``20 hingga 30 persen`` – "20 to 30%".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V002",
    name="percent",
    severity=Severity.WARNING,
    run=partial(said, "percent"),
    false_alarms=0.0,
)
