"""Tells by which words of a translation the terms of its source are rendered.

Order is what is known of two sentences in two languages without a model of
either: the first mention of a concept is rendered by the first of its terms
there, as a rule, the second by the second.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
from alihbahasa.patterns import late_re
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

#: A longer text is no sentence, and every name would be compared with every word of it.
_LONGEST_SENTENCE = 5_000

#: A Latin letter or a digit.
_LATIN = r"[0-9A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"

_WORD = late_re(r"\w+(?:[-'’]\w+)*")


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
            found += _by_other_words(group, source, target, language)
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
    found = {Span(*match.span()) for name in names for match in spelt(name).finditer(target)}
    return [(RenderingKind.KEPT, span, None) for span in sorted(found)]


def _assigned(
    mentions: Sequence[Mention], candidates: Sequence[_Candidate], source: str, target: str
) -> list[Rendering]:
    """Return *mentions* of one concept, each with what renders it: an unused one, then any."""
    if len(candidates) == 1:
        return [Rendering(mention, *candidates[0]) for mention in mentions]
    allowed = _Row([each for each in candidates if each[0].is_allowed])
    others = _Row([each for each in candidates if not each[0].is_allowed])
    everything = _Row(candidates)
    scale = len(target) / max(len(source), 1)
    found = []
    for mention in mentions:
        at = mention.span.start * scale
        best = allowed.take(at) or others.take(at) or everything.nearest(at)
        kind, span, term = best
        found.append(Rendering(mention, kind, span, term))
    return found


class _Row:
    """Candidates by place, each of which may be taken once."""

    __slots__ = ("candidates", "starts")

    def __init__(self, candidates: Iterable[_Candidate]) -> None:
        self.candidates = sorted(candidates, key=_start)
        self.starts = [each[1].start for each in self.candidates]

    def take(self, at: float) -> _Candidate | None:
        """Take away and return the candidate nearest to *at*, None where none is left."""
        if not self.starts:
            return None
        number = self._nearest(at)
        del self.starts[number]
        return self.candidates.pop(number)

    def nearest(self, at: float) -> _Candidate:
        """Return the candidate nearest to *at*."""
        return self.candidates[self._nearest(at)]

    def _nearest(self, at: float) -> int:
        after = bisect_left(self.starts, at)
        near = [number for number in (after - 1, after) if 0 <= number < len(self.starts)]
        return min(near, key=lambda number: abs(self.starts[number] - at))


def _start(candidate: _Candidate) -> int:
    return candidate[1].start


def _by_other_words(
    mentions: Sequence[Mention], source: str, target: str, language: str
) -> Iterator[Rendering]:
    """Yield by what words *mentions* of one concept are rendered that are no term of it."""
    places: dict[str, Span | None] = {}
    alike = _alike(mentions[0].concept, target, language)
    for mention in mentions:
        written = mention.span.of(source)
        if written not in places:
            found = spelt(written).search(target)
            places[written] = Span(*found.span()) if found else alike
        span = places[written]
        kind = RenderingKind.OTHER if span else RenderingKind.NONE
        yield Rendering(mention, kind, span)


@functools.lru_cache(1_000)
def spelt(name: str) -> re.Pattern[str]:
    """Return the pattern of *name* letter for letter, in either normalisation form.

    It is no part of a longer word in Latin letters; an ending of another
    script, or behind an apostrophe or hyphen, is none of it.

    >>> texts = ("AFP’s", "AFP는", "kantor AFP", "RAFPO", "AFP2")
    >>> [bool(spelt("AFP").search(text)) for text in texts]
    [True, True, True, False, False]
    >>> bool(spelt("Ереван").search("В Ереване"))
    True
    """
    forms = dict.fromkeys(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    letters = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
    before = f"(?<!{_LATIN})" if _is_latin(name[:1]) else ""
    after = rf"(?!{_LATIN}|[\u0300-\u036f])" if _is_latin(name[-1:]) else ""
    return re.compile(f"{before}(?:{letters}){after}")


def _is_latin(character: str) -> bool:
    return re.match(_LATIN, character) is not None


def _alike(concept: Concept, target: str, language: str) -> Span | None:
    """Return the words of *target* that are spelt most like a name *concept* has there."""
    names = [
        name
        for term in concept.terms_in(language)
        if term.status.is_allowed
        and term.text[:1].isupper()
        and len(name := fold(term.text)) >= _SHORTEST_NAME
    ]
    if not names or len(target) > _LONGEST_SENTENCE:
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
