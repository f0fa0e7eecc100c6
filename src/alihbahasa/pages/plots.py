"""Plots: bars of parts to see at a glance, with the same figures as text and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from alihbahasa.records import dataclass

#: How wide the whole of a bar is, in its own units.
_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """What the bars are made of: its *name*, and the *style* that colours it."""

    name: str
    style: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its *name*, how much it has of each part, and the *figure* that stands behind it."""

    name: str
    values: Sequence[int]
    figure: str
    href: str = ""

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars under one *title*; where they *are_shares*, all are as long as the plot is wide.

    *key* tells the plot from others of the page, *unit* is what is counted.
    """

    key: str
    title: str
    unit: str
    parts: Sequence[Part]
    bars: Sequence[Bar]
    are_shares: bool = False

    def segments(self, bar: Bar) -> list[tuple[float, float, Part, int]]:
        """Return where the parts of *bar* begin and how wide they are, in thousandths.

        >>> part = Part("done", "done")
        >>> plot = Plot("p", "", "", [part, part], [Bar("en", [3, 1], ""), Bar("ru", [8, 0], "")])
        >>> [(start, width) for start, width, _, _ in plot.segments(plot.bars[0])]
        [(0.0, 375.0), (375.0, 125.0)]
        """
        whole = bar.total if self.are_shares else max(each.total for each in self.bars)
        ends = [round(_WIDTH * each / (whole or 1), 1) for each in accumulate(bar.values)]
        return [
            (start, round(end - start, 1), part, value)
            for start, end, part, value in zip(
                [0.0, *ends], ends, self.parts, bar.values, strict=False
            )
            if value
        ]

    def told(self, bar: Bar) -> str:
        """Return what *bar* shows, in words."""
        pairs = zip(self.parts, bar.values, strict=True)
        return ", ".join(f"{part.name} {value:,}" for part, value in pairs if value) or "nothing"

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be seen."""
        return not any(bar.total for bar in self.bars)
