"""Storage under fire: killed at every call, and let down by every call, it loses nothing."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import crashing
import dying
import pytest
from invariants import invariant

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError

ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EMFILE", "ENAMETOOLONG")


@pytest.fixture
def folder() -> Iterator[Path]:
    with dying.quick_folder() as made:
        yield made


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


# --- batches ----------------------------------------------------------------------


def lean(script: str, times: int) -> None:
    """Run *script*, which kills its children, without the test runner in their memory."""
    command = [sys.executable, script, str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@invariant("I11", ci=1_000, long=9_000)
def test_a_batch_that_is_killed_is_old_or_new(times: int) -> None:
    lean(dying.__file__, times)


@invariant("I11", ci=100, long=1_000)
def test_a_batch_killed_at_any_moment_is_whole(folder: Path, times: int) -> None:
    dice = random.Random(times)
    names = [f"en/{number}" for number in range(6)]
    (folder / ".alihbahasa").mkdir()

    def data(name: str, round: int) -> bytes:
        return f"{name} {round} ".encode() * 2_000

    def write(round: int) -> None:
        changes: dying.Files = {name: data(name, round) for name in names}
        dying.write_batch(folder, changes, changes)

    reader, writer = os.pipe()

    def rounds(first: int) -> None:
        for round in itertools.count(first):
            os.write(writer, b"!")
            write(round)

    write(last := 0)
    for _ in range(times):
        child = dying.started(partial(rounds, last + 1))
        # However slow the machine is, some rounds come to their end.
        for _ in range(dice.randint(1, 3)):
            os.read(reader, 1)
        time.sleep(dice.random() * 0.01)
        os.kill(child, signal.SIGKILL)
        assert dying.ended(child) == -signal.SIGKILL
        os.set_blocking(reader, False)
        with suppress(BlockingIOError):
            os.read(reader, 1_000)
        os.set_blocking(reader, True)
        for name in names:
            found = (folder / name).read_bytes()
            assert found == data(name, int(found.split()[1]))
        with storage.lock(folder, folders=(folder,)):
            pass
        now = dying.tree(folder)
        (round,) = {int(found.split()[1]) for found in now.values()}
        assert sorted(now) == names
        assert round >= last
        last = round
    assert last > times / 2


@invariant("I13", ci=300, long=3_000)
def test_a_batch_that_the_system_lets_down_is_taken_back(folder: Path, times: int) -> None:
    dice = random.Random(times)
    tried = 0
    while tried < times:
        before, after = dying.drawn_batch(dice)
        for symbol in ERRORS:
            number = getattr(errno, symbol)
            for call in itertools.count(1):
                root = folder / "root"
                dying.lay(root, before)
                (root / ".alihbahasa" / ".gitignore").write_text("*\n")
                start, counted = dying.tree(root), 0

                def fail(name: str, arguments: tuple[object, ...]) -> None:
                    nonlocal counted
                    counted += 1
                    if counted == call:  # noqa: B023 - it is run at once
                        raise OSError(number, os.strerror(number))  # noqa: B023

                error = None
                try:
                    with dying.watched(fail, *dying.WRITES):
                        dying.write_batch(root, before, after)
                except AlihbahasaError as caught:
                    error = caught
                if error is None:
                    assert dying.held(root, before) == after
                else:
                    assert error.hint
                    assert "\n" not in str(error)
                    assert dying.tree(root) == start, call
                shutil.rmtree(root)
                tried += 1
                if counted < call:
                    break


@invariant("I14", ci=1, long=1)
def test_data_and_journal_are_synced_before_the_first_rename(folder: Path, times: int) -> None:
    calls = []

    def told(name: str, arguments: tuple[object, ...]) -> None:
        if name == "fsync":
            path = Path(os.readlink(f"/proc/self/fd/{arguments[0]}"))
            calls.append("sync folder" if path.is_dir() else "sync file")
        elif name == "replace":
            calls.append("journal" if Path(str(arguments[1])).name == "journal" else "rename")
        elif name == "unlink":
            calls.append("end")

    if not Path("/proc/self/fd").exists():
        pytest.skip("no /proc to tell a folder by")
    root = folder / "root"
    dying.lay(root, {"one": b"1"})
    with storage.lock(root), dying.watched(told, "fsync", "replace", "unlink"):
        changes = {root / "one": b"2", root / "two": b"2"}
        storage.write(changes, expected={}, root=root)
    journal = ["sync folder", "sync file", "journal", "sync folder"]
    assert calls == [*["sync file"] * 2, *journal, "rename", "rename", "sync folder", "end"]


# --- dead processes ---------------------------------------------------------------


@invariant("I16", ci=200, long=2_000)
def test_what_dead_processes_hold_is_taken_over(folder: Path, times: int) -> None:
    (folder / "en").mkdir()

    def hold_and_die() -> None:
        with storage.lock(folder, folders=(folder,)), dying.watched(die, "replace"):
            storage.write({folder / "en" / "one": b"1"}, expected={}, root=folder)

    def die(name: str, arguments: tuple[object, ...]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    for _ in range(times):
        assert dying.forked(hold_and_die) == -signal.SIGKILL
        assert len(dying.tree(folder)) == 1
        begun = time.monotonic()
        with storage.lock(folder, folders=(folder,)):
            assert dying.tree(folder) == {}
        assert time.monotonic() - begun < storage.LOCK_PATIENCE / 2


def test_what_a_living_process_writes_is_left_alone(folder: Path) -> None:
    reader, writer = os.pipe()
    (folder / "en").mkdir()

    def wait(name: str, arguments: tuple[object, ...]) -> None:
        os.write(writer, b"x")
        signal.pause()

    def write() -> None:
        with dying.watched(wait, "replace"):
            storage.write({folder / "en" / "one": b"1"}, expected={}, root=folder / "en")

    child = dying.started(write)
    os.read(reader, 1)
    (staged,) = dying.tree(folder)
    with storage.lock(folder, folders=(folder,)):
        assert set(dying.tree(folder)) == {staged}
    # A number that belongs to somebody else by now keeps nothing for long.
    hours_ago = time.time() - 7_200
    os.utime(folder / staged, (hours_ago, hours_ago))
    with storage.lock(folder, folders=(folder,)):
        assert dying.tree(folder) == {}
    os.kill(child, signal.SIGKILL)
    assert dying.ended(child) == -signal.SIGKILL


def test_what_is_not_ours_is_not_swept(folder: Path) -> None:
    names = (".alihbahasa-notes", ".alihbahasa-1.tmp", "alihbahasa-9-a.tmp", ".alihbahasa-9-a.tmp~")
    for name in names:
        (folder / name).write_bytes(b"mine")
    storage.sweep(folder)
    assert sorted(dying.tree(folder)) == sorted(names)


# --- the journal ------------------------------------------------------------------


def begun_batch(root: Path) -> dying.Files:
    """Kill a batch of three files between its first rename and its second."""
    before: dying.Files = {"en/one": b"1", "en/two": b"2", "en/three": b"3"}
    after: dying.Files = {name: data + b" new" for name, data in before.items() if data}
    dying.lay(root, before)
    renamed = 0

    def die(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal renamed
        renamed += Path(str(arguments[1])).name in ("one", "two")
        if renamed == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        with dying.watched(die, "replace"):
            dying.write_batch(root, before, after)

    assert dying.forked(run) == -signal.SIGKILL
    assert dying.held(root, before) == {**before, "en/one": b"1 new"}
    return after


def next_run(root: Path) -> dict[str, bytes]:
    with storage.lock(root, folders=(root / "en",)):
        pass
    return dying.tree(root)


def test_the_next_run_finishes_what_had_begun(folder: Path) -> None:
    after = begun_batch(folder)
    assert next_run(folder) == after


def test_what_was_changed_after_the_kill_stays_and_what_follows_it(folder: Path) -> None:
    begun_batch(folder)
    (folder / "en" / "two").write_bytes(b"by hand")
    assert next_run(folder) == {"en/one": b"1 new", "en/two": b"by hand", "en/three": b"3"}


def test_what_was_renamed_and_then_changed_stays_and_the_rest_follows(folder: Path) -> None:
    after = begun_batch(folder)
    (folder / "en" / "one").write_bytes(b"by hand")
    assert next_run(folder) == {**after, "en/one": b"by hand"}


def test_what_was_put_back_after_the_kill_is_not_written_again(folder: Path) -> None:
    begun_batch(folder)
    (folder / "en" / "one").write_bytes(b"1")
    assert next_run(folder) == {"en/one": b"1", "en/two": b"2", "en/three": b"3"}


@pytest.mark.parametrize(
    "journal",
    [
        "",
        "{",
        "[" * 100_000,
        '[{"path": "../out", "temporary": ".alihbahasa-9-a-1.tmp", "before": null}]',
        '[{"path": "/tmp/out", "temporary": ".alihbahasa-9-a-1.tmp", "before": null}]',
        '[{"path": "en/out", "temporary": "secret", "before": null}]',
        '[{"path": "en/out", "temporary": "../secret", "before": null}]',
        '[{"path": "link/out", "temporary": ".alihbahasa-9-a-1.tmp", "before": null}]',
        '[{"path": 1}]',
        "[1]",
        "null",
    ],
)
def test_a_journal_of_somebody_else_does_nothing(folder: Path, journal: str) -> None:
    root, outside = folder / "root", folder / "outside"
    dying.lay(root, {"en/one": b"1", "secret": b"s"})
    outside.mkdir()
    (root / "link").symlink_to(outside)
    for each in (folder, outside):
        (each / ".alihbahasa-9-a-1.tmp").write_bytes(b"evil")
    (root / ".alihbahasa" / "journal").write_text(journal)
    start = dying.tree(outside)
    assert next_run(root) == {"en/one": b"1", "secret": b"s"}
    assert dying.tree(outside) == start
    assert not (folder / "out").exists()


# --- whole commands ---------------------------------------------------------------


@invariant("I12", ci=200, long=2_000)
def test_what_is_killed_is_finished_by_running_it_again(times: int) -> None:
    lean(crashing.__file__, times)


@pytest.mark.parametrize("name", ["import", "export"])
def test_a_command_killed_between_any_two_renames_loses_nothing(folder: Path, name: str) -> None:
    start, end, root = folder / "start", folder / "end", folder / "root"
    start.mkdir()
    crashing.make_project(start, random.Random(name))
    operation = crashing.OPERATIONS[name]
    operation(crashing.fresh_copy(start, end))
    old, new = dying.tree(start), dying.tree(end)
    renamed = {path for path, data in new.items() if data != old.get(path)}
    assert {path.rpartition(".")[2] for path in renamed} >= {"po", "jsonl"}
    for call in itertools.count(1):
        crashing.fresh_copy(start, root)
        if not dying.killed_at(call, partial(operation, root), "replace"):
            break
        operation(root)
        assert dying.tree(root) == new, call
    assert call == len(renamed) + 2, "one rename a file, and that of the journal"


def by_article(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return *files* by the article that they are of."""
    found: dict[str, dict[str, bytes]] = {}
    for name, data in files.items():
        found.setdefault(Path(name).stem, {})[name] = data
    return found


@pytest.mark.parametrize("name", crashing.COMMANDS)
@invariant("I13", ci=50, long=10_000)
def test_a_command_that_the_system_lets_down_changes_nothing(
    folder: Path, name: str, times: int
) -> None:
    start, end, root = folder / "start", folder / "end", folder / "root"
    start.mkdir()
    crashing.make_project(start, random.Random(name))
    crashing.OPERATIONS[name](crashing.fresh_copy(start, end))
    old, new = dying.tree(start), dying.tree(end)
    run = crashing.failed_at(*crashing.COMMANDS[name], cwd=root)
    calls = 0

    def count(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal calls
        calls += 1

    crashing.fresh_copy(start, root)
    with dying.watched(count, *dying.WRITES, *dying.READS):
        crashing.OPERATIONS[name](root)
    # At length every call fails in every way; else as many as there is time for, spread over all.
    ways = list(itertools.product(range(1, calls + 20), ERRORS))
    chosen = ways if len(ways) < times else random.Random(name).sample(ways, times)
    refused = 0
    for call, symbol in chosen:
        crashing.fresh_copy(start, root)
        code, said = run(call, getattr(errno, symbol))
        assert code in (0, 1, 2), (call, symbol, said)
        if code == 2:
            refused += 1
            assert said.startswith("alihbahasa: error: "), said
            assert len(said.splitlines()) <= 3, said
            # Of several articles those are done that can be; each is done whole.
            wholes = (old, new) if name in ("export", "build") else (old,)
            found = by_article(dying.tree(root))
            assert found.keys() <= by_article(new).keys() | by_article(old).keys()
            for article, files in found.items():
                possible = [by_article(whole).get(article, {}) for whole in wholes]
                assert files in possible, (call, symbol, said)
        else:
            assert dying.tree(root) == new, (call, symbol, said)
    assert refused > len(chosen) / 5
