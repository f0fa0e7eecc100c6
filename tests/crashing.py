"""A project in the middle of its work, what writes into it, and commands that the system lets down.

How children are killed is in ``dying``.  ``python tests/crashing.py 200`` kills commands and runs
them again, without the test runner in the memory of each child.
"""

from __future__ import annotations

import importlib
import io
import itertools
import os
import random
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from dying import READS, WRITES, forked, killed_at, quick_folder, tree, watched

from alihbahasa import cli, plugins, project, storage
from alihbahasa.contracts import Change
from alihbahasa.model import State, raw
from alihbahasa.workflow import build, exchange, export, import_, init
from alihbahasa.workflow.glossary import add, fmt
from alihbahasa.workflow.glossary import import_ as glossary_import

# What a command loads is loaded before the forks.
for _name in "build export import_ init glossary.add glossary.fmt glossary.import_".split():
    importlib.import_module(f"alihbahasa.cli.{_name}")


def failed_at(*arguments: str, cwd: Path) -> Callable[[int, int], tuple[int, str]]:
    """Return what runs the command line where the call of some number fails with some error.

    It returns the exit code, and what was said on the standard error.
    """

    def run(call: int, number: int) -> tuple[int, str]:
        reader, writer = os.pipe()
        code = forked(partial(_let_down, arguments, cwd, call, number, writer))
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            return code, stream.read().decode()

    return run


def _let_down(
    arguments: tuple[str, ...], cwd: Path, call: int, number: int, writer: int
) -> NoReturn:
    counted = 0

    def before(name: str, given: tuple[Any, ...]) -> None:
        nonlocal counted
        counted += 1
        if counted == call:
            raise OSError(number, os.strerror(number), str(given[0]) if given else None)

    os.chdir(cwd)
    # A lock that is refused is taken for somebody else's, and not waited for here.
    storage.LOCK_PATIENCE = 0.05
    sys.argv = ["alihbahasa", *arguments]
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        with watched(before, *WRITES, *READS):
            cli.main()
    finally:
        os.write(writer, sys.stderr.getvalue().encode())


def fresh_copy(folder: Path, to: Path) -> Path:
    """Make *to* a copy of *folder*, whatever it was."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


# --- a project in the middle of its work ------------------------------------------

_WORDS = "pasukan kota perdana menteri batas damai warga jalan sungai rumah pagi malam".split()
_GLOSSARY = "concept,id,en\nrayon,rayon,district\nkota,kota,city|town\n"
_INCOMING = "concept,id,en\nkota,kota,borough\ndamai,damai,peace\nrusak,,\n,03-Mei,May 3\n"


def make_project(folder: Path, dice: random.Random) -> None:
    """Make a project with work in its stores, and files that came back with more in ``in``.

    Some of it was exported since, some not; some of what came back takes the
    place of what is there, some is in conflict with it; a sentence of an article
    has changed since.
    """
    (folder / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    for name in ("sources/berita", "glossaries", "in"):
        (folder / name).mkdir(parents=True)
    (folder / "glossaries" / "g.csv").write_text(_GLOSSARY)
    (folder / "in" / "terms.csv").write_text(_INCOMING)
    articles = {}
    for name in ("a.txt", "berita/b.txt"):
        sentences = [
            " ".join(dice.choices(_WORDS, k=dice.randint(3, 7))).capitalize() + f" {number}."
            for number in range(dice.randint(4, 9))
        ]
        articles[name] = sentences
        (folder / "sources" / name).write_text("\n\n".join(sentences) + "\n")
    found = project.find(folder)
    export.run(found)
    stores = [found.exchange_path(each, language="en", extension=".po") for each in articles]
    views = [found.exchange_path(each, language="en", extension=".xlf") for each in articles]
    for store in stores:
        _translate(store, store, dice, part=0.6, origin="ours")
    export.run(found)
    for number, store in enumerate(stores):
        _translate(store, folder / "in" / f"{number}.po", dice, part=0.5, origin="theirs")
    for number, view in enumerate(views):
        _translate(view, folder / "in" / f"{number}.xlf", dice, part=0.3, origin="others'")
        _translate(view, view, dice, part=0.2, origin="seen in a view")
    for store in stores:
        _translate(store, store, dice, part=0.3, origin="ours again")
    sentences = articles["a.txt"]
    sentences[1] = sentences[1].replace(".", " lagi.")
    (folder / "sources" / "a.txt").write_text("\n\n".join(sentences) + "\n")
    (folder / "glossaries" / "g.csv").write_text(_GLOSSARY.replace("kota,kota", '"kota","kota"'))


def _translate(path: Path, to: Path, dice: random.Random, *, part: float, origin: str) -> None:
    data = path.read_bytes()
    format = exchange.recognised(data, plugins.exchange_formats(), shown=str(path))
    units = exchange.parse(data, format, shown=str(path)).units
    changes = {
        unit.id: Change((f"{origin} {len(raw(unit.source))}.",), State.TRANSLATED)
        for unit in units
        if not unit.obsolete and dice.random() < part
    }
    to.write_bytes(b"".join(format.patch(data, changes)))


_WANTED = add.Wanted("malam", (("en", "night"),))


def _import(root: Path) -> None:
    paths = sorted((root / "in").glob("[0-9]*"))
    returned = [import_.Returned(path.name, path.read_bytes(), path) for path in paths]
    import_.run(project.find(root), returned)


def _glossary_import(root: Path) -> None:
    request = glossary_import.Request(root / "in" / "terms.csv", root / "rejected.csv")
    glossary_import.run(request, project=project.find(root))


#: What writes into a project, by its name.
OPERATIONS: dict[str, Callable[[Path], object]] = {
    "import": _import,
    "export": lambda root: export.run(project.find(root)).refuse_errors(),
    "build": lambda root: build.run(project.find(root), partial=True).refuse_errors(),
    "glossary import": _glossary_import,
    "glossary add": lambda root: add.run(project.find(root), _WANTED),
    "glossary fmt": lambda root: fmt.run(project.find(root)),
    "init": lambda root: init.run(root, profile="weblate"),
}

#: The same by the command line.
COMMANDS = {
    "import": ("import", "in/0.po", "in/0.xlf", "in/1.po", "in/1.xlf"),
    "export": ("export",),
    "build": ("build", "--partial"),
    "glossary import": ("glossary", "import", "in/terms.csv"),
    "glossary add": ("glossary", "add", "malam", "en=night"),
    "glossary fmt": ("glossary", "fmt"),
    "init": ("init", "--for", "weblate"),
}


def kill_commands(folder: Path, times: int) -> None:
    """Kill operations in *folder*, and run them again: they end as undisturbed ones do."""
    start, end = folder / "start", folder / "end"
    tried = 0
    for seed in itertools.count(times):
        if tried >= times:
            break
        dice = random.Random(seed)
        shutil.rmtree(start, ignore_errors=True)
        start.mkdir()
        make_project(start, dice)
        old = tree(start)
        for name, operation in OPERATIONS.items():
            operation(fresh_copy(start, end))
            new = tree(end)
            assert new != old
            operation(end)
            assert tree(end) == new, f"{name} is not done after one run"
            root = folder / "root"
            # The first calls take the lock; what follows is the batch.
            for call in sorted(dice.sample(range(1, 90), 18)):
                fresh_copy(start, root)
                if not killed_at(call, partial(operation, root)):
                    break
                tried += 1
                for path, data in tree(root).items():
                    if ".alihbahasa" not in path:
                        assert data in (old.get(path), new.get(path)), (name, call, path)
                operation(root)
                assert tree(root) == new, (name, call)


if __name__ == "__main__":
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    with quick_folder() as made:
        kill_commands(made, int(sys.argv[1]))
