"""JSON of many records; and a finding as one: keys are added, never renamed or given up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from alihbahasa import checking
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Position, plain
from alihbahasa.text import escape_json


def document(outer: object, records: Iterable[object]) -> Iterator[str]:
    """Yield *outer* as JSON with *records*, a line each, in its last list, which is empty."""
    text = json.dumps(outer, ensure_ascii=False, indent=2)
    before, _, behind = escape_json(text).rpartition("[]")
    yield f"{before}["
    separator = "\n"
    for each in records:
        yield separator + line(each)
        separator = ",\n"
    yield f"\n]{behind}\n"


def line(record: object) -> str:
    """Return *record* as JSON in one line, with nothing that a terminal would obey."""
    return escape_json(json.dumps(record, ensure_ascii=False))


def fields(finding: Finding) -> dict[str, Any]:
    """Return what there is to know of *finding*, for JSON."""
    end = finding.end
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "end_line": end.line if end else None,
        "end_column": end.column if end else None,
        "severity": finding.severity.value,
        "code": finding.code,
        "check": finding.check,
        "message": finding.message,
        "about": finding.about,
        "fingerprint": checking.fingerprint(finding),
        "is_new": finding.is_new,
        "article": finding.article,
        "origin": _place(finding.origin),
        "source_language": finding.source_language,
        "language": finding.language,
        "unit": finding.unit.id,
        "side": finding.side.value,
        "spans": [[span.start, span.stop] for span in finding.spans],
        "counterpart": [[span.start, span.stop] for span in finding.counterpart],
        "source": plain(finding.unit.source),
        "target": plain(finding.unit.target or ()),
        "fix": list(finding.fix),
        "edits": [
            {"start": edit.span.start, "stop": edit.span.stop, "text": edit.text}
            for edit in finding.edits
        ],
    }


def failure(error: AlihbahasaError) -> dict[str, Any]:
    """Return what there is to know of what could not be read, for JSON."""
    return {
        "file": error.file,
        "line": error.line,
        "column": error.column,
        "unit": error.unit,
        "message": error.message,
        "hint": error.hint,
    }


def _place(place: Position | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}
