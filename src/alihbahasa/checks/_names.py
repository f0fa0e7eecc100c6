"""What the surveys of names ask of the sources of an article: all its words, those with a capital.

Sources are long and names are few, so each question is one pass of the regular
expression engine, and words that nobody asks for are never looked at.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from alihbahasa.model import Unit, plain
from alihbahasa.text import LETTERED, unmarked

#: Where the capitals of all scripts are.
_BLOCKS = (
    range(0x3000),
    range(0xA640, 0xA800),
    range(0xFF21, 0xFF3B),
    range(0x10400, 0x12000),
    range(0x16E40, 0x16E60),
    range(0x1D400, 0x1D800),
    range(0x1E900, 0x1E922),
)
_LETTER = r"[^\W\d_]"
#: What joins the letters of a word, but the hyphen (see ``text.words``).
_JOINTS = "'’ʼ\u00ad\u0300-\u036f"


@functools.cache
def capitalised() -> re.Pattern[str]:
    """Return the pattern of words with a capital, and of what begins with one behind a hyphen.

    They are words as ``text.words`` has them.
    """
    there = [
        letter
        for block in _BLOCKS
        for letter in map(chr, block)
        if letter.isupper() and letter.isalnum()
    ]
    near = "".join(letter for letter in there if letter <= "\uffff")
    far = "".join(letter for letter in there if letter > "\uffff")
    # One range for all that lie far: a set of many ranges would be slow to be not in.
    return re.compile(
        rf"[{near}{far[0]}-{far[-1]}](?<=[\0-\uffff{far}])"
        rf"(?<!{_LETTER}.)(?<!{_LETTER}[{_JOINTS}].)"
        rf"(?:{_LETTER}+|[-{_JOINTS}](?={_LETTER}))*"
    )


def texts(units: Iterable[Unit]) -> tuple[str, ...]:
    """Return the sources of *units* without their markup."""
    return tuple([unmarked(plain(unit.source)) for unit in units])


@functools.lru_cache(maxsize=1)
def pieces(texts: tuple[str, ...]) -> str:
    """Return what stands between the blanks of *texts*, each once, which several surveys keep.

    It is one string again, with blanks between: of all articles it is kept.
    """
    found: set[str] = set()
    for text in texts:
        found.update(text.split())
    return " ".join(sorted(found))


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words, as ``text.words`` has them, of the *pieces* of texts."""
    there: set[str] = set()
    for text in texts:
        there.update(text.split(" "))
    found = set(filter(str.isalpha, there))
    found.update(LETTERED.findall("\n".join(there - found)))
    return found
