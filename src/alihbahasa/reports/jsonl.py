"""Findings as JSON Lines, for programs that read as they go: an object a line, nothing else.

Each line has the *version* of its shape, which is 1, and the keys of a finding
in the report json; so lines may be filtered, joined and cut apart.  A clean
run has no line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding
from alihbahasa.reports import _records
from alihbahasa.text import escape_json


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    for each in findings:
        record = {"version": 1} | _records.fields(each)
        yield escape_json(json.dumps(record, ensure_ascii=False)) + "\n"


PLUGIN = Report(name="jsonl", title="a line of JSON for each", render=_render)
