"""Import: a spreadsheet, or a glossary of another tool, is taken into one of ours."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Loss
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import intake, joining, rejection
from alihbahasa.terminology.collecting import uncollected
from alihbahasa.terminology.intake import Duplicate, Intake, Notice, Tally
from alihbahasa.terminology.rejection import Rejection
from alihbahasa.terminology.senses import Senses, leading_terms
from alihbahasa.workflow.glossary import files
from alihbahasa.workflow.glossary.files import GlossaryFile

#: Where concepts go in a project with several glossaries, or none.
DEFAULT_FILE = "imported.csv"

#: What a reader says where a file does not tell the language of a term.
_UNDETERMINED = ("", "und")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: into which file, how much, and what did not come in.

    *rows* is None for a file that is no table; *languages* are those of its
    terms.  *same* counts the concepts that brought nothing new.  *report* is
    where the *rejections* were written.  *unread* is what of the file a
    glossary cannot hold, *losses* what *into* cannot.
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
    unread: tuple[Loss, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the *file*, where its concepts go, and the languages it may not say.

    *into* None is the only glossary of the project.  *lang* is the language of
    its terms where it says none, *to* that of its translations.  *report* is
    where rejected cells are written.
    """

    file: Path
    report: Path
    into: str | None = None
    lang: str = ""
    to: str = ""


def run(request: Request, *, project: Project | None, dry_run: bool = False) -> Imported:
    """Take the file of *request* into a glossary, and write a report of what is rejected.

    Without a *project* the request says the language and where to.  Nothing is
    written where anything cannot be read, or with *dry_run*; the glossary is
    not where nothing of it changed.
    """
    if project is None:
        with uncollected():
            return _run(request, None, dry_run=dry_run)
    with project.lock(idle=dry_run), uncollected():
        return _run(request, project, dry_run=dry_run)


def _run(request: Request, project: Project | None, *, dry_run: bool) -> Imported:
    source_language = project.settings.project.source if project else request.lang
    # What is taken in may lie among the glossaries, and is none of them.
    read = [
        each
        for each in (files.read_all(project) if project else ())
        if storage.real(each.path) != storage.real(request.file)
    ]
    ours = _destination(request, project, read, source_language)
    others = [each for each in read if storage.real(each.path) != storage.real(ours.path)]
    taken, unread = _incoming(request, project, source_language, ours.glossary.languages)
    joined = joining.joined(
        ours.glossary, taken.glossary, source_language, elsewhere=files.elsewhere(ours, others)
    )
    tally = Tally()
    _tell_elsewhere(taken.glossary, others, source_language, tally)
    for each in joined.otherwise:
        tally.add("terms of another rank or spelling in the glossary, which stays as it is", each)
    for each in joined.rekeyed:
        tally.add("concepts whose key another one has, which got a key of their own", each)
    if project and _is_misplaced(request.file, project, ours):
        what = f"{request.file} lies among the glossaries of the project"
        tally.add(f"{what}: move it away, or it is read as one", count=0)
    data = ours.data
    losses: tuple[Loss, ...] = ()
    if joined.new or joined.changed:
        data, losses = files.rendered(ours, joined.glossary, source_language=source_language)
    rejections = (*taken.rejections, *joined.rejections)
    report = _Report(request.report, rejections)
    older = report.older(but=ours.path)
    if older and not rejections:
        tally.add(f"{request.report}, the report of an earlier import, was removed", count=0)
    if not dry_run:
        _save(ours, data, report, older, project)
    return Imported(
        ours.shown,
        str(request.report),
        taken.rows,
        taken.glossary.languages,
        joined.new,
        joined.changed,
        joined.same,
        rejections,
        (*taken.notices, *tally.notices()),
        taken.duplicates,
        unread,
        losses,
    )


def _destination(
    request: Request, project: Project | None, read: Sequence[GlossaryFile], source_language: str
) -> GlossaryFile:
    """Return the glossary that the concepts go into, an empty one where it is not there."""
    if project is None:
        assert request.into is not None
        path, shown = Path(request.into).absolute(), request.into
    else:
        if request.into is None:
            written = [each for each in read if each.format.write is not None]
            path = written[0].path if len(written) == 1 else project.glossaries / DEFAULT_FILE
        else:
            return files.chosen(project, tuple(read), request.into, may_be_new=True)
        shown = project.shown(path)
    there = next((each for each in read if each.path == path), None)
    return there or files.read_if_there(path, source_language=source_language, shown=shown)


def _incoming(
    request: Request, project: Project | None, source_language: str, ours: Collection[str]
) -> tuple[Intake, tuple[Loss, ...]]:
    """Read the file of *request*: a table by its cells, anything else as the glossary it is.

    Returns also what of it a glossary has no place for.
    """
    data, found = files.load(request.file, shown=str(request.file))
    targets = project.settings.project.targets if project else ()
    to = request.to or (targets[0] if len(targets) == 1 else "")
    known = {source_language, *targets, *ours, to} - {""}
    try:
        if not data.strip():
            raise AlihbahasaError("the file is empty")
        if rejection.is_report(data):
            raise AlihbahasaError(
                "a report of rejected cells, and no glossary",
                hint="mend the cells in the file that they came from, and import that",
            )
        if found.sheet is not None:
            sheet = found.sheet(data)
            taken = intake.taken_in(
                sheet,
                source_language=source_language,
                term_language=request.lang,
                target_language=to,
                known=known,
            )
            return taken, sheet.losses
        glossary, unread = found.read(data, source_language=request.lang or source_language)
        glossary, renamed = _in_known_languages(glossary, to, known)
    except AlihbahasaError as error:
        error.within(str(request.file))
        raise
    notices = (Notice(f"terms in {tag} were taken for {near}") for tag, near in renamed.items())
    return Intake(glossary, None, notices=tuple(notices)), unread


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


def _tell_elsewhere(
    incoming: Glossary, others: Sequence[GlossaryFile], source_language: str, tally: Tally
) -> None:
    """Note the terms that other glossaries of the project have."""
    senses = Senses()
    there: list[Concept] = [concept for file in others for concept in file.glossary.concepts]
    for place, concept in enumerate(there):
        senses.add(concept, leading_terms(concept, source_language), place)
    for concept in incoming.concepts:
        for term in leading_terms(concept, source_language)[:1]:
            for place in itertools.islice(senses.find(concept, term), 1):
                example = f"{term.text} in {there[place].file}:{there[place].line}"
                tally.add("terms that stand in another glossary of the project too", example)


def _is_misplaced(file: Path, project: Project, into: GlossaryFile) -> bool:
    """Tell whether the project would read *file*, which is taken in, by mistake."""
    path = storage.real(file)
    return path.is_relative_to(storage.real(project.glossaries)) and path != storage.real(into.path)


@dataclass(frozen=True, slots=True)
class _Report:
    """A report of *rejections*, and where it goes."""

    shown: Path
    rejections: Collection[Rejection]

    @property
    def path(self) -> Path:
        return self.shown.absolute()

    def older(self, *, but: Path) -> bytes | None:
        """Return the report that is there, None where there is none.

        Raises where one is to be written over something else, such as the file *but*.
        """
        before = storage.read_if_there(self.path, limit=storage.EXCHANGE_LIMIT)
        is_report = before is not None and rejection.is_report(before)
        if self.rejections and (self.path == but or (before and not is_report)):
            raise AlihbahasaError(
                "this is no report of rejected cells; nothing was written",
                file=str(self.shown),
                hint="name another file with --rejected",
            )
        return before if is_report or self.rejections else None


def _save(
    into: GlossaryFile,
    data: bytes | None,
    report: _Report,
    older: bytes | None,
    project: Project | None,
) -> None:
    """Write the glossary, if there is *data*, and the report, both or neither.

    A report of an earlier import is removed where nothing was rejected.
    """
    changes: dict[Path, bytes | None] = {}
    if data is not None and data != into.data:
        changes[into.path] = data
    if report.rejections:
        changes[report.path] = rejection.report(report.rejections)
    elif older:
        changes[report.path] = None
    storage.write(
        changes,
        expected={into.path: into.data, report.path: older},
        root=files.root_of(into.path, project),
        others=(report.path.parent,),
    )
