"""A fresh article over what stood there: the work goes to the units of today.

Old and new sentences are aligned over the whole article in passes, the surest
first; each takes what it explains out of both sides:

1. the same sentence, wherever it moved, and whatever its block is now;
2. the same words with other quotation marks;
3. the same text, cut otherwise by the rules (``recut``);
4. a sentence that is as it was before an edit;
5. edits, splits and merges, by likeness and neighbours (``edits``).

What a pass gives as finished work is a translation of just these words; all
that the last one gives is a draft.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from alihbahasa.model import Alternative, Memo, State, Unit, raw
from alihbahasa.patterns import late_re
from alihbahasa.reconciliation import comments
from alihbahasa.reconciliation.codes import recoded
from alihbahasa.reconciliation.comments import with_beside
from alihbahasa.reconciliation.edits import lay_edited
from alihbahasa.reconciliation.fate import Fate, Fates
from alihbahasa.reconciliation.merging import without_line_ends
from alihbahasa.reconciliation.record import digest, words_of
from alihbahasa.reconciliation.recut import Cut, carry_over
from alihbahasa.records import dataclass

_QUOTES = late_re("''|``|,,|[\"'`´\u00ab\u00bb\u2018-\u201f\u2039\u203a\u300c-\u300f\uff02\uff07]")
#: Those that are feet and minutes behind a number, where the double ones are inches and seconds.
_SINGLE = frozenset("'`´\u2018\u2019\u201a\u201b\u2039\u203a\uff07")


@dataclass(frozen=True, slots=True)
class Overlay:
    """The *units* of an article as it is now, then the obsolete ones.

    *replaced* are finished targets that newer work for the same
    text took the place of, by the id of the unit: the record keeps them.
    """

    units: tuple[Unit, ...]
    fates: Fates
    replaced: tuple[tuple[str, Alternative], ...] = ()


def overlay(
    fresh: Sequence[Unit],
    stored: Sequence[Unit],
    *,
    record: Mapping[str, Memo] | None = None,
    cut: Cut | None = None,
    late: Set[str] = frozenset(),
) -> Overlay:
    """Lay the work in *stored* over the units of the article as it is now.

    The units of *fresh* come first, in order.  One that is there unchanged,
    that was retyped (a heading made a paragraph), or that has other quotation
    marks, keeps all; one that the rules cut otherwise than before gets its
    part of the work, or the work of its parts (*cut* says how targets are cut
    and joined); one that was edited, split or merged becomes a draft with the
    source that its target was written for; one that was edited back is
    finished again where the *record* knows it was.  Comments go to what became
    of their sentence, with work or without.  *late* are the ids of stored units
    that came back after their sentence had left the article.  What is left of *stored* and holds
    any work follows as obsolete, and comes back when its sentence does.
    """
    if not stored:
        return Overlay(tuple(fresh), Fates({unit.id: Fate.INSERTED for unit in fresh}))
    waiting = {unit.id: unit for unit in stored}
    fates = Fates()
    found: list[Unit | None] = []
    for unit in fresh:
        old = waiting.pop(unit.id, None)
        if old is not None and old.obsolete:
            fates.of[unit.id] = Fate.RETURNED
        found.append(None if old is None else _adopt(unit, old))
    _moved(fresh, stored, found, fates)
    _same_words(fresh, found, waiting, fates)
    _same_sentence(fresh, found, waiting, fates, key=_raw_source, fate=None)
    _same_sentence(fresh, found, waiting, fates, key=_unquoted, fate=Fate.RESTYLED)
    replaced: list[tuple[str, Alternative]] = []
    carried = carry_over(fresh, found, stored, waiting, fates, replaced, cut=cut)
    _reverted(fresh, found, waiting, fates, record=record or {})
    lay_edited(
        fresh,
        found,
        waiting,
        fates,
        order=[unit.id for unit in stored],
        late=late,
        carried=carried,
        separator=cut.separator if cut else " ",
        adopt=_adopt,
    )
    for unit, new in zip(fresh, found, strict=True):
        if new is None:
            fates.of.setdefault(unit.id, Fate.INSERTED)
    for unit in waiting.values():
        if not unit.obsolete and unit.id not in fates.went:
            fates.of[unit.id] = Fate.DELETED
    active, left = comments.settle(
        tuple(new or unit for new, unit in zip(found, fresh, strict=True)),
        [unit for unit in waiting.values() if _has_work(unit)],
        went=fates.went,
    )
    obsolete = (
        replace(unit, obsolete=True, places=(), mentions=(), notes=unit.comments) for unit in left
    )
    return Overlay((*active, *obsolete), fates, tuple(replaced))


def _has_work(unit: Unit) -> bool:
    return unit.has_target or bool(unit.comments or unit.alternatives)


def _raw_source(unit: Unit) -> str:
    """Return the source of *unit* as it stands in the article."""
    return raw(unit.source)


def _unquoted(unit: Unit) -> str:
    """Return the source of *unit* with quotation marks and apostrophes of one form."""
    text = raw(unit.source)

    def plainly(mark: re.Match[str]) -> str:
        is_measure = text[mark.start() - 1 : mark.start()].isdecimal() and mark[0] in _SINGLE
        return "'" if is_measure else '"'

    return " ".join(_QUOTES.sub(plainly, text).split())


def _adopt(unit: Unit, old: Unit) -> Unit:
    """Return *unit* with all the work of *old*."""
    target = without_line_ends(old.target, unit.source)
    return replace(
        unit,
        target=target,
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


def _moved(
    fresh: Sequence[Unit],
    stored: Sequence[Unit],
    found: Sequence[Unit | None],
    fates: Fates,
) -> None:
    """Note which units stand elsewhere among those that stayed: the fewest that explain the order.

    They are all but a longest increasing run of old places.
    """
    places = {unit.id: place for place, unit in enumerate(stored) if not unit.obsolete}
    kept = [
        (places[unit.id], unit.id)
        for unit, new in zip(fresh, found, strict=True)
        if new is not None and unit.id in places
    ]
    if all(one < other for one, other in pairwise(kept)):
        return
    ends: list[int] = []
    lengths: list[int] = []
    for place, _ in kept:
        length = bisect_right(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    wanted = len(ends) - 1
    for (_, id), length in zip(reversed(kept), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            fates.of[id] = Fate.MOVED


def _same_words(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    fates: Fates,
) -> None:
    """Give a retyped unit the work it had under its other kind."""
    by_words = {words_of(old_id): old_id for old_id in reversed(waiting)}
    for index, unit in enumerate(fresh):
        old_id = by_words.get(words_of(unit.id))
        blank = found[index]
        if old_id in waiting and (blank is None or not blank.has_target):
            fates.note(Fate.RETYPED, old_id, unit.id)
            adopted = _adopt(unit, waiting.pop(old_id))
            found[index] = with_beside(adopted, blank)


def _same_sentence(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    fates: Fates,
    *,
    key: Callable[[Unit], str],
    fate: Fate | None,
) -> None:
    """Give sentences that are equal by *key* the work that was done on them, in their order.

    That happens when what stands before one was edited, when settings begin or
    cease to keep its places apart, and when its quotation marks change.  Where
    several targets could be meant, each is a draft.
    """
    old: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in waiting.values():
        if unit.has_target and not unit.obsolete:
            old[key(unit), unit.kind.suffix].append(unit)
    if not old:
        return
    new: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(fresh):
        if found[index] is None and (words := (key(unit), unit.kind.suffix)) in old:
            new[words].append(index)
    for words, indices in new.items():
        units = old[words]
        is_sure = len({raw(unit.target or ()) for unit in units}) == 1
        for number, index in enumerate(indices):
            adopted = _adopt(fresh[index], units[min(number, len(units) - 1)])
            state = adopted.state if is_sure else State.INITIAL
            found[index] = replace(
                adopted, target=recoded(adopted.target or (), adopted.source), state=state
            )
        if is_sure and len(units) > len(indices):
            # What stood at other places of the sentence goes to the last that there is.
            last, others = indices[-1], units[len(indices) :]
            state = min((each.state for each in others), key=lambda each: each.rank)
            kept = found[last]
            assert kept is not None
            found[last] = with_beside(
                replace(kept, state=min(kept.state, state, key=lambda each: each.rank)), *others
            )
        for unit in units if is_sure else units[: len(indices)]:
            waiting.pop(unit.id)
            fates.note(fate, unit.id, *(fresh[index].id for index in indices))


def _reverted(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    fates: Fates,
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
            adopted = _adopt(unit, waiting.pop(old_id))
            state = recorded_state(adopted, record.get(unit.id))
            found[index] = replace(adopted, previous=None, state=state)
            fates.note(Fate.RETURNED, old_id, unit.id)


def recorded_state(unit: Unit, memo: Memo | None) -> State:
    """Return the state in which the target of *unit* stood last, as *memo* has it."""
    if memo is None or unit.target is None:
        return State.INITIAL
    is_current = digest(unit.target, memo.state) == memo.current
    return memo.state if is_current else State.INITIAL
