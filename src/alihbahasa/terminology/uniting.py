"""Makes one concept of several entries, and one glossary of several files.

Nothing of the entry that comes first is changed or removed: what the others
have besides is added, and what says otherwise is told.  An empty cell says
nothing, and so does a level or a way to match that is the default: the entry
that says something is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from alihbahasa.model import (
    Concept,
    Glossary,
    GlossaryFinding,
    MatchMode,
    Severity,
    Term,
    TermStatus,
)
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import BLANK, PROSE, one_line
from alihbahasa.terminology.keys import new_key
from alihbahasa.terminology.rules import finding
from alihbahasa.terminology.sameness import may_be_one, written
from alihbahasa.text import shortened

#: The fields that are no text.
_FIELDS = ("level", "keep", "scope")


class ClashKind(StrEnum):
    """What becomes of what clashes.

    *refused*: the value is left out.  *choice*: a term is admitted, since
    another one is preferred.  *rank*: a term keeps the status and the spelling
    that the first entry gives it.
    """

    REFUSED = "refused"
    CHOICE = "choice"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class Clash:
    """A *value* of a later entry, and what the first has in its place.

    *field* is a language for a term, else the name of a field.  *terms* are
    those that it is about, of the first entry and of the later one.
    """

    field: str
    value: str
    held: str
    kind: ClashKind = ClashKind.REFUSED
    terms: tuple[Term, Term] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry did to those before it: whether it brought anything, and what clashed."""

    is_change: bool
    clashes: tuple[Clash, ...]


def united_concept(
    first: Concept,
    others: Sequence[Concept],
    *,
    joins_prose: bool = False,
    fills_scope: bool = False,
) -> tuple[Concept, tuple[Step, ...]]:
    """Return *first* with what *others* have besides, and a step for each of them.

    A term that is new becomes admitted where there is a preferred one.  A
    field is filled where it is empty or has its default; prose is joined with
    *joins_prose*.  A concept without a scope is for all articles, and one would
    narrow it: it gets one only with *fills_scope*.
    """
    if not others:
        return first, ()
    union = _Union(first)
    steps = []
    for other in others:
        clashes: list[Clash] = []
        # Each of them is done, whatever the ones before it brought.
        changes = [
            union.add_terms(other, clashes),
            union.add_prose(other, clashes, joins=joins_prose),
            union.add_fields(other, clashes, fills_scope=fills_scope),
        ]
        steps.append(Step(any(changes), tuple(clashes)))
    return union.concept(), tuple(steps)


def united(
    glossaries: Iterable[Glossary], *, source_language: str
) -> tuple[Glossary, tuple[GlossaryFinding, ...]]:
    """Return the concepts of all *glossaries* as one, by their keys, and where they disagree.

    Concepts stand in the order in which they come first, and have the place
    of their first file.  A finding stands at what does not count, related to
    what does.  Concepts with one key that cannot be one (see ``sameness``)
    stay apart: the later one gets another key, and an error tells it.
    """
    groups: dict[str, list[list[Concept]]] = {}
    order: list[list[Concept]] = []
    languages: dict[str, None] = {}
    for glossary in glossaries:
        languages.update(dict.fromkeys(glossary.languages))
        for concept in glossary.concepts:
            there = groups.setdefault(concept.key, [])
            group = _group_of(concept, there, source_language)
            if group is None:
                group = []
                there.append(group)
                order.append(group)
            group.append(concept)
    concepts: list[Concept] = []
    found: list[GlossaryFinding] = []
    taken = dict.fromkeys(groups, 1)
    for first, *others in order:
        holder = groups[first.key][0][0]
        if first is not holder:
            first = replace(first, key=new_key(first.key, taken))
            found.append(_two_of_one_key(first, holder, source_language))
        concept, steps = united_concept(first, others, fills_scope=True)
        concepts.append(concept)
        for number, (other, step) in enumerate(zip(others, steps, strict=True)):
            found += _findings(step.clashes, other, (first, *others[:number]))
    return Glossary(tuple(concepts), tuple(languages)), tuple(found)


def _group_of(
    concept: Concept, groups: Sequence[list[Concept]], source_language: str
) -> list[Concept] | None:
    """Return the one of *groups*, the entries of a concept each, that *concept* is of, or None."""
    for group in groups:
        first = group[0]
        if len(group) > 1:
            first = replace(first, terms=tuple(term for each in group for term in each.terms))
        if may_be_one(first, concept, source_language):
            return group
    return None


def _two_of_one_key(second: Concept, first: Concept, source_language: str) -> GlossaryFinding:
    """Return the error that *second*, which got another key, has that of *first* in its file."""
    here, there = (each.terms_in(source_language)[0].text for each in (second, first))
    message = (
        f"{first.key}: “{shortened(here)}” here and “{shortened(there)}” there are two concepts"
        f" with one key; here it counts as {second.key}"
    )
    return finding("disagreement", message, second, severity=Severity.ERROR, related=first)


def _findings(
    clashes: Iterable[Clash], entry: Concept, earlier: Sequence[Concept]
) -> Iterator[GlossaryFinding]:
    """Yield where *entry* says otherwise than the first of *earlier* that says anything."""
    for clash in clashes:
        if clash.kind is ClashKind.RANK:
            continue
        rule, language = "disagreement", ""
        if clash.terms is None:
            value, held = (f"“{shortened(text)}”" for text in (clash.value, clash.held))
            message = f"{clash.field} is {value} here and {held} there"
            sayers = [each for each in earlier if _said(each, clash.field) == clash.held]
        else:
            ours, theirs = clash.terms
            language = theirs.language
            if clash.kind is ClashKind.CHOICE:
                what = f"preferred here, “{ours.text}” there"
            elif clash.field != language:
                what = f"{clash.field} {clash.value} here and {clash.held} there"
            else:
                what = f"{theirs.status} here and {ours.status} there"
                if TermStatus.FORBIDDEN in (ours.status, theirs.status):
                    rule = "contradictory"
            message = f"“{theirs.text}” is {what}"
            name = (ours.language, ours.text)
            sayers = [
                each for each in earlier if name in ((t.language, t.text) for t in each.terms)
            ]
        yield finding(
            rule,
            f"{entry.key}: {message}",
            entry,
            language=language,
            related=(sayers or earlier)[0],
        )


class _Union:
    """A concept that others are added to, one after the other."""

    def __init__(self, first: Concept) -> None:
        self._first = first
        self._terms = list(first.terms)
        self._places = {name: i for i, term in enumerate(first.terms) for name in written(term)}
        self._preferred = {t.language: t for t in first.terms if t.status is TermStatus.PREFERRED}
        self._prose = {name: _parts(getattr(first, name)) for name in PROSE}
        self._fields: dict[str, Any] = {name: getattr(first, name) for name in _FIELDS}
        self._grown: set[str] = set()

    def add_terms(self, other: Concept, clashes: list[Clash]) -> bool:
        """Add the terms that are new; tell whether anything was."""
        is_change = False
        for term in other.terms:
            places = (self._places[name] for name in written(term) if name in self._places)
            place = next(places, None)
            before = self._terms[place] if place is not None else None
            best = self._preferred.get(term.language)
            is_choice = term.status is TermStatus.PREFERRED and best is not None
            if best and is_choice and (before is None or before.status is TermStatus.ADMITTED):
                kind = ClashKind.CHOICE
                clashes.append(Clash(term.language, term.text, best.text, kind, (best, term)))
            if place is not None and before is not None:
                self._terms[place] = _united_term(before, term, clashes)
                is_change |= self._terms[place] != before
                continue
            if is_choice:
                term = replace(term, status=TermStatus.ADMITTED)
            elif term.status is TermStatus.PREFERRED:
                self._preferred[term.language] = term
            self._places.update(dict.fromkeys(written(term), len(self._terms)))
            self._terms.append(term)
            is_change = True
        return is_change

    def add_prose(self, other: Concept, clashes: list[Clash], *, joins: bool) -> bool:
        """Fill the texts that are empty, and join the others or note that they differ."""
        is_change = False
        for name, parts in self._prose.items():
            text = getattr(other, name)
            theirs = _parts(text)
            known = set(parts)
            if name == "note":
                # A format without a place for a definition has it behind the note.
                known |= self._prose["definition"].keys()
            if theirs.keys() <= known:
                continue
            if parts and not joins:
                clashes.append(Clash(name, text, "; ".join(parts.values())))
                continue
            parts.update((fold, part) for fold, part in theirs.items() if fold not in parts)
            self._grown.add(name)
            is_change = True
        return is_change

    def add_fields(self, other: Concept, clashes: list[Clash], *, fills_scope: bool) -> bool:
        """Fill the fields that have their defaults, and note the others where they differ."""
        is_change = False
        for name, ours in self._fields.items():
            theirs, default = getattr(other, name), getattr(BLANK, name)
            if theirs in (default, ours):
                continue
            if ours == default and (name != "scope" or fills_scope):
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


def _united_term(first: Term, second: Term, clashes: list[Clash]) -> Term:
    """Return *first* with what it left open, and the forms of both."""
    terms = (first, second)
    if first.status.is_allowed != second.status.is_allowed:
        held = "allowed" if first.status.is_allowed else str(first.status)
        clashes.append(Clash(second.language, second.text, held, terms=terms))
        return first
    if first.status is not second.status or first.text != second.text:
        value, held = (f"{term.text} ({term.status})" for term in (second, first))
        clashes.append(Clash(second.language, value, held, ClashKind.RANK, terms))
    match = second.match if first.match is MatchMode.INFLECTED else first.match
    if second.match not in (match, MatchMode.INFLECTED):
        clashes.append(Clash("match", second.match, first.match, terms=terms))
    part_of_speech = first.part_of_speech or second.part_of_speech
    if second.part_of_speech not in (None, part_of_speech):
        value, held = str(second.part_of_speech), str(part_of_speech)
        clashes.append(Clash("pos", value, held, terms=terms))
    return replace(
        first,
        match=match,
        part_of_speech=part_of_speech,
        forms=tuple(dict.fromkeys(first.forms + second.forms)),
        not_forms=tuple(dict.fromkeys(first.not_forms + second.not_forms)),
    )


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a text that was joined of several, by their letters in any case.

    Line breaks are blanks to this, as they are to a table.
    """
    if not text:
        return {}
    parts = [one_line(part) for part in one_line(text).split("; ")]
    # What is not joined of parts keeps its lines, if a format can hold them.
    return {parts[0].casefold(): text} if len(parts) == 1 else {p.casefold(): p for p in parts}


def _said(entry: Concept, field: str) -> str:
    return _shown(getattr(entry, field))


def _shown(value: object) -> str:
    return "|".join(value) if isinstance(value, tuple) else str(value)
