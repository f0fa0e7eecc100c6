"""A term of the source has none of its translations in the target.

Any preferred or admitted term will do, in any inflected form.  Of terms that
partly overlap in the source, satisfying one is enough.  The weight is the
level of the concept: *must* is an error, *should* a warning, *info* is not
checked.  A concept with no allowed term in the target language asks nothing,
and where forbidden-term finds a forbidden one of the concept, that says it all.

Wrong: *rayon* -> "Shusha and the places around it"
Right: *rayon* -> "Shusha and the **districts** around it"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks import _forbidden
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Level, Mention, Remark, Severity, Unit, plain
from alihbahasa.recognition import overlapping

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    wanted = [mention for mention in unit.mentions if _is_wanted(mention, context)]
    if not wanted:
        return
    found = {
        mention.concept.key
        for mention in context.target_mentions(plain(unit.target or ()))
        # A hint will do: what the source names is what a capital in the target stands for.
        if mention.term.status.is_allowed
    }
    found |= {mention.concept.key for mention in _forbidden.counting(unit, context)}
    said: set[str] = set()
    for group in overlapping(wanted):
        if any(mention.concept.key in found | said for mention in group):
            continue
        said.update(mention.concept.key for mention in group)
        heaviest = min(group, key=lambda mention: list(Level).index(mention.concept.level))
        source = plain(unit.source)
        fix = tuple(
            term.text
            for mention in group
            for term in mention.concept.terms_in(context.target_language)
            if term.status.is_allowed
        )
        spans = tuple(
            mention.span
            for mention in wanted
            if mention.concept.key in {each.concept.key for each in group}
        )
        yield Remark(
            f"“{heaviest.span.of(source)}” is not translated by its term",
            counterpart=spans,
            fix=tuple(dict.fromkeys(fix)),
            severity=_SEVERITIES[heaviest.concept.level],
        )


def _is_wanted(mention: Mention, context: CheckContext) -> bool:
    concept = mention.concept
    return (
        concept.level in _SEVERITIES
        and mention.grade is not Grade.DERIVED
        and not concept.keeps_in(context.target_language)
        and any(term.status.is_allowed for term in concept.terms_in(context.target_language))
    )


PLUGIN = Check(code="T001", name="term-missing", severity=Severity.WARNING, run=_run)
