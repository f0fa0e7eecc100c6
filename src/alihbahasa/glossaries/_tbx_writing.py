"""Writes TBX: what v3 and v2 have in common, the elements in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from alihbahasa.glossaries._losses import tally
from alihbahasa.glossaries._tbx import FIELD, KEPT, PREFIX, STATUSES
from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Term,
    fallbacks,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.xmlio import escape, escape_attribute

_GONE = "concept without a term"

#: What an ``xref`` may point to: an HTTP address (the Schematron of TBX-Basic)
#: that no program has to mend first (RFC 3987).
_ADDRESS = late_re(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?"
    r"(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)


@dataclass(frozen=True, slots=True)
class Section:
    """The terms that an entry has in one language; *is_kept* where it only repeats the source."""

    language: str
    terms: tuple[Term, ...]
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written as one entry; *banned* are terms that a note holds."""

    id: str
    sections: tuple[Section, ...]
    banned: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """A version of TBX: the names of its elements, and how a concept is cut into entries.

    *head* has places for the language and for the note on languages.
    *entries* gets a concept, the source language and the other languages.
    """

    head: str
    tail: str
    entry: str
    language: str
    term: str
    parts_of_speech: Mapping[PartOfSpeech, str]
    entries: Callable[[Concept, str, tuple[str, ...]], Iterable[Entry]]


def write(
    glossary: Glossary,
    *,
    dialect: Dialect,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* in *dialect*, and what it has no place for: concepts without a term.

    *original* has no shape to keep.  A language that is asked for brings the
    less specific ones along (en-GB: en).  Raises AlihbahasaError naming the
    concept for characters that XML forbids.
    """
    found = (term.language for concept in glossary.concepts for term in concept.terms)
    there = dict.fromkeys((*glossary.languages, *found))
    asked = {tag.lower() for each in (source_language, *languages) for tag in fallbacks(each)}
    tags = {tag: True for tag in there if not languages or tag.lower() in asked}
    # A name that stays as it is has no term in the language in which it stays.
    bare = [tag for tag in languages if not any(each in tags for each in fallbacks(tag))]
    lost: list[tuple[str, str]] = []
    head = dialect.head.format(
        language=escape_attribute(source_language), languages=escape(" ".join(tags))
    )
    written = bytearray(head.encode())
    for concept in glossary.concepts:
        terms = tuple(term for term in concept.terms if term.language in tags)
        if not terms:
            lost.append((_GONE, concept.key))
            continue
        chosen = replace(concept, terms=terms)
        for entry in dialect.entries(chosen, source_language, (*tags, *bare)):
            lines = _entry(entry, chosen, dialect, source_language)
            written += "".join(lines).encode()
    written += dialect.tail.encode()
    return bytes(written), tally(lost, whole=(_GONE,))


def _entry(entry: Entry, concept: Concept, dialect: Dialect, source_language: str) -> Iterator[str]:
    """Yield *entry* of *concept*, a line a term."""
    key = concept.key
    yield f'   <{dialect.entry} id="{escape_attribute(entry.id)}">\n'
    for element in _described(concept):
        yield f"    {element}\n"
    for term in entry.banned:
        name = f"{term.status} {term.language}"
        for note in (_note(name, term.text, key), *_notes(term, term.part_of_speech, key=key)):
            yield f"    {note}\n"
    # TBX-Basic has contexts of terms only.
    speaker = (concept.terms_in(source_language) or concept.terms)[0]
    for section in entry.sections:
        yield f'    <{dialect.language} xml:lang="{escape_attribute(section.language)}">\n'
        for term in section.terms:
            yield f"     <{dialect.term}><term>{escape(term.text, unit=key)}</term>"
            if section.is_kept:
                yield _note("status", KEPT, key)
            else:
                example = concept.example if term is speaker else ""
                yield from _qualified(term, example, dialect, key=key)
            yield f"</{dialect.term}>\n"
        yield f"    </{dialect.language}>\n"
    yield f"   </{dialect.entry}>\n"


def _described(concept: Concept) -> Iterator[str]:
    """Yield what belongs to *concept* as a whole."""
    key = concept.key
    for category, text in (("subjectField", concept.domain), ("definition", concept.definition)):
        if text:
            yield f'<descrip type="{category}">{escape(text, unit=key)}</descrip>'
    if concept.source:
        yield f'<admin type="source">{escape(concept.source, unit=key)}</admin>'
    is_address = _ADDRESS.fullmatch(concept.url)
    if is_address:
        yield (
            f'<xref type="externalCrossReference" target="{escape_attribute(concept.url)}">'
            f"{escape(concept.url)}</xref>"
        )
    if FIELD.fullmatch(concept.note):
        yield _note("note", concept.note, key)
    elif concept.note:
        yield f"<note>{escape(concept.note, unit=key)}</note>"
    if concept.level is not Level.SHOULD:
        yield _note("level", concept.level, key)
    for tag in concept.keep:
        yield _note("keep", tag, key)
    for pattern in concept.scope:
        yield _note("scope", pattern, key)
    if concept.url and not is_address:
        yield _note("url", concept.url, key)


def _qualified(term: Term, example: str, dialect: Dialect, *, key: str) -> Iterator[str]:
    """Yield what is said of *term*, which *example* shows."""
    part = term.part_of_speech
    named = dialect.parts_of_speech[part] if part else ""
    if named:
        yield f'<termNote type="partOfSpeech">{named}</termNote>'
    yield f'<termNote type="administrativeStatus">{STATUSES[term.status]}</termNote>'
    if example:
        yield f'<descrip type="context">{escape(example, unit=key)}</descrip>'
    # The standard calls a proper noun a noun.
    is_proper = part is PartOfSpeech.PROPER_NOUN and named == PartOfSpeech.NOUN
    yield from _notes(term, part if is_proper else None, key=key)


def _notes(term: Term, part_of_speech: PartOfSpeech | None, *, key: str) -> Iterator[str]:
    """Yield our notes on *term*."""
    if part_of_speech:
        yield _note("partOfSpeech", part_of_speech, key)
    if term.match is not MatchMode.INFLECTED:
        yield _note("match", term.match, key)
    for form in term.forms:
        yield _note("forms", form, key)
    for form in term.not_forms:
        yield _note("not_forms", form, key)


def _note(name: str, value: str, key: str) -> str:
    return f"<note>{PREFIX}{name}={escape(value, unit=key)}</note>"
