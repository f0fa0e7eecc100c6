"""Workers of a cluster: processes on any number of machines, handed out by Dask's scheduler.

The scheduler is told, of each piece, the little that the piece is.  The task
is written once into a folder that all machines see, and so is what is made of
a piece: only the names of these files travel, and their digests.  A piece
whose worker dies is begun again elsewhere by the scheduler, which gives up
where several die of it.

Who reaches the scheduler runs what he likes on the workers: to keep others off
is for Dask's own means, its certificates, and the network.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import logging
import pickle
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alihbahasa import __version__, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage import Part

if TYPE_CHECKING:
    from distributed import Client, Future

#: How long the scheduler, and then a worker, is waited for, in seconds.
_CONNECTING = 10.0
_PATIENCE = 30.0

#: How often it is looked whether there are any workers left, in seconds.
_LOOK = 5.0

#: How many pieces may be ahead of the one that is waited for: the scheduler has no more in mind.
_AHEAD = 1_000

#: What makes the same of the same: characters are other ones in another Python.
_ALIKE = f"alihbahasa {__version__}, Python {sys.version_info[0]}.{sys.version_info[1]}"


@contextlib.contextmanager
def working(
    task: Callable[[Any], Any], *, address: str, folder: Path
) -> Iterator[Callable[[Sequence[Any]], Iterator[Any]]]:
    """Give what yields the results of *task* for pieces, from the workers of *address*.

    They hand over by way of *folder*.  What has not begun when the context ends
    never does, and what has is waited for.
    """
    with _connected(address) as client:
        crew = _Crew(client, address, task, folder)
        try:
            yield crew.results
        finally:
            crew.dismiss()


# --- here -------------------------------------------------------------------------


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Give a connection to the scheduler at *address*, which has a worker."""
    try:
        from distributed import Client
    except ImportError as error:
        raise AlihbahasaError(
            "a cluster needs Dask, which is not installed",
            hint='pip install "alihbahasa[cluster]"',
        ) from error
    # What it says of lost connections is said by us, once; its threads outlive what they did here.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECTING, set_as_default=False)
    except ValueError as error:
        raise AlihbahasaError(
            f"not the address of a scheduler: {address}",
            hint="it is like tcp://192.168.0.10:8786",
        ) from error
    except (OSError, TypeError, RuntimeError) as error:
        raise AlihbahasaError(
            f"no scheduler answers at {address}",
            hint="dask scheduler begins one, and tells its address",
        ) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise _without_workers(address) from error
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=_LOOK)


class _Crew:
    """The workers of a cluster, at work on the pieces of one task."""

    def __init__(
        self, client: Client, address: str, task: Callable[[Any], Any], folder: Path
    ) -> None:
        self._client = client
        self._address = address
        self._folder = folder
        self._begun: dict[int, Future[Part]] = {}
        self._ready: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._seen = time.monotonic()
        self._task = storage.hand_over(folder, pickle.dumps(task))
        self._refuse_strangers()

    def results(self, pieces: Sequence[Any]) -> Iterator[Any]:
        done: dict[int, Part] = {}
        begun = 0
        for number in range(len(pieces)):
            while number not in done:
                while begun < min(len(pieces), number + _AHEAD):
                    self._begin(begun, pieces[begun])
                    begun += 1
                done.update(self._finished())
            yield pickle.loads(  # noqa: S301 - ours: its digest was told by who wrote it
                storage.take_over(self._folder, done.pop(number))
            )

    def _begin(self, number: int, piece: Any) -> None:
        try:
            future = self._client.submit(
                _work,
                str(self._folder),
                self._task,
                _ALIKE,
                piece,
                key=f"alihbahasa-{self._task.name}-{number}",
                pure=False,
            )
        except Exception as error:
            raise self._explained(error) from error
        self._begun[number] = future
        future.add_done_callback(lambda _: self._ready.put(number))

    def _finished(self) -> Iterator[tuple[int, Part]]:
        """Wait for one piece or more, and yield what was made of each."""
        try:
            numbers = [self._ready.get(timeout=_LOOK)]
        except queue.Empty:
            self._refuse_idleness()
            return
        with contextlib.suppress(queue.Empty):
            while True:
                numbers.append(self._ready.get_nowait())
        try:
            parts = self._client.gather([self._begun[number] for number in numbers])
        except Exception as error:
            raise self._explained(error) from error
        self._seen = time.monotonic()
        for number in numbers:
            del self._begun[number]
        yield from zip(numbers, parts, strict=True)

    def dismiss(self) -> None:
        # Who comes to a piece now finds no task.
        with contextlib.suppress(AlihbahasaError):
            storage.take_over(self._folder, self._task)
        # A cluster that goes away now is not worth a word: nothing is wanted of it any more.
        with contextlib.suppress(Exception):
            if self._begun and self._client.status == "running":
                self._end()

    def _end(self) -> None:
        """Wait for what was begun, and let go of the rest."""
        from distributed import wait

        at_work = {key for keys in self._client.processing().values() for key in keys}
        futures = list(self._begun.values())
        self._client.cancel([each for each in futures if each.key not in at_work])
        with self._client.as_current():
            wait([each for each in futures if each.key in at_work], timeout=_PATIENCE)

    # --- what may be wrong ---

    def _refuse_strangers(self) -> None:
        """Raise where a worker, or the scheduler, would not do the same as this process."""
        try:
            found = self._client.run(_seen, str(self._folder / self._task.name), on_error="return")
        except Exception as error:
            raise self._explained(error) from error
        for worker, told in sorted(found.items()):
            if isinstance(told, Exception):
                raise _cannot_work(f"the worker {worker}", told)
            _refuse_stranger(worker, *told, alike=_ALIKE, folder=str(self._folder))
        try:
            self._client.run_on_scheduler(_seen, "")
        except ImportError as error:
            raise _cannot_work(f"the scheduler at {self._address}", error) from error
        except Exception as error:
            raise self._explained(error) from error

    def _refuse_idleness(self) -> None:
        """Raise where there has been nobody at work for long."""
        try:
            if self._client.status != "running":
                raise self._gone()
            if self._client.nthreads():
                self._seen = time.monotonic()
        except OSError as error:
            raise self._gone() from error
        if time.monotonic() - self._seen > _PATIENCE:
            raise _without_workers(self._address)

    def _explained(self, error: Exception) -> Exception:
        """Return what is told of an *error* of a piece, or of the way to it."""
        from distributed import CancelledError, KilledWorker

        if isinstance(error, AlihbahasaError):
            return error
        if isinstance(error, KilledWorker):
            return AlihbahasaError(
                "all workers that began a certain piece of the work died of it,"
                f" {error.allowed_failures + 1} in number, {error.last_worker.address} last",
                hint="see in its log why; where memory is short, begin fewer workers a machine",
            )
        if isinstance(error, (CancelledError, OSError)) or self._client.status != "running":
            return self._gone()
        if isinstance(error, ImportError):
            # A worker came later that cannot work: it is found out which.
            self._refuse_strangers()
            return _cannot_work(f"a worker of {self._address}", error)
        return error

    def _gone(self) -> AlihbahasaError:
        return AlihbahasaError(
            f"the scheduler at {self._address} is gone",
            hint="begin it and its workers anew and run this again: what is written is whole",
        )


def _without_workers(address: str) -> AlihbahasaError:
    return AlihbahasaError(
        f"the scheduler at {address} has had no worker for {_PATIENCE:.0f} seconds",
        hint=f"dask worker {address} --nthreads 1 begins one",
    )


def _cannot_work(who: str, error: Exception) -> AlihbahasaError:
    return AlihbahasaError(
        f"{who} cannot use alihbahasa: {error}",
        hint=f"install {_ALIKE.split(',')[0]} in the Python that runs Dask there",
    )


def _refuse_stranger(worker: str, theirs: str, has: bool, *, alike: str, folder: str) -> None:
    """Raise where *worker* is not *alike*, or *has* not what lies in *folder*."""
    if theirs != alike:
        raise AlihbahasaError(
            f"the worker {worker} has {theirs}, this is {alike}",
            hint="install the same on all machines",
        )
    if not has:
        raise AlihbahasaError(
            f"the worker {worker} does not see {folder}",
            hint="let all machines see the project's folder at the same path",
        )


# --- there ------------------------------------------------------------------------

#: What is kept for one task to the next is for one thread at a time.
_alone = threading.Lock()


def _seen(path: str) -> tuple[str, bool]:
    """Return what this worker is, and whether it sees the file *path*."""
    return _ALIKE, Path(path).is_file()


def _work(folder: str, task: Part, alike: str, piece: Any) -> Part:
    """Do *task* on *piece*; return the part in *folder* that holds what was made of it."""
    from distributed import get_worker

    with _alone, _rarely_collected():
        # One that came later has not been looked at.
        _refuse_stranger(
            get_worker().address, *_seen(f"{folder}/{task.name}"), alike=alike, folder=folder
        )
        return storage.hand_over(Path(folder), pickle.dumps(_task(folder, task)(piece)))


@contextlib.contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let memory be looked through as rarely as where a command does the work itself."""
    before = gc.get_threshold()
    gc.set_threshold(100_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@functools.lru_cache(maxsize=1)
def _task(folder: str, task: Part) -> Callable[[Any], Any]:
    """Return the *task* that was handed over in *folder*: read once for many pieces."""
    found: Callable[[Any], Any] = pickle.loads(  # noqa: S301 - who told its digest may run anything
        storage.take_over(Path(folder), task, keep=True)
    )
    return found
