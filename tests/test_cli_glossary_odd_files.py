"""Files among the glossaries that are none, or not as they should be: what the commands say."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from running import alihbahasa, git, run_git

from alihbahasa.model import RenderingKind


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    for folder in ("sources", "glossaries"):
        (tmp_path / folder).mkdir()
    put(tmp_path / "sources" / "a.txt", "Di rayon itu.\n")
    put(tmp_path / "glossaries" / "a.csv", "concept,id,en\nrayon,rayon,district\n")
    return tmp_path


def put(path: Path, text: str | bytes) -> None:
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def fails(project: Path, *arguments: str) -> str:
    """Run a command that must be refused, and return what it says."""
    done = alihbahasa(*arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


# --- files that are no glossaries -------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("README.txt", "How we keep our terms.\n\n\tsee the wiki\n"),
        ("README.txt", "\tTerms\n"),
        ("README.TXT", "# Terms\n"),
        ("notes.tab", ""),
        ("mail.xml", "<mail/>"),
        ("mail.xml", "not even XML"),
    ],
)
def test_a_file_that_may_be_anything_is_passed_over(project: Path, name: str, text: str) -> None:
    put(project / "glossaries" / name, text)
    notice = f"alihbahasa: glossaries/{name}: no glossary, by what is in it; passed over\n"
    for command in (["glossary", "find", "rayon"], ["glossary", "check"], ["terms", "-"]):
        done = alihbahasa(*command, cwd=project, input="rayon\n")
        assert (done.returncode, done.stderr) == (0, notice), command
        assert "rayon" in done.stdout or "1 glossary" in done.stdout
    assert "this is no glossary, by what is in it" in fails(
        project, "terms", "-", "--glossary", f"glossaries/{name}", "--lang", "id"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("b.csv", ":1: unknown column"),
        ("b.utf8", ":1: no line has a tab"),
        ("b.tbx", ":1:1: the file is not well-formed XML"),
        ("b.xlsx", ": the workbook is damaged"),
    ],
)
def test_what_must_be_a_glossary_has_to_be_one(project: Path, name: str, words: str) -> None:
    put(project / "glossaries" / name, "How we keep our terms.\n")
    assert f"error: glossaries/{name}{words}" in fails(project, "glossary", "find", "rayon")


@git
def test_a_file_that_may_be_anything_is_passed_over_in_an_earlier_state(project: Path) -> None:
    put(project / "glossaries" / "README.txt", "How we keep our terms.\n")
    run_git(project, "init", "-q")
    run_git(project, "add", ".")
    run_git(project, "commit", "-qm", "first")
    done = alihbahasa("glossary", "diff", cwd=project)
    assert (done.returncode, done.stdout[:30]) == (0, "no concept changed since HEAD ")


@pytest.mark.parametrize("name", ["b.tbx", "b.TBX", "b.xml"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '<?xml version="1.0"?>\n<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<tbx/>',
            ":2:54: the file declares an entity, x",
        ),
        ('<?xml version="1.0" encoding="EBCDIC"?><tbx/>', ":1:1: the encoding ebcdic is not one"),
        ("<martif <", ":1:9: the file is not well-formed XML"),
    ],
)
def test_tbx_that_cannot_be_read_is_an_error_of_its_reader(
    project: Path, name: str, text: str, words: str
) -> None:
    put(project / "glossaries" / name, text)
    assert f"error: glossaries/{name}{words}" in fails(project, "glossary", "check")


# --- endings and limits -----------------------------------------------------------


ENDINGS = ".csv, .tab, .tbx, .terms, .txt, .utf8, .xlsx, .xml"


def test_the_endings_that_are_known_are_told(project: Path) -> None:
    put(project / "a.doc", "x")
    said = fails(project, "terms", "-", "--glossary", "a.doc", "--lang", "id")
    assert f"known are {ENDINGS}\n" in said
    said = fails(project, "glossary", "import", "a.doc")
    assert f"known are {ENDINGS.replace('terms', 'tsv')}\n" in said


def test_the_case_of_an_ending_is_nothing(project: Path) -> None:
    done = alihbahasa("glossary", "compile", "BIG.TERMS", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    for language in ((), ("--lang", "id")):
        done = alihbahasa(
            "terms", "-", "--glossary", "BIG.TERMS", *language, cwd=project, input="rayon\n"
        )
        assert (done.stdout, done.stderr) == ("[rayon]\n", "")


@pytest.mark.parametrize("ending", [".xls", ".XLS", ".ods"])
def test_old_spreadsheets_are_to_be_saved_anew(project: Path, ending: str) -> None:
    put(project / f"a{ending}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert "save it as .xlsx" in fails(project, "glossary", "import", f"a{ending}")
    put(project / "glossaries" / f"a{ending}", "")
    done = alihbahasa("glossary", "check", cwd=project)
    told = f"alihbahasa: glossaries/a{ending}: a spreadsheet that is not read; save it as .xlsx\n"
    assert (done.returncode, done.stderr) == (0, told)


def test_an_archive_that_is_no_workbook_is_to_be_saved_anew(project: Path) -> None:
    with zipfile.ZipFile(project / "glossaries" / "b.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    said = fails(project, "glossary", "check")
    assert "error: glossaries/b.xlsx: a zip archive with no workbook of Excel in it" in said
    assert "save it as .xlsx" in said


def test_each_format_has_a_limit_of_its_own(project: Path) -> None:
    entries = '<conceptEntry id="a"><langSec xml:lang="id"><termSec><term>a</term></termSec>'
    text = f"<tbx><text><body>{entries}</langSec></conceptEntry></body></text></tbx>"
    put(project / "glossaries" / "b.tbx", text + " " * 20_000_001)
    done = alihbahasa("glossary", "find", "a", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("c.csv", "c.txt"):
        put(project / "glossaries" / name, "id\ten\n" + "\n" * 20_000_000)
        said = fails(project, "glossary", "find", "a")
        assert f"glossaries/{name}: larger than the limit of 20,000,000 bytes" in said
        (project / "glossaries" / name).unlink()


# --- what export writes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "more", "count"),
    [
        ("x.utf8", "b,pihak,\nc,,side\nd,kota|bandar,city\n", "2 concepts"),
        ("x.tbx", "b,,\nc,pihak,\n", "2 concepts"),
        ("x.csv", "b,pihak,\n", "2 concepts"),
    ],
)
def test_export_counts_the_concepts_that_are_in_the_file(
    project: Path, name: str, more: str, count: str
) -> None:
    head = "concept,id,en\nrayon,rayon,district\n"
    put(project / "glossaries" / "a.csv", head + more)
    done = alihbahasa("glossary", "export", name, "--to", "en", cwd=project)
    assert (done.returncode, done.stdout) == (0, f"wrote {name}: {count}\n")


# --- what check tells of files ----------------------------------------------------


def test_check_tells_spaces_by_the_line_after_cells_of_many_lines(project: Path) -> None:
    text = 'concept,id,en,note\r\na,x,y,"one\r\ntwo\nthree"\r\nb,z ,w,"\n"\r\nc,u, v,\r\n'
    put(project / "glossaries" / "b.csv", text)
    done = alihbahasa("glossary", "check", cwd=project)
    places = [line.partition(": ")[0] for line in done.stdout.splitlines() if "G010" in line]
    assert places == ["glossaries/b.csv:5", "glossaries/b.csv:7"]


def test_check_tells_what_of_a_file_is_left_out(project: Path) -> None:
    put(project / "glossaries" / "b.txt", "# one\n# two\npihak\tside\n")
    done = alihbahasa("glossary", "check", "--fail-on", "warning", cwd=project)
    told = "b.txt:1: info: left out: line of remarks (2 times, first at line 1) (left-out G013)"
    assert told in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


# --- other commands -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"), [("-", "no word is in '-'"), ("", "no term was given")]
)
def test_find_asks_for_a_term(project: Path, query: str, words: str) -> None:
    assert words in fails(project, "glossary", "find", query)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "kota", "en=city"],
        ["import", "in.csv"],
        ["merge", "in.csv", "--base", "glossaries/a.csv"],
    ],
)
def test_what_a_killed_run_left_is_removed(project: Path, arguments: list[str]) -> None:
    left = project / "glossaries" / ".alihbahasa-999999999-a.tmp"
    put(left, "x")
    put(project / "in.csv", "concept,id,en\nrayon,rayon,district\nkota,kota,city\n")
    done = alihbahasa("glossary", *arguments, cwd=project)
    assert (done.returncode, left.exists()) == (0, False)


def test_help_of_stats_names_all_that_its_json_has(project: Path) -> None:
    told = alihbahasa("glossary", "stats", "--help", cwd=project).stdout
    done = alihbahasa("glossary", "stats", "--format", "json", cwd=project)
    document = json.loads(done.stdout)
    (concept,) = document["concepts"]
    assert [name for name in (*document, *concept) if f'"{name}"' not in told] == []
    assert [kind for kind in RenderingKind if f"{kind}" not in told.partition("json:")[2]] == []
