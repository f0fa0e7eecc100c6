"""What an edit changed of what a sentence says: its numbers, names, terms and negations.

Other words may be a slip of the pen that was mended; only a person can tell.
These never are: a translation of the sentence as it was is wrong after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Mention
from alihbahasa.text import fold
from alihbahasa.values import numbers

_WORD = re.compile(r"[^\W_](?:[\w'’ʼ\u00ad-]*[^\W_])?")

#: After one of these a capital begins a sentence.
_STOPS = frozenset(".?!…:։۔؟")


class Aspect(StrEnum):
    """What of a sentence an edit may have changed."""

    NUMBER = "number"
    NAME = "name"
    TERM = "term"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Difference:
    """An *aspect* in which two sentences differ: what only the first says, and only the second."""

    aspect: Aspect
    before: tuple[str, ...]
    now: tuple[str, ...]


def differences(
    before: str,
    now: str,
    *,
    pack: LanguagePack,
    mentions: tuple[Iterable[Mention], Iterable[Mention]] = ((), ()),
    vocabulary: Set[str] = frozenset(),
) -> tuple[Difference, ...]:
    """Return in what the sentence *now* says something else than *before*.

    *mentions* are the terms in either.  A word that begins a sentence is a name
    unless it is one of the *vocabulary*, words that are known in lower case.
    What only moved within the sentence is no difference.
    """
    vocabulary = vocabulary | {fold(word) for word in pack.negations}
    sides = {
        Aspect.NUMBER: (_numbers(before, pack), _numbers(now, pack)),
        Aspect.NAME: (_names(before, vocabulary), _names(now, vocabulary)),
        Aspect.TERM: (_terms(mentions[0]), _terms(mentions[1])),
        Aspect.NEGATION: (_negations(before, pack), _negations(now, pack)),
    }
    return tuple(
        Difference(aspect, tuple((one - other).elements()), tuple((other - one).elements()))
        for aspect, (one, other) in sides.items()
        if one != other
    )


def lower_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of *texts* that are written in lower case, folded."""
    return frozenset(
        fold(found[0]) for text in texts for found in _WORD.finditer(text) if found[0].islower()
    )


def _numbers(text: str, pack: LanguagePack) -> Counter[str]:
    """Return what the numbers of *text* are worth, with their units."""
    found = numbers(text, pack.numerals)
    return Counter(
        f"{number.values[0].normalize():f} {number.unit or ''}".strip()
        for number in found
        if number.values
    )


def _names(text: str, vocabulary: Set[str]) -> Counter[str]:
    """Return the words of *text* that a capital tells to be names, and acronyms."""
    names: Counter[str] = Counter()
    end = 0
    for found in _WORD.finditer(text):
        word = found[0]
        between = text[end : found.start()]
        begins = end == 0 or not _STOPS.isdisjoint(between)
        end = found.end()
        if word.islower() or word == word.swapcase():
            continue
        if begins and word[1:] == word[1:].lower() and fold(word) in vocabulary:
            continue
        names[word] += 1
    return names


def _terms(mentions: Iterable[Mention]) -> Counter[str]:
    return Counter(mention.concept.key for mention in mentions)


def _negations(text: str, pack: LanguagePack) -> Counter[str]:
    """Return the words of *text* that deny; where none are parted by spaces, the characters."""
    words = [fold(found[0]) for found in _WORD.finditer(text)]
    counted: Counter[str] = Counter()
    for each in pack.negations:
        if each.startswith("-"):
            counted[each] = sum(word.endswith(each[1:]) for word in words)
        elif each.endswith("-"):
            counted[each] = sum(word.startswith(each[:-1]) for word in words)
        elif "\u3040" <= each[0] <= "\u9fff":
            counted[each] = text.count(each)
        else:
            counted[each] = words.count(fold(each))
    return +counted


def told(found: Sequence[Difference]) -> str:
    """Return *found* as people read it: ``number 16 -> 23, name Shusha -> Shushi``."""
    return ", ".join(
        f"{each.aspect} {' '.join(each.before) or '-'} -> {' '.join(each.now) or '-'}"
        for each in found
    )
