"""Processes of this machine that work on pieces: copies of this one, or, off Linux, begun anew."""

from __future__ import annotations

import contextlib
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

#: How often a piece is begun again whose process was killed.
_AGAIN = 2

#: How many pieces a process may be ahead of the one that is waited for.
_AHEAD = 4


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


class Crew:
    """Processes that each work on one piece after the other."""

    def __init__(
        self,
        task: Callable[[Any], Any],
        jobs: int,
        *,
        on_death: Callable[[int], None] | None = None,
    ) -> None:
        import multiprocessing

        self._task, self._on_death = task, on_death
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
        # To stop waits until it knows that this is not for it.
        with _undisturbed():
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
        if self._on_death is not None and hand.process.pid is not None:
            self._on_death(hand.process.pid)
        at = self._hands.index(hand)
        self._hands.pop(at)
        self._hands.insert(at, self._begun())

    def dismiss(self) -> None:
        """Let all end their pieces, and wait; who does not want to wait ends them at once."""
        try:
            for hand in self._hands:
                hand.way.close()
            for hand in self._hands:
                hand.process.join()
        except BaseException:
            # Nobody is to write any more when the lock of the project is given back.
            with _undisturbed():
                for hand in self._hands:
                    hand.process.kill()
                    hand.process.join()
            raise
        finally:
            if self._on_pipe is not None:
                signal.signal(signal.SIGPIPE, self._on_pipe)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until the context ends."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows has no such call
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for other in others:
        other.close()
    while True:
        try:
            piece = pickle.loads(way.recv_bytes())  # noqa: S301 - ours
        except (EOFError, OSError):
            return
        try:
            answer = pickle.dumps((True, task(piece)), protocol=pickle.HIGHEST_PROTOCOL)
        except Exception as error:
            # Where it went wrong does not travel with it.
            error.add_note(traceback.format_exc())
            answer = pickle.dumps((False, error), protocol=pickle.HIGHEST_PROTOCOL)
        try:
            way.send_bytes(answer)
        except OSError:
            return
