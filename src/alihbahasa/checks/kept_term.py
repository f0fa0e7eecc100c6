"""A name that stays as it is in the target language was changed.

The glossary says under *keep* in which languages a source term is kept.  The
target must then hold it letter for letter, as the source or the glossary
writes it.

Wrong: *menurut TribunnewsWiki* -> "according to **Tribune News Wiki**"
Right: *menurut TribunnewsWiki* -> "according to **TribunnewsWiki**"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Level, Remark, Severity, Unit, plain

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    said: set[str] = set()
    for mention in unit.mentions:
        concept = mention.concept
        if concept.key in said or not concept.keeps_in(context.target_language):
            continue
        if concept.level not in _SEVERITIES or mention.grade is Grade.DERIVED:
            continue
        kept = [term.text for term in concept.terms_in(mention.term.language)]
        kept += [
            term.text
            for term in concept.terms_in(context.target_language)
            if term.status.is_allowed
        ]
        if any(text in target for text in kept):
            continue
        said.add(concept.key)
        yield Remark(
            f"“{mention.span.of(source)}” must stay as it is",
            counterpart=tuple(m.span for m in unit.mentions if m.concept.key == concept.key),
            fix=(mention.term.text,),
            severity=_SEVERITIES[concept.level],
        )


PLUGIN = Check(code="T003", name="kept-term", severity=Severity.WARNING, run=_run)
