"""alihbahasa glossary check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import finding_fields
from alihbahasa.model import Severity
from alihbahasa.terminology.rules import RULES
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.model import GlossaryFinding, Position
    from alihbahasa.workflow.glossary.check import Checked

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34"}

_RULES = "\n".join(
    f"  {rule.code} {rule.name:<19} {rule.severity.value:<7}  {rule.doc}" for rule in RULES
)


@click.command(
    epilog=f"""\b
What is looked for:
{_RULES}

\b
Examples:
  alihbahasa glossary check
  alihbahasa glossary check --fail-on warning
  alihbahasa glossary check --format json:glossary.json --format text

\b
Exit code 1: there are findings at or above --fail-on.""",
)
@_terminal.format_option(
    "text",
    "json",
    help="How to print the findings: text (the default) or json; may be repeated.",
    multiple=True,
)
@_terminal.fail_on_option
@_terminal.project_option
def command(formats: tuple[tuple[str, str], ...], fail_on: str, folder: Path) -> None:
    """Look over the glossaries of the project, each by itself and all together.

    \b
    json: {"version": 1,
           "summary": {"files", "concepts", "error", "warning", "info"},
           "findings": [{"file", "line", "severity", "code", "check", "message",
                         "concept", "language", "related", "fix"}, ...]}
    related is the other place, {"file", "line"}, or null.  Keys are added,
    never renamed.
    """
    from alihbahasa.workflow.glossary import check

    project = _terminal.open_project(folder)
    checked = check.run(project)
    if not checked.files:
        _terminal.notice(f"no glossaries in {project.shown(project.glossaries)}")
    for name, file in formats:
        with _terminal.output(file, project) as write:
            is_terminal = not file and _terminal.has_colour()
            if name == "json":
                write(_terminal.json_text(_document(checked)))
            else:
                for text in _text(checked, is_terminal):
                    write(text)
    failed = any(each.severity.reaches(Severity(fail_on)) for each in checked.findings)
    sys.exit(1 if failed else 0)


def _text(checked: Checked, is_terminal: bool) -> Iterator[str]:
    for each in checked.findings:
        severity = each.severity.value
        if is_terminal:
            severity = f"\x1b[{_COLOURS[each.severity]}m{severity}\x1b[0m"
        place, message = _place(each.place), escape_terminal(each.message)
        yield f"{place}: {severity}: {message} ({each.check} {each.code})\n"
        if each.related:
            yield f"    see  {_place(each.related)}\n"
        if each.fix:
            yield f"    fix  {escape_terminal(each.fix)}\n"
    if _terminal.is_silent():
        return
    counts = [
        f"{count:,} {name}{'s' if count != 1 and name != 'info' else ''}"
        for name, count in _counts(checked.findings).items()
        if count
    ]
    concepts = _terminal.plural(checked.concepts, "concept")
    files = f"{checked.files:,} glossar{'y' if checked.files == 1 else 'ies'}"
    yield f"{', '.join(counts) or 'no findings'} in {files}, {concepts}\n"


def _place(place: Position) -> str:
    return f"{escape_terminal(place.file)}:{place.line}"


def _counts(findings: tuple[GlossaryFinding, ...]) -> dict[str, int]:
    weights = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return {
        severity.value: sum(each.severity is severity for each in findings) for severity in weights
    }


def _document(checked: Checked) -> dict[str, Any]:
    return {
        "version": 1,
        "summary": {
            "files": checked.files,
            "concepts": checked.concepts,
            **_counts(checked.findings),
        },
        "findings": [finding_fields(each) for each in checked.findings],
    }
