"""alihbahasa build."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal


@click.command(
    short_help="Write the translated articles.",
    epilog="""\b
Examples:
  alihbahasa build
  alihbahasa build --to en berita/artsakh.txt
  alihbahasa build --partial

\b
Exit code 1: an article has open units and was not written.""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option(
    "--partial", is_flag=True, help="Write incomplete articles too, with the source in the gaps."
)
@_terminal.dry_run_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    partial: bool,
    dry_run: bool,
    folder: Path,
) -> None:
    """Write the translated articles, with the structure of the source.

    Only targets in state translated or above are published; a draft is not.
    An article with open units is not written: they are listed.
    """
    from alihbahasa.workflow import build, prepare

    project = _terminal.open_project(folder)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    results = build.run(
        project,
        articles=articles,
        languages=languages,
        partial=partial,
        dry_run=dry_run,
        progress=_terminal.progress,
    )
    incomplete = False
    for each in results:
        path = escape_terminal(project.shown(each.path))
        if each.written:
            verb = "unchanged" if not each.changed else "would write" if dry_run else "wrote"
            rest = f" ({_terminal.plural(len(each.open), 'unit')} open)" if each.open else ""
            click.echo(f"{verb:<9} {path}{rest}")
            continue
        incomplete = True
        click.echo(f"not built {path}: {_terminal.plural(len(each.open), 'unit')} open")
        source = escape_terminal(project.shown(project.source_path(each.article)))
        for unit in each.open:
            state = "draft" if unit.is_draft else "untranslated"
            state = "in conflict" if unit.alternatives else state
            click.echo(
                f"  {source}:{each.lines[unit.id]}: {state}: "
                f"{escape_terminal(_terminal.beginning(unit))}"
            )
    if incomplete:
        _terminal.notice("translate what is listed, or write the rest with --partial")
    sys.exit(1 if incomplete else 0)
