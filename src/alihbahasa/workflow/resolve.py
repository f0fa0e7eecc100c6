"""Resolve: one of two targets is chosen where two people translated one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from alihbahasa import reconciliation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Unit, raw
from alihbahasa.project import Project
from alihbahasa.reconciliation import Fate
from alihbahasa.records import dataclass
from alihbahasa.text import shortened
from alihbahasa.workflow import exchange, prepare, returned, saving
from alihbahasa.workflow.collect import Collected, collect, settled


@dataclass(frozen=True, slots=True)
class Settled:
    """A unit that was in conflict, and what it has now; *dropped* is kept in the record.

    *fates* count what became of sentences of the article since its export.
    """

    article: str
    language: str
    unit: Unit
    dropped: tuple[Alternative, ...]
    fates: Mapping[Fate, int]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The units that were *settled*, and how many of the articles asked for are in conflict yet.

    Where there was no conflict in the *languages* looked at, *elsewhere* are others that have some.
    """

    settled: tuple[Settled, ...]
    left: int
    languages: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def run(
    project: Project,
    asked: str,
    *,
    theirs: bool,
    units: Iterable[str] = (),
    origin: str | None = None,
    languages: Iterable[str] = (),
    dry_run: bool = False,
) -> Resolved:
    """End the conflicts of the article *asked* for, with *theirs* or with our targets.

    *units* are ids or beginnings of ids; without, all that are in conflict.
    *origin* begins the name of whose target to take: without, a unit that
    has several is an error; with it, one that has none of that name is left.
    """
    if origin is not None and not origin.strip():
        raise AlihbahasaError("an empty name, whose target to take", hint="such as --from Sari")
    with project.lock(idle=dry_run):
        articles = prepare.chosen_articles(project, [asked])
        prepare.refuse_frozen(project, articles)
        targets = prepare.chosen_languages(project, languages)
        terms = prepare.terms(project)
        there = {
            (article, language): collect(project, article, language=language, fresh=fresh)
            for article in articles
            for fresh in [prepare.units(project, article, terms)]
            for language in targets
        }
        waiting = [unit for found in there.values() for unit in found.units if unit.alternatives]
        units = tuple(units)
        wanted = _wanted(units, waiting, article=asked)
        if origin and waiting and not any(_from(unit, origin) for unit in waiting):
            raise AlihbahasaError(
                f"none of the conflicts of {asked} is with {origin!r}", hint=_origins(waiting)
            )
        named = waiting if units else ()
        for unit in named:
            if origin and unit.id in wanted and not _from(unit, origin):
                raise AlihbahasaError(
                    f"its conflict is not with {origin!r}", unit=unit.id, hint=_origins([unit])
                )
        done: list[Settled] = []
        changed: dict[tuple[str, str], Collected] = {}
        for key, found in there.items():
            after, here = _settle(found, key[0], wanted, theirs=theirs, origin=origin)
            if here:
                changed[key] = after
                done += here
        saving.save(project, changed, instant=exchange.now(), dry_run=dry_run)
        elsewhere = () if waiting else _elsewhere(project, articles, targets)
        return Resolved(tuple(done), len(waiting) - len(done), targets, elsewhere)


def _elsewhere(
    project: Project, articles: Sequence[str], languages: Sequence[str]
) -> tuple[str, ...]:
    """Return the languages but *languages* in which the stores of *articles* have conflicts."""
    return tuple(
        other
        for other in returned.languages(project).values()
        if other not in languages
        and any(
            unit.alternatives
            for article in articles
            for unit in exchange.load_store(project, article, language=other).units
        )
    )


def _settle(
    found: Collected, article: str, wanted: frozenset[str], *, theirs: bool, origin: str | None
) -> tuple[Collected, list[Settled]]:
    record = dict(found.record)
    fates = found.counted_fates()
    units: list[Unit] = []
    done: list[Settled] = []
    for unit in found.units:
        if unit.id not in wanted or not unit.alternatives or (origin and not _from(unit, origin)):
            units.append(unit)
            continue
        chosen = _chosen(unit, origin) if theirs else None
        after, dropped = reconciliation.resolved(unit, chosen)
        record = reconciliation.note_resolved(record, after, dropped=dropped, is_taken=theirs)
        units.append(after)
        done.append(Settled(article, found.language, after, dropped, fates))
    return settled(replace(found, stored=tuple(units), record=record)), done


def _wanted(asked: Sequence[str], waiting: Sequence[Unit], *, article: str) -> frozenset[str]:
    """Return the ids of the units of *waiting* that are *asked* for, all where none is named."""
    there = {unit.id: f"{unit.id} ({shortened(raw(unit.source), 30)})" for unit in waiting}
    if not asked:
        return frozenset(there)
    hint = f"in conflict are {prepare.listed(list(there.values()))}" if there else "none is"
    where = f"of {article} is in conflict"
    return frozenset(prepare.unit_named(each, there, where=where, otherwise=hint) for each in asked)


def _chosen(unit: Unit, origin: str | None) -> Alternative:
    found = _from(unit, origin or "")
    if len(found) > 1:
        raise AlihbahasaError(
            f"several targets wait for a choice: {shortened(raw(unit.source), 30)}",
            unit=unit.id,
            hint=f"choose one with --from: {_names(found)}",
        )
    (chosen,) = found.values()
    return chosen


def _from(unit: Unit, origin: str) -> dict[str, Alternative]:
    """Return the alternatives of *unit* by their names: that of *origin*, or that begin so."""
    names = reconciliation.choices(unit)
    if origin in names:
        return {origin: names[origin]}
    start = origin.casefold()
    return {name: other for name, other in names.items() if name.casefold().startswith(start)}


def _origins(units: Iterable[Unit]) -> str:
    names = dict.fromkeys(name for unit in units for name in reconciliation.choices(unit))
    return _names(names)


def _names(names: Iterable[str]) -> str:
    return "there are " + prepare.listed([f'"{name}"' for name in names])
