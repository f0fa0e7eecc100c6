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
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from alihbahasa.checks import _names
from alihbahasa.contracts import Check, CheckContext, LanguagePack, Survey
from alihbahasa.model import Grade, Remark, Severity, Side, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.recognition import SHORTEST_NAME, Near
from alihbahasa.records import dataclass
from alihbahasa.text import as_written, fold, unmarked, words

#: A spelling may lack a letter of a name.
_SHORTEST = SHORTEST_NAME - 1
_JOINTS = late_re("[- \u2010\u2011]")
_APOSTROPHES = late_re("['`´‘’ʼ\u00ad]")
_TWICE = late_re(r"(.)\1+")
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


@dataclass(slots=True)
class _Use:
    """How an article uses a spelling: how often, and where and how first.

    *keys* are those of the forms it may be of; whether it *is_name* or may have its
    capital from its place, and whether the glossary has it.
    """

    unit: str
    start: int
    written: str
    count: int = 0
    is_name: bool = False
    is_term: bool = False
    keys: tuple[str, ...] = ()


#: A spelling, in small letters, and its use, field by field: packed and unpacked in no time.
_Packed: TypeAlias = tuple[str, str, int, str, int, bool, bool, tuple[str, ...]]

#: The uses of the spellings of an article, and what stands between its blanks.
_Uses: TypeAlias = tuple[list[_Packed], str]


def _summarise(units: Iterable[Unit], context: CheckContext) -> _Uses:
    found: dict[str, _Use] = {}
    units = tuple(units)
    capitalised = _names.capitalised().finditer
    tells_names = context.source.tag not in _NOUNS
    for unit in units:
        source = plain(unit.source)
        text = unmarked(source)
        capitals = [
            (each[0], each.start())
            for each in capitalised(text)
            if text[each.start() - 1 : each.start()] != "-" or _begins(text, each.start())
        ]
        if not capitals or source.isupper():
            continue
        terms = _terms(unit) if unit.mentions else ()
        tells = None if tells_names else False
        before = ""
        reach = -2
        for word, start in capitals:
            stop = start + len(word)
            if len(word) >= _SHORTEST:
                use = found.get(word)
                if use is None:
                    use = found[word] = _Use(unit.id, start, word)
                use.count += 1
                if tells is not False and not use.is_name and _is_within(source, start):
                    if tells is None:
                        tells = _tells(text, len(capitals))
                    use.is_name = tells
                if terms and not use.is_term:
                    use.is_term = _is_term(start, stop, terms)
            if reach + 1 == start and text[reach] == " ":
                row = f"{before} {word}"
                first = reach - len(before)
                use = found.get(row)
                if use is None:
                    use = found[row] = _Use(unit.id, first, row)
                use.count += 1
                if terms and not use.is_term:
                    use.is_term = _is_term(first, stop, terms)
            before, reach = word, stop
    uses = [
        (spelling, use.unit, use.start, use.written, use.count, use.is_name, use.is_term, use.keys)
        for spelling, use in _united(found, context.source).items()
    ]
    return uses, _names.pieces(_names.texts(units))


def _begins(text: str, at: int) -> bool:
    """Tell whether the hyphen before *at* joins no word to what follows."""
    return not text[max(at - 2, 0) : at - 1].isalpha()


def _is_within(text: str, at: int) -> bool:
    """Tell whether what begins *at* a place of *text* goes on a sentence."""
    return text[at - 1 : at] == " " and at > 1 and (text[at - 2] == "," or text[at - 2].isalnum())


def _tells(text: str, capitals: int) -> bool:
    """Tell whether a capital within *text*, which has so many, tells a name: it is no headline."""
    # Most sentences have words enough that are surely small; in others all are counted.
    if 2 * sum(map(str.islower, text.split())) >= capitals:
        return True
    return capitals * 3 <= len(words(text)) * 2


def _terms(unit: Unit) -> list[Span]:
    return sorted(
        mention.span
        for mention in unit.mentions
        if mention.grade is Grade.EXACT and mention.term.status.is_allowed
    )


def _is_term(start: int, stop: int, terms: Sequence[Span]) -> bool:
    """Tell whether what stands from *start* to *stop* is within one of *terms*, by place."""
    before = bisect_right(terms, start, key=_start)
    return before > 0 and stop <= terms[before - 1].stop


def _start(span: Span) -> int:
    return span.start


def _united(found: dict[str, _Use], pack: LanguagePack) -> dict[str, _Use]:
    """Return *found* with what differs in capitals alone as one."""
    uses: dict[str, _Use] = {}
    for each in found.values():
        spelling = each.written.lower()
        use = uses.setdefault(spelling, each)
        if use is not each:
            use.count += each.count
            use.is_name |= each.is_name
            use.is_term |= each.is_term
        elif " " not in spelling:
            use.keys = _keys(spelling, pack)
    return uses


@functools.lru_cache(100_000)
def _keys(spelling: str, pack: LanguagePack) -> tuple[str, ...]:
    return pack.word_keys(fold(spelling))


@dataclass(slots=True)
class _Name:
    """A spelling in all articles: how often, how it was first written, and where it stands.

    *keys* are those of the forms that it may be of.
    """

    count: int
    is_name: bool
    is_term: bool
    written: str
    keys: tuple[str, ...]
    articles: list[str]


def _names_in(parts: Iterable[tuple[str, _Uses]]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for article, (uses, _) in parts:
        for spelling, _, _, written, count, is_name, is_term, keys in uses:
            name = names.get(spelling)
            if name is None:
                names[spelling] = _Name(count, is_name, is_term, written, keys, [article])
                continue
            name.count += count
            name.is_name |= is_name
            name.is_term |= is_term
            name.articles.append(article)
    return names


def _conclude(parts: Iterable[tuple[str, _Uses]]) -> Iterator[tuple[str, str, Remark]]:
    names = _names_in(parts)

    def rank(spelling: str) -> tuple[bool, int, str]:
        name = names[spelling]
        return not name.is_term, -name.count, spelling

    usual: dict[str, str] = {}
    for group in (*_joined(names), *_alike(names, (pieces for _, (_, pieces) in parts))):
        right, other = sorted(group, key=rank)
        if not names[other].is_term:
            usual[other] = min(usual.get(other, right), right, key=rank)
    if not usual:
        return
    for article, (uses, _) in parts:
        for spelling, unit, start, written, *_ in uses:
            if spelling in usual:
                best = names[usual[spelling]]
                times = "once" if best.count == 1 else f"{best.count:,} times"
                where = "in the glossary" if best.is_term else f"elsewhere, {times}"
                yield (
                    article,
                    unit,
                    Remark(
                        f"“{written}” is “{best.written}” {where}",
                        side=Side.SOURCE,
                        spans=(Span(start, start + len(written)),),
                        fix=(best.written,),
                        about=spelling,
                    ),
                )


def _joined(names: dict[str, _Name]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that differ in hyphens and spaces."""
    groups: dict[str, list[str]] = {
        _JOINTS.sub("", spelling): [] for spelling in names if not spelling.isalpha()
    }
    for spelling in names:
        key = spelling if spelling.isalpha() else _JOINTS.sub("", spelling)
        if key in groups:
            groups[key].append(spelling)
    for group in groups.values():
        if len(group) > 1:
            most = max(group, key=lambda each: names[each].count)
            for each in group:
                if each != most and not set(names[each].keys) & set(names[most].keys):
                    yield most, each


def _alike(names: dict[str, _Name], texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that are one name although a letter differs, or a sound.

    What is written small in the *texts* is no name.
    """
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    folded: defaultdict[str, list[str]] = defaultdict(list)
    for spelling, name in names.items():
        if " " not in spelling and name.is_name:
            key = fold(spelling)
            folded[key].append(spelling)
            for written, sound in _SOUNDS:
                key = key.replace(written, sound)
            by_sound[_TWICE.sub(r"\1", key)].append(spelling)
    near = Near(folded, slips=1)
    sounds = [group for group in by_sound.values() if len(group) > 1]
    slips = [
        (folded[key], folded[other])
        for key in folded
        for other in near.to(key)
        if key < other and _is_slip(key, other)
    ]
    if not sounds and not slips:
        return
    small = {word for word in _names.words_of(texts) if len(word) >= _SHORTEST and word.islower()}

    def kept(group: list[str]) -> list[str]:
        return [each for each in group if small.isdisjoint(names[each].keys)]

    pairs = {(group[0], each) for group in map(kept, sounds) for each in group[1:]}
    pairs.update(
        (one[0], other[0]) for one, other in (map(kept, both) for both in slips) if one and other
    )
    beside = _beside(names) if pairs else {}
    for one, other in sorted(pairs):
        if _is_form(one, other, names):
            continue
        if (
            min(len(one), len(other)) >= _LONG
            or not set(names[one].articles).isdisjoint(names[other].articles)
            or not beside.get(one, set()).isdisjoint(beside.get(other, ()))
        ):
            yield one, other


def _beside(names: Iterable[str]) -> dict[str, set[str]]:
    """Return the names that stand before or behind each of *names*, of which some are two."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        one, blank, other = name.partition(" ")
        if blank:
            found[one].add(other)
            found[other].add(one)
    return found


def _is_form(one: str, other: str, names: Mapping[str, _Name]) -> bool:
    """Tell whether *one* is a form of the *other*, or has another apostrophe alone.

    What differs in its diacritics alone is one name spelt in two ways.
    """
    if fold(one) == fold(other):
        return _without_apostrophes(one) == _without_apostrophes(other)
    return not set(names[one].keys).isdisjoint(names[other].keys)


def _without_apostrophes(spelling: str) -> str:
    return _APOSTROPHES.sub("", as_written(spelling))


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
