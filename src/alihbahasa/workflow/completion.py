"""What a shell can offer of a project: its articles, languages, glossaries and units.

It is asked at every press of a key: nothing is parsed, and no article is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from alihbahasa import plugins, storage
from alihbahasa.patterns import late_re
from alihbahasa.project import Project

#: The id that begins a line of a record.
_ID = late_re(rb'^\{"id":"([^"\\]+)"', re.MULTILINE)


def targets(project: Project | None) -> tuple[str, ...]:
    """Return the languages that a *project* is translated into, without one those with a pack."""
    return project.settings.project.targets if project else packs()


def languages(project: Project | None) -> tuple[str, ...]:
    """Return the languages of a *project*, without one those with a pack."""
    return (project.settings.project.source, *targets(project)) if project else packs()


def packs() -> tuple[str, ...]:
    """Return the languages with a pack, by their tags in lower case."""
    return tuple(name.replace("_", "-") for name in plugins.names("languages"))


def checks() -> tuple[str, ...]:
    """Return the names of all checks."""
    return tuple(name.replace("_", "-") for name in plugins.names("checks"))


def glossaries(project: Project) -> Iterator[str]:
    """Yield the names of the files among the glossaries of *project*."""
    for path in storage.files_below(project.glossaries):
        yield path.relative_to(project.glossaries).as_posix()


def units(project: Project, articles: Iterable[str] = ()) -> Iterator[str]:
    """Yield the ids of the units that were exported, each once, of all *articles* if none is named.

    They stand in the records, of any language.
    """
    seen = set()
    for path in _records(project, articles):
        data = storage.read_if_there(path, limit=storage.TEXT_LIMIT)
        for found in _ID.finditer(data or b""):
            id = found[1].decode("utf-8", "replace")
            if id not in seen:
                seen.add(id)
                yield id


def _records(project: Project, articles: Iterable[str]) -> Iterator[Path]:
    named = tuple(articles)
    for language in project.settings.project.targets:
        if named:
            yield from (project.record_path(each, language=language) for each in named)
        else:
            yield from storage.files_below(project.translations / ".record" / language)
