"""alihbahasa memory: keep the translation memory."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.memory",
    short_help="Keep the translation memory: import, export, count.",
    epilog="""\b
Examples:
  alihbahasa memory import client.tmx
  alihbahasa memory stats""",
)
def command() -> None:
    """Keep the memory of the project: take files in, write it for others, count what is in it."""
