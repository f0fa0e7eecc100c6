"""alihbahasa waive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.errors import AlihbahasaError


@click.command(
    short_help="Let a finding stand that is right as it is.",
    epilog="""\b
Examples:
  alihbahasa waive forbidden-term berita/artsakh.txt#u3k7q --reason "it is a quotation"
  alihbahasa waive number a.md#u3k7q --to en --until 2026-12-31 --reason "the source is wrong\"""",
)
@click.argument("check")
@click.argument("unit", metavar="ARTICLE#UNIT")
@click.option("--reason", required=True, help="Why it may stand, for who reads it next year.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day it holds, as 2026-12-31; without: for good.",
)
@_terminal.languages_option("all of them")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    check: str,
    unit: str,
    reason: str,
    until: datetime | None,
    languages: tuple[str, ...],
    dry_run: bool,
    folder: Path,
) -> None:
    """Let what CHECK finds in a unit stand: `check` tells it no more, and counts it as waived.

    UNIT is the id that a finding shows, or its beginning.  The waiver is a row of
    translations/waivers.csv, which is committed with the translation.  When it
    is of no more use, `check` says so.
    """
    from alihbahasa.checking.waivers import Waiver
    from alihbahasa.workflow import waive

    article, mark, id = unit.rpartition("#")
    if not mark or not article or not id:
        raise AlihbahasaError(
            f"{unit!r} is not ARTICLE#UNIT", hint="such as berita/artsakh.txt#u3k7q"
        )
    if not reason.strip():
        raise AlihbahasaError("a waiver without a reason")
    project = _terminal.open_project(folder)
    for language in languages or ("",):
        day = until.date() if until else None
        waiver = Waiver(check, article, id, reason, language, day)
        done, path = waive.add(project, waiver, dry_run=dry_run)
        where = f" in {language}" if language else ""
        click.echo(
            f"{done.check} waived for {done.article}#{done.unit}{where}: {project.shown(path)}"
        )
    _terminal.tell_dry_run(dry_run)
