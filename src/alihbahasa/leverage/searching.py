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
from alihbahasa.leverage.memory import LONG, Memory, Postings

#: So many lists are read at least, and more while they have so many numbers altogether.
_LISTS, _NUMBERS = 4, 300
#: Lists longer than ``LONG`` are read where all are, and only so many numbers of them.
_MOST = 200_000
#: So many candidates are compared at most: those that share the most words, and the others.
_BEST, _OTHERS = 400, 200
#: Whoever has a match as good as this needs no other candidates.
_GOOD = 85


def like(texts: Sequence[str], memory: Memory, *, least: int) -> Iterator[dict[int, float]]:
    """Yield for each of *texts* the pairs like it, by number, with their scores from *least*.

    Those whose source is the text itself are all among them.
    """
    kinds = [asked(text) for text in texts]
    selves = [whole(text) for text in texts]
    postings = memory.postings(chain(selves, *chain.from_iterable(kinds)))
    waiting = memory.waiting
    for text, both, self in zip(texts, kinds, selves, strict=True):
        found = _scored(text, waiting, least) if waiting else {}
        if postings[self][0]:
            sources = memory.sources(memory.numbers(self))
            found |= {number: 100.0 for number, source in sources.items() if source == text}
        candidates = [_candidates(keys, postings, memory) for keys in both if keys]
        for best, _ in candidates:
            found |= _scored(text, memory.sources(best), least)
        if max(found.values(), default=0) < _GOOD:
            for _, others in candidates:
                found |= _scored(text, memory.sources(others), least)
        yield found


def _candidates(
    keys: set[int], postings: Mapping[int, Postings], memory: Memory
) -> tuple[list[int], list[int]]:
    """Return the pairs that share the most of the rarest of *keys*, and others that share some."""
    lists = sorted([(count, key) for key in keys if (count := postings[key][0])])
    read: list[list[int]] = []
    total = 0
    for count, key in lists:
        total += count
        if read and total > _NUMBERS and (len(read) >= _LISTS or count > LONG):
            break
        read.append(memory.numbers(key))
        if total > _MOST:
            break
    hits = Counter(chain.from_iterable(read))
    if not hits:
        return [], []
    least = max(2, max(hits.values()) // 2)
    best = [number for number, count in hits.items() if count >= least]
    if len(best) > _BEST:
        best = [number for number, _ in hits.most_common(_BEST)]
    # Numbers stand in order of their rarest words.
    others = [number for number, count in hits.items() if count < least]
    return best, others[:_OTHERS]


def _scored(text: str, sources: Mapping[int, str], least: int) -> dict[int, float]:
    from rapidfuzz import fuzz, process

    if not sources:
        return {}
    scored = process.extract(text, sources, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    return {number: score for _, score, number in scored}
