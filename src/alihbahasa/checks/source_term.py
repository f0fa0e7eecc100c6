"""A source uses a term that the glossary deprecates or forbids in its own language.

A former name, a spelling that was given up, a word the house style avoids:
whoever edits the article should write the preferred term.  Where the concept
has none in the language, the message says no more than that.

Wrong: *Pasukan itu mendekati **Stepanagert***
Right: *Pasukan itu mendekati **Stepanakert***
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Remark, Severity, Side, TermStatus, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source = plain(unit.source)
    for mention in unit.mentions:
        if mention.grade is Grade.DERIVED or mention.term.status.is_allowed:
            continue
        allowed = tuple(
            term.text
            for term in mention.concept.terms_in(mention.term.language)
            if term.status.is_allowed
        )
        is_forbidden = mention.term.status is TermStatus.FORBIDDEN
        status = "forbidden" if is_forbidden else "deprecated"
        yield Remark(
            f"“{mention.span.of(source)}” is {status} in the source",
            side=Side.SOURCE,
            spans=(mention.span,),
            fix=allowed,
        )


PLUGIN = Check(
    code="T004", name="source-term", severity=Severity.WARNING, run=_run, side=Side.SOURCE
)
