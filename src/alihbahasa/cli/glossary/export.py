"""alihbahasa glossary export."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _completing, _terminal
from alihbahasa.cli.glossary._changes import loss_fields, tell_losses
from alihbahasa.errors import AlihbahasaError


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary export terms.xlsx               a sheet for linguists
  alihbahasa glossary export terms.tbx --to en        TBX, Indonesian and English
  alihbahasa glossary export glossary.txt --as omegat --to ru
  alihbahasa glossary export - --as csv | head""",
)
@click.argument("file", shell_complete=_completing.files)
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    shell_complete=_completing.names("csv", "omegat", "tbx", "tbx2", "xlsx"),
    help="csv, xlsx, tbx, tbx2 (TBX version 2) or omegat.  Without: by the name of the file.",
)
@_terminal.languages_option("all that the glossaries have")
@_terminal.account_option
@_terminal.project_option
def command(
    file: str,
    format_name: str | None,
    languages: tuple[str, ...],
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Write all glossaries of the project into FILE, or to the standard output for -.

    What the format cannot hold is told, a line for each kind of thing.

    \b
    json: {"version": 1, "file", "format", "concepts",
           "losses": [{"what", "count", "example", "is_whole"}]}
    """
    from alihbahasa.workflow.glossary import export

    if file == "-" and format_[0] == "json" and format_[1] in ("", "-"):
        raise AlihbahasaError(
            "the glossary and --format json both go to the standard output",
            hint="name a file for one of them: FILE or --format json:FILE",
        )
    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    format_name = format_name or export.format_of(file)
    result = export.run(project, format_name=format_name, languages=languages)
    _terminal.write_result(file, result.data, project)
    tell_losses(result.losses)
    told = f"wrote {file}: {_terminal.plural(result.concepts, 'concept')}"
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "file": file,
            "format": format_name,
            "concepts": result.concepts,
            "losses": loss_fields(result.losses),
        },
        lines=() if file == "-" or _terminal.is_silent() else (told,),
    )
