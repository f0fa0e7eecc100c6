"""Status: how far each article is in each language."""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.model import Severity, Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import check_rules, prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language; words count every place of a unit, findings those above info.

    *changed* are drafts of sentences that were edited, and units of which the
    glossary changed; *conflicts* have two targets that wait for a choice.
    """

    article: str
    language: str
    units: int
    words: int
    translated: int
    drafts: int
    words_left: int
    findings: int
    is_exported: bool
    changed: int
    conflicts: int


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    progress: Progress = iter,
) -> tuple[Row, ...]:
    """Return a row for each of *articles* in each of *languages*, all when none are named."""
    chosen = prepare.chosen_articles(project, articles)
    targets = prepare.chosen_languages(project, languages)
    source = project.settings.project.source
    rules = check_rules.rules_of(project)
    terms = rules.terms(source)
    rows = []
    for article in progress(chosen):
        fresh = prepare.units(project, article, terms)
        for language in targets:
            found = collect(project, article, language=language, fresh=fresh)
            active = found.active
            findings = prepare.findings(
                active,
                running=rules.running(article, language),
                context=rules.contexts(source, language)(article),
                article=article,
            )
            rows.append(
                Row(
                    article,
                    language,
                    units=len(active),
                    words=prepare.words(active),
                    translated=sum(unit.is_finished for unit in active),
                    drafts=sum(unit.is_draft for unit in active),
                    words_left=prepare.words(unit for unit in active if not unit.is_finished),
                    findings=sum(each.severity.reaches(Severity.WARNING) for each in findings),
                    is_exported=found.base.bitext is not None,
                    changed=sum(_is_changed(unit) for unit in active),
                    conflicts=sum(bool(unit.alternatives) for unit in active),
                )
            )
    return tuple(rows)


def _is_changed(unit: Unit) -> bool:
    return bool(unit.outdated) or (unit.is_draft and unit.previous is not None)
