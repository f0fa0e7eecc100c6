"""A date must keep its month.

A month is missing, is another one, or is not in the source; a date that is another
one altogether is told whole.  Months may be words or digits in either text.  A day
or a year that differs is reported by the check of numbers.

Wrong (id to en): ``27 September 2020`` – "27 October 2020".

Right: ``27 September 2020`` – "September 27, 2020", "27/9/2020".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V007",
    name="date",
    severity=Severity.WARNING,
    run=partial(said, "date"),
    false_alarms=0.0,
)
