"""A concept as the cells of a row, as a table has them.

The names of cells are the headers of the wide CSV: ``en`` are the allowed
terms, the preferred one first, ``en:deprecated`` and ``en:not`` the others,
``match``, ``level``, ``keep`` and so on what holds for the concept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from alihbahasa.model import Concept, MatchMode, Term, TermStatus

#: What stands in a cell: terms, patterns, or a text, none where it is empty.
Values: TypeAlias = tuple[str, ...]

#: The fields of a concept that hold text.
PROSE = ("definition", "domain", "note", "example", "url", "source")

#: A concept of which nothing is said: its fields are the defaults.
BLANK = Concept("", ())

_ENDINGS = {TermStatus.DEPRECATED: ":deprecated", TermStatus.FORBIDDEN: ":not"}


def column(term: Term) -> str:
    """Return the name of the cell that *term* stands in."""
    return term.language + _ENDINGS.get(term.status, "")


def cells(concept: Concept) -> dict[str, Values]:
    """Return what the cells of *concept* hold, by name: terms by language, then the rest.

    Two concepts with the same cells differ in nothing but their keys and the
    order of their languages.  How terms match, and what part of speech they
    are, is told term by term only where they are not all the same.
    """
    found: dict[str, Values] = {}
    # A preferred term stands first, wherever the file has it.
    for term in sorted(concept.terms, key=lambda term: term.status is not TermStatus.PREFERRED):
        name = column(term)
        found[name] = (*found.get(name, ()), term.text)
    languages = dict.fromkeys(term.language for term in concept.terms)
    order = [tag + end for tag in languages for end in ("", *_ENDINGS.values())]
    found = {name: found[name] for name in order if name in found}
    matches = _of_terms((term, term.match.value) for term in concept.terms)
    found["match"] = matches or (MatchMode.INFLECTED.value,)
    found["pos"] = _of_terms((term, term.part_of_speech or "") for term in concept.terms)
    for name in ("forms", "not_forms"):
        found[name] = tuple(
            f"{term.text} ({term.language}): {form}"
            for term in concept.terms
            for form in getattr(term, name)
        )
    found["level"] = (concept.level.value,)
    found["keep"] = concept.keep
    found["scope"] = concept.scope
    for name in PROSE:
        text = getattr(concept, name)
        found[name] = (text,) if text else ()
    return {name: values for name, values in found.items() if values}


def _of_terms(values: Iterable[tuple[Term, str]]) -> Values:
    """Return the one value that all terms have, or that of each."""
    told = list(values)
    if len({value for _, value in told}) == 1:
        return tuple(value for _, value in told[:1] if value)
    return tuple(f"{term.text} ({term.language}): {value or '-'}" for term, value in told)
