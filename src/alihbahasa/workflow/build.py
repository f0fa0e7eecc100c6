"""Build: finished targets and the skeleton of the article become the translated article."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from alihbahasa import parallel, plugins, reconciliation, segmentation, storage
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Document, Unit, fallbacks
from alihbahasa.project import Project, Settings
from alihbahasa.records import dataclass
from alihbahasa.workflow import pieces, prepare
from alihbahasa.workflow.collect import collect, refuse_loss
from alihbahasa.workflow.pieces import Piece, Text
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Built:
    """One article in one language: where it is built, and the units that are still open.

    *written* tells whether the file was written or stood there already as it
    should be; an article with open units is not, unless it may be partial.
    *lines* are those of the open units in the article.
    """

    article: str
    language: str
    path: Path
    written: bool
    changed: bool
    open: tuple[Unit, ...]
    lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class Builds:
    """What was built, by article and language; *errors* say what could not be."""

    articles: tuple[Built, ...]
    errors: tuple[AlihbahasaError, ...] = ()

    def refuse_errors(self) -> Builds:
        """Return this, or raise the first of the errors."""
        if self.errors:
            raise self.errors[0]
        return self


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    partial: bool = False,
    dry_run: bool = False,
    jobs: int | None = 1,
    progress: Progress = iter,
) -> Builds:
    """Write the translated *articles* in *languages*, all when none are named.

    Only targets in state translated or above are published.  With *partial*
    the source stands in for those that are not.  An article that cannot be built
    is an error, and the others are done.  *jobs* are the processes at work, None
    for as many as there are processors; what they write is the same.
    """
    with project.lock(idle=dry_run), ExitStack() as stack:
        targets = prepare.chosen_languages(project, languages)
        chosen = pieces.chosen(project, tuple(articles))
        workers = pieces.workers_for(jobs, chosen.count * len(targets))
        parts = pieces.pieces_of(chosen, workers)
        is_one_of_several = workers.jobs > 1
        if is_one_of_several and not dry_run:
            stack.callback(project.recover)
        plan = Plan(project, targets, partial, dry_run, is_one_of_several)
        results: list[Built] = []
        errors: list[AlihbahasaError] = list(chosen.errors)
        task = functools.partial(of_piece, plan)
        with parallel.working(task, workers=workers, count=len(parts)) as done:
            for each in pieces.watched(progress, pieces.steps(parts), done(parts)):
                results += each.articles
                errors += each.errors
        return Builds(tuple(results), tuple(errors))


# --- a piece ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all articles of one run."""

    project: Project
    languages: tuple[str, ...]
    partial: bool
    dry_run: bool
    is_one_of_several: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of an article in all languages, and what was there."""

    results: tuple[Built, ...]
    changes: Mapping[Path, bytes]
    expected: Mapping[Path, bytes | None]


def of_piece(plan: Plan, piece: Piece) -> Builds:
    """Build the articles of *piece*; the files of one are written all or none."""
    results: list[Built] = []
    errors: list[AlihbahasaError] = []
    for batch in pieces.batches(pieces.texts(plan.project, piece)):
        made: list[_Made | AlihbahasaError] = []
        for each in batch:
            try:
                made.append(_of_article(plan, each))
            except AlihbahasaError as error:
                made.append(error)
        for one in pieces.settled(made, plan):
            if isinstance(one, AlihbahasaError):
                errors.append(one)
            else:
                results += one.results
    return Builds(tuple(results), tuple(errors))


def _of_article(plan: Plan, text: Text) -> _Made:
    if text.error is not None:
        raise text.error
    project, article = plan.project, text.article
    document = prepare.document_of(project, article, text.data, shown=text.file, line=text.line)
    fresh = segmentation.units(document)
    results = []
    changes: dict[Path, bytes] = {}
    before: dict[Path, bytes | None] = {}
    for language in plan.languages:
        found = collect(project, article, language=language, fresh=fresh)
        refuse_loss(found, shown=text.shown)
        units = found.active
        still_open = tuple(unit for unit in units if not is_publishable(unit))
        path = project.built_path(article, language=language)
        writes = plan.partial or not still_open
        changed = False
        if writes:
            data = built(project, document, units, language)
            before[path] = storage.read_if_there(
                path, limit=storage.EXCHANGE_LIMIT, root=project.root
            )
            changed = before[path] != data
            if changed:
                changes[path] = data
        places = prepare.positions(document) if still_open else {}
        lines = {unit.id: places[unit.id][0] for unit in still_open}
        results.append(Built(article, language, path, writes, changed, still_open, lines))
    return _Made(tuple(results), changes, before)


# --- an article -------------------------------------------------------------------


def is_publishable(unit: Unit) -> bool:
    """Tell whether a unit is finished, nobody contests it, and its codes break nothing."""
    return (
        unit.is_finished
        and not unit.alternatives
        and not reconciliation.faults(unit.target or (), unit.source).breaks
    )


def built(project: Project, document: Document, units: Iterable[Unit], language: str) -> bytes:
    """Return the bytes of *document* with those targets of *units* that may be published."""
    settings = project.settings.for_article(document.name)
    source = plugins.language_pack(settings.project.source)
    target = plugins.language_pack(language)
    targets = {unit.id: unit.target for unit in units if is_publishable(unit) and unit.target}
    # An article that nobody has begun to translate stays itself, labels and all.
    labels = labels_in(settings, source, target, language) if targets else {}
    return prepare.article_format(document.name).build(
        document, targets, source=source, target=target, labels=labels
    )


def labels_in(
    settings: Settings, source: LanguagePack, target: LanguagePack, language: str
) -> dict[str, str]:
    """Return the translation of every label: the project's, else the packs'."""
    found = {
        label: target.labels[name][0]
        for name, labels in source.labels.items()
        if name in target.labels
        for label in labels
    }
    for label, translations in settings.labels.items():
        by_tag = {tag.lower(): words for tag, words in translations.items()}
        for tag in fallbacks(language.lower()):
            if tag in by_tag:
                found[label] = by_tag[tag]
                break
    return found
