"""alihbahasa segment."""

from __future__ import annotations

import sys

import click

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal


@click.command(
    short_help="Cut a text into sentences.",
    epilog="""\b
Examples:
  alihbahasa segment < article.txt
  alihbahasa segment --lang en article.txt
  echo "Prof. Dr. Sari tiba. Ia lelah." | alihbahasa segment --lang id""",
)
@click.argument("file", default="-")
@click.option(
    "--lang",
    default="id",
    show_default=True,
    metavar="LANG",
    callback=_terminal.tag,
    help="The language of the text.",
)
def command(file: str, lang: str) -> None:
    """Cut a text into sentences: one a line, a blank line between paragraphs.

    A line of FILE (the standard input for -) is a paragraph.  Only sentences
    are looked for; headings and links are not told apart.
    """
    from alihbahasa.workflow import segment

    _terminal.tell_packs([lang])
    text = _terminal.decoded(_terminal.read_input(file), file)
    is_watched = sys.stdout.isatty()
    for number, paragraph in enumerate(segment.run(text, language=lang)):
        lines = (escape_terminal(line) if is_watched else line for line in paragraph)
        click.echo(("\n" if number else "") + "\n".join(lines))
