"""The code as such: style, types, floors, what a command may import."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import alihbahasa
from alihbahasa import patterns
from alihbahasa.cli import main
from alihbahasa.cli._commands import commands
from alihbahasa.cli._lazy import LazyGroup

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


@pytest.mark.parametrize("option", ["--version", "--help", "-h"])
def test_version_and_help_import_next_to_nothing(option: str, root: Path) -> None:
    found = imported_by(option, cwd=root)
    assert "alihbahasa" in found
    assert not found & {"click", "dataclasses", "inspect", "json", "pathlib", "textwrap"}


def test_help_of_a_group_imports_no_command(root: Path) -> None:
    found = imported_by("glossary", "--help", cwd=root)
    assert "click" in found
    assert not found & {"dataclasses", "json", "regex", "msgspec", "difflib", "pkgutil"}


@pytest.mark.parametrize("columns", ["60", "80", "200"])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_page_is_what_the_commands_say(
    columns: str, option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "argv", ["alihbahasa", option])
    with pytest.raises(SystemExit):
        main()
    shown = capsys.readouterr().out
    commands.main(["--help"], prog_name="alihbahasa", standalone_mode=False)
    assert shown == capsys.readouterr().out


def groups(group: click.Group) -> Iterator[LazyGroup]:
    """Yield *group* and those in it."""
    assert isinstance(group, LazyGroup)
    yield group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from groups(command)


def test_groups_list_the_files_of_their_folders() -> None:
    folders = []
    for group in groups(commands):
        folder = importlib.import_module(group.folder)
        files = (module.name for module in pkgutil.iter_modules(folder.__path__))
        there = sorted(name.rstrip("_") for name in files if not name.startswith("_"))
        assert group.list_commands(click.Context(group)) == there
        folders.append(group.folder)
    assert "alihbahasa.cli.glossary" in folders


def test_no_module_compiles_a_pattern_when_it_is_imported() -> None:
    found = []
    for path in SOURCES.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                calls = (each for each in ast.walk(node.value) if isinstance(each, ast.Call))
                if any(ast.unparse(each.func) in ("re.compile", "regex.compile") for each in calls):
                    found.append(f"{path.name}:{node.lineno}: say late_re or late_regex")
    assert found == []


def test_check_imports_no_more_than_it_needs(root: Path) -> None:
    found = imported_by("check", "--format", "json", cwd=root)
    assert "polib" in found
    assert not found & {"sacremoses", "jinja2", "babel", "lxml", "rich", "filelock", "openpyxl"}


def test_check_of_an_article_imports_no_more_than_it_needs(root: Path) -> None:
    found = imported_by("check", "berita/gencatan-senjata.txt", cwd=root)
    assert {"polib", "regex", "msgspec"} <= found
    heavy = {"sacremoses", "jinja2", "babel", "lxml", "rich", "filelock", "openpyxl"}
    # What parses the descriptions of packages, workbooks, and what begins processes.
    assert not found & (heavy | {"email", "zipfile", "subprocess", "multiprocessing", "socket"})


def test_no_pattern_of_the_standard_library_is_possessive() -> None:
    """Python 3.11.2 does not match what stands behind such a one; ``regex`` does."""
    parser = importlib.import_module("re._parser")
    found = []
    for each in pkgutil.walk_packages(alihbahasa.__path__, "alihbahasa."):
        if each.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(each.name)).items():
            if isinstance(value, patterns._Compiled):
                value = value._make()  # type: ignore[attr-defined]
            if isinstance(value, re.Pattern):
                parsed = repr(parser.parse(value.pattern, value.flags & ~re.DEBUG).data)
                if "POSSESSIVE" in parsed or "ATOMIC" in parsed:
                    found.append(f"{each.name}.{name}")
    assert found == []
