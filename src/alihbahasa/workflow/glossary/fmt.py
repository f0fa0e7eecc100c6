"""Fmt: CSV glossaries in canonical form, so that a change of one concept changes one line."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Loss
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow.glossary.files import read, rendered, root_of


@dataclass(frozen=True, slots=True)
class Formatted:
    """A glossary, as people are told of it: whether it was in another form, and what is lost."""

    shown: str
    is_changed: bool
    losses: tuple[Loss, ...]


def run(
    project: Project | None,
    *,
    files: Iterable[Path] = (),
    source_language: str | None = None,
    dry_run: bool = False,
) -> tuple[Formatted, ...]:
    """Rewrite *files*, or the CSV glossaries of *project*, in canonical form, each in its shape.

    *source_language* says whose terms head a concept, that of the project
    where it is not given.  Nothing is written where one of them cannot be
    read.  With *dry_run* all is done but the writing.
    """
    csv = plugins.glossary_format("csv")
    if source_language is None:
        assert project is not None
        source_language = project.settings.project.source
    chosen = [Path(os.path.abspath(file)) for file in files]
    lock = project.lock(idle=dry_run) if project else contextlib.nullcontext()
    with lock:
        if not chosen and project:
            below = storage.files_below(project.glossaries)
            chosen = [path for path in below if path.suffix.lower() in csv.extensions]
        changes: dict[Path, bytes] = {}
        before: dict[Path, bytes | None] = {}
        results = []
        for path in dict.fromkeys(chosen):
            shown = _shown(path, project)
            if path.suffix.lower() not in csv.extensions:
                raise AlihbahasaError(
                    "only CSV has a canonical form",
                    file=shown,
                    hint="alihbahasa glossary export writes the glossaries in other formats",
                )
            file = read(path, source_language=source_language, shown=shown)
            data, losses = rendered(file, file.glossary, source_language=source_language)
            before[path] = file.data
            if data != file.data:
                changes[path] = data
            results.append(Formatted(shown, data != file.data, losses))
        if not dry_run:
            roots = {root_of(path, project) for path in changes}
            root = project.root if project else Path.cwd()
            storage.write(changes, expected=before, root=root, others=roots)
        return tuple(results)


def _shown(path: Path, project: Project | None) -> str:
    if project:
        return project.shown(path)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
