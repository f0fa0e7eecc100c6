"""Archives: files of many records, one a line, read as a stream and from any place in it.

A file whose name ends in ``.gz`` (RFC 1952, of any number of members) or in
``.zst`` (RFC 8878, of any number of frames) is unpacked while it is read.
Places are offsets in bytes of what is unpacked.  A file that is packed is read
from its beginning up to a place; who goes forward in it reads it once.

Promises: memory holds one line, of at most ``LINE_LIMIT`` bytes, however much
a small file unpacks to; what is damaged or cut short is an error with the line
that it comes after, and never a shorter archive.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass
from alihbahasa.storage.refusals import explained, refuse_irregular

#: How long a line may be, in bytes: as long as a file of text.
LINE_LIMIT = 20_000_000

#: What the name of an archive ends in.
EXTENSIONS = (".jsonl", ".jsonl.gz", ".jsonl.zst")

_CHUNK = 1 << 20
_MARK = b"\xef\xbb\xbf"

#: How many packed bytes are unpacked at once: zstd makes 128 kB of four at most.
_PACKED = 1 << 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an archive: where it begins, its number from 1, and its bytes without the end.

    One that is longer than the limit has none.
    """

    start: int
    number: int
    data: bytes | None


class Reader:
    """An archive that is open; close it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: BinaryIO | None = None
        self._at = 0
        self._number = 0

    def close(self) -> None:
        """Close the file; reading opens it again."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def lines(self, start: int = 0, stop: int | None = None, *, number: int = 1) -> Iterator[Line]:
        """Yield the lines that begin at *start* or behind it, and before *stop*.

        The first of them is counted as *number*.  A byte order mark at the
        beginning of the file is no part of a line.  Raises AlihbahasaError,
        with the line but without the file, for what cannot be unpacked.
        """
        at = self._begin_of_line(start, number)
        while stop is None or at < stop:
            data = self._line(number)
            if not data:
                return
            begin, at = at, self._at
            if not begin and data.startswith(_MARK):
                begin, data = len(_MARK), data[len(_MARK) :]
            data = data.removesuffix(b"\n")
            yield Line(begin, number, None if len(data) > LINE_LIMIT else data)
            number += 1
            # Who got the line may have read elsewhere.
            self._go(at, number)

    def line(self, start: int, length: int, *, number: int) -> bytes:
        """Return the line of *length* bytes, counted as *number*, that begins at *start*."""
        self._go(start, number)
        data = self._read(length + 1, number)
        if len(data) < length:
            raise AlihbahasaError("the archive ends before this line", line=number)
        return data[:length]

    def _begin_of_line(self, start: int, number: int) -> int:
        """Go to the first line that begins at *start* or behind it; return where that is."""
        # Where a line was read to its end, another begins.
        if start and (self._stream is None or self._at != start or self._number != number):
            self._go(start - 1, number)
            self._line(number)
        else:
            self._go(start, number)
        return self._at

    def _line(self, number: int) -> bytes:
        """Return the next line with its end; of one that is too long, a beginning that is too."""
        data = self._readline(LINE_LIMIT + 2, number)
        if len(data) == LINE_LIMIT + 2 and not data.endswith(b"\n"):
            while (more := self._readline(_CHUNK, number)) and not more.endswith(b"\n"):
                pass
        self._number = number + 1
        return data

    def _go(self, place: int, number: int) -> None:
        try:
            if self._stream is None or (place < self._at and not self._is_plain):
                self.close()
                refuse_irregular(self._path)
                self._stream = _opened(self._path)
                self._at = 0
            if place != self._at and self._is_plain:
                self._stream.seek(place)
                self._at = place
        except OSError as error:
            raise explained(error, self._path) from error
        while self._at < place and self._read(min(place - self._at, _CHUNK), number):
            pass

    @property
    def _is_plain(self) -> bool:
        return self._path.suffix.lower() == ".jsonl"

    def _read(self, size: int, number: int) -> bytes:
        assert self._stream is not None
        try:
            data = self._stream.read(size)
        except _DAMAGE as error:
            raise _damaged(error, self._path, number) from error
        self._at += len(data)
        return data

    def _readline(self, size: int, number: int) -> bytes:
        assert self._stream is not None
        try:
            data = self._stream.readline(size)
        except _DAMAGE as error:
            raise _damaged(error, self._path, number) from error
        self._at += len(data)
        return data


#: What the readers of packed files raise.
_DAMAGE = (OSError, EOFError, zlib.error)


def _damaged(error: Exception, path: Path, number: int) -> AlihbahasaError:
    import gzip

    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return explained(error, path)
    what = "it ends early" if isinstance(error, EOFError) else "what is packed in it is broken"
    return AlihbahasaError(
        f"the archive is damaged from this line on: {what}",
        line=number,
        hint="copy or download it again",
    )


def _opened(path: Path) -> BinaryIO:
    kind = path.suffix.lower()
    if kind == ".gz":
        import gzip

        return cast(BinaryIO, gzip.open(path, "rb"))
    if kind == ".zst":
        return cast(BinaryIO, io.BufferedReader(cast(Any, _Zstandard(path)), _CHUNK))
    return path.open("rb", buffering=_CHUNK)


class _Zstandard:
    """The bytes that a file of zstd frames unpacks to, as a raw stream.

    The reader of the package ends without a word where a file is cut short.
    """

    def __init__(self, path: Path) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise AlihbahasaError(
                "to read .zst the package zstandard is needed",
                file=str(path),
                hint="pip install 'alihbahasa[zstd]', or pack the archive with gzip",
            ) from error
        self._error = zstandard.ZstdError
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27)
        self._frame: Any = None
        self._file = path.open("rb", buffering=_CHUNK)
        self._packed = b""
        self._ready = memoryview(b"")
        self.closed = False

    def readinto(self, buffer: memoryview) -> int:
        """Fill *buffer* as far as there is something; return how far, 0 at the end."""
        while not self._ready:
            self._packed = self._packed or self._file.read(_PACKED)
            if not self._packed and self._frame is None:
                return 0
            if not self._packed:
                raise EOFError
            self._unpack()
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _unpack(self) -> None:
        """Unpack what was read, as far as one frame goes."""
        if self._frame is None:
            self._frame = self._unpacker.decompressobj()
        try:
            self._ready = memoryview(self._frame.decompress(self._packed))
        except self._error as error:
            raise zlib.error(str(error)) from error
        self._packed = b""
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = None

    def close(self) -> None:
        """Close the file."""
        self.closed = True
        self._file.close()

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def writable(self) -> bool:
        """Tell that this cannot be written."""
        return False

    def seekable(self) -> bool:
        """Tell that this is read from its beginning."""
        return False

    def flush(self) -> None:
        """Do nothing: nothing is written."""
