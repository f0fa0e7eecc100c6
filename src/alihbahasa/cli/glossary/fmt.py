"""alihbahasa glossary fmt."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import loss_fields, tell_losses

if TYPE_CHECKING:
    from alihbahasa.workflow.glossary.fmt import Formatted


@click.command(
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
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    files: tuple[Path, ...],
    lang: str | None,
    check: bool,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Rewrite CSV glossaries: UTF-8, commas, sorted by concept, no cell with white space around it.

    A file keeps its shape and the order of its columns; concepts without a key
    get one.  Nothing changes for the program that reads it, and a file in
    canonical form stays as it is.

    \b
    json: {"version": 1, "dry_run",
           "files": [{"file", "is_changed",
                      "losses": [{"what", "count", "example", "is_whole"}]}]}
    """
    from alihbahasa.workflow.glossary import fmt

    project = None if files and lang else _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    is_dry = dry_run or check
    results = fmt.run(project, files=files, source_language=lang, dry_run=is_dry)
    for each in results:
        tell_losses(each.losses, each.shown)
    if not results and project:
        _terminal.notice(f"no CSV glossaries in {project.shown(project.glossaries)}")
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": is_dry,
            "files": [
                {
                    "file": each.shown,
                    "is_changed": each.is_changed,
                    "losses": loss_fields(each.losses),
                }
                for each in results
            ],
        },
        lines=() if _terminal.is_silent(dry_run=is_dry) else _lines(results, is_dry=is_dry),
    )
    sys.exit(1 if check and any(each.is_changed for each in results) else 0)


def _lines(results: Sequence[Formatted], *, is_dry: bool) -> Iterator[str]:
    changed = [each for each in results if each.is_changed]
    for each in changed:
        yield f"{'would format' if is_dry else 'formatted'} {each.shown}"
    yield (
        f"{_terminal.plural(len(changed), 'file')} {'to format' if is_dry else 'formatted'}, "
        f"{len(results) - len(changed):,} unchanged"
    )
