"""alihbahasa keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _progress, _terminal
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.workflow.keep import Kept


@click.command(
    epilog="""\b
Examples:
  alihbahasa keep uiuzupsh5lya4y --all-languages --reason typo
  alihbahasa keep uiuz ubd6m --to en --reason "comma added"
  alihbahasa keep uiuz --to en --article berita/artsakh.txt --reason typo

\b
Ids stand in the exchange files, and in what check and log print.  Refused (exit
code 2) are edits of a number, a name, a term or a negation.""",
)
@click.argument(
    "units", nargs=-1, required=True, metavar="UNIT...", shell_complete=_completing.units
)
@_terminal.languages_option(without="the only one of the settings, else an error")
@click.option("--all-languages", is_flag=True, help="In every target language.")
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="ARTICLE",
    shell_complete=_completing.articles,
    help="Only in this article; may be repeated.  Without: in all that have the unit.",
)
@click.option("--reason", required=True, metavar="TEXT", help="Why; log tells it.")
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    units: tuple[str, ...],
    languages: tuple[str, ...],
    all_languages: bool,
    articles: tuple[str, ...],
    reason: str,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Make drafts what they were before their sentence was edited.

    An edited sentence leaves its translation a draft.  Where the edit did not
    touch the meaning (a typo, a comma), this confirms all of them at once.  Units
    whose terms changed in the glossary are settled the same way.  A UNIT is named
    by its id or the beginning of that, and is kept in each article that has it;
    frozen articles are left alone.

    \b
    json: {"version": 1, "dry_run",
           "kept": [{"article", "language", "unit", "source", "target", "state",
                     "has_edit"}],
           "nothing": [{"unit", "source", "target", "state"}], "frozen": [ARTICLE, ...]}
    has_edit is false for a unit whose terms changed; nothing are units that had
    nothing to keep.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import keep, prepare

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    if all_languages and languages:
        raise click.UsageError("--to and --all-languages exclude each other")
    targets = prepare.chosen_languages(project, languages)
    if len(targets) > 1 and not languages and not all_languages:
        raise AlihbahasaError(
            f"there are {len(targets)} target languages",
            hint="name one with --to, or say --all-languages",
        )
    done = keep.run(
        project,
        units,
        languages=targets,
        reason=reason,
        articles=articles,
        dry_run=dry_run,
        progress=_progress.progress,
    )
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "kept": [_fields(each) for each in done.kept],
            "nothing": [_terminal.unit_fields(unit) for unit in done.nothing],
            "frozen": list(done.frozen),
        },
        lines=() if _terminal.is_silent(dry_run=dry_run) else _lines(done.kept),
    )
    for unit in done.nothing:
        _terminal.notice(f"nothing to keep: {unit.id}  {_terminal.beginning(unit)}")
    if done.frozen:
        _terminal.notice(f"frozen, so left alone: {prepare.listed(done.frozen)}")
    _terminal.tell_dry_run(dry_run)


def _lines(kept: Iterable[Kept]) -> Iterator[str]:
    for _, group in groupby(kept, key=lambda each: (each.article, each.language)):
        for each in group:
            what = "kept  " if each.has_edit else "agreed"
            yield (
                f"{what}  {each.article} ({each.language})  {each.unit.id}  "
                f"{_terminal.beginning(each.unit)}"
            )
        yield from _terminal.sentences(each.fates)


def _fields(kept: Kept) -> dict[str, object]:
    return {
        "article": kept.article,
        "language": kept.language,
        **_terminal.unit_fields(kept.unit),
        "has_edit": kept.has_edit,
    }
