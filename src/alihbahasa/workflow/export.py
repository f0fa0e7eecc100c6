"""Export, the main job: articles become exchange files, over what translators already did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from alihbahasa import plugins, reconciliation, storage
from alihbahasa.model import Note, State, raw
from alihbahasa.project import Project
from alihbahasa.reconciliation import Fate, Outcome
from alihbahasa.workflow import exchange, leveraging, notes, prepare
from alihbahasa.workflow.collect import Collected, collect, refuse_loss
from alihbahasa.workflow.leveraging import Leverage, Leveraged
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Found:
    """Work found in *file*, beside the store: how many targets were taken, or are in conflict."""

    file: Path
    targets: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made of one article in one language; words count every place of a unit.

    An article without any text, now and before, has no *files*.  *fates* count
    what became of sentences since the last export, none in a first one; *found*
    is what was taken from the views.  *prefilled* are open units that a match of the
    memory was put into, *headlines* links that got the translated headline of
    the article they name.
    """

    article: str
    language: str
    units: int
    words: int
    terms: int
    reused: int
    drafts: int
    obsolete: int
    conflicts: int
    files: tuple[Path, ...]
    written: tuple[Path, ...]
    fates: Mapping[Fate, int]
    found: tuple[Found, ...]
    prefilled: int = 0
    headlines: int = 0


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    refresh_notes: bool = False,
    yes: bool = False,
    dry_run: bool = False,
    progress: Progress = iter,
) -> tuple[Exported, ...]:
    """Write the exchange files of *articles* in *languages*, all when none are named.

    Nothing is written when any of them cannot be.  An article that would make
    more than a fifth of its finished units obsolete, or that is empty, is an
    error unless *yes*.  With *dry_run* all is done but the writing.
    """
    with project.lock(idle=dry_run), ExitStack() as stack:
        chosen = prepare.chosen_articles(project, articles)
        prepare.refuse_frozen(project, chosen)
        targets = prepare.chosen_languages(project, languages)
        terms = prepare.terms(project)
        leverage = Leverage(project, terms, stack, idle=dry_run)
        instant = exchange.now()
        changes: dict[Path, bytes] = {}
        expected: dict[Path, bytes | None] = {}
        results = []
        collected: list[tuple[str, str, Collected]] = []
        for article in progress(chosen):
            fresh = prepare.units(project, article, terms)
            for language in targets:
                found = collect(project, article, language=language, fresh=fresh, with_views=True)
                if not yes:
                    shown = project.shown_source(article)
                    refuse_loss(found, shown=shown)
                if found.views and found.base.data is not None:
                    shown = project.shown(found.base.path)
                    exchange.refuse_characters(
                        found.stored, found.base.data, found.base.format, shown=shown
                    )
                # What came back for one article may be the headline that another links to.
                leverage.learn(found, article)
                collected.append((article, language, found))
        for article, language, found in collected:
            if not found.fresh and not found.units:
                results.append(_result(article, language, found, Leveraged(()), {}, {}))
                continue
            leveraged = leverage.of(found.units, article, language=language)
            found = replace(found, units=leveraged.units)
            files = _files(
                project, article, found, language, instant=instant, refresh_notes=refresh_notes
            )
            before = {file.path: file.data for file in (found.store, *found.views)}
            before[project.record_path(article, language=language)] = found.record_data
            beside = _beside(project, article, found, language, instant=instant)
            for path, (there, data) in beside.items():
                before[path], files[path] = there, data
            written = {path: data for path, data in files.items() if before.get(path) != data}
            changes.update(written)
            expected.update(before)
            results.append(_result(article, language, found, leveraged, files, written))
        if not dry_run:
            storage.write(changes, expected=expected, root=project.root)
        return tuple(results)


def _files(
    project: Project,
    article: str,
    found: Collected,
    language: str,
    *,
    instant: datetime,
    refresh_notes: bool,
) -> dict[Path, bytes]:
    """Return what each exchange file and the record of *article* should hold.

    The record stands next to the store: it is true of that one only.
    """
    profile = project.settings.profile
    units = notes.with_notes(found.units, language, bullet=profile.bullet)
    has_comments = project.settings.memory.comments
    if not has_comments and project.settings.memory.prefill:
        units = leveraging.with_origins(units)
    header = exchange.new_header(project, article, language=language)
    # The store keeps the drafts in any case: it is where the work lives.
    shown = tuple(
        replace(unit, target=None, previous=None)
        if profile.drafts_aside and unit.is_draft
        else unit
        for unit in units
        if not unit.obsolete
    )
    files: dict[Path, bytes] = {}
    # Files in a format that is no longer asked for are kept up too, lest they go stale.
    for file in (found.store, *found.views):
        written = units if file is found.store else shown
        if has_comments:
            is_text = file.format.is_keyed_by_text
            beside = leveraging.with_comments if is_text else leveraging.with_origins
            written = beside(written)
        files[file.path] = exchange.render(
            file,
            written,
            header=header,
            instant=instant,
            shown=project.shown(file.path),
            profile=profile,
            refresh_notes=refresh_notes,
        )
        if file is found.store:
            record = reconciliation.remember(found.record, found.units)
            record = reconciliation.with_terms(record, found.units, language)
            path = project.record_path(article, language=language)
            files[path] = storage.render_record(record, store=file.format.name)
    return files


def _beside(
    project: Project, article: str, found: Collected, language: str, *, instant: datetime
) -> dict[Path, tuple[bytes | None, bytes]]:
    """Return what the profile asks for beside the exchange files of *article*, and what is there.

    That is a memory of what the drafts were translated from and to, where there
    are any or there was one; and a template, the same in every language.
    """
    profile = project.settings.profile
    files: dict[Path, tuple[bytes | None, bytes]] = {}
    header = exchange.new_header(project, article, language=language)
    if profile.drafts_aside:
        path = project.memory_path(article, language=language)
        drafts = tuple(
            replace(
                unit,
                source=reconciliation.coded(raw(unit.previous), unit.source)
                if unit.previous
                else unit.source,
                state=State.TRANSLATED,
                notes=_in_one(unit.comments),
            )
            for unit in found.active
            if unit.is_draft
        )
        there = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
        if drafts or there is not None:
            memory = b"".join(plugins.memory_format("tmx").write(header, drafts))
            files[path] = there, memory
    write_template = found.store.format.write_template
    if profile.templates and write_template is not None:
        path = project.template_path(article)
        units = tuple(replace(unit, notes=()) for unit in found.fresh)
        if not profile.has_contexts:
            units = notes.with_kinds_told(units)
        there = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
        was = found.store.format.read(BytesIO(there))[0].created if there else None
        data = b"".join(write_template(replace(header, created=was or instant), units))
        if data != there:
            data = b"".join(write_template(replace(header, created=instant), units))
        files[path] = there, data
    return files


def _in_one(comments: Sequence[Note]) -> tuple[Note, ...]:
    """Return *comments* as one note: files differ in how many they make of the same lines."""
    text = "\n".join(each.text for each in comments)
    return (Note("", "translator", text),) if text else ()


def _result(
    article: str,
    language: str,
    found: Collected,
    leveraged: Leveraged,
    files: dict[Path, bytes],
    written: dict[Path, bytes],
) -> Exported:
    active = found.active
    exchange_files = tuple(path for path in files if path.suffix != ".jsonl")
    return Exported(
        article=article,
        language=language,
        units=len(active),
        words=prepare.words(active),
        terms=sum(len(unit.mentions) for unit in active),
        reused=sum(unit.is_finished for unit in active),
        drafts=sum(unit.is_draft for unit in active),
        obsolete=sum(unit.obsolete for unit in found.units),
        conflicts=sum(bool(unit.alternatives) for unit in active),
        files=exchange_files,
        written=tuple(path for path in exchange_files if path in written),
        fates=found.counted_fates(),
        found=tuple(_found(found)),
        prefilled=leveraged.prefilled,
        headlines=leveraged.headlines,
    )


def _found(collected: Collected) -> Iterator[Found]:
    for file, taken in zip(collected.others, collected.taken, strict=True):
        outcomes = Counter(merged.outcome for merged in taken.merges)
        targets, conflicts = outcomes[Outcome.TAKEN], outcomes[Outcome.CONFLICT]
        if targets or conflicts:
            yield Found(file.path, targets, conflicts)
