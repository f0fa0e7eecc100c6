"""The README's examples run, and what it says of checks and commands is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alihbahasa.cli._commands import commands


@pytest.fixture(scope="module")
def readme() -> str:
    return (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def block(readme: str, name: str) -> list[str]:
    """Return the commands of the block that follows the comment *name*."""
    found = re.search(rf"<!-- {name} -->\n```console\n(.*?)```", readme, re.DOTALL)
    assert found
    return [line.removeprefix("$ ") for line in found[1].splitlines() if line.startswith("$ ")]


def test_the_two_commands_are_there(readme: str) -> None:
    (main,) = block(readme, "main-command")
    (tests,) = block(readme, "test-command")
    assert main.endswith("alihbahasa export")
    assert "pytest" in tests


def test_the_examples_run(readme: str, root: Path, tmp_path: Path) -> None:
    for name in ("alihbahasa.toml", "sources", "glossaries", "translations"):
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, tmp_path / name)
    for line in block(readme, "examples"):
        program, *arguments = line.split()
        assert program == ".venv/bin/alihbahasa"
        done = subprocess.run(
            [sys.executable, "-m", "alihbahasa", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        assert done.stdout


def test_every_command_has_its_row(readme: str) -> None:
    table = readme.partition("## Commands")[2].partition("## Tests")[0]
    rows = {name.split()[0] for name in re.findall(r"^\| `([a-z ]+)", table, re.MULTILINE)}
    assert rows == set(commands.list_commands(None))  # type: ignore[arg-type]
