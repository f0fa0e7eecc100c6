"""Zips: bytes in, members out, and back; nothing is ever unpacked onto the disk.

What comes from outside is held to limits before and while it is unpacked: so
many bytes packed and unpacked, so many members, no member that unpacks to more
than it says or than any text packs to.  A name that could leave a folder, a
link, a member that is locked, packed in an odd way or there twice, and members
that share their bytes (a bomb) are refused, as is an archive in the archive.

The same members always make the same bytes: names are sorted, attributes are
fixed, and there is one date.  PKWARE APPNOTE 6.3.10; only *stored* and
*deflated* members are read.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass
from alihbahasa.storage.refusals import is_safe_name

#: How large a zip may be, in bytes, and all that is in it.
PACKED_LIMIT = 20_000_000
UNPACKED_LIMIT = 100_000_000
#: How many members it may have, folders included, and how long a name may be.
MOST_MEMBERS = 1_000
_LONGEST_NAME = 1_000
_MOST_MARKS = 20 * MOST_MEMBERS

#: Times that no text is packed smaller, where it is large enough to do harm.
_RATIO = 100
_HARMLESS = 1_000_000

#: The first bytes of a zip: of a member, or of one without any.
_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
#: Extensions of archives, which are not looked into.
_ARCHIVES = (".zip", ".7z", ".rar", ".jar", ".tar", ".tgz", ".gz", ".bz2", ".xz")

_ENCRYPTED, _STRONG, _UTF8, _MASKED = 0x1, 0x40, 0x800, 0x2000

#: The bytes of the head of a member before its name.
_HEAD = 30

_FILE_MODE, _FOLDER_MODE = 0o100644, 0o040755
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file: its bytes, and when it was written, in the time of wherever that was."""

    data: bytes
    date: tuple[int, ...]


def recognises(head: bytes) -> bool:
    """Tell whether *head*, the first bytes of a file, begins a zip."""
    return head.startswith(_STARTS)


# --- reading ------------------------------------------------------------------


def members(data: bytes, *, file: str) -> dict[str, Member]:
    """Return the files in the zip *data*, by their names with ``/``, in the order of the zip.

    *file* is what errors call the zip.  Backslashes, which some programs of
    Windows write, are taken for ``/``; a name that does not say its encoding is
    UTF-8 where it can be that, else code page 437.  Raises AlihbahasaError for
    a zip that is damaged or may do harm.
    """
    if len(data) > PACKED_LIMIT:
        raise AlihbahasaError(f"larger than the limit of {PACKED_LIMIT:,} bytes", file=file)
    if data.count(b"PK\x01\x02") > _MOST_MARKS:
        # The list alone would fill the memory; what is stored may have a few marks of its own.
        raise AlihbahasaError(f"more than {MOST_MEMBERS:,} files in it", file=file)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_MEMBERS:
                raise AlihbahasaError(f"more than {MOST_MEMBERS:,} files in it", file=file)
            _refuse_bombs(listed, file)
            return _unpacked(archive, listed, file)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
        OSError,
        LookupError,
    ) as error:
        raise _damaged(error, file) from error


def _unpacked(
    archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo], file: str
) -> dict[str, Member]:
    found: dict[str, Member] = {}
    seen: set[str] = set()
    left = UNPACKED_LIMIT
    for info in listed:
        name = _name(info, file)
        key = name.rstrip("/").casefold()
        if key in seen:
            raise AlihbahasaError(f"{name} is twice in it", file=file)
        seen.add(key)
        _refuse_odd(info, name, file)
        if name.endswith("/"):
            continue
        with archive.open(info) as stream:
            # One more than it says: what says less than it holds is damaged.
            content = stream.read(min(info.file_size, left) + 1)
        if len(content) != info.file_size:
            raise AlihbahasaError(f"damaged: {name} is not as long as it says", file=file)
        left -= len(content)
        if name.lower().endswith(_ARCHIVES):
            raise AlihbahasaError(
                f"an archive within it: {name}", file=file, hint="unpack that, and import it itself"
            )
        found[name] = Member(content, info.date_time)
    return found


def _refuse_bombs(listed: list[zipfile.ZipInfo], file: str) -> None:
    """Raise for members that say too much, that pack too well, or that share their bytes."""
    unpacked = sum(info.file_size for info in listed)
    if unpacked > UNPACKED_LIMIT:
        raise AlihbahasaError(
            f"unpacked, larger than the limit of {UNPACKED_LIMIT:,} bytes", file=file
        )
    for info in listed:
        if info.file_size > _HARMLESS and info.file_size > _RATIO * info.compress_size:
            raise AlihbahasaError(
                f"packed more than {_RATIO}:1, as no text is: {info.filename}", file=file
            )
    end = 0
    for info in sorted(listed, key=lambda each: each.header_offset):
        if info.header_offset < end:
            raise AlihbahasaError("damaged: its files overlap", file=file)
        end = info.header_offset + _HEAD + info.compress_size


def _refuse_odd(info: zipfile.ZipInfo, name: str, file: str) -> None:
    """Raise for a member called *name* that is locked, a link, or packed as we do not read."""
    if info.flag_bits & (_ENCRYPTED | _STRONG | _MASKED):
        raise AlihbahasaError(
            f"locked with a password: {name}", file=file, hint="ask for it without one"
        )
    mode = info.external_attr >> 16
    kind = stat.S_IFMT(mode) if info.create_system == _UNIX else 0
    if kind and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        what = "a link" if stat.S_ISLNK(mode) else "no regular file"
        raise AlihbahasaError(f"{what} in it: {name}", file=file)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise AlihbahasaError(
            f"packed in a way that is not read: {name}",
            file=file,
            hint="let the program make a usual zip (deflate)",
        )


def _name(info: zipfile.ZipInfo, file: str) -> str:
    """Return the name of a member with ``/``, composed (NFC); raises for one that leaves the zip.

    A folder ends in ``/``.
    """
    # Not filename: that is cut at a zero byte.
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        packed = name.encode("cp437", "replace")
        try:
            name = packed.decode("utf-8")
        except UnicodeDecodeError:
            name = packed.decode("cp437")
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    parts = name.removesuffix("/").split("/")
    if parts[0] == ".":
        # What `zip -r x.zip ./` and some programs of Windows begin every name with.
        parts = parts[1:] or [""]
    is_safe = all(part not in ("", ".", "..") and is_safe_name(part) for part in parts)
    if not is_safe or len(name) > _LONGEST_NAME:
        raise AlihbahasaError(
            f"a name that cannot be used on every system: {name}",
            file=file,
            hint="a zip of ours has none such; ask whoever made it for a clean one",
        )
    return "/".join(parts) + ("/" if name.endswith("/") else "")


def _damaged(error: Exception, file: str) -> AlihbahasaError:
    """Return what people are told of a zip that cannot be read."""
    told = str(error)
    if "CRC" in told:
        what = f"damaged: {told.removeprefix('Bad CRC-32 for file ').strip(chr(39))} was changed"
    elif isinstance(error, zipfile.BadZipFile) and "not a zip" in told:
        what = "no zip, or cut short"
    else:
        what = "damaged, or cut short"
    return AlihbahasaError(what, file=file, hint="fetch it, or ask for it, once more")


# --- writing ------------------------------------------------------------------


def zipped(
    files: Mapping[str, bytes], *, instant: datetime, folders: tuple[str, ...] = ()
) -> bytes:
    """Return a zip of *files*, by their names with ``/``, and of empty *folders*, as of *instant*.

    Raises AlihbahasaError where it would be larger than one that is read.
    """
    if len(files) + len(folders) > MOST_MEMBERS:
        raise AlihbahasaError(
            f"more than {MOST_MEMBERS:,} files for one zip", hint="choose fewer articles"
        )
    if sum(map(len, files.values())) > UNPACKED_LIMIT:
        raise AlihbahasaError(
            f"more than {UNPACKED_LIMIT:,} bytes for one zip", hint="choose fewer articles"
        )
    # A zip has no time before 1980, none after 2107, and every other second only.
    date = (min(max(instant.year, 1980), 2107), *instant.timetuple()[1:6])
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in _sorted(files, folders):
            info = zipfile.ZipInfo(name, (date[0], date[1], date[2], date[3], date[4], date[5]))
            info.create_system = _UNIX
            is_folder = name.endswith("/")
            info.external_attr = (_FOLDER_MODE if is_folder else _FILE_MODE) << 16
            info.external_attr |= 0x10 if is_folder else 0
            info.compress_type = zipfile.ZIP_STORED if is_folder else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    data = made.getvalue()
    if len(data) > PACKED_LIMIT:
        raise AlihbahasaError(
            f"the zip would be larger than {PACKED_LIMIT:,} bytes", hint="choose fewer articles"
        )
    return data


def _sorted(files: Mapping[str, bytes], folders: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    yield from sorted([*files.items(), *((f"{folder}/", b"") for folder in folders)])
