"""Tests of taking in sheets made for people: what comes in, what is rejected, what is told."""

from __future__ import annotations

import codecs
import csv
import io
import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import (
    Cell,
    CellKind,
    Concept,
    Level,
    MatchMode,
    PartOfSpeech,
    Sheet,
    TermStatus,
)
from alihbahasa.terminology.intake import Intake, headers, taken_in
from alihbahasa.terminology.intake.headers import Role
from alihbahasa.terminology.intake.mojibake import repaired


def sheet(*rows: str, separator: str = ",") -> Sheet:
    """Return a sheet of rows written with *separator*; ``\\n`` in a cell is a line break."""
    return Sheet(
        tuple(
            (number, tuple(Cell(cell.replace("\\n", "\n")) for cell in row.split(separator)))
            for number, row in enumerate(rows, 1)
            if row
        )
    )


def intake(*rows: str, separator: str = ",", to: str = "", lang: str = "") -> Intake:
    return taken_in(
        sheet(*rows, separator=separator),
        source_language="id",
        term_language=lang,
        target_language=to,
        known=("id", "en", "ru"),
    )


def terms(concept: Concept) -> list[str]:
    """Return the terms of a concept: language, text, and the status that is not preferred."""
    return [
        f"{term.language} {term.text}"
        + ("" if term.status is TermStatus.PREFERRED else f" {term.status}")
        for term in concept.terms
    ]


def refused(found: Intake) -> list[tuple[str, str, str]]:
    return [(each.cell, each.value, each.reason) for each in found.rejections]


def told(found: Intake, what: str) -> int:
    return sum(notice.count for notice in found.notices if what in notice.what)


# --- a legacy sheet -------------------------------------------------------------


@dataclass
class Legacy:
    """A legacy sheet of our making, and what is known of it."""

    rows: list[list[str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


#: What stands at the place of a target, by its kind; each spoils only its cell.
BAD_TARGETS = {
    "date": "03-Mei",
    "iso date": "2024-05-03",
    "formula": "=VLOOKUP(A2;B:C;2)",
    "error": "#REF!",
    "number": "45415",
    "mojibake": "Ã©tat dâ€™urgence",
    "lost": "\ufffdtat",
    "open bracket": "state (of",
    "closed bracket": "state of)",
    "optional": "district(s)",
    "control": "sta\x07te",
    "nothing": "---",
}


def word(number: int) -> str:
    """Return a word of letters of its own for each number."""
    syllables = "ba ce di fo gu ha je ki lo mu".split()
    return "kata" + "".join(syllables[int(digit)] for digit in f"{number:05}")


def legacy(size: int = 4_000) -> Legacy:
    """Return a sheet of *size* rows with the faults of old spreadsheets, always the same."""
    made = Legacy()
    bad = list(BAD_TARGETS)
    for number in range(size):
        source, target, russian, level = word(number), f"term {word(number)}", "", ""
        match number % 20:
            case 0:
                target = f"{target}; other {word(number)}"
                made.counts["admitted"] += 1
            case 1:
                target = f"{target} / other {word(number)}\nthird {word(number)}"
                made.counts["admitted"] += 2
            case 2:
                source = f"{source} (remark {number})"
                made.counts["note"] += 1
            case 3:
                source, target = f"  {source} ", f"{target}  twice"
                made.counts["spaces"] += 2
            case 4:
                source = source.upper()
                made.counts["capitals"] += 1
            case 5:
                target = BAD_TARGETS[bad[number // 20 % len(bad)]]
                made.counts["bad target"] += 1
            case 6:
                source = "12-Agu" if number % 40 < 20 else "Ð¡ÑƒÐ´"
                made.counts["bad source"] += 1
            case 7:
                source, target = word(number - 7), f"term {word(number - 7)}"
                made.counts["the same"] += 1
            case 8:
                source, target = word(number - 8).title(), f"new {word(number)}"
                made.counts["joined"] += 1
            case 9:
                level = "musst"
                made.counts["bad level"] += 1
            case 10:
                target = f"{target} dan/atau {word(number)}, or not"
                made.counts["comma"] += 1
            case 11:
                russian, level = "слово | слова", "wajib"
                made.counts["must"] += 1
            case _:
                pass
        made.rows.append([str(number + 1), source, target, russian, level])
    return made


HEADER = ["No", "Bahasa Indonesia", "English", "Русский", "level"]


def table(rows: list[list[str]], delimiter: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([HEADER, *rows])
    return text.getvalue()


def read(data: bytes, plugin: GlossaryFormat = PLUGIN) -> Intake:
    assert plugin.sheet is not None
    return taken_in(plugin.sheet(data), source_language="id", known=("id", "en", "ru"))


@pytest.mark.parametrize(
    ("delimiter", "encoding", "mark"),
    [
        (",", "utf-8", b""),
        (";", "utf-8", codecs.BOM_UTF8),
        ("\t", "utf-16-le", codecs.BOM_UTF16_LE),
        (";", "utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_a_legacy_sheet_of_4000_rows(delimiter: str, encoding: str, mark: bytes) -> None:
    made = legacy()
    found = read(mark + table(made.rows, delimiter).encode(encoding))
    counts = made.counts
    assert found.rows == 4_000
    gone = counts["bad source"] + counts["the same"] + counts["joined"]
    assert len(found.glossary.concepts) == 4_000 - gone == 3_400
    # A row whose source is bad loses its target with it.
    lost = counts["bad target"] + 2 * counts["bad source"] + counts["bad level"]
    assert len(found.rejections) == lost == 800
    outcomes = Counter(each.outcome for each in found.duplicates)
    assert outcomes == {"the same": counts["the same"], "joined": counts["joined"]}
    assert {each.earlier for each in found.duplicates} <= {
        concept.line for concept in found.glossary.concepts
    }
    assert told(found, "capitals throughout") == counts["capitals"]
    assert told(found, "spaces too many") == counts["spaces"]
    assert told(found, "brackets") == counts["note"]
    assert told(found, "comma") == counts["comma"]
    assert told(found, "column No") == 4_000
    concepts = found.glossary.concepts
    assert sum(bool(concept.note) for concept in concepts) == counts["note"]
    assert sum(concept.level is Level.MUST for concept in concepts) == counts["must"]
    every = [term for concept in concepts for term in concept.terms]
    admitted = sum(term.status is TermStatus.ADMITTED for term in every)
    russian = counts["must"]
    assert admitted == counts["admitted"] + counts["joined"] + russian
    assert len(every) == 2 * 3_400 - counts["bad target"] + admitted + russian


def test_each_bad_target_is_rejected_by_name() -> None:
    made = legacy()
    found = read(table(made.rows, ",").encode())
    reasons = {each.value: (each.reason, each.suggestion) for each in found.rejections}
    assert reasons["03-Mei"][0].startswith("a date")
    assert reasons["2024-05-03"][0].startswith("a date")
    assert reasons["=VLOOKUP(A2;B:C;2)"][0] == "a formula"
    assert reasons["#REF!"][0] == "an error of the spreadsheet"
    assert reasons["45415"][0].startswith("a number")
    assert reasons["Ã©tat dâ€™urgence"] == ("text in the wrong encoding", "état d’urgence")
    assert reasons["Ð¡ÑƒÐ´"] == ("text in the wrong encoding", "Суд")
    assert reasons["\ufffdtat"][0].startswith("characters were lost")
    assert reasons["state (of"] == ("a bracket is not closed", "state (of)")
    assert reasons["state of)"][1] == "state of"
    assert reasons["district(s)"][1] == "district; districts"
    assert reasons["sta\x07te"] == ("a control character, U+0007", "sta te")
    assert reasons["---"][0] == "no letter or digit in it"
    assert reasons["musst"] == ("unknown level 'musst'", "did you mean must?")


def test_time_grows_with_the_sheet() -> None:
    def took(rows: list[list[str]]) -> float:
        data = table(rows, ",").encode()
        began = time.process_time()
        read(data)
        return time.process_time() - began

    one_term = [[str(n), "sama", f"term {word(n)}", "", ""] for n in range(6_000)]
    for rows in (legacy(6_000).rows, one_term):
        whole, half = min(took(rows) for _ in range(2)), min(took(rows[:3_000]) for _ in range(2))
        assert whole < 4 * half + 0.5  # Quadratic time would be far more.


# --- cells ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a; b;c", ["id a", "id b admitted", "id c admitted"]),
        ("a / b", ["id a", "id b admitted"]),
        ("dan/atau", ["id dan/atau"]),
        ("a|b", ["id a", "id b admitted"]),
        ("a\\nb", ["id a", "id b admitted"]),
        ("a; A ;; a", ["id a", "id A admitted"]),
        ("  a   b ", ["id a b"]),
        ("a\u00a0b\u200b", ["id a b"]),
        ("Cafe\u0301", ["id Café"]),
    ],
)
def test_terms_of_a_cell(cell: str, expected: list[str]) -> None:
    (concept,) = intake("id", cell).glossary.concepts
    assert terms(concept) == expected


@pytest.mark.parametrize(
    ("cell", "expected", "note"),
    [
        ("rayon (district)", ["id rayon"], "rayon: district"),
        ("rayon [sing.]; oblast", ["id rayon", "id oblast admitted"], "rayon: sing."),
        ("rayon (a; b (c))", ["id rayon"], "rayon: a; b (c)"),
        ("(Republik) Artsakh", ["id Artsakh"], "Artsakh: Republik"),
        ("PBB（UN）", ["id PBB"], "PBB: UN"),
        ("rayon(district)", ["id rayon"], "rayon: district"),
        ("rayon ()", ["id rayon"], ""),
    ],
)
def test_brackets_become_notes(cell: str, expected: list[str], note: str) -> None:
    (concept,) = intake("id", cell).glossary.concepts
    assert terms(concept) == expected
    assert concept.note == note


@pytest.mark.parametrize(
    ("cell", "suggestion"),
    [
        ("rayon (district", "rayon (district)"),
        ("rayon [a (b]", "rayon [a (b"),
        ("rayon)", "rayon"),
        ("colo(u)r", "color; colour"),
        ("pemerintah(an)", "pemerintah; pemerintahan"),
        ("anak(-anak)", "anak; anak-anak"),
        ("(district)", "district"),
    ],
)
def test_brackets_that_say_nothing_sure_are_rejected(cell: str, suggestion: str) -> None:
    found = intake("id,en", f"{cell},x")
    assert not found.glossary.concepts
    assert found.rejections[0].suggestion == suggestion
    assert refused(found)[1] == ("B2", "x", "its source term in A2 was rejected")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Cell("2024-05-03", CellKind.DATE), "a date"),
        (Cell("45415", CellKind.NUMBER), "a number"),
        (Cell("TRUE", CellKind.BOOLEAN), "a truth value"),
        (Cell("=A1", CellKind.FORMULA), "a formula"),
        (Cell("#N/A", CellKind.ERROR), "an error"),
        (Cell("#BEZUG!"), "an error"),
        (Cell("12/05/2024"), "a date"),
        (Cell("Mei-98"), "a date"),
        (Cell("1,300"), "a number"),
        (Cell("= rayon"), "a formula"),
        (Cell("a\x85b"), "a control character"),
        (Cell("a\ud800b"), "a control character"),
        (Cell("a\u202eb"), "the character U+202E RIGHT-TO-LEFT OVERRIDE"),
        (Cell("a\u2067b"), "the character U+2067 RIGHT-TO-LEFT ISOLATE"),
        (Cell("a\u200bb"), "the character U+200B ZERO WIDTH SPACE"),
        (Cell("a\u200db"), "the character U+200D ZERO WIDTH JOINER"),
        (Cell("a\u200f"), "the character U+200F RIGHT-TO-LEFT MARK"),
        (Cell("\u200b"), "no letter or digit"),
        (Cell("a" * 131_073), "more than 131,072 characters"),
    ],
)
def test_cells_that_no_term_can_be(cell: Cell, reason: str) -> None:
    rows = ((1, (Cell("id"), Cell("en"))), (2, (Cell("kata"), cell)))
    found = taken_in(Sheet(rows), source_language="id")
    assert terms(found.glossary.concepts[0]) == ["id kata"]
    (rejection,) = found.rejections
    assert rejection.reason.startswith(reason)
    assert (rejection.row, rejection.column, rejection.cell) == (2, "en", "B2")


@pytest.mark.parametrize("text", ["9/11", "G30S", "Covid-19", "1 Mei", "-nya", "#MeToo", "5 km"])
def test_terms_with_digits_and_signs_come_in(text: str) -> None:
    (concept,) = intake("id", text).glossary.concepts
    assert concept.terms[0].text == text


@pytest.mark.parametrize(
    "text", ["état", "Úžas", "ÚŽITOK", "« à »", "CAFÉ »", "Ñandú", "рій", "Суд", "Ağdam", "Հայք"]
)
def test_letters_of_the_world_are_no_mojibake(text: str) -> None:
    assert repaired(text) is None


@given(st.text("éüñçåğışžčабвгдёжзωАБՀայ", min_size=2))
def test_what_was_read_wrongly_is_repaired(text: str) -> None:
    assert repaired(text.encode().decode("latin-1")) == text


def test_hidden_characters_of_keys_and_notes_are_rejected() -> None:
    found = intake("concept,id,fa,note", "a\x07,rayon,می\u200cخواهم,x\u202dy", "b,kota,,a\u200bb")
    assert refused(found) == [
        ("A2", "a\x07", "a control character, U+0007"),
        ("D2", "x\u202dy", "the character U+202D LEFT-TO-RIGHT OVERRIDE"),
    ]
    assert [terms(each) for each in found.glossary.concepts] == [
        ["id rayon", "fa می\u200cخواهم"],
        ["id kota"],
    ]


def test_a_formula_may_be_a_remark() -> None:
    found = intake("id,note", "kata,= lihat rayon", "dua,=SUM(A1)")
    assert [concept.note for concept in found.glossary.concepts] == ["= lihat rayon", ""]
    assert refused(found) == [("B3", "=SUM(A1)", "a formula")]


# --- rows -----------------------------------------------------------------------


def test_a_bad_target_spoils_only_its_cell() -> None:
    found = intake("id,en,ru", "negara,=A1,государство")
    assert terms(found.glossary.concepts[0]) == ["id negara", "ru государство"]
    assert refused(found) == [("B2", "=A1", "a formula")]


def test_a_bad_source_spoils_its_row() -> None:
    found = intake("id,en,note,level", "03-Mei,state,x,must")
    assert not found.glossary.concepts
    assert [(each.column, each.value) for each in found.rejections] == [
        ("id", "03-Mei"),
        ("en", "state"),
        ("note", "x"),
    ]


def test_rows_of_one_term_are_joined() -> None:
    found = intake(
        "id,en,ru,note,level",
        "rayon,district,,a,",
        "dua,two,,,",
        "Rayon,raion,район,b,must",
        "rayon,district,,a,",
    )
    rayon = found.glossary.concepts[0]
    assert terms(rayon) == ["id rayon", "en district", "en raion admitted", "ru район"]
    assert (rayon.note, rayon.level) == ("a; b", Level.MUST)
    assert [(each.earlier, each.row, each.outcome) for each in found.duplicates] == [
        (2, 4, "joined"),
        (2, 5, "the same"),
    ]
    assert not found.rejections


def test_a_contradiction_of_two_rows_is_rejected() -> None:
    found = intake(
        "id,en,en:not,level,keep", "rayon,district,county,must,en", "rayon,county,district,info,ru"
    )
    (concept,) = found.glossary.concepts
    assert terms(concept) == ["id rayon", "en district", "en county forbidden"]
    assert [(each.cell, each.value) for each in found.rejections] == [
        ("B3", "county"),
        ("B3", "district"),
        ("D3", "info"),
        ("E3", "ru"),
    ]
    assert all("row 2" in each.reason for each in found.rejections)


def test_a_contradiction_within_a_row_is_rejected() -> None:
    found = intake("id,en,en:not", "rayon,district,District|county")
    assert terms(found.glossary.concepts[0]) == ["id rayon", "en district", "en county forbidden"]
    assert refused(found) == [("C2", "District", "both allowed and forbidden in this row")]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("domain", "keuangan", "alam"),
        ("pos", "noun", "verb"),
    ],
)
def test_two_senses_stay_two_concepts(header: str, first: str, second: str) -> None:
    found = intake(f"id,en,{header}", f"bank,bank,{first}", f"bank,bench,{second}")
    assert len(found.glossary.concepts) == 2
    assert [each.outcome for each in found.duplicates] == ["kept apart"]


def test_capitals_tell_apart_what_is_bound_to_them() -> None:
    found = intake("id,en,match", "Baku,Baku,case", "baku,standard,")
    assert len(found.glossary.concepts) == 2


def test_keys_make_rows_one_and_stay() -> None:
    found = intake(
        "concept,id,en", "r,rayon,district", ",rayon,raion", "r,Rayon;wilayah,", "s,rayon,x"
    )
    first, second = found.glossary.concepts
    assert (first.key, second.key) == ("r", "s")
    assert terms(first) == ["id rayon", "en district", "en raion admitted", "id wilayah admitted"]


def test_a_key_of_another_term_is_rejected_with_both_rows() -> None:
    found = intake(
        "concept,id,en,note", "a,rayon,district,", "a,perang,war,x", "a,Rayon,,", "a,,raion,"
    )
    (concept,) = found.glossary.concepts
    assert terms(concept) == ["id rayon", "en district", "en raion admitted"]
    reason = "row 2 has the key a too, for rayon"
    assert refused(found) == [
        ("B3", "perang", reason),
        ("C3", "war", reason),
        ("D3", "x", reason),
    ]
    assert found.rejections[0].suggestion == "give one of the two rows another key"


def test_rows_without_a_source_term_come_in_and_are_told() -> None:
    found = intake("id,en,en:not", ",state,", ",,Azeri", ",,Azeri")
    assert [terms(concept) for concept in found.glossary.concepts] == [
        ["en state"],
        ["en Azeri forbidden"],
    ]
    assert told(found, "without a term in the source language") == 3


def test_rows_without_terms() -> None:
    found = intake("No,id,en,note,level", "1,,,,", "2,,,only this,", "3,kata,word,,")
    assert [concept.line for concept in found.glossary.concepts] == [4]
    assert refused(found) == [("D3", "only this", "no term is in this row")]
    assert told(found, "no term and no text") == 1


def test_ragged_rows() -> None:
    found = intake("id,en,ru", "satu", "dua,two,два,more", "tiga,three")
    assert len(found.glossary.concepts) == 3
    assert refused(found) == [("D3", "more", "a cell beyond the last header")]


def test_capitals_are_told_and_stay() -> None:
    found = intake(
        "id,en",
        "darurat militer,martial law",
        "negara,state",
        "perang,war",
        "damai,peace",
        "batas,border",
        "PERUNTUKAN,allocation",
        "hukum,Law",
        "Armenia,Armenia",
        "PBB,UN",
        "Gencatan Senjata,Cease Fire",
        "melanggar gencatan senjata,violation",
        "Nagorno Karabakh,Nagorno Karabakh",
        "korea utara,North Korea",
    )
    examples = {notice.what: notice.examples for notice in found.notices}
    assert examples["terms in capitals throughout"] == ("row 7 PERUNTUKAN",)
    assert examples["terms with a capital whose words have none in others"] == (
        "row 8 Law",
        "row 11 Gencatan Senjata",
    )
    assert terms(found.glossary.concepts[5])[0] == "id PERUNTUKAN"


def test_a_glossary_of_names_has_no_stray_capitals(root: Path) -> None:
    data = (root / "glossaries" / "artsakh.csv").read_bytes()
    assert told(read(data), "terms with a capital whose words have none in others") <= 2


# --- values ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("preferred", "preferred"),
        ("Approved", "preferred"),
        ("New", "admitted"),
        ("Not recommended", "deprecated"),
        ("obsolete", "deprecated"),
        ("FORBIDDEN", "forbidden"),
        ("deprecatedTerm-admn-sts", "forbidden"),
        ("supersededTerm-admn-sts", "deprecated"),
    ],
)
def test_statuses(value: str, status: str) -> None:
    (concept,) = intake("id,en,status", f"rayon,district,{value}").glossary.concepts
    assert [term.status.value for term in concept.terms] == ["preferred", status]


@pytest.mark.parametrize("value", ["TRUE", "yes", "1", "1.0", "Ya", "да", "WAHR", "x"])
def test_yes(value: str) -> None:
    (concept,) = intake("id,en,forbidden", f"rayon,county,{value}").glossary.concepts
    assert terms(concept) == ["id rayon", "en county forbidden"]


def test_a_ban_without_a_translation_is_of_the_term_itself() -> None:
    found = intake("term,en,forbidden", "Azeri,,yes", "rayon,=A1,yes")
    assert [terms(concept) for concept in found.glossary.concepts] == [
        ["id Azeri forbidden"],
        ["id rayon"],
    ]


@pytest.mark.parametrize(
    ("header", "value", "hint"),
    [
        ("status", "prefered", "did you mean preferred?"),
        ("level", "high", "write one of must, should, info"),
        ("match", "exakt", "did you mean exact?"),
        ("pos", "nuon", "did you mean noun?"),
        ("forbidden", "county", "write yes or no; forbidden terms are headed as en:not"),
        (
            "keep",
            "everywhere",
            "write the languages that keep the source form, en|ru, or * for all",
        ),
    ],
)
def test_an_unknown_value_is_rejected_alone(header: str, value: str, hint: str) -> None:
    found = intake(f"id,en,{header}", f"rayon,district,{value}")
    assert terms(found.glossary.concepts[0]) == ["id rayon", "en district"]
    (rejection,) = found.rejections
    assert (rejection.cell, rejection.suggestion) == ("C2", hint)


# --- headers --------------------------------------------------------------------


def test_our_own_wide_headers() -> None:
    found = intake(
        "concept,id,en,en:not,en:deprecated,match,level,keep,scope,pos,forms,not_forms,note,source",
        "rayon,rayon,district|raion,county,region,case,must,ru|*,berita/*,noun,rayonan,rayonlah,n,S",
    )
    (concept,) = found.glossary.concepts
    assert terms(concept) == [
        "id rayon",
        "en district",
        "en raion admitted",
        "en county forbidden",
        "en region deprecated",
    ]
    assert (concept.key, concept.level, concept.keep) == ("rayon", Level.MUST, ("ru", "*"))
    assert (concept.scope, concept.note, concept.source) == (("berita/*",), "n", "S")
    first = concept.terms[0]
    assert (first.match, first.part_of_speech) == (MatchMode.CASE, PartOfSpeech.NOUN)
    assert (first.forms, first.not_forms) == (("rayonan",), ("rayonlah",))
    assert not found.rejections
    assert not found.notices


def test_our_own_long_headers() -> None:
    found = intake(
        "concept,lang,term,status,pos,match,level,note",
        "rayon,en,district,,noun,,,",
        "rayon,id,rayon,,,case,must,only quoted",
        "rayon,en,county,forbidden,,,,",
        ",id,negara,,,,,",
        ",Inggris,state; nation,,,exact,,",
        ",xx-nonsense,oops,,,,,",
    )
    rayon, negara = found.glossary.concepts
    assert terms(rayon) == ["id rayon", "en district", "en county forbidden"]
    assert {term.match for term in rayon.terms} == {MatchMode.CASE}
    assert (rayon.key, rayon.level, rayon.note) == ("rayon", Level.MUST, "only quoted")
    assert terms(negara) == ["id negara", "en state", "en nation admitted"]
    assert refused(found) == [
        ("B7", "xx-nonsense", "no language"),
        ("C7", "oops", "the language of the term is not known"),
    ]


def test_in_a_long_table_a_bad_source_takes_its_translations_along() -> None:
    found = intake(
        "lang,term", "id,satu", "en,one", "id,=A1", "en,two", "ru,два", "id,tiga", "en,three"
    )
    assert [terms(each) for each in found.glossary.concepts] == [
        ["id satu", "en one"],
        ["id tiga", "en three"],
    ]
    assert [(each.row, each.value) for each in found.rejections] == [
        (4, "=A1"),
        (5, "two"),
        (6, "два"),
    ]


def test_numbers_make_a_long_table_of_concepts() -> None:
    found = intake("id,lang,term", "1,id,rayon", "2,id,negara", "1,en,district")
    assert [terms(each) for each in found.glossary.concepts] == [
        ["id rayon", "en district"],
        ["id negara"],
    ]
    assert {each.key for each in found.glossary.concepts} == {""}


def test_weblate() -> None:
    found = intake(
        "location,source,target,ID,fuzzy,context,translator_comments,developer_comments,flags",
        "a:1,rayon,district,abc,False,wilayah,orang,,terminology",
        ",Azeri,Azeri,def,,,,,forbidden",
        ",AFP,AFP,ghi,,,,,read-only",
        to="en",
    )
    rayon, azeri, afp = found.glossary.concepts
    assert terms(rayon) == ["id rayon", "en district"]
    assert rayon.note == "wilayah; orang"
    assert terms(azeri) == ["id Azeri", "en Azeri forbidden"]
    assert afp.keep == ("*",)
    assert told(found, "column ID") == 3
    assert not found.rejections


def test_a_target_without_a_language_is_an_error() -> None:
    with pytest.raises(AlihbahasaError, match="does not say its language") as caught:
        intake("source,target", "rayon,district")
    assert caught.value.hint == "name it with --to"
    assert caught.value.line == 1


def test_another_source_language_is_named() -> None:
    found = intake("source,target", "district,rayon", lang="en", to="id")
    assert terms(found.glossary.concepts[0]) == ["en district", "id rayon"]


def test_phrase_strings() -> None:
    found = intake(
        "term,description,case sensitive,translatable,de,en-US",
        "AFP,an agency,true,false,,",
        "rayon,,false,true,Rayon,district",
    )
    afp, rayon = found.glossary.concepts
    assert (afp.definition, afp.keep, afp.terms[0].match) == ("an agency", ("*",), MatchMode.CASE)
    assert terms(rayon) == ["id rayon", "de Rayon", "en district"]
    assert "terms in en-US were taken for en" in map(str, found.notices)


def test_phrase_tms() -> None:
    found = intake(
        "Concept ID,Domain,id,id_note,en,en_forbidden,en_preferred,en_case,en_exact,en_status",
        "7,law,rayon,x,raion,FALSE,FALSE,FALSE,FALSE,New",
        "7,law,,,district,FALSE,TRUE,TRUE,FALSE,Approved",
        "7,law,,,county,TRUE,FALSE,FALSE,TRUE,Approved",
        "8,law,,,,,,,,",
    )
    (concept,) = found.glossary.concepts
    assert terms(concept) == [
        "id rayon",
        "en raion admitted",
        "en district",
        "en county forbidden",
    ]
    assert [term.match.value for term in concept.terms[2:]] == ["case", "exact"]
    assert (concept.key, concept.domain, concept.note) == ("", "law", "x")
    assert refused(found) == [("B5", "law", "no term is in this row")]


def test_crowdin() -> None:
    found = intake(
        "Concept Definition,Concept Subject,Concept Note,Term [id],Description [id],"
        "Part of Speech [id],Status [id],Term [en],Part of Speech [en],Status [en],Gender [en]",
        "a region,law,n,rayon,d,proper noun,preferred,district,noun,admitted,neuter",
        ",,,rayon,,,,county,,obsolete,",
    )
    (concept,) = found.glossary.concepts
    assert terms(concept) == ["id rayon", "en district admitted", "en county deprecated"]
    assert (concept.definition, concept.domain, concept.note) == ("a region; d", "law", "n")
    assert [term.part_of_speech for term in concept.terms[:2]] == [
        PartOfSpeech.PROPER_NOUN,
        PartOfSpeech.NOUN,
    ]
    assert told(found, "Gender [en]") == 1


def test_lokalise() -> None:
    found = intake(
        "term;description;casesensitive;translatable;forbidden;tags;en;en_description;de_DE",
        "rayon;a region;no;yes;no;geo, law;district;where it is;Rayon",
        "AFP;;yes;no;no;;;;",
        separator=";",
    )
    rayon, afp = found.glossary.concepts
    assert terms(rayon) == ["id rayon", "en district", "de-DE Rayon"]
    assert rayon.definition == "a region; where it is"
    assert (afp.keep, afp.terms[0].match) == (("*",), MatchMode.CASE)
    assert told(found, "column tags") == 1


def test_memoq() -> None:
    found = intake(
        "Entry_ID;Entry_Subject;Entry_Domain;Entry_Created;Entry_Note;Indonesian_Def;Indonesian;"
        "Term_Info;Term_Example;English;Term_Info;Term_Example;English;Term_Info;Term_Example",
        "1;law;war;5/3/2024 1:02:03 PM;n;d;rayon;CaseSense,HalfPrefix;di rayon;district;;;"
        "county;Forbidden;",
        "2;;;;;;bank;;;bank;;;;;",
        "3;;;;;;bank;;;bench;;;;;",
        separator=";",
    )
    rayon, *banks = found.glossary.concepts
    assert terms(rayon) == ["id rayon", "en district", "en county forbidden"]
    assert [term.match.value for term in rayon.terms] == ["case", "inflected", "inflected"]
    assert (rayon.domain, rayon.note, rayon.definition) == ("law; war", "n", "d")
    assert rayon.example == "di rayon"
    assert len(banks) == 2
    assert not found.rejections
    assert told(found, "Entry_Created") == 1
    assert told(found, "properties") == 1


def test_matecat() -> None:
    found = intake(
        "Forbidden,Domain,Subdomain,Definition,id-ID,Notes,Example of use,en-US,Notes,ExampleOfUse",
        ",law,war,d,rayon,n1,e1,district,n2,e2",
        "TRUE,,,,rayon,,,county,,",
        "TRUE,,,,,,,Azeri,,",
    )
    rayon, azeri = found.glossary.concepts
    assert terms(rayon) == ["id rayon", "en district", "en county forbidden"]
    assert (rayon.domain, rayon.note, rayon.example) == ("law; war", "n1; n2", "e1; e2")
    assert terms(azeri) == ["en Azeri forbidden"]


@pytest.mark.parametrize(
    "header",
    [
        "ID,EN",
        "Indonesian,English",
        "Bahasa Indonesia,Bahasa Inggris",
        "Indonesia,Inggris",
        "Indonesian (source),English (target)",
        "Term id,Term en",
        "Istilah,English",
        "Indonesia (id),English (en)",
        "Bhs. Indonesia (baku),Bhs. Inggris (US)",
        "B.Indonesia (ejaan lama),B. Inggris [baru]",
        "id,English,Foo,Bar,Baz",
    ],
)
def test_names_of_languages(header: str) -> None:
    (concept,) = intake(header, "rayon,district").glossary.concepts
    assert terms(concept) == ["id rayon", "en district"]


def test_the_headers_may_stand_lower_down() -> None:
    found = intake("Glosarium 2019", "oleh Sari,,x", "id,en", "rayon,district")
    assert terms(found.glossary.concepts[0]) == ["id rayon", "en district"]
    assert found.rows == 1
    assert told(found, "above the headers") == 2


def test_a_numeric_id_column_is_not_indonesian() -> None:
    found = intake("id,Bahasa Indonesia,en", "1,rayon,district", "2,negara,state")
    assert len(found.glossary.concepts) == 2
    (notice,) = found.notices
    assert notice.what.endswith("a column of keys is headed concept")
    with pytest.raises(AlihbahasaError, match="no column is headed by a language"):
        intake("id,warna", "1,merah")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("id,en", "1,war"), "id (left out), en (en)"),
        (("Istilah lama,Inggris,Note", "x,war,y"), "Istilah lama (left out), Inggris (en), Note"),
        (("concept,en", ",war"), "concept (concept), en (en)"),
    ],
)
def test_a_sheet_without_source_terms_is_an_error(rows: tuple[str, ...], told: str) -> None:
    with pytest.raises(AlihbahasaError, match="no column holds terms in id") as caught:
        intake(*rows)
    assert told in caught.value.message
    assert caught.value.hint == (
        "head it id, or term and name its language with --lang; keys of concepts are headed concept"
    )


def test_keys_stand_in_for_source_terms() -> None:
    (concept,) = intake("concept,en", "perang,war").glossary.concepts
    assert (concept.key, terms(concept)) == ("perang", ["en war"])


@pytest.mark.parametrize(
    "rows",
    [
        ("rayon,district", "perang,war", "damai,peace", "minyak,oil"),
        ("kata,word", "perang,war"),
        ("perang,war", "is,am"),
    ],
)
def test_words_are_no_headers(rows: tuple[str, ...]) -> None:
    with pytest.raises(AlihbahasaError, match="no column is headed by a language") as caught:
        intake(*rows)
    assert caught.value.line == 1


def test_a_word_is_a_tag_beside_a_sure_header() -> None:
    (concept,) = intake("id,war,is", "perang,girra,stríð").glossary.concepts
    assert terms(concept) == ["id perang", "war girra", "is stríð"]
    found = intake("source,target,war", "perang,war,x", to="en")
    assert told(found, "cells of the column war, which was left out") == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("rayon,district", "Bahasa Armenia,Armenian", "minyak,oil"),
        ("a", "b", "c", "id,en", "minyak,oil"),
    ],
)
def test_terms_above_the_headers_are_an_error(rows: tuple[str, ...]) -> None:
    with pytest.raises(AlihbahasaError, match="more than a title stands above") as caught:
        intake(*rows)
    assert caught.value.line == 1


def test_unknown_columns_are_told_by_name() -> None:
    found = intake("id,en,Defnition,Warna,", "rayon,district,x,merah,y", "negara,state,,biru,")
    notices = {notice.what: notice.count for notice in found.notices}
    assert notices == {
        "cells of the column Defnition, which was left out; did you mean definition?": 1,
        "cells of the column Warna, which was left out": 2,
        "cells of the column E, which was left out": 1,
    }


@pytest.mark.parametrize(
    ("header", "hint"),
    [
        ("Indonesain,Englsh", "did you mean indonesian by Indonesain?"),
        ("foo,qux", "head the columns of terms by their languages"),
    ],
)
def test_no_terms_at_all(header: str, hint: str) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        intake("", header, "rayon,district")
    assert caught.value.line == 2
    assert caught.value.hint is not None
    assert caught.value.hint.startswith(hint)


def test_an_empty_sheet() -> None:
    with pytest.raises(AlihbahasaError, match="empty"):
        taken_in(Sheet(()), source_language="id")


# --- anything -------------------------------------------------------------------

HEADERS = st.sampled_from(
    "id en ru Inggris concept id:not en:not en:deprecated lang term source target match level keep"
    " scope pos forms status flags forbidden note domain No Warna en_note Term_Info Entry_ID"
    " Term[en] Status[en] case_sensitive".split()
)
TEXTS = st.one_of(
    st.sampled_from(
        "rayon Rayon district; raion (x) (y z) a/b must yes forbidden 1 03-Mei =A1 #REF! Ã© ---"
        " en * noun case ; | a) [b".split()
    ),
    st.text("aAbé (;)[|]\n/,=\ufffd\x07\u200b\u00a0Ðƒ", max_size=12),
    st.text(max_size=6),
)
CELLS = st.builds(Cell, TEXTS, st.sampled_from([CellKind.TEXT] * 6 + list(CellKind)))
SHEETS = st.builds(
    lambda head, rows: Sheet(
        tuple(enumerate([tuple(map(Cell, head)), *(tuple(row) for row in rows)], 1))
    ),
    st.lists(HEADERS, min_size=1, max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=8),
)


def words(text: str) -> set[str]:
    text = unicodedata.normalize("NFC", re.sub("[\xad\u200b\u2060\ufeff]", "", text))
    return set(re.findall(r"\w+", text.casefold()))


@given(SHEETS, st.sampled_from(["", "en"]))
def test_every_word_of_a_term_is_kept_or_rejected(made: Sheet, to: str) -> None:
    """Conservation: a cell of terms is in the glossary or, with its row, among the rejected."""
    known = {"id", "en", "ru"}
    try:
        found = taken_in(made, source_language="id", target_language=to, known=known)
    except AlihbahasaError:
        return
    read_as = headers.table(
        made, source_language="id", term_language="id", target_language=to, known=known
    )
    kept: set[str] = set()
    for concept in found.glossary.concepts:
        assert concept.terms
        kept |= words(concept.note)
        for term in concept.terms:
            assert term.text == " ".join(term.text.split()) != ""
            kept |= words(term.text)
    columns = [column for column in read_as.columns if column.role is Role.TERM]
    for row, cells in read_as.rows:
        rejected = {each.cell for each in found.rejections if each.row == row}
        values = [each.value for each in found.rejections if each.row == row]
        for column in columns:
            if column.index >= len(cells) or f"{'ABCDEFGH'[column.index]}{row}" in rejected:
                continue
            lost = words(cells[column.index].text) - kept
            assert lost <= set().union(*map(words, values)) if lost else True
