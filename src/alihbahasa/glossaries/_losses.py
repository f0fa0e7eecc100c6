"""Counts what a glossary loses where it changes its format."""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.model import Loss


def tally(lost: Iterable[tuple[str, str]]) -> tuple[Loss, ...]:
    """Return *lost*, pairs of what and where, counted by what, each with its first place.

    >>> tally([("level", "rayon"), ("scope", "rayon"), ("level", "baku")])
    (Loss(what='level', count=2, example='rayon'), Loss(what='scope', count=1, example='rayon'))
    """
    counts: dict[str, int] = {}
    firsts: dict[str, str] = {}
    for what, where in lost:
        counts[what] = counts.get(what, 0) + 1
        firsts.setdefault(what, where)
    return tuple(Loss(what, count, firsts[what]) for what, count in counts.items())
