"""Sentences that were edited, split or merged: their targets are drafts of what is there now.

Of each new sentence some old ones are looked at, those that share its rarest
words, so that the cost does not grow with the product of old and new.  What
explains most is taken first: an edit pairs one with one, a split one old with
neighbours, a merge neighbours with one new.  Neighbours that stayed the same
speak for a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from alihbahasa.model import Content, State, Unit, joined, plain
from alihbahasa.reconciliation.comments import of_another_source, with_beside
from alihbahasa.reconciliation.fate import Fate, Fates
from alihbahasa.reconciliation.recut import joined_targets, with_work
from alihbahasa.records import dataclass

#: How alike two sentences must be, 0 to 100, for one to be an edit of the other.
_ALIKE = 60.0

#: How alike they must be for the old one to be gone.  One that is less so stays in the
#: file as obsolete beside the draft: the new sentence may be another one.
_SAME = 75.0

#: What a neighbour that stayed the same adds to that likeness.
_NEIGHBOUR = 10.0

#: How much more alike parts must be together than the best of them alone.
_MARGIN = 4.0

#: Which part of its words a half must share with the whole.
_CONTAINED = 0.6

#: How many parts a sentence is split into, or merged of, at most.
_PARTS = 4

#: How many candidates are compared in full with a new sentence.
_CANDIDATES = 20

#: How many of its words, the rarest, find them: a long one may have been merged of several.
_WORDS = 60

#: The length of words, on average, that no language with spaces reaches.
_WORD_LENGTH = 12

#: How much of a sentence is compared: a longer one is known by its beginning.
_LONGEST = 5_000


@dataclass(frozen=True, slots=True, order=True)
class _Pair:
    """Sentences that belong together: indices of *new* ones, numbers of *old* ones.

    *rank* sorts the likeliest first; *likeness* is that of the texts alone.
    """

    rank: float
    new: tuple[int, ...]
    old: tuple[int, ...]
    likeness: float


def is_same_sentence(before: str, now: str) -> bool:
    """Tell whether *now* is *before* after an edit, and not another sentence."""
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(before[:_LONGEST], now[:_LONGEST]) >= _SAME)


def lay_edited(
    fresh: Sequence[Unit],
    found: list[Unit | None],
    waiting: dict[str, Unit],
    fates: Fates,
    *,
    order: Sequence[str],
    late: Set[str],
    carried: Set[str],
    separator: str,
    adopt: Callable[[Unit, Unit], Unit],
) -> None:
    """Fill *found*, by index of *fresh*, with drafts from the units *waiting* for a sentence.

    *order* are the ids of all units of before; *carried* those whose work has
    gone elsewhere.  A sentence that stood beside the old one before is no edit
    of it, unless the old one came *late*.  Targets that are merged get
    *separator* between them.
    """
    new = [index for index, unit in enumerate(found) if unit is None or not unit.has_target]
    old = [unit for unit in waiting.values() if not unit.obsolete and unit.id not in carried]
    if not new or not old:
        return
    place = {id: index for index, id in enumerate(order)}
    old.sort(key=lambda unit: place[unit.id])
    pairs = _pairs(fresh, new, old, order=order, place=place, late=late)
    used_new: set[int] = set()
    used_old: set[int] = set()
    for pair in sorted(pairs):
        if not used_new.isdisjoint(pair.new) or not used_old.isdisjoint(pair.old):
            continue
        used_new.update(pair.new)
        used_old.update(pair.old)
        before = [old[number] for number in pair.old]
        fate = Fate.MERGED if len(before) > 1 else Fate.SPLIT if len(pair.new) > 1 else Fate.EDITED
        for unit in before:
            fates.note(fate, unit.id, *(fresh[index].id for index in pair.new))
        if not any(unit.has_target for unit in before):
            continue
        if fate is Fate.EDITED:
            index = pair.new[0]
            found[index] = _edited(fresh[index], found[index], before[0], adopt)
            if pair.likeness >= _SAME:
                del waiting[before[0].id]
            continue
        target = joined_targets(before, separator)
        previous = _joined_sources(before)
        beside = [of_another_source(unit) for unit in before]
        for index in pair.new:
            found[index] = with_work(
                fresh[index], found[index], target, State.INITIAL, previous, beside
            )
            # What was said of the whole is said once.
            beside = []


def _edited(
    unit: Unit, blank: Unit | None, before: Unit, adopt: Callable[[Unit, Unit], Unit]
) -> Unit:
    """Return *unit* as a draft with the work of *before*, and the comments it has already."""
    adopted = with_beside(of_another_source(adopt(unit, before)), blank)
    previous = before.source if before.previous is None else before.previous
    return replace(adopted, previous=previous, state=State.INITIAL)


def _joined_sources(units: Sequence[Unit]) -> Content:
    parts = [
        part
        for number, unit in enumerate(units)
        for part in ((" ",) if number else ()) + (unit.previous or unit.source)
    ]
    return joined(parts)


def _pairs(
    fresh: Sequence[Unit],
    new: Sequence[int],
    old: Sequence[Unit],
    *,
    order: Sequence[str],
    place: Mapping[str, int],
    late: Set[str],
) -> Iterator[_Pair]:
    """Yield what may belong together of the *new* indices and the *old* units."""
    from rapidfuzz import fuzz

    texts = [_text(unit) for unit in old]
    words = [Counter(_words(text)) for text in texts]
    postings: dict[str, list[int]] = defaultdict(list)
    for number, counted in enumerate(words):
        for word in counted:
            postings[word].append(number)

    def ranked(likeness: float, indices: tuple[int, ...], numbers: tuple[int, ...]) -> _Pair:
        places = [place[old[number].id] for number in numbers]
        near = _common_neighbours(fresh, indices, order, places)
        return _Pair(-likeness - _NEIGHBOUR * near, indices, numbers, likeness)

    best_old: dict[int, float] = {}
    halves: dict[int, list[int]] = defaultdict(list)
    wholes: dict[int, list[int]] = {}
    for index in new:
        text = _text(fresh[index])
        counted = Counter(_words(text))
        likely = _likely(counted, postings)
        if fresh[index].id in place:
            likely = [number for number in likely if old[number].id in late]
        contained = []
        for number in likely:
            likeness = fuzz.ratio(text, texts[number])
            pair = ranked(likeness, (index,), (number,))
            best_old[number] = max(best_old.get(number, 0.0), likeness)
            if -pair.rank >= _ALIKE:
                yield pair
            shared = (counted & words[number]).total()
            if shared >= _CONTAINED * counted.total() and len(text) < len(texts[number]):
                halves[number].append(index)
            if shared >= _CONTAINED * words[number].total() and len(texts[number]) < len(text):
                contained.append(number)
        if len(contained) > 1:
            wholes[index] = sorted(contained)
    for number, indices in halves.items():
        for run in _runs(sorted(indices), lambda index: index):
            likeness = fuzz.ratio(" ".join(_text(fresh[each]) for each in run), texts[number])
            if likeness >= max(_SAME, best_old.get(number, 0.0) + _MARGIN):
                yield ranked(likeness, run, (number,))
    for index, numbers in wholes.items():
        text = _text(fresh[index])
        for run in _runs(numbers, lambda number: place[old[number].id]):
            likeness = fuzz.ratio(text, " ".join(texts[number] for number in run))
            alone = max(fuzz.ratio(text, texts[number]) for number in run)
            if likeness >= max(_SAME, alone + _MARGIN):
                yield ranked(likeness, (index,), run)


def _text(unit: Unit) -> str:
    return plain(unit.source)[:_LONGEST]


def _words(text: str) -> list[str]:
    """Return the words of *text* to compare; where none are parted by spaces, pairs of letters."""
    words = [word.strip(".,;:!?()[]\"'“”‘’«»…") for word in text.casefold().split()]
    words = [word for word in words if word]
    if len(text) <= _WORD_LENGTH * len(words):
        return words
    return [text[at : at + 2] for at in range(len(text) - 1)] or words


def _likely(counted: Iterable[str], postings: Mapping[str, Sequence[int]]) -> list[int]:
    """Return the numbers of the old sentences that share the rarest of the words *counted*."""
    known = sorted(
        (word for word in counted if word in postings), key=lambda word: len(postings[word])
    )
    shared: dict[int, float] = defaultdict(float)
    for word in known[:_WORDS]:
        for number in postings[word][:_CANDIDATES]:
            shared[number] += 1 / len(postings[word])
    return sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]


def _runs(numbers: Sequence[int], place: Callable[[int], int]) -> Iterator[tuple[int, ...]]:
    """Yield the runs of two to a few of the sorted *numbers* whose places follow one another."""
    for start in range(len(numbers)):
        stop = start + 1
        while (
            stop < len(numbers)
            and stop - start < _PARTS
            and place(numbers[stop]) == place(numbers[stop - 1]) + 1
        ):
            stop += 1
            yield tuple(numbers[start:stop])


def _common_neighbours(
    fresh: Sequence[Unit], indices: Sequence[int], order: Sequence[str], places: Sequence[int]
) -> int:
    """Count the neighbours, 0 to 2, that new and old sentences have in common."""
    count = 0
    for near, far in ((indices[0] - 1, places[0] - 1), (indices[-1] + 1, places[-1] + 1)):
        if 0 <= near < len(fresh) and 0 <= far < len(order):
            count += fresh[near].id == order[far]
    return count
