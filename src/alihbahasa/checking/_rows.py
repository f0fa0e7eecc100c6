"""The small CSV files that people keep by hand: a header, then a row a line, sorted.

UTF-8, commas, quoted where it must be.  Read is what spreadsheets make of that
as well: a byte order mark, any line ends, semicolons or tabs for commas, and
empty columns behind the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re

_FIRST_LINE = late_re(r"\S[^\r\n]*")


def read(data: bytes, columns: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the number of the line and the cells of each row that is not empty.

    Raises AlihbahasaError with the line for a header that lacks one of
    *columns* or has another, and for a row of another length.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AlihbahasaError("not UTF-8", line=line, hint="save the file as UTF-8") from error
    heading = _FIRST_LINE.search(text)
    delimiter = max(",;\t", key=heading[0].count) if heading else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for row in rows:
            start, line = line, rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _trimmed([cell.strip() for cell in row], 0)
                if sorted(header) != sorted(columns):
                    raise AlihbahasaError(
                        "not the columns of such a file",
                        line=start,
                        hint=f"they are {', '.join(columns)}",
                    )
                continue
            row = _trimmed(row, len(header))
            if len(row) != len(header):
                raise AlihbahasaError(
                    f"{len(row)} cells, where there are {len(header)} columns",
                    line=start,
                    hint='quote a cell that has a comma in it: "a, b"',
                )
            yield start, dict(zip(header, map(str.strip, row), strict=True))
    except csv.Error as error:
        raise AlihbahasaError(f"not CSV: {error}", line=line) from error


def _trimmed(row: list[str], length: int) -> list[str]:
    """Return *row* without the empty cells at its end that are more than *length*."""
    stop = len(row)
    while stop > length and not row[stop - 1].strip():
        stop -= 1
    return row[:stop]


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a file with *columns* and *rows*, which are sorted."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(sorted(map(tuple, rows)))
    return text.getvalue().encode("utf-8")
