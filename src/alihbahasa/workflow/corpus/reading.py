"""Goes through the articles of an archive in pieces, for all that count something in them.

A unit is told by its *place*, a number: that of its article, in the order in
which they are read, and its own among the units of that.  So the first of
several places is the same whoever counted.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import field, replace
from typing import Generic, TypeVar

from alihbahasa import parallel, segmentation
from alihbahasa.contracts import CheckContext
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Unit
from alihbahasa.parallel import Workers
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import compiled, pieces, prepare
from alihbahasa.workflow.compiled import Compiled
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress

_Found = TypeVar("_Found")

#: How many bits of a place are the number of a unit: an article has fewer characters.
_UNIT = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all articles of one run; *token* tells it from other runs.

    The glossary is to be read where the work is done, or is *compiled* into files.
    """

    token: str
    project: Project = field(compare=False)
    languages: tuple[str, ...] = field(compare=False, default=())
    compiled: Compiled | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Desk:
    """The glossary of a run: its *terms*, and what targets are looked at with, by language."""

    terms: prepare.Terms
    contexts: dict[str, Callable[[str], CheckContext]]


@dataclass(slots=True)
class Run:
    """A run by its *plan* over the *parts* of an archive, and who does it.

    *errors* say what could not be read.  *starts* are the numbers of the first
    article of each of the parts that were read.
    """

    plan: Plan
    parts: tuple[Piece, ...]
    workers: Workers
    errors: list[AlihbahasaError] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


@contextlib.contextmanager
def begun(
    project: Project,
    articles: Iterable[str],
    languages: Sequence[str] = (),
    *,
    has_terms: bool,
    jobs: int | None,
    cluster: str,
) -> Iterator[Run]:
    """Give a new run over *articles*, all that are not frozen when none are named.

    Where it *has_terms*, what is wrong with a glossary is told before anything is begun.
    """
    chosen = pieces.chosen(project, tuple(articles))
    plan = Plan(os.urandom(8).hex(), project, tuple(languages))
    with pieces.staff(
        project, articles=chosen.count, jobs=jobs, cluster=cluster, idle=True
    ) as workers:
        if has_terms:
            terms = desk(plan).terms
            if cluster:
                shared = compiled.written(
                    terms, workers.folder, articles=chosen.examples, languages=languages
                )
                plan = replace(plan, compiled=shared)
        yield Run(plan, pieces.pieces_of(chosen, workers), workers, list(chosen.errors))


@functools.lru_cache(maxsize=1)
def desk(plan: Plan) -> Desk:
    """Return what is needed for every article, made once in each process."""
    terms = compiled.terms(plan.compiled) if plan.compiled else prepare.terms(plan.project)
    return Desk(terms, {each: prepare.check_contexts(terms, each) for each in plan.languages})


# --- articles ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Read(Generic[_Found]):
    """What was *found* in *count* articles, and what could not be read of them."""

    found: list[_Found]
    errors: list[AlihbahasaError]
    count: int


def results(
    task: Callable[[Plan, Piece], Read[_Found]], run: Run, *, progress: Progress = iter
) -> Iterator[tuple[int, list[_Found]]]:
    """Yield what *task* finds in each part of *run*, behind the place of its first article."""
    before = 0
    with parallel.working(
        functools.partial(task, run.plan), workers=run.workers, count=len(run.parts)
    ) as done:
        for read in pieces.watched(progress, pieces.steps(run.parts), done(run.parts)):
            run.errors += read.errors
            run.starts.append(before)
            yield place(before), read.found
            before += read.count


def of_articles(
    plan: Plan,
    piece: Piece,
    look: Callable[[int, Text], _Found],
    *,
    only: Container[int] | None = None,
) -> Read[_Found]:
    """Return what *look* finds in the articles of *piece*, each told its number there.

    With *only* some numbers the others are passed over.
    """
    found: list[_Found] = []
    errors: list[AlihbahasaError] = []
    count = 0
    for number, text in enumerate(pieces.texts(plan.project, piece)):
        count += 1
        if only is not None and number not in only:
            continue
        try:
            if text.error is not None:
                raise text.error
            found.append(look(number, text))
        except AlihbahasaError as error:
            errors.append(error)
    return Read(found, errors, count)


def document(plan: Plan, text: Text) -> Document:
    """Return the article that *text* is, cut into units."""
    return prepare.document_of(
        plan.project, text.article, text.data, shown=text.file, line=text.line
    )


def units(plan: Plan, text: Text) -> tuple[Unit, ...]:
    """Return the units of the article that *text* is; the places count them."""
    return segmentation.units(document(plan, text))


# --- places -----------------------------------------------------------------------


def place(article: int, unit: int = 0) -> int:
    """Return the place of a *unit*; places may be added where the other one is of an article.

    >>> place(2) + place(1, 7) == place(3, 7), parted(place(3, 7))
    (True, (3, 7))
    """
    return article << _UNIT | unit


def parted(place: int) -> tuple[int, int]:
    """Return the number of the article and that of the unit that *place* is made of."""
    return place >> _UNIT, place & (1 << _UNIT) - 1


def digest(text: str) -> int:
    """Return 64 bits that stand for *text*, as a number that a database can hold.

    Of 150 million texts two have the same with a chance of 1 in 1,600.
    """
    found = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)
