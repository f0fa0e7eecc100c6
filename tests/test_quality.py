"""The code as such: style, types, floors, what a command may import."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import alihbahasa

SOURCES = Path(__file__).resolve().parent.parent / "src" / "alihbahasa"


def run(*command: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["ruff", "ruff-format", "mypy"],
)
def test_tool_is_content(command: tuple[str, ...], root: Path) -> None:
    done = run(*command, root=root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_floors_hold(root: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: path.stem)
def test_module_is_of_a_size_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


def imported_by(*arguments: str, cwd: Path) -> set[str]:
    """Return the top-level packages that a command imports."""
    code = (
        "import sys\n"
        f"sys.argv = ['alihbahasa', *{arguments!r}]\n"
        "from alihbahasa.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print('\\n'.join({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=False
    )
    return set(done.stderr.split())


def test_version_imports_next_to_nothing(root: Path) -> None:
    found = imported_by("--version", cwd=root)
    assert "click" in found
    heavy = {"babel", "lxml", "polib", "sacremoses", "jinja2", "rich", "msgspec", "rapidfuzz"}
    assert not found & (heavy | {"regex", "filelock", "openpyxl", "dask"})


def test_check_imports_no_more_than_it_needs(root: Path) -> None:
    found = imported_by("check", "--format", "json", cwd=root)
    assert "polib" in found
    assert not found & {"sacremoses", "jinja2", "babel", "lxml", "rich", "filelock", "openpyxl"}


def test_no_pattern_of_the_standard_library_is_possessive() -> None:
    """Python 3.11.2 does not match what stands behind such a one; ``regex`` does."""
    parser = importlib.import_module("re._parser")
    found = []
    for each in pkgutil.walk_packages(alihbahasa.__path__, "alihbahasa."):
        if each.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(each.name)).items():
            if isinstance(value, re.Pattern):
                parsed = repr(parser.parse(value.pattern, value.flags & ~re.DEBUG).data)
                if "POSSESSIVE" in parsed or "ATOMIC" in parsed:
                    found.append(f"{each.name}.{name}")
    assert found == []
