"""alihbahasa corpus terms."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _sheet, _terminal, _workers
from alihbahasa.cli.corpus import _options
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.corpus.terms import Frequencies, Frequency


@click.command(
    short_help="Count the terms of the glossaries in the articles.",
    epilog="""\b
Examples:
  alihbahasa corpus terms --limit 50
  alihbahasa corpus terms berita --by-term
  alihbahasa corpus terms --unused
  alihbahasa corpus terms --format csv:terms.csv""",
)
@_terminal.articles_argument
@click.option("--by-term", is_flag=True, help="A line for each term of a concept, not one for all.")
@click.option("--unused", is_flag=True, help="List what no article mentions, and nothing else.")
@_options.least_option(1, "mentions")
@_options.limit_option(None, "lines")
@_workers.workers_options
@_terminal.format_option("text", "json", "csv", help="text, json or csv.")
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    by_term: bool,
    unused: bool,
    least: int,
    limit: int | None,
    jobs: int | None,
    cluster: str,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Tell how often each concept stands in ARTICLE (all of them when none is named).

    The most frequent come first: what to translate before all else, where a
    language lacks it.  What is never mentioned is left to --unused.

    \b
    mentions   in the sources; each place of a sentence counts
    articles   that have a mention
    exact, variant, inflected
               the mentions, by how they are written
    lacks      target languages of the settings that the glossary has no term for

    \b
    json: {"version": 1, "articles": COUNT,
           "terms": [{"concept", "term", "mentions", "articles", "exact", "variant",
                      "inflected", "lacks": [LANG, ...]}],
           "errors": [{"file", "line", "column", "unit", "message", "hint"}]}
    articles are those that were read; term is the first one of the source language,
    with --by-term each.  csv has the columns of terms.  Keys are added, never renamed.
    """
    from alihbahasa.workflow.corpus import terms

    if unused and least > 1:
        raise click.UsageError("--unused lists what has no mentions: --least does not go with it")
    name, destination = format_
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations([destination], project)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs([project.settings.project.source])
    found = terms.run(
        project,
        articles=articles,
        by_term=by_term,
        jobs=jobs,
        cluster=cluster,
        progress=_progress.progress,
    )
    wanted = [row for row in found.rows if (not row.mentions if unused else row.mentions >= least)]
    rows = wanted[:limit]
    with _terminal.output(destination, project) as write:
        if name == "json":
            document = {
                "version": 1,
                "articles": found.articles,
                "terms": [_fields(row) for row in rows],
                "errors": [_terminal.error_fields(error) for error in found.errors],
            }
            write(_terminal.json_text(document))
        elif name == "csv":
            write(_sheet.sheet(_COLUMNS, map(_cells, rows)))
        else:
            write(_table(rows))
            if not _terminal.is_silent():
                write(_summary(found, shown=len(rows), count=len(wanted)))
    sys.exit(_terminal.tell_errors(found.errors))


_COLUMNS = "concept term mentions articles exact variant inflected lacks".split()


def _fields(row: Frequency) -> dict[str, object]:
    """Return *row* as an object of the output; keys are added, never renamed."""
    return {
        "concept": row.concept,
        "term": row.term,
        "mentions": row.mentions,
        "articles": row.articles,
        **{grade.value: count for grade, count in row.grades.items()},
        "lacks": list(row.lacking),
    }


def _cells(row: Frequency) -> tuple[str | int, ...]:
    figures = (row.mentions, row.articles, *row.grades.values())
    return (row.concept, row.term, *figures, " ".join(row.lacking))


def _table(rows: Sequence[Frequency]) -> str:
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return ""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in _COLUMNS:
        is_text = heading in ("concept", "term", "lacks")
        table.add_column(heading, justify="left" if is_text else "right")
    for row in rows:
        cells = _cells(row)
        table.add_row(
            *(
                Text(escape_terminal(each)) if isinstance(each, str) else f"{each:,}"
                for each in cells
            )
        )
    return _terminal.table_text(table)


def _summary(found: Frequencies, *, shown: int, count: int) -> str:
    lines = "" if shown == count else f"{shown:,} of "
    mentions = sum(row.mentions for row in found.rows)
    return (
        f"{lines}{_terminal.plural(count, 'line')}; in all {_terminal.plural(mentions, 'mention')}"
        f" in {_terminal.plural(found.articles, 'article')}\n"
    )
