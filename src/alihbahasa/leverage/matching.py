"""Matching: sentences that are asked for, held against a memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, islice
from typing import TypeAlias

from alihbahasa.leverage.keys import keys
from alihbahasa.leverage.memory import Memory
from alihbahasa.model import Content, Match, Pair, plain, raw

#: Tells whether two sources differ in what makes a translation of the one wrong for the other.
Differs: TypeAlias = Callable[[Content, Content], bool]

#: What a match is at most whose source differs in a number, name, term or negation,
#: and one that is not the same source.
_WRONG, _FUZZY = 94, 99

#: A memory of so many pairs at most is read whole.
_SMALL = 1_000

#: How many ids are read for a sentence, the rarest key's in any case, and how many pairs scored.
_READ, _SCORED = 4_000, 100

#: Fewer queries than this are never worth loading all of a memory.
_FEW = 100


@dataclass(frozen=True, slots=True)
class Query:
    """A *source* that matches are wanted for, and the ids of the units around it."""

    source: Content
    before: str = ""
    after: str = ""


def matches(
    queries: Iterable[Query], memory: Memory, *, differs: Differs, least: int = 70, most: int = 3
) -> Iterator[tuple[Match, ...]]:
    """Yield for each query its matches, best first: at most *most*, of a score of at least *least*.

    Of several with one target the best is given.
    """
    remaining = iter(queries)
    size = len(memory)
    first = tuple(islice(remaining, max(_FEW, size // 1000)))
    if len(first) >= max(_FEW, size // 1000):
        memory.load()
    for query in chain(first, remaining):
        yield _best(query, memory, differs=differs, least=least, most=most, size=size)


def _best(
    query: Query, memory: Memory, *, differs: Differs, least: int, most: int, size: int
) -> tuple[Match, ...]:
    from rapidfuzz import fuzz, process

    text = plain(query.source)
    same = dict(memory.same(query.source))
    found = [_match(query, pair, 100, differs) for pair in same.values()] if least <= 100 else []
    texts = memory.texts(None if size <= _SMALL else _candidates(text, memory))
    scored = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=max(least, 0), limit=None)
    above, score = 0, 100
    for _, ratio, id in scored:
        if (reached := min(int(ratio), _FUZZY)) < least:
            break
        if reached < score:
            # What is found from here on scores less than these.
            score = reached
            above = len({raw(match.target) for match in found if match.score > score})
        if above >= most:
            break
        if id not in same:
            found.append(_match(query, memory.pair(id), reached, differs))
    found.sort(key=_rank)
    by_target: dict[str, Match] = {}
    for match in found:
        if match.score >= least:
            by_target.setdefault(raw(match.target), match)
    return tuple(islice(by_target.values(), most))


def _candidates(text: str, memory: Memory) -> Iterable[int]:
    """Return the ids of the pairs that share the most of the rarest keys with *text*."""
    sizes = memory.sizes(keys(text))
    counts: Counter[int] = Counter()
    read = 0
    for key in sorted(sizes, key=sizes.__getitem__):
        if read and read + sizes[key] > _READ:
            break
        counts.update(memory.posted(key))
        read += sizes[key]
    if len(counts) <= _SCORED:
        return counts
    return nlargest(_SCORED, counts, key=counts.__getitem__)


def _rank(match: Match) -> tuple[object, ...]:
    return (
        -match.score,
        not match.is_in_context,
        match.origin,
        raw(match.source),
        raw(match.target),
    )


def _match(query: Query, pair: Pair, score: int, differs: Differs) -> Match:
    if score == 100:
        is_same = (query.before, query.after) == (pair.before, pair.after) != ("", "")
        return Match(pair.source, pair.target, score, pair.origin, is_same)
    if score > _WRONG and differs(query.source, pair.source):
        score = _WRONG
    return Match(pair.source, pair.target, score, pair.origin)
