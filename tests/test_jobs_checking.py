"""Several processes find, build and show what one does, and one bad article keeps no other back."""

from __future__ import annotations

import json
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from running import files, quickly

from alihbahasa import project
from alihbahasa.parallel import Workers
from alihbahasa.workflow import check, check_pieces, check_rules, export
from alihbahasa.workflow.check_asked import Asked
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.check_subjects import Subject

#: How many articles the project has: more than a few pieces.
_MANY = 60

_SETTINGS = """\
[project]
source = "id"
targets = ["en", "ru"]
[export]
title = "Kabar"
"""


def article(number: int) -> str:
    # The rarer spelling stands in one article, far from the others.
    name = "Nagorno Karabakh" if number == 41 else "Nagorno-Karabakh"
    return (
        f"Kabar nomor {number}\n\n"
        f"Darurat militer diumumkan di rayon {number}. Warga mengungsi dari {name} kemarin.\n\n"
        "Mereka tiba di Yerevan.\n"
    )


def english(number: int) -> dict[str, str]:
    """Return translations of the units of an article, some of them wrong."""
    name = "Nagorno Karabakh" if number == 41 else "Nagorno-Karabakh"
    arrived = "They reached Yerevan." if number == 17 else "They arrived in Yerevan."
    count = number + 1000 if number % 9 == 0 else number
    return {
        f"Kabar nomor {number}": f"News number {number}",
        f"Darurat militer diumumkan di rayon {number}.": f"Martial law was declared in {count}.",
        f"Warga mengungsi dari {name} kemarin.": f"Residents fled {name} yesterday.",
        "Mereka tiba di Yerevan.": arrived,
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that is exported and translated into one of its languages."""
    root = tmp_path_factory.mktemp("made")
    (root / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
    (root / "glossaries").mkdir()
    (root / "glossaries" / "a.csv").write_text(
        "id,en\ndarurat militer,martial law\nrayon,district\n", "utf-8"
    )
    (root / "sources").mkdir()
    for number in range(_MANY):
        (root / "sources" / f"a{number:03}.txt").write_text(article(number), "utf-8")
    export.run(project.find(root))
    for number in range(_MANY):
        store = root / "translations" / "en" / f"a{number:03}.po"
        text = store.read_text("utf-8")
        for source, target in english(number).items():
            empty = f'msgid "{source}"\nmsgstr "'
            assert empty in text
            text = text.replace(empty, empty + target)
        store.write_text(text, "utf-8")
    return root


@pytest.fixture
def many(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    shutil.copytree(made, tmp_path / "many")
    return tmp_path / "many"


@pytest.mark.parametrize("broken", [False, True])
def test_any_number_of_processes_finds_the_same(many: Path, broken: bool) -> None:
    if broken:
        (many / "sources" / "a033.txt").write_bytes(b"Kabar \xff\xfe.\n")
    formats = [f"--format={name}:out.{name}" for name in ("json", "sarif", "concise")]
    found = []
    for jobs in ("1", "2", "3"):
        done = quickly("check", "--jobs", jobs, "--format", "text", *formats, cwd=many)
        reports = [(many / f"out.{name}").read_bytes() for name in ("json", "sarif", "concise")]
        found.append((done.returncode, done.stdout, done.stderr, reports))
    assert found[0] == found[1] == found[2]
    code, _, told, reports = found[0]
    assert code == (2 if broken else 0)
    # Told once a language, in which the others are checked all the same.
    assert told.count("error:") == (2 if broken else 0)
    checks = [each["check"] for each in json.loads(reports[0])["findings"]]
    # What no piece can know alone: names and targets of articles that are far apart.
    assert checks.count("name-varies") == 1
    assert checks.count("inconsistent-target") == 1
    assert checks.count("number") == len(range(0, _MANY, 9))
    assert checks.count("term-missing") == _MANY - broken


def test_terms_that_vary_are_told_where_that_is_asked_for(many: Path) -> None:
    (many / "glossaries" / "a.csv").write_text("id,en\ntiba,arrived|reached\n", "utf-8")
    found = [
        check.run(
            project.find(many),
            languages=["en"],
            rules=check_rules.rules_of(project.find(many), select=["term-varies"]),
            jobs=jobs,
        ).findings
        for jobs in (1, 2)
    ]
    assert found[0] == found[1]
    assert [each.article for each in found[0]] == ["a017.txt"]
    assert found[0][0].message == f"“tiba” is “arrived” {_MANY - 1} times, “reached” once"


def test_a_file_and_articles_are_checked_side_by_side(many: Path) -> None:
    shutil.copy(many / "translations" / "en" / "a009.po", many / "beside.po")
    found = [
        check.run(
            project.find(many),
            asked=[str(many / "beside.po"), "a009.txt", "a041.txt", "a010.txt"],
            jobs=jobs,
        )
        for jobs in (1, 2)
    ]
    assert found[0] == found[1]
    assert found[0].files == 1
    assert {"a009.txt", "a041.txt"} <= {each.article for each in found[0].findings}


def test_a_glossary_that_is_wrong_is_told_once_and_nothing_is_checked(many: Path) -> None:
    (many / "glossaries" / "b.csv").write_bytes(b"id,en\n\xff\xfe,\n")
    for jobs in ("1", "2"):
        done = quickly("check", "--jobs", jobs, cwd=many)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("error:") == 1
        assert "b.csv" in done.stderr


def test_another_process_has_the_same_rules_by_their_recipe(many: Path) -> None:
    found = project.find(many)
    rules = check_rules.rules_of(found, select=["number", "T"], ignore=["forbidden-term"])
    sent: Rules = pickle.loads(pickle.dumps(rules))
    assert sent.running("a000.txt", "en") == rules.running("a000.txt", "en")
    assert sent.terms("id").glossary == rules.terms("id").glossary
    assert (sent.are_ours, sent.project) == (True, found)


def test_the_articles_of_a_piece_have_all_their_languages() -> None:
    wanted = [Asked(f"a{number}", language) for number in range(50) for language in "xyz"]
    wanted += [Asked("", file=f"{number}.po") for number in range(3)]
    for jobs in (1, 2, 3, 7, 64):
        parts = check_pieces.pieces_of(wanted, Workers(jobs))
        assert [each for part in parts for each in part] == wanted
        assert all(len(part) == 1 for part in parts if part[0].file)
        articles = [{each.article for each in part} for part in parts if not part[0].file]
        assert sum(map(len, articles)) == 50


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_one_article_that_cannot_be_built_keeps_no_other_back(many: Path, jobs: str) -> None:
    (many / "sources" / "a033.txt").write_bytes(b"Kabar \xff\xfe.\n")
    done = quickly("build", "--to", "en", "--jobs", jobs, "--format", "json", cwd=many)
    assert done.returncode == 2
    assert done.stderr.count("error:") == 1
    built = {each.name for each in (many / "translations" / "en").glob("*.txt")}
    assert built == {f"a{number:03}.txt" for number in range(_MANY) if number != 33}
    told = json.loads(done.stdout)
    assert [each["article"] for each in told["files"]] == sorted(built)
    assert [each["file"] for each in told["errors"]] == ["sources/a033.txt"]
    text = (many / "translations" / "en" / "a005.txt").read_text("utf-8")
    assert text == (
        "News number 5\n\nMartial law was declared in 5. Residents fled Nagorno-Karabakh"
        " yesterday.\n\nThey arrived in Yerevan.\n"
    )


def test_any_number_of_processes_builds_and_shows_the_same(many: Path) -> None:
    found = []
    for jobs in ("1", "2"):
        built = quickly("build", "--to", "en", "--jobs", jobs, "--format", "json", cwd=many)
        again = quickly("build", "--to", "en", "--jobs", jobs, cwd=many)
        shown = quickly("report", "--jobs", jobs, "--output", "pages", cwd=many)
        assert (built.returncode, again.returncode, shown.returncode) == (0, 0, 0)
        assert "unchanged" in again.stdout
        found.append((built.stdout, again.stdout, shown.stdout, files(many)))
        for path in (many / "translations" / "en").glob("*.txt"):
            path.unlink()
    assert found[0] == found[1]


def test_what_a_look_returns_comes_in_order(many: Path) -> None:
    looked = [
        check.run(project.find(many), languages=["en"], jobs=jobs, look=_name).looked
        for jobs in (1, 3)
    ]
    assert looked[0] == looked[1] == tuple(f"a{number:03}.txt" for number in range(_MANY))


def _name(subject: Subject, rules: Rules) -> str:
    return subject.name


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_check_that_is_stopped_says_nothing_of_it(many: Path) -> None:
    command = [sys.executable, "-m", "alihbahasa", "check", "--jobs", "2"]
    run = subprocess.Popen(
        command, cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    until = time.monotonic() + 30
    while children.exists() and not children.read_text() and time.monotonic() < until:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=60)
    # It may have been done by then.
    assert b"Traceback" not in out + err
    assert run.returncode in (0, 1, 130)
