"""Sentences that the rules cut otherwise than before, while the text is the same.

One unit may have become two, or two one: the settings or the rules of the
language changed, or a line was typed anew.  What was translated is the same
text still, so the work stays as finished as it was: targets of parts are
joined, and a target is cut where it has as many sentences as its source has
now.  The article that is built of them is the same.  Where a target cannot be
cut so, each part gets all of it, as a draft.

The units of before stay in the file as obsolete, and are there when the
rules change back; what was written meanwhile is newer, and goes before what
they hold.

So it is with what comes back: a file that was sent out under other rules, or
whose segments a translator's program has split or merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from alihbahasa.model import (
    EMPTY_TARGET,
    Alternative,
    Code,
    Content,
    State,
    Unit,
    joined,
    raw,
    unit_id,
)
from alihbahasa.reconciliation.comments import of_another_source, with_beside
from alihbahasa.reconciliation.fate import Fate, Fates
from alihbahasa.reconciliation.record import words_of

#: How many characters of a sentence find it again.
_PREFIX = 12

#: How many sentences one may be made of.
_MOST_PARTS = 64


class Cut(NamedTuple):
    """How targets are cut into sentences and joined, by the rules of their language."""

    pieces: Callable[[Content], tuple[Content, ...]]
    separator: str


def carry_over(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    stored: Sequence[Unit],
    waiting: Mapping[str, Unit],
    fates: Fates,
    replaced: list[tuple[str, Alternative]],
    *,
    cut: Cut | None,
) -> set[str]:
    """Fill *found*, by index of *fresh*, where the text is one that was cut otherwise.

    *waiting* are the *stored* units that today's article does not have.  A unit
    that was obsolete and is back gives way to the work of those that stood for
    it until now; what it held goes to *replaced*.  Returns the ids of those
    whose work was carried over.
    """
    if cut is None:
        return set()
    gone = [unit for unit in waiting.values() if unit.has_target and not unit.obsolete]
    if not gone:
        return set()
    open_units = [
        index
        for index, unit in enumerate(found)
        if unit is None or not unit.has_target or fates.of.get(unit.id) is Fate.RETURNED
    ]
    carried: set[str] = set()
    before = _Texts(unit for unit in stored if unit.has_target and not unit.obsolete)

    def fill(index: int, unit: Unit) -> bool:
        """Let *unit* be what is found for *index*, where that is news, and tell whether it is."""
        there = found[index]
        if there is not None and there.has_target:
            target = raw(there.target or ())
            if not unit.is_finished or squeezed(target) == squeezed(raw(unit.target or ())):
                return False
            replaced.append((unit.id, Alternative((target,), there.state, "before the rules")))
            unit = with_beside(unit, there)
        found[index] = unit
        fates.of[unit.id] = Fate.RECUT
        return True

    for index in open_units:
        parts = before.parts_of(fresh[index])
        if len(parts) > 1 and any(part.id in waiting for part in parts):
            fill(index, _joined(fresh[index], found[index], parts, cut))
            for part in parts:
                if part.id in waiting:
                    carried.add(part.id)
                    fates.note(None, part.id, fresh[index].id)
    now = _Texts(fresh)
    places = {unit.id: index for index, unit in enumerate(fresh)}
    for old in gone:
        halves = now.parts_of(old) if old.id not in carried else ()
        if len(halves) < 2:
            continue
        fates.note(None, old.id, *(half.id for half in halves))
        shares = _shares(old, len(halves), cut)
        beside = [of_another_source(old)]
        for half, (target, state, previous) in zip(halves, shares, strict=True):
            index = places[half.id]
            taken = found[index]
            is_back = fates.of.get(half.id) is Fate.RETURNED
            if taken is not None and taken.has_target and not is_back:
                continue
            if fill(index, with_work(half, taken, target, state, previous, beside)):
                beside = []
            carried.add(old.id)
    return carried


def squeezed(text: str) -> str:
    """Return *text* without any white space: two cuts of one text agree in this."""
    return "".join(text.split())


class _Texts:
    """Units, found by the text that they begin with."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_prefix: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        self._lengths: set[int] = set()
        for unit in units:
            if text := squeezed(raw(unit.source)):
                prefix = text[:_PREFIX]
                self._by_prefix[prefix].append((text, unit))
                self._lengths.add(len(prefix))

    def parts_of(self, whole: Unit) -> tuple[Unit, ...]:
        """Return other units whose texts join to that of *whole*; () where there are none."""
        text = squeezed(raw(whole.source))
        # Where each way of going on from an offset has been tried, none is tried again.
        tried: set[int] = set()
        path: list[tuple[int, Unit]] = []
        ways = [self._at(text, 0, whole)]
        while ways:
            step = next(ways[-1], None)
            if step is None:
                ways.pop()
                if path:
                    path.pop()
                continue
            end, unit = step
            if end == len(text):
                return (*(each for _, each in path), unit)
            if end in tried or len(path) >= _MOST_PARTS:
                continue
            tried.add(end)
            path.append((end, unit))
            ways.append(self._at(text, end, whole))
        return ()

    def _at(self, text: str, at: int, whole: Unit) -> Iterator[tuple[int, Unit]]:
        """Yield the units that *text* goes on with at *at*, and where they end; long ones first."""
        known: list[tuple[str, Unit]] = []
        for length in self._lengths:
            known += self._by_prefix.get(text[at : at + length], ())
        for part, unit in sorted(known, key=lambda each: -len(each[0])):
            if unit.id != whole.id and text.startswith(part, at):
                yield at + len(part), unit


def _joined(unit: Unit, blank: Unit | None, parts: Sequence[Unit], cut: Cut) -> Unit:
    """Return *unit* with the targets of its *parts* as one."""
    target = joined_targets(parts, cut.separator)
    state = min((part.state for part in parts), key=lambda each: each.rank)
    is_edited = any(part.previous is not None for part in parts)
    previous = None
    if state is State.INITIAL and is_edited:
        sources: list[str | Code] = []
        for part in parts:
            sources += ([" "] if sources else []) + list(part.previous or part.source)
        previous = joined(sources)
    return with_work(unit, blank, target, state, previous, map(of_another_source, parts))


def joined_targets(parts: Iterable[Unit], separator: str) -> Content:
    """Return the targets of *parts* as one; those that are deliberately empty add nothing."""
    targets = [part.target or () for part in parts if part.has_target]
    written = [target for target in targets if raw(target) != EMPTY_TARGET]
    pieces: list[str | Code] = []
    for target in written:
        pieces += ([separator] if pieces else []) + list(target)
    return joined(pieces) if written else (EMPTY_TARGET,)


def _shares(old: Unit, count: int, cut: Cut) -> list[tuple[Content, State, Content | None]]:
    """Return what each of *count* parts of *old* gets: target, state and previous source."""
    target = old.target or ()
    if raw(target) == EMPTY_TARGET:
        return [(target, old.state, None)] * count
    pieces = cut.pieces(target)
    if len(pieces) == count and not any(isinstance(part, Code) for part in target):
        return [(piece, old.state, None) for piece in pieces]
    return [(target, State.INITIAL, old.previous or old.source)] * count


def with_work(
    unit: Unit,
    blank: Unit | None,
    target: Content,
    state: State,
    previous: Content | None,
    beside: Iterable[Unit],
) -> Unit:
    """Return *unit* with a target, and with what stands beside *blank* and the units *beside*."""
    made = replace(unit, target=target, state=state, previous=previous)
    return with_beside(made, blank, *beside)


# --- what comes back ------------------------------------------------------------


def fitted(
    returned: Sequence[Unit],
    fresh: Sequence[Unit],
    *,
    cut: Cut,
    is_news: Callable[[Unit], bool],
) -> tuple[tuple[Unit, ...], int]:
    """Return the units *returned* in a file as units of *fresh*, and how many were not before.

    Several whose sources join to one of the article are joined, one that covers
    several is cut.  What is no news stays as it is, and so does what fits
    nowhere.
    """
    today = {_identity(unit) for unit in fresh}
    texts = {unit.id: squeezed(raw(unit.source)) for unit in fresh}
    others = {
        unit.id: unit
        for unit in returned
        if unit.has_target
        and not unit.obsolete
        and _identity(unit) not in today
        and texts.get(unit.id) != squeezed(raw(unit.source))
    }
    if not others:
        return tuple(returned), 0
    there = _Texts(unit for unit in returned if unit.has_target and not unit.obsolete)
    made: list[Unit] = []
    used: set[str] = set()
    for unit in fresh:
        parts = there.parts_of(unit)
        if any(part.id in others for part in parts) and any(map(is_news, parts)):
            made.append(_joined(unit, None, parts, cut))
            used |= {part.id for part in parts}
    now = _Texts(fresh)
    for whole in others.values():
        halves = now.parts_of(whole) if whole.id not in used and is_news(whole) else ()
        shares = _shares(whole, len(halves), cut) if halves else []
        beside = [of_another_source(whole)]
        for half, (target, state, previous) in zip(halves, shares, strict=True):
            made.append(with_work(half, None, target, state, previous, beside))
            beside = []
            used.add(whole.id)
    kept = (unit for unit in returned if unit.id not in used or unit.id not in others)
    return (*kept, *made), len(used & others.keys())


def _identity(unit: Unit) -> str:
    """Return what of an id follows from the words; those of a file may be anything."""
    return words_of(unit_id(unit.source, unit.kind, unit.context))
