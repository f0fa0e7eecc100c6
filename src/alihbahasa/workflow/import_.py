"""Import: files that came back are merged into the store, three ways, by the record."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath

from alihbahasa import plugins, reconciliation, segmentation, xmlio
from alihbahasa.contracts import ExchangeFormat, MemoryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Bitext, Content, Unit, raw, unit_id
from alihbahasa.project import Project
from alihbahasa.reconciliation import Fate, Merge, Outcome, Received, Taken, squeezed, words_of
from alihbahasa.records import dataclass
from alihbahasa.workflow import decisions, exchange, jobs, prepare, remembered, returned, saving
from alihbahasa.workflow.collect import Collected, collect, settled, with_returned
from alihbahasa.workflow.jobs import Job
from alihbahasa.workflow.pack_manifest import Manifest
from alihbahasa.workflow.prepare import Progress
from alihbahasa.workflow.returned import Returned

__all__ = ("Imported", "Returned", "What", "run")


class What(StrEnum):
    """What a person should know of a unit that came back."""

    CONFLICT = "conflict"
    REPLACED = "replaced"
    CHANGED = "changed"
    EARLIER = "earlier"
    OBSOLETE = "obsolete"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Told:
    """A unit that somebody should look at, and *what* it is about.

    *theirs* is the target that came in the file.  A *conflict* is with it, and
    *origin* says whose it is.  *replaced*: a newer target took
    the place of one.  *changed*: its source was changed in the file, *earlier*: in
    the article since; it is at best a draft.  *obsolete*: the article has no such
    sentence any more.  *stale*: it was accepted in a review, and says something
    else since.
    """

    what: What
    unit: Unit
    theirs: Content
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file for one article: how many units of each outcome.

    *remarks* tell, a sentence each, what was odd about the file.  *fates* count
    what became of sentences that were edited in the article since its export,
    and *jobs* what units of the article came back of; the last of several files
    for an article tells it.
    """

    file: str
    article: str
    language: str
    outcomes: Mapping[str, int]
    remarks: tuple[str, ...]
    told: tuple[Told, ...]
    fates: Mapping[Fate, int] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()

    @property
    def conflicts(self) -> int:
        """How many units have two targets now."""
        return sum(each.what is What.CONFLICT for each in self.told)


def run(
    project: Project,
    files: Iterable[Returned],
    *,
    refused: Iterable[AlihbahasaError] = (),
    dry_run: bool = False,
    progress: Progress = iter,
) -> tuple[tuple[Imported, ...], tuple[AlihbahasaError, ...]]:
    """Merge *files*, in order, into the stores of the articles that they are of.

    The format is known by the content, the article by the names and ids in
    the file, the language by its header.  Returns what came of them, and why
    some could not be taken, those that were *refused* before among them.
    Nothing is written when there are such, and nothing with *dry_run*.  As with an
    export, an article that would make much finished work obsolete is an error.
    """
    with project.lock(idle=dry_run):
        desks = _Desks(project)
        results: list[Imported] = []
        errors = [*refused]
        files = tuple(files)
        for _, file in zip(progress([each.name for each in files]), files, strict=True):
            try:
                results += _taken_in(project, file, desks)
            except AlihbahasaError as error:
                errors.append(error.within(file.name))
        if not errors:
            instant = exchange.now()
            done = desks.jobs_after(instant)
            saving.save(
                project,
                desks.changed(),
                instant=instant,
                dry_run=dry_run,
                beside={jobs.path(project, job.id): jobs.render(job) for job in done},
            )
        else:
            done = ()
        last = {(each.article, each.language): at for at, each in enumerate(results)}
        for (article, language), at in last.items():
            results[at] = replace(
                results[at],
                fates=desks.at(article, language).counted_fates(),
                jobs=tuple(
                    job for job in done if job.language == language and article in job.articles
                ),
            )
        return tuple(results), tuple(errors)


class _Desks:
    """What is known of the articles in each language, looked up once, and as far as it is asked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names = project.articles()
        self._terms = functools.cache(lambda: prepare.terms(project))
        self._found: dict[tuple[str, str], Collected] = {}
        self._touched: set[tuple[str, str]] = set()
        self._back: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
        self.languages = returned.languages(project)
        self.fresh = functools.cache(lambda article: prepare.units(project, article, self._terms()))
        self.cut = functools.cache(
            # What they mention is not asked for, and takes the time.
            lambda article: segmentation.units(prepare.document(project, article))
        )
        self._owners = functools.cache(self._all_owners)
        self.jobs = functools.cache(lambda: jobs.run(project))

    def at(self, article: str, language: str) -> Collected:
        key = (article, language)
        if key not in self._found:
            self._found[key] = collect(
                self._project, article, language=language, fresh=self.fresh(article)
            )
        return self._found[key]

    def put(self, article: str, found: Collected) -> None:
        key = (article, found.language)
        self._found[key] = found
        self._touched.add(key)

    def changed(self) -> dict[tuple[str, str], Collected]:
        return {key: found for key, found in self._found.items() if key in self._touched}

    def note(self, manifest: Manifest | None, found: Collected, article: str) -> None:
        """Note what of the last file that was merged into *found* is back, be it of a pack."""
        job = manifest.job if manifest else ""
        back = self._back[job, found.language].setdefault(article, set())
        for merged in found.taken[-1].merges:
            if merged.outcome is not Outcome.UNTOUCHED:
                back.add(merged.unit.id)
                back.update((merged.theirs.id,) if merged.theirs else ())

    def jobs_after(self, instant: datetime) -> tuple[Job, ...]:
        """Return the jobs of which something is back, as they are then.

        What came without the manifest of a job that is known may be of any.
        """
        if not self._back:
            return ()
        known = {job.id: job for job in self.jobs()}
        done: dict[str, Job] = {}
        for (id, language), back in self._back.items():
            for job in (known[id],) if id in known else known.values():
                if job.language == language:
                    there = {
                        name: {unit.id for unit in self.at(name, language).active} for name in back
                    }
                    now = done.get(job.id, job)
                    after = jobs.after(now, back=back, there=there, instant=instant)
                    if after is not now:
                        done[job.id] = after
        return tuple(done.values())

    def room(self, language: str, manifest: Manifest | None) -> remembered.Room:
        """Return what a memory in *language* may be for: the articles of its pack, or any."""
        open_ones = [name for name in self._names if not self._project.is_frozen(name)]
        sent = [name for name in open_ones if manifest and name in manifest.articles]
        return remembered.Room(
            sent or open_ones, self._names, self.cut, lambda article: self.at(article, language)
        )

    def articles(self, language: str) -> returned.Articles:
        """Return what tells the article of a file in *language*."""

        @functools.cache
        def known(article: str) -> frozenset[str]:
            found = self.at(article, language)
            ids = [unit.id for unit in (*found.fresh, *found.stored)]
            return frozenset(words_of(id) for id in (*ids, *found.record))

        return returned.Articles(
            frozenset(self._names),
            known=known,
            text=lambda article: "".join(
                squeezed(raw(unit.source)) for unit in self.fresh(article)
            ),
            owners=self._owners,
            at_work=lambda article: _at_work(self.at(article, language).active),
            open=lambda article: frozenset(
                words_of(unit.id)
                for unit in self.at(article, language).active
                if not unit.has_target and not self._project.is_frozen(article)
            ),
        )

    def _all_owners(self) -> Mapping[str, Sequence[str]]:
        owners: dict[str, list[str]] = defaultdict(list)
        for article in self._names:
            for id in {words_of(unit.id) for unit in self.cut(article)}:
                owners[id].append(article)
        return owners


def _at_work(active: Iterable[Unit]) -> frozenset[str]:
    """Return the ids of *active* units, and of the sentences that their drafts are of."""
    ids: set[str] = set()
    for unit in active:
        ids.add(words_of(unit.id))
        if unit.previous is not None:
            ids.add(words_of(unit_id(unit.previous, unit.kind, unit.context)))
    return frozenset(ids)


@dataclass(frozen=True, slots=True)
class _Parted:
    """A file read: the units of each article, and what is to be told of it as a whole.

    *moved* are units that stand in another article now, by theirs and that one.
    """

    bitext: Bitext
    language: str
    parts: dict[str, list[Unit]]
    moved: Mapping[tuple[str, str], Sequence[Unit]]
    remarks: tuple[str, ...] = ()
    stale: tuple[tuple[str, Unit, Content], ...] = ()


def _parted(
    project: Project,
    data: bytes,
    format: ExchangeFormat | MemoryFormat,
    file: Returned,
    desks: _Desks,
) -> _Parted:
    """Read *data* of *file*, and tell which article each of its units is of."""
    if isinstance(format, MemoryFormat):
        return _remembered(data, format, file, project, desks)
    bitext = exchange.parse_ours(data, format, shown=file.name)
    language = returned.language(project, bitext, file.name, there=desks.languages)
    articles = desks.articles(language)
    parts = returned.by_article(bitext, articles, name=file.name)
    prepare.refuse_frozen(project, parts, file=file.name)
    moved = returned.moved(parts, articles)
    for (_, other), units in moved.items():
        parts.setdefault(other, []).extend(units)
    for article, units in parts.items() if file.told else ():
        today = {unit.id for unit in desks.fresh(article)}
        parts[article] = [
            unit for unit in units if raw(unit.source) not in file.told or unit.id not in today
        ]
    return _Parted(bitext, language, parts, moved)


def _remembered(
    data: bytes, format: MemoryFormat, file: Returned, project: Project, desks: _Desks
) -> _Parted:
    try:
        bitext = exchange.parse(data, format, shown=file.name)
    except AlihbahasaError as error:
        if error.hint and "--" in error.hint:
            error.hint = "import takes a memory of two languages, the source first"
        raise
    language = returned.language(project, bitext, file.name, there=desks.languages)
    told = tuple(unit for unit in bitext.units if raw(unit.source) not in file.told)
    found = remembered.by_article(told, desks.room(language, file.manifest))
    if found.strays and not found.parts and found.strays == len(told):
        raise AlihbahasaError(
            f"none of its {found.strays:,} sentences is of an article of this project"
            if found.strays > 1
            else "its sentence is of no article of this project",
            file=file.name,
        )
    remarks = (f"{_units(found.strays)} of no article here: passed over" if found.strays else "",)
    return _Parted(bitext, language, found.parts, {}, tuple(filter(None, remarks)))


def _reviewed(project: Project, data: bytes, file: Returned, desks: _Desks) -> _Parted:
    """Return the decisions of a reviewer in *data* of *file* as units of each article."""
    review = decisions.parsed(data, shown=file.name)
    bitext = decisions.bitext(review, source_language=project.settings.project.source)
    language = returned.language(project, bitext, file.name, there=desks.languages)
    found = decisions.decided(
        review,
        articles=project.articles(),
        at=lambda article: desks.at(article, language),
        shown=file.name,
    )
    prepare.refuse_frozen(project, found.parts, file=file.name)
    remarks = (
        f"{_units(found.strays)} of no article here: passed over" if found.strays else "",
        f"{_units(found.contested)} in conflict: not accepted" if found.contested else "",
    )
    return _Parted(bitext, language, found.parts, {}, tuple(filter(None, remarks)), found.stale)


def _taken_in(project: Project, file: Returned, desks: _Desks) -> list[Imported]:
    """Merge *file* into what lies on *desks*, all of it or nothing, and tell what came of it."""
    data = file.read()
    format = None
    if decisions.recognises(data):
        parted = _reviewed(project, data, file, desks)
    else:
        format = exchange.recognised(data, exchange.known_formats(), shown=file.name)
        _refuse_foreign(project, file, desks)
        parted = _parted(project, data, format, file, desks)
    bitext, language, parts, moved = parted.bitext, parted.language, parted.parts, parted.moved
    done: list[tuple[str, Collected]] = []
    results = []
    for article, theirs in parts.items():
        before = desks.at(article, language)
        # What the store would take, but no view, would keep the whole project from an export.
        is_strict = not before.store.format.is_keyed_by_text and before.store.format is not format
        if isinstance(format, ExchangeFormat) and (
            is_strict or exchange.has_views(project, article, language=language)
        ):
            ours = {raw(unit.source) for unit in before.fresh}
            written = (
                unit if raw(unit.source) in ours else replace(unit, previous=unit.source)
                for unit in theirs
            )
            exchange.refuse_characters(written, data, format, shown=file.name)
        whom = file.manifest.whom if file.manifest else ""
        found, received = with_returned(
            before, bitext.header, theirs, name=whom or PurePath(file.name).name
        )
        taken = found.taken[-1]
        found = settled(_noted(project, found, taken, file, article))
        done.append((article, found))
        remarks = (
            *parted.remarks,
            *_encoding(data, bitext),
            *_beside_settings(project, language),
            *_remarks(theirs, received, taken, before),
            *(
                f"{_units(len(units))} in {other} now"
                for (one, other), units in moved.items()
                if one == article
            ),
        )
        told = (
            *_told(taken, found),
            *(Told(What.STALE, unit, was) for name, unit, was in parted.stale if name == article),
        )
        results.append(
            Imported(file.name, article, language, _outcomes(taken, told), remarks, told)
        )
    for article, found in done:
        desks.put(article, found)
        # What was reviewed is not what was sent to be translated.
        if format is not None:
            desks.note(file.manifest, found, article)
    return results


def _refuse_foreign(project: Project, file: Returned, desks: _Desks) -> None:
    """Raise where *file* came in a pack of another project."""
    sent = file.manifest
    if sent is None or sent.job in (job.id for job in desks.jobs()):
        return
    if sent.source.lower() != project.settings.project.source.lower() or not (
        set(sent.articles) & set(project.articles())
    ):
        raise AlihbahasaError(
            f"a pack of another project, {sent.project}: none of its articles is here",
            file=file.name,
            hint="import it there; if the articles were renamed here, import its files one by one",
        )


def _noted(
    project: Project, found: Collected, taken: Taken, file: Returned, article: str
) -> Collected:
    """Return *found* with what its record should know of the units that were taken.

    What stands in a view of ours counts as exported; what was sent in does not.
    """
    folder = found.store.path.parent
    names = {
        project.exchange_path(article, language="", extension=each.extension).name
        for each in plugins.exchange_formats()
    }
    is_ours = file.path is not None and file.path.parent == folder and file.path.name in names
    record = reconciliation.note_merges(found.record, taken.merges)
    if is_ours:
        units = (merged.unit for merged in taken.merges if merged.outcome is Outcome.TAKEN)
        record = reconciliation.remember(record, units)
    return replace(found, record=record)


# --- what is told -----------------------------------------------------------------


def _outcomes(taken: Taken, told: Iterable[Told]) -> Mapping[str, int]:
    counts: Counter[str] = Counter(merged.outcome.value for merged in taken.merges)
    # What is taken for a sentence that is gone is not taken in the eyes of a reader.
    strays = sum(each.what is What.OBSOLETE for each in told)
    counts[Outcome.TAKEN.value] -= strays
    counts[What.OBSOLETE.value] = strays
    return {name: count for name, count in sorted(counts.items()) if count}


def _told(taken: Taken, found: Collected) -> tuple[Told, ...]:
    obsolete = {unit.id for unit in found.units if unit.obsolete}
    strays = {unit.id for unit in taken.added}
    exported = {words_of(id) for id in found.record}
    told = []
    for merged in taken.merges:
        unit, theirs = merged.unit, merged.theirs
        assert theirs is not None
        came = theirs.target or ()
        if merged.outcome is Outcome.CONFLICT:
            told.append(Told(What.CONFLICT, unit, came, _origin(unit, theirs)))
        elif merged.outcome is not Outcome.TAKEN:
            continue
        elif unit.id in strays:
            if unit.id in obsolete:
                told.append(Told(What.OBSOLETE, unit, came))
        elif squeezed(raw(theirs.source)) != squeezed(raw(unit.source)):
            is_known = words_of(unit_id(theirs.source, unit.kind, theirs.context)) in exported
            told.append(Told(What.EARLIER if is_known else What.CHANGED, unit, came))
        elif merged.replaced:
            told.append(Told(What.REPLACED, unit, came))
    return tuple(told)


def _origin(unit: Unit, theirs: Unit) -> str:
    """Return where the target comes from that *unit* is in conflict with."""
    by_target = {raw(other.target): other.origin for other in unit.alternatives}
    return by_target.get(raw(theirs.target or ()), unit.alternatives[-1].origin)


def _remarks(
    theirs: Sequence[Unit], received: Received, taken: Taken, before: Collected
) -> Iterator[str]:
    """Yield what was odd about the units *theirs* of a file, and what that meant."""
    merges = taken.merges
    if not any(unit.has_target or unit.comments or unit.alternatives for unit in theirs):
        yield "no translations in it"
    elif not taken.added and not any(map(_is_news, merges)):
        is_older = any(map(_is_older, merges))
        yield "an older version: nothing new in it" if is_older else "nothing new in it"
    if received.prefilled:
        yield f"{_targets(received.prefilled)} still the source: not taken"
    if received.recut:
        yield f"{_units(received.recut)} cut otherwise than the article: fitted to it"
    if received.locked:
        yield f'{_units(received.locked)} not to be translated (translate="no"): passed over'
    if taken.comments:
        count = len(taken.comments)
        yield f"new comments beside {count:,} unit{'' if count == 1 else 's'}"
    lost = sum(_has_lost_comments(merged, before) for merged in merges)
    if lost:
        yield f"{_units(lost)} without the comments that were sent: they stay here"
    bare = sum(
        merged.outcome is Outcome.TAKEN
        and bool(reconciliation.faults(merged.unit.target or (), merged.unit.source).missing)
        for merged in merges
    )
    if bare:
        yield f"{_targets(bare)} without all of the markup: see check"
    at = {unit.id: number for number, unit in enumerate(before.fresh)}
    places = [at[unit.id] for unit in theirs if unit.id in at]
    if any(one > other for one, other in pairwise(places)):
        yield "its units are in another order than the article"


def _is_news(merged: Merge) -> bool:
    if merged.outcome in (Outcome.TAKEN, Outcome.CONFLICT):
        return True
    return merged.ours is not None and merged.unit.comments != merged.ours.comments


def _is_older(merged: Merge) -> bool:
    theirs = merged.theirs
    return (
        theirs is not None
        and theirs.has_target
        and (merged.ours is None or raw(theirs.target or ()) != raw(merged.unit.target or ()))
    )


def _has_lost_comments(merged: Merge, before: Collected) -> bool:
    if merged.ours is None or merged.theirs is None or merged.theirs.comments:
        return False
    memo = before.record.get(merged.ours.id)
    return bool(merged.ours.comments and memo is not None and memo.comments)


def _encoding(data: bytes, bitext: Bitext) -> Iterator[str]:
    """Yield how the file is written, where that is not UTF-8."""
    found = xmlio.encoding_of(data[:1024])
    fields = dict(bitext.header.fields)
    charset = fields.get("Content-Type", "").rpartition("charset=")[2].strip()
    name = found.codec if found.mark or not charset else charset
    if name.lower().replace("_", "-") not in ("utf-8", "utf8", "ascii", "us-ascii"):
        yield f"written in {name.upper()}"
    elif found.mark:
        yield "written with a byte order mark"


def _beside_settings(project: Project, language: str) -> Iterator[str]:
    """Yield that the other commands pass over *language*, where it is not in the settings."""
    if language not in project.settings.project.targets:
        yield (
            f"{language} is not among the targets of the settings:"
            f" to other commands name it with --to {language}"
        )


def _units(count: int) -> str:
    return "1 unit is" if count == 1 else f"{count:,} units are"


def _targets(count: int) -> str:
    return "1 target is" if count == 1 else f"{count:,} targets are"
