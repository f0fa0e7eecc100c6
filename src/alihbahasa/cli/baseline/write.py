"""alihbahasa baseline write."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal


@click.command(
    short_help="Set aside all that check finds now.",
    epilog="""\b
Examples:
  alihbahasa baseline write
  alihbahasa baseline write --dry-run""",
)
@_terminal.dry_run_option
@_terminal.project_option
def command(dry_run: bool, folder: Path) -> None:
    """Write what `check` finds now, waived findings left out, into translations/baseline.csv.

    Where there is a baseline, it is an error: nothing new may come in.
    """
    from alihbahasa.workflow import baseline

    project = _terminal.open_project(folder)
    count = baseline.write(project, dry_run=dry_run, progress=_terminal.progress)
    click.echo(f"{_terminal.plural(count, 'finding')} set aside")
    _terminal.tell_dry_run(dry_run)
