"""Resolve: one of two targets is chosen where two people translated one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from alihbahasa import reconciliation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Unit, raw
from alihbahasa.project import Project
from alihbahasa.reconciliation import Fate
from alihbahasa.text import shortened
from alihbahasa.workflow import exchange, prepare, returned, saving
from alihbahasa.workflow.collect import Collected, collect, settled

#: How many of what there is are named in a hint.
_NAMED = 5


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
    origin: str = "",
    languages: Iterable[str] = (),
    dry_run: bool = False,
) -> Resolved:
    """End the conflicts of the article *asked* for, with *theirs* or with our targets.

    *units* are ids or beginnings of ids; without, all that are in conflict.
    *origin* begins the name of whose target to take: without, a unit that
    has several is an error; with it, one that has none of that name is left.
    """
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
    found: Collected, article: str, wanted: frozenset[str], *, theirs: bool, origin: str
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
    ids = sorted({unit.id for unit in waiting})
    wanted = set(ids if not asked else ())
    for each in asked:
        found = [each] if each in ids else [id for id in ids if each and id.startswith(each)]
        if len(found) > 1:
            raise AlihbahasaError(
                f"{each!r} is the beginning of several ids", hint=_listed(found, "they are")
            )
        if not found:
            raise AlihbahasaError(
                f"no unit {each!r} of {article} is in conflict", hint=_hint(each, waiting)
            )
        wanted |= {*found}
    return frozenset(wanted)


def _hint(asked: str, waiting: Sequence[Unit]) -> str:
    if not waiting:
        return "none is"
    near = prepare.did_you_mean(asked, [unit.id for unit in waiting])
    listed = _listed(
        [f"{unit.id} ({shortened(raw(unit.source), 30)})" for unit in waiting], "in conflict are"
    )
    return f"{near}  {listed}" if near else listed


def _chosen(unit: Unit, origin: str) -> Alternative:
    found = _from(unit, origin) if origin else unit.alternatives
    if len(found) > 1:
        raise AlihbahasaError(
            f"several targets wait for a choice: {shortened(raw(unit.source), 30)}",
            unit=unit.id,
            hint=f"choose one with --from: {_origins([replace(unit, alternatives=found)])}",
        )
    return found[0]


def _from(unit: Unit, origin: str) -> tuple[Alternative, ...]:
    """Return the alternatives of *unit* that are of *origin*, or whose origins begin so."""
    exact = tuple(each for each in unit.alternatives if each.origin == origin)
    return exact or tuple(
        each for each in unit.alternatives if each.origin.casefold().startswith(origin.casefold())
    )


def _origins(units: Iterable[Unit]) -> str:
    names = dict.fromkeys(other.origin for unit in units for other in unit.alternatives)
    return _listed([f'"{name}"' for name in names], "there are")


def _listed(names: Sequence[str], what: str) -> str:
    more = f" and {len(names) - _NAMED:,} others" if len(names) > _NAMED else ""
    return f"{what} {', '.join(names[:_NAMED])}{more}"
