"""Looks again at the units that are shown: of all others no text is kept."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from alihbahasa import parallel, segmentation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Position, Side, Unit, raw, unit_id
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.corpus import reading
from alihbahasa.workflow.corpus.reading import Plan, Read, Run
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


#: What is wanted of a part: by the number of the article in it and the language, the units.
_OfPart: TypeAlias = Mapping[int, Mapping[str, Sequence[int]]]


def looked_up(run: Run, wanted: Iterable[Wanted]) -> Mapping[Wanted, Sight]:
    """Return the units *wanted* of those that *run* read; what fails is added to its errors."""
    parts: dict[int, dict[int, dict[str, list[int]]]] = {}
    for language, place in sorted(set(wanted), key=lambda each: each[::-1]):
        article, unit = reading.parted(place)
        part = bisect_right(run.starts, article) - 1
        of_part = parts.setdefault(part, {})
        of_part.setdefault(article - run.starts[part], {}).setdefault(language, []).append(unit)
    asked = [(run.parts[part], of_part) for part, of_part in parts.items()]
    found: dict[Wanted, Sight] = {}
    task = functools.partial(of_piece, run.plan)
    with parallel.working(task, workers=run.workers, count=len(asked)) as done:
        for part, read in zip(parts, done(asked), strict=True):
            run.errors += read.errors
            for number, sights in read.found:
                for language, unit, sight in sights:
                    found[language, reading.place(run.starts[part] + number, unit)] = sight
    return found


_Found: TypeAlias = tuple[int, list[tuple[str, int, Sight]]]


def of_piece(plan: Plan, asked: tuple[Piece, _OfPart]) -> Read[_Found]:
    """Return the units of a piece that are *asked* for."""
    piece, wanted = asked
    return reading.of_articles(
        plan, piece, functools.partial(_of_article, wanted, plan), only=wanted
    )


def _of_article(wanted: _OfPart, plan: Plan, number: int, text: Text) -> _Found:
    document = reading.document(plan, text)
    fresh = segmentation.units(document)
    found: list[tuple[str, int, Sight]] = []
    for language, numbers in wanted[number].items():
        if max(numbers) >= len(fresh):
            raise AlihbahasaError(
                "the article changed while it was looked at", file=text.file, line=text.line
            )
        if not language:
            sights = _in_article([fresh[at] for at in numbers], document, text)
        else:
            there = collect(plan.project, text.article, language=language, fresh=fresh)
            units = [there.active[at] for at in numbers]
            sights = _in_store(units, there.base, plan.project.shown(there.base.path))
        found += [(language, at, each) for at, each in zip(numbers, sights, strict=True)]
    return number, found


def _in_article(units: Iterable[Unit], document: Document, text: Text) -> Iterator[Sight]:
    positions = prepare.positions(document)
    for unit in units:
        # A text in an archive has no lines there but the one of its record.
        line, column = positions[unit.id] if text.line is None else (text.line, 1)
        yield Sight(unit.id, raw(unit.source), "", Position(text.file, line, column))


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
