"""A concept as the cells of a row, as a table has them; and what makes two terms or concepts one.

The names of cells are the headers of the wide CSV: ``en`` are the allowed
terms, the preferred one first, ``en:deprecated`` and ``en:not`` the others,
``match``, ``level``, ``keep`` and so on what holds for the concept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from alihbahasa.model import Concept, MatchMode, Term, TermStatus
from alihbahasa.text import fold

#: What stands in a cell: terms, patterns, or a text, none where it is empty.
Values: TypeAlias = tuple[str, ...]

#: The fields of a concept that hold text.
PROSE = ("definition", "domain", "note", "example", "url", "source")

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


def source_terms(concept: Concept, language: str) -> tuple[Term, ...]:
    """Return the terms that a source text may mention *concept* by."""
    return tuple(
        term for term in concept.terms_in(language) if term.status is not TermStatus.FORBIDDEN
    )


def spelling(text: str) -> str:
    """Return what is left of a term when case, diacritics, hyphens and apostrophes are set aside.

    >>> spelling("Nagorno-Karabakh") == spelling("nagorno karabakh")
    True
    """
    return " ".join(fold(text).replace("-", " ").replace("'", "").split())


def identities(term: Term) -> tuple[str, ...]:
    """Return what *term* is found by: two terms that share one of these are found by one word.

    Terms that only a capital tells apart share none if one of them insists on it.

    >>> identities(Term("Baku", "id", match=MatchMode.CASE)), identities(Term("baku", "id"))
    (('baku B',), ('baku ', 'baku'))
    """
    plain = spelling(term.text)
    cased = f"{plain} {''.join(letter for letter in term.text if letter.isupper())}"
    return (cased, plain) if term.match is MatchMode.INFLECTED else (cased,)


def written(term: Term) -> tuple[str, str]:
    """Return what two terms share that no text could tell apart."""
    is_cased = term.match is not MatchMode.INFLECTED
    return term.language, term.text if is_cased else term.text.casefold()


def paired(
    before: Iterable[Concept],
    after: Iterable[Concept],
    *,
    source_language: str,
    by_key: bool = True,
) -> dict[str, str]:
    """Map the keys of *after* to those that the same concepts have *before*.

    Concepts with the same key are the same, unless *by_key* denies it; of the
    others, those with the same term in the source language, written alike
    before found alike.  Each is paired once, or not at all.
    """
    then = {concept.key: concept for concept in before}
    now = {concept.key: concept for concept in after}
    found = {key: key for key in now if key in then} if by_key else {}
    free = {key: concept for key, concept in then.items() if key not in set(found.values())}
    for is_exact in (True, False):
        named: dict[str, list[str]] = {}
        for key, concept in free.items():
            for name in _names(concept, source_language, is_exact=is_exact):
                named.setdefault(name, []).append(key)
        for keys in named.values():
            keys.reverse()
        for key, concept in now.items():
            if key in found:
                continue
            for name in _names(concept, source_language, is_exact=is_exact):
                keys = named.get(name, [])
                while keys and keys[-1] not in free:
                    keys.pop()
                if keys:
                    found[key] = keys.pop()
                    del free[found[key]]
                    break
    return found


def _names(concept: Concept, language: str, *, is_exact: bool) -> list[str]:
    terms = source_terms(concept, language)
    if is_exact:
        return [term.text for term in terms]
    return [name for term in terms for name in identities(term)]
