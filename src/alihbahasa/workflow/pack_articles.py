"""The articles of a pack: which units of them are to be worked on, and what their files have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from alihbahasa.checking import waivers
from alihbahasa.model import Glossary, Note, Severity, Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import check_rules, exchange, notes, pack_manifest, prepare, waive
from alihbahasa.workflow.collect import collect


@dataclass(frozen=True, slots=True)
class Sent:
    """An article in a pack: all its *units*, and what of them is *open*: to be worked on.

    *findings* are told of units, by id.
    """

    article: str
    units: tuple[Unit, ...]
    open: tuple[Unit, ...]
    findings: Mapping[str, tuple[str, ...]]

    @property
    def counted(self) -> pack_manifest.Counted:
        """Its counts."""
        return pack_manifest.Counted(
            len(self.units),
            prepare.words(self.units),
            len(self.open),
            prepare.words(self.open),
        )


def sent(
    project: Project, chosen: Sequence[str], language: str, *, only: Sequence[str]
) -> list[Sent]:
    """Return the articles *chosen*, and what of them is to be worked on in *language*."""
    rules = check_rules.rules_of(project)
    source = project.settings.project.source
    terms = rules.terms(source)
    waived, today = waive.waived(project), exchange.now().date()
    found = []
    for article in chosen:
        fresh = prepare.units(project, article, terms)
        collected = collect(project, article, language=language, fresh=fresh, with_views=True)
        units = collected.active
        told: dict[str, tuple[str, ...]] = {}
        if "findings" in only:
            every = prepare.findings(
                units,
                running=rules.running(article, language),
                context=rules.contexts(source, language)(article),
                article=article,
            )
            for each in waivers.applied(every, waived, today=today)[0]:
                if each.severity.reaches(Severity.WARNING) and each.unit.is_finished:
                    told[each.unit.id] = (*told.get(each.unit.id, ()), each.message)
        open_units = tuple(unit for unit in units if _goes(unit, only, told))
        found.append(Sent(article, units, open_units, told))
    return found


def _goes(unit: Unit, only: Sequence[str], findings: Mapping[str, object]) -> bool:
    """Tell whether *unit* is to be worked on, where *only* such units are asked for."""
    return (
        ("new" in only and not unit.has_target)
        or ("draft" in only and unit.is_draft)
        or ("findings" in only and unit.id in findings)
    )


def written(sent: Sent, language: str) -> tuple[Unit, ...]:
    """Return the units of an article that its files have.

    Those that do not go are there where they are finished, for what is around
    a sentence; an open one that does not go would be translated all the same.
    """
    ids = {unit.id for unit in sent.open}
    units = notes.with_notes(
        (unit for unit in sent.units if unit.id in ids or unit.is_finished), language
    )
    return tuple(
        replace(
            unit,
            alternatives=(),
            notes=(
                *unit.comments,
                *(
                    Note(notes.AUTHOR, "finding", f"! {' '.join(each.split())}")
                    for each in sent.findings.get(unit.id, ())
                ),
                *unit.generated,
            ),
        )
        for unit in units
    )


def concepts(sent: Iterable[Sent]) -> Glossary:
    """Return the concepts that the articles mention, by their keys.

    A translator looks them up while at work on these articles; the whole glossary
    would only be more to send.
    """
    found = {
        mention.concept.key: mention.concept
        for each in sent
        for unit in each.units
        for mention in unit.mentions
    }
    return Glossary(tuple(found[key] for key in sorted(found)), ())
