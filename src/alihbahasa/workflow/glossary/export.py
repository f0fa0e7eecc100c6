"""Export of the terms: all glossaries of a project as one file in another format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Loss, fallbacks
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files


@dataclass(frozen=True, slots=True)
class Exported:
    """The file that an export made, how many concepts it has, and what it could not hold."""

    data: bytes
    concepts: int
    losses: tuple[Loss, ...]


def run(project: Project, *, format_name: str, languages: Iterable[str] = ()) -> Exported:
    """Return the glossaries of *project* in the format *format_name*.

    *languages* are those written beside the source language, all when none are
    named; one that no term is in is an error.
    """
    form = plugins.glossary_format(format_name)
    if form.write is None:
        raise AlihbahasaError(
            f"{format_name} is a format that is only read",
            hint=f"there are {_names()}",
        )
    glossary = prepare.glossary(project)
    there = [each.lower() for each in glossary.languages]
    chosen = tuple(languages)
    for language in chosen:
        related = (*there, *(less for each in there for less in fallbacks(each)))
        if not set(fallbacks(language.lower())) & set(related):
            raise AlihbahasaError(
                f"the glossaries have no terms in {language}",
                hint=f"they have terms in {', '.join(glossary.languages) or 'no language at all'}",
            )
    data, losses = form.write(
        glossary, source_language=project.settings.project.source, languages=chosen
    )
    gone = sum(loss.count for loss in losses if loss.is_whole)
    return Exported(data, len(glossary.concepts) - gone, losses)


def format_of(file: str) -> str:
    """Return the name of the format that is written to files with the extension of *file*."""
    extension = PurePath(file).suffix.lower()
    formats = files.written_formats()
    found = next((each.name for each in formats if extension in each.extensions), None)
    if found is None:
        raise AlihbahasaError(
            f"no format of glossaries ends in {extension}; known are {files.ends(formats)}"
            if extension
            else "the format cannot be told without the name of a file",
            file=None if file == "-" else file,
            hint=f"name it with --as: {_names()}",
        )
    return found


def _names() -> str:
    return ", ".join(each.name for each in files.written_formats())
