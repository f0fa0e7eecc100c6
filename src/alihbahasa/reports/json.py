"""Findings as one JSON document, for programs; keys are added, never renamed.

    {"version": 1,
     "summary": {"articles": 3, "files": 0, "units": 120,
                 "error": 1, "warning": 0, "info": 0,
                 "since": "main", "new": 1, "fixed": 0, "waived": 0, "known": 0,
                 "fail_on": "error", "failed": true},
     "errors": [{"file", "line", "column", "unit", "message", "hint"}],
     "findings": [{"file", "line", "column", "severity", "code", "check", "message", ...}]}

*files* are exchange files that were named, *article* in one is what it says it is of.
*line* and *column* count from 1; *spans* are pairs of offsets, in code points
from 0, into the text of *side*, *counterpart* into that of the other side.
docs/reports.md tells of every key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding
from alihbahasa.reports import _causes, _records


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    summary: dict[str, Any] = {
        "articles": tally.articles,
        "files": tally.files,
        "units": tally.units,
    }
    for severity in _causes.SEVERITIES:
        summary[severity.value] = sum(each.severity is severity for each in findings)
    summary |= {
        "since": tally.since,
        "new": sum(each.is_new is True for each in findings) if tally.since else None,
        "fixed": tally.fixed,
        "waived": tally.waived,
        "known": tally.known,
        "fail_on": tally.fail_on.value,
        "failed": _causes.has_failed(findings, tally),
    }
    errors = list(map(_records.failure, tally.errors))
    document = {"version": 1, "summary": summary, "errors": errors, "findings": []}
    yield from _records.document(document, map(_records.fields, findings))


PLUGIN = Report(name="json", title="one JSON document", render=_render)
