"""What is not read or written, and what is said of it: odd names, links, errors of the system."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Collection
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re

#: Characters that some system cannot have in a name, or that nobody would see.
_UNSAFE = late_re(
    r'[\x00-\x1f\x7f-\x9f/:*?"<>|\\'
    r"\ud800-\udfff\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)

#: What Windows takes for a device, whatever extension follows.
_DEVICE = late_re(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)

#: What macOS leaves out of a name before it compares it.
_IGNORED = late_re(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

#: What Windows and macOS take for git's own folder.
_GIT = late_re(r"\.git|git~\d+", re.IGNORECASE)

#: What to do about an error of the system, by its symbol.
_CLOSE = "close it where a program has it open, check its permissions, and run this again"
NO_LOCKS = "work on a copy on a local one"
_HINTS = {
    **dict.fromkeys(("EACCES", "EPERM", "EBUSY", "ETXTBSY"), _CLOSE),
    "ENOSPC": "make room on the disk and run this again",
    "EDQUOT": "your share of the disk is used up: make room there and run this again",
    "EROFS": "the disk can only be read: make it writable, or work on a copy elsewhere",
    "EIO": "the disk or the way to it has a fault: see to that, and run this again",
    "EMFILE": "close other programs, or allow more open files (ulimit -n), and run this again",
    "ENFILE": "close other programs, and run this again",
    "ENAMETOOLONG": "give it a shorter name, or move the project to a shorter path",
    "ENOLCK": NO_LOCKS,
}


def is_safe_name(name: str) -> bool:
    """Tell whether a file or folder may be called *name* on every system.

    No name is one with characters that some system refuses or nobody sees, one
    that ends in a dot or a space, a device of Windows, and what may be taken
    for git's own folder.
    """
    return not (
        not name
        or _UNSAFE.search(name)
        or name.endswith((".", " "))
        or _DEVICE.fullmatch(name)
        or _GIT.fullmatch(_IGNORED.sub("", name))
    )


def refuse_irregular(path: Path) -> None:
    """Raise where *path* is no regular file: opening a pipe would wait for who writes into it."""
    if not stat.S_ISREG(path.stat().st_mode):
        kind = "a folder" if path.is_dir() else "not a regular file"
        raise AlihbahasaError(kind, file=str(path))


def refuse_links(path: Path, roots: Collection[Path]) -> None:
    """Raise where *path*, or a folder between it and the next of *roots*, is a symbolic link."""
    # Names and not paths: this is asked of every file there is, and paths are made slowly.
    each, ends = os.fspath(path), {os.fspath(root) for root in roots}
    while each not in ends:
        if os.path.islink(each):
            raise AlihbahasaError(
                "a symbolic link; nothing is written through one",
                file=each,
                hint="put the folder or file itself in its place",
            )
        above = os.path.dirname(each)
        if above == each:
            return
        each = above


def refuse_open(path: Path) -> None:
    """Raise where a spreadsheet has the file *path* open: it would save over what is written."""
    for name in (f".~lock.{path.name}#", f"~${path.name}"):
        note = path.with_name(name)
        if note.exists():
            raise AlihbahasaError(
                "open in a spreadsheet; nothing was written",
                file=str(path),
                hint=f"close it and run this again; where it is not open, remove {note.name}",
            )


def explained(error: OSError, path: Path) -> AlihbahasaError:
    """Return what people are told of an *error* of the system with *path*, and what to do."""
    symbol = errno.errorcode.get(error.errno or 0, "")
    message = (error.strerror or str(error)).lower()
    return AlihbahasaError(message, file=str(path), hint=_HINTS.get(symbol))
