"""The glossaries of a project as files: read, as they are or were, chosen among, written back."""

from __future__ import annotations

import contextlib
import difflib
import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from alihbahasa import plugins, storage
from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Loss
from alihbahasa.project import SETTINGS_FILE, Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import uniting

if TYPE_CHECKING:
    from alihbahasa.workflow.history import Kept, Revision

#: The glossary that is made where a project has none.
_FIRST = "glossary.csv"

#: How many bytes a format is recognised by.
_HEAD = 4_096

#: The endings of spreadsheets that are not read.
_SHEETS = (".xls", ".xlsb", ".xlsm", ".ods")
_SAVE_AS = "save it as .xlsx"

#: What a concept says: its fields but those of its place, which are the last.
_SAID = attrgetter(*(each.name for each in fields(Concept) if each.name not in ("file", "line")))


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """A glossary and the file it stands in; *data* is None where there is no such file yet.

    *shown* is what people are told of it, and the place of its concepts;
    *losses* are what of it a glossary cannot hold.
    """

    path: Path
    shown: str
    format: GlossaryFormat
    data: bytes | None
    glossary: Glossary
    losses: tuple[Loss, ...] = ()


# --- reading --------------------------------------------------------------------


def read(
    path: Path,
    *,
    source_language: str,
    shown: str,
    also: Sequence[str] = (),
    is_lenient: bool = False,
) -> GlossaryFile:
    """Read the glossary *path*, called *shown* in errors; *also* are other endings that are known.

    Where it *is_lenient*, columns that a table of ours does not have are left
    out.  Raises AlihbahasaError for a file that is larger than its format allows.
    """
    data = storage.read(path, limit=_limit(_formats(path, shown, also)))
    return parse(
        data, path=path, source_language=source_language, shown=shown, is_lenient=is_lenient
    )


def read_if_there(path: Path, *, source_language: str, shown: str) -> GlossaryFile:
    """Read the glossary *path* as ``read`` does; one without a byte, or without a file, is empty.

    An empty one is in a format that can be written.
    """
    there = [each for each in plugins.glossary_formats() if _ends_as(path, each)]
    data = storage.read_if_there(path, limit=_limit(there))
    if data:
        return parse(data, path=path, source_language=source_language, shown=shown)
    found = next((each for each in there if each.write is not None), None)
    if found is None:
        known = ends(written_formats())
        raise AlihbahasaError(f"no glossary can be written to it; known are {known}", file=shown)
    return GlossaryFile(path, shown, found, data, Glossary(()))


def parse(
    data: bytes, *, path: Path, source_language: str, shown: str, is_lenient: bool = False
) -> GlossaryFile:
    """Read a glossary that has the bytes *data* and the name of *path*, as ``read`` does."""
    found = _format(path, data, shown, _formats(path, shown))
    reader = (found.read_leniently if is_lenient else None) or found.read
    try:
        glossary, losses = reader(data, source_language=source_language)
    except AlihbahasaError as error:
        error.within(shown)
        raise
    # Four times as fast as ``replace``, for each of perhaps 100,000.
    placed = [Concept(*(*_SAID(each), shown, each.line)) for each in glossary.concepts]
    glossary = replace(glossary, concepts=tuple(placed))
    return GlossaryFile(path, shown, found, data, glossary, losses)


def load(path: Path, *, shown: str) -> tuple[bytes, GlossaryFormat]:
    """Return the bytes of a file to import, and its format by its name and by them.

    What ends in .tsv is a CSV with tabs, which nobody keeps a glossary in.
    """
    name = path.with_suffix(".csv") if path.suffix.lower() == ".tsv" else path
    formats = _formats(name, shown, (".tsv",))
    data = storage.read(path, limit=_limit(formats))
    return data, _format(name, data, shown, formats)


def _format(
    path: Path, data: bytes, shown: str, formats: Sequence[GlossaryFormat]
) -> GlossaryFormat:
    """Return the one of *formats* that *data* is in; raise where none is, or it is too large."""
    found = _recognised(path, data, formats)
    if found is None:
        raise AlihbahasaError(
            "this is no glossary, by what is in it",
            file=shown,
            hint="OmegaT's has a tab between a term and its translation;"
            " the root element of TBX is tbx, martif or TBX",
        )
    if len(data) > found.limit:
        raise AlihbahasaError(f"larger than the limit of {found.limit:,} bytes", file=shown)
    return found


def _recognised(
    path: Path, data: bytes, formats: Sequence[GlossaryFormat]
) -> GlossaryFormat | None:
    """Return the one of *formats* that *data* is in, None where the name does not tell either.

    Where it does, the first of them has to say what is wrong with the bytes.
    """
    found = next((each for each in formats if each.recognises(data[:_HEAD])), None)
    return found or next((each for each in formats if not _is_ambiguous(path, each)), None)


def _limit(formats: Iterable[GlossaryFormat]) -> int:
    """Return how many bytes a file may have that is in one of *formats*."""
    return max((each.limit for each in formats), default=storage.TEXT_LIMIT)


def read_all(project: Project) -> tuple[GlossaryFile, ...]:
    """Read all glossaries of the project, sorted by their names; none that are ``passed_over``."""
    source_language = project.settings.project.source
    found = []
    for path in storage.files_below(project.glossaries):
        if _has_format(path):
            project.refuse_outside(path)
            if not _is_other(path):
                shown = project.shown(path)
                found.append(read(path, source_language=source_language, shown=shown))
    return tuple(found)


def passed_over(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the files among the glossaries that may be meant for some and are none, and why."""
    for path in storage.files_below(project.glossaries):
        if path.suffix.lower() in _SHEETS:
            yield project.shown(path), f"a spreadsheet that is not read; {_SAVE_AS}"
        elif _has_format(path) and _is_other(path):
            yield project.shown(path), "no glossary, by what is in it; passed over"


def _is_other(path: Path) -> bool:
    """Tell whether *path*, which ends as a glossary may, is none by its bytes."""
    formats = _formats(path, str(path))
    if not all(_is_ambiguous(path, each) for each in formats):
        return False
    return _recognised(path, storage.head(path, size=_HEAD), formats) is None


def _is_ambiguous(path: Path, form: GlossaryFormat) -> bool:
    return path.suffix.lower() in form.ambiguous


def all_at(project: Project, revision: Revision) -> Glossary:
    """Return the glossaries of the project as one, as they were at *revision*.

    They are looked for in the folder that the settings of then name.
    """
    found = []
    for kept in _kept_below(revision, _folder_at(project, revision)):
        path, data = Path(kept.path), _data(revision, kept)
        if _recognised(path, data, _formats(path, kept.path)):
            found.append(_at(project, revision, kept, data))
    return uniting.united(found, source_language=project.settings.project.source)[0]


def at(project: Project, path: Path, revision: Revision) -> Glossary | None:
    """Return the glossary that the file *path* was at *revision*, None where it was not there.

    Raises AlihbahasaError where it may have been one that is not here any more.
    """
    from alihbahasa.workflow import history

    folder = _folder_at(project, revision)
    name = path.relative_to(project.root).as_posix()
    below = path.relative_to(project.glossaries).as_posix()
    for each in (name, f"{folder}/{below}"):
        for kept in history.files_below(revision, each):
            return _at(project, revision, kept, _data(revision, kept))
    there = [kept.path for kept in _kept_below(revision, folder)]
    gone = [each for each in there if not (project.root / each).exists()]
    if not gone:
        return None
    (near,) = difflib.get_close_matches(name, gone, 1, 0)
    raise AlihbahasaError(
        f"was not there at {revision.name}, and {', '.join(gone)} of then is not here",
        file=project.shown(path),
        hint="where it was renamed, get it as it was and name that file:"
        f" git show {revision.commit[:10]}:./{near}",
    )


def _folder_at(project: Project, revision: Revision) -> str:
    """Return the folder that the glossaries lay in at *revision*, seen from the root."""
    from alihbahasa.workflow import history

    for name, keys in ((SETTINGS_FILE, ()), ("pyproject.toml", ("tool", "alihbahasa"))):
        for kept in history.files_below(revision, name):
            data = history.read(revision, kept, limit=storage.TEXT_LIMIT)
            # Settings of then may be none of today's: only the folder is asked for.
            with contextlib.suppress(
                ValueError, KeyError, TypeError, AttributeError, RecursionError
            ):
                table = tomllib.loads(data.decode("utf-8"))
                for key in keys:
                    table = table[key]
                folder = PurePosixPath(table.get("folders", {}).get("glossaries", "glossaries"))
                if not folder.is_absolute() and ".." not in folder.parts:
                    return folder.as_posix()
    return project.glossaries.relative_to(project.root).as_posix()


def _kept_below(revision: Revision, folder: str) -> Iterator[Kept]:
    """Yield what may have been glossaries below *folder* at *revision*."""
    from alihbahasa.workflow import history

    for kept in history.files_below(revision, folder):
        path = PurePosixPath(kept.path).relative_to(folder)
        if not any(part.startswith((".", "~$")) for part in path.parts) and _has_format(path):
            yield kept


def _data(revision: Revision, kept: Kept) -> bytes:
    from alihbahasa.workflow import history

    return history.read(revision, kept, limit=_limit(_formats(Path(kept.path), kept.path)))


def _at(project: Project, revision: Revision, kept: Kept, data: bytes) -> Glossary:
    return parse(
        data,
        path=Path(kept.path),
        source_language=project.settings.project.source,
        shown=f"{revision.name}:{kept.path}",
    ).glossary


# --- choosing -------------------------------------------------------------------


def chosen(
    project: Project,
    files: tuple[GlossaryFile, ...],
    into: str | None,
    *,
    may_be_new: bool = False,
) -> GlossaryFile:
    """Return the one of *files* that *into* names, or the only one there is.

    With *may_be_new*, one that is not there yet is an empty one.
    """
    if into is None:
        if len(files) == 1:
            return files[0]
        if files:
            raise AlihbahasaError(
                f"the project has {len(files)} glossaries",
                hint=f"name one with --into: {', '.join(file.shown for file in files)}",
            )
        into = _FIRST
    if file := named(project, files, into):
        return file
    paths = _paths(project, into)
    path = next((path for path in paths if path.is_relative_to(project.glossaries)), paths[1])
    shown = project.shown(path)
    if not may_be_new:
        near = difflib.get_close_matches(path.name, [file.path.name for file in files], 1, 0.5)
        raise AlihbahasaError(
            "there is no such glossary",
            file=shown,
            hint=f"did you mean {near[0]}?" if near else None,
        )
    if not Path(os.path.normpath(path)).is_relative_to(project.glossaries):
        raise AlihbahasaError(
            "not in the folder of the glossaries",
            file=shown,
            hint="put it there, or name one that is",
        )
    if not storage.is_safe_name(path.name):
        raise AlihbahasaError("not a name every system allows", file=shown, hint="choose another")
    source_language = project.settings.project.source
    return read_if_there(path, source_language=source_language, shown=shown)


def elsewhere(file: GlossaryFile, files: Iterable[GlossaryFile]) -> dict[str, Concept]:
    """Return the concepts of those of *files* but *file*, by their keys."""
    return {
        concept.key: concept
        for each in files
        if each.path != file.path
        for concept in each.glossary.concepts
    }


def named(project: Project, files: Iterable[GlossaryFile], into: str) -> GlossaryFile | None:
    """Return the one of *files* that *into* names: by a path, or by one below their folder."""
    paths = _paths(project, into)
    return next((file for file in files if file.path in paths), None)


def _paths(project: Project, into: str) -> tuple[Path, Path]:
    return Path(os.path.abspath(into)), project.glossaries / into


# --- writing --------------------------------------------------------------------


def rendered(
    file: GlossaryFile, glossary: Glossary, *, source_language: str
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return the bytes of *file* with *glossary* in it, and what it cannot hold of that.

    They were read back to be sure: what would lose a concept is refused.
    """
    if file.format.write is None:
        raise AlihbahasaError(
            f"{file.format.title} is only read", file=file.shown, hint="name a CSV with --into"
        )
    try:
        data, losses = file.format.write(
            glossary, source_language=source_language, original=file.data or b""
        )
    except AlihbahasaError as error:
        error.within(file.shown)
        raise
    try:
        again, _ = file.format.read(data, source_language=source_language)
    except AlihbahasaError as error:
        error.message = f"could not be read again and was not written: {error.message}"
        error.within(file.shown)
        raise
    if len(again.concepts) != len(glossary.concepts):
        raise AlihbahasaError("would not hold all concepts and was not written", file=file.shown)
    return data, losses


def save(file: GlossaryFile, data: bytes, project: Project | None) -> None:
    """Write *data* into *file*, unless it holds that already; call it within the lock."""
    if data != file.data:
        root = root_of(file.path, project)
        storage.write({file.path: data}, expected={file.path: file.data}, root=root)


def root_of(path: Path, project: Project | None) -> Path:
    """Return the folder within which no link may lead to *path*: the project's, or its own."""
    is_ours = project is not None and path.is_relative_to(project.root)
    return project.root if project and is_ours else path.parent


# --- formats --------------------------------------------------------------------


def written_formats() -> tuple[GlossaryFormat, ...]:
    """Return the formats of glossaries that can be written."""
    return tuple(each for each in plugins.glossary_formats() if each.write is not None)


def ends(formats: Iterable[GlossaryFormat], also: Iterable[str] = ()) -> str:
    """Return the endings of *formats*, and those that are known *also*, as people read them."""
    return ", ".join(sorted({*also, *(end for each in formats for end in each.extensions)}))


def _has_format(path: PurePath) -> bool:
    return any(_ends_as(path, each) for each in plugins.glossary_formats())


def _ends_as(path: PurePath, form: GlossaryFormat) -> bool:
    return path.suffix.lower() in form.extensions


def _formats(path: Path, shown: str, also: Sequence[str] = ()) -> tuple[GlossaryFormat, ...]:
    """Return the formats that a file of this name may be in; *also* are known, but none of them."""
    found = tuple(each for each in plugins.glossary_formats() if _ends_as(path, each))
    if not found:
        raise AlihbahasaError(
            f"no glossary format reads this; known are {ends(plugins.glossary_formats(), also)}",
            file=shown,
            hint=_SAVE_AS if path.suffix.lower() in _SHEETS else None,
        )
    return found
