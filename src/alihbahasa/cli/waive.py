"""alihbahasa waive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.checking.waivers import Waiver


@click.command(
    epilog="""\b
Examples:
  alihbahasa waive forbidden-term berita/artsakh.txt#u3k7q --reason "it is a quotation"
  alihbahasa waive number a.md#u3k7q --to en --until 2026-12-31 --reason "the source is wrong\"""",
)
@click.argument("check", shell_complete=_completing.checks)
@click.argument("unit", metavar="ARTICLE#UNIT", shell_complete=_completing.articles_and_units)
@click.option("--reason", required=True, help="Why it may stand, for who reads it next year.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day it holds, as 2026-12-31; without: for good.",
)
@_terminal.languages_option("all of them")
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    check: str,
    unit: str,
    reason: str,
    until: datetime | None,
    languages: tuple[str, ...],
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Let what CHECK finds in a unit stand: `check` tells it no more, and counts it as waived.

    UNIT is the id that a finding shows, or its beginning.  The waiver is a row of
    translations/waivers.csv, which is committed with the translation.  When it
    is of no more use, `check` says so.

    \b
    json: {"version": 1, "dry_run",
           "waivers": [{"check", "article", "unit", "language", "reason", "until",
                        "file"}]}
    language is null for all of them, until where it holds for good.
    """
    from alihbahasa.checking.waivers import Waiver
    from alihbahasa.workflow import waive

    article, mark, id = unit.rpartition("#")
    if not mark or not article or not id:
        raise AlihbahasaError(
            f"{unit!r} is not ARTICLE#UNIT", hint="such as berita/artsakh.txt#u3k7q"
        )
    if not reason.strip():
        raise AlihbahasaError(
            "a waiver without a reason", hint='such as --reason "it is a quotation"'
        )
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    added = []
    for language in languages or ("",):
        day = until.date() if until else None
        waiver = Waiver(check, article, id, reason, language, day)
        added.append(waive.add(project, waiver, dry_run=dry_run))
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "waivers": [_fields(each, project.shown(path)) for each, path in added],
        },
        lines=()
        if _terminal.is_silent(dry_run=dry_run)
        else (
            f"{each.check} waived for {each.article}#{each.unit}"
            f"{f' in {each.language}' if each.language else ''}: {project.shown(path)}"
            for each, path in added
        ),
    )
    _terminal.tell_dry_run(dry_run)


def _fields(waiver: Waiver, file: str) -> dict[str, object]:
    return {
        "check": waiver.check,
        "article": waiver.article,
        "unit": waiver.unit,
        "language": waiver.language or None,
        "reason": waiver.reason,
        "until": waiver.until.isoformat() if waiver.until else None,
        "file": file,
    }
