"""alihbahasa memory stats."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.memory_files import Stats


@click.command(
    epilog="""\b
Examples:
  alihbahasa memory stats
  alihbahasa memory stats --to en --format json""",
)
@_terminal.languages_option()
@_terminal.format_option("text", "json", help="text or json.")
@_terminal.project_option
def command(languages: tuple[str, ...], format_: tuple[str, str], folder: Path) -> None:
    """Tell how many pairs and words the memory of each language holds, by file.

    Those are the finished translations of the project, and what lies in the
    folder of memories.  Words are those of the sources.

    \b
    json: {"version": 1,
           "languages": [{"language", "pairs", "words", "sources", "ambiguous",
                          "files": [{"file", "origin", "pairs", "words"}]}]}
    sources are distinct ones, ambiguous those of them that have several
    translations.  Keys are added, never renamed.
    """
    from alihbahasa.workflow import memory_files

    name, destination = format_
    project = _terminal.open_project(folder)
    found = memory_files.stats(project, languages)
    with _terminal.output(destination, project) as write:
        if name == "json":
            document = {"version": 1, "languages": [asdict(each) for each in found]}
            write(_terminal.json_text(document))
            return
        for number, each in enumerate(found):
            write("\n" if number else "")
            write(_table(each))
            write(
                f"{each.language}: {_terminal.plural(len(each.files), 'file')},"
                f" {_terminal.plural(each.pairs, 'pair')},"
                f" {_terminal.plural(each.words, 'word')};"
                f" {_terminal.plural(each.sources, 'distinct source')},"
                f" {each.ambiguous:,} with several translations\n"
            )


def _table(stats: Stats) -> str:
    from rich.table import Table
    from rich.text import Text

    if not stats.files:
        return ""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("origin")
    table.add_column("pairs", justify="right")
    table.add_column("words", justify="right")
    for each in stats.files:
        table.add_row(Text(escape_terminal(each.file)), f"{each.pairs:,}", f"{each.words:,}")
    return _terminal.table_text(table)
