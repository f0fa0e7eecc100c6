"""How the terms of a glossary are used: how often they stand in sources, and how they are rendered.

A level that translators do not keep to floods them with alarms; one that they
keep to anyway may as well be asked for.  So each concept is told the level
that fits what was really written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from alihbahasa.model import Concept, Glossary, Grade, Level, Rendering, RenderingKind, Unit
from alihbahasa.records import dataclass

#: How many renderings it takes to say anything, and to call something an error; and the share
#: of allowed ones that a level asks for.
_ENOUGH = 5
_MANY = 20
_MUST = 0.98
_SHOULD = 0.85


@dataclass(frozen=True, slots=True)
class Example:
    """A rendering that the glossary does not allow, and where it stands."""

    article: str
    unit: Unit
    rendering: Rendering


@dataclass(frozen=True, slots=True)
class Usage:
    """How a concept is used in the articles and their finished translations into *language*.

    *mentions* counts those in sources, a repeated sentence once; *renderings*
    the kinds of rendering of those that are translated.
    """

    concept: Concept
    language: str
    mentions: int
    renderings: tuple[tuple[RenderingKind, int], ...]
    examples: tuple[Example, ...]

    @property
    def translated(self) -> int:
        """The number of mentions whose unit is translated."""
        return sum(count for _, count in self.renderings)

    @property
    def prescribed(self) -> int:
        """The number of renderings that the glossary allows."""
        return sum(count for kind, count in self.renderings if kind.is_allowed)

    @property
    def fitting(self) -> Level | None:
        """The level that fits what was written; None where too little was, or nothing is asked.

        Must, where all but one in fifty of twenty renderings or more are
        allowed, should where all but one in seven are, else info.
        """
        if self.translated < _ENOUGH or not is_asked(self.concept, self.language):
            return None
        share = self.prescribed / self.translated
        if share >= _MUST and self.translated >= _MANY:
            return Level.MUST
        return Level.SHOULD if share >= _SHOULD else Level.INFO


def is_asked(concept: Concept, language: str) -> bool:
    """Tell whether *concept* asks for anything in *language*: a term, or to be kept as it is."""
    allowed = any(term.status.is_allowed for term in concept.terms_in(language))
    return allowed or concept.keeps_in(language)


def usages(
    glossary: Glossary, language: str, units: Iterable[tuple[str, Unit]]
) -> tuple[Usage, ...]:
    """Return the usage of each concept of *glossary* that *units* mention, the most used first.

    *units* are those of all articles, each with the name of its article; their
    renderings are in *language*.
    """
    mentions: Counter[str] = Counter()
    kinds: defaultdict[str, Counter[RenderingKind]] = defaultdict(Counter)
    examples: defaultdict[str, list[Example]] = defaultdict(list)
    for article, unit in units:
        mentions.update(m.concept.key for m in unit.mentions if m.grade is not Grade.DERIVED)
        if not unit.is_finished:
            continue
        for rendering in unit.renderings:
            key = rendering.mention.concept.key
            kinds[key][rendering.kind] += 1
            if not rendering.kind.is_allowed:
                examples[key].append(Example(article, unit, rendering))
    found = [
        Usage(
            concept,
            language,
            mentions[concept.key],
            tuple((kind, kinds[concept.key][kind]) for kind in RenderingKind),
            tuple(examples[concept.key]),
        )
        for concept in glossary.concepts
        if mentions[concept.key]
    ]
    return tuple(sorted(found, key=lambda usage: (-usage.mentions, usage.concept.key)))
