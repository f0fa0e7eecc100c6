"""Findings a line each, as compilers write them: editors, ``grep`` and problem matchers know it.

    translations/en/a.po:41:17: error: say “martial law”, not “emergency” (forbidden-term T002)

What could not be read has a line too.
The last line says how many there are, where it is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding, Position
from alihbahasa.reports import _causes, _entries, _excerpts
from alihbahasa.text import escape_terminal


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    for error in tally.errors:
        place = _entries.located(Position(error.file or ".", error.line or 1, error.column or 1))
        yield f"{place}: error: {escape_terminal(_excerpts.failure(error))}\n"
    for each in findings:
        place, message = _entries.located(each.place), escape_terminal(_excerpts.sentence(each))
        yield f"{place}: {each.severity.value}: {message} ({each.check} {each.code})\n"
    if not tally.is_brief:
        yield escape_terminal(_causes.outcome(findings, tally)) + "\n"


PLUGIN = Report(name="concise", title="a line each", render=_render)
