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
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, Survey
from alihbahasa.model import Remark, Severity, Side, Span, Unit, plain
from alihbahasa.recognition import SHORTEST_NAME
from alihbahasa.text import words

#: In more sentences it is no slip.
_RARE = 2

#: Of a unit: its id, the word, where it stands, and the names that it is near to.
_Word: TypeAlias = tuple[str, str, int, tuple[str, ...]]


def _summarise(units: Iterable[Unit], context: CheckContext) -> tuple[list[_Word], set[str]]:
    """Return the words with a capital that are near to a name, and those without one."""
    found: list[_Word] = []
    small: set[str] = set()
    near_names = context.near_names
    for unit in units:
        for offset, whole in words(plain(unit.source)):
            if len(whole) < SHORTEST_NAME - 1:
                continue
            start = offset
            for word in whole.split("-") if "-" in whole else (whole,):
                if names := near_names(word):
                    if word[0].islower():
                        small.add(word)
                    else:
                        found.append((unit.id, word, start, names))
                start += len(word) + 1
    return found, small


def _conclude(
    parts: Sequence[tuple[str, tuple[list[_Word], set[str]]]],
) -> Iterator[tuple[str, str, Remark]]:
    small = {word for _, (_, there) in parts for word in there}
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
