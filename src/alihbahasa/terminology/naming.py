"""Tells one name in several lengths (Nikol Pashinyan, Pashinyan) from several terms.

Two ways to spell a word are two as well: whoever reads both wonders.
"""

from __future__ import annotations

from collections.abc import Sequence

from alihbahasa.text import fold

#: What two words of one root begin with alike, in letters.
_ROOT = 3


def is_one_name(term: str, other: str) -> bool:
    """Tell whether two terms are one name: in short, in part, or as another part of speech.

    >>> is_one_name("UN", "United Nations"), is_one_name("Armenia", "Armenian")
    (True, True)
    >>> is_one_name("district", "raion"), is_one_name("mobilization", "mobilisation")
    (False, False)
    """
    words, others = fold(term).split(), fold(other).split()
    few, many = sorted((words, others), key=len)
    if _is_short(few, many) or set(few) < set(many):
        return True
    return len(few) == len(many) and all(map(_is_one_root, few, many))


def _is_short(word: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether *word* alone is made of the first letters of *words*."""
    return len(words) > 1 and len(word) == 1 and word[0] == "".join(each[0] for each in words)


def _is_one_root(word: str, other: str) -> bool:
    """Tell whether two words are forms of one, and not that word spelt in two ways."""
    from rapidfuzz.distance import OSA, Prefix

    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if long.startswith(short):
        return True
    alike = Prefix.similarity(word, other)
    is_spelling = len(long) - len(short) <= 1 and OSA.distance(word, other) <= 2
    return alike >= min(_ROOT, len(short) - 1) and not is_spelling
