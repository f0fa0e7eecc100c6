"""Rows of text to a glossary: what the table formats, CSV and XLSX, have in common.

The two shapes and their columns are told in the docstring of ``csv``.  A
fault is an AlihbahasaError whose *line* is the number of the row and whose
*column* is that of the cell in it, both as the file counts them, from 1.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from operator import attrgetter
from typing import TypeAlias, TypeVar
from unicodedata import normalize

from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries._cells import CONTROL, parts, spaced, term_fault
from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Term,
    TermStatus,
    fallbacks,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.terminology.collecting import uncollected
from alihbahasa.terminology.keys import key_for

#: Rows with their number in the file.
Records: TypeAlias = Iterable[tuple[int, Sequence[str]]]

LONGEST_CELL = 131_072
MOST_ROWS = 200_000

#: The columns that tell of a concept as a whole, in running text.
PROSE = ("note", "definition", "domain", "example", "url", "source")
SHARED = ("concept", "match", "level", "keep", "scope", "pos", "forms", "not_forms", *PROSE)
LONG = ("lang", "term", "status")

#: What stands behind the colon of a column of terms that nobody should write.
DISALLOWED = {"not": TermStatus.FORBIDDEN, "deprecated": TermStatus.DEPRECATED}
_REFUSED = tuple(DISALLOWED.values())

#: RFC 5646, 2.1: language, script, region, variants, extensions, private use.
#: Tags of four to eight letters are reserved and none has been given out, so
#: that a misspelt header is never taken for a language.
_TAG = late_re(
    r"(?i)[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?"
)

_Choice = TypeVar("_Choice", bound=StrEnum)

#: What may be written in a column, as it is compared.
_MATCHES = {str(each): each for each in MatchMode}
_LEVELS = {str(each): each for each in Level}
_PARTS_OF_SPEECH = {str(each): each for each in PartOfSpeech}
_STATUSES = {str(each): each for each in TermStatus}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its number, and by column those of its cells that are not blank."""

    line: int
    cells: Mapping[str, str]
    columns: Sequence[str] = field(default=(), repr=False)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(self, message: str, column: str, *, hint: str | None = None) -> AlihbahasaError:
        """Return an error at the cell of this row in *column*, which its message names."""
        number = self.columns.index(column) + 1 if column in self.columns else 1
        message = f"{message}, in the column {column}"
        return AlihbahasaError(message, line=self.line, column=number, hint=hint)


def without_unknown(records: Records) -> tuple[list[tuple[int, list[str]]], tuple[Loss, ...]]:
    """Return *records* with the columns blank that we have no name for, and what stood there.

    A header that is near to one of ours is left: somebody meant that one.
    """
    rows = [(line, list(cells)) for line, cells in records]
    names = next((cells for _, cells in rows if any(map(str.strip, cells))), [])
    is_long = _has_long_headers(names)
    losses = []
    for place, name in enumerate(tuple(names)):
        try:
            _column(name.strip(), is_long=is_long)
        except AlihbahasaError as error:
            if error.hint:
                continue
            filled = [line for line, cells in rows if "".join(cells[place : place + 1]).strip()]
            for _, cells in rows:
                cells[place : place + 1] = [""] * len(cells[place : place + 1])
            if len(filled) > 1:
                losses.append(Loss(f"column {name.strip()}", len(filled) - 1, f"row {filled[1]}"))
    return rows, tuple(losses)


@uncollected()
def read(records: Records, *, source_language: str) -> Glossary:
    """Return the glossary that *records*, the row of headers first, hold.

    Rows without a key get one, made of their first term in the source
    language or, failing that, in any.  Blank cells are defaults, blank rows
    nothing.
    """
    rows = _filled(records)
    line, names = next(rows, (1, ()))
    if not names:
        raise AlihbahasaError(
            "the glossary is empty",
            line=1,
            column=1,
            hint="begin it with a line of headers: concept,id,en",
        )
    columns = columns_of(names, line=line)
    found = list(_rows(rows, columns))
    if "lang" in columns:
        return _long(found, columns, source_language)
    _check_numbers(found, columns)
    return _wide(found, columns, source_language)


# --- the table ----------------------------------------------------------------


def _filled(records: Records) -> Iterator[tuple[int, list[str]]]:
    """Yield those of *records* that are not blank, their cells composed (NFC) and trimmed."""
    for line, cells in records:
        cleaned = [normalize("NFC", cell).strip() for cell in cells]
        if any(cleaned):
            yield line, cleaned


def _rows(rows: Records, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield *rows* by column; a row may end early, and have no more cells than the header."""
    for count, (line, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise AlihbahasaError(
                f"the glossary has more than {MOST_ROWS:,} rows",
                line=line,
                column=1,
                hint="part it into several files: all in the folder are read",
            )
        if any(cells[len(columns) :]):
            raise AlihbahasaError(
                f"the row has {len(cells)} cells, the header {len(columns)}",
                line=line,
                column=len(columns) + 1,
                hint="give the column a header, or in CSV"
                " set a cell that holds the separator in quotation marks",
            )
        filled = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
        row = Row(line, filled, columns)
        text = "".join(cells)
        # Hardly any row has what is looked for cell by cell.
        if "" in filled or len(text) > LONGEST_CELL or not text.isprintable():
            _check_cells(row, cells)
        yield row


def _check_cells(row: Row, cells: Sequence[str]) -> None:
    """Refuse a cell without a header, one too long, a line break or control where none may be."""
    for number, (column, cell) in enumerate(zip(row.columns, cells, strict=False), 1):
        if cell and not column:
            raise AlihbahasaError(
                f"a cell in column {number}, which has no header",
                line=row.line,
                column=number,
                hint="give the column a header, or empty the cell",
            )
        if len(cell) > LONGEST_CELL:
            raise row.fault(f"more than {LONGEST_CELL:,} characters", column)
        if column in PROSE:
            continue
        if control := CONTROL.search(cell):
            raise row.fault(
                f"the control character U+{ord(control[0]):04X}",
                column,
                hint="clear the cell and type its text anew",
            )
        if "\n" in cell or "\r" in cell:
            raise row.fault(
                "a line break",
                column,
                hint="write a|b for two terms; or is a quotation mark left open?",
            )


def columns_of(names: Sequence[str], *, line: int = 1) -> tuple[str, ...]:
    """Return what the headers *names* are called here: in lower case, tags in their usual case."""
    is_long = _has_long_headers(names)
    columns: list[str] = []
    for number, name in enumerate(names, 1):
        try:
            column = _column(name.strip(), is_long=is_long)
            if column and column in columns:
                raise AlihbahasaError(
                    f"two columns are headed {column}",
                    hint="rename one of them, or part its terms by | in one column",
                )
        except AlihbahasaError as error:
            error.line, error.column = line, number
            raise
        columns.append(column)
    if not is_long and not languages_of(columns):
        raise AlihbahasaError(
            "no column is headed by a language tag",
            line=line,
            column=1,
            hint="head the columns of terms by their languages: id, en, pt-BR",
        )
    return tuple(columns)


def _has_long_headers(names: Iterable[str]) -> bool:
    return {"lang", "term"} <= {name.strip().lower() for name in names}


def _column(name: str, *, is_long: bool) -> str:
    lower = name.lower()
    known = (*SHARED, *LONG) if is_long else SHARED
    if not name or lower in known:
        return lower
    language, colon, part = name.partition(":")
    unknown = f"unknown column {shown(name)}"
    if not is_long:
        for kind, status in DISALLOWED.items():
            if lower.endswith(f"-{kind}"):
                # Well-formed as a tag, and no language that anybody has terms in.
                right = f"{tag(name[: -len(kind) - 1])}:{kind}"
                raise AlihbahasaError(unknown, hint=f"{status} terms are headed {right}")
    if len(name) == 3 and (near := nearest(lower, known, cutoff=0.7)):
        raise AlihbahasaError(unknown, hint=f"did you mean {near}?")
    kind = part.strip().lower()
    if not is_long and is_tag(language) and (not colon or kind in DISALLOWED):
        return f"{tag(language)}:{kind}" if colon else tag(language)
    hint = None
    words = lower.split()
    if not is_long and len(words) == 2 and is_tag(words[0]) and words[1] in DISALLOWED:
        hint = f"{DISALLOWED[words[1]]} terms are headed {tag(words[0])}:{words[1]}"
    elif colon and is_tag(language) and not is_long:
        near = nearest(kind, DISALLOWED) or "not"
        hint = f"{DISALLOWED[near]} terms are headed {tag(language)}:{near}"
    elif lower in LONG:
        hint = "a table with one term a row has the columns lang and term"
    elif near := nearest(lower, known) or _language(name):
        hint = f"did you mean {near}?"
    raise AlihbahasaError(unknown, hint=hint)


def _language(name: str) -> str:
    """Return the tag of the language that is called *name*, or ""."""
    # Its names are those of babel, which nothing but an error needs.
    from alihbahasa.terminology.intake.languages import language

    return language(name)


def languages_of(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that *columns* hold terms of; url and pos only look like tags."""
    heads = (column.partition(":")[0] for column in columns if column not in SHARED)
    return tuple(dict.fromkeys(head for head in heads if is_tag(head)))


def can_head(language: str) -> bool:
    """Tell whether a column may be headed by *language*: not where the tag is a word of ours."""
    try:
        return language not in SHARED and _column(language, is_long=False) == language
    except AlihbahasaError:
        return False


def is_tag(text: str) -> bool:
    """Tell whether *text* is a well-formed language tag, with ``-`` or ``_``."""
    return _TAG.fullmatch(text.strip().replace("_", "-")) is not None


def tag(text: str) -> str:
    """Return a language tag in its usual case (RFC 5646, 2.1.1).

    >>> tag("PT_br"), tag("zh-hant-tw")
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


def first_of(languages: Sequence[str], source_language: str) -> str:
    """Return the one of *languages* whose terms head a concept."""
    return next((each for each in fallbacks(source_language) if each in languages), languages[0])


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the one of *known* that *word* was most likely meant to be, or ""."""
    return next(iter(difflib.get_close_matches(word[:40], [*known], 1, cutoff)), "")


def shown(text: str) -> str:
    """Return *text* as an error quotes it, cut where it is long."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def _check_numbers(rows: Iterable[Row], columns: Sequence[str]) -> None:
    """Refuse a column of numbers that is headed as Indonesian, where no other one holds keys."""
    if "concept" in columns or "id" not in columns:
        return
    filled = [row for row in rows if row["id"]]
    if filled and all(row["id"].isdecimal() for row in filled):
        raise filled[0].fault(
            "a column of numbers, but id is Indonesian",
            "id",
            hint="head the column of keys concept",
        )


# --- concepts -----------------------------------------------------------------


def _wide(rows: list[Row], columns: Sequence[str], source_language: str) -> Glossary:
    """Return the concepts of a table with one row for each."""
    lines: dict[str, int] = {}
    for row in rows:
        if (key := row["concept"]) in lines:
            raise row.fault(
                f"the concept {shown(key)} is in row {lines[key]} already",
                "concept",
                hint="join the two rows, or give one of them another key",
            )
        if key:
            lines[key] = row.line
    taken = dict.fromkeys(lines, 1)
    languages = languages_of(columns)
    first = first_of(languages, source_language)
    kinds = {"": TermStatus.PREFERRED, **{f":{kind}": each for kind, each in DISALLOWED.items()}}
    of_terms = [
        (column, language, status)
        for language in languages
        for kind, status in kinds.items()
        if (column := f"{language}{kind}") in columns
    ]
    prose = [column for column in columns if column in PROSE]
    concepts = []
    for row in rows:
        match = _choice(row, "match", _MATCHES) or MatchMode.INFLECTED
        part_of_speech = _choice(row, "pos", _PARTS_OF_SPEECH)
        forms, not_forms = _parts(row, "forms"), _parts(row, "not_forms")
        terms: list[Term] = []
        for column, language, status in of_terms:
            for text in _parts(row, column):
                terms.append(Term(text, language, status, match, part_of_speech))
                if status is TermStatus.PREFERRED:
                    status = TermStatus.ADMITTED
        if forms or not_forms:
            if not row[first]:
                raise row.fault(
                    f"forms are given, but no term in {first}",
                    "forms" if forms else "not_forms",
                )
            terms = [
                replace(term, forms=forms, not_forms=not_forms)
                if term.language == first and term.status is TermStatus.PREFERRED
                else term
                for term in terms
            ]
        key = row["concept"] or key_for(terms, first, taken)
        concepts.append(_concept(key, [row], terms, prose))
    return Glossary(tuple(concepts), languages)


def _long(rows: list[Row], columns: Sequence[str], source_language: str) -> Glossary:
    """Return the concepts of a table with one row a term.

    Rows with the same key are one concept, wherever they stand.  A row without
    a key begins a concept if its term is in the source language, and else goes
    on with the one above.
    """
    taken = {row["concept"]: 1 for row in rows}
    tags: dict[str, str] = {}
    sources: set[str] = set()
    groups: dict[str, list[Row]] = {}
    key = ""
    for row in rows:
        language = row["lang"]
        if language not in tags:
            tags[language] = _tag_of(row)
            if is_source(tags[language], source_language):
                sources.add(language)
        if not row["term"]:
            raise row.fault("no term", "term")
        _check_letters(row, "term", row["term"])
        if row["concept"]:
            key = row["concept"]
        elif not key or language in sources:
            key = key_for([Term(row["term"], language)], language, taken)
        groups.setdefault(key, []).append(row)
    prose = [column for column in columns if column in PROSE]
    concepts = []
    for key, group in groups.items():
        # The row of the source language speaks for the concept.
        group.sort(key=lambda row: row["lang"] not in sources)
        concepts.append(_concept(key, group, _terms(group, tags), prose))
    languages = dict.fromkeys([term.language for each in concepts for term in each.terms])
    return Glossary(tuple(concepts), tuple(languages))


def _tag_of(row: Row) -> str:
    """Return the language of a row that holds one term."""
    language = row["lang"]
    if not is_tag(language):
        raise row.fault(
            f"{shown(language)} is no language tag" if language else "no language tag",
            "lang",
            hint="write a BCP 47 tag: id, en, pt-BR",
        )
    return tag(language)


def is_source(language: str, source_language: str) -> bool:
    """Tell whether terms in *language* head a concept."""
    return language.lower() in fallbacks(source_language.lower())


def _terms(rows: list[Row], tags: Mapping[str, str]) -> list[Term]:
    """Return the terms of one concept, a row each; how they match is inherited from the first.

    *tags* are the languages by what the rows call them.
    """
    inherited = _choice(rows[0], "match", _MATCHES) or MatchMode.INFLECTED
    terms: list[Term] = []
    preferred: set[str] = set()
    for row in rows:
        language = tags[row["lang"]]
        status = _choice(row, "status", _STATUSES)
        if status is None:
            is_second = language in preferred
            status = TermStatus.ADMITTED if is_second else TermStatus.PREFERRED
        if status is TermStatus.PREFERRED:
            preferred.add(language)
        terms.append(
            Term(
                spaced(row["term"]),
                language,
                status,
                _choice(row, "match", _MATCHES) or inherited,
                _choice(row, "pos", _PARTS_OF_SPEECH),
                _parts(row, "forms"),
                _parts(row, "not_forms"),
            )
        )
    return terms


def _concept(key: str, rows: Sequence[Row], terms: Sequence[Term], prose: Iterable[str]) -> Concept:
    """Return the concept that *rows* tell of, the one that counts most first.

    *prose* are the columns of running text that the table has.
    """
    _check_terms(rows, terms)
    texts: dict[str, str] = {}
    for column in prose:
        told: dict[str, None] = {}
        for row in rows:
            if column in row.cells:
                told[row.cells[column]] = None
        if told:
            texts[column] = "; ".join(told)
    return Concept(
        key,
        tuple(terms),
        keep=_kept(_telling(rows, "keep")),
        level=_choice(_telling(rows, "level"), "level", _LEVELS) or Level.SHOULD,
        scope=_parts(_telling(rows, "scope"), "scope"),
        line=min(rows, key=attrgetter("line")).line,
        **texts,
    )


def _telling(rows: Sequence[Row], column: str) -> Row:
    """Return the row that has a value in *column*, or the first; two values are an error."""
    found = rows[0]
    for row in rows[1:]:
        if row[column] and found[column] and row[column] != found[column]:
            raise row.fault(
                f"the concept has two values, {shown(found[column])} and {shown(row[column])}",
                column,
                hint="write it on the row of the source language only",
            )
        if not found[column]:
            found = row
    return found


def _kept(row: Row) -> tuple[str, ...]:
    """Return the languages in which the source form stays."""
    if not row["keep"]:
        return ()
    parts = filter(None, re.split(r"[|,;\s]+", row["keep"]))
    tags = tuple([part if part == "*" else tag(part) for part in parts])
    for each in tags:
        if each != "*" and not is_tag(each):
            raise row.fault(
                f"{shown(each)} is no language tag",
                "keep",
                hint="write the languages that keep the source form, en|ru, or * for all",
            )
    return tags


def _check_terms(rows: Sequence[Row], terms: Sequence[Term]) -> None:
    """Refuse a term that is both allowed and not."""
    allowed: set[tuple[str, str]] = set()
    for term in terms:
        if term.status not in _REFUSED:
            continue
        allowed = allowed or {_same(each) for each in terms if each.status.is_allowed}
        if _same(term) not in allowed:
            continue
        for row in rows:
            if row["status"].lower() == term.status and spaced(row["term"]) == term.text:
                break
        else:
            row = rows[0]
        kinds = (kind for kind, status in DISALLOWED.items() if status is term.status)
        column = "status" if "lang" in row.columns else f"{term.language}:{next(kinds)}"
        raise row.fault(
            f"{shown(term.text)} ({term.language}) is both allowed and {term.status}", column
        )


def _same(term: Term) -> tuple[str, str]:
    """Return what two terms share that no text could tell apart."""
    is_exact = term.match in (MatchMode.EXACT, MatchMode.CASE)
    return term.language, term.text if is_exact else term.text.casefold()


# --- cells --------------------------------------------------------------------


def _choice(row: Row, column: str, choices: Mapping[str, _Choice]) -> _Choice | None:
    """Return the value in *column*, None for a blank cell."""
    cell = row[column]
    if not cell:
        return None
    value = cell.lower()
    if value not in choices:
        near = nearest(value, choices)
        raise row.fault(
            f"unknown {column} {shown(cell)}",
            column,
            hint=f"did you mean {near}?" if near else f"write one of {', '.join(choices)}",
        )
    return choices[value]


def _parts(row: Row, column: str) -> tuple[str, ...]:
    cell = row[column]
    if not cell:
        return ()
    found = parts(cell)
    for part in found if column != "scope" else ():
        _check_letters(row, column, part)
    return found


def _check_letters(row: Row, column: str, text: str) -> None:
    """Refuse *text* where nothing of it could be found in a text."""
    if fault := term_fault(text):
        raise row.fault(fault[0], column, hint=fault[1])
