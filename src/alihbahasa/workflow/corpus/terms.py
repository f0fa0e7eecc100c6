"""Terms: how often the terms of the glossaries stand in the articles, and in how many of them."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Grade
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology.usage import is_asked
from alihbahasa.workflow import prepare
from alihbahasa.workflow.corpus import reading
from alihbahasa.workflow.corpus.reading import Plan, Read
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress

#: How a mention may be found that counts.
GRADES = (Grade.EXACT, Grade.VARIANT, Grade.INFLECTED)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a concept is mentioned, or one *term* of it, by grade, and in how many *articles*.

    *lacking* are the target languages that the glossary has no term for.
    """

    concept: str
    term: str
    articles: int
    grades: Mapping[Grade, int]
    lacking: tuple[str, ...] = ()

    @property
    def mentions(self) -> int:
        """The number of mentions, each place counted."""
        return sum(self.grades.values())


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The *rows*, the most frequent first; how many *articles* were read, and what could not be."""

    rows: tuple[Frequency, ...]
    articles: int
    errors: tuple[AlihbahasaError, ...] = ()


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    by_term: bool = False,
    jobs: int | None = 1,
    cluster: str = "",
    progress: Progress = iter,
) -> Frequencies:
    """Return how often each concept with a source term is mentioned in *articles*, or never is.

    *by_term* has a row for each source term, and else the first one stands for
    all of a concept.
    """
    with reading.begun(
        project,
        articles,
        has_terms=True,
        jobs=jobs,
        cluster=cluster,
    ) as run:
        concepts = reading.desk(run.plan).terms.glossary.concepts
        mentions: Counter[tuple[str, str, Grade]] = Counter()
        spread: Counter[tuple[str, str]] = Counter()
        count = 0
        for _, found in reading.results(of_piece, run, progress=progress):
            count += len(found)
            for there in found:
                mentions.update(there)
                spread.update({(key, term) for key, term, _ in there})
                spread.update({(key, "") for key, _, _ in there})
        rows = [
            row
            for concept in concepts
            for row in _rows(project, concept, mentions, spread, by_term=by_term)
        ]
        return Frequencies(
            tuple(sorted(rows, key=lambda row: (-row.mentions, row.concept, row.term))),
            count,
            tuple(run.errors),
        )


def _rows(
    project: Project,
    concept: Concept,
    mentions: Mapping[tuple[str, str, Grade], int],
    spread: Mapping[tuple[str, str], int],
    *,
    by_term: bool,
) -> Iterator[Frequency]:
    key, settings = concept.key, project.settings.project
    terms = tuple(dict.fromkeys(term.text for term in concept.terms_in(settings.source)))
    lacking = tuple(each for each in settings.targets if not is_asked(concept, each))
    for term in terms if by_term else terms[:1]:
        counted = (term,) if by_term else terms
        yield Frequency(
            key,
            term,
            spread[key, term if by_term else ""],
            {grade: sum(mentions[key, each, grade] for each in counted) for grade in GRADES},
            lacking,
        )


#: How often an article has a term, by the key of its concept, its text and the grade.
_Counts: TypeAlias = Counter[tuple[str, str, Grade]]


def of_piece(plan: Plan, piece: Piece) -> Read[_Counts]:
    """Count the mentions in each article of *piece*."""
    return reading.of_articles(plan, piece, functools.partial(_of_article, plan))


def _of_article(plan: Plan, number: int, article: Text) -> _Counts:
    found: defaultdict[tuple[str, str, Grade], int] = defaultdict(int)
    units = reading.units(plan, article)
    for unit in prepare.recognised(units, article.article, reading.desk(plan).terms):
        for each in unit.mentions:
            found[each.concept.key, each.term.text, each.grade] += max(len(unit.places), 1)
    return Counter(found)
