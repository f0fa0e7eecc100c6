"""The days of the week in a text (ISO 8601: Monday is 1)."""

from __future__ import annotations

from collections.abc import Container

from alihbahasa.contracts import Numerals
from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.values.words import lowered, reader_of


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week in a text; *days* are those it may be, the likeliest first.

    It *is_sure* unless the word has another meaning where it stands.
    """

    span: Span
    days: tuple[int, ...]
    is_sure: bool


def weekdays(
    text: str, numerals: Numerals, *, homographs: Container[str] = ()
) -> tuple[Weekday, ...]:
    """Return the days of the week of *text*, in order.

    A short word (Sat, Sun) asks for a number beside it.  Of *homographs* the
    capital that begins a sentence proves nothing (Minggu, minggu).  The night
    *of* a day may be the one before it (malam Minggu, the night of Saturday).

    >>> [day.days for day in weekdays("pada Minggu", Numerals(weekdays={"Minggu": 7}))]
    [(7,)]
    """
    reader = reader_of(text, numerals)
    if reader.day is None:
        return ()
    low = lowered(text)
    found = []
    for match in reader.day.finditer(low):
        day, is_capital, is_sure = reader.days[match[1]]
        start, stop = match.span(1)
        if is_capital and not text[start].isupper():
            continue
        before = low[max(start - _NEAR, 0) : start].rstrip()
        if not is_sure:
            is_sure = bool(_DATE.match(low, stop)) or before[-1:].isdigit()
            if not is_sure:
                continue
        elif match[1] in homographs:
            is_inside = bool(before) and before[-1] not in _STOPS
            is_sure = is_inside or bool(_DATE.match(low, stop))
        of_night = before.endswith(reader.nights)
        days = (day, (day - 2) % 7 + 1) if of_night else (day,)
        found.append(Weekday(Span(start, stop), days, is_sure))
    return tuple(found)


_NEAR = 16
_STOPS = frozenset(".!?:…\"“”«»'‘’([-–—*•")
_DATE = late_re(r"[.,]?[\s(]{1,2}\d")
