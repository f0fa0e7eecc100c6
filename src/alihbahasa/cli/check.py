"""alihbahasa check."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_json

if TYPE_CHECKING:
    from alihbahasa.model import Finding


@click.command(
    short_help="Check terms, numbers and names in the translations.",
    epilog="""\b
Examples:
  alihbahasa check
  alihbahasa check --to en berita/artsakh.txt
  alihbahasa check --format json:findings.json --format text
  alihbahasa check --format github --format sarif:findings.sarif
  alihbahasa check --fail-on warning
  alihbahasa check locale/*/LC_MESSAGES/*.po
  alihbahasa check --glossary terms.csv --lang id ~/Downloads/artsakh.xlf
  msgunfmt de.mo | alihbahasa check --to de -

\b
Exit code 1: there are findings at or above --fail-on.""",
)
@click.argument("asked", nargs=-1, metavar="[ARTICLE|FILE]...")
@_terminal.languages_option(
    "those of the settings, or the one that a file says it is in", also="--target"
)
@_terminal.lang_option(
    "the sources of files that do not say it; without: that of the project, or en.",
    also="--source",
)
@_terminal.glossary_option(
    "A glossary, instead of those of the project; may be repeated.", multiple=True
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=["text"],
    metavar="NAME[:FILE]",
    help="How to print the findings: text (the default), concise, json, jsonl, sarif, github,"
    " gitlab, junit, rdjson or markdown; may be repeated.",
)
@click.option(
    "--pairs",
    is_flag=True,
    help="Read lines of source, tab, target from the standard input; --format jsonl answers each.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CHECK",
    help="Run this check only, by name, code or the letters it begins with; may be repeated.",
)
@click.option(
    "--ignore", multiple=True, metavar="CHECK", help="Do not run this check; may be repeated."
)
@_terminal.fail_on_option
@_terminal.project_option
def command(
    asked: tuple[str, ...],
    languages: tuple[str, ...],
    lang: str | None,
    glossaries: tuple[Path, ...],
    formats: tuple[str, ...],
    pairs: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    folder: Path,
) -> None:
    """Check the translations: terms, forbidden terms, kept names, numbers, changed sources.

    Without ARTICLE, those of all articles of the project.  A FILE is an exchange
    file (PO, XLIFF 1.2, XLIFF 2) from anywhere, or - for the standard input, and
    needs no project: its format and languages are found by the content.  Within
    a project its glossaries and severities hold for files too.
    """
    from alihbahasa import plugins, storage
    from alihbahasa.model import Severity
    from alihbahasa.workflow import check, check_files, check_pairs
    from alihbahasa.workflow.check_files import STANDARD_INPUT

    # Only files can do without a project.
    open_project = _terminal.open_project_if_there if asked else _terminal.open_project
    project = open_project(folder)
    if project:
        _terminal.tell_frozen(project, asked)
    is_fed = STANDARD_INPUT in asked
    if pairs:
        if asked != (STANDARD_INPUT,) or not lang or len(languages) != 1:
            raise AlihbahasaError(
                "--pairs takes the standard input and the two languages",
                hint="alihbahasa check - --pairs --source id --target en",
            )
        rules = check_files.rules_of(project, glossaries, select=select, ignore=ignore)
        found = check_pairs.findings(
            check_pairs.Pairs(sys.stdin.buffer, lang, languages[0]),
            rules=rules,
            running=rules.running("", languages[0]),
        )
        for each in found:
            click.echo(_answer(each), nl=False)
        sys.exit(0)
    reports = [
        (plugins.report(name), file) for name, _, file in (f.partition(":") for f in formats)
    ]
    checked = check.run(
        project,
        asked=asked,
        languages=languages,
        source=lang or "",
        glossaries=glossaries,
        select=select,
        ignore=ignore,
        standard_input=_terminal.read_input("-", limit=storage.EXCHANGE_LIMIT) if is_fed else b"",
        progress=_terminal.progress,
    )
    _terminal.tell_packs(checked.languages)
    for report, file in reports:
        with _terminal.output(file, project) as write:
            is_terminal = not file and _terminal.has_colour()
            for text in report.render(
                checked.findings, checked.tally(Severity(fail_on)), is_terminal=is_terminal
            ):
                write(text)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(report.name == "github" for report, _ in reports):
        markdown = plugins.report("markdown").render(
            checked.findings, checked.tally(Severity(fail_on))
        )
        storage.append(Path(summary), "".join(markdown).encode())
    failed = any(each.severity.reaches(Severity(fail_on)) for each in checked.findings)
    sys.exit(1 if failed else 0)


def _answer(findings: Sequence[Finding]) -> str:
    """Return the line of JSON that answers a pair; offsets are into the text of the side."""
    found = [
        {
            "check": each.check,
            "code": each.code,
            "severity": each.severity.value,
            "message": each.message,
            "side": each.side.value,
            "start": each.spans[0].start if each.spans else 0,
            "stop": each.spans[0].stop if each.spans else 0,
            "fix": list(each.fix),
        }
        for each in findings
    ]
    return escape_json(json.dumps({"findings": found}, ensure_ascii=False)) + "\n"
