"""Inflection of the Turkic languages: how endings are chained, and what words they leave.

Endings are written as grammars write them.  A capital is a sound that follows
the one before it: A is a low vowel, I a high one; D is d, or t behind a
voiceless consonant; L is l, or n behind a vowel, the passive.  A letter in
brackets is dropped where it would make two vowels or two consonants meet:
(y)A is ya behind a vowel and a behind a consonant, (I)m is m behind a vowel.
A vowel that is written small is the same in every word, and what comes behind
it follows it.

The vowels of a chain of endings agree with one another, and with those of the
stem where the language writes foreign words as they sound (Azerbaijani, not
Turkish).  Words come folded, which leaves ı, ö and ü no letters of their own:
a stem in i, o or u may have back or front endings.  d and t are one where a
chain begins.  Whether a stem ends in a vowel is looked at: Rusya is no form of
Rus.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import TypeAlias

from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: What stands behind a stem in the keys of its possessed forms; of a verb's participles, the
#: clear and the ambiguous ones, and of its tenses.  No key has the mark of weak copulas.
_POSSESSED, _CLEAR, _AMBIGUOUS, _TENSE, _WEAK = "~", "+", "*", "=", "?"

_SHORTEST_STEM = 2

#: Copulas that stand behind one another.
_MOST_COPULAS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Inflection:
    """How a language inflects.

    *low* are the back and the front low vowel; *is_phonetic* tells whether the
    endings of every word agree with its last vowel as it is written.  *cases*
    follow a stem, a plural, or a possessive: *mine* is that of the first
    person, *shared* that of the plural.  That of the second person is not
    looked for: it looks like a case, and behind a vowel like another word
    (Amerikan).  *possessed_cases* follow that of the third person (*thirds*),
    which is also what a compound ends in (hava saldırısı).  *relatives* and
    *possessed_relatives* make nouns of the genitive and the locative, with a
    plural and cases of their own.  *copulas* stand behind all of them;
    *weak_copulas* not behind a stem of one syllable, where they make another
    word more often (yandı).

    *softened* are pairs of what the last consonant of a word of two syllables
    or more is, and what it is before a vowel; *changed* maps other words
    (``şehir``) to what they are before a vowel (``şehr``).  *moments* are
    words that -ki follows directly.  *adjectives* end like a possessive but
    are none.  Behind one of the *joiners* stand the endings of names.

    *infinitives* are how dictionaries have verbs.  *participles* make nouns
    and adjectives of them, *ambiguous* ones also other words (göçmen, yılan),
    *tenses* what takes the endings of persons; negation and the passive are
    part of them.  *raising* takes the place of the last vowel of a stem
    (kısıtla, kısıtlıyor).  Participles also tell of a term that is a bare
    stem, ambiguous ones where it has two syllables or more.
    """

    low: tuple[str, str]
    vowels: frozenset[str]
    is_phonetic: bool
    plural: str
    mine: str
    shared: tuple[str, ...]
    thirds: tuple[str, ...]
    cases: tuple[str, ...]
    relatives: tuple[str, ...]
    possessed_cases: tuple[str, ...]
    possessed_relatives: tuple[str, ...]
    copulas: tuple[str, ...]
    weak_copulas: tuple[str, ...]
    softened: tuple[tuple[str, str], ...]
    changed: Mapping[str, tuple[str, ...]]
    moments: frozenset[str]
    adjectives: frozenset[str]
    infinitives: tuple[str, ...]
    participles: tuple[str, ...]
    ambiguous: tuple[str, ...]
    tenses: tuple[str, ...]
    raising: tuple[str, ...]
    joiners: str = "'"


# --- what endings there are -----------------------------------------------------

#: What the sounds of an ending depend on: the low and the high vowel that follow what stands
#: before it, and the last sound of that: "a" for a vowel, "t" for a voiceless consonant, "d" for
#: another one.
_Sound: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Endings that stand together: one of each slot, behind a stem that ends in one of *ends*.

    An end is "i" for i and u, "a" for another vowel, "t" for a consonant.  The
    stem is found by its keys: the stem with each of *marks* behind it.
    """

    slots: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...] = ("",)
    ends: str = "ait"


@dataclass(frozen=True, slots=True, eq=False)
class _Endings:
    """Chains as they are spelled: the marks of each, by the end of the stem."""

    spelled: Mapping[str, Mapping[str, tuple[str, ...]]]
    longest: int


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """What can stand behind a stem.

    *vowels* are the ends that vowels are, *clashing* the vowels of endings
    that do not follow a vowel of a stem, where the language is phonetic.
    """

    nominal: _Endings
    copulas: _Endings
    verbal: _Endings
    thirds: _Endings
    vowels: Mapping[str, str]
    clashing: Mapping[str, frozenset[str]]


_SIGN = late_re(r"\((.)\)|(.)")
_VOICELESS = "cfhkpqstx"


@functools.cache
def _spelled(ending: str, sound: _Sound, inflection: Inflection) -> tuple[str, _Sound]:
    """Return how *ending* is spelled behind *sound*, and what stands there then."""
    text = ""
    low, high, end = sound
    for optional, plain in _SIGN.findall(ending):
        sign = optional or plain
        is_vowel = sign in "AI" or sign in inflection.vowels
        if optional and is_vowel == (end == "a"):
            continue
        spelled = {"A": low, "I": high, "D": "t" if end == "t" else "d", "L": "l" if text else "n"}
        letter = spelled.get(sign, sign)
        if sign == "A":
            high = "i"
        elif is_vowel and sign != "I":
            low, high = inflection.low[1], "i"
        end = "a" if is_vowel else "t" if letter in _VOICELESS else "d"
        text += letter
    return text, (low, high, end)


def _walked(
    slots: tuple[tuple[str, ...], ...], text: str, sound: _Sound, inflection: Inflection
) -> Iterator[str]:
    """Yield *text* with every chain of endings of *slots* behind it."""
    if not slots:
        yield text
        return
    for ending in slots[0]:
        spelled, after = _spelled(ending, sound, inflection)
        yield from _walked(slots[1:], text + spelled, after, inflection)


def _endings(inflection: Inflection, *chains: _Chain) -> _Endings:
    """Return *chains* as they are spelled behind any sound."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    sounds = tuple(product(inflection.low, "iu", "adt"))
    for chain, sound in product(chains, sounds):
        ends = [end for end in ("ai" if sound[2] == "a" else "t") if end in chain.ends]
        for text in _walked(chain.slots, "", sound, inflection) if ends else ():
            there = found[text]
            for end in ends:
                there[end] = tuple(dict.fromkeys((*there.get(end, ()), *chain.marks)))
    found.pop("", None)
    return _Endings(dict(found), max(map(len, found)))


def _nominal(inflection: Inflection) -> Iterator[_Chain]:
    """Yield what nouns take; with a mark where a compound may have it for its possessive."""
    plural, cases = inflection.plural, ("", *inflection.cases)
    possessed_cases = ("", *inflection.possessed_cases)
    both = ("", _POSSESSED)
    for numbers, possessives, marks in (
        (("", plural), ("", inflection.mine), ("",)),
        (("", plural), inflection.shared, both),
        (("",), inflection.thirds, ("",)),
        ((plural,), inflection.thirds, both),
    ):
        is_third = possessives is inflection.thirds
        relatives = inflection.possessed_relatives if is_third else inflection.relatives
        first = (numbers, possessives)
        yield _Chain((*first, possessed_cases if is_third else cases), marks)
        yield _Chain((*first, relatives, (plural,), cases), marks)
        yield _Chain((*first, relatives, possessed_cases), marks)
    # A stem in i or u may be a compound.
    yield _Chain((possessed_cases,), ends="i")
    yield _Chain((inflection.possessed_relatives, possessed_cases), ends="i")


def _verbal(inflection: Inflection) -> Iterator[_Chain]:
    """Yield what verbs take, up to where the endings of nouns and persons begin."""
    yield _Chain((inflection.participles,), (_CLEAR,))
    yield _Chain((inflection.ambiguous,), (_AMBIGUOUS,))
    yield _Chain((inflection.tenses,), (_TENSE,))
    yield _Chain((inflection.raising,), tuple(low + _TENSE for low in inflection.low), ends="t")


@functools.cache
def _table(inflection: Inflection) -> _Table:
    return _Table(
        nominal=_endings(inflection, *_nominal(inflection)),
        copulas=_endings(
            inflection,
            _Chain((inflection.copulas,)),
            _Chain((inflection.weak_copulas,), (_WEAK,)),
        ),
        verbal=_endings(inflection, *_verbal(inflection)),
        thirds=_endings(inflection, _Chain((("", inflection.plural), inflection.thirds))),
        vowels={vowel: "i" if vowel in "iu" else "a" for vowel in inflection.vowels},
        clashing=_clashing(inflection) if inflection.is_phonetic else {},
    )


def _clashing(inflection: Inflection) -> dict[str, frozenset[str]]:
    """Return the vowels of endings that do not follow a vowel of a stem."""
    back, front = inflection.low
    lows = {back: front, front: back, "e": back}
    return {
        vowel: frozenset(("i" if vowel in "ou" else "u") + lows.get(vowel, ""))
        for vowel in inflection.vowels
    }


# --- the keys of words ----------------------------------------------------------


def word_keys(word: str, inflection: Inflection) -> tuple[str, ...]:
    """Return *word*, and the keys of all that it may be a form of."""
    table = _table(inflection)
    keys = [word]
    for joiner in inflection.joiners:
        name, found, ending = word.rpartition(joiner)
        if found and name and is_ending(ending, inflection):
            # What stands before it is all of the name, which may be a compound.
            keys += (name, *_peeled(name, table.thirds, table))
    forms = tuple(keys)
    for _ in range(_MOST_COPULAS):
        forms = tuple(stem for form in forms for stem in _without_copula(form, inflection))
        keys += forms
    for form in tuple(keys):
        keys += _peeled(form, table.nominal, table)
    for form in tuple(keys):
        keys += _peeled(form, table.verbal, table)
    return tuple(dict.fromkeys(keys))


def lead_keys(word: str) -> tuple[str, ...]:
    """Return *word*: of several words of a term only the last one inflects."""
    return (word,)


def is_ending(text: str, inflection: Inflection) -> bool:
    """Tell whether *text* is what nouns take, a copula, or both."""
    table = _table(inflection)
    if text in table.nominal.spelled:
        return True
    return any(
        not text[:at] or text[:at] in table.nominal.spelled
        for at in range(max(0, len(text) - table.copulas.longest), len(text))
        if text[at:] in table.copulas.spelled
    )


def _without_copula(word: str, inflection: Inflection) -> list[str]:
    """Return what a copula may leave of *word*."""
    table = _table(inflection)
    stems = _peeled(word, table.copulas, table)
    return [stem for stem in stems if stem[-1] != _WEAK] + [
        stem[:-1] for stem in stems if stem[-1] == _WEAK and _is_long(stem, inflection)
    ]


def _peeled(word: str, endings: _Endings, table: _Table) -> list[str]:
    """Return the keys of the stems that *endings* leave of *word*."""
    found: list[str] = []
    marks_of = endings.spelled.get
    for at in range(max(_SHORTEST_STEM, len(word) - endings.longest), len(word)):
        marks = marks_of(word[at:])
        if marks and (not table.clashing or _agrees(word[:at], word[at:], table)):
            end = table.vowels.get(word[at - 1], "t")
            found += [word[:at] + mark for mark in marks.get(end, ())]
    return found


def _agrees(stem: str, ending: str, table: _Table) -> bool:
    """Tell whether the first vowel of *ending* may follow the last one of *stem*."""
    for last in reversed(stem):
        if last in table.clashing:
            for first in ending:
                if first in table.clashing:
                    return first not in table.clashing[last]
            break
    return True


def _is_long(word: str, inflection: Inflection) -> bool:
    """Tell whether *word* has two syllables or more."""
    return sum(letter in inflection.vowels for letter in word) > 1


# --- the keys of terms ----------------------------------------------------------


def later_keys(word: str, inflection: Inflection) -> tuple[str, ...]:
    """Return the keys of a word of a term that stands behind another one: of a compound, as a rule.

    There a stem of two letters may be possessed too (ev işi: ev işleri).
    """
    return term_keys(word, inflection, shortest=_SHORTEST_STEM)


def term_keys(
    word: str, inflection: Inflection, *, shortest: int = _SHORTEST_STEM + 1
) -> tuple[str, ...]:
    """Return the keys of the stems of *word*, itself the first.

    They are what the word is before a vowel; where it is the possessed end of
    a compound, what others possess (savaş suçu: savaş suçları); where it is a
    verb, the stem of that.  *shortest* is how many letters a possessed stem
    has at least.
    """
    table = _table(inflection)
    keys = [word, *_before_vowel(word, inflection)]
    if word in inflection.moments:
        keys += (f"{word}ki", f"{word}ku")
    if word not in inflection.adjectives:
        for stem in _peeled(word, table.thirds, table):
            if len(stem) >= shortest:
                keys += (each + _POSSESSED for each in (stem, *_elsewhere(stem, inflection)))
    return tuple(dict.fromkeys((*keys, *_verb_keys(word, inflection))))


def _verb_keys(word: str, inflection: Inflection) -> Iterator[str]:
    """Yield the keys of *word* as a verb: as dictionaries have it, or as a bare stem."""
    stem = next(
        (word.removesuffix(end) for end in inflection.infinitives if word.endswith(end)), ""
    )
    if len(stem) > _SHORTEST_STEM or stem[-1:] not in ("", *inflection.vowels):
        # et, eder; git, gider; kaybet, kaybeder
        stems = (stem, f"{stem[:-1]}d") if stem.endswith(("et", "git")) else (stem,)
        for mark in (_CLEAR, _AMBIGUOUS, _TENSE):
            yield from (each + mark for each in stems)
    elif len(word) > _SHORTEST_STEM:
        yield word + _CLEAR
        if _is_long(word, inflection):
            yield word + _AMBIGUOUS


def _before_vowel(word: str, inflection: Inflection) -> Iterator[str]:
    """Yield what the last consonant, or two, of *word* may be before a vowel."""
    yield from inflection.changed.get(word, ())
    if _is_long(word, inflection):
        yield from (word[:-1] + soft for hard, soft in inflection.softened if word[-1] == hard)


def _elsewhere(stem: str, inflection: Inflection) -> Iterator[str]:
    """Yield the words that are *stem* before a vowel."""
    yield from _unchanged(inflection).get(stem, ())
    if _is_long(stem, inflection):
        yield from (stem[:-1] + hard for hard, soft in inflection.softened if stem[-1] == soft)


@functools.cache
def _unchanged(inflection: Inflection) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, stems in inflection.changed.items():
        for stem in stems:
            found[stem] = (*found.get(stem, ()), word)
    return found
