"""alihbahasa glossary fmt."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import tell_losses
from alihbahasa.text import escape_terminal


@click.command(
    short_help="Put the CSV glossaries into canonical form.",
    epilog="""\b
Examples:
  alihbahasa glossary fmt                          the glossaries of the project
  alihbahasa glossary fmt --check                  in continuous integration
  alihbahasa glossary fmt terms.csv --lang id      any file, without a project

\b
Exit code 1: with --check, a file is not in canonical form.""",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@_terminal.lang_option("the source terms of the named files; without: that of the project.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a file would change.")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    files: tuple[Path, ...], lang: str | None, check: bool, dry_run: bool, folder: Path
) -> None:
    """Rewrite CSV glossaries: UTF-8, commas, sorted by concept, no cell with white space around it.

    A file keeps its shape and the order of its columns; concepts without a key
    get one.  Nothing changes for the program that reads it, and a file in
    canonical form stays as it is.
    """
    from alihbahasa.workflow.glossary import fmt

    project = None if files and lang else _terminal.open_project(folder)
    results = fmt.run(project, files=files, source_language=lang, dry_run=dry_run or check)
    changed = [each for each in results if each.is_changed]
    for each in results:
        tell_losses(each.losses, each.shown)
    is_dry = dry_run or check
    for each in changed:
        click.echo(f"{'would format' if is_dry else 'formatted'} {escape_terminal(each.shown)}")
    if not results and project:
        _terminal.notice(f"no CSV glossaries in {project.shown(project.glossaries)}")
    click.echo(
        f"{_terminal.plural(len(changed), 'file')} {'to format' if is_dry else 'formatted'}, "
        f"{len(results) - len(changed):,} unchanged"
    )
    sys.exit(1 if check and changed else 0)
