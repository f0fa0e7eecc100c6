"""Goes through the articles of an archive in pieces, for all that count something in them.

A unit is told by its *place*, a number: that of its article, as they were
chosen, and its own among the units of that.  Places are in the order in which
people read, so that the first of several is the same whoever counted.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import TypeVar

from alihbahasa import parallel, segmentation
from alihbahasa.contracts import CheckContext
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import pieces, prepare
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress

_Found = TypeVar("_Found")

#: How many bits of a place are the number of a unit: an article has fewer characters.
_UNIT = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all articles of one run; *token* tells it from other runs."""

    token: str
    project: Project = field(compare=False)
    languages: tuple[str, ...] = field(compare=False, default=())


@dataclass(frozen=True, slots=True)
class Desk:
    """The glossary of a run: its *terms*, and what targets are looked at with, by language."""

    terms: prepare.Terms
    contexts: dict[str, Callable[[str], CheckContext]]


def plan_for(project: Project, languages: Sequence[str] = ()) -> Plan:
    """Return the plan of a new run."""
    return Plan(os.urandom(8).hex(), project, tuple(languages))


@functools.lru_cache(maxsize=1)
def desk(plan: Plan) -> Desk:
    """Return what is needed for every article, made once in each process."""
    terms = prepare.terms(plan.project)
    return Desk(terms, {each: prepare.check_contexts(terms, each) for each in plan.languages})


# --- articles ---------------------------------------------------------------------


def results(
    task: Callable[[Plan, Piece], tuple[list[_Found], list[AlihbahasaError]]],
    plan: Plan,
    articles: Sequence[str],
    *,
    jobs: int | None,
    errors: list[AlihbahasaError],
    progress: Progress = iter,
) -> Iterator[tuple[int, list[_Found]]]:
    """Yield what *task* finds in each piece of *articles*, behind how many came before.

    What could not be read is added to *errors*.
    """
    workers = pieces.workers_for(jobs, len(articles))
    parts = pieces.pieces_of(pieces.Chosen(tuple(articles)), workers)
    before = 0
    with parallel.working(functools.partial(task, plan), workers=workers, count=len(parts)) as done:
        found = pieces.watched(progress, parts, done(parts))
        for piece, (result, failed) in zip(parts, found, strict=True):
            errors += failed
            yield before, result
            before += len(piece.articles)


def of_articles(
    plan: Plan, piece: Piece, look: Callable[[int, Text], _Found]
) -> tuple[list[_Found], list[AlihbahasaError]]:
    """Return what *look* finds in each article of *piece*, told its number, and what went wrong."""
    found: list[_Found] = []
    errors: list[AlihbahasaError] = []
    for number, text in enumerate(pieces.texts(plan.project, piece)):
        try:
            if text.error is not None:
                raise text.error
            found.append(look(number, text))
        except AlihbahasaError as error:
            errors.append(error)
    return found, errors


def document(plan: Plan, text: Text) -> Document:
    """Return the article that *text* is, cut into units."""
    return prepare.document_of(plan.project, text.article, text.data, shown=text.shown)


def recognised(plan: Plan, text: Text) -> tuple[Unit, ...]:
    """Return the units of the article that *text* is, with the terms that they mention."""
    units = segmentation.units(document(plan, text))
    return prepare.recognised(units, text.article, desk(plan).terms)


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
