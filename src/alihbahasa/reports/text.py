"""Findings for people: place and message, the texts with the culprits marked, the fix, the id.

translations/en/a.po:41:9: error: “state of emergency” is forbidden for … (forbidden-term T002)
    source  Presiden mengumumkan [darurat militer].
    target  The president declared a [state of emergency].
    write   martial law
    unit    ubd6mzrcoazogu
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alihbahasa.contracts import Report, Tally
from alihbahasa.model import Finding, Severity, Side, plain
from alihbahasa.text import escape_terminal, shortened, shown

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}


def _render(
    findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
) -> Iterator[str]:
    for each in findings:
        yield _entry(each, is_terminal=is_terminal)
    counts = [
        f"{count} {severity.value}{'s' if count != 1 and severity is not Severity.INFO else ''}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
        if (count := sum(each.severity is severity for each in findings))
    ]
    places = [(tally.articles, "article")] if tally.articles or not tally.files else []
    places += [(tally.files, "file")] if tally.files else []
    looked_at = (*places, (tally.units, "translation"))
    checked = ", ".join(f"{count:,} {thing}{'s' * (count != 1)}" for count, thing in looked_at)
    yield f"{', '.join(counts) or 'no findings'} in {checked}\n"


def _entry(finding: Finding, *, is_terminal: bool) -> str:
    place = finding.place
    severity = _coloured(finding.severity.value, _COLOURS[finding.severity], is_terminal)
    source, target = finding.spans, finding.counterpart
    if finding.side is Side.TARGET:
        source, target = target, source
    lines = [
        f"{escape_terminal(place.file)}:{place.line}:{place.column}: {severity}: "
        f"{escape_terminal(finding.message)} ({finding.check} {finding.code})",
        f"    source  {shown(plain(finding.unit.source), source, is_terminal=is_terminal)}",
        f"    target  {shown(plain(finding.unit.target or ()), target, is_terminal=is_terminal)}",
    ]
    if finding.fix:
        lines.append(f"    write   {escape_terminal(' or '.join(finding.fix))}")
    lines.append(f"    unit    {escape_terminal(shortened(finding.unit.id))}")
    return "\n".join(lines) + "\n"


def _coloured(text: str, colour: str, is_terminal: bool) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if is_terminal else text


PLUGIN = Report(name="text", title="for people, the culprits marked", render=_render)
