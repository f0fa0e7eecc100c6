"""A waiver is of no more use: its day is past, its unit is gone, or nothing is left to waive.

Delete its row from ``translations/waivers.csv``, or waive anew with another day
and a reason that holds today.

Wrong: a waiver of *forbidden-term* for a sentence that says *martial law* by now
Right: no such row
"""

from __future__ import annotations

from alihbahasa.contracts import Check
from alihbahasa.model import Severity

# What waivers there are, and what they were needed for, is known after all checks have run.
PLUGIN = Check(code="P007", name="stale-waiver", severity=Severity.WARNING)
