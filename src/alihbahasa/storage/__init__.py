"""Files: the only room, with ``workflow``, that touches the disk.

Promises: a file is read whole or not at all, within a limit; files are
written as a batch, each atomically (a reader sees the old bytes or the new,
never a part), and all of them or none: what fails half-way is taken back, what
was killed half-way is finished by the next run; a file that changed on disk
since it was read is not overwritten; nothing is written through a symbolic
link; one run at a time writes into a project.

``storage.databases`` is to be imported by its name: few runs need what it needs.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Memo, State, raw
from alihbahasa.storage.batches import FOLDER, finish, make_folders, sweep, sweep_one, write
from alihbahasa.storage.folder import own_folder
from alihbahasa.storage.parts import Part, folder_of_parts, hand_over, refuse_others, take_over
from alihbahasa.storage.refusals import (
    NO_LOCKS,
    explained,
    is_safe_name,
    refuse_irregular,
    refuse_links,
)
from alihbahasa.xmlio import MAX_BYTES

if TYPE_CHECKING:
    from filelock import FileLock

__all__ = [
    "EXCHANGE_LIMIT",
    "LOCK_PATIENCE",
    "TEXT_LIMIT",
    "Part",
    "append",
    "explained",
    "files_below",
    "finish",
    "folder_of_parts",
    "folders_in",
    "hand_over",
    "head",
    "holds_lock",
    "is_safe_name",
    "lock",
    "make_folder",
    "mapped",
    "parse_record",
    "read",
    "read_if_there",
    "real",
    "recorded_digest",
    "recorded_store",
    "recover",
    "refuse_others",
    "render_record",
    "sweep",
    "take_over",
    "write",
]

#: How large a file may be, in bytes.
EXCHANGE_LIMIT = MAX_BYTES
TEXT_LIMIT = 20_000_000

#: How long a run waits for another one to finish, in seconds.
LOCK_PATIENCE = 10.0

#: The projects whose lock this process holds.
_held: set[Path] = set()


def read(path: Path, *, limit: int) -> bytes:
    """Return the bytes of the file *path*, at most *limit* of them.

    Raises AlihbahasaError for a file that is missing, unreadable, not a
    regular file or too large.
    """
    try:
        refuse_irregular(path)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise explained(error, path) from error
    if len(data) > limit:
        raise AlihbahasaError(f"larger than the limit of {limit:,} bytes", file=str(path))
    return data


def append(path: Path, data: bytes) -> None:
    """Write *data* behind what is in the file *path*, if any, which others write to as well."""
    try:
        if path.exists():
            refuse_irregular(path)
        with path.open("ab") as stream:
            stream.write(data)
    except OSError as error:
        raise explained(error, path) from error


def head(path: Path, *, size: int) -> bytes:
    """Return the first *size* bytes of the file *path*, fewer where it has no more."""
    try:
        refuse_irregular(path)
        with path.open("rb") as stream:
            return stream.read(size)
    except OSError as error:
        raise explained(error, path) from error


def real(path: Path) -> Path:
    """Return where *path* leads to, or would; links that lead in circles end where they meet."""
    # Path.resolve raises a RuntimeError for such links.
    return Path(os.path.realpath(path))


def mapped(path: Path) -> memoryview:
    """Return the file *path* as memory that is read when it is looked at, and never written.

    Raises AlihbahasaError as ``read`` does, and for an empty file.
    """
    try:
        refuse_irregular(path)
        with path.open("rb") as stream:
            return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except ValueError as error:
        raise AlihbahasaError("the file is empty", file=str(path)) from error
    except OSError as error:
        raise explained(error, path) from error


def read_if_there(path: Path, *, limit: int, root: Path | None = None) -> bytes | None:
    """Return the bytes of *path*, or None where there is no such file.

    Where *root* is given, a link below it that leads there is refused, as it
    is when the file is written.
    """
    try:
        if root is not None:
            refuse_links(path, {root})
        path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explained(error, path) from error
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
        raise explained(error, folder) from error


def folders_in(folder: Path) -> Iterator[Path]:
    """Yield the folders in *folder* that have files, sorted, as ``files_below`` would find them."""
    try:
        entries = sorted(folder.iterdir()) if folder.is_dir() else []
        found = [path for path in entries if path.is_dir() and not path.is_symlink()]
    except OSError as error:
        raise explained(error, folder) from error
    for path in found:
        if not path.name.startswith((".", "~$")) and next(files_below(path), None) is not None:
            yield path


def make_folder(folder: Path) -> None:
    """Make *folder*, and what lies above it, where it is not there."""
    try:
        make_folders(folder, [])
    except OSError as error:
        raise explained(error, folder) from error


@contextlib.contextmanager
def lock(root: Path, *, idle: bool = False, folders: Iterable[Path] = ()) -> Iterator[None]:
    """Hold the lock of the project at *root*: reading, changing and writing happen within it.

    A run that is *idle* writes nothing and needs none.

    The system gives the lock back when a process dies, and the last of those that it
    began for its work, so none is ever stale.  What a killed run had begun is
    finished, and what it left in *folders* removed.
    """
    if idle:
        yield
        return
    from filelock import FileLock, Timeout

    path = root / FOLDER / "lock"
    holder = FileLock(path, timeout=LOCK_PATIENCE)
    try:
        refuse_links(path, {root})
        own_folder(root)
        holder.acquire()
    except Timeout as error:
        raise AlihbahasaError(
            "another run of alihbahasa is writing into this project",
            file=str(root),
            hint="wait until it has ended and run this again",
        ) from error
    except NotImplementedError as error:
        raise AlihbahasaError("the disk gives no locks", file=str(path), hint=NO_LOCKS) from error
    except OSError as error:
        raise explained(error, path) from error
    copy: int | None = None
    try:
        copy = _copy_of(holder)
        recover(root, folders=folders)
        _held.add(root)
        yield
    finally:
        _held.discard(root)
        if copy is not None:
            with contextlib.suppress(OSError):
                os.close(copy)
        # What was written is written, and the lock goes with the process at the latest.
        with contextlib.suppress(OSError):
            holder.release()


def _copy_of(holder: FileLock) -> int | None:
    """Return a copy of the descriptor that *holder* has the lock by, None where there is none.

    Copies of this process (fork) lose that one, and keep this one: they may be at
    work for a moment when this process was killed.
    """
    descriptor = getattr(getattr(holder, "_context", None), "lock_file_fd", None)
    if descriptor is None or os.name == "nt":
        return None
    with contextlib.suppress(OSError):
        return os.dup(descriptor)
    return None


def holds_lock(root: Path) -> bool:
    """Tell whether this run may write into the project at *root*: it has the lock."""
    return root in _held


def recover(root: Path, *, folders: Iterable[Path] = (), of_any: bool = False) -> None:
    """Finish what killed processes had begun in the project at *root*, whose lock is held.

    What they left in *folders* is removed; with *of_any*, what any process has
    there, as those of other machines may have been killed as well.
    """
    finish(root)
    sweep_one(root)
    for folder in (root / FOLDER, *folders):
        sweep(folder, of_any=of_any)


# --- the record -------------------------------------------------------------

#: What a line may have as lists, beside what was exported.
_LISTS = ("comments", "seen", "alternatives")


def parse_record(data: bytes) -> dict[str, Memo]:
    """Read a record: JSON Lines, one unit a line.

    Two lines of one unit, as a merge of two branches may leave them in any
    order, are joined.  What it says of the store is left to ``recorded_store``.
    Raises AlihbahasaError with the line for anything else.
    """
    memos: dict[str, Memo] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            if _is_head(fields):
                continue
            memo = _memo(fields)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise AlihbahasaError(
                "not a line of the record",
                line=number,
                hint="after a merge keep the lines of both sides; else take the file back from git",
            ) from error
        before = memos.get(memo.id)
        if before:
            memo = _joined(*_by_age(before, memo))
        memos[memo.id] = memo
    return memos


def _by_age(one: Memo, other: Memo) -> tuple[Memo, Memo]:
    """Return two memos of a unit, that of the newer target last.

    The newer one knows the target of the older.  Where the targets are the
    same, it is the one of the higher state; where neither is known to the
    other, *other*.
    """
    if one.current == other.current:
        is_newer = one.state.rank > other.state.rank
    else:
        is_newer = _knows(one, other.current) and not _knows(other, one.current)
    return (other, one) if is_newer else (one, other)


def _knows(memo: Memo, target: str) -> bool:
    """Tell whether *memo* has met the digest *target*; none at all is older than any."""
    return target in ("", *memo.exported, *memo.seen)


def _joined(older: Memo, newer: Memo) -> Memo:
    return Memo(
        newer.id,
        tuple(dict.fromkeys(older.exported + newer.exported)),
        newer.current,
        newer.state,
        tuple(dict.fromkeys(older.alternatives + newer.alternatives)),
        tuple(dict.fromkeys(older.comments + newer.comments)),
        tuple(dict.fromkeys(older.seen + newer.seen)),
        {**older.terms, **newer.terms},
        newer.kept or older.kept,
    )


def recorded_store(data: bytes) -> str:
    """Return the name of the format that the store was in when the record *data* was written.

    It is "" where the record does not say.
    """
    return _said(data, "store")


def recorded_digest(data: bytes) -> str:
    """Return the digest of all that the export followed from and wrote, "" for none."""
    return _said(data, "of")


def _said(data: bytes, name: str) -> str:
    head = data[: data.find(b"\n") + 1]
    try:
        fields = json.loads(head)
    except (ValueError, RecursionError):
        return ""
    return str(fields.get(name, "")) if _is_head(fields) else ""


def _is_head(fields: object) -> bool:
    """Tell whether the *fields* of a line of a record are of the whole, and of no unit."""
    return (
        isinstance(fields, dict)
        and "store" in fields
        and fields.keys() <= {"store", "of"}
        and all(isinstance(each, str) for each in fields.values())
    )


def render_record(memos: Mapping[str, Memo], *, store: str = "", digest: str = "") -> bytes:
    """Write a record, sorted by unit, so that a change of one unit changes one line.

    The first line names the format that the *store* is in, where that is given,
    and the *digest* of what was exported.
    """
    head = {"store": store, "of": digest} if digest else {"store": store}
    lines = [json.dumps(head, separators=(",", ":")) + "\n"] if store else []
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
        if memo.terms:
            fields["terms"] = dict(sorted(memo.terms.items()))
        if memo.kept:
            fields["kept"] = memo.kept
        lines.append(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")
    return "".join(lines).encode("utf-8")


def _memo(fields: dict[str, Any]) -> Memo:
    lists = [fields["exported"], *(fields.get(name, []) for name in _LISTS)]
    terms, kept = fields.get("terms", {}), fields.get("kept", "")
    if not all(isinstance(each, list) for each in lists) or not isinstance(terms, dict):
        raise TypeError
    exported, comments, seen, others = lists
    pieces = (other[name] for other in others for name in ("target", "origin"))
    texts = (fields["id"], fields["current"], *exported, *comments, *seen, kept, *terms.values())
    # Half a surrogate pair could be read, and never written again.
    json.dumps(fields, ensure_ascii=False).encode("utf-8")
    if not all(isinstance(text, str) for text in (*texts, *pieces)):
        raise TypeError
    return Memo(
        fields["id"],
        tuple(exported),
        fields["current"],
        State(fields["state"]),
        tuple(
            Alternative((other["target"],), State(other["state"]), other["origin"])
            for other in others
        ),
        tuple(comments),
        tuple(seen),
        terms,
        kept,
    )
