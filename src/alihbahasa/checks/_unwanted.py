"""Which forbidden and deprecated terms of a target count.

What ``forbidden_term`` and ``deprecated_term`` report, ``term_missing`` need
not say again; so all ask here, and no term is passed over because each relies
on the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby

from alihbahasa.checks._once import once
from alihbahasa.contracts import CheckContext
from alihbahasa.model import (
    Concept,
    Grade,
    Level,
    Mention,
    Remark,
    Severity,
    Span,
    TermStatus,
    Unit,
    plain,
)


@once
def counting(unit: Unit, context: CheckContext) -> tuple[Mention, ...]:
    """Return the terms in the target of *unit* that should not stand there, by place.

    One counts where its concept is mentioned in the source, or banned and the
    term forbidden; no other concept mentioned there allows the same words, and
    no longer term around it says what is meant: an allowed one of any concept,
    or another that counts itself.
    """
    if not (unit.mentions or context.banned):
        return ()
    there = context.target_mentions(plain(unit.target or ()))
    if all(mention.term.status.is_allowed for mention in there):
        return ()
    mentioned = {m.concept.key for m in unit.mentions if m.grade is not Grade.DERIVED}
    banned = {concept.key for concept in context.banned}
    found: list[Mention] = []
    reach = 0
    # The longer come first, so that what may lie around a mention is known before it.
    for span, group in groupby(sorted(there, key=_longest_first), key=_span):
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
            if not (mention.term.status.is_allowed or is_within)
            and not allowing - {mention.concept.key}
            and (
                mention.concept.key in mentioned
                or (mention.concept.key in banned and mention.term.status is TermStatus.FORBIDDEN)
            )
        ]
        found += counted
        if counted or any(mention.term.status.is_allowed for mention in here):
            reach = max(reach, span.stop)
    return tuple(found)


def remarks(
    unit: Unit,
    context: CheckContext,
    *,
    status: TermStatus,
    severities: Mapping[Level, Severity] | None = None,
) -> Iterator[Remark]:
    """Yield a remark on each term of *status* that counts in the target of *unit*.

    *severities* weigh it by the level of its concept; a level that is not
    there says nothing.  Without them all weigh what the check does.
    """
    found = [
        each
        for each in counting(unit, context)
        if each.term.status is status and (not severities or each.concept.level in severities)
    ]
    if not found:
        return
    target = plain(unit.target or ())
    mentioned: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in unit.mentions:
        mentioned[mention.concept.key].append(mention.span)
    counterparts = {key: tuple(spans) for key, spans in mentioned.items()}
    for each in found:
        counterpart = counterparts.get(each.concept.key, ())
        instead = allowed(each.concept, context.target_language)
        word = each.span.of(target)
        message = f"say “{instead[0]}”, not “{word}”" if instead else f"“{word}” is {status}"
        yield Remark(
            f"{message} ({each.concept.key})",
            spans=(each.span,),
            counterpart=counterpart,
            fix=instead,
            severity=severities[each.concept.level] if severities else None,
            about=each.concept.key,
        )


def _allowed(concept: Concept, language: str) -> tuple[str, ...]:
    """Return what may be written for *concept* in *language*, the preferred term first."""
    return tuple(term.text for term in concept.terms_in(language) if term.status.is_allowed)


#: The answers for all concepts that a text is likely to have.
allowed = once(_allowed, most=20_000)


def _longest_first(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.stop


def _span(mention: Mention) -> Span:
    return mention.span
