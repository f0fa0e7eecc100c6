"""The end of a conflict: one of the targets of a unit is chosen, the others go to the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alihbahasa.model import Alternative, Memo, State, Unit
from alihbahasa.reconciliation.merging import (
    Merge,
    Outcome,
    distinct,
    keep_replaced,
    note_merges,
)
from alihbahasa.reconciliation.record import digest


def choices(unit: Unit) -> dict[str, Alternative]:
    """Return the alternatives of *unit* by name: where two have the same, the later is numbered.

    Merging gives none twice; a file that people and programs write may.
    """
    found: dict[str, Alternative] = {}
    for other in unit.alternatives:
        found[distinct(other.origin, found)] = other
    return found


def resolved(unit: Unit, chosen: Alternative | None) -> tuple[Unit, tuple[Alternative, ...]]:
    """Return *unit* with the target *chosen* of its alternatives, its own for None.

    The others come second: what is not chosen is kept in the record.
    """
    dropped = tuple(other for other in unit.alternatives if other is not chosen)
    if chosen is None:
        return replace(unit, alternatives=()), dropped
    if unit.target is not None and unit.has_target:
        ours = Alternative(unit.target, unit.state, f"replaced by {chosen.origin}")
        dropped = (ours, *dropped)
    previous = unit.previous if chosen.state is State.INITIAL else None
    taken = replace(
        unit,
        target=chosen.target,
        state=chosen.state,
        previous=previous,
        alternatives=(),
        origin=None,
    )
    return taken, dropped


def note_resolved(
    record: Mapping[str, Memo],
    unit: Unit,
    *,
    dropped: Sequence[Alternative],
    is_taken: bool,
) -> dict[str, Memo]:
    """Return the record after *unit* was resolved, *is_taken* where it has another target now.

    What was *dropped* has been seen: a file that brings it again brings no news.
    """
    # PO knows no state above translated: a copy that went through it says so.
    came = tuple(
        digest(other.target, state)
        for other in dropped
        for state in dict.fromkeys((other.state, min(other.state, State.TRANSLATED, key=_rank)))
    )
    outcome = Outcome.TAKEN if is_taken else Outcome.CONFLICT
    memos = note_merges(record, [Merge(unit, outcome, came=came)])
    return keep_replaced(memos, [Merge(unit, outcome, replaced=other) for other in dropped])


def _rank(state: State) -> int:
    return state.rank
