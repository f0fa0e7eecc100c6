"""Whole commands, ours and those of others: what each takes, each a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import alihbahasa
from alihbahasa.errors import AlihbahasaError

_Name = TypeVar("_Name", bound=Hashable)

_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: seconds, of the clock and of the processors, and bytes at most.

    The bytes are those of the largest of its processes.
    """

    wall: float
    cpu: float
    peak: int = 0

    def __add__(self, other: Spent) -> Spent:
        """Return what both took, one after the other."""
        return Spent(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def ours(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs alihbahasa with *arguments*."""
    return (sys.executable, "-m", "alihbahasa", *arguments)


def environment() -> dict[str, str]:
    """Return the environment in which Python finds the alihbahasa of this process.

    What it compiles it keeps, as pip does when it installs.
    """
    paths = [str(Path(alihbahasa.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def program(name: str) -> str | None:
    """Return where the program *name* is: beside this Python, or where programs are."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def cores(count: int) -> tuple[int, ...]:
    """Return the numbers of *count* cores, none where nothing can be held to some of them."""
    if not hasattr(os, "sched_getaffinity"):
        return ()
    return tuple(sorted(os.sched_getaffinity(0)))[:count]


def spent(
    command: Sequence[str],
    *,
    cwd: Path,
    on: Sequence[int] = (),
    codes: Collection[int] = (0,),
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Spent:
    """Run *command* in the folder *cwd* and return what it took, held to the cores *on*.

    The *variables* are added to the environment.  Raises AlihbahasaError where
    it ends with none of the *codes*.
    """
    done = subprocess.run(  # noqa: S603 - our own words
        (sys.executable, "-I", "-S", str(_LAUNCH), ",".join(map(str, on)), *command),
        cwd=cwd,
        env=environment() | dict(variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(done.stdout or '{"code": null}')
    if told.pop("code") not in codes:
        raise AlihbahasaError(f"{' '.join(command)[:200]}: {done.stderr.strip()[-2_000:]}")
    return Spent(**told)


def turns(
    works: Mapping[_Name, Callable[[], Spent]], *, repeats: int, limit: float = 300.0
) -> dict[_Name, Spent]:
    """Return what each of *works* took, the median of *repeats* runs that took turns.

    What took more than *limit* seconds altogether is not run again.
    """
    found: dict[_Name, list[Spent]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            if sum(each.wall for each in found[name]) <= limit:
                found[name].append(work())
    return {name: median(each) for name, each in found.items()}


def median(runs: Sequence[Spent]) -> Spent:
    """Return the medians of what *runs* took."""
    return Spent(
        statistics.median(each.wall for each in runs),
        statistics.median(each.cpu for each in runs),
        int(statistics.median(each.peak for each in runs)),
    )
