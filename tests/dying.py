"""Batches of files in child processes that are killed, or let down, at one of their calls.

A child is a fork, which costs the less the less was loaded before: ``python
tests/dying.py 1000`` kills a thousand in seconds.  The calls are those of the
``os`` module, and the few beside it that storage makes of the system.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import itertools
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError

#: The calls that change something, and those that only look.
WRITES = ("open", "write", "fsync", "close", "chmod", "replace", "unlink", "mkdir", "rmdir")
READS = ("stat", "scandir", "listdir")

#: What is told before a call: its name, and its arguments.
Told = Callable[[str, tuple[Any, ...]], None]


@contextlib.contextmanager
def watched(before: Told, *names: str) -> Iterator[None]:
    """Tell *before* of each call named, by the ``os`` module or beside it, while this lasts."""
    places = [(os, name) for name in names if hasattr(os, name)]
    places += [(io, "open"), (fcntl, "flock")] if "stat" in names else []
    real = [(place, name, getattr(place, name)) for place, name in places]

    def hooked(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any, **others: Any) -> Any:
            before(name, arguments)
            return call(*arguments, **others)

        return told

    try:
        for place, name, call in real:
            setattr(place, name, hooked(name, call))
        yield
    finally:
        for place, name, call in real:
            setattr(place, name, call)


def started(action: Callable[[], int | None]) -> int:
    """Start *action* in a child, and return the number of that."""
    with warnings.catch_warnings():
        # Newer Pythons warn of a fork beside the threads of the test runner.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 70
        try:
            code = action() or 0
        except AlihbahasaError:
            code = 2
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 71
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return child


def ended(child: int) -> int:
    """Wait for a *child*, and return its exit code: 2 for an error of ours, -9 when killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forked(action: Callable[[], int | None]) -> int:
    """Run *action* in a child, and return the exit code of that."""
    return ended(started(action))


def killed_at(call: int, action: Callable[[], object], *names: str) -> bool:
    """Run *action* in a child that dies before its call number *call*; tell whether it came there.

    Calls of those *names* are counted, all that change something when there are none.

    Of what it was to write then, half is written.
    """
    counted = 0
    write = os.write

    def before(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal counted
        counted += 1
        if counted == call:
            if name == "write":
                write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        with watched(before, *(names or WRITES)):
            action()

    code = forked(run)
    assert code in (0, -signal.SIGKILL), code
    return code != 0


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """Make a folder for a while, in memory where there is such a place."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder).resolve()


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below *folder*, temporary ones too, but for the lock and its companion.

    The index of the memory is left out as well: nothing stands in it alone.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.name not in ("lock", ".gitignore")
        and not path.name.startswith("memory-")
    }


# --- batches ----------------------------------------------------------------------

Files = dict[str, bytes | None]


def drawn_batch(dice: random.Random) -> tuple[Files, Files]:
    """Draw what files hold before and after a batch; None where there is none."""
    names = ["one", "two.po", "en/three.xlf", "en/berita/four", ".record/five"]
    before: Files = {}
    after: Files = {}
    for name in dice.sample(names, dice.randint(1, len(names))):
        before[name] = dice.choice((None, b"", dice.randbytes(dice.randint(1, 9_000))))
        after[name] = dice.randbytes(dice.choice((0, 1, 100, 5_000, 70_000)))
    if dice.random() < 0.3:
        before["gone"], after["gone"] = b"an old report", None
    return before, after


def lay(root: Path, held: Files) -> None:
    (root / ".alihbahasa").mkdir(parents=True, exist_ok=True)
    for name, data in held.items():
        path = root / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def held(root: Path, names: Files) -> Files:
    return {name: (root / name).read_bytes() if (root / name).exists() else None for name in names}


def write_batch(root: Path, before: Files, after: Files) -> None:
    with storage.lock(root, folders=(root,)):
        expected = held(root, before)
        storage.write(
            {root / name: data for name, data in after.items()},
            expected={root / name: data for name, data in expected.items()},
            root=root,
        )


def kill_batches(folder: Path, times: int) -> None:
    """Kill batches in *folder* at each of their calls: they are old or new, and then finished."""
    dice = random.Random(times)
    tried = 0
    while tried < times:
        before, after = drawn_batch(dice)
        root = folder / "root"
        write = partial(write_batch, root, before, after)
        for call in itertools.count(1):
            lay(root, before)
            killed = killed_at(call, write)
            now = held(root, before)
            for name, data in now.items():
                assert data in (before[name], after[name]), (call, name)
            if not killed:
                assert now == after
                break
            tried += 1
            with storage.lock(root, folders=(root,)):
                pass
            now = held(root, before)
            without = {**now, "gone": None}
            assert without in ({**before, "gone": None}, {**after, "gone": None}), call
            there = {name for name, data in now.items() if data is not None}
            assert set(tree(root)) == there
            if call % 5 == 0:
                write()
                assert held(root, before) == after
        shutil.rmtree(root)


if __name__ == "__main__":
    with quick_folder() as made:
        kill_batches(made, int(sys.argv[1]))
