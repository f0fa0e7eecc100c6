"""What the pages of a pack tell, gathered from its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from alihbahasa import plugins
from alihbahasa.model import Concept, Grade, TermStatus, Unit, plain
from alihbahasa.pages import handoff
from alihbahasa.pages.handoff import Handoff, Paragraph, Sentence, TermLine, Text
from alihbahasa.project import Project
from alihbahasa.workflow import prepare
from alihbahasa.workflow.jobs import Job
from alihbahasa.workflow.pack_articles import Sent

#: How many terms a brief lists: it is one page.
_TERMS = 30


def pages(
    project: Project, sent: Sequence[Sent], job: Job, *, style: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of a pack by their names."""
    source = project.settings.project.source
    lines = tuple(_terms(sent, source, job.language))
    told = Handoff(
        project=project.settings.export.title or project.root.name,
        job=job.id,
        whom=job.whom,
        due=job.due,
        made=job.packed[:10],
        source=source,
        source_name=plugins.language_pack(source).name,
        target=job.language,
        target_name=plugins.language_pack(job.language).name,
        only=job.only,
        texts=tuple(_text(project, each) for each in sent),
        terms=lines[:_TERMS],
        more_terms=max(len(lines) - _TERMS, 0),
        style=style.strip(),
    )
    yield handoff.BRIEF, handoff.brief(told)
    yield handoff.REFERENCE, handoff.reference(told)


def _text(project: Project, sent: Sent) -> Text:
    units = {unit.id: unit for unit in sent.units}
    asked = {unit.id for unit in sent.open}
    counted = sent.counted
    return Text(
        sent.article,
        tuple(
            Paragraph(
                block.kind.value,
                f"{block.label} " if block.label else "",
                tuple(_sentence(units.get(unit.id, unit), asked) for unit in block.units),
            )
            for block in prepare.document(project, sent.article).blocks
            if block.units
        ),
        counted.open_units,
        counted.open_words,
        counted.units,
        counted.words,
    )


def _sentence(unit: Unit, asked: set[str]) -> Sentence:
    state = "done" if unit.is_finished else "draft" if unit.is_draft else "open"
    return Sentence(plain(unit.source), plain(unit.target or ()), state, unit.id in asked)


def _terms(sent: Sequence[Sent], source: str, language: str) -> Iterator[TermLine]:
    """Yield the terms of what is to be worked on, the most frequent first."""
    found: Mapping[str, Concept] = {
        mention.concept.key: mention.concept
        for each in sent
        for unit in each.open
        for mention in unit.mentions
    }
    counts = Counter(
        mention.concept.key
        for each in sent
        for unit in each.open
        for mention in unit.mentions
        if mention.grade is not Grade.DERIVED
    )
    for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        concept = found[key]
        terms = concept.terms_in(language)
        sources = concept.terms_in(source)
        allowed = [term.text for term in terms if term.status.is_allowed]
        banned = [
            term.text
            for term in terms
            if term.status in (TermStatus.FORBIDDEN, TermStatus.DEPRECATED)
        ]
        if concept.keeps_in(language) and not allowed and sources:
            allowed = [sources[0].text]
        if sources and (allowed or banned):
            yield TermLine(
                sources[0].text, ", ".join(allowed), ", ".join(banned), concept.note, count
            )
