"""The loop that the README shows: export, pack, OmegaT, import, check, report, review, build."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from packing import memory, sources, started, stored, zipped
from running import files, omegat, quickly, run_omegat

from alihbahasa.model import State, raw

pytestmark = [pytest.mark.tool, omegat]


def test_a_job_goes_out_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    started(folder)

    def run(*arguments: str, code: int = 0) -> str:
        done = quickly(*arguments, cwd=folder)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    assert "no match" in run("export", "--to", "en", "--by-band")
    assert "job" in run("pack", "--to", "en", "--for", "Sari", "--output", "../sari.zip")
    assert "Sari" in run("status", "--jobs")

    work = tmp_path / "work"
    with zipfile.ZipFile(tmp_path / "sari.zip") as archive:
        archive.extractall(work)
    pairs = {source: f"{source} (en)" for source in sources(files(work))}
    (work / "omegat/project_save.tmx").write_bytes(memory(pairs))
    told = run_omegat(work, "")
    assert (work / "target/a.po").exists(), told[-3000:]
    (folder / "sari.zip").write_bytes(zipped(files(work)))

    assert "all is back: closed" in run("import", "sari.zip")
    run("check", "--to", "en", "--fail-on", "error", "--select", "inline-code")
    run("report", "--to", "en")
    page = (folder / "report/review-en.html").read_text("utf-8")
    assert "(en)" in page

    article, units = next(iter(stored(folder).items()))
    unit = next(iter(units.values()))
    name = next(p.name for p in (folder / "sources").iterdir() if p.stem == article)
    decision = {
        "article": name,
        "unit": unit.id,
        "source": raw(unit.source),
        "target": raw(unit.target or ()),
        "accept": True,
        "comment": "",
    }
    review = {
        "version": 1,
        "kind": "alihbahasa-review",
        "language": "en",
        "reviewer": "Ratna",
        "decisions": [decision],
    }
    (folder / "review-en.json").write_text(json.dumps(review), "utf-8")
    assert "1 taken" in run("import", "review-en.json")

    run("build", "--to", "en")
    assert "(en)" in (folder / "translations/en" / name).read_text("utf-8")
    assert {each.state for each in stored(folder)["a"].values()} <= {State.TRANSLATED}
