"""Tells by which words of a translation the terms of its source are rendered.

Order is what is known of two sentences in two languages without a model of
either: the first mention of a concept is rendered by the first of its terms
there, as a rule, the second by the second.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from alihbahasa.model import (
    Concept,
    Grade,
    Mention,
    Rendering,
    RenderingKind,
    Span,
    Term,
    TermStatus,
)
from alihbahasa.text import fold

_KINDS = {
    TermStatus.PREFERRED: RenderingKind.PREFERRED,
    TermStatus.ADMITTED: RenderingKind.ADMITTED,
    TermStatus.DEPRECATED: RenderingKind.DEPRECATED,
    TermStatus.FORBIDDEN: RenderingKind.FORBIDDEN,
}

#: How alike two spellings of a name are, of 100, that may be meant for one another.
_ALIKE = 75
_SHORTEST_NAME = 4

#: What may render a mention.
_Candidate: TypeAlias = tuple[RenderingKind, Span, Term | None]

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def renderings(
    mentions: Iterable[Mention],
    target_mentions: Iterable[Mention],
    *,
    source: str,
    target: str,
    language: str,
) -> tuple[Rendering, ...]:
    """Return how each of *mentions* in *source* is rendered in *target*, which is in *language*.

    *target_mentions* are the terms found there, those that lie within longer
    ones too.  Hints in the source are left out.  A term of the concept is what renders a
    mention, an allowed one before any other, then the one whose place fits;
    one word may render several mentions, as a pronoun would.  Where there is
    none, the words of the source left as they are, or a name that is spelt
    much like the term, are *other*; and else there is *none*.
    """
    wanted: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.grade is not Grade.DERIVED:
            wanted[mention.concept.key].append(mention)
    there: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in target_mentions:
        # A hint will do: what the source names is what a capital in the target stands for.
        is_doubtful = mention.grade is Grade.DERIVED and not mention.term.status.is_allowed
        if mention.concept.key in wanted and not is_doubtful:
            there[mention.concept.key].append(mention)
    found: list[Rendering] = []
    for key, group in wanted.items():
        candidates: list[_Candidate] = [
            (_KINDS[mention.term.status], mention.span, mention.term)
            for mention in _outermost(there[key])
        ]
        if not any(kind.is_allowed for kind, _, _ in candidates):
            candidates += _kept(group[0].concept, group, source, target, language)
        if candidates:
            found += _assigned(group, candidates, source, target)
        else:
            found += [_by_other_words(mention, source, target, language) for mention in group]
    return tuple(sorted(found, key=_place))


def _place(rendering: Rendering) -> Span:
    return rendering.mention.span


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Return *mentions* of one concept, which begin in order, without those within a longer one."""
    found: list[Mention] = []
    for mention in mentions:
        if not found or mention.span.stop > found[-1].span.stop:
            found.append(mention)
    return found


def _kept(
    concept: Concept, mentions: Iterable[Mention], source: str, target: str, language: str
) -> list[_Candidate]:
    """Return where a term that stays as it is in *language* stands in *target*."""
    if not concept.keeps_in(language):
        return []
    names = dict.fromkeys(
        name
        for mention in mentions
        for name in (mention.term.text, mention.span.of(source))
        if mention.term.status.is_allowed
    )
    found = {
        Span(*match.span())
        for name in names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", target)
    }
    return [(RenderingKind.KEPT, span, None) for span in sorted(found)]


def _assigned(
    mentions: Sequence[Mention], candidates: Sequence[_Candidate], source: str, target: str
) -> list[Rendering]:
    """Return *mentions* of one concept, each with what renders it."""
    unused = [*candidates]
    scale = len(target) / max(len(source), 1)
    found = []
    for mention in mentions:

        def distance(candidate: _Candidate, at: float = mention.span.start * scale) -> float:
            return abs(candidate[1].start - at)

        allowed = [candidate for candidate in unused if candidate[0].is_allowed]
        best = min(allowed or unused or candidates, key=distance)
        if best in unused:
            unused.remove(best)
        kind, span, term = best
        found.append(Rendering(mention, kind, span, term))
    return found


def _by_other_words(mention: Mention, source: str, target: str, language: str) -> Rendering:
    """Return by what words *mention* is rendered that are no term of its concept."""
    written = mention.span.of(source)
    if copied := re.search(rf"(?<!\w){re.escape(written)}(?!\w)", target):
        return Rendering(mention, RenderingKind.OTHER, Span(*copied.span()))
    if alike := _alike(mention.concept, target, language):
        return Rendering(mention, RenderingKind.OTHER, alike)
    return Rendering(mention, RenderingKind.NONE)


def _alike(concept: Concept, target: str, language: str) -> Span | None:
    """Return the words of *target* that are spelt most like a name *concept* has there."""
    names = [
        name
        for term in concept.terms_in(language)
        if term.status.is_allowed
        and term.text[:1].isupper()
        and len(name := fold(term.text)) >= _SHORTEST_NAME
    ]
    if not names:
        return None
    from rapidfuzz import fuzz

    words = [found for found in _WORD.finditer(target) if found[0][0].isupper()]
    best, where = float(_ALIKE), None
    for name in names:
        count = len(name.split())
        for first, last in zip(words, words[count - 1 :], strict=False):
            written = target[first.start() : last.end()]
            if len(written.split()) != count:
                continue
            score = fuzz.ratio(name, fold(written))
            if score >= best:
                best, where = score, Span(first.start(), last.end())
    return where
