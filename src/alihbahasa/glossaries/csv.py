r"""Reads and writes glossaries in CSV, the form they are kept in under version control (RFC 4180).

There are two shapes, told apart by the header:

* *wide*, one row a concept: ``concept,id,en,en:not,match,level,keep,note``.
  A language tag heads the allowed terms, the first of ``a|b`` preferred,
  ``xx:not`` the forbidden and ``xx:deprecated`` the deprecated ones, in the
  source language too;
* *long*, one row a term: ``concept,lang,term,status,...``.  What belongs to
  the concept stands on the row of its source language.

``concept``, ``match``, ``level``, ``keep``, ``note``, ``definition``,
``domain``, ``example``, ``url``, ``source``, ``scope``, ``pos``, ``forms`` and
``not_forms`` may be there in both.  In the wide shape ``match`` and ``pos``
hold for every term of the row, ``forms`` and ``not_forms`` for the first term
of the source language.  ``\|`` is a bar within a term.

Read are UTF-8 with or without a byte order mark, UTF-16 with one; commas,
semicolons or tabs, or what a first line ``sep=;`` names; any line ends.
Terms, keys and other short cells hold no line break; there it is taken for a
quotation mark left open.

Written is the canonical form: UTF-8, LF, commas, quotation marks only where
they must be, cells trimmed and composed (NFC), no line break in a cell, sorted
by concept.  A file keeps its shape and the order of its columns.  A new one is
wide unless that would lose something: how single terms match, their parts of
speech and forms, a language without a preferred term.  The long shape cannot
hold a concept without terms.  What is lost is told.
"""

from __future__ import annotations

import codecs
import csv
import functools
import io
import itertools
import re
from collections.abc import Iterator, Sequence

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import _table
from alihbahasa.model import Cell, Glossary, Loss, Sheet
from alihbahasa.patterns import late_re

_DELIMITERS = ",;\t"

#: What no text of a file holds, since it is refused before.
_END = "\0"
#: The line by which a file tells Excel its separator.
_SEPARATOR = late_re(r'("?)sep=([^"\r\n])\1[ \t]*(?=[\r\n]|\Z)', re.IGNORECASE)
_FIRST_LINE = late_re(r"\S[^\r\n]*")
_QUOTED = late_re(r'"[^"\r\n]*"')

#: Three letters in a row beyond ASCII, as only other scripts than Latin have them.
_OTHER_SCRIPT = late_re(rb"[\xc0-\xff]{3}")


def read(
    data: bytes, *, source_language: str, is_lenient: bool = False
) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds; nothing is lost.

    Where it *is_lenient*, columns that have no name with us are left out.

    Rows without a key get one, made of their first term in the source
    language or, failing that, in any.  Blank cells are defaults, blank rows
    nothing.  Raises AlihbahasaError with the line for what cannot be right.
    """
    records: _table.Records = _records(_decoded(data))
    losses: tuple[Loss, ...] = ()
    try:
        if is_lenient:
            records, losses = _table.without_unknown(records)
        return _table.read(records, source_language=source_language), losses
    except AlihbahasaError as error:
        raise _by_line(error) from error


def write(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* in canonical form, in the shape and the columns of *original*.

    Raises AlihbahasaError for what no table can hold: two concepts with one
    key, a term both allowed and forbidden.
    """
    from alihbahasa.glossaries import _table_writing

    columns: tuple[str, ...] = ()
    if original:
        line, names = next(_records(_decoded(original)), (1, []))
        try:
            columns = _table.columns_of(names, line=line) if names else ()
        except AlihbahasaError as error:
            raise _by_line(error) from error
    rows, losses = _table_writing.table(
        glossary, source_language=source_language, languages=languages, columns=columns
    )
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8"), losses


def sheet(data: bytes) -> Sheet:
    """Return the cells of *data* as they stand, whatever they say; quotation marks may be odd."""
    return Sheet(
        tuple(
            (line, tuple(Cell(cell) for cell in cells))
            for line, cells in _records(_decoded(data), strict=False)
        )
    )


def _by_line(error: AlihbahasaError) -> AlihbahasaError:
    """Return *error* without the number of its cell: a column of a text file counts characters."""
    return AlihbahasaError(error.message, line=error.line, hint=error.hint)


def _decoded(data: bytes) -> str:
    """Return the text of *data*; a byte order mark tells the encoding."""
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        hint = "save the glossary as UTF-8"
        if encoding != "utf-16":
            legacy = "WINDOWS-1251" if _OTHER_SCRIPT.search(data) else "WINDOWS-1252"
            hint += (
                f": in Excel choose CSV UTF-8, elsewhere try iconv -f {legacy} -t UTF-8"
                " and look whether the letters are right"
            )
        raise AlihbahasaError(
            f"the bytes are not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'}",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            hint=hint,
        ) from None
    if (place := text.find("\0")) >= 0:
        raise AlihbahasaError(
            "a NUL character",
            line=text.count("\n", 0, place) + 1,
            column=place - text.rfind("\n", 0, place),
            hint="save the glossary as UTF-8",
        )
    return text


def _records(text: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of *text* that are not blank, each with its first line.

    Not *strict*, text may follow a closing quotation mark; one that is left
    open is an error even so, as all that follows would be one cell.
    """
    told = _SEPARATOR.match(text)
    header = _FIRST_LINE.search(text)
    bare = _QUOTED.sub("", header[0]) if header else ""
    delimiter = told[2] if told else max(_DELIMITERS, key=bare.count)
    # Behind an open quotation mark the last line would be no row of its own.
    stream = io.StringIO(text if strict else f"{text}\n{_END}", newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=strict)
    names: list[str] = []
    if told:
        next(reader)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error):
                raise _too_long(text, line, delimiter, names) from None
            raise _broken(error, line, reader.line_num) from None
        if cells is None or cells == [_END]:
            return
        if not strict and any(_END in cell for cell in cells):
            raise _broken(csv.Error(), line, reader.line_num)
        if "".join(cells).strip():
            names = names or cells
            yield line, cells


def _too_long(text: str, line: int, delimiter: str, names: Sequence[str]) -> AlihbahasaError:
    """Return an error for the first cell of the row at *line* that is too long, by its column."""
    rest = itertools.islice(io.StringIO(text, newline=""), line - 1, None)
    limit = csv.field_size_limit(len(text))
    try:
        cells = next(csv.reader(rest, delimiter=delimiter))
    finally:
        csv.field_size_limit(limit)
    number = next(n for n, cell in enumerate(cells) if len(cell) > _table.LONGEST_CELL)
    return AlihbahasaError(
        f"more than {_table.LONGEST_CELL:,} characters, in the column"
        f" {names[number].strip() if number < len(names) else number + 1}",
        line=line,
        hint="is a quotation mark left open?",
    )


def _broken(error: csv.Error, line: int, last: int) -> AlihbahasaError:
    """Return what *error* of the csv module means, in a row from *line* to *last*."""
    message = "a quotation mark is not closed"
    if "expected after" in str(error):
        message = "text follows a closing quotation mark"
        if last > line:
            message += f" in line {last}; is one left open here?"
    return AlihbahasaError(
        message, line=line, hint='within a quoted cell, write "" for a quotation mark'
    )


PLUGIN = GlossaryFormat(
    name="csv",
    title="Comma-separated values",
    extensions=(".csv",),
    recognises=lambda data: True,
    read=read,
    read_leniently=functools.partial(read, is_lenient=True),
    write=write,
    sheet=sheet,
)
