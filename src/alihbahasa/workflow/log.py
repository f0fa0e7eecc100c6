"""Log: which unit of an article changed when, in its source and its translations, as git knows it.

What was then is read with the settings of today: an article is cut into units
by today's rules, so that a change of rules is no change of the article.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeAlias

from alihbahasa import plugins, segmentation, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit, raw
from alihbahasa.project import Project
from alihbahasa.reconciliation import Change, source_changes, target_changes
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange, history, prepare
from alihbahasa.workflow.history import Commit, Revision, Touched

#: What is told of the commit that a shallow clone begins with.
_SHALLOW = "what came before: this clone is shallow (git fetch --unshallow brings it)"


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody said, and why, that an edit left the target of the *unit* in *language* right."""

    unit: str
    source: str
    language: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a commit changed, "" for what is not committed; *date* is as in ``history.Commit``.

    *problems* are lines on states that could not be read, and so are passed over.
    """

    commit: str
    date: str
    author: str
    subject: str
    changes: tuple[Change, ...]
    problems: tuple[str, ...]
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """What changed in an *article*, the newest first, found while it is gone through."""

    article: str
    entries: Iterator[Entry]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the article: the article by its name of then, and a language, "" for the source.

    *age* counts how often the article has been renamed since it was called so.
    """

    article: str
    language: str
    age: int
    is_record: bool = False


def run(
    project: Project,
    article: str,
    *,
    languages: Iterable[str] = (),
    unit: str | None = None,
    since: str | None = None,
) -> Log:
    """Tell what changed in *article* and in its stores.

    Of several *languages* all are told, without any all of the settings.  With
    *unit*, an id or its beginning, only what it went through, under the ids of
    before its edits too; one that was never there is an error, at the end.
    *since* is as for ``history.limits``.
    """
    history.require(project.root)
    chosen = prepare.chosen_articles(project, [article])
    if len(chosen) != 1:
        raise AlihbahasaError(f"{article!r} means {len(chosen)} articles", hint="name one of them")
    targets = prepare.chosen_languages(project, languages)
    limit = history.limits(project.root, since)
    absent = None
    if unit is not None:
        known = _ids(project, chosen[0], targets)
        try:
            unit = prepare.unit_named(unit, known, where=f"of {chosen[0]}, now or before")
        except AlihbahasaError as error:
            if any(id.startswith(unit) for id in known) or not unit:
                raise
            # Its past may have it yet.
            absent = error
    entries = _entries(project, chosen[0], targets, unit=unit, limit=limit)
    return Log(chosen[0], _seen(entries, absent))


def _ids(project: Project, article: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the ids of units that the files of *article* have today, the record's among them."""
    found: set[str] = set()
    with contextlib.suppress(AlihbahasaError):
        cut = segmentation.units(prepare.document(project, article))
        found.update(unit.id for unit in cut)
    for language in languages:
        with contextlib.suppress(AlihbahasaError):
            store = exchange.load_store(project, article, language=language)
            found.update(unit.id for unit in store.units)
        with contextlib.suppress(AlihbahasaError):
            found.update(exchange.load_record(project, article, language=language)[1])
    return frozenset(found)


def _seen(entries: Iterable[Entry], absent: AlihbahasaError | None) -> Iterator[Entry]:
    """Yield *entries*; raise *absent*, where it is given, if they told of nothing."""
    is_seen = False
    for entry in entries:
        is_seen |= bool(entry.changes or entry.kept)
        yield entry
    if absent is not None and not is_seen:
        raise absent


def _entries(
    project: Project,
    article: str,
    languages: Sequence[str],
    *,
    unit: str | None,
    limit: Sequence[str],
) -> Iterator[Entry]:
    name = project.source_path(article).relative_to(project.root).as_posix()
    is_begun = history.is_begun(project.root)
    renames = _renames(project, name) if is_begun else ()
    files: dict[str, _File] = {}
    for age, each in enumerate((article, *(older for _, older in renames))):
        for path, file in _files(project, each, languages, age).items():
            files.setdefault(path, file)
    wanted = None if unit is None else {unit}
    boundary = history.boundary(project.root)
    with history.contents(project.root) as content:
        # Each state is what one commit made and the next one began with.
        @lru_cache(maxsize=2 * (len(languages) + 1))
        def read(file: _File, blob: str) -> _State:
            if not blob:
                return ()
            try:
                most = storage.EXCHANGE_LIMIT if file.language else storage.TEXT_LIMIT
                return _units(project, file, content(blob, most))
            except AlihbahasaError as error:
                return str(error)

        def reasons(blob: str) -> Mapping[str, str]:
            return _reasons(content(blob, storage.EXCHANGE_LIMIT)) if blob else {}

        head = history.revision(project.root, "HEAD") if is_begun else None
        steps = _uncommitted(project, files, read, head=head)
        kept = _kept_since(project, files, reasons, head=head)
        if entry := _only(_entry(Commit("", "", "", "", ()), steps, kept), wanted):
            yield entry
        if not is_begun:
            return
        age = 0
        for commit in history.commits(project.root, tuple(files), limit=limit):
            age += age < len(renames) and renames[age][0] == commit.name
            if commit.name in boundary:
                yield replace(_entry(commit, (), ()), problems=(_SHALLOW,))
                continue
            steps = _steps(commit, files, read, age=age)
            kept = _kept(project, commit, files, read, reasons, age=age)
            if entry := _only(_entry(commit, steps, kept), wanted):
                yield entry


def _renames(project: Project, name: str) -> tuple[tuple[str, str], ...]:
    """Return the commits that renamed the article in the file *name*, and what it was called."""
    folder = project.sources.relative_to(project.root).as_posix()
    known = {extension for each in plugins.article_formats() for extension in each.extensions}
    found = []
    for commit, path in history.older_names(project.root, name):
        older = PurePosixPath(path)
        if not older.is_relative_to(folder) or older.suffix.lower() not in known:
            break
        found.append((commit, older.relative_to(folder).as_posix()))
    return tuple(found)


def _files(project: Project, article: str, languages: Sequence[str], age: int) -> dict[str, _File]:
    """Return the files of *article* by their paths from the root: source, stores, records."""
    extension = plugins.exchange_format(project.settings.formats[0]).extension
    found = {project.source_path(article): _File(article, "", age)}
    for each in languages:
        path = project.exchange_path(article, language=each, extension=extension)
        found[path] = _File(article, each, age)
        path = project.record_path(article, language=each)
        found[path] = _File(article, each, age, is_record=True)
    return {path.relative_to(project.root).as_posix(): file for path, file in found.items()}


def _units(project: Project, file: _File, data: bytes) -> tuple[Unit, ...]:
    if not file.language:
        return segmentation.units(
            prepare.document_of(project, file.article, data, shown=file.article)
        )
    shown = f"{file.article} ({file.language})"
    format = exchange.recognised(data, plugins.exchange_formats(), shown=shown)
    return exchange.parse(data, format, shown=shown).units


# --- from one state to the next ----------------------------------------------------

#: The units of a file, or why they cannot be read.
_State: TypeAlias = tuple[Unit, ...] | str
#: A file, its states before, one a parent of the commit, and its state after.
_Step: TypeAlias = tuple[_File, tuple[_State, ...], _State]
#: Returns the state of a file by git's name for it.
_Read: TypeAlias = Callable[[_File, str], _State]


def _steps(commit: Commit, files: dict[str, _File], read: _Read, *, age: int) -> Iterator[_Step]:
    """Yield the states of each file of the article that *commit* changed.

    Where the article was renamed, what was under the older name is what the
    newer one was before.
    """
    for file, now, older, then in _touched(commit, files, age=age, is_record=False):
        before = tuple(read(older, blob) for blob in then.before)
        yield file, before, read(file, now.after)


def _touched(
    commit: Commit, files: dict[str, _File], *, age: int, is_record: bool
) -> Iterator[tuple[_File, Touched, _File, Touched]]:
    """Yield what *commit* made of each file of the article, and what that was before."""
    touched = [(files[each.path], each) for each in commit.files if each.path in files]
    touched = [each for each in touched if each[0].age <= age and each[0].is_record is is_record]
    touched.sort(key=lambda pair: pair[0].age)
    for language in dict.fromkeys(file.language for file, _ in touched):
        mine = [pair for pair in touched if pair[0].language == language]
        now = next((pair for pair in mine if pair[1].after), mine[0])
        then = next((pair for pair in reversed(mine) if any(pair[1].before)), mine[0])
        yield *now, *then


def _uncommitted(
    project: Project, files: dict[str, _File], read: _Read, *, head: Revision | None
) -> Iterator[_Step]:
    """Yield the states of each file that is otherwise in the folder than in the commit *head*."""
    for path, file in files.items():
        if file.age or file.is_record:
            continue
        limit = storage.EXCHANGE_LIMIT if file.language else storage.TEXT_LIMIT
        data = storage.read_if_there(project.root / path, limit=limit)
        blob = _blob(head, path)
        if not blob and data is None:
            continue
        now: _State
        try:
            now = () if data is None else _units(project, file, data)
        except AlihbahasaError as error:
            now = str(error)
        yield file, (read(file, blob),), now


def _blob(revision: Revision | None, path: str) -> str:
    """Return git's name for the file *path* at *revision*, "" where there is none."""
    found = history.files_below(revision, path) if revision else ()
    return found[0].blob if found else ""


# --- what somebody kept ------------------------------------------------------------

#: Returns why the units of a record were kept, by git's name for its file.
_Reasons: TypeAlias = Callable[[str], Mapping[str, str]]


def _reasons(data: bytes) -> Mapping[str, str]:
    if b'"kept":' not in data:
        return {}
    return {id: memo.kept for id, memo in storage.parse_record(data).items() if memo.kept}


def _kept(
    project: Project,
    commit: Commit,
    files: dict[str, _File],
    read: _Read,
    reasons: _Reasons,
    *,
    age: int,
) -> Iterator[Kept | str]:
    """Yield what *commit* wrote into the records of why units were kept, or why that is unknown."""
    for file, now, _, then in _touched(commit, files, age=age, is_record=True):

        def store(file: _File = file) -> _State:
            path, beside = _store_of(file, files)
            return read(beside, _blob(Revision(project.root, commit.name, commit.name), path))

        try:
            before = [reasons(blob) for blob in then.before]
            yield from _news(file.language, before, reasons(now.after), store)
        except AlihbahasaError as error:
            yield str(error.within(f"record of {file.article} ({file.language})"))


def _kept_since(
    project: Project, files: dict[str, _File], reasons: _Reasons, *, head: Revision | None
) -> Iterator[Kept | str]:
    """Yield what ``_kept`` does of the records in the folder, since the commit *head*."""
    for path, file in files.items():
        if file.age or not file.is_record:
            continue

        def load(path: str) -> bytes:
            there = storage.read_if_there(project.root / path, limit=storage.EXCHANGE_LIMIT)
            return there or b""

        def store(file: _File = file) -> _State:
            path, beside = _store_of(file, files)
            return _units(project, beside, load(path))

        try:
            yield from _news(
                file.language, [reasons(_blob(head, path))], _reasons(load(path)), store
            )
        except AlihbahasaError as error:
            yield str(error.within(f"record of {file.article} ({file.language})"))


def _store_of(record: _File, files: dict[str, _File]) -> tuple[str, _File]:
    """Return the path of the store that *record* stands beside, and the store."""
    store = replace(record, is_record=False)
    return next(path for path, file in files.items() if file == store), store


def _news(
    language: str,
    before: Sequence[Mapping[str, str]],
    after: Mapping[str, str],
    store: Callable[[], _State],
) -> Iterator[Kept]:
    """Yield what a record says *after*, and in none of its states *before*."""
    news = {id: why for id, why in after.items() if all(each.get(id) != why for each in before)}
    state = store() if news else ()
    sources = {} if isinstance(state, str) else {unit.id: raw(unit.source) for unit in state}
    for id, reason in news.items():
        yield Kept(id, sources.get(id, ""), language, reason)


# --- what is told ------------------------------------------------------------------


def _entry(commit: Commit, steps: Iterable[_Step], told: Iterable[Kept | str]) -> Entry:
    changes: list[Change] = []
    problems: list[str] = []
    for file, before, after in steps:
        faults = [each for each in (*before, after) if isinstance(each, str)]
        if faults:
            problems += dict.fromkeys(faults)
            continue
        ways = [tuple(_changes(file, units, after)) for units in before]
        changes += _in_all(ways)
    kept = []
    for each in told:
        if isinstance(each, str):
            problems.append(each)
        else:
            kept.append(each)
    about = (commit.name, commit.date, commit.author, commit.subject)
    return Entry(*about, tuple(changes), tuple(problems), tuple(kept))


def _changes(file: _File, before: _State, after: _State) -> Iterator[Change]:
    assert not isinstance(before, str)
    assert not isinstance(after, str)
    if not file.language:
        return source_changes(before, after)
    return target_changes(before, after, language=file.language)


def _in_all(ways: Sequence[tuple[Change, ...]]) -> Iterator[Change]:
    """Yield what changed since the first parent, where it changed since each other one too."""
    others = [{change.unit for change in way} for way in ways[1:]]
    for change in ways[0]:
        if all(change.unit in each for each in others):
            yield change


def _only(entry: Entry, wanted: set[str] | None) -> Entry | None:
    """Return what *entry* says of the units *wanted*, None where that is nothing.

    What those were before an edit is wanted from then on.
    """
    changes, kept = entry.changes, entry.kept
    if wanted is not None:
        kept = tuple(each for each in kept if each.unit in wanted)
        changes = tuple(
            each for each in changes if each.unit in wanted or not wanted.isdisjoint(each.was)
        )
        wanted.update(id for each in changes if each.unit in wanted for id in each.was)
    if changes or kept or entry.problems:
        return replace(entry, changes=changes, kept=kept)
    return None
