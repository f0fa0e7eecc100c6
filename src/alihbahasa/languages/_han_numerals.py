"""Numerals in Han characters, which Chinese and Japanese share.

Digits and scales are words of one character, so that the reader puts every
number together itself: 三百五十万 is 3, 100, 5, 10 and 10,000.  Years digit by
digit (二〇一九年) are not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_ONES = "一二三四五六七八九"

#: The digits, those for two included.
CARDINALS: Mapping[str, int] = {
    **{digit: at for at, digit in enumerate(_ONES, start=1)},
    **dict.fromkeys("两兩俩倆", 2), "零": 0, "〇": 0, "廿": 20,
}  # fmt: skip

_SMALL = {"十": 10, "百": 100, "千": 10**3, "拾": 10, "佰": 100, "仟": 10**3}


def formal(digits: str) -> dict[str, int]:
    """Return the numerals of documents, each with another: alone they are other words (参加, 大陆).

    >>> found = formal("壹贰叁")
    >>> found["贰拾叁"], found["叁佰"], found["零叁"], "叁" in found
    (23, 300, 3, False)
    """
    found: dict[str, int] = {}
    for at, digit in enumerate(digits, start=1):
        found |= {f"{digit}{scale}": at * worth for scale, worth in _SMALL.items()}
        found |= {f"{digit}万": at * 10**4, f"{digit}萬": at * 10**4}
        found |= {f"零{digit}": at, f"拾{digit}": 10 + at}
        found |= {f"{tens}拾{digit}": 10 * ten + at for ten, tens in enumerate(digits, start=1)}
    return found


def written(number: int) -> str:
    """Return *number*, from 1 to 99, in Han characters.

    >>> [written(number) for number in (3, 10, 12, 25)]
    ['三', '十', '十二', '二十五']
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _ONES[tens - 1]) + "十" if tens else ""
    return head + (_ONES[ones - 1] if ones else "")


def scales(great: Mapping[str, int], *, more: str = "") -> dict[str, int]:
    """Return small and *great* scales, also with one of *more* before them: 550多万."""
    found = {**great, **_SMALL}
    return {**found, **{f"{each}{word}": found[word] for each in more for word in found}}


#: Ordinals, each with the mark before it.
ORDINALS = {f"第{written(number)}": number for number in range(1, 100)}

#: Months in words and digits, as they are written in dates; 9个月 and 9か月 are no months.
MONTHS = {
    **{f"{number}月": number for number in range(1, 13)},
    **{f"{written(number)}月": number for number in range(1, 13)},
}


def shares(mark: str) -> dict[str, Decimal]:
    """Return the fractions with a denominator up to 10, with *mark* between (分之, 分の)."""
    return {
        f"{written(lower)}{mark}{written(upper)}": Decimal(upper) / lower
        for lower in range(2, 11)
        for upper in range(1, min(lower, 5))
    }
