"""Repeats: open sentences that stand in several places, by the words that one translation saves."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TypeAlias

from alihbahasa import text
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Position, plain
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.storage import databases
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.corpus import reading, sights
from alihbahasa.workflow.corpus.reading import Plan, Read
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sentence that is open in some of its *places*, the first of which is *place*.

    *unit* is its id; *words* are those of one place, *translated* the places
    that have a finished translation.
    """

    language: str
    unit: str
    source: str
    words: int
    places: int
    articles: int
    translated: int
    place: Position

    @property
    def saved(self) -> int:
        """The words of the open places but for one to translate, where none is translated yet."""
        return self.words * (self.places - self.translated - (not self.translated))


@dataclass(frozen=True, slots=True)
class Repeats:
    """The *shown* repetitions, those that save most first; how many there are, and what all save.

    *errors* say what could not be read.
    """

    shown: tuple[Repeat, ...]
    count: int
    saved: int
    errors: tuple[AlihbahasaError, ...] = ()


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    least: int = 2,
    limit: int = 100,
    jobs: int | None = 1,
    cluster: str = "",
    progress: Progress = iter,
) -> Repeats:
    """Return the sentences that stand in *least* places of *articles*, and are open in some.

    A sentence is one in each of *languages*; headings and body text are two,
    as they are units of their own.  The memory of the run does not grow with the articles.
    """
    with reading.begun(
        project,
        articles,
        prepare.chosen_languages(project, languages),
        has_terms=False,
        jobs=jobs,
        cluster=cluster,
    ) as run:
        with databases.scratch() as database:
            database.execute(
                "create table units (language, source, place, places, words, finished)"
            )
            for base, found in reading.results(of_piece, run, progress=progress):
                database.execute("begin")
                database.executemany(
                    "insert into units values (?, ?, ?, ?, ?, ?)",
                    (
                        (language, source, base + place, places, words, finished)
                        for rows in found
                        for language, source, place, places, words, finished in rows
                    ),
                )
                database.execute("commit")
            database.execute(_REPEATED, (least,))
            count, saved = database.execute(
                "select count(*), total(saved) from repeated"
            ).fetchone()
            rows = database.execute(_SHOWN, (limit,)).fetchall()
        there = sights.looked_up(run, [("", place) for *_, place in rows])
        return Repeats(
            tuple(
                Repeat(
                    run.plan.languages[language],
                    sight.unit,
                    sight.source,
                    words=words,
                    places=places,
                    articles=articles_there,
                    translated=translated,
                    place=sight.place,
                )
                for language, words, places, articles_there, translated, place in rows
                if (sight := there.get(("", place)))
            ),
            count,
            int(saved),
            tuple(run.errors),
        )


_REPEATED = """
create table repeated as
select *, words * (places - translated - (translated = 0)) as saved from (
    select language, max(words) as words, sum(places) as places, count(*) as articles,
           sum(places * finished) as translated, min(place) as place
    from units group by language, source having sum(places) >= ?
) where saved > 0
"""

_SHOWN = """
select language, words, places, articles, translated, place from repeated
order by saved desc, place, language limit ?
"""

#: A unit: the number of its language, the digests of its source, its place, how many it has, its
#: words, and whether it is finished.
_Row: TypeAlias = tuple[int, int, int, int, int, bool]


def of_piece(plan: Plan, piece: Piece) -> Read[list[_Row]]:
    """Return the units of each article of *piece*, by language."""
    return reading.of_articles(plan, piece, functools.partial(_of_article, plan))


def _of_article(plan: Plan, number: int, article: Text) -> list[_Row]:
    fresh = reading.units(plan, article)
    told = [
        (
            reading.digest(unit.id),
            reading.place(number, at),
            max(len(unit.places), 1),
            text.word_count(plain(unit.source)),
        )
        for at, unit in enumerate(fresh)
    ]
    rows: list[_Row] = []
    for at, language in enumerate(plan.languages):
        found = collect(plan.project, article.article, language=language, fresh=fresh)
        rows += [
            (at, *each, unit.is_finished) for each, unit in zip(told, found.active, strict=True)
        ]
    return rows
