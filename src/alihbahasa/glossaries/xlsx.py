"""Reads and writes glossaries as spreadsheets, for people who keep them in one.

The columns and the two shapes are those of CSV, told there; what is lost is
the same.  A cell of a spreadsheet holds at most 32,767 characters.

Read is the first sheet that has our headers; other sheets and comments are
left out, and told.  Every cell is text: a number counts as it is written in
full, while a date, a truth value, a formula and an error are refused by the
name of their cell, as nobody can tell any more what term was meant.  A sheet that was not
made for us is read cell by cell with ``sheet``, the first whose headers an
import knows.

Written is one sheet of text, its headers frozen, with lists to choose from in
the columns match, level, pos and status.  The same glossary is the same bytes.

The parts of a workbook are read and written here (ECMA-376), not by a library:
a sheet from outside is untrusted, and what a library would need around it to
be safe and to keep every text as it is was longer than what it saved.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import _table
from alihbahasa.model import (
    CellKind,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Sheet,
    TermStatus,
)

_CHOICES = {"match": MatchMode, "level": Level, "pos": PartOfSpeech, "status": TermStatus}

if TYPE_CHECKING:
    from alihbahasa.glossaries._xlsx_reading import Worksheet

#: How many characters a column shows; other columns hold terms.
_WIDTHS = {
    **dict.fromkeys(("match", "level", "pos", "status"), 12),
    **dict.fromkeys(("lang", "keep"), 9),
    **dict.fromkeys(("note", "definition", "example"), 44),
    **dict.fromkeys(("concept", "forms", "not_forms", "domain", "url", "source", "scope"), 24),
}
_TERM_WIDTH = 32

_REFUSED = {
    CellKind.DATE: (
        "a date",
        "if a term was made one, format the column as text and type the term anew",
    ),
    CellKind.BOOLEAN: (
        "a truth value",
        "if a term was made one, format the column as text and type the term anew",
    ),
    CellKind.FORMULA: (
        "a formula",
        "copy the cell and paste it over itself as a value, or as text if it is a term",
    ),
    CellKind.ERROR: ("an error", "write what should stand there"),
}


def read(
    data: bytes, *, source_language: str, is_lenient: bool = False
) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that the first sheet with our headers holds, and what else there is.

    Raises AlihbahasaError, with the row as the line and the name of the cell
    in the message, for what cannot be right; where it *is_lenient*, columns
    that have no name with us are left out.
    """
    # What unzips, here and below, is loaded for a workbook only.
    from alihbahasa.glossaries import _xlsx_reading

    sheets = _xlsx_reading.worksheets(data)
    chosen = _ours(sheets)
    heads = [cell.text for cell in chosen.rows[0][1]] if chosen.rows else []
    rows = [(line, [cell.text for cell in cells]) for line, cells in chosen.rows]
    losses: tuple[Loss, ...] = ()
    if is_lenient:
        rows, losses = _table.without_unknown(rows)
    for (line, cells), (_, texts) in zip(chosen.rows, rows, strict=True):
        for column, cell in enumerate(cells, 1):
            if cell.kind in _REFUSED and texts[column - 1]:
                what, hint = _REFUSED[cell.kind]
                head = heads[column - 1] if column <= len(heads) else ""
                name = _xlsx_reading.cell_name(line, column)
                raise AlihbahasaError(
                    f"cell {name}: {what}, {_table.shown(cell.text)}"
                    + (f", in the column {_table.shown(head)}" if head else ""),
                    line=line,
                    hint=hint,
                )
    try:
        glossary = _table.read(rows, source_language=source_language)
    except AlihbahasaError as error:
        raise _by_cell(error) from error
    return glossary, (*losses, *_left_out(sheets, chosen))


def write(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* as a workbook, in the shape and the columns of *original*.

    Sheets and comments of *original* beside the glossary are lost, and told.
    Raises AlihbahasaError for what no table can hold, as CSV does, and for a
    text that is too long for a cell.
    """
    from alihbahasa.glossaries import _table_writing, _xlsx_reading, _xlsx_writing

    columns: tuple[str, ...] = ()
    beside: tuple[Loss, ...] = ()
    if original:
        sheets = _xlsx_reading.worksheets(original)
        chosen = _ours(sheets)
        beside = tuple(_left_out(sheets, chosen))
        for line, cells in chosen.rows[:1]:
            try:
                columns = _table.columns_of([cell.text for cell in cells], line=line)
            except AlihbahasaError as error:
                raise _by_cell(error) from error
    rows, losses = _table_writing.table(
        glossary, source_language=source_language, languages=languages, columns=columns
    )
    heads = rows[0]
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            if len(cell.encode("utf-16-le")) > 2 * _xlsx_writing.LONGEST_CELL:
                raise AlihbahasaError(
                    f"the concept {_table.shown(row[heads.index('concept')])} has more than"
                    f" {_xlsx_writing.LONGEST_CELL:,} characters in the column {head},"
                    " which no spreadsheet holds",
                    hint="write CSV, or shorten the text",
                )
    data = _xlsx_writing.workbook(
        rows,
        names=[_xlsx_reading.cell_name(1, number)[:-1] for number in range(1, len(heads) + 1)],
        widths=[_WIDTHS.get(head, _TERM_WIDTH) for head in heads],
        choices={
            number: [*_CHOICES[head]] for number, head in enumerate(heads) if head in _CHOICES
        },
        frozen=1 if heads[0] == "concept" and len(heads) > 1 else 0,
    )
    return data, beside + losses


def sheet(data: bytes) -> Sheet:
    """Return the cells of the sheet with our headers, else of the first with any that are known.

    The other sheets and comments are its losses.  Raises AlihbahasaError where
    several have content and none has known headers; a single one is returned.
    """
    from alihbahasa.glossaries import _xlsx_reading

    sheets = _xlsx_reading.worksheets(data)
    chosen = _ours(sheets)
    if not _has_our_headers(chosen):
        chosen = _known(sheets) or chosen
    return Sheet(chosen.rows, tuple(_left_out(sheets, chosen)))


def _ours(sheets: Sequence[Worksheet]) -> Worksheet:
    """Return the first of *sheets* with our headers, else the first with content, or the first."""
    filled = [each for each in sheets if each.rows]
    ours = [each for each in filled if _has_our_headers(each)]
    return (*ours, *filled, *sheets)[0]


def _has_our_headers(sheet: Worksheet) -> bool:
    try:
        _table.columns_of([cell.text for _, cells in sheet.rows[:1] for cell in cells])
    except AlihbahasaError:
        return False
    return True


def _known(sheets: Sequence[Worksheet]) -> Worksheet | None:
    """Return the first of *sheets* with headers that an import knows, None for one sheet without.

    Several without are an error, which says of each why.
    """
    # The names of languages are those of babel, which no sheet of ours needs.
    from alihbahasa.terminology.intake import headers

    faults = []
    for each in sheets:
        if not each.rows:
            continue
        try:
            headers.top_of(each.rows)
        except AlihbahasaError as error:
            faults.append(f"{_table.shown(each.name)} ({error.message})")
        else:
            return each
    if len(faults) > 1:
        raise AlihbahasaError(
            f"no sheet has headers that are known: {', '.join(faults)}",
            hint="head the columns of terms by their languages, as in: id, en, pt-BR",
        )
    return None


def _left_out(sheets: Sequence[Worksheet], chosen: Worksheet) -> list[Loss]:
    """Return what of *sheets* is beside the table in *chosen*."""
    losses = [
        Loss(
            f"rows of the sheet {_table.shown(each.name)}", len(each.rows), f"row {each.rows[0][0]}"
        )
        for each in sheets
        if each is not chosen and each.rows
    ]
    if chosen.comments:
        losses.append(Loss("comments", len(chosen.comments), chosen.comments[0]))
    return losses


def _by_cell(error: AlihbahasaError) -> AlihbahasaError:
    """Return *error*, which counts rows and cells, with the name that the cell has."""
    from alihbahasa.glossaries import _xlsx_reading

    name = _xlsx_reading.cell_name(error.line or 1, error.column or 1)
    return AlihbahasaError(f"cell {name}: {error.message}", line=error.line, hint=error.hint)


PLUGIN = GlossaryFormat(
    name="xlsx",
    title="Excel workbook",
    extensions=(".xlsx",),
    # Damaged files, and old ones with the new name, get an error that says so.
    recognises=lambda data: True,
    read=read,
    read_leniently=functools.partial(read, is_lenient=True),
    write=write,
    sheet=sheet,
)
