"""Find: what the glossaries say of a term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from alihbahasa import recognition
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Term
from alihbahasa.project import Project
from alihbahasa.terminology.sameness import spelling
from alihbahasa.text import fold, is_wordless
from alihbahasa.workflow import prepare

#: How near a term must be to what is looked for, of 100.
_NEAR = 75


def run(project: Project, query: str) -> tuple[Concept, ...]:
    """Return the concepts that *query* names: by a term in any language, in any inflected form.

    Where no term does, those whose terms or keys hold its words, and else
    those that come nearest to it in spelling.
    """
    if is_wordless(query):
        said = f"no word is in {query!r} to look for" if query.strip() else "no term was given"
        raise AlihbahasaError(said, hint="name a term, or a part of one")
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
    return within or nearest(glossary.concepts, query, terms=attrgetter("terms"), score=_NEAR)


def nearest(
    concepts: Sequence[Concept],
    text: str,
    *,
    terms: Callable[[Concept], Iterable[Term]],
    score: int,
) -> tuple[Concept, ...]:
    """Return those of *concepts* with one of their *terms* spelled almost as *text* is.

    They are at most three; *score* is how alike the two must be, of 100.
    """
    from rapidfuzz import fuzz, process

    names = {
        (at, number): spelling(term.text)
        for at, concept in enumerate(concepts)
        for number, term in enumerate(terms(concept))
    }
    near = process.extract(spelling(text), names, scorer=fuzz.ratio, limit=3, score_cutoff=score)
    return tuple(concepts[at] for at in dict.fromkeys(at for _, _, (at, _) in near))
