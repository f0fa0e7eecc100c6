"""A source uses a term that the glossary deprecates or forbids in its own language.

A former name, a spelling that was given up, a word the house style avoids:
whoever edits the article should write the preferred term.  Where the concept
has none in the language, the message says no more than that.

Wrong: *Pasukan itu mendekati **Stepanagert***
Right: *Pasukan itu mendekati **Stepanakert***
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Remark, Severity, Side, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source = plain(unit.source)
    for mention in unit.mentions:
        if mention.grade is Grade.DERIVED or mention.term.status.is_allowed:
            continue
        yield Remark(
            f"“{mention.span.of(source)}” is {mention.term.status} in the source",
            side=Side.SOURCE,
            spans=(mention.span,),
            fix=_unwanted.allowed(mention.concept, mention.term.language),
            about=mention.concept.key,
        )


PLUGIN = Check(
    code="T004",
    name="source-term",
    severity=Severity.WARNING,
    run=_run,
    side=Side.SOURCE,
    false_alarms=0.0,
)
