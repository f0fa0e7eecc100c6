"""Numbers in a text, by value and locale.

``numbers`` finds what a reader takes for a number, in digits or in words, and
says what it is worth: ``1.300`` is 1300 in Indonesian and 1.3 in English,
``Rp 300 M`` is 300 * 10**9, ``dua puluh lima`` is 25.  Digits of every script
count (Unicode 15, 4.6: general category Nd).  ``written`` is the way back,
``weekdays`` finds the days of the week.

What a text leaves open stays open: a Number may have several values, the
locale's reading first.  Words of numbers are soft: they explain a number of
the other language, and alone they prove nothing, since "one" and "kedua" say
many things.  Roman numerals are soft for the same reason.

The work is one pass of one pattern a language, and linear in the text.
"""

from alihbahasa.values.days import Weekday, weekdays
from alihbahasa.values.measures import are_measures_apart, is_converted, written
from alihbahasa.values.number import (
    CLOCK,
    CODE,
    CURRENCY,
    IMPLIED,
    MONTH,
    ORDINAL,
    PERCENT,
    POINTS,
    Number,
    is_money,
)
from alihbahasa.values.reading import numbers, ranges
from alihbahasa.values.sight import at_sight, days_at_sight
from alihbahasa.values.words import DAYS, DIGITS, MONTHS, alternatives, may_have

__all__ = [
    "CLOCK",
    "CODE",
    "CURRENCY",
    "DAYS",
    "DIGITS",
    "IMPLIED",
    "MONTH",
    "MONTHS",
    "ORDINAL",
    "PERCENT",
    "POINTS",
    "Number",
    "Weekday",
    "alternatives",
    "are_measures_apart",
    "at_sight",
    "days_at_sight",
    "is_converted",
    "is_money",
    "may_have",
    "numbers",
    "ranges",
    "weekdays",
    "written",
]
