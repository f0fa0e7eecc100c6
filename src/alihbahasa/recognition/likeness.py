"""Tells which words are spelt almost like a name, as a slip of the pen or another habit would.

Two spellings are *near* where one letter within the word differs, or two in a
long one (Damerau and Levenshtein, optimal string alignment).  The first letter
and the last are the same, unless the last two changed places: a name with
another ending is inflected or derived, and one that begins otherwise is another
name.  To find what is near, each name
is filed under what is left of it without one of its letters (or two); a word
that is near leaves the same, so the cost hangs on the word and not on how many
names there are.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable

from alihbahasa.contracts import LanguagePack, nothing_near
from alihbahasa.model import Concept, Glossary
from alihbahasa.recognition.words import words
from alihbahasa.text import fold

#: A shorter name is near too many other words.
SHORTEST_NAME = 6
#: From this length on, in letters, a word may differ in two.
_LONG = 10
#: A longer word is no name; what is left of it would be many words.
_LONGEST = 30
#: How many names are filed under one thing: what would fit more of them tells nothing, and all of
#: them would be compared with each other.
_CROWDED = 50
#: Words whose answers are remembered.
_REMEMBERED = 100_000


class Near:
    """Words, all folded, that can be asked for by what is near them."""

    __slots__ = ("_filed", "_shapes", "_slips")

    def __init__(self, names: Iterable[str], *, slips: int = 2) -> None:
        """File *names*, which may differ in as many as *slips* letters where they are long."""
        self._slips = slips
        self._filed: defaultdict[str, list[str]] = defaultdict(list)
        #: The first and the last letter and the length of what is near to any.
        self._shapes: set[tuple[str, str, int]] = set()
        for name in dict.fromkeys(names):
            if SHORTEST_NAME <= len(name) <= _LONGEST:
                most = self._most(name)
                lengths = range(len(name) - most, len(name) + most + 1)
                self._shapes.update((name[0], name[-1], length) for length in lengths)
                for rest in _left(name, most):
                    if len(self._filed[rest]) < _CROWDED:
                        self._filed[rest].append(name)
                if (swapped := _swapped(name)) != name:
                    self._shapes.add((name[0], swapped[-1], len(name)))
                    self._filed[swapped].append(name)

    def to(self, word: str) -> tuple[str, ...]:
        """Return the names that *word* is near to, and is not."""
        if not word or (word[0], word[-1], len(word)) not in self._shapes:
            return ()
        filed = self._filed
        # What lacks a letter of a long name has two slips as well.
        left = _left(word, min(self._slips, self._most(word) + (len(word) == _LONG - 1)))
        found = {name for rest in left for name in filed.get(rest, ())} - {word}
        return tuple(
            name
            for name in sorted(found)
            if word == _swapped(name)
            or (
                (name[0], name[-1]) == (word[0], word[-1])
                and _is_near(word, name, self._most(name))
            )
        )

    def _most(self, name: str) -> int:
        return self._slips if len(name) >= _LONG else 1


def _is_near(one: str, other: str, most: int) -> bool:
    """Tell whether *one* and *other*, which are not the same, differ in at most *most* letters."""
    if most > 1:
        from rapidfuzz.distance import OSA

        return OSA.distance(one, other, score_cutoff=most) <= most
    # One letter needs no library, which takes its time to load.
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return len(short) + 1 == len(long) and short[at:] == long[at + 1 :]
    is_swap = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (is_swap and short[at + 2 :] == long[at + 2 :])


def _swapped(name: str) -> str:
    """Return *name* with its last two letters the other way round."""
    return f"{name[:-2]}{name[-1]}{name[-2]}"


def _left(word: str, most: int) -> set[str]:
    """Return *word*, and what is left of it without up to *most* (two) letters within it."""
    found = {word}
    for at in range(1, len(word) - 1):
        rest = word[:at] + word[at + 1 :]
        found.add(rest)
        if most > 1:
            found.update(rest[:behind] + rest[behind + 1 :] for behind in range(at, len(rest) - 1))
    return found


def near_names(
    glossary: Glossary, language: str, pack: LanguagePack
) -> Callable[[str], tuple[str, ...]]:
    """Return what tells which names of *glossary* in *language* a word of a text is near to.

    Names are the terms of one word with a capital, and of longer ones the words
    that another language has as well (Ossetia, not Selatan).  A word of a term
    in whatever inflected form is near to none.
    """
    if not glossary.concepts:
        return nothing_near

    @functools.cache
    def compiled() -> tuple[dict[str, str], frozenset[str], Near]:
        names: dict[str, str] = {}
        known: set[str] = set()
        for concept in glossary.concepts:
            for term in concept.terms_in(language):
                there = words(term.text, pack)
                known.update(fold(word) for form in term.forms for word in words(form, pack))
                for word in there:
                    folded = fold(word)
                    known.update((folded, *pack.term_keys(folded)))
                    if (
                        word[0].isupper()
                        and len(word) >= SHORTEST_NAME
                        and term.status.is_allowed
                        and (len(there) == 1 or folded in _elsewhere(concept, language, pack))
                    ):
                        names.setdefault(folded, word)
        return names, frozenset(known), Near(names)

    @functools.lru_cache(_REMEMBERED)
    def near_to(word: str) -> tuple[str, ...]:
        if not SHORTEST_NAME - 1 <= len(word) <= _LONGEST:
            return ()
        names, known, near = compiled()
        folded = fold(word)
        keys = dict.fromkeys((folded, *pack.word_keys(folded)))
        if not known.isdisjoint(keys):
            return ()
        # Behind a tilde stands the class of a stem; behind an apostrophe, an ending.
        stems = dict.fromkeys(key.partition("~")[0] for key in keys if "'" not in key)
        found = dict.fromkeys(name for stem in stems for name in near.to(stem))
        return tuple(names[name] for name in found)

    return near_to


def _elsewhere(concept: Concept, language: str, pack: LanguagePack) -> set[str]:
    """Return the folded words of the terms that *concept* has in other languages."""
    here = concept.terms_in(language)
    return {
        fold(word) for term in concept.terms if term not in here for word in words(term.text, pack)
    }
