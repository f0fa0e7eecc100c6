"""alihbahasa check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alihbahasa.cli import _terminal


@click.command(
    short_help="Check terms, numbers and names in the translations.",
    epilog="""\b
Examples:
  alihbahasa check
  alihbahasa check --to en berita/artsakh.txt
  alihbahasa check --format json:findings.json --format text
  alihbahasa check --fail-on warning

\b
Exit code 1: there are findings at or above --fail-on.""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=["text"],
    metavar="NAME[:FILE]",
    help="How to print the findings: text (the default) or json; may be repeated.",
)
@_terminal.fail_on_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    fail_on: str,
    folder: Path,
) -> None:
    """Check the translations: terms, forbidden terms, kept names, numbers, changed sources."""
    from alihbahasa import plugins
    from alihbahasa.model import Severity
    from alihbahasa.workflow import check, prepare

    reports = [
        (plugins.report(name), file) for name, _, file in (f.partition(":") for f in formats)
    ]
    project = _terminal.open_project(folder)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    checked = check.run(
        project, articles=articles, languages=languages, progress=_terminal.progress
    )
    for report, file in reports:
        with _terminal.output(file, project) as write:
            is_terminal = not file and _terminal.has_colour()
            for text in report.render(
                checked.findings,
                units=checked.units,
                articles=checked.articles,
                is_terminal=is_terminal,
            ):
                write(text)
    failed = any(each.severity.reaches(Severity(fail_on)) for each in checked.findings)
    sys.exit(1 if failed else 0)
