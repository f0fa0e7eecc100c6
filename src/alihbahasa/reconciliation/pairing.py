"""Which text of an article became which, where its words changed: for comments, and for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from alihbahasa.model import Unit, plain

#: How alike two sentences are, 0 to 100, of which one became the other.
_ALIKE = 60.0

#: From how many characters on a sentence is the same that stands within another.
_TELLING = 12

#: How many sentences of a stretch, around the same place in it, one is compared with.
_CANDIDATES = 20


def homes(old: Sequence[Unit], new: Sequence[Unit]) -> dict[str, str]:
    """Return where the text of units went that were edited, split, merged or retyped, by their ids.

    It is looked for between the units that stand before and after it and
    stayed the same.  Several of *old* may have become one of *new*.
    """
    before = [unit for unit in old if not unit.obsolete]
    now = [unit for unit in new if not unit.obsolete]
    stayed = {unit.id for unit in before} & {unit.id for unit in now}
    found: dict[str, str] = {}
    for is_reversed in (False, True):
        gone = _stretches(before, stayed, is_reversed=is_reversed)
        come = _stretches(now, stayed, is_reversed=is_reversed)
        for key, units in gone.items():
            for number, unit in enumerate(units):
                if unit.id not in found and (there := come.get(key)):
                    at = number * len(there) // len(units)
                    few = there[max(at - _CANDIDATES // 2, 0) :][:_CANDIDATES]
                    if home := _likest(unit, few):
                        found[unit.id] = home.id
    return found


def _stretches(
    units: Sequence[Unit], stayed: set[str], *, is_reversed: bool
) -> dict[str, list[Unit]]:
    """Return the units that are not among *stayed*, by the last of those before or after them."""
    found: dict[str, list[Unit]] = defaultdict(list)
    key = ""
    for unit in reversed(units) if is_reversed else units:
        if unit.id in stayed:
            key = unit.id
        else:
            found[key].append(unit)
    return found


def _likest(unit: Unit, others: Sequence[Unit]) -> Unit | None:
    from rapidfuzz import fuzz

    text = plain(unit.source)
    best, most = None, _ALIKE
    for other in others:
        theirs = plain(other.source)
        one, whole = sorted((_bare(text), _bare(theirs)), key=len)
        is_part = len(one) >= _TELLING and one in whole
        likeness = 100.0 if is_part or one == whole else fuzz.ratio(text, theirs)
        if likeness > most or (likeness == most and best is None):
            best, most = other, likeness
    return best


def _bare(text: str) -> str:
    """Return *text* without white space, and without the point that a merged sentence loses."""
    return "".join(text.split()).rstrip(".")
