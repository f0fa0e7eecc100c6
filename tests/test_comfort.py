"""What every command has: documents for programs, silence where asked for, completion, help."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import BashComplete
from running import alihbahasa, files, git, quickly, run_git

from alihbahasa.cli._commands import commands
from alihbahasa.cli._lazy import COMPLETING
from alihbahasa.text import escape_terminal

#: Commands without --format json, and why.
EXEMPT = {"completion": "prints a script for a shell"}

#: Commands whose document is described in a page of its own.
ELSEWHERE = {"check": "docs/reports.md"}

#: What commands may print although they are to be quiet: it is the result that was asked for.
RESULTS = {
    "check", "completion", "corpus inconsistent", "corpus repeats", "corpus terms", "doctor",
    "glossary check", "glossary diff", "glossary find", "glossary stats", "log", "memory stats",
    "rule", "segment", "status", "terms", "validate",
}  # fmt: skip

ARTICLE = "Parlemen Umumkan Darurat Militer\nLaju inflasi naik 19,1 %. Warga mengungsi.\n"
GLOSSARY = "concept,id,en,level\nparlemen,parlemen,parliament,should\n"


def leaves(
    group: click.Group = commands, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Yield all commands, with what they are called by."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


ALL = dict(leaves())


def options(command: click.Command) -> dict[str, click.Option]:
    found = (each for each in command.params if isinstance(each, click.Option))
    return {name: each for each in found for name in each.opts}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "sources" / "berita").mkdir(parents=True)
    (root / "glossaries").mkdir()
    (root / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (root / "sources" / "berita" / "a.txt").write_text(ARTICLE, "utf-8")
    (root / "glossaries" / "g.csv").write_text(GLOSSARY, "utf-8")
    assert quickly("export", cwd=root).returncode == 0
    return root


def translate(project: Path, text: str = "Inflation rose to 20%.") -> str:
    """Translate a sentence, with a wrong number in it, and return the id of its unit."""
    store = project / "translations" / "en" / "berita" / "a.po"
    lines = store.read_text("utf-8").split("\n")
    at = lines.index('msgid "Laju inflasi naik 19,1 %."')
    lines[at + 1] = f'msgstr "{text}"'
    store.write_text("\n".join(lines), "utf-8")
    record = project / "translations" / ".record" / "en" / "berita" / "a.jsonl"
    assert record.is_file()
    found = json.loads(quickly("check", "--format", "json", cwd=project).stdout)["findings"]
    return next(str(each["unit"]) for each in found if each["check"] == "number")


# --- for programs ------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_command_can_be_quiet_and_answer_programs(name: str, root: Path) -> None:
    command = ALL[name]
    there = options(command)
    assert "--quiet" in there
    assert there["--quiet"].opts == ["-q", "--quiet"]
    if name in EXEMPT:
        assert "--format" not in there
        return
    assert "--format" in there
    assert "json" in (there["--format"].help or "")
    where = (root / ELSEWHERE[name]).read_text("utf-8") if name in ELSEWHERE else command.help
    assert '"version": 1' in (where or "")


#: What is run of each command, in this order, from the project of the fixture.
RUNS = (
    "init ../other --to en",
    "export",
    "status",
    "status --queries",
    "status --jobs",
    "status --by-band",
    "check",
    "import translations/en/berita/a.po",
    "build --partial",
    "rule number",
    "segment sources/berita/a.txt --explain",
    "terms sources/berita/a.txt",
    "validate translations/en/berita/a.po",
    "convert translations/en/berita/a.po --as tmx -o a.tmx",
    "convert translations/en/berita/a.po --into translations/en/berita/a.po -o b.po",
    "resolve berita/a.txt --ours",
    "waive number berita/a.txt#UNIT --reason right",
    "baseline write",
    "baseline prune",
    "report",
    "pack",
    "doctor",
    "log berita/a.txt",
    "memory import memory.tmx",
    "memory export --to en -o out.tmx",
    "memory stats",
    "glossary add rayon en=district",
    "glossary check",
    "glossary compile id.terms",
    "glossary diff",
    "glossary export g.xlsx",
    "glossary find parlemen",
    "corpus inconsistent",
    "corpus repeats",
    "corpus terms",
    "glossary fmt",
    "glossary import new.csv",
    "glossary merge edited.csv --base HEAD",
    "glossary seed --cldr",
    "glossary stats",
)


def prepare(project: Path) -> str:
    """Make all there that the commands of RUNS need, and return the id of the unit."""
    unit = translate(project)
    run_git(project, "init", "--quiet")
    run_git(project, "add", "--all")
    run_git(project, "commit", "--quiet", "--message", "first")
    quickly("export", cwd=project)
    source = project / "sources" / "berita" / "a.txt"
    source.write_text(ARTICLE.replace("mengungsi.", "mengungsi!"), "utf-8")
    store = "translations/en/berita/a.po"
    quickly("convert", store, "--as", "tmx", "-o", "memory.tmx", cwd=project)
    (project / "new.csv").write_text("id,en\nwarga,resident\n", "utf-8")
    (project / "edited.csv").write_text(GLOSSARY.replace("should", "must"), "utf-8")
    return unit


@git
def test_documents_are_what_the_help_says(project: Path) -> None:
    """The keys of the document and of the objects in its lists stand in the help."""
    unit = prepare(project)
    for line in RUNS:
        name = named(line)
        arguments = line.replace("UNIT", unit).split()
        done = quickly(*arguments, "--format", "json", "--quiet", cwd=project)
        assert done.returncode in (0, 1), (line, done.stderr)
        assert done.stderr == "", line
        document = json.loads(done.stdout)
        assert document["version"] == 1, line
        if name in ELSEWHERE:
            continue
        for key in _keys(document):
            assert f'"{key}"' in (ALL[name].help or ""), (line, key)
    assert {*map(named, RUNS), "keep", *EXEMPT} == set(ALL)


def named(line: str) -> str:
    """Return which command *line* runs."""
    return next(each for each in sorted(ALL, reverse=True) if line.startswith(each))


def test_what_was_kept_is_told_and_not(project: Path) -> None:
    translate(project)
    record = project / "translations" / ".record" / "en" / "berita" / "a.jsonl"
    assert quickly("export", cwd=project).returncode == 0
    before = _ids(record)
    source = project / "sources" / "berita" / "a.txt"
    source.write_text(ARTICLE.replace("Laju inflasi naik", "Laju inflasi, naik"), "utf-8")
    assert quickly("export", cwd=project).returncode == 0
    (unit,) = _ids(record) - before
    keep = ("keep", unit, "--reason", "comma")
    done = quickly(*keep, "--dry-run", "--format", "json", cwd=project)
    document = json.loads(done.stdout)
    assert document["dry_run"] is True
    (kept,) = document["kept"]
    assert (kept["unit"], kept["state"], kept["has_edit"]) == (unit, "translated", True)
    assert all(f'"{key}"' in (ALL["keep"].help or "") for key in (*document, *kept))
    done = quickly(*keep, "--quiet", cwd=project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _ids(record: Path) -> set[str]:
    lines = record.read_text("utf-8").splitlines()
    return {each["id"] for each in map(json.loads, lines) if "id" in each}


def _keys(document: dict[str, Any]) -> Iterator[str]:
    yield from document
    for value in document.values():
        for each in value if isinstance(value, list) else ():
            yield from each if isinstance(each, dict) else ()


def test_one_output_is_not_given_two_things(project: Path) -> None:
    store = "translations/en/berita/a.po"
    for arguments in (
        ["convert", store, "--as", "tmx"],
        ["glossary", "export", "-", "--as", "csv"],
    ):
        done = quickly(*arguments, "--format", "json", cwd=project)
        assert done.returncode == 2
        assert "both go to the standard output" in done.stderr
        done = quickly(*arguments, "--format", "json:told.json", cwd=project)
        assert done.returncode == 0, done.stderr
        assert json.loads((project / "told.json").read_text("utf-8"))["version"] == 1
        assert done.stdout


def test_a_place_for_the_document_is_looked_at_before_the_work(project: Path) -> None:
    translate(project)
    before = files(project)
    for line in ("export", "build --partial", "baseline write", "glossary add kota en=town"):
        done = quickly(*line.split(), "--format", "json:sources/x.json", cwd=project)
        assert done.returncode == 2, line
        assert files(project) == before, line


def test_what_is_told_is_escaped(project: Path) -> None:
    (project / "sources" / "b.txt").write_text("Satu \x1b[31mkalimat\u202e ini.\n", "utf-8")
    for line in ("export", "build", "status", "build --format json", "export --format json"):
        done = quickly(*line.split(), cwd=project)
        text = done.stdout.replace("\n", "")
        assert text == escape_terminal(text), line


# --- quiet -------------------------------------------------------------------------------


@git
def test_quiet_leaves_results_and_errors(project: Path) -> None:
    unit = prepare(project)
    for line in RUNS:
        name = named(line)
        done = quickly(*line.replace("UNIT", unit).split(), "-q", cwd=project)
        assert done.returncode in (0, 1), (line, done.stderr)
        assert done.stderr == "", line
        if name == "build":
            assert "wrote" not in done.stdout
        elif name not in RESULTS:
            assert done.stdout == "", line
    done = quickly("export", "nope.txt", "--quiet", cwd=project)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no article 'nope.txt'" in done.stderr


def test_quiet_keeps_findings_and_leaves_the_summary(project: Path) -> None:
    translate(project)
    loud, quiet = quickly("check", cwd=project), quickly("check", "-q", cwd=project)
    assert quiet.returncode == loud.returncode
    assert quiet.stdout
    assert loud.stdout.startswith(quiet.stdout)
    assert len(loud.stdout.splitlines()) == len(quiet.stdout.splitlines()) + 1
    assert quickly("check", "--ignore", "number", "-q", cwd=project).stdout == ""


def test_a_quiet_dry_run_tells_what_it_would_do(project: Path) -> None:
    (project / "sources" / "b.txt").write_text("Satu kalimat.\n", "utf-8")
    done = quickly("export", "--dry-run", "--quiet", cwd=project)
    assert "would write" in done.stdout
    assert done.stderr == ""


def test_a_build_that_is_quiet_lists_what_is_open(project: Path) -> None:
    done = quickly("build", "--quiet", cwd=project)
    assert done.returncode == 1
    assert "not built translations/en/berita/a.txt: 3 units open" in done.stdout
    assert done.stderr == ""


# --- completion --------------------------------------------------------------------------


def completed(*words: str) -> list[str]:
    """Return what is offered for the last of *words*."""
    completer = BashComplete(commands, {}, "alihbahasa", COMPLETING)
    return [each.value for each in completer.get_completions(list(words[:-1]), words[-1])]


def test_names_of_the_project_are_completed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    unit = translate(project)
    assert completed("exp") == ["export"]
    assert completed("glossary", "me") == ["merge"]
    assert "--dry-run" in completed("export", "--d")
    assert completed("export", "ber") == ["berita/a.txt"]
    assert completed("export", "--to", "") == ["en"]
    assert "omegat-legacy" in completed("export", "--profile", "ome")
    assert completed("check", "--select", "numb") == ["number"]
    assert "sarif" in completed("check", "--format", "")
    assert completed("check", "berita") == ["berita/a.txt"]
    assert completed("status", "--format", "j") == ["json"]
    assert completed("keep", unit[:6]) == [unit]
    assert completed("resolve", "berita/a.txt", unit[:6]) == [unit]
    assert completed("log", "berita/a.txt", "--unit", unit[:6]) == [unit]
    assert completed("waive", "number", "berita/") == ["berita/a.txt#"]
    assert completed("waive", "number", f"berita/a.txt#{unit[:4]}") == [f"berita/a.txt#{unit}"]
    assert completed("glossary", "add", "x", "--into", "") == ["g.csv"]
    assert completed("convert", "x.po", "--as", "xl") == ["xliff12", "xliff2"]
    assert completed("completion", "f") == ["fish"]


def test_nothing_is_said_where_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed("export", "a") == []
    assert "en" in completed("export", "--to", "e")
    assert completed("keep", "u") == []
    assert completed("nonsense", "x") == []
    (tmp_path / "alihbahasa.toml").write_text("[project\n")
    assert completed("export", "a") == []
    assert completed("export", "--to", "e") == []
    assert capsys.readouterr() == ("", "")


def test_completion_loads_little(project: Path) -> None:
    code = (
        "import sys\n"
        "from alihbahasa.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    for words, there in (("alihbahasa ", "export"), ("alihbahasa export be", "berita/a.txt")):
        asked = {
            COMPLETING: "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=project,
            env={**os.environ, **asked},
            capture_output=True,
            text=True,
            check=True,
        )
        assert f"plain,{there}\n" in done.stdout
        heavy = {"babel", "jinja2", "lxml", "openpyxl", "polib", "rapidfuzz", "rich", "sacremoses"}
        assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_printed(shell: str, tmp_path: Path) -> None:
    done = quickly("completion", shell, cwd=tmp_path)
    assert done.returncode == 0
    assert f"{COMPLETING}={shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "alihbahasa"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alihbahasa "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(alihbahasa completion bash)"\n'
        "COMP_WORDS=(alihbahasa export ber); COMP_CWORD=2\n"
        '_alihbahasa_completion alihbahasa export ber; echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=project,
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("berita/a.txt\n", "")


# --- what a terminal shows ---------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals here")
def test_a_bar_is_shown_and_gone_before_an_error(project: Path) -> None:
    for number in range(30):
        (project / "sources" / f"c{number:02}.txt").write_text("Satu kalimat.\n", "utf-8")
    (project / "sources" / "c25.txt").write_bytes(b"\xff\xfe\xfa")
    told = watched("export", cwd=project)
    assert "/31" in told
    assert re.search(r"c\d\d\.txt", told)
    assert told.index("\x1b[?25h") < told.index("error: sources/c25.txt")
    quiet = watched("export", "--quiet", cwd=project)
    assert quiet.startswith("alihbahasa: error: sources/c25.txt")


def watched(*arguments: str, cwd: Path) -> str:
    """Return what a run prints on a standard error that is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "alihbahasa", *arguments],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ):
        os.close(theirs)
        told = b""
        # The end of a terminal is an error on Linux.
        while data := _read(ours):
            told += data
        os.close(ours)
    return told.decode("utf-8")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("export --to English", "did you mean en?"),
        ("export --to en_GB", "is not a language tag"),
        ("status --format jso", "did you mean json?"),
        ("convert x --as xlif2", "did you mean xliff2?"),
        ("check --select numbr", "did you mean number?"),
        ("export --profile omgat", "did you mean omegat?"),
        ("export berita/b.txt", "did you mean berita/a.txt?"),
        ("export --quite", "--quiet"),
        ("expot", "did you mean export?"),
        ("glossary stats --concept parlamen", "did you mean parlemen?"),
        ("status --project nowhere", "alihbahasa init FOLDER"),
    ],
)
def test_what_was_meant_is_asked(line: str, hint: str, project: Path) -> None:
    done = alihbahasa(*line.split(), cwd=project)
    assert done.returncode == 2
    assert hint in done.stderr
