"""Files: the only room, with ``workflow``, that touches the disk.

Promises: a file is read whole or not at all, within a limit; files are
written as a batch, each atomically (a reader sees the old bytes or the new,
never a part); a file that changed on disk since it was read is not
overwritten; nothing is written through a symbolic link; one run at a time
writes into a project.  After a crash the next run removes what was left.
"""

from __future__ import annotations

import contextlib
import errno
import json
import mmap
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Memo, State, raw
from alihbahasa.xmlio import MAX_BYTES

#: How large a file may be, in bytes.
EXCHANGE_LIMIT = MAX_BYTES
TEXT_LIMIT = 20_000_000

#: How long a run waits for another one to finish, in seconds.
LOCK_PATIENCE = 10.0

_TEMPORARY = ".alihbahasa-"


def read(path: Path, *, limit: int) -> bytes:
    """Return the bytes of the file *path*, at most *limit* of them.

    Raises AlihbahasaError for a file that is missing, unreadable, not a
    regular file or too large.
    """
    try:
        _refuse_irregular(path)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise _explained(error, path) from error
    if len(data) > limit:
        raise AlihbahasaError(f"larger than the limit of {limit:,} bytes", file=str(path))
    return data


def head(path: Path, *, size: int) -> bytes:
    """Return the first *size* bytes of the file *path*, fewer where it has no more."""
    try:
        _refuse_irregular(path)
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise _explained(error, path) from error


def _refuse_irregular(path: Path) -> None:
    # Opening a pipe would wait for whoever writes into it.
    if not stat.S_ISREG(path.stat().st_mode):
        kind = "a folder" if path.is_dir() else "not a regular file"
        raise AlihbahasaError(kind, file=str(path))


def real(path: Path) -> Path:
    """Return where *path* leads to, or would; links that lead in circles end where they meet."""
    # Path.resolve raises a RuntimeError for such links.
    return Path(os.path.realpath(path))


def mapped(path: Path) -> memoryview:
    """Return the file *path* as memory that is read when it is looked at, and never written.

    Raises AlihbahasaError as ``read`` does, and for an empty file.
    """
    try:
        _refuse_irregular(path)
        with path.open("rb") as stream:
            return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except ValueError as error:
        raise AlihbahasaError("the file is empty", file=str(path)) from error
    except OSError as error:
        raise _explained(error, path) from error


def read_if_there(path: Path, *, limit: int) -> bytes | None:
    """Return the bytes of *path*, or None where there is no such file."""
    try:
        path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _explained(error, path) from error
    return read(path, limit=limit)


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below *folder*, sorted; hidden ones and hidden folders are passed over.

    So are the notes (``~$name.xlsx``) that Office leaves beside a file that is
    open.  A folder that is not there has none.  A link to a folder is not
    followed; a folder that cannot be read is an AlihbahasaError.
    """
    try:
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in entries:
            if path.name.startswith((".", "~$")):
                continue
            if path.is_dir():
                if not path.is_symlink():
                    yield from files_below(path)
            else:
                yield path
    except OSError as error:
        raise _explained(error, folder) from error


def write(
    changes: Mapping[Path, bytes],
    *,
    expected: Mapping[Path, bytes | None],
    root: Path,
    others: Collection[Path] = (),
) -> None:
    """Write all of *changes*, each file atomically, or change nothing where that can be known.

    All files lie below *root* or one of the *others*; none is written through a
    link there.

    *expected* has, for the files that were read before, the bytes that were
    found (None: there was no file).  One that is different now makes the
    whole batch an AlihbahasaError.  All temporary files are written and synced
    before the first rename; every folder is synced once after the last.
    """
    staged: list[tuple[Path, Path]] = []
    folders: set[Path] = set()
    path = Path()
    try:
        for path, data in changes.items():
            _refuse_links(path, {root, *others})
            for folder in _make_folders(path.parent):
                folders.add(folder)
            folders.add(path.parent)
            staged.append((_stage(path, data), path))
        for path, data_before in expected.items():
            if path in changes:
                _refuse_changed(path, data_before)
        while staged:
            temporary, path = staged[0]
            os.replace(temporary, path)
            staged.pop(0)
        for folder in folders:
            path = folder
            _sync_folder(folder)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink()


def remove(path: Path, *, expected: bytes) -> None:
    """Remove the file *path*, which held the bytes *expected* when it was read."""
    try:
        _refuse_links(path, {path.parent})
        _refuse_changed(path, expected)
        path.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        raise _explained(error, path) from error


def make_folder(folder: Path) -> None:
    """Make *folder*, and what lies above it, where it is not there."""
    try:
        _make_folders(folder)
    except OSError as error:
        raise _explained(error, folder) from error


@contextlib.contextmanager
def lock(root: Path, *, idle: bool = False) -> Iterator[None]:
    """Hold the lock of the project at *root*: reading, changing and writing happen within it.

    A run that is *idle* writes nothing and needs none.

    The system gives the lock back when a process dies, so none is ever stale.
    What a killed run left behind is removed, as nobody else can be writing.
    """
    if idle:
        yield
        return
    from filelock import FileLock, Timeout

    path = root / ".alihbahasa" / "lock"
    holder = FileLock(path, timeout=LOCK_PATIENCE)
    try:
        _refuse_links(path, {root})
        path.parent.mkdir(exist_ok=True)
        # The folder is nobody's but ours: it tells git itself to pass it over.
        ignored = path.with_name(".gitignore")
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        holder.acquire()
    except Timeout as error:
        raise AlihbahasaError(
            "another run of alihbahasa is writing into this project",
            file=str(root),
            hint="wait until it has ended and run this again",
        ) from error
    except OSError as error:
        raise _explained(error, path) from error
    try:
        yield
    finally:
        holder.release()


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed run left below *folder*; call it within the lock."""
    for path in folder.rglob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):
            path.unlink()


# --- the record -------------------------------------------------------------


def parse_record(data: bytes) -> dict[str, Memo]:
    """Read a record: JSON Lines, one unit a line.

    Two lines of one unit, as a merge of two branches may leave them, are
    joined.  Raises AlihbahasaError with the line for anything else.
    """
    memos: dict[str, Memo] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            memo = _memo(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise AlihbahasaError(
                "not a line of the record",
                line=number,
                hint="after a merge keep the lines of both sides; else take the file back from git",
            ) from error
        before = memos.get(memo.id)
        if before:
            memo = Memo(
                memo.id,
                tuple(dict.fromkeys(before.exported + memo.exported)),
                memo.current,
                memo.state,
                tuple(dict.fromkeys(before.alternatives + memo.alternatives)),
                tuple(dict.fromkeys(before.comments + memo.comments)),
                tuple(dict.fromkeys(before.seen + memo.seen)),
            )
        memos[memo.id] = memo
    return memos


def render_record(memos: Mapping[str, Memo]) -> bytes:
    """Write a record, sorted by unit, so that a change of one unit changes one line."""
    lines = []
    for _, memo in sorted(memos.items()):
        fields: dict[str, Any] = {
            "id": memo.id,
            "exported": memo.exported,
            "current": memo.current,
            "state": memo.state.value,
        }
        if memo.alternatives:
            fields["alternatives"] = [
                {"target": raw(other.target), "state": other.state.value, "origin": other.origin}
                for other in memo.alternatives
            ]
        if memo.comments:
            fields["comments"] = memo.comments
        if memo.seen:
            fields["seen"] = memo.seen
        lines.append(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")
    return "".join(lines).encode("utf-8")


def _memo(fields: dict[str, Any]) -> Memo:
    exported = tuple(fields["exported"])
    comments, seen = tuple(fields.get("comments", ())), tuple(fields.get("seen", ()))
    texts = (fields["id"], fields["current"], *exported, *comments, *seen)
    # Half a surrogate pair could be read, and never written again.
    json.dumps(fields, ensure_ascii=False).encode("utf-8")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return Memo(
        fields["id"],
        exported,
        fields["current"],
        State(fields["state"]),
        tuple(
            Alternative((str(other["target"]),), State(other["state"]), str(other["origin"]))
            for other in fields.get("alternatives", ())
        ),
        comments,
        seen,
    )


# --- the parts of writing ---------------------------------------------------


def _make_folders(folder: Path) -> list[Path]:
    """Make *folder* and what lies above it; return the folders that got a new entry."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
    return [each.parent for each in missing]


def _stage(path: Path, data: bytes) -> Path:
    """Write *data* to a new synced file beside *path*, with its mode, and return that file."""
    temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{os.urandom(6).hex()}.tmp")
    try:
        found = path.stat().st_mode
        if not stat.S_ISREG(found):
            raise AlihbahasaError("not a regular file", file=str(path))
        mode = stat.S_IMODE(found)
    except FileNotFoundError:
        mode = None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
    except BaseException:
        temporary.unlink()
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover - Windows has no such call
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_links(path: Path, roots: Collection[Path]) -> None:
    """Raise where *path*, or a folder between it and the next of *roots*, is a symbolic link."""
    for each in (path, *path.parents):
        if each in roots:
            return
        if each.is_symlink():
            raise AlihbahasaError("a symbolic link; nothing is written through one", file=str(each))


def _refuse_changed(path: Path, data_before: bytes | None) -> None:
    now = path.read_bytes() if path.exists() else None
    if now != data_before:
        raise AlihbahasaError(
            "changed on disk while this run was at work; nothing was written",
            file=str(path),
            hint="run this again",
        )


def _explained(error: OSError, path: Path) -> AlihbahasaError:
    hints = {
        errno.EACCES: "check the permissions, close the file where a program has it open,"
        " and run this again",
        errno.EPERM: "close the file where a program has it open, and run this again",
        errno.ENOSPC: "make room on the disk and run this again",
    }
    message = (error.strerror or str(error)).lower()
    return AlihbahasaError(message, file=str(path), hint=hints.get(error.errno or 0))
