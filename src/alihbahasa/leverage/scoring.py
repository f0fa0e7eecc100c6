"""Scoring: how much two sources are alike, in whole per cent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from alihbahasa.model import Content, plain, raw

#: Tells whether two sources differ in what makes a translation of the one wrong for the other.
Differs: TypeAlias = Callable[[Content, Content], bool]

#: What a match is at most whose source differs in a number, name, term or negation,
#: and one that is not the same source.
WRONG, FUZZY = 94, 99


def score(source: Content, other: Content, *, differs: Differs) -> int:
    """Return 100 where *other* is *source*, and else how much they are alike, at most 99.

    >>> score(("Tentara maju.",), ("Tentara maju lagi.",), differs=lambda one, other: False)
    83
    """
    from rapidfuzz import fuzz

    if raw(source) == raw(other):
        return 100
    found = min(int(fuzz.ratio(plain(source), plain(other))), FUZZY)
    return WRONG if found > WRONG and differs(source, other) else found
