"""A target uses a term that the glossary forbids for a concept its source speaks of.

The term counts only where its concept is mentioned in the source, and no
other concept mentioned there allows it.  A concept that has no term in the
source language bans its forbidden terms everywhere.  Always an error.

Wrong: *darurat militer* -> "a **state of emergency** was declared"
Right: *darurat militer* -> "**martial law** was declared"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Concept, Grade, Remark, Severity, TermStatus, Unit, plain
from alihbahasa.text import fold


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    target = plain(unit.target or ())
    mentioned = {mention.concept.key: mention.concept for mention in unit.mentions}
    banned = {concept.key for concept in context.banned}
    there = context.target_mentions(target)
    for found in there:
        concept = found.concept
        if found.term.status is not TermStatus.FORBIDDEN or found.grade is Grade.DERIVED:
            continue
        if concept.key not in mentioned and concept.key not in banned:
            continue
        if any(each.span != found.span and each.span.contains(found.span) for each in there):
            # A longer term swallows the shorter: it is not what is meant here.
            continue
        others = (other for key, other in mentioned.items() if key != concept.key)
        if any(_allows(other, found.term.text, context) for other in others):
            continue
        spans = tuple(m.span for m in unit.mentions if m.concept.key == concept.key)
        source_words = plain(unit.source)[spans[0].start : spans[0].stop] if spans else ""
        allowed = tuple(
            term.text
            for term in concept.terms_in(context.target_language)
            if term.status.is_allowed
        )
        message = f"“{found.span.of(target)}” is forbidden"
        if source_words:
            message += f" for “{source_words}”"
        yield Remark(message, spans=(found.span,), counterpart=spans, fix=allowed)


def _allows(concept: Concept, text: str, context: CheckContext) -> bool:
    return any(
        term.status.is_allowed and fold(term.text) == fold(text)
        for term in concept.terms_in(context.target_language)
    )


PLUGIN = Check(code="T002", name="forbidden-term", severity=Severity.ERROR, run=_run)
