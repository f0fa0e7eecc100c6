"""alihbahasa terms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.model import Grade, Mention, Term, TermStatus
from alihbahasa.text import escape_json, shown

if TYPE_CHECKING:
    from alihbahasa.workflow.terms import Marked


@click.command(
    epilog="""\b
Examples:
  alihbahasa terms sources/berita/artsakh.txt
  echo "rayon-rayon itu" | alihbahasa terms -
  alihbahasa terms - --glossary terms.csv --lang en --format jsonl < text.txt""",
)
@click.argument("file", default="-", shell_complete=_completing.files)
@_terminal.glossary_option("A glossary, or a compiled one (.terms); without: those of the project.")
@_terminal.lang_option("the text; without: the source language of the project.")
@_terminal.format_option(
    "text",
    "json",
    "jsonl",
    help="text (terms in [brackets] or colour), json, or jsonl: an object a line of the text.",
)
@_terminal.project_option
def command(
    file: str, glossary: Path | None, lang: str | None, format_: tuple[str, str], folder: Path
) -> None:
    """Mark the terms of the glossary in any text (FILE, or - for the standard input).

    With --glossary no project is needed.  FILE may be an article of a project:
    one in HTML or Markdown is read as export reads it, a block a line, and no
    term is found in its markup.

    \b
    jsonl: {"mentions": [{"concept", "term", "grade", "start", "stop", "targets"}, ...]}
    start and stop count code points from 0; grade is exact, variant, inflected,
    or derived: a hint, [?so] in text, that never counts. targets has the allowed
    terms by language, the preferred first: {"en": ["district", "raion"]}.
    For a block of an article there are also its text, which start and stop count
    in, and the line and column where it begins.

    \b
    json: {"version": 1, "lines": [OBJECT, ...]}, the objects that jsonl has a line each.
    """
    from alihbahasa.workflow import terms

    name, destination = format_
    project, language = _terminal.project_and_language(folder, glossary, lang)
    compiled = terms.recogniser(language, project, glossary)
    article = None if file == "-" else terms.article_of(file)
    if article:
        marked = terms.in_article(*article, compiled)
    else:
        text = _terminal.decoded(_terminal.read_input(file), file)
        marked = terms.in_text(text, compiled)
    is_terminal = not destination and _terminal.has_colour()
    with _terminal.output(destination, project) as write:
        if name == "json":
            lines = [_fields(each, is_article=bool(article)) for each in marked]
            write(_terminal.json_text({"version": 1, "lines": lines}))
            return
        for each in marked:
            if name == "jsonl":
                found = _fields(each, is_article=bool(article))
                write(escape_json(json.dumps(found, ensure_ascii=False)) + "\n")
            else:
                spans = [m.span for m in each.mentions if m.grade is not Grade.DERIVED]
                hints = [m.span for m in each.mentions if m.grade is Grade.DERIVED]
                write(shown(each.text, spans, hints=hints, is_terminal=is_terminal) + "\n")


def _fields(marked: Marked, *, is_article: bool) -> dict[str, object]:
    found: dict[str, object] = {"mentions": list(map(_described, marked.mentions))}
    if is_article:
        found |= {"line": marked.line, "column": marked.column, "text": marked.text}
    return found


def _described(mention: Mention) -> dict[str, object]:
    """Return *mention* as an object of the output."""
    targets: dict[str, list[str]] = {}
    for term in sorted(mention.concept.terms, key=_not_preferred):
        if term.status.is_allowed and term.language != mention.term.language:
            targets.setdefault(term.language, []).append(term.text)
    return {
        "concept": mention.concept.key,
        "term": mention.term.text,
        "grade": mention.grade.value,
        "start": mention.span.start,
        "stop": mention.span.stop,
        "targets": targets,
    }


def _not_preferred(term: Term) -> bool:
    return term.status is not TermStatus.PREFERRED
