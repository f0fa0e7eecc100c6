"""What the pages of the project and of its glossary show, gathered from the reviews."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from alihbahasa.model import (
    Finding,
    Glossary,
    Grade,
    RenderingKind,
    Severity,
    Unit,
    plain,
)
from alihbahasa.pages import overview as overview_page
from alihbahasa.pages.glossary import Entry, Rendered, Terms
from alihbahasa.pages.overview import Cell, Column, Overview, Row, Task
from alihbahasa.pages.review import Article, Language, Review
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology.usage import is_asked
from alihbahasa.workflow import bands, exchange, prepare
from alihbahasa.workflow.glossary import check as glossary_check
from alihbahasa.workflow.jobs import Job

#: The files of the pages.
PROJECT, GLOSSARY = "index.html", "glossary.html"

_STAGES = [part.name for part in overview_page.STAGES]


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept of the review of one language: its cells by article, its terms by concept.

    *titles* are those of the articles, *mentions* how often each of these has a concept.
    """

    language: Language
    titles: Mapping[str, tuple[str, int]]
    cells: Mapping[str, Cell]
    mentions: Mapping[str, Mapping[str, int]]
    rendered: Mapping[str, Rendered]
    findings: Mapping[tuple[str, Severity], int]


def part(review: Review, held: Sequence[Job]) -> Part:
    """Return what is kept of *review*; *held* are the jobs of the project."""
    tag = review.target.tag
    kinds: defaultdict[str, Counter[RenderingKind]] = defaultdict(Counter)
    words: defaultdict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    mentions: defaultdict[str, Counter[str]] = defaultdict(Counter)
    said: defaultdict[str, list[Finding]] = defaultdict(list)
    checks: Counter[tuple[str, Severity]] = Counter()
    for article in review.articles:
        for unit in article.units.values():
            keys = (m.concept.key for m in unit.mentions if m.grade is not Grade.DERIVED)
            for key in keys:
                mentions[key][article.document.name] += 1
            if unit.is_finished:
                _note_renderings(unit, kinds, words)
        for finding in chain(article.remarks, *article.findings.values()):
            checks[finding.check, finding.severity] += 1
            if "term" in finding.check.split("-"):
                said[finding.about].append(finding)
    return Part(
        review.target,
        {
            each.document.name: (each.title, prepare.words(each.units.values()))
            for each in review.articles
        },
        {each.document.name: _cell(each, tag, held) for each in review.articles},
        mentions,
        {
            key: Rendered(
                kinds[key],
                _words(words[key]),
                said[key],
            )
            for key in {*kinds, *said}
        },
        checks,
    )


def _words(counts: Counter[tuple[str, bool]]) -> list[tuple[str, int, bool]]:
    """Return the words of *counts*, the most frequent first; those alike but for case are one."""
    found: dict[tuple[str, bool], tuple[str, int, bool]] = {}
    for (text, fits), count in counts.most_common():
        form, before, _ = found.get((text.casefold(), fits), (text, 0, fits))
        found[text.casefold(), fits] = (form, before + count, fits)
    return sorted(found.values(), key=lambda each: (-each[1], each[0]))


def _note_renderings(
    unit: Unit,
    kinds: Mapping[str, Counter[RenderingKind]],
    words: Mapping[str, Counter[tuple[str, bool]]],
) -> None:
    """Count how *unit* renders its terms, and by which words."""
    target = plain(unit.target or ())
    for each in unit.renderings:
        key = each.mention.concept.key
        kinds[key][each.kind] += 1
        if each.span:
            words[key][each.span.of(target), each.kind.is_allowed] += 1


def _cell(article: Article, language: str, held: Sequence[Job]) -> Cell:
    units = tuple(article.units.values())
    words = dict.fromkeys(_STAGES, 0)
    for unit in units:
        stage = _stage(unit)
        words[stage] += prepare.words((unit,))
    found = chain(article.remarks, *article.findings.values())
    name = article.document.name
    return Cell(
        tuple(words.values()),
        findings=sum(each.severity.reaches(Severity.WARNING) for each in found),
        conflicts=sum(bool(unit.alternatives) for unit in units),
        changed=sum(
            bool(unit.outdated) or (unit.is_draft and unit.previous is not None) for unit in units
        ),
        whom=[
            job.whom or job.id
            for job in held
            if job.language.lower() == language.lower()
            and name in job.articles
            and job.articles[name].open
        ],
        revised=article.revised,
    )


def _stage(unit: Unit) -> str:
    if not unit.has_target:
        return "not translated"
    return "draft" if unit.is_draft else unit.state.value


def of_project(
    parts: Sequence[Part],
    *,
    articles: Sequence[str],
    source: Language,
    reviews: Mapping[str, str],
    glossary: Glossary,
    held: Sequence[Job],
) -> Overview:
    """Return what the page of the project shows of *articles*, whose *parts* are by language."""
    rows = []
    for article in articles:
        told = next((each.titles[article] for each in parts if article in each.titles), None)
        title, words = told or (article, 0)
        rows.append(Row(article, title, words, [each.cells.get(article) for each in parts]))
    columns = []
    for each in parts:
        renderings: Counter[RenderingKind] = Counter()
        for concept in glossary.concepts:
            if concept.key in each.rendered and is_asked(concept, each.language.tag):
                renderings.update(each.rendered[concept.key].kinds)
        columns.append(Column(each.language, reviews[each.language.tag], each.findings, renderings))
    names = {each.language.tag.lower(): each.language.name for each in parts}
    today = exchange.now().date().isoformat()
    tasks = [
        Task(
            job.id,
            names[job.language.lower()],
            job.whom,
            words=job.words,
            units=job.units,
            back=job.back,
            packed=job.packed[:10],
            due=job.due,
            is_late=bool(job.due) and job.due < today,
        )
        for job in held
        if job.is_open and job.language.lower() in names and {*articles} & {*job.articles}
    ]
    return Overview(source, columns, rows, tasks, len(glossary.concepts))


def with_bands(overview: Overview, totals: Iterable[bands.Row]) -> Overview:
    """Return *overview* with the words of each band that *totals* has, a row a language."""
    found = {row.language: row.amounts for row in totals}
    columns = [
        replace(
            column,
            bands={band.value: amount.words for band, amount in found[column.language.tag].items()},
        )
        if column.language.tag in found
        else column
        for column in overview.columns
    ]
    return replace(overview, columns=columns)


def of_glossary(
    project: Project,
    parts: Sequence[Part],
    *,
    source: Language,
    others: Sequence[Language],
    reviews: Mapping[str, str],
    glossary: Glossary,
) -> Terms:
    """Return what the page of the *glossary* shows, *others* being languages without a page."""
    told: defaultdict[str, list[tuple[Severity, str]]] = defaultdict(list)
    for finding in glossary_check.run(project).findings:
        told[finding.concept].append((finding.severity, finding.message))
    entries = []
    for concept in glossary.concepts:
        uses: dict[str, int] = {}
        for each in parts:
            # The sources are the same; one that could be read in any language counts.
            uses |= each.mentions.get(concept.key, {})
        entries.append(
            Entry(
                concept,
                sorted(uses.items(), key=lambda use: (-use[1], use[0])),
                {
                    each.language.tag: each.rendered[concept.key]
                    for each in parts
                    if concept.key in each.rendered
                },
            )
        )
    return Terms(source, [each.language for each in parts], others, entries, reviews, told)
