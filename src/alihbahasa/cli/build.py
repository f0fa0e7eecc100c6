"""alihbahasa build."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _terminal, _workers

if TYPE_CHECKING:
    from alihbahasa.model import Unit
    from alihbahasa.project import Project
    from alihbahasa.workflow.build import Built


@click.command(
    epilog="""\b
Examples:
  alihbahasa build
  alihbahasa build --to en berita/artsakh.txt
  alihbahasa build --partial
  alihbahasa build --quiet --format json:built.json

\b
Exit code 1: an article has open units and was not written; 2: one could not be built.""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option(
    "--partial", is_flag=True, help="Write incomplete articles too, with the source in the gaps."
)
@_workers.jobs_option
@_terminal.account_option
@_terminal.dry_run_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    partial: bool,
    jobs: int | None,
    format_: tuple[str, str],
    dry_run: bool,
    folder: Path,
) -> None:
    """Write the translated articles, with the structure of the source.

    Only targets in state translated or above are published; a draft is not.
    An article with open units is not written: they are listed.  One that cannot
    be built is told at the end, and the others are done.

    \b
    json: {"version": 1, "dry_run",
           "files": [{"article", "language", "path", "is_built", "is_changed",
                      "open": [{"unit", "source", "target", "state", "line", "why"}]}],
           "errors": [{"file", "line", "column", "unit", "message", "hint"}]}
    why is untranslated, draft or in conflict.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import build, prepare

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    done = build.run(
        project,
        articles=articles,
        languages=languages,
        partial=partial,
        dry_run=dry_run,
        jobs=jobs,
        progress=_progress.progress,
    )
    results = done.articles
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "dry_run": dry_run,
            "files": [_fields(project, each) for each in results],
            "errors": [_terminal.error_fields(error) for error in done.errors],
        },
        lines=_lines(project, results, dry_run=dry_run),
    )
    is_incomplete = not all(each.written for each in results)
    if is_incomplete:
        _terminal.notice("translate what is listed, or write the rest with --partial")
    sys.exit(_terminal.tell_errors(done.errors) or int(is_incomplete))


def _lines(project: Project, results: Iterable[Built], *, dry_run: bool) -> Iterator[str]:
    for each in results:
        path = project.shown(each.path)
        if each.written:
            verb = "unchanged" if not each.changed else "would write" if dry_run else "wrote"
            rest = f" ({_terminal.plural(len(each.open), 'unit')} open)" if each.open else ""
            if not _terminal.is_silent(dry_run=dry_run):
                yield f"{verb:<9} {path}{rest}"
            continue
        yield f"not built {path}: {_terminal.plural(len(each.open), 'unit')} open"
        source = project.shown_source(each.article)
        for unit in each.open:
            beginning = _terminal.beginning(unit)
            yield f"  {source}:{each.lines[unit.id]}: {_why(unit)}: {beginning}"


def _why(unit: Unit) -> str:
    """Return why an open *unit* is none that may be published."""
    if unit.alternatives:
        return "in conflict"
    return "draft" if unit.is_draft else "untranslated"


def _fields(project: Project, built: Built) -> dict[str, object]:
    return {
        "article": built.article,
        "language": built.language,
        "path": project.shown(built.path),
        "is_built": built.written,
        "is_changed": built.changed,
        "open": [
            {**_terminal.unit_fields(unit), "line": built.lines[unit.id], "why": _why(unit)}
            for unit in built.open
        ],
    }
