"""Reconciliation: fresh units, the record and what came back become one set of units.

Nothing that a translator wrote is dropped: a target, a comment or a losing
side of a conflict is, after every step here, in an active unit, in an
obsolete one, beside one as an alternative, or in the record.

Three-way merging asks one question of a target: was exactly this (target,
state) once exported, or sent in before?  If so it is untouched or older, and
what is newer wins.  Two that are news are a conflict; both are kept.
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
    unit_id,
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


def overlay(
    fresh: Sequence[Unit], stored: Sequence[Unit], *, record: Mapping[str, Memo] | None = None
) -> tuple[Unit, ...]:
    """Lay the work in *stored* over the units of the article as it is now.

    The units of *fresh* come first, in order.  One that is there unchanged,
    or that was retyped (a heading made a paragraph), keeps all; one that was
    edited becomes a draft with the source that its target was written for; one
    that was edited back is finished again where the *record* knows it was.
    What is left of *stored* and holds any work follows as obsolete, and comes
    back when its sentence does.
    """
    waiting = {unit.id: unit for unit in stored}
    found: list[Unit | None] = [_adopt(unit, waiting.pop(unit.id, None)) for unit in fresh]
    _same_words(fresh, found, waiting)
    _reverted(fresh, found, waiting, record=record or {})
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
        # gettext's tools leave the previous source on what they confirm.
        previous=old.previous if old.is_draft else None,
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
    by_words = {words_of(old_id): old_id for old_id in reversed(waiting)}
    for index, unit in enumerate(fresh):
        old_id = by_words.get(words_of(unit.id))
        blank = found[index]
        if old_id in waiting and (blank is None or not blank.has_target):
            adopted = _adopt(unit, waiting.pop(old_id))
            found[index] = _with_comments(adopted, blank, None) if adopted and blank else adopted


def _reverted(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    *,
    record: Mapping[str, Memo],
) -> None:
    """Give a sentence that is as it once was the target that was written for it.

    It is in the state that the target was last recorded in for just this
    sentence; what nobody had confirmed then is a draft still.
    """
    drafts = {
        raw(unit.previous): old_id
        for old_id, unit in waiting.items()
        if unit.previous is not None and unit.is_draft
    }
    for index, unit in enumerate(fresh):
        old_id = drafts.get(raw(unit.source))
        if found[index] is None and old_id in waiting:
            old = waiting.pop(old_id)
            adopted = _adopt(unit, old)
            assert adopted is not None
            state = _recorded_state(adopted, record.get(unit.id))
            found[index] = replace(adopted, previous=None, state=state)


def _recorded_state(unit: Unit, memo: Memo | None) -> State:
    """Return the highest state in which the record has the target of *unit*."""
    if memo is None or unit.target is None:
        return State.INITIAL
    known = {*memo.exported, memo.current}
    states = (state for state in reversed(State) if digest(unit.target, state) in known)
    return next(states, State.INITIAL)


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
    new = [index for index, unit in enumerate(found) if unit is None or not unit.has_target]
    old = [unit for unit in waiting.values() if unit.has_target and not unit.obsolete]
    if not new or not old:
        return
    from rapidfuzz import fuzz

    place = {old_id: index for index, old_id in enumerate(order)}
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
        blank = found[index]
        if (blank is not None and blank.has_target) or number in taken:
            continue
        taken.add(number)
        before = waiting.pop(old[number].id)
        adopted = _adopt(fresh[index], before)
        assert adopted is not None
        if blank is not None:
            adopted = _with_comments(adopted, blank, None)
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
    """A merged unit, what happened, and the target that was replaced, where there was one.

    *came* is the digest of the target that came back, in the state it has
    and in the one that its format told.
    """

    unit: Unit
    outcome: Outcome
    replaced: Alternative | None = None
    came: tuple[str, ...] = ()


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
    ours = _with_comments(ours, theirs, memo)
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
    if not is_news:
        return Merge(ours, Outcome.UNTOUCHED)
    if any(raw(other.target) == raw(theirs.target) for other in ours.alternatives):
        return Merge(ours, Outcome.CONFLICT)
    if digest(ours.target, ours.state) in known:
        loser = Alternative(ours.target, ours.state, f"replaced by {origin}")
        return Merge(_with_target(ours, theirs), Outcome.TAKEN, loser)
    return _conflict(ours, theirs, origin)


def _conflict(ours: Unit, theirs: Unit, origin: str) -> Merge:
    """Keep the target of *theirs* beside that of *ours*, once."""
    assert theirs.target is not None
    other = Alternative(theirs.target, theirs.state, origin)
    if not any(_same(other, each) for each in ours.alternatives):
        ours = replace(ours, alternatives=(*ours.alternatives, other))
    return Merge(ours, Outcome.CONFLICT)


def _same(one: Alternative, other: Alternative) -> bool:
    return raw(one.target) == raw(other.target) and one.state is other.state


def _with_target(ours: Unit, theirs: Unit) -> Unit:
    """Return *ours* with the target of *theirs*; a finished one was written for today's source."""
    previous = (theirs.previous or ours.previous) if theirs.state is State.INITIAL else None
    return replace(
        ours,
        target=_without_line_ends(theirs.target, ours.source),
        state=theirs.state,
        previous=previous,
        plurals=theirs.plurals or ours.plurals,
        origin=theirs.origin,
    )


def _with_comments(ours: Unit, theirs: Unit, memo: Memo | None) -> Unit:
    """Return *ours* with the lines of comments that are new in *theirs*."""
    known = set(memo.comments) if memo else set()
    known |= {_line_digest(line) for line in _comment_lines(ours)}
    added = []
    for note in theirs.comments:
        lines = [line for line in note.text.split("\n") if _line_digest(line) not in known]
        if lines:
            added.append(replace(note, text="\n".join(lines)))
    return replace(ours, notes=(*ours.comments, *added, *ours.generated)) if added else ours


def _comment_lines(unit: Unit) -> list[str]:
    return [line for note in unit.comments for line in note.text.split("\n")]


def _line_digest(line: str) -> str:
    data = line.strip().encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=4).hexdigest()


# --- files that came back -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """The *units* of the store after others were taken in, and what became of those.

    *merges* has the outcome of each that the store had; *added* are units
    with work for sentences that it did not have.
    """

    units: tuple[Unit, ...]
    merges: tuple[Merge, ...]
    added: tuple[Unit, ...]


def take_in(
    stored: Sequence[Unit],
    returned: Iterable[Unit],
    *,
    record: Mapping[str, Memo],
    origin: str,
    is_view: bool = False,
) -> Taken:
    """Merge the units *returned* in a file into those *stored*.

    A unit is found by its id, where that goes with its source; then by its
    source; then by the source that a draft was written for.  One whose source
    was changed on the way is never taken as finished.  What was exported into
    a *view* is not news there, even where ours is blank now.
    """
    units = {unit.id: unit for unit in stored}
    by_words: dict[str, str] = {}
    drafts: dict[str, str] = {}
    for unit in stored:
        by_words.setdefault(words_of(unit.id), unit.id)
        if unit.previous is not None:
            drafts[words_of(unit_id(unit.previous, unit.kind, unit.context))] = unit.id
    merges: list[Merge] = []
    added: list[Unit] = []
    for theirs in returned:
        source_id = unit_id(theirs.source, theirs.kind, theirs.context)
        words = words_of(source_id)
        ours, is_changed = units.get(theirs.id), False
        if ours is None or words_of(theirs.id) != words:
            found = units.get(source_id) or units.get(by_words.get(words, ""))
            is_changed = found is None
            ours = found or ours or units.get(drafts.get(words, ""))
        if ours is None:
            if theirs.has_target or theirs.comments:
                units[source_id] = replace(theirs, id=source_id)
                by_words.setdefault(words, source_id)
                added.append(units[source_id])
            continue
        memo = record.get(ours.id)
        if is_view and is_known(theirs, memo):
            units[ours.id] = _with_comments(ours, theirs, memo)
            continue
        merged = (
            _merged_changed(ours, theirs, record=record, origin=origin)
            if is_changed
            else merge(ours, theirs, memo=memo, origin=origin)
        )
        units[ours.id] = merged.unit
        merges.append(replace(merged, came=_digests_of(theirs, restored(theirs, memo))))
    return Taken(tuple(units.values()), tuple(merges), tuple(added))


def _merged_changed(ours: Unit, theirs: Unit, *, record: Mapping[str, Memo], origin: str) -> Merge:
    """Merge a unit that came back with another source than *ours*: at best it is a draft."""
    ours = _with_comments(ours, theirs, record.get(ours.id))
    if theirs.target is None or not theirs.has_target:
        return Merge(ours, Outcome.UNTOUCHED)
    memos = (record.get(each) for each in (ours.id, theirs.id))
    if any(is_known(theirs, memo) for memo in memos):
        return Merge(ours, Outcome.UNTOUCHED)
    if ours.target is not None and raw(ours.target) == raw(theirs.target):
        return Merge(ours, Outcome.SAME)
    if ours.is_finished:
        return _conflict(ours, theirs, origin)
    loser = None
    if ours.target is not None and ours.has_target:
        loser = Alternative(ours.target, ours.state, f"replaced by {origin}")
    draft = replace(theirs, state=State.INITIAL, previous=theirs.source)
    return Merge(_with_target(ours, draft), Outcome.TAKEN, loser)


def words_of(id: str) -> str:
    """Return the part of an id that follows from the words alone, without the kind."""
    return id.partition(".")[0]


def is_known(unit: Unit, memo: Memo | None) -> bool:
    """Tell whether the target of *unit*, in its state, was once exported, or sent in before."""
    if memo is None or unit.target is None:
        return False
    now = digest(unit.target, restored(unit, memo).state)
    return now in memo.exported or now in memo.seen


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
        lines = (_line_digest(line) for line in _comment_lines(unit))
        memos[unit.id] = replace(
            memo,
            exported=exported,
            current=current,
            state=unit.state,
            comments=tuple(dict.fromkeys((*memo.comments, *lines))),
        )
    return memos


def note_merges(record: Mapping[str, Memo], merges: Iterable[Merge]) -> dict[str, Memo]:
    """Return the record after *merges* were written into the store, and not exported."""
    memos = dict(record)
    for merged in merges:
        unit = merged.unit
        memo = memos.get(unit.id, Memo(unit.id))
        if merged.outcome is not Outcome.UNTOUCHED:
            memo = replace(memo, seen=tuple(dict.fromkeys((*memo.seen, *merged.came))))
        if merged.outcome is Outcome.TAKEN:
            memo = replace(memo, current=_digest_of(unit), state=unit.state)
        if memo != Memo(unit.id):
            memos[unit.id] = memo
    return memos


def _digests_of(*versions: Unit) -> tuple[str, ...]:
    found = (_digest_of(unit) for unit in versions)
    return tuple(dict.fromkeys(each for each in found if each))


def _digest_of(unit: Unit) -> str:
    return digest(unit.target, unit.state) if unit.target and unit.has_target else ""


def keep_replaced(record: Mapping[str, Memo], merges: Iterable[Merge]) -> dict[str, Memo]:
    """Return the record with the targets that newer ones replaced in *merges*."""
    memos = dict(record)
    for merged in merges:
        if merged.replaced is None:
            continue
        memo = memos.get(merged.unit.id, Memo(merged.unit.id))
        if not any(_same(merged.replaced, each) for each in memo.alternatives):
            memos[memo.id] = replace(memo, alternatives=(*memo.alternatives, merged.replaced))
    return memos
