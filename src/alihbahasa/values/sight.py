"""A quick look at the numbers of a text, where they are so plain that one is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alihbahasa.contracts import Numerals
from alihbahasa.values.number import MONTH
from alihbahasa.values.words import VULGAR, Reader, lowered, reader_of

#: Numbers as they stand, each with its scale and unit, and months.
Sight = tuple[list[tuple[object, ...]], list[int]]

_SIGNS = "-−–"
_FRACTION = re.compile(f"[{VULGAR}]")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# How far before digits the words that tell of them are looked for.
_NEAR = 24
# Longer runs of digits are cut when they are read.
_LONGEST = 24


def at_sight(text: str, numerals: Numerals) -> Sight | None:
    """Return the numbers and months of *text*, or None where they ask to be read with care.

    Texts with the same are sure to agree in every value.  Times, signs, money and
    what more than a word of scale or measure tells of are not for a quick look.

    >>> at_sight("16 dari 2,300 %", Numerals())
    ([('16',), ('2300', 'percent')], [])
    >>> [at_sight(text, Numerals()) for text in ("07:30", "ke -5", "$5", "1/2")]
    [None, None, None, None]
    """
    if not text.isascii() and _FRACTION.search(text):
        return None
    reader = reader_of(numerals)
    if reader.beside is None:
        return None
    low = lowered(text)
    found = []
    for run in _DIGITS.finditer(low):
        number = _number(low, run, reader, reader.beside)
        if number is None:
            return None
        found.append(number)
    months = list(_months(text, low, reader))
    return None if 0 in months else (found, months)


def _number(
    low: str, run: re.Match[str], reader: Reader, beside: re.Pattern[str]
) -> tuple[object, ...] | None:
    """Return a number with its scale and unit, None where that is not sure."""
    start, stop = run.span()
    digits = run[0]
    former = low[start - 1 : start]
    is_sign = former in _SIGNS and not low[start - 2 : start - 1].isalnum()
    # The 2 of km2 is no number.
    if stop - start > _LONGEST or (former and (is_sign or former in "/mм")):
        return None
    if low[max(start - _NEAR, 0) : start].rstrip(" \u00a0\u202f").endswith(reader.before):
        return None
    if not digits.isdecimal():
        if not reader.local.fullmatch(digits):
            return None
        whole, _, rest = digits.partition(reader.numerals.decimal)
        digits = "".join(filter(str.isdecimal, whole)) + ("." + rest if rest else "")
    number: list[object] = [digits]
    while word := beside.match(low, stop):
        tag = reader.tags.get(word["word"])
        if tag is None:
            return None
        if tag == MONTH:
            break
        number.append(tag)
        stop = word.end()
    return tuple(number)


def _months(text: str, low: str, reader: Reader) -> Iterator[int]:
    """Yield the months of a text in words, 0 for one that may be another word."""
    for pattern, where in ((reader.capital, text), (reader.small, low)):
        for word in pattern.finditer(where) if pattern is not None else ():
            month = reader.months.get(word[0].lower())
            if month is not None:
                is_whole = not low[word.start() - 1 : word.start()].isalpha()
                yield month[0] if month[2] and is_whole else 0
