"""A finding for people: place and message, the texts with the culprits marked, what to do."""

from __future__ import annotations

import shlex
from pathlib import PurePath

from alihbahasa.model import Finding, Position, Severity
from alihbahasa.reports import _excerpts
from alihbahasa.text import escape_terminal

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}


def entry(finding: Finding, *, is_terminal: bool = False) -> str:
    """Return the lines that tell of *finding*."""
    severity = finding.severity.value
    if is_terminal:
        severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    lines = [
        f"{located(finding.place)} {'new ' if finding.is_new else ''}{severity} {finding.check}:"
        f" {escape_terminal(_excerpts.clipped(finding.message))}"
    ]
    texts = [
        (escape_terminal(language), text)
        for language, text in _excerpts.excerpts(finding, is_terminal=is_terminal)
    ]
    width = max((len(language) for language, _ in texts), default=0)
    lines += [f"  {language:{width}}  {text}" for language, text in texts]
    if proposal := _excerpts.proposal(finding):
        lines.append(f"  write: {escape_terminal(proposal)}")
    if finding.origin:
        lines.append(f"  from: {located(finding.origin)}")
    # What has no text is about a file as a whole, and is no translation to let stand.
    if texts and _is_in_store(finding):
        unit = f"{finding.article}#{finding.unit.id}"
        # A number sign within a word is no comment to a shell.
        bare = unit.replace("#", "")
        unit = unit if shlex.quote(bare) == bare else shlex.quote(unit)
        lines.append(
            f'  waive: alihbahasa waive {finding.check} {escape_terminal(unit)} --reason "…"'
        )
    return "\n".join(lines) + "\n"


def located(place: Position) -> str:
    """Return *place* as editors and terminals know it: file, line and column."""
    # A line that begins with :: is a command to GitHub Actions.
    before = "./" if place.file.startswith(":") else ""
    return f"{before}{escape_terminal(place.file)}:{place.line}:{place.column}"


def _is_in_store(finding: Finding) -> bool:
    """Tell whether *finding* is in the translations of an article, not in a file from elsewhere."""
    if not finding.article:
        return False
    stem = PurePath(finding.language, finding.article).with_suffix("").parts
    return PurePath(finding.place.file).with_suffix("").parts[-len(stem) :] == stem
