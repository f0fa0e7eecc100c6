"""Which forbidden terms of a target count.

What ``forbidden_term`` reports, ``term_missing`` need not say again; so both
ask here, and no term is passed over because each relies on the other.
"""

from __future__ import annotations

from itertools import groupby

from alihbahasa.contracts import CheckContext
from alihbahasa.model import Grade, Mention, Span, TermStatus, Unit, plain


def counting(unit: Unit, context: CheckContext) -> tuple[Mention, ...]:
    """Return the forbidden terms in the target of *unit* that are wrong there, by place.

    One counts where its concept is mentioned in the source or banned, no
    other concept mentioned there allows the same words, and no longer term
    around it says what is meant: an allowed one of any concept, or a
    forbidden one that counts itself.
    """
    mentioned = {m.concept.key for m in unit.mentions if m.grade is not Grade.DERIVED}
    wanted = mentioned | {concept.key for concept in context.banned}
    found: list[Mention] = []
    # The longer come first, so that what may lie around a mention is known before it.
    there = sorted(context.target_mentions(plain(unit.target or ())), key=_longest_first)
    reach = 0
    for span, group in groupby(there, key=_span):
        here = [mention for mention in group if mention.grade is not Grade.DERIVED]
        # All spans so far begin before this one: the furthest end tells whether one contains it.
        is_within = span.stop <= reach
        allowing = {
            mention.concept.key
            for mention in here
            if mention.term.status.is_allowed and mention.concept.key in mentioned
        }
        counted = [
            mention
            for mention in here
            if mention.term.status is TermStatus.FORBIDDEN
            and not is_within
            and mention.concept.key in wanted
            and not allowing - {mention.concept.key}
        ]
        found += counted
        if counted or any(mention.term.status.is_allowed for mention in here):
            reach = max(reach, span.stop)
    return tuple(found)


def _longest_first(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.stop


def _span(mention: Mention) -> Span:
    return mention.span
