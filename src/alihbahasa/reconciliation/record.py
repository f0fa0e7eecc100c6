"""The record: what was exported and what was sent in, the base of three-way merging."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from alihbahasa.model import Content, Memo, Note, State, Unit, raw

_LINE_END = re.compile("\r\n?|\n")


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
        memo = memos.get(unit.id, Memo(unit.id))
        current = digest_of(unit)
        written = [digest(other.target, other.state) for other in unit.alternatives]
        written += [current] if current else []
        exported = (*(each for each in memo.exported if each not in written), *written)
        lines = (line_digest(line) for line in comment_lines(unit))
        memos[unit.id] = replace(
            memo,
            exported=exported,
            current=current,
            state=unit.state,
            comments=tuple(dict.fromkeys((*memo.comments, *lines))),
        )
    return memos


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
