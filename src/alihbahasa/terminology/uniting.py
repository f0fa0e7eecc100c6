"""Makes one glossary of several files.

Concepts with the same key are one: terms are united, and where two files say
otherwise of the same thing, the one that comes first counts and the other is
told of.  An empty cell says nothing, and so does a level or a way to match
that is the default: the file that says something is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alihbahasa.model import (
    Concept,
    Glossary,
    GlossaryFinding,
    Level,
    MatchMode,
    Term,
    TermStatus,
)
from alihbahasa.terminology.cells import PROSE, written
from alihbahasa.terminology.rules import finding

#: What a field of a concept or a term is where nobody has said anything.
_DEFAULTS = {"level": Level.SHOULD, "match": MatchMode.INFLECTED, "part_of_speech": None}


def united(glossaries: Iterable[Glossary]) -> tuple[Glossary, tuple[GlossaryFinding, ...]]:
    """Return the concepts of all *glossaries* as one, and where they disagree.

    Concepts stand in the order in which they come first, and have the place
    of their first file.  A finding stands at what does not count, related to
    what does.
    """
    concepts: dict[str, Concept] = {}
    parts: dict[str, list[Concept]] = {}
    languages: dict[str, None] = {}
    found: list[GlossaryFinding] = []
    for glossary in glossaries:
        languages.update(dict.fromkeys(glossary.languages))
        for concept in glossary.concepts:
            key = concept.key
            if key not in concepts:
                concepts[key] = concept
                continue
            earlier = parts.setdefault(key, [concepts[key]])
            fields, disagreements = _fields(concepts[key], concept, earlier)
            terms, collisions = _terms(concepts[key], concept, earlier)
            concepts[key] = replace(concepts[key], terms=terms, **fields)  # type: ignore[arg-type]
            found += disagreements + collisions
            earlier.append(concept)
    return Glossary(tuple(concepts.values()), tuple(languages)), tuple(found)


def _fields(
    first: Concept, second: Concept, earlier: Sequence[Concept]
) -> tuple[dict[str, object], list[GlossaryFinding]]:
    """Return what *second* says where *first* says nothing, and where the two disagree."""
    filled: dict[str, object] = {}
    found = []
    for name in ("level", "keep", "scope", *PROSE):
        ours, theirs = getattr(first, name), getattr(second, name)
        if ours == theirs or _is_unsaid(name, theirs):
            continue
        if _is_unsaid(name, ours):
            filled[name] = theirs
            continue
        origin = next(each for each in earlier if getattr(each, name) == ours)
        message = f"{first.key}: {name} is {_shown(theirs)} here and {_shown(ours)} there"
        found.append(finding("disagreement", message, second, related=origin))
    return filled, found


def _is_unsaid(name: str, value: object) -> bool:
    return value == _DEFAULTS[name] if name in _DEFAULTS else not value


def _shown(value: object) -> str:
    text = "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"“{text[:57]}...”" if len(text) > 60 else f"“{text}”"


def _terms(
    first: Concept, second: Concept, earlier: Sequence[Concept]
) -> tuple[tuple[Term, ...], list[GlossaryFinding]]:
    """Return the terms of both, those of *first* as they are but for what it left open."""
    terms = {(term.language, term.text): term for term in first.terms}
    alike = {written(term): term for term in reversed(first.terms)}
    preferred = {term.language: term for term in first.terms if term.status is TermStatus.PREFERRED}
    found: list[GlossaryFinding] = []

    def tell(rule: str, term: Term, ours: Term, what: str) -> None:
        origin = next(
            (each for each in earlier if (ours.language, ours.text) in _named(each)), first
        )
        message = f"{first.key}: “{term.text}” is {what}"
        found.append(finding(rule, message, second, language=term.language, related=origin))

    for term in second.terms:
        ours = terms.get((term.language, term.text)) or alike.get(written(term))
        best = preferred.get(term.language)
        if ours is not None and _collide(ours, term):
            tell("contradictory", term, ours, f"{term.status} here and {ours.status} there")
        elif ours is not None and (differences := list(_differences(ours, term))):
            tell("disagreement", term, ours, ", ".join(differences))
        elif (
            best is not None
            and term.status is TermStatus.PREFERRED
            and (ours is None or ours.status is not TermStatus.PREFERRED)
        ):
            tell("disagreement", term, best, f"preferred here, “{best.text}” there")
        if ours is not None:
            terms[(ours.language, ours.text)] = _filled(ours, term)
        elif term.status is TermStatus.PREFERRED and best is not None:
            terms[(term.language, term.text)] = replace(term, status=TermStatus.ADMITTED)
        else:
            terms[(term.language, term.text)] = term
    return tuple(terms.values()), found


def _named(concept: Concept) -> set[tuple[str, str]]:
    return {(term.language, term.text) for term in concept.terms}


def _collide(ours: Term, theirs: Term) -> bool:
    """Tell whether one of two terms is allowed and the other forbidden."""
    one, other = ours.status, theirs.status
    return TermStatus.FORBIDDEN in (one, other) and (one.is_allowed or other.is_allowed)


def _differences(ours: Term, theirs: Term) -> Iterator[str]:
    """Yield in what two terms of the same text differ that both have something to say of."""
    if ours.status.is_allowed != theirs.status.is_allowed:
        yield f"{theirs.status} here and {ours.status} there"
    for name, label in (("match", "match"), ("part_of_speech", "pos")):
        here, there = getattr(theirs, name), getattr(ours, name)
        if here != there and not _is_unsaid(name, here) and not _is_unsaid(name, there):
            yield f"{label} {here} here and {there} there"


def _filled(ours: Term, theirs: Term) -> Term:
    """Return *ours* with what it left open, and the forms of both."""
    return replace(
        ours,
        match=theirs.match if _is_unsaid("match", ours.match) else ours.match,
        part_of_speech=ours.part_of_speech or theirs.part_of_speech,
        forms=tuple(dict.fromkeys(ours.forms + theirs.forms)),
        not_forms=tuple(dict.fromkeys(ours.not_forms + theirs.not_forms)),
    )
