"""Findings as a Code Quality report of GitLab: a list of issues, each with its fingerprint.

GitLab tells by the fingerprint which findings a merge request brings and which
it mends; of several with the same one it shows one, so that those after the
first in a unit are numbered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding, Severity
from alihbahasa.reports import _causes, _excerpts, _records

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    issues = (
        {
            "description": _excerpts.sentence(each),
            "check_name": each.check,
            "fingerprint": fingerprint if number == 1 else f"{fingerprint}-{number}",
            "severity": _SEVERITIES[each.severity],
            "location": {"path": _causes.path(each), "lines": {"begin": each.place.line}},
        }
        for each, fingerprint, number in _causes.fingerprinted(findings)
    )
    yield from _records.document([], issues)


PLUGIN = Report(name="gitlab", title="Code Quality of GitLab", render=_render)
