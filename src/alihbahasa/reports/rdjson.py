"""Findings for reviewdog, in its Diagnostic Format: rdjson.

It counts columns in bytes of UTF-8, which only the file could tell, so that
there are lines alone: comments are on lines in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from alihbahasa.contracts import Report, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Position, Severity
from alihbahasa.reports import _causes, _excerpts, _records

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    document = {"source": {"name": "alihbahasa"}, "diagnostics": []}
    diagnostics = chain(map(_failure, tally.errors), map(_diagnostic, findings))
    yield from _records.document(document, diagnostics)


def _failure(error: AlihbahasaError) -> dict[str, Any]:
    place = Position(error.file or "", error.line or 1, error.column or 1)
    return {
        "message": _excerpts.unmentioned(_excerpts.failure(error)),
        "location": _location(place, None),
        "severity": "ERROR",
    }


def _diagnostic(finding: Finding) -> dict[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": _excerpts.unmentioned(_excerpts.sentence(finding)),
        "location": _location(finding.place, finding.end),
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": f"{finding.code} {finding.check}"},
    }
    if finding.origin:
        location = _location(finding.origin, None)
        diagnostic["related_locations"] = [{"message": "the source", "location": location}]
    return diagnostic


def _location(place: Position, end: Position | None) -> dict[str, Any]:
    lines = {"start": {"line": place.line}}
    if end and end.line != place.line:
        lines["end"] = {"line": end.line}
    return {"path": _causes.path(place.file), "range": lines}


PLUGIN = Report(name="rdjson", title="Diagnostic Format of reviewdog", render=_render)
