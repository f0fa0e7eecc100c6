"""The cells of a workbook (Office Open XML, ECMA-376 part 1, 18; part 2 for the package).

A workbook from elsewhere is untrusted: its size, its members and their names
are looked at before one is unpacked, a document type declaration in any part
is refused, and no formula is worked out.  Read are the texts, numbers and
dates of worksheets, and where comments stand; formats, pictures, macros and
links are passed over.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries._cells import UNWRITABLE
from alihbahasa.model import Cell, CellKind
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree

MOST_PACKED = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_MEMBERS = 1_000
HIGHEST_RATIO = 100

#: What one worksheet may hold.  A few bytes of a packed file can stand for very many of either.
MOST_CELLS = 5_000_000
MOST_TEXT = 20_000_000

#: The last row and column there are (18.3.1.73).
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

#: The format of Office before 2007, and the wrapping of a workbook with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = b"PK\x01\x02"
_REFERENCE = late_re(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_ESCAPED = late_re("_x([0-9A-Fa-f]{4})_")
_HALVES = late_re("[\ud800-\udbff][\udc00-\udfff]")

#: The built-in number formats of dates and times (18.8.30).
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
#: What a format shows as it stands, and colours, conditions and locales in brackets.
_LITERAL = late_re(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet: its rows with their numbers, and the cells that people commented on."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    comments: tuple[str, ...] = ()


def cell_name(row: int, column: int) -> str:
    """Return what a cell is called, both counted from 1.

    >>> cell_name(17, 2), cell_name(1, 703)
    ('B17', 'AAA1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def worksheets(data: bytes) -> tuple[Worksheet, ...]:
    """Return the worksheets of a workbook in their order, empty ones too.

    Raises AlihbahasaError for what is damaged, too large, or no workbook.
    """
    parts = _unpacked(data)
    path = next(iter(_related(parts, "", "officeDocument").values()), "")
    if path not in parts:
        raise AlihbahasaError(
            "a zip archive with no workbook of Excel in it",
            hint="open it in a spreadsheet program and save it as .xlsx",
        )
    shared = [
        _text(item)
        for part in _related(parts, path, "sharedStrings").values()
        for item in _elements(parts, part, "si")
    ]
    dates = frozenset(
        style
        for part in _related(parts, path, "styles").values()
        for style in _date_styles(parts, part)
    )
    sheets = _related(parts, path, "worksheet")
    book = _Book(tuple(shared), dates)
    found = []
    for element in _elements(parts, path, "workbookPr", "sheet"):
        if _local(element) == "workbookPr":
            if element.get("date1904") in ("1", "true"):
                book = replace(book, epoch=datetime(1904, 1, 1))
            continue
        # A sheet that is no worksheet is one of a chart.
        if part := sheets.get(_attribute(element, "id")):
            comments = (
                comment.get("ref", "")
                for other in _related(parts, part, "comments").values()
                for comment in _elements(parts, other, "comment")
            )
            rows = _rows(_elements(parts, part, "row", "c"), book)
            found.append(Worksheet(element.get("name", ""), tuple(rows), tuple(comments)))
    if not found:
        raise _damaged("it has no worksheet in it")
    return tuple(found)


# --- the package ----------------------------------------------------------------


def _damaged(what: str) -> AlihbahasaError:
    return AlihbahasaError(
        f"the workbook is damaged: {what}",
        hint="open it in a spreadsheet program and save it as .xlsx again",
    )


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the XML parts of a workbook by name, as UTF-8, once they are known to be harmless."""
    if data.startswith(_OLE):
        raise AlihbahasaError(
            "a workbook with a password, or in the old format .xls",
            hint="save it as .xlsx without a password",
        )
    if len(data) > MOST_PACKED:
        raise AlihbahasaError(
            f"the workbook is larger than {MOST_PACKED:,} bytes",
            hint="save the sheet as CSV, or take pictures and other sheets out",
        )
    if data.count(_ENTRY) > MOST_MEMBERS:
        raise AlihbahasaError(f"the workbook has more than {MOST_MEMBERS:,} members")
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist(), len(data))
            for name in archive.namelist():
                if name.lower().endswith((".xml", ".rels")):
                    parts[name] = _checked(name, archive.read(name))
    except _BROKEN as error:
        raise _damaged(str(error).lower() or "it ends too early") from None
    return parts


#: What zipfile, and the packers below it, raise for bytes that are no archive.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)


def _checked(name: str, content: bytes) -> bytes:
    """Return the part *name* as UTF-8; it is well-formed and declares no document type."""
    try:
        _, text = xmlio.decode(content)
        xmlio.scan(text, xmlio.scanner(StartDoctypeDeclHandler=_refuse_doctype))
    except AlihbahasaError as error:
        raise AlihbahasaError(f"{name}: {error.message}", hint=error.hint) from error
    return text


def _check_members(members: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse members that are too large unpacked, or that no workbook has."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise AlihbahasaError(
            f"unpacked the workbook is larger than {MOST_UNPACKED:,} bytes",
            hint="save the sheet as CSV, or take pictures and other sheets out",
        )
    if unpacked > packed * HIGHEST_RATIO:
        raise AlihbahasaError(
            f"unpacked the workbook is more than {HIGHEST_RATIO} times as large",
            hint="delete the empty rows and columns that only have a format, and save it again",
        )
    names: set[str] = set()
    for member in members:
        name = member.filename
        if member.flag_bits & 1:
            raise AlihbahasaError("the workbook has a password", hint="save it without one")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged("it is packed in a way that workbooks are not")
        is_odd = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        if is_odd or name.lower() in names:
            raise _damaged(f"no part of one is called {name[:60]!r}, or none twice")
        names.add(name.lower())


def _refuse_doctype(*_: object) -> None:
    raise AlihbahasaError(
        "a document type declaration, which no workbook has (ECMA-376-2, 8.1.4)",
        hint="ask for the workbook anew: a spreadsheet program does not write this",
    )


def _related(parts: Mapping[str, bytes], source: str, kind: str) -> dict[str, str]:
    """Return the parts that *source* names as being of *kind*, by the name of the relation."""
    folder, name = posixpath.split(source)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    if relations in parts:
        for element in _elements(parts, relations, "Relationship"):
            is_inside = element.get("TargetMode") != "External"
            if is_inside and element.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
                found[element.get("Id", "")] = target.lstrip("/")
    return found


def _elements(parts: Mapping[str, bytes], part: str, *names: str) -> Iterator[etree._Element]:
    """Yield the elements called *names* in *part*, each once it has ended."""
    if part not in parts:
        raise _damaged(f"it lacks {part[:60]}")
    tags = tuple(f"{{*}}{name}" for name in names)
    try:
        for _, element in xmlio.iterate(io.BytesIO(parts[part]), tags=tags):
            yield element
            xmlio.release(element)
    except AlihbahasaError as error:
        raise AlihbahasaError(f"{part}: {error.message}", hint=error.hint) from error


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: etree._Element, name: str) -> str:
    """Return the attribute *name* in any namespace: there are two, of strict and other files."""
    return next((str(v) for key, v in element.items() if str(key).endswith(f"}}{name}")), "")


# --- texts, numbers, dates ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all worksheets refer to."""

    shared: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: datetime = datetime(1899, 12, 30)


def _rows(
    elements: Iterator[etree._Element], book: _Book
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows that have anything in them, of the elements ``c`` and ``row``."""
    cells: dict[int, Cell] = {}
    formulas: dict[str, str] = {}
    done = column = count = length = 0
    for element in elements:
        row = element if _local(element) == "row" else element.getparent()
        line = _number(row.get("r"), done + 1) if row is not None else 0
        if not done < line <= _LAST_ROW:
            raise _damaged("its rows are out of order")
        if row is not element:
            column = _column(element.get("r"), column + 1)
            cell = _cell(element, book, formulas, cell_name(line, column))
            if cell.text:
                cells[column] = cell
                length += len(cell.text)
            continue
        if cells:
            width = max(cells)
            count += width
            if count > MOST_CELLS or length > MOST_TEXT:
                most = (
                    f"{MOST_CELLS:,} cells" if count > MOST_CELLS else f"{MOST_TEXT:,} characters"
                )
                raise AlihbahasaError(
                    f"the worksheet has more than {most}",
                    line=line,
                    hint="delete the empty rows and columns at its end, or save it as CSV",
                )
            yield line, tuple(cells.get(each, _BLANK) for each in range(1, width + 1))
        cells = {}
        done, column = line, 0


_BLANK = Cell("")


def _number(text: str | None, default: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise _damaged(f"{text[:20]!r} stands where a number should")
    return int(text)


def _column(reference: str | None, default: int) -> int:
    """Return the number of the column that *reference* names."""
    column = default
    if reference is not None:
        found = _REFERENCE.fullmatch(reference)
        column = 0
        for letter in found[1].upper() if found else "":
            column = column * 26 + ord(letter) - ord("A") + 1
    if not 0 < column <= _LAST_COLUMN:
        raise _damaged(f"no cell is called {(reference or '')[:20]!r}")
    return column


def _cell(element: etree._Element, book: _Book, formulas: dict[str, str], name: str) -> Cell:
    """Return what a ``c`` holds (18.3.1.4); *formulas* are those shared so far."""
    parts = {_local(child): child for child in element.iterchildren("*")}
    value = _plain(parts["v"]) if "v" in parts else ""
    kind = element.get("t", "n")
    if "f" in parts:
        formula, key = _plain(parts["f"]), parts["f"].get("si", "")
        if formula and key:
            formulas[key] = formula
        return Cell(f"={formula or formulas.get(key, '')}", CellKind.FORMULA)
    if kind == "inlineStr":
        text = _text(parts["is"]) if "is" in parts else ""
    elif kind == "s" and value:
        number = _number(value, -1)
        if number >= len(book.shared):
            raise _damaged(f"the text of {name} is not there")
        text = book.shared[number]
    elif kind == "str":
        text = _unescaped(value)
    elif kind == "b":
        return Cell(("TRUE" if value == "1" else "FALSE") if value else "", CellKind.BOOLEAN)
    elif kind in ("e", "d"):
        return Cell(value, CellKind.ERROR if kind == "e" else CellKind.DATE)
    else:
        return _numeric(value, _number(element.get("s"), 0) in book.date_styles, book.epoch, name)
    if not text.isprintable() and (bad := UNWRITABLE.search(text)):
        raise AlihbahasaError(
            f"cell {name}: the character U+{ord(bad[0]):04X}", hint="type the text of the cell anew"
        )
    return Cell(text)


def _text(element: etree._Element) -> str:
    """Return the text of an ``si`` or ``is``, its runs joined, how it is pronounced left out."""
    found = []
    for child in element.iterchildren("*"):
        if _local(child) == "t":
            found.append(_plain(child))
        elif _local(child) == "r":
            found += [_plain(each) for each in child.iterchildren("{*}t")]
    return _unescaped("".join(found))


def _plain(element: etree._Element) -> str:
    """Return the characters within *element*, comments left out."""
    tails = (child.tail or "" for child in element)
    return "".join((element.text or "", *tails))


def _unescaped(text: str) -> str:
    """Return *text* with ``_x000D_`` and the like as the character that is meant (22.9.2.19)."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _HALVES.sub(
        lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text
    )


def _numeric(value: str, is_date: bool, epoch: datetime, name: str) -> Cell:
    """Return a number, a whole one without a fraction, or the date that it stands for."""
    if not value:
        return _BLANK
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _damaged(f"the number of {name} is none")
    if is_date and 0 <= number < _LAST_DAY:
        return Cell(_date(number, epoch), CellKind.DATE)
    is_whole = number.is_integer() and abs(number) < 1e15
    return Cell(str(int(number)) if is_whole else repr(number), CellKind.NUMBER)


#: 31 December 9999 and a day.
_LAST_DAY = 2_958_466


def _date(days: float, epoch: datetime) -> str:
    """Return the date *days* after *epoch* as ISO 8601 has it, a time alone for less than a day.

    Spreadsheets count a 29 February 1900 that never was (18.17.4.1).
    """
    if epoch.year == 1899 and 1 <= days < 60:
        days += 1
    moment = epoch + timedelta(seconds=min(round(days * 86_400), _LAST_DAY * 86_400 - 1))
    if days < 1:
        return moment.time().isoformat()
    return moment.date().isoformat() if days == int(days) else moment.isoformat()


def _date_styles(parts: Mapping[str, bytes], part: str) -> Iterator[int]:
    """Yield the numbers of the cell formats that show a number as a date or time."""
    dates = set(_DATES)
    for element in _elements(parts, part, "numFmt", "cellXfs"):
        if _local(element) == "numFmt":
            code = _LITERAL.sub("", element.get("formatCode", ""))
            if code.strip().lower() != "general" and re.search("[dmyhs]", code, re.IGNORECASE):
                dates.add(_number(element.get("numFmtId"), -1))
            continue
        for number, style in enumerate(element.iterchildren("*")):
            if _number(style.get("numFmtId"), 0) in dates:
                yield number
