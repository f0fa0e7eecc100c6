"""Leverage: what a memory holds for a sentence, best first.

A match is *in context* where the memory has the same source between the same
sentences, *exact* where it has the same source, and *fuzzy* else.  The score of
a fuzzy one is the share of characters that both sources have in order
(rapidfuzz ``ratio``), in whole per cent, rounded down, at most 99; one that says
another number, name, term or negation is at most 94, because its translation is wrong here.
The score is of the plain texts; where these are the same and only codes differ, it is 99.
All that is the same is found; of what is like it, a large memory may miss some, of sentences of
frequent words most.
"""

from __future__ import annotations

from alihbahasa.leverage.matching import Query, matches
from alihbahasa.leverage.memory import VERSION, Memory
from alihbahasa.leverage.scoring import Differs, score

__all__ = ("VERSION", "Differs", "Memory", "Query", "matches", "score")
