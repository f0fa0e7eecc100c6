"""Keys: what a sentence is found by in the index.

Its words, two neighbours of a script without spaces, and in a short one three
neighbours of any kind: one other letter in two words leaves no word alike.
"""

from __future__ import annotations

import re
from zlib import crc32

from alihbahasa.text import IDEOGRAPH

_KEY = re.compile(rf"[^\W{IDEOGRAPH}]+|[{IDEOGRAPH}]+")
_FIRST = re.compile(rf"[{IDEOGRAPH}]")

#: How long a short sentence is, in characters.
_SHORT = 40


def hashed(text: str) -> int:
    """Return a number for *text*, the same in every run; two texts may share one."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def keys(text: str) -> set[int]:
    """Return the keys of *text*, each once."""
    folded = text.lower()
    found = set(_KEY.findall(folded))
    if _FIRST.search(folded):
        for run in [word for word in found if _FIRST.match(word)]:
            found.discard(run)
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
    if len(folded) <= _SHORT:
        found.update(f"\0{folded[at : at + 3]}" for at in range(max(len(folded) - 2, 1)))
    return {crc32(key.encode("utf-8", "surrogatepass")) for key in found}
