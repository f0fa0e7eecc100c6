"""alihbahasa baseline prune."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _progress, _terminal


@click.command(
    epilog="""\b
Examples:
  alihbahasa baseline prune
  alihbahasa baseline prune --dry-run
  alihbahasa baseline prune --format json""",
)
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(format_: tuple[str, str], dry_run: bool, folder: Path) -> None:
    """Take out of translations/baseline.csv what `check` does not find any more.

    \b
    json: {"version": 1, "dry_run", "taken", "left"}
    """
    from alihbahasa.workflow import baseline

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    gone, there = baseline.prune(project, dry_run=dry_run, progress=_progress.progress)
    told = f"{_terminal.plural(gone, 'finding')} taken out, {there:,} left"
    _terminal.tell(
        format_,
        project,
        document=lambda: {"dry_run": dry_run, "taken": gone, "left": there},
        lines=() if _terminal.is_silent(dry_run=dry_run) else (told,),
    )
    _terminal.tell_dry_run(dry_run)
