"""Compile: the terms of a glossary made ready to be found, in a file that can be mapped."""

from __future__ import annotations

from pathlib import Path

import alihbahasa
from alihbahasa import recognition, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import Project
from alihbahasa.workflow import terms


def run(destination: Path, *, language: str, project: Project | None, glossary: Path | None) -> int:
    """Write *glossary*, or that of *project*, compiled for *language*; return its terms."""
    if destination.suffix.lower() != terms.COMPILED:
        raise AlihbahasaError(
            f"a compiled glossary ends in {terms.COMPILED}",
            file=str(destination),
            hint=f"name it {destination.stem}{terms.COMPILED}",
        )
    if glossary is not None and glossary.suffix.lower() == terms.COMPILED:
        raise AlihbahasaError(
            "this is compiled already",
            file=str(glossary),
            hint="name the glossary that it was made of",
        )
    path = destination.absolute()
    if not path.parent.is_dir():
        raise AlihbahasaError(
            "there is no such folder",
            file=str(destination.parent),
            hint="make it, or name another one",
        )
    compiled = terms.recogniser(language, project, glossary)
    data = recognition.save(compiled, alihbahasa.__version__)
    storage.write({path: data}, expected={}, root=path.parent)
    return compiled.terms
