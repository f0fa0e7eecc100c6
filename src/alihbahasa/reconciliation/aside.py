"""Drafts that are kept aside, in a memory, for programs that do not know them in the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from alihbahasa.model import State, Unit, raw, unit_id


def with_drafts(
    stored: Sequence[Unit], memory: Iterable[Unit], *, fresh: Sequence[Unit]
) -> tuple[Unit, ...]:
    """Return *stored* with the drafts of *memory* that it has no target for.

    Each pair of a memory has the id of the unit that was a draft, and the source
    that its target was written for.  Where the *fresh* article has the unit, it
    is that draft again; else it is a draft of the source that the memory has.
    """
    units = {unit.id: unit for unit in stored}
    today = {unit.id: unit for unit in fresh}
    for pair in memory:
        there = units.get(pair.id) or today.get(pair.id)
        if there is None:
            id = unit_id(pair.source, pair.kind, pair.context)
            there = units.get(id) or replace(pair, id=id, target=None, places=(), notes=())
        if not pair.has_target or there.has_target:
            continue
        is_edited = raw(pair.source) != raw(there.source)
        units[there.id] = replace(
            there,
            target=pair.target,
            state=State.INITIAL,
            previous=pair.source if is_edited else None,
        )
    return tuple(units.values())
