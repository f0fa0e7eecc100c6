"""A figure must not go from one unit of measure to another without being converted.

The figure is the same in both texts, and each names a unit, but not the same.
A speed and a length ("60 miles" of wind an hour) and an area of square
kilometres that leaves out the word are not told apart.

Wrong (id to en): ``sejauh 60 kilometer`` – "60 miles away".

Right: ``sejauh 60 kilometer`` – "60 km away", "37 miles away".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V004",
    name="unit",
    severity=Severity.WARNING,
    run=partial(said, "unit"),
    false_alarms=0.0,
)
