"""Findings: what checks say, and where."""

from __future__ import annotations

from enum import StrEnum

from alihbahasa.model.text import Span
from alihbahasa.model.units import Unit
from alihbahasa.records import dataclass


class Severity(StrEnum):
    """How much a finding weighs, from the heaviest; *off* findings are not made."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether this is at least as heavy as *threshold*."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


@dataclass(frozen=True, slots=True)
class GlossaryFinding:
    """A finding in a glossary: *concept* and *language* say what it is about.

    *place* is where the concept stands, *related* where the other one does
    that it collides with.
    """

    code: str
    check: str
    severity: Severity
    message: str
    place: Position
    concept: str
    language: str = ""
    related: Position | None = None
    fix: str = ""


class Side(StrEnum):
    """The text of a unit that something is said of."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Edit:
    """*text* is to be written over *span* of a text; an empty span is where it goes in."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of one unit.

    *spans* are the culprits in the text of *side*, *counterpart* what they
    answer to in the other text; *fix* is what to write instead, best first,
    for a person to choose from.  *edits* mend the target without anybody
    being asked: only what cannot be wrong is one.
    *severity* is given where it hangs on the case, as a term's level does.
    *about* tells remarks of one check on one unit apart, whatever else
    changes there: the key of a concept, a number.
    """

    message: str
    side: Side = Side.TARGET
    spans: tuple[Span, ...] = ()
    counterpart: tuple[Span, ...] = ()
    fix: tuple[str, ...] = ()
    severity: Severity | None = None
    edits: tuple[Edit, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column in code points, both from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with the code, weight and place that make it a finding.

    *place* is in the file that was checked, *end* where its first culprit ends
    there, None where that is not known; *origin* is where the source stands in
    its article, None where there is none.  *is_new* tells whether it was there
    before, None where nobody asked.
    """

    code: str
    check: str
    severity: Severity
    message: str
    place: Position
    article: str
    language: str
    unit: Unit
    side: Side
    spans: tuple[Span, ...] = ()
    counterpart: tuple[Span, ...] = ()
    fix: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    about: str = ""
    origin: Position | None = None
    is_new: bool | None = None
    source_language: str = ""
    end: Position | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in an exchange file by its standard.

    *line* and *column* count from 1, *column* is None where it is not known;
    *unit* is the id of the unit it lies in, *clause* what it goes against:
    ``XLIFF 2.1, 4.2.2.5``.
    """

    message: str
    line: int
    column: int | None = None
    unit: str = ""
    clause: str = ""
