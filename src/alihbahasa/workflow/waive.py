"""The waivers of a project: read, applied to what a check found, and written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from alihbahasa import checking, segmentation, storage
from alihbahasa.checking import waivers
from alihbahasa.checking.waivers import Waiver
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Kind, Position, Remark, Unit
from alihbahasa.project import Project
from alihbahasa.workflow import check_rules, exchange, prepare
from alihbahasa.workflow.check import Checked
from alihbahasa.workflow.check_rules import Rules

_WAIVERS = "waivers.csv"
_STALE = "stale-waiver"


@dataclass(frozen=True, slots=True)
class Left:
    """The *findings* that nobody waived or knew, and how many there were of those.

    *mended* counts the findings of the baseline that are no more.
    """

    findings: tuple[Finding, ...]
    waived: int = 0
    known: int = 0
    mended: int = 0


def left(project: Project, checked: Checked, *, rules: Rules) -> Left:
    """Return what of the findings of *checked* is not waived, with those of stale waivers."""
    today = exchange.now().date()
    every = _waivers(project)
    found, used = waivers.applied(checked.findings, every, today=today)
    stale = _stale(project, every, checked, used=used, rules=rules, today=today)
    return Left((*found, *stale), waived=len(checked.findings) - len(found))


def add(project: Project, waiver: Waiver, *, dry_run: bool = False) -> tuple[Waiver, Path]:
    """Put *waiver* into the file of the project, in the place of one for the same; see it again.

    Its check may go by its code, its unit by the beginning of its id.  Raises
    AlihbahasaError for a check, an article, a unit or a language that there is
    not, and for a last day that is past.
    """
    checks = check_rules.named(waiver.check)
    if len(checks) > 1:
        raise AlihbahasaError(f"{waiver.check!r} is the beginning of several codes")
    if waiver.language:
        (language,) = prepare.chosen_languages(project, [waiver.language])
        if language not in project.settings.project.targets:
            raise AlihbahasaError(f"{language} is no target language of the project")
        waiver = replace(waiver, language=language)
    if waiver.is_over(exchange.now().date()):
        raise AlihbahasaError(f"the last day of the waiver, {waiver.until}, is past")
    with project.lock(idle=dry_run):
        (article,) = prepare.chosen_articles(project, [waiver.article])[:1] or ("",)
        ids = [unit.id for unit in segmentation.units(prepare.document(project, article))]
        unit = prepare.unit_named(waiver.unit, ids, where=f"of {article}")
        path = project.translations / _WAIVERS
        there = _waivers(project)
        whole = replace(waiver, check=checks[0].name, article=article, unit=unit)
        others = [each for each in there if _same(each) != _same(whole)]
        before = storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)
        if not dry_run:
            data = waivers.written([*others, whole])
            storage.write({path: data}, expected={path: before}, root=project.root)
        return whole, path


def _same(waiver: Waiver) -> tuple[str, str, str, str]:
    return waiver.check, waiver.article, waiver.unit, waiver.language


def _waivers(project: Project) -> tuple[Waiver, ...]:
    path = project.translations / _WAIVERS
    data = storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)
    try:
        return waivers.read(data) if data else ()
    except AlihbahasaError as error:
        raise error.within(project.shown(path)) from error


def _is_told(waiver: Waiver, languages: Collection[str], project: Project, rules: Rules) -> bool:
    """Tell whether a run in *languages* can say that nothing is left for *waiver*.

    Its check has to run in all of them, and they have to be all it holds for.
    """
    wanted = [each for each in project.settings.project.targets if waiver.is_for(each)]
    return set(wanted) <= set(languages) and all(
        any(each.check.name == waiver.check for each in rules.running(waiver.article, language))
        for language in languages
    )


def _stale(
    project: Project,
    every: Sequence[Waiver],
    checked: Checked,
    *,
    used: Collection[Waiver],
    rules: Rules,
    today: date,
) -> Iterator[Finding]:
    """Yield a finding for each waiver of no more use, of those that this run could tell."""
    for waiver in every:
        languages = [
            language
            for name, language in checked.ids
            if name == waiver.article and waiver.is_for(language)
        ]
        if not languages or not _is_told(waiver, languages, project, rules):
            continue
        running = {each.check.name: each for each in rules.running(waiver.article, languages[0])}
        units = {id for each in languages for id in checked.ids[waiver.article, each]}
        why = waivers.staleness(waiver, used=used, units=units, today=today)
        if why is None or _STALE not in running:
            continue
        unit = Unit(waiver.unit, Kind.of_id(waiver.unit), ("",))
        found = checking.stamped(
            Remark(f"the waiver of {waiver.check} is stale: {why}", about=waiver.check),
            running[_STALE],
            unit=unit,
            context=rules.contexts(project.settings.project.source, languages[0])(waiver.article),
            article=waiver.article,
        )
        place = Position(project.shown(project.translations / _WAIVERS), waiver.line, 1)
        yield replace(found, place=place)
