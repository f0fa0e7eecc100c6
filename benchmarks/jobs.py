"""Several processes: one against two of this machine, and against two workers of a cluster.

The work is the first export of the same articles, and a check of them when all is
translated; the time is that of the clock.  The scheduler and its workers are there before.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from benchmarks import cluster, newsroom
from benchmarks.commands import Spent, cores, ours, spent, turns
from benchmarks.measure import Table, goal
from benchmarks.pipeline import exported
from benchmarks.scale import filled

_ONE, _TWO, _DASK = "one process", "two processes", "two workers of Dask"

#: How many times as fast as one process two are to be.
_GOALS = {_TWO: 1.7, _DASK: 1.5}

_Works = dict[tuple[str, str], Callable[[], Spent]]


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* takes fewer articles, of which what begins a process takes more."""
    count = 600 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        return (measured(Path(folder), count, repeats=2 if quick else 3),)


def measured(folder: Path, count: int, *, repeats: int) -> Table:
    """Return what *count* articles take, made in *folder*."""
    title = f"{count:,} articles by several"
    if len(cores(2)) < 2:
        return _table({}, title, ("Skipped: this machine has one core.",))
    root, translated = folder / "project", folder / "translated"
    newsroom.made(root, count)
    exported(root)
    shutil.copytree(root, translated)
    for store in (translated / "translations").rglob("*.po"):
        store.write_bytes(filled(store.read_bytes(), every=1))
    works: _Works = {
        ("export", _ONE): partial(exported, root, "--jobs", "1"),
        ("export", _TWO): partial(exported, root, "--jobs", "2"),
        ("check", _ONE): partial(_checked, translated, "1"),
        ("check", _TWO): partial(_checked, translated, "2"),
    }
    with contextlib.ExitStack() as stack:
        notes: tuple[str, ...] = ()
        try:
            if not cluster.is_there():
                raise AlihbahasaError("pip install distributed")
            address = stack.enter_context(cluster.running(2, folder))
            work = partial(exported, root, "--cluster", address)
            # What workers load and compile for their first piece is there: they stay.
            work()
            works["export", _DASK] = work
        except AlihbahasaError as error:
            notes = (f"Skipped: {_DASK}, {error}.",)
        return _table(turns(works, repeats=repeats), title, notes)


def _checked(root: Path, jobs: str) -> Spent:
    return spent(ours("check", "--jobs", jobs), cwd=root, codes=(0, 1))


def _table(times: dict[tuple[str, str], Spent], title: str, notes: tuple[str, ...]) -> Table:
    rows = []
    for (verb, who), each in sorted(times.items(), key=lambda item: item[0][0], reverse=True):
        ratio = times[verb, _ONE].wall / each.wall
        # What the workers of a cluster spend is not told to the command that asks them.
        cells = (f"{each.cpu:.1f}", f"{each.peak / 1e6:.0f}") if who != _DASK else ("", "")
        reached = goal(ratio, least=_GOALS.get(who))
        rows.append((verb, who, f"{each.wall:.1f}", *cells, f"{ratio:.2f}", reached))
    columns = ("", "by", "s", "CPU s", "MB of a process", "one / it", "goal")
    return Table(title, columns, tuple(rows), notes)
