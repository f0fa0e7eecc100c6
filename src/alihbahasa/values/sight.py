"""A quick look at the numbers of a text, where they are so plain that one is enough."""

from __future__ import annotations

import re

from alihbahasa.contracts import Numerals
from alihbahasa.patterns import late_re
from alihbahasa.values.number import CLOCK, MONTH, YEARS, is_money
from alihbahasa.values.words import (
    BLANKS,
    VULGAR,
    Reader,
    calendar,
    is_beside_digits,
    lowered,
    reader_of,
)

#: Numbers as they stand, each with its scale and unit, and months.
Sight = tuple[list[tuple[object, ...]], list[int]]

_SIGNS = frozenset("-−–")
_FRACTION = late_re(f"[{VULGAR}]")
_RUN = r"\d+(?:[.,]\d+)*(?::\d\d(?![.,:٫٬،]?\d))?"
# Digits of every script are slow to look for.
_DIGITS, _ASCII_DIGITS = late_re(_RUN), late_re(_RUN, re.ASCII)
_TIME = late_re(r"(?:[01]?\d|2[0-3]):[0-5]\d")
# What stands between digits that are read together: a time, a share, a telephone.
_BETWEEN = frozenset(f":٫٬/ {BLANKS}")
_DASHES = frozenset("-‑")
_BLANK = " \u00a0\u202f"
_OPENING = "([\"'“‘«„"
# How far before digits the words that tell of them are looked for.
_NEAR = 24
# Longer runs of digits are cut when they are read.
_LONGEST = 24


def at_sight(text: str, numerals: Numerals) -> Sight | None:
    """Return the numbers and months of *text*, or None where they ask to be read with care.

    Texts with the same are sure to agree in every value.  Signs, and what more
    than a word of scale, measure or money tells of, are not for a quick look.

    >>> at_sight("16 dari 2,300 %", Numerals())
    ([('16',), ('2300', 'percent')], [])
    >>> at_sight("$5", Numerals())
    ([('5', 'USD')], [])
    >>> [at_sight(text, Numerals()) for text in ("4:1", "ke -5", "1/2")]
    [None, None, None]
    """
    if not text.isascii() and _FRACTION.search(text):
        return None
    reader = reader_of(text, numerals)
    if reader.are_woven:
        return None
    low = lowered(text)
    found = []
    for run in (_ASCII_DIGITS if text.isascii() else _DIGITS).finditer(low):
        number = _number(low, run, reader)
        if number is None:
            return None
        found.append(number)
    months = _months(text, low, reader)
    return None if 0 in months else (found, months)


def _number(low: str, run: re.Match[str], reader: Reader) -> tuple[object, ...] | None:
    """Return a number with its scale and unit, None where that is not sure."""
    start, stop = run.span()
    digits = run[0]
    former = low[start - 1 : start]
    is_sign = former in _SIGNS and not low[start - 2 : start - 1].isalnum()
    # The 2 of km2 is no number.
    if stop - start > _LONGEST or (former and (is_sign or former in "/mм")):
        return None
    money = _money(low, start, reader)
    if money is None:
        return None
    clock: tuple[object, ...] = ()
    if ":" in digits:
        if money or not _TIME.fullmatch(digits):
            return None
        clock = (CLOCK,)
    elif not digits.isdecimal():
        if not reader.local.fullmatch(digits):
            return None
        whole, _, rest = digits.partition(reader.numerals.decimal)
        digits = "".join(filter(str.isdecimal, whole)) + ("." + rest if rest else "")
    number: list[object] = [digits, *clock]
    while beside := _beside(low, stop, reader):
        word, stop = beside
        tag = reader.tags.get(word)
        if tag is None:
            return None
        if tag == MONTH:
            break
        if tag == YEARS and len(digits) == 4:
            # "2019 года"
            continue
        if clock or (money and isinstance(tag, str)):
            return None
        number.append(tag)
    return (*number, money) if money else tuple(number)


def _money(low: str, start: int, reader: Reader) -> str | None:
    """Return the currency that stands before the digits at *start*, or "" for none.

    None where another word tells of them.
    """
    before = low[start - 1 : start]
    if before == " " and low[start - 2 : start - 1].isalpha():
        # So it is with most, and what is not known is soon told.
        word = low[low.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word.isalpha() and word not in reader.lasts:
            return ""
    head = low[max(start - _NEAR, 0) : start].rstrip(_BLANK)
    if not head or head[-1].isspace():
        return ""
    piece = head.rsplit(None, 1)[-1]
    if not (piece in reader.lasts if piece.isalpha() else head.endswith(reader.before)):
        return ""
    unit = reader.units.get(piece.lstrip(_OPENING), "")
    is_close = len(head) + 1 >= min(start, _NEAR)
    return unit if is_close and is_money(unit) else None


def _beside(low: str, stop: int, reader: Reader) -> tuple[str, int] | None:
    """Return the word of a number behind what ends at *stop*, and its end.

    That is "" where digits follow that may belong to it.
    """
    after = low[stop : stop + 1]
    if after in _BETWEEN and low[stop + 1 : stop + 2].isdecimal():
        return "", stop
    for _ in range(2):
        if after.isspace() or after in _DASHES:
            stop += 1
            after = low[stop : stop + 1]
    if after.isalnum():
        if (run := reader.letters.match(low, stop)) and run[0] in reader.phrases:
            for phrase in reader.phrases[run[0]]:
                end = stop + len(phrase)
                is_whole = low.startswith(phrase, stop) and not reader.letter.match(low, end)
                if is_whole and phrase not in reader.numerals.implied:
                    return phrase, end
    else:
        for sign in reader.signs.get(after, ()):
            if low.startswith(sign, stop):
                return sign, stop + len(sign)
    return None


def _months(text: str, low: str, reader: Reader) -> list[int]:
    """Return the months of a text in words, 0 for one that may be another word."""
    found = []
    for named in calendar(text, low, reader):
        month = reader.months.get(named.word)
        if month is not None:
            is_sure = month[2] and not named.is_touching
            # "May" proves nothing by itself.
            if is_sure:
                found.append(month[0])
            elif named.is_touching or is_beside_digits(low, named.start, named.stop):
                found.append(0)
    return found


def days_at_sight(text: str, numerals: Numerals) -> set[int] | None:
    """Return the days of the week in *text*, or None where one may be another word.

    >>> days_at_sight("pada Senin", Numerals(weekdays={"Senin": 1}))
    {1}
    """
    reader = reader_of(text, numerals)
    if reader.are_woven:
        return None
    found = set()
    for named in calendar(text, text.lower(), reader):
        day = reader.days.get(named.word)
        if day is not None:
            if not day[2] or named.is_touching:
                return None
            found.add(day[0])
    return found
