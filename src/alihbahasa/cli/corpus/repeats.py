"""alihbahasa corpus repeats."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _sheet, _terminal, _workers
from alihbahasa.cli.corpus import _options
from alihbahasa.text import escape_terminal, shortened

if TYPE_CHECKING:
    from alihbahasa.workflow.corpus.repeats import Repeat, Repeats


@click.command(
    short_help="List the sentences that pay most to translate once.",
    epilog="""\b
Examples:
  alihbahasa corpus repeats --to en
  alihbahasa corpus repeats berita --to en --least 10
  alihbahasa corpus repeats --to en --limit 1000 --format csv:repeats.csv""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@_options.least_option(2, "places")
@_options.limit_option(100, "sentences")
@_workers.workers_options
@_terminal.format_option("text", "json", "csv", help="text, json or csv.")
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    least: int,
    limit: int,
    jobs: int | None,
    cluster: str,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """List sentences that stand in several places of ARTICLE, and are open in some of them.

    All articles are looked over when none is named.  Those that save most words
    come first.  A headline and the same words in a paragraph are two sentences.

    \b
    saved       words that are translated with one sentence: those of its open places
                but the first, and of that as well where there is a translation
    words       of the sentence
    places      where it stands, of these translated so many, in so many articles

    \b
    json: {"version": 1, "count": COUNT, "saved": WORDS,
           "repeats": [{"language", "unit", "source", "words", "places", "articles",
                        "translated", "saved", "file", "line", "column"}],
           "errors": [{"file", "line", "column", "unit", "message", "hint"}]}
    count and saved are of all that were found, shown or not; file and line are the
    first place.  csv has the columns of repeats.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import prepare
    from alihbahasa.workflow.corpus import repeats

    name, destination = format_
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations([destination], project)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    found = repeats.run(
        project,
        articles=articles,
        languages=languages,
        least=least,
        limit=limit,
        jobs=jobs,
        cluster=cluster,
        progress=_progress.progress,
    )
    with _terminal.output(destination, project) as write:
        if name == "json":
            document = {
                "version": 1,
                "count": found.count,
                "saved": found.saved,
                "repeats": [dict(zip(_COLUMNS, _cells(each), strict=True)) for each in found.shown],
                "errors": [_terminal.error_fields(error) for error in found.errors],
            }
            write(_terminal.json_text(document))
        elif name == "csv":
            write(_sheet.sheet(_COLUMNS, map(_cells, found.shown)))
        else:
            write(_table(found.shown))
            if not _terminal.is_silent():
                write(_summary(found))
    sys.exit(_terminal.tell_errors(found.errors))


_COLUMNS = "language unit source words places articles translated saved file line column".split()


def _cells(repeat: Repeat) -> tuple[str | int, ...]:
    """Return what documents for programs say of *repeat*; more is added behind, if ever."""
    return (
        repeat.language,
        repeat.unit,
        repeat.source,
        repeat.words,
        repeat.places,
        repeat.articles,
        repeat.translated,
        repeat.saved,
        repeat.place.file,
        repeat.place.line,
        repeat.place.column,
    )


def _table(repeats: Sequence[Repeat]) -> str:
    from rich.table import Table
    from rich.text import Text

    if not repeats:
        return ""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("saved", "words", "places", "translated", "articles"):
        table.add_column(heading, justify="right")
    for heading in ("to", "sentence", "first at"):
        table.add_column(heading)
    for each in repeats:
        table.add_row(
            f"{each.saved:,}",
            f"{each.words:,}",
            f"{each.places:,}",
            f"{each.translated:,}",
            f"{each.articles:,}",
            each.language,
            Text(escape_terminal(shortened(each.source))),
            Text(escape_terminal(f"{each.place.file}:{each.place.line}")),
        )
    return _terminal.table_text(table)


def _summary(found: Repeats) -> str:
    if not found.count:
        return "no open sentence stands in several places\n"
    more = f"; {len(found.shown):,} of them shown" if len(found.shown) < found.count else ""
    return (
        f"{_terminal.plural(found.count, 'sentence')} in several places:"
        f" to translate each once saves {_terminal.plural(found.saved, 'word')}{more}\n"
    )
