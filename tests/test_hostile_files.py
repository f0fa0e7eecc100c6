"""Hostile files at the command line: exit code 2, one line that says where, the tree as it was.

The commands run in this process, so that thousands of files can be tried.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import fuzz_damage
import fuzz_seeds
import pytest
from invariants import invariant
from running import files, quickly

ARTICLE = "Kondisi Darurat Militer\n\nParlemen mengumumkan darurat militer. Warga mengungsi.\n"
GLOSSARY = "concept,id,en\ndarurat-militer,darurat militer,martial law\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an article that was exported, in all formats."""
    folder = tmp_path_factory.mktemp("made")
    settings = '[project]\nsource = "id"\ntargets = ["en"]\n[export]\n'
    settings += 'formats = ["po", "xliff12", "xliff2"]\n'
    (folder / "alihbahasa.toml").write_text(settings)
    for name, text in (("sources/a.txt", ARTICLE), ("glossaries/g.csv", GLOSSARY)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    assert run("export", cwd=folder)[0] == 0
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name, data in files(made).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def run(*arguments: str, cwd: Path, input: bytes = b"") -> tuple[int, str, str]:
    """Run a command in this process; return the exit code and what it said."""
    done = quickly(*arguments, cwd=cwd, input=input)
    return done.returncode, done.stdout, done.stderr


_LINE = re.compile(r"alihbahasa: error: [^\n]+\n(?:  [^\n]+\n)?")


def refused(*arguments: str, cwd: Path, input: bytes = b"") -> str:
    """Run a command that must be refused, and return the one line that it says."""
    before = files(cwd)
    code, out, err = run(*arguments, cwd=cwd, input=input)
    assert files(cwd) == before
    assert (code, out) == (2, ""), (out, err)
    assert _LINE.fullmatch(err), err
    return err


# --- XML that attacks, and files that are not whole -----------------------------------

BOMB = (
    "<!DOCTYPE a ["
    + '<!ENTITY e0 "ha">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)


def _prolog(text: str) -> Callable[[str], str]:
    """Return what puts *text* before the root element."""
    return lambda xml: re.sub(r"<(xliff|tmx|martif|tbx)\b", rf"{text}<\1", xml, count=1)


def _body(text: str) -> Callable[[str], str]:
    """Return what puts *text* into the first text that a translator wrote or is to translate."""
    return lambda xml: re.sub(r"(<(?:source|seg|term)>)", rf"\1{text}", xml, count=1)


def _both(*changes: Callable[[str], str]) -> Callable[[str], str]:
    def changed(xml: str) -> str:
        for change in changes:
            xml = change(xml)
        return xml

    return changed


HOSTILE: dict[str, Callable[[str], str]] = {
    "entity": _both(_prolog('<!DOCTYPE a [<!ENTITY x "y">]>'), _body("&x;")),
    "file": _both(_prolog('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), _body("&x;")),
    "parameter": _prolog('<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>'),
    "outside": _both(_prolog('<!DOCTYPE a SYSTEM "file:///etc/passwd">'), _body("&x;")),
    "bomb": _both(_prolog(BOMB), _body("&e11;")),
    "undefined": _body("&nbsp;"),
    "deep": _body("<g>" * 400 + "</g>" * 400),
    "NUL": _body("\0"),
    "half a pair": _body("&#xD800;"),
    "control": _body("\x1b[31m"),
    "cut short": lambda xml: xml[: len(xml) * 2 // 3],
    "twice": lambda xml: xml + xml,
    "encoding": lambda xml: xml.replace("UTF-8", "UTF-7"),
    "not closed": _body("<g>"),
}
XML_FILES = {"a.xlf": "xliff12", "a.xliff": "xliff2"}


def _whole(project: Path, name: str) -> str:
    if name in XML_FILES:
        return (project / "translations" / "en" / name).read_text()
    return fuzz_seeds.seeds("tmx" if name == "a.tmx" else "tbx2", None)[0].decode()


@pytest.mark.parametrize("name", [*XML_FILES, "a.tmx", "a.tbx"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_xml_is_refused(project: Path, kind: str, name: str) -> None:
    returned = project / name
    returned.write_text(HOSTILE[kind](_whole(project, name)), "utf-8", newline="")
    if name == "a.tbx":
        commands = [
            ["glossary", "import", name],
            ["terms", "-", "--glossary", name, "--lang", "id"],
        ]
    elif name == "a.tmx":
        commands = [["convert", name, "--as", "po", "--to", "en"]]
    else:
        commands = [["import", name], ["check", name], ["convert", name, "--as", "po"]]
    for command in commands:
        said = refused(*command, cwd=project)
        assert re.match(rf"alihbahasa: error: {name}:\d+", said), said
        assert "root:" not in said
    if name in XML_FILES:
        code, out, err = run("validate", name, cwd=project)
        assert code == 1, err
        assert re.match(rf"{name}:\d+", out)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("command", ["export", "check", "build", "status"])
def test_a_hostile_store_is_refused(project: Path, kind: str, command: str) -> None:
    settings = project / "alihbahasa.toml"
    settings.write_text(settings.read_text().replace('"po", "xliff12"', '"xliff12", "po"'))
    store = project / "translations" / "en" / "a.xlf"
    store.write_text(HOSTILE[kind](store.read_text()), "utf-8", newline="")
    said = refused(command, cwd=project)
    assert re.match(r"alihbahasa: error: translations/en/a\.xlf:\d+", said), said


def test_what_is_included_from_elsewhere_is_text_of_nobody(project: Path) -> None:
    secret = project.parent / "secret.txt"
    secret.write_text("rahasia")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    returned = project / "a.xlf"
    returned.write_text(_body(include)(_whole(project, "a.xlf")))
    for command in (["import", "a.xlf"], ["check", "a.xlf"], ["convert", "a.xlf", "--as", "po"]):
        _, out, err = run(*command, cwd=project)
        assert "rahasia" not in out + err
    assert not any(b"rahasia" in data for data in files(project).values())


COMMANDS = (
    ["import", "x"],
    ["check", "x"],
    ["convert", "x", "--as", "tmx", "--to", "en"],
    ["glossary", "import", "x.csv"],
    ["terms", "-", "--glossary", "x.csv", "--lang", "id"],
    ["segment", "--rules", "x.srx", "-", "--lang", "id"],
)


@pytest.mark.parametrize("command", [*COMMANDS, ["validate", "x"]], ids=lambda each: each[0])
@pytest.mark.parametrize("kind", ["empty", "zeros", "pipe", "folder", "missing", "link", "locked"])
def test_what_is_no_file_to_read_is_refused(project: Path, command: list[str], kind: str) -> None:
    if (kind, command[0]) == ("folder", "import"):
        pytest.skip("import takes folders")
    name = next(each for each in command if each.startswith("x"))
    path = project / name
    if kind == "empty":
        path.touch()
    elif kind == "zeros":
        path.write_bytes(bytes(5_000))
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(path)
    elif kind == "locked":
        path.write_bytes(b"msgid")
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("whoever runs this reads everything")
    before = sorted(files(project).items())
    code, _, err = run(*command, cwd=project, input=b"Kota itu.\n")
    assert sorted(files(project).items()) == before
    assert code == 2
    assert _LINE.fullmatch(err), err
    assert name in err


# --- ids, names, sizes -----------------------------------------------------------------


def _store(project: Path, name: str = "a.xlf") -> Path:
    return project / "translations" / "en" / name


def test_an_id_that_is_there_twice_is_told_with_both_lines(project: Path) -> None:
    text = _store(project).read_text()
    (unit,) = re.findall(r"<trans-unit.*?</trans-unit>", text, re.S)[:1]
    (project / "a.xlf").write_text(text.replace(unit, unit + unit))
    said = refused("import", "a.xlf", cwd=project)
    assert re.search(r"a\.xlf:\d+: the id is used twice, first in line \d+ \(unit u", said)


def test_units_without_ids_are_known_by_their_sources(project: Path) -> None:
    text = _store(project).read_text().replace('<target state="new"/>', "<target>Sesuatu</target>")
    (project / "a.xlf").write_text(re.sub(r'<trans-unit id="[^"]*"', "<trans-unit", text))
    code, out, err = run("import", "a.xlf", cwd=project)
    assert (code, err) == (0, "")
    assert "3 " in out
    assert _store(project, "a.po").read_text().count('msgstr "Sesuatu"') == 3


NAMES = (
    "../../x.txt",
    "/etc/passwd",
    "C:\\x.txt",
    ".git/config",
    "a.txt/../../x",
    "CON",
    "\x1b[31m",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["a.po", "a.xlf", "a.xliff"])
def test_a_name_in_a_file_leads_nowhere(project: Path, name: str, form: str) -> None:
    text = _store(project, form).read_text()
    shown = name if form == "a.po" else name.replace("\x1b", "?")
    (project / form).write_text(text.replace("a.txt", shown).replace('msgstr ""', 'msgstr "y"'))
    before = files(project.parent)
    code, out, err = run("import", form, cwd=project)
    assert code in (0, 1, 2)
    assert "\x1b" not in out + err
    after = files(project.parent)
    assert set(after) - set(before) <= {"project/alihbahasa.lock"}
    kept = {path for path in before if "translations/" not in path}
    assert all(after[path] == before[path] for path in kept)


LONG: dict[str, Callable[[str], str]] = {
    "many units": lambda po: po + "".join(f'\nmsgid "{n}"\nmsgstr "x"\n' for n in range(30_000)),
    "a long unit": lambda po: po + f'\nmsgid "{"a " * 500_000}"\nmsgstr "x"\n',
    "too long a unit": lambda po: po + f'\nmsgid "{"a" * 2_000_001}"\nmsgstr "x"\n',
    "long lines": lambda po: po + "#" * 3_000_000 + "\n",
    "many strings": lambda po: po.rstrip() + '\n"a"' * 200_000 + "\n",
    "many references": lambda po: po + "#: " + "a:1 " * 300_000 + '\nmsgid "z"\nmsgstr "x"\n',
    "many plural forms": lambda po: po + '\nmsgid "z"\nmsgid_plural "z"\n'
    + "".join(f'msgstr[{n}] "x"\n' for n in range(100)),
}  # fmt: skip


@pytest.mark.parametrize("kind", LONG)
def test_large_files_are_read_or_refused(project: Path, kind: str) -> None:
    (project / "a.po").write_text(LONG[kind](_store(project, "a.po").read_text()))
    if kind in ("too long a unit", "many plural forms"):
        assert re.search(r"a\.po:\d+:\d+: ", refused("import", "a.po", cwd=project))
    else:
        code, _, err = run("import", "a.po", "--dry-run", cwd=project)
        assert code == 0, err


# --- any damage at all -----------------------------------------------------------------


@invariant("I8", ci=150, long=20_000)
def test_a_damaged_file_changes_nothing_where_it_is_refused(project: Path, times: int) -> None:
    """Nor does checking, validating and converting one, whatever comes of it."""
    random = Random(0)
    whole = {
        name: ((project / "translations" / "en" / name).read_bytes(),)
        for name in ("a.po", "a.xlf", "a.xliff")
    }
    tree = files(project)
    for number in range(times):
        name = random.choice(sorted(whole))
        family = "po" if name == "a.po" else "xml"
        data = fuzz_damage.damaged(whole[name][0], random, seeds=whole[name], family=family)
        returned, made = project.parent / name, project.parent / "made.po"
        returned.write_bytes(data)
        for command in (
            ["check", str(returned), "--to", "en"],
            ["validate", str(returned)],
            ["convert", str(returned), "--as", "po", "--to", "en", "-o", str(made)],
            ["import", "--dry-run", str(returned)],
            ["import", str(returned)],
        ):
            code, out, err = run(*command, cwd=project)
            assert code in (0, 1, 2), (number, command)
            if code == 2:
                assert _LINE.fullmatch(err[err.find("alihbahasa: error") :]), (number, err)
            assert not _OBEYED.search(out + err), (number, command)
            if code == 2 or command[0] != "import" or "--dry-run" in command:
                assert files(project) == tree, (number, command)
        if (now := files(project)) != tree:
            _restore(project, now, tree)


#: What a terminal would obey: controls but line feeds, and what turns the direction.
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _restore(project: Path, now: dict[str, bytes], tree: dict[str, bytes]) -> None:
    for name in now.keys() - tree.keys():
        (project / name).unlink()
    for name, data in tree.items():
        if now.get(name) != data:
            (project / name).write_bytes(data)


@pytest.mark.parametrize("command", ["import", "check", "validate", "convert"])
@invariant("I18", ci=50, long=1_000)
def test_no_command_says_what_a_terminal_would_obey(
    project: Path, command: str, times: int
) -> None:
    """Texts, ids, notes, contexts and names of a file, all of them odd."""
    random = Random(command)
    odd = ["\x1b[2J", "\u202e", "\x9b31m", "\u2066", "\x07", "\r", "\x7f", "\x85", "\u2028"]
    text = _store(project, "a.po").read_text()
    words = sorted(set(re.findall(r"[A-Za-z]{3,}", text)))
    for _ in range(times):
        changed = text.replace('msgstr ""\n\n', 'msgstr "x 12"\n\n')
        for _ in range(4):
            word, inside = random.choice(words), random.choice(odd)
            changed = changed.replace(word, word[:2] + inside + word[2:], random.choice((1, -1)))
        name = f"a{random.choice(odd)}.po"
        (project / name).write_text(changed, "utf-8", newline="")
        more = ["--as", "xliff12", "--to", "en", "-o", "out.xlf"] if command == "convert" else []
        more = ["--dry-run"] if command == "import" else more
        _, out, err = run(command, name, *more, cwd=project)
        assert not _OBEYED.search(out + err), (changed, out, err)
        (project / name).unlink()


# --- what a run touches ------------------------------------------------------------------

_watching: list[tuple[str, tuple[Any, ...]]] | None = None
_is_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching is not None:
        _watching.append((event, arguments))


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """Yield the audit events of what runs within; a hook can never be taken away again."""
    global _watching, _is_hooked  # noqa: PLW0603 - there is one interpreter
    if not _is_hooked:
        sys.addaudithook(_hook)
        _is_hooked = True
    found: list[tuple[str, tuple[Any, ...]]] = []
    _watching = found
    try:
        yield found
    finally:
        _watching = None


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
#: Events that change the tree, with the numbers of the arguments that are paths.
_CHANGING = {
    "os.remove": (0,), "os.rename": (0, 1), "os.mkdir": (0,), "os.rmdir": (0,), "os.link": (0, 1),
    "os.symlink": (1,), "os.truncate": (0,), "os.chmod": (0,), "shutil.rmtree": (0,),
}  # fmt: skip
_NEVER = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.",
    "pickle.", "marshal.", "urllib.", "ftplib.", "smtplib.", "webbrowser.", "code.__new__",
)  # fmt: skip


#: Words that nothing but the files of this test has.
_EVIL = ("__import__", "touch", "HYPERLINK")


def _said(arguments: tuple[Any, ...]) -> str:
    """Return the text, or the names and constants of the code, that is compiled or run."""
    names = (getattr(arguments[0], name, ()) for name in ("co_names", "co_consts"))
    return repr((arguments[0], *names))


def _wrong(events: list[tuple[str, tuple[Any, ...]]], project: Path) -> list[object]:
    """Return what of *events* no run may do: write elsewhere, connect, start, compile."""
    found: list[object] = []
    for event, arguments in events:
        # The annotations of our own records are compiled too.
        is_run = event in ("exec", "compile") and any(word in _said(arguments) for word in _EVIL)
        if event.startswith(_NEVER) or is_run:
            found.append((event, arguments))
        paths: list[Any] = [arguments[at] for at in _CHANGING.get(event, ())]
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            paths.append(arguments[0])
        for path in paths:
            if isinstance(path, int) or os.fspath(path) == os.devnull:
                continue
            if not Path(os.fsdecode(path)).resolve().is_relative_to(project.resolve()):
                found.append((event, path))
    return found


def test_nothing_is_written_elsewhere_and_nothing_of_a_file_is_run(project: Path) -> None:
    """Each command, over whole files and over hostile ones (I20)."""
    evil = "__import__('os').system('touch /tmp/x')"
    plural = f'"Plural-Forms: nplurals=2; plural={evil};\\n"\n'
    whole = _store(project, "a.po").read_text()
    (project / "plural.po").write_text(whole.replace('"Language:', f'{plural}"Language:'))
    (project / "path.po").write_text(whole.replace("a.txt", "../../../x.txt"))
    for kind, change in HOSTILE.items():
        (project / f"{kind}.xlf").write_text(change(_whole(project, "a.xlf")), "utf-8")
    (project / "t.csv").write_text(f"concept,id,en\nx,kata,=HYPERLINK({evil})\n")
    odd = [path.name for path in sorted(project.glob("*.po")) + sorted(project.glob("*.xlf"))]
    commands = [
        ["export"], ["check"], ["status"], ["build", "--partial"], ["glossary", "check"],
        ["glossary", "import", "t.csv", "--into", "g.csv"],
        *(["import", name] for name in odd), *(["check", name] for name in odd),
        *(["validate", name] for name in odd), *(["convert", name, "--as", "po"] for name in odd),
    ]  # fmt: skip
    for command in commands:
        run(*command, cwd=project)  # Modules are compiled and run when they are first loaded.
    for command in commands:
        with watched() as events:
            run(*command, cwd=project)
        assert _wrong(events, project) == [], command
        assert any(event == "open" for event, _ in events)
