"""Dates in a text: which of its numbers are one date, so that a remark can name it whole."""

from __future__ import annotations

from collections.abc import Sequence

from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.values import MONTH, Number

#: A date in digits; two of them without a year only with a slash, as 5-6 is a range.
IN_DIGITS = late_re(
    r"(?<![\d/.])(?:\d{4}(?P<a>[-/]|\. ?)(?P<month>\d\d?)(?P=a)(?P<day>\d\d?)"
    r"|(?P<first>\d\d?)(?:/|(?P<b>-|\. ?)(?=\d\d?(?P=b)\d))(?P<second>\d\d?)"
    r"(?:(?:/|-|\. ?)(?:\d{4}|\d\d))?)(?!\d)"
)

#: What stands between the parts of a date in words: "1. Oktober", "October 1st, 2020", "1 de".
_BETWEEN = late_re(r"[^\W\d]{0,2}[.,]{0,2}\s?(?:(?:of|de|del)\s)?[-\s]?")
_YEAR = late_re(r"[12]\d{3}")
_DAY = late_re(r"\d\d?")


def dates(text: str, found: Sequence[Number]) -> dict[Span, Span]:
    """Return the place of the date that a number of *text* is of, by the number's own."""
    places: dict[Span, Span] = {}
    hard = [number for number in found if number.is_hard]
    for at, number in enumerate(hard):
        if number.unit == MONTH:
            places |= _in_words(text, hard, at)
    at = 0
    for date in IN_DIGITS.finditer(text):
        while at < len(hard) and hard[at].span.stop <= date.start():
            at += 1
        for number in hard[at : at + 3]:
            if date.start() <= number.span.start and number.span.stop <= date.end():
                places.setdefault(number.span, Span(*date.span()))
    return places


def _in_words(text: str, hard: Sequence[Number], at: int) -> dict[Span, Span]:
    """Return the place of the date of the month at *at*, its day and year on whichever side."""
    first = last = at
    wanted = {_DAY, _YEAR}
    for step in (-1, 1, 1, -1):
        other = (first if step < 0 else last) + step
        if not 0 <= other < len(hard):
            continue
        one, two = (other, first) if step < 0 else (last, other)
        if _BETWEEN.fullmatch(text, hard[one].span.stop, hard[two].span.start):
            digits = hard[other].span.of(text)
            kind = next((kind for kind in wanted if kind.fullmatch(digits)), None)
            if kind is not None:
                wanted.remove(kind)
                first, last = min(first, other), max(last, other)
    whole = Span(hard[first].span.start, hard[last].span.stop)
    return {number.span: whole for number in hard[first : last + 1]}
