"""Two entries of one concept made into one, and what contradicts itself in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alihbahasa.model import Concept, Level, MatchMode, Term, TermStatus

#: What is text and may stand beside another text.
PROSE = ("definition", "domain", "note", "example", "url", "source")

#: What a field says where nobody has filled it.
_DEFAULTS: Mapping[str, Any] = {"level": Level.SHOULD, "keep": (), "scope": ()}


@dataclass(frozen=True, slots=True)
class Clash:
    """What of the second entry was left out: a value of *field*, and what the first has there.

    *field* is a language for a term, else the name of a field.  A clash that
    is not *grave* is a matter of rank or spelling: no term is lost by it.
    """

    field: str
    value: str
    held: str
    is_grave: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry did to those before it: whether it brought anything, and what clashed."""

    is_change: bool
    clashes: tuple[Clash, ...]


def united(
    first: Concept, others: Iterable[Concept], *, joins_prose: bool = False
) -> tuple[Concept, tuple[Step, ...]]:
    """Return *first* with what *others* have besides, and a step for each of them.

    Nothing of *first* is changed or removed.  A term that is new becomes
    admitted where there is a preferred one.  A field is filled where it is
    empty or has its default; prose is joined with *joins_prose*.
    """
    union = _Union(first)
    steps = []
    for other in others:
        clashes: list[Clash] = []
        # Each of them is done, whatever the ones before it brought.
        changes = [
            union.add_terms(other, clashes),
            union.add_prose(other, clashes, joins=joins_prose),
            union.add_fields(other, clashes),
        ]
        steps.append(Step(any(changes), tuple(clashes)))
    return union.concept(), tuple(steps)


class _Union:
    """A concept that others are added to, one after the other."""

    def __init__(self, first: Concept) -> None:
        self._first = first
        self._terms = list(first.terms)
        self._places = {name: i for i, term in enumerate(first.terms) for name in _names(term)}
        self._preferred = {t.language for t in first.terms if t.status is TermStatus.PREFERRED}
        self._prose = {name: _parts(getattr(first, name)) for name in PROSE}
        self._fields: dict[str, Any] = {name: getattr(first, name) for name in _DEFAULTS}
        self._grown: set[str] = set()

    def add_terms(self, other: Concept, clashes: list[Clash]) -> bool:
        """Add the terms that are new; tell whether anything was."""
        is_change = False
        for term in other.terms:
            places = (self._places[name] for name in _names(term) if name in self._places)
            place = next(places, None)
            if place is not None:
                before = self._terms[place]
                self._terms[place] = _united_term(before, term, clashes)
                is_change |= self._terms[place] != before
                continue
            if term.status is TermStatus.PREFERRED:
                if term.language in self._preferred:
                    term = replace(term, status=TermStatus.ADMITTED)
                self._preferred.add(term.language)
            self._places.update(dict.fromkeys(_names(term), len(self._terms)))
            self._terms.append(term)
            is_change = True
        return is_change

    def add_prose(self, other: Concept, clashes: list[Clash], *, joins: bool) -> bool:
        """Fill the texts that are empty, and join the others or note that they differ."""
        is_change = False
        for name, parts in self._prose.items():
            text = getattr(other, name)
            theirs = _parts(text)
            if theirs.keys() <= parts.keys():
                continue
            if parts and not joins:
                clashes.append(Clash(name, text, "; ".join(parts.values())))
                continue
            parts.update((fold, part) for fold, part in theirs.items() if fold not in parts)
            self._grown.add(name)
            is_change = True
        return is_change

    def add_fields(self, other: Concept, clashes: list[Clash]) -> bool:
        """Fill the fields that have their defaults, and note the others where they differ."""
        is_change = False
        for name, default in _DEFAULTS.items():
            ours, theirs = self._fields[name], getattr(other, name)
            if theirs in (default, ours):
                continue
            # A concept without a scope is for all articles: a scope would narrow it.
            if ours == default and name != "scope":
                self._fields[name] = theirs
                is_change = True
            else:
                clashes.append(Clash(name, _shown(theirs), _shown(ours) or "none"))
        return is_change

    def concept(self) -> Concept:
        """Return the concept as it is now."""
        prose: dict[str, Any] = {
            name: "; ".join(self._prose[name].values()) for name in self._grown
        }
        return replace(self._first, terms=tuple(self._terms), **prose, **self._fields)


def contradictions(terms: Sequence[Term]) -> frozenset[int]:
    """Return the numbers of those of *terms* that are not allowed, and allowed as well."""
    allowed = {name for term in terms if term.status.is_allowed for name in _names(term)}
    return frozenset(
        number
        for number, term in enumerate(terms)
        if not term.status.is_allowed and not allowed.isdisjoint(_names(term))
    )


def is_case_bound(term: Term) -> bool:
    """Tell whether the capitals of *term* tell it from another word (Baku, baku)."""
    return term.match is not MatchMode.INFLECTED


def _united_term(first: Term, second: Term, clashes: list[Clash]) -> Term:
    if first.status.is_allowed != second.status.is_allowed:
        clashes.append(Clash(second.language, second.text, _allowed(first)))
        return first
    if first.status is not second.status or first.text != second.text:
        value, held = (f"{term.text} ({term.status})" for term in (second, first))
        clashes.append(Clash(second.language, value, held, is_grave=False))
    match = second.match if first.match is MatchMode.INFLECTED else first.match
    if second.match not in (match, MatchMode.INFLECTED):
        clashes.append(Clash("match", second.match, first.match))
    part_of_speech = first.part_of_speech or second.part_of_speech
    if second.part_of_speech not in (None, part_of_speech):
        clashes.append(Clash("pos", str(second.part_of_speech), str(part_of_speech)))
    return replace(
        first,
        match=match,
        part_of_speech=part_of_speech,
        forms=tuple(dict.fromkeys(first.forms + second.forms)),
        not_forms=tuple(dict.fromkeys(first.not_forms + second.not_forms)),
    )


def _names(term: Term) -> tuple[tuple[str, str, bool], ...]:
    """Return what another term would share with *term*: its letters, and those in any case."""
    text = unicodedata.normalize("NFC", term.text)
    language = term.language.lower()
    exact = (language, text, True)
    return (exact,) if is_case_bound(term) else (exact, (language, text.casefold(), False))


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a text that was joined of several, by their letters in any case."""
    return {part.casefold(): part for part in text.split("; ")} if text else {}


def _allowed(term: Term) -> str:
    return "allowed" if term.status.is_allowed else str(term.status)


def _shown(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)
