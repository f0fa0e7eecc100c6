"""Findings as one JSON document, for programs; keys are added, never renamed.

    {"version": 1,
     "summary": {"articles": 3, "files": 0, "units": 120,
                 "error": 1, "warning": 0, "info": 0},
     "findings": [{"file", "line", "column", "severity", "code", "check", "message",
                   "article", "language", "unit", "side", "spans", "counterpart",
                   "source", "target", "fix"}, ...]}

*files* are exchange files that were named, *article* in one is what it says it is of.
*line* and *column* count from 1; *spans* are pairs of offsets, in code points
from 0, into the text of *side*, *counterpart* into that of the other side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding, Severity, plain
from alihbahasa.text import escape_json


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    summary: dict[str, int] = {
        "articles": tally.articles,
        "files": tally.files,
        "units": tally.units,
    }
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        summary[severity.value] = sum(each.severity is severity for each in findings)
    document = {
        "version": 1,
        "summary": summary,
        "findings": [_fields(each) for each in findings],
    }
    yield escape_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "severity": finding.severity.value,
        "code": finding.code,
        "check": finding.check,
        "message": finding.message,
        "article": finding.article,
        "language": finding.language,
        "unit": finding.unit.id,
        "side": finding.side.value,
        "spans": [[span.start, span.stop] for span in finding.spans],
        "counterpart": [[span.start, span.stop] for span in finding.counterpart],
        "source": plain(finding.unit.source),
        "target": plain(finding.unit.target or ()),
        "fix": list(finding.fix),
    }


PLUGIN = Report(name="json", title="one JSON document", render=_render)
