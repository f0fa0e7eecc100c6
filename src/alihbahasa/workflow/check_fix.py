"""Mend what can be mended without asking anybody: the edits that findings bring."""

from __future__ import annotations

import contextlib
import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Content, Edit, Finding, Side, Unit, raw
from alihbahasa.project import Project
from alihbahasa.text import edited_content
from alihbahasa.workflow import exchange, prepare


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


def mended(findings: Iterable[Finding], paths: Mapping[str, Path]) -> Iterator[Mended]:
    """Yield each file of *paths* in which some of *findings* can be mended, as it would be.

    A unit keeps its state: what is mended is no translation.
    """
    by_file: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.edits and finding.side is Side.TARGET and finding.place.file in paths:
            by_file[finding.place.file][finding.unit.id].append(finding)
    for shown, units in by_file.items():
        path = paths[shown]
        data = storage.read(path, limit=storage.EXCHANGE_LIMIT)
        format = exchange.recognised(data, plugins.exchange_formats(), shown=shown)
        changes: dict[str, Change] = {}
        count = 0
        for unit in exchange.parse(data, format, shown=shown).units:
            if unit.id in units and not unit.obsolete:
                change, done = _change(unit, units[unit.id])
                if change is not None:
                    changes[unit.id] = change
                    count += done
        if changes:
            try:
                after = b"".join(format.patch(data, changes))
            except AlihbahasaError as error:
                raise error.within(shown) from error
            yield Mended(path, shown, data, after, count)


def mend(
    findings: Iterable[Finding], paths: Mapping[str, Path], *, project: Project | None
) -> tuple[Mended, ...]:
    """Write what ``mended`` gives, and return it; a translation that is frozen is an error."""
    with project.lock() if project else contextlib.nullcontext():
        findings = [each for each in findings if each.edits]
        done = tuple(mended(findings, paths))
        if project:
            changed = {each.shown for each in done}
            articles = {each.article for each in findings if each.place.file in changed}
            prepare.refuse_frozen(project, sorted(articles))
        for each in done:
            inside = project is not None and each.path.is_relative_to(project.root)
            root = project.root if project and inside else each.path.parent
            storage.write({each.path: each.after}, expected={each.path: each.before}, root=root)
        return done


def _change(unit: Unit, findings: Iterable[Finding]) -> tuple[Change | None, int]:
    """Return what *findings* make of the targets of *unit*, and how many of them do.

    A target that is not what they were found in is left alone.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    contents: dict[str, Content] = {}
    count = 0
    for finding in findings:
        # The target as the checks saw it has its markup as codes; a PO file has it as text.
        content = finding.unit.target or ()
        contents[raw(content)] = content
        edits[raw(content)] += finding.edits
        count += 1
    targets = unit.plurals or (unit.target or (),)
    after = tuple(
        edited_content(contents[key], edits[key]) if (key := raw(target)) in contents else target
        for target in targets
    )
    if list(map(raw, after)) == list(map(raw, targets)):
        return None, 0
    return Change(after[0], unit.state, after if unit.plurals else ()), count
