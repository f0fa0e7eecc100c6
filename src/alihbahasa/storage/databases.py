"""Databases that only spare time: opened where they can be, made anew where they are broken.

Nothing stands in one alone, but for what a run counts and forgets.  So none of
the others is ever a reason to fail: where the file cannot be used it is passed
over, and the run works in memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from alihbahasa.storage.batches import FOLDER, name_beside
from alihbahasa.storage.folder import own_folder
from alihbahasa.storage.refusals import refuse_irregular, refuse_links

#: How long a run waits for another that writes into the same database, in seconds.
_PATIENCE = 2.0


#: What a database of one run keeps in memory, in KiB; the rest is on the disk.
_CACHE = 16_384

#: What says that the disk is at fault, and not what was asked.
_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


@contextlib.contextmanager
def scratch() -> Iterator[sqlite3.Connection]:
    """Open a database for what one run counts: it may outgrow memory, and is gone with the run.

    It lies where the system has its temporary files.  Raises AlihbahasaError
    where there is no room for it.
    """
    try:
        with contextlib.closing(sqlite3.connect("", isolation_level=None)) as connection:
            connection.execute("pragma journal_mode = off")
            connection.execute("pragma synchronous = off")
            connection.execute("pragma temp_store = file")
            connection.execute(f"pragma cache_size = -{_CACHE}")
            yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _OF_THE_DISK:
            raise
        raise AlihbahasaError(
            f"the disk of temporary files cannot take what is counted: {error}",
            hint="let SQLITE_TMPDIR name a folder with more room",
        ) from error


@contextlib.contextmanager
def database(
    root: Path, name: str, *, version: int, idle: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open the database called *name* in the own folder of the project at *root*.

    One that is broken, or of another *version*, is begun anew.  A run that is
    *idle* works on a copy in memory, and so does one that may not write there
    or that finds another run writing.  What is changed is kept where the run
    commits it.
    """
    connection = None if idle else _on_disk(root, name, version=version)
    if connection is None:
        connection = sqlite3.connect(":memory:")
        with contextlib.suppress(sqlite3.Error, OSError, AlihbahasaError):
            _copy(root / FOLDER / name, connection, root=root, version=version)
    with contextlib.closing(connection):
        yield connection


def kept_database(root: Path, name: str, *, version: int) -> sqlite3.Connection | None:
    """Open for reading the database called *name*, as ``database`` kept it; None where it has none.

    Several processes may have it open so at a time, and threads that take turns.
    """
    return _for_reading(root / FOLDER / name, "mode=ro", "pragma user_version", version, root=root)


def _for_reading(
    path: Path, how: str, query: str, answer: object, *, root: Path
) -> sqlite3.Connection | None:
    """Open the database *path* for reading; None unless it has the *answer* to *query*."""
    connection: sqlite3.Connection | None = None
    try:
        refuse_links(path, {root})
        refuse_irregular(path)
        address = f"{path.absolute().as_uri()}?{how}"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        if connection.execute(query).fetchone() == (answer,):
            return connection
    except (OSError, sqlite3.Error, AlihbahasaError):
        pass
    if connection is not None:
        connection.close()
    return None


def _refuse_journals(path: Path) -> None:
    """Remove the database *path* where a journal lies beside it: that is not ours.

    A journal says what is to be undone, and which file is to be removed then, any
    that this user may remove.  Ours are kept in memory.
    """
    journals = [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]
    found = [each for each in journals if os.path.lexists(each)]
    if found:
        for each in (path, *found):
            each.unlink(missing_ok=True)


def _on_disk(root: Path, name: str, *, version: int) -> sqlite3.Connection | None:
    """Return the database in its file, with the lock for writing; None where that cannot be."""
    try:
        path = own_folder(root) / name
        refuse_links(path, {root})
        if path.exists():
            refuse_irregular(path)
        _refuse_journals(path)
    except (OSError, AlihbahasaError):
        return None
    for is_last in (False, True):
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(path, timeout=_PATIENCE)
            # What a crash of the system breaks is made anew: there is nothing to wait for.
            connection.execute("pragma synchronous = off")
            connection.execute("pragma journal_mode = memory")
            # Of a new one: pages that hold several of what is compressed leave little empty,
            # and those that are not used any more are given back.
            connection.execute("pragma page_size = 16384")
            connection.execute("pragma auto_vacuum = full")
            connection.execute("begin immediate")
            connection.commit()
            if _is_sound(connection, version):
                return connection
            is_empty = not connection.execute("select 1 from sqlite_master limit 1").fetchone()
            if is_empty:
                connection.execute(f"pragma user_version = {version}")
                return connection
        except sqlite3.OperationalError:
            # It is locked, or may not be written.
            if connection is not None:
                connection.close()
            return None
        except sqlite3.DatabaseError:
            pass
        if connection is not None:
            connection.close()
        if not is_last:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
    return None


def _is_sound(connection: sqlite3.Connection, version: int) -> bool:
    (found,) = connection.execute("pragma user_version").fetchone()
    if found != version:
        return False
    (said,) = connection.execute("pragma quick_check(1)").fetchone()
    return bool(said == "ok")


def _copy(path: Path, connection: sqlite3.Connection, *, root: Path, version: int) -> None:
    """Copy the database *path*, where it is of *version*, into that of *connection*."""
    refuse_links(path, {root})
    refuse_irregular(path)
    there = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    with contextlib.closing(there):
        if _is_sound(there, version):
            there.backup(connection)


# --- databases that are made once ---------------------------------------------


def made(
    root: Path,
    name: str,
    *,
    stamp: str,
    fill: Callable[[sqlite3.Connection], None],
    idle: bool = False,
    anew: bool = False,
) -> sqlite3.Connection:
    """Return the database called *name* that *fill* made for *stamp*, to be read only.

    One that was made for another stamp, or any with *anew*, is made again: beside
    the old one, which others may be reading, and then put in its place.  A run
    that is *idle*, or that may not write there, makes one for itself, in memory
    and, as far as it grows too large for that, in a file without a name.
    """
    path = root / FOLDER / name
    if not anew and (found := _made_before(path, root=root, stamp=stamp)):
        return found
    beside = None if idle else _fresh(path, root=root)
    if beside is not None:
        try:
            with contextlib.closing(sqlite3.connect(beside)) as connection:
                connection.execute("pragma journal_mode = off")
                _fill(connection, stamp, fill)
            os.replace(beside, path)
            if found := _made_before(path, root=root, stamp=stamp):
                return found
        except (OSError, sqlite3.Error):
            # The disk is full, or does not let go of the old one.
            pass
        finally:
            beside.unlink(missing_ok=True)
    connection = sqlite3.connect("", check_same_thread=False)
    try:
        _fill(connection, stamp, fill)
    except BaseException:
        connection.close()
        raise
    return connection


def _made_before(path: Path, *, root: Path, stamp: str) -> sqlite3.Connection | None:
    """Open the database *path*, None where there is none for *stamp*."""
    # It never changes where it stands: no reader need lock it.
    return _for_reading(path, "mode=ro&immutable=1", "select stamp from made", stamp, root=root)


def _fresh(path: Path, *, root: Path) -> Path | None:
    """Return where a database may be made that becomes *path*, None for nowhere."""
    try:
        own_folder(root)
        refuse_links(path, {root})
        beside = name_beside(path)
        with beside.open("xb"):
            pass
    except (OSError, AlihbahasaError):
        return None
    return beside


def _fill(
    connection: sqlite3.Connection, stamp: str, fill: Callable[[sqlite3.Connection], None]
) -> None:
    connection.execute("pragma synchronous = off")
    with connection:
        fill(connection)
        connection.execute("create table made (stamp text)")
        connection.execute("insert into made values (?)", (stamp,))
