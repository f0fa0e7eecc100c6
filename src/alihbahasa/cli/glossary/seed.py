"""alihbahasa glossary seed."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.cli.glossary._changes import tell_losses
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_terminal


@click.command(
    short_help="Add the countries that the articles name.",
    epilog="""\b
Examples:
  alihbahasa glossary seed --cldr --dry-run
  alihbahasa glossary seed --cldr --into countries.csv --to en --to ru""",
)
@click.option("--cldr", is_flag=True, help="From the names of the Unicode CLDR.")
@_terminal.languages_option()
@_terminal.into_option("The glossary to add to, where the project has several.")
@_terminal.dry_run_option
@_terminal.project_option
def command(
    cldr: bool, languages: tuple[str, ...], into: str | None, dry_run: bool, folder: Path
) -> None:
    """Add the territories that articles mention and no glossary has, with their names.

    Only those that occur, and only by CLDR's own names: Inggris Raya is one,
    Inggris is none.  The adjectives that a language pack knows (Armenian,
    армянский) are admitted beside the name: translations have them as often.
    Where some language has none, the concept is shown only (level info).
    """
    from alihbahasa.workflow.glossary import seed

    if not cldr:
        raise AlihbahasaError("no source of terms was named", hint="there is one: --cldr")
    project = _terminal.open_project(folder)
    done = seed.run(
        project, into=into, languages=languages, dry_run=dry_run, progress=_terminal.progress
    )
    for concept, count in done.concepts:
        by_language: dict[str, list[str]] = {}
        for term in concept.terms:
            by_language.setdefault(term.language, []).append(term.text)
        names = "; ".join(
            f"{language} {' | '.join(words)}" for language, words in by_language.items()
        )
        mentions = _terminal.plural(count, "mention")
        click.echo(escape_terminal(f"{names} ({concept.level}, {mentions})"))
    known = f"; the glossaries had {done.known:,} of those mentioned" if done.known else ""
    added = _terminal.plural(len(done.concepts), "concept")
    click.echo(f"{added} added to {escape_terminal(done.into)}{known}")
    if done.without:
        _terminal.notice(f"no adjectives in every language for {', '.join(done.without)}")
    tell_losses(done.losses, done.into)
    _terminal.tell_dry_run(dry_run)
