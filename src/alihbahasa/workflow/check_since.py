"""What a check finds since a revision: in units that changed, and what is new or mended.

The files of the merge base are laid out in a folder of their own, and checked
there as they were, with the glossaries and settings of then.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alihbahasa import checking, project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding
from alihbahasa.project import Project
from alihbahasa.workflow import history, prepare
from alihbahasa.workflow.check import Checked


@dataclass(frozen=True, slots=True)
class Since:
    """The *findings* that changes have to do with, and how many were mended (*fixed*)."""

    findings: tuple[Finding, ...]
    fixed: int


def compared(now: Checked, findings: Sequence[Finding], before: Checked) -> Since:
    """Return those of the *findings* of *now* that have to do with changes since *before*.

    These are the findings of units whose source, target, state or concepts
    changed, and those that were not there, as when a sentence elsewhere makes
    an old one differ.
    """
    there = Counter(map(checking.fingerprint, before.findings))
    fixed = there - Counter(map(checking.fingerprint, now.findings))
    kept: list[Finding] = []
    for finding in findings:
        mark = checking.fingerprint(finding)
        is_new = there[mark] <= 0
        there[mark] -= 1
        if is_new or _is_changed(finding, now, before):
            kept.append(replace(finding, is_new=is_new))
    return Since(tuple(kept), fixed.total())


def _is_changed(finding: Finding, now: Checked, before: Checked) -> bool:
    for name in (finding.article, finding.place.file):
        key = (name, finding.language, finding.unit.id)
        if key in now.traces:
            return before.traces.get(key) != now.traces[key]
    return True


def before(
    ours: Project | None,
    name: str,
    *,
    asked: Sequence[str],
    check: Callable[[Project | None, Sequence[str]], Checked],
) -> Checked:
    """Return what *check* finds in the files of the merge base with the revision *name*.

    *check* gets the project of then, and those of the names that were *asked*
    for that there were; the working folder is that of now, in the past.  Files
    must lie below the project, or the working folder where there is no project.
    """
    root = ours.root if ours else Path.cwd()
    revision = history.merge_base(root, name)
    files = [_below(root, each) for each in asked if Path(each).is_file()]
    with _laid_out(revision, _parts(ours) + files) as folder:
        there = project.find_if_there(folder) if ours else None
        if ours and there is None:
            return Checked(())
        articles = there.articles() if there and there.sources.is_dir() else ()
        known = [
            each
            for each in asked
            if Path(each).is_file() or (there and prepare.named(there, each, articles))
        ]
        if (asked and not known) or (there and not articles and not known):
            return Checked(())
        try:
            return check(there, known)
        except AlihbahasaError as error:
            raise AlihbahasaError(
                f"what there was at {name} cannot be checked: {error}", hint=error.hint
            ) from error


def _parts(ours: Project | None) -> list[str]:
    """Return what of a project a check reads, seen from its root."""
    if ours is None:
        return []
    folders = ours.settings.folders
    return [
        project.SETTINGS_FILE,
        "pyproject.toml",
        folders.sources,
        folders.glossaries,
        folders.translations,
        *(rules for rules in (ours.settings.segmentation.rules,) if rules),
        *(each.segmentation.rules for each in ours.settings.overrides if each.segmentation.rules),
    ]


def _below(root: Path, name: str) -> str:
    path = Path(os.path.abspath(name))
    if not path.is_relative_to(root):
        raise AlihbahasaError("not in the repository that is compared with", file=name)
    return path.relative_to(root).as_posix()


@contextlib.contextmanager
def _laid_out(revision: history.Revision, parts: Sequence[str]) -> Iterator[Path]:
    """Work in a folder with the files of *parts* as they were at *revision*.

    The working folder is the one in it that corresponds to the one of now.
    """
    inside = Path.cwd()
    below = inside.relative_to(revision.root) if inside.is_relative_to(revision.root) else Path()
    with tempfile.TemporaryDirectory(prefix="alihbahasa-") as name:
        folder = storage.real(Path(name))
        with history.contents(revision.root) as content:
            for part in dict.fromkeys(parts):
                for kept in history.files_below(revision, part):
                    path = folder / kept.path
                    if not path.resolve().is_relative_to(folder):
                        continue
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content(kept.blob, storage.EXCHANGE_LIMIT))
        (folder / below).mkdir(parents=True, exist_ok=True)
        with contextlib.chdir(folder / below):
            yield folder
