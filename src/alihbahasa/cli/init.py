"""alihbahasa init."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal


@click.command(
    short_help="Make a project.",
    epilog="""\b
Examples:
  alihbahasa init
  alihbahasa init --lang id --to en --to ru
  alihbahasa init --json-schema > alihbahasa.schema.json""",
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--lang",
    default="id",
    show_default=True,
    metavar="LANG",
    callback=_terminal.tag,
    help="The language of the articles.",
)
@_terminal.languages_option("en")
@click.option("--json-schema", is_flag=True, help="Print the JSON schema of the settings.")
def command(folder: Path, lang: str, languages: tuple[str, ...], json_schema: bool) -> None:
    """Make a project in FOLDER: a settings file that explains itself, and the folders.

    What is there already is left as it is.
    """
    if json_schema:
        import json

        from alihbahasa import project

        click.echo(json.dumps(project.json_schema(), indent=2, ensure_ascii=False))
        return
    from alihbahasa.workflow import init

    targets = languages or ("en",)
    made = init.run(folder, source=lang, targets=targets)
    for path in made.made:
        click.echo(f"made   {path.as_posix()}")
    for path in made.there:
        click.echo(f"kept   {path.as_posix()}")
    if made.made:
        click.echo(
            "Put articles into sources/ and a glossary into glossaries/, then: alihbahasa export"
        )
