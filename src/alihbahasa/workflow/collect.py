"""Collect: everything that is known of one article in one language, as one set of units.

All verbs see units through here; only export and import write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alihbahasa import reconciliation
from alihbahasa.model import Alternative, Memo, Unit
from alihbahasa.project import Project
from alihbahasa.workflow import exchange
from alihbahasa.workflow.exchange import Loaded


@dataclass(frozen=True, slots=True)
class Collected:
    """What stood in the files, and the *units* that follow from it.

    *units* are those of the article as it is now, then the obsolete ones.
    *replaced* are finished targets that newer work in a view took the place of.
    """

    store: Loaded
    views: tuple[Loaded, ...]
    record_data: bytes | None
    record: dict[str, Memo]
    units: tuple[Unit, ...]
    replaced: dict[str, Alternative]

    @property
    def active(self) -> tuple[Unit, ...]:
        """The units of the article as it is now."""
        return tuple(unit for unit in self.units if not unit.obsolete)


def collect(
    project: Project,
    article: str,
    *,
    language: str,
    fresh: Sequence[Unit],
    with_views: bool = False,
) -> Collected:
    """Lay the work in the files of *article* over its *fresh* units.

    The store holds the work.  *with_views* also takes in what was written into
    a view; where the store is gone, the views stand in for it.
    """
    store = exchange.load_store(project, article, language=language)
    record_data, record = exchange.load_record(project, article, language=language)
    stored = [reconciliation.restored(unit, record.get(unit.id)) for unit in store.units]
    views: tuple[Loaded, ...] = ()
    replaced: dict[str, Alternative] = {}
    if with_views:
        views = exchange.load_views(project, article, language=language)
        work = [(view.path.name, view.units) for view in views]
        known = record if store.bitext else {}
        merged, replaced = reconciliation.merged_views(stored, work, known)
        stored = list(merged)
    units = reconciliation.overlay(fresh, stored)
    return Collected(store, views, record_data, record, units, replaced)
