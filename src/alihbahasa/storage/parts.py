"""Parts: what processes on several machines hand each other, in files of a folder that all see.

The folder is one of the program's own in a project, and is gone when its run
has ended.  Who is told of a part is told its digest too: other bytes than were
handed over are never taken for them.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass
from alihbahasa.storage.batches import FOLDER, digest, stage
from alihbahasa.storage.folder import own_folder
from alihbahasa.storage.refusals import explained, refuse_links

_PARTS = "parts"

#: After how many seconds without a new part a folder is that of a run that was killed.
_STALE_AFTER = 86_400


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the folder, by its *name*, and the *digest* of its bytes."""

    name: str
    digest: str


@contextlib.contextmanager
def folder_of_parts(root: Path) -> Iterator[Path]:
    """Make a folder for the parts of a run in the project at *root*, and remove it in the end.

    So are those of runs that were killed.
    """
    parts = root / FOLDER / _PARTS
    try:
        parts = own_folder(root) / _PARTS
        refuse_links(parts, {root})
        parts.mkdir(exist_ok=True)
        _drop_stale(parts)
        folder = parts / os.urandom(8).hex()
        folder.mkdir()
    except OSError as error:
        raise explained(error, parts) from error
    try:
        yield folder
    finally:
        _remove(folder)
        # Another run may be at work in one beside it.
        with contextlib.suppress(OSError):
            parts.rmdir()


def hand_over(folder: Path, data: bytes) -> Part:
    """Write *data* into a new file of *folder*, which nobody sees before it is whole."""
    path = folder / os.urandom(12).hex()
    temporary = path.with_suffix(".tmp")
    try:
        try:
            stage(temporary, data, mode=None)
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise explained(error, path) from error
    return Part(path.name, digest(data))


def take_over(folder: Path, part: Part, *, keep: bool = False) -> bytes:
    """Return the bytes of *part* in *folder*, and remove the file unless it is to be kept.

    Raises AlihbahasaError where it is not there, or holds others.
    """
    path = folder / part.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise explained(error, path) from error
    refuse_others(path, data, part)
    if not keep:
        with contextlib.suppress(OSError):
            os.unlink(path)
    return data


def refuse_others(path: Path, data: bytes | memoryview, part: Part) -> None:
    """Raise where *data*, which stand in *path*, are not those of *part*."""
    if digest(data) != part.digest:
        raise AlihbahasaError(
            "not what was handed over",
            file=str(path),
            hint="see to the disk that the machines share, and run this again",
        )


def _drop_stale(parts: Path) -> None:
    """Remove the folders in *parts* that nobody has handed anything over in for long."""
    with contextlib.suppress(OSError):
        for each in parts.iterdir():
            if time.time() - each.lstat().st_mtime > _STALE_AFTER:
                _remove(each)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
