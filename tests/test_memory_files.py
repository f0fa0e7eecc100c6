"""``memory import``, ``export`` and ``stats``: what comes in, what is refused, what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import alihbahasa, files

HEAD = (
    '<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"'
    ' adminlang="en" srclang="id" datatype="plaintext"/>'
)


def tu(*texts: tuple[str, str]) -> str:
    found = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in texts)
    return f"<tu>{found}</tu>\n"


def tmx(*units: str, version: str = "1.4", doctype: str = "") -> str:
    return f'{doctype}<tmx version="{version}">{HEAD}<body>\n{"".join(units)}</body></tmx>'


ONE = tu(("id", "Satu."), ("en", "One."))
TWO = tu(("id", "Dua orang."), ("en", "Two people."))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en", "ru"]\n')
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("Satu.\n\nDua orang.\n")
    return tmp_path


def taken(root: Path, text: str, *options: str, code: int = 0) -> dict[str, object]:
    done = alihbahasa("memory", "import", "-", "--format", "json", *options, cwd=root, input=text)
    assert done.returncode == code, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["files"]
    assert len(found) == 1
    return found[0]


def test_pairs_come_in_once(root: Path) -> None:
    found = taken(root, tmx(ONE, TWO, ONE, tu(("id", "Tiga.")), tu(("de", "Vier."))))
    assert found["new"] == 2
    assert found["into"] == "tm/standard-input.en.tmx"
    assert found["left_out"] == {
        "duplicates": 1,
        "without a translation": 1,
        "without a text in id": 1,
    }
    before = files(root)
    again = taken(root, tmx(TWO))
    assert (again["new"], again["known"], again["is_changed"]) == (0, 1, False)
    assert files(root) == before


def test_new_pairs_are_added_to_the_file(root: Path) -> None:
    taken(root, tmx(ONE))
    assert taken(root, tmx(TWO))["new"] == 1
    text = (root / "tm" / "standard-input.en.tmx").read_text()
    assert "One." in text
    assert "Two people." in text


def test_a_file_of_another_program_is_left_alone(root: Path) -> None:
    (root / "tm").mkdir()
    (root / "tm" / "standard-input.en.tmx").write_text(tmx(ONE))
    before = files(root)
    done = alihbahasa("memory", "import", "-", cwd=root, input=tmx(TWO))
    assert done.returncode == 2
    assert "another program" in done.stderr
    assert files(root) == before


def test_several_languages_have_to_be_told_apart(root: Path) -> None:
    text = tmx(tu(("id", "Satu."), ("en", "One."), ("ru", "Один.")))
    done = alihbahasa("memory", "import", "-", cwd=root, input=text)
    assert done.returncode == 2
    assert "--to" in done.stderr
    assert taken(root, text, "--to", "ru")["into"] == "tm/standard-input.ru.tmx"


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = files(root)
    assert taken(root, tmx(ONE), "--dry-run")["is_changed"]
    assert files(root) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (tmx(ONE, doctype="<!DOCTYPE tmx [<!ELEMENT tmx ANY>]>\n"), "declarations"),
        (tmx(ONE, doctype='<!DOCTYPE tmx [<!ENTITY a "b">]>\n'), "broken.tmx:1"),
        (tmx(ONE, version="2.0"), "'2.0'"),
        (tmx(ONE, "<tu><tuv><seg>a</seg></tuv></tu>"), "broken.tmx:3: tu 2: a tuv without"),
        (tmx(ONE, tu(("id", '<bpt i="1"/>a'), ("en", "b"))), "tu 2: a bpt"),
        (tmx(tu(("id", '<ept i="1"/>a'), ("en", "b"))), "tu 1: an ept"),
        (tmx(tu(("id", "<it>x</it>a"), ("en", "b"))), "tu 1: an it"),
        (tmx(tu(("id", "<b>x</b>a"), ("en", "b"))), "tu 1: a b where"),
        (tmx(ONE)[:-20], "well-formed"),
        (tmx(tu(("fr", "un"), ("en", "one"))), "source language"),
        (tmx(tu(("id", "satu"), ("de", "eins"))), "it has de"),
    ],
)
def test_what_is_broken_changes_nothing(root: Path, text: str, told: str) -> None:
    (root / "good.tmx").write_text(tmx(ONE))
    (root / "broken.tmx").write_text(text)
    before = files(root)
    done = alihbahasa("memory", "import", "good.tmx", "broken.tmx", cwd=root)
    assert done.returncode == 2
    assert told in done.stderr
    assert files(root) == before


def test_export_and_stats_and_back(root: Path) -> None:
    assert alihbahasa("export", cwd=root).returncode == 0
    store = root / "translations" / "en" / "a.po"
    text = store.read_text()
    store.write_text(text.replace('msgid "Satu."\nmsgstr ""', 'msgid "Satu."\nmsgstr "One."'))
    done = alihbahasa("memory", "export", "--to", "en", "-o", "out.tmx", cwd=root)
    assert (done.returncode, done.stdout) == (0, "wrote out.tmx: 1 pair\n")
    assert alihbahasa("memory", "import", "out.tmx", cwd=root).returncode == 0
    taken(root, tmx(tu(("id", "Satu."), ("en", "A one.")), TWO))
    done = alihbahasa("memory", "stats", "--to", "en", "--format", "json", cwd=root)
    (found,) = json.loads(done.stdout)["languages"]
    assert {name: found[name] for name in ("pairs", "words", "sources", "ambiguous")} == {
        "pairs": 4,
        "words": 5,
        "sources": 2,
        "ambiguous": 1,
    }
    assert [each["pairs"] for each in found["files"]] == [1, 1, 2]
    assert "2 distinct sources" in alihbahasa("memory", "stats", cwd=root).stdout


def test_finished_entries_of_po_come_in(root: Path) -> None:
    po = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Satu."\nmsgstr "One."\n\n#, fuzzy\nmsgid "Dua."\nmsgstr "Two."\n'
    )
    (root / "CON.po").write_text(po)
    done = alihbahasa("memory", "import", "CON.po", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "1 new pair" in done.stdout
    assert "left out: 1 drafts" in done.stdout
    assert [path.name for path in (root / "tm").iterdir()] == ["memory-CON.en.tmx"]
