"""alihbahasa keep."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal


@click.command(
    short_help="Say that an edit left a translation right.",
    epilog="""\b
Examples:
  alihbahasa keep uiuzupsh5lya4y --all-languages --reason typo
  alihbahasa keep uiuz ubd6m --to en --reason "comma added"

\b
Ids stand in the exchange files, and in what check and status print.  Refused (exit
code 2) are edits of a number, a name, a term or a negation.""",
)
@click.argument("units", nargs=-1, required=True, metavar="UNIT...")
@_terminal.languages_option(without="the only one of the settings, else an error")
@click.option("--all-languages", is_flag=True, help="In every target language.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it goes into the record.")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    units: tuple[str, ...],
    languages: tuple[str, ...],
    all_languages: bool,
    reason: str,
    dry_run: bool,
    folder: Path,
) -> None:
    """Make drafts what they were before their sentence was edited.

    An edited sentence leaves its translation a draft.  Where the edit did not
    touch the meaning (a typo, a comma), this confirms all of them at once.  Units
    whose terms changed in the glossary are settled the same way.
    """
    from alihbahasa.workflow import keep, prepare

    project = _terminal.open_project(folder)
    if all_languages and languages:
        raise click.UsageError("--to and --all-languages exclude each other")
    targets = prepare.chosen_languages(project, languages)
    if len(targets) > 1 and not languages and not all_languages:
        raise AlihbahasaError(
            f"there are {len(targets)} target languages",
            hint="name one with --to, or say --all-languages",
        )
    kept = keep.run(project, units, languages=targets, reason=reason, dry_run=dry_run)
    for each in kept:
        what = "kept already" if each.is_old else "kept  " if each.has_edit else "agreed"
        click.echo(
            f"{what}  {escape_terminal(each.article)} ({each.language})  {each.unit.id}  "
            f"{escape_terminal(_terminal.beginning(each.unit))}"
        )
    _terminal.tell_dry_run(dry_run)
