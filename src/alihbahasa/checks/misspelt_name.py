"""A source has a word that is almost a name of the glossary, and no word that is known.

One letter differs within the word, or two in a long one; its beginning and its
end are those of the name.  Only words with a capital are looked at; one that
is written small elsewhere, or that stands in more than two sentences of the
project, is taken for another name or another word.

Wrong: *Pasukan itu mendekati **Stepanakret***
Right: *Pasukan itu mendekati **Stepanakert***
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from alihbahasa.checks import _names
from alihbahasa.contracts import Check, CheckContext, Survey, nothing_near
from alihbahasa.model import Remark, Severity, Side, Span, Unit, plain
from alihbahasa.recognition import SHORTEST_NAME
from alihbahasa.text import unmarked, words

#: In more sentences it is no slip.
_RARE = 2

#: Of a unit: its id, the word, where it stands, and the names that it is near to.
_Word: TypeAlias = tuple[str, str, int, tuple[str, ...]]

#: The words of an article with a capital that are near to a name, and what stands between its
#: blanks.
_Words: TypeAlias = tuple[list[_Word], str]


def _summarise(units: Iterable[Unit], context: CheckContext) -> _Words:
    found: list[_Word] = []
    near_names = context.near_names
    if near_names is nothing_near:
        return found, ""
    units = tuple(units)
    pieces = _names.pieces(_names.texts(units))
    capitalised = _names.capitalised()
    near = {
        word: names
        for whole in set(capitalised.findall(pieces))
        for word in whole.split("-")
        if (names := near_names(word)) and not word[0].islower()
    }
    if not near:
        return found, pieces
    for unit in units:
        source = plain(unit.source)
        there = capitalised.findall(unmarked(source))
        if not any(word in near for whole in there for word in whole.split("-")):
            continue
        for offset, whole in words(source):
            if len(whole) < SHORTEST_NAME - 1:
                continue
            start = offset
            for word in whole.split("-"):
                if word in near:
                    found.append((unit.id, word, start, near[word]))
                start += len(word) + 1
    return found, pieces


def _conclude(parts: Iterable[tuple[str, _Words]]) -> Iterator[tuple[str, str, Remark]]:
    if not any(found for _, (found, _) in parts):
        return
    there = _names.words_of(pieces for _, (_, pieces) in parts)
    small = {
        part
        for word in there
        if len(word) >= SHORTEST_NAME - 1
        for part in word.split("-")
        if part[0].islower()
    }
    sentences = {(word.lower(), id) for _, (found, _) in parts for id, word, _, _ in found}
    counts = Counter(word for word, _ in sentences)
    for article, (found, _) in parts:
        for id, word, start, names in found:
            if word.lower() not in small and counts[word.lower()] <= _RARE:
                yield (
                    article,
                    id,
                    Remark(
                        f"“{word}” is almost “{names[0]}”",
                        side=Side.SOURCE,
                        spans=(Span(start, start + len(word)),),
                        fix=names,
                        about=word,
                    ),
                )


PLUGIN = Check(
    code="S001",
    name="misspelt-name",
    severity=Severity.WARNING,
    survey=Survey(_summarise, _conclude),
    side=Side.SOURCE,
    false_alarms=0.0,
)
