"""A pack through OmegaT itself: filled there, taken back, every target as it was typed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from packing import filled, memory, packed, sources, started, stored, zipped
from running import omegat, quickly, run_omegat

from alihbahasa.model import State, raw

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
