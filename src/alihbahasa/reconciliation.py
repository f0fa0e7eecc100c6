"""Reconciliation: fresh units, the record and what came back become one set of units.

Nothing that a translator wrote is dropped: a target, a comment or a losing
side of a conflict is, after every step here, in an active unit, in an
obsolete one, or beside one as an alternative.

Three-way merging asks one question of a target: was exactly this (target,
state) once exported?  If so it is untouched or older, and what is newer wins.
Two that were never exported are a conflict; both are kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alihbahasa.model import (
    Alternative,
    Content,
    Memo,
    State,
    Unit,
    plain,
    raw,
)

#: How alike two sentences must be, 0 to 100, for one to be an edit of the other.
_ALIKE = 60.0

#: What a neighbour that stayed the same adds to that likeness.
_NEIGHBOUR = 10.0

#: How many candidates are compared in full with a new sentence.
_CANDIDATES = 20


def digest(target: Content, state: State) -> str:
    """Return the digest of a target and its state: 16 hexadecimal characters of BLAKE2."""
    text = f"{state.value}\x00{raw(target)}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# --- a fresh article over what stood there ------------------------------------


def overlay(fresh: Sequence[Unit], stored: Sequence[Unit]) -> tuple[Unit, ...]:
    """Lay the work in *stored* over the units of the article as it is now.

    The units of *fresh* come first, in order.  One that is there unchanged,
    or that was retyped (a heading made a paragraph), keeps all; one that was
    edited becomes a draft with the source that its target was written for.
    What is left of *stored* and holds any work follows as obsolete, and comes
    back when its sentence does.
    """
    waiting = {unit.id: unit for unit in stored}
    found: list[Unit | None] = [_adopt(unit, waiting.pop(unit.id, None)) for unit in fresh]
    _same_words(fresh, found, waiting)
    _reverted(fresh, found, waiting)
    _edited(fresh, found, waiting, order=[unit.id for unit in stored])
    active = tuple(new or unit for new, unit in zip(found, fresh, strict=True))
    left = tuple(
        replace(unit, obsolete=True, places=(), mentions=(), notes=unit.comments)
        for unit in waiting.values()
        if unit.has_target or unit.comments or unit.alternatives
    )
    return active + left


def _adopt(unit: Unit, old: Unit | None) -> Unit | None:
    """Return *unit* with all the work of *old*, or None where there is no *old*."""
    if old is None:
        return None
    return replace(
        unit,
        target=_without_line_ends(old.target, unit.source),
        state=old.state,
        previous=old.previous,
        alternatives=old.alternatives,
        notes=old.comments + unit.notes,
        plurals=old.plurals,
        matches=old.matches,
        origin=old.origin,
    )


def _without_line_ends(target: Content | None, source: Content) -> Content | None:
    """Return *target* without the line ends at its end that *source* does not have.

    Filters and editors add them; gettext refuses a pair that is not alike in
    this, and the white space after a sentence is the article's.
    """
    if not target or raw(source).endswith(("\n", "\r")) or not isinstance(target[-1], str):
        return target
    last = target[-1].rstrip("\r\n")
    return (*target[:-1], last) if last or len(target) == 1 else target[:-1]


def _same_words(fresh: Sequence[Unit], found: list[Unit | None], waiting: dict[str, Unit]) -> None:
    """Give a retyped unit the work it had under its other kind."""
    by_words = {unit_id.partition(".")[0]: unit_id for unit_id in reversed(waiting)}
    for index, unit in enumerate(fresh):
        old_id = by_words.get(unit.id.partition(".")[0])
        if found[index] is None and old_id in waiting:
            found[index] = _adopt(unit, waiting.pop(old_id))


def _reverted(fresh: Sequence[Unit], found: list[Unit | None], waiting: dict[str, Unit]) -> None:
    """Give a sentence that is as it once was the target that was written for it."""
    drafts = {
        raw(unit.previous): unit_id
        for unit_id, unit in waiting.items()
        if unit.previous is not None and unit.is_draft
    }
    for index, unit in enumerate(fresh):
        old_id = drafts.get(raw(unit.source))
        if found[index] is None and old_id in waiting:
            old = waiting.pop(old_id)
            adopted = _adopt(unit, old)
            assert adopted is not None
            found[index] = replace(adopted, previous=None, state=State.TRANSLATED)


def _edited(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    *,
    order: Sequence[str],
) -> None:
    """Give an edited sentence, as a draft, the target of the one that it was.

    The likeliest pairs are taken first.  Candidates come from the rarest
    words that two sentences share, so that the cost does not grow with the
    product of old and new.
    """
    new = [index for index, unit in enumerate(found) if unit is None]
    old = [unit for unit in waiting.values() if unit.has_target and not unit.obsolete]
    if not new or not old:
        return
    from rapidfuzz import fuzz

    place = {unit_id: index for index, unit_id in enumerate(order)}
    postings: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(old):
        for word in set(plain(unit.source).casefold().split()):
            postings[word].append(number)
    pairs: list[tuple[float, int, int]] = []
    for index in new:
        text = plain(fresh[index].source)
        shared: dict[int, float] = defaultdict(float)
        words = sorted(
            set(text.casefold().split()) & postings.keys(), key=lambda word: len(postings[word])
        )
        for word in words[:_CANDIDATES]:
            for number in postings[word][:_CANDIDATES]:
                shared[number] += 1 / len(postings[word])
        likely = sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]
        for number in likely:
            score = fuzz.ratio(text, plain(old[number].source))
            score += _NEIGHBOUR * _common_neighbours(fresh, index, order, place[old[number].id])
            if score >= _ALIKE:
                pairs.append((-score, index, number))
    taken: set[int] = set()
    for _, index, number in sorted(pairs):
        if found[index] is not None or number in taken:
            continue
        taken.add(number)
        before = waiting.pop(old[number].id)
        adopted = _adopt(fresh[index], before)
        assert adopted is not None
        previous = before.source if before.previous is None else before.previous
        found[index] = replace(adopted, previous=previous, state=State.INITIAL)


def _common_neighbours(
    fresh: Sequence[Unit], index: int, order: Sequence[str], old_index: int
) -> int:
    """Count the neighbours, 0 to 2, that a new and an old sentence have in common."""
    count = 0
    for step in (-1, 1):
        near, far = index + step, old_index + step
        if 0 <= near < len(fresh) and 0 <= far < len(order):
            count += fresh[near].id == order[far]
    return count


# --- three-way merging --------------------------------------------------------


class Outcome(StrEnum):
    """What became of a unit that came back."""

    UNTOUCHED = "untouched"
    SAME = "same"
    TAKEN = "taken"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged unit, what happened, and the target that was replaced, where it was finished."""

    unit: Unit
    outcome: Outcome
    replaced: Alternative | None = None


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
    conflict.  Blank never beats what is written; comments of both are kept.
    """
    theirs = restored(theirs, memo)
    ours = _with_comments(ours, theirs)
    known = memo.exported if memo else ()
    if theirs.target is None or not theirs.has_target:
        return Merge(ours, Outcome.UNTOUCHED)
    if ours.target is None or not ours.has_target:
        return Merge(_with_target(ours, theirs), Outcome.TAKEN)
    is_news = digest(theirs.target, theirs.state) not in known
    if raw(ours.target) == raw(theirs.target):
        ours_is_news = digest(ours.target, ours.state) not in known
        higher = theirs.state.rank > ours.state.rank
        if is_news and theirs.state is not ours.state and (higher or not ours_is_news):
            return Merge(_with_target(ours, theirs), Outcome.TAKEN)
        return Merge(ours, Outcome.SAME if is_news else Outcome.UNTOUCHED)
    if not is_news:
        return Merge(ours, Outcome.UNTOUCHED)
    if digest(ours.target, ours.state) in known:
        loser = Alternative(ours.target, ours.state, f"replaced by {origin}")
        return Merge(_with_target(ours, theirs), Outcome.TAKEN, loser if ours.is_finished else None)
    other = Alternative(theirs.target, theirs.state, origin)
    if any(_same(other, each) for each in ours.alternatives):
        return Merge(ours, Outcome.CONFLICT)
    return Merge(replace(ours, alternatives=(*ours.alternatives, other)), Outcome.CONFLICT)


def _same(one: Alternative, other: Alternative) -> bool:
    return raw(one.target) == raw(other.target) and one.state is other.state


def _with_target(ours: Unit, theirs: Unit) -> Unit:
    """Return *ours* with the target of *theirs*; a finished one was written for today's source."""
    previous = ours.previous if theirs.state is State.INITIAL else None
    return replace(
        ours,
        target=_without_line_ends(theirs.target, ours.source),
        state=theirs.state,
        previous=previous,
        plurals=theirs.plurals or ours.plurals,
        origin=theirs.origin,
    )


def _with_comments(ours: Unit, theirs: Unit) -> Unit:
    """Return *ours* with the comments of *theirs* that it does not have."""
    there = {note.text for note in ours.comments}
    added = tuple(note for note in theirs.comments if note.text not in there)
    return replace(ours, notes=added + ours.notes) if added else ours


def merged_views(
    stored: Sequence[Unit],
    views: Iterable[tuple[str, Sequence[Unit]]],
    record: Mapping[str, Memo],
) -> tuple[tuple[Unit, ...], dict[str, Alternative]]:
    """Take into *stored* the work in its *views* that no export wrote there.

    Each view comes with the name for its side of a conflict.  Return the
    units, and by id the finished targets that were replaced.
    """
    units = {unit.id: unit for unit in stored}
    replaced: dict[str, Alternative] = {}
    for origin, view in views:
        for theirs in view:
            memo = record.get(theirs.id)
            theirs = restored(theirs, memo)
            if _is_known(theirs, memo):
                continue
            if theirs.id not in units:
                if theirs.has_target or theirs.comments:
                    units[theirs.id] = theirs
                continue
            outcome = merge(units[theirs.id], theirs, memo=memo, origin=origin)
            units[theirs.id] = outcome.unit
            if outcome.replaced:
                replaced[theirs.id] = outcome.replaced
    return tuple(units.values()), replaced


def _is_known(unit: Unit, memo: Memo | None) -> bool:
    """Tell whether the target of *unit*, in its state, was once exported."""
    return (
        memo is not None
        and unit.target is not None
        and digest(unit.target, unit.state) in memo.exported
    )


# --- the record ---------------------------------------------------------------


def remember(record: Mapping[str, Memo], units: Iterable[Unit]) -> dict[str, Memo]:
    """Return the record after *units* were exported."""
    memos = dict(record)
    for unit in units:
        memo = memos.get(unit.id, Memo(unit.id))
        current = _digest_of(unit)
        written = [digest(other.target, other.state) for other in unit.alternatives]
        written += [current] if current else []
        exported = (*(each for each in memo.exported if each not in written), *written)
        memos[unit.id] = replace(memo, exported=exported, current=current, state=unit.state)
    return memos


def note_states(record: Mapping[str, Memo], units: Iterable[Unit]) -> dict[str, Memo]:
    """Return the record after *units* were written into the store, and not exported."""
    memos = dict(record)
    for unit in units:
        memo = memos.get(unit.id, Memo(unit.id))
        memos[unit.id] = replace(memo, current=_digest_of(unit), state=unit.state)
    return memos


def _digest_of(unit: Unit) -> str:
    return digest(unit.target, unit.state) if unit.target and unit.has_target else ""


def keep_replaced(
    record: Mapping[str, Memo], replaced: Mapping[str, Alternative]
) -> dict[str, Memo]:
    """Return the record with the finished targets that newer ones *replaced*."""
    memos = dict(record)
    for unit_id, other in replaced.items():
        memo = memos.get(unit_id, Memo(unit_id))
        if not any(_same(other, each) for each in memo.alternatives):
            memos[unit_id] = replace(memo, alternatives=(*memo.alternatives, other))
    return memos
