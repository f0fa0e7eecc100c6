"""Import: a spreadsheet, or a glossary of another tool, is taken into one of ours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Loss
from alihbahasa.project import Project
from alihbahasa.terminology import intake, joining, rejection
from alihbahasa.terminology.intake import Duplicate, Intake, Notice
from alihbahasa.terminology.rejection import Rejection
from alihbahasa.terminology.senses import Senses, leading_terms
from alihbahasa.workflow.glossary import files

#: Where concepts go in a project with several glossaries, or none.
DEFAULT_FILE = "imported.csv"

#: How many examples a notice has.
_SHOWN = 3

#: What a reader says where a file does not tell the language of a term.
_UNDETERMINED = ("", "und")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: into which file, how much, and what did not come in.

    *rows* is None for a file that is no table; *languages* are those of its
    terms.  *same* counts the concepts that brought nothing new.  *report* is
    where the *rejections* were written.
    """

    into: str
    report: str
    rows: int | None
    languages: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    rejections: tuple[Rejection, ...]
    notices: tuple[Notice, ...]
    duplicates: tuple[Duplicate, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the *file*, where its concepts go, and the languages it may not say.

    *into* None is the only glossary of the project.  *lang* is the language of
    its terms where it says none, *to* that of its translations.  *report* is
    where rejected cells are written.
    """

    file: Path
    report: Path
    into: Path | None = None
    lang: str = ""
    to: str = ""


def run(request: Request, *, project: Project | None, dry_run: bool = False) -> Imported:
    """Take the file of *request* into a glossary, and write a report of what is rejected.

    Without a *project* the request says the language and where to.  Nothing is
    written where anything cannot be read, or with *dry_run*; the glossary is
    not where nothing of it changed.
    """
    if project is None:
        return _run(request, None, dry_run=dry_run)
    with storage.lock(project.root, idle=dry_run):
        return _run(request, project, dry_run=dry_run)


def _run(request: Request, project: Project | None, *, dry_run: bool) -> Imported:
    source_language = project.settings.project.source if project else request.lang
    into = _destination(request, project)
    shown = project.shown(into) if project else str(request.into)
    target_format = _writable(into, shown)
    before = storage.read_if_there(into, limit=storage.TEXT_LIMIT)
    try:
        ours = (
            target_format.read(before, source_language=source_language)[0]
            if before
            else Glossary(())
        )
    except AlihbahasaError as error:
        raise error.within(shown) from error
    others = _others(project, {into, request.file.resolve()})
    taken = _incoming(request, project, source_language, ours.languages)
    joined = joining.joined(
        ours,
        taken.glossary,
        source_language,
        elsewhere={
            concept.key: f"{place}:{concept.line}" for concept, place in others if concept.key
        },
    )
    notices = [*taken.notices, *_elsewhere(taken.glossary, others, source_language)]
    if joined.otherwise:
        what = "terms of another rank or spelling in the glossary, which stays as it is"
        notices.append(Notice(what, len(joined.otherwise), joined.otherwise[:_SHOWN]))
    notices += _misplaced(request, project, into)
    after = before
    if joined.new or joined.changed:
        after, losses = _rendered(target_format, joined.glossary, source_language, before, shown)
        notices += (Notice(f"left out by {shown}: {each.what}", each.count) for each in losses)
    rejections = (*taken.rejections, *joined.rejections)
    if not dry_run:
        if rejections:
            _write_report(request.report, rejections)
        if after is not None and after != before:
            root = project.root if project and into.is_relative_to(project.root) else into.parent
            storage.write({into: after}, expected={into: before}, root=root)
    return Imported(
        shown,
        str(request.report),
        taken.rows if taken.rows >= 0 else None,
        taken.glossary.languages,
        joined.new,
        joined.changed,
        joined.same,
        rejections,
        tuple(notices),
        taken.duplicates,
    )


def _incoming(
    request: Request, project: Project | None, source_language: str, ours: Collection[str]
) -> Intake:
    """Read the file of *request*: a table by its cells, anything else as the glossary it is."""
    data = storage.read(request.file, limit=storage.TEXT_LIMIT)
    targets = project.settings.project.targets if project else ()
    to = request.to or (targets[0] if len(targets) == 1 else "")
    known = {source_language, *targets, *ours, to} - {""}
    try:
        if not data.strip():
            raise AlihbahasaError("the file is empty")
        # What ends in .tsv is a CSV with tabs, which nobody keeps a glossary in.
        is_tabbed = request.file.suffix.lower() == ".tsv"
        name = request.file.with_suffix(".csv") if is_tabbed else request.file
        found = files.format_of(name, data, shown=str(request.file))
        if found.sheet is not None:
            return intake.taken_in(
                found.sheet(data),
                source_language=source_language,
                term_language=request.lang,
                target_language=to,
                known=known,
            )
        glossary, losses = found.read(data, source_language=request.lang or source_language)
        notices = [Notice(f"left behind: {each.what}", each.count) for each in losses]
        glossary, renamed = _in_known_languages(glossary, to, known)
    except AlihbahasaError as error:
        raise error.within(str(request.file)) from error
    notices += (Notice(f"terms in {tag} were taken for {near}") for tag, near in renamed.items())
    return Intake(glossary, -1, notices=tuple(notices))


def _in_known_languages(
    glossary: Glossary, to: str, known: Collection[str]
) -> tuple[Glossary, dict[str, str]]:
    """Return *glossary* with its terms in the languages of the project, and what was renamed."""
    tags = {term.language for concept in glossary.concepts for term in concept.terms}
    if not to and any(tag in _UNDETERMINED for tag in tags):
        raise AlihbahasaError(
            "the file does not say the language of its translations", hint="name it with --to"
        )
    named = {tag: to for tag in tags if tag in _UNDETERMINED}
    renamed = intake.nearest_known(sorted(tags - named.keys()), known)
    new = {**named, **renamed}
    concepts = (
        replace(
            concept,
            terms=tuple(
                replace(term, language=new.get(term.language, term.language))
                for term in concept.terms
            ),
        )
        for concept in glossary.concepts
    )
    languages = dict.fromkeys(new.get(tag, tag) for tag in glossary.languages)
    return Glossary(tuple(concepts), tuple(languages)), renamed


def _destination(request: Request, project: Project | None) -> Path:
    """Return the glossary that the concepts go into."""
    if request.into is not None:
        return request.into.absolute()
    assert project is not None
    found = [
        file.path
        for file in files.read_all(project)
        if file.format.write and file.path.resolve() != request.file.resolve()
    ]
    return found[0] if len(found) == 1 else project.glossaries / DEFAULT_FILE


def _writable(path: Path, shown: str) -> GlossaryFormat:
    formats = [each for each in plugins.glossary_formats() if each.write is not None]
    found = next((each for each in formats if path.suffix.lower() in each.extensions), None)
    if found is None:
        ends = ", ".join(end for each in formats for end in each.extensions)
        raise AlihbahasaError(f"no glossary can be written to it; known are {ends}", file=shown)
    return found


def _others(project: Project | None, known: Collection[Path]) -> list[tuple[Concept, str]]:
    """Return the concepts of the project's glossaries but those of *known*, with their files."""
    found: list[tuple[Concept, str]] = []
    for file in files.read_all(project) if project else ():
        if not {file.path, file.path.resolve()} & {*known}:
            found += ((concept, file.shown) for concept in file.glossary.concepts)
    return found


def _elsewhere(
    incoming: Glossary, others: list[tuple[Concept, str]], source_language: str
) -> list[Notice]:
    """Return a notice of terms that other glossaries of the project have."""
    senses = Senses()
    for place, (concept, _) in enumerate(others):
        senses.add(concept, leading_terms(concept, source_language), place)
    found = []
    for concept in incoming.concepts:
        for term in leading_terms(concept, source_language)[:1]:
            for place in senses.find(concept, term):
                there, file = others[place]
                found.append(f"{term.text} in {file}:{there.line}")
                break
    what = "terms that stand in another glossary of the project too"
    return [Notice(what, len(found), tuple(found[:_SHOWN]))] if found else []


def _misplaced(request: Request, project: Project | None, into: Path) -> list[Notice]:
    """Return notices of files that the project would read, or not read, by mistake."""
    if project is None:
        return []
    found = []
    folder = project.glossaries.resolve()
    if not into.resolve().is_relative_to(folder):
        what = f"{project.shown(into)} is not below {project.shown(project.glossaries)}"
        found.append(Notice(f"{what}: the project does not read it"))
    if request.file.resolve().is_relative_to(folder) and request.file.resolve() != into.resolve():
        what = f"{request.file} lies among the glossaries of the project"
        found.append(Notice(f"{what}: move it away, or it is read as one"))
    return found


def _rendered(
    into: GlossaryFormat,
    glossary: Glossary,
    source_language: str,
    before: bytes | None,
    shown: str,
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return the bytes of the glossary, which were read back to be sure."""
    assert into.write is not None
    data, losses = into.write(glossary, source_language=source_language, original=before or b"")
    try:
        again = into.read(data, source_language=source_language)[0]
    except AlihbahasaError as error:
        error.message = f"could not be read again and was not written: {error.message}"
        raise error.within(shown) from error
    if len(again.concepts) != len(glossary.concepts):
        raise AlihbahasaError("would not hold all concepts and was not written", file=shown)
    return data, losses


def _write_report(path: Path, rejections: Collection[Rejection]) -> None:
    """Write what was rejected, over an older report but over nothing else."""
    before = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT)
    if before and not rejection.is_report(before):
        raise AlihbahasaError(
            "this is no report of rejected cells; nothing was written",
            file=str(path),
            hint="name another file with --rejected",
        )
    absolute = path.absolute()
    storage.write(
        {absolute: rejection.report(rejections)},
        expected={absolute: before},
        root=absolute.parent,
    )
