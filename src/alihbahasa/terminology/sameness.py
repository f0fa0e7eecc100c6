"""What makes two terms, and two concepts, the same: one notion, for all that is done to glossaries.

Two terms of one language are *the same* where no text could tell them apart:
they have the same letters, or the same but for capitals and neither insists on
its own, as ``match`` may (Baku and baku).  A concept holds such a term once and
does not both allow and forbid it; ``written`` is what they share.

Two terms are *found alike* where the same words of a text mention either:
recognition sets diacritics, hyphens and apostrophes aside as well.  So a
concept may allow one of them and forbid the other (Şuşa, Susa), while two
concepts whose source terms are found alike are one, or have to be told apart;
``found_by`` is what they share.

Cells are merged and compared letter by letter all the same: there to write
Rayon for rayon is a change.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from alihbahasa.model import Concept, MatchMode, Term, TermStatus
from alihbahasa.text import fold

#: A language, letters, and whether their capitals count.
Written: TypeAlias = tuple[str, str, bool]


def is_case_bound(term: Term) -> bool:
    """Tell whether the capitals of *term* tell it from another word (Baku, baku)."""
    return term.match is not MatchMode.INFLECTED


def written(term: Term) -> tuple[Written, ...]:
    """Return what *term* is known by: two terms are the same that share one of these.

    >>> written(Term("Baku", "id", match=MatchMode.CASE)), written(Term("Baku", "id"))
    ((('id', 'Baku', True),), (('id', 'Baku', True), ('id', 'baku', False)))
    """
    text = unicodedata.normalize("NFC", term.text)
    language = term.language.lower()
    exact = (language, text, True)
    return (exact,) if is_case_bound(term) else (exact, (language, text.casefold(), False))


def is_same(first: Term, second: Term) -> bool:
    """Tell whether two terms are the same."""
    return not set(written(first)).isdisjoint(written(second))


def contradictions(terms: Sequence[Term]) -> frozenset[int]:
    """Return the numbers of those of *terms* that are not allowed, and allowed as well."""
    if all(term.status.is_allowed for term in terms):
        return frozenset()
    allowed = {name for term in terms if term.status.is_allowed for name in written(term)}
    return frozenset(
        number
        for number, term in enumerate(terms)
        if not term.status.is_allowed and not allowed.isdisjoint(written(term))
    )


@functools.lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """Return what is left of a term when case, diacritics, hyphens and apostrophes are set aside.

    >>> spelling("Nagorno-Karabakh") == spelling("nagorno karabakh")
    True
    """
    return " ".join(fold(text).replace("-", " ").replace("'", "").split())


def found_by(term: Term) -> tuple[str, ...]:
    """Return what *term* is found by: two of one language are found alike that share one of these.

    Terms that only a capital tells apart share none if one of them insists on it.

    >>> found_by(Term("Baku", "id", match=MatchMode.CASE)), found_by(Term("baku", "id"))
    (('baku B',), ('baku ', 'baku'))
    """
    plain = spelling(term.text)
    cased = f"{plain} {''.join(letter for letter in term.text if letter.isupper())}"
    return (cased,) if is_case_bound(term) else (cased, plain)


def source_terms(concept: Concept, language: str) -> tuple[Term, ...]:
    """Return the terms that a source text may mention *concept* by."""
    return tuple(
        term for term in concept.terms_in(language) if term.status is not TermStatus.FORBIDDEN
    )


def may_be_one(first: Concept, second: Concept, language: str) -> bool:
    """Tell whether two concepts that were made apart and have one key may be the same.

    They share a term in the source *language*, in whatever status, or one of
    them has none there: two vendors may both call their first concept ``c1``.
    """
    ours, theirs = first.terms_in(language), second.terms_in(language)
    if not (ours and theirs) or not {t.text for t in ours}.isdisjoint(t.text for t in theirs):
        return True
    names = {name for term in ours for name in found_by(term)}
    return any(not names.isdisjoint(found_by(term)) for term in theirs)


def paired(
    before: Iterable[Concept],
    after: Iterable[Concept],
    *,
    source_language: str,
    by_key: bool = True,
    are_apart: bool = False,
) -> dict[str, str]:
    """Map the keys of *after* to those that the same concepts have *before*.

    Concepts with the same key are the same, unless *by_key* denies it, or they
    *are_apart*, neither made of the other, and cannot be one; of the others,
    those with the same term in the source language, written alike before found
    alike.  Each is paired once, or not at all.
    """
    then = {concept.key: concept for concept in before}
    now = {concept.key: concept for concept in after}
    found = {
        key: key
        for key, concept in now.items()
        if by_key
        and key in then
        and (not are_apart or may_be_one(then[key], concept, source_language))
    }
    taken = set(found.values())
    free = {key: concept for key, concept in then.items() if key not in taken}
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
    return [name for term in terms for name in found_by(term)]
