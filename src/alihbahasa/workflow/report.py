"""Report: what people look at in a browser, gathered from all that is known, and written.

A page is made anew by every run, so nothing that anybody wrote stands in it;
what a reviewer decides there comes back by ``import``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Severity, is_blank
from alihbahasa.pages import glossary as glossary_page
from alihbahasa.pages import overview as overview_page
from alihbahasa.pages import review as review_page
from alihbahasa.pages.assembling import Frame, Link
from alihbahasa.pages.review import Article, Language, Review
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import (
    bands,
    baseline,
    build,
    check,
    check_rules,
    exchange,
    overview,
    prepare,
    waive,
)
from alihbahasa.workflow import jobs as packed
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.check_subjects import Subject
from alihbahasa.workflow.overview import Part
from alihbahasa.workflow.prepare import Progress

#: What every page of ours has near its beginning.
_OURS = b'<meta name="generator" content="alihbahasa">'

#: Where the pages go in a project: beside the articles, and not among them.
FOLDER = "report"


@dataclass(frozen=True, slots=True)
class Written:
    """A page: its file, of a review page its language, and how much is in it, by what."""

    path: Path
    counts: Mapping[str, int]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """The pages of a run, the one to begin with first, and what could not be read."""

    pages: tuple[Written, ...]
    errors: tuple[AlihbahasaError, ...] = ()


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    folder: Path | None = None,
    by_band: bool = False,
    jobs: int | None = 1,
    progress: Progress = iter,
) -> Reported:
    """Write the pages of *articles* in *languages*, all when none are named, into a *folder*.

    Without, that is ``report`` at the root of the project, which git is told to
    pass over.  With *by_band* the page of the project tells what the memory has of
    what is open, which takes as long again.  An article that cannot be read is an
    error, and the others are there all the same.  *jobs* are the processes at work,
    as for ``check``.
    """
    chosen = prepare.chosen_articles(project, articles)
    targets = prepare.chosen_languages(project, languages)
    rules = check_rules.rules_of(project)
    there = folder or project.root / FOLDER
    changes: dict[Path, bytes] = {} if folder else {there / ".gitignore": b"*\n"}
    held = packed.run(project)
    parts: list[Part] = []
    pages: list[Written] = []
    errors: dict[str, AlihbahasaError] = {}
    for language in targets:
        review, failed = gathered(
            project, chosen, language, rules=rules, jobs=jobs, progress=progress
        )
        errors |= {str(each): each for each in failed}
        frame = framed(project, f"Review: {review.target.name}", targets, review_name(language))
        path = there / review_name(language)
        changes[path] = review_page.render(review, frame).encode("utf-8")
        parts.append(overview.part(review, held))
        units = sum(len(each.units) for each in review.articles)
        findings = sum(map(_warnings, review.articles))
        pages.append(Written(path, {"units": units, "findings": findings}, language))
    glossary = rules.terms(project.settings.project.source).glossary
    names = {language: review_name(language) for language in targets}
    source = named(project.settings.project.source)
    known = {*targets, source.tag}
    terms = overview.of_glossary(
        project,
        parts,
        source=source,
        others=[named(each) for each in glossary.languages if each not in known],
        reviews=names,
        glossary=glossary,
    )
    whole = overview.of_project(
        parts, articles=chosen, source=source, reviews=names, glossary=glossary, held=held
    )
    if by_band:
        readable = [row.article for row in whole.rows if None not in row.cells]
        counted = bands.totals(bands.run(project, articles=readable, languages=targets, idle=True))
        whole = overview.with_bands(whole, counted if readable else ())
    frames = {
        name: framed(project, title, targets, name)
        for name, title in ((overview.PROJECT, "Project"), (overview.GLOSSARY, "Glossary"))
    }
    changes[there / overview.PROJECT] = overview_page.render(
        whole, frames[overview.PROJECT]
    ).encode("utf-8")
    changes[there / overview.GLOSSARY] = glossary_page.render(
        terms, frames[overview.GLOSSARY]
    ).encode("utf-8")
    pages = [
        Written(there / overview.PROJECT, {"articles": len(chosen)}),
        Written(there / overview.GLOSSARY, {"concepts": len(terms.entries)}),
        *pages,
    ]
    for path in changes if folder else ():
        _refuse_foreign(path)
    storage.make_folder(there)
    storage.write(changes, expected={}, root=there)
    return Reported(tuple(pages), tuple(errors.values()))


def _refuse_foreign(path: Path) -> None:
    """Raise where *path* is a page that somebody else made, as the first page of a site may be."""
    if path.exists() and _OURS not in storage.head(path, size=4096):
        raise AlihbahasaError(
            "a page that this program did not write is there already",
            file=str(path),
            hint="name an empty folder with --output",
        )


def _warnings(article: Article) -> int:
    groups = (*article.findings.values(), article.remarks)
    return sum(each.severity.reaches(Severity.WARNING) for group in groups for each in group)


def review_name(language: str) -> str:
    """Return the name of the file of the review page of *language*."""
    return f"review-{language}.html"


def framed(project: Project, title: str, languages: Sequence[str], current: str) -> Frame:
    """Return what stands around the page called *title*, whose file is *current*."""
    names = [("Project", overview.PROJECT), ("Glossary", overview.GLOSSARY)]
    names += [(named(language).name, review_name(language)) for language in languages]
    made = exchange.now()
    return Frame(
        title,
        project.settings.export.title or project.root.name,
        [Link(name, href, href == current) for name, href in names],
        f"{made.day} {made:%B %Y}",
    )


def gathered(
    project: Project,
    articles: Sequence[str],
    language: str,
    *,
    rules: Rules,
    jobs: int | None = 1,
    progress: Progress = iter,
) -> tuple[Review, tuple[AlihbahasaError, ...]]:
    """Return what is known of *articles* in *language*, and what of it could not be read.

    Findings that were waived, or are in the baseline, are left out.
    """
    source = project.settings.project.source
    checked = check.run(
        project,
        asked=articles,
        languages=[language],
        rules=rules,
        jobs=jobs,
        progress=progress,
        look=_article,
    )
    left = baseline.beyond(project, waive.left(project, checked, rules=rules), checked, rules=rules)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for each in left.findings:
        findings[each.article].append(each)
    found = [_with_findings(each, findings[each.document.name]) for each in checked.looked]
    separator = plugins.language_pack(language).separator
    return Review(named(source), named(language), separator, found), checked.errors


def _article(subject: Subject, rules: Rules) -> Article:
    """Return the article that *subject* is, with how its targets render its terms."""
    document, project = subject.document, rules.project
    assert document is not None
    assert project is not None
    context = rules.contexts(subject.source, subject.language)(subject.article)
    settings = project.settings.for_article(subject.article)
    labels = build.labels_in(settings, context.source, context.target, subject.language)
    return Article(
        document,
        {unit.id: unit for unit in prepare.with_renderings(subject.units, context)},
        {},
        (),
        _labels(labels),
        origin=subject.shown,
        revised=_revised(subject),
    )


def _with_findings(article: Article, findings: Sequence[Finding]) -> Article:
    """Return *article* with what was found in its units, and in it as a whole."""
    of_units: dict[str, list[Finding]] = defaultdict(list)
    remarks: list[Finding] = []
    for each in findings:
        # What a finding says of the article as a whole has a unit without a text.
        is_of_unit = each.unit.id in article.units and not is_blank(each.unit.source)
        (of_units[each.unit.id] if is_of_unit else remarks).append(each)
    return replace(article, findings=of_units, remarks=remarks)


def _revised(subject: Subject) -> datetime | None:
    """Return when a translation of *subject* last changed, where its file tells."""
    bitext = subject.file.bitext
    return bitext.header.revised if bitext else None


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return *labels* by what is alike in how articles write them."""
    return {review_page.plain_label(label): words for label, words in labels.items()}


def named(tag: str) -> Language:
    """Return the language *tag* with its English name and the direction it is written in (CLDR)."""
    import babel

    try:
        locale = babel.Locale.parse(tag, sep="-")
    except (babel.UnknownLocaleError, ValueError):
        return Language(tag, tag, "ltr")
    return Language(tag, locale.english_name or tag, locale.text_direction)
