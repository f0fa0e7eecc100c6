"""Batches of files, written all or none: staged, checked, renamed, and finished after a crash."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import json
import os
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.storage.refusals import (
    explained,
    refuse_irregular,
    refuse_links,
    refuse_open,
)

#: The folder of a project that holds the lock, and the journal of a batch that is being written.
FOLDER = ".alihbahasa"

#: How the name of a journal begins.
_JOURNAL = "journal"

#: A temporary file: the process that made it, and what tells its run from others.
_TEMPORARY = late_re(r"\.alihbahasa-(\d{1,9})-(\w+)(-\d+)?\.tmp")
_RUN = os.urandom(6).hex()
_numbers = itertools.count()

#: From how many files on a batch is synced by several threads, and by how many.
_MANY, _AT_A_TIME = 16, 8

#: After how many seconds a temporary file is nobody's, whatever process has its number now.
_STALE_AFTER = 3_600


@dataclass(frozen=True, slots=True)
class _Step:
    """A file of a batch: the *temporary* one becomes *path*, of which *before* is the digest.

    Where the temporary file is gone, it was renamed.
    """

    temporary: Path
    path: Path
    before: str | None


def write(
    changes: Mapping[Path, bytes | None],
    *,
    expected: Mapping[Path, bytes | None],
    root: Path,
    others: Collection[Path] = (),
    is_one_of_several: bool = False,
) -> None:
    """Write all of *changes*, each file atomically, or none; None removes a file.

    All files lie below *root* or one of the *others*; none is written through a
    link there.  *root* is that of a project, whose lock is held, or any folder.

    *expected* has, for the files that were read before, the bytes that were
    found (None: there was no file).  Where one that is to be written holds
    others now, nothing is; each is looked at once more just before its rename.
    All temporary files are written and synced before the first rename; every
    folder is synced after the last.  What fails is taken back.  A batch of
    several files has a journal in a project, by which the next run finishes it
    where this one is killed between two renames: the order of *changes* is that
    in which they are renamed.

    A process that *is_one_of_several*, which work under the lock of one run, has
    a journal of its own, and sweeps no folder: that run has, when it took the
    lock.  Two may write the same into the same files, where one was given up
    and is at work still: what is there already is neither an error nor taken back.
    """
    before = {path: expected[path] for path in changes if path in expected}
    steps: list[_Step] = []
    begun: list[Path] = []
    made: list[Path] = []
    journal = root / FOLDER / _JOURNAL
    if is_one_of_several:
        journal = journal.with_name(f"{_JOURNAL}-{os.getpid()}-{_RUN}")
    path = root
    # What a folder was found to be holds for all files in it.
    known = {root, *others}
    try:
        for path in changes:
            refuse_links(path, {path.parent} if path.parent in known else known)
            known.add(path.parent)
            refuse_open(path)
            if path not in before:
                before[path] = _bytes(path)
        changes = {path: data for path, data in changes.items() if data != before[path]}
        folders = sorted({path.parent for path in changes})
        for path in folders:
            make_folders(path, made)
            if not is_one_of_several:
                sweep_one(path)
        for path, data in changes.items():
            if data is not None:
                steps.append(_Step(name_beside(path), path, _digest(before[path])))
                stage(steps[-1].temporary, data, mode=_mode(path))
        # When all are written: the first to be synced takes many of the others along.
        _sync(steps)
        for path in changes:
            _is_written(path, changes[path], before=before[path])
        folders = sorted({*folders, *(folder.parent for folder in made)})
        path = journal
        is_journaled = _begin(journal, steps, folders)
        for step in steps:
            path = step.path
            if _is_written(path, changes[path], before=before[path]):
                _drop(step.temporary)
                continue
            begun.append(path)
            _rename(step, changes[path])
        for path, data in changes.items():
            if data is None and not _is_written(path, None, before=before[path]):
                begun.append(path)
                os.unlink(path)
        for path in folders:
            _sync_folder(path)
        if is_journaled:
            path = journal
            _drop(journal)
    except BaseException as error:
        _undo(steps, begun, changes, before=before, journal=journal)
        for folder in reversed(made):
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise explained(error, path) from error
        raise


# --- the parts of writing ---------------------------------------------------


def name_beside(path: Path) -> Path:
    """Return where a new file may stand beside *path* until it is whole; if left, it is swept."""
    return path.with_name(f".alihbahasa-{os.getpid()}-{_RUN}-{next(_numbers)}.tmp")


def stage(temporary: Path, data: bytes, *, mode: int | None) -> None:
    """Write *data* to the new file *temporary*, with *mode* where that is not None."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # What only its owner may read is read by nobody else while it is written.
    descriptor = os.open(temporary, flags, 0o666 if mode is None else 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if mode is not None:
            os.chmod(temporary, mode)
    finally:
        os.close(descriptor)


def _sync(steps: Sequence[_Step]) -> None:
    """Sync the temporary files of *steps*; many are waited for together, as disks do that."""
    if len(steps) < _MANY:
        for step in steps:
            _sync_step(step)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        for _ in threads.map(_sync_step, steps):
            pass


def _sync_step(step: _Step) -> None:
    try:
        _sync_file(step.temporary)
    except OSError as error:
        raise explained(error, step.path) from error


def _sync_file(path: Path) -> None:
    # Windows syncs only what may be written.
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mode(path: Path) -> int | None:
    """Return the mode of the file *path*, None where there is none; one that is locked is refused.

    A folder lets its files be replaced whatever they say themselves.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file may only be read")
    return mode


def _bytes(path: Path) -> bytes | None:
    """Return the bytes of the file *path*, None where there is none."""
    try:
        refuse_irregular(path)
        return path.read_bytes()
    except FileNotFoundError:
        return None


def digest(data: bytes | memoryview) -> str:
    """Return what tells *data* from any other bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _digest(data: bytes | None) -> str | None:
    return None if data is None else digest(data)


def make_folders(folder: Path, made: list[Path]) -> None:
    """Make *folder* and what lies above it; *made* gets what was not there, the highest first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        made.append(each)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows has no such call
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some disks on a network know files only.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _undo(
    steps: Sequence[_Step],
    begun: Sequence[Path],
    changes: Mapping[Path, bytes | None],
    *,
    before: Mapping[Path, bytes | None],
    journal: Path,
) -> None:
    """Take back what was *begun* of a batch; what somebody changed since stays as it is.

    The last is taken back first: where even that fails, some files are new and
    those behind them old, as if the run had been killed there.
    """
    waiting = set()
    for step in reversed(steps):
        with contextlib.suppress(OSError):
            os.unlink(step.temporary)
            waiting.add(step.path)
    with contextlib.suppress(OSError, AlihbahasaError):
        for path in reversed(begun):
            if path not in waiting and _bytes(path) == changes[path]:
                _restore(path, before[path])
        # Of one file there is no journal, or it is another run's.
        if len(steps) > 1:
            os.unlink(journal)


def _restore(path: Path, data: bytes | None) -> None:
    """Put *data* back into the file *path*; None removes it."""
    if data is None:
        os.unlink(path)
        return
    temporary = name_beside(path)
    try:
        stage(temporary, data, mode=_mode(path))
        _sync_file(temporary)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _is_written(path: Path, data: bytes | None, *, before: bytes | None) -> bool:
    """Tell whether *path* has become *data* since it was *before*; refuse what it became else."""
    # A file of another size need not be read, however large it grew.
    try:
        size: int | None = path.stat().st_size
    except FileNotFoundError:
        size = None
    sizes = [None if each is None else len(each) for each in (before, data)]
    there = path.read_bytes() if size is not None and size in sizes else None
    if size in sizes and there == before:
        return False
    if size in sizes and there == data:
        return True
    raise AlihbahasaError(
        "changed on disk while this run was at work; nothing was written",
        file=str(path),
        hint="run this again",
    )


def _rename(step: _Step, data: bytes | None) -> None:
    """Let the temporary file of *step* become what it is for, *data*."""
    try:
        os.replace(step.temporary, step.path)
    except FileNotFoundError:
        # A run that took this process for dead has finished what it had begun.
        if _bytes(step.path) != data:
            raise


def _drop(path: Path) -> None:
    """Remove a file of ours, if it is still there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


# --- after a killed run -----------------------------------------------------


def _begin(journal: Path, steps: Iterable[_Step], folders: Iterable[Path]) -> bool:
    """Write down what is going to be renamed; tell whether there was a need."""
    root = journal.parent.parent
    steps = [step for step in steps if step.path.is_relative_to(root)]
    if len(steps) < 2 or not journal.parent.is_dir():
        return False
    for folder in folders:
        _sync_folder(folder)
    listed = [
        {
            "temporary": step.temporary.name,
            "path": step.path.relative_to(root).as_posix(),
            "before": step.before,
        }
        for step in steps
    ]
    temporary = name_beside(journal)
    try:
        stage(temporary, json.dumps(listed).encode(), mode=None)
        _sync_file(temporary)
        os.replace(temporary, journal)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(journal.parent)
    return True


def journals(root: Path) -> Iterator[Path]:
    """Yield the journals in the project at *root*: of batches that are written, or were."""
    yield from sorted((root / FOLDER).glob(f"{_JOURNAL}*"))


def finish(root: Path, *, process: int | None = None) -> None:
    """Finish the batches that a killed run was renaming, or drop those it had not begun to.

    With the number of a *process*, one of several of this run, only its own are.
    Each goes on up to a file that somebody changed since: that one, and those
    behind it, are left as they are.
    """
    for journal in journals(root):
        if process is None or journal.name.startswith(f"{_JOURNAL}-{process}-"):
            _finish(journal, root)


def _finish(journal: Path, root: Path) -> None:
    path = journal
    try:
        data = _bytes(journal)
        if data is None:
            return
        steps = _listed(data, root)
        pending = {step.path for step in steps if step.temporary.exists()}
        as_before = {step.path for step in steps if _digest(_bytes(step.path)) == step.before}
        if any(step.path not in pending | as_before for step in steps):
            for step in steps:
                path = step.path
                if path in pending and path in as_before:
                    # Its process may be at work still, on another machine.
                    with contextlib.suppress(FileNotFoundError):
                        os.replace(step.temporary, path)
                elif path in pending or path in as_before:
                    break
            for path in {step.path.parent for step in steps}:
                _sync_folder(path)
        for step in steps:
            _drop(step.temporary)
        path = journal
        _drop(journal)
    except OSError as error:
        raise explained(error, path) from error


def _listed(data: bytes, root: Path) -> list[_Step]:
    """Read a journal; one that no run of ours can have written lists nothing."""
    steps = []
    root = Path(os.path.normpath(root))
    try:
        for each in json.loads(data):
            path = Path(os.path.normpath(root / each["path"]))
            if not (path.is_relative_to(root) and _TEMPORARY.fullmatch(each["temporary"])):
                return []
            refuse_links(path, {root})
            before = each["before"]
            steps.append(_Step(path.with_name(each["temporary"]), path, before and str(before)))
    except (ValueError, KeyError, TypeError, RecursionError, AlihbahasaError):
        return []
    return steps


def sweep_one(folder: Path, *, of_any: bool = False) -> None:
    """Remove the temporary files in *folder* whose process has died; what cannot be stays.

    With *of_any* they are those of any process: of other machines nobody can tell.
    """
    for path in stale(folder, of_any=of_any):
        with contextlib.suppress(OSError):
            os.unlink(path)


def stale(folder: Path, *, of_any: bool = False) -> Iterator[Path]:
    """Yield the temporary files in *folder* whose process has died, or those *of_any*."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _TEMPORARY.fullmatch(entry.name)
            if found and (of_any or not _is_alive(int(found[1]), found[2], entry)):
                yield Path(entry.path)


def _is_alive(process: int, run: str, entry: os.DirEntry[str]) -> bool:
    """Tell whether the process that made a temporary file may still be at work on it."""
    if process == os.getpid():
        return run == _RUN
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _STALE_AFTER:
        return False
    if os.name == "nt":  # pragma: no cover - to ask would end the process there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def sweep(folder: Path, *, of_any: bool = False) -> None:
    """Remove the temporary files that killed runs left below *folder*; call it within the lock.

    With *of_any* they are those of any process, as for ``sweep_one``.
    """
    for each, _, _ in os.walk(folder):
        sweep_one(Path(each), of_any=of_any)
