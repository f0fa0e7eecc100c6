"""A target uses a term that the glossary forbids for a concept its source speaks of.

The term counts only where its concept is mentioned in the source, and no
other concept mentioned there allows it.  A concept that has no term in the
source language bans its forbidden terms everywhere.  Within a longer term, be
it allowed or itself such a finding, nothing is found.  Always an error.

Wrong: *darurat militer* -> "a **state of emergency** was declared"
Right: *darurat militer* -> "**martial law** was declared"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from alihbahasa.checks import _forbidden
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    places: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in unit.mentions:
        places[mention.concept.key].append(mention.span)
    counterparts = {key: tuple(spans) for key, spans in places.items()}
    for found in _forbidden.counting(unit, context):
        concept = found.concept
        spans = counterparts.get(concept.key, ())
        message = f"“{found.span.of(target)}” is forbidden"
        if spans:
            message += f" for “{spans[0].of(source)}”"
        allowed = tuple(
            term.text
            for term in concept.terms_in(context.target_language)
            if term.status.is_allowed
        )
        yield Remark(message, spans=(found.span,), counterpart=spans, fix=allowed)


PLUGIN = Check(code="T002", name="forbidden-term", severity=Severity.ERROR, run=_run)
