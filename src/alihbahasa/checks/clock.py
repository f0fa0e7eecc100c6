"""A time must stay in its half of the day.

The hour is right by one dial or the other, but the texts tell two halves of the day: by
their words (``pagi``, p.m.), or by an hour past 12.  ``siang`` is what is around noon, and
``malam`` lasts until after midnight.  Another hour or minute is reported by the check
of numbers.

Wrong (id to en): ``pukul 19.30``, ``7.30 malam`` – "7:30 a.m.".

Right: ``pukul 19.30`` – "7:30 p.m.", "7:30"; ``11 siang`` – "11 a.m.".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V009",
    name="clock",
    severity=Severity.WARNING,
    run=partial(said, "clock"),
    false_alarms=0.0,
)
