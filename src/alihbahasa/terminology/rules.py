"""What may be wrong with a glossary: the rules, as data for reports, help and documentation."""

from __future__ import annotations

from alihbahasa.model import Concept, GlossaryFinding, Position, Severity
from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True)
class GlossaryRule:
    """A rule that glossaries are looked over by: *code* is stable, *severity* the usual weight."""

    code: str
    name: str
    severity: Severity
    doc: str


RULES = (
    GlossaryRule(
        "G001", "duplicate", Severity.WARNING, "Two concepts have the same term in the source."
    ),
    GlossaryRule(
        "G002",
        "homograph",
        Severity.INFO,
        "Two concepts have a term that only a capital, the domain or the scope tells apart.",
    ),
    GlossaryRule(
        "G003", "ambiguous", Severity.INFO, "One term is the preferred one of two concepts."
    ),
    GlossaryRule(
        "G004",
        "empty",
        Severity.WARNING,
        "A concept is found by nothing and forbids nothing, or says nothing but its source term.",
    ),
    GlossaryRule(
        "G005",
        "contradictory",
        Severity.ERROR,
        "A term is allowed and forbidden, or one of its not_forms bans the term itself.",
    ),
    GlossaryRule(
        "G006",
        "kept-and-translated",
        Severity.WARNING,
        "The source form is kept in a language that has terms of its own.",
    ),
    GlossaryRule("G007", "useless-form", Severity.WARNING, "A form is the term itself."),
    GlossaryRule("G008", "scope", Severity.WARNING, "The scope matches no article."),
    GlossaryRule(
        "G009",
        "untranslated",
        Severity.INFO,
        "No allowed term in a target language; a warning where the level is must.",
    ),
    GlossaryRule(
        "G010", "whitespace", Severity.WARNING, "A space too many, or one that cannot be seen."
    ),
    GlossaryRule(
        "G011",
        "mixed-script",
        Severity.WARNING,
        "A word mixes letters of two scripts that look alike.",
    ),
    GlossaryRule(
        "G012",
        "disagreement",
        Severity.WARNING,
        "Two files say otherwise of one concept; the first file counts."
        "  An error where they give one key to two concepts.",
    ),
    GlossaryRule(
        "G013", "left-out", Severity.INFO, "A file holds what no glossary has a place for."
    ),
    GlossaryRule(
        "G014",
        "several-terms",
        Severity.WARNING,
        "A term looks like several, or has a remark in brackets; not where match is exact.",
    ),
    GlossaryRule(
        "G015",
        "foreign-script",
        Severity.WARNING,
        "A term is in a script that its language, written in Latin letters, does not use.",
    ),
)

_BY_NAME = {rule.name: rule for rule in RULES}


def finding(
    name: str,
    message: str,
    concept: Concept,
    *,
    severity: Severity | None = None,
    language: str = "",
    related: Concept | None = None,
    fix: str = "",
) -> GlossaryFinding:
    """Return a finding of the rule *name* at *concept*, with the rule's weight if none is given."""
    rule = _BY_NAME[name]
    return GlossaryFinding(
        rule.code,
        rule.name,
        severity or rule.severity,
        message,
        place(concept),
        concept.key,
        language,
        place(related) if related else None,
        fix,
    )


def place(concept: Concept) -> Position:
    """Return where *concept* was read; the first line where that is not known."""
    return Position(concept.file, concept.line or 1, 1)
