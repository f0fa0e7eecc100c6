"""Tests of glossaries as workbooks: round trips, what people see, what is refused by which cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from table_strategies import GLOSSARIES

from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import _xlsx_reading, csv
from alihbahasa.glossaries.xlsx import PLUGIN, read, sheet, write
from alihbahasa.model import Cell, CellKind, Concept, Glossary, Loss, MatchMode, Term, TermStatus


def glossary(text: str) -> Glossary:
    return csv.read(text.encode(), source_language="id")[0]


def workbook(*rows: list[object], made: Callable[[Worksheet], None] | None = None) -> bytes:
    """Return a workbook as another program writes it."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for row in rows:
        book.active.append(row)
    if made:
        made(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(found, Worksheet)
    return found


def fault(data: bytes) -> AlihbahasaError:
    with pytest.raises(AlihbahasaError) as caught:
        read(data, source_language="id")
    return caught.value


PLAIN = workbook(["concept", "id", "en"], ["rayon", "rayon", "district"])

# --- there and back ---------------------------------------------------------------


def test_the_live_glossary_comes_back_byte_for_byte(root: Path) -> None:
    before = (root / "glossaries" / "artsakh.csv").read_bytes()
    live, _ = csv.read(before, source_language="id")
    data, lost = write(live, source_language="id")
    again, left = read(data, source_language="id")
    after, lost_again = csv.write(again, source_language="id", original=before)
    assert (lost, left, lost_again) == ((), (), ())
    assert after == before
    assert write(again, source_language="id", original=data) == (data, ())


@given(GLOSSARIES)
def test_a_workbook_holds_what_csv_holds(made: Glossary) -> None:
    data, lost = write(made, source_language="id")
    text, lost_in_text = csv.write(made, source_language="id")
    assert lost == lost_in_text
    assert read(data, source_language="id") == csv.read(text, source_language="id")
    again, _ = read(data, source_language="id")
    assert write(again, source_language="id", original=data) == (data, ())


ODD = ["1+1=2", "1/2", "007", "+1", "-1", "@x", "'tis", "1E5", "TRUE", "#REF!", "2026-11-20"]
ODD += ["_x0041_", "_x005F_", "a\x0bb", "\ufffe", "<b>&amp;", "עברית", "שלום (2)", "\u200fab", "𝔸"]


def test_every_cell_is_text_and_stays_as_it_is() -> None:
    terms = tuple(Term(text, "en") for text in ODD)
    made = Glossary((Concept("x", (Term("x", "id"), *terms), note="=1+1"),), ("id", "en"))
    data, losses = write(replace_status(made), source_language="id")
    again, _ = read(data, source_language="id")
    assert [term.text for term in again.concepts[0].terms[1:]] == [*ODD[:13], "a b", *ODD[14:]]
    assert [loss.what for loss in losses] == ["white space or characters in a term"]
    cells = [cell for row in opened(data).iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert not any("<f>" in part for part in parts_of(data))


def replace_status(made: Glossary) -> Glossary:
    """Return *made* with one preferred term a language, the others admitted."""
    concepts = []
    for concept in made.concepts:
        terms = (
            replace(term, status=TermStatus.ADMITTED) if number > 1 else term
            for number, term in enumerate(concept.terms)
        )
        concepts.append(replace(concept, terms=tuple(terms)))
    return replace(made, concepts=tuple(concepts))


def parts_of(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode() for name in archive.namelist()]


def test_an_edited_workbook_keeps_its_columns() -> None:
    data = workbook(
        ["concept", "note", "en", "id"],
        ["rayon", "a note", "district", "rayon"],
        ["b", "", "", "c"],
    )
    found, _ = read(data, source_language="id")
    data, losses = write(found, source_language="id", original=data)
    rows = [[cell.value for cell in row] for row in opened(data).iter_rows()]
    assert losses == ()
    assert rows == [
        ["concept", "note", "en", "id"],
        ["b", None, None, "c"],
        ["rayon", "a note", "district", "rayon"],
    ]


# --- what people see ----------------------------------------------------------------


def test_a_sheet_for_linguists() -> None:
    made = glossary("concept,id,en,pos,note\nrayon,rayon,district,noun,a\nperang,perang,war,,\n")
    found = opened(write(made, source_language="id")[0])
    assert found.title == "glossary"
    assert found.freeze_panes == "B2"
    heads = [cell.value for cell in found[1]]
    assert heads == ["concept", "id", "en", "en:not", "match", "level", "keep", "note", "pos"]
    assert all(cell.font.b and cell.fill.patternType == "solid" for cell in found[1])
    cells = [cell for row in found.iter_rows() for cell in row if cell.value]
    assert all(cell.alignment.wrap_text for cell in cells)
    lists = {
        str(each.sqref): (each.formula1, each.allowBlank, each.showErrorMessage)
        for each in found.data_validations.dataValidation
    }
    assert lists == {
        "E2:E1048576": ('"exact,case,inflected"', True, True),
        "F2:F1048576": ('"must,should,info"', True, True),
        "I2:I1048576": ('"noun,proper noun,verb,adjective,adverb,other"', True, True),
    }
    assert found.column_dimensions["H"].width > found.column_dimensions["F"].width > 8


def test_the_status_is_chosen_in_the_long_shape() -> None:
    terms = (Term("a", "id"), Term("b", "en", match=MatchMode.EXACT))
    found = opened(write(Glossary((Concept("a", terms),)), source_language="id")[0])
    lists = {str(e.sqref): e.formula1 for e in found.data_validations.dataValidation}
    assert [cell.value for cell in found[1]][:4] == ["concept", "lang", "term", "status"]
    assert lists["D2:D1048576"] == '"preferred,admitted,deprecated,forbidden"'


def test_the_same_glossary_is_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = glossary("id,en\na,b\n")
    data = write(made, source_language="id")
    monkeypatch.setenv("TZ", "Asia/Jakarta")
    assert write(made, source_language="id") == data


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    made = Glossary((Concept("x", (Term("x", "id"),), note="𝔸" * 16_384),))
    with pytest.raises(AlihbahasaError, match=r"'x' has more than 32,767 characters in .* note"):
        write(made, source_language="id")


# --- what other programs write --------------------------------------------------------


def test_the_sheet_with_our_headers_is_read_and_others_are_told() -> None:
    def more(first: Worksheet) -> None:
        assert first.parent is not None
        first["A1"].comment = Comment("why?", "Sari")
        first["B2"].comment = Comment("really?", "Sari")
        first.parent.create_sheet("Empty", 0)
        first.parent.create_sheet("Read me", 0).append(["Our glossary", "2026"])

    data = workbook(["id", "en"], ["rayon", "district"], made=more)
    found, losses = read(data, source_language="id")
    assert [term.text for term in found.concepts[0].terms] == ["rayon", "district"]
    assert losses == (Loss("rows of the sheet 'Read me'", 1, "row 1"), Loss("comments", 2, "A1"))
    assert sheet(data).rows[0] == (1, (Cell("id"), Cell("en")))
    assert sheet(data).losses == losses
    assert write(found, source_language="id", original=data)[1] == losses


def several(**sheets: list[list[object]]) -> bytes:
    """Return a workbook of *sheets*, a comment in the first cell of each."""

    def made(first: Worksheet) -> None:
        assert first.parent is not None
        for name, rows in sheets.items():
            each = first.parent.create_sheet(name)
            for row in rows:
                each.append(row)
            each["A1"].comment = Comment("why?", "Sari")
        first.parent.remove(first)

    return workbook(made=made)


def test_the_sheet_with_headers_that_an_import_knows_is_taken() -> None:
    help_: list[list[object]] = [
        ["Petunjuk"],
        ["Isi kolom Indonesia dan Inggris"],
        ["Indonesia", "bahasa sumber"],
    ]
    terms: list[list[object]] = [
        ["Daftar istilah"],
        ["No", "Indonesia", "English"],
        [1, "rayon", "district"],
    ]
    found = sheet(several(Petunjuk=help_, Istilah=terms, Tambahan=[["Indonesia"], ["desa"]]))
    assert [cell.text for cell in found.rows[-1][1]] == ["1", "rayon", "district"]
    assert found.losses == (
        Loss("rows of the sheet 'Petunjuk'", 3, "row 1"),
        Loss("rows of the sheet 'Tambahan'", 2, "row 1"),
        Loss("comments", 1, "A1"),
    )


def test_where_no_sheet_has_known_headers_each_is_named() -> None:
    with pytest.raises(AlihbahasaError) as caught:
        sheet(several(Petunjuk=[["Isi saja"]], Daftar=[["Istilah kita", "apa"], ["rayon", "x"]]))
    assert caught.value.message == (
        "no sheet has headers that are known: 'Petunjuk' (no column is headed by a language),"
        " 'Daftar' (no column is headed by a language)"
    )
    assert sheet(several(Petunjuk=[["Isi saja"]])).rows == ((1, (Cell("Isi saja"),)),)


def test_numbers_are_read_as_their_text_and_rows_may_be_short() -> None:
    data = workbook(["id", "en", "ru"], [112, 0.5, "TRUE"], [], ["a"], [None, "b"])
    terms = [[term.text for term in c.terms] for c in read(data, source_language="id")[0].concepts]
    assert terms == [["112", "0.5", "TRUE"], ["a"], ["b"]]


@pytest.mark.parametrize(("value", "text"), [(True, "TRUE"), (False, "FALSE")])
def test_a_truth_value_was_a_word_and_is_refused_by_its_cell(value: bool, text: str) -> None:
    data = workbook(["id", "en"], ["a", value])
    with pytest.raises(AlihbahasaError, match=f"cell B2: a truth value, '{text}'") as caught:
        read(data, source_language="id")
    assert caught.value.line == 2
    assert sheet(data).rows[1][1][1] == Cell(text, CellKind.BOOLEAN)


def test_a_sheet_tells_what_each_cell_is() -> None:
    def dated(first: Worksheet) -> None:
        first["A3"].number_format = '"d"0'
        first["B3"].number_format = "[$-421]d mmmm yyyy;@"
        first["C3"].number_format = "[h]:mm"

    data = workbook(
        ["a", None, "  b "],
        [date(2026, 3, 1), datetime(2026, 3, 1, 13, 30), time(13, 30), "=A1&B1", "#N/A", 1e20],
        [7, 7, 0.5],
        [1.25, "x"],
        made=dated,
    )
    text, number, day = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE
    rows = [(n, [(c.text, c.kind) for c in cells]) for n, cells in sheet(data).rows]
    assert rows == [
        (1, [("a", text), ("", text), ("  b ", text)]),
        (
            2,
            [
                ("2026-03-01", day),
                ("2026-03-01T13:30:00", day),
                ("13:30:00", day),
                ("=A1&B1", CellKind.FORMULA),
                ("#N/A", CellKind.ERROR),
                ("1e+20", number),
            ],
        ),
        (3, [("7", number), ("1900-01-07", day), ("12:00:00", day)]),
        (4, [("1.25", number), ("x", text)]),
    ]


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "day"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("61", False, "1900-03-01"),
        ("46082", False, "2026-03-01"),
        ("44620", True, "2026-03-01"),
        ("2958465.9999999", False, "9999-12-31T23:59:59"),
    ],
)
def test_dates_are_counted_as_spreadsheets_do(serial: str, epoch_1904: bool, day: str) -> None:
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = float(serial)
    book.active["A1"].number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    book.save(stream)
    assert sheet(stream.getvalue()).rows == ((1, (Cell(day, CellKind.DATE),)),)


def packed(*members: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


#: A workbook as the standard allows it, and no library of ours writes it.
PARTS = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<a><Relationship Type="x/officeDocument" Target="/b/book.xml"/></a>',
    "b/book.xml": '<a xmlns:r="r"><sheet name="g" r:id="1"/><sheet name="chart" r:id="9"/></a>',
    "b/_rels/book.xml.rels": '<a><Relationship Type="x/worksheet" Id="1" Target="./sheet1.xml"/>'
    '<Relationship Type="x/sharedStrings" Id="2" Target="sharedStrings.xml"/>'
    '<Relationship Type="x/styles" Id="3" Target="styles.xml"/>'
    '<Relationship Type="x/hyperlink" Id="4" Target="https://x.y" TargetMode="External"/></a>',
    "b/styles.xml": "<a/>",
    "b/sharedStrings.xml": "<a><si><t>id</t></si><si><t>rayon</t></si><si><t>perang</t></si></a>",
    "b/sheet1.xml": '<a><row><c/><c t="s"><v>0</v></c></row><row><c r="B2" t="s"><v>1</v></c></row>'
    '<row><c r="B3" t="s"><v>2</v></c></row></a>',
}


def by_hand(**changes: str | bytes) -> bytes:
    """Return that workbook, the parts whose names contain the keys as these say."""
    found: dict[str, str | bytes] = dict(PARTS)
    for key, change in changes.items():
        found |= {name: change for name in PARTS if key in name}
    return packed(*found.items())


SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row><c t="inlineStr"><is><r><t>i</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>d</t></r></is></c>
<c t="str"><v>e<!-- no -->n</v></c></row>
<row><c/></row>
<row r="4"><c r="B4" t="inlineStr"><is><t>b_x000d_</t></is></c><c t="s"><v>0</v></c>
<c r="A4" t="d"><v>2026-03-01</v></c><c r="E4"><f t="shared" si="0" ref="E4:F4">A1</f></c>
<c r="F4"><f t="shared" si="0"/><v>3</v></c></row></sheetData></worksheet>"""


def test_what_the_standard_leaves_to_the_writer() -> None:
    rows = sheet(by_hand(sheet1=SHEET.encode("utf-16"))).rows
    assert rows == (
        (1, (Cell("id"), Cell("en"))),
        (
            4,
            (
                Cell("2026-03-01", CellKind.DATE),
                Cell("b\r"),
                Cell("id"),
                Cell(""),
                Cell("=A1", CellKind.FORMULA),
                Cell("=A1", CellKind.FORMULA),
            ),
        ),
    )


# --- what is refused ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ([["id", "en"], ["a", date(2026, 3, 1)]], 2, ["B2", "a date, '2026-03-01'", "'en'"]),
        ([["id", "en"], ["a", "=A2"]], 2, ["B2", "a formula, '=A2'", "as a value"]),
        ([["id", "en"], ["a"], ["b", "#REF!"]], 3, ["B3", "an error, '#REF!'"]),
        ([["id", "level"], ["a", "mst"]], 2, ["B2", "level 'mst'", "did you mean must?"]),
        ([["concept", "id"], ["a", "b"], [], ["a", "c"]], 4, ["A4", "row 2", "key"]),
        ([["id", "en", "lvl"], ["a", "b", "must"]], 1, ["C1", "'lvl'", "did you mean level?"]),
        ([["id", "en"], ["a", "b", "c"]], 2, ["C2", "3 cells"]),
        ([["id", None, "en"], ["a", "b", "c"]], 2, ["B2", "column 2", "no header"]),
        ([["id", "en"], [1, "b"], [2, "c"]], 2, ["A2", "Indonesian", "concept"]),
        ([["id", "en"], ["a", "\u200b"]], 2, ["B2", "column en", "U+200B"]),
        ([["lang", "term"], ["id", "\u200d\u200b"]], 2, ["B2", "column term", "U+200D"]),
        ([["id", "id:not"], ["a", "A"]], 2, ["B2", "both allowed and forbidden"]),
        ([["id", "en"], ["a", "x" * 32_000]] * 1 + [["b\nc"]], 3, ["A3", "line break"]),
        ([], 1, ["A1", "empty"]),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_cell(
    rows: list[list[object]], line: int, words: list[str]
) -> None:
    error = fault(workbook(*rows))
    said = f"{error.message} {error.hint or ''}"
    assert error.line == line
    assert [word for word in words if word not in said] == []


def test_an_endless_cell_is_refused() -> None:
    strings = PARTS["b/sharedStrings.xml"].replace("perang", str([*range(150_000)]))
    error = fault(by_hand(sharedStrings=strings))
    assert "cell B3: more than 131,072" in error.message


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize("part", ["sheet1", "sharedStrings", "styles", "Content_Types", "_rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part(part: str, encoding: str) -> None:
    declared = DOCTYPE.decode().replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)
    assert "document type" in fault(by_hand(**{part: declared})).message
    outside = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
    assert "document type" in fault(by_hand(**{part: outside})).message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged"),
        (b"id,en\na,b\n", "damaged"),
        (PLAIN[:-30], "damaged"),
        (PLAIN[:2000], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password, or in the old format"),
        (packed(("a.xml", b"<a/>")), "no workbook of Excel"),
        (packed(("a.xml", b"<a/>"), ("../a.xml", b"<a/>")), "'../a.xml'"),
        (packed(("/a.xml", b"<a/>")), "'/a.xml'"),
        (packed(("a.xml", b"<a/>"), ("A.XML", b"<a/>")), "none twice"),
        (packed(("a.xml", b"<a/>"), method=zipfile.ZIP_LZMA), "packed in a way"),
        (packed(("a.xml", b"<a" + b" " * 2_000_000 + b"/>")), "100 times"),
        (packed(*((f"{n}.xml", b"") for n in range(1_001))), "1,000 members"),
        (by_hand(sheet1="<a/>", book="<a/>"), "no worksheet"),
        (packed(*list(PARTS.items())[:-1]), "lacks b/sheet1.xml"),
        (by_hand(sheet1=b"<worksheet><row>"), "sheet1.xml: the file is not well-formed"),
        (by_hand(sharedStrings=b"<sst/>"), "the text of B1"),
        (by_hand(sheet1=SHEET.replace('"4"', '"1"').encode()), "out of order"),
        (by_hand(sheet1=SHEET.replace('"4"', '"9999999"').encode()), "out of order"),
        (by_hand(sheet1=SHEET.replace("B4", "ZZZ4").encode()), "'ZZZ4'"),
        (by_hand(sheet1=SHEET.replace("b_x000d_", "b_x0000_").encode()), "U+0000"),
        (by_hand(sheet1=SHEET.replace("b_x000d_", "b_xD800_").encode()), "U+D800"),
        (by_hand(sheet1=SHEET.replace(' t="d"', "").encode()), "number of A4"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused(data: bytes, words: str) -> None:
    for use in (lambda: read(data, source_language="id"), lambda: sheet(data)):
        with pytest.raises(AlihbahasaError) as caught:
            use()
        assert words in caught.value.message


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_reading, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    data = packed(*((f"{number}.xml", str([*range(20_000)])) for number in range(8)))
    assert "unpacked the workbook is larger than 1,000,000 bytes" in fault(data).message
    monkeypatch.setattr(_xlsx_reading, "MOST_PACKED", len(data) - 1)
    assert "the workbook is larger than" in fault(data).message


def test_cells_that_are_not_there_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xlsx_reading, "MOST_CELLS", 30_000)
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 4))
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    error = fault(by_hand(sheet1=data))
    assert (error.line, "30,000 cells" in error.message) == (2, True)


@given(st.data())
@settings(max_examples=60)
def test_damaged_bytes_are_one_error(data: st.DataObject) -> None:
    """A workbook with some bytes changed, or cut off, is read or refused, never a traceback."""
    broken = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    del broken[data.draw(st.integers(0, len(broken))) or len(broken) :]
    try:
        PLUGIN.read(bytes(broken), source_language="id")
    except AlihbahasaError as error:
        assert str(error)
