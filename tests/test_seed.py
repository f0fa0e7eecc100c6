"""The article it began with, from an empty folder to English, as the first users will run it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest

import alihbahasa
from alihbahasa import project, recognition
from alihbahasa.model import Grade, Kind, Unit, plain
from alihbahasa.workflow import build, export, init, prepare

GLOSSARY = """\
concept,id,en,en:not,match,level,keep,note
armenia,Armenia,Armenia|Armenian,,case,should,,
artsakh,Artsakh|Republik Artsakh,Artsakh|Republic of Artsakh,,case,must,,
azerbaijan,Azerbaijan,Azerbaijan|Azerbaijani,Azeri,case,should,,
darurat-militer,darurat militer,martial law,military emergency,,must,,
kondisi-darurat,kondisi darurat,state of emergency,,,should,,
kremlin,Kremlin,Kremlin,,case,should,,
nagorno-karabakh,Nagorno-Karabakh,Nagorno-Karabakh,,case,must,,
pemerintahan,pemerintahan,government|administration,,,info,,
rayon,rayon,district|raion,county,,must,,raion only in quotations
tribunnewswiki,TribunnewsWiki,,,exact,must,*,
"""

pytestmark = pytest.mark.shared


@pytest.fixture
def seed(shared: Path, tmp_path: Path) -> project.Project:
    init.run(tmp_path)
    (article,) = (shared / "seed").glob("*.txt")
    shutil.copy(article, tmp_path / "sources" / "seed.txt")
    (tmp_path / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    return project.find(tmp_path)


def units_of(seed: project.Project) -> tuple[Unit, ...]:
    return prepare.units(seed, "seed.txt", prepare.terms(seed))


def test_every_line_but_its_label_is_in_units(seed: project.Project) -> None:
    document = prepare.document(seed, "seed.txt")
    lines = document.text.splitlines()
    texts = Counter(plain(unit.source) for block in document.blocks for unit in block.units)
    assert len(document.blocks) == len(lines)
    for block, line in zip(document.blocks, lines, strict=True):
        assert block.text == line
        assert block.label in ("", "Baca:")
        rest = line.removeprefix(block.label).strip()
        assert " ".join(plain(unit.source) for unit in block.units) == rest
    assert sum(texts.values()) == 26


def test_what_the_units_are(seed: project.Project) -> None:
    units = units_of(seed)
    assert len(units) == 25
    kinds = Counter(unit.kind for unit in units)
    assert (kinds[Kind.HEADING], kinds[Kind.LINK]) == (3, 5)
    repeated = [unit for unit in units if len(unit.places) > 1]
    assert [plain(unit.source)[:16] for unit in repeated] == ["Update Konflik A"]
    assert len(repeated[0].places) == 2


def test_terms_are_found_in_every_form(seed: project.Project) -> None:
    units = units_of(seed)

    def mentioned(key: str) -> list[tuple[str, Grade]]:
        return [
            (mention.span.of(plain(unit.source)), mention.grade)
            for unit in units
            for mention in unit.mentions
            if mention.concept.key == key
        ]

    assert [text for text, _ in mentioned("darurat-militer")] == [
        "darurat militer",
        "Darurat Militer",
        "Darurat Militer",
    ]
    assert mentioned("rayon") == [("rayon-rayon", Grade.INFLECTED)]
    assert ("Nagorno Karabakh", Grade.VARIANT) in mentioned("nagorno-karabakh")
    (both,) = (
        group
        for unit in units
        for group in recognition.overlapping(unit.mentions)
        if len(group) > 1
    )
    assert {mention.concept.key for mention in both} == {"kondisi-darurat", "darurat-militer"}


def test_a_translation_goes_all_the_way(seed: project.Project) -> None:
    export.run(seed)
    path = seed.exchange_path("seed.txt", language="en", extension=".po")
    po = polib.pofile(str(path), wrapwidth=0)
    for number, entry in enumerate(po):
        entry.msgstr = f"Sentence {number}."
    po[5].msgstr = ""
    po.save(str(path))

    export.run(seed)
    after = polib.pofile(str(path), wrapwidth=0)
    assert [entry.msgstr for entry in after] == [entry.msgstr for entry in po]
    before = path.read_bytes()
    assert not any(each.written for each in export.run(seed).articles)
    assert path.read_bytes() == before

    (built,) = build.run(seed).articles
    assert [plain(unit.source) for unit in built.open] == [po[5].msgid]
    assert not built.path.exists()
    (partial,) = build.run(seed, partial=True).articles
    assert partial.written
    assert po[5].msgid in partial.path.read_text(encoding="utf-8")

    po[5].msgstr = "Sentence 5."
    po.save(str(path))
    (built,) = build.run(seed).articles
    assert built.written
    lines = built.path.read_text(encoding="utf-8").splitlines()
    source = seed.source_path("seed.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] == "Read" for line in lines] == [
        line.startswith("Baca:") for line in source
    ]


def test_every_file_is_accepted(seed: project.Project, shared: Path) -> None:
    settings = seed.root / project.SETTINGS_FILE
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('"po", "xliff12"', '"po", "xliff12", "xliff2"'), "utf-8")
    again = project.find(seed.root)
    export.run(again, languages=["en", "ru", "hy", "az", "ar", "fr", "zh", "ja", "ka", "pt-BR"])
    paths = [
        str(path)
        for path in again.translations.rglob("seed.*")
        if path.suffix in (".po", ".xlf", ".xliff")
    ]
    assert len(paths) == 30
    done = subprocess.run(
        [sys.executable, str(shared / "conformance" / "validate.py"), "--quiet", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_public_names_do_the_same(seed: project.Project) -> None:
    document = prepare.document(seed, "seed.txt")
    assert alihbahasa.units(document) == alihbahasa.units(
        alihbahasa.segment(document, alihbahasa.language_pack("id"))
    )
