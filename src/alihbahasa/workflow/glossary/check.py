"""Check: what is wrong with the glossaries of a project."""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa import plugins
from alihbahasa.model import Concept, Glossary, GlossaryFinding
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import auditing, uniting
from alihbahasa.terminology.rules import finding
from alihbahasa.workflow.glossary import files


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, by file and line, and how much was looked at."""

    findings: tuple[GlossaryFinding, ...]
    files: int
    concepts: int


def run(project: Project) -> Checked:
    """Look over all glossaries of the project, each by itself and together."""
    settings = project.settings.project
    read = files.read_all(project)
    glossary, disagreements = uniting.united(
        (file.glossary for file in read), source_language=settings.source
    )
    found = list(disagreements)
    found += auditing.findings(
        glossary,
        source_language=settings.source,
        targets=settings.targets,
        articles=project.articles() if project.sources.is_dir() else (),
        homographs=plugins.language_pack(settings.source).homographs,
        rows=[concept for file in read for concept in file.glossary.concepts],
    )
    for file in read:
        whole = Concept("", (), file=file.shown)
        found += (finding("left-out", f"left out: {loss}", whole) for loss in file.losses)
        if file.format.sheet is not None and file.data is not None:
            found += auditing.cell_findings(
                file.format.sheet(file.data),
                file=file.shown,
                languages=file.glossary.languages,
            )
    return Checked(auditing.in_order(found), len(read), len(glossary.concepts))


def news(
    before: Iterable[Glossary], after: Iterable[Glossary], *, source_language: str
) -> tuple[GlossaryFinding, ...]:
    """Return what the rules say of the glossaries *after* that they did not say *before*."""
    found = []
    for glossaries in (before, after):
        everything, disagreements = uniting.united(glossaries, source_language=source_language)
        audited = auditing.findings(everything, source_language=source_language)
        found.append([*disagreements, *audited])
    known = {(each.code, each.concept, each.message) for each in found[0]}
    return tuple(each for each in found[1] if (each.code, each.concept, each.message) not in known)
