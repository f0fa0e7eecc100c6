"""Two entries of one concept made into one, and what contradicts itself in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from alihbahasa.model import Concept, Level, MatchMode, Term, TermStatus

#: What is text and may stand beside another text.
PROSE = ("definition", "domain", "note", "example", "url", "source")


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


def united(
    first: Concept, second: Concept, *, joins_prose: bool = False
) -> tuple[Concept, tuple[Clash, ...]]:
    """Return *first* with what *second* has besides, and what of it could not be added.

    Nothing of *first* is changed or removed.  A term that is new becomes
    admitted where *first* has a preferred one.  A field is filled where it is
    empty or has its default; prose is joined with *joins_prose*.
    """
    clashes: list[Clash] = []
    terms = list(first.terms)
    places = {name: number for number, term in enumerate(terms) for name in _names(term)}
    preferred = {term.language for term in terms if term.status is TermStatus.PREFERRED}
    for term in second.terms:
        place = next((places[name] for name in _names(term) if name in places), None)
        if place is not None:
            terms[place], found = _united_term(terms[place], term)
            clashes += found
            continue
        if term.status is TermStatus.PREFERRED:
            if term.language in preferred:
                term = replace(term, status=TermStatus.ADMITTED)
            preferred.add(term.language)
        places.update(dict.fromkeys(_names(term), len(terms)))
        terms.append(term)
    fields: dict[str, Any] = {}
    for name in PROSE:
        ours, theirs = getattr(first, name), getattr(second, name)
        if not theirs or theirs in ours.split("; ") or theirs == ours:
            continue
        if not ours:
            fields[name] = theirs
        elif joins_prose:
            fields[name] = f"{ours}; {theirs}"
        else:
            clashes.append(Clash(name, theirs, ours))
    for name, default in (("level", Level.SHOULD), ("keep", ()), ("scope", ())):
        ours, theirs = getattr(first, name), getattr(second, name)
        if theirs in (default, ours):
            continue
        # A concept without a scope is for all articles: a scope would narrow it.
        if ours == default and name != "scope":
            fields[name] = theirs
        else:
            clashes.append(Clash(name, _shown(theirs), _shown(ours) or "none"))
    return replace(first, terms=tuple(terms), **fields), tuple(clashes)


def contradiction(terms: tuple[Term, ...]) -> Term | None:
    """Return the first of *terms* that is forbidden or deprecated and allowed as well."""
    allowed = {name for term in terms if term.status.is_allowed for name in _names(term)}
    others = (term for term in terms if not term.status.is_allowed)
    return next((term for term in others if not allowed.isdisjoint(_names(term))), None)


def is_case_bound(term: Term) -> bool:
    """Tell whether the capitals of *term* tell it from another word (Baku, baku)."""
    return term.match is not MatchMode.INFLECTED


def _united_term(first: Term, second: Term) -> tuple[Term, list[Clash]]:
    clashes = []
    if first.status.is_allowed != second.status.is_allowed:
        return first, [Clash(second.language, second.text, _allowed(first))]
    if first.status is not second.status or first.text != second.text:
        held = f"{first.text} ({first.status})"
        clashes.append(
            Clash(second.language, f"{second.text} ({second.status})", held, is_grave=False)
        )
    match = second.match if first.match is MatchMode.INFLECTED else first.match
    if second.match not in (match, MatchMode.INFLECTED):
        clashes.append(Clash("match", second.match, first.match))
    part_of_speech = first.part_of_speech or second.part_of_speech
    if second.part_of_speech not in (None, part_of_speech):
        clashes.append(Clash("pos", str(second.part_of_speech), str(part_of_speech)))
    term = replace(
        first,
        match=match,
        part_of_speech=part_of_speech,
        forms=tuple(dict.fromkeys(first.forms + second.forms)),
        not_forms=tuple(dict.fromkeys(first.not_forms + second.not_forms)),
    )
    return term, clashes


def _names(term: Term) -> tuple[tuple[str, str, bool], ...]:
    """Return what another term would share with *term*: its letters, and those in any case."""
    text = unicodedata.normalize("NFC", term.text)
    language = term.language.lower()
    exact = (language, text, True)
    return (exact,) if is_case_bound(term) else (exact, (language, text.casefold(), False))


def _allowed(term: Term) -> str:
    return "allowed" if term.status.is_allowed else str(term.status)


def _shown(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)
