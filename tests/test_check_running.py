"""How a check is run: what is asked for, what is new, waived, known, mended, and what comes out."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rewriting import rewritten
from running import alihbahasa, files, git, quickly, run_git

from alihbahasa.checking import baseline, waivers
from alihbahasa.checking.waivers import Waiver
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import po
from alihbahasa.model import (
    Code,
    CodeKind,
    Content,
    Edit,
    Finding,
    Kind,
    Position,
    Severity,
    Side,
    Span,
    State,
    Unit,
    joined,
    plain,
)
from alihbahasa.text import edited, fitting
from alihbahasa.workflow import check_fix, exchange

SOURCE = "Ada 7 orang di sini.\n\nHarga naik 19,1 % lagi.\n\nMereka pulang ke desa.\n"
TARGETS = {
    "Ada 7 orang di sini.": "There are 8 people here.",
    "Harga naik 19,1 % lagi.": "Prices rose 19,1% again.",
    "Mereka pulang ke desa.": "They went home to the village.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two wrong numbers: one that has to be decided, one that mends itself."""
    begin(tmp_path)
    return tmp_path


def begin(root: Path) -> None:
    (root / "sources").mkdir()
    (root / "glossaries").mkdir()
    (root / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (root / "sources/a.txt").write_text(SOURCE)
    assert quickly("export", cwd=root).returncode == 0
    translate(root, TARGETS)


def translate(root: Path, targets: dict[str, str]) -> None:
    store = root / "translations/en/a.po"
    lines = store.read_text("utf-8").split("\n")
    for number, line in enumerate(lines):
        source = line.removeprefix('msgid "').removesuffix('"')
        if source in targets:
            lines[number + 1] = f'msgstr "{targets[source]}"'
    store.write_text("\n".join(lines), "utf-8")


def commit(root: Path) -> None:
    run_git(root, "init", "-q")
    run_git(root, "add", "-A")
    run_git(root, "commit", "-q", "-m", "as it is")


def checked(root: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    done = quickly("check", "--format", "json", *arguments, cwd=root)
    assert done.returncode == code, (done.stdout, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def names(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["check"], each["target"].split()[0]) for each in found["findings"]]


PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n\n'
    'msgid "Harga naik 19,1 % lagi."\nmsgstr "Prices rose 19,1% again."\n'
)
OF_ONE = ("--source", "id", "--select", "V")

BOTH = [("number", "There"), ("number", "Prices")]


# --- what runs --------------------------------------------------------------------


def test_selected_and_ignored_checks(root: Path) -> None:
    assert names(checked(root, "--select", "V")) == BOTH
    assert names(checked(root, "--select", "number")) == BOTH
    assert names(checked(root, "--select", "V001", "--ignore", "number")) == []
    done = quickly("check", "--select", "nmber", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean number?" in done.stderr


def test_a_broken_file_does_not_hide_the_others(root: Path) -> None:
    (root / "sources/b.txt").write_bytes(b"ab\xc3(\n")
    (root / "c.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "x\n')
    done = quickly("check", "a.txt", "b.txt", "c.po", "--select", "V", cwd=root)
    assert done.returncode == 2
    assert done.stdout.count("number") >= 2
    assert "sources/b.txt" in done.stderr
    assert "c.po:4" in done.stderr
    alone = quickly("check", "c.po", cwd=root)
    assert (alone.returncode, alone.stdout) == (2, "")


@pytest.mark.parametrize(
    "asked",
    [["good.po", "goood.po"], ["goood.po", "good.po"], ["good.po", "goood.po", "empty", "good.po"]],
)
def test_a_name_of_nothing_does_not_hide_the_others(asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "good.po").write_text(PO)
    (tmp_path / "empty").mkdir()
    found = checked(tmp_path, *asked, *OF_ONE, code=2)
    assert names(found) == [("number", "Prices")]
    done = quickly("check", *asked, *OF_ONE, cwd=tmp_path)
    assert "no file 'goood.po'" in done.stderr
    assert "did you mean good.po?" in done.stderr
    alone = quickly("check", "goood.po", "empty", cwd=tmp_path)
    assert (alone.returncode, alone.stdout) == (2, "")


def test_a_file_by_two_names_is_checked_once(tmp_path: Path) -> None:
    (tmp_path / "good.po").write_text(PO)
    (tmp_path / "link.po").symlink_to("good.po")
    asked = ("./good.po", "good.po", str(tmp_path / "good.po"), "link.po")
    found = checked(tmp_path, *asked, *OF_ONE)
    assert (len(found["findings"]), found["summary"]["files"]) == (1, 1)


def test_every_finding_tells_where_the_source_stands(root: Path) -> None:
    (root / "sources/a.txt").write_text("\ufeff" + SOURCE, "utf-8")
    found = checked(root, "--select", "V")["findings"]
    assert [each["origin"] for each in found] == [
        {"file": "sources/a.txt", "line": 1, "column": 1},
        {"file": "sources/a.txt", "line": 3, "column": 1},
    ]


# --- complete languages -----------------------------------------------------------


def test_what_is_missing_is_found_where_a_language_is_complete(root: Path) -> None:
    translate(root, {"Ada 7 orang di sini.": "", "Harga naik 19,1 % lagi.": "Up 19.1% again."})
    assert names(checked(root)) == []
    settings = root / "alihbahasa.toml"
    settings.write_text(settings.read_text() + "[languages.en]\ncomplete = true\n")
    assert [each["check"] for each in checked(root)["findings"]] == ["untranslated"]
    translate(root, {"Ada 7 orang di sini.": "There are 7 people here."})
    (finding,) = checked(root)["findings"]
    assert (finding["check"], finding["file"]) == ("stale-build", "translations/en/a.txt")
    assert quickly("build", cwd=root).returncode == 0
    assert checked(root)["findings"] == []
    translate(root, {"Mereka pulang ke desa.": "They went back to the village."})
    assert [each["check"] for each in checked(root)["findings"]] == ["stale-build"]


def test_a_wrong_key_of_a_language_is_an_error(root: Path) -> None:
    settings = root / "alihbahasa.toml"
    settings.write_text(settings.read_text() + "[languages.en]\ncomplet = true\n")
    done = quickly("check", cwd=root)
    assert done.returncode == 2
    assert "languages.en" in done.stderr


# --- waivers ----------------------------------------------------------------------


def test_a_waiver_lets_a_finding_stand_until_it_is_stale(root: Path) -> None:
    unit = checked(root, "--select", "V")["findings"][0]["unit"]
    where = f"a.txt#{unit[:6]}"
    done = quickly("waive", "number", where, "--reason", "as\nhe said", cwd=root)
    assert done.returncode == 0, done.stderr
    text = (root / "translations/waivers.csv").read_text()
    assert text.split("\n")[1] == f"number,a.txt#{unit},,,as he said"
    found = checked(root, "--select", "V", "--select", "stale-waiver")
    assert names(found) == BOTH[1:]
    assert found["summary"]["waived"] == 1
    translate(root, {"Ada 7 orang di sini.": "There are 7 people here."})
    (_, stale) = checked(root, "--ignore", "X")["findings"]
    assert (stale["check"], stale["file"], stale["line"]) == (
        "stale-waiver",
        "translations/waivers.csv",
        2,
    )
    assert "nothing to waive" in stale["message"]
    # A check that did not run cannot tell.
    assert checked(root, "--select", "T", "--select", "stale-waiver")["findings"] == []


def test_a_waiver_holds_up_to_its_day(root: Path) -> None:
    unit = checked(root, "--select", "V")["findings"][0]["unit"]
    arguments = ("waive", "V001", f"a.txt#{unit}", "--to", "en", "--reason", "for now")
    done = alihbahasa(*arguments, "--until", "2000-01-01", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is past" in done.stderr
    done = alihbahasa(*arguments, "--until", "2030-01-01", cwd=root)
    assert done.returncode == 0, done.stderr
    today = {"SOURCE_DATE_EPOCH": "1890000000"}  # in November 2029
    for later, count in ((0, 1), (10_000_000, 2)):
        today["SOURCE_DATE_EPOCH"] = str(1_890_000_000 + later)
        found = alihbahasa("check", "--select", "V", "--format", "json", cwd=root, **today)
        assert len(json.loads(found.stdout)["findings"]) == count


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nmber", "a.txt#u"], "did you mean number?"),
        (["number", "b.txt#u"], "did you mean a.txt?"),
        (["number", "a.txt#zzz"], "no unit 'zzz' of a.txt"),
        (["number", "a.txt"], "is not ARTICLE#UNIT"),
    ],
)
def test_what_cannot_be_waived(root: Path, arguments: list[str], said: str) -> None:
    done = quickly("waive", *arguments, "--reason", "so", cwd=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (root / "translations/waivers.csv").exists()


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a,b\n", 1, "columns"),
        ("check,unit,language,until,reason\nnumber,a.txt,,,so\n", 2, "ARTICLE#UNIT"),
        ("check,unit,language,until,reason\n\nnumber,a#u,,soon,so\n", 3, "no date"),
        ("check,unit,language,until,reason\nnumber,a#u,,,\n", 2, "without a reason"),
        ("check,unit,language,until,reason\nnumber,a#u\n", 2, "2 cells"),
        ('check,unit,language,until,reason\nnumber,"a\n', 2, "CSV"),
    ],
)
def test_a_wrong_waiver_is_an_error_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(AlihbahasaError, match=said) as caught:
        waivers.read(text.encode())
    assert caught.value.line == line


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip)


@given(
    st.lists(
        st.builds(
            Waiver,
            check=st.just("number"),
            article=words.filter(bool),
            unit=words.filter(lambda text: text and "#" not in text),
            reason=words.map(lambda text: " ".join(text.split())).filter(bool),
            until=st.none() | st.dates(date(2000, 1, 1)),
        )
    )
)
def test_waivers_are_read_as_they_were_written(every: list[Waiver]) -> None:
    def bare(waiver: Waiver) -> tuple[Any, ...]:
        return waiver.article, waiver.unit, waiver.reason, waiver.until

    again = waivers.read(waivers.written(every))
    assert sorted(map(repr, map(bare, again))) == sorted(map(repr, map(bare, every)))


# --- the baseline -----------------------------------------------------------------


def test_a_baseline_only_gets_shorter(root: Path) -> None:
    assert quickly("baseline", "write", cwd=root).returncode == 0
    found = checked(root)
    assert (found["findings"], found["summary"]["known"]) == ([], 2)
    # An edit elsewhere in the article moves lines, and nothing else.
    (root / "sources/a.txt").write_text("Baru.\n\n" + SOURCE)
    assert checked(root)["findings"] == []
    again = quickly("baseline", "write", cwd=root)
    assert again.returncode == 2
    assert "only get shorter" in again.stderr
    translate(root, {"Ada 7 orang di sini.": "There are 7 people here."})
    done = quickly("check", cwd=root)
    assert "1 finding of the baseline mended" in done.stderr
    # A part of the checks cannot tell.
    assert "mended" not in quickly("check", "--select", "T", cwd=root).stderr
    done = quickly("baseline", "prune", cwd=root)
    assert "1 finding taken out, 1 left" in done.stdout
    translate(root, {"Ada 7 orang di sini.": "There are 8 people here."})
    assert names(checked(root, "--ignore", "X")) == BOTH[:1]


@given(
    st.dictionaries(st.tuples(words, words, words, words, words), st.integers(1, 99), max_size=5)
)
def test_a_baseline_is_read_as_it_was_written(rows: dict[baseline.Key, int]) -> None:
    assert baseline.read(baseline.written(rows)) == rows


@pytest.mark.parametrize("delimiter", ";\t,")
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("more", ["", "DD"])
def test_what_a_spreadsheet_saved_is_read(delimiter: str, end: str, more: str) -> None:
    header = "checkDunitDlanguageDuntilDreason"
    rows = (header, 'numberDa.txt#u3k7qDenD2026-12-31D"it is; right, so"', "DDDD")
    text = "".join(f"{row}{more}{end}" for row in rows).replace("D", delimiter)
    (waiver,) = waivers.read(text.encode("utf-8-sig"))
    assert (waiver.check, waiver.unit, waiver.line) == ("number", "u3k7q", 2)
    assert (waiver.until, waiver.reason) == (date(2026, 12, 31), "it is; right, so")
    with pytest.raises(AlihbahasaError, match="no date") as caught:
        waivers.read(text.replace("2026-12-31", "31/12/2026").encode())
    assert caught.value.line == 2
    with pytest.raises(AlihbahasaError, match="6 cells"):
        waivers.read((header + "\nnumberDa#uDDDsoDmore\n").replace("D", delimiter).encode())


# --- since a revision -------------------------------------------------------------


@git
def test_since_a_revision_only_changes_are_told(root: Path) -> None:
    commit(root)
    found = checked(root, "--since", "HEAD", "--select", "V")
    assert (found["findings"], found["summary"]["fixed"]) == ([], 0)
    translate(
        root,
        {
            "Ada 7 orang di sini.": "There are 7 people here.",
            "Mereka pulang ke desa.": "All 3 went home to the village.",
        },
    )
    before = (root / "translations/en/a.po").read_bytes()
    found = checked(root, "--since", "HEAD", "--select", "V")
    assert [(each["target"][:3], each["is_new"]) for each in found["findings"]] == [("All", True)]
    assert (found["summary"]["fixed"], found["summary"]["since"]) == (1, "HEAD")
    assert (root / "translations/en/a.po").read_bytes() == before
    # A unit that was touched tells of its old fault too.
    translate(root, {"Harga naik 19,1 % lagi.": "The prices rose 19,1% again."})
    found = checked(root, "--since", "HEAD", "--select", "V")
    assert [each["is_new"] for each in found["findings"]] == [False, True]


@git
def test_a_stricter_glossary_makes_new_findings(root: Path) -> None:
    commit(root)
    (root / "glossaries/g.csv").write_text("concept,id,en,level\ndesa,desa,hamlet,must\n")
    found = checked(root, "--since", "HEAD", code=1)
    assert [(each["check"], each["is_new"]) for each in found["findings"]] == [
        ("term-missing", True)
    ]


@git
def test_since_for_files_without_a_project(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: en\\nX-Source-Language: id\\n"\n\n'
    path = tmp_path / "a.po"
    path.write_text(head + 'msgid "Ada 7."\nmsgstr "There are 8."\n')
    commit(tmp_path)
    arguments = ("a.po", "--source", "id", "--select", "V")
    assert checked(tmp_path, *arguments, "--since", "HEAD")["findings"] == []
    path.write_text(path.read_text() + '\nmsgid "Lalu 9."\nmsgstr "Then 10."\n')
    (tmp_path / "b.po").write_text(head + 'msgid "Ada 5."\nmsgstr "There are 6."\n')
    found = checked(tmp_path, *arguments, "b.po", "--since", "HEAD")
    assert [each["line"] for each in found["findings"]] == [8, 5]
    assert all(each["is_new"] for each in found["findings"])


@git
@pytest.mark.parametrize("is_below", [True, False])
def test_since_by_names_from_above_the_project(is_below: bool, tmp_path: Path) -> None:
    """The repository is that of the project, or of the folder above it."""
    root = tmp_path / "over/p"
    root.mkdir(parents=True)
    begin(root)
    commit(root.parent if is_below else root)
    (root / "sources/new").mkdir()
    options = ("--since", "HEAD", "--select", "V")
    for name in ("translations/en/a.po", "sources/a.txt", "sources"):
        for here in (root.parent, root / "sources/new", Path("/")):
            place, path = (os.path.relpath(each, here) for each in (root, root / name))
            found = checked(here, "--project", place, path, *options)
            assert found["findings"] == [], (here, path)
        assert checked(root, str(root / name), *options)["findings"] == [], name
    assert checked(root.parent, "--project", "p", "a.txt", *options)["findings"] == []
    translate(root, {"Ada 7 orang di sini.": "There are 9 people here."})
    for name in ("p/translations/en/a.po", str(root / "translations/en/a.po"), "p/sources/a.txt"):
        found = checked(root.parent, "--project", "p", name, *options)
        assert names(found) == BOTH[:1]


@git
def test_since_for_files_by_any_name_without_a_project(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    (tmp_path / "there/a.po").write_text(PO)
    (tmp_path / "way").symlink_to("there")
    commit(tmp_path)
    outside = tmp_path / "here/x/.git"
    outside.mkdir(parents=True)
    for name in ("../there/a.po", str(tmp_path / "there/a.po"), "../way/a.po"):
        found = checked(tmp_path / "here", name, *OF_ONE, "--since", "HEAD")
        assert found["findings"] == [], name
    run_git(outside.parent, "init", "-q")
    run_git(outside.parent, "commit", "-q", "--allow-empty", "-m", "none")
    done = quickly("check", "../../there/a.po", "--since", "HEAD", cwd=outside.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not in the repository that is compared with" in done.stderr


@git
@pytest.mark.parametrize("is_absolute", [True, False])
def test_a_glossary_of_now_is_compared_with_that_of_then(root: Path, is_absolute: bool) -> None:
    path = root / "terms.csv"
    path.write_text("concept,id,en,level\ndesa,desa,hamlet,must\n")
    commit(root)
    glossary = str(path) if is_absolute else "../terms.csv"
    arguments = ("--glossary", glossary, "--select", "T", "--since", "HEAD")
    below = root / "sources"
    assert checked(below, *arguments)["findings"] == []
    path.write_text("concept,id,en,level\ndesa,desa,hamlet,must\norang,orang,human,must\n")
    assert names(checked(below, *arguments, code=1)) == [("term-missing", "There")]
    # One that there was not asks for nothing then, not for what those of the project do.
    path.rename(root / "other.csv")
    (root / "glossaries/g.csv").write_text("concept,id,en,level\ndesa,desa,hamlet,must\n")
    run_git(root, "add", "glossaries")
    run_git(root, "commit", "-q", "-m", "another")
    arguments = ("--glossary", "other.csv", "--select", "T", "--since", "HEAD")
    done = quickly("check", "--format", "json", *arguments, cwd=root)
    assert [each["is_new"] for each in json.loads(done.stdout)["findings"]] == [True, True]
    assert "HEAD:other.csv: there was no such glossary" in done.stderr
    # What lies outside has no past.
    outside = root.parent / f"{root.name}.csv"
    (root / "other.csv").rename(outside)
    arguments = ("--glossary", f"../{outside.name}", "--select", "T", "--since", "HEAD")
    assert checked(root, *arguments)["findings"] == []


@git
def test_the_past_is_read_by_the_settings_of_then(root: Path) -> None:
    commit(root)
    settings = root / "alihbahasa.toml"
    text = settings.read_text()
    settings.write_text(text + '[folders]\nsources = "texts"\ntranslations = "to"\n')
    (root / "sources").rename(root / "texts")
    (root / "translations").rename(root / "to")
    found = checked(root, "--since", "HEAD", "--select", "V")
    assert (found["findings"], found["summary"]["fixed"]) == ([], 0)


@git
def test_what_could_not_be_read_then_is_told(root: Path) -> None:
    store = root / "translations/en/a.po"
    whole = store.read_text()
    store.write_text(whole + 'msgid "open\n')
    commit(root)
    store.write_text(whole)
    done = quickly("check", "--since", "HEAD", "--select", "V", "--format", "json", cwd=root)
    assert done.returncode == 0
    assert names(json.loads(done.stdout)) == BOTH
    line = whole.count("\n") + 1
    told = "at HEAD this could not be read, so its findings count as new: HEAD:translations/en/a.po"
    assert f"{told}:{line}" in done.stderr


@git
def test_wrong_settings_of_then_are_named_as_git_names_them(root: Path) -> None:
    settings = root / "alihbahasa.toml"
    text = settings.read_text()
    settings.write_text(text + "[\n")
    commit(root)
    settings.write_text(text)
    done = quickly("check", "--since", "HEAD", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "HEAD:alihbahasa.toml:4: not TOML" in done.stderr
    assert "alihbahasa-" not in done.stderr
    settings.rename(root.parent / "saved.toml")
    commit(root)
    (root.parent / "saved.toml").rename(settings)
    done = quickly("check", "--since", "HEAD", "--select", "V", "--format", "json", cwd=root)
    assert names(json.loads(done.stdout)) == BOTH
    assert "there was no project" in done.stderr


@git
def test_a_waiver_that_was_stale_then_is_not_new(root: Path) -> None:
    units = [each["unit"] for each in checked(root, "--select", "V")["findings"]]
    for unit in units:
        quickly("waive", "number", f"a.txt#{unit}", "--reason", "so", cwd=root)
    (root / "sources/a.txt").write_text(SOURCE.replace("Ada 7 orang di sini.\n\n", ""))
    commit(root)
    assert [each["check"] for each in checked(root)["findings"]] == ["stale-waiver"]
    found = checked(root, "--since", "HEAD")
    assert (found["findings"], found["summary"]["fixed"]) == ([], 0)
    translate(root, {"Harga naik 19,1 % lagi.": "Prices rose 19.1% again."})
    found = checked(root, "--since", "HEAD")
    assert [(each["check"], each["is_new"]) for each in found["findings"]] == [
        ("stale-waiver", True)
    ]
    waivers = root / "translations/waivers.csv"
    waivers.write_text(waivers.read_text().split("\n")[0] + "\n")
    found = checked(root, "--since", "HEAD")
    assert (found["findings"], found["summary"]["fixed"]) == ([], 1)


@git
@pytest.mark.parametrize("change", ["a revision that is not", "no repository"])
def test_what_nothing_is_known_of(root: Path, change: str) -> None:
    if change != "no repository":
        commit(root)
    done = quickly("check", "--since", "mian", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git" in done.stderr


# --- where reports go -------------------------------------------------------------


@pytest.mark.parametrize(
    "formats",
    [
        ["json:good.po"],
        ["json:./x/../good.po"],
        ["json:link.po"],
        ["json:hard.po"],
        ["json:terms.csv", "text"],
        ["text", "sarif:"],
        ["json:x"],
        ["json:nowhere/o"],
        ["json", "sarif"],
        ["json", "sarif:-"],
        ["text:o", "concise:./o"],
        ["text:o", "nothing:p"],
    ],
)
def test_no_report_goes_over_anything(formats: list[str], tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "good.po").write_text(PO)
    (tmp_path / "link.po").symlink_to("good.po")
    (tmp_path / "hard.po").hardlink_to(tmp_path / "good.po")
    (tmp_path / "terms.csv").write_text("concept,id,en\ndesa,desa,hamlet\n")
    before = files(tmp_path)
    options = [option for each in formats for option in ("--format", each)]
    done = alihbahasa(
        "check", "good.po", "--glossary", "terms.csv", *OF_ONE, *options, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert files(tmp_path) == before


def test_reports_go_to_places_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "good.po").write_text(PO)
    options = ("--format", "json:o", "--format", "sarif:p", "--format", "concise")
    done = quickly("check", "good.po", *OF_ONE, *options, cwd=tmp_path)
    assert (done.returncode, done.stdout.count("\n")) == (0, 2)
    assert json.loads((tmp_path / "o").read_text())["findings"]
    assert json.loads((tmp_path / "p").read_text())["runs"]
    assert (tmp_path / "good.po").read_text() == PO


def test_a_report_that_is_refused_leaves_the_translations_unmended(root: Path) -> None:
    before = files(root)
    options = ("--fix", "--select", "V", "--format", "json:translations/en/a.po")
    done = quickly("check", *options, cwd=root)
    assert (done.returncode, files(root)) == (2, before)
    assert "mended" not in done.stderr


# --- mending ----------------------------------------------------------------------


def test_what_needs_nobodys_choice_is_mended(root: Path) -> None:
    store = root / "translations/en/a.po"
    before = store.read_bytes()
    done = quickly("check", "--diff", "--select", "V", cwd=root)
    assert done.returncode == 1
    assert '-msgstr "Prices rose 19,1% again."\n+msgstr "Prices rose 19.1% again."' in done.stdout
    assert store.read_bytes() == before
    done = quickly("check", "--fix", "--select", "V", cwd=root)
    assert "1 finding mended" in done.stderr
    assert store.read_bytes() == before.replace(b"19,1%", b"19.1%")
    assert names(checked(root, "--select", "V")) == BOTH[:1]
    assert quickly("check", "--diff", "--select", "V", cwd=root).returncode == 0


def test_what_is_waived_or_frozen_is_not_mended(root: Path) -> None:
    store = root / "translations/en/a.po"
    before = store.read_bytes()
    settings = root / "alihbahasa.toml"
    text = settings.read_text()
    settings.write_text(text + '[articles]\nfrozen = ["a.txt"]\n')
    for option in ("--fix", "--diff"):
        done = quickly("check", "a.txt", option, "--select", "V", cwd=root)
        assert done.returncode == 0
        assert done.stderr.count("frozen, so left alone: a.txt\n") == 1
        assert store.read_bytes() == before
    settings.write_text(text)
    unit = checked(root, "--select", "V")["findings"][1]["unit"]
    assert quickly("waive", "number", f"a.txt#{unit}", "--reason", "x", cwd=root).returncode == 0
    quickly("check", "--fix", "--select", "V", cwd=root)
    assert store.read_bytes() == before


NARROW = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=CP1252\\nLanguage: fr\\n"\n\n'
    'msgid "Benar?"\nmsgstr "Vrai?"\n'
)


def test_what_cannot_be_mended_does_not_keep_the_rest_from_it(tmp_path: Path) -> None:
    (tmp_path / "narrow.po").write_text(NARROW)
    (tmp_path / "wide.po").write_text(NARROW.replace("CP1252", "UTF-8"))
    (tmp_path / "far").mkdir()
    (tmp_path / "far/real.po").write_text(NARROW.replace("CP1252", "UTF-8"))
    (tmp_path / "link.po").symlink_to("far/real.po")
    before = files(tmp_path)
    asked = ("check", "narrow.po", "link.po", "wide.po", "--source", "id")
    done = quickly(*asked, "--diff", cwd=tmp_path)
    assert (done.returncode, files(tmp_path)) == (2, before)
    assert [line for line in done.stdout.split("\n") if line.startswith("+++")] == ["+++ b/wide.po"]
    done = quickly(*asked, "--fix", cwd=tmp_path)
    assert done.returncode == 2
    assert "wide.po: 1 finding mended" in done.stderr
    assert "symbolic link" in done.stderr
    assert "narrow.po: the charset" in done.stderr
    after = files(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"wide.po"}
    assert 'msgstr "Vrai\u202f?"' in after["wide.po"].decode()


def found_in(target: str, *edits: Edit) -> Finding:
    unit = Unit("u1", Kind.PARAGRAPH, ("x",), (target,), State.TRANSLATED)
    place = Position("a.po", 1, 1)
    error = Severity.ERROR
    return Finding("X1", "x", error, "", place, "", "en", unit, Side.TARGET, edits=edits)


def test_only_what_is_made_is_counted_and_nothing_by_halves(tmp_path: Path) -> None:
    target = "say 'so' now"
    path = tmp_path / "a.po"
    path.write_text(PO.split("\n\n")[0] + f'\n\nmsgid "x"\nmsgstr "{target}"\n')
    (id,) = (unit.id for unit in exchange.parse(path.read_bytes(), po.PLUGIN, shown="").units)
    quotes = (Edit(Span(4, 5), "“"), Edit(Span(7, 8), "”"))
    findings = [
        found_in(target, *quotes),
        found_in(target, Edit(Span(7, 8), "”")),
        found_in(target, Edit(Span(0, 1), "S"), Edit(Span(4, 5), "«")),
        found_in(target, Edit(Span(12, 12), ".")),
        found_in(target, Edit(Span(12, 12), ".")),
        found_in(target, Edit(Span(12, 12), "!")),
        found_in("another", Edit(Span(0, 1), "A")),
    ]
    findings = [replace(each, unit=replace(each.unit, id=id)) for each in findings]
    mending = check_fix.mend(findings, {"a.po": path}, project=None)
    assert [each.count for each in mending.files] == [4]
    assert 'msgstr "say “so” now."' in path.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "HEAD", "--fix"],
        ["--diff", "--format", "text"],
        ["--fix", "-"],
        ["--diff", "-"],
        ["--since", "HEAD", "-"],
    ],
)
def test_options_that_contradict_each_other(root: Path, arguments: list[str]) -> None:
    done = quickly("check", *arguments, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "does not go with" in done.stderr


OPEN = Code("1", CodeKind.OPEN, "<b>")
CLOSE = Code("1", CodeKind.CLOSE, "</b>")
PARTS: list[str | Code] = ["a", "bc", "d ef", OPEN, CLOSE]
contents = st.lists(st.sampled_from(PARTS), max_size=8).map(joined)


@given(contents, st.data())
def test_edits_keep_codes_and_change_the_text_alike(content: Content, data: st.DataObject) -> None:
    text = plain(content)
    places = st.integers(0, len(text))
    start, stop = sorted((data.draw(places), data.draw(places)))
    edit = Edit(Span(start, stop), "X")
    after = edited(content, [edit])
    assert [part for part in after if isinstance(part, Code)] == [
        part for part in content if isinstance(part, Code)
    ]
    assert plain(after) in (text, rewritten(text, [edit]))


groups = st.lists(
    st.builds(
        lambda at, width, text: Edit(Span(at, at + width), text),
        st.integers(0, 8),
        st.integers(0, 3),
        st.sampled_from(["", "X", "Y"]),
    ),
    min_size=1,
    max_size=2,
)


@given(contents, st.lists(groups, max_size=6))
def test_what_fits_is_made_as_it_is_alone(content: Content, every: list[list[Edit]]) -> None:
    text = plain(content)
    inside = [group for group in every if all(edit.span.stop <= len(text) for edit in group)]
    made = list(fitting(content, inside))
    edits = {edit for group in made for edit in group}
    # Each writes what it says over what it says, and nothing else changes.
    growth = sum(len(edit.text) - len(edit.span) for edit in edits)
    after = plain(edited(content, edits))
    assert len(after) == len(text) + growth
    for edit in edits:
        moved = sum(len(e.text) - len(e.span) for e in edits if (e.span, e.text) < (edit.span, ""))
        start = edit.span.start + moved
        assert after[start : start + len(edit.text)] == edit.text
    # What is left out overlaps something, crosses a code, or contradicts itself.
    for group in inside:
        if group not in made and plain(edited(content, group)) == rewritten(text, group):
            spans = sorted(edit.span for edit in edits | set(group))
            pairs = list(itertools.pairwise(spans))
            assert any(one == two or two.start < one.stop for one, two in pairs)


# --- pairs and rules --------------------------------------------------------------


def test_pairs_are_answered_line_by_line(tmp_path: Path) -> None:
    run: Callable[..., Any] = alihbahasa
    lines = "Ada 7.\tThere are 8.\n\nHalo.\tHello.\n"
    arguments = ("check", "-", "--pairs", "--source", "id", "--target", "en", "--select", "V")
    done = run(*arguments, "--format", "jsonl", cwd=tmp_path, input=lines)
    assert done.returncode == 0
    first, *others = map(json.loads, done.stdout.splitlines())
    assert others == [{"findings": []}, {"findings": []}]
    (finding,) = first["findings"]
    assert (finding["check"], finding["start"], finding["stop"]) == ("number", 10, 11)
    done = run(*arguments, "--fail-on", "warning", cwd=tmp_path, input=lines)
    assert done.returncode == 1
    assert "standard input:1:18" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "lines", "said"),
    [
        (["--source", "id", "--target", "en"], "one\n", "standard input:1: no tab"),
        (["--source", "id"], "a\tb\n", "two languages"),
    ],
)
def test_what_is_no_pair(arguments: list[str], lines: str, said: str, tmp_path: Path) -> None:
    done = alihbahasa("check", "-", "--pairs", *arguments, cwd=tmp_path, input=lines)
    assert done.returncode == 2
    assert said in done.stderr


def test_rules_are_told(tmp_path: Path) -> None:
    done = quickly("rule", "V001", cwd=tmp_path)
    assert done.stdout.startswith("V001 number (")
    assert "Wrong" in done.stdout
    every = json.loads(quickly("rule", "--all", "--format", "json", cwd=tmp_path).stdout)["checks"]
    table = quickly("rule", "--all", cwd=tmp_path).stdout
    assert all(f"{each['code']}  {each['name']}" in table for each in every)
    done = quickly("rule", "forbiden-term", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean forbidden-term?" in done.stderr


@git
def test_a_glossary_that_only_moved_makes_nothing_new(root: Path) -> None:
    (root / "glossaries/g.csv").write_text("concept,id,en,level\ndesa,desa,hamlet,must\n")
    commit(root)
    (root / "glossaries/g.csv").write_text(
        "concept,id,en,level\nafp,AFP,AFP,should\ndesa,desa,hamlet,must\n"
    )
    assert checked(root, "--since", "HEAD")["findings"] == []


def test_waivers_that_nothing_can_use_are_told(root: Path) -> None:
    (root / "translations/waivers.csv").write_text(
        "check,unit,language,until,reason\nnumber,gone.txt#u1,,,so\nnubmer,a.txt#u1,,,so\n"
    )
    told = [each["message"] for each in checked(root, "--select", "stale-waiver")["findings"]]
    assert told == [
        "the waiver of number is stale: there is no such article any more",
        "the waiver of nubmer is stale: there is no check nubmer",
    ]


def test_a_part_of_the_languages_cannot_tell_of_waivers_and_baseline(root: Path) -> None:
    settings = root / "alihbahasa.toml"
    settings.write_text(settings.read_text().replace('["en"]', '["en", "ru"]'))
    assert quickly("export", "--to", "ru", cwd=root).returncode == 0
    unit = checked(root, "--to", "en", "--select", "V")["findings"][0]["unit"]
    assert quickly("waive", "number", f"a.txt#{unit}", "--reason", "x", cwd=root).returncode == 0
    assert quickly("baseline", "write", cwd=root).returncode == 0
    for arguments in (["--to", "ru"], ["--glossary", "none.csv"]):
        (root / "none.csv").write_text("concept,id,en\n")
        done = quickly("check", *arguments, cwd=root)
        assert "stale" not in done.stdout
        assert "mended" not in done.stderr


# --- what a red run looks like ----------------------------------------------------


def test_planted_errors_are_annotated_where_they_stand(tmp_path: Path) -> None:
    """A forbidden term in an inflected form, and values that are wrong, or only written anew."""
    (tmp_path / "g.csv").write_text("concept,id,en,en:not,level\nrayon,rayon,district,rayon,must\n")
    pairs = {
        "Tujuh rayon jatuh.": "Seven rayons fell.",
        "Ekspor turun 19,1 %.": "Exports fell 19.1%.",
        "Impor turun 19,1 %.": "Imports fell 191%.",
        "Utangnya 1,3 Triliun rupiah.": "Its debts are 1.3 billion rupiah.",
        "Perang pecah (27/9/2020).": "War broke out on 7 September 2020.",
    }
    entries = "".join(
        f'\nmsgid "{source}"\nmsgstr "{target}"\n' for source, target in pairs.items()
    )
    (tmp_path / "a.po").write_text(f'msgid ""\nmsgstr "Language: en\\n"\n{entries}', "utf-8")
    done = alihbahasa(
        *("check", "a.po", "--source", "id", "--glossary", "g.csv", "--format", "github"),
        cwd=tmp_path,
    )
    assert done.returncode == 1
    marks = [
        line.partition("::")[2].partition("::")[0].partition(" ")
        for line in done.stdout.splitlines()
        if line.startswith(("::error", "::warning"))
    ]
    assert {(kind, rest.partition(",title=")[0]) for kind, _, rest in marks} == {
        ("error", "file=a.po,line=5,col=15,endColumn=21"),
        ("warning", "file=a.po,line=11,col=22,endColumn=25"),
        ("warning", "file=a.po,line=14,col=23,endColumn=34"),
        ("warning", "file=a.po,line=17,col=26,endColumn=27"),
    }
