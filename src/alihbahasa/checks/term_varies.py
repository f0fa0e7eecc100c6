"""A term of the sources is rendered by several of its allowed terms across the translations.

Whoever reads several articles meets one thing under two names.  Told are the
places that have another term than most, each once.  Terms that are one name in
two lengths, in short or as another part of speech (Nikol Pashinyan, Pashinyan;
UN, United Nations; Armenia, Armenian) are the same; two ways to spell a word
(mobilization, mobilisation) are not.  Concepts of level *info* are passed over.
Synonyms that the glossary admits may be used by turns on purpose, so that this
is off unless it is asked for.

Wrong: *rayon* -> "district" in fourteen places, "**raion**" in two
Right: *rayon* -> "district" in all
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, Survey
from alihbahasa.model import Level, Remark, RenderingKind, Severity, Span, Unit
from alihbahasa.terminology.naming import is_one_name

#: How a unit renders a concept: the unit, the key, the words of the source, the term, whether it
#: is the preferred one, and where it stands.
_Use: TypeAlias = tuple[str, str, str, str, bool, Span]


def _summarise(units: Iterable[Unit], context: CheckContext) -> list[_Use]:
    return [
        (
            unit.id,
            each.mention.concept.key,
            each.mention.term.text,
            each.term.text,
            each.kind is RenderingKind.PREFERRED,
            each.span,
        )
        for unit in units
        for each in unit.renderings
        if each.term is not None
        and each.span is not None
        and each.kind.is_allowed
        and each.mention.concept.level is not Level.INFO
    ]


def _conclude(parts: Iterable[tuple[str, list[_Use]]]) -> Iterator[tuple[str, str, Remark]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    preferred: set[tuple[str, str]] = set()
    for _, uses in parts:
        for _, key, _, term, is_preferred, _ in uses:
            counts[key][term] += 1
            if is_preferred:
                preferred.add((key, term))
    usual: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    for key, there in counts.items():
        # The one that most places have; of those that are equal, the preferred one.
        usual[key] = max(there, key=lambda term: (there[term], (key, term) in preferred))
        others[key] = {term for term in there if not is_one_name(term, usual[key])}
    for article, uses in parts:
        for unit, key, source, term, _, span in uses:
            if term in others[key]:
                most, few = counts[key][usual[key]], counts[key][term]
                yield (
                    article,
                    unit,
                    Remark(
                        f"“{source}” is “{usual[key]}” {_times(most)}, “{term}” {_times(few)}",
                        spans=(span,),
                        fix=(usual[key],),
                        about=key,
                    ),
                )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


PLUGIN = Check(
    code="T006",
    name="term-varies",
    severity=Severity.OFF,
    survey=Survey(_summarise, _conclude, asks_for_renderings=True),
)
