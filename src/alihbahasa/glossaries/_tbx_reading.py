"""Reads TBX of every version: v3 in both styles, v2 (MARTIF), TBX-Min of 2013.

They say the same with other names, so one reader takes them all.  In style
DCA the attribute ``type`` names a data category, in style DCT and in TBX-Min
the element does.  What a glossary has a place for is read wherever it stands:
definitions, contexts and notes of a language or a term are joined to those of
the concept.  The rest is counted as lost.  Of the header only our own note is
read.

In a file of ours line breaks are kept, and the entries that v2 has for one
concept are joined.  In one from elsewhere white space is layout.
"""

from __future__ import annotations

import difflib
import functools
import io
import itertools
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries._cells import spaced, term_fault
from alihbahasa.glossaries._losses import tally
from alihbahasa.glossaries._tbx import BANNED, FIELD, KEPT, PREFIX, STATUSES, by_language, key_of
from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Term,
    TermStatus,
    canonical,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.terminology.keys import key_for

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_TEXT = 131_072
_MOST_CONCEPTS = 1_000_000

_ROOTS = ("tbx", "TBX", "martif")
_ENTRIES = ("conceptEntry", "termEntry", "entry")
_LANGUAGES = ("langSec", "langSet", "langGroup")
_TERMS = ("termSec", "tig", "ntig", "termGroup")
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "noteGrp")

#: Elements whose data category is their attribute ``type``.
_TYPED = ("admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "xref")

#: Where the text of a data category goes in a concept.  A ``descrip`` without
#: a type and ``Usage note`` are Weblate's.
_PROSE = {
    "definition": "definition",
    "explanation": "definition",
    "descrip": "definition",
    "subjectField": "domain",
    "context": "example",
    "example": "example",
    "note": "note",
    "usageNote": "note",
    "Usage note": "note",
    "source": "source",
}

#: ``usageStatus`` is what drafts of v3 called it, ``termStatus`` TBX-Min.
_STATUS_CATEGORIES = ("administrativeStatus", "usageStatus", "termStatus")

_STATUSES = {
    **{name: status for status, name in STATUSES.items()},
    "preferred": TermStatus.PREFERRED,
    "admitted": TermStatus.ADMITTED,
    "superseded": TermStatus.DEPRECATED,
    "obsolete": TermStatus.DEPRECATED,
    "deprecated": TermStatus.FORBIDDEN,
    "forbidden": TermStatus.FORBIDDEN,
    "notRecommended": TermStatus.FORBIDDEN,
}
_PARTS_OF_SPEECH = {part.replace(" ", ""): part for part in PartOfSpeech}

#: The names of our notes on a term; they may follow one that a note holds.
_TERM_FIELDS = ("match", "forms", "not_forms", "partOfSpeech")

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = late_re(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|x(-[A-Za-z0-9]{1,8})+")
_ROW = late_re(r"\.[0-9]+$")

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of the file while its entries are read.

    *is_ours* tells whether we wrote it.  *place* is the entry, *lost* grows.
    """

    is_ours: bool
    lost: list[tuple[str, str]]
    place: str = ""

    def lose(self, what: str) -> None:
        self.lost.append((what, self.place))


@dataclass(frozen=True, slots=True)
class _Datum:
    """A piece of data: its category, text and line, and what it points to."""

    category: str
    text: str
    line: int | None
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A term as its section tells it.

    *is_settled* where that gives a status, *is_kept* where it is no term but
    says that the source form stays.  *data* is what belongs to the concept.
    """

    term: Term
    is_settled: bool
    is_kept: bool
    data: tuple[_Datum, ...]


def read(data: bytes, *, source_language: str) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds, and what else is in it.

    Where no status is given the first term of a language is preferred, unless
    another one is, and the rest are admitted.  An entry without an id gets a
    key made of its first term in the source language or, failing that, in
    any.  Raises AlihbahasaError with the line for what cannot be right.
    """
    names = (*_ROOTS, "titleStmt", "refObject", *_ENTRIES)
    events = xmlio.iterate(
        io.BytesIO(data), events=("start", "end"), tags=[f"{{*}}{name}" for name in names]
    )
    _, root = next(events, ("", None))
    if root is None or root.getparent() is not None or _name(root) not in _ROOTS:
        raise AlihbahasaError(
            "the file is not TBX",
            line=1,
            column=1,
            hint="the root element of TBX is tbx, martif or TBX",
        )
    languages: tuple[str, ...] | None = None
    lost: list[tuple[str, str]] = []
    found: list[Concept] = []
    for event, element in events:
        name = _name(element)
        if event == "start" or element is root:
            continue
        if name == "titleStmt":
            languages = _languages_of(element) or languages
        elif name == "refObject":
            lost.append((name, element.get("id", "the first")))
        else:
            found.append(_concept(element, _Reading(languages is not None, lost)))
            if len(found) > _MOST_CONCEPTS:
                raise AlihbahasaError(
                    f"the glossary has more than {_MOST_CONCEPTS:,} concepts",
                    line=xmlio.line_of(element),
                    hint="split it",
                )
        xmlio.release(element)
    is_ours = languages is not None
    is_paired = is_ours and _name(root) == "martif"
    concepts = _keyed(found, source_language, is_ours=is_ours, is_paired=is_paired)
    terms = (term.language for concept in concepts for term in concept.terms)
    tags = tuple(dict.fromkeys((*(languages or ()), *terms)))
    if is_paired:
        ranks = {tag: rank for rank, tag in enumerate(tags)}
        concepts = tuple(_ordered(concept, ranks) for concept in concepts)
    return Glossary(concepts, tags), tally(lost)


# --- the elements -------------------------------------------------------------


@functools.cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: etree._Element) -> str:
    """Return the name of *element* without its namespace, "" for a comment."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _data(element: etree._Element, reading: _Reading) -> Iterator[_Datum]:
    """Yield the data in *element*, a group or none."""
    name = _name(element)
    if not name:
        return
    if name in _GROUPS:
        for child in element:
            yield from _data(child, reading)
        return
    line = xmlio.line_of(element)
    if name in ("transacGrp", "transac"):
        yield _Datum("transaction", "", line)
        return
    category = element.get("type", name) if name in _TYPED else name
    text = _text(element)
    inner = [_name(child) for child in element]
    if inner == ["noteKey", "noteValue"]:
        text = ": ".join(_text(child) for child in element)
    elif any(inner):
        reading.lose("inline markup")
    if len(text) > _LONGEST_TEXT:
        raise AlihbahasaError(f"a text of more than {_LONGEST_TEXT:,} characters", line=line)
    text = unicodedata.normalize("NFC", text)
    text = text.strip() if reading.is_ours else spaced(text)
    yield _Datum(category, text, line, element.get("target", "").strip())


def _text(element: etree._Element) -> str:
    """Return the text of *element* and of the elements in it, without comments."""
    if not len(element):
        return element.text or ""
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child):
            yield from _texts(child)
        yield child.tail or ""


def _language(element: etree._Element) -> str:
    """Return the language of a section; old files have ``lang`` for ``xml:lang``."""
    tag = (element.get(_LANG) or element.get("lang") or "").strip()
    if not tag:
        raise AlihbahasaError(
            f"a {_name(element)} without xml:lang",
            line=xmlio.line_of(element),
            hint="say in which language its terms are",
        )
    return _tag(tag, xmlio.line_of(element))


def _tag(text: str, line: int | None) -> str:
    """Return *text* as a language tag in its usual case; en_US is taken for en-US."""
    tag = text.replace("_", "-")
    if not _TAG.fullmatch(tag):
        raise AlihbahasaError(
            f"{text!r} is no language tag", line=line, hint="write a BCP 47 tag: id, en, pt-BR"
        )
    # One string for all terms of a language.
    return sys.intern(canonical(tag))


def _choice(value: str, choices: type[_Choice], datum: _Datum) -> _Choice:
    """Return the member of *choices* that *value* names."""
    try:
        return choices(value)
    except ValueError:
        known = [str(choice) for choice in choices]
        near = difflib.get_close_matches(value, known, 1)
        raise AlihbahasaError(
            f"no {value!r} in the note {datum.text!r}",
            line=datum.line,
            hint=f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}",
        ) from None


def _languages_of(title: etree._Element) -> tuple[str, ...] | None:
    """Return the languages that our note in *title* names; None where it is not ours."""
    for element in title:
        field = FIELD.fullmatch(_text(element).strip()) if _name(element) == "note" else None
        if field and field["name"] == "languages":
            return tuple(_tag(tag, xmlio.line_of(element)) for tag in field["value"].split())
    return None


# --- the entries --------------------------------------------------------------


def _concept(entry: etree._Element, reading: _Reading) -> Concept:
    """Return the concept that *entry* tells of, with its id for a key."""
    id = entry.get("id", "").strip()
    line = xmlio.line_of(entry)
    reading = replace(reading, place=id or f"line {line}")
    own: list[_Datum] = []
    aside: list[_Datum] = []
    sections: list[_Told] = []
    for child in entry:
        if _name(child) not in _LANGUAGES:
            own += _data(child, reading)
            continue
        language = _language(child)
        for part in child:
            if _name(part) in _TERMS:
                sections.append(_section(part, language, reading))
                aside += sections[-1].data
            else:
                aside += _data(part, reading)
    concept = _described(own, aside, reading)
    terms = by_language((*_settled(sections), *concept.terms)).values()
    return replace(concept, key=id, line=line or 0, terms=tuple(itertools.chain(*terms)))


def _section(element: etree._Element, language: str, reading: _Reading) -> _Told:
    """Return what a section of a term tells."""
    line = xmlio.line_of(element)
    data = [datum for child in element for datum in _data(child, reading)]
    texts = [spaced(datum.text) for datum in data if datum.category == "term"]
    if len(texts) != 1 or not texts[0]:
        raise AlihbahasaError(
            f"a {_name(element)} with {len(texts)} terms" if len(texts) != 1 else "an empty term",
            line=line,
            hint="each term has a section of its own",
        )
    _check_term(texts[0], line)
    term = Term(texts[0], language)
    rest: list[_Datum] = []
    fields: list[_Datum] = []
    is_settled = is_kept = False
    for datum in data:
        field = FIELD.fullmatch(datum.text) if datum.category == "note" else None
        if field and field["name"] in _TERM_FIELDS and field["language"] is None:
            fields.append(datum)
        elif field and field["name"] == "status" and field["value"] == KEPT:
            is_kept = True
        elif datum.category in _STATUS_CATEGORIES:
            if status := _STATUSES.get(datum.text):
                term, is_settled = replace(term, status=status), True
            else:
                reading.lose(f"{datum.category} with an unknown value")
        elif datum.category == "partOfSpeech":
            part = _PARTS_OF_SPEECH.get(datum.text.replace(" ", "").lower())
            if part is None:
                reading.lose("partOfSpeech with an unknown value")
            elif term.part_of_speech is None:
                term = replace(term, part_of_speech=part)
        elif datum.category != "term":
            rest.append(datum)
    return _Told(_refined(term, fields), is_settled, is_kept, tuple(rest))


def _check_term(text: str, line: int | None) -> None:
    """Refuse *text* where nothing of it could be found in a text."""
    if fault := term_fault(text):
        raise AlihbahasaError(fault[0], line=line, hint=fault[1])


def _settled(sections: list[_Told]) -> list[Term]:
    """Return the terms of *sections*, those without a status given one.

    A term that stood for the source form stays away, unless somebody changed it.
    """
    forms = {section.term.text for section in sections if not section.is_kept}
    told = [
        section for section in sections if not section.is_kept or section.term.text not in forms
    ]
    preferred = {
        section.term.language
        for section in told
        if section.is_settled and section.term.status is TermStatus.PREFERRED
    }
    terms = []
    for section in told:
        term = section.term
        if not section.is_settled:
            if term.language in preferred:
                term = replace(term, status=TermStatus.ADMITTED)
            preferred.add(term.language)
        terms.append(term)
    return terms


def _refined(term: Term, notes: list[_Datum]) -> Term:
    """Return *term* with what *notes* of ours say of it."""
    if not notes:
        return term
    match, part = term.match, term.part_of_speech
    forms: dict[str, list[str]] = {"forms": [], "not_forms": []}
    for datum in notes:
        name, _, value = datum.text.removeprefix(PREFIX).partition("=")
        value = spaced(value)
        if name == "match":
            match = _choice(value, MatchMode, datum)
        elif name == "partOfSpeech":
            part = _choice(value, PartOfSpeech, datum)
        else:
            _check_term(value, datum.line)
            forms[name].append(value)
    return replace(
        term,
        match=match,
        part_of_speech=part,
        forms=tuple(forms["forms"]),
        not_forms=tuple(forms["not_forms"]),
    )


def _described(own: Iterable[_Datum], aside: Iterable[_Datum], reading: _Reading) -> Concept:
    """Return a concept without a key, made of its *own* data and of what its terms have besides.

    Its terms are those that only a note holds.
    """
    level = Level.SHOULD
    keep: list[str] = []
    scope: list[str] = []
    terms: list[tuple[Term, list[_Datum]]] = []
    others: list[_Datum] = []
    for datum in own:
        field = FIELD.fullmatch(datum.text) if datum.category == "note" else None
        name, value = (field["name"], field["value"]) if field else ("", "")
        if name == "level":
            level = _choice(spaced(value), Level, datum)
        elif name == "keep":
            keep.append(value if value == "*" else _tag(value, datum.line))
        elif name == "scope":
            scope.append(spaced(value))
        elif name == "url":
            others.append(replace(datum, category="externalCrossReference", text=value))
        elif name == "note":
            others.append(replace(datum, text=value))
        elif field and field["language"] and name in BANNED:
            language = _tag(field["language"], datum.line)
            _check_term(spaced(value), datum.line)
            terms.append((Term(spaced(value), language, TermStatus(name)), []))
        elif terms and name in _TERM_FIELDS:
            terms[-1][1].append(datum)
        else:
            others.append(datum)
    prose: dict[str, list[str]] = {}
    url = ""
    for datum in (*others, *aside):
        if datum.category in _PROSE:
            prose.setdefault(_PROSE[datum.category], []).append(datum.text)
        elif datum.category == "externalCrossReference" and not url:
            url = datum.target or datum.text
            if datum.text not in ("", url):
                reading.lose("text of an externalCrossReference")
        else:
            reading.lose(datum.category)
    return Concept(
        "",
        tuple(_refined(term, notes) for term, notes in terms),
        level,
        tuple(dict.fromkeys(keep)),
        url=url,
        scope=tuple(dict.fromkeys(scope)),
        **{name: _union(texts) for name, texts in prose.items()},  # type: ignore[arg-type]
    )


def _union(texts: Iterable[str]) -> str:
    """Return *texts* as one, none of them twice."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


# --- the glossary -------------------------------------------------------------


def _keyed(
    found: Iterable[Concept], source_language: str, *, is_ours: bool, is_paired: bool
) -> tuple[Concept, ...]:
    """Return the concepts *found*, which have their ids for keys, with keys.

    Where *is_ours* the ids were made of keys, and where *is_paired* those that
    differ in a number at the end are of one concept.
    """
    lines: dict[str, int] = {}
    for concept in found:
        if concept.key in lines:
            raise AlihbahasaError(
                f"the id {concept.key} is used twice, first in line {lines[concept.key]}",
                line=concept.line,
                hint="give each entry an id of its own",
            )
        if concept.key:
            lines[concept.key] = concept.line
    groups: dict[str, list[Concept]] = {}
    taken = {key_of(id) if is_ours else id: 1 for id in lines}
    for concept in found:
        id = _ROW.sub("", concept.key) if is_paired else concept.key
        key = key_of(id) if is_ours else id
        key = key or key_for(concept.terms, source_language, taken)
        groups.setdefault(key, []).append(concept)
    return tuple(_joined(key, group) for key, group in groups.items())


def _joined(key: str, entries: list[Concept]) -> Concept:
    """Return *entries* as one concept; the first decides what can be told but once."""
    first = entries[0]
    if len(entries) == 1:
        return replace(first, key=key)
    known: dict[tuple[str, str], Term] = {}
    for term in itertools.chain.from_iterable(entry.terms for entry in entries):
        known.setdefault((term.language, term.text), term)
    return replace(
        first,
        key=key,
        terms=tuple(known.values()),
        definition=_union(entry.definition for entry in entries),
        domain=_union(entry.domain for entry in entries),
        note=_union(entry.note for entry in entries),
        example=_union(entry.example for entry in entries),
        source=_union(entry.source for entry in entries),
        url=next((entry.url for entry in entries if entry.url), ""),
    )


def _ordered(concept: Concept, ranks: Mapping[str, int]) -> Concept:
    """Return *concept* with its terms in the order of languages, the allowed ones first."""

    def rank(term: Term) -> tuple[int, bool]:
        return ranks[term.language], not term.status.is_allowed

    return replace(concept, terms=tuple(sorted(concept.terms, key=rank)))
