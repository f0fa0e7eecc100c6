"""Findings as a Code Quality report of GitLab: a list of issues, each with its fingerprint.

GitLab tells by the fingerprint which findings a merge request brings and which
it mends; of several with the same one it shows one, so that those after the
first in a unit are numbered.  What could not be read is a blocker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from alihbahasa.contracts import Report, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Severity
from alihbahasa.reports import _causes, _excerpts, _records

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    issues = (
        {
            "description": _excerpts.unmentioned(_excerpts.sentence(each)),
            "check_name": each.check,
            "fingerprint": fingerprint if number == 1 else f"{fingerprint}-{number}",
            "severity": _SEVERITIES[each.severity],
            "location": {
                "path": _causes.path(each.place.file),
                "lines": {"begin": each.place.line},
            },
        }
        for each, fingerprint, number in _causes.fingerprinted(findings)
    )
    yield from _records.document([], chain(map(_failure, tally.errors), issues))


def _failure(error: AlihbahasaError) -> dict[str, Any]:
    told = "\0".join((error.file or "", error.message)).encode("utf-8", "surrogatepass")
    return {
        "description": _excerpts.unmentioned(_excerpts.failure(error)),
        "check_name": "could-not-be-read",
        "fingerprint": hashlib.blake2b(told, digest_size=8).hexdigest(),
        "severity": "blocker",
        "location": {
            "path": _causes.path(error.file or ""),
            "lines": {"begin": error.line or 1},
        },
    }


PLUGIN = Report(name="gitlab", title="Code Quality of GitLab", render=_render)
