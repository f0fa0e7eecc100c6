"""Find: what the glossaries say of a term."""

from __future__ import annotations

from alihbahasa import recognition
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary
from alihbahasa.project import Project
from alihbahasa.text import fold
from alihbahasa.workflow import prepare


def run(project: Project, query: str) -> tuple[Concept, ...]:
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
