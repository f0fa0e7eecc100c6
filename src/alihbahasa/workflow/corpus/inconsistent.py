"""Inconsistent: one sentence with several translations, one term with several renderings.

A sentence is the same where the check ``inconsistent-target`` takes it for the
same, and so are two targets; two renderings of a term are one name where
``term-varies`` says so.  Only finished translations are looked at.
"""

from __future__ import annotations

import functools
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    EMPTY_TARGET,
    Level,
    Position,
    Rendering,
    RenderingKind,
    Unit,
    plain,
    raw,
)
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.storage import databases
from alihbahasa.terminology.naming import is_one_name
from alihbahasa.text import as_written
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.corpus import reading, sights
from alihbahasa.workflow.corpus.reading import Plan, Read
from alihbahasa.workflow.corpus.sights import Sight, Wanted
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the ways something is translated: its *text*, in how many places and articles.

    *place* is the first of them, in the file that translators write.  Of a
    term, *kind* tells what the glossary says of it; the text is "" where nothing
    is known that renders the term.
    """

    text: str
    places: int
    articles: int
    place: Position
    kind: RenderingKind | None = None


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What has several *variants* in a *language*, the most frequent first.

    *name* is the id of a unit or the key of a concept, *source* its text.
    """

    language: str
    name: str
    source: str
    variants: tuple[Variant, ...]

    @property
    def places(self) -> int:
        """The places of all variants."""
        return sum(each.places for each in self.variants)


@dataclass(frozen=True, slots=True)
class Inconsistencies:
    """Those shown, the most frequent first, and how many there are; *errors* were not read."""

    sentences: tuple[Inconsistency, ...]
    terms: tuple[Inconsistency, ...]
    sentence_count: int
    term_count: int
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
) -> Inconsistencies:
    """Return what is translated in several ways in *articles*, and in *least* places or more.

    *limit* is how many sentences, and how many terms, are shown.  The memory of
    the run grows with what is shown and with the renderings of the glossary's
    terms, and not with the articles.
    """
    with reading.begun(
        project,
        articles,
        prepare.chosen_languages(project, languages),
        has_terms=True,
        jobs=jobs,
        cluster=cluster,
    ) as run:
        glossary = reading.desk(run.plan).terms.glossary
        renderings: dict[_Named, _Use] = {}
        with databases.scratch() as database:
            database.execute("create table units (language, source, target, place, places)")
            for base, found in reading.results(of_piece, run, progress=progress):
                for each in found:
                    for name, (places, first) in each.renderings.items():
                        use = renderings.setdefault(
                            name, _Use(base + first, kind=name[2], text=name[3])
                        )
                        use.places += places
                        use.articles += 1
                database.execute("begin")
                database.executemany(
                    "insert into units values (?, ?, ?, ?, ?)",
                    (
                        (language, source, target, base + place, places)
                        for each in found
                        for language, source, target, place, places in each.sentences
                    ),
                )
                database.execute("commit")
            sentence_count, sentences = _sentences(database, least=least, limit=limit)
        terms = _terms(renderings, least=least)
        tags = run.plan.languages
        there = sights.looked_up(
            run,
            [
                (tags[group.language], use.first)
                for group in (*sentences, *terms[:limit])
                for use in group.uses
            ],
        )
        keys = {group.key for group in terms[:limit]}
        names = {
            each.key: each.terms_in(project.settings.project.source)[0].text
            for each in glossary.concepts
            if each.key in keys
        }
        return Inconsistencies(
            tuple(_told(sentences, there, names, tags)),
            tuple(_told(terms[:limit], there, names, tags)),
            sentence_count,
            len(terms),
            tuple(run.errors),
        )


@dataclass(slots=True)
class _Use:
    """One way to translate something: the *first* place, and how many there are."""

    first: int
    places: int = 0
    articles: int = 0
    kind: RenderingKind | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Group:
    """What is translated in several ways, the most frequent first; *key* is "" for a sentence."""

    language: int
    key: str
    uses: Sequence[_Use]


def _told(
    groups: Iterable[_Group],
    there: Mapping[Wanted, Sight],
    names: Mapping[str, str],
    tags: Sequence[str],
) -> Iterator[Inconsistency]:
    """Yield *groups* with their texts; one that was not found *there* is among the errors."""
    for group in groups:
        language = tags[group.language]
        seen = [there.get((language, use.first)) for use in group.uses]
        variants = tuple(
            Variant(
                use.text if use.kind else sight.target,
                use.places,
                use.articles,
                sight.place,
                use.kind,
            )
            for use, sight in zip(group.uses, seen, strict=True)
            if sight
        )
        first = seen[0]
        if first and len(variants) == len(seen):
            name, source = (
                (group.key, names[group.key]) if group.key else (first.unit, first.source)
            )
            yield Inconsistency(language, name, source, variants)


# --- sentences --------------------------------------------------------------------

_VARIED = """
create table varied as
select language, source, sum(places) as places, min(place) as place from units
group by language, source having min(target) <> max(target) and sum(places) >= ?
"""

# The large table is read from end to end, and the small one looked into.
_USES = """
select language, varied.place, sum(units.places) as places, count(*), min(units.place) as first
from units cross join (
    select * from varied order by places desc, place, language limit ?
) as varied using (language, source)
group by varied.places, varied.place, language, target
order by varied.places desc, varied.place, language, places desc, first
"""


def _sentences(
    database: sqlite3.Connection, *, least: int, limit: int
) -> tuple[int, tuple[_Group, ...]]:
    """Return how many sentences have several targets, and the most frequent of them."""
    database.execute(_VARIED, (least,))
    (count,) = database.execute("select count(*) from varied").fetchone()
    groups: defaultdict[tuple[int, int], list[_Use]] = defaultdict(list)
    for language, place, places, articles, first in database.execute(_USES, (limit,)):
        groups[language, place].append(_Use(first, places, articles))
    return count, tuple(_Group(language, "", uses) for (language, _), uses in groups.items())


# --- terms ------------------------------------------------------------------------

#: A rendering: the number of its language, the key of the concept, its kind and its text.
_Named: TypeAlias = tuple[int, str, RenderingKind, str]


def _terms(renderings: Mapping[_Named, _Use], *, least: int) -> tuple[_Group, ...]:
    """Return the concepts whose *renderings* are more than one name, the most frequent first."""
    groups: defaultdict[tuple[int, str], list[_Use]] = defaultdict(list)
    for (language, key, *_), use in renderings.items():
        groups[language, key].append(use)
    found: list[tuple[int, str, int, _Group]] = []
    for (language, key), uses in groups.items():
        # The usual one is first; of those that are equal, the preferred one.
        uses.sort(key=lambda use: (-use.places, use.kind is not RenderingKind.PREFERRED, use.first))
        places = sum(use.places for use in uses)
        if places >= least and _varies(uses):
            found.append((-places, key, language, _Group(language, key, uses)))
    return tuple(group for *_, group in sorted(found, key=lambda each: each[:3]))


def _varies(uses: Iterable[_Use]) -> bool:
    """Tell whether *uses* are more than one name, but for those of which nothing is known."""
    names = [use.text for use in uses if use.kind is not RenderingKind.NONE]
    return any(not is_one_name(each, names[0]) for each in names[1:])


# --- articles ---------------------------------------------------------------------

#: A finished unit: the number of its language, the digests of its source and of its target, its
#: place, and how many it has.
_Row: TypeAlias = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Article:
    """What an article has: its finished units, and of its renderings the places and the first."""

    sentences: Sequence[_Row]
    renderings: Mapping[_Named, tuple[int, int]]


def of_piece(plan: Plan, piece: Piece) -> Read[_Article]:
    """Return the finished translations in each article of *piece*."""
    return reading.of_articles(plan, piece, functools.partial(_of_article, plan))


def _of_article(plan: Plan, number: int, article: Text) -> _Article:
    fresh = reading.units(plan, article)
    desk = reading.desk(plan)
    finished = {
        language: {
            at: unit
            for at, unit in enumerate(
                collect(plan.project, article.article, language=language, fresh=fresh).active
            )
            # What is left out on purpose is no translation.
            if unit.is_finished and raw(unit.target or ()) != EMPTY_TARGET
        }
        for language in plan.languages
    }
    # Terms are looked for where there is anything that could render them.
    numbers = sorted({at for units in finished.values() for at in units})
    looked = prepare.recognised(tuple(fresh[at] for at in numbers), article.article, desk.terms)
    mentions = {at: unit.mentions for at, unit in zip(numbers, looked, strict=True)}
    sentences: list[_Row] = []
    renderings: dict[_Named, tuple[int, int]] = {}
    for language_number, (language, units) in enumerate(finished.items()):
        context = desk.contexts[language](article.article)
        for at, unit in units.items():
            place, places = reading.place(number, at), max(len(unit.places), 1)
            target = reading.digest(as_written(plain(unit.target or ())))
            sentences.append((language_number, reading.digest(unit.id), target, place, places))
            unit = replace(unit, mentions=mentions[at])
            for each in prepare.with_renderings([unit], context)[0].renderings:
                if each.mention.concept.level is not Level.INFO:
                    name = (language_number, *_name(each, unit))
                    before, first = renderings.get(name, (0, place))
                    renderings[name] = before + places, first
    return _Article(sentences, renderings)


def _name(rendering: Rendering, unit: Unit) -> tuple[str, RenderingKind, str]:
    """Return the concept of *rendering*, its kind, and its term or else its words."""
    if rendering.term is not None:
        text = rendering.term.text
    else:
        text = rendering.span.of(plain(unit.target or ())) if rendering.span else ""
    return rendering.mention.concept.key, rendering.kind, text
