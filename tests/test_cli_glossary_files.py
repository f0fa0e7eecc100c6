"""The commands glossary fmt and glossary export as people run them."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from running import alihbahasa, files

from alihbahasa.glossaries import csv, xlsx
from alihbahasa.glossaries.xlsx import PLUGIN

CANONICAL = """\
concept,id,en,en:not,match,level,keep,note
afp,AFP,,,exact,must,*,
rayon,rayon,district|raion,county,,must,,raion only in quotations
"""
MESSY = """\
Concept;ID;EN;EN:not;match;level;keep;note\r
rayon; rayon;district | raion;county;Inflected;MUST;;"raion only\nin quotations"\r
afp;AFP;;;exact;must;*;\r
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "glossaries" / "more").mkdir(parents=True)
    write(tmp_path / "glossaries" / "a.csv", CANONICAL.replace("rayon,", "barda,"))
    write(tmp_path / "glossaries" / "more" / "b.csv", MESSY.replace("afp", "bp"))
    return tmp_path


def write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


# --- fmt ------------------------------------------------------------------------------


def test_fmt_rewrites_what_is_not_canonical_and_nothing_else(project: Path) -> None:
    before = files(project)
    done = alihbahasa("glossary", "fmt", cwd=project)
    assert (done.returncode, done.stderr) == (
        0,
        "alihbahasa: glossaries/more/b.csv: left out:"
        " line breaks or characters in note (once, first at rayon)\n",
    )
    assert done.stdout == "formatted glossaries/more/b.csv\n1 file formatted, 1 unchanged\n"
    after = files(project)
    assert after.pop("glossaries/more/b.csv").decode() == CANONICAL.replace("afp", "bp")
    assert after == {name: data for name, data in before.items() if name in after}
    again = alihbahasa("glossary", "fmt", "--check", cwd=project)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == "0 files to format, 2 unchanged\n"


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0)])
def test_fmt_says_what_it_would_do(project: Path, option: str, code: int) -> None:
    before = files(project)
    done = alihbahasa("glossary", "fmt", option, cwd=project / "sources")
    assert done.returncode == code
    assert done.stdout.splitlines() == [
        "would format glossaries/more/b.csv",
        "1 file to format, 1 unchanged",
    ]
    assert files(project) == before


def test_fmt_of_one_broken_glossary_changes_none(project: Path) -> None:
    write(project / "glossaries" / "z.csv", "concept,id,level\nx,a,mst\n")
    before = files(project)
    done = alihbahasa("glossary", "fmt", cwd=project)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "alihbahasa: error: glossaries/z.csv:2: unknown level 'mst', in the column level\n"
        "  did you mean must?\n"
    )
    assert files(project) == before


def test_fmt_of_named_files_needs_no_project(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "en,forms,de\nb,bs,x\na,,y\n")
    write(tmp_path / "b.csv", CANONICAL)
    done = alihbahasa("glossary", "fmt", "a.csv", "b.csv", "a.csv", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "formatted a.csv\n1 file formatted, 1 unchanged\n"
    assert (tmp_path / "a.csv").read_text() == "concept,en,forms,de\na,a,,y\nb,b,bs,x\n"
    assert sorted(files(tmp_path)) == ["a.csv", "b.csv"]
    done = alihbahasa("glossary", "fmt", "a.csv", cwd=tmp_path)
    assert (done.returncode, "no project here" in done.stderr) == (2, True)
    (tmp_path / "link.csv").symlink_to("b.csv")
    write(tmp_path / "b.csv", MESSY)
    done = alihbahasa("glossary", "fmt", "link.csv", "--lang", "id", cwd=tmp_path)
    assert (done.returncode, "symbolic link" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "words"), [("a.xlsx", "only CSV"), ("none.csv", "no such file"), (".", "only CSV")]
)
def test_fmt_refuses_other_files(project: Path, name: str, words: str) -> None:
    write(project / "a.xlsx", "")
    done = alihbahasa("glossary", "fmt", name, cwd=project)
    assert done.returncode == 2
    assert words in done.stderr


def test_fmt_with_nothing_to_do(project: Path) -> None:
    for path in (project / "glossaries").rglob("*.csv"):
        path.unlink()
    done = alihbahasa("glossary", "fmt", cwd=project)
    assert (done.returncode, done.stdout) == (0, "0 files formatted, 0 unchanged\n")
    assert done.stderr == "alihbahasa: no CSV glossaries in glossaries\n"


# --- export -----------------------------------------------------------------------------


def test_export_writes_all_glossaries_as_one(project: Path) -> None:
    done = alihbahasa("glossary", "export", "terms.xlsx", cwd=project)
    assert (done.returncode, done.stdout) == (0, "wrote terms.xlsx: 4 concepts\n")
    assert done.stderr == (
        "alihbahasa: left out: line breaks or characters in note (once, first at rayon)\n"
    )
    data = (project / "terms.xlsx").read_bytes()
    found, _ = PLUGIN.read(data, source_language="id")
    assert [concept.key for concept in found.concepts] == ["afp", "barda", "bp", "rayon"]
    text = alihbahasa("glossary", "export", "-", "--as", "csv", cwd=project).stdout
    assert csv.read(text.encode(), source_language="id")[0] == found


def test_export_of_some_languages(project: Path) -> None:
    write(project / "glossaries" / "c.csv", "id,ru,en\nperang,война,war\n")
    done = alihbahasa("glossary", "export", "-", "--as", "csv", "--to", "ru", cwd=project)
    assert done.stdout.splitlines()[:2] == [
        "concept,id,ru,ru:not,match,level,keep,note",
        "afp,AFP,,,exact,must,*,",
    ]
    assert "perang,perang,война,,,should,," in done.stdout.splitlines()
    done = alihbahasa("glossary", "export", "-", "--as", "csv", "--to", "fr", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "alihbahasa: error: the glossaries have no terms in fr\n  they have terms in id, en, ru\n"
    )


def test_export_to_a_pipe_is_bytes(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alihbahasa", "glossary", "export", "-", "--as", "xlsx"],
        cwd=project,
        capture_output=True,
        check=True,
    )
    assert len(xlsx.read(done.stdout, source_language="id")[0].concepts) == 4


def on_a_terminal(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Run a command with a terminal as its standard output."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "alihbahasa", *arguments],
        cwd=cwd,
        stdout=theirs,
        stderr=subprocess.PIPE,
    ) as process:
        _, err = process.communicate()
    os.close(theirs)
    try:
        out = os.read(ours, 65_536).decode()
    except OSError:  # nothing was written, and nobody is left who could
        out = ""
    os.close(ours)
    return process.returncode, out, err.decode()


def test_a_terminal_gets_neither_a_workbook_nor_controls(project: Path) -> None:
    write(project / "glossaries" / "c.csv", "id,en,note\nx,y,y\x1b[31mz\n")
    code, out, err = on_a_terminal("glossary", "export", "-", "--as", "xlsx", cwd=project)
    assert (code, out) == (2, "")
    assert "no text that a terminal could show" in err
    code, out, _ = on_a_terminal("glossary", "export", "-", "--as", "csv", cwd=project)
    assert code == 0
    assert "y\\x1b[31mz" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["glossaries/all.csv"], "a result does not go where the project's work is"),
        (["alihbahasa.toml", "--as", "csv"], "a result does not go where the project's work is"),
        (["terms.doc"], "no format of glossaries ends in .doc; known are .csv"),
        (["-"], "cannot be told without the name of a file"),
        (["terms.csv", "--as", "exel"], "no 'exel' among the glossaries"),
        (["none/terms.csv"], "there is no such folder"),
    ],
)
def test_export_refuses(project: Path, arguments: list[str], words: str) -> None:
    before = files(project)
    done = alihbahasa("glossary", "export", *arguments, cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert files(project) == before


def test_a_linguists_workbook_is_a_glossary_of_the_project(project: Path) -> None:
    (project / "glossaries" / "a.csv").unlink()
    alihbahasa("glossary", "export", "terms.xlsx", cwd=project)
    (project / "glossaries" / "more" / "b.csv").unlink()
    (project / "terms.xlsx").rename(project / "glossaries" / "terms.xlsx")
    # Office leaves this beside a workbook that is open.
    (project / "glossaries" / "~$terms.xlsx").write_bytes(b"\x04Sari")
    found = alihbahasa("glossary", "find", "raion", cwd=project)
    assert (found.returncode, "district | raion  NOT county" in found.stdout) == (0, True)
