"""alihbahasa glossary import."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import loss_fields, tell_losses
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import shortened

if TYPE_CHECKING:
    from alihbahasa.project import Project
    from alihbahasa.workflow.glossary.import_ import Imported

#: How many rejected cells, and how many duplicates, are listed.
_LISTED = 10


@click.command(
    name="import",
    epilog="""\b
Examples:
  alihbahasa glossary import istilah-lama.xlsx --dry-run
  alihbahasa glossary import crowdin.csv --into glossaries/artsakh.csv
  alihbahasa glossary import omegat.txt --to en
  alihbahasa glossary import list.tsv --lang id --to en --into terms.csv

\b
Exit code 1: something was rejected.""",
)
@click.argument("file", type=click.Path(path_type=Path))
@_terminal.into_option(
    "The glossary; without: the only one of the project, else imported.csv among them."
)
@_terminal.lang_option("a column headed only 'term' or 'source'; without: the project's source.")
@click.option(
    "--to",
    metavar="LANG",
    callback=_terminal.tag,
    help="The language of translations where the file does not say it.",
)
@click.option(
    "--rejected",
    type=click.Path(path_type=Path),
    default=Path("rejected.csv"),
    metavar="FILE",
    help="Where rejected cells are written; without: rejected.csv.",
)
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    file: Path,
    into: str | None,
    lang: str | None,
    to: str | None,
    rejected: Path,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Take FILE, a sheet made for people or a glossary of another tool, into a glossary.

    Columns are known by their headers: languages by tag or name, and those of
    Weblate, Phrase, Crowdin, Lokalise, memoQ and MateCat.  Several terms in a
    cell are parted at ; | line breaks and " / ", brackets become notes.  What
    cannot come in is written to rejected.csv: row, column, value, reason,
    suggestion.

    Nothing of the glossary is changed or removed: terms are added, empty
    fields filled.  An empty cell deletes nothing.

    \b
    json: {"version": 1, "dry_run", "file", "into", "rows", "languages": [LANG, ...],
           "new": [KEY, ...], "changed": [KEY, ...], "same", "report",
           "rejections": [{"row", "column", "cell", "value", "reason", "suggestion"}],
           "duplicates": [{"term", "row", "earlier", "outcome"}],
           "notices": [{"what", "count", "examples"}], "losses": [...], "unread": [...]}
    rows is null for what is no sheet, report names the file of rejected cells, null without any;
    losses and unread, what the glossary and what the reader left out, are
    {"what", "count", "example", "is_whole"}.  Keys are added, never renamed.
    """
    from alihbahasa.workflow.glossary import import_

    project = _project(folder, is_needed=not (lang and into))
    _terminal.refuse_work(rejected, project)
    _terminal.refuse_destinations(format_[1:], project)
    request = import_.Request(file, rejected, into, lang or "", to or "")
    found = import_.run(request, project=project, dry_run=dry_run)
    _terminal.tell(
        format_,
        project,
        document=lambda: {"dry_run": dry_run, "file": str(file), **_fields(found)},
        lines=_rejected(found)
        if _terminal.is_silent(dry_run=dry_run)
        else _account(found, str(file)),
    )
    tell_losses(found.unread, str(file))
    tell_losses(found.losses, found.into)
    _terminal.tell_dry_run(dry_run)
    sys.exit(1 if found.rejections else 0)


def _project(folder: Path, *, is_needed: bool) -> Project | None:
    """Return the project that *folder* lies in, or None where there is none and none is needed."""
    from alihbahasa.project import settings_file

    start = folder.absolute()
    if not is_needed and not any(settings_file(each) for each in (start, *start.parents)):
        return None
    try:
        return _terminal.open_project(folder)
    except AlihbahasaError as error:
        if error.message.startswith("no project here"):
            error.hint = f"{error.hint}; without one give --lang and --into"
        raise


def _account(found: Imported, file: str) -> Iterable[str]:
    """Yield the lines that tell what came of an import."""
    yield f"{file} ({', '.join(found.languages)}) -> {found.into}"
    rows = f"{_terminal.plural(found.rows, 'row')}; " if found.rows is not None else ""
    yield (
        f"  {rows}concepts: {len(found.new):,} new, {len(found.changed):,} changed,"
        f" {found.same:,} the same"
    )
    yield from _rejected(found)
    if found.duplicates:
        yield f"  duplicates: {_terminal.plural(len(found.duplicates), 'row')}"
        yield from _listed(
            [
                f"rows {each.earlier} and {each.row}: {shortened(each.term)}, {each.outcome}"
                for each in found.duplicates
            ]
        )
    for notice in found.notices:
        yield f"  {notice}"


def _rejected(found: Imported) -> Iterable[str]:
    if found.rejections:
        cells = _terminal.plural(len(found.rejections), "cell")
        count = len({each.row for each in found.rejections})
        yield f"  rejected: {cells} in {_terminal.plural(count, 'row')}, see {found.report}"
        yield from _listed(
            [
                f"{each.cell or f'row {each.row}'} {shortened(each.value)!r}: {each.reason}"
                + (f" ({shortened(each.suggestion)})" if each.suggestion else "")
                for each in found.rejections
            ]
        )


def _fields(found: Imported) -> dict[str, object]:
    return {
        "into": found.into,
        "rows": found.rows,
        "languages": list(found.languages),
        "new": list(found.new),
        "changed": list(found.changed),
        "same": found.same,
        "report": found.report if found.rejections else None,
        "rejections": [asdict(each) for each in found.rejections],
        "duplicates": [asdict(each) for each in found.duplicates],
        "notices": [asdict(each) for each in found.notices],
        "losses": loss_fields(found.losses),
        "unread": loss_fields(found.unread),
    }


def _listed(lines: Sequence[str]) -> Iterable[str]:
    for line in lines[:_LISTED]:
        yield f"    {line}"
    if len(lines) > _LISTED:
        yield f"    and {len(lines) - _LISTED:,} more"
