"""alihbahasa glossary: keep the terms."""

from __future__ import annotations

import click

from alihbahasa.cli._lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    folder="alihbahasa.cli.glossary",
    purposes={
        "add": "Add a term.",
        "check": "Look the glossaries over.",
        "compile": "Compile a large glossary, so that it is ready at once.",
        "diff": "Tell what changed since a revision, and which sentences that touches.",
        "export": "Write the glossaries as one file in another format.",
        "find": "Show what the glossaries say of a term.",
        "fmt": "Put the CSV glossaries into canonical form.",
        "import": "Take a spreadsheet or another tool's glossary in.",
        "merge": "Take in a glossary that was edited outside.",
        "seed": "Add the countries that the articles name.",
        "stats": "Tell how the terms are used, and which level fits.",
    },
    epilog="""\b
Examples:
  alihbahasa glossary find rayon
  alihbahasa glossary check""",
)
def command() -> None:
    """Keep the glossaries of the project: look into them, check, import, compare and merge."""
