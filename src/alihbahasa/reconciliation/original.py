"""What stood at a sentence before it was edited, for the day when it is edited back.

Its target is a draft of the new sentence, and a translator makes it another
one there.  Then the record alone has what was finished, and gives it back when
the article has the old sentence again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alihbahasa.model import Alternative, Memo, Unit, raw
from alihbahasa.reconciliation.codes import recoded
from alihbahasa.reconciliation.fate import Fate
from alihbahasa.reconciliation.fresh import Overlay
from alihbahasa.reconciliation.record import words_of

#: Where such a target comes from, among the alternatives of a memo.
_ORIGIN = "before the edit"


def with_originals(
    stored: Sequence[Unit], fresh: Sequence[Unit], record: Mapping[str, Memo]
) -> tuple[Unit, ...]:
    """Return *stored* with what the *record* keeps for sentences that *fresh* has again.

    It comes as obsolete, as if it had stayed in the file.  What the store has
    at the sentence goes before it, and so does a draft that holds the same
    target, where its own sentence is gone.
    """
    kept = {words_of(id): memo for id, memo in record.items() if _original(memo)}
    if not kept:
        return tuple(stored)
    there = {words_of(unit.id) for unit in stored}
    today = {unit.id for unit in fresh}
    drafts = {
        (raw(unit.previous), raw(unit.target or ()))
        for unit in stored
        if unit.is_draft and unit.previous is not None and unit.id not in today
    }
    back = []
    for unit in fresh:
        memo = kept.get(words_of(unit.id))
        original = _original(memo) if memo else None
        if original is None or words_of(unit.id) in there:
            continue
        if (raw(unit.source), raw(original.target)) not in drafts:
            target = recoded(original.target, unit.source)
            unit = replace(unit, target=target, state=original.state)
            back.append(replace(unit, obsolete=True, places=(), mentions=(), notes=()))
            there.add(words_of(unit.id))
    return (*stored, *back)


def keep_originals(
    record: Mapping[str, Memo], stored: Sequence[Unit], laid: Overlay
) -> dict[str, Memo]:
    """Return the record with the finished targets of *stored* that edits made drafts of.

    What stands in a file again is kept no longer.
    """
    memos = dict(record)
    units = {unit.id: unit for unit in laid.units}
    for unit in laid.units:
        memo = memos.get(unit.id)
        original = _original(memo) if memo else None
        if memo and original and raw(unit.target or ()) == raw(original.target):
            memos[unit.id] = _without(memo, original)
    for unit in stored:
        new = laid.fates.went.get(unit.id, ())
        is_edited = any(laid.fates.of.get(id) is Fate.EDITED for id in new)
        if is_edited and unit.is_finished and unit.id not in units:
            original = Alternative((raw(unit.target or ()),), unit.state, _ORIGIN)
            memo = _without(memos.get(unit.id, Memo(unit.id)), original)
            memos[unit.id] = replace(memo, alternatives=(*memo.alternatives, original))
    return memos


def _original(memo: Memo) -> Alternative | None:
    """Return what *memo* keeps of the time before an edit, the newest."""
    found = (each for each in reversed(memo.alternatives) if each.origin == _ORIGIN)
    return next(found, None)


def _without(memo: Memo, other: Alternative) -> Memo:
    """Return *memo* without *other*, in the order of the rest."""
    return replace(memo, alternatives=tuple(each for each in memo.alternatives if each != other))
