"""alihbahasa corpus: look over all articles at once."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.corpus",
    purposes={
        "inconsistent": "List what is translated in several ways.",
        "repeats": "List the sentences that pay most to translate once.",
        "terms": "Count the terms of the glossaries in the articles.",
    },
    epilog="""\b
Examples:
  alihbahasa corpus terms
  alihbahasa corpus repeats --to en
  alihbahasa corpus inconsistent --to en""",
)
def command() -> None:
    """Look over all articles at once: which terms, which repetitions, what is inconsistent.

    Everything counts places: a sentence that stands twice in an article is two.
    """
