"""How commands write a table that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from alihbahasa.text import harmless


def sheet(headings: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return *rows* below their *headings* as CSV; no cell is a formula to a spreadsheet."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue()
