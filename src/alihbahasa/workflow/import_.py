"""Import: files that came back are merged into the store, three ways, by the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from alihbahasa import plugins, reconciliation, storage
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Bitext, Memo, State, Unit, fallbacks, plain, unit_id
from alihbahasa.project import Project
from alihbahasa.reconciliation import Outcome
from alihbahasa.workflow import exchange, notes, prepare
from alihbahasa.workflow.collect import Collected, collect


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: what it is called, and its bytes."""

    name: str
    data: bytes
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file for one article: how many units of each outcome.

    *conflicts* are units whose two targets both stand now, *replaced* those
    whose finished target a newer one took the place of, *strays* those with
    work for a sentence that the article no longer has.
    """

    file: str
    article: str
    language: str
    outcomes: Mapping[Outcome, int]
    conflicts: tuple[Unit, ...]
    replaced: tuple[Unit, ...]
    strays: tuple[Unit, ...]


@dataclass(slots=True)
class _Desk:
    """One article in one language while files are merged into it."""

    found: Collected
    units: dict[str, Unit]
    record: dict[str, Memo]
    replaced: dict[str, Alternative] = field(default_factory=dict)


def run(
    project: Project, files: Iterable[Returned], *, dry_run: bool = False
) -> tuple[Imported, ...]:
    """Merge *files*, in order, into the stores of the articles that they are of.

    The format is known by the content, the article by the names and ids in
    the file, the language by its header.  Nothing is written when any file
    cannot be read, and nothing with *dry_run*.
    """
    with storage.lock(project.root):
        instant = exchange.now()
        terms = prepare.terms(project)
        fresh = {article: prepare.units(project, article, terms) for article in project.articles()}
        desks: dict[tuple[str, str], _Desk] = {}
        results = []
        for file in files:
            bitext = exchange.parse(file.data, _format(file), shown=file.name)
            language = _language(project, bitext, file)
            for article, theirs in _by_article(bitext, fresh, file).items():
                key = (article, language)
                if key not in desks:
                    found = collect(project, article, language=language, fresh=fresh[article])
                    units = {unit.id: unit for unit in found.units}
                    desks[key] = _Desk(found, units, dict(found.record))
                results.append(_merge(project, desks[key], theirs, file, article, language))
        changes: dict[Path, bytes] = {}
        expected: dict[Path, bytes | None] = {}
        for (article, language), desk in desks.items():
            store = desk.found.store
            record_path = project.record_path(article, language=language)
            after = {
                store.path: exchange.render(
                    store,
                    notes.with_notes(desk.units.values(), language),
                    header=exchange.new_header(project, article, language=language),
                    instant=instant,
                ),
                record_path: storage.render_record(
                    reconciliation.keep_replaced(desk.record, desk.replaced)
                ),
            }
            before = {store.path: store.data, record_path: desk.found.record_data}
            if not desk.record and not desk.replaced:
                del after[record_path]
            changes.update({p: data for p, data in after.items() if before[p] != data})
            expected.update(before)
        if not dry_run:
            storage.sweep(project.translations)
            storage.write(changes, expected=expected)
        return tuple(results)


def _format(file: Returned) -> ExchangeFormat:
    if not file.data.strip():
        raise AlihbahasaError("the file is empty", file=file.name)
    for each in plugins.exchange_formats():
        if each.recognises(file.data[:4096]):
            return each
    titles = ", ".join(each.title for each in plugins.exchange_formats())
    raise AlihbahasaError(f"not an exchange file; known are {titles}", file=file.name)


def _language(project: Project, bitext: Bitext, file: Returned) -> str:
    """Return the target language of the project that the file is in."""
    tag = bitext.header.target_language
    there = {each.lower(): each for each in project.settings.project.targets}
    if project.translations.is_dir():
        folders = [each.name for each in project.translations.iterdir() if each.is_dir()]
        there.update({name.lower(): name for name in folders if not name.startswith(".")})
    source = project.settings.project.source
    if tag and tag.lower() == source.lower():
        raise AlihbahasaError(
            f"its target language is {tag}, the source language of this project",
            file=file.name,
            hint="the languages are swapped: let the translator's program write them the right way",
        )
    for each in fallbacks(tag) if tag else ():
        if each.lower() in there:
            return there[each.lower()]
    if not tag:
        for part in reversed(Path(file.name).parts[:-1]):
            if part.lower() in there:
                return there[part.lower()]
        raise AlihbahasaError("the file does not say its target language", file=file.name)
    raise AlihbahasaError(
        f"{tag} is not a target language of this project",
        file=file.name,
        hint="add it under [project] targets in the settings",
    )


def _by_article(
    bitext: Bitext, fresh: Mapping[str, Sequence[Unit]], file: Returned
) -> dict[str, list[Unit]]:
    """Sort the units of a file by the article they are of."""
    named = [name for name in bitext.header.documents if name in fresh]
    owners: dict[str, list[str]] = {}
    for article, units in fresh.items():
        for unit in units:
            owners.setdefault(_words(unit.id), []).append(article)
    votes = Counter(article for unit in bitext.units for article in owners.get(_words(unit.id), ()))
    likeliest = votes.most_common(1)[0][0] if votes else None
    default = named[0] if named else likeliest
    sorted_units: dict[str, list[Unit]] = {}
    for unit in bitext.units:
        places = [place.article for place in unit.places if place.article in fresh]
        owner = places[0] if places else default
        if owner is None:
            raise AlihbahasaError("of no article of this project", file=file.name)
        sorted_units.setdefault(owner, []).append(unit)
    return sorted_units


def _merge(
    project: Project,
    desk: _Desk,
    theirs: Iterable[Unit],
    file: Returned,
    article: str,
    language: str,
) -> Imported:
    """Merge the units of one file into *desk*."""
    origin = Path(file.name).name
    by_words = {_words(id): id for id in reversed(desk.units)}
    drafts = {
        _words(unit_id(unit.previous, unit.kind, unit.context)): unit.id
        for unit in desk.units.values()
        if unit.previous is not None
    }
    in_place = file.path is not None and _is_view(project, file.path, article, language)
    outcomes: Counter[Outcome] = Counter()
    conflicts, replaced, strays, taken = [], [], [], []
    for unit in theirs:
        words = _words(unit_id(unit.source, unit.kind, unit.context))
        if words in by_words:
            ours = desk.units[by_words[words]]
        elif words in drafts:
            # Written for the sentence as it was: a draft of the one it is now.
            ours = desk.units[drafts[words]]
            unit = replace(unit, state=State.INITIAL, previous=unit.source)
        elif unit.has_target or unit.comments:
            kept = replace(unit, obsolete=True, places=(), notes=unit.comments)
            desk.units[kept.id] = kept
            strays.append(kept)
            continue
        else:
            continue
        before = ours
        if unit.obsolete and not ours.obsolete and ours.is_finished:
            continue
        merged = reconciliation.merge(ours, unit, memo=desk.record.get(ours.id), origin=origin)
        desk.units[ours.id] = merged.unit
        outcomes[merged.outcome] += 1
        if merged.outcome is Outcome.CONFLICT:
            conflicts.append(merged.unit)
        if merged.replaced:
            desk.replaced[ours.id] = merged.replaced
            replaced.append(before)
        if merged.outcome is Outcome.TAKEN:
            taken.append(merged.unit)
    # What stands in a view of ours counts as exported; what was sent in does not.
    step = reconciliation.remember if in_place else reconciliation.note_states
    desk.record = step(desk.record, taken)
    return Imported(
        file.name, article, language, outcomes, tuple(conflicts), tuple(replaced), tuple(strays)
    )


def _is_view(project: Project, path: Path, article: str, language: str) -> bool:
    """Tell whether *path* is one of the project's own files, edited where it lies."""
    return any(
        path == project.exchange_path(article, language=language, extension=each.extension)
        for each in plugins.exchange_formats()
    )


def _words(id: str) -> str:
    """Return the part of an id that follows from the words alone."""
    return id.partition(".")[0]


def describe(unit: Unit) -> str:
    """Return the beginning of a unit's source, for a line about it."""
    text = " ".join(plain(unit.source).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
