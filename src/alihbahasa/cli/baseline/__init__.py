"""alihbahasa baseline: begin to check where there is much to mend already."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.baseline",
    purposes={
        "prune": "Take out what is mended.",
        "write": "Set aside all that check finds now.",
    },
    epilog="""\b
Examples:
  alihbahasa baseline write
  alihbahasa baseline prune""",
)
def command() -> None:
    """Set aside what `check` finds today: it is told no more, and can only get less.

    The baseline is translations/baseline.csv, a row for each check, unit and
    concept or number, with no line and no wording in it.
    """
