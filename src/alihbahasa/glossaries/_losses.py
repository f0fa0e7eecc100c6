"""Counts what a glossary loses where it changes its format."""

from __future__ import annotations

from collections.abc import Container, Iterable

from alihbahasa.model import Loss


def tally(lost: Iterable[tuple[str, str]], *, whole: Container[str] = ()) -> tuple[Loss, ...]:
    """Return *lost*, pairs of what and where, counted by what, each with its first place.

    What is in *whole* are whole concepts.

    >>> for loss in tally([("level", "rayon"), ("scope", "rayon"), ("level", "baku")]):
    ...     print(loss)
    level (2 times, first at rayon)
    scope (once, first at rayon)
    """
    counts: dict[str, int] = {}
    firsts: dict[str, str] = {}
    for what, where in lost:
        counts[what] = counts.get(what, 0) + 1
        firsts.setdefault(what, where)
    return tuple(Loss(what, count, firsts[what], what in whole) for what, count in counts.items())
