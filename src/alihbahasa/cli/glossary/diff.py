"""alihbahasa glossary diff."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alihbahasa.cli import _progress, _terminal
from alihbahasa.cli.glossary._changes import change_fields, change_line, what_changed
from alihbahasa.patterns import late_re
from alihbahasa.text import escape_terminal, merged, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alihbahasa.model import Span
    from alihbahasa.workflow.glossary.diff import Compared, Sentence, Touched

_MARKDOWN = late_re(r"([\\`*_{}\[\]|#~!])")


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary diff                         what is not committed yet
  alihbahasa glossary diff main --to en
  alihbahasa glossary diff v1.2 --sentences 10
  alihbahasa glossary diff origin/main --format markdown:comment.md

\b
Exit code 0 whether or not anything changed.""",
)
@click.argument("revision", default="HEAD", metavar="[REV]")
@_terminal.languages_option()
@click.option(
    "--sentences",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    metavar="N",
    help="How many sentences of a concept are shown; json has them all.",
)
@_terminal.format_option(
    "text", "markdown", "json", help="text, markdown (for a pull request) or json."
)
@_terminal.project_option
def command(
    revision: str,
    languages: tuple[str, ...],
    sentences: int,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Compare the glossaries with those at the git revision REV (without: HEAD), by concept.

    Beside each change stands how many units mention the concept, by the
    glossary of then or of now, with their sentences and translations.

    \b
    json: {"version": 1, "revision", "commit",
           "changes": [{"concept", "kind", "cells": [{"cell", "before", "after"}],
                        "languages", "units", "articles", "sentences":
                          [{"article", "unit", "source", "spans", "targets":
                            [{"language", "target", "state", "spans"}]}]}]}
    kind is added, removed or changed; spans are pairs of offsets in code points.
    """
    from alihbahasa.workflow.glossary import diff

    name, destination = format_
    project = _terminal.open_project(folder)
    compared = diff.run(
        project, revision=revision, languages=languages, progress=_progress.progress
    )
    with _terminal.output(destination, project) as write:
        if name == "json":
            write(_terminal.json_text(_document(compared)))
        elif name == "markdown":
            for line in _markdown(compared, sentences):
                write(f"{line}\n")
        else:
            is_terminal = not destination and _terminal.has_colour()
            for line in _text(compared, sentences, is_terminal=is_terminal):
                write(f"{line}\n")


def _numbers(units: int, articles: int) -> str:
    return f"{_terminal.plural(units, 'unit')}, {_terminal.plural(articles, 'article')}"


def _totals(compared: Compared) -> tuple[int, int]:
    """Return how many units and articles are touched, each counted once."""
    units = {
        (sentence.article, sentence.unit.id)
        for each in compared.changes
        for sentence in each.sentences
    }
    return len(units), len({article for article, _ in units})


def _since(compared: Compared) -> str:
    name, commit = compared.revision.name, compared.revision.commit
    return name if commit.startswith(name) else f"{name} ({commit[:9]})"


# --- for people -----------------------------------------------------------------


def _text(compared: Compared, most: int, *, is_terminal: bool) -> Iterator[str]:
    for each in compared.changes:
        numbers = _numbers(len(each.sentences), len(each.articles))
        yield f"{escape_terminal(change_line(each.change))}: {numbers}"
        article = ""
        for sentence in each.sentences[:most]:
            if sentence.article != article:
                article = sentence.article
                yield f"  {escape_terminal(article)}"
            for tag, text, spans in _versions(sentence, compared):
                yield f"    {tag:<3} {shown(text, spans, is_terminal=is_terminal)}"
        if (more := len(each.sentences) - most) > 0 and most:
            yield f"  ... and {more:,} more"
    if _terminal.is_silent():
        return
    since = escape_terminal(_since(compared))
    if compared.changes:
        count = _terminal.plural(len(compared.changes), "concept")
        yield f"{count} changed since {since}: {_numbers(*_totals(compared))}"
    else:
        yield f"no concept changed since {since}"


def _versions(
    sentence: Sentence, compared: Compared
) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Yield the language, the text and the terms of a sentence and its translations."""
    from alihbahasa.model import plain

    yield compared.source_language, plain(sentence.unit.source), sentence.spans
    for each in sentence.renderings:
        yield each.language, plain(each.unit.target or ()), each.spans


def _markdown(compared: Compared, most: int) -> Iterator[str]:
    yield f"### Glossary changes since {_quoted(_since(compared))}"
    yield ""
    if not compared.changes:
        yield "No concept changed."
        return
    yield "| concept | change | units | articles |"
    yield "|---|---|---:|---:|"
    for each in compared.changes:
        key, told = _quoted(each.change.key), _quoted(what_changed(each.change))
        yield f"| {key} | {told} | {len(each.sentences):,} | {len(each.articles):,} |"
    yield ""
    yield f"{_numbers(*_totals(compared))} in all."
    for each in compared.changes:
        if each.sentences and most:
            yield from _details(each, compared, most)


def _details(each: Touched, compared: Compared, most: int) -> Iterator[str]:
    few = each.sentences[:most]
    of = f"{len(few)} of {len(each.sentences):,} units" if few != each.sentences else "all units"
    yield ""
    yield f"<details><summary>{html.escape(escape_terminal(each.change.key))}: {of}</summary>"
    for sentence in few:
        yield ""
        yield f"{_quoted(sentence.article)}:"
        for tag, text, spans in _versions(sentence, compared):
            yield f"- {tag}: {_marked(text, spans)}"
    yield ""
    yield "</details>"


def _quoted(text: str) -> str:
    """Return *text* such that Markdown shows it as it is, in one line."""
    return _escaped(" ".join(text.split()))


def _marked(text: str, spans: Iterable[Span]) -> str:
    """Return *text* for Markdown, *spans* in bold."""
    parts: list[str] = []
    done = 0
    for span in merged(spans):
        parts += (_escaped(text[done : span.start]), "<b>", _escaped(span.of(text)), "</b>")
        done = span.stop
    return "".join((*parts, _escaped(text[done:])))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", html.escape(escape_terminal(text), quote=False))


# --- for programs ---------------------------------------------------------------


def _document(compared: Compared) -> dict[str, Any]:
    return {
        "version": 1,
        "revision": compared.revision.name,
        "commit": compared.revision.commit,
        "changes": [_fields(each) for each in compared.changes],
    }


def _fields(each: Touched) -> dict[str, Any]:
    return {
        **change_fields(each.change),
        "languages": list(each.languages),
        "units": len(each.sentences),
        "articles": len(each.articles),
        "sentences": [_sentence(sentence) for sentence in each.sentences],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    from alihbahasa.model import plain

    return {
        "article": sentence.article,
        "unit": sentence.unit.id,
        "source": plain(sentence.unit.source),
        "spans": [[span.start, span.stop] for span in sentence.spans],
        "targets": [
            {
                "language": each.language,
                "target": plain(each.unit.target or ()),
                "state": each.unit.state.value,
                "spans": [[span.start, span.stop] for span in each.spans],
            }
            for each in sentence.renderings
        ],
    }
