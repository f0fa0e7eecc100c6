"""``keep``: an edit that left the translation right, and what is no such edit."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from running import alihbahasa, files

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, raw
from alihbahasa.workflow import exchange, export

ARTICLE = """\
Parlemen mengumumkan darurat militer pada Minggu pagi.
Sebanyak 16 warga Shusha mengunsi ke ibu kota dengan bus.
Presiden menandatangani keputusan itu.
"""
GLOSSARY = """\
concept,id,en,ru
darurat-militer,darurat militer,martial law,военное положение
"""
SECOND = "Sebanyak 16 warga Shusha mengunsi ke ibu kota dengan bus."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for folder in ("sources", "glossaries"):
        (tmp_path / folder).mkdir()
    (tmp_path / project.SETTINGS_FILE).write_text(
        '[project]\ntargets = ["en", "ru"]\n', encoding="utf-8"
    )
    (tmp_path / "sources" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossaries" / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    export.run(project.find(tmp_path))
    for language in ("en", "ru"):
        path = tmp_path / "translations" / language / "a.po"
        text = path.read_text("utf-8")
        head, *entries = text.split('msgstr ""\n')
        # The header has one too.
        filled = "".join(
            f'{entry}msgstr "{language} {number}"\n' for number, entry in enumerate(entries[:-1])
        )
        path.write_text(f'{head}msgstr ""\n{filled}{entries[-1]}', encoding="utf-8")
    export.run(project.find(tmp_path))
    return tmp_path


def edited(home: Path, old: str, new: str, part: str = "") -> str:
    """Edit the article, export it, and return the id of the unit that has *new*, or *part*."""
    path = home / "sources" / "a.txt"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    export.run(project.find(home))
    return next(unit.id for unit in units(home, "en") if (part or new) in raw(unit.source))


def units(home: Path, language: str) -> list[Unit]:
    format = plugins.exchange_format("po")
    loaded = exchange.load(project.find(home), "a.txt", language=language, format=format)
    return [unit for unit in loaded.units if not unit.obsolete]


def state(home: Path, language: str, id: str) -> State:
    return next(unit.state for unit in units(home, language) if unit.id == id)


def keep(home: Path, *arguments: str) -> CompletedProcess[str]:
    return alihbahasa("keep", *arguments, cwd=home)


def test_a_typo_is_kept_in_all_languages(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    assert state(home, "en", id) is State.INITIAL
    result = keep(home, id, "--all-languages", "--reason", "typo")
    assert (result.returncode, result.stdout.count("kept")) == (0, 2)
    assert [state(home, language, id) for language in ("en", "ru")] == [State.TRANSLATED] * 2
    record = (home / "translations" / ".record" / "en" / "a.jsonl").read_text("utf-8")
    assert record.count('"kept":"typo"') == 1
    export.run(project.find(home))
    before = files(home)
    export.run(project.find(home))
    assert files(home) == before


def test_what_was_kept_already_is_no_error_until_it_is_translated_anew(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    assert keep(home, id, "--to", "en", "--reason", "typo").returncode == 0
    for _ in range(2):
        before = files(home)
        result = keep(home, id, "--to", "en", "--reason", "typo")
        assert (result.returncode, result.stdout.startswith("kept already  a.txt (en)")) == (
            0,
            True,
        )
        assert files(home) == before
        export.run(project.find(home))
    result = keep(home, id, "--all-languages", "--reason", "typo")
    assert [line[:12].rstrip() for line in result.stdout.splitlines()] == [
        "kept already",
        "kept    a.tx",
    ]
    store = home / "translations" / "en" / "a.po"
    store.write_text(store.read_text("utf-8").replace('"en 1"', '"en one"'), "utf-8")
    assert keep(home, id, "--to", "en", "--reason", "typo").returncode == 2
    other = units(home, "en")[0].id
    assert keep(home, other, "--to", "en", "--reason", "typo").returncode == 2


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("16 warga", "23 warga", "number 16 -> 23"),
        ("Shusha", "Shushi", "name Shusha -> Shushi"),
        ("mengunsi", "tidak mengunsi", "negation"),
        ("Minggu pagi", "Senin pagi", "name Minggu -> Senin"),
        ("darurat militer", "keadaan militer", "term darurat-militer -> -"),
        ("dengan bus", "naik kereta malam, lalu berjalan kaki sampai ke desa", "same sentence"),
    ],
)
def test_what_touches_the_meaning_is_refused(home: Path, old: str, new: str, why: str) -> None:
    id = edited(home, old, new)
    before = files(home)
    result = keep(home, id, "--to", "en", "--reason", "typo")
    assert result.returncode == 2
    assert why in result.stderr
    assert files(home) == before


def test_a_split_sentence_is_not_kept(home: Path) -> None:
    old = "mengunsi ke ibu kota dengan bus."
    id = edited(home, old, "mengunsi ke ibu kota. Dengan bus.", "mengunsi ke")
    result = keep(home, id[:8], "--to", "en", "--reason", "typo")
    assert result.returncode == 2


def test_what_was_a_draft_before_stays_one(home: Path) -> None:
    path = home / "translations" / "en" / "a.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'msgid "{SECOND}', f'#, fuzzy\nmsgid "{SECOND}'), "utf-8")
    export.run(project.find(home))
    id = edited(home, "mengunsi", "mengungsi")
    result = keep(home, id, "--to", "en", "--reason", "typo")
    assert (result.returncode, "not finished" in result.stderr) == (2, True)


def test_a_dry_run_writes_nothing(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    before = files(home)
    assert keep(home, id, "--to", "en", "--reason", "typo", "--dry-run").returncode == 0
    assert files(home) == before


def test_a_unit_is_named_by_the_beginning_of_its_id(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    assert keep(home, id[:6], "--to", "ru", "--reason", "typo").returncode == 0
    assert state(home, "ru", id) is State.TRANSLATED
    unknown = keep(home, f"{id[:-2]}zz", "--to", "ru", "--reason", "typo")
    assert (unknown.returncode, f"did you mean {id}?" in unknown.stderr) == (2, True)
    assert keep(home, "u", "--to", "ru", "--reason", "typo").returncode == 2
    assert "--all-languages" in keep(home, id, "--reason", "typo").stderr


def test_a_concept_that_changed_is_told_until_it_is_kept_or_translated(home: Path) -> None:
    path = home / "glossaries" / "terms.csv"
    path.write_text(GLOSSARY.replace("martial law", "emergency rule"), "utf-8")
    result = alihbahasa("check", "--to", "en", cwd=home)
    assert "term-changed P003" in result.stdout
    assert "P003" not in alihbahasa("check", "--to", "ru", cwd=home).stdout
    export.run(project.find(home))
    assert "term-changed P003" in alihbahasa("check", "--to", "en", cwd=home).stdout
    id = units(home, "en")[0].id
    result = keep(home, id, "--to", "en", "--reason", "still right")
    assert (result.returncode, "agreed" in result.stdout) == (0, True)
    assert "P003" not in alihbahasa("check", "--to", "en", cwd=home).stdout
    path.write_text(GLOSSARY.replace("martial law", "army rule"), "utf-8")
    assert "term-changed P003" in alihbahasa("check", "--to", "en", cwd=home).stdout
    store = home / "translations" / "en" / "a.po"
    store.write_text(store.read_text("utf-8").replace('"en 0"', '"The army rules."'), "utf-8")
    assert "P003" not in alihbahasa("check", "--to", "en", cwd=home).stdout


def test_a_frozen_article_is_left_alone(home: Path) -> None:
    settings = home / project.SETTINGS_FILE
    settings.write_text(f'{settings.read_text("utf-8")}[articles]\nfrozen = ["a.*"]\n', "utf-8")
    (home / "sources" / "b.txt").write_text("Harga roti naik.\n", encoding="utf-8")
    (home / "sources" / "a.txt").write_text(ARTICLE.replace("16", "23"), encoding="utf-8")
    before = files(home / "translations")
    result = alihbahasa("export", cwd=home)
    assert (result.returncode, "b.txt" in result.stdout, "a.txt" in result.stdout) == (
        0,
        True,
        False,
    )
    assert before.items() <= files(home / "translations").items()
    assert "P001" not in alihbahasa("check", cwd=home).stdout
    assert "P001" in alihbahasa("check", "a.txt", cwd=home).stdout
    (home / "back.po").write_bytes((home / "translations" / "en" / "a.po").read_bytes())
    for command in (["import", "back.po"], ["resolve", "a.txt", "--ours"]):
        done = alihbahasa(*command, cwd=home)
        assert (done.returncode, "a.txt is frozen" in done.stderr) == (2, True)
    refused = alihbahasa("export", "a.txt", cwd=home)
    assert (refused.returncode, "frozen" in refused.stderr) == (2, True)
