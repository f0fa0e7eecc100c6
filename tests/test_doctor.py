"""Doctor: what is installed, how a project is, and what is said to do about it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from running import alihbahasa, files, git, quickly, run_git

from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage import probing
from alihbahasa.workflow import doctor_programs

SETTINGS = '[project]\nsource = "id"\ntargets = ["en"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "glossaries").mkdir()
    (root / "alihbahasa.toml").write_text(SETTINGS)
    (root / "sources" / "a.txt").write_text("Satu kalimat.\n", "utf-8")
    assert quickly("export", cwd=root).returncode == 0
    return root


def readings(folder: Path) -> tuple[int, dict[str, dict[str, Any]], dict[str, Any]]:
    """Return the exit code, the readings by name, and the whole document."""
    done = quickly("doctor", "--format", "json", cwd=folder)
    assert done.stderr == ""
    document = json.loads(done.stdout)
    return done.returncode, {each["name"]: each for each in document["readings"]}, document


@git
def test_a_sound_project_has_no_warning(project: Path) -> None:
    run_git(project, "init", "--quiet")
    run_git(project, "add", "--all")
    run_git(project, "commit", "--quiet", "--message", "first")
    before = files(project)
    code, found, document = readings(project)
    assert (code, document["summary"]["warning"], document["summary"]["problem"]) == (0, 0, 0)
    assert found["articles"]["message"] == "1 in sources"
    assert found["disk"]["health"] == "ok"
    assert files(project) == before
    assert not list(project.glob(".alihbahasa-*"))
    done = quickly("doctor", cwd=project)
    assert done.stdout.endswith("\nall is well\n")
    assert quickly("doctor", "--quiet", cwd=project).stdout == ""


def test_no_project_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    code, found, _ = readings(tmp_path)
    assert code == 0
    assert found["settings"]["health"] == "absent"
    assert "alihbahasa init" in found["settings"]["message"]
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_a_problem_with_their_line(project: Path) -> None:
    (project / "alihbahasa.toml").write_text(SETTINGS + "[expot]\n")
    code, found, _ = readings(project)
    assert code == 2
    assert found["settings"]["health"] == "problem"
    assert "alihbahasa.toml:4: unknown setting expot" in found["settings"]["message"]
    assert found["settings"]["advice"] == "did you mean export?"


def test_a_missing_folder_is_a_problem(project: Path) -> None:
    (project / "sources").rename(project / "artikel")
    code, found, _ = readings(project)
    assert (code, found["articles"]["health"]) == (2, "problem")
    assert "[folders]" in found["articles"]["advice"]


def test_work_in_other_languages_is_told(project: Path) -> None:
    (project / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["ru"]\n')
    (project / "translations" / "templates").mkdir()
    (project / "translations" / "templates" / "a.pot").write_bytes(b"")
    code, found, _ = readings(project)
    assert code == 1
    assert "translations into en," in found["other languages"]["message"]


def test_what_killed_runs_left_is_told_and_left(project: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    left = project / "translations" / "en" / f".alihbahasa-{process.pid}-abc-1.tmp"
    left.write_bytes(b"half")
    (project / ".alihbahasa" / "journal").write_text("[]")
    code, found, _ = readings(project)
    assert code == 1
    assert ".alihbahasa/journal" in found["killed runs"]["message"]
    assert left.name in found["killed runs"]["message"]
    assert left.exists()
    assert quickly("export", cwd=project).returncode == 0
    assert found["killed runs"]["advice"]
    assert readings(project)[1]["killed runs"]["health"] == "ok"


def test_a_run_that_is_writing_is_told(project: Path) -> None:
    from filelock import FileLock

    with FileLock(project / ".alihbahasa" / "lock"):
        _, found, _ = readings(project)
    assert "another run is writing now" in found["killed runs"]["message"]


@git
def test_git_and_the_record(project: Path) -> None:
    code, found, _ = readings(project)
    assert (code, found["git"]["health"]) == (1, "warning")
    run_git(project, "init", "--quiet")
    (project / ".gitignore").write_text(".record\n")
    run_git(project, "add", "--all")
    assert "nothing is committed" in readings(project)[1]["git"]["message"]
    run_git(project, "commit", "--quiet", "--message", "first")
    _, found, _ = readings(project)
    assert found["git"]["health"] == "ok"
    assert "translations/.record is not in git" in found["record"]["message"]
    assert "git add translations/.record" in found["record"]["advice"]


@pytest.mark.skipif(os.name == "nt", reason="no folders that may only be read")
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="whoever runs this may write")
def test_a_folder_that_may_only_be_read(project: Path) -> None:
    project.chmod(0o555)
    try:
        code, found, _ = readings(project)
    finally:
        project.chmod(0o755)
    assert (code, found["disk"]["health"]) == (2, "problem")


def test_a_disk_that_cannot_do_what_is_needed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = probing.Abilities(locks=False, links=False, is_case_blind=True)
    monkeypatch.setattr(probing, "abilities", lambda root: poor)
    code, found, _ = readings(project)
    assert (code, found["disk"]["health"]) == (2, "problem")
    assert "local disk" in found["disk"]["advice"]
    blind = probing.Abilities(locks=True, links=False, is_case_blind=True)
    monkeypatch.setattr(probing, "abilities", lambda root: blind)
    _, found, _ = readings(project)
    assert "takes a and A for one name" in found["disk"]["message"]

    def full(root: Path) -> probing.Abilities:
        raise AlihbahasaError("the disk is full", file=str(root), hint="make room")

    monkeypatch.setattr(probing, "abilities", full)
    code, found, _ = readings(project)
    assert (code, found["disk"]["advice"]) == (2, "make room")


def test_the_locale_of_the_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for told, health in (
        ("C", "warning"),
        ("de_DE", "warning"),
        ("de_DE.ISO-8859-1@euro", "warning"),
        ("de_DE.utf8@euro", "ok"),
        ("C.UTF-8", "ok"),
    ):
        monkeypatch.setenv("LC_ALL", told)
        assert readings(project)[1]["locale"]["health"] == health, told
    done = alihbahasa("doctor", cwd=project, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode in (1, 2)


# --- programs ----------------------------------------------------------------------------


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, **programs: str) -> Path:
    """Let *programs* be all that is installed; each is a script of the shell."""
    folder.mkdir()
    for name, script in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put_omegat(folder: Path, version: str) -> None:
    with zipfile.ZipFile(folder / "OmegaT.jar", "w") as archive:
        archive.writestr("org/omegat/Version.properties", f"# of the build\nversion={version}\n")


@pytest.mark.skipif(os.name == "nt", reason="scripts of the shell")
@pytest.mark.parametrize(
    ("version", "fitting"), [("3.6.0", "omegat-legacy"), ("5.7.1", "omegat-legacy"),
                             ("5.8.0", "omegat"), ("6.0.0", "omegat"), ("10.0", "omegat")],
)  # fmt: skip
def test_the_profile_that_fits_omegat(
    version: str, fitting: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bin = install(tmp_path / "bin", monkeypatch, omegat="exit 1", poedit="exit 1")
    put_omegat(bin, version)
    _, found, document = readings(project)
    assert document["profile"] == fitting
    assert found["OmegaT"]["message"] == version
    assert fitting in found["profile"]["message"]
    other = "omegat" if fitting == "omegat-legacy" else "omegat-legacy"
    (project / "alihbahasa.toml").write_text(f'{SETTINGS}[export]\nprofile = "{other}"\n')
    _, found, _ = readings(project)
    assert found["profile"]["health"] == "warning"
    assert f'profile = "{fitting}"' in found["profile"]["advice"]


@pytest.mark.skipif(os.name == "nt", reason="scripts of the shell")
def test_programs_of_all_kinds(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_programs, "_PATIENCE", 0.5)
    install(
        tmp_path / "bin",
        monkeypatch,
        git="echo git version 2.50.1; exit 0",
        msgfmt="while :; do :; done",  # never tells
        i18nspector="printf '\\033[31m no version'",
        lokalize="touch started",  # needs a screen: not asked
    )
    _, found, document = readings(project)
    assert found["gettext"]["message"] == "installed"
    assert found["i18nspector"]["message"] == "installed"
    assert found["Lokalize"]["message"] == "installed"
    assert found["Chromium"]["health"] == found["OmegaT"]["health"] == "absent"
    assert document["profile"] == "lokalize"
    assert not (project / "started").exists()


def test_only_programs_of_fixed_names_are_started(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    run = subprocess.run

    def noted(command: list[str], **settings: Any) -> Any:
        started.append(Path(command[0]).name)
        assert 0 < settings["timeout"] <= 60
        assert not settings.get("shell")
        return run(command, **settings)

    monkeypatch.setattr(subprocess, "run", noted)
    readings(project)
    known = {"git", "msgfmt", "i18nspector", "chromium", "chromium-browser", "google-chrome"}
    assert set(started) <= known


def test_libraries_that_are_missing_or_old(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["nothing-of-this-name>=1.0", "click>=99.1", "pytest>=1; extra == 'dev'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda name: wanted)
    code, found, _ = readings(project)
    assert code == 2
    assert "nothing-of-this-name is missing" in found["libraries"]["message"]
    assert "99.1 is needed" in found["libraries"]["message"]
    assert "pip install" in found["libraries"]["advice"]
