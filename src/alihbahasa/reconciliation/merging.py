"""Three-way merging: what came back, what is here, and what was once exported."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum

from alihbahasa.model import Alternative, Content, Memo, State, Unit, raw, unit_id
from alihbahasa.reconciliation.comments import new_lines, with_comments
from alihbahasa.reconciliation.record import (
    comment_lines,
    digest,
    digests_of,
    line_digest,
    with_alternatives,
    with_current,
    words_of,
)
from alihbahasa.records import dataclass


def without_line_ends(target: Content | None, source: Content) -> Content | None:
    """Return *target* without the line ends at its end that *source* does not have.

    Filters and editors add them; gettext refuses a pair that is not alike in
    this, and the white space after a sentence is the article's.
    """
    if not target or raw(source).endswith(("\n", "\r")) or not isinstance(target[-1], str):
        return target
    last = target[-1].rstrip("\r\n")
    return (*target[:-1], last) if last or len(target) == 1 else target[:-1]


class Outcome(StrEnum):
    """What became of a unit that came back."""

    UNTOUCHED = "untouched"
    SAME = "same"
    TAKEN = "taken"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged unit, what happened, and the target that was replaced, where there was one.

    *came* are the digests of the targets that came back, in the state they
    have and in the one that their format told.  *ours* and *theirs* are what was
    merged.
    """

    unit: Unit
    outcome: Outcome
    replaced: Alternative | None = None
    came: tuple[str, ...] = ()
    ours: Unit | None = None
    theirs: Unit | None = None


def restored(unit: Unit, memo: Memo | None) -> Unit:
    """Return *unit* with the state that its format could not hold, from the record.

    PO knows translated and no more: where the target is the one that was last
    written as reviewed or final, that is what it is.
    """
    if memo is None or unit.state is not State.TRANSLATED or unit.target is None:
        return unit
    if memo.state.rank <= State.TRANSLATED.rank:
        return unit
    if digest(unit.target, memo.state) == memo.current:
        return replace(unit, state=memo.state)
    return unit


def merge(ours: Unit, theirs: Unit, *, memo: Memo | None, origin: str) -> Merge:
    """Merge what came back into what is there, by the record of what was exported.

    *origin* names where *theirs* comes from, for the losing side of a
    conflict.  Blank never beats what is written; comments of both are kept,
    and so are the conflicts that stand in either.
    """
    theirs = restored(theirs, memo)
    return _with_conflicts(_merged(ours, theirs, memo=memo, origin=origin), theirs, memo)


def _with_conflicts(merged: Merge, theirs: Unit, memo: Memo | None) -> Merge:
    """Return *merged* with the targets that are news and lost a conflict in *theirs* already."""
    if not theirs.alternatives:
        return merged
    known = {*memo.exported, *memo.seen} if memo else set()
    unit = merged.unit
    there = {raw(each.target) for each in unit.alternatives} | {raw(unit.target or ())}
    added = tuple(
        other
        for other in theirs.alternatives
        if raw(other.target) not in there
        and not any(digest(other.target, state) in known for state in State)
    )
    if not added:
        return merged
    return replace(merged, unit=_beside(unit, added), outcome=Outcome.CONFLICT)


def _beside(unit: Unit, added: Iterable[Alternative]) -> Unit:
    """Return *unit* with the alternatives *added*, each by a name that no other has."""
    there = list(unit.alternatives)
    for other in added:
        names = {each.origin for each in there}
        there.append(replace(other, origin=distinct(other.origin, names)))
    return replace(unit, alternatives=tuple(there))


def _merged(ours: Unit, theirs: Unit, *, memo: Memo | None, origin: str) -> Merge:
    ours = with_comments(ours, theirs, memo)
    known = memo.exported if memo else ()
    if theirs.target is None or not theirs.has_target:
        return Merge(ours, Outcome.UNTOUCHED)
    if ours.target is None or not ours.has_target:
        return Merge(_with_target(ours, theirs), Outcome.TAKEN)
    is_news = not is_known(theirs, memo)
    if raw(ours.target) == raw(theirs.target):
        ours_is_news = digest(ours.target, ours.state) not in known
        higher = theirs.state.rank > ours.state.rank
        if is_news and theirs.state is not ours.state and (higher or not ours_is_news):
            return Merge(_with_target(ours, theirs), Outcome.TAKEN)
        return Merge(ours, Outcome.SAME if is_news else Outcome.UNTOUCHED)
    if any(raw(other.target) == raw(theirs.target) for other in ours.alternatives):
        return Merge(ours, Outcome.CONFLICT)
    if not is_news:
        return Merge(ours, Outcome.UNTOUCHED)
    is_step_back = ours.is_finished and not theirs.is_finished
    if digest(ours.target, ours.state) in known and not is_step_back:
        loser = Alternative(ours.target, ours.state, f"replaced by {origin}")
        return Merge(_with_target(ours, theirs), Outcome.TAKEN, loser)
    return _conflict(ours, theirs, origin)


def _conflict(ours: Unit, theirs: Unit, origin: str) -> Merge:
    """Keep the target of *theirs* beside that of *ours*, once."""
    assert theirs.target is not None
    other = Alternative(theirs.target, theirs.state, origin)
    if not any(_same(other, each) for each in ours.alternatives):
        ours = _beside(ours, [other])
    return Merge(ours, Outcome.CONFLICT)


def distinct(origin: str, taken: Container[str]) -> str:
    """Return *origin*, numbered where it is *taken*: a choice must be able to name it."""
    name, _, day = origin.rpartition(", ")
    number = 1
    found = origin
    while found in taken:
        number += 1
        found = f"{name} ({number}), {day}" if name else f"{day} ({number})"
    return found


def _same(one: Alternative, other: Alternative) -> bool:
    return raw(one.target) == raw(other.target) and one.state is other.state


def _with_target(ours: Unit, theirs: Unit) -> Unit:
    """Return *ours* with the target of *theirs*; a finished one was written for today's source."""
    previous = (theirs.previous or ours.previous) if theirs.state is State.INITIAL else None
    return replace(
        ours,
        target=without_line_ends(theirs.target, ours.source),
        state=theirs.state,
        previous=previous,
        plurals=theirs.plurals or ours.plurals,
        origin=theirs.origin,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """The *units* of the store after others were taken in, and what became of those.

    *merges* has the outcome of each, in their order; *added* are units with work
    for sentences that the store did not have.  *comments* are the digests of the
    lines of comments that were new, by the id of their unit.
    """

    units: tuple[Unit, ...]
    merges: tuple[Merge, ...]
    added: tuple[Unit, ...]
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def take_in(
    stored: Sequence[Unit],
    returned: Iterable[Unit],
    *,
    record: Mapping[str, Memo],
    origin: str,
    today: Iterable[Unit] = (),
    is_view: bool = False,
) -> Taken:
    """Merge the units *returned* in a file into those *stored*.

    A unit is found by its id, where that goes with its source; then by its
    source; then by the source that a draft was written for.  One whose source
    was changed on the way is never taken as finished.  What was exported into
    a *view* is not news there, even where ours is blank now.  What was exported
    once, for a sentence that neither the store nor the article of *today* has,
    is an older version, and no work that waits.
    """
    awaited = {words_of(unit.id) for unit in today} if stored else None
    units = {unit.id: unit for unit in stored}
    by_words: dict[str, str] = {}
    drafts: dict[str, str] = {}
    for unit in stored:
        by_words.setdefault(words_of(unit.id), unit.id)
        if unit.previous is not None:
            drafts[words_of(unit_id(unit.previous, unit.kind, unit.context))] = unit.id
    merges: list[Merge] = []
    added: list[Unit] = []
    comments: dict[str, tuple[str, ...]] = {}
    for theirs in returned:
        source_id = unit_id(theirs.source, theirs.kind, theirs.context)
        words = words_of(source_id)
        ours, is_changed = units.get(theirs.id), False
        if ours is None or (words_of(theirs.id) != words and not _is_of_text(theirs, ours)):
            found = units.get(source_id) or units.get(by_words.get(words, ""))
            is_changed = found is None
            ours = found or ours or units.get(drafts.get(words, ""))
        if ours is None:
            is_awaited = awaited is None or words in awaited
            memos = [] if is_awaited else [record.get(source_id), record.get(theirs.id)]
            merged = _stray(replace(theirs, id=source_id), memos=[*filter(None, memos)])
            if merged.outcome is Outcome.TAKEN or merged.unit.comments:
                units[source_id] = merged.unit
                by_words.setdefault(words, source_id)
                added.append(merged.unit)
                comments[source_id] = tuple(map(line_digest, comment_lines(merged.unit)))
            merges.append(replace(merged, theirs=theirs))
            continue
        memo = record.get(ours.id)
        if lines := new_lines(ours, theirs, memo):
            comments[ours.id] = (*comments.get(ours.id, ()), *lines)
        if is_view and is_known(theirs, memo):
            units[ours.id] = with_comments(ours, theirs, memo)
            continue
        if is_changed:
            merged = _merged_changed(ours, theirs, record=record, origin=origin)
            merged = _with_conflicts(merged, theirs, memo)
        else:
            merged = merge(ours, theirs, memo=memo, origin=origin)
        units[ours.id] = merged.unit
        came = _came(theirs, memo)
        merges.append(replace(merged, came=came, ours=ours, theirs=theirs))
    told = {id: lines for id, lines in comments.items() if lines}
    return Taken(tuple(units.values()), tuple(merges), tuple(added), told)


def _is_of_text(theirs: Unit, ours: Unit) -> bool:
    """Tell whether *theirs* has the source of *ours*, where its context may have got lost."""
    return unit_id(theirs.source, ours.kind) == unit_id(ours.source, ours.kind)


def _came(theirs: Unit, memo: Memo | None) -> tuple[str, ...]:
    """Return the digests of all targets of *theirs*, those that lost a conflict there too."""
    others = (digest(each.target, each.state) for each in theirs.alternatives)
    return tuple(dict.fromkeys((*digests_of(theirs, restored(theirs, memo)), *others)))


def _stray(theirs: Unit, *, memos: Sequence[Memo]) -> Merge:
    """Return what becomes of a unit for a sentence that the store does not have."""
    known = tuple(line for memo in memos for line in memo.comments)
    bare = replace(theirs, notes=theirs.generated)
    unit = with_comments(bare, theirs, Memo(theirs.id, comments=known))
    is_older = any(is_known(theirs, memo) for memo in memos)
    if theirs.has_target and not is_older:
        return Merge(unit, Outcome.TAKEN, came=_came(theirs, None))
    return Merge(unit, Outcome.UNTOUCHED)


def _merged_changed(ours: Unit, theirs: Unit, *, record: Mapping[str, Memo], origin: str) -> Merge:
    """Merge a unit that came back with another source than *ours*: at best it is a draft."""
    ours = with_comments(ours, theirs, record.get(ours.id))
    if theirs.target is None or not theirs.has_target:
        return Merge(ours, Outcome.UNTOUCHED)
    memos = (record.get(each) for each in (ours.id, theirs.id))
    if any(is_known(theirs, memo) for memo in memos):
        return Merge(ours, Outcome.UNTOUCHED)
    if ours.target is not None and raw(ours.target) == raw(theirs.target):
        return Merge(ours, Outcome.SAME)
    draft = replace(theirs, state=State.INITIAL, previous=theirs.source)
    if ours.is_finished:
        return _conflict(ours, draft, origin)
    loser = None
    if ours.target is not None and ours.has_target:
        loser = Alternative(ours.target, ours.state, f"replaced by {origin}")
    return Merge(_with_target(ours, draft), Outcome.TAKEN, loser)


def is_known(unit: Unit, memo: Memo | None) -> bool:
    """Tell whether the target of *unit*, in its state, was once exported, or sent in before."""
    if memo is None or unit.target is None:
        return False
    now = digest(unit.target, restored(unit, memo).state)
    return now in memo.exported or now in memo.seen


# --- into the record ----------------------------------------------------------


def note_merges(record: Mapping[str, Memo], merges: Iterable[Merge]) -> dict[str, Memo]:
    """Return the record after *merges* were written into the store, and not exported."""
    memos = dict(record)
    for merged in merges:
        unit = merged.unit
        memo = memos.get(unit.id, Memo(unit.id))
        if merged.outcome is not Outcome.UNTOUCHED:
            # A conflict lasts as long as its comment, or alt-trans, which people delete.
            memo = with_alternatives(memo, unit.alternatives)
            memo = replace(memo, seen=tuple(dict.fromkeys((*memo.seen, *merged.came))))
        if merged.outcome is Outcome.TAKEN:
            memo = with_current(memo, unit)
        if memo != Memo(unit.id):
            memos[unit.id] = memo
    return memos


def keep_replaced(record: Mapping[str, Memo], merges: Iterable[Merge]) -> dict[str, Memo]:
    """Return the record with the targets that newer ones replaced in *merges*."""
    return with_replaced(
        record, ((merged.unit.id, merged.replaced) for merged in merges if merged.replaced)
    )


def with_replaced(
    record: Mapping[str, Memo], replaced: Iterable[tuple[str, Alternative]]
) -> dict[str, Memo]:
    """Return the record with the targets *replaced*, each with the id of its unit."""
    memos = dict(record)
    for id, other in replaced:
        memos[id] = with_alternatives(memos.get(id, Memo(id)), [other])
    return memos
