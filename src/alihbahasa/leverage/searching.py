"""Searching: the texts of a memory that are like one, by their rarest words.

Pairs that are in no run are compared one by one, so that what a small memory has is all found.
Of the others, candidates are those that share words with the text: lists are read from the
rarest word on, until they have told enough.  What shares only frequent words may be missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TypeAlias

from alihbahasa.leverage.indexing import asked, whole
from alihbahasa.leverage.memory import LONG, Memory

#: So many lists are read first, of numbers that are not more than so many altogether.
_FIRST, _FEW = 4, 500
#: So many lists are read at least where these tell too little, and more up to so many numbers.
_LISTS, _NUMBERS = 4, 600
#: Lists longer than ``LONG`` are read where all are, and only so many numbers of them.
_MOST = 200_000
#: So many candidates are compared at most: at first, of those that share several words, of others.
_TOP, _SEVERAL, _ONE = 24, 400, 200
#: Of texts with more words than this, what is like it shares several of the rarer ones.
_LONG = 12
#: Whoever has a match as good as this needs no other candidates.
_GOOD = 82

#: Keys behind how many pairs they have, the rarest first.
_Lists: TypeAlias = list[tuple[int, int]]


def like(
    texts: Sequence[str], places: Sequence[tuple[str, str]], memory: Memory, *, least: int
) -> list[dict[int, float]]:
    """Return for each of *texts* the pairs like it, by number, with their scores from *least*.

    Those whose source is the text itself are all among them, but where they are many: then all
    that stand in the one of *places* that is the text's, and of the others one for each target.
    """
    kinds = [asked(text) for text in texts]
    selves = [whole(text) for text in texts]
    postings = memory.postings(chain(selves, *chain.from_iterable(kinds)))
    waiting = memory.waiting
    answers: list[dict[int, float]] = []
    for text, place, self in zip(texts, places, selves, strict=True):
        found = _scored(text, waiting, least) if waiting else {}
        if postings[self][0]:
            found |= dict.fromkeys(memory.same(text, place), 100.0)
        answers.append(found)
    for choose in (_top, _more):
        wanted = [
            (at, choose(lists, memory))
            for at, (found, both) in enumerate(zip(answers, kinds, strict=True))
            if choose is _top or max(found.values(), default=0) < _GOOD
            for keys in both
            if (lists := sorted([(count, key) for key in keys if (count := postings[key][0])]))
        ]
        # All at once, in the order in which they lie.
        sources = memory.sources({*chain.from_iterable(numbers for _, numbers in wanted)})
        for at, numbers in wanted:
            choices = {each: sources[each] for each in numbers if each in sources}
            answers[at] |= _scored(texts[at], choices, least)
    return answers


def _top(lists: _Lists, memory: Memory) -> list[int]:
    """Return the pairs that share several of the few rarest words; none where that costs much."""
    lists = lists[:_FIRST]
    if sum([count for count, _ in lists]) > _FEW:
        return []
    return _several([memory.numbers(key) for _, key in lists], _TOP)


def _more(lists: _Lists, memory: Memory) -> list[int]:
    """Return the pairs that share the most of the rarer words, and some that share one."""
    read: list[Sequence[int]] = []
    total = 0
    for count, key in lists:
        total += count
        if read and total > _NUMBERS and (len(read) >= _LISTS or count > LONG):
            break
        read.append(memory.numbers(key))
        if total > _MOST:
            break
    several = _several(read, _SEVERAL)
    if len(lists) > _LONG:
        return several
    # Those of the rarest words first.
    known = set(several)
    return several + list(islice((one for one in chain(*read) if one not in known), _ONE))


def _several(lists: Sequence[Sequence[int]], most: int) -> list[int]:
    """Return the numbers that are in more than one of *lists*, those in the most first."""
    once: set[int] = set()
    again: set[int] = set()
    for numbers in lists:
        again.update(once.intersection(numbers))
        once.update(numbers)
    if len(again) <= most:
        return list(again)
    hits = Counter(filter(again.__contains__, chain.from_iterable(lists)))
    return [number for number, _ in hits.most_common(most)]


def _scored(text: str, sources: Mapping[int, str], least: int) -> dict[int, float]:
    from rapidfuzz import fuzz, process

    if not sources:
        return {}
    scored = process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {number: score for _, score, number in scored}
