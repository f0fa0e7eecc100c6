"""Pieces: the articles of a project parted into what one process does at a time.

A piece is told in few words, whatever it stands for, and means the same in
every process that sees the project's folder.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from alihbahasa import parallel, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.parallel import Workers
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow.prepare import Progress

_Made = TypeVar("_Made")
_Result = TypeVar("_Result")

#: How many articles one process does at a time: they are written, and synced, together.
_ARTICLES = 64

#: Articles that are not worth a process of their own.
_FEW = 24

#: What no other article will fare better with.
_HOPELESS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some *articles* of a project, by their names."""

    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An *article* and the bytes of its file, or the *error* that says why there are none.

    *shown* is what people are told of the place where it stands.
    """

    article: str
    data: bytes
    shown: str
    error: AlihbahasaError | None = None


def pieces_of(articles: Sequence[str], workers: Workers) -> tuple[Piece, ...]:
    """Part *articles* among *workers*: few enough that each has some of them."""
    size = min(_ARTICLES, max(-(-len(articles) // max(workers.jobs, 1)), 1))
    return tuple(Piece(tuple(articles[at : at + size])) for at in range(0, len(articles), size))


def workers_for(jobs: int | None, articles: int, *, cluster: str = "") -> Workers:
    """Return who does so many *articles*: *jobs* processes, or as many as there are processors.

    Few of them are done here, unless somebody asked for processes.
    """
    if jobs is None:
        jobs = min(parallel.processors(), articles // _FEW)
    return Workers(max(jobs, 1), cluster)


def texts(project: Project, piece: Piece) -> Iterator[Text]:
    """Yield the articles of *piece*; one that cannot be read has its error."""
    for article in piece.articles:
        path = project.source_path(article)
        shown = project.shown(path)
        try:
            yield Text(article, storage.read(path, limit=storage.TEXT_LIMIT), shown)
        except AlihbahasaError as error:
            yield Text(article, b"", shown, error)


def settled(
    made: Sequence[_Made], write: Callable[[Sequence[_Made]], None]
) -> Iterator[tuple[_Made, AlihbahasaError | None]]:
    """Let *write* take all of *made* at once; yield each with the error that kept it back, if any.

    Where they cannot be written together, each is by itself.  What no other
    would fare better with, such as a full disk, is raised.
    """
    try:
        write(made)
    except AlihbahasaError as error:
        if _is_hopeless(error):
            raise
        if len(made) == 1:
            yield made[0], error
            return
        for each in made:
            yield from settled([each], write)
    else:
        yield from ((each, None) for each in made)


def watched(
    progress: Progress, parts: Sequence[Piece], results: Iterable[_Result]
) -> Iterator[_Result]:
    """Yield the *results* of *parts*, in their order, and let *progress* show how many are done."""
    names = [name for piece in parts for name in piece.articles]
    shown = iter(progress(names))
    for piece, result in zip(parts, results, strict=True):
        yield result
        for _ in piece.articles:
            next(shown, None)
    next(shown, None)


def _is_hopeless(error: AlihbahasaError) -> bool:
    """Tell whether *error* is of the disk, and would be that of every other article."""
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in _HOPELESS
