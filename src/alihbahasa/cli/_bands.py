"""How ``status --by-band`` and ``export --by-band`` tell what there is to translate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from alihbahasa.cli import _sheet, _terminal
from alihbahasa.text import escape_terminal

if TYPE_CHECKING:
    from alihbahasa.workflow.bands import Amount, Row


def text(rows: Sequence[Row]) -> str:
    """Return *rows* as a table: a line a band, of each article in each language, and in all."""
    from rich.table import Table
    from rich.text import Text

    from alihbahasa.workflow import bands

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("article", "to", "band"):
        table.add_column(heading)
    for heading in ("segments", "words", "% of words"):
        table.add_column(heading, justify="right")
    totals = bands.totals(rows) if len({row.article for row in rows}) > 1 else ()
    for row in (*rows, *totals):
        name, language = Text(escape_terminal(row.article or "all")), row.language
        for band, amount in row.amounts.items():
            if amount.segments:
                table.add_row(name, language, band.value, *_figures(amount, row.total))
                name, language = Text(""), ""
        table.add_row(name, language, "total", *_figures(row.total, row.total))
    return _terminal.table_text(table)


def _figures(amount: Amount, total: Amount) -> tuple[str, str, str]:
    share = 100 * amount.words / total.words if total.words else 0
    return f"{amount.segments:,}", f"{amount.words:,}", f"{share:.1f}"


def fields(rows: Sequence[Row]) -> list[Mapping[str, Any]]:
    """Return *rows* as ``json`` has them."""
    return [
        {
            "article": row.article,
            "language": row.language,
            "bands": [
                {"band": band.value, "segments": amount.segments, "words": amount.words}
                for band, amount in row.amounts.items()
            ],
            "segments": row.total.segments,
            "words": row.total.words,
        }
        for row in rows
    ]


def sheet(rows: Sequence[Row]) -> str:
    """Return *rows* as CSV, a line a band; no cell is a formula to a spreadsheet."""
    return _sheet.sheet(
        ("article", "language", "band", "segments", "words"),
        (
            (row.article, row.language, band.value, amount.segments, amount.words)
            for row in rows
            for band, amount in row.amounts.items()
        ),
    )
