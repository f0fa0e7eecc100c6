"""alihbahasa glossary seed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _terminal
from alihbahasa.cli.glossary._changes import loss_fields, tell_losses
from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.workflow.glossary.seed import Seeded


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary seed --cldr --dry-run
  alihbahasa glossary seed --cldr --into countries.csv --to en --to ru""",
)
@click.option("--cldr", is_flag=True, help="From the names of the Unicode CLDR.")
@_terminal.languages_option()
@_terminal.into_option("The glossary to add to, where the project has several.")
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    cldr: bool,
    languages: tuple[str, ...],
    into: str | None,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Add the territories that articles mention and no glossary has, with their names.

    Only those that occur, and only by CLDR's own names: Inggris Raya is one,
    Inggris is none.  The adjectives that a language pack knows (Armenian,
    армянский) are admitted beside the name: translations have them as often.
    Where some language has none, the concept is shown only (level info).

    \b
    json: {"version": 1, "dry_run", "into", "known",
           "concepts": [{"concept", "level", "mentions",
                         "terms": [{"language", "term"}]}],
           "without": [NAME, ...], "losses": [...]}
    known is how many of those mentioned the glossaries had, without has those that
    lack adjectives in some language.  Keys are added, never renamed.
    """
    from alihbahasa.workflow.glossary import seed

    if not cldr:
        raise AlihbahasaError("no source of terms was named", hint="there is one: --cldr")
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    done = seed.run(
        project, into=into, languages=languages, dry_run=dry_run, progress=_progress.progress
    )
    _terminal.tell(
        format_,
        project,
        document=lambda: {"dry_run": dry_run, **_fields(done)},
        lines=() if _terminal.is_silent(dry_run=dry_run) else _lines(done),
    )
    if done.without:
        _terminal.notice(f"no adjectives in every language for {', '.join(done.without)}")
    tell_losses(done.losses, done.into)
    _terminal.tell_dry_run(dry_run)


def _lines(done: Seeded) -> Iterator[str]:
    for concept, count in done.concepts:
        by_language: dict[str, list[str]] = {}
        for term in concept.terms:
            by_language.setdefault(term.language, []).append(term.text)
        names = "; ".join(
            f"{language} {' | '.join(words)}" for language, words in by_language.items()
        )
        yield f"{names} ({concept.level}, {_terminal.plural(count, 'mention')})"
    known = f"; the glossaries had {done.known:,} of those mentioned" if done.known else ""
    yield f"{_terminal.plural(len(done.concepts), 'concept')} added to {done.into}{known}"


def _fields(done: Seeded) -> dict[str, object]:
    return {
        "into": done.into,
        "known": done.known,
        "concepts": [
            {
                "concept": concept.key,
                "level": concept.level.value,
                "mentions": count,
                "terms": [{"language": term.language, "term": term.text} for term in concept.terms],
            }
            for concept, count in done.concepts
        ],
        "without": list(done.without),
        "losses": loss_fields(done.losses),
    }
