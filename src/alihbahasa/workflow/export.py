"""Export, the main job: articles become exchange files, over what translators already did."""

from __future__ import annotations

import contextlib
import functools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from alihbahasa import parallel, plugins, reconciliation, segmentation, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.leverage import Memory
from alihbahasa.model import Note, Pair, State, Unit, raw
from alihbahasa.parallel import Workers
from alihbahasa.project import Project
from alihbahasa.reconciliation import Fate, Outcome
from alihbahasa.records import dataclass
from alihbahasa.workflow import (
    compiled,
    exchange,
    leveraging,
    memory,
    notes,
    pieces,
    prepare,
    summed,
    unchanged,
)
from alihbahasa.workflow.collect import Collected, collect, refuse_loss
from alihbahasa.workflow.compiled import Compiled
from alihbahasa.workflow.leveraging import Learned, Leverage, Leveraged, News
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress
from alihbahasa.workflow.summed import Summed

#: Of how many articles what was collected is kept, to be written; others are collected twice.
_KEPT = 400


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


@dataclass(frozen=True, slots=True)
class Exports:
    """What an export made, by article and language; *errors* say what could not be exported.

    What was made of *archives* that were exported as a whole is told as sums.
    """

    articles: tuple[Exported, ...]
    errors: tuple[AlihbahasaError, ...] = ()
    archives: tuple[Summed, ...] = ()

    def refuse_errors(self) -> Exports:
        """Return this, or raise the first of the errors."""
        if self.errors:
            raise self.errors[0]
        return self


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    refresh_notes: bool = False,
    yes: bool = False,
    dry_run: bool = False,
    jobs: int | None = 1,
    cluster: str = "",
    progress: Progress = iter,
) -> Exports:
    """Write the exchange files of *articles* in *languages*, all when none are named.

    An article that cannot be exported is an error, and the others are done; so
    is one that would make more than a fifth of its finished units obsolete, or
    that is empty, unless *yes*.  The files of an article are written all or
    none.  With *dry_run* all is done but the writing.  *jobs* are the processes
    at work, None for as many as there are processors; or the workers of the
    *cluster* are, by the address of its scheduler.  What they write is the same.
    """
    articles = tuple(articles)
    with project.lock(idle=dry_run), ExitStack() as stack:
        chosen = pieces.chosen(project, articles)
        prepare.refuse_frozen(project, chosen.articles)
        targets = prepare.chosen_languages(project, languages)
        count = chosen.count * len(targets)
        workers = stack.enter_context(
            pieces.staff(project, articles=count, jobs=jobs, cluster=cluster, idle=dry_run)
        )
        parts = pieces.pieces_of(chosen, workers)
        plan = Plan(
            token=os.urandom(8).hex(),
            project=project,
            languages=targets,
            instant=exchange.now(),
            refresh_notes=refresh_notes,
            yes=yes,
            dry_run=dry_run,
            news=News(frozenset(chosen.articles) if articles else None),
            context=unchanged.context_digest(project) if project.settings.archives else "",
        )
        # What is wrong with a glossary is told once, and copies of this process have it ready.
        terms = _desk(plan).terms
        if workers.cluster:
            shared = compiled.written(terms, workers.folder, articles=chosen.examples)
            plan = replace(plan, compiled=shared)
        stack.callback(_desk.cache_clear)
        stack.callback(_leverage.cache_clear)
        plan, workers = _informed(plan, parts, workers, stack, progress=progress)
        results: list[Exported] = []
        errors: list[AlihbahasaError] = list(chosen.errors)
        sums: list[Summed] = []
        task = functools.partial(of_piece, replace(plan, is_one_of_several=not workers.is_one))
        with parallel.working(task, workers=workers, count=len(parts)) as done:
            for each in pieces.watched(progress, pieces.steps(parts), done(parts)):
                results += each.articles
                errors += each.errors
                sums += each.archives
        return Exports(tuple(results), tuple(errors), summed.joined(sums))


# --- a run, and what its articles have for each other -----------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all articles of one run; *token* tells it from other runs.

    *memories* are open in this process; the memories of *remembering* are to be
    opened where the work is done.  So is the glossary, where it is *compiled* into files.
    """

    token: str
    project: Project = field(compare=False)
    languages: tuple[str, ...] = field(compare=False)
    instant: datetime = field(compare=False)
    refresh_notes: bool = field(compare=False)
    yes: bool = field(compare=False)
    dry_run: bool = field(compare=False)
    news: News = field(compare=False)
    context: str = field(compare=False, default="")
    remembering: tuple[str, ...] = field(compare=False, default=())
    memories: Mapping[str, Memory] = field(compare=False, default_factory=dict)
    is_one_of_several: bool = field(compare=False, default=False)
    compiled: Compiled | None = field(compare=False, default=None)


@dataclass(slots=True)
class _Desk:
    """What is needed for every article of a run, and some of what was collected first."""

    terms: prepare.Terms
    collected: dict[tuple[str, str], Collected] = field(default_factory=dict)


@functools.lru_cache(maxsize=1)
def _desk(plan: Plan) -> _Desk:
    return _Desk(compiled.terms(plan.compiled) if plan.compiled else prepare.terms(plan.project))


@functools.lru_cache(maxsize=1)
def _leverage(plan: Plan) -> Leverage:
    memories = dict(plan.memories)
    for language in plan.remembering:
        if (kept := memory.kept(plan.project, language)) is None:
            raise AlihbahasaError(
                f"the memory for {language} cannot be opened by a process at work",
                file=str(plan.project.root),
                hint="run this again with --jobs 1",
            )
        memories[language] = kept
    return Leverage(plan.project, _desk(plan).terms, plan.news, memories)


def _informed(
    plan: Plan,
    parts: Sequence[Piece],
    workers: Workers,
    stack: ExitStack,
    *,
    progress: Progress,
) -> tuple[Plan, Workers]:
    """Return *plan* with what its articles have for each other, and who can work by it.

    What came back for one article may be a match of another, or the headline
    that it links to: all that have files are looked through before any is written.
    """
    project = plan.project
    begun = tuple(
        language
        for language in plan.languages
        if next(storage.files_below(project.translations / language), None) is not None
    )
    is_open = dict.fromkeys(plan.languages, True) | dict.fromkeys(begun, False)
    headings: dict[tuple[str, str], tuple[Unit, ...]] = {}
    pairs: dict[str, dict[Path, tuple[Pair, ...]]] = {}
    if begun:
        task = functools.partial(learn_piece, replace(plan, languages=begun))
        with parallel.working(task, workers=workers, count=len(parts)) as done:
            for all_learned in pieces.watched(progress, pieces.steps(parts), done(parts)):
                for each in all_learned:
                    is_open[each.language] |= each.is_open
                    if each.headings:
                        headings[each.article, each.language] = each.headings
                    if each.pairs is not None:
                        pairs.setdefault(each.language, {})[each.path] = each.pairs
    plan = replace(plan, news=replace(plan.news, headings=headings))
    wanted = tuple(
        language
        for language in plan.languages
        if is_open[language] and memory.is_wanted(project) and memory.has_sources(project, language)
    )
    opened: dict[str, Memory] = {}
    opening = stack.enter_context(ExitStack())
    for language in wanted:
        found = opening.enter_context(memory.opened(project, language, idle=plan.dry_run))
        memory.look_ahead(project, found, pairs.get(language, {}))
        if found.has_pairs:
            opened[language] = found
    if not workers.is_one and all(each.is_kept for each in opened.values()):
        # A connection is not for several processes: each opens its own.
        opening.close()
        return replace(plan, remembering=tuple(opened)), workers
    return replace(plan, memories=opened), Workers() if opened else workers


# --- the articles of a piece ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Made:
    """What is to be written of an article, over what was *expected*, and what is told of it.

    It was *passed_over* in some languages, since nothing happened to it.
    """

    results: tuple[Exported, ...]
    passed_over: tuple[str, ...]
    changes: Mapping[Path, bytes]
    expected: Mapping[Path, bytes | None]


@dataclass(slots=True)
class Done:
    """What an export made of the *articles* of a piece, or of *archives*, and what it could not."""

    articles: list[Exported]
    archives: tuple[Summed, ...]
    errors: list[AlihbahasaError]


def of_piece(plan: Plan, piece: Piece) -> Done:
    """Export the articles of *piece*."""
    done = Done([], (), [])
    # What cannot be had here is wrong with no article.
    _leverage(plan)
    for batch in pieces.batches(pieces.texts(plan.project, piece)):
        made: list[_Made | AlihbahasaError] = []
        for each in batch:
            try:
                made.append(_of_article(plan, each, _changed(plan, piece, each)))
            except AlihbahasaError as error:
                made.append(error)
        written: list[Exported] = []
        sums = list(done.archives)
        for one in pieces.settled(made, plan):
            if isinstance(one, AlihbahasaError):
                done.errors.append(one)
                continue
            written += one.results
            if piece.range is not None:
                name = piece.range.archive
                sums += [Summed(name, language, unchanged=1) for language in one.passed_over]
        if piece.range is None:
            done.articles += written
        else:
            sums += [summed.of_exported(piece.range.archive, each) for each in written]
            done.archives = summed.joined(sums)
    return done


def _changed(plan: Plan, piece: Piece, text: Text) -> tuple[str, ...]:
    """Return the languages in which the article of *text* is to be exported.

    Only those of archives that nobody named are passed over.
    """
    if piece.range is None or plan.refresh_notes or text.error is not None:
        return plan.languages
    return tuple(
        language
        for language in plan.languages
        if not unchanged.is_unchanged(
            plan.project, text.article, language=language, context=plan.context, source=text.data
        )
    )


def learn_piece(plan: Plan, piece: Piece) -> list[Learned]:
    """Return what the articles of *piece* have for others; what is wrong with one is told later."""
    found = []
    kept = _desk(plan).collected
    for each in pieces.texts(plan.project, piece):
        with contextlib.suppress(AlihbahasaError):
            changed = _changed(plan, piece, each)
            found += [
                leveraging.stored(plan.project, each.article, language=language)
                for language in plan.languages
                if language not in changed
            ]
            for language, collected in _collected(plan, each, changed):
                found.append(leveraging.learned(plan.project, collected, each.article))
                if len(kept) < _KEPT:
                    kept[each.article, language] = collected
    return found


def _collected(plan: Plan, text: Text, languages: Sequence[str]) -> Iterator[tuple[str, Collected]]:
    """Yield what is known of the article of *text* in each of *languages*."""
    project, article, desk = plan.project, text.article, _desk(plan)
    if text.error is not None:
        raise text.error
    fresh: tuple[Unit, ...] | None = None
    for language in languages:
        if (found := desk.collected.pop((article, language), None)) is None:
            if fresh is None:
                document = prepare.document_of(
                    project, article, text.data, shown=text.file, line=text.line
                )
                fresh = prepare.recognised(segmentation.units(document), article, desk.terms)
            found = collect(project, article, language=language, fresh=fresh, with_views=True)
            if not plan.yes:
                refuse_loss(found, shown=text.shown)
            if found.views and found.base.data is not None:
                shown = project.shown(found.base.path)
                exchange.refuse_characters(
                    found.stored, found.base.data, found.base.format, shown=shown
                )
        yield language, found


def _of_article(plan: Plan, text: Text, languages: Sequence[str]) -> _Made:
    project, article, leverage = plan.project, text.article, _leverage(plan)
    changes: dict[Path, bytes] = {}
    expected: dict[Path, bytes | None] = {}
    results = []
    for language, found in _collected(plan, text, languages):
        if not found.fresh and not found.units:
            results.append(_result(article, language, found, Leveraged(()), {}, {}))
            continue
        leveraged = leverage.of(found.units, article, language=language)
        found = replace(found, units=leveraged.units)
        files = _files(
            project,
            article,
            found,
            language,
            instant=plan.instant,
            refresh_notes=plan.refresh_notes,
        )
        before = {file.path: file.data for file in (found.store, *found.views)}
        before[project.record_path(article, language=language)] = found.record_data
        beside = _beside(project, article, found, language, instant=plan.instant)
        for path, (there, data) in beside.items():
            before[path], files[path] = there, data
        if text.line is not None:
            path = project.record_path(article, language=language)
            said = unchanged.digest(
                project,
                article,
                language=language,
                context=plan.context,
                source=text.data,
                record=files[path],
                files=files,
            )
            files[path] = unchanged.stamped(files[path], said)
        written = {path: data for path, data in files.items() if before.get(path) != data}
        changes.update(written)
        expected.update(before)
        results.append(_result(article, language, found, leveraged, files, written))
    passed_over = tuple(each for each in plan.languages if each not in languages)
    return _Made(tuple(results), passed_over, changes, expected)


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
