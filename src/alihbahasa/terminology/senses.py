"""Finds the concepts that a term may stand for among those there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from alihbahasa.model import Concept, Term
from alihbahasa.terminology.uniting import is_case_bound
from alihbahasa.text import fold

#: In place of a domain or part of speech: any of them.
_ANY = "*"


def leading_terms(concept: Concept, language: str) -> tuple[Term, ...]:
    """Return the terms of *concept* that it goes by: those in *language*, else its first one."""
    return concept.terms_in(language) or concept.terms[:1]


class Senses:
    """The places of concepts in a list, by their terms.

    Two terms are one where they are in one language and ``text.fold`` makes
    the same of them; a term that is bound to its capitals (Baku, baku) is one
    only with a term of the same letters.  One term has two senses where the
    domains of the concepts differ, or the parts of speech of the terms.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str, bool], dict[tuple[str, str], dict[int, None]]] = {}

    def add(self, concept: Concept, terms: Iterable[Term], place: int) -> None:
        """Note that *concept*, at *place*, goes by *terms*."""
        for term in terms:
            domain, part = _sense(concept, term)
            for name in _names(term):
                senses = self._places.setdefault(name, {})
                for key in ((domain, part), (domain, _ANY), (_ANY, part), (_ANY, _ANY)):
                    senses.setdefault(key, {})[place] = None

    def find(self, concept: Concept, term: Term, among: Sequence[Concept]) -> Iterator[int]:
        """Yield the places in *among* of what *term*, as one of *concept*, may stand for."""
        domain, part = _sense(concept, term)
        seen: set[int] = set()
        for name in _names(term):
            senses = self._places.get(name, {})
            for key in (
                (first, second)
                for first in ((domain, "") if domain else (_ANY,))
                for second in ((part, "") if part else (_ANY,))
            ):
                for place in senses.get(key, ()):
                    # A concept that had no domain may have got one since.
                    if place not in seen and _fits(domain, fold(among[place].domain)):
                        seen.add(place)
                        yield place

    def any(self, term: Term) -> int | None:
        """Return the place of the first concept with *term* in any sense, or None."""
        for name in _names(term):
            for place in self._places.get(name, {}).get((_ANY, _ANY), ()):
                return place
        return None


def _sense(concept: Concept, term: Term) -> tuple[str, str]:
    return fold(concept.domain), str(term.part_of_speech or "")


def _fits(first: str, second: str) -> bool:
    return not first or not second or first == second


def _names(term: Term) -> Iterator[tuple[str, str, bool]]:
    language = term.language.lower()
    yield language, unicodedata.normalize("NFC", term.text), True
    if not is_case_bound(term):
        yield language, fold(term.text), False
