"""Findings as JSON Lines, for programs that read as they go: an object a line, nothing else.

Each line has the *version* of its shape, which is 1, and the keys of a finding
in the report json; so lines may be filtered, joined and cut apart.  What could
not be read is a line with *version* and *error* alone.  A clean run has no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding
from alihbahasa.reports import _records


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    for error in tally.errors:
        yield _records.line({"version": 1, "error": _records.failure(error)}) + "\n"
    for each in findings:
        yield _records.line({"version": 1} | _records.fields(each)) + "\n"


PLUGIN = Report(name="jsonl", title="a line of JSON for each", render=_render)
