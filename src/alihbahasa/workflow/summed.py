"""What an export made of an archive, as sums: its articles may be more than fit into the memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, Any

from alihbahasa.reconciliation import Fate
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from alihbahasa.workflow.export import Exported


@dataclass(frozen=True, slots=True)
class Summed:
    """What an export made of the articles of an *archive*, its path below the sources.

    The sums are those of what is told of an article, in one *language*: *articles*
    were exported, *empty* ones have no text, *unchanged* ones were passed over.
    Of the *files*, some were *written*; *taken* and *contested* are targets found
    in views.
    """

    archive: str
    language: str
    articles: int = 0
    empty: int = 0
    unchanged: int = 0
    units: int = 0
    words: int = 0
    terms: int = 0
    reused: int = 0
    drafts: int = 0
    obsolete: int = 0
    conflicts: int = 0
    prefilled: int = 0
    headlines: int = 0
    files: int = 0
    written: int = 0
    taken: int = 0
    contested: int = 0
    fates: Mapping[Fate, int] = field(default_factory=dict)


_COUNTS = tuple(each.name for each in fields(Summed) if each.type == "int")


def of_exported(archive: str, exported: Exported) -> Summed:
    """Return what was *exported* of an article of *archive* as sums."""
    if not exported.files:
        return Summed(archive, exported.language, empty=1)
    return Summed(
        archive,
        exported.language,
        articles=1,
        units=exported.units,
        words=exported.words,
        terms=exported.terms,
        reused=exported.reused,
        drafts=exported.drafts,
        obsolete=exported.obsolete,
        conflicts=exported.conflicts,
        prefilled=exported.prefilled,
        headlines=exported.headlines,
        files=len(exported.files),
        written=len(exported.written),
        taken=sum(each.targets for each in exported.found),
        contested=sum(each.conflicts for each in exported.found),
        fates=exported.fates,
    )


def joined(sums: Iterable[Summed]) -> tuple[Summed, ...]:
    """Return the *sums* with those of an archive and a language in one, in the order they come."""
    found: dict[tuple[str, str], list[Summed]] = {}
    for each in sums:
        found.setdefault((each.archive, each.language), []).append(each)
    return tuple(_added(same) for same in found.values())


def _added(sums: Sequence[Summed]) -> Summed:
    counts: dict[str, Any] = {name: sum(getattr(each, name) for each in sums) for name in _COUNTS}
    fates: Counter[Fate] = Counter()
    for each in sums:
        fates.update(each.fates)
    return replace(sums[0], fates=dict(fates), **counts)
