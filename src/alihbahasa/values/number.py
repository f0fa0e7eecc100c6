"""What a number in a text is, and which units there are."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.model import Span
from alihbahasa.records import dataclass

CLOCK, CODE, MONTH = "clock", "code", "month"
#: Money of any currency, where others have the code of theirs (ISO 4217).
CURRENCY = "currency"
#: A share of a hundred, and the difference between two of them.
PERCENT, POINTS = "percent", "percentage point"
ORDINAL, IMPLIED = "ordinal", "implied"
HOURS, YEARS = "hours", "years"
#: Measures of time, with what they are worth in seconds or in months.
TIMES = {
    "seconds": 1, "minutes": 60, HOURS: 3600, "days": 86_400, "weeks": 604_800,
    "months": 1, YEARS: 12, "decades": 120, "centuries": 1200,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    *span* covers the number and its scale ("1,3 triliun"), not its unit.
    *values* is what it may be worth, likeliest first.  *is_hard* says that it
    is written in digits, or is a month for certain.  *unit* is "percent",
    "percentage point", the code of a currency, "currency", "clock", "month",
    "code" for digits that begin with 00 (a telephone, agent 007), the symbol of
    a measure, or None; for soft ones also "ordinal" and "implied" (both, once).

    *scale* is the factor that a word gives.  *parts* are the runs of digits,
    where they may also be numbers of their own (``21:15``, ``1/2``, ``27.9.``, ``116 123``).
    *is_foreign* marks separators that are those of another language.  *hour* is
    that of the day, 0 to 23, where the text tells which half of it is meant.
    """

    span: Span
    values: tuple[Decimal, ...]
    is_hard: bool = True
    unit: str | None = None
    scale: Decimal = Decimal(1)
    parts: tuple[Decimal, ...] = ()
    is_foreign: bool = False
    hour: int | None = None


def is_money(unit: str | None) -> bool:
    """Tell whether *unit* is that of money: the code of a currency, or any.

    >>> [is_money(unit) for unit in ("IDR", "currency", "km", "°C", None)]
    [True, True, False, False, False]
    """
    return unit is not None and (unit == CURRENCY or (len(unit) == 3 and unit.isupper()))
