"""A cluster on this machine: the scheduler of Dask and its workers, each a process."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from benchmarks.commands import environment

#: Seconds that a scheduler and its workers may take to begin.
_PATIENCE = 60


def is_there() -> bool:
    """Tell whether Dask is installed with its ``distributed``."""
    return importlib.util.find_spec("distributed") is not None


@contextmanager
def running(workers: int, folder: Path) -> Iterator[str]:
    """Run a scheduler and so many *workers* of one thread, and hand out its address.

    They listen on the loopback only; what they write goes to *folder*.
    """
    told = folder / "scheduler.json"
    log = folder / "cluster.log"
    dask = (sys.executable, "-m", "distributed.cli")
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(log.open("ab"))

        def begin(program: str, *arguments: str) -> None:
            child = subprocess.Popen(  # noqa: S603 - our own words
                (*dask[:2], f"{dask[2]}.{program}", *arguments),
                cwd=folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
            )
            stack.callback(child.wait)
            stack.callback(child.terminate)

        begin("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
              "--scheduler-file", str(told))  # fmt: skip
        for _ in range(workers):
            begin("dask_worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard",
                  "--no-nanny", "--scheduler-file", str(told),
                  "--local-directory", str(folder))  # fmt: skip
        yield _address(told, log, workers)


def _address(told: Path, log: Path, workers: int) -> str:
    """Return the address of the scheduler, once all *workers* are there."""
    for _ in range(10 * _PATIENCE):
        if told.is_file() and log.read_bytes().count(b"Register worker") >= workers:
            address: str = json.loads(told.read_text("utf-8"))["address"]
            return address
        time.sleep(0.1)
    raise AlihbahasaError(f"the cluster did not begin: {log.read_text('utf-8')[-2_000:]}")
