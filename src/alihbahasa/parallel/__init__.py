"""The same work over many pieces: in this process, in several, or on a cluster.

A task is a function that a process can be told by name, with what it needs
frozen beside it (``functools.partial`` of a module's function, say), and a
piece is told in few words: what it means is looked up where the work is done.
Results come in the order of the pieces, so that nobody can tell who did what.
A process that is killed costs nothing but time: its piece is done again, and what
is told of that is what was found then.

On Linux a process is a copy of this one (fork), so that all that was read and
compiled is there at once; elsewhere it begins anew.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

from alihbahasa.records import dataclass

_Thing = TypeVar("_Thing")
_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")

#: Gives the results of pieces, in their order.
Working: TypeAlias = Callable[[Sequence[_Piece]], Iterator[_Result]]

#: More processes than this wait for each other.
_MOST = 16


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works: so many processes of this machine; or those of a *cluster*, by its address.

    These see the *folder*, in which they lay what they made (``storage.parts``).
    *on_death* is told the number of a process that was killed, before another one
    does its piece again.
    """

    jobs: int = 1
    cluster: str = ""
    folder: Path = Path()
    on_death: Callable[[int], None] | None = None

    @property
    def is_one(self) -> bool:
        """Tell whether this process does all of the work."""
        return self.jobs < 2 and not self.cluster


@contextlib.contextmanager
def working(
    task: Callable[[_Piece], _Result], *, workers: Workers, count: int
) -> Iterator[Working[_Piece, _Result]]:
    """Give what yields the result of *task* for each of the pieces it is handed, in their order.

    There are about *count* pieces: no more processes are begun than have work.
    They are begun at once, and end with this context; one that is at work ends
    its piece first.  What *task* raises is raised where its result would come.
    """
    if workers.cluster:
        from alihbahasa.parallel import cluster

        with cluster.working(task, address=workers.cluster, folder=workers.folder) as results:
            yield results
        return
    jobs = min(workers.jobs, count)
    if jobs < 2 or _is_worker():
        yield lambda pieces: map(task, pieces)
        return
    from alihbahasa.parallel.processes import Crew

    crew = Crew(task, jobs, on_death=workers.on_death)
    try:
        yield crew.results
    finally:
        crew.dismiss()


def processors() -> int:
    """Return how many processes may work at a time on this machine."""
    may_use = getattr(os, "sched_getaffinity", None)
    return min(len(may_use(0)) if may_use else os.cpu_count() or 1, _MOST)


def is_orphan() -> bool:
    """Tell whether this process was begun to do a part of the work of one that is gone."""
    from multiprocessing import parent_process

    parent = parent_process()
    return parent is not None and not parent.is_alive()


def _is_worker() -> bool:
    """Tell whether this process was begun to do a part of the work: it begins no others."""
    from multiprocessing import parent_process

    return parent_process() is not None


# --- one large thing --------------------------------------------------------------


def mapped(
    work: Callable[[Sequence[_Thing]], _Result], things: Sequence[_Thing], *, least: int
) -> list[_Result]:
    """Return what *work* makes of *things*, cut into pieces of *least* or more, in their order.

    *work* has to give for the pieces what it gives for the whole, and to change
    nothing; it may be any function, and where no copy of this process can be
    made it works here.  What it raises is raised here.
    """
    count = len(things) // max(least, 1)
    # What copies there may be takes some finding out, and most things are small.
    count = min(_copies(), count) if count > 1 else 1
    if count < 2:
        return [work(things)]
    size = -(-len(things) // count)
    pieces = [things[at : at + size] for at in range(0, len(things), size)]
    # Written out before there are copies of what waits to be written.
    sys.stdout.flush()
    sys.stderr.flush()
    children = [_begin(work, piece) for piece in pieces[1:]]
    try:
        results = [work(pieces[0])]
    finally:
        answers = [_end(*child) for child in children]
    for piece, answer in zip(pieces[1:], answers, strict=True):
        # One that came to nothing, be it by an error or by a lack of memory, is done here.
        results.append(work(piece) if answer is None else pickle.loads(answer))  # noqa: S301 - ours
    return results


def _copies() -> int:
    """Return how many copies of this process may work at a time, itself among them.

    Other threads, which a copy would lack, keep it alone.
    """
    is_alone = sys.platform != "linux" or threading.active_count() > 1 or _is_worker()
    return 1 if is_alone else processors()


def _begin(work: Callable[[Sequence[_Thing]], _Result], piece: Sequence[_Thing]) -> tuple[int, int]:
    """Begin *work* in a process of its own; return its number, and where its answer can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        os.close(reading)
        answer = pickle.dumps(work(piece), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as stream:
            stream.write(answer)
        status = 0
    finally:
        # Nothing of the parent's is to be closed, flushed or told here, errors included.
        os._exit(status)


def _end(child: int, reading: int) -> bytes | None:
    """Return the answer of a *child*, None where it has none."""
    with os.fdopen(reading, "rb") as stream:
        answer = stream.read()
    _, status = os.waitpid(child, 0)
    return answer if status == 0 else None
