"""What an edit changed of what a sentence says: its numbers, names, terms and negations.

Other words may be a slip of the pen that was mended; only a person can tell.
These never are: a translation of the sentence as it was is wrong after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from enum import StrEnum

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Mention
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.text import fold
from alihbahasa.values import numbers

_WORD = late_re(r"[^\W_](?:[\w'’ʼ\u00ad-]*[^\W_])?")

#: After one of these a capital begins a sentence.
_STOPS = frozenset(".?!…:։۔؟")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of a text: those in *lower* case, folded, and *names*, in capitals within sentences."""

    lower: Set[str] = frozenset()
    names: Set[str] = frozenset()


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
    vocabulary: Vocabulary = Vocabulary(),
) -> tuple[Difference, ...]:
    """Return in what the sentence *now* says something else than *before*.

    *mentions* are the terms in either.  A word that begins a sentence may be a
    name; it is none where the *vocabulary* of the text has it in lower case, and
    a slip was mended where it is alike before and now and the vocabulary has it in
    no capitals.  Numbers, names and terms that changed places are a difference
    as well: who did it to whom.
    """
    sides = {
        Aspect.NUMBER: (_numbers(before, pack), _numbers(now, pack)),
        Aspect.NAME: _names(before, now, vocabulary, {fold(word) for word in pack.negations}),
        Aspect.TERM: (_terms(mentions[0]), _terms(mentions[1])),
        Aspect.NEGATION: (_negations(before, pack), _negations(now, pack)),
    }
    return tuple(_difference(aspect, *pair) for aspect, pair in sides.items() if pair[0] != pair[1])


def _difference(aspect: Aspect, before: Sequence[str], now: Sequence[str]) -> Difference:
    """Return what only one of the lists has; the whole of both where only their order differs."""
    gone, come = Counter(before) - Counter(now), Counter(now) - Counter(before)
    if not gone and not come:
        return Difference(aspect, tuple(before), tuple(now))
    return Difference(aspect, tuple(gone.elements()), tuple(come.elements()))


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """Return the words of *texts* by how they are written within sentences."""
    lower: set[str] = set()
    names: set[str] = set()
    for text in texts:
        for word, begins in _words(text):
            if word.islower():
                lower.add(fold(word))
            elif not begins:
                names.add(word)
    return Vocabulary(frozenset(lower), frozenset(names))


def _numbers(text: str, pack: LanguagePack) -> list[str]:
    """Return what the numbers of *text* are worth, with their units, in order."""
    return [
        f"{number.values[0].normalize():f} {number.unit or ''}".strip()
        for number in numbers(text, pack.numerals)
        if number.values
    ]


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of *text*, and whether each begins a sentence."""
    end = 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        yield found[0], end == 0 or not _STOPS.isdisjoint(between)
        end = found.end()


def _names(
    before: str, now: str, vocabulary: Vocabulary, others: Set[str]
) -> tuple[list[str], list[str]]:
    """Return the names in either text, in order, slips that were mended in one form.

    *others* are words that are none.
    """
    sides = [list(_capitals(text)) for text in (before, now)]
    said = [Counter(word for word, _ in side) for side in sides]
    left, left_now = (
        [word for word, is_sure in side if not is_sure and not other[word]]
        for side, other in zip(sides, reversed(said), strict=True)
    )
    slips: dict[str, str] = {}
    for word in left:
        for other in left_now:
            if other not in slips and _is_slip(word, other, vocabulary):
                slips[other] = word
                break
    lower = {fold(word) for text in (before, now) for word, _ in _words(text) if word.islower()}
    none = lower | vocabulary.lower | others
    names = [
        [
            slips.get(word, word)
            for word, is_sure in side
            if is_sure or not {fold(word), fold(slips.get(word, word))} & none
        ]
        for side in sides
    ]
    # A word that is none is none on both sides, and so is what it was a slip of.
    mended = {slips[other] for other in slips if fold(other) in none}
    return [word for word in names[0] if word not in mended], names[1]


def _capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of *text* that may be names, and whether a capital tells that they are."""
    for word, begins in _words(text):
        if not word.islower() and word != word.swapcase():
            yield word, not begins or word[1:] != word[1:].lower()


def _is_slip(word: str, other: str, vocabulary: Vocabulary) -> bool:
    from rapidfuzz.distance import OSA

    is_near = OSA.distance(word.lower(), other.lower()) <= max(1, len(word) // 5)
    return is_near and vocabulary.names.isdisjoint((word, other))


def _terms(mentions: Iterable[Mention]) -> list[str]:
    return [mention.concept.key for mention in mentions]


def _negations(text: str, pack: LanguagePack) -> list[str]:
    """Return the words of *text* that deny, sorted; where words are not parted, the characters."""
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
    return sorted(counted.elements())


def told(found: Sequence[Difference]) -> str:
    """Return *found* as people read it: ``number 16 -> 23, name Shusha -> Shushi``."""
    return ", ".join(
        f"{each.aspect} {' '.join(each.before) or '-'} -> {' '.join(each.now) or '-'}"
        for each in found
    )
