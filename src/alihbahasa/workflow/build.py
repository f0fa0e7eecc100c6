"""Build: finished targets and the skeleton of the article become the translated article."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from alihbahasa import plugins, reconciliation, segmentation, storage
from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Document, Unit, fallbacks
from alihbahasa.project import Project, Settings
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect, refuse_loss
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Built:
    """One article in one language: where it is built, and the units that are still open.

    *written* tells whether the file was written or stood there already as it
    should be; an article with open units is not, unless it may be partial.
    """

    article: str
    language: str
    path: Path
    written: bool
    changed: bool
    open: tuple[Unit, ...]
    lines: dict[str, int]


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress = iter,
) -> tuple[Built, ...]:
    """Write the translated *articles* in *languages*, all when none are named.

    Only targets in state translated or above are published.  With *partial*
    the source stands in for those that are not.
    """
    with project.lock(idle=dry_run):
        results = []
        changes: dict[Path, bytes] = {}
        before: dict[Path, bytes | None] = {}
        targets = prepare.chosen_languages(project, languages)
        for article in progress(prepare.chosen_articles(project, articles)):
            document = prepare.document(project, article)
            fresh = segmentation.units(document)
            for language in targets:
                found = collect(project, article, language=language, fresh=fresh)
                refuse_loss(found, shown=project.shown_source(article))
                units = found.active
                still_open = tuple(unit for unit in units if not is_publishable(unit))
                path = project.built_path(article, language=language)
                writes = partial or not still_open
                changed = False
                if writes:
                    data = built(project, document, units, language)
                    before[path] = storage.read_if_there(
                        path, limit=storage.EXCHANGE_LIMIT, root=project.root
                    )
                    changed = before[path] != data
                    if changed:
                        changes[path] = data
                results.append(
                    Built(
                        article,
                        language,
                        path,
                        writes,
                        changed,
                        still_open,
                        {id: line for id, (line, _) in prepare.positions(document).items()},
                    )
                )
        if not dry_run:
            storage.write(changes, expected=before, root=project.root)
        return tuple(results)


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
