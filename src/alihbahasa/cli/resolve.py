"""alihbahasa resolve."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.text import shortened

if TYPE_CHECKING:
    from alihbahasa.workflow.resolve import Resolved, Settled


@click.command(
    epilog="""\b
Examples:
  alihbahasa resolve berita/artsakh.txt --theirs
  alihbahasa resolve berita/artsakh.txt --ours ud44h uiuzupsh5lya4y.h
  alihbahasa resolve berita/artsakh.txt --theirs --from Sari --to en
  alihbahasa resolve berita/artsakh.txt --theirs --dry-run""",
)
@click.argument("article", shell_complete=_completing.articles)
@click.argument("units", nargs=-1, metavar="[UNIT]...", shell_complete=_completing.units)
@click.option("--theirs", "choice", flag_value="theirs", help="Take the target that came later.")
@click.option("--ours", "choice", flag_value="ours", help="Keep the target that stands.")
@click.option(
    "--from",
    "origin",
    metavar="NAME",
    help="Whose target to take, as check tells it, or its beginning; others are left.",
)
@_terminal.languages_option()
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    article: str,
    units: tuple[str, ...],
    choice: str | None,
    origin: str | None,
    languages: tuple[str, ...],
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """End conflicts of an ARTICLE: with the target that stands, or with the other one.

    Without UNIT all of them; a unit is named by its id, as import tells it, or by
    the beginning of that.  What is not chosen is kept in the record.  To delete
    the comment, or the alt-trans, of a conflict by hand is to choose ours.

    \b
    json: {"version": 1, "dry_run",
           "resolved": [{"article", "language", "unit", "source", "target", "state",
                         "dropped": [{"target", "origin"}]}],
           "left", "elsewhere": [LANG, ...]}
    left is how many conflicts there are still, elsewhere has other languages with
    some, where these had none.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import resolve

    if choice is None:
        raise click.UsageError("say --theirs or --ours")
    if origin is not None and choice == "ours":
        raise click.UsageError("--from goes with --theirs")
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    _terminal.tell_frozen(project, [article])
    done = resolve.run(
        project,
        article,
        theirs=choice == "theirs",
        units=units,
        origin=origin,
        languages=languages,
        dry_run=dry_run,
    )
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "resolved": [_fields(each) for each in done.settled],
            "left": done.left,
            "elsewhere": list(done.elsewhere),
        },
        lines=() if _terminal.is_silent(dry_run=dry_run) else _lines(done, article),
    )
    for language in done.elsewhere:
        _terminal.notice(f"there are conflicts in {language}: name it with --to {language}")
    _terminal.tell_dry_run(dry_run)


def _lines(done: Resolved, article: str) -> Iterator[str]:
    from alihbahasa.model import raw

    for _, group in groupby(done.settled, key=lambda each: (each.article, each.language)):
        for each in group:
            yield (
                f"{each.article} ({each.language})  {each.unit.id}  "
                f"{_terminal.beginning(each.unit)}  -> {shortened(raw(each.unit.target or ()))}"
            )
        yield from _terminal.sentences(each.fates)
    if done.settled or done.left:
        left = f", {done.left:,} left" if done.left else ""
        yield f"{_terminal.plural(len(done.settled), 'conflict')} resolved{left}"
    else:
        yield f"no conflicts in {article} ({', '.join(done.languages)})"


def _fields(settled: Settled) -> dict[str, object]:
    from alihbahasa.model import raw

    return {
        "article": settled.article,
        "language": settled.language,
        **_terminal.unit_fields(settled.unit),
        "dropped": [
            {"target": raw(each.target), "origin": each.origin} for each in settled.dropped
        ],
    }
