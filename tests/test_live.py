"""The repository's own project: its articles, glossary and translations are as they should be."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import alihbahasa
from alihbahasa import plugins, project
from alihbahasa.model import Kind, TermStatus
from alihbahasa.workflow import build, check, check_rules, export, prepare, status, waive

FOLDERS = ("sources", "glossaries", "translations")


@pytest.fixture
def live(root: Path, tmp_path: Path) -> project.Project:
    """A copy of the live project, to be written to."""
    shutil.copy(root / project.SETTINGS_FILE, tmp_path)
    for folder in FOLDERS:
        shutil.copytree(root / folder, tmp_path / folder)
    return project.find(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_export_changes_no_byte(live: project.Project) -> None:
    before = files(live.translations)
    results = export.run(live).articles
    assert {each.language for each in results} == {"en", "ru"}
    assert files(live.translations) == before


def test_check_is_content(live: project.Project) -> None:
    rules = check_rules.rules_of(live)
    checked = check.run(live, rules=rules)
    left = waive.left(live, checked, rules=rules)
    assert (left.findings, checked.errors) == ((), ())
    assert 0 < left.waived < 5
    assert checked.units > 350


def test_build_writes_what_is_there(live: project.Project) -> None:
    before = files(live.translations)
    results = build.run(live).articles
    assert not any(each.changed for each in results)
    assert files(live.translations) == before
    assert {each.article for each in results if each.language == "en" and each.written} == set(
        live.articles()
    )


def test_the_built_article_has_the_structure_of_its_source(live: project.Project) -> None:
    endings = set()
    for article in live.articles():
        source = live.source_path(article).read_text(encoding="utf-8")
        built = live.built_path(article, language="en").read_text(encoding="utf-8")
        endings.add(Path(article).suffix)
        assert _structure(article, built) == _structure(article, source)
    assert endings == {".txt", ".md", ".html"}


def _structure(article: str, text: str) -> list[str]:
    """Return what a translation leaves as it is: labels by what they mean, marks, tags."""
    text = text.replace("Baca juga:", "Read also:").replace("Baca:", "Read:")
    if article.endswith(".html"):
        text = re.sub(r' (lang|content|alt|title|placeholder|value)="[^"]*"', r" \1", text)
        return re.findall(r"<(?:script|style).*?</|<[^>]+>|Read also:", text)
    lines = text.split("\n")
    if article.endswith(".txt"):
        return [line.partition(":")[0] if line.startswith("Read") else "" for line in lines]
    # The lines of a quotation become one.
    lines = [line for line in lines if not line.startswith("> lalu")]
    marks = r"^[-#>|\d. ]+|\*\*Read also:\*\*|\]\(\S+|!?\[\^?|\*+|~~|`|\|"
    return [" ".join(re.findall(marks, line)) for line in lines]


def test_a_title_in_a_code_that_was_translated_reaches_every_file(live: project.Project) -> None:
    path = live.exchange_path("berita/jalan-shusha.md", language="en", extension=".po")
    text = path.read_text(encoding="utf-8")
    assert text.count("Map of the Lachin") == 1
    path.write_text(text.replace("Map of the Lachin", "Plan of the Lachin"), encoding="utf-8")
    export.run(live)
    build.run(live)
    for extension in (".po", ".xlf", ".xliff", ".md"):
        text = path.with_suffix(extension).read_text(encoding="utf-8")
        assert text.count("Plan of the Lachin") == 1
        assert "Map of the Lachin" not in text
    assert not any(each.written for each in export.run(live).articles)


def test_english_is_complete_and_russian_is_begun(live: project.Project) -> None:
    rows = {(row.article, row.language): row for row in status.run(live)}
    english = [row for (_, language), row in rows.items() if language == "en"]
    assert all(row.translated == row.units for row in english)
    russian = sum(row.translated for (_, language), row in rows.items() if language == "ru")
    assert 0 < russian < sum(row.units for row in english)


def test_articles_are_of_a_size_and_hold_the_phenomena(live: project.Project) -> None:
    assert len(live.articles()) >= 5
    everything = ""
    kinds = set()
    repeated = set()
    for article in live.articles():
        document = prepare.document(live, article)
        units = alihbahasa.units(document)
        assert 25 <= len(units) <= 60
        kinds |= {unit.kind for unit in units}
        everything += document.text
        repeated |= {(Path(article).suffix, unit.kind) for unit in units if len(unit.places) > 1}
    assert repeated == {(".txt", Kind.LINK), (".md", Kind.HEADING), (".html", Kind.LINK)}
    assert {Kind.HEADING, Kind.LINK, Kind.DATELINE, Kind.BYLINE, Kind.CAPTION} <= kinds
    for phenomenon in (
        r"\(\d+/\d+/2020\)",
        r"\d+,\d %",
        r"Rp \d+,\d Triliun",
        r"rayon-rayon",
        r"Baca juga:",
        r"yakni:",
        r" -sebuah ",
        r" – ",
        r"Nagorno Karabakh",
        r"\?” tanya ",
        r",” kata .* dilansir dari AFP",
        r"-lah\b",
    ):
        assert re.search(phenomenon, everything), phenomenon


def test_the_glossary_is_worth_having(live: project.Project) -> None:
    glossary = prepare.glossary(live)
    assert len(glossary.concepts) >= 60
    assert {"id", "en", "ru", "hy", "az"} <= set(glossary.languages)
    forbids = [
        concept
        for concept in glossary.concepts
        if any(term.status is TermStatus.FORBIDDEN for term in concept.terms)
    ]
    assert len(forbids) >= 10
    for concept in glossary.concepts:
        for language in ("en", "ru", "hy", "az"):
            assert concept.keep or concept.terms_in(language), (concept.key, language)


def test_one_forbidden_term_is_found(live: project.Project) -> None:
    path = live.exchange_path("berita/gencatan-senjata.txt", language="en", extension=".po")
    text = path.read_text(encoding="utf-8")
    assert "imposed martial law" in text
    path.write_text(
        text.replace("imposed martial law", "imposed a state of emergency"), encoding="utf-8"
    )
    found = check.run(live, rules=check_rules.rules_of(live, select=["T"])).findings
    (finding,) = (each for each in found if each.check != "term-varies")
    line = path.read_text(encoding="utf-8").split("\n")[finding.place.line - 1]
    assert finding.check == "forbidden-term"
    assert line[finding.place.column - 1 :].startswith("state of emergency")
    assert finding.fix == ("martial law",)


def test_every_language_of_the_project_has_a_pack(live: project.Project) -> None:
    settings = live.settings.project
    for language in (settings.source, *settings.targets):
        assert plugins.has_pack(language)


@pytest.mark.shared
def test_no_sentence_is_of_the_seed(live: project.Project, shared: Path) -> None:
    seed = "".join(path.read_text(encoding="utf-8") for path in (shared / "seed").glob("*.txt"))
    for article in live.articles():
        for unit in alihbahasa.units(prepare.document(live, article)):
            assert str(unit.source[0]) not in seed


@pytest.mark.shared
def test_the_standards_accept_every_file(root: Path, shared: Path) -> None:
    paths = [
        str(path)
        for path in (root / "translations").rglob("*")
        if path.suffix in (".po", ".xlf", ".xliff")
    ]
    done = subprocess.run(
        [sys.executable, str(shared / "conformance" / "validate.py"), *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": valid") == len(paths)
