"""The glossaries of a project as files: read, chosen among, and written back."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Loss
from alihbahasa.project import Project

#: The glossary that is made where a project has none.
_FIRST = "glossary.csv"

#: What a concept says: its fields but those of its place, which are the last.
_SAID = attrgetter(*(each.name for each in fields(Concept) if each.name not in ("file", "line")))


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """A glossary and the file it stands in; *data* is None where there is no such file yet.

    *shown* is what people are told of it, and the place of its concepts;
    *losses* are what of it a glossary cannot hold.
    """

    path: Path
    shown: str
    format: GlossaryFormat
    data: bytes | None
    glossary: Glossary
    losses: tuple[Loss, ...] = ()


def read(path: Path, *, source_language: str, shown: str) -> GlossaryFile:
    """Read the glossary *path*, called *shown* in errors."""
    _formats(path.name, shown)
    data = storage.read(path, limit=storage.TEXT_LIMIT)
    return parse(data, path=path, source_language=source_language, shown=shown)


def parse(data: bytes, *, path: Path, source_language: str, shown: str) -> GlossaryFile:
    """Read a glossary that has the bytes *data* and the name of *path*."""
    found = format_of(path, data, shown=shown)
    try:
        glossary, losses = found.read(data, source_language=source_language)
    except AlihbahasaError as error:
        raise error.within(shown) from error
    # Four times as fast as ``replace``, for each of perhaps 100,000.
    placed = [Concept(*(*_SAID(each), shown, each.line)) for each in glossary.concepts]
    glossary = replace(glossary, concepts=tuple(placed))
    return GlossaryFile(path, shown, found, data, glossary, losses)


def format_of(path: Path, data: bytes, *, shown: str) -> GlossaryFormat:
    """Return the format of a glossary by the end of its name and by its bytes."""
    for each in _formats(path.name, shown):
        if each.recognises(data[:4096]):
            return each
    raise _unknown(shown)


def read_all(project: Project) -> tuple[GlossaryFile, ...]:
    """Read all glossaries of the project, sorted by their names."""
    extensions = {end for each in plugins.glossary_formats() for end in each.extensions}
    return tuple(
        read(
            path,
            source_language=project.settings.project.source,
            shown=project.shown(path),
        )
        for path in storage.files_below(project.glossaries)
        if path.suffix.lower() in extensions
    )


def chosen(
    project: Project,
    files: tuple[GlossaryFile, ...],
    into: str | None,
    *,
    may_be_new: bool = False,
) -> GlossaryFile:
    """Return the one of *files* that *into* names, or the only one there is.

    It may be named by a path, or by its path below the folder of glossaries.
    With *may_be_new*, one that is not there yet is an empty one.
    """
    if into is None:
        if len(files) == 1:
            return files[0]
        if files:
            raise AlihbahasaError(
                f"the project has {len(files)} glossaries",
                hint=f"name one with --into: {', '.join(file.shown for file in files)}",
            )
        into = _FIRST
    paths = (Path(os.path.abspath(into)), project.glossaries / into)
    for file in files:
        if file.path in paths:
            return file
    path = next((path for path in paths if path.is_relative_to(project.glossaries)), paths[1])
    shown = project.shown(path)
    if not may_be_new:
        near = difflib.get_close_matches(path.name, [file.path.name for file in files], 1, 0.5)
        raise AlihbahasaError(
            "there is no such glossary",
            file=shown,
            hint=f"did you mean {near[0]}?" if near else None,
        )
    if not Path(os.path.normpath(path)).is_relative_to(project.glossaries):
        raise AlihbahasaError("not in the folder of the glossaries", file=shown)
    return GlossaryFile(path, shown, _formats(path.name, shown)[0], None, Glossary(()))


def rendered(
    file: GlossaryFile, glossary: Glossary, project: Project
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return the bytes of *file* with *glossary* in it, and what it cannot hold of that."""
    if file.format.write is None:
        raise AlihbahasaError(
            f"{file.format.title} is only read", file=file.shown, hint="name a CSV with --into"
        )
    try:
        return file.format.write(
            glossary,
            source_language=project.settings.project.source,
            original=file.data or b"",
        )
    except AlihbahasaError as error:
        raise error.within(file.shown) from error


def save(file: GlossaryFile, data: bytes, project: Project) -> None:
    """Write *data* into *file*, unless it holds that already."""
    if data != file.data:
        storage.write({file.path: data}, expected={file.path: file.data}, root=project.root)


def _formats(name: str, shown: str) -> tuple[GlossaryFormat, ...]:
    """Return the formats that a file of this name may be in."""
    suffix = Path(name).suffix.lower()
    found = tuple(each for each in plugins.glossary_formats() if suffix in each.extensions)
    if not found:
        raise _unknown(shown)
    return found


def _unknown(shown: str) -> AlihbahasaError:
    ends = ", ".join(end for each in plugins.glossary_formats() for end in each.extensions)
    return AlihbahasaError(f"no glossary format reads this; known are {ends}", file=shown)
