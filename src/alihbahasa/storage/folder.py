"""The program's own folder in a project: the lock, the journal of a batch, what spares time."""

from __future__ import annotations

from pathlib import Path

from alihbahasa.storage.batches import FOLDER
from alihbahasa.storage.refusals import refuse_links

_IGNORED = b"*\n"


def own_folder(root: Path) -> Path:
    """Return the own folder of the project at *root*, made where it is not there.

    It tells git itself to pass it over.
    """
    folder = root / FOLDER
    ignored = folder / ".gitignore"
    refuse_links(ignored, {root})
    folder.mkdir(exist_ok=True)
    if not ignored.exists() or not ignored.stat().st_size:
        ignored.write_bytes(_IGNORED)
    return folder
