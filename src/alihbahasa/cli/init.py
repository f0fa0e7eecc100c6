"""alihbahasa init."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _completing, _terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.init import Made


@click.command(
    epilog="""\b
Examples:
  alihbahasa init
  alihbahasa init --lang id --to en --to ru
  alihbahasa init --for weblate --to en --to ru
  alihbahasa init --json-schema > alihbahasa.schema.json""",
)
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--lang",
    default="id",
    show_default=True,
    metavar="LANG",
    callback=_terminal.tag,
    shell_complete=_completing.packs,
    help="The language of the articles.",
)
@_terminal.languages_option("en")
@_terminal.profile_option(
    "--for", "profile", help="The program that translators use; what it needs is set and written"
)
@click.option("--json-schema", is_flag=True, help="Print the JSON schema of the settings.")
@_terminal.account_option
def command(
    folder: Path,
    lang: str,
    languages: tuple[str, ...],
    profile: str | None,
    json_schema: bool,
    format_: tuple[str, str],
) -> None:
    """Make a project in FOLDER: a settings file that explains itself, and the folders.

    What is there already is left as it is.  With --for weblate, weblate.json
    gets the file mask of every article that it does not have yet, as Weblate's
    command import_json reads it.

    \b
    json: {"version": 1, "made": [PATH, ...], "kept": [PATH, ...]}
    """
    if json_schema:
        import json

        from alihbahasa import project

        click.echo(json.dumps(project.json_schema(), indent=2, ensure_ascii=False))
        return
    from alihbahasa.workflow import init

    _terminal.refuse_destinations(format_[1:], None)

    targets = languages or ("en",)
    made = init.run(folder, source=lang, targets=targets, profile=profile)
    _terminal.tell(
        format_,
        None,
        document=lambda: {
            "made": [path.as_posix() for path in made.made],
            "kept": [path.as_posix() for path in made.there],
        },
        lines=() if _terminal.is_silent() else _lines(made),
    )
    if profile not in (None, made.profile):
        _terminal.notice(f'the settings say otherwise: write profile = "{profile}" under [export]')


def _lines(made: Made) -> Iterator[str]:
    for path in made.made:
        yield f"made   {path.as_posix()}"
    for path in made.there:
        yield f"kept   {path.as_posix()}"
    if made.made:
        yield "Put articles into sources/ and a glossary into glossaries/, then: alihbahasa export"
