"""alihbahasa glossary compile."""

from __future__ import annotations

from pathlib import Path

import click

from alihbahasa.cli import _terminal


@click.command(
    epilog="""\b
Examples:
  alihbahasa glossary compile id.terms
  alihbahasa glossary compile id.terms --glossary large.csv --lang id
  alihbahasa terms --glossary id.terms --lang id < text.txt""",
)
@click.argument("file", type=click.Path(path_type=Path))
@_terminal.glossary_option("A glossary; without: those of the project.")
@_terminal.lang_option("the texts; without: the source language of the project.")
@_terminal.account_option
@_terminal.project_option
def command(
    file: Path, glossary: Path | None, lang: str | None, format_: tuple[str, str], folder: Path
) -> None:
    """Write the terms of a glossary, made ready to be found, to FILE (.terms).

    `alihbahasa terms --glossary FILE` maps it instead of reading it: it is ready
    at once, and programs that run side by side share its memory.  It is a cache,
    for one language and one version of this program.

    \b
    json: {"version": 1, "file", "language", "terms"}
    """
    from alihbahasa.workflow.glossary import compile

    project, language = _terminal.project_and_language(folder, glossary, lang)
    _terminal.refuse_destinations(format_[1:], project)
    count = compile.run(file, language=language, project=project, glossary=glossary)
    told = f"{_terminal.plural(count, 'term')} compiled for {language}"
    _terminal.tell(
        format_,
        project,
        document=lambda: {"file": str(file), "language": language, "terms": count},
        lines=() if _terminal.is_silent() else (told,),
    )
