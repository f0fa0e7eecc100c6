"""A term of the source was given other translations since its target was written.

The translation may be right all the same; somebody should look.  It is settled
by a change of the target, or by ``alihbahasa keep``.  Terms that are new in the
glossary are the business of ``term-missing``.

Wrong: *rayon* with the target *raion*, of a day when the glossary had raion first
Right: the same, after ``alihbahasa keep --to en --reason "raion may stay" u...``
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Remark, Severity, Side, Unit


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    for concept in unit.outdated:
        found = [
            mention
            for mention in unit.mentions
            if mention.concept.key == concept.key and mention.grade is not Grade.DERIVED
        ]
        allowed = [
            term.text
            for term in concept.terms_in(context.target_language)
            if term.status.is_allowed
        ]
        now = f"; it is {' or '.join(allowed)} now" if allowed else ""
        yield Remark(
            f"“{found[0].term.text}” changed in the glossary since this was translated{now}",
            side=Side.SOURCE,
            spans=tuple(mention.span for mention in found),
        )


PLUGIN = Check(code="P003", name="term-changed", severity=Severity.WARNING, run=_run, drafts=True)
