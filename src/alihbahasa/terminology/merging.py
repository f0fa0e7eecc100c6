"""Merges a glossary that was edited elsewhere into ours, three ways and cell by cell.

The base is the state that was sent out.  What only one side changed is taken;
what both changed, each in its own way, is a conflict: ours stays, and all
three are told.  Terms are merged one by one, so that two people may add to one
cell; the preferred term is a choice, and two choices are a conflict.

A row that theirs no longer has is deleted where ours has left it as it was.  A
column that theirs does not have at all deletes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from alihbahasa.model import Concept, Glossary, Term, TermStatus
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import BLANK, PROSE, Values, cells, column
from alihbahasa.terminology.keys import new_key
from alihbahasa.terminology.sameness import contradictions, paired

_Value = TypeVar("_Value")

#: The fields of a concept that hold for all of it.
_FIELDS = ("level", "keep", "scope", *PROSE)

#: The fields of a term, by the names of their cells.
_ATTRIBUTES = {
    "match": "match",
    "pos": "part_of_speech",
    "forms": "forms",
    "not_forms": "not_forms",
}
#: Those that a table has one of for a whole row, and a term of which none is told.
_UNIFORM = ("match", "part_of_speech")
_PLAIN = Term("", "")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, each in its own way; ours stayed.

    *cell* is a language, a field, or ``concept`` where one side deleted the
    concept and the other changed it; there the values are its terms.  What is
    not allowed stands behind NOT.
    """

    key: str
    cell: str
    base: Values
    ours: Values
    theirs: Values


@dataclass(frozen=True, slots=True)
class Merged:
    """The glossary that came of a merge, and what is left to decide.

    *rekeyed* are the keys that stay, each with the one that theirs has in its place.
    """

    glossary: Glossary
    conflicts: tuple[Conflict, ...]
    rekeyed: tuple[tuple[str, str], ...] = ()


def merged(
    base: Glossary,
    ours: Glossary,
    theirs: Glossary,
    *,
    source_language: str,
    absent: Collection[str] = (),
) -> Merged:
    """Return *ours* with what *theirs* changed since *base*.

    *absent* are the cells that theirs has no column for (``ru``, ``en:not``,
    ``level``); with ``concept`` among them, its rows are known by their source
    terms.  What both sides have added is one concept where it may be one (see
    ``sameness``); else a new concept whose key is taken gets another.
    """
    then = {concept.key: concept for concept in base.concepts}
    here = {concept.key: concept for concept in ours.concepts}
    by_key = "concept" not in absent
    our_bases = paired(base.concepts, ours.concepts, source_language=source_language)
    their_bases = paired(
        base.concepts, theirs.concepts, source_language=source_language, by_key=by_key
    )
    # What both have added is one concept too.
    added = paired(
        [concept for concept in ours.concepts if concept.key not in our_bases],
        [concept for concept in theirs.concepts if concept.key not in their_bases],
        source_language=source_language,
        by_key=by_key,
        are_apart=True,
    )
    our_keys = {old: key for key, old in our_bases.items()}
    partners: dict[str, Concept] = {}
    news: list[Concept] = []
    conflicts: list[Conflict] = []
    for concept in theirs.concepts:
        old = their_bases.get(concept.key)
        key = added.get(concept.key) if old is None else our_keys.get(old)
        if key is not None:
            partners[key] = concept
        elif old is None:
            news.append(concept)
        elif cells(_seen(concept, then[old], absent)) != cells(then[old]):
            conflicts.append(_deletion(then[old], None, concept))
    concepts: list[Concept] = []
    for concept in ours.concepts:
        before = then.get(our_bases.get(concept.key, ""))
        partner = partners.get(concept.key)
        if partner is not None:
            before = before or BLANK
            row, undecided = _row(before, concept, _seen(partner, before, absent))
            concepts.append(row)
            conflicts += undecided
        elif before is None:
            concepts.append(concept)
        elif cells(concept) != cells(before):
            conflicts.append(_deletion(before, concept, None))
            concepts.append(concept)
    taken = dict.fromkeys((*then, *here), 1)
    for concept in news:
        key = new_key(concept.key, taken) if concept.key in taken else concept.key
        taken[key] = 1
        concepts.append(replace(concept, key=key))
    rekeyed = (
        (our_keys.get(old, old), key)
        for key, old in their_bases.items()
        if by_key and key != old and key != our_keys.get(old)
    )
    tags = dict.fromkeys((*ours.languages, *theirs.languages))
    return Merged(Glossary(tuple(concepts), tuple(tags)), tuple(conflicts), tuple(rekeyed))


def _deletion(base: Concept, ours: Concept | None, theirs: Concept | None) -> Conflict:
    """Return the conflict of a concept that one side deleted and the other changed."""
    old, here, there = (_told(each.terms if each else ()) for each in (base, ours, theirs))
    return Conflict(base.key, "concept", old, here, there)


def _told(terms: Iterable[Term]) -> Values:
    """Return *terms* in words."""
    return tuple(term.text if term.status.is_allowed else f"NOT {term.text}" for term in terms)


def _seen(theirs: Concept, base: Concept, absent: Collection[str]) -> Concept:
    """Return *theirs* with the cells that it has no columns for as the base has them."""
    if not absent:
        return theirs
    before = {(term.language, term.text): term for term in base.terms}
    there = {(term.language, term.text) for term in theirs.terms}
    terms = []
    for term in theirs.terms:
        old = before.get((term.language, term.text))
        for name, attribute in _ATTRIBUTES.items():
            if name in absent and (old or attribute in _UNIFORM):
                value = getattr(old, attribute) if old else _uniform(base.terms, attribute)
                term = replace(term, **{attribute: value})
        terms.append(term)
    for place, term in enumerate(base.terms):
        if column(term) in absent and (term.language, term.text) not in there:
            terms.insert(place, term)
    fields = {name: getattr(base, name) for name in _FIELDS if name in absent}
    return replace(theirs, terms=tuple(terms), **fields)


def _uniform(terms: Iterable[Term], attribute: str) -> Any:
    """Return the one value that all *terms* have, and the default where they have several."""
    values = {getattr(term, attribute) for term in terms}
    return values.pop() if len(values) == 1 else getattr(_PLAIN, attribute)


def _is_uniform(terms: Iterable[Term], attribute: str) -> bool:
    return len({getattr(term, attribute) for term in terms}) <= 1


def _chosen(base: _Value, ours: _Value, theirs: _Value) -> tuple[_Value, bool]:
    """Return what comes of one value, and whether both sides changed it differently."""
    if theirs in (ours, base):
        return ours, False
    return (theirs, False) if ours == base else (ours, True)


def _row(base: Concept, ours: Concept, theirs: Concept) -> tuple[Concept, list[Conflict]]:
    """Return the concept that comes of three, and the cells that are left to decide."""
    old, here, there = map(cells, (base, ours, theirs))
    if there in (old, here):
        return ours, []
    if here == old:
        return replace(theirs, key=ours.key, file=ours.file, line=ours.line), []
    fields: dict[str, Any] = {}
    open_cells: list[str] = []
    for name in _FIELDS:
        fields[name], is_conflict = _chosen(*(getattr(each, name) for each in (base, ours, theirs)))
        if is_conflict:
            open_cells.append(name)
    terms, open_languages = _terms(base, ours, theirs)
    terms, open_attributes = _with_attributes(terms, base, ours, theirs)
    conflicts = [
        Conflict(ours.key, language, *(_told(_in(each, language)) for each in (base, ours, theirs)))
        for language in open_languages
    ]
    conflicts += [
        Conflict(ours.key, name, *(side.get(name, ()) for side in (old, here, there)))
        for name in (*open_attributes, *open_cells)
    ]
    return replace(ours, terms=terms, **fields), conflicts


def _in(concept: Concept, language: str) -> tuple[Term, ...]:
    return tuple(term for term in concept.terms if term.language == language)


def _terms(base: Concept, ours: Concept, theirs: Concept) -> tuple[tuple[Term, ...], list[str]]:
    """Return the terms that come of three, and the languages in which ours had to stay."""
    sides = (base, ours, theirs)
    found: list[Term] = []
    open_languages = []
    for language in dict.fromkeys(term.language for side in (ours, theirs) for term in side.terms):
        old, here, there = ({term.text: term for term in _in(side, language)} for side in sides)
        statuses, is_conflict = _statuses(old, here, there)
        known = {**there, **here}
        terms = [
            replace(known[text], status=statuses[text])
            for text in _order(old, here, there)
            if text in statuses
        ]
        if contradictions(terms) and not contradictions(tuple(here.values())):
            terms, is_conflict = list(here.values()), True
        if is_conflict:
            open_languages.append(language)
        found += terms
    return tuple(found), open_languages


def _with_attributes(
    terms: tuple[Term, ...], *sides: Concept
) -> tuple[tuple[Term, ...], list[str]]:
    """Return *terms* with the match, part of speech and forms that come of three *sides*.

    Where each side has one value for all its terms, as a row of a table has,
    the new ones get it too.
    """
    open_cells = []
    known = [{(term.language, term.text): term for term in side.terms} for side in sides]
    base, ours, theirs = known
    for name, attribute in _ATTRIBUTES.items():
        if attribute in _UNIFORM and all(_is_uniform(side.terms, attribute) for side in sides):
            value, is_conflict = _chosen(*(_uniform(side.terms, attribute) for side in sides))
            terms = tuple(replace(term, **{attribute: value}) for term in terms)
        else:
            is_conflict = False
            chosen = []
            for term in terms:
                key = (term.language, term.text)
                if key in ours and key in theirs:
                    old = getattr(base.get(key, _PLAIN), attribute)
                    here, there = getattr(ours[key], attribute), getattr(theirs[key], attribute)
                    value, differs = _chosen(old, here, there)
                    is_conflict |= differs
                    term = replace(term, **{attribute: value})
                chosen.append(term)
            terms = tuple(chosen)
        if is_conflict:
            open_cells.append(name)
    return terms, open_cells


def _statuses(
    base: dict[str, Term], ours: dict[str, Term], theirs: dict[str, Term]
) -> tuple[dict[str, TermStatus], bool]:
    """Return the statuses that come of the terms of one language, and whether there is a conflict.

    A term that is not there has none.
    """
    statuses: dict[str, TermStatus] = {}
    is_conflict = False
    for text in dict.fromkeys((*base, *ours, *theirs)):
        status, differs = _chosen(
            *(side[text].status if text in side else None for side in (base, ours, theirs))
        )
        is_conflict |= differs
        if status is not None:
            statuses[text] = status
    first, mine, yours = map(_preferred, (base, ours, theirs))
    if first not in (mine, yours) and mine != yours:
        is_conflict = True
        chosen = {text for text, status in statuses.items() if status is TermStatus.PREFERRED}
        for text in chosen - mine:
            if text in ours:
                statuses[text] = ours[text].status
            else:
                del statuses[text]
        statuses |= dict.fromkeys(mine, TermStatus.PREFERRED)
    return statuses, is_conflict


def _preferred(terms: dict[str, Term]) -> set[str]:
    return {text for text, term in terms.items() if term.status is TermStatus.PREFERRED}


def _order(base: dict[str, Term], ours: dict[str, Term], theirs: dict[str, Term]) -> list[str]:
    """Return the terms of a language in the order of the side that changed it, ours if both did."""
    first, second = (theirs, ours) if list(ours) == list(base) else (ours, theirs)
    return list(dict.fromkeys((*first, *second, *base)))
