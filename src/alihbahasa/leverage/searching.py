"""Searching: the texts of a memory that are like one, by their rarest words.

Pairs that are in no run are compared one by one, so that what a small memory has is all found.
Of the others, candidates are those that share words with the text: lists are read from the
rarest word on, until they have told enough.  One in two hundred may be missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from alihbahasa.leverage.indexing import asked, whole
from alihbahasa.leverage.memory import LONG, Memory, Posting

#: So many lists are read at least, and more while they have so many numbers altogether.
_LISTS, _NUMBERS = 3, 1_000
#: Lists longer than ``LONG`` are read where all are, and only so many numbers of them.
_MOST = 200_000
#: So many candidates are compared that share several words, and that share one.
_SEVERAL, _ONE = 400, 200
#: Whoever has a match as good as this needs no candidates that share one word.
_GOOD = 85

#: The number of a pair, and how much its text is like the one that was asked for.
Found = tuple[int, float]


def like(texts: Sequence[str], memory: Memory, *, least: int) -> Iterator[dict[int, float]]:
    """Yield for each of *texts* the pairs like it, by number, with their scores from *least*.

    Those whose source is the text itself are all among them.
    """
    words = [asked(text) for text in texts]
    selves = [whole(text) for text in texts]
    postings = memory.postings(chain(selves, *words))
    waiting = memory.waiting
    for text, keys, self in zip(texts, words, selves, strict=True):
        found = _scored(text, waiting, least) if waiting else {}
        for posting in postings[self]:
            for number in memory.numbers(self, posting):
                if memory.source(number) == text:
                    found[number] = 100.0
        several, one = _candidates(keys, postings, memory)
        found |= _scored(text, _sources(several, memory), least)
        if one and max(found.values(), default=0) < _GOOD:
            found |= _scored(text, _sources(one, memory), least)
        yield found


def _candidates(
    keys: set[int], postings: Mapping[int, list[Posting]], memory: Memory
) -> tuple[list[int], list[int]]:
    """Return the pairs that share several of the rarest of *keys*, and those that share one."""
    lists = sorted(
        (sum([each.count for each in found]), key) for key in keys if (found := postings[key])
    )
    read: list[list[int]] = []
    total = 0
    for count, key in lists:
        total += count
        if read and total > _NUMBERS and (len(read) >= _LISTS or count > LONG):
            break
        found = postings[key]
        read += [memory.numbers(key, each) for each in found]
        if total > _MOST:
            break
    hits = Counter(chain.from_iterable(read))
    several = [number for number, count in hits.items() if count > 1]
    if len(several) > _SEVERAL:
        several = [number for number, _ in hits.most_common(_SEVERAL)]
    one = [number for number, count in hits.items() if count == 1]
    return several, one[:_ONE]


def _sources(numbers: Sequence[int], memory: Memory) -> Mapping[int, str]:
    source = memory.source
    return {number: source(number) for number in numbers}


def _scored(text: str, sources: Mapping[int, str], least: int) -> dict[int, float]:
    from rapidfuzz import fuzz, process

    if not sources:
        return {}
    scored = process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {number: score for _, score, number in scored}
