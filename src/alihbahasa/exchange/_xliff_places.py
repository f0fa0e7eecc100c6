"""Finding the line and column of offsets in the texts of XLIFF units.

lxml gives no column, so a second pass, by expat, notes where each run of text
stands in the file; references and CDATA sections are seen through.  In a target
whose codes came back as text (see ``inline.mended``) places are a few columns
early, for there the codes are counted as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO

from alihbahasa import xmlio
from alihbahasa.exchange import _xliff
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.model import Side
from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True)
class _Run:
    """Text that stands in the file as it is read: one line, no reference unless one character."""

    line: int
    column: int
    length: int


@dataclass(slots=True)
class _Text:
    """The runs of one source or target while it is read, and where it begins."""

    line: int
    column: int
    runs: list[_Run]
    order: int | None = None


@dataclass(slots=True)
class _Level:
    """An element within a text: the strings directly in it, and which runs each is made of."""

    runs: list[list[int]]
    strings: list[str]
    is_native: bool = False


@dataclass(slots=True)
class _Segment:
    """A segment, or an ignorable piece between two, with its texts."""

    name: str
    texts: dict[Side, _Text]


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]], *, dialect: _xliff.Dialect
) -> dict[tuple[str, Side, int], tuple[int, int]]:
    """Find the line and column of offsets in the texts of units (see ``contracts.Locate``)."""
    by_unit: dict[str, list[tuple[str, Side, int]]] = {}
    for each in wanted:
        by_unit.setdefault(each[0], []).append(each)
    found: dict[tuple[str, Side, int], tuple[int, int]] = {}
    if not by_unit:
        return found
    ids = [unit.id for unit in dialect.read(BytesIO(data))[1]]
    for id, texts in zip(ids, _texts(xmlio.decode(data)[1], dialect), strict=True):
        for key in by_unit.pop(id, ()):
            found[key] = _place(texts, key)
    return found


def _place(texts: Mapping[Side | None, list[_Text]], key: tuple[str, Side, int]) -> tuple[int, int]:
    _, side, offset = key
    pieces = texts.get(side) or texts.get(None) or []
    runs = [run for piece in pieces for run in piece.runs]
    left = offset
    for run in runs:
        if left < run.length:
            return run.line, run.column + left
        left -= run.length
    if runs:
        return runs[0].line, runs[0].column
    return pieces[0].line, pieces[0].column


def _texts(data: bytes, dialect: _xliff.Dialect) -> Iterator[Mapping[Side | None, list[_Text]]]:
    """Return, for every unit of *data* in turn, its texts; under None where the unit begins."""
    units: list[dict[Side | None, list[_Text]]] = []
    segments: list[_Segment] = []
    path: list[str] = []
    text: _Text | None = None
    levels: list[_Level] = []
    native = 0
    sides = {"source": Side.SOURCE, "target": Side.TARGET}

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal text, native
        namespace, _, local = name.rpartition(" ")
        if namespace and not namespace.startswith(dialect.namespace):
            local = ""
        line, column = scanner.CurrentLineNumber, scanner.CurrentColumnNumber + 1
        if not path:
            if local == dialect.unit:
                path.append(local)
                units.append({None: [_Text(line, column, [])]})
                segments.clear()
            return
        path.append(local)
        if text is not None:
            levels[-1].strings.append("")
            levels[-1].runs.append([])
            levels.append(_Level([[]], [""]))
            levels[-1].is_native = local in dialect.native or (
                attributes.get("mtype") == dialect.deleted
            )
            native += levels[-1].is_native
            if local == "cp":
                text.runs.append(_Run(line, column, 1))
        elif len(path) == 2 and local in dialect.sides:
            segments.append(_Segment(local, {}))
        elif local in sides and len(path) == (3 if dialect.sides else 2):
            if dialect.sides and path[1] not in dialect.sides:
                return
            if not dialect.sides and not segments:
                segments.append(_Segment(dialect.unit, {}))
            text = _Text(0, 0, [])
            order = attributes.get("order", "")
            if order.isascii() and order.isdigit() and len(order) < 10:
                text.order = int(order)
            segments[-1].texts.setdefault(sides[local], text)
            levels.append(_Level([[]], [""]))

    def characters(string: str) -> None:
        if text is None:
            return
        line, column = scanner.CurrentLineNumber, scanner.CurrentColumnNumber + 1
        if not text.line:
            text.line, text.column = line, column
        if not native:
            levels[-1].runs[-1].append(len(text.runs))
            levels[-1].strings[-1] += string
            text.runs.append(_Run(line, column, len(string)))

    def end(_: str) -> None:
        nonlocal text, native
        if not path:
            return
        path.pop()
        if text is not None:
            if not text.line:
                text.line = scanner.CurrentLineNumber
                text.column = scanner.CurrentColumnNumber + 1
            level = levels.pop()
            for index in _layout_runs(level):
                text.runs[index] = replace(text.runs[index], length=0)
            native -= level.is_native
            if not levels:
                text.runs = [run for run in text.runs if run.length]
                text = None
        if not path:
            units[-1].update(_joined_texts(segments))

    scanner = xmlio.scanner(
        StartElementHandler=start, EndElementHandler=end, CharacterDataHandler=characters
    )
    xmlio.scan(data, scanner)
    return iter(units)


def _layout_runs(level: _Level) -> list[int]:
    """Return which runs directly in an element are indentation, and no text (``inline.layout``)."""
    indents = inline.layout(level.strings) if len(level.strings) > 1 else None
    if indents is None:
        return []
    inner, _ = indents
    *others, last = zip(level.strings, level.runs, strict=True)
    return last[1] + [index for string, runs in others if string == inner for index in runs]


def _joined_texts(segments: list[_Segment]) -> dict[Side | None, list[_Text]]:
    """Return the texts of a unit from those of its *segments*, targets in the order they give.

    What stands between segments is in the target too, if only as its source.
    """
    found: dict[Side | None, list[_Text]] = {}
    sources = [each.texts[Side.SOURCE] for each in segments if Side.SOURCE in each.texts]
    if sources:
        found[Side.SOURCE] = sources
    if any(Side.TARGET in each.texts for each in segments):
        targets = []
        for number, each in enumerate(segments, 1):
            text = each.texts.get(Side.TARGET)
            if text is None and each.name == "ignorable":
                text = each.texts.get(Side.SOURCE)
            if text is not None:
                targets.append((text.order or number, text))
        found[Side.TARGET] = [text for _, text in sorted(targets, key=lambda pair: pair[0])]
    return found
