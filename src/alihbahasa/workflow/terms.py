"""Terms: the mentions of a glossary's terms in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import alihbahasa
from alihbahasa import plugins, recognition, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Mention, fallbacks
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files

#: The end of the name of a compiled glossary.
COMPILED = ".terms"


def run(
    text: str, *, language: str, project: Project | None = None, glossary: Path | None = None
) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Yield the lines of *text*, each with the terms of *glossary*, or of the project, in it.

    Hints are among them.  *glossary* may be a compiled one.
    """
    compiled = recogniser(language, project, glossary)
    lines = re.split(r"\r\n|[\n\r]", text)
    if lines[-1] == "":
        lines.pop()
    for line in lines:
        yield line, recognition.mentions(line, compiled)


def recogniser(language: str, project: Project | None, path: Path | None) -> Recogniser:
    """Return what finds the terms of the glossary *path*, or of *project*, and hints."""
    if path is not None and path.suffix.lower() == COMPILED:
        return _loaded(path, language)
    if path is not None:
        everything = files.read(
            path, source_language=language, shown=str(path), also=(COMPILED,)
        ).glossary
    else:
        assert project is not None
        everything = prepare.glossary(project)
    return prepare.recogniser(everything, language, derived=True)


def compiled_for(path: Path) -> str:
    """Return the language of the texts that the compiled glossary in *path* is for."""
    return _mapped(path).language


def _mapped(path: Path) -> Recogniser:
    """Return the compiled glossary in *path*, mapped: its pages are shared by all who have it."""
    data = storage.mapped(path)
    try:
        return recognition.load(data, plugins.language_pack, alihbahasa.__version__)
    except AlihbahasaError as error:
        raise error.within(str(path)) from error


def _loaded(path: Path, language: str) -> Recogniser:
    """Return the compiled glossary in *path*; refuse one that is for another *language*."""
    found = _mapped(path)
    if found.language != language:
        is_near = found.language in fallbacks(language)
        raise AlihbahasaError(
            f"compiled for texts in {found.language}, not {language}",
            file=str(path),
            hint=f"ask with --lang {found.language}"
            if is_near
            else f"alihbahasa glossary compile makes one for {language}",
        )
    return found
