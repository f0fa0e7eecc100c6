"""A fresh article over what stood there: the work goes to the units of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from alihbahasa.model import Memo, State, Unit, plain, raw
from alihbahasa.reconciliation import comments
from alihbahasa.reconciliation.comments import with_comments
from alihbahasa.reconciliation.merging import without_line_ends
from alihbahasa.reconciliation.record import digest, words_of
from alihbahasa.reconciliation.recut import Cut, carry_over

#: How alike two sentences must be, 0 to 100, for one to be an edit of the other.
_ALIKE = 60.0

#: What a neighbour that stayed the same adds to that likeness.
_NEIGHBOUR = 10.0

#: How many candidates are compared in full with a new sentence.
_CANDIDATES = 20


def overlay(
    fresh: Sequence[Unit],
    stored: Sequence[Unit],
    *,
    record: Mapping[str, Memo] | None = None,
    cut: Cut | None = None,
) -> tuple[Unit, ...]:
    """Lay the work in *stored* over the units of the article as it is now.

    The units of *fresh* come first, in order.  One that is there unchanged,
    or that was retyped (a heading made a paragraph), keeps all; one that the
    rules cut otherwise than before gets its part of the work, or the work of
    its parts (see ``recut``; *cut* says how targets are cut and joined); one
    that was edited becomes a draft with the source that its target was written
    for; one that was edited back is finished again where the *record* knows it
    was.  Comments go to what became of their sentence, with work or without.
    What is left of *stored* and holds any work follows as obsolete, and
    comes back when its sentence does.
    """
    waiting = {unit.id: unit for unit in stored}
    found: list[Unit | None] = [_adopt(unit, waiting.pop(unit.id, None)) for unit in fresh]
    _same_words(fresh, found, waiting)
    _same_sentence(fresh, found, waiting)
    carried = carry_over(fresh, found, stored, waiting, cut=cut)
    _reverted(fresh, found, waiting, record=record or {})
    _edited(fresh, found, waiting, order=[unit.id for unit in stored], carried=carried)
    active = tuple(new or unit for new, unit in zip(found, fresh, strict=True))
    left = tuple(
        unit for unit in waiting.values() if unit.has_target or unit.comments or unit.alternatives
    )
    active, left = comments.settle(active, left, stored=stored)
    return active + tuple(
        replace(unit, obsolete=True, places=(), mentions=(), notes=unit.comments) for unit in left
    )


def _adopt(unit: Unit, old: Unit | None) -> Unit | None:
    """Return *unit* with all the work of *old*, or None where there is no *old*."""
    if old is None:
        return None
    return replace(
        unit,
        target=without_line_ends(old.target, unit.source),
        state=old.state,
        # gettext's tools leave the previous source on what they confirm.
        previous=old.previous if old.is_draft else None,
        alternatives=old.alternatives,
        notes=old.comments + unit.notes,
        plurals=old.plurals,
        matches=old.matches,
        max_length=old.max_length,
        origin=old.origin,
    )


def _same_words(fresh: Sequence[Unit], found: list[Unit | None], waiting: dict[str, Unit]) -> None:
    """Give a retyped unit the work it had under its other kind."""
    by_words = {words_of(old_id): old_id for old_id in reversed(waiting)}
    for index, unit in enumerate(fresh):
        old_id = by_words.get(words_of(unit.id))
        blank = found[index]
        if old_id in waiting and (blank is None or not blank.has_target):
            adopted = _adopt(unit, waiting.pop(old_id))
            found[index] = with_comments(adopted, blank, None) if adopted and blank else adopted


def _same_sentence(
    fresh: Sequence[Unit], found: list[Unit | None], waiting: dict[str, Unit]
) -> None:
    """Give a sentence whose context changed the work that was done on it, in their order.

    That happens when what stands before it was edited, and when settings
    begin or cease to keep its places apart.  Where several targets could be
    meant, each is a draft.
    """
    old: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in waiting.values():
        if unit.has_target and not unit.obsolete:
            old[raw(unit.source), unit.kind.suffix].append(unit)
    new: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(fresh):
        key = (raw(unit.source), unit.kind.suffix)
        if key in old and found[index] is None:
            new[key].append(index)
    for key, indices in new.items():
        units = old[key]
        is_sure = len({raw(unit.target or ()) for unit in units}) == 1
        for number, index in enumerate(indices):
            adopted = _adopt(fresh[index], units[min(number, len(units) - 1)])
            assert adopted is not None
            state = adopted.state if is_sure else State.INITIAL
            found[index] = replace(adopted, state=state)
        if is_sure:
            for unit in units:
                waiting.pop(unit.id)
        else:
            for unit in units[: len(indices)]:
                waiting.pop(unit.id)


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
    carried: Set[str],
) -> None:
    """Give an edited sentence, as a draft, the target of the one that it was.

    The likeliest pairs are taken first.  Candidates come from the rarest
    words that two sentences share, so that the cost does not grow with the
    product of old and new.
    """
    new = [index for index, unit in enumerate(found) if unit is None or not unit.has_target]
    old = [
        unit
        for unit in waiting.values()
        if unit.has_target and not unit.obsolete and unit.id not in carried
    ]
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
            adopted = with_comments(adopted, blank, None)
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
