"""alihbahasa memory export."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.errors import AlihbahasaError


@click.command(
    epilog="""\b
Examples:
  alihbahasa memory export --to en -o project-en.tmx
  alihbahasa memory export --to ru | gzip > ru.tmx.gz""",
)
@_terminal.output_option
@click.option(
    "--to",
    "language",
    metavar="LANG",
    callback=_terminal.tag,
    shell_complete=_completing.targets,
    help="The target language, where the project has several.",
)
@_terminal.account_option
@_terminal.project_option
def command(output: str, language: str | None, format_: tuple[str, str], folder: Path) -> None:
    """Write the finished translations of the project as TMX 1.4, for any other tool.

    Each pair is written once, with all articles that it stands in.  Pairs that
    came from elsewhere, in the folder of memories, are not written.

    \b
    json: {"version": 1, "file", "language", "pairs"}
    Keys are added, never renamed.
    """
    from alihbahasa.workflow import memory_files, prepare

    if output == "-" and format_[0] == "json" and format_[1] in ("", "-"):
        raise AlihbahasaError(
            "the memory and --format json both go to the standard output",
            hint="name a file for one of them: --output FILE or --format json:FILE",
        )
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations((output, format_[1]), project)
    languages = prepare.chosen_languages(project, [language] if language else [])
    if len(languages) > 1:
        raise AlihbahasaError(
            f"the project is translated into {prepare.listed(languages)}",
            hint="say which is meant with --to LANG",
        )
    data, pairs = memory_files.export(project, languages[0])
    _terminal.write_result(output, data, project)
    told = f"wrote {output}: {_terminal.plural(pairs, 'pair')}"
    _terminal.tell(
        format_,
        project,
        document=lambda: {"file": output, "language": languages[0], "pairs": pairs},
        lines=() if output == "-" or _terminal.is_silent() else (told,),
    )
