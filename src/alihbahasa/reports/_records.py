"""A finding as the fields that programs get: keys are added, never renamed or given up."""

from __future__ import annotations

from typing import Any

from alihbahasa import checking
from alihbahasa.model import Finding, Position, plain


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


def _place(place: Position | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}
