"""The same work over many things, in several processes.

A process is a copy of this one (fork), so that nothing has to be sent to it and
all that was read and compiled is there at once; what comes back is pickled.
Elsewhere than on Linux, on one processor, or where other threads run, which a
copy would lack, the work is done here.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")

#: More processes than this wait for each other.
_MOST = 16


def mapped(
    work: Callable[[Sequence[_Thing]], _Result], things: Sequence[_Thing], *, least: int
) -> list[_Result]:
    """Return what *work* makes of *things*, cut into pieces of *least* or more, in their order.

    *work* has to give for the pieces what it gives for the whole, and to change
    nothing.  What it raises is raised here.
    """
    count = min(_processors(), len(things) // max(least, 1), _MOST)
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


def _processors() -> int:
    """Return how many processes may work at a time."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


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
