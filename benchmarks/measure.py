"""Measuring: runs that take turns, medians, tables of ratios."""

from __future__ import annotations

import gc
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """A table of results: *rows* of cells under *columns*, and *notes* below.

    *headlines* are the ratios in it that matter to a user: what is compared, the
    ratio, and its goal.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    headlines: tuple[tuple[str, ...], ...] = ()

    def as_text(self) -> str:
        """Return the table as Markdown."""
        widths = [
            max(len(row[index]) for row in (self.columns, *self.rows))
            for index in range(len(self.columns))
        ]

        def line(cells: Sequence[str]) -> str:
            padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            return f"| {' | '.join(padded)} |"

        rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
        body = "\n".join([line(self.columns), rule, *map(line, self.rows)])
        return "\n\n".join([f"## {self.title}", body, *self.notes])

    def as_data(self) -> dict[str, object]:
        """Return the table as JSON has it."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"title": self.title, "rows": rows, "notes": list(self.notes)}


def goal(value: float, *, least: float | None = None, most: float | None = None) -> str:
    """Say at *least* or at *most* how much *value* is to be, and whether it is; "" without either.

    >>> goal(4.2, least=4)
    '>= 4, reached'
    >>> goal(11.5, most=11)
    '<= 11, missed'
    """
    if least is not None:
        return f">= {least:,g}, {'reached' if value >= least else 'missed'}"
    if most is not None:
        return f"<= {most:,g}, {'reached' if value <= most else 'missed'}"
    return ""


def summary(tables: Iterable[Table]) -> Table:
    """Return the ratios of *tables* that matter to a user."""
    rows = tuple(row for table in tables for row in table.headlines)
    return Table("What matters to a user", ("", "ratio", "goal"), rows)


def medians(
    works: Mapping[str, Callable[[], object]], *, repeats: int, limit: float = 60.0
) -> dict[str, float]:
    """Return the median time of each work in seconds, of *repeats* runs that took turns.

    Each is run once before, unmeasured.  What took more than *limit* seconds
    altogether is not repeated any more.
    """
    for work in works.values():
        work()
    times = _times(works, repeats=repeats, limit=limit)
    return {name: statistics.median(taken) for name, taken in times.items()}


def bests(
    works: Mapping[str, Callable[[], object]], *, repeats: int, limit: float = 60.0
) -> dict[str, float]:
    """Return the best time of each work, of as many runs as ``medians`` makes, but none before.

    It is that of the processor, in this process and those it started: for
    works that take seconds, in which others on the machine have their turns.
    """
    times = _times(works, repeats=repeats, limit=limit, clock=_processor)
    return {name: min(taken) for name, taken in times.items()}


def _processor() -> float:
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _times(
    works: Mapping[str, Callable[[], object]],
    *,
    repeats: int,
    limit: float,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            if sum(times[name]) > limit:
                continue
            gc.collect()
            begun = clock()
            work()
            times[name].append(clock() - begun)
    return times


def growth(work: Callable[[str], object], shape: Callable[[int], str], size: int) -> float:
    """Return time(2n)/time(n) of *work* on the text that *shape* makes, for n = *size*.

    The times are those of the processor, the best of three runs: what disturbs
    a run only makes it longer.
    """
    small, large = shape(size), shape(2 * size)
    best = {"small": float("inf"), "large": float("inf")}
    for _ in range(3):
        for name, text in (("small", small), ("large", large)):
            begun = time.process_time()
            work(text)
            best[name] = min(best[name], time.process_time() - begun)
    return best["large"] / best["small"]


def memory(name: str) -> int:
    """Return what Linux says of the memory of this process: VmRSS now, VmHWM at most, in bytes.

    0 elsewhere.  The ``ru_maxrss`` of a process counts what started it, too.
    """
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.is_file() else ()
    found = (int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
    return 1024 * next(found, 0)


def machine() -> str:
    """Describe the machine in one line."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )
