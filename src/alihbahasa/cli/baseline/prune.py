"""alihbahasa baseline prune."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal


@click.command(
    short_help="Take out what is mended.",
    epilog="""\b
Examples:
  alihbahasa baseline prune
  alihbahasa baseline prune --dry-run""",
)
@_terminal.dry_run_option
@_terminal.project_option
def command(dry_run: bool, folder: Path) -> None:
    """Take out of translations/baseline.csv what `check` does not find any more."""
    from alihbahasa.workflow import baseline

    project = _terminal.open_project(folder)
    gone, there = baseline.prune(project, dry_run=dry_run, progress=_terminal.progress)
    click.echo(f"{_terminal.plural(gone, 'finding')} taken out, {there:,} left")
    _terminal.tell_dry_run(dry_run)
