"""alihbahasa glossary find."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.model import Concept


@click.command(
    short_help="Show what the glossaries say of a term.",
    epilog="""\b
Examples:
  alihbahasa glossary find "darurat militer"
  alihbahasa glossary find districts

\b
Exit code 1: nothing was found.""",
)
@click.argument("term")
@_terminal.project_option
def command(term: str, folder: Path) -> None:
    """Show the concepts that TERM names, in any language and any inflected form."""
    from alihbahasa.workflow.glossary import find

    found = find.run(_terminal.open_project(folder), term)
    for number, concept in enumerate(found):
        lines = [escape_terminal(line) for line in _entry(concept)]
        click.echo(("\n" if number else "") + "\n".join(lines))
    if not found:
        _terminal.notice(f"nothing in the glossaries for {term!r}")
    sys.exit(0 if found else 1)


def _entry(concept: Concept) -> list[str]:
    """Return the lines of a concept's entry: a line a language, forbidden terms after NOT."""
    keep = f", keep in {'all languages' if '*' in concept.keep else ', '.join(concept.keep)}"
    lines = [f"{concept.key} ({concept.level}{keep if concept.keep else ''})"]
    for language in dict.fromkeys(term.language for term in concept.terms):
        allowed = [t.text for t in concept.terms_in(language) if t.status.is_allowed]
        others = [t for t in concept.terms_in(language) if not t.status.is_allowed]
        line = f"  {language:<3} {' | '.join(allowed)}"
        if others:
            line += f"  NOT {', '.join(term.text for term in others)}"
        lines.append(line)
    more = (concept.domain, concept.definition, concept.example, concept.note, concept.url)
    return lines + [f"  {' '.join(text.split())}" for text in more if text]
