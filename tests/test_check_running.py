"""How a check is run: what is asked for, what is new, waived, known, mended, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import alihbahasa, git, run_git

from alihbahasa.checking import baseline, waivers
from alihbahasa.checking.waivers import Waiver
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Code, CodeKind, Content, Edit, Span, joined, plain
from alihbahasa.text import edited, edited_content

SOURCE = "Ada 7 orang di sini.\n\nHarga naik 19,1 % lagi.\n\nMereka pulang ke desa.\n"
TARGETS = {
    "Ada 7 orang di sini.": "There are 8 people here.",
    "Harga naik 19,1 % lagi.": "Prices rose 19,1% again.",
    "Mereka pulang ke desa.": "They went home to the village.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two wrong numbers: one that has to be decided, one that mends itself."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (tmp_path / "sources/a.txt").write_text(SOURCE)
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    translate(tmp_path, TARGETS)
    return tmp_path


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
    done = alihbahasa("check", "--format", "json", *arguments, cwd=root)
    assert done.returncode == code, (done.stdout, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def names(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["check"], each["target"].split()[0]) for each in found["findings"]]


BOTH = [("number", "There"), ("number", "Prices")]


# --- what runs --------------------------------------------------------------------


def test_selected_and_ignored_checks(root: Path) -> None:
    assert names(checked(root, "--select", "V")) == BOTH
    assert names(checked(root, "--select", "number")) == BOTH
    assert names(checked(root, "--select", "V001", "--ignore", "number")) == []
    done = alihbahasa("check", "--select", "nmber", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean number?" in done.stderr


def test_a_broken_file_does_not_hide_the_others(root: Path) -> None:
    (root / "sources/b.txt").write_bytes(b"ab\xc3(\n")
    (root / "c.po").write_text('msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "x\n')
    done = alihbahasa("check", "a.txt", "b.txt", "c.po", "--select", "V", cwd=root)
    assert done.returncode == 2
    assert done.stdout.count("number") >= 2
    assert "sources/b.txt" in done.stderr
    assert "c.po:4" in done.stderr
    alone = alihbahasa("check", "c.po", cwd=root)
    assert (alone.returncode, alone.stdout) == (2, "")


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
    assert alihbahasa("build", cwd=root).returncode == 0
    assert checked(root)["findings"] == []
    translate(root, {"Mereka pulang ke desa.": "They went back to the village."})
    assert [each["check"] for each in checked(root)["findings"]] == ["stale-build"]


def test_a_wrong_key_of_a_language_is_an_error(root: Path) -> None:
    settings = root / "alihbahasa.toml"
    settings.write_text(settings.read_text() + "[languages.en]\ncomplet = true\n")
    done = alihbahasa("check", cwd=root)
    assert done.returncode == 2
    assert "languages.en" in done.stderr


# --- waivers ----------------------------------------------------------------------


def test_a_waiver_lets_a_finding_stand_until_it_is_stale(root: Path) -> None:
    unit = checked(root, "--select", "V")["findings"][0]["unit"]
    where = f"a.txt#{unit[:6]}"
    done = alihbahasa("waive", "number", where, "--reason", "as\nhe said", cwd=root)
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
    done = alihbahasa("waive", *arguments, "--reason", "so", cwd=root)
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
    assert alihbahasa("baseline", "write", cwd=root).returncode == 0
    found = checked(root)
    assert (found["findings"], found["summary"]["known"]) == ([], 2)
    # An edit elsewhere in the article moves lines, and nothing else.
    (root / "sources/a.txt").write_text("Baru.\n\n" + SOURCE)
    assert checked(root)["findings"] == []
    again = alihbahasa("baseline", "write", cwd=root)
    assert again.returncode == 2
    assert "only get shorter" in again.stderr
    translate(root, {"Ada 7 orang di sini.": "There are 7 people here."})
    done = alihbahasa("check", cwd=root)
    assert "1 finding of the baseline mended" in done.stderr
    # A part of the checks cannot tell.
    assert "mended" not in alihbahasa("check", "--select", "T", cwd=root).stderr
    done = alihbahasa("baseline", "prune", cwd=root)
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
@pytest.mark.parametrize("change", ["a revision that is not", "no repository"])
def test_what_nothing_is_known_of(root: Path, change: str) -> None:
    if change != "no repository":
        commit(root)
    done = alihbahasa("check", "--since", "mian", cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "git" in done.stderr


# --- mending ----------------------------------------------------------------------


def test_what_needs_nobodys_choice_is_mended(root: Path) -> None:
    store = root / "translations/en/a.po"
    before = store.read_bytes()
    done = alihbahasa("check", "--diff", "--select", "V", cwd=root)
    assert done.returncode == 1
    assert '-msgstr "Prices rose 19,1% again."\n+msgstr "Prices rose 19.1% again."' in done.stdout
    assert store.read_bytes() == before
    done = alihbahasa("check", "--fix", "--select", "V", cwd=root)
    assert "1 finding mended" in done.stderr
    assert store.read_bytes() == before.replace(b"19,1%", b"19.1%")
    assert names(checked(root, "--select", "V")) == BOTH[:1]
    assert alihbahasa("check", "--diff", "--select", "V", cwd=root).returncode == 0


def test_what_is_waived_or_frozen_is_not_mended(root: Path) -> None:
    store = root / "translations/en/a.po"
    before = store.read_bytes()
    settings = root / "alihbahasa.toml"
    text = settings.read_text()
    settings.write_text(text + '[articles]\nfrozen = ["a.txt"]\n')
    done = alihbahasa("check", "a.txt", "--fix", "--select", "V", cwd=root)
    assert done.returncode == 2
    assert "frozen" in done.stderr
    settings.write_text(text)
    unit = checked(root, "--select", "V")["findings"][1]["unit"]
    assert alihbahasa("waive", "number", f"a.txt#{unit}", "--reason", "x", cwd=root).returncode == 0
    alihbahasa("check", "--fix", "--select", "V", cwd=root)
    assert store.read_bytes() == before


def test_options_that_contradict_each_other(root: Path) -> None:
    done = alihbahasa("check", "--since", "HEAD", "--fix", cwd=root)
    assert done.returncode == 2
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
    after = edited_content(content, [edit])
    assert [part for part in after if isinstance(part, Code)] == [
        part for part in content if isinstance(part, Code)
    ]
    assert plain(after) in (text, edited(text, [edit]))


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
    done = alihbahasa("rule", "V001", cwd=tmp_path)
    assert done.stdout.startswith("V001 number (")
    assert "Wrong" in done.stdout
    every = json.loads(alihbahasa("rule", "--all", "--format", "json", cwd=tmp_path).stdout)
    table = alihbahasa("rule", "--all", cwd=tmp_path).stdout
    assert all(f"{each['code']}  {each['name']}" in table for each in every)
    done = alihbahasa("rule", "forbiden-term", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean forbidden-term?" in done.stderr
