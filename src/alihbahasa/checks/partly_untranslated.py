"""Words of the source language were left in the target.

They stand in the source too, and are no words of the target language: a
function word, several words in a row that hold one, three words in lower case in
a row, or words in letters that the target language has not.  Between capitals, a
function word is part of a name (Bank of England); what stands in brackets is
there on purpose.

Wrong (id to en): ``Pasukan dan warga mengungsi.`` – "Troops **dan** residents fled.";
(ru to en) ``Баку`` – "the road to **Баку**"

Right: "Troops and residents fled."; "Baku (Баку)"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.text import shortened, unmarked, words

#: So many words in a row that both texts have are no chance, though none is a function word.
_ROW = 3

#: A stretch of letters between these is there for whoever knows the language.
_BRACKETS = frozenset("([（［【")


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    spans = _left(source, target, context)
    if not spans or _is_whole(source, target):
        return
    named = ", ".join(f"“{shortened(span.of(target))}”" for span in spans[:3])
    more = f" and {len(spans) - 3} more" if len(spans) > 3 else ""
    yield Remark(f"{named}{more} not translated", spans=tuple(spans))


def _left(source: str, target: str, context: CheckContext) -> list[Span]:
    scripts = _languages.target_scripts(context)
    if scripts and not (target.isascii() and "Latn" in scripts):
        text = unmarked(target)
        found = [
            Span(*each.span())
            for each in _languages.foreign_words(scripts).finditer(text)
            if each[0] in source and text[each.start() - 1 : each.start()] not in _BRACKETS
        ]
        if found:
            return _joined(found, target)
    if _languages.are_related(context.source, context.target):
        return []
    telling = _languages.telling(context.source, context.target)
    if not telling:
        return []
    common = _languages.vocabulary(source) & _languages.vocabulary(target)
    if len(common) < _ROW and common.isdisjoint(telling):
        return []
    strange = common - context.target.function_words
    if len(strange) < _ROW and strange.isdisjoint(telling):
        return []
    return _rows(source, target, strange=strange, telling=telling)


def _rows(
    source: str, target: str, *, strange: frozenset[str], telling: frozenset[str]
) -> list[Span]:
    """Return the rows of words of *target* that stand in *source* as well and were left there."""
    there = _languages.prose(target)
    pairs = set(pairwise(word.lower() for _, word in words(source)))
    found: list[Span] = []
    at = 0
    while at < len(there):
        stop = at + 1
        if there[at][1].lower() in strange or there[at][1].istitle():
            while stop < len(there) and _follows(there, stop, pairs):
                stop += 1
        if any(_is_left(there, each, telling) for each in range(at, stop)) or _is_long(
            [word for _, word in there[at:stop]], strange
        ):
            found.append(Span(there[at][0], there[stop - 1][0] + len(there[stop - 1][1])))
        at = stop
    return found


def _follows(
    there: Sequence[tuple[int, str]], at: int, pairs: set[tuple[str, str]]
) -> bool:
    return (there[at - 1][1].lower(), there[at][1].lower()) in pairs


def _is_left(there: Sequence[tuple[int, str]], at: int, telling: frozenset[str]) -> bool:
    """Tell whether the word *at* a place is a function word of the source, and of no name."""
    offset, word = there[at]
    if word not in telling or len(word) < 2:
        return False
    for near in (at - 1, at + 1):
        if 0 <= near < len(there):
            other = there[near]
            gap = max(offset, other[0]) - min(offset + len(word), other[0] + len(other[1]))
            if gap < 2 and other[1][0].isupper():
                return False
    return True


def _is_long(row: Sequence[str], strange: frozenset[str]) -> bool:
    return len(row) >= _ROW and sum(word in strange for word in row) >= _ROW


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Return *spans* with those joined that only blanks and hyphens stand between."""
    found = [spans[0]]
    for span in spans[1:]:
        if not text[found[-1].stop : span.start].strip(" -\u00a0"):
            found[-1] = Span(found[-1].start, span.stop)
        else:
            found.append(span)
    return found


def _is_whole(source: str, target: str) -> bool:
    """Tell whether the *target* is the *source*, which another check says."""
    return source.strip().casefold() == target.strip().casefold()


PLUGIN = Check(code="X011", name="partly-untranslated", severity=Severity.WARNING, run=_run)
