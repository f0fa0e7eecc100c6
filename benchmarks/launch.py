"""Run a command and say what it took: ``python -I -S launch.py CORES COMMAND...``.

A small program of its own, as the memory that is said of a command is never less
than that of the process that started it.  CORES are the numbers of those it may
run on, separated by commas, "" for all; what it prints goes nowhere.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time


def main(cores: str, *command: str) -> None:
    """Print the exit code, seconds of the clock and of the processors, and bytes at most."""
    if cores:
        os.sched_setaffinity(0, map(int, cores.split(",")))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    begun = time.perf_counter()
    child = os.posix_spawnp(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, 1)]
    )
    _, status = os.waitpid(child, 0)
    wall = time.perf_counter() - begun
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "code": os.waitstatus_to_exitcode(status),
        "wall": wall,
        "cpu": spent.ru_utime + spent.ru_stime,
        # macOS says bytes, the others kilobytes.
        "peak": spent.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
