"""Jobs: who has what, told when it is sent again, and closed by what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from packing import filled, packed, read, started, stored, zipped
from running import files, quickly

from alihbahasa import project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit, raw
from alihbahasa.workflow import jobs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    started(tmp_path, ("en", "ru"))
    return tmp_path


def listed(folder: Path, *arguments: str) -> list[dict[str, object]]:
    done = quickly("status", "--jobs", *arguments, "--format", "json", cwd=folder)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["jobs"]
    return found


def english(unit: Unit) -> str:
    return f"E {raw(unit.source)}"


def import_(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    done = quickly("import", name, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_job_is_opened_told_and_closed(folder: Path) -> None:
    found = packed(folder, "a.txt", "--for", "Sari", "--due", "2026-12-31")
    (job,) = listed(folder)
    units = read(found["source/a.po"])
    assert (job["for"], job["due"], job["units"], job["back"]) == (
        "Sari",
        "2026-12-31",
        len(units),
        0,
    )
    assert (job["language"], job["packed"], job["is_open"]) == ("en", "2026-11-30T00:53:20Z", True)
    told = quickly("status", "--jobs", cwd=folder).stdout
    assert f"{job['job']}  Sari" in told
    assert told.endswith("1 open job\n")
    # Who packs the same once more is told, and may; another language is another matter.
    done = quickly("pack", "a.txt", "--to", "en", "--for", "Tuti", "--dry-run", cwd=folder)
    assert f"{len(units)} units of these are out already: {job['job']} (Sari, since " in done.stdout
    done = quickly("pack", "a.txt", "--to", "ru", "--dry-run", cwd=folder)
    assert "out already" not in done.stdout
    # Once: a zip tells when its files were packed.
    back = zipped(found | {"source/a.po": filled(found["source/a.po"], english)})
    assert f"job {job['job']} (Sari): {len(units)} of {len(units)} units, all is back: closed" in (
        import_(folder, "back.zip", back)
    )
    (after,) = listed(folder)
    assert (after["is_open"], after["back"], after["returned"]) == (
        False,
        len(units),
        job["packed"],
    )
    # A second copy is no news.
    before = files(folder)
    assert "job" not in import_(folder, "back.zip", back)
    assert files(folder) == before


def test_what_comes_back_in_part_stays_open(folder: Path) -> None:
    found = packed(folder)
    (job,) = listed(folder)
    first = {"source/a.po": filled(found["source/a.po"], english)}
    told = import_(folder, "one.zip", zipped(found | first))
    assert "still out" in told
    (half,) = listed(folder)
    assert half["is_open"]
    assert 0 < int(str(half["back"])) < int(str(job["units"]))
    # The rest comes as single files, without the manifest.
    import_(folder, "b.po", filled(found["source/berita/b.po"], english))
    told = import_(folder, "c.po", filled(found["source/berita/c d.po"], english))
    assert "all is back: closed" in told
    assert not listed(folder)[0]["is_open"]


def test_of_two_jobs_the_one_that_came_is_closed(folder: Path) -> None:
    found = packed(folder, "a.txt", "--for", "Sari")
    packed(folder, "a.txt", "--for", "Tuti")
    back = found | {"source/a.po": filled(found["source/a.po"], english)}
    import_(folder, "back.zip", zipped(back))
    assert {str(job["for"]): job["is_open"] for job in listed(folder)} == {
        "Sari": False,
        "Tuti": True,
    }


def test_an_untouched_finding_does_not_close_a_job(folder: Path) -> None:
    """Somebody looked and left it: only a person knows, and takes the job back."""
    path = folder / "translations/en/a.po"
    path.write_bytes(filled(path.read_bytes(), lambda unit: f"{raw(unit.source)} !!"))
    found = packed(folder, "a.txt", "--only", "findings", "--for", "Sari")
    (job,) = listed(folder)
    units = stored(folder)["a"]
    done = quickly("import", "pack.zip", cwd=folder)
    assert done.returncode == 0
    assert listed(folder) == [job]
    back = filled(found["source/a.po"], english)
    assert "closed" in import_(folder, "back.zip", zipped(found | {"source/a.po": back}))
    assert len(units) == len(stored(folder)["a"])


def test_a_sentence_that_is_gone_is_not_waited_for(folder: Path) -> None:
    found = packed(folder, "a.txt")
    article = folder / "sources/a.txt"
    text = article.read_text("utf-8").replace(" Tiga rayon dikosongkan.", "")
    article.write_text(text, "utf-8")
    quickly("export", cwd=folder)

    def without(unit: Unit) -> str:
        return "" if "Tiga rayon" in raw(unit.source) else english(unit)

    told = import_(folder, "a.po", filled(found["source/a.po"], without))
    assert "all is back: closed" in told


def test_a_dry_run_closes_nothing(folder: Path) -> None:
    found = packed(folder, "a.txt")
    (folder / "a.po").write_bytes(filled(found["source/a.po"], english))
    before = files(folder)
    done = quickly("import", "a.po", "--dry-run", cwd=folder)
    assert "closed" in done.stdout
    assert files(folder) == before


def test_jobs_by_article_and_language(folder: Path) -> None:
    packed(folder, "a.txt")
    packed(folder, "berita/b.md", language="ru")
    assert [job["language"] for job in listed(folder, "--to", "ru")] == ["ru"]
    assert [job["language"] for job in listed(folder, "a.txt")] == ["en"]
    assert listed(folder, "berita/c d.html") == []
    assert quickly("status", "--jobs", "berita/c d.html", cwd=folder).stdout.startswith("no jobs")
    assert quickly("status", "--jobs", "--queries", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-40],
        lambda data: b"<<<<<<< ours\n" + data,
        lambda data: data.replace(b'"open"', b'"opened"'),
        lambda data: data.replace(b'"id": "en-', b'"id": "../../en-'),
        lambda data: b"",
        lambda data: b"[" * 100_000,
        lambda data: b"\xff\xfe",
    ],
)
def test_a_file_that_is_no_job(folder: Path, damage: object) -> None:
    assert callable(damage)
    packed(folder, "a.txt")
    (path,) = (folder / "translations/.jobs").iterdir()
    path.write_bytes(damage(path.read_bytes()))
    before = files(folder)
    for command in (["status", "--jobs"], ["pack", "--to", "en"]):
        done = quickly(*command, cwd=folder)
        assert done.returncode == 2
        assert f"translations/.jobs/{path.name}: not a job" in done.stderr
        assert "take the file back from git" in done.stderr
    assert files(folder) == before


def test_a_job_is_written_as_it_is_read(folder: Path) -> None:
    packed(folder, "--for", "Сари", "--only", "new")
    found = project.find(folder)
    (job,) = jobs.run(found)
    path = jobs.path(found, job.id)
    assert jobs.render(job) == path.read_bytes()
    path.rename(path.with_name("en-20261130-aaaaa.json"))
    with pytest.raises(AlihbahasaError, match="not a job"):
        jobs.run(found)
