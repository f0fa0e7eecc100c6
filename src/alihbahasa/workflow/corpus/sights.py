"""Looks again at the units that are shown: of all others no text is kept."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from alihbahasa import segmentation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Position, Side, Unit, raw, unit_id
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.corpus import reading
from alihbahasa.workflow.corpus.reading import Plan
from alihbahasa.workflow.exchange import Loaded
from alihbahasa.workflow.pieces import Piece, Text

#: What tells a unit: its language, "" in the article itself, and its place.
Wanted: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """A unit with its texts, and where it stands: in its article, or in the store of a language."""

    unit: str
    source: str
    target: str
    place: Position


def looked_up(
    plan: Plan,
    articles: Sequence[str],
    wanted: Iterable[Wanted],
    *,
    jobs: int | None,
    errors: list[AlihbahasaError],
) -> Mapping[Wanted, Sight]:
    """Return the units *wanted*, whose places count *articles*; what fails is added to *errors*."""
    by_article: defaultdict[int, defaultdict[str, list[int]]]
    by_article = defaultdict(lambda: defaultdict(list))
    for language, place in wanted:
        article, unit = reading.parted(place)
        by_article[article][language].append(unit)
    numbers = sorted(by_article)
    by_name = {articles[number]: dict(by_article[number]) for number in numbers}
    task = functools.partial(of_piece, by_name)
    found: dict[Wanted, Sight] = {}
    for before, results in reading.results(task, plan, tuple(by_name), jobs=jobs, errors=errors):
        for number, sights in results:
            for language, unit, sight in sights:
                found[language, reading.place(numbers[before + number], unit)] = sight
    return found


_Found: TypeAlias = tuple[int, list[tuple[str, int, Sight]]]


def of_piece(
    wanted: Mapping[str, Mapping[str, Sequence[int]]], plan: Plan, piece: Piece
) -> tuple[list[_Found], list[AlihbahasaError]]:
    """Return the units *wanted* of the articles of *piece*."""
    return reading.of_articles(plan, piece, functools.partial(_of_article, wanted, plan))


def _of_article(
    wanted: Mapping[str, Mapping[str, Sequence[int]]], plan: Plan, number: int, text: Text
) -> _Found:
    document = reading.document(plan, text)
    fresh = segmentation.units(document)
    found: list[tuple[str, int, Sight]] = []
    for language, numbers in wanted[text.article].items():
        if max(numbers) >= len(fresh):
            raise AlihbahasaError("the article changed while it was looked at", file=text.shown)
        if not language:
            sights = _in_article([fresh[at] for at in numbers], document, text.shown)
        else:
            there = collect(plan.project, text.article, language=language, fresh=fresh)
            units = [there.active[at] for at in numbers]
            sights = _in_store(units, there.base, plan.project.shown(there.base.path))
        found += [(language, at, each) for at, each in zip(numbers, sights, strict=True)]
    return number, found


def _in_article(units: Iterable[Unit], document: Document, shown: str) -> Iterator[Sight]:
    positions = prepare.positions(document)
    for unit in units:
        yield Sight(unit.id, raw(unit.source), "", Position(shown, *positions[unit.id]))


def _in_store(units: Sequence[Unit], file: Loaded, shown: str) -> Iterator[Sight]:
    # A unit whose source was edited since the last export stands under the one before.
    keys = [
        [
            (id, Side.TARGET, 0)
            for id in (
                unit.id,
                *([unit_id(unit.previous, unit.kind, unit.context)] if unit.previous else ()),
            )
        ]
        for unit in units
    ]
    wanted = [key for each in keys for key in each]
    there = {} if file.data is None else file.format.locate(file.data, wanted)
    for unit, names in zip(units, keys, strict=True):
        line, column = next((there[name] for name in names if name in there), (1, 1))
        place = Position(shown, line, column)
        yield Sight(unit.id, raw(unit.source), raw(unit.target or ()), place)
