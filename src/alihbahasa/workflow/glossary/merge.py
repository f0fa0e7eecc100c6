"""Merge: a glossary that was edited outside comes back into the project's, three ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Glossary, GlossaryFinding, Loss
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import differing, merging
from alihbahasa.terminology.cells import cells, flattened
from alihbahasa.terminology.differing import UNSAID, ChangeKind, ConceptChange
from alihbahasa.terminology.merging import Conflict
from alihbahasa.workflow import history
from alihbahasa.workflow.glossary import check, files
from alihbahasa.workflow.glossary.files import GlossaryFile

#: The part that may be deleted without being asked for, and the number below
#: which that part says nothing.
_DELETED_PART = 0.2
_DELETED_FEW = 3


@dataclass(frozen=True, slots=True)
class MergedFile:
    """What came of a merge into *file*: what is new there, and what is left to decide.

    *absent* are the cells that the edited file has no column for, *unread*
    what of it a glossary cannot hold, *losses* what *file* cannot.
    *rekeyed* are the keys of ours that it has others for, *findings* what the
    rules say that they did not say before.
    """

    file: GlossaryFile
    changes: tuple[ConceptChange, ...]
    conflicts: tuple[Conflict, ...]
    absent: tuple[str, ...]
    unread: tuple[Loss, ...]
    losses: tuple[Loss, ...]
    rekeyed: tuple[tuple[str, str], ...]
    findings: tuple[GlossaryFinding, ...]


def run(
    project: Project,
    edited: Path,
    *,
    base: str,
    into: str | None = None,
    yes: bool = False,
    dry_run: bool = False,
) -> MergedFile:
    """Merge the file *edited* into the glossary *into*, the only one where none is named.

    *base* is what was sent out: a file, or a revision of *into* in git.  More
    than a fifth of the concepts, or of what stands in a column, deleted is an
    error unless *yes*.  With *dry_run* nothing is written.
    """
    source_language = project.settings.project.source
    with project.lock(idle=dry_run):
        read = files.read_all(project)
        ours = files.chosen(project, read, into)
        theirs = files.read(
            edited, source_language=source_language, shown=str(edited), is_lenient=True
        )
        _refuse_partial(theirs)
        before = _base(project, base, ours)
        absent = _absent(theirs, before)
        here, there = ours.glossary, theirs.glossary
        unread = theirs.losses
        if ours.format.sheet is not None:
            # What only a line break tells apart is no change in a table.
            (here, _), (before, _), (there, joined) = map(flattened, (here, before, there))
            unread += joined
        result = merging.merged(
            before,
            here,
            there,
            source_language=source_language,
            absent=absent,
        )
        changes = differing.changes(here, result.glossary, source_language=source_language)
        if not yes:
            _refuse_loss(changes, ours)
        losses: tuple[Loss, ...] = ()
        if changes:
            data, losses = files.rendered(ours, result.glossary, source_language=source_language)
            if not dry_run:
                files.save(ours, data, project)
        findings = check.news(
            [each.glossary for each in read],
            [result.glossary if each is ours else each.glossary for each in read],
            source_language=source_language,
        )
        return MergedFile(
            ours, changes, result.conflicts, absent, unread, losses, result.rekeyed, findings
        )


def _refuse_partial(file: GlossaryFile) -> None:
    """Raise where *file* is in a format that holds too little of a glossary."""
    if file.format.is_partial:
        raise AlihbahasaError(
            f"{file.format.title} holds too little to be merged: what it has no place for would"
            " seem to be deleted",
            file=file.shown,
            hint="take in what is new with glossary import",
        )


def _base(project: Project, base: str, ours: GlossaryFile) -> Glossary:
    """Return the glossary that was sent out."""
    path = Path(base)
    if path.is_file():
        source_language = project.settings.project.source
        sent = files.read(path, source_language=source_language, shown=base)
        _refuse_partial(sent)
        return sent.glossary
    try:
        revision = history.revision(project.root, base)
    except AlihbahasaError as error:
        raise AlihbahasaError(
            f"--base {base}: no such file, and {error.message}", hint=error.hint
        ) from error
    found = files.at(project, ours.path, revision)
    if found is None:
        raise AlihbahasaError(
            f"{ours.shown} was not there at {base}",
            hint="name a revision that has it, or the file that was sent out",
        )
    return found


def _absent(theirs: GlossaryFile, base: Glossary) -> tuple[str, ...]:
    """Return the cells of *base* that *theirs* has no column for.

    A table has those that its row of headers names, and those that have
    anything in them whatever they are headed; another file only the latter.
    """
    known = dict.fromkeys(name for concept in base.concepts for name in cells(concept))
    filled = {
        name
        for concept in theirs.glossary.concepts
        for name, values in cells(concept).items()
        if values != UNSAID.get(name)
    }
    headers: set[str] = set()
    if theirs.format.sheet is not None and theirs.data is not None:
        rows = theirs.format.sheet(theirs.data).rows
        headers = {cell.text.strip().lower() for cell in rows[0][1]} if rows else set()
    if {"lang", "term"} <= headers:
        tags = {tag.lower() for tag in theirs.glossary.languages}
        headers |= tags
        if "status" in headers:
            headers |= {f"{tag}:{kind}" for tag in tags for kind in ("not", "deprecated")}
    found = [name for name in known if name not in filled and name.lower() not in headers]
    return (*found, "concept") if headers and "concept" not in headers else tuple(found)


def _refuse_loss(changes: Sequence[ConceptChange], ours: GlossaryFile) -> None:
    """Raise where more than a fifth would be deleted: of the concepts, of a column, or in all.

    What another value takes the place of, or moved to another cell, is not deleted.
    """
    there: Counter[str] = Counter()
    for concept in ours.glossary.concepts:
        for name, values in cells(concept).items():
            there[name] += len(values) if values != UNSAID.get(name) else 0
    gone: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for change in changes:
        still = {value for cell in change.cells for value in cell.after}
        for cell in change.cells:
            count = sum(value not in still for value in cell.before)
            if cell.after != UNSAID.get(cell.cell, ()):
                count = min(count, len(cell.before) - len(cell.after))
            if count > 0:
                gone[cell.cell] += count
                examples.setdefault(cell.cell, change.key)
    removed = [change.key for change in changes if change.kind is ChangeKind.REMOVED]
    _refuse_part(removed[:1], len(removed), len(ours.glossary.concepts), "concepts", ours)
    for name, count in gone.items():
        _refuse_part([examples[name]], count, there[name], f"values in {name}", ours)
    _refuse_part([*examples.values()], gone.total(), there.total(), "terms and other values", ours)


def _refuse_part(
    examples: Sequence[str], gone: int, there: int, what: str, ours: GlossaryFile
) -> None:
    if gone >= _DELETED_FEW and gone > there * _DELETED_PART:
        raise AlihbahasaError(
            f"{gone} of its {there} {what} would be deleted, {examples[0]} among them",
            file=ours.shown,
            hint="they are not in the edited file; if that is meant, add --yes",
        )
