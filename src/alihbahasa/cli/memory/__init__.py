"""alihbahasa memory: keep the translation memory."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.memory",
    purposes={
        "export": "Write the finished translations as TMX.",
        "import": "Take TMX, or finished PO and XLIFF, into the memory.",
        "stats": "Tell how much the memory holds, and where it is from.",
    },
    epilog="""\b
Examples:
  alihbahasa memory import client.tmx
  alihbahasa memory stats""",
)
def command() -> None:
    """Keep the memory of the project: take files in, write it for others, count what is in it."""
