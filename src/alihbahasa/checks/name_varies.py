"""A name of the sources is spelt in several ways, in one article or across articles.

Two spellings are the same name where they differ in hyphens and spaces alone
(Nagorno Karabakh, Nagorno-Karabakh).  They are as well where one has a letter
more within, two letters the other way round, other diacritics, a sound written
otherwise (y and i, kh and ch) or, in a long name, one letter for another: if
the same name stands beside both (Ilham Aliyev, Ilham Aliev), both stand in one
article, or they are long.  Another ending is an inflected form and no other
spelling; what is written small elsewhere, or only begins sentences, is no
name.  The rarer spelling is reported, once an article; one that the glossary
has never is.

Wrong: *Nagorno-Karabakh* in most articles, ***Nagorno Karabakh*** in one
Right: *Nagorno-Karabakh* in all
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, LanguagePack, Survey
from alihbahasa.model import Grade, Remark, Severity, Side, Span, Unit, plain
from alihbahasa.recognition import SHORTEST_NAME, Near
from alihbahasa.text import fold, words

#: A spelling may lack a letter of a name.
_SHORTEST = SHORTEST_NAME - 1
_JOINTS = re.compile("[- \u2010\u2011]")
_TWICE = re.compile(r"(.)\1+")
#: Languages that write every noun with a capital, so that it tells no name.
_NOUNS = frozenset(("de", "lb"))
#: From this length on, in letters, two names so much alike are one wherever they stand.
_LONG = 10
#: How many letters at the end are the same where one within is another.
_ENDING = 2

#: How one sound is written in several ways in names that come from another script.
_SOUNDS = tuple(
    pair.split(":")
    for pair in "kh:h ch:h ph:f y:i j:i w:v x:ks c:k q:k э:е թ:տ ռ:ր փ:պ ք:կ".split()
)


@dataclass(frozen=True, slots=True)
class _Use:
    """How an article uses a spelling: how often, and where and how first.

    *beside* are the names before and behind it, *keys* those of the forms it may be of;
    whether it *is_name* or may have its capital from its place, and whether the glossary has it.
    """

    count: int
    unit: str
    span: Span
    written: str
    beside: frozenset[str]
    keys: tuple[str, ...]
    is_name: bool
    is_term: bool


#: The uses of the spellings of an article, and its words without a capital; a spelling is in
#: small letters.
_Uses: TypeAlias = tuple[dict[str, _Use], frozenset[str]]


@dataclass(slots=True)
class _Found:
    """The uses of a spelling while an article is gone through."""

    unit: str
    span: Span
    written: str
    count: int = 0
    beside: set[str] = field(default_factory=set)
    is_name: bool = False
    is_term: bool = False


def _summarise(units: Iterable[Unit], context: CheckContext) -> _Uses:
    found: dict[str, _Found] = {}
    small: set[str] = set()
    tells_names = context.source.tag not in _NOUNS
    for unit in units:
        source = plain(unit.source)
        there = words(source)
        small.update(word for _, word in there if len(word) >= _SHORTEST and word.islower())
        capitals = [each for each in there if each[1][0].isupper()]
        if not capitals or source.isupper():
            continue
        terms = sorted(
            mention.span
            for mention in unit.mentions
            if mention.grade is Grade.EXACT and mention.term.status.is_allowed
        )
        # In a headline, and at the beginning of a sentence, a capital tells nothing.
        tells = tells_names and len(capitals) * 3 <= len(there) * 2
        before = ""
        reach = -1
        for start, word in capitals:
            stop = start + len(word)
            is_beside = source[reach:start] == " "
            if len(word) >= _SHORTEST:
                use = _noted(found, unit, word, Span(start, stop), terms)
                if tells and not use.is_name:
                    lead = source[max(start - 2, 0) : start]
                    use.is_name = lead[1:] == " " and (lead[0] == "," or lead[0].isalnum())
            if is_beside:
                first = reach - len(before)
                _noted(found, unit, source[first:stop], Span(first, stop), terms)
                for one, other in ((before, word), (word, before)):
                    if one in found:
                        found[one].beside.add(other.lower())
            before, reach = word, stop
    return _united(found, context.source), frozenset(small)


def _noted(
    found: dict[str, _Found], unit: Unit, written: str, span: Span, terms: Sequence[Span]
) -> _Found:
    """Return the use of what is *written* at *span*, counted."""
    use = found.get(written)
    if use is None:
        use = found[written] = _Found(unit.id, span, written)
    use.count += 1
    if terms and not use.is_term:
        before = bisect_right(terms, span.start, key=_start)
        use.is_term = before > 0 and span.stop <= terms[before - 1].stop
    return use


def _start(span: Span) -> int:
    return span.start


def _united(found: dict[str, _Found], pack: LanguagePack) -> dict[str, _Use]:
    """Return *found* with what differs in capitals alone as one."""
    uses: dict[str, _Use] = {}
    for each in found.values():
        spelling = each.written.lower()
        if use := uses.get(spelling):
            uses[spelling] = _Use(
                use.count + each.count,
                use.unit,
                use.span,
                use.written,
                use.beside | each.beside,
                use.keys,
                use.is_name or each.is_name,
                use.is_term or each.is_term,
            )
        else:
            keys = () if " " in spelling else _keys(spelling, pack)
            uses[spelling] = _Use(
                each.count,
                each.unit,
                each.span,
                each.written,
                frozenset(each.beside),
                keys,
                each.is_name,
                each.is_term,
            )
    return uses


@functools.lru_cache(100_000)
def _keys(spelling: str, pack: LanguagePack) -> tuple[str, ...]:
    return pack.word_keys(fold(spelling))


@dataclass(frozen=True, slots=True)
class _Name:
    """A spelling in all articles."""

    count: int
    places: dict[str, _Use]

    @property
    def is_name(self) -> bool:
        return any(use.is_name for use in self.places.values())

    @property
    def is_term(self) -> bool:
        return any(use.is_term for use in self.places.values())

    @property
    def written(self) -> str:
        return next(iter(self.places.values())).written

    @property
    def keys(self) -> tuple[str, ...]:
        return next(iter(self.places.values())).keys

    def stands_with(self, other: _Name) -> bool:
        """Tell whether both stand in one article, or beside the same name."""
        beside = {name for use in self.places.values() for name in use.beside}
        return not self.places.keys().isdisjoint(other.places) or any(
            not beside.isdisjoint(use.beside) for use in other.places.values()
        )


def _conclude(parts: Sequence[tuple[str, _Uses]]) -> Iterator[tuple[str, str, Remark]]:
    counts: Counter[str] = Counter()
    places: defaultdict[str, dict[str, _Use]] = defaultdict(dict)
    small: set[str] = set()
    for article, (uses, words_there) in parts:
        small |= words_there
        for spelling, use in uses.items():
            counts[spelling] += use.count
            places[spelling][article] = use
    names = {spelling: _Name(counts[spelling], there) for spelling, there in places.items()}

    def rank(spelling: str) -> tuple[bool, int, str]:
        name = names[spelling]
        return not name.is_term, -name.count, spelling

    usual: dict[str, str] = {}
    for group in (*_joined(names), *_alike(names, small)):
        right, other = sorted(group, key=rank)
        if not names[other].is_term:
            usual[other] = min(usual.get(other, right), right, key=rank)
    for article, (uses, _) in parts:
        for spelling, use in uses.items():
            if spelling in usual:
                best = names[usual[spelling]]
                times = "once" if best.count == 1 else f"{best.count:,} times"
                where = "in the glossary" if best.is_term else f"elsewhere, {times}"
                yield (
                    article,
                    use.unit,
                    Remark(
                        f"“{use.written}” is “{best.written}” {where}",
                        side=Side.SOURCE,
                        spans=(use.span,),
                        fix=(best.written,),
                        about=spelling,
                    ),
                )


def _joined(names: dict[str, _Name]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that differ in hyphens and spaces."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for spelling in names:
        groups[_JOINTS.sub("", spelling)].append(spelling)
    for group in groups.values():
        if len(group) > 1:
            most = max(group, key=lambda each: names[each].count)
            for each in group:
                if each != most and not set(names[each].keys) & set(names[most].keys):
                    yield most, each


def _alike(names: dict[str, _Name], small: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that are one name although a letter differs, or a sound."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    folded: defaultdict[str, list[str]] = defaultdict(list)
    for spelling, name in names.items():
        if " " not in spelling and name.is_name and small.isdisjoint(name.keys):
            key = fold(spelling)
            folded[key].append(spelling)
            for written, sound in _SOUNDS:
                key = key.replace(written, sound)
            by_sound[_TWICE.sub(r"\1", key)].append(spelling)
    near = Near(folded, slips=1)
    pairs = {(group[0], each) for group in by_sound.values() for each in group[1:]}
    for key, group in folded.items():
        pairs.update(
            (group[0], folded[other][0])
            for other in near.to(key)
            if key < other and _is_slip(key, other)
        )
    for one, other in sorted(pairs):
        is_form = set(names[one].keys) & set(names[other].keys)
        is_long = min(len(one), len(other)) >= _LONG
        if not is_form and (is_long or names[one].stands_with(names[other])):
            yield one, other


def _is_slip(one: str, other: str) -> bool:
    """Tell whether the letter that differs does not make another form, or another name.

    Another ending makes an inflected form, and one letter for another a name
    of its own unless it is long (Iceland and Ireland, Wayne and Wayde).
    """
    if sorted(one) == sorted(other):
        return True
    is_other = len(one) == len(other) and len(one) < _LONG
    return one[-_ENDING:] == other[-_ENDING:] and not is_other


PLUGIN = Check(
    code="S002",
    name="name-varies",
    severity=Severity.WARNING,
    survey=Survey(_summarise, _conclude),
    side=Side.SOURCE,
    false_alarms=0.0,
)
