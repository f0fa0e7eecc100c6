"""Keep: somebody says that an edit of the article left a translation right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from alihbahasa import plugins, reconciliation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import NOTHING, State, Unit, plain, raw, unit_id
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.reconciliation import meaning
from alihbahasa.workflow import exchange, prepare, saving
from alihbahasa.workflow.collect import Collected, collect


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit whose translation stands as it is; *has_edit* where its source was edited.

    *is_old* where it was kept before, and stands as it did then.
    """

    article: str
    language: str
    unit: Unit
    has_edit: bool
    is_old: bool = False


def run(
    project: Project,
    units: Sequence[str],
    *,
    languages: Iterable[str],
    reason: str,
    dry_run: bool = False,
) -> tuple[Kept, ...]:
    """Make the drafts of edited *units* what they were before, in *languages*; tell which.

    A unit goes by its id, or by so much of it that no other begins so.  One whose
    concepts changed in the glossary counts as translated with those of today.
    One that was kept before is told, and left alone, so that a run that was broken
    off can be run again.  Nothing is written, and AlihbahasaError raised, where an edit changed a
    number, a name, a term or a negation, where the sentence is not the same any
    more, and where its translation was not finished before.  The *reason* goes
    into the record.
    """
    reason = " ".join(reason.split())
    if not reason or not reason.isprintable():
        raise AlihbahasaError("the reason must be a line of text", hint="such as --reason typo")
    with project.lock(idle=dry_run):
        terms = prepare.terms(project)
        everything = {
            article: prepare.units(project, article, terms) for article in project.articles()
        }
        chosen = _chosen(everything, units)
        prepare.refuse_frozen(project, chosen)
        changed: dict[tuple[str, str], Collected] = {}
        results: list[Kept] = []
        for article, ids in chosen.items():
            fresh = everything[article]
            vocabulary = meaning.vocabulary_of(plain(unit.source) for unit in fresh)
            for language in languages:
                found = collect(project, article, language=language, fresh=fresh)
                kept = [
                    _kept(project, found, unit, vocabulary, terms.source(article))
                    for unit in found.active
                    if unit.id in ids and (_is_edited(unit) or unit.outdated)
                ]
                done = {unit.id for unit, _ in kept}
                results += [
                    Kept(article, language, unit, has_edit=False, is_old=True)
                    for unit in found.active
                    if unit.id in ids - done and _was_kept(unit, found)
                ]
                if not kept:
                    continue
                changed[article, language] = _with_kept(found, kept, reason)
                results += [
                    Kept(article, language, unit, has_edit=was.previous is not None)
                    for unit, was in kept
                ]
        if not results:
            raise AlihbahasaError(
                "there is nothing to keep: neither the source nor a term changed"
                " since this was translated",
                unit=", ".join(units),
            )
        saving.save(project, changed, instant=exchange.now(), dry_run=dry_run)
        return tuple(results)


def _chosen(everything: Mapping[str, Sequence[Unit]], asked: Sequence[str]) -> dict[str, set[str]]:
    """Return the ids that are *asked* for, by article."""
    chosen: dict[str, set[str]] = {}
    ids = {unit.id for units in everything.values() for unit in units}
    for each in asked:
        wanted = [each] if each in ids else [id for id in ids if each and id.startswith(each)]
        if len(wanted) != 1:
            hint = (
                f"write more of it: {', '.join(sorted(wanted)[:5])}"
                if wanted
                else prepare.did_you_mean(each, ids)
            )
            what = "several units begin so" if wanted else "no article has this unit"
            raise AlihbahasaError(what, unit=each, hint=hint)
        for article, units in everything.items():
            if any(unit.id == wanted[0] for unit in units):
                chosen.setdefault(article, set()).add(wanted[0])
    return chosen


def _was_kept(unit: Unit, found: Collected) -> bool:
    """Tell whether *unit* was kept before, and its translation is the one of then."""
    memo = found.record.get(unit.id)
    if memo is None or not memo.kept or not unit.is_finished:
        return False
    return reconciliation.recorded_state(unit, memo) is unit.state


def _is_edited(unit: Unit) -> bool:
    return unit.is_draft and unit.previous is not None


def _kept(
    project: Project,
    found: Collected,
    unit: Unit,
    vocabulary: meaning.Vocabulary,
    recogniser: Recogniser,
) -> tuple[Unit, Unit]:
    """Return *unit* as it was before its source was edited, and as it is; refuse what it must."""
    if not _is_edited(unit):
        return unit, unit
    previous = reconciliation.coded(raw(unit.previous or ()), unit.source)
    before, now = plain(previous), plain(unit.source)
    shown = project.shown(found.base.path)

    def refuse(why: str) -> AlihbahasaError:
        return AlihbahasaError(
            why,
            file=shown,
            unit=unit.id,
            hint="look at the translation, and confirm it in the file (in PO: unmark the fuzzy)",
        )

    (was,) = prepare.with_mentions([replace(unit, source=previous)], recogniser)
    differences = meaning.differences(
        before,
        now,
        pack=plugins.language_pack(project.settings.project.source),
        mentions=(was.mentions, unit.mentions),
        vocabulary=vocabulary,
    )
    if differences:
        raise refuse(f"the edit touches the meaning: {meaning.told(differences)}")
    twins = [
        other
        for other in found.active
        if other.id != unit.id and other.previous == unit.previous and other.target == unit.target
    ]
    if twins or not reconciliation.is_same_sentence(before, now):
        raise refuse("this is not the same sentence any more")
    memo = found.record.get(unit_id(previous, unit.kind, unit.context))
    state = reconciliation.recorded_state(unit, memo)
    if state is State.INITIAL:
        raise refuse("its translation was not finished before the edit")
    return replace(unit, state=state, previous=None), unit


def _with_kept(found: Collected, kept: Sequence[tuple[Unit, Unit]], reason: str) -> Collected:
    """Return what was collected with the units *kept*, and the *reason* in their record."""
    now = {unit.id: unit for unit, _ in kept}
    record = reconciliation.remember(found.record, now.values())
    for id in now:
        # With the terms of today, which saving adds.
        record[id] = replace(record[id], kept=reason, terms=NOTHING)
    return replace(
        found, units=tuple(now.get(unit.id, unit) for unit in found.units), record=record
    )
