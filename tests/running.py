"""Runs programs for tests: this one as people do, and git; and what they left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: For tests that need git.
git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def alihbahasa(
    *arguments: str, cwd: Path, input: str | bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in the folder *cwd*; a traceback fails the test."""
    data = input.encode() if isinstance(input, str) else input
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
