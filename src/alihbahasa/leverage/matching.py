"""Matching: sentences that are asked for, held against a memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from alihbahasa.leverage.memory import Memory
from alihbahasa.model import Content, Match, Pair, plain, raw

#: Tells whether two sources differ in what makes a translation of the one wrong for the other.
Differs: TypeAlias = Callable[[Content, Content], bool]

#: What a match is at most whose source differs in a number, name, term or negation,
#: and one that is not the same source.
_WRONG, _FUZZY = 94, 99


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
    pairs = tuple(memory.pairs())
    for query in queries:
        found = sorted(
            (_match(query, pair, differs) for pair in pairs),
            key=lambda match: (-match.score, not match.is_in_context, match.origin),
        )
        by_target = {raw(match.target): match for match in reversed(found) if match.score >= least}
        best = sorted(by_target.values(), key=found.index)
        yield tuple(best[:most])


def _match(query: Query, pair: Pair, differs: Differs) -> Match:
    from rapidfuzz import fuzz

    if raw(query.source) == raw(pair.source):
        is_same = (query.before, query.after) == (pair.before, pair.after) != ("", "")
        return Match(pair.source, pair.target, 100, pair.origin, is_same)
    score = min(int(fuzz.ratio(plain(query.source), plain(pair.source))), _FUZZY)
    if score > _WRONG and differs(query.source, pair.source):
        score = _WRONG
    return Match(pair.source, pair.target, score, pair.origin)
