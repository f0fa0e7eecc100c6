"""alihbahasa resolve."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal, shortened


@click.command(
    short_help="Choose where two people translated one sentence.",
    epilog="""\b
Examples:
  alihbahasa resolve berita/artsakh.txt --theirs
  alihbahasa resolve berita/artsakh.txt --ours ud44h uiuzupsh5lya4y.h
  alihbahasa resolve berita/artsakh.txt --theirs --from Sari --to en
  alihbahasa resolve berita/artsakh.txt --theirs --dry-run""",
)
@click.argument("article")
@click.argument("units", nargs=-1, metavar="[UNIT]...")
@click.option("--theirs", "choice", flag_value="theirs", help="Take the target that came later.")
@click.option("--ours", "choice", flag_value="ours", help="Keep the target that stands.")
@click.option(
    "--from",
    "origin",
    metavar="NAME",
    help="Whose target to take, as check tells it, or its beginning; others are left.",
)
@_terminal.languages_option()
@_terminal.dry_run_option
@_terminal.project_option
def command(
    article: str,
    units: tuple[str, ...],
    choice: str | None,
    origin: str | None,
    languages: tuple[str, ...],
    dry_run: bool,
    folder: Path,
) -> None:
    """End conflicts of an ARTICLE: with the target that stands, or with the other one.

    Without UNIT all of them; a unit is named by its id, as import tells it, or by
    the beginning of that.  What is not chosen is kept in the record.  To delete
    the comment, or the alt-trans, of a conflict by hand is to choose ours.
    """
    from alihbahasa.model import raw
    from alihbahasa.workflow import resolve

    if choice is None:
        raise click.UsageError("say --theirs or --ours")
    if origin is not None and choice == "ours":
        raise click.UsageError("--from goes with --theirs")
    project = _terminal.open_project(folder)
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
    for _, group in groupby(done.settled, key=lambda each: (each.article, each.language)):
        for each in group:
            click.echo(
                f"{escape_terminal(each.article)} ({each.language})  {each.unit.id}  "
                f"{escape_terminal(_terminal.beginning(each.unit))}  -> "
                f"{escape_terminal(shortened(raw(each.unit.target or ())))}"
            )
        for line in _terminal.sentences(each.fates):
            click.echo(line)
    if done.settled or done.left:
        click.echo(
            f"{_terminal.plural(len(done.settled), 'conflict')} resolved"
            + (f", {done.left:,} left" if done.left else "")
        )
    else:
        click.echo(f"no conflicts in {escape_terminal(article)} ({', '.join(done.languages)})")
    for language in done.elsewhere:
        _terminal.notice(f"there are conflicts in {language}: name it with --to {language}")
    _terminal.tell_dry_run(dry_run)
