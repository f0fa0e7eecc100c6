"""``keep``: an edit that left the translation right, and what is no such edit."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest
from running import alihbahasa, files

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, raw
from alihbahasa.workflow import exchange, export, prepare
from alihbahasa.workflow import keep as keep_

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
    assert keep(home, id, "--to", "en", "--reason", "typo").returncode == 2


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


def test_units_with_nothing_to_keep_are_told(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    same = next(unit.id for unit in units(home, "en") if "Presiden" in raw(unit.source))
    done = keep(home, same, id, "--to", "en", "--reason", "typo")
    assert (done.returncode, done.stdout.count("kept")) == (0, 1)
    assert f"nothing to keep: {same}  Presiden" in done.stderr
    assert keep(home, same, "--to", "en", "--reason", "typo").returncode == 2


def test_a_unit_is_kept_in_all_its_articles_or_in_those_named(home: Path) -> None:
    folder = home / "sources"
    (folder / "b.txt").write_text(f"{SECOND}\nIa pulang.\n", encoding="utf-8")
    export.run(project.find(home))
    path = home / "translations" / "en" / "b.po"
    path.write_text(
        path.read_text("utf-8").replace('bus."\nmsgstr ""', 'bus."\nmsgstr "B"'), "utf-8"
    )
    export.run(project.find(home))
    (folder / "b.txt").write_text(f"{SECOND.replace('gunsi', 'gungsi')}\nIa pulang.\n", "utf-8")
    id = edited(home, "mengunsi", "mengungsi")
    both = keep(home, id, "--to", "en", "--reason", "typo", "--dry-run")
    assert both.stdout.count("kept") == 2
    one = keep(home, id, "--to", "en", "--reason", "typo", "--article", "b.txt")
    assert (one.returncode, "b.txt (en)" in one.stdout, "a.txt" in one.stdout) == (0, True, False)
    assert state(home, "en", id) is State.INITIAL
    # A frozen article that has it too is left alone, and an error where no other has it.
    freeze(home, "b.*")
    rest = keep(home, id, "--to", "en", "--reason", "typo")
    assert (rest.returncode, "a.txt (en)" in rest.stdout) == (0, True)
    assert "frozen, so left alone: b.txt" in rest.stderr
    freeze(home, "*")
    none = keep(home, id, "--to", "ru", "--reason", "typo")
    assert (none.returncode, "a.txt is frozen" in none.stderr) == (2, True)


def test_terms_are_looked_for_in_the_article_of_the_unit_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sources" / "b.txt").write_text("Ia pulang.\n", encoding="utf-8")
    id = edited(home, "mengunsi", "mengungsi")
    looked: list[str] = []
    recognised = prepare.recognised

    def counted(units: tuple[Unit, ...], article: str, found: prepare.Terms) -> tuple[Unit, ...]:
        looked.append(article)
        return recognised(units, article, found)

    monkeypatch.setattr(prepare, "recognised", counted)
    keep_.run(project.find(home), [id], languages=["en"], reason="typo")
    assert looked == ["a.txt"]


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
    several = keep(home, "u", "--to", "ru", "--reason", "typo")
    assert (several.returncode, "they are u" in several.stderr) == (2, True)
    assert "no unit ''" in keep(home, "", "--to", "ru", "--reason", "typo").stderr
    assert "--all-languages" in keep(home, id, "--reason", "typo").stderr


def test_a_concept_that_changed_is_told_until_it_is_kept_or_translated(home: Path) -> None:
    path = home / "glossaries" / "terms.csv"
    path.write_text(GLOSSARY.replace("martial law", "emergency rule"), "utf-8")
    result = alihbahasa("check", "--to", "en", cwd=home)
    assert "term-changed: " in result.stdout
    assert "term-changed" not in alihbahasa("check", "--to", "ru", cwd=home).stdout
    export.run(project.find(home))
    assert "term-changed: " in alihbahasa("check", "--to", "en", cwd=home).stdout
    id = units(home, "en")[0].id
    assert f"#{id} --reason" in alihbahasa("check", "--to", "en", cwd=home).stdout
    result = keep(home, id, "--to", "en", "--reason", "still right")
    assert (result.returncode, "agreed" in result.stdout) == (0, True)
    assert "term-changed" not in alihbahasa("check", "--to", "en", cwd=home).stdout
    path.write_text(GLOSSARY.replace("martial law", "army rule"), "utf-8")
    assert "term-changed: " in alihbahasa("check", "--to", "en", cwd=home).stdout
    store = home / "translations" / "en" / "a.po"
    store.write_text(store.read_text("utf-8").replace('"en 0"', '"The army rules."'), "utf-8")
    assert "term-changed" not in alihbahasa("check", "--to", "en", cwd=home).stdout


def freeze(home: Path, pattern: str) -> None:
    settings = home / project.SETTINGS_FILE
    text = settings.read_text("utf-8").partition("[articles]")[0]
    settings.write_text(f'{text}[articles]\nfrozen = ["{pattern}"]\n', "utf-8")


def test_a_folder_stands_for_its_articles_that_are_not_frozen(home: Path) -> None:
    (home / "sources" / "in").mkdir()
    for name in ("b.txt", "c.txt"):
        (home / "sources" / "in" / name).write_text(f"Harga {name} naik.\n", encoding="utf-8")
    freeze(home, "*/b.*")
    for command, asked, code in (
        ("export", "sources", 0),
        ("status", "in", 0),
        ("check", "sources/in", 0),
        ("build", "in", 1),
    ):
        done = alihbahasa(command, asked, cwd=home)
        assert (done.returncode, "in/b" in done.stdout) == (code, False)
        assert done.stderr.count("frozen, so left alone: in/b.txt\n") == 1
    assert "in/b.txt" not in alihbahasa("export", cwd=home).stderr
    assert not (home / "translations" / "en" / "in" / "b.po").exists()
    both = alihbahasa("status", "in", "in/b.txt", cwd=home)
    assert ("in/b.txt" in both.stdout, both.stderr) == (True, "")
    freeze(home, "in/*")
    done = alihbahasa("export", "in", cwd=home)
    assert (done.returncode, "0 articles" in done.stdout) == (0, True)
    assert "left alone: in/b.txt, in/c.txt" in done.stderr
    inside = alihbahasa("export", ".", cwd=home / "sources" / "in")
    assert (inside.returncode, inside.stdout) == (0, done.stdout)
    assert alihbahasa("resolve", "in", "--ours", cwd=home).returncode == 0
    assert "article is empty" in alihbahasa("export", "", cwd=home / "sources").stderr


def test_a_pattern_that_freezes_nothing_is_told(home: Path) -> None:
    freeze(home, "beritta/*")
    for command in ("export", "status"):
        done = alihbahasa(command, cwd=home)
        assert done.returncode == 0
        assert done.stderr.count("[articles] frozen: no article is called beritta/*") == 1


def test_a_frozen_article_is_left_alone(home: Path) -> None:
    freeze(home, "a.*")
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
    assert "source-changed" not in alihbahasa("check", cwd=home).stdout
    assert "source-changed" in alihbahasa("check", "a.txt", cwd=home).stdout
    (home / "back.po").write_bytes((home / "translations" / "en" / "a.po").read_bytes())
    for command in (["import", "back.po"], ["resolve", "a.txt", "--ours"]):
        done = alihbahasa(*command, cwd=home)
        assert (done.returncode, "a.txt is frozen" in done.stderr) == (2, True)
    refused = alihbahasa("export", "a.txt", cwd=home)
    assert (refused.returncode, "frozen" in refused.stderr) == (2, True)


def test_what_becomes_of_other_sentences_is_told(home: Path) -> None:
    id = edited(home, "mengunsi", "mengungsi")
    path = home / "sources" / "a.txt"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[1:]), encoding="utf-8")
    result = keep(home, id, "--all-languages", "--reason", "typo")
    told = [line.split("  ")[0] or line for line in result.stdout.splitlines()]
    assert told == ["kept", "  sentences 1 deleted"] * 2
    result = alihbahasa("export", cwd=home)
    assert "sentences" not in result.stdout


def test_what_is_kept_is_not_told_as_edited(home: Path) -> None:
    path = home / "sources" / "a.txt"
    text = path.read_text("utf-8")
    path.write_text(text.replace("mengunsi", "mengungsi"), encoding="utf-8")
    found = project.find(home)
    fresh = prepare.units(found, "a.txt", prepare.terms(found))
    id = next(unit.id for unit in fresh if "mengungsi" in raw(unit.source))
    result = keep(home, id, "--all-languages", "--reason", "typo")
    assert result.stdout.count("kept") == 2
    assert "sentences" not in result.stdout
