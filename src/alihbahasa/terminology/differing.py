"""Compares two states of a glossary, concept by concept and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from alihbahasa.model import Concept, Glossary
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import BLANK, Values, cells
from alihbahasa.terminology.sameness import paired


class ChangeKind(StrEnum):
    """What became of a concept."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a cell held and holds; the cell ``concept`` holds the key."""

    cell: str
    before: Values
    after: Values

    @property
    def language(self) -> str:
        """The language whose terms the cell holds, "" for what holds for the concept."""
        return "" if self.cell in _OF_CONCEPT else self.cell.partition(":")[0]

    def __str__(self) -> str:
        """Say the change in one line: of a list, only what came and went.

        >>> print(CellChange("en", ("department", "agency"), ("ministry", "agency")))
        en department -> ministry
        >>> print(CellChange("en:not", ("county",), ("county", "canton")))
        en:not + canton
        """
        gone = [value for value in self.before if value not in self.after]
        come = [value for value in self.after if value not in self.before]
        if gone and come:
            return f"{self.cell} {', '.join(gone)} -> {', '.join(come)}"
        is_same_first = not (self.before and self.after) or self.before[0] == self.after[0]
        if gone and (is_same_first or self.before[0] in gone):
            return f"{self.cell} - {', '.join(gone)}"
        if come and is_same_first:
            return f"{self.cell} + {', '.join(come)}"
        return f"{self.cell} {'|'.join(self.before)} -> {'|'.join(self.after)}"


#: The cells of a row that is not there: what is the default is no news.
UNSAID = cells(BLANK)


@dataclass(frozen=True, slots=True)
class ConceptChange:
    """What became of one concept; *key* is that of today, where there is one."""

    key: str
    kind: ChangeKind
    cells: tuple[CellChange, ...]
    before: Concept | None
    after: Concept | None


#: The cells that hold no terms; ``pos`` and ``url`` only look like tags.
_OF_CONCEPT = frozenset(
    "concept match pos forms not_forms level keep scope definition domain note example url"
    " source".split()
)


def changes(
    before: Glossary, after: Glossary, *, source_language: str
) -> tuple[ConceptChange, ...]:
    """Return the concepts that are not the same *before* and *after*, in the order of *after*.

    Those that were removed come last.  A concept with another key and the same
    source term is the same one, renamed.  The order of languages is no change.
    """
    then = {concept.key: concept for concept in before.concepts}
    pairs = paired(before.concepts, after.concepts, source_language=source_language)
    found = []
    for concept in after.concepts:
        old = then.get(pairs.get(concept.key, ""))
        if old is None:
            added = tuple(_differences(None, concept))
            found.append(ConceptChange(concept.key, ChangeKind.ADDED, added, None, concept))
        elif changed := tuple(_differences(old, concept)):
            found.append(ConceptChange(concept.key, ChangeKind.CHANGED, changed, old, concept))
    still = set(pairs.values())
    for concept in before.concepts:
        if concept.key not in still:
            gone = tuple(_differences(concept, None))
            found.append(ConceptChange(concept.key, ChangeKind.REMOVED, gone, concept, None))
    return tuple(found)


def _differences(before: Concept | None, after: Concept | None) -> Iterator[CellChange]:
    """Yield the cells that differ; of a concept that stands alone, those that say something."""
    if before and after and before.key != after.key:
        yield CellChange("concept", (before.key,), (after.key,))
    old, new = (cells(each) if each else UNSAID for each in (before, after))
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name, ()), new.get(name, ())
        if was != now:
            yield CellChange(name, was, now)
