"""alihbahasa status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _bands, _progress, _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.jobs import Job
    from alihbahasa.workflow.queries import Query
    from alihbahasa.workflow.status import Row


@click.command(
    epilog="""\b
Examples:
  alihbahasa status
  alihbahasa status --to en
  alihbahasa status --queries
  alihbahasa status --jobs
  alihbahasa status --by-band --format csv:quote.csv
  alihbahasa status --format json""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option(
    "--queries", "asks", is_flag=True, help="List the comments that ask, and have no answer yet."
)
@click.option("--jobs", "sent", is_flag=True, help="List who has what: the packs that went out.")
@click.option("--by-band", is_flag=True, help="Count words by what the memory has for them.")
@_terminal.format_option("text", "json", "csv", help="text, json, or csv of --by-band.")
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    asks: bool,
    sent: bool,
    by_band: bool,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Tell how far each article is in each language; words count repetitions too.

    A line of a comment that ends in a question mark is a query, until a line
    that does not stands behind it, from anybody: that is the answer.

    \b
    json: {"version": 1, "articles": [{"article", "language", "units", "words",
           "translated", "drafts", "words_left", "findings", "is_exported", "changed",
           "conflicts"}]}
    changed are edited sentences and units whose terms changed in the glossary.
    json of --queries: {"version": 1, "queries": [{"article", "language", "unit",
           "source", "question", "author"}]}; author may be "".
    json of --jobs: {"version": 1, "jobs": [{"job", "for", "language", "packed", "due",
           "only", "units", "words", "back", "returned", "is_open",
           "articles": [{"article", "units", "words", "back"}]}]}; for, due and
           returned may be "".
    json of --by-band: {"version": 1, "articles": [{"article", "language", "bands":
           [{"band", "segments", "words"}], "segments", "words"}]}; bands are translated,
           repetition, in context, 100, 95-99, 85-94, 75-84, 50-74, no match.  csv has
           article,language,band,segments,words.
    """
    from alihbahasa.workflow import bands, jobs, prepare, queries, status

    if asks + sent + by_band > 1:
        raise click.UsageError("--queries, --jobs and --by-band are three lists: ask for one")
    name, destination = format_
    if name == "csv" and not by_band:
        raise click.UsageError("--format csv goes with --by-band")
    project = _terminal.open_project(folder)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    if asks:
        found = queries.run(
            project, articles=articles, languages=languages, progress=_progress.progress
        )
        with _terminal.output(destination, project) as write:
            if name == "json":
                write(_terminal.json_text(_document(found)))
            else:
                write("".join(f"{line}\n" for line in _lines(found)))
        return
    if sent:
        listed = jobs.listed(project, articles=articles, languages=languages)
        with _terminal.output(destination, project) as write:
            if name == "json":
                write(_terminal.json_text({"version": 1, "jobs": [_job(job) for job in listed]}))
            else:
                write(_jobs(listed))
        return
    if by_band:
        counted = bands.run(
            project, articles=articles, languages=languages, progress=_progress.progress
        )
        with _terminal.output(destination, project) as write:
            if name == "json":
                write(_terminal.json_text({"version": 1, "articles": _bands.fields(counted)}))
            else:
                write(_bands.sheet(counted) if name == "csv" else _bands.text(counted))
        return
    rows = status.run(project, articles=articles, languages=languages, progress=_progress.progress)
    with _terminal.output(destination, project) as write:
        if name == "json":
            document = {"version": 1, "articles": [asdict(row) for row in rows]}
            write(_terminal.json_text(document))
        else:
            write(_table(rows))


def _document(found: tuple[Query, ...]) -> dict[str, object]:
    from alihbahasa.model import raw

    return {
        "version": 1,
        "queries": [
            {
                "article": each.article,
                "language": each.language,
                "unit": each.unit.id,
                "source": raw(each.unit.source),
                "question": each.question,
                "author": each.author,
            }
            for each in found
        ],
    }


def _lines(found: tuple[Query, ...]) -> Iterator[str]:
    """Yield the queries, each below its sentence, under the names of their articles."""
    heading, id = "", ""
    for each in found:
        if heading != (heading := f"{each.article} ({each.language})"):
            id = ""
            yield escape_terminal(heading)
        if id != (id := each.unit.id):
            yield f"  {escape_terminal(id)}  {escape_terminal(_terminal.beginning(each.unit))}"
        author = f" - {escape_terminal(each.author)}" if each.author else ""
        yield f"    {escape_terminal(each.question)}{author}"
    count = len(found)
    yield f"{count:,} open {'query' if count == 1 else 'queries'}" if count else "no open queries"


def _job(job: Job) -> dict[str, object]:
    return {
        "job": job.id,
        "for": job.whom,
        "language": job.language,
        "packed": job.packed,
        "due": job.due,
        "only": job.only,
        "units": job.units,
        "words": job.words,
        "back": job.back,
        "returned": job.returned,
        "is_open": job.is_open,
        "articles": [
            {
                "article": article,
                "units": len(share.open) + len(share.back),
                "words": share.words,
                "back": len(share.back),
            }
            for article, share in sorted(job.articles.items())
        ],
    }


def _jobs(jobs: tuple[Job, ...]) -> str:
    """Return the jobs as a table of plain text, the open ones last: they are looked for."""
    from rich.table import Table
    from rich.text import Text

    if not jobs:
        return "no jobs: alihbahasa pack opens one\n"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("job", "for", "to", "since", "due"):
        table.add_column(heading)
    for heading in ("articles", "units", "words", "back"):
        table.add_column(heading, justify="right")
    table.add_column("state")
    for job in sorted(jobs, key=lambda each: (each.is_open, each.packed, each.id)):
        table.add_row(
            job.id,
            Text(escape_terminal(job.whom)),
            job.language,
            job.packed[:10],
            job.due,
            f"{len(job.articles):,}",
            f"{job.units:,}",
            f"{job.words:,}",
            f"{job.back:,}",
            "open" if job.is_open else f"closed {job.returned[:10]}",
        )
    count = sum(job.is_open for job in jobs)
    return f"{_terminal.table_text(table)}{_terminal.plural(count, 'open job')}\n"


def _table(rows: tuple[Row, ...]) -> str:
    """Return the rows as a table of plain text, with what they add up to by language."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("article")
    table.add_column("to")
    headings = "units", "words", "translated", "drafts", "changed", "conflicts", "open"
    for heading in (*headings, "words left", "findings"):
        table.add_column(heading, justify="right")

    def add(name: str, language: str, group: list[Row], note: str = "") -> None:
        units = sum(row.units for row in group)
        done = sum(row.translated for row in group)
        drafts = sum(row.drafts for row in group)
        share = f"{done:,} ({100 * done // units if units else 100} %)"
        table.add_row(
            Text(escape_terminal(name)),
            language,
            f"{units:,}",
            f"{sum(row.words for row in group):,}",
            note or share,
            f"{drafts:,}",
            f"{sum(row.changed for row in group):,}",
            f"{sum(row.conflicts for row in group):,}",
            f"{units - done - drafts:,}",
            f"{sum(row.words_left for row in group):,}",
            f"{sum(row.findings for row in group):,}",
        )

    for row in rows:
        add(row.article, row.language, [row], "" if row.is_exported else "not exported")
    for language in dict.fromkeys(row.language for row in rows):
        group = [row for row in rows if row.language == language]
        if len(group) > 1:
            add("all", language, group)
    return _terminal.table_text(table)
