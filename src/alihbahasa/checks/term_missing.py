"""A term of the source has none of its translations in the target.

Any preferred or admitted term will do, in any inflected form.  Of terms that
partly overlap in the source, satisfying one is enough.  The weight is the
level of the concept: *must* is an error, *should* a warning, *info* is not
checked.  A concept with no allowed term in the target language asks nothing,
and where forbidden-term or deprecated-term finds a term of the concept, that
says it all.

Where other words are known to stand for the term (the words of the source, a
name spelt otherwise), the finding points at them.

Wrong: *rayon* -> "Shusha and the places around it"
Right: *rayon* -> "Shusha and the **districts** around it"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import (
    Grade,
    Level,
    Mention,
    Remark,
    Rendering,
    Severity,
    Span,
    Unit,
    plain,
)
from alihbahasa.recognition import overlapping

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    wanted = [mention for mention in unit.mentions if _is_wanted(mention, context)]
    if not wanted:
        return
    found = {
        rendering.mention.concept.key for rendering in unit.renderings if rendering.kind.is_allowed
    }
    found |= {mention.concept.key for mention in _unwanted.counting(unit, context)}
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in wanted:
        places[mention.concept.key].append(mention.span)
    others: defaultdict[str, list[Rendering]] = defaultdict(list)
    for rendering in unit.renderings:
        if rendering.span:
            others[rendering.mention.concept.key].append(rendering)
    said: set[str] = set()
    for group in overlapping(wanted):
        if any(mention.concept.key in found or mention.concept.key in said for mention in group):
            continue
        concepts = {mention.concept.key: mention.concept for mention in group}
        said.update(concepts)
        heaviest = min(group, key=lambda mention: list(Level).index(mention.concept.level))
        instead = [rendering for key in concepts for rendering in others[key]]
        allowed = dict.fromkeys(
            text
            for concept in concepts.values()
            for text in _unwanted.allowed(concept, context.target_language)
        )
        yield Remark(
            _message(heaviest.span.of(plain(unit.source)), instead[:1], plain(unit.target or ())),
            spans=tuple(dict.fromkeys(each.span for each in instead if each.span)),
            counterpart=tuple(sorted(span for key in concepts for span in places[key])),
            fix=tuple(allowed),
            severity=_SEVERITIES[heaviest.concept.level],
            about=heaviest.concept.key,
        )


def _message(name: str, instead: Sequence[Rendering], target: str) -> str:
    """Return what there is to say of a term that none of *instead* is a translation of."""
    for rendering in instead:
        if rendering.span:
            return f"“{rendering.span.of(target)}” is no term for “{name}”"
    return f"“{name}” is not translated by its term"


def _is_wanted(mention: Mention, context: CheckContext) -> bool:
    concept = mention.concept
    return (
        concept.level in _SEVERITIES
        and mention.grade is not Grade.DERIVED
        and not concept.keeps_in(context.target_language)
        and bool(_unwanted.allowed(concept, context.target_language))
    )


PLUGIN = Check(
    code="T001", name="term-missing", severity=Severity.WARNING, run=_run, false_alarms=0.9
)
