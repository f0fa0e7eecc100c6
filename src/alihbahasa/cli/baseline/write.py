"""alihbahasa baseline write."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _progress, _terminal


@click.command(
    epilog="""\b
Examples:
  alihbahasa baseline write
  alihbahasa baseline write --dry-run
  alihbahasa baseline write --format json""",
)
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(format_: tuple[str, str], dry_run: bool, folder: Path) -> None:
    """Write what `check` finds now, waived findings left out, into translations/baseline.csv.

    Where there is a baseline, it is an error: nothing new may come in.

    \b
    json: {"version": 1, "dry_run", "set_aside"}
    """
    from alihbahasa.workflow import baseline

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    count = baseline.write(project, dry_run=dry_run, progress=_progress.progress)
    told = f"{_terminal.plural(count, 'finding')} set aside"
    _terminal.tell(
        format_,
        project,
        document=lambda: {"dry_run": dry_run, "set_aside": count},
        lines=() if _terminal.is_silent(dry_run=dry_run) else (told,),
    )
    _terminal.tell_dry_run(dry_run)
