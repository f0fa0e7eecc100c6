"""Matching: sentences that are asked for, held against a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from alihbahasa.leverage.memory import Memory
from alihbahasa.leverage.scoring import FUZZY, WRONG, Differs
from alihbahasa.leverage.searching import like
from alihbahasa.model import Content, Match, Pair, plain, raw
from alihbahasa.records import dataclass

#: So many queries at most are read ahead, to be looked up together.
_AHEAD = 1_024


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

    Of several with one target the best is given; equal ones are in order of
    their origins and texts.  Many queries at once cost far less than one at a time: the first is
    answered at once, then more and more are read ahead.
    """
    rest = iter(queries)
    count = 1
    while group := list(islice(rest, count)):
        memory.refresh()
        texts = [plain(query.source) for query in group]
        places = [(query.before, query.after) for query in group]
        answers = like(texts, places, memory, least=least)
        # What is read anyway is read at once, in the order in which it lies.
        memory.pairs_of({each for found in answers for each in _leading(found, most)})
        # The memory may change between two answers, but not while a group is looked up.
        yield from [
            _best(query, found, memory, differs=differs, least=least, most=most)
            for query, found in zip(group, answers, strict=True)
        ]
        count = min(2 * count, _AHEAD)


def _leading(found: dict[int, float], most: int) -> list[int]:
    return sorted(found, key=found.__getitem__)[-most:]


def _best(
    query: Query,
    found: dict[int, float],
    memory: Memory,
    *,
    differs: Differs,
    least: int,
    most: int,
) -> tuple[Match, ...]:
    """Return the matches among the pairs *found*, reading no more of these than it takes."""
    wanted = raw(query.source)
    levels: dict[int, list[Match]] = {}
    unread: dict[int, list[int]] = {}
    for number, ratio in found.items():
        unread.setdefault(int(ratio), []).append(number)
    for level in [level for level in unread if level > WRONG]:
        for pair in memory.pairs_of(unread.pop(level)):
            match = _match(query, wanted, pair, score=level, differs=differs)
            levels.setdefault(match.score, []).append(match)
    best: dict[str, Match] = {}
    for level in sorted({*levels, *unread}, reverse=True):
        if len(best) >= most or level < least:
            break
        level_matches = levels.get(level, [])
        level_matches += [
            Match(pair.source, pair.target, level, pair.origin)
            for pair in memory.pairs_of(unread.get(level, ()))
        ]
        for match in sorted(level_matches, key=_order):
            best.setdefault(raw(match.target), match)
    return tuple(islice(best.values(), most))


def _match(query: Query, wanted: str, pair: Pair, *, score: int, differs: Differs) -> Match:
    """Return the match of a pair whose text is like that of the query, or the same."""
    if wanted == raw(pair.source):
        is_same = (query.before, query.after) == (pair.before, pair.after) != ("", "")
        return Match(pair.source, pair.target, 100, pair.origin, is_same)
    score = min(score, FUZZY)
    if differs(query.source, pair.source):
        score = WRONG
    return Match(pair.source, pair.target, score, pair.origin)


def _order(match: Match) -> tuple[bool, str, str, str]:
    return not match.is_in_context, match.origin, raw(match.source), raw(match.target)
