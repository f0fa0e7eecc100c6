"""Check: what the checks find in the translations, with the place of each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from alihbahasa import checking, plugins
from alihbahasa.model import Finding, Position, Side, Unit, unit_id
from alihbahasa.project import Project
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.exchange import Loaded
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, in order of file and place, and how much was looked at."""

    findings: tuple[Finding, ...]
    articles: int
    units: int


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    progress: Progress = iter,
) -> Checked:
    """Check the targets in the stores of *articles* in *languages*, all when none are named."""
    chosen = prepare.chosen_articles(project, articles)
    targets = prepare.chosen_languages(project, languages)
    terms = prepare.terms(project)
    contexts = {language: prepare.check_contexts(project, terms, language) for language in targets}
    checks = plugins.checks()
    of_targets = tuple(check for check in checks if check.side is Side.TARGET)
    findings: list[Finding] = []
    count = 0
    for article in progress(chosen):
        fresh = prepare.units(project, article, terms)
        severities = project.settings.for_article(article).checks
        for language in targets:
            found = collect(project, article, language=language, fresh=fresh)
            count += sum(unit.has_target for unit in found.active)
            remarks = prepare.findings(
                found.active,
                # What is wrong with a source is said once.
                checks=checks if language == targets[0] else of_targets,
                context=contexts[language](article),
                article=article,
                severities=severities,
            )
            findings += located(remarks, found.store, shown=project.shown(found.store.path))
    return Checked(tuple(findings), len(chosen), count)


def located(findings: tuple[Finding, ...], file: Loaded, *, shown: str) -> list[Finding]:
    """Return *findings* with their places in *file*, by line and column.

    A unit whose source was edited since the last export stands in the file
    under the source it had before.
    """
    if not findings or file.data is None:
        return [replace(finding, place=Position(shown, 1, 1)) for finding in findings]
    wanted = defaultdict(list)
    for finding in findings:
        unit, side, offset = checking.offset(finding)
        for each in _ids(finding.unit, unit):
            wanted[(each, side, offset)].append(finding)
    places = file.format.locate(file.data, wanted)
    found = []
    for finding in findings:
        unit, side, offset = checking.offset(finding)
        place = next(
            (
                places[(each, side, offset)]
                for each in _ids(finding.unit, unit)
                if (each, side, offset) in places
            ),
            (1, 1),
        )
        found.append(replace(finding, place=Position(shown, *place)))
    return sorted(found, key=lambda each: (each.place.line, each.place.column, each.code))


def _ids(unit: Unit, id: str) -> tuple[str, ...]:
    if unit.previous is None:
        return (id,)
    return (id, unit_id(unit.previous, unit.kind, unit.context))
