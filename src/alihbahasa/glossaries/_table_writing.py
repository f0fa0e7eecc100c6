"""A glossary to rows of text: the way back from ``_table``, for all table formats.

What is written is read again, and compared: whatever has changed is a Loss,
so that no shape of a table can lose anything without a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any, TypeAlias, TypeVar

from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import _table
from alihbahasa.glossaries._cells import CONTROL, UNWRITABLE, joined, spaced
from alihbahasa.model import Concept, Glossary, Level, Loss, MatchMode, Term, TermStatus, fallbacks
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import column
from alihbahasa.terminology.collecting import uncollected
from alihbahasa.terminology.keys import key_for

_Rows: TypeAlias = list[tuple[str, ...]]
_Cells: TypeAlias = dict[str, str]
_Record = TypeVar("_Record", Concept, Term)

#: The columns of a table in the order they are given to a new one, those of languages apart;
#: the first few are there though nothing be in them, for people to fill.
_WIDE = tuple("match level keep note".split())
_WIDE_MORE = tuple("pos definition domain example url source scope forms not_forms".split())
_LONG = tuple(
    "concept lang term status pos forms not_forms match level keep definition domain"
    " example note url".split()
)
_LONG_MORE = ("source", "scope")


_GONE = "a concept without terms"


@dataclass(frozen=True, slots=True)
class _Losses:
    """What is lost, and the keys of the concepts that lose it."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, key: str) -> None:
        self.found.setdefault(what, []).append(key)

    def told(self) -> tuple[Loss, ...]:
        return tuple(
            Loss(what, len(keys), keys[0], what == _GONE) for what, keys in self.found.items()
        )


@uncollected()
def table(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    columns: Sequence[str] = (),
) -> tuple[list[tuple[str, ...]], tuple[Loss, ...]]:
    """Return *glossary* as rows, the headers first, and what is lost in them.

    *columns* are those of the table there is, whose shape and order are kept;
    without, it is wide unless the long shape loses less.  *languages* are those
    wanted beside the source language, all where there are none.  Raises
    AlihbahasaError, with the place of the concept, for what a reader would refuse.
    """
    losses = _Losses()
    used = {term.language for concept in glossary.concepts for term in concept.terms}
    tags = {each: _table.tag(each) for each in used if _is_asked(each, source_language, languages)}
    chosen = replace(
        glossary,
        concepts=tuple(_prepared(glossary, _table.tag(source_language), tags, losses)),
        languages=tuple(
            each
            for each in dict.fromkeys(map(_table.tag, glossary.languages))
            if _is_asked(each, source_language, languages)
        ),
    )
    unavoidable = losses.told()
    headed = _languages(chosen, _table.tag(source_language), columns)
    if "lang" in columns or not headed:
        rows, lost = _long(chosen, source_language, columns)
    else:
        rows, lost = _wide(chosen, source_language, columns, headed)
        if lost and not columns:
            longer, lost_there = _long(chosen, source_language, columns)
            if sum(each.count for each in lost_there) < sum(each.count for each in lost):
                rows, lost = longer, lost_there
    return rows, unavoidable + lost


# --- what no shape can hold -----------------------------------------------------


def _prepared(
    glossary: Glossary, source_language: str, tags: Mapping[str, str], losses: _Losses
) -> Iterator[Concept]:
    """Yield the concepts as cells can hold them, sorted by key.

    *tags* are the languages that are wanted, with the tags they are written by.
    """
    keys = [_short(concept.key) for concept in glossary.concepts]
    taken = dict.fromkeys(keys, 1)
    found: dict[str, Concept] = {}
    for concept, key in zip(glossary.concepts, keys, strict=True):
        terms = [term for term in concept.terms if term.language in tags]
        key = key or key_for(terms, source_language, taken)
        if key in found:
            raise AlihbahasaError(
                f"two concepts have the key {_table.shown(key)}",
                file=concept.file or None,
                line=concept.line or None,
                hint="join the two, or give one of them another key",
            )
        if concept.key and key != concept.key and key != _composed(concept.key):
            losses.add("white space or characters in a key", key)
        prepared: dict[str, Any] = {
            "key": key,
            "terms": tuple([_term(term, tags[term.language], key, losses) for term in terms]),
            "keep": tuple([each if each == "*" else _table.tag(each) for each in concept.keep]),
            "scope": _cell_parts(concept.scope, key, losses),
        }
        for name in _table.PROSE:
            if text := getattr(concept, name):
                prepared[name] = _prose(text, name, key, losses)
        found[key] = _with(concept, prepared)
    for key in sorted(found):
        yield found[key]


def _with(record: _Record, values: Mapping[str, object]) -> _Record:
    """Return *record* with *values* in its fields: itself where it has them, as nearly all do."""
    changed: dict[str, Any] = {
        name: value for name, value in values.items() if getattr(record, name) != value
    }
    return replace(record, **changed) if changed else record


def _is_asked(language: str, source_language: str, asked: Sequence[str]) -> bool:
    """Tell whether terms in *language* are wanted: those of a region with those of all, and so on.

    The source language always is.
    """
    if not asked or _table.is_source(language, source_language):
        return True
    language = language.lower()
    others = [each.lower() for each in asked]
    return any(each in fallbacks(language) or language in fallbacks(each) for each in others)


def _term(term: Term, language: str, key: str, losses: _Losses) -> Term:
    prepared = {
        "text": _one_line(term.text, key, losses),
        "language": language,
        "forms": _cell_parts(term.forms, key, losses),
        "not_forms": _cell_parts(term.not_forms, key, losses),
    }
    return _with(term, prepared)


def _cell_parts(found: tuple[str, ...], key: str, losses: _Losses) -> tuple[str, ...]:
    if not found:
        return ()
    return tuple(dict.fromkeys(filter(None, (_one_line(each, key, losses) for each in found))))


def _one_line(text: str, key: str, losses: _Losses) -> str:
    """Return *text* with single blanks; more of them within it are a loss."""
    cleaned = _short(text)
    if cleaned != text and cleaned != _composed(text):
        losses.add("white space or characters in a term", key)
    return cleaned


def _short(text: str) -> str:
    """Return *text* as a cell holds it that is no running text."""
    cleaned = spaced(_clean(text))
    return cleaned if cleaned.isprintable() else spaced(CONTROL.sub("", cleaned))


def _prose(text: str, name: str, key: str, losses: _Losses) -> str:
    """Return the *text* that a concept has under *name*, its lines joined by blanks."""
    lines = map(str.strip, re.split(r"[\r\n]+", _clean(text)))
    cleaned = " ".join(filter(None, lines))
    if cleaned != text and cleaned != _composed(text):
        losses.add(f"line breaks or characters in {name}", key)
    return cleaned


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _clean(text: str) -> str:
    """Return *text* without the characters that no file of text can hold."""
    return _composed(text if text.isprintable() else UNWRITABLE.sub("", text))


# --- the shapes ---------------------------------------------------------------


def _languages(glossary: Glossary, source_language: str, columns: Sequence[str]) -> list[str]:
    """Return the languages that the columns of a wide table are or could be headed by.

    The columns of a new one begin with the source language.
    """
    used = [term.language for concept in glossary.concepts for term in concept.terms]
    named = dict.fromkeys((*_table.languages_of(columns), *glossary.languages, *used))
    languages = [each for each in named if _table.can_head(each)]
    if not columns:
        if not set(fallbacks(source_language)) & set(languages) and _table.can_head(
            source_language
        ):
            languages.insert(0, source_language)
        if languages:
            first = _table.first_of(languages, source_language)
            languages.sort(key=lambda each: each != first)
    return languages


def _wide(
    glossary: Glossary, source_language: str, columns: Sequence[str], languages: list[str]
) -> tuple[_Rows, tuple[Loss, ...]]:
    """Return one row a concept, and what is lost."""
    source = _table.tag(source_language)
    needed = {"concept"}
    if not columns:
        needed |= {*languages, *(f"{each}:not" for each in languages[1:]), *_WIDE}
    first = _table.first_of(languages, source)
    order = ["concept"]
    for each in languages:
        order += (each, *(f"{each}:{kind}" for kind in _table.DISALLOWED))
    return _checked(
        glossary.concepts,
        lambda concept: [_wide_cells(concept, languages, first)],
        source_language=source,
        columns=_Columns(columns, needed, (*order, *_WIDE, *_WIDE_MORE)),
    )


def _wide_cells(concept: Concept, languages: Container[str], first: str) -> _Cells:
    """Return the row of *concept*; its first term in the language *first* speaks for all."""
    cells = _shared_cells(concept)
    groups: dict[str, list[Term]] = {}
    placed = [term for term in concept.terms if term.language in languages]
    for term in placed:
        groups.setdefault(column(term), []).append(term)
    for name, terms in groups.items():
        terms.sort(key=lambda term: term.status is TermStatus.ADMITTED)
        cells[name] = joined([term.text for term in terms])
    heads = groups.get(first, ())
    for head in heads[:1]:
        cells |= {"forms": joined(head.forms), "not_forms": joined(head.not_forms)}
    for head in (*heads, *placed)[:1]:
        if head.match is not MatchMode.INFLECTED:
            cells["match"] = head.match
        cells["pos"] = head.part_of_speech or ""
    return cells


def _long(
    glossary: Glossary, source_language: str, columns: Sequence[str]
) -> tuple[_Rows, tuple[Loss, ...]]:
    """Return one row a term, and what is lost."""
    source = _table.tag(source_language)
    return _checked(
        glossary.concepts,
        lambda concept: _long_cells(concept, source),
        source_language=source,
        columns=_Columns(columns, set(_LONG[:4] if columns else _LONG), (*_LONG, *_LONG_MORE)),
    )


def _long_cells(concept: Concept, source_language: str) -> list[_Cells]:
    """Return the rows of *concept*, that of the source language first."""
    terms = sorted(
        concept.terms, key=lambda term: not _table.is_source(term.language, source_language)
    )
    rows: list[_Cells] = []
    inherited = MatchMode.INFLECTED
    for term in terms:
        cells = {} if rows else _shared_cells(concept)
        cells |= {
            "concept": concept.key,
            "lang": term.language,
            "term": term.text,
            "status": term.status,
            "pos": term.part_of_speech or "",
            "forms": joined(term.forms),
            "not_forms": joined(term.not_forms),
            "match": "" if term.match is inherited else term.match,
        }
        inherited = terms[0].match
        rows.append(cells)
    return rows


def _shared_cells(concept: Concept) -> _Cells:
    """Return what belongs to *concept* as a whole, in both shapes."""
    cells: _Cells = {"concept": concept.key, "level": concept.level}
    if concept.keep:
        cells["keep"] = "|".join(concept.keep)
    if concept.scope:
        cells["scope"] = joined(concept.scope)
    for name in _table.PROSE:
        if text := getattr(concept, name):
            cells[name] = text
    return cells


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns there are, those that must be, and the order in which new ones come."""

    there: Sequence[str]
    needed: set[str]
    order: Sequence[str]

    def with_those(self, filled: set[str]) -> tuple[str, ...]:
        """Return the columns there are, each missing one behind that which goes before it."""
        columns = [column for column in self.there if column]
        for number, name in enumerate(self.order):
            if name in columns or name not in self.needed | filled:
                continue
            before = (each for each in reversed(self.order[:number]) if each in columns)
            near = next(before, None)
            columns.insert(columns.index(near) + 1 if near else 0, name)
        return tuple(columns)


def _checked(
    concepts: tuple[Concept, ...],
    cells_of: Callable[[Concept], list[_Cells]],
    *,
    source_language: str,
    columns: _Columns,
) -> tuple[_Rows, tuple[Loss, ...]]:
    """Return the table that *cells_of* makes, and what a reader will not find in it."""
    found = [(concept, cells) for concept in concepts for cells in cells_of(concept)]
    filled = {column for _, cells in found for column, cell in cells.items() if cell}
    if all(concept.level is Level.SHOULD for concept in concepts):
        filled.discard("level")
    heads = columns.with_those(filled)
    rows = [heads, *[tuple([cells.get(head, "") for head in heads]) for _, cells in found]]
    try:
        again = _table.read(enumerate(rows, 1), source_language=source_language)
    except AlihbahasaError as error:
        concept = found[(error.line or 0) - 2][0]
        raise AlihbahasaError(
            f"the concept {_table.shown(concept.key)} cannot stand in a table: {error.message}",
            file=concept.file or None,
            line=concept.line or None,
            hint=error.hint,
        ) from error
    losses = _Losses()
    there = {concept.key: concept for concept in again.concepts}
    for concept in concepts:
        other = there.get(concept.key)
        if other != concept:
            for what in _lost(concept, other):
                losses.add(what, concept.key)
    return rows, losses.told()


def _lost(before: Concept, after: Concept | None) -> Iterator[str]:
    """Yield what of *before* is not in *after*, each time it is so."""
    if after is None:
        yield _GONE
        return
    for name in ("level", "keep", "scope", *_table.PROSE):
        if getattr(before, name) != getattr(after, name):
            yield name
    old, new = _by_language(before), _by_language(after)
    for language, terms in old.items():
        others = new.get(language, [])
        if terms == others:
            continue
        twins: dict[str, list[Term]] = {}
        for term in others:
            twins.setdefault(term.text, []).append(term)
        for term in terms:
            left = twins.get(term.text)
            if not left:
                yield f"a term in {language}"
                continue
            twin = max(left, key=lambda each: each.status is term.status)
            left.remove(twin)
            for name, what in _OF_A_TERM:
                if getattr(term, name) != getattr(twin, name):
                    yield f"{what} of a term"
        if len(terms) == len(others) and _ranked(terms) != _ranked(others):
            yield "order of terms"


def _ranked(terms: Sequence[Term]) -> dict[str, list[str]]:
    """Return the texts of *terms* by the column that they stand in, in order."""
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(column(term), []).append(term.text)
    return found


_OF_A_TERM = (
    ("status", "status"),
    ("match", "match"),
    ("part_of_speech", "pos"),
    ("forms", "forms"),
    ("not_forms", "not_forms"),
)


def _by_language(concept: Concept) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in concept.terms:
        found.setdefault(term.language, []).append(term)
    return found
