"""The command ``glossary import`` as people run it."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from running import alihbahasa, files

from alihbahasa import plugins, project
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Concept, Glossary, Loss, Term
from alihbahasa.terminology.rejection import report
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import import_

GLOSSARY = """\
concept,id,en,en:not,level,note
rayon,rayon,district|raion,county,must,only quoted
negara,negara,,,,
"""
LEGACY = """\
No;Bahasa Indonesia;Inggris;Русский;Catatan
1; Rayon ;region / district;район;
2;negara (state);state;государство;lihat bangsa
3;negara;country;;
4;03-Mei;May 3;;
5;darurat militer;Ã©tat dâ€™urgence;военное положение;
6;rayon;county;;
"""


def run_import(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return alihbahasa("glossary", "import", *arguments, cwd=cwd, **environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en", "ru"]\n')
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "lama.csv").write_text(LEGACY, encoding="utf-8")
    return tmp_path


def glossary(folder: Path) -> Mapping[str, Concept]:
    found = prepare.glossary(project.find(folder))
    return {concept.key: concept for concept in found.concepts}


def texts(concept: Concept, language: str) -> list[str]:
    return [f"{term.text} {term.status}" for term in concept.terms_in(language)]


def test_a_legacy_sheet_comes_in(folder: Path) -> None:
    done = run_import("lama.csv", cwd=folder, LC_ALL="C")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:3] == [
        "lama.csv (id, en, ru) -> glossaries/g.csv",
        "  6 rows; concepts: 1 new, 2 changed, 0 the same",
        "  rejected: 4 cells in 3 rows, see rejected.csv",
    ]
    assert "    rows 3 and 4: negara, joined" in done.stdout
    assert "spaces too many, which were removed: 1 (B2)" in done.stdout
    now = glossary(folder)
    assert list(now) == ["darurat-militer", "negara", "rayon"]
    assert texts(now["rayon"], "en") == [
        "district preferred",
        "raion admitted",
        "region admitted",
        "county forbidden",
    ]
    assert texts(now["negara"], "en") == ["state preferred", "country admitted"]
    assert now["negara"].note == "lihat bangsa; negara: state"
    assert now["darurat-militer"].terms_in("ru")[0].text == "военное положение"
    assert not now["darurat-militer"].terms_in("en")
    rejected = (folder / "rejected.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(rejected.decode("utf-8-sig"))))
    assert rows[0] == ["row", "column", "value", "reason", "suggestion"]
    assert [row[:3] for row in rows[1:]] == [
        ["5", "Bahasa Indonesia", "03-Mei"],
        ["5", "Inggris", "May 3"],
        ["6", "Inggris", "Ã©tat dâ€™urgence"],
        ["2", "en", "county"],
    ]
    assert rows[3][4] == "état d’urgence"


def test_a_second_time_nothing_changes(folder: Path) -> None:
    run_import("lama.csv", cwd=folder)
    before = files(folder)
    done = run_import("lama.csv", cwd=folder)
    assert "concepts: 0 new, 0 changed, 3 the same" in done.stdout
    assert files(folder) == before


def test_a_dry_run_says_all_and_writes_nothing(folder: Path) -> None:
    before = files(folder)
    dry = run_import("lama.csv", "--dry-run", cwd=folder)
    assert files(folder) == before
    assert "nothing was written" in dry.stderr
    wet = run_import("lama.csv", cwd=folder)
    assert (dry.returncode, dry.stdout) == (wet.returncode, wet.stdout)


def test_all_is_well(folder: Path) -> None:
    (folder / "good.tsv").write_text("id\ten\nperang\twar\n", encoding="utf-8")
    done = run_import("good.tsv", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (folder / "rejected.csv").exists()
    assert "perang" in glossary(folder)


def test_a_note_of_several_lines_comes_in_once(folder: Path) -> None:
    (folder / "lines.csv").write_text('id,en,note\nperang,war,"line1\nline2"\n')
    assert "line breaks or characters in note" in run_import("lines.csv", cwd=folder).stderr
    assert glossary(folder)["perang"].note == "line1 line2"
    before = files(folder)
    done = run_import("lines.csv", cwd=folder)
    assert (done.returncode, files(folder)) == (0, before)
    assert "0 new, 0 changed, 1 the same" in done.stdout


def test_what_of_a_workbook_is_left_out_is_told(folder: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.title = "Petunjuk"
    book.active.append(["Cara mengisi"])
    terms = book.create_sheet("Istilah")
    terms.append(["Indonesia", "English"])
    terms.append(["desa", "village"])
    terms["B2"].comment = Comment("why?", "Sari")
    book.save(folder / "buku.xlsx")
    found = run_import("buku.xlsx", cwd=folder)
    assert found.returncode == 0, found.stderr
    assert "concepts: 1 new" in found.stdout
    assert found.stderr.splitlines() == [
        "alihbahasa: buku.xlsx: left out: rows of the sheet 'Petunjuk' (once, first at row 1)",
        "alihbahasa: buku.xlsx: left out: comments (once, first at B2)",
    ]
    assert texts(glossary(folder)["desa"], "en") == ["village preferred"]


def test_a_report_goes_when_nothing_is_rejected_any_more(folder: Path) -> None:
    run_import("lama.csv", cwd=folder)
    (folder / "good.csv").write_text("id,en\nperang,war\n")
    dry = run_import("good.csv", "--dry-run", cwd=folder)
    assert (folder / "rejected.csv").exists()
    done = run_import("good.csv", cwd=folder)
    assert (done.returncode, done.stdout) == (0, dry.stdout)
    assert "rejected.csv, the report of an earlier import, was removed" in done.stdout
    assert not (folder / "rejected.csv").exists()
    (folder / "rejected.csv").write_text("mine")
    assert run_import("good.csv", cwd=folder).returncode == 0
    assert (folder / "rejected.csv").read_text() == "mine"


def test_a_glossary_that_cannot_be_written_leaves_no_report(folder: Path) -> None:
    (folder / "glossaries" / "g.csv").rename(folder / "real.csv")
    (folder / "glossaries" / "g.csv").symlink_to(folder / "real.csv")
    done = run_import("lama.csv", cwd=folder)
    assert done.returncode == 2
    assert "nothing is written through one" in done.stderr
    assert not (folder / "rejected.csv").exists()


def test_a_project_with_several_glossaries(folder: Path) -> None:
    (folder / "glossaries" / "h.csv").write_text("concept,id,en\nperang,perang,war\n")
    rows = ",rayon,x\nperang,perang,battle\nperang-2,damai,peace\n,bangsa,nation\n"
    (folder / "new.csv").write_text(f"concept,id,en\n{rows}")
    done = run_import("new.csv", cwd=folder)
    assert done.returncode == 1
    assert "-> glossaries/imported.csv" in done.stdout
    assert "another glossary of the project too: 2 (rayon in glossaries/g.csv:2, " in done.stdout
    assert "its key perang stands in glossaries/h.csv:2 already" in done.stdout
    assert set(glossary(folder)) == {"rayon", "rayon-2", "negara", "perang", "perang-2", "bangsa"}
    named = run_import("new.csv", "--into", "glossaries/h.csv", "--dry-run", cwd=folder)
    assert "-> glossaries/h.csv" in named.stdout


def test_two_vendors_may_use_the_same_keys(folder: Path) -> None:
    for name, rows in (
        ("a", "1,perang,war\n2,damai,peace\n"),
        ("b", "1,minyak,oil\n2,damai,peace\n"),
    ):
        (folder / f"{name}.csv").write_text(f"concept,id,en\n{rows}")
    assert run_import("a.csv", cwd=folder).returncode == 0
    done = run_import("b.csv", cwd=folder)
    assert done.returncode == 0
    assert "which got a key of their own: 1 (1 is perang there, minyak is minyak)" in done.stdout
    now = glossary(folder)
    assert texts(now["1"], "en") == ["war preferred"]
    assert texts(now["minyak"], "en") == ["oil preferred"]
    before = files(folder)
    assert "0 new, 0 changed, 2 the same" in run_import("b.csv", cwd=folder).stdout
    assert files(folder) == before


def test_languages_that_the_file_does_not_say(folder: Path) -> None:
    (folder / "weblate.csv").write_text("source,target\nperang,war\n")
    done = run_import("weblate.csv", cwd=folder)
    assert done.returncode == 2
    assert "weblate.csv:1: the column target does not say its language" in done.stderr
    assert "--to" in done.stderr
    assert run_import("weblate.csv", "--to", "en", cwd=folder).returncode == 0
    assert texts(glossary(folder)["perang"], "en") == ["war preferred"]
    (folder / "english.csv").write_text("source,target\npeace,damai\n")
    assert run_import("english.csv", "--lang", "en", "--to", "id", cwd=folder).returncode == 0
    assert texts(glossary(folder)["damai"], "en") == ["peace preferred"]


def test_without_a_project(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("term,en\nperang,war\n")
    done = run_import("list.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert "without one give --lang and --into" in done.stderr
    done = run_import("list.csv", "--lang", "id", "--into", "terms.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "terms.csv").read_bytes().startswith(b"concept,id,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "terms.csv"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"colour,size\nred,3\n", "a.csv:1: no column is headed by a language"),
        ("a.csv", b"id,en\n\xff,x\n", "a.csv:2:1: the bytes are not UTF-8"),
        ("a.csv", b'id,en\n"rayon,x\n', "a.csv:2: a quotation mark is not closed"),
        ("a.csv", b"id,en\n1,war\n", "a.csv:1: no column holds terms in id"),
        ("a.csv", report([]), "a report of rejected cells, and no glossary"),
        ("a.doc", b"x", "no glossary format reads this"),
        ("missing.csv", None, "no such file"),
    ],
)
def test_files_that_cannot_be_read(
    folder: Path, name: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    before = files(folder)
    done = run_import(name, cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert files(folder) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--into", "glossaries/g.pdf"), "no glossary can be written to it"),
        (("--into", "../g.csv"), "not in the folder of the glossaries"),
        (("--rejected", "glossaries/r.csv"), "a result does not go where the project's work is"),
        (("--rejected", "lama.csv"), "no report of rejected cells; nothing was written"),
        (("--to", "english!"), "not a language tag"),
    ],
)
def test_options_that_cannot_be(folder: Path, options: tuple[str, ...], message: str) -> None:
    before = files(folder)
    done = run_import("lama.csv", *options, cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert files(folder) == before


def test_a_broken_glossary_is_left_alone(folder: Path) -> None:
    (folder / "glossaries" / "g.csv").write_text("concept,id\nx,a\nx,b\n")
    before = files(folder)
    done = run_import("lama.csv", cwd=folder)
    assert done.returncode == 2
    assert (
        "glossaries/g.csv:3: the concept 'x' is in row 2 already, in the column concept"
        in done.stderr
    )
    assert files(folder) == before


def test_files_in_the_wrong_place_are_told(folder: Path) -> None:
    (folder / "glossaries" / "old.csv").write_text("id,en\nperang,war\n")
    done = run_import("glossaries/old.csv", "--into", "new.csv", cwd=folder)
    assert done.returncode == 0
    assert "-> glossaries/new.csv" in done.stdout
    assert (folder / "glossaries" / "new.csv").exists()
    assert "glossaries/old.csv lies among the glossaries of the project" in done.stdout


def test_nothing_of_the_file_reaches_the_terminal_raw(folder: Path) -> None:
    (folder / "evil.csv").write_text("id,en\n\x1b[31mmerah,red\nhitam,\u202eblack (\n")
    done = run_import("evil.csv", cwd=folder)
    assert done.returncode == 1
    assert not {"\x1b", "\u202e"} & set(done.stdout)


# --- formats that are no table, as the contract has them --------------------------


def foreign(*concepts: Concept) -> GlossaryFormat:
    """Return a format that reads *concepts* from any bytes."""
    found = Glossary(concepts, tuple({term.language for c in concepts for term in c.terms}))
    return replace(
        PLUGIN,
        name="foreign",
        extensions=(".foreign",),
        read=lambda data, *, source_language: (found, (Loss("images", 2, "c1"),)),
        write=None,
        sheet=None,
    )


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *concepts: Concept, to: str = "") -> str:
    monkeypatch.setattr(plugins, "glossary_formats", lambda: (PLUGIN, foreign(*concepts)))
    (folder / "x.foreign").write_bytes(b"x")
    request = import_.Request(folder / "x.foreign", folder / "rejected.csv", to=to)
    found = import_.run(request, project=project.find(folder))
    assert found.rows is None
    assert found.unread == (Loss("images", 2, "c1"),)
    return "\n".join(str(notice) for notice in found.notices)


def test_a_format_that_is_no_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    concept = Concept("c1", (Term("perang", "id"), Term("war", "und"), Term("война", "ru-RU")))
    notices = run(folder, monkeypatch, concept, to="en")
    assert "terms in ru-RU were taken for ru" in notices
    now = glossary(folder)["c1"]
    assert (texts(now, "en"), texts(now, "ru")) == (["war preferred"], ["война preferred"])


def test_an_unknown_language_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(folder)
    with pytest.raises(AlihbahasaError, match=r"x\.foreign: the file does not say the language"):
        run(folder, monkeypatch, Concept("c1", (Term("perang", "id"), Term("war", ""))))
    assert {name: data for name, data in files(folder).items() if name in before} == before
