"""Tests of glossary seed: the territories that articles name, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import alihbahasa

from alihbahasa import project
from alihbahasa.model import Concept, Level, TermStatus
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import seed

ARTICLE = """\
Kabar dari Suriah

Relawan dari Suriah dan Yordania tiba di Armenia. Suriah-lah yang paling awal.
Kapal itu berlabuh di Oman, bukan di oman. Uni Eropa mengirim bantuan; dunia diam.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\ntargets = ["en", "ru"]\n')
    for name in ("sources", "glossaries"):
        (tmp_path / name).mkdir()
    (tmp_path / "sources" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "glossaries" / "g.csv").write_text(
        "concept,id,en,ru\nhayastan,Armenia,Armenia,Армения\n", encoding="utf-8"
    )
    return tmp_path


def concepts(folder: Path) -> dict[str, Concept]:
    return {each.key: each for each in prepare.glossary(project.find(folder)).concepts}


def texts(concept: Concept, language: str) -> list[str]:
    return [term.text for term in concept.terms_in(language)]


def test_what_articles_name_and_no_glossary_has_is_added(folder: Path) -> None:
    done = seed.run(project.find(folder))
    assert [(concept.terms[0].text, count) for concept, count in done.concepts] == [
        ("Suriah", 3),
        ("Oman", 1),
        ("Yordania", 1),
    ]
    assert done.known == 1
    now = concepts(folder)
    assert sorted(now) == ["hayastan", "oman", "suriah", "yordania"]
    syria = now["suriah"]
    assert (syria.level, syria.source, syria.note) == (Level.SHOULD, "Unicode CLDR", "territory SY")
    assert texts(syria, "en")[:2] == ["Syria", "Syrian"]
    assert texts(syria, "ru")[:2] == ["Сирия", "сирийский"]
    statuses = [term.status for term in syria.terms_in("en")]
    assert statuses[:2] == [TermStatus.PREFERRED, TermStatus.ADMITTED]


def test_a_second_time_nothing_is_added(folder: Path) -> None:
    seed.run(project.find(folder))
    before = (folder / "glossaries" / "g.csv").read_bytes()
    done = seed.run(project.find(folder))
    assert (done.concepts, done.known) == ((), 4)
    assert (folder / "glossaries" / "g.csv").read_bytes() == before


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = (folder / "glossaries" / "g.csv").read_bytes()
    assert len(seed.run(project.find(folder), dry_run=True).concepts) == 3
    assert (folder / "glossaries" / "g.csv").read_bytes() == before


def test_a_language_without_adjectives_makes_it_a_matter_of_information(folder: Path) -> None:
    done = seed.run(project.find(folder), languages=["en", "ka"])
    assert {concept.level for concept, _ in done.concepts} == {Level.INFO}
    assert set(done.without) == {"Suriah", "Oman", "Yordania"}


def test_a_name_that_has_another_behind_it_is_two() -> None:
    burma = seed.territories("id", ["en"])["MM"]
    assert texts(burma, "en")[:2] == ["Myanmar", "Burma"]


def test_no_group_of_territories_is_one() -> None:
    found = seed.territories("id", ["en"])
    assert not {"EU", "UN", "001", "150", "ZZ"} & found.keys()
    assert len(found) > 200


def test_the_command_tells_what_it_adds(folder: Path) -> None:
    arguments = ("glossary", "seed", "--cldr", "--into", "countries.csv", "--to", "en")
    dry = alihbahasa(*arguments, "--dry-run", cwd=folder)
    assert "nothing was written (--dry-run)" in dry.stderr
    assert not (folder / "glossaries" / "countries.csv").exists()
    done = alihbahasa(*arguments, cwd=folder)
    assert done.stdout == dry.stdout
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("id Suriah; en Syria | Syrian")
    assert lines[0].endswith("(should, 3 mentions)")
    assert lines[-1] == (
        "3 concepts added to glossaries/countries.csv; the glossaries had 1 of those mentioned"
    )
    assert (folder / "glossaries" / "countries.csv").is_file()
    refused = alihbahasa("glossary", "seed", cwd=folder)
    assert refused.returncode == 2
    assert "there is one: --cldr" in refused.stderr
