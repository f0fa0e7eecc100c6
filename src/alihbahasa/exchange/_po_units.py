"""What an entry of a PO file says, as a unit.

An entry always gives the same unit, but for the number in an id that entries
before it have taken.  ``po`` says what stands where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from alihbahasa.exchange._po_conflicts import without_conflicts
from alihbahasa.exchange._po_scanner import Entry
from alihbahasa.model import (
    Alternative,
    Content,
    Kind,
    Note,
    Place,
    State,
    Unit,
    unit_id,
)
from alihbahasa.patterns import late_re

OUR_REFERENCE = late_re(r"(.+)#(u[a-z2-7]{13}(?:\.[hldbc])?)(?:@[1-9][0-9]{0,8})?", re.DOTALL)
_MAX_LENGTH_FLAG = late_re(r"max-length:([0-9]{1,9})")

#: What a msgctxt says, as kind and context: one of a kind whose units have a
#: suffix is written from the kind, any other is kept as the context too.
_CONTEXTS = {kind.value: (kind, "" if kind.suffix else kind.value) for kind in Kind}
_BODY = (Kind.PARAGRAPH, "")

#: A first line of a note that tells the kind instead.
_TOLD = {kind.told: kind for kind in Kind if kind.told}


def is_header(found: Entry) -> bool:
    """Tell whether an entry is the header, and no unit."""
    return found.entry.msgid == "" and found.msgctxt < 0 and not found.entry.obsolete


def identity(
    found: Entry, source: Content, seen: dict[str, int]
) -> tuple[str, Kind, str, tuple[Place, ...]]:
    """Return id, kind, context and places of an entry; put the id into *seen*.

    The id is that of the reference.  Without one of ours, or where an entry
    before has it, it follows from the source, with a number where even that
    is not unique; *seen* has the last number taken of each.
    """
    return identified(found.entry.occurrences, found.entry.msgctxt, source, seen)


def identified(
    references: Iterable[tuple[str, str]],
    msgctxt: str | None,
    source: Content,
    seen: dict[str, int],
) -> tuple[str, Kind, str, tuple[Place, ...]]:
    """Return what ``identity`` does of an entry with these *references* and *msgctxt*."""
    id = ""
    places: list[Place] = []
    counts: dict[str, int] = {}
    for name, line in references:
        ours = None if line else OUR_REFERENCE.fullmatch(name)
        if ours:
            article, id = unquoted(ours[1]), id or ours[2]
            number = counts.get(article, 0)
            counts[article] = number + 1
            places.append(place_in(article, number))
    kind, context = kind_in(msgctxt, id)
    if not id or id in seen:
        first = id = unit_id(source, kind, context)
        while id in seen:
            seen[first] += 1
            id = unit_id(source, kind, f"{context}\x04{seen[first]}")
    seen[id] = 1
    return id, kind, context, tuple(places)


def kind_in(msgctxt: str | None, id: str) -> tuple[Kind, str]:
    """Return kind and context of an entry with this *msgctxt*, whose reference has *id*, if any."""
    kind, context = _BODY if msgctxt is None else _CONTEXTS.get(msgctxt, (None, msgctxt))
    if kind is None or kind is Kind.PARAGRAPH:
        kind = Kind.of_id(id) if "." in id else Kind.PARAGRAPH
    return kind, context


def unit_of(found: Entry, seen: dict[str, int]) -> Unit:
    """Return the unit that an entry holds; *seen* is as for ``identity``."""
    entry = found.entry
    source: Content = (entry.msgid,)
    id, kind, context, places = identity(found, source, seen)
    notes: list[Note] = []
    alternatives: list[Alternative] = []
    for block in found.blocks:
        if "conflict" in block:
            block = without_conflicts(block, alternatives)
        if block.strip():
            notes.append(Note("", "translator", block))
    if entry.comment:
        kind, comment = told_kind(kind, entry.comment)
        if comment:
            notes.append(Note("alihbahasa", "terminology", comment))
    text = entry.msgstr
    plurals: tuple[Content, ...] = ()
    if found.msgid_plural >= 0:
        notes.append(Note("", "plural", entry.msgid_plural))
        text = entry.msgstr_plural[0]
        plurals = tuple((form,) for form in entry.msgstr_plural.values())
    flags = entry.flags
    is_draft = "fuzzy" in flags or not text or not text.strip()
    previous: str | None = entry.previous_msgid
    return Unit(
        id,
        kind,
        source,
        (text,) if text else None,
        State.INITIAL if is_draft else State.TRANSLATED,
        places,
        context,
        plurals,
        notes=tuple(notes),
        previous=None if previous is None else (previous,),
        alternatives=tuple(alternatives),
        obsolete=entry.obsolete,
        max_length=_max_length(flags) if flags else None,
    )


def told_kind(kind: Kind, comment: str) -> tuple[Kind, str]:
    """Return the kind that the first line of *comment* tells, else *kind*, and the other lines."""
    if not comment.startswith("["):
        return kind, comment
    line, _, rest = comment.partition("\n")
    told = _TOLD.get(line)
    return (kind, comment) if told is None else (told, rest)


def _max_length(flags: Iterable[str]) -> int | None:
    found = (_MAX_LENGTH_FLAG.fullmatch(flag) for flag in flags)
    return next((int(match[1]) for match in found if match), None)


@lru_cache(maxsize=256)
def place_in(article: str, number: int) -> Place:
    """Return the place in *article* that has *number*, from 0, there: PO knows no blocks."""
    return Place(article, number)


def unquoted(article: str) -> str:
    if "%" not in article:
        return article
    try:
        return unquote_to_bytes(article).decode("utf-8")
    except UnicodeDecodeError:
        return article
