"""A table of text as a workbook for people (Office Open XML, ECMA-376 part 1, 18).

Every cell is text and has the number format of text, so that a spreadsheet
makes neither a date of 1/2 nor a formula of =SUM, also in cells that are
filled later.  The same rows are the same bytes.
"""

from __future__ import annotations

import io
import math
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence

from alihbahasa import xmlio
from alihbahasa.patterns import late_re

#: How many UTF-16 units a cell of a spreadsheet may have.
LONGEST_CELL = 32_767

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_LAST_ROW = 1_048_576

#: How high a line is, in points, and how many of them a row shows at most.
_LINE = 15
_MOST_LINES = 20

#: What XML cannot hold or would change, and what only looks as if it had been escaped (22.9.2.19).
_TO_ESCAPE = late_re("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
        )
    )
    + "</Types>"
)


def _relations(*targets: tuple[str, str]) -> str:
    return (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


_BOOK = (
    f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    "<bookViews><workbookView/></bookViews>"
    '<sheets><sheet name="glossary" sheetId="1" r:id="rId1"/></sheets></workbook>'
)

#: Two styles of cells: 0 for terms, 1 for headers.  49 is the number format of text.
_STYLES = (
    f'{_DECLARATION}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6F0"/></patternFill></fill></fills>'
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF7F7F7F"/></bottom>'
    "<diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1"'
    ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_TERM, _HEADER = 1, 2


def workbook(
    rows: Sequence[Sequence[str]],
    *,
    names: Sequence[str],
    widths: Sequence[int],
    choices: Mapping[int, Sequence[str]],
    frozen: int,
) -> bytes:
    """Return a workbook with one sheet of *rows*, the headers first.

    *names* are those of the columns (A, B ...), *widths* how many characters
    they show, *choices* what may be picked in a column, by its number from 0.
    The headers, and the first *frozen* columns, stay in view.
    """
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(rows, names, widths, choices, frozen),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name)  # dated 1 January 1980, as nothing else is the same
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.encode("utf-8"))
    return stream.getvalue()


def _sheet(
    rows: Sequence[Sequence[str]],
    names: Sequence[str],
    widths: Sequence[int],
    choices: Mapping[int, Sequence[str]],
    frozen: int,
) -> str:
    corner = f"{names[frozen]}2"
    split = f' xSplit="{frozen}"' if frozen else ""
    pane = "bottomRight" if frozen else "bottomLeft"
    parts = [
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{names[-1]}{len(rows)}"/>'
        '<sheetViews><sheetView workbookViewId="0" tabSelected="1">'
        f'<pane{split} ySplit="1" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="{_LINE}"/><cols>'
    ]
    parts += [
        f'<col min="{number}" max="{number}" width="{width}" style="{_TERM}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    ]
    parts.append("</cols><sheetData>")
    for line, row in enumerate(rows, 1):
        style = _HEADER if line == 1 else _TERM
        height = _LINE * max(map(_lines, row, widths))
        parts.append(f'<row r="{line}" ht="{height}">')
        parts += [
            f'<c r="{name}{line}" s="{style}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{_escaped(cell)}</t></is></c>'
            for name, cell in zip(names, row, strict=True)
            if cell
        ]
        parts.append("</row>")
    parts.append(f'</sheetData><autoFilter ref="A1:{names[-1]}{len(rows)}"/>')
    if choices:
        parts.append(f'<dataValidations count="{len(choices)}">')
        for column, values in choices.items():
            parts.append(
                '<dataValidation type="list" allowBlank="1" showErrorMessage="1"'
                f' errorTitle="Not one of the list" error="Choose: {", ".join(values)}"'
                f' sqref="{names[column]}2:{names[column]}{_LAST_ROW}">'
                f'<formula1>"{",".join(values)}"</formula1></dataValidation>'
            )
        parts.append("</dataValidations>")
    parts.append("</worksheet>")
    return "".join(parts)


def _lines(text: str, width: int) -> int:
    """Return how many lines *text* takes in a column of *width* characters, about."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return max(1, min(math.ceil((len(text) + wide) / (width - 2)), _MOST_LINES))


def _escaped(text: str) -> str:
    r"""Return *text* as the content of a ``t``.

    >>> _escaped("a<b\x0b _x0041_")
    'a&lt;b_x000B_ _x005F_x0041_'
    """
    return xmlio.escape(_TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
