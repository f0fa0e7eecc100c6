"""The settings: what is right is read, what is wrong is named by line and mended by a hint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alihbahasa import project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Severity
from alihbahasa.workflow import exchange, init, prepare
from alihbahasa.workflow.glossary import files


def settings(tmp_path: Path, text: str, name: str = "alihbahasa.toml") -> project.Project:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return project.find(tmp_path)


def test_defaults_are_those_of_an_empty_file(tmp_path: Path) -> None:
    found = settings(tmp_path, "")
    assert found.settings == project.Settings()
    assert found.sources == tmp_path / "sources"


def test_a_project_is_found_from_a_folder_below_it(tmp_path: Path) -> None:
    settings(tmp_path, '[project]\ntargets = ["ru"]\n')
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert project.find(below).root == tmp_path
    assert project.find(below).settings.project.targets == ("ru",)


def test_pyproject_is_read_where_it_has_the_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.alihbahasa.project]\ntargets = ["fr"]\n'
    assert settings(tmp_path, text, "pyproject.toml").settings.project.targets == ("fr",)


def test_no_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(AlihbahasaError, match="no project here") as caught:
        project.find(tmp_path)
    assert caught.value.hint == "alihbahasa init makes one"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[folders]\n# where\nsoruces = 'x'\n", 3, "folders.soruces", "did you mean sources?"),
        ("[exprot]\n", 1, "unknown setting exprot", "did you mean export?"),
        ("[project]\n\ntargets = 'en'\n", 3, "project.targets: expected a list", None),
        ("[project]\ntargets = ['english']\n", 2, "project.targets", None),
        ("[project]\ntargets = ['en', 'en']\n", 2, "en stands twice", None),
        ("[project]\ntargets = ['id']\n", 2, "source language and a target", None),
        ("[export]\nformats = ['po', 'xlif2']\n", 2, "no exchange format 'xlif2'", "xliff2"),
        ('[export]\nprofile = "omegal"\n', 2, "no profile", "did you mean omegat?"),
        ("[checks]\nnumber = 'warn'\n", 2, "'warn' is no severity", "warning"),
        ("[checks]\n\nnumbr = 'off'\n", 3, "no check 'numbr'", "did you mean number?"),
        (
            "[[overrides]]\narticles = 'a'\n[[overrides]]\narticles = 'b'\nlables = {}\n",
            5,
            "overrides.1.lables",
            "did you mean labels?",
        ),
        (
            "[[overrides]]\narticles = 'a'\n[overrides.checks]\nterm-misssing = 'off'\n",
            4,
            "no check 'term-misssing'",
            "did you mean term-missing?",
        ),
        ("[folders]\nsources = '../elsewhere'\n", 2, "inside the project", None),
        ("[folders]\nsources = '.'\n", 2, "keep them apart", None),
        ("[folders]\ntranslations = 'sources'\n", 2, "keep them apart", None),
        ("[export]\nformats = ['po', 'po']\n", 2, "po stands twice", None),
        ("[export]\ntitle = 'a\\u0007'\n".replace("'", '"'), 2, "one line of plain text", None),
        ("# x\n[language.en]\ncomplete = true\n", 2, "unknown setting language", "languages"),
        ("[languages.en]\ncomplete = true\n", 1, "no target language", None),
        (
            "[project]\ntargets = ['en']\n[languages.en]\ncomplet = true\n",
            4,
            "unknown setting languages.en.complet",
            "did you mean complete?",
        ),
        ("[project]\nsource = \n", 2, "not TOML", None),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, text: str, line: int, message: str, hint: str | None
) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        settings(tmp_path, text)
    error = caught.value
    assert message.lower() in error.message.lower()
    assert error.line == line
    assert error.file == str(tmp_path / "alihbahasa.toml")
    assert (hint or "") in (error.hint or "")


def test_line_numbers_hold_inside_a_pyproject(tmp_path: Path) -> None:
    text = "[tool.other]\nsource = 1\n[tool.alihbahasa.project]\nsourc = 'id'\n"
    with pytest.raises(AlihbahasaError) as caught:
        settings(tmp_path, text, "pyproject.toml")
    assert (caught.value.line, caught.value.hint) == (4, "did you mean source?")


def test_another_tool_s_table_is_no_table_of_ours(tmp_path: Path) -> None:
    with pytest.raises(AlihbahasaError, match="no project here"):
        settings(tmp_path, "tool = 3\n", "pyproject.toml")
    with pytest.raises(AlihbahasaError, match=r"tool\.alihbahasa must be a table") as caught:
        settings(tmp_path, "[tool]\nalihbahasa = 5\n", "pyproject.toml")
    assert caught.value.line == 2


def test_overrides_are_laid_over_in_order(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        """
        [checks]
        number = "warning"
        [labels]
        "Baca:" = { en = "Read:" }
        [[overrides]]
        articles = "berita/*"
        checks = { number = "error" }
        segmentation = { never_break_after = ["Brigjen."] }
        [[overrides]]
        articles = "berita/a*"
        checks = { number = "off" }
        labels = { "Baca:" = { ru = "Читайте:" } }
        """,
    ).settings
    assert found.for_article("opini/a.txt").checks == {"number": Severity.WARNING}
    assert found.for_article("berita/b.txt").checks == {"number": Severity.ERROR}
    last = found.for_article("berita/a.txt")
    assert last.checks == {"number": Severity.OFF}
    assert last.labels == {"Baca:": {"en": "Read:", "ru": "Читайте:"}}
    assert last.segmentation.never_break_after == ("Brigjen.",)


def test_articles_are_found_sorted_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    found = settings(tmp_path, "")
    for name in ("b.txt", "sub/a.txt", ".hidden.txt", ".git/c.txt", "picture.png"):
        path = tmp_path / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert found.articles() == ("b.txt", "sub/a.txt")


def test_two_articles_for_one_file_are_both_named(tmp_path: Path) -> None:
    found = settings(tmp_path, "")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("x")
    (tmp_path / "sources" / "A.TXT").write_text("x")
    with pytest.raises(AlihbahasaError, match=r"A\.TXT and a\.txt would write the same"):
        found.articles()


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    found = settings(root, "")
    found.sources.mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (found.sources / "a.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(AlihbahasaError, match="out of the project"):
        found.articles()


@pytest.mark.parametrize(
    "name", ["con.txt", "a./b.txt", "git~1/b.txt", "a:b.txt", "x" * 121 + ".txt"]
)
def test_an_article_has_a_name_for_every_system(tmp_path: Path, name: str) -> None:
    found = settings(tmp_path, "")
    path = found.sources / name
    path.parent.mkdir(parents=True)
    path.write_text("x")
    with pytest.raises(AlihbahasaError, match="not a name an exchange file can have"):
        found.articles()


@pytest.mark.parametrize("name", [".git/hooks", "a\\\\b", "C:/x", "nul", "x./y"])
def test_a_folder_has_a_name_for_every_system(tmp_path: Path, name: str) -> None:
    with pytest.raises(AlihbahasaError, match="not a name every system allows") as caught:
        settings(tmp_path, f'[folders]\ntranslations = "{name}"\n')
    assert caught.value.line == 2


def test_a_language_that_windows_takes_for_a_device_is_named_with_its_region(
    tmp_path: Path,
) -> None:
    found = settings(tmp_path, '[project]\ntargets = ["con"]\n')
    with pytest.raises(AlihbahasaError, match="no folder can be called con") as caught:
        prepare.chosen_languages(found, ())
    assert caught.value.hint == "name the language with its region, such as con-CO"
    assert prepare.chosen_languages(found, ("con-CO",)) == ("con-CO",)


def test_folders_and_files_out_of_the_project_are_not_read(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    found = settings(root, "")
    for name in ("a.txt", "g.csv", "a.po", "a.jsonl"):
        (outside / name).write_text("concept,id,en\n")
    found.sources.symlink_to(outside)
    found.glossaries.mkdir()
    (found.glossaries / "g.csv").symlink_to(outside / "g.csv")
    with pytest.raises(AlihbahasaError, match="out of the project"):
        found.articles()
    with pytest.raises(AlihbahasaError, match=r"g\.csv: a link out of the project"):
        files.read_all(found)
    found.sources.unlink()
    found.sources.mkdir()
    (found.sources / "a.txt").write_text("x")
    found.translations.mkdir()
    for place, read in (("en", exchange.load_store), (".record", exchange.load_record)):
        (found.translations / place).symlink_to(outside)
        with pytest.raises(AlihbahasaError, match="symbolic link"):
            read(found, "a.txt", language="en")


def test_init_makes_what_can_be_read_and_overwrites_nothing(tmp_path: Path) -> None:
    made = init.run(tmp_path, source="id", targets=["en", "ru"])
    assert {path.name for path in made.made} == {
        "alihbahasa.toml",
        "sources",
        "glossaries",
        "translations",
    }
    found = project.find(tmp_path)
    assert found.settings.project.targets == ("en", "ru")
    path = tmp_path / "alihbahasa.toml"
    path.write_text(path.read_text() + "# mine\n")
    again = init.run(tmp_path)
    assert not again.made
    assert path.read_text().endswith("# mine\n")


def test_every_setting_that_init_shows_is_one(tmp_path: Path) -> None:
    init.run(tmp_path)
    path = tmp_path / "alihbahasa.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    shown = [
        line.removeprefix("# ")
        for line in lines
        if not line.startswith("#") or "=" in line or line.startswith("# [")
    ]
    path.write_text("\n".join(shown), encoding="utf-8")
    found = project.find(tmp_path).settings
    assert found.export.translator
    assert found.labels
    assert found.overrides
    assert found.segmentation.never_break_after
    assert found.articles.frozen
    assert found.archives


def test_the_schema_describes_every_key() -> None:
    schema = project.json_schema()
    assert json.loads(json.dumps(schema))["$schema"].endswith("2020-12/schema")
    definitions = schema["$defs"]
    for name in ("Settings", "Translation", "Folders", "Archive", "Export", "Override"):
        assert definitions[name]["additionalProperties"] is False
        assert definitions[name]["description"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\n" + "a." * 5_000 + "a = 1", 2, "too many parts"),
        ("[" + "'x'. " * 5_000 + "a]", 1, "too many parts"),
        ("a = " + "9" * 5_000, None, "not TOML"),
        ("a = " + "[" * 5_000, None, "nested too deeply"),
        ("a = " + "{a=" * 5_000, None, "nested too deeply"),
    ],
)
def test_settings_that_would_take_forever_are_refused(
    tmp_path: Path, text: str, line: int | None, words: str
) -> None:
    with pytest.raises(AlihbahasaError, match=words) as caught:
        settings(tmp_path, text)
    assert line is None or caught.value.line == line


@pytest.mark.parametrize("name", ["x" * 121, "a/" + "é" * 61, "a\\u0000b", "a\\nb", "../a", "/a"])
def test_a_folder_that_no_file_system_has_is_refused(tmp_path: Path, name: str) -> None:
    for table, key in (("folders", "sources"), ("segmentation", "rules")):
        with pytest.raises(AlihbahasaError, match="inside the project") as caught:
            settings(tmp_path, f'[{table}]\n{key} = "{name}"\n')
        assert caught.value.line == 2


def test_lines_are_counted_by_line_feeds(tmp_path: Path) -> None:
    text = '# a\u2028b\x85c\n[project]\nsource = "id"\n[chekcs]\n'
    with pytest.raises(AlihbahasaError) as caught:
        settings(tmp_path, text.replace("\x85", "\u0085"))
    assert caught.value.line == 4


def test_a_link_in_a_circle_is_named(tmp_path: Path) -> None:
    found = settings(tmp_path, "")
    found.sources.mkdir()
    (found.sources / "a.txt").symlink_to(found.sources / "a.txt")
    assert found.articles() == ("a.txt",)
    with pytest.raises(AlihbahasaError, match="symbolic links"):
        storage.read(found.source_path("a.txt"), limit=10)
