"""alihbahasa corpus inconsistent."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _sheet, _terminal, _workers
from alihbahasa.cli.corpus import _options
from alihbahasa.text import escape_terminal, shortened

if TYPE_CHECKING:
    from alihbahasa.workflow.corpus.inconsistent import Inconsistencies, Inconsistency, Variant


@click.command(
    short_help="List what is translated in several ways.",
    epilog="""\b
Examples:
  alihbahasa corpus inconsistent --to en
  alihbahasa corpus inconsistent berita --to en --least 10
  alihbahasa corpus inconsistent --to en --format csv:inconsistent.csv

\b
Exit code 1: something is translated in several ways.
Exit code 2: an article could not be read; the others were looked over.""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@_options.least_option(2, "places")
@_options.limit_option(100, "sentences, and the first N terms")
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
    """List sentences and terms of ARTICLE that are translated in several ways.

    All articles are looked over when none is named, and finished translations
    only.  The most frequent come first, each with its translations, how often
    they stand and where first.  A sentence is the same as for the check
    inconsistent-target; a headline and the same words in a paragraph are two.
    Renderings of a term that are one name (Nikol Pashinyan, Pashinyan) are no
    inconsistency, and neither are those of which nothing is known ("none"):
    a pronoun, or words that the glossary does not have.  Concepts of level info
    are passed over.

    \b
    json: {"version": 1, "count": {"sentences": COUNT, "terms": COUNT},
           "sentences": [{"language", "unit", "source", "places",
                          "targets": [{"target", "places", "articles",
                                       "file", "line", "column"}]}],
           "terms": [{"language", "concept", "source", "places",
                      "renderings": [{"text", "kind", "places", "articles",
                                      "file", "line", "column"}]}],
           "errors": [{"file", "line", "column", "unit", "message", "hint"}]}
    count is of all that were found, shown or not; file and line are the first place.
    kind is preferred, admitted, kept, deprecated, forbidden, other or none, which has no
    text.  csv has a line a translation: language,what,name,source,text,kind,places,
    articles,file,line,column; what is sentence or term.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import prepare
    from alihbahasa.workflow.corpus import inconsistent

    name, destination = format_
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations([destination], project)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    found = inconsistent.run(
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
            write(_terminal.json_text(_document(found)))
        elif name == "csv":
            rows = [
                *_rows("sentence", found.sentences),
                *_rows("term", found.terms),
            ]
            write(_sheet.sheet(_COLUMNS, rows))
        else:
            for line in _lines(found):
                write(f"{line}\n")
    code = int(bool(found.sentence_count or found.term_count))
    sys.exit(_terminal.tell_errors(found.errors) or code)


def _document(found: Inconsistencies) -> dict[str, object]:
    """Return what was *found* as an object; keys are added, never renamed."""
    return {
        "version": 1,
        "count": {"sentences": found.sentence_count, "terms": found.term_count},
        "sentences": [
            {
                "language": each.language,
                "unit": each.name,
                "source": each.source,
                "places": each.places,
                "targets": [{"target": one.text, **_figures(one)} for one in each.variants],
            }
            for each in found.sentences
        ],
        "terms": [
            {
                "language": each.language,
                "concept": each.name,
                "source": each.source,
                "places": each.places,
                "renderings": [
                    {"text": one.text, "kind": str(one.kind), **_figures(one)}
                    for one in each.variants
                ],
            }
            for each in found.terms
        ],
        "errors": [_terminal.error_fields(error) for error in found.errors],
    }


def _figures(variant: Variant) -> dict[str, object]:
    return {
        "places": variant.places,
        "articles": variant.articles,
        "file": variant.place.file,
        "line": variant.place.line,
        "column": variant.place.column,
    }


_COLUMNS = "language what name source text kind places articles file line column".split()


def _rows(what: str, found: Iterable[Inconsistency]) -> Iterator[tuple[str | int, ...]]:
    for each in found:
        for one in each.variants:
            place = one.place
            yield (
                each.language,
                what,
                each.name,
                each.source,
                one.text,
                str(one.kind or ""),
                one.places,
                one.articles,
                place.file,
                place.line,
                place.column,
            )


def _lines(found: Inconsistencies) -> Iterator[str]:
    """Yield what was *found* in lines: a sentence or term, and below it how it is translated."""
    for each in found.sentences:
        yield f"{each.language}  {escape_terminal(shortened(each.source))}"
        yield from _variants(each)
    for each in found.terms:
        yield f"{each.language}  {escape_terminal(each.source)}, the term {each.name}"
        yield from _variants(each)
    if not _terminal.is_silent():
        counts = (
            _terminal.plural(found.sentence_count, "sentence"),
            _terminal.plural(found.term_count, "term"),
        )
        shown = len(found.sentences) + len(found.terms)
        is_all = shown == found.sentence_count + found.term_count
        more = "" if is_all else f"; {shown:,} of them shown"
        yield f"{' and '.join(counts)} translated in several ways{more}"


def _variants(each: Inconsistency) -> Iterator[str]:
    width = max(len(f"{one.places:,}") for one in each.variants)
    for one in each.variants:
        text = f"“{escape_terminal(shortened(one.text))}”" if one.text else "by no words known"
        kind = f" ({one.kind})" if one.kind and one.text else ""
        articles = _terminal.plural(one.articles, "article")
        place = escape_terminal(f"{one.place.file}:{one.place.line}")
        yield f"  {one.places:{width},} × {text}{kind}  in {articles}, first at {place}"
