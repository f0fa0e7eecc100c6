"""alihbahasa glossary find."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal

if TYPE_CHECKING:
    from alihbahasa.model import Concept


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary find "darurat militer"
  alihbahasa glossary find districts --format json

\b
Exit code 1: nothing was found.""",
)
@click.argument("term")
@_terminal.format_option("text", "json", help="How to print the concepts: text or json.")
@_terminal.project_option
def command(term: str, format_: tuple[str, str], folder: Path) -> None:
    """Show the concepts that TERM names, in any language and any inflected form.

    \b
    json: {"version": 1,
           "concepts": [{"concept", "level", "keep": [LANG, ...], "domain",
                         "definition", "example", "note", "url",
                         "terms": [{"language", "term", "status"}]}]}
    status is preferred, admitted, deprecated or forbidden.  Keys are added, never
    renamed.
    """
    from alihbahasa.workflow.glossary import find

    project = _terminal.open_project(folder)
    found = find.run(project, term)
    _terminal.tell(
        format_,
        project,
        document=lambda: {"concepts": [_fields(each) for each in found]},
        lines=_entries(found),
    )
    if not found:
        _terminal.notice(f"nothing in the glossaries for {term!r}")
    sys.exit(0 if found else 1)


def _entries(found: Iterable[Concept]) -> Iterator[str]:
    for number, concept in enumerate(found):
        if number:
            yield ""
        yield from _entry(concept)


def _fields(concept: Concept) -> dict[str, object]:
    return {
        "concept": concept.key,
        "level": concept.level.value,
        "keep": list(concept.keep),
        "domain": concept.domain,
        "definition": concept.definition,
        "example": concept.example,
        "note": concept.note,
        "url": concept.url,
        "terms": [
            {"language": each.language, "term": each.text, "status": each.status.value}
            for each in concept.terms
        ],
    }


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
