"""The waivers of a project: read, applied to what a check found, and written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from alihbahasa import checking, plugins, segmentation, storage
from alihbahasa.checking import waivers
from alihbahasa.checking.waivers import Waiver
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Kind, Position, Remark, Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
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
    every = waived(project)
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
        raise AlihbahasaError(
            f"{waiver.check!r} is the beginning of several codes",
            hint="name one of them: alihbahasa rule --all lists them",
        )
    if waiver.language:
        (language,) = prepare.chosen_languages(project, [waiver.language])
        if language not in project.settings.project.targets:
            raise AlihbahasaError(
                f"{language} is no target language of the project",
                hint="add it to [project] targets in the settings first",
            )
        waiver = replace(waiver, language=language)
    if waiver.is_over(exchange.now().date()):
        raise AlihbahasaError(
            f"the last day of the waiver, {waiver.until}, is past",
            hint="name a later day with --until",
        )
    with project.lock(idle=dry_run):
        (article,) = prepare.chosen_articles(project, [waiver.article])[:1] or ("",)
        ids = [unit.id for unit in segmentation.units(prepare.document(project, article))]
        unit = prepare.unit_named(waiver.unit, ids, where=f"of {article}")
        path = project.translations / _WAIVERS
        there = waived(project)
        whole = replace(waiver, check=checks[0].name, article=article, unit=unit)
        others = [each for each in there if _same(each) != _same(whole)]
        before = storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)
        if not dry_run:
            data = waivers.written([*others, whole])
            storage.write({path: data}, expected={path: before}, root=project.root)
        return whole, path


def _same(waiver: Waiver) -> tuple[str, str, str, str]:
    return waiver.check, waiver.article, waiver.unit, waiver.language


def waived(project: Project) -> tuple[Waiver, ...]:
    """Return the waivers of *project*."""
    path = project.translations / _WAIVERS
    data = storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)
    try:
        return waivers.read(data) if data else ()
    except AlihbahasaError as error:
        error.within(project.shown(path))
        raise


def _why_stale(
    waiver: Waiver,
    checked: Checked,
    *,
    used: Collection[Waiver],
    project: Project,
    rules: Rules,
    today: date,
) -> str | None:
    """Return why *waiver* is of no more use, None where it is or where this run cannot tell.

    That nothing is left to waive can be told where its check ran in all languages
    that it holds for, by the project's own glossaries.
    """
    if not any(each.name == waiver.check for each in plugins.checks()):
        return f"there is no check {waiver.check}"
    if waiver.article not in project.articles():
        return "there is no such article any more"
    wanted = [each for each in project.settings.project.targets if waiver.is_for(each)]
    read = [each for each in wanted if (waiver.article, each) in checked.ids]
    if not read:
        return None
    units = {id for each in read for id in checked.ids[waiver.article, each]}
    why = waivers.staleness(waiver, units=units, today=today)
    is_all = read == wanted and all(
        any(each.check.name == waiver.check for each in rules.running(waiver.article, language))
        for language in read
    )
    if why is None and waiver not in used and is_all and rules.are_ours:
        return "there is nothing to waive any more"
    return why


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
    source, targets = project.settings.project.source, project.settings.project.targets
    for waiver in every:
        language = next((each for each in targets if waiver.is_for(each)), waiver.language)
        running = {each.check.name: each for each in rules.running(waiver.article, language)}
        if _STALE not in running:
            continue
        why = _why_stale(waiver, checked, used=used, project=project, rules=rules, today=today)
        if why is None:
            continue
        found = checking.stamped(
            Remark(f"the waiver of {waiver.check} is stale: {why}", about=waiver.check),
            running[_STALE],
            unit=Unit(waiver.unit, Kind.of_id(waiver.unit), ("",)),
            context=rules.contexts(source, language)(waiver.article),
            article=waiver.article,
        )
        place = Position(project.shown(project.translations / _WAIVERS), waiver.line, 1)
        yield replace(found, place=place)
