"""Pieces: the articles of a project parted into what one process does at a time.

A piece is told in few words, whatever it stands for, and means the same in
every process that sees the project's folder.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from alihbahasa import parallel, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.parallel import Workers
from alihbahasa.project import Project, archives
from alihbahasa.project.archives import Range
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.prepare import Progress


class Plan(Protocol):
    """What is asked of the plan of a run that writes."""

    @property
    def project(self) -> Project: ...
    @property
    def dry_run(self) -> bool: ...
    @property
    def is_one_of_several(self) -> bool: ...


class Made(Protocol):
    """What is to be written of one article, over what was expected to be there."""

    @property
    def changes(self) -> Mapping[Path, bytes]: ...
    @property
    def expected(self) -> Mapping[Path, bytes | None]: ...


_Made = TypeVar("_Made", bound=Made)
_Result = TypeVar("_Result")

#: How many articles one process does at a time: they are written, and synced, together.
BATCH = 64

#: Articles that are not worth a process of their own.
_FEW = 24

#: What no other article will fare better with.
_HOPELESS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a run goes through: *articles* by their names, and *ranges* of archives.

    *errors* are those of records that are none, where folders are named.
    """

    articles: tuple[str, ...]
    ranges: tuple[Range, ...] = ()
    errors: tuple[AlihbahasaError, ...] = ()

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.articles) + sum(each.count for each in self.ranges)

    @property
    def examples(self) -> Iterator[str]:
        """The names of the articles; of each archive one that an article there might have."""
        yield from self.articles
        for archive in dict.fromkeys(each.archive for each in self.ranges):
            yield f"{archive.partition('.jsonl')[0]}/00/0.txt"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some *articles* of a project, by their names, or those of a *range* of an archive."""

    articles: tuple[str, ...] = ()
    range: Range | None = None

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.articles) if self.range is None else self.range.count

    @property
    def steps(self) -> Sequence[str]:
        """What people are told is at hand, as often as there are articles."""
        if self.range is None:
            return self.articles
        return [f"{self.range.archive}:{self.range.number}"] * self.range.count


@dataclass(frozen=True, slots=True)
class Text:
    """An *article* and its bytes, or the *error* that says why there are none.

    *file* is what people are told of the file where it stands, *line* is that
    of its record in an archive.
    """

    article: str
    data: bytes
    file: str
    line: int | None = None
    error: AlihbahasaError | None = None

    @property
    def shown(self) -> str:
        """What people are told of the place where it stands."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


def chosen(project: Project, asked: Sequence[str]) -> Chosen:
    """Return the articles that are *asked* for, or all that are not frozen.

    Of all articles those of archives have no names here, however many they are.
    """
    if asked:
        found = prepare.chosen_articles(project, asked)
        return Chosen(found, errors=tuple(prepare.faults(project, asked)))
    there = archives.archives(project)
    files = project.files_of_articles(there)
    ranges = [part for each in there for part in archives.ranges(project, each)]
    return Chosen(tuple(name for name in files if not project.is_frozen(name)), tuple(ranges))


def pieces_of(found: Chosen, workers: Workers) -> tuple[Piece, ...]:
    """Part what was *found* among *workers*: few enough that each has some of them."""
    articles = found.articles
    size = min(BATCH, max(-(-len(articles) // max(workers.jobs, 1)), 1))
    by_name = (Piece(articles[at : at + size]) for at in range(0, len(articles), size))
    return (*by_name, *(Piece(range=each) for each in found.ranges))


def workers_for(jobs: int | None, articles: int) -> Workers:
    """Return who does so many *articles*: *jobs* processes, or as many as there are processors.

    Few of them are done here, unless somebody asked for processes.
    """
    if jobs is None:
        jobs = min(parallel.processors(), articles // _FEW)
    return Workers(max(jobs, 1))


@contextlib.contextmanager
def staff(
    project: Project | None, *, articles: int, jobs: int | None, cluster: str = "", idle: bool
) -> Iterator[Workers]:
    """Give who does so many *articles* of *project*: the workers of *cluster*, or *jobs* processes.

    What those that were killed have left is removed in the end, unless the run is *idle*.
    """
    if not cluster:
        workers = workers_for(jobs, articles)
        if project is not None and not idle:
            workers = replace(workers, on_death=project.finish)
        try:
            yield workers
        finally:
            if not (workers.is_one or idle or project is None):
                project.recover()
        return
    assert project is not None
    with storage.folder_of_parts(project.root) as folder:
        try:
            yield Workers(cluster=cluster, folder=folder)
        finally:
            if not idle:
                project.recover(of_any=True)


def texts(project: Project, piece: Piece) -> Iterator[Text]:
    """Yield the articles of *piece*; one that cannot be read has its error."""
    if piece.range is not None:
        yield from _records(project, piece.range)
    for article in piece.articles:
        try:
            found = project.source(article)
        except AlihbahasaError as error:
            yield Text(article, b"", project.shown_source(article), error=error)
        else:
            yield Text(article, found.data, found.file, found.line)


def _records(project: Project, part: Range) -> Iterator[Text]:
    for each in archives.records(project, part):
        if isinstance(each, AlihbahasaError):
            yield Text("", b"", each.file or "", error=each)
        elif not project.is_frozen(each.article):
            yield Text(each.article, each.data, each.shown, each.number)


def batches(found: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield what was *found* as lists of what is written, and synced, together.

    A process whose run was killed ends between two of them.
    """
    drawn = iter(found)
    while batch := list(itertools.islice(drawn, BATCH)):
        if parallel.is_orphan():
            raise SystemExit(1)
        yield batch


def settled(
    made: Sequence[_Made | AlihbahasaError], plan: Plan
) -> Iterator[_Made | AlihbahasaError]:
    """Write all of *made* at once; yield them, and errors for those that could not be written.

    Where they cannot be written together, each is by itself.  What no other
    would fare better with, such as a full disk, is raised.  Errors among *made*
    stay in their places.
    """
    whole: list[_Made] = [each for each in made if not isinstance(each, AlihbahasaError)]
    outcomes = iter(whole if plan.dry_run else _written(whole, plan))
    for each in made:
        yield each if isinstance(each, AlihbahasaError) else next(outcomes)


def _written(made: Sequence[_Made], plan: Plan) -> list[_Made | AlihbahasaError]:
    changes: dict[Path, bytes] = {}
    expected: dict[Path, bytes | None] = {}
    for each in made:
        changes.update(each.changes)
        expected.update(each.expected)
    try:
        storage.write(
            changes,
            expected=expected,
            root=plan.project.root,
            is_one_of_several=plan.is_one_of_several,
        )
    except AlihbahasaError as error:
        if _is_hopeless(error):
            raise
        if len(made) == 1:
            return [error]
        return [one for each in made for one in _written([each], plan)]
    return list(made)


def steps(parts: Iterable[Piece]) -> list[Sequence[str]]:
    """Return what people are told is at hand in each of *parts*, as often as it has articles."""
    return [each.steps for each in parts]


def watched(
    progress: Progress, steps: Sequence[Sequence[str]], results: Iterable[_Result]
) -> Iterator[_Result]:
    """Yield the *results* of parts, each of so many *steps*, and let *progress* show what is done.

    A step is what people are told is at hand.
    """
    shown = iter(progress([step for part in steps for step in part]))
    for part, result in zip(steps, results, strict=True):
        yield result
        for _ in part:
            next(shown, None)
    next(shown, None)


def _is_hopeless(error: AlihbahasaError) -> bool:
    """Tell whether *error* is of the disk, and would be that of every other article."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _HOPELESS
