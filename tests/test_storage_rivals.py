"""Others at the same files at the same time: runs of ours, and programs that know no lock."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import crashing
import dying
import pytest
from invariants import invariant

from alihbahasa import plugins, project, storage
from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import State, plain
from alihbahasa.workflow import exchange, export, import_


@pytest.fixture
def folder() -> Iterator[Path]:
    with dying.quick_folder() as made:
        yield made


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@invariant("I15", ci=1_000, long=20_000)
def test_runs_side_by_side_lose_no_update(
    folder: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "LOCK_PATIENCE", 600.0)
    counter, log = folder / "counter", folder / "log"
    runs = 4

    def count(run: int) -> None:
        for _ in range(times // runs):
            with storage.lock(folder):
                before = {path: storage.read_if_there(path, limit=10**6) for path in (counter, log)}
                number = int(before[counter] or b"0") + 1
                now = str(number).encode()
                # The log starts anew now and then, lest it is most of the work.
                lines = b"" if number % 100 == 1 else before[log] or b""
                changes = {counter: now, log: lines + b"%d %d\n" % (run, number)}
                storage.write(changes, expected=before, root=folder)

    children = [dying.started(partial(count, run)) for run in range(runs)]
    assert [dying.ended(child) for child in children] == [0] * runs
    assert counter.read_bytes() == str(times).encode()
    written = [int(line.split()[1]) for line in log.read_text().splitlines()]
    assert written == list(range(times - len(written) + 1, times + 1))


def test_imports_side_by_side_take_all_that_came_back(folder: Path) -> None:
    (folder / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (folder / "sources").mkdir()
    sentences = [f"Kalimat nomor {number}." for number in range(24)]
    (folder / "sources" / "a.txt").write_text("\n\n".join(sentences) + "\n")
    found = project.find(folder)
    export.run(found)
    store = found.exchange_path("a.txt", language="en", extension=".po")
    data = store.read_bytes()
    po = plugins.exchange_format("po")
    units = exchange.parse(data, po, shown="").units

    def take(run: int) -> None:
        changes = {
            unit.id: Change((f"Sentence {plain(unit.source)[8:]}",), State.TRANSLATED)
            for unit in units[run::4]
        }
        returned = import_.Returned(f"{run}.po", b"".join(po.patch(data, changes)))
        import_.run(project.find(folder), [returned])

    children = [dying.started(partial(take, run)) for run in range(4)]
    assert [dying.ended(child) for child in children] == [0] * 4
    after = exchange.parse(store.read_bytes(), po, shown="").units
    assert [unit.target for unit in after] == [(f"Sentence {text[8:]}",) for text in sentences]


@invariant("I17", ci=50, long=500)
def test_what_another_program_saves_meanwhile_is_not_overwritten(folder: Path, times: int) -> None:
    dice = random.Random(times)
    start, root = folder / "start", folder / "root"
    operations = list(crashing.OPERATIONS.items())
    trace: dict[str, list[tuple[str, str]]] = {}
    seed = times
    for number in range(times):
        if number % 30 == 0:
            shutil.rmtree(start, ignore_errors=True)
            start.mkdir()
            crashing.make_project(start, random.Random(seed + number))
            old = dying.tree(start)
            trace.clear()
        name, operation = operations[number % len(operations)]
        if name not in trace:
            calls: list[tuple[str, str]] = []
            trace[name] = calls

            def told(call: str, arguments: tuple[Any, ...], calls: list[Any] = calls) -> None:
                target = Path(arguments[1]).relative_to(root) if call == "replace" else ""
                calls.append((call, str(target)))

            crashing.fresh_copy(start, root)
            with dying.watched(told, "fsync", "replace"):
                operation(root)
        # All was read when the first file was synced; up to its rename it may be saved anew.
        targets = [target for call, target in trace[name] if call == "replace"]
        target = dice.choice([each for each in targets if "journal" not in each])
        moment = dice.randrange(trace[name].index(("replace", target)))
        saved = _saved(old.get(target), dice)
        path = crashing.fresh_copy(start, root) / target
        passed = 0

        def save(call: str, arguments: tuple[Any, ...]) -> None:
            nonlocal passed
            if passed == moment:  # noqa: B023 - it is run at once
                path.unlink(missing_ok=True)  # noqa: B023
                if saved is not None:  # noqa: B023
                    path.parent.mkdir(parents=True, exist_ok=True)  # noqa: B023
                    path.write_bytes(saved)  # noqa: B023
            passed += 1

        with (
            dying.watched(save, "fsync", "replace"),
            pytest.raises(AlihbahasaError, match="changed on disk"),
        ):
            operation(root)
        expected = {**old, target: saved}
        there = {path: data for path, data in expected.items() if data is not None}
        found = dying.tree(root)
        if name in ("export", "build"):
            # Other articles are done all the same.
            article = Path(target).stem
            there = {path: data for path, data in there.items() if Path(path).stem == article}
            found = {path: data for path, data in found.items() if Path(path).stem == article}
        assert found == there, (name, target, moment)


def _saved(old: bytes | None, dice: random.Random) -> bytes | None:
    """Return what another program makes of a file: other bytes, as many, more, or no file."""
    if old is None:
        return dice.choice((b"", b"mine\n"))
    return dice.choice((None, b"", old + b"\n", old[:-1], old.swapcase()))
