"""What could not come in, and the report of it for people with a spreadsheet.

The report is CSV: row, column, value, reason, suggestion.  A cell that a
spreadsheet would take for a formula is written with an apostrophe before it,
and so is one that begins with an apostrophe: without its first apostrophe
every cell is what it was.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from alihbahasa.records import dataclass
from alihbahasa.text import harmless

#: The first line of a report, by which one is known again.
HEADER = ("row", "column", "value", "reason", "suggestion")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A cell that was left out: where it stands, what it holds, why, and what to do about it.

    *row* counts as the file does, 0 where it has no rows; *cell* is the name
    a spreadsheet gives it ("B17"), *column* its header.
    """

    row: int
    column: str
    value: str
    reason: str
    suggestion: str = ""
    cell: str = ""


def report(rejections: Iterable[Rejection]) -> bytes:
    """Return *rejections* as CSV in UTF-8 with a byte order mark, which spreadsheets ask for."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for each in rejections:
        cells = (each.column, each.value, each.reason, each.suggestion)
        writer.writerow((each.row or "", *(harmless(cell) for cell in cells)))
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def is_report(data: bytes) -> bool:
    """Tell whether *data* is a report, which the next one may take the place of.

    >>> is_report(report([])), is_report(b"concept,id,en")
    (True, False)
    """
    return data.startswith(report(()).rstrip(b"\n"))
