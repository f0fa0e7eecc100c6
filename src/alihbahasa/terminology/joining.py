"""Joins what comes in with a glossary that is there: adds, fills, and takes nothing away.

A concept that comes in is the one with its key, if the two may be one (see
``sameness``), else the one that its first term in the source language stands
for, else a new one, with another key where its own is taken.  What the glossary has
stays: where both say something of the same thing that cannot both be, what
came in is rejected.  The same a second time brings nothing, unless one of its
terms stands for several concepts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alihbahasa.model import Concept, Glossary, Term
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import column
from alihbahasa.terminology.keys import new_key
from alihbahasa.terminology.rejection import Rejection
from alihbahasa.terminology.sameness import is_same, may_be_one, written
from alihbahasa.terminology.senses import Senses, leading_terms
from alihbahasa.terminology.uniting import ClashKind, united_concept


@dataclass(frozen=True, slots=True)
class Joined:
    """The glossary with what came in, and what became of each concept that did.

    *new* and *changed* are keys, *same* counts those that brought nothing.
    *otherwise* are terms that have another rank or other capitals in the
    glossary, which stays as it is; *rekeyed* are concepts whose key is that of
    another one, in words that name both.
    """

    glossary: Glossary
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    rejections: tuple[Rejection, ...]
    otherwise: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()


def joined(
    ours: Glossary,
    incoming: Glossary,
    source_language: str,
    *,
    elsewhere: Mapping[str, Concept] | None = None,
) -> Joined:
    """Return *ours* with the concepts of *incoming*, in which "" is the key of one without.

    *elsewhere* are the concepts of the other glossaries of the project by
    their keys; one of them that comes in again is rejected, and no new key is
    one of theirs.
    """
    elsewhere = elsewhere or {}
    concepts = list(ours.concepts)
    by_key = {concept.key: place for place, concept in enumerate(concepts)}
    allowed, others = _by_term(ours, source_language)
    explicit = (concept.key for concept in incoming.concepts if concept.key)
    taken = dict.fromkeys((*by_key, *elsewhere, *explicit), 1)
    new: list[str] = []
    arrivals: dict[int, list[Concept]] = {}
    rejections: list[Rejection] = []
    otherwise: list[str] = []
    rekeyed: list[str] = []
    for concept in incoming.concepts:
        key = concept.key
        place = by_key.get(key) if key else None
        holder = concepts[place] if place is not None else elsewhere.get(key)
        if holder and not may_be_one(holder, concept, source_language):
            place, key = None, ""
        elif holder and place is None:
            reason = f"its key {key} stands in {holder.file}:{holder.line} already"
            rejections += _whole(concept, source_language, reason)
            continue
        if place is None and not concept.terms:
            rejections.append(Rejection(concept.line, "", concept.key, "a concept without a term"))
            continue
        if place is None:
            leading = leading_terms(concept, source_language)[0]
            found = list(allowed.find(concept, leading))
            against = list(others.find(concept, leading))
            if not leading.status.is_allowed:
                found = list(dict.fromkeys((*found, *against)))
            elif against and not found:
                held = ours.concepts[against[0]]
                reason = f"{leading.text} is not allowed in the glossary ({held.key})"
                rejections += _whole(concept, source_language, reason)
                continue
            place = _likeliest(concept, leading, found, ours.concepts, source_language)
            if found and place is None:
                keys = ", ".join(ours.concepts[each].key for each in found[:5])
                reason = f"{leading.text} stands for several concepts: {keys}"
                hint = "give the key in a column concept"
                rejections += _whole(concept, source_language, reason, hint)
                continue
        if place is not None:
            key = concepts[place].key
            arriving = _without_kept(concept, concepts[place], source_language)
            arrivals.setdefault(place, []).append(arriving)
        else:
            key = key or new_key(leading.text, taken)
            by_key[key] = len(concepts)
            new.append(key)
            bare = replace(concept, key=key, terms=(), file="", line=0)
            alone, steps = united_concept(bare, [concept])
            concepts.append(alone)
            rejections += (
                Rejection(concept.line, clash.field, clash.value, f"it is {clash.held} there too")
                for clash in steps[0].clashes
                if clash.kind is ClashKind.REFUSED
            )
        if holder and concept.key != key:
            there, here = (leading_terms(c, source_language)[0].text for c in (holder, concept))
            rekeyed.append(f"{concept.key} is {there} there, {here} is {key}")
    changed: list[str] = []
    same = 0
    for place, others_of_it in arrivals.items():
        before = concepts[place]
        concepts[place], steps = united_concept(before, others_of_it)
        for concept, step in zip(others_of_it, steps, strict=True):
            for clash in step.clashes:
                if clash.kind is ClashKind.REFUSED:
                    reason = f"the glossary says otherwise of {before.key}: {clash.held}"
                    rejections.append(Rejection(concept.line, clash.field, clash.value, reason))
                elif clash.kind is ClashKind.RANK:
                    otherwise.append(f"{clash.value}: {clash.held}")
            same += not step.is_change
        if place < len(ours.concepts) and concepts[place] != before:
            changed.append(before.key)
    languages = dict.fromkeys((*ours.languages, *incoming.languages))
    return Joined(
        Glossary(tuple(concepts), tuple(languages)),
        tuple(new),
        tuple(changed),
        same,
        tuple(rejections),
        tuple(otherwise),
        tuple(rekeyed),
    )


def _without_kept(concept: Concept, ours: Concept, language: str) -> Concept:
    """Return *concept* without translations that only repeat that *ours* keeps the source form."""
    if not ours.keep:
        return concept
    heads = (*concept.terms_in(language), *ours.terms_in(language))
    names = {head.text for head in heads}
    terms = tuple(
        term
        for term in concept.terms
        if term in heads
        or term.text not in names
        or not term.status.is_allowed
        or not ours.keeps_in(term.language)
    )
    return replace(concept, terms=terms)


def _by_term(ours: Glossary, language: str) -> tuple[Senses, Senses]:
    """Return the concepts of *ours* by the terms they go by: those allowed, and the others."""
    allowed, others = Senses(), Senses()
    for place, concept in enumerate(ours.concepts):
        terms = leading_terms(concept, language)
        allowed.add(concept, (term for term in terms if term.status.is_allowed), place)
        others.add(concept, (term for term in terms if not term.status.is_allowed), place)
    return allowed, others


def _likeliest(
    concept: Concept,
    leading: Term,
    places: Sequence[int],
    ours: Sequence[Concept],
    language: str,
) -> int | None:
    """Return the one of *places* that shares most terms with *concept*, None for a tie.

    Of two that share as many it is the one that *leading* leads there too.
    """
    if len(places) == 1:
        return places[0]
    ranks: dict[int, tuple[int, bool]] = {}
    for place in places:
        theirs = {name for term in ours[place].terms for name in written(term)}
        shared = sum(not theirs.isdisjoint(written(term)) for term in concept.terms)
        first = leading_terms(ours[place], language)[0]
        ranks[place] = (shared, is_same(first, leading))
    best = max(ranks.values(), default=None)
    likeliest = [place for place, rank in ranks.items() if rank == best]
    # Where each of them has all its terms it brings none to any.
    is_sure = best is not None and (len(likeliest) == 1 or best[0] == len(concept.terms))
    return likeliest[0] if is_sure else None


def _whole(concept: Concept, source_language: str, reason: str, hint: str = "") -> list[Rejection]:
    """Return the rejections of all terms of *concept*, those it goes by first."""
    leading = leading_terms(concept, source_language)
    terms = (*leading, *(term for term in concept.terms if term not in leading))
    return [
        Rejection(
            concept.line,
            column(term),
            term.text,
            reason,
            hint,
        )
        for term in terms
    ]
