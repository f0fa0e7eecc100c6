"""Log: which unit of an article changed when, in its source and its translations, as git knows it.

What was then is read with the settings of today: an article is cut into units
by today's rules, so that a change of rules is no change of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeAlias

from alihbahasa import plugins, segmentation, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit
from alihbahasa.project import Project
from alihbahasa.reconciliation import Change, source_changes, target_changes
from alihbahasa.workflow import exchange, history, prepare
from alihbahasa.workflow.history import Commit


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


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the article: the article by its name of then, and a language, "" for the source.

    *age* counts how often the article has been renamed since it was called so.
    """

    article: str
    language: str
    age: int


def run(
    project: Project,
    article: str,
    *,
    languages: Iterable[str] = (),
    unit: str | None = None,
    since: str = "",
) -> Iterator[Entry]:
    """Yield what changed in *article* and in its stores, the newest first, as it is found.

    Of several *languages* all are told, without any all of the settings.  With
    *unit*, an id, only what it went through, under the ids of before its
    edits too.  *since* is as for ``history.limits``.
    """
    history.require(project.root)
    chosen = prepare.chosen_articles(project, [article])
    if len(chosen) != 1:
        raise AlihbahasaError(f"{article!r} means {len(chosen)} articles", hint="name one of them")
    targets = prepare.chosen_languages(project, languages)
    limit = history.limits(project.root, since)
    return _entries(project, chosen[0], targets, unit=unit, limit=limit)


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
    wanted = {unit} if unit else None
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

        steps = _uncommitted(project, files, read, is_begun=is_begun)
        if entry := _only(_entry(Commit("", "", "", "", ()), steps), wanted):
            yield entry
        if not is_begun:
            return
        age = 0
        for commit in history.commits(project.root, tuple(files), limit=limit):
            age += age < len(renames) and renames[age][0] == commit.name
            if entry := _only(_entry(commit, _steps(commit, files, read, age=age)), wanted):
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
    """Return the files of *article* by their paths from the root: its source, and its stores."""
    extension = plugins.exchange_format(project.settings.formats[0]).extension
    paths = {project.source_path(article): ""}
    for each in languages:
        paths[project.exchange_path(article, language=each, extension=extension)] = each
    return {
        path.relative_to(project.root).as_posix(): _File(article, language, age)
        for path, language in paths.items()
    }


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
    touched = [(files[each.path], each) for each in commit.files if each.path in files]
    touched = sorted((pair for pair in touched if pair[0].age <= age), key=lambda pair: pair[0].age)
    for language in dict.fromkeys(file.language for file, _ in touched):
        mine = [pair for pair in touched if pair[0].language == language]
        file, now = next((pair for pair in mine if pair[1].after), mine[0])
        older, then = next((pair for pair in reversed(mine) if any(pair[1].before)), mine[0])
        before = tuple(read(older, blob) for blob in then.before)
        yield file, before, read(file, now.after)


def _uncommitted(
    project: Project, files: dict[str, _File], read: _Read, *, is_begun: bool
) -> Iterator[_Step]:
    """Yield the states of each file that is otherwise in the folder than in the last commit."""
    head = history.revision(project.root, "HEAD") if is_begun else None
    for path, file in files.items():
        if file.age:
            continue
        limit = storage.EXCHANGE_LIMIT if file.language else storage.TEXT_LIMIT
        data = storage.read_if_there(project.root / path, limit=limit)
        kept = history.files_below(head, path) if head else ()
        blob = kept[0].blob if kept else ""
        if not blob and data is None:
            continue
        now: _State
        try:
            now = () if data is None else _units(project, file, data)
        except AlihbahasaError as error:
            now = str(error)
        yield file, (read(file, blob),), now


def _entry(commit: Commit, steps: Iterable[_Step]) -> Entry:
    changes: list[Change] = []
    problems: list[str] = []
    for file, before, after in steps:
        faults = [each for each in (*before, after) if isinstance(each, str)]
        if faults:
            problems += dict.fromkeys(faults)
            continue
        ways = [tuple(_changes(file, units, after)) for units in before]
        changes += _in_all(ways)
    return Entry(
        commit.name, commit.date, commit.author, commit.subject, tuple(changes), tuple(problems)
    )


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
    changes = entry.changes
    if wanted is not None:
        changes = tuple(
            each for each in changes if each.unit in wanted or not wanted.isdisjoint(each.was)
        )
        wanted.update(id for each in changes if each.unit in wanted for id in each.was)
    return replace(entry, changes=changes) if changes or entry.problems else None
