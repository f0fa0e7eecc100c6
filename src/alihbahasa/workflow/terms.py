"""Terms: the mentions of a glossary's terms in any text, or in what an article says."""

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
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare, segment
from alihbahasa.workflow.glossary import files

#: The end of the name of a compiled glossary.
COMPILED = ".terms"

#: The format of articles whose bytes are what they say.
_PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of a text, or what a block of an article says, with the terms in it.

    It begins at *line* and *column*, from 1; what markup stands within a block
    is not in its *text*.
    """

    text: str
    mentions: tuple[Mention, ...]
    line: int
    column: int = 1


def in_text(text: str, compiled: Recogniser) -> Iterator[Marked]:
    """Yield the lines of *text* with the terms in them, hints among these."""
    lines = re.split(r"\r\n|[\n\r]", text)
    if lines[-1] == "":
        lines.pop()
    for number, line in enumerate(lines, 1):
        yield Marked(line, recognition.mentions(line, compiled), number)


def in_article(project: Project, article: str, compiled: Recogniser) -> Iterator[Marked]:
    """Yield the blocks of *article* with the terms in them, hints among these.

    An article is read as its format says: terms in its markup are none.
    """
    for each in segment.of_article(project, article):
        found = recognition.mentions(each.text, compiled)
        yield Marked(each.text, found, each.line, each.column)


def article_of(file: str) -> tuple[Project, str] | None:
    """Return the project and the name of the article that *file* is, or None.

    One without markup is none, but where it is of an archive, and no file.
    """
    found = segment.article_of(file)
    if found and prepare.article_format(found[1]).name == _PLAIN and Path(file).exists():
        return None
    return found


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
        error.within(str(path))
        raise


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
