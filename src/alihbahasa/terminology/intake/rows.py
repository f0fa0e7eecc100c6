"""The rows of a sheet, each read for itself: a concept, or why it cannot come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from alihbahasa.model import Cell, Concept, MatchMode, Term, TermStatus
from alihbahasa.records import dataclass
from alihbahasa.terminology.intake import attributes
from alihbahasa.terminology.intake.attributes import PROSE_ROLES, Attributes
from alihbahasa.terminology.intake.cells import (
    LONGEST_CELL,
    Fault,
    clean,
    fault,
    has_stray_space,
    pieces,
    term_fault,
)
from alihbahasa.terminology.intake.headers import Column, Role, Table
from alihbahasa.terminology.intake.languages import language, nearest_known
from alihbahasa.terminology.intake.result import Tally
from alihbahasa.terminology.rejection import Rejection
from alihbahasa.terminology.sameness import contradictions
from alihbahasa.text import shortened

STRAY_SPACES = "cells with spaces too many, which were removed"
SEVERAL_TERMS = "cells with several terms, the first of which is preferred"
REMARKS = "remarks in brackets, which went into the note"
COMMAS = "cells with a comma, read as one term each (a semicolon stands between terms)"
NO_SOURCE = "rows without a term in the source language"
NO_TERMS = "rows that hold no term and no text"

#: What a rejected source term takes with it, to be told.
_TAKEN_ALONG = frozenset({Role.TERM, *PROSE_ROLES})


@dataclass(slots=True)
class Log:
    """What was rejected and what is to be told so far."""

    rejections: list[Rejection] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as a concept; *group* is what rows of one concept share, "" where only terms tell.

    *has_match* tells whether the row says how its terms match.
    """

    concept: Concept
    group: str = ""
    has_match: bool = False


def entries(table: Table, log: Log, *, source_language: str, known: Collection[str]) -> list[Entry]:
    """Return the rows of *table* that hold a concept, and note in *log* what cannot come in."""
    rows = _long if table.is_long else _wide
    return list(rows(table, log, source_language, known))


def refuse(
    row: int, cells: Sequence[Cell], columns: Sequence[Column], log: Log, wrong: Fault
) -> None:
    """Note in *log* that *row*, with its *cells*, cannot come in."""
    _Row(row, cells, columns, _by_role(columns), log, "", ()).refuse(wrong)


def _by_role(columns: Iterable[Column]) -> Mapping[Role, Sequence[Column]]:
    found: dict[Role, list[Column]] = {}
    for column in columns:
        found.setdefault(column.role, []).append(column)
    return found


def cell_name(row: int, index: int) -> str:
    """Return the name that a spreadsheet gives a cell.

    >>> cell_name(17, 1), cell_name(2, 27)
    ('B17', 'AB2')
    """
    letters = ""
    number = index + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row}"


def _wide(table: Table, log: Log, source_language: str, known: Collection[str]) -> Iterator[Entry]:
    by_role = _by_role(table.columns)
    for row, cells in table.rows:
        reader = _Row(row, cells, table.columns, by_role, log, source_language, known)
        if entry := reader.entry():
            yield entry


def _long(table: Table, log: Log, source_language: str, known: Collection[str]) -> Iterator[Entry]:
    """Yield the terms of a table with one row a term, as concepts that their group makes one.

    A row without a key begins a concept if its term is in the source language,
    and else goes on with the one above.
    """
    tag_column = next(each for each in table.columns if each.role is Role.LANGUAGE)
    place = tag_column.index
    given = {cells[place].text for _, cells in table.rows if place < len(cells)}
    tags = {text: language(text, known) for text in given}
    renamed = nearest_known(filter(None, tags.values()), {source_language, *known})
    for tag, near in renamed.items():
        log.tally.add(f"terms in {tag} were taken for {near}", count=0)
    languages = dict.fromkeys(["", *tags.values(), *renamed.values()])
    columns = {
        tag: [
            replace(each, language=tag) if each.role is Role.TERM else each
            for each in table.columns
        ]
        for tag in languages
    }
    by_role = {tag: _by_role(those) for tag, those in columns.items()}
    found: list[Entry] = []
    refused: dict[str, int] = {}
    group = ""
    for row, cells in table.rows:
        tag = tags[cells[place].text] if place < len(cells) else ""
        tag = renamed.get(tag, tag)
        reader = _Row(row, cells, columns[tag], by_role[tag], log, source_language, known)
        named = reader.identity()
        if named:
            group = named
        elif not group or tag == source_language:
            group = f"\n{row}"
        if not tag:
            reader.refuse_language(tag_column)
            continue
        entry = reader.entry()
        if entry:
            found.append(replace(entry, group=group))
        elif tag == source_language:
            refused.setdefault(group, row)
    headed = {entry.group for entry in found if entry.concept.terms_in(source_language)}
    for entry in found:
        if entry.group in headed or entry.group not in refused:
            yield entry
            continue
        reason = f"its source term in row {refused[entry.group]} was rejected"
        column = next(each for each in table.columns if each.role is Role.TERM)
        log.rejections += (
            Rejection(entry.concept.line, column.header, term.text, reason)
            for term in entry.concept.terms
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that is being read."""

    number: int
    cells: Sequence[Cell]
    columns: Sequence[Column]
    by_role: Mapping[Role, Sequence[Column]]
    log: Log
    source_language: str
    known: Collection[str]

    def entry(self) -> Entry | None:
        """Return the row as a concept, or None where nothing of it can come in."""
        self._refuse_beyond()
        for column in self._of(Role.KEY, Role.GROUP):
            if (cell := self._cell(column)) and (wrong := fault(cell)):
                self._reject(column, cell.text, wrong)
        texts: dict[int, list[str]] = {}
        remarks: list[str] = []
        bad_source: Column | None = None
        refused: set[int] = set()
        for column in self._of(Role.TERM):
            if not (cell := self._cell(column)):
                continue
            found = term_fault(cell) or pieces(cell.text)
            if isinstance(found, Fault):
                self._reject(column, cell.text, found)
                refused.add(column.index)
                if column.language == self.source_language and column.status is None:
                    bad_source = bad_source or column
                continue
            texts[column.index] = [piece.term for piece in found]
            remarks += (f"{piece.term}: {each}" for piece in found for each in piece.remarks)
            self._tell(cell.text, column, [piece.term for piece in found])
        if bad_source:
            name = cell_name(self.number, bad_source.index)
            self._reject_rest(f"its source term in {name} was rejected", refused)
            return None
        if not texts:
            self._reject_rest("no term is in this row", refused)
            return None
        if remarks:
            self.log.tally.add(REMARKS, remarks[0], count=len(remarks))
        said = attributes.read(
            self.columns, self.cells, known=self.known, reject=self._reject, tally=self.log.tally
        )
        terms = self._terms(texts, said)
        if not terms:
            return None
        if all(term.language != self.source_language for term in terms):
            self.log.tally.add(NO_SOURCE, f"row {self.number} {shortened(terms[0].text, 30)}")
        notes = [*said.prose.pop("note", ()), *remarks]
        prose = {name: "; ".join(values) for name, values in said.prose.items()}
        concept = Concept(
            self.key(),
            tuple(terms),
            said.level,
            said.keep,
            note="; ".join(dict.fromkeys(notes)),
            scope=said.scope,
            line=self.number,
            **prose,
        )
        return Entry(concept, self.identity(), bool(said.matches))

    def key(self) -> str:
        """Return the key that the row gives its concept, or ""."""
        return next(iter(self._values(Role.KEY)), "")

    def identity(self) -> str:
        """Return what the row shares with others of the same concept, or ""."""
        if key := self.key():
            return f"key {key}"
        group = next(iter(self._values(Role.GROUP)), "")
        return f"id {group}" if group else ""

    def refuse_language(self, column: Column) -> None:
        """Reject the row, which does not say the language of its term."""
        cell = self._cell(column)
        if cell:
            hint = "write a language tag: id, en, pt-BR"
            self._reject(column, cell.text, Fault("no language", hint))
        self._reject_rest("the language of the term is not known", set())

    def refuse(self, wrong: Fault) -> None:
        """Reject the row for what is *wrong*."""
        for column in self._of(*_TAKEN_ALONG):
            if cell := self._cell(column):
                self._reject(column, cell.text, wrong)

    def _terms(self, texts: dict[int, list[str]], said: Attributes) -> list[Term]:
        """Return the terms of the row with what was *said* of them, each once."""
        targets = [
            column.index
            for column in self._of(Role.TERM)
            if column.language != self.source_language and self._cell(column)
        ]
        # What a row forbids is how its term is translated; the term itself stays.
        marked = targets or list(texts)
        terms: list[Term] = []
        columns: list[Column] = []
        preferred: set[str] = set()
        seen: set[tuple[str, str, bool]] = set()
        is_first = True
        for column in self._of(Role.TERM):
            place = column.index
            status = column.status or said.statuses.get(place)
            if status is None and place in marked:
                status = said.statuses.get(-1)
            for text in texts.get(place, ()):
                has_forms = column.language == self.source_language and is_first
                is_first = is_first and not has_forms
                rank = status
                if rank in (None, TermStatus.PREFERRED):
                    is_second = column.language in preferred
                    rank = TermStatus.ADMITTED if is_second else TermStatus.PREFERRED
                    preferred.add(column.language)
                term = Term(
                    text,
                    column.language,
                    rank or TermStatus.PREFERRED,
                    said.matches.get(place) or said.matches.get(-1) or MatchMode.INFLECTED,
                    said.parts_of_speech.get(place) or said.parts_of_speech.get(-1),
                    said.forms if has_forms else (),
                    said.not_forms if has_forms else (),
                )
                named = (term.language, text, term.status.is_allowed)
                if named not in seen:
                    seen.add(named)
                    terms.append(term)
                    columns.append(column)
        wrong_ones = contradictions(terms)
        for number in sorted(wrong_ones):
            wrong = Fault("both allowed and forbidden in this row", "keep one of the two")
            self._reject(columns[number], terms[number].text, wrong)
        if is_first:
            for column in self._of(Role.FORMS, Role.NOT_FORMS):
                if cell := self._cell(column):
                    wrong = Fault(f"no term in {self.source_language} that has these forms")
                    self._reject(column, cell.text, wrong)
        return [term for number, term in enumerate(terms) if number not in wrong_ones]

    def _tell(self, text: str, column: Column, terms: list[str]) -> None:
        """Note what was done to a cell of terms."""
        tally, place = self.log.tally, cell_name(self.number, column.index)
        if has_stray_space(text):
            tally.add(STRAY_SPACES, place)
        if len(terms) > 1 and "|" not in text:
            tally.add(SEVERAL_TERMS, f"{place} {shortened(text, 40)}")
        if any(", " in term for term in terms):
            tally.add(COMMAS, f"{place} {shortened(text, 40)}")

    def _of(self, *roles: Role) -> Sequence[Column]:
        if len(roles) == 1:
            return self.by_role.get(roles[0], ())
        return [column for column in self.columns if column.role in roles]

    def _cell(self, column: Column) -> Cell | None:
        """Return the cell of *column*, None for a blank one."""
        if column.index >= len(self.cells) or not self.cells[column.index].text.strip():
            return None
        return self.cells[column.index]

    def _values(self, role: Role) -> Iterable[str]:
        for column in self._of(role):
            cell = self._cell(column)
            if cell and fault(cell) is None and (value := clean(cell.text)):
                yield value.removesuffix(".0")

    def _reject(self, column: Column, value: str, wrong: Fault) -> None:
        self.log.rejections.append(
            Rejection(
                self.number,
                column.header,
                value if len(value) <= LONGEST_CELL else f"{value[:60]}...",
                wrong.reason,
                wrong.suggestion,
                cell_name(self.number, column.index),
            )
        )

    def _reject_rest(self, reason: str, refused: set[int]) -> None:
        """Reject what else of the row has no place without its term."""
        rest = [column for column in self._of(*_TAKEN_ALONG) if column.index not in refused]
        filled = [(column, cell) for column in rest if (cell := self._cell(column))]
        for column, cell in filled:
            self._reject(column, cell.text, Fault(reason))
        if not filled and not refused:
            self.log.tally.add(NO_TERMS, f"row {self.number}")

    def _refuse_beyond(self) -> None:
        """Reject the cells that stand beyond the last header."""
        for index in range(len(self.columns), len(self.cells)):
            if text := self.cells[index].text.strip():
                hint = "set a cell that holds the separator in quotation marks"
                beyond = Column(index, "", Role.UNKNOWN)
                self._reject(beyond, text, Fault("a cell beyond the last header", hint))
