"""Finds the concepts that a term may stand for among those there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.model import Concept, Term
from alihbahasa.terminology.sameness import found_by
from alihbahasa.text import fold

#: In place of a domain or part of speech: any of them.
_ANY = "*"


def leading_terms(concept: Concept, language: str) -> tuple[Term, ...]:
    """Return the terms of *concept* that it goes by: those in *language*, else its first one."""
    return concept.terms_in(language) or concept.terms[:1]


class Senses:
    """The places of concepts in a list, by their terms.

    Terms that are found alike (see ``sameness``) are one term here.  It has two
    senses where the domains of the concepts differ, or the parts of speech of
    the terms.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], dict[tuple[str, str], dict[int, None]]] = {}
        self._domains: dict[int, str] = {}

    def add(self, concept: Concept, terms: Iterable[Term], place: int) -> None:
        """Note that *concept*, at *place*, goes by *terms*; it may be added to again."""
        domain = self._domains.get(place) or fold(concept.domain)
        self._domains[place] = domain
        for term in terms:
            part = _part(term)
            for name in _names(term):
                senses = self._places.setdefault(name, {})
                for key in ((domain, part), (domain, _ANY), (_ANY, part), (_ANY, _ANY)):
                    senses.setdefault(key, {})[place] = None

    def find(self, concept: Concept, term: Term) -> Iterator[int]:
        """Yield the places of what *term*, as one of *concept*, may stand for."""
        domain, part = fold(concept.domain), _part(term)
        seen: set[int] = set()
        for name in _names(term):
            senses = self._places.get(name, {})
            for first in (domain, "") if domain else (_ANY,):
                for second in (part, "") if part else (_ANY,):
                    for place in senses.get((first, second), ()):
                        # A concept that had no domain may have got one since.
                        is_other = domain and self._domains[place] not in ("", domain)
                        if place not in seen and not is_other:
                            seen.add(place)
                            yield place

    def any(self, term: Term) -> int | None:
        """Return the place of the first concept with *term* in any sense, or None."""
        for name in _names(term):
            for place in self._places.get(name, {}).get((_ANY, _ANY), ()):
                return place
        return None


def _part(term: Term) -> str:
    return str(term.part_of_speech or "")


def _names(term: Term) -> list[tuple[str, str]]:
    return [(term.language.lower(), name) for name in found_by(term)]
