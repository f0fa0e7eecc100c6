"""alihbahasa glossary merge."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import (
    change_fields,
    change_line,
    finding_fields,
    loss_fields,
    tell_losses,
)
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.terminology.merging import Conflict
    from alihbahasa.workflow.glossary.merge import MergedFile


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary merge ~/Downloads/terms.xlsx --base sent/terms.xlsx
  alihbahasa glossary merge terms.csv --base v1.2 --dry-run
  alihbahasa glossary merge terms.csv --base HEAD~3 --into glossaries/law.csv

\b
Exit code 1: there are conflicts to look at.""",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--base",
    metavar="REV|FILE",
    help="What was sent out: a git revision of the glossary, or the file itself.",
)
@_terminal.into_option("The glossary to merge into, where the project has several.")
@click.option(
    "--yes",
    is_flag=True,
    help="Go on where more than a fifth would be deleted, of the concepts or of a column.",
)
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    file: Path,
    base: str | None,
    into: str | None,
    yes: bool,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Merge FILE, in any format that is read, into a glossary, three ways and cell by cell.

    What only one side changed since --base is taken; what both changed, each
    in its own way, is a conflict: ours stays, and all three are shown.  A row
    that is not in FILE any more is deleted if we left it as it was, and so is
    what an emptied cell held; a column that FILE does not have deletes nothing.
    A column that glossaries do not have is left out; keys stay as they are.

    \b
    json: {"version": 1, "dry_run", "file",
           "changes": [{"concept", "kind", "cells": [{"cell", "before", "after"}]}],
           "conflicts": [{"concept", "cell", "base", "ours", "theirs"}],
           "absent": [COLUMN, ...], "rekeyed": [{"concept", "theirs"}],
           "findings": [...], "losses": [...], "unread": [...]}
    absent are columns that FILE lacks, rekeyed are keys that it has otherwise;
    findings are as `glossary check` tells them, losses and unread are
    {"what", "count", "example", "is_whole"}.  Keys are added, never renamed.
    """
    from alihbahasa.workflow.glossary import merge

    if base is None:
        raise AlihbahasaError(
            "merging needs --base, the state that was sent out: without it nobody can tell"
            " what was changed outside from what was changed here",
            hint="name the file that was sent, or the git revision of that day: --base v1.2",
        )
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    merged = merge.run(project, file, base=base, into=into, yes=yes, dry_run=dry_run)
    tell_losses(merged.unread, str(file))
    if merged.absent:
        columns = "column" if len(merged.absent) == 1 else "columns"
        names = ", ".join(merged.absent)
        _terminal.notice(f"{file} has no {columns} {names}: nothing was deleted there")
    for key, other in merged.rekeyed:
        _terminal.notice(f"{file} has the key {other} for {key}, which stays: keys never change")
    for finding in merged.findings:
        _terminal.notice(f"{finding.severity.value}: {finding.message} ({finding.check})")
    _terminal.tell(
        format_,
        project,
        document=lambda: {"dry_run": dry_run, **_fields(merged)},
        lines=_lines(merged, is_silent=_terminal.is_silent(dry_run=dry_run)),
    )
    tell_losses(merged.losses, merged.file.shown)
    _terminal.tell_dry_run(dry_run)
    sys.exit(1 if merged.conflicts else 0)


def _lines(merged: MergedFile, *, is_silent: bool) -> Iterator[str]:
    if not is_silent:
        yield from map(change_line, merged.changes)
    for conflict in merged.conflicts:
        yield from _conflict(conflict)
    if not is_silent:
        changed = f"{_terminal.plural(len(merged.changes), 'concept')} changed"
        conflicts = _terminal.plural(len(merged.conflicts), "conflict")
        yield f"{merged.file.shown}: {changed}, {conflicts}"


def _fields(merged: MergedFile) -> dict[str, object]:
    return {
        "file": merged.file.shown,
        "changes": [change_fields(each) for each in merged.changes],
        "conflicts": [
            {
                "concept": each.key,
                "cell": each.cell,
                "base": list(each.base),
                "ours": list(each.ours),
                "theirs": list(each.theirs),
            }
            for each in merged.conflicts
        ],
        "absent": list(merged.absent),
        "rekeyed": [{"concept": key, "theirs": other} for key, other in merged.rekeyed],
        "findings": [finding_fields(each) for each in merged.findings],
        "losses": loss_fields(merged.losses),
        "unread": loss_fields(merged.unread),
    }


def _conflict(conflict: Conflict) -> list[str]:
    return [
        f"conflict  {conflict.key}: {conflict.cell}",
        *(
            f"    {name:<7} {' | '.join(values) or '(nothing)'}"
            for name, values in (
                ("base", conflict.base),
                ("ours", conflict.ours),
                ("theirs", conflict.theirs),
            )
        ),
    ]
