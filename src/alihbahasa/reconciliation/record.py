"""The record: what was exported and what was sent in, the base of three-way merging."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from alihbahasa.model import (
    NOTHING,
    Alternative,
    Concept,
    Content,
    Grade,
    Memo,
    Mention,
    Note,
    State,
    Unit,
    raw,
)
from alihbahasa.patterns import late_re

_LINE_END = late_re("\r\n?|\n")


def digest(target: Content, state: State) -> str:
    """Return the digest of a target and its state: 16 hexadecimal characters of BLAKE2."""
    text = f"{state.value}\x00{raw(target)}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def words_of(id: str) -> str:
    """Return the part of an id that follows from the words alone, without the kind."""
    return id.partition(".")[0]


def remember(record: Mapping[str, Memo], units: Iterable[Unit]) -> dict[str, Memo]:
    """Return the record after *units* were exported."""
    memos = dict(record)
    for unit in units:
        before = memos.get(unit.id)
        if before is None and not (unit.target or unit.alternatives or unit.notes):
            memos[unit.id] = Memo(unit.id, state=unit.state)
            continue
        memo = with_alternatives(before or Memo(unit.id), unit.alternatives)
        memo = with_current(memo, unit)
        current = memo.current
        written = [digest(other.target, other.state) for other in unit.alternatives]
        written += [current] if current else []
        exported = (*(each for each in memo.exported if each not in written), *written)
        lines = (line_digest(line) for line in comment_lines(unit))
        memos[unit.id] = replace(
            memo,
            exported=exported,
            comments=tuple(dict.fromkeys((*memo.comments, *lines))),
        )
    return memos


def with_current(memo: Memo, unit: Unit) -> Memo:
    """Return *memo* with the target of *unit*; what it says of terms goes with the one before."""
    current = digest_of(unit)
    terms = memo.terms if current == memo.current else NOTHING
    return replace(memo, current=current, state=unit.state, terms=terms)


def with_alternatives(memo: Memo, others: Iterable[Alternative]) -> Memo:
    """Return *memo* with the text of *others*, which may go from the files; of each but once."""
    known = {(raw(each.target), each.state) for each in memo.alternatives}
    news = {(raw(each.target), each.state): each for each in others}
    added = tuple(each for key, each in news.items() if key not in known)
    return replace(memo, alternatives=(*memo.alternatives, *added)) if added else memo


def with_terms(record: Mapping[str, Memo], units: Iterable[Unit], language: str) -> dict[str, Memo]:
    """Return the record with the concepts that each of *units* mentions.

    Those that it has stay as they stood when the target was written.
    """
    memos = dict(record)
    known: dict[str, str] = {}
    for unit in units:
        memo = memos.get(unit.id)
        if memo is None or unit.obsolete:
            continue
        terms = {}
        for mention in _counted(unit) if unit.has_target else ():
            key = mention.concept.key
            if key not in known:
                known[key] = concept_digest(mention.concept, language)
            terms[key] = memo.terms.get(key, known[key])
        if terms != memo.terms:
            memos[unit.id] = replace(memo, terms=terms)
    return memos


def outdated(unit: Unit, memo: Memo | None, language: str) -> tuple[Concept, ...]:
    """Return the concepts that *unit* mentions and that changed since its target was written."""
    if memo is None or not memo.terms or memo.current != digest_of(unit):
        return ()
    found = {
        concept.key: concept
        for concept in (mention.concept for mention in _counted(unit))
        if memo.terms.get(concept.key, now := concept_digest(concept, language)) != now
    }
    return tuple(found.values())


def _counted(unit: Unit) -> Iterator[Mention]:
    return (mention for mention in unit.mentions if mention.grade is not Grade.DERIVED)


def concept_digest(concept: Concept, language: str) -> str:
    """Return the digest of what *concept* says of translations into *language*."""
    terms = (f"{term.status.value}\x00{term.text}" for term in concept.terms_in(language))
    text = "\x01".join((str(concept.keeps_in(language)), *terms))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def digests_of(*versions: Unit) -> tuple[str, ...]:
    found = (digest_of(unit) for unit in versions)
    return tuple(dict.fromkeys(each for each in found if each))


def digest_of(unit: Unit) -> str:
    return digest(unit.target, unit.state) if unit.target and unit.has_target else ""


def comment_lines(unit: Unit) -> list[str]:
    """Return what people wrote beside *unit*, line by line."""
    return [line for note in unit.comments for line in lines_of(note)]


def lines_of(note: Note) -> list[str]:
    """Return the lines of *note*, whatever ends them."""
    return _LINE_END.split(note.text)


def line_digest(line: str) -> str:
    data = line.strip().encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=4).hexdigest()
