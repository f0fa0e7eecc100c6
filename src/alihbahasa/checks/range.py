"""A range must keep both of its ends, in their order.

One end is missing, or both are and nothing stands for them, or the greater
comes first.  Another number in the place of an end is reported by the check of numbers.  Two
numbers below ten may be the score of a game, which is told from either side.

Wrong (id to en): ``10–12 orang`` – "10 people", "12–10 people".

Right: ``10–12 orang`` – "10 to 12 people"; ``10-12 juta`` – "10 million to 12 million".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V006",
    name="range",
    severity=Severity.WARNING,
    run=partial(said, "range"),
    false_alarms=0.0,
)
