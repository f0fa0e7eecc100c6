"""alihbahasa import."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal


@click.command(
    name="import",
    short_help="Take in files that came back.",
    epilog="""\b
Examples:
  alihbahasa import returned/artsakh.xlf
  alihbahasa import ~/Downloads/*.po --dry-run
  cat artsakh.po | alihbahasa import -

\b
Exit code 1: there are conflicts to look at.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_terminal.dry_run_option
@_terminal.project_option
def command(files: tuple[str, ...], dry_run: bool, folder: Path) -> None:
    """Merge files that came back (PO, XLIFF 1.2, XLIFF 2) into the store.

    Format, article and language are found by the content.  A target that was
    exported is untouched or older and changes nothing; a new one is taken; two
    new ones are a conflict: ours stays, theirs is kept beside it.
    """
    from alihbahasa import storage
    from alihbahasa.workflow import import_

    project = _terminal.open_project(folder)
    returned = []
    for file in files:
        if file == "-":
            data = sys.stdin.buffer.read(storage.EXCHANGE_LIMIT + 1)
            returned.append(import_.Returned("standard input", data))
        else:
            path = Path(file)
            data = storage.read(path, limit=storage.EXCHANGE_LIMIT)
            returned.append(import_.Returned(file, data, storage.real(path)))
    conflicts = 0
    for each in import_.run(project, returned, dry_run=dry_run):
        counts = ", ".join(
            f"{count:,} {outcome}" for outcome, count in sorted(each.outcomes.items())
        )
        click.echo(
            f"{escape_terminal(each.file)} -> {escape_terminal(each.article)} ({each.language}): "
            f"{counts or 'nothing in it'}"
        )
        for unit in each.conflicts:
            click.echo(f"  conflict  {escape_terminal(_terminal.beginning(unit))}")
        for unit in each.replaced:
            click.echo(
                f"  replaced  {escape_terminal(_terminal.beginning(unit))} (kept in the record)"
            )
        for unit in each.strays:
            text = escape_terminal(_terminal.beginning(unit))
            click.echo(f"  obsolete  {text} (no longer in the article)")
        conflicts += len(each.conflicts)
    _terminal.tell_dry_run(dry_run)
    sys.exit(1 if conflicts else 0)
