"""Runs programs for tests: this one as people do, and git; and what they left behind."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from alihbahasa import cli

#: For tests that need git.
git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

#: What the names begin with of the environment that a running process does not ask for again.
_ASKED_FOR_AT_START = ("LANG", "LC_", "PYTHON", "TZ")


def alihbahasa(
    *arguments: str, cwd: Path, input: str | bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in the folder *cwd*, as people do; a traceback fails the test.

    It is a process of its own only where the *environment* says what Python asks for when it
    starts: that takes longer than most commands take to run.
    """
    data = input.encode() if isinstance(input, str) else input
    if not any(name.startswith(_ASKED_FOR_AT_START) for name in environment):
        with mock.patch.dict(os.environ, environment):
            return quickly(*arguments, cwd=cwd, input=data)
    done = subprocess.run(
        [sys.executable, "-m", "alihbahasa", *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def quickly(*arguments: str, cwd: Path, input: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command line in the folder *cwd*, in the process of the tests."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    was = sys.argv, sys.stdin, sys.stdout, sys.stderr
    pipe, threshold = signal.getsignal(signal.SIGPIPE), gc.get_threshold()
    try:
        sys.argv = ["alihbahasa", *arguments]
        sys.stdin = io.TextIOWrapper(io.BytesIO(input))
        sys.stdout, sys.stderr = out, err
        with contextlib.chdir(cwd), pytest.raises(SystemExit) as ended:
            cli.main()
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = was
        signal.signal(signal.SIGPIPE, pipe)
        gc.set_threshold(*threshold)
    told = [each.buffer.getvalue().decode() for each in (out, err)]
    code = ended.value.code
    assert isinstance(code, int | None)
    return subprocess.CompletedProcess(arguments, code or 0, *told)


def run_git(folder: Path, *arguments: str) -> None:
    """Run git in *folder* as somebody."""
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *settings, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below *folder*, but for the lock, which lies in a folder of ours."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".alihbahasa" not in path.parts
    }


#: For tests that need OmegaT.
omegat = pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed")

_OMEGAT_PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>id</source_lang><target_lang>en</target_lang><sentence_seg>false</sentence_seg>
</project></omegat>
"""


def omegat_project(folder: Path) -> Path:
    """Make a project of OmegaT, from Indonesian into English, in a folder in *folder*."""
    project = folder / "project"
    for name in ("source", "target", "tm/auto", "glossary", "omegat", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(_OMEGAT_PROJECT, "utf-8")
    return project


def run_omegat(project: Path, script: str, **environment: str) -> str:
    """Let OmegaT translate *project*, with a Groovy *script*, and return what it said.

    Its settings are in the folder ``config`` beside the project.
    """
    home = project.parent
    file = home / "script.groovy"
    file.write_text(script, "utf-8")
    without = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    told = subprocess.run(
        [
            "omegat",
            str(project),
            f"--config-dir={home / 'config'}",
            f"--script={file}",
            "--mode=console-translate",
        ],
        env=without | {"HOME": str(home)} | environment,
        capture_output=True,
        check=False,
        timeout=240,
    )
    return (told.stdout + told.stderr).decode("utf-8", "replace")
