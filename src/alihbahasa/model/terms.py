"""Terminology: what a glossary holds, and its terms found in texts and translations."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from alihbahasa.model.text import Span
from alihbahasa.records import dataclass


class TermStatus(StrEnum):
    """TBX administrative status; *forbidden* is TBX ``deprecatedTerm-admn-sts``."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"

    @property
    def is_allowed(self) -> bool:
        """Whether a translator may write the term."""
        return self is TermStatus.PREFERRED or self is TermStatus.ADMITTED


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
        return bool(self.keep) and (
            "*" in self.keep or any(tag in self.keep for tag in fallbacks(language))
        )


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts, and the languages their terms are in, in the order of the file."""

    concepts: tuple[Concept, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What was left behind where a file changed its format: *what*, how often, and one example.

    *is_whole* where it was not a part of concepts or units but whole ones.

    >>> str(Loss("level", 12, "rayon"))
    'level (12 times, first at rayon)'
    """

    what: str
    count: int
    example: str
    is_whole: bool = False

    def __str__(self) -> str:
        times = "once" if self.count == 1 else f"{self.count:,} times"
        return f"{self.what} ({times}, first at {self.example})"


class CellKind(StrEnum):
    """What a spreadsheet takes a cell for."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a sheet, as text: a date in ISO 8601, TRUE or FALSE, a formula with its ``=``."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as a file has it: rows with their number there, from 1, the row of headers first.

    A row is as long as the file has it; rows without any text are left out.
    *losses* are what of the file is beside the table.
    """

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    losses: tuple[Loss, ...] = ()


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
