"""Mend what can be mended without asking anybody: the edits that findings bring."""

from __future__ import annotations

import contextlib
import difflib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Content, Edit, Finding, Side, Unit, raw
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.text import edited, fitting
from alihbahasa.workflow import exchange


@dataclass(frozen=True, slots=True)
class Mended:
    """A file and what it would be with *count* findings mended in it."""

    path: Path
    shown: str
    before: bytes
    after: bytes
    count: int

    def diff(self) -> str:
        """Return the difference as a unified diff."""
        old, new = (
            data.decode("utf-8", "surrogateescape").splitlines(keepends=True)
            for data in (self.before, self.after)
        )
        lines = difflib.unified_diff(old, new, f"a/{self.shown}", f"b/{self.shown}")
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in lines
        )


@dataclass(frozen=True, slots=True)
class Mending:
    """The *files* that are mended, what kept others from it, and the *frozen* articles left out."""

    files: tuple[Mended, ...]
    errors: tuple[AlihbahasaError, ...] = ()
    frozen: tuple[str, ...] = ()


def mended(
    findings: Iterable[Finding], paths: Mapping[str, Path], *, project: Project | None
) -> Mending:
    """Return each file of *paths* in which some of *findings* can be mended, as it would be.

    A unit keeps its state: what is mended is no translation.  One that cannot
    be mended is an error, and the others are all the same.
    """
    by_file: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    frozen: dict[str, None] = {}
    for finding in findings:
        if not finding.edits or finding.side is not Side.TARGET or finding.place.file not in paths:
            continue
        if project and project.is_frozen(finding.article):
            frozen[finding.article] = None
        else:
            by_file[finding.place.file][finding.unit.id].append(finding)
    files: list[Mended] = []
    errors: list[AlihbahasaError] = []
    for shown, units in by_file.items():
        try:
            file = _mended(units, Path(os.path.abspath(paths[shown])), shown, project)
        except AlihbahasaError as error:
            errors.append(error.within(shown))
        else:
            files += [file] if file else []
    return Mending(tuple(files), tuple(errors), tuple(frozen))


def mend(
    findings: Iterable[Finding], paths: Mapping[str, Path], *, project: Project | None
) -> Mending:
    """Write what ``mended`` gives, and return what was written."""
    with project.lock() if project else contextlib.nullcontext():
        wanted = mended(findings, paths, project=project)
        files: list[Mended] = []
        errors = list(wanted.errors)
        for each in wanted.files:
            root = _root(each.path, project)
            try:
                storage.write({each.path: each.after}, expected={each.path: each.before}, root=root)
            except AlihbahasaError as error:
                errors.append(error)
            else:
                files.append(each)
        return replace(wanted, files=tuple(files), errors=tuple(errors))


def _root(path: Path, project: Project | None) -> Path:
    """Return the folder below which nothing is written through a link to *path*."""
    return project.root if project and path.is_relative_to(project.root) else path.parent


def _mended(
    findings: Mapping[str, Sequence[Finding]], path: Path, shown: str, project: Project | None
) -> Mended | None:
    """Return what the *findings* of each unit make of the file *path*, None where it is nothing."""
    # A link is refused as it would be when it is written.
    root = _root(path, project)
    data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=root)
    if data is None:
        return None
    format = exchange.recognised(data, plugins.exchange_formats(), shown=shown)
    changes: dict[str, Change] = {}
    counts: dict[str, int] = {}
    for unit in exchange.parse(data, format, shown=shown).units:
        if unit.id in findings and not unit.obsolete:
            change, count = _change(unit, findings[unit.id])
            if change is not None:
                changes[unit.id] = change
                counts[unit.id] = count
    after = b"".join(format.patch(data, changes)) if changes else data
    return Mended(path, shown, data, after, sum(counts.values())) if after != data else None


def _change(unit: Unit, findings: Iterable[Finding]) -> tuple[Change | None, int]:
    """Return what *findings* make of the targets of *unit*, and how many of them do.

    A target that is not what they were found in is left alone, and so is what
    cannot be mended together with what came before.
    """
    edits: dict[str, list[tuple[Edit, ...]]] = defaultdict(list)
    contents: dict[str, Content] = {}
    for finding in findings:
        # The target as the checks saw it has its markup as codes; a PO file has it as text.
        content = finding.unit.target or ()
        contents[raw(content)] = content
        edits[raw(content)].append(finding.edits)
    targets = unit.plurals or (unit.target or (),)
    made = {
        key: tuple(fitting(contents[key], edits[key]))
        for key in dict.fromkeys(map(raw, targets))
        if key in contents
    }
    after = tuple(
        edited(contents[key], {edit: None for group in made[key] for edit in group})
        if (key := raw(target)) in made
        else target
        for target in targets
    )
    if list(map(raw, after)) == list(map(raw, targets)):
        return None, 0
    change = Change(after[0], unit.state, after if unit.plurals else ())
    return change, sum(map(len, made.values()))
