"""alihbahasa glossary: keep the terms."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.glossary",
    short_help="Keep the glossaries: find, check, import, compare.",
    epilog="""\b
Examples:
  alihbahasa glossary find rayon
  alihbahasa glossary check""",
)
def command() -> None:
    """Keep the glossaries of the project: look into them, check, import, compare and merge."""
