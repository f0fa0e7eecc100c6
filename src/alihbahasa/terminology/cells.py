"""A concept as the cells of a row, as a table has them.

The names of cells are the headers of the wide CSV: ``en`` are the allowed
terms, the preferred one first, ``en:deprecated`` and ``en:not`` the others,
``match``, ``level``, ``keep`` and so on what holds for the concept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeAlias

from alihbahasa.model import Concept, Glossary, Loss, MatchMode, Term, TermStatus

#: What stands in a cell: terms, patterns, or a text, none where it is empty.
Values: TypeAlias = tuple[str, ...]

#: The fields of a concept that hold text.
PROSE = ("definition", "domain", "note", "example", "url", "source")

#: A concept of which nothing is said: its fields are the defaults.
BLANK = Concept("", ())

_ENDINGS = {TermStatus.DEPRECATED: ":deprecated", TermStatus.FORBIDDEN: ":not"}


def one_line(text: str) -> str:
    """Return *text* as a cell of a table has it: composed (NFC), its lines joined by blanks.

    >>> one_line(" one  \\r\\n two")
    'one two'
    """
    if "\n" in text or "\r" in text:
        lines = map(str.strip, text.replace("\r", "\n").split("\n"))
        text = " ".join(filter(None, lines))
    return unicodedata.normalize("NFC", text).strip()


def flattened(glossary: Glossary) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return *glossary* with its texts as a table has them, and how many lines were joined."""
    concepts = []
    found: dict[str, list[str]] = {}
    for concept in glossary.concepts:
        texts: dict[str, Any] = {}
        for name in PROSE:
            text = getattr(concept, name)
            if text and (flat := one_line(text)) != text:
                texts[name] = flat
                if "\n" in text or "\r" in text:
                    found.setdefault(f"line breaks in {name}", []).append(concept.key)
        concepts.append(replace(concept, **texts) if texts else concept)
    losses = (Loss(what, len(keys), keys[0]) for what, keys in found.items())
    return replace(glossary, concepts=tuple(concepts)), tuple(losses)


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
