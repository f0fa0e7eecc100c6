"""Terms: the mentions of a glossary's terms in any text, and concepts looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import alihbahasa
from alihbahasa import plugins, recognition, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Mention
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.text import fold
from alihbahasa.workflow import prepare

#: The end of the name of a compiled glossary.
COMPILED = ".terms"


def run(
    text: str, *, language: str, project: Project | None = None, glossary: Path | None = None
) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Yield the lines of *text*, each with the terms of *glossary*, or of the project, in it.

    Hints are among them.  *glossary* may be a compiled one.
    """
    compiled = _recogniser(language, project, glossary)
    lines = re.split(r"\r\n|[\n\r]", text)
    if lines[-1] == "":
        lines.pop()
    for line in lines:
        yield line, recognition.mentions(line, compiled)


def compile_to(
    destination: Path, *, language: str, project: Project | None, glossary: Path | None
) -> int:
    """Write *glossary*, or that of the project, compiled for *language*; return its terms."""
    if destination.suffix != COMPILED:
        raise AlihbahasaError(f"a compiled glossary ends in {COMPILED}", file=str(destination))
    if glossary is not None and glossary.suffix == COMPILED:
        raise AlihbahasaError("this is compiled already", file=str(glossary))
    compiled = _recogniser(language, project, glossary)
    data = recognition.save(compiled, alihbahasa.__version__)
    path = destination.absolute()
    storage.write({path: data}, expected={}, root=path.parent)
    return compiled.terms


def _recogniser(language: str, project: Project | None, path: Path | None) -> Recogniser:
    if path is not None and path.suffix == COMPILED:
        return _loaded(path, language)
    if path is not None:
        everything = prepare.read_glossary(path, source_language=language, shown=str(path))
    else:
        assert project is not None
        everything = prepare.glossary(project)
    return prepare.recogniser(everything, language, derived=True)


def _loaded(path: Path, language: str) -> Recogniser:
    """Return the compiled glossary in *path*, mapped: its pages are shared by all who have it."""
    data = storage.mapped(path)
    try:
        found = recognition.load(data, plugins.language_pack, alihbahasa.__version__)
    except AlihbahasaError as error:
        raise error.within(str(path)) from error
    if found.language != language:
        raise AlihbahasaError(
            f"compiled for texts in {found.language}, not {language}", file=str(path)
        )
    return found


def find(project: Project, query: str) -> tuple[Concept, ...]:
    """Return the concepts that *query* names: by a term in any language, in any inflected form.

    Where no term does, those whose terms or keys hold its words, and else
    those that come nearest to it in spelling.
    """
    if not query.strip():
        raise AlihbahasaError("no term was given to look for")
    glossary = prepare.glossary(project)
    found: dict[str, Concept] = {}
    for language in glossary.languages:
        compiled = prepare.recogniser(glossary, language)
        for mention in recognition.mentions(query, compiled):
            if len(mention.span) * 2 > len(query):
                found[mention.concept.key] = mention.concept
    if found:
        return tuple(found.values())
    wanted = fold(query)
    within = tuple(
        concept
        for concept in glossary.concepts
        if wanted in concept.key or any(wanted in fold(term.text) for term in concept.terms)
    )
    return within or _nearest(glossary, wanted)


def _nearest(glossary: Glossary, wanted: str) -> tuple[Concept, ...]:
    from rapidfuzz import process

    names = {
        (concept.key, number): fold(term.text)
        for concept in glossary.concepts
        for number, term in enumerate(concept.terms)
    }
    by_key = {concept.key: concept for concept in glossary.concepts}
    near = process.extract(wanted, names, limit=3, score_cutoff=75)
    return tuple(by_key[key] for key in dict.fromkeys(key for _, _, (key, _) in near))
