"""Indexing: what a text is filed under, and lists of numbers as bytes.

A text is filed under its words, folded, and under itself.  Where a script has no spaces
between words, each two characters that stand together are a word; a short text is also filed
under each three of its characters, because two short texts may be alike without a word in common.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from operator import itemgetter, sub
from sys import byteorder
from typing import Literal
from zlib import crc32

from alihbahasa.patterns import late_re

#: A text of so many characters is filed under each three of them.
_SHORT = 24
#: The length, to that of a short text, up to which another one may be 70 % the same: 1.3 / 0.7.
_REACH = 1.86

_WORD = late_re(r"\w+")
#: Thai to Lao, Burmese, Khmer, kana, Han: written without spaces between words.
_UNSPACED = late_re(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)

#: What stands before a text that is an entry as a whole, and around one cut in threes; no word
#: has either.
_WHOLE, _EDGE = "\x00", "\x01"


def entries(text: str) -> set[str]:
    """Return what *text* is filed under."""
    found = _words(text)
    if len(text) <= _SHORT:
        found |= _threes(text)
    found.add(_WHOLE + text)
    return found


def asked(text: str) -> tuple[set[int], set[int]]:
    """Return the keys of what texts like *text* are to be looked for under: words, and threes."""
    threes = _threes(text) if len(text) <= _SHORT * _REACH else ()
    return set(map(key, _words(text))), set(map(key, threes))


def whole(text: str) -> int:
    """Return the key that *text* is filed under as a whole."""
    return key(_WHOLE + text)


def key(entry: str) -> int:
    """Return a number of 31 bits for *entry*; what shares one is told apart by its text."""
    return crc32(entry.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF


def _words(text: str) -> set[str]:
    folded = text.casefold()
    found = set(_WORD.findall(folded))
    if not folded.isascii() and _UNSPACED.search(folded):
        found = set(_WORD.findall(_UNSPACED.sub(" ", folded)))
        for run in _UNSPACED.findall(folded):
            found.update(map("".join, pairwise(run)) if len(run) > 1 else (run,))
    return found


def _threes(text: str) -> set[str]:
    edged = f"{_EDGE}{text.casefold()}{_EDGE}"
    return {_EDGE + edged[at : at + 3] for at in range(len(edged) - 2)}


def filed(found: Iterable[tuple[str, Sequence[int]]]) -> Iterator[tuple[int, int, bytes]]:
    """Yield the key of each entry, how many numbers it has, and these, packed; in order of keys."""
    keyed = sorted(((key(entry), numbers) for entry, numbers in found), key=itemgetter(0))
    for number, group in groupby(keyed, key=itemgetter(0)):
        lists = [numbers for _, numbers in group]
        numbers = lists[0] if len(lists) == 1 else sorted({each for one in lists for each in one})
        yield number, len(numbers), packed(numbers)


#: What numbers of so many bytes are called by ``array`` and ``memoryview``.
_KINDS: Mapping[int, Literal["B", "H", "I"]] = {1: "B", 2: "H", 4: "I"}


def packed(numbers: Sequence[int]) -> bytes:
    """Return *numbers*, rising and below 2 to the 32nd, as bytes: each less the one before it.

    >>> packed([7, 9, 250]).hex()
    '0702f1'
    """
    steps = [numbers[0], *map(sub, numbers[1:], numbers)]
    most = max(steps)
    width = next(width for width in _KINDS if most >> 8 * width == 0)
    return array(_KINDS[width], steps).tobytes()


def unpacked(data: bytes, count: int, base: int = 0) -> list[int]:
    """Return the *count* numbers that ``packed`` made *data* of, each with *base* more.

    >>> unpacked(packed([7, 9, 70_000]), 3)
    [7, 9, 70000]
    """
    if count == 1:
        return [base + int.from_bytes(data, byteorder)]
    steps = memoryview(data).cast(_KINDS[len(data) // count])
    found = list(accumulate(steps, initial=base))
    del found[0]
    return found
