"""Files among the glossaries that are none, or not as they should be: what the commands say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from running import alihbahasa, git, run_git


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
    assert "no glossary format reads this" in fails(
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
