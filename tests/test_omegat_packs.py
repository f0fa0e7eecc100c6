"""A pack through OmegaT itself: filled there, taken back, every target as it was typed."""

from __future__ import annotations

import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from packing import filled, memory, packed, sources, started, stored, zipped
from running import files, omegat, quickly, run_omegat

from alihbahasa.model import Kind, State, Unit, raw
from alihbahasa.workflow import export

pytestmark = [pytest.mark.tool, omegat]

#: What a translator types around the markup of a source, by language.
TYPED = {
    "en": "“Quoted”, 'it's' \\ 50 % & <so>: {0}\nsecond line\ttab",
    "ru": "«Ёлки» — №\u00a05: {0}\nвторая строка",
    "ar": "\u200f«قال» {0}؟ \u2067١٩٫١٪\u2069",
    "zh": "“他说”：{0}。\u3000第二句！",
}


def typed(source: str, language: str) -> str:
    return TYPED[language].replace("{0}", source)


@pytest.mark.parametrize("language", TYPED)
def test_every_target_comes_back_exactly(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "news"
    started(folder, (language,))
    files = packed(folder, language=language)
    pairs = {source: typed(source, language) for source in sources(files)}
    work = tmp_path / "work"
    with zipfile.ZipFile(folder / "pack.zip") as archive:
        archive.extractall(work)
    (work / "omegat/project_save.tmx").write_bytes(memory(pairs, target=language))
    told = run_omegat(work, "")
    assert (work / "target/a.po").exists(), told[-3000:]
    assert "segmentation rules: (CORE_SRX_EXC" not in told
    there = {
        path.relative_to(work).as_posix(): path.read_bytes()
        for path in sorted(work.rglob("*"))
        if path.is_file()
    }
    ways = {
        "whole": there,
        "memory": {"project_save.tmx": there["omegat/project_save.tmx"]},
        "target": {name: data for name, data in there.items() if name.startswith("target/")},
        "level2": {"x": there[f"{work.name}-level2.tmx"]},
    }
    ways["level2"] = {f"{work.name}-level2.tmx": ways["level2"]["x"]}
    for way, members in ways.items():
        copy = tmp_path / way
        shutil.copytree(folder, copy)
        (copy / "back.zip").write_bytes(zipped(members))
        done = quickly("import", "back.zip", cwd=copy)
        assert done.returncode == 0, (way, done.stdout + done.stderr)
        assert "all is back: closed" in done.stdout, (way, done.stdout)
        for article, units in stored(copy, language).items():
            for unit in units.values():
                assert unit.state is State.TRANSLATED, (way, article)
                assert raw(unit.target or ()) == pairs[raw(unit.source)], (way, article)


def test_a_pack_that_nobody_touched_changes_nothing(tmp_path: Path) -> None:
    """Finished units, drafts, open ones, and a sentence that two articles translate otherwise."""
    folder = tmp_path / "news"
    project = started(folder)
    for number, name in enumerate(("a", "berita/b")):
        path = folder / f"translations/en/{name}.po"
        path.write_bytes(filled(path.read_bytes(), partial(_finished, number)))
    article = folder / "sources/a.txt"
    article.write_text(article.read_text("utf-8").replace("pada Minggu", "pada Senin"), "utf-8")
    export.run(project)
    before = {name: each for name, each in files(folder).items() if name.endswith((".po", ".xlf"))}
    states = {unit.state for unit in stored(folder)["a"].values()}
    assert states == {State.TRANSLATED, State.INITIAL}
    sent = packed(folder)
    work = tmp_path / "work"
    with zipfile.ZipFile(folder / "pack.zip") as archive:
        archive.extractall(work)
    told = run_omegat(work, "")
    assert (work / "target/a.po").exists(), told[-3000:]
    done = quickly("import", str(work), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "job" not in done.stdout
    after = {name: each for name, each in files(folder).items() if name in before}
    assert after == before
    assert set(sent) >= {"tm/finished.tmx", "tm/drafts.tmx"}


def _finished(number: int, unit: Unit) -> str:
    """Return a translation that another article may have otherwise; of links none."""
    if unit.kind is Kind.LINK:
        return ""
    return f"{raw(unit.source)} {number}"
