"""A term of the source was given other translations since its target was written.

It tells what to look at again after a change in the glossary, drafts included.
A target that has a term which is allowed today is right as it is, whatever the
glossary said before.  It is settled by a change of the target, or by
``alihbahasa keep``.  Terms that are new in the glossary are the business of
``term-missing``.

Wrong: *rayon* with the target *raion*, of a day when that was its term; today it is *district*
Right: the same, after ``alihbahasa keep --to en --reason "raion may stay" u...``
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Grade, Remark, Severity, Side, Unit


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    for concept in unit.outdated:
        rendered = [each for each in unit.renderings if each.mention.concept.key == concept.key]
        if rendered and all(each.kind.is_allowed for each in rendered):
            continue
        found = [
            mention
            for mention in unit.mentions
            if mention.concept.key == concept.key and mention.grade is not Grade.DERIVED
        ]
        allowed = _unwanted.allowed(concept, context.target_language)
        now = f"; it is {' or '.join(allowed)} now" if allowed else ""
        yield Remark(
            f"“{found[0].term.text}” changed in the glossary since this was translated{now}",
            side=Side.SOURCE,
            spans=tuple(mention.span for mention in found),
            about=concept.key,
        )


PLUGIN = Check(code="P003", name="term-changed", severity=Severity.WARNING, run=_run, drafts=True)
