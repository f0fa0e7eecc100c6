"""Questions in comments: which are open, who asked, and how the answer gets around."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from running import alihbahasa
from test_comments import begun, change, comments, load, said
from test_reconciliation import WORDS, unit

from alihbahasa.model import Note
from alihbahasa.workflow import export, import_, queries
from alihbahasa.workflow.queries import is_question, open_questions


@pytest.mark.parametrize(
    "line",
    [
        "Apa ini?",
        "Apa ini? ",
        '"Apa ini?"',
        "(Apa ini?)",
        "«Что это?»",
        "Apa ini?!",
        "What is this ⁇",
        "ما هذا؟",
        "ما هذا؟\u200f",
        "「これは何？」",
        "Ի՞նչ է սա։",
        "Սա ի՞նչ է:",
        "Ի՞նչ",
        "Sari 20 Nov: kota mana?",
    ],
)
def test_a_line_that_ends_as_a_question_is_one(line: str) -> None:
    assert is_question(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "()",
        "Apa? Ini.",
        "lihat https://example.org/?id=1",
        "Ի՞նչ: Սա։",
        "conflict, Sari, 20 Nov 2026: Siapa?",
        "conflict (draft), Sari, 20 Nov 2026: Siapa?",
    ],
)
def test_other_lines_are_none(line: str) -> None:
    assert not is_question(line)


@pytest.mark.parametrize(
    ("lines", "still"),
    [
        (["Apa?"], ["Apa?"]),
        (["Apa?", "Ini."], []),
        (["Sudah dicek.", "Apa?"], ["Apa?"]),
        (["Apa?", "", "  "], ["Apa?"]),
        (["Apa?", "Siapa?"], ["Apa?", "Siapa?"]),
        (["Apa?", "Siapa?", "Itu."], []),
        (["Apa?", "Ini.", "Siapa?"], ["Siapa?"]),
        (["Ini.\rApa?\r\nSiapa?"], ["Apa?", "Siapa?"]),
        (["Apa?", "conflict, Sari, 20 Nov 2026: Itu."], ["Apa?"]),
        ([], []),
    ],
)
def test_a_query_is_open_until_another_line_follows(lines: list[str], still: list[str]) -> None:
    asked = said(unit(WORDS[0]), *lines)
    assert [question for question, _ in open_questions(asked)] == still
    notes = tuple(Note("", "translator", line) for line in lines)
    asked = replace(unit(WORDS[0]), notes=notes)
    assert [question for question, _ in open_questions(asked)] == still


def test_what_the_program_tells_is_no_answer() -> None:
    notes = (Note("Sari", "translator", "Apa?"), Note("alihbahasa", "terminology", "a = b"))
    assert open_questions(replace(unit(WORDS[0]), notes=notes)) == (("Apa?", "Sari"),)


def ask(folder: Path, *arguments: str) -> str:
    done = alihbahasa("status", "--queries", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_queries_are_listed_with_their_place(tmp_path: Path) -> None:
    room = begun(tmp_path, "po", "xliff12")
    assert ask(tmp_path) == "no open queries\n"
    change(room, "po", lambda u: said(u, "Kota mana?", "Atau\x1b[31m desa?"), begins="Warga")
    # A question in a view counts at once, and has an author there.
    view = load(room, "xliff12")
    note = b'<note from="Sari">Per tahun?</note>\n      </trans-unit>'
    assert view.data
    at = view.data.index(b"Laju inflasi")
    data = view.data[:at] + view.data[at:].replace(b"</trans-unit>", note, 1)
    view.path.write_bytes(data)
    (warga,) = (each.id for each in load(room, "po").units if "Warga" in str(each.source))
    (laju,) = (each.id for each in load(room, "po").units if "Laju" in str(each.source))
    assert ask(tmp_path) == (
        "a.txt (en)\n"
        f"  {laju}  Laju inflasi naik menjadi sembilan belas persen tahun ini.\n"
        "    Per tahun? - Sari\n"
        f"  {warga}  Warga mengungsi dari rayon-rayon di perbatasan utara.\n"
        "    Kota mana?\n"
        "    Atau\\x1b[31m desa?\n"
        "3 open queries\n"
    )
    document = json.loads(ask(tmp_path, "--format", "json"))
    assert document["version"] == 1
    assert document["queries"][0] == {
        "article": "a.txt",
        "language": "en",
        "unit": laju,
        "source": "Laju inflasi naik menjadi sembilan belas persen tahun ini.",
        "question": "Per tahun?",
        "author": "Sari",
    }


@pytest.mark.parametrize("answered", ["po", "xliff12", "xliff2"])
def test_an_answer_anywhere_closes_a_query_and_travels(tmp_path: Path, answered: str) -> None:
    room = begun(tmp_path, "po", "xliff12", "xliff2")
    change(room, "xliff2", lambda u: said(u, "Kota mana?"), begins="Warga")
    assert [each.question for each in queries.run(room)] == ["Kota mana?"]
    export.run(room)
    sent = load(room, answered).data or b""
    change(room, answered, lambda u: said(u, "Kota mana?", "Semua."), begins="Warga")
    # It closes the query at once where it stands in a file of the project ...
    assert queries.run(room) == ()
    back = load(room, answered).data or b""
    load(room, answered).path.write_bytes(sent)
    assert len(queries.run(room)) == 1
    # ... and when the file comes back.
    import_.run(room, [import_.Returned("back", back)])
    assert queries.run(room) == ()
    export.run(room)
    for name in ("po", "xliff12", "xliff2"):
        assert comments(room, name, "Warga") == ["Kota mana?", "Semua."]
