"""What the disk of a project can do, tried on a folder of its own that is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from alihbahasa.records import dataclass
from alihbahasa.storage.batches import FOLDER, journals, stale
from alihbahasa.storage.refusals import explained


@dataclass(frozen=True, slots=True)
class Abilities:
    """Whether the disk gives locks and links, and takes ``A`` and ``a`` for one name."""

    locks: bool
    links: bool
    is_case_blind: bool


def abilities(root: Path) -> Abilities:
    """Try what the disk below *root* can do; raises AlihbahasaError where nothing can be written.

    The folder that is tried on is removed again, whatever happens.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=".alihbahasa-trying-", dir=root))
    except OSError as error:
        raise explained(error, root) from error
    try:
        (folder / "a").write_bytes(b"")
        os.replace(folder / "a", folder / "b")
        return Abilities(_locks(folder / "lock"), _links(folder), (folder / "B").exists())
    except OSError as error:
        raise explained(error, root) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_locked(root: Path) -> bool:
    """Tell whether a run is writing into the project at *root* now."""
    path = root / FOLDER / "lock"
    return path.is_file() and not _locks(path)


def remains(root: Path, *folders: Path) -> tuple[Path, ...]:
    """Return what killed runs left in the project at *root*: journals, and files below *folders*.

    The next run that writes finishes or removes them.
    """
    found = [path for path in journals(root) if path.is_file()]
    found += stale(root)
    for folder in (root / FOLDER, *folders):
        for each, _, _ in os.walk(folder):
            found += stale(Path(each))
    return tuple(found)


def _locks(path: Path) -> bool:
    from filelock import FileLock, Timeout

    holder = FileLock(path, timeout=0)
    try:
        holder.acquire()
    except (Timeout, NotImplementedError, OSError):
        return False
    with contextlib.suppress(OSError):
        holder.release()
    return True


def _links(folder: Path) -> bool:
    try:
        (folder / "link").symlink_to("b")
    except (OSError, NotImplementedError):
        return False
    return True
