"""Collect: everything that is known of one article in one language, as one set of units.

All verbs see units through here; only export, import, keep and resolve write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field, replace

from alihbahasa import plugins, reconciliation, segmentation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Header, Memo, Unit, plain, raw
from alihbahasa.project import Project
from alihbahasa.reconciliation import (
    Cut,
    Fate,
    Fates,
    Received,
    Taken,
    is_same_sentence,
    squeezed,
)
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange
from alihbahasa.workflow.exchange import Loaded

#: The part of the finished units that may become obsolete without being asked for,
#: and the number below which that part says nothing.
_OBSOLETE_PART = 0.2
_OBSOLETE_FEW = 5


#: What is taken of a file that is not there.
_NOTHING_TAKEN = Taken((), (), ())


@dataclass(frozen=True, slots=True)
class Collected:
    """What stood in the files of an article, and the *units* that follow from it.

    *stored* are the units of the store with the work that was taken in,
    *units* those of the article as it is now, then the obsolete ones.
    *fates* says what became of those that do not stand as they stood.
    *record* knows what was replaced; *record_data* is the file as it stands.
    *base* is the file that the work stands in: the store, but where the
    settings name another since the last export.  *taken* is what became of the
    work in each of the *others*.
    """

    language: str
    store: Loaded
    base: Loaded
    views: tuple[Loaded, ...]
    record_data: bytes | None
    record: dict[str, Memo]
    fresh: tuple[Unit, ...]
    stored: tuple[Unit, ...]
    units: tuple[Unit, ...]
    fates: Fates = field(default_factory=Fates)
    taken: tuple[Taken, ...] = ()

    @property
    def active(self) -> tuple[Unit, ...]:
        """The units of the article as it is now."""
        return tuple(unit for unit in self.units if not unit.obsolete)

    def counted_fates(self, without: Container[str] = ()) -> Mapping[Fate, int]:
        """Count what became of sentences, *without* some ids; nothing has, where no work was."""
        if self.base.bitext is None:
            return {}
        return Counter(fate for id, fate in self.fates.of.items() if id not in without)

    @property
    def others(self) -> tuple[Loaded, ...]:
        """The files beside the one that the work stands in."""
        files = (self.store, *self.views)
        return tuple(file for file in files if file.path != self.base.path)


def collect(
    project: Project,
    article: str,
    *,
    language: str,
    fresh: Sequence[Unit],
    with_views: bool = False,
) -> Collected:
    """Lay the work in the files of *article* over its *fresh* units.

    The store holds the work; where the settings name another store since the
    last export, the work stands in the one before.  *with_views* also takes in
    what was written into a view; where the store is gone, the views stand in
    for it, and the memory for the drafts that they do not show.
    """
    store = exchange.load_store(project, article, language=language)
    record_data, record = exchange.load_record(project, article, language=language)
    was = exchange.load_recorded(project, article, language=language, data=record_data) or store
    base = store if was.bitext is None else was
    there = reconciliation.with_codes(base.units, fresh)
    stored = tuple(reconciliation.restored(unit, record.get(unit.id)) for unit in there)
    stored = reconciliation.with_originals(stored, fresh, record)
    found = Collected(language, store, base, (), record_data, record, tuple(fresh), stored, ())
    if with_views:
        found = replace(found, views=exchange.load_views(project, article, language=language))
    for file in found.others:
        if file.bitext is None:
            found = replace(found, taken=(*found.taken, _NOTHING_TAKEN))
            continue
        found, _ = with_returned(
            found, file.bitext.header, file.units, name=file.path.name, is_view=True
        )
    if with_views and was.bitext is None and project.settings.profile.drafts_aside:
        memory = exchange.load_memory(project, article, language=language)
        stored = reconciliation.with_drafts(found.stored, memory, fresh=fresh)
        found = replace(found, stored=stored)
    return settled(found)


def with_returned(
    found: Collected,
    header: Header,
    units: Iterable[Unit],
    *,
    name: str,
    is_view: bool = False,
) -> tuple[Collected, Received]:
    """Return what was collected with the *units* of a file called *name* merged into the store.

    What became of them is the last of ``taken``.
    """
    received = reconciliation.received(
        units,
        fresh=found.fresh,
        record=found.record,
        language=found.language,
        cut=cutting(found.language),
    )
    ours = found.base.bitext
    taken = reconciliation.take_in(
        found.stored,
        received.units,
        record=found.record,
        origin=exchange.origin(
            name, header, ours=ours.header if ours else None, instant=exchange.now()
        ),
        today=found.fresh,
        is_view=is_view and ours is not None,
    )
    record = reconciliation.keep_replaced(found.record, taken.merges)
    if is_view:
        # A view is written anew: a conflict that the store has no more goes from it.
        others = ((unit.id, other) for unit in received.units for other in unit.alternatives)
        record = reconciliation.with_replaced(record, others)
    record = reconciliation.remember_comments(record, taken.comments)
    found = replace(found, stored=taken.units, record=record, taken=(*found.taken, taken))
    return found, received


def cutting(language: str) -> Cut:
    """Return how targets in *language* are cut into sentences, and joined."""
    pack = plugins.language_pack(language)
    return Cut(lambda target: segmentation.pieces(target, pack), pack.separator)


def settled(found: Collected) -> Collected:
    """Return what was collected with the store laid over the article as it is now."""
    cut = cutting(found.language)
    laid = reconciliation.overlay(
        found.fresh,
        found.stored,
        record=found.record,
        cut=cut,
        late={unit.id for taken in found.taken for unit in taken.added},
    )
    before = {unit.id for unit in found.base.units if unit.is_finished}
    for unit in found.stored:
        # Markup was edited around words that stayed the same.
        if unit.is_draft and unit.previous is not None and unit.id in before:
            laid.fates.of.setdefault(unit.id, Fate.EDITED)
    record = reconciliation.with_replaced(found.record, laid.replaced)
    return replace(
        found,
        units=tuple(unit if unit.obsolete else _looked_over(unit, found) for unit in laid.units),
        fates=laid.fates,
        record=reconciliation.keep_originals(record, found.stored, laid),
    )


def _looked_over(unit: Unit, found: Collected) -> Unit:
    """Return *unit* with the codes of today in a draft, and what of the glossary changed for it."""
    unit = reconciliation.of_draft(unit)
    outdated = reconciliation.outdated(unit, found.record.get(unit.id), found.language)
    return replace(unit, outdated=outdated) if outdated else unit


def refuse_loss(found: Collected, *, shown: str) -> None:
    """Raise where a damaged or wrong article, called *shown*, would put much work aside.

    That is an article that is empty, or one that makes more than a fifth of
    its finished units obsolete, five at least.
    """
    finished = [unit for unit in found.base.units if unit.is_finished and not unit.obsolete]
    if not finished:
        return
    # What was edited, be it back, or the rules only cut otherwise, is in the article still.
    article = "".join(squeezed(raw(unit.source)) for unit in found.fresh)
    fates = found.fates
    back = [plain(unit.source) for unit in found.active if fates.of.get(unit.id) is Fate.RETURNED]
    gone = {
        unit.id
        for unit in found.units
        if unit.obsolete
        and unit.id not in fates.went
        and squeezed(raw(unit.source)) not in article
        and not any(is_same_sentence(plain(unit.source), each) for each in back)
    }
    lost = sum(unit.id in gone for unit in finished)
    is_much = lost >= _OBSOLETE_FEW and lost > len(finished) * _OBSOLETE_PART
    if is_much or (lost and not found.active):
        raise AlihbahasaError(
            f"{lost} of its {len(finished)} translated units are no longer in the article",
            file=shown,
            hint="if that is meant, run export with --yes: they are kept as obsolete",
        )
