"""Import: files that came back are merged into the store, three ways, by the record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alihbahasa import plugins, reconciliation, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Bitext, Unit, fallbacks, unit_id
from alihbahasa.project import TAG_PATTERN, Project
from alihbahasa.reconciliation import Outcome, Taken, words_of
from alihbahasa.workflow import exchange, prepare
from alihbahasa.workflow.collect import (
    Collected,
    collect,
    refuse_loss,
    settled,
    store_files,
    with_taken,
)

#: Other folders lie beside those of the languages: the record, templates.
_TAG = re.compile(TAG_PATTERN)


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
    whose target a newer one took the place of, *strays* those with work for a
    sentence that the article no longer has; *comments* counts units that people
    wrote something new beside.
    """

    file: str
    article: str
    language: str
    outcomes: Mapping[Outcome, int]
    conflicts: tuple[Unit, ...]
    replaced: tuple[Unit, ...]
    strays: tuple[Unit, ...]
    comments: int


def run(
    project: Project, files: Iterable[Returned], *, dry_run: bool = False
) -> tuple[Imported, ...]:
    """Merge *files*, in order, into the stores of the articles that they are of.

    The format is known by the content, the article by the names and ids in
    the file, the language by its header.  Nothing is written when any file
    cannot be read, and nothing with *dry_run*.  As with an export, an article
    that would make much finished work obsolete is an error.
    """
    with storage.lock(project.root, idle=dry_run):
        instant = exchange.now()
        terms = prepare.terms(project)
        fresh = {article: prepare.units(project, article, terms) for article in project.articles()}
        desks: dict[tuple[str, str], Collected] = {}
        results = []
        for file in files:
            format = exchange.recognised(file.data, plugins.exchange_formats(), shown=file.name)
            bitext = exchange.parse(file.data, format, shown=file.name)
            language = _language(project, bitext, file)
            for article, theirs in _by_article(bitext, fresh, file).items():
                found = desks.get((article, language)) or collect(
                    project, article, language=language, fresh=fresh[article]
                )
                taken = reconciliation.take_in(
                    found.stored,
                    reconciliation.with_codes(theirs, fresh[article]),
                    record=found.record,
                    origin=exchange.origin(Path(file.name).name, instant),
                )
                found = settled(_noted(project, with_taken(found, taken), taken, file, article))
                desks[(article, language)] = found
                results.append(_result(file, article, language, taken, found))
        changes: dict[Path, bytes] = {}
        expected: dict[Path, bytes | None] = {}
        for (article, _), found in desks.items():
            refuse_loss(found, shown=project.shown(project.source_path(article)))
            after = store_files(project, article, found, instant=instant)
            before = found.bytes_before(project, article)
            changes.update({p: data for p, data in after.items() if before[p] != data})
            expected.update(before)
        if not dry_run:
            storage.sweep(project.translations)
            storage.write(changes, expected=expected, root=project.root)
        return tuple(results)


def _noted(
    project: Project, found: Collected, taken: Taken, file: Returned, article: str
) -> Collected:
    """Return *found* with what its record should know of the units that were taken.

    What stands in a view of ours counts as exported; what was sent in does not.
    """
    folder = found.store.path.parent
    names = {
        project.exchange_path(article, language="", extension=each.extension).name
        for each in plugins.exchange_formats()
    }
    is_ours = file.path is not None and file.path.parent == folder and file.path.name in names
    record = reconciliation.note_merges(found.record, taken.merges)
    if is_ours:
        units = (merged.unit for merged in taken.merges if merged.outcome is Outcome.TAKEN)
        record = reconciliation.remember(record, units)
    return replace(found, record=record)


def _result(
    file: Returned, article: str, language: str, taken: Taken, found: Collected
) -> Imported:
    obsolete = {unit.id for unit in found.units if unit.obsolete}
    return Imported(
        file.name,
        article,
        language,
        Counter(merged.outcome for merged in taken.merges),
        conflicts=tuple(m.unit for m in taken.merges if m.outcome is Outcome.CONFLICT),
        replaced=tuple(m.unit for m in taken.merges if m.replaced),
        strays=tuple(unit for unit in taken.added if unit.id in obsolete),
        comments=sum(bool(lines) for lines in taken.comments.values()),
    )


def _language(project: Project, bitext: Bitext, file: Returned) -> str:
    """Return the target language of the project that the file is in."""
    tag = bitext.header.target_language
    there = {each.lower(): each for each in project.settings.project.targets}
    if project.translations.is_dir():
        paths = storage.files_below(project.translations)
        folders = {path.relative_to(project.translations).parts[0] for path in paths}
        there.update({name.lower(): name for name in sorted(folders) if _TAG.fullmatch(name)})
    source = project.settings.project.source
    if tag and tag.lower() == source.lower():
        raise AlihbahasaError(
            f"its target language is {tag}, the source language of this project",
            file=file.name,
            hint="the languages are swapped: let the translator's program write them the right way",
        )
    given = bitext.header.source_language.lower()
    if given and fallbacks(given)[-1] not in (fallbacks(source.lower())[-1], "und"):
        raise AlihbahasaError(
            f"its source language is {given}, and that of this project {source}", file=file.name
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
            owners.setdefault(words_of(unit.id), []).append(article)
    ids = (words_of(unit_id(unit.source, unit.kind, unit.context)) for unit in bitext.units)
    votes = Counter(article for id in ids for article in owners.get(id, ()))
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
