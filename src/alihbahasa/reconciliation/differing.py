"""What two states of an article, or of its translation, differ in, unit by unit, for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from alihbahasa.model import State, Unit, raw
from alihbahasa.reconciliation.fresh import overlay
from alihbahasa.records import dataclass


class What(StrEnum):
    """What happened to a source or a target."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    RETYPED = "retyped"
    TRANSLATED = "translated"
    DRAFTED = "drafted"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    EMPTIED = "emptied"
    OBSOLETE = "obsolete"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to the *unit*, whose source is *source*: to that, or to a target in *language*.

    *before* and *after* are texts, None where there is none.  *was* are the
    ids of the units that it was before, where it had others; *state* is that
    of the target, None for a source.
    """

    unit: str
    source: str
    what: What
    language: str = ""
    before: str | None = None
    after: str | None = None
    was: tuple[str, ...] = ()
    state: State | None = None


def source_changes(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Change]:
    """Yield what changed in the sources of an article, in its order; then what it has no more.

    A sentence that only moved, or whose white space changed, is the same.
    """
    before = {unit.id: unit for unit in old}
    went = _went(old, new)
    came = _came(went)
    there = {unit.id for unit in new}
    for unit in new:
        text = raw(unit.source)
        if unit.id in before:
            continue
        if unit.id not in came:
            yield Change(unit.id, text, What.ADDED, after=text)
            continue
        was = " ".join(raw(before[each].source) for each in came[unit.id])
        what = What.RETYPED if was == text else What.EDITED
        if len(came[unit.id]) > 1:
            what = What.MERGED
        elif len(went[came[unit.id][0]]) > 1:
            what = What.SPLIT
        yield Change(unit.id, text, what, before=was, after=text, was=came[unit.id])
    for unit in old:
        if unit.id not in there and unit.id not in went:
            text = raw(unit.source)
            yield Change(unit.id, text, What.REMOVED, before=text)


def target_changes(old: Sequence[Unit], new: Sequence[Unit], *, language: str) -> Iterator[Change]:
    """Yield what changed in the targets of a file in *language*, in order; then what is gone."""
    before = {unit.id: unit for unit in old}
    went = _went(old, new)
    came = _came(went)
    there = {unit.id for unit in new}
    for unit in new:
        was = () if unit.id in before else came.get(unit.id, ())
        then = before.get(unit.id) or (before[was[0]] if was else None)
        what = _what(then, unit)
        if what is not None:
            yield Change(
                unit.id,
                raw(unit.source),
                what,
                language,
                before=_text(then),
                after=_text(unit),
                was=was,
                state=unit.state,
            )
    for unit in old:
        if unit.has_target and unit.id not in there and unit.id not in went:
            source = raw(unit.source)
            yield Change(unit.id, source, What.REMOVED, language, before=_text(unit))


def _went(old: Sequence[Unit], new: Sequence[Unit]) -> Mapping[str, tuple[str, ...]]:
    """Return which units of *new* the sources of *old* are in, in other words."""

    def bare(units: Sequence[Unit]) -> list[Unit]:
        there = (unit for unit in units if not unit.obsolete)
        return [replace(unit, target=None, notes=(), alternatives=()) for unit in there]

    return overlay(bare(new), bare(old)).fates.went


def _came(went: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    came: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for old, homes in went.items():
        for new in homes:
            came[new] += (old,)
    return came


def _text(unit: Unit | None) -> str | None:
    return raw(unit.target) if unit is not None and unit.target and unit.has_target else None


def _what(then: Unit | None, now: Unit) -> What | None:
    """Return what happened to the target of a unit, None where nothing did."""
    was, text = _text(then), _text(now)
    if then is not None and then.obsolete is not now.obsolete:
        return (What.OBSOLETE if now.obsolete else What.BACK) if was or text else None
    if text is None:
        return None if was is None else What.EMPTIED
    if then is None or was is None:
        return What.TRANSLATED if now.is_finished else What.DRAFTED
    if was != text:
        return What.CHANGED
    if then.state is now.state:
        return None
    return What.CONFIRMED if now.state.rank > then.state.rank else What.UNCONFIRMED
