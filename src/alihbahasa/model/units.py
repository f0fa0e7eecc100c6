"""Articles and units: what is translated, and how far it has come."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from alihbahasa.model.terms import Concept, Mention, Rendering
from alihbahasa.model.text import NOTHING, Content, Span, is_blank, raw
from alihbahasa.records import dataclass


class Kind(StrEnum):
    """What a block of an article is."""

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    HEADING = "heading"
    LINK = "link"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"

    @property
    def suffix(self) -> str:
        """The end of the ids of its units; empty for body text.

        A headline reads otherwise than the same words in a paragraph, so the
        two are units of their own; a quote and a paragraph are both body text.
        """
        return _SUFFIXES.get(self._value_, "")

    @property
    def told(self) -> str:
        """What a translator is told of it, one line; empty for body text."""
        return _TOLD.get(self._value_, "")

    @classmethod
    def of_id(cls, id: str) -> Kind:
        """Return the kind that the id of a unit tells; body text is PARAGRAPH."""
        return _KINDS.get(id.partition(".")[2], cls.PARAGRAPH)


#: By value: members of an enumeration are hashed slowly, and every unit asks for these.
_SUFFIXES = {
    Kind.HEADING.value: ".h",
    Kind.LINK.value: ".l",
    Kind.DATELINE.value: ".d",
    Kind.BYLINE.value: ".b",
    Kind.CAPTION.value: ".c",
}
_TOLD = {value: f"[{value}]" for value in _SUFFIXES}
_TOLD[Kind.LINK.value] = "[link] headline of another article"
_KINDS = {suffix[1:]: Kind(value) for value, suffix in _SUFFIXES.items()}


class State(StrEnum):
    """How far a translation has come: XLIFF 2.1, 4.3.1.11 ``state``.

    A unit in state *initial* that has a target is a draft.
    """

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def rank(self) -> int:
        """0 for initial up to 3 for final."""
        return list(State).index(self)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: the article, and the number of the block in it, from 0."""

    article: str
    block: int


@dataclass(frozen=True, slots=True)
class Note:
    """A remark to a unit.

    *category* is ``translator`` for what people wrote (PO ``#``) and
    ``terminology`` for what export writes anew (PO ``#.``).
    """

    author: str
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A second target that lost a conflict and waits to be looked at.

    *origin* says whose it is: a file or a person, and a date ("sari.po, 20 Nov
    2026"), by which PO knows it from a comment.
    """

    target: Content
    state: State
    origin: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A finished translation that a memory holds, and where it comes from.

    *origin* is what people are told: the article, or the file of the memory.
    *before* and *after* are the ids of the units around it, "" where there is
    none or it is not known.
    """

    source: Content
    target: Content
    origin: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A translation candidate from a memory, *score* 0 to 100.

    One that *is_in_context* has the same source between the same sentences.
    """

    source: Content
    target: Content
    score: int
    origin: str
    is_in_context: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: TMX ``tu``, XLIFF 1.2 ``trans-unit``, XLIFF 2 ``unit``, PO entry.

    One source text of one kind in one article, with all its *places*.  *id*
    follows from the source (see ``unit_id``), never from the position.
    *previous* is the source that the target was written for, where that is
    not the source of today.  *context* is what an override, or a file from
    elsewhere, keeps apart by (PO ``msgctxt``); body text has none.
    *origin* says where the target came from, where that is known.
    *mentions* are the terms of the source, *renderings* how the target has them.
    *after* is the white space between it and the next, at its first place.
    *outdated* are concepts of its source that changed since the target was written.
    *is_locked* where a file from elsewhere says that it is not to be translated.
    """

    id: str
    kind: Kind
    source: Content
    target: Content | None = None
    state: State = State.INITIAL
    places: tuple[Place, ...] = ()
    context: str = ""
    plurals: tuple[Content, ...] = ()
    mentions: tuple[Mention, ...] = ()
    matches: tuple[Match, ...] = ()
    notes: tuple[Note, ...] = ()
    previous: Content | None = None
    alternatives: tuple[Alternative, ...] = ()
    obsolete: bool = False
    max_length: int | None = None
    origin: str | None = None
    renderings: tuple[Rendering, ...] = ()
    after: str = ""
    outdated: tuple[Concept, ...] = ()
    is_locked: bool = False

    @property
    def has_target(self) -> bool:
        """Whether anything is written in the target."""
        return not is_blank(self.target)

    @property
    def is_draft(self) -> bool:
        """Whether there is a target that nobody has confirmed (PO ``fuzzy``)."""
        return self.has_target and self.state is State.INITIAL

    @property
    def is_finished(self) -> bool:
        """Whether the target may be published: state translated or above."""
        return self.has_target and self.state is not State.INITIAL

    @property
    def tells_of_edit(self) -> bool:
        """Whether a note that the program wrote tells what changed in the source."""
        return self._tells(CHANGED)

    @property
    def tells_of_memory(self) -> bool:
        """Whether a note that the program wrote tells what a memory had for the unit."""
        return self._tells(REMEMBERED)

    def _tells(self, beginning: str) -> bool:
        return any(
            line.startswith(beginning) for note in self.generated for line in note.text.split("\n")
        )

    @property
    def comments(self) -> tuple[Note, ...]:
        """What people wrote beside the unit."""
        return tuple(note for note in self.notes if note.category == "translator")

    @property
    def generated(self) -> tuple[Note, ...]:
        """What the program wrote beside the unit."""
        return tuple(note for note in self.notes if note.category != "translator")


#: What the note begins with that tells of an edit of the source.
CHANGED = "[changed] "

#: What the note begins with that tells of a match, before its score.
REMEMBERED = "[memory "

#: The target that means: this sentence is deliberately left out.
EMPTY_TARGET = "<EMPTY>"


#: RFC 4648, 6, in lower case; and two characters for each ten bits.
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]


def unit_id(source: Content, kind: Kind, context: str = "") -> str:
    """Return the id of a unit: ``u``, 13 base32 characters of its content, its kind.

    The 64 bits are BLAKE2 of the source in NFC, white space collapsed, codes
    as placeholders, with *context* where one keeps equal sources apart.

    >>> unit_id(("Armenia dan  Azerbaijan",), Kind.PARAGRAPH)
    'uiuzupsh5lya4y'
    >>> unit_id(("Armenia dan Azerbaijan",), Kind.HEADING)
    'uiuzupsh5lya4y.h'
    """
    if len(source) == 1 and isinstance(source[0], str):
        text = source[0]
    else:
        text = "".join(
            part if isinstance(part, str) else f"\ufffc{part.kind[0]}" for part in source
        )
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if context:
        text = f"{context}\x04{text}"
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    # The 64 bits and a last one of 0, two characters for each ten of them: the library takes
    # ten times as long, and each unit of each file has an id.
    bits = int.from_bytes(digest, "big") << 1
    at = _PAIRS
    return (
        f"u{at[bits >> 55]}{at[bits >> 45 & 1023]}{at[bits >> 35 & 1023]}{at[bits >> 25 & 1023]}"
        f"{at[bits >> 15 & 1023]}{at[bits >> 5 & 1023]}{_BASE32[bits & 31]}{kind.suffix}"
    )


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an article writes one character of a text otherwise: ``&amp;``, a line break for a space.

    *at* is the offset of the character in the plain text, *data* what stands
    in the article.
    """

    at: int
    data: str


def spelled(content: Content, spellings: Sequence[Spelling]) -> str:
    """Return *content* as it stands in the article, its *spellings* in the order of the text.

    >>> spelled(("Q & A",), (Spelling(2, "&amp;"),))
    'Q &amp; A'
    """
    if not spellings:
        return raw(content)
    found: list[str] = []
    at, following = 0, 0
    for part in content:
        if not isinstance(part, str):
            found.append(part.data)
            continue
        done, end = at, at + len(part)
        while following < len(spellings) and spellings[following].at < end:
            spelling = spellings[following]
            found += (part[done - at : spelling.at - at], spelling.data)
            done = spelling.at + 1
            following += 1
        found.append(part[done - at :])
        at = end
    return "".join(found)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, link line ... of an article.

    *span* is its place in the text of the document.  The label, then the gaps
    with the units between them, join to exactly that text: there is one gap
    more than there are units.  A reader yields one unit a block, or none;
    ``segmentation`` cuts it into sentences.  A repeated sentence stands here
    once for each time it occurs.  *spellings* are those of each unit in turn;
    empty where the article writes every text as it is.
    """

    kind: Kind
    span: Span
    units: tuple[Unit, ...]
    gaps: tuple[str, ...]
    label: str = ""
    spellings: tuple[tuple[Spelling, ...], ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the units, as they stand in the article."""
        if not self.spellings:
            return tuple(raw(unit.source) for unit in self.units)
        pairs = zip(self.units, self.spellings, strict=True)
        return tuple(spelled(unit.source, spellings) for unit, spellings in pairs)

    @property
    def text(self) -> str:
        """The text of the block, put together from its parts."""
        parts = [self.label, self.gaps[0]]
        for source, gap in zip(self.sources, self.gaps[1:], strict=True):
            parts += (source, gap)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Document:
    """An article: *text* is the skeleton into which building splices targets.

    *name* is the path under the folder of sources, with ``/``.  *text* holds
    every character of the file, a byte order mark included; *encoding* is how
    it was written.
    """

    name: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Header:
    """What an exchange file says of itself.

    Languages are BCP 47.  *created* is when the source last changed,
    *revised* when a translation last did, both aware.  *fields* and *comment*
    are what the format must keep besides (PO: the header entry's fields, in
    order, and its comment).  *translator* is who translated last, where the
    file tells.
    """

    source_language: str
    target_language: str
    documents: tuple[str, ...] = ()
    created: datetime | None = None
    revised: datetime | None = None
    fields: tuple[tuple[str, str], ...] = ()
    comment: str = ""
    translator: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """The parallel text of one language pair: the units of one exchange file."""

    header: Header
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """What the record remembers of one unit: the base of three-way merging.

    *exported* are the digests of every (target, state) that an export wrote,
    the newest last.  *current* is the digest of the target that was written
    into the store last, and *state* its state, which PO cannot hold in full.
    *seen* are the digests of targets that were sent in: a second copy of them
    is no news.  *terms* are the digests of the concepts that its source mentioned
    when its target was written, by their keys.  *kept* says why an edit of its
    source was taken for one that leaves the target right.  *alternatives* are
    targets that a newer one replaced, *comments* the digests of the lines of
    people's comments that were exported.
    """

    id: str
    exported: tuple[str, ...] = ()
    current: str = ""
    state: State = State.INITIAL
    alternatives: tuple[Alternative, ...] = ()
    comments: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    kept: str = ""
