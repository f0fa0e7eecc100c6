"""The page of the project: articles and languages, how far they are, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime

from alihbahasa.model import RenderingKind, Severity
from alihbahasa.pages.assembling import Frame, page
from alihbahasa.pages.glossary import RENDERINGS, place
from alihbahasa.pages.plots import Bar, Part, Plot
from alihbahasa.pages.review import Language
from alihbahasa.records import dataclass

#: How far words are, from the farthest.
STAGES = (
    Part("final", "final"),
    Part("reviewed", "reviewed"),
    Part("translated", "done"),
    Part("draft", "draft"),
    Part("not translated", "none"),
)
_OPEN = 2

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)

#: What there is of a sentence, as ``status --by-band`` tells it, from the most to nothing.
BANDS = (
    Part("translated", "done"),
    Part("repetition", "info"),
    Part("in context", "final"),
    Part("100", "reviewed"),
    Part("95-99", "light"),
    Part("85-94", "pale"),
    Part("75-84", "sand"),
    Part("50-74", "draft"),
    Part("no match", "none"),
)

#: How many checks are plotted.
_CHECKS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """An article in a language: its *words* by stage, each place of a unit counted.

    *findings* are those above info, *changed* units whose source or glossary
    changed since, *whom* are those who have some of it, *revised* is when a
    translation last changed, where that is known.
    """

    words: tuple[int, ...]
    findings: int
    conflicts: int
    changed: int
    whom: Sequence[str]
    revised: datetime | None

    @property
    def total(self) -> int:
        """All its words."""
        return sum(self.words)

    @property
    def left(self) -> int:
        """The words that nobody has finished."""
        return sum(self.words[-_OPEN:])

    @property
    def percent(self) -> int:
        """How much of it is finished; 100 is said of all of it alone."""
        return 100 * (self.total - self.left) // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Row:
    """An article, its *title* and *words*, and how far it is, by language: None if unreadable."""

    article: str
    title: str
    words: int
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Column:
    """A target language: the file of its *review*, its findings by check, its renderings.

    *bands* are words by what the memory has for them, by ``Band``, where that was asked for.
    """

    language: Language
    review: str
    findings: Mapping[tuple[str, Severity], int]
    renderings: Mapping[RenderingKind, int]
    bands: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """Units that somebody has: a job of ``pack``."""

    name: str
    language: str
    whom: str
    words: int
    units: int
    back: int
    packed: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    source: Language
    columns: Sequence[Column]
    rows: Sequence[Row]
    tasks: Sequence[Task]
    concepts: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """How far a language is as a whole."""

    column: Column
    cell: Cell


def render(overview: Overview, frame: Frame) -> str:
    """Return the page of *overview*, one file that needs no other."""
    sums = [_sum(each, at, overview.rows) for at, each in enumerate(overview.columns)]
    data = {
        "rows": [
            {
                "text": f"{row.article}\n{row.title}",
                "words": row.words,
                "cells": [_data(each) for each in row.cells],
            }
            for row in overview.rows
        ]
    }
    plots = (
        _by_stage(sums),
        _by_band(overview.columns),
        _by_check(overview.columns),
        _by_rendering(overview.columns),
    )
    return page(
        "overview.html",
        frame,
        styles=("lists.css", "plots.css", "overview.css"),
        scripts=("lists.js", "overview.js"),
        data=data,
        overview=overview,
        sums=sums,
        figures=[each for each in plots if not each.is_plain],
        words=sum(row.words for row in overview.rows),
        place=place,
    )


def _data(cell: Cell | None) -> list[object]:
    """Return by what the script sorts *cell*: progress, words left, findings, conflicts, date."""
    if cell is None:
        return [-1, -1, -1, -1, ""]
    date = cell.revised.isoformat() if cell.revised else ""
    share = (cell.total - cell.left) / cell.total if cell.total else 1
    return [round(share, 4), cell.left, cell.findings, cell.conflicts, date]


def _sum(column: Column, at: int, rows: Sequence[Row]) -> _Sum:
    cells = [cell for row in rows for cell in (row.cells[at],) if cell]
    return _Sum(
        column,
        Cell(
            tuple(sum(each.words[stage] for each in cells) for stage in range(len(STAGES))),
            findings=sum(each.findings for each in cells),
            conflicts=sum(each.conflicts for each in cells),
            changed=sum(each.changed for each in cells),
            whom=tuple(dict.fromkeys(name for each in cells for name in each.whom)),
            revised=max((each.revised for each in cells if each.revised), default=None),
        ),
    )


def _by_stage(sums: Sequence[_Sum]) -> Plot:
    bars = [
        Bar(
            each.column.language.name,
            each.cell.words,
            f"{each.cell.percent} %",
            each.column.review,
        )
        for each in sums
    ]
    return Plot("stages", "Words by how far they are", "words", STAGES, bars, are_shares=True)


def _by_band(columns: Sequence[Column]) -> Plot:
    bars = []
    for each in columns:
        values = [each.bands.get(band.name, 0) for band in BANDS]
        bars.append(Bar(each.language.name, values, f"{values[-1]:,} new", each.review))
    return Plot("bands", "Words by what the memory has", "words", BANDS, bars, are_shares=True)


def _by_check(columns: Sequence[Column]) -> Plot:
    """Return the checks that find most, those of the heaviest findings first."""
    counts: dict[str, list[int]] = {}
    for column in columns:
        for (check, severity), count in column.findings.items():
            if severity in _SEVERITIES:
                found = counts.setdefault(check, [0] * len(_SEVERITIES))
                found[_SEVERITIES.index(severity)] += count
    order = sorted(counts.items(), key=lambda each: (-sum(each[1]), each[0]))
    bars = [Bar(check, values, f"{sum(values):,}") for check, values in order[:_CHECKS]]
    rest = [values for _, values in order[_CHECKS:]]
    if rest:
        values = [sum(each) for each in zip(*rest, strict=True)]
        bars.append(Bar(f"{len(rest)} other checks", values, f"{sum(values):,}"))
    parts = tuple(Part(each.value, each.value) for each in _SEVERITIES)
    return Plot("checks", "Findings by check", "findings", parts, bars)


def _by_rendering(columns: Sequence[Column]) -> Plot:
    kinds = [kind for kind in RENDERINGS if any(each.renderings.get(kind) for each in columns)]
    bars = []
    for each in columns:
        values = [each.renderings.get(kind, 0) for kind in kinds]
        allowed = sum(value for kind, value in zip(kinds, values, strict=True) if kind.is_allowed)
        figure = f"{100 * allowed // sum(values)} % as asked" if sum(values) else "none"
        bars.append(Bar(each.language.name, values, figure, "glossary.html"))
    parts = [RENDERINGS[kind] for kind in kinds]
    return Plot("terms", "Terms by how they are rendered", "terms", parts, bars, are_shares=True)
