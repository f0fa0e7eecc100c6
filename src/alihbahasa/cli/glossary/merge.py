"""alihbahasa glossary merge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import change_line, tell_losses
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.terminology.merging import Conflict


@click.command(
    short_help="Take in a glossary that was edited outside.",
    epilog="""\b
Examples:
  alihbahasa glossary merge ~/Downloads/terms.xlsx --base sent/terms.xlsx
  alihbahasa glossary merge terms.csv --base v1.2 --dry-run
  alihbahasa glossary merge terms.csv --base HEAD~3 --into glossaries/law.csv

\b
Exit code 1: there are conflicts to look at.""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--base",
    metavar="REV|FILE",
    help="What was sent out: a git revision of the glossary, or the file itself.",
)
@_terminal.into_option("The glossary to merge into, where the project has several.")
@click.option(
    "--yes",
    is_flag=True,
    help="Go on where more than a fifth would be deleted, of the concepts or of a column.",
)
@_terminal.dry_run_option
@_terminal.project_option
def command(
    file: Path, base: str | None, into: str | None, yes: bool, dry_run: bool, folder: Path
) -> None:
    """Merge FILE, in any format that is read, into a glossary, three ways and cell by cell.

    What only one side changed since --base is taken; what both changed, each
    in its own way, is a conflict: ours stays, and all three are shown.  A row
    that is not in FILE any more is deleted if we left it as it was, and so is
    what an emptied cell held; a column that FILE does not have deletes nothing.
    A column that glossaries do not have is left out; keys stay as they are.
    """
    from alihbahasa.workflow.glossary import merge

    if base is None:
        raise AlihbahasaError(
            "merging needs --base, the state that was sent out: without it nobody can tell"
            " what was changed outside from what was changed here",
            hint="name the file that was sent, or the git revision of that day: --base v1.2",
        )
    project = _terminal.open_project(folder)
    merged = merge.run(project, file, base=base, into=into, yes=yes, dry_run=dry_run)
    tell_losses(merged.unread, str(file))
    if merged.absent:
        columns = "column" if len(merged.absent) == 1 else "columns"
        names = ", ".join(merged.absent)
        _terminal.notice(f"{file} has no {columns} {names}: nothing was deleted there")
    for key, other in merged.rekeyed:
        _terminal.notice(f"{file} has the key {other} for {key}, which stays: keys never change")
    for finding in merged.findings:
        _terminal.notice(f"{finding.severity.value}: {finding.message} ({finding.check})")
    for change in merged.changes:
        click.echo(change_line(change))
    for conflict in merged.conflicts:
        click.echo("\n".join(escape_terminal(line) for line in _lines(conflict)))
    tell_losses(merged.losses, merged.file.shown)
    conflicts = _terminal.plural(len(merged.conflicts), "conflict")
    click.echo(
        f"{escape_terminal(merged.file.shown)}:"
        f" {_terminal.plural(len(merged.changes), 'concept')} changed, {conflicts}"
    )
    _terminal.tell_dry_run(dry_run)
    sys.exit(1 if merged.conflicts else 0)


def _lines(conflict: Conflict) -> list[str]:
    return [
        f"conflict  {conflict.key}: {conflict.cell}",
        *(
            f"    {name:<7} {' | '.join(values) or '(nothing)'}"
            for name, values in (
                ("base", conflict.base),
                ("ours", conflict.ours),
                ("theirs", conflict.theirs),
            )
        ),
    ]
