"""Several processes: one against two of this machine, and against two workers of a cluster.

The work is the first export of the same articles, the time that of the clock.  The
scheduler and its workers are there before.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from benchmarks import cluster, newsroom
from benchmarks.commands import Spent, cores, turns
from benchmarks.measure import Table, goal
from benchmarks.pipeline import exported

_ONE, _TWO, _DASK = "one process", "two processes", "two workers of Dask"

#: How many times as fast as one process two are to be.
_GOALS = {_TWO: 1.7, _DASK: 1.5}


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* takes fewer articles, of which what begins a process takes more."""
    count = 600 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        return (measured(Path(folder), count, repeats=2 if quick else 3),)


def measured(folder: Path, count: int, *, repeats: int) -> Table:
    """Return what *count* articles take, made in *folder*."""
    root = folder / "project"
    newsroom.made(root, count)
    title = f"{count:,} articles exported by several"
    columns = ("", "s", "CPU s", "MB of a process", "one / it", "goal")
    if len(cores(2)) < 2:
        return Table(title, columns, (), ("Skipped: this machine has one core.",))
    works: dict[str, Callable[[], Spent]] = {
        _ONE: partial(exported, root, "--jobs", "1"),
        _TWO: partial(exported, root, "--jobs", "2"),
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
            works[_DASK] = work
        except AlihbahasaError as error:
            notes = (f"Skipped: {_DASK}, {error}.",)
        return _table(turns(works, repeats=repeats), title, columns, notes)


def _table(
    times: dict[str, Spent], title: str, columns: tuple[str, ...], notes: tuple[str, ...]
) -> Table:
    rows = []
    for name, each in times.items():
        ratio = times[_ONE].wall / each.wall
        # What the workers of a cluster spend is not told to the command that asks them.
        cells = (f"{each.cpu:.1f}", f"{each.peak / 1e6:.0f}") if name != _DASK else ("", "")
        reached = goal(ratio, least=_GOALS.get(name))
        rows.append((name, f"{each.wall:.1f}", *cells, f"{ratio:.2f}", reached))
    return Table(title, columns, tuple(rows), notes)
