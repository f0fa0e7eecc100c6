"""Reads glossaries in CSV, the form they are kept in under version control (RFC 4180).

Two shapes are read, told apart by the header:

* *wide*, one row a concept: ``concept,id,en,en:not,match,level,keep,note``.
  A language tag heads the allowed terms, the first of ``a|b`` preferred, and
  ``xx:not`` the forbidden ones;
* *long*, one row a term: ``concept,lang,term,status,...``.  What belongs to
  the concept stands on the row of its source language.

``concept``, ``match``, ``level``, ``keep``, ``note``, ``definition``,
``domain``, ``example``, ``url``, ``pos``, ``forms`` and ``not_forms`` may be
there in both.  In the wide shape ``pos`` holds for every term of the row,
``forms`` and ``not_forms`` for the first term of the source language.

UTF-8 with or without a byte order mark, UTF-16 with one; commas, semicolons
or tabs; any line ends.  Terms, keys and other short cells hold no line break;
there it is taken for a quotation mark left open.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Cell,
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Sheet,
    Term,
    TermStatus,
    fallbacks,
)
from alihbahasa.text import fold

_LONGEST_CELL = 131_072
_MOST_ROWS = 200_000

_DELIMITERS = ",;\t"

#: The columns that tell of a concept as a whole, in running text.
_PROSE = ("definition", "domain", "note", "example", "url", "source")
_SHARED = ("concept", "match", "level", "keep", "scope", "pos", "forms", "not_forms", *_PROSE)
_LONG = ("lang", "term", "status")

#: RFC 5646, 2.1: language, script, region, variants, extensions, private use.
#: Tags of four to eight letters are reserved and none has been given out, so
#: that a misspelt header is never taken for a language.
_TAG = re.compile(
    r"(?i)[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?"
)

_SLUG = re.compile(r"[\W_]+")
_FIRST_LINE = re.compile(r"\S[^\r\n]*")
_QUOTED = re.compile(r'"[^"\r\n]*"')

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: the line it begins at, its cells by header, trimmed."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")

    def fault(self, message: str, *, hint: str | None = None) -> AlihbahasaError:
        """Return an error at this row."""
        return AlihbahasaError(message, line=self.line, hint=hint)


def read(data: bytes, *, source_language: str) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds; nothing is lost.

    Rows without a key get one, made of their first term in the source
    language or, failing that, in any.  Blank cells are defaults, blank rows
    nothing.  Raises AlihbahasaError with the line for what cannot be right.
    """
    headers, rows = _table(_decoded(data))
    if "lang" in headers:
        concepts = _long(rows, source_language)
        tags = dict.fromkeys(term.language for concept in concepts for term in concept.terms)
        return Glossary(concepts, tuple(tags)), ()
    languages = _languages(headers)
    return Glossary(_wide(rows, languages, source_language), languages), ()


# --- the table ----------------------------------------------------------------


def _decoded(data: bytes) -> str:
    """Return the text of *data*; a byte order mark tells the encoding."""
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        raise AlihbahasaError(
            f"the bytes are not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'}",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            hint="save the glossary as UTF-8",
        ) from None
    if (place := text.find("\0")) >= 0:
        raise AlihbahasaError(
            "a NUL character",
            line=text.count("\n", 0, place) + 1,
            column=place - text.rfind("\n", 0, place),
            hint="save the glossary as UTF-8",
        )
    return text


def _table(text: str) -> tuple[tuple[str, ...], list[_Row]]:
    """Return the headers and the rows of *text* that are not blank."""
    rows = _records(text)
    line, names = next(rows, (1, []))
    if not names:
        raise AlihbahasaError(
            "the glossary is empty", line=1, hint="begin it with a line of headers: concept,id,en"
        )
    is_long = {"lang", "term"} <= {name.lower() for name in names}
    headers = tuple(_header(name, line, is_long=is_long) for name in names)
    for number, header in enumerate(headers):
        if header and header in headers[:number]:
            raise AlihbahasaError(f"two columns are headed {header}", line=line)
    if not is_long and not _languages(headers):
        raise AlihbahasaError(
            "no column is headed by a language tag",
            line=line,
            hint="head the columns of terms by their languages: id, en, pt-BR",
        )
    found: list[_Row] = []
    for line, cells in rows:
        if any(cells[len(headers) :]):
            raise AlihbahasaError(
                f"the row has {len(cells)} cells, the header {len(headers)}",
                line=line,
                hint="set a cell that holds the separator in quotation marks",
            )
        row = _Row(line, dict(zip(headers, cells, strict=False)))
        if any(cell for header, cell in zip(headers, cells, strict=False) if not header):
            raise row.fault("a cell stands in a column without a header")
        found.append(row)
        if len(found) > _MOST_ROWS:
            raise row.fault(f"the glossary has more than {_MOST_ROWS:,} rows")
    _check_breaks(found)
    _check_numbers(found, headers)
    return headers, found


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of *text* that are not empty, each with its first line, cells trimmed."""
    header = _FIRST_LINE.search(text)
    bare = _QUOTED.sub("", header[0]) if header else ""
    delimiter = max(_DELIMITERS, key=bare.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(error, line, reader.line_num) from None
        if cells is None:
            return
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise AlihbahasaError(f"a cell has more than {_LONGEST_CELL:,} characters", line=line)
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
        if any(cells):
            yield line, cells


def _broken(error: csv.Error, line: int, last: int) -> AlihbahasaError:
    """Return what *error* of the csv module means, in a row from *line* to *last*."""
    if "field larger" in str(error):
        return AlihbahasaError(f"a cell has more than {_LONGEST_CELL:,} characters", line=line)
    message = "a quotation mark is not closed"
    if "expected after" in str(error):
        message = "text follows a closing quotation mark"
        if last > line:
            message += f" in line {last}; is one left open here?"
    return AlihbahasaError(
        message, line=line, hint='within a quoted cell, write "" for a quotation mark'
    )


def _header(name: str, line: int, *, is_long: bool) -> str:
    """Return *name* as the rest of the module knows it, a tag in its usual case."""
    lower = name.lower()
    known = (*_SHARED, *_LONG) if is_long else _SHARED
    if not name or lower in known:
        return lower
    tag, colon, part = name.partition(":")
    if lower.endswith("-not") and not is_long:
        # Well-formed as a tag, and no language that anybody has terms in.
        right = f"{_tag(name[:-4])}:not"
        raise AlihbahasaError(
            f"unknown column {name!r}", line=line, hint=f"forbidden terms are headed {right}"
        )
    if len(name) == 3 and (near := _nearest(lower, known, cutoff=0.7)):
        raise AlihbahasaError(f"unknown column {name!r}", line=line, hint=f"did you mean {near}?")
    if not is_long and _is_tag(tag) and (not colon or part.strip().lower() == "not"):
        return f"{_tag(tag)}:not" if colon else _tag(tag)
    hint = None
    if colon and _is_tag(tag) and not is_long:
        hint = f"forbidden terms are headed {_tag(tag)}:not"
    elif lower in _LONG:
        hint = "a table with one term a row has the columns lang and term"
    elif near := _nearest(lower, known):
        hint = f"did you mean {near}?"
    raise AlihbahasaError(f"unknown column {name!r}", line=line, hint=hint)


def _languages(headers: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that *headers* name, each once; url and pos only look like tags."""
    heads = (header.removesuffix(":not") for header in headers if header not in _SHARED)
    return tuple(dict.fromkeys(head for head in heads if _is_tag(head)))


def _is_tag(text: str) -> bool:
    return _TAG.fullmatch(text.strip().replace("_", "-")) is not None


def _tag(text: str) -> str:
    """Return a language tag in its usual case (RFC 5646, 2.1.1).

    >>> _tag("PT_br"), _tag("zh-hant-tw")
    ('pt-BR', 'zh-Hant-TW')
    """
    first, *rest = text.strip().replace("_", "-").lower().split("-")
    found = [first]
    for part in rest:
        if len(found[-1]) == 1:
            found.append(part)
        elif len(part) == 4 and part.isalpha():
            found.append(part.title())
        else:
            found.append(part.upper() if len(part) == 2 else part)
    return "-".join(found)


def _nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the one of *known* that *word* was most likely meant to be, or ""."""
    return next(iter(difflib.get_close_matches(word, [*known], 1, cutoff)), "")


def _check_breaks(rows: Iterable[_Row]) -> None:
    for row in rows:
        for header, cell in row.cells.items():
            if header not in _PROSE and ("\n" in cell or "\r" in cell):
                raise row.fault(
                    f"a line break in the column {header}", hint="is a quotation mark left open?"
                )


def _check_numbers(rows: Iterable[_Row], headers: tuple[str, ...]) -> None:
    """Refuse a column of numbers that is headed as Indonesian."""
    if "id" not in headers:
        return
    filled = [row for row in rows if row["id"]]
    if filled and all(row["id"].isdecimal() for row in filled):
        raise filled[0].fault(
            "the column id holds numbers, but id is Indonesian",
            hint="head the column of keys concept",
        )


# --- concepts -----------------------------------------------------------------


def _wide(
    rows: list[_Row], languages: tuple[str, ...], source_language: str
) -> tuple[Concept, ...]:
    """Return the concepts of a table with one row for each."""
    lines: dict[str, int] = {}
    for row in rows:
        if (key := row["concept"]) in lines:
            raise row.fault(
                f"the concept {key} is in line {lines[key]} already",
                hint="join the two rows, or give one of them another key",
            )
        if key:
            lines[key] = row.line
    taken = dict.fromkeys(lines, 1)
    first = next((tag for tag in fallbacks(source_language) if tag in languages), languages[0])
    concepts = []
    for row in rows:
        match = _choice(row, "match", MatchMode) or MatchMode.INFLECTED
        terms: list[Term] = []
        for language in languages:
            for number, text in enumerate(_parts(row[language])):
                is_first = number == 0
                has_forms = is_first and language == first
                terms.append(
                    Term(
                        text,
                        language,
                        TermStatus.PREFERRED if is_first else TermStatus.ADMITTED,
                        match,
                        _choice(row, "pos", PartOfSpeech),
                        _parts(row["forms"]) if has_forms else (),
                        _parts(row["not_forms"]) if has_forms else (),
                    )
                )
            terms += [
                Term(text, language, TermStatus.FORBIDDEN, match, _choice(row, "pos", PartOfSpeech))
                for text in _parts(row[f"{language}:not"])
            ]
        if (row["forms"] or row["not_forms"]) and not row[first]:
            raise row.fault(f"forms are given, but no term in the column {first}")
        key = row["concept"] or _new_key(terms, first, taken)
        concepts.append(_concept(key, [row], terms))
    return tuple(concepts)


def _long(rows: list[_Row], source_language: str) -> tuple[Concept, ...]:
    """Return the concepts of a table with one row a term.

    Rows with the same key are one concept, wherever they stand.  A row without
    a key begins a concept if its term is in the source language, and else goes
    on with the one above.
    """
    sources = [tag.lower() for tag in fallbacks(source_language)]
    taken = {row["concept"]: 1 for row in rows}
    groups: dict[str, list[_Row]] = {}
    key = ""
    for row in rows:
        language = row["lang"]
        if not _is_tag(language):
            raise row.fault(
                f"{language!r} in the column lang is no language tag" if language else "no lang",
                hint="write a BCP 47 tag: id, en, pt-BR",
            )
        if not row["term"]:
            raise row.fault("the column term is empty")
        if row["concept"]:
            key = row["concept"]
        elif not key or _tag(language).lower() in sources:
            key = _new_key([Term(row["term"], language)], language, taken)
        groups.setdefault(key, []).append(row)
    concepts = []
    for key, group in groups.items():
        # The row of the source language speaks for the concept.
        group.sort(key=lambda row: _tag(row["lang"]).lower() not in sources)
        concepts.append(_concept(key, group, _terms(group)))
    return tuple(concepts)


def _terms(rows: list[_Row]) -> list[Term]:
    """Return the terms of one concept, a row each; how they match is inherited from the first."""
    inherited = _choice(rows[0], "match", MatchMode) or MatchMode.INFLECTED
    terms: list[Term] = []
    preferred: set[str] = set()
    for row in rows:
        language = _tag(row["lang"])
        status = _choice(row, "status", TermStatus)
        if status is None:
            is_second = language in preferred
            status = TermStatus.ADMITTED if is_second else TermStatus.PREFERRED
        if status is TermStatus.PREFERRED:
            preferred.add(language)
        match = _choice(row, "match", MatchMode) or inherited
        forms, not_forms = _parts(row["forms"]), _parts(row["not_forms"])
        terms.append(
            Term(
                _spaced(row["term"]),
                language,
                status,
                match,
                _choice(row, "pos", PartOfSpeech),
                forms,
                not_forms,
            )
        )
    return terms


def _concept(key: str, rows: list[_Row], terms: list[Term]) -> Concept:
    """Return the concept that *rows* tell of, the one that counts most first."""
    _check_terms(rows, terms)
    keep = _agreed(rows, "keep")
    tags = tuple(
        part if part == "*" else _tag(part) for part in re.split(r"[|,;\s]+", keep) if part
    )
    for tag in tags:
        if tag != "*" and not _is_tag(tag):
            raise rows[0].fault(
                f"{tag!r} in the column keep is no language tag",
                hint="write the languages that keep the source form, en|ru, or * for all",
            )
    _agreed(rows, "level")
    level = next((found for row in rows if (found := _choice(row, "level", Level))), Level.SHOULD)
    prose = {
        name: "; ".join(dict.fromkeys(filter(None, (row[name] for row in rows)))) for name in _PROSE
    }
    return Concept(
        key,
        tuple(terms),
        level,
        tags,
        scope=_parts(_agreed(rows, "scope")),
        line=min(row.line for row in rows),
        **prose,  # type: ignore[arg-type]
    )


def _agreed(rows: list[_Row], header: str) -> str:
    """Return the one value that *rows* have for *header*, or ""; two are an error."""
    found = ""
    for row in rows:
        if found and row[header] and row[header] != found:
            raise row.fault(
                f"the concept has two values in the column {header}: {found!r} and {row[header]!r}",
                hint="write it on the row of the source language only",
            )
        found = found or row[header]
    return found


def _check_terms(rows: list[_Row], terms: list[Term]) -> None:
    """Refuse a term that is both allowed and forbidden."""
    allowed = {_same(term) for term in terms if term.status.is_allowed}
    for term in terms:
        if term.status is TermStatus.FORBIDDEN and _same(term) in allowed:
            forbidding = (row for row in rows if row["status"].lower() == TermStatus.FORBIDDEN)
            row = next((row for row in forbidding if _spaced(row["term"]) == term.text), rows[0])
            raise row.fault(f"{term.text!r} ({term.language}) is both allowed and forbidden")


def _same(term: Term) -> tuple[str, str]:
    """Return what two terms share that no text could tell apart."""
    is_exact = term.match in (MatchMode.EXACT, MatchMode.CASE)
    return term.language, term.text if is_exact else term.text.casefold()


def _choice(row: _Row, header: str, choices: type[_Choice]) -> _Choice | None:
    """Return the value in the column *header*, None for a blank cell."""
    value = row[header].lower()
    if not value:
        return None
    try:
        return choices(value)
    except ValueError:
        known = [str(choice) for choice in choices]
        near = _nearest(value, known)
        raise row.fault(
            f"unknown {header} {row[header]!r}",
            hint=f"did you mean {near}?" if near else f"write one of {', '.join(known)}",
        ) from None


def _parts(cell: str) -> tuple[str, ...]:
    """Return the terms of a cell, those between its bars, each once."""
    return tuple(dict.fromkeys(part for each in cell.split("|") if (part := _spaced(each))))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _new_key(terms: list[Term], language: str, taken: dict[str, int]) -> str:
    """Return a key made of the first of *terms* in *language*, or of any.

    *taken* are the keys there are, each with the last number that was set
    behind it; the new one is added.

    >>> _new_key([Term("Türkiye / Turki", "id")], "id", {"turkiye-turki": 1})
    'turkiye-turki-2'
    """
    named = next((term for term in terms if term.language == language), terms[0] if terms else None)
    slug = _SLUG.sub("-", fold(named.text)).strip("-") if named else ""
    key = slug = slug or "concept"
    while key in taken:
        taken[slug] += 1
        key = f"{slug}-{taken[slug]}"
    taken[key] = 1
    return key


def sheet(data: bytes) -> Sheet:
    """Return the cells of *data* as they are."""
    text = _decoded(data)
    header = _FIRST_LINE.search(text)
    delimiter = max(_DELIMITERS, key=_QUOTED.sub("", header[0] if header else "").count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, tuple(Cell(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _broken(error, line, reader.line_num) from None
    return Sheet(tuple(rows))


def write(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* as a wide table."""
    found = dict.fromkeys(term.language for each in glossary.concepts for term in each.terms)
    tags = [source_language, *(tag for tag in found if tag != source_language)]
    terms = [head for tag in tags for head in (tag, f"{tag}:not")]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["concept", *terms, "match", "level", "keep", "scope", *_PROSE])
    for concept in glossary.concepts:
        row = [concept.key]
        row += [
            "|".join(
                term.text
                for term in concept.terms
                if term.language == tag and term.status.is_allowed is is_allowed
            )
            for tag in tags
            for is_allowed in (True, False)
        ]
        match = concept.terms[0].match if concept.terms else ""
        row += [match, concept.level, "|".join(concept.keep), "|".join(concept.scope)]
        writer.writerow(row + [getattr(concept, name) for name in _PROSE])
    return out.getvalue().encode(), ()


PLUGIN = GlossaryFormat(
    name="csv",
    title="Comma-separated values",
    extensions=(".csv", ".tsv"),
    recognises=lambda data: True,
    read=read,
    write=write,
    sheet=sheet,
)
