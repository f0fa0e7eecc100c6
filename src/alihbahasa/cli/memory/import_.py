"""alihbahasa memory import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal

if TYPE_CHECKING:
    from alihbahasa.project import Project
    from alihbahasa.workflow.memory_files import Imported


@click.command(
    name="import",
    epilog="""\b
Examples:
  alihbahasa memory import client.tmx --dry-run      what would come in
  alihbahasa memory import eu.tmx --to ru            one pair of a file with many
  alihbahasa memory import old/*.po --to en
  curl -s https://example.org/tm.tmx | alihbahasa memory import -""",
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=_completing.files
)
@click.option(
    "--to",
    "language",
    metavar="LANG",
    callback=_terminal.tag,
    shell_complete=_completing.targets,
    help="The target language, where FILE does not say it or has several.",
)
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    files: tuple[str, ...],
    language: str | None,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Take the finished pairs of FILEs (- for the standard input) into the memory.

    They are checked, and written as TMX 1.4 to NAME.LANG.tmx in the folder of
    memories.  Pairs are added to a file that is there, and none is removed; one
    that another program wrote is not touched.  What is left out is told, a
    line for each kind: units without a translation, drafts, duplicates, plural
    forms.  Where one FILE is broken, nothing of any is taken in.

    \b
    json: {"version": 1, "dry_run",
           "files": [{"file", "into", "language", "new", "known",
                      "left_out": {REASON: COUNT}, "is_changed"}]}
    known are pairs that the file in the memory has already.  Keys are added,
    never renamed.
    """
    from alihbahasa import storage
    from alihbahasa.workflow import memory_files
    from alihbahasa.workflow.memory_files import Came

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    came = (
        Came(
            _terminal.read_input(file, limit=storage.EXCHANGE_LIMIT),
            "standard input" if file == "-" else file,
            None if file == "-" else Path(file),
        )
        for file in files
    )
    results = memory_files.take_in(project, came, language=language or "", dry_run=dry_run)
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "files": [_fields(project, each) for each in results],
        },
        lines=()
        if _terminal.is_silent(dry_run=dry_run)
        else _lines(project, results, dry_run=dry_run),
    )
    _terminal.tell_dry_run(dry_run)


def _lines(project: Project, results: Sequence[Imported], *, dry_run: bool) -> Iterator[str]:
    for each in results:
        known = f", {each.known:,} known already" if each.known else ""
        yield (
            f"{each.file} -> {project.shown(each.into)} ({each.language}):"
            f" {_terminal.plural(each.new, 'new pair')}{known}"
        )
        for reason, count in each.left_out.items():
            yield f"  left out: {count:,} {reason}"
    written = {each.into for each in results if each.is_changed}
    if not written:
        yield "nothing new"
    for path in sorted(written):
        yield f"{'would write' if dry_run else 'wrote'} {project.shown(path)}"


def _fields(project: Project, each: Imported) -> dict[str, object]:
    return {
        "file": each.file,
        "into": project.shown(each.into),
        "language": each.language,
        "new": each.new,
        "known": each.known,
        "left_out": dict(each.left_out),
        "is_changed": each.is_changed,
    }
