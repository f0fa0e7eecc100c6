"""Findings for people: place and message, the texts with the culprits marked, what to do.

    translations/en/a.po:41:17 error forbidden-term: say “martial law”, not “emergency” (darurat)
      id  Presiden mengumumkan [darurat militer].
      en  The president declared a [state of emergency].
      waive: alihbahasa waive forbidden-term a.txt#ubd6mzrcoazogu --reason "…"
    1 error in 1 file. Failed because: forbidden-term.

More than a hundred findings are no list to read: then there is one of each of
the heaviest causes of every check, and a table that counts them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding
from alihbahasa.reports import _causes, _entries
from alihbahasa.text import escape_terminal

#: How many findings are told one by one.
_MOST = 100

#: How many causes of a check are told where there are more findings than that.
_CAUSES = 3


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    if len(findings) <= _MOST:
        for each in findings:
            yield _entries.entry(each, is_terminal=is_terminal)
    else:
        yield from _digest(findings, is_terminal=is_terminal)
    if tally.errors and not (tally.articles or tally.files):
        # Nothing could be read, and the errors, which people are told besides, say so.
        return
    if tally.is_brief:
        return
    yield escape_terminal(_causes.outcome(findings, tally)) + "\n"


def _digest(findings: Sequence[Finding], *, is_terminal: bool) -> Iterator[str]:
    told: Counter[str] = Counter()
    for cause in _causes.causes(findings):
        if told[cause[0].check] < _CAUSES:
            told[cause[0].check] += 1
            yield _entries.entry(cause[0], is_terminal=is_terminal)
            if more := len(cause) - 1:
                files = _causes.counted(len({each.place.file for each in cause}), "file")
                yield f"  and {more:,} more of the kind, in {files}\n"
    yield "\n"
    yield from _table(findings)
    yield "all of them: --format concise, a line each, or --format jsonl for programs\n"


def _table(findings: Sequence[Finding]) -> Iterator[str]:
    rows = [
        (severity.value, check, f"{count:,}")
        for severity in _causes.SEVERITIES
        for check, count in Counter(
            f"{each.check} {each.code}" for each in findings if each.severity is severity
        ).most_common()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]:>{widths[2]}}\n"


PLUGIN = Report(name="text", title="for people, the culprits marked", render=_render)
