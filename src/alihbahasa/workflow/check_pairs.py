"""Check pairs: each line is a source, a tab and its target.

That is what another program has at hand: no file, no project, no ids.  A pair
stands alone, so nothing that takes several of them is checked.  An empty line
is a pair of nothing, so that answers line up; one without a tab is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alihbahasa import checking
from alihbahasa.checking import Running
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Kind, Position, Side, State, Unit
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.check_rules import Rules


@dataclass(frozen=True, slots=True)
class Pairs:
    """Lines of pairs of the languages *source* and *target*; *shown* is what errors call them."""

    lines: Iterable[bytes]
    source: str
    target: str
    shown: str = "standard input"


def findings(
    pairs: Pairs, *, rules: Rules, running: Sequence[Running]
) -> Iterator[tuple[Finding, ...]]:
    """Yield what is found in each pair, in order, by line and column.

    Raises AlihbahasaError with the line for one that is no pair.
    """
    context = rules.contexts(pairs.source, pairs.target)("")
    terms = rules.terms(pairs.source)
    recogniser = None if terms.is_empty else terms.source("")
    for number, line in enumerate(pairs.lines, 1):
        unit = _unit(line, number, pairs.shown)
        if unit is None:
            yield ()
            continue
        units: tuple[Unit, ...] = (unit,)
        if recogniser is not None:
            units = prepare.with_renderings(prepare.with_mentions(units, recogniser), context)
        yield tuple(
            _placed(found, number, pairs.shown)
            for found in checking.findings(units, running=running, context=context, article="")
        )


def _unit(line: bytes, number: int, shown: str) -> Unit | None:
    """Return the pair in *line* as a unit, whose id is its *number*; None for an empty one."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8", "replace")) + 1
        raise AlihbahasaError(
            "not UTF-8", file=shown, line=number, column=column, hint="send lines of UTF-8"
        ) from error
    source, tab, target = text.partition("\t")
    if not tab:
        if not text.strip():
            return None
        raise AlihbahasaError(
            "no tab in this line",
            file=shown,
            line=number,
            hint="a pair is a source, a tab and its target",
        )
    return Unit(str(number), Kind.PARAGRAPH, (source,), (target,), state=State.TRANSLATED)


def _placed(finding: Finding, line: int, shown: str) -> Finding:
    """Return *finding* with its place: the target begins behind the source and a tab."""
    _, side, start = checking.offset(finding)
    if side is Side.TARGET:
        start += len(str(finding.unit.source[0])) + 1
    place = Position(shown, line, start + 1)
    end = Position(shown, line, start + 1 + len(finding.spans[0])) if finding.spans else None
    return replace(finding, place=place, end=end)
