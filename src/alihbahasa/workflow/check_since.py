"""What a check finds since a revision: in units that changed, and what is new or mended.

The files of the merge base are laid out in a folder of their own, and checked
there as they were, with the glossaries and settings of then.  Repository and
working folder lie in it as they lie now, so that what is asked for goes by
the same names.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from alihbahasa import checking, project, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding
from alihbahasa.project import Project, Settings
from alihbahasa.records import dataclass
from alihbahasa.workflow import history, prepare
from alihbahasa.workflow.check import Checked
from alihbahasa.workflow.history import Revision

#: Checks what is asked for in a project by its glossaries, or by those that are given.
Check: TypeAlias = Callable[[Project | None, Sequence[str], Sequence[Path] | None], Checked]


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
    # What is waived is there still, and stale waivers are found among what is left alone.
    here = Counter(map(checking.fingerprint, now.findings))
    here |= Counter(map(checking.fingerprint, findings))
    fixed = there - here
    kept: list[Finding] = []
    for finding in findings:
        mark = checking.fingerprint(finding)
        is_new = there[mark] <= 0
        there[mark] -= 1
        if is_new or _is_changed(finding, now, before):
            kept.append(replace(finding, is_new=is_new))
    return Since(tuple(kept), fixed.total())


def _is_changed(finding: Finding, now: Checked, before: Checked) -> bool:
    """Tell whether the unit of *finding* changed, appeared or went."""
    names = (finding.article, finding.place.file)
    keys = [(name, finding.language, finding.unit.id) for name in names]
    key = next((each for each in keys if each in now.traces), keys[0])
    return before.traces.get(key) != now.traces.get(key)


# --- what is compared with --------------------------------------------------------


def base(ours: Project | None, name: str) -> Revision:
    """Return the merge base with the revision *name*, in the repository as a whole.

    It is that of the project, or of the working folder where there is none.
    """
    return history.merge_base(history.top(ours.root if ours else Path.cwd()), name)


def names(base: Revision, asked: Iterable[str]) -> tuple[str, ...]:
    """Return what is *asked* for by names that hold in the past too: none is absolute or a link.

    Raises AlihbahasaError for a file outside the repository.
    """
    found = []
    for name in asked:
        if Path(name).is_file() and not storage.real(Path(name)).is_relative_to(base.root):
            raise AlihbahasaError("not in the repository that is compared with", file=name)
        found.append(_seen(name) if os.path.exists(name) else name)
    return tuple(found)


def glossaries(base: Revision, files: Iterable[Path]) -> tuple[Path, ...]:
    """Return the *files* as ``names`` does; one outside the repository is the same at all times."""
    real = [(path, storage.real(path)) for path in files]
    return tuple(
        Path(_seen(str(path))) if place.is_relative_to(base.root) else place for path, place in real
    )


def _seen(name: str) -> str:
    """Return the path *name* as it is seen from the working folder, with no link in it."""
    path = storage.real(Path(name))
    is_plain = not os.path.isabs(name) and path == Path(os.path.abspath(name))
    return name if is_plain else os.path.relpath(path)


# --- the past ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Past:
    """A folder, *top*, for files of the repository as they were at *base*.

    *content* reads them; *errors* say which could not be laid out.
    """

    base: Revision
    top: Path
    content: Callable[[str, int], bytes]
    errors: list[AlihbahasaError]


def before(
    ours: Project | None,
    base: Revision,
    *,
    asked: Sequence[str],
    glossaries: Sequence[Path],
    check: Check,
) -> Checked:
    """Return what *check* finds in the files at *base*; its errors say what could not be read.

    *check* gets the project of then, those of the names that were *asked* for
    that there were, and those of the *glossaries*, None where none are given.
    Names are as ``names`` and ``glossaries`` return them.
    """
    files = [_within(base, each) for each in asked if Path(each).is_file()]
    below = [_within(base, each) for each in glossaries if not each.is_absolute()]
    with _laid_out(base) as past:
        try:
            _lay_out(past, [*files, *below])
            found = _checked(past, _project(past, ours), asked, glossaries, check)
        except AlihbahasaError as error:
            told = _of_then(error, past)
            raise AlihbahasaError(
                f"what there was at {base.name} cannot be checked: {told}", hint=told.hint
            ) from error
        errors = tuple(_of_then(each, past) for each in (*past.errors, *found.errors))
        return replace(found, errors=errors)


def _checked(
    past: _Past,
    there: Project | None,
    asked: Sequence[str],
    glossaries: Sequence[Path],
    check: Check,
) -> Checked:
    """Return what *check* finds in what there was of what was *asked* for."""
    articles = there.articles() if there and there.sources.is_dir() else ()
    known = [
        each
        for each in asked
        if Path(each).is_file() or (there and prepare.named(there, each, articles))
    ]
    if not known and (asked or not articles):
        return Checked(())
    for each in glossaries:
        if not each.is_file():
            past.errors.append(AlihbahasaError("there was no such glossary", file=str(each)))
    given = [each for each in glossaries if each.is_file()]
    return check(there, known, given if glossaries else None)


def _project(past: _Past, ours: Project | None) -> Project | None:
    """Return the project of then, where *ours* is now, with all its files that a check reads."""
    if ours is None:
        return None
    where = ours.root.relative_to(past.base.root)
    _lay_out(past, [where / project.SETTINGS_FILE, where / "pyproject.toml"])
    root = past.top / where
    if not root.is_dir() or project.settings_file(root) is None:
        past.errors.append(AlihbahasaError("there was no project", file=str(root)))
        return None
    there = project.find(root)
    _lay_out(past, [where / each for each in _parts(there.settings)])
    return there


def _parts(settings: Settings) -> Iterator[str]:
    """Yield what of a project a check reads besides its settings, seen from its root."""
    yield from (settings.folders.sources, settings.folders.glossaries)
    yield settings.folders.translations
    rules = (settings.segmentation.rules, *(e.segmentation.rules for e in settings.overrides))
    yield from filter(None, rules)


def _of_then(error: AlihbahasaError, past: _Past) -> AlihbahasaError:
    """Return *error* with the place in the repository of then in that of the one laid out."""
    if error.file and not error.file.startswith(f"{past.base.name}:"):
        path = Path(os.path.abspath(error.file))
        if path.is_relative_to(past.top):
            error.file = f"{past.base.name}:{path.relative_to(past.top).as_posix()}"
    return error


def _within(base: Revision, name: str | Path) -> Path:
    return storage.real(Path(name)).relative_to(base.root)


@contextlib.contextmanager
def _laid_out(base: Revision) -> Iterator[_Past]:
    """Work in a past that is empty yet, in the folder that corresponds to the one of now."""
    inside = Path.cwd()
    above = os.path.commonpath([inside, base.root])
    with (
        tempfile.TemporaryDirectory(prefix="alihbahasa-") as name,
        history.contents(base.root) as content,
    ):
        folder = storage.real(Path(name))
        past = _Past(base, folder / base.root.relative_to(above), content, [])
        storage.make_folder(past.top)
        storage.make_folder(folder / inside.relative_to(above))
        with contextlib.chdir(folder / inside.relative_to(above)):
            yield past


def _lay_out(past: _Past, parts: Iterable[Path]) -> None:
    """Write the files that there were of *parts*, files and folders seen from the top."""
    for part in dict.fromkeys(parts):
        for kept in history.files_below(past.base, part.as_posix()):
            path = past.top / kept.path
            if not path.resolve().is_relative_to(past.top):
                continue
            try:
                data = past.content(kept.blob, storage.EXCHANGE_LIMIT)
                storage.make_folder(path.parent)
                path.write_bytes(data)
            except AlihbahasaError as error:
                past.errors.append(error.within(str(path)))
            except OSError as error:
                past.errors.append(storage.explained(error, path))
