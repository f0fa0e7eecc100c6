"""A name that stays as it is in the target language was changed.

The glossary says under *keep* in which languages a source term is kept.  The
target must then hold it letter for letter, as the source writes it or as the
glossary allows it, and as a name of its own: RAFPO is no AFP.  An ending of
another script, or behind an apostrophe or hyphen, is no change.

Wrong: *menurut TribunnewsWiki* -> "according to **Tribune News Wiki**"
Right: *menurut TribunnewsWiki* -> "according to **TribunnewsWiki**"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Concept, Grade, Level, Mention, Remark, Severity, Unit, plain
from alihbahasa.recognition import spelt

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source = plain(unit.source)
    target = plain(unit.target or ())
    kept: dict[str, list[Mention]] = {}
    for mention in unit.mentions:
        concept = mention.concept
        is_checked = concept.level in _SEVERITIES and mention.grade is not Grade.DERIVED
        if is_checked and concept.keeps_in(context.target_language):
            kept.setdefault(concept.key, []).append(mention)
    for mentions in kept.values():
        first = mentions[0]
        names = _names(first.concept, first.term.language, context.target_language)
        # The source may write the name in its own way, but an ending of its grammar is no name.
        spellings = [
            mention.span.of(source)
            for mention in mentions
            if mention.term.status.is_allowed and mention.grade in (Grade.EXACT, Grade.VARIANT)
        ]
        accepted = dict.fromkeys((*names, *spellings))
        # Where the glossary allows no way to write the name, there is none to ask for.
        if not accepted or any(spelt(name).search(target) for name in accepted):
            continue
        yield Remark(
            f"“{first.span.of(source)}” must stay as it is",
            counterpart=tuple(mention.span for mention in mentions),
            fix=(first.term.text if first.term.status.is_allowed else names[0],),
            severity=_SEVERITIES[first.concept.level],
        )


def _names(concept: Concept, *languages: str) -> list[str]:
    """Return the allowed terms of *concept* in *languages*, in that order."""
    return [
        term.text
        for language in languages
        for term in concept.terms_in(language)
        if term.status.is_allowed
    ]


PLUGIN = Check(code="T003", name="kept-term", severity=Severity.WARNING, run=_run)
