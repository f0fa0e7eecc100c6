"""The data: what flows from an article to its translation and back.

Everything here is frozen; a step of the program is a function from data to
fuller data.  The names are the field's own (TMX 1.4, XLIFF 1.2 and 2.1,
TBX / ISO 30042:2019); each docstring gives the counterpart.

Positions are offsets in code points into a text that is kept.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

# --- text -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:stop]``, in code points."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """Return the stretch of *text* that the span covers."""
        return text[self.start : self.stop]


class CodeKind(StrEnum):
    """What an inline code does: XLIFF 2 ``sc``, ``ec`` and ``ph``."""

    OPEN = "open"
    CLOSE = "close"
    STANDALONE = "standalone"


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code: markup inside a sentence, protected from translation.

    *data* is the markup as it stands in the article.  A code has no width:
    spans count the text only.
    """

    id: str
    kind: CodeKind
    data: str = ""


#: Text with inline codes.
Content: TypeAlias = tuple[str | Code, ...]


def plain(content: Content) -> str:
    """Return the text of *content* without its codes; spans index this string."""
    return "".join(part for part in content if isinstance(part, str))


def joined(parts: Iterable[str | Code]) -> Content:
    """Return *parts* as content: neighbouring strings as one, empty ones left out."""
    found: list[str | Code] = []
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            if found and isinstance(found[-1], str):
                found[-1] += part
                continue
        found.append(part)
    return tuple(found)


def raw(content: Content) -> str:
    """Return *content* as it stands in the article, codes written out."""
    return "".join(part if isinstance(part, str) else part.data for part in content)


def is_blank(content: Content | None) -> bool:
    """Tell whether *content* holds no code and nothing but white space."""
    return content is None or all(isinstance(part, str) and not part.strip() for part in content)


# --- articles and units -----------------------------------------------------


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
        return _SUFFIXES.get(self, "")

    @classmethod
    def of_id(cls, id: str) -> Kind:
        """Return the kind that the id of a unit tells; body text is PARAGRAPH."""
        return _KINDS.get(id.partition(".")[2], cls.PARAGRAPH)


_SUFFIXES = {
    Kind.HEADING: ".h",
    Kind.LINK: ".l",
    Kind.DATELINE: ".d",
    Kind.BYLINE: ".b",
    Kind.CAPTION: ".c",
}
_KINDS = {suffix[1:]: kind for kind, suffix in _SUFFIXES.items()}


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
class Match:
    """A translation candidate from a memory, *score* 0 to 100."""

    source: Content
    target: Content
    score: int
    origin: str


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
    def comments(self) -> tuple[Note, ...]:
        """What people wrote beside the unit."""
        return tuple(note for note in self.notes if note.category == "translator")

    @property
    def generated(self) -> tuple[Note, ...]:
        """What the program wrote beside the unit."""
        return tuple(note for note in self.notes if note.category != "translator")


#: The target that means: this sentence is deliberately left out.
EMPTY_TARGET = "<EMPTY>"


def unit_id(source: Content, kind: Kind, context: str = "") -> str:
    """Return the id of a unit: ``u``, 13 base32 characters of its content, its kind.

    The 64 bits are BLAKE2 of the source in NFC, white space collapsed, codes
    as placeholders, with *context* where one keeps equal sources apart.

    >>> unit_id(("Armenia dan  Azerbaijan",), Kind.PARAGRAPH)
    'uiuzupsh5lya4y'
    >>> unit_id(("Armenia dan Azerbaijan",), Kind.HEADING)
    'uiuzupsh5lya4y.h'
    """
    text = "".join(part if isinstance(part, str) else f"\ufffc{part.kind[0]}" for part in source)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if context:
        text = f"{context}\x04{text}"
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return f"u{base64.b32encode(digest).decode().rstrip('=').lower()}{kind.suffix}"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, link line ... of an article.

    *span* is its place in the text of the document.  The label, then the gaps
    with the units between them, join to exactly that text: there is one gap
    more than there are units.  A reader yields one unit a block, or none;
    ``segmentation`` cuts it into sentences.  A repeated sentence stands here
    once for each time it occurs.
    """

    kind: Kind
    span: Span
    units: tuple[Unit, ...]
    gaps: tuple[str, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The text of the block, put together from its parts."""
        parts = [self.label, self.gaps[0]]
        for unit, gap in zip(self.units, self.gaps[1:], strict=True):
            parts += (raw(unit.source), gap)
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
    order, and its comment).
    """

    source_language: str
    target_language: str
    documents: tuple[str, ...] = ()
    created: datetime | None = None
    revised: datetime | None = None
    fields: tuple[tuple[str, str], ...] = ()
    comment: str = ""


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
    is no news.  *alternatives* are targets that a newer one replaced,
    *comments* the digests of the lines of people's comments that were exported.
    """

    id: str
    exported: tuple[str, ...] = ()
    current: str = ""
    state: State = State.INITIAL
    alternatives: tuple[Alternative, ...] = ()
    comments: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


# --- terminology ------------------------------------------------------------


class TermStatus(StrEnum):
    """TBX administrative status; *forbidden* is TBX ``deprecatedTerm-admn-sts``."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def is_allowed(self) -> bool:
        """Whether a translator may write the term."""
        return self in (TermStatus.PREFERRED, TermStatus.ADMITTED)


class Level(StrEnum):
    """How strictly a concept is checked: an error, a warning, shown only."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"


class MatchMode(StrEnum):
    """How a term is found in a text.

    *exact*: as it is written, letter for letter.  *case*: inflected, but a
    capital of the term must be a capital in the text (Baku, not baku).
    *inflected*: in any case of letters and any inflected form.
    """

    EXACT = "exact"
    CASE = "case"
    INFLECTED = "inflected"


class PartOfSpeech(StrEnum):
    """TBX-Basic ``partOfSpeech``; a proper noun, which it has no word for, is a noun there."""

    NOUN = "noun"
    PROPER_NOUN = "proper noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """One designation of a concept in one language: TBX ``termSec``.

    *forms* are inflected forms that no rule finds; *not_forms* are forms that
    a rule would find and that are another word.
    """

    text: str
    language: str
    status: TermStatus = TermStatus.PREFERRED
    match: MatchMode = MatchMode.INFLECTED
    part_of_speech: PartOfSpeech | None = None
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """What terms in several languages name: TBX ``conceptEntry``.

    *key* is a permanent slug.  *keep* are the languages in which the source
    form stays (``*``: all).  *scope* are patterns of the articles that it is
    for (``berita/*``), none for all of them.  *source* says where the entry
    comes from, *url* where to read more.  *file* and *line* are where it was
    read, "" and 0 for one that no file has.
    """

    key: str
    terms: tuple[Term, ...]
    level: Level = Level.SHOULD
    keep: tuple[str, ...] = ()
    definition: str = ""
    domain: str = ""
    note: str = ""
    example: str = ""
    url: str = ""
    source: str = ""
    scope: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def terms_in(self, language: str) -> tuple[Term, ...]:
        """Return the terms for *language*, the most specific tag that has any (RFC 4647, 3.4)."""
        for tag in fallbacks(language):
            found = tuple(term for term in self.terms if term.language.lower() == tag.lower())
            if found:
                return found
        return ()

    def keeps_in(self, language: str) -> bool:
        """Tell whether the source form stays in *language*."""
        return "*" in self.keep or any(tag in self.keep for tag in fallbacks(language))


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts, and the languages their terms are in, in the order of the file."""

    concepts: tuple[Concept, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What was left behind where a glossary changed its format: *what*, how often, and one example.

    >>> str(Loss("level", 12, "rayon"))
    'level (12 times, first at rayon)'
    """

    what: str
    count: int
    example: str

    def __str__(self) -> str:
        times = "once" if self.count == 1 else f"{self.count:,} times"
        return f"{self.what} ({times}, first at {self.example})"


class CellKind(StrEnum):
    """What a spreadsheet takes a cell for."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a sheet, as text: a date in ISO 8601, a formula with its ``=``."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a file has it: rows with their number there, from 1, the row of headers first.

    A row is as long as the file has it; rows without any text are left out.
    """

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def canonical(tag: str) -> str:
    """Return a language tag with the capitals that RFC 5646, 2.1.1 recommends.

    >>> canonical("ZH-hant-tw")
    'zh-Hant-TW'
    """
    first, *others = tag.split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cased.get(len(part), str.lower)(part) for part in others)])


def fallbacks(tag: str) -> tuple[str, ...]:
    """Return *tag* and its less specific forms, as RFC 4647, 3.4 looks them up.

    >>> fallbacks("zh-Hant-TW")
    ('zh-Hant-TW', 'zh-Hant', 'zh')
    """
    found = []
    parts = tag.split("-")
    while parts:
        found.append("-".join(parts))
        parts.pop()
        if parts and len(parts[-1]) == 1:
            parts.pop()
    return tuple(found)


class Grade(StrEnum):
    """How a mention was found.  *derived* is a hint to people and never counts."""

    EXACT = "exact"
    VARIANT = "variant"
    INFLECTED = "inflected"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text."""

    concept: Concept
    term: Term
    span: Span
    grade: Grade


class RenderingKind(StrEnum):
    """By what a translation renders a term of its source.

    A *preferred*, *admitted*, *deprecated* or *forbidden* term of the same
    concept, the term as it was *kept*, *other* words, or *none* that are
    known.
    """

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    KEPT = "kept"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"
    OTHER = "other"
    NONE = "none"

    @property
    def is_allowed(self) -> bool:
        """Whether the glossary has it so."""
        return self in (RenderingKind.PREFERRED, RenderingKind.ADMITTED, RenderingKind.KEPT)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A mention in a source, and the *span* of the target that renders it, with its *term*."""

    mention: Mention
    kind: RenderingKind
    span: Span | None = None
    term: Term | None = None


# --- findings ---------------------------------------------------------------


class Severity(StrEnum):
    """How much a finding weighs, from the heaviest; *off* findings are not made."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether this is at least as heavy as *threshold*."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


@dataclass(frozen=True, slots=True)
class GlossaryFinding:
    """A finding in a glossary: *concept* and *language* say what it is about.

    *place* is where the concept stands, *related* where the other one does
    that it collides with.
    """

    code: str
    check: str
    severity: Severity
    message: str
    place: Position
    concept: str
    language: str = ""
    related: Position | None = None
    fix: str = ""


class Side(StrEnum):
    """The text of a unit that something is said of."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say of one unit.

    *spans* are the culprits in the text of *side*, *counterpart* what they
    answer to in the other text; *fix* is what to write instead, best first.
    *severity* is given where it hangs on the case, as a term's level does.
    """

    message: str
    side: Side = Side.TARGET
    spans: tuple[Span, ...] = ()
    counterpart: tuple[Span, ...] = ()
    fix: tuple[str, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: line and column in code points, both from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark with the code, weight and place that make it a finding."""

    code: str
    check: str
    severity: Severity
    message: str
    place: Position
    article: str
    language: str
    unit: Unit
    side: Side
    spans: tuple[Span, ...] = ()
    counterpart: tuple[Span, ...] = ()
    fix: tuple[str, ...] = ()


#: A mapping that nobody can change, for defaults of frozen records.
NOTHING: Mapping[str, str] = MappingProxyType({})
