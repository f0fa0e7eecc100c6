"""The same work over many pieces: in this process, in several, or on a cluster.

A task is a function that a process can be told by name, with what it needs
frozen beside it (``functools.partial`` of a module's function, say), and a
piece is told in few words: what it means is looked up where the work is done.
Results come in the order of the pieces, so that nobody can tell who did what.
A process that is killed costs nothing but time: its piece is done again.

On Linux a process is a copy of this one (fork), so that all that was read and
compiled is there at once; elsewhere it begins anew.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

_Thing = TypeVar("_Thing")
_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")

#: Gives the results of pieces, in their order.
Working: TypeAlias = Callable[[Sequence[_Piece]], Iterator[_Result]]

#: More processes than this wait for each other.
_MOST = 16

#: How often a piece is begun again whose process was killed.
_AGAIN = 2

#: How many pieces a process may be ahead of the one that is waited for.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works: so many processes, one being this one; or those of a cluster, by its address."""

    jobs: int = 1
    cluster: str = ""


@contextlib.contextmanager
def working(
    task: Callable[[_Piece], _Result], *, workers: Workers, count: int
) -> Iterator[Working[_Piece, _Result]]:
    """Give what yields the result of *task* for each of the pieces it is handed, in their order.

    There are about *count* pieces: no more processes are begun than have work.
    They are begun at once, and end with this context; one that is at work ends
    its piece first.  What *task* raises is raised where its result would come.
    """
    jobs = min(workers.jobs, count)
    if jobs < 2 or _is_worker():
        yield lambda pieces: map(task, pieces)
        return
    crew = _Crew(task, jobs)
    try:
        yield crew.results
    finally:
        crew.dismiss()


def processors() -> int:
    """Return how many processes may work at a time on this machine."""
    may_use = getattr(os, "sched_getaffinity", None)
    return min(len(may_use(0)) if may_use else os.cpu_count() or 1, _MOST)


def _is_worker() -> bool:
    """Tell whether this process was begun to do a part of the work: it begins no others."""
    from multiprocessing import parent_process

    return parent_process() is not None


# --- processes --------------------------------------------------------------------


@dataclass(slots=True)
class _Hand:
    """A process, the way to it, and the number of the piece that it works on, None for none."""

    process: BaseProcess
    way: Connection
    piece: int | None = None

    def take(self, number: int, pieces: Sequence[Any]) -> None:
        self.piece = number
        # One that died is found out when its answer is waited for.
        with contextlib.suppress(OSError):
            self.way.send_bytes(pickle.dumps(pieces[number]))


class _Crew:
    """Processes that each work on one piece after the other."""

    def __init__(self, task: Callable[[Any], Any], jobs: int) -> None:
        import multiprocessing

        self._task = task
        self._context: BaseContext = multiprocessing.get_context(
            "fork" if sys.platform == "linux" else "spawn"
        )
        # Written out before there are copies of what waits to be written.
        sys.stdout.flush()
        sys.stderr.flush()
        self._on_pipe = _ignored("SIGPIPE")
        self._hands: list[_Hand] = []
        for _ in range(jobs):
            self._hands.append(self._begun())

    def _begun(self) -> _Hand:
        way, theirs = self._context.Pipe()
        # A copy holds the ways to those before it, whose end is then not seen when this one goes.
        others = [hand.way for hand in self._hands] + [way]
        is_copy = self._context.get_start_method() == "fork"
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(self._task, theirs, others if is_copy else []), daemon=True
        )
        process.start()
        theirs.close()
        return _Hand(process, way)

    def results(self, pieces: Sequence[Any]) -> Iterator[Any]:
        from multiprocessing import connection

        begun = 0
        again: list[int] = []
        tries: dict[int, int] = {}
        done: dict[int, tuple[bool, Any]] = {}
        for number in range(len(pieces)):
            while number not in done:
                most = min(len(pieces), number + _AHEAD * len(self._hands))
                for hand in self._hands:
                    if hand.piece is None and again:
                        hand.take(again.pop(), pieces)
                    elif hand.piece is None and begun < most:
                        hand.take(begun, pieces)
                        begun += 1
                busy = {hand.way: hand for hand in self._hands if hand.piece is not None}
                for way in connection.wait(list(busy)):
                    hand = busy[way]  # type: ignore[index]
                    piece, hand.piece = hand.piece, None
                    assert piece is not None
                    try:
                        done[piece] = pickle.loads(hand.way.recv_bytes())  # noqa: S301 - ours
                    except (EOFError, OSError):
                        self._replace(hand)
                        tries[piece] = tries.get(piece, 0) + 1
                        if tries[piece] > _AGAIN:
                            raise _killed(hand.process) from None
                        again.append(piece)
            is_result, result = done.pop(number)
            if not is_result:
                raise result
            yield result

    def _replace(self, hand: _Hand) -> None:
        hand.way.close()
        hand.process.join()
        at = self._hands.index(hand)
        self._hands.pop(at)
        self._hands.insert(at, self._begun())

    def dismiss(self) -> None:
        for hand in self._hands:
            hand.way.close()
        for hand in self._hands:
            hand.process.join()
        if self._on_pipe is not None:
            signal.signal(signal.SIGPIPE, self._on_pipe)


def _ignored(name: str) -> Any:
    """Ignore the signal called *name*; return what was done about it, None where it cannot be.

    A process that is gone is found out by the error then, and ends nobody else.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, name):
        return None
    return signal.signal(getattr(signal, name), signal.SIG_IGN)


def _killed(process: BaseProcess) -> AlihbahasaError:
    code = process.exitcode or 0
    how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
    return AlihbahasaError(
        f"a process at work ended {how}, {_AGAIN + 1} times at the same place",
        hint="where memory is short, use fewer processes: --jobs 1",
    )


def _serve(task: Callable[[Any], Any], way: Connection, others: Sequence[Connection]) -> None:
    """Work on what comes down *way* until it is closed at the other end."""
    # To stop is for who hands out the work: what is begun is ended first.
    _ignored("SIGINT")
    _ignored("SIGPIPE")
    for other in others:
        other.close()
    while True:
        try:
            piece = pickle.loads(way.recv_bytes())  # noqa: S301 - ours
        except (EOFError, OSError):
            return
        answer: tuple[bool, Any]
        try:
            answer = True, task(piece)
        except Exception as error:
            answer = False, error
        try:
            way.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))
        except OSError:
            return


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
