"""Keep: somebody says that an edit of the article left a translation right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from alihbahasa import plugins, reconciliation, segmentation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import NOTHING, State, Unit, plain, raw, unit_id
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.reconciliation import Fate, meaning
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange, prepare, saving
from alihbahasa.workflow.collect import Collected, collect
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit whose translation stands as it is; *has_edit* where its source was edited.

    *fates* count what became of the other sentences of the article since its export.
    """

    article: str
    language: str
    unit: Unit
    has_edit: bool
    fates: Mapping[Fate, int]


@dataclass(frozen=True, slots=True)
class Done:
    """The units that were *kept*; those with *nothing* to keep; *frozen* articles passed over."""

    kept: tuple[Kept, ...]
    nothing: tuple[Unit, ...]
    frozen: tuple[str, ...]


def run(
    project: Project,
    units: Sequence[str],
    *,
    languages: Iterable[str],
    reason: str,
    articles: Iterable[str] = (),
    dry_run: bool = False,
    progress: Progress = iter,
) -> Done:
    """Make the drafts of edited *units* what they were before, in *languages*; tell which.

    A unit goes by its id, or by so much of it that no other begins so, in any
    of *articles* that has it, all when none are named.  One whose concepts
    changed in the glossary counts as translated with those of today.  Nothing is
    written, and AlihbahasaError raised, where an edit changed a number, a name,
    a term or a negation, where the sentence is not the same any more, where its
    translation was not finished before, and where only frozen articles have it.
    The *reason* goes into the record.
    """
    languages, articles = tuple(languages), tuple(articles)
    reason = " ".join(reason.split())
    if not reason or not reason.isprintable():
        raise AlihbahasaError("the reason must be a line of text", hint="such as --reason typo")
    with project.lock(idle=dry_run):
        there = prepare.chosen_articles(project, articles) if articles else project.articles()
        everything = {
            article: segmentation.units(prepare.document(project, article))
            for article in progress(there)
        }
        wanted, chosen, frozen = _chosen(project, everything, units)
        terms = prepare.terms(project)
        changed: dict[tuple[str, str], Collected] = {}
        results: list[Kept] = []
        for article, ids in chosen.items():
            fresh = prepare.recognised(everything[article], article, terms)
            vocabulary = meaning.vocabulary_of(plain(unit.source) for unit in fresh)
            for language in languages:
                found = collect(project, article, language=language, fresh=fresh)
                kept = [
                    _kept(project, found, unit, vocabulary, terms.source(article))
                    for unit in found.active
                    if unit.id in ids and (_is_edited(unit) or unit.outdated)
                ]
                if not kept:
                    continue
                changed[article, language] = _with_kept(found, kept, reason)
                fates = found.counted_fates(without=ids)
                results += [
                    Kept(article, language, unit, was.previous is not None, fates)
                    for unit, was in kept
                ]
        if not results:
            raise AlihbahasaError(
                "there is nothing to keep: neither the source nor a term changed"
                " since this was translated",
                unit=", ".join(wanted),
            )
        saving.save(project, changed, instant=exchange.now(), dry_run=dry_run)
        kept_ids = {each.unit.id for each in results}
        nothing = tuple(unit for id, unit in wanted.items() if id not in kept_ids)
        return Done(tuple(results), nothing, frozen)


def _chosen(
    project: Project, everything: Mapping[str, Sequence[Unit]], asked: Iterable[str]
) -> tuple[dict[str, Unit], dict[str, set[str]], tuple[str, ...]]:
    """Return the units that are *asked* for, their ids by article, and frozen articles with them.

    Raises AlihbahasaError for a unit that stands in frozen articles only.
    """
    homes: dict[str, dict[str, Unit]] = defaultdict(dict)
    for article, units in everything.items():
        for unit in units:
            homes[unit.id][article] = unit
    wanted: dict[str, Unit] = {}
    chosen: dict[str, set[str]] = {}
    frozen: dict[str, None] = {}
    for each in asked:
        id = prepare.unit_named(each, homes, where="in any article")
        wanted[id] = next(iter(homes[id].values()))
        live = [article for article in homes[id] if not project.is_frozen(article)]
        if not live:
            prepare.refuse_frozen(project, homes[id])
        frozen.update(dict.fromkeys(article for article in homes[id] if article not in live))
        for article in live:
            chosen.setdefault(article, set()).add(id)
    return wanted, chosen, tuple(frozen)


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
