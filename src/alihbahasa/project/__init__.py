"""A project: its settings, and where its things lie.

The settings are ``alihbahasa.toml`` at the root of the project, or the table
``[tool.alihbahasa]`` of a ``pyproject.toml``: ``settings`` says what there is,
``reading`` reads it.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import msgspec

from alihbahasa import plugins, profiles, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import archives
from alihbahasa.project.archives import ArchiveFile, folded
from alihbahasa.project.reading import LONGEST_NAME, SETTINGS_FILE, settings_of, table_in
from alihbahasa.project.settings import TAG_PATTERN, Settings, json_schema
from alihbahasa.records import dataclass

__all__ = (
    "SETTINGS_FILE",
    "TAG_PATTERN",
    "Project",
    "Settings",
    "Source",
    "find",
    "find_if_there",
    "json_schema",
    "settings_file",
)


@dataclass(frozen=True, slots=True)
class Source:
    """The *data* of an article, and where they stand: a *file*, and the *line* in an archive."""

    data: bytes
    file: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project at *root* with its settings; all paths below are absolute.

    *seen_from* is the folder that people work in, wherever else a part of the work is done.
    """

    root: Path
    settings: Settings
    seen_from: str = field(default_factory=os.getcwd, compare=False)

    @property
    def sources(self) -> Path:
        """The folder of the articles."""
        return _below(self.root, self.settings.folders.sources)

    @property
    def glossaries(self) -> Path:
        """The folder of the glossaries."""
        return self.root / self.settings.folders.glossaries

    @property
    def translations(self) -> Path:
        """The folder of the exchange files and the built articles."""
        return _below(self.root, self.settings.folders.translations)

    @property
    def memories(self) -> Path:
        """The folder of the memories."""
        return self.root / self.settings.folders.memories

    def lock(self, *, idle: bool = False) -> AbstractContextManager[None]:
        """Hold the lock of the project: reading, changing and writing happen within it.

        What a killed run left is finished or removed first.  A run that is *idle*
        writes nothing and needs none.
        """
        return storage.lock(self.root, idle=idle, folders=(self.translations, self.glossaries))

    def finish(self, process: int) -> None:
        """Finish what a *process* of this run was writing when it was killed, or drop it."""
        storage.finish(self.root, process=process)

    def recover(self, *, of_any: bool = False) -> None:
        """Finish or remove what processes left that were killed under the lock of this run.

        With *of_any* they may have been those of other machines, and none is at work any more.
        """
        storage.recover(self.root, folders=(self.translations,), of_any=of_any)

    def with_profile(self, name: str) -> Project:
        """Return the project as it would be with another export profile.

        Raises AlihbahasaError with the nearest name where there is no such profile.
        """
        export = msgspec.structs.replace(self.settings.export, profile=profiles.profile(name).name)
        return replace(self, settings=msgspec.structs.replace(self.settings, export=export))

    def articles(self) -> tuple[str, ...]:
        """Return the names of all articles: paths below the sources, with ``/``.

        They are those of files, sorted, then those of archives, in the order of
        their records.  Hidden files and folders, and files that no article
        format reads, are passed over.  Two articles that would write one
        exchange file are an error that names both, as is a name that is not safe
        to use again; records that are no articles are left out.
        """
        there = archives.archives(self)
        found = self.files_of_articles(there)
        return found + tuple(name for each in there for name in archives.names(self, each))

    def files_of_articles(self, beside: Iterable[ArchiveFile]) -> tuple[str, ...]:
        """Return the names of the articles that are files, sorted, and no archive *beside* has."""
        if not self.sources.is_dir():
            raise AlihbahasaError(
                "there is no such folder",
                file=self.shown(self.sources),
                hint="make it and put the articles there, or name the right one under [folders]",
            )
        found = sorted(self._walk())
        stems = {folded(each.stem): each for each in beside}
        written: dict[str, str] = {}
        for name in found:
            key = folded(str(PurePosixPath(name).with_suffix("")))
            if key in written:
                raise AlihbahasaError(
                    f"{written[key]} and {name} would write the same exchange file",
                    file=self.shown(self.sources / name),
                    hint="rename one of them",
                )
            written[key] = name
            above = (str(each) for each in PurePosixPath(key).parents) if stems else ()
            if clash := next((stems[each] for each in above if each in stems), None):
                raise AlihbahasaError(
                    f"it lies where the articles of {clash.shown} are",
                    file=self.shown(self.sources / name),
                    hint="rename the folder or the archive",
                )
        return tuple(found)

    def has(self, article: str) -> bool:
        """Tell whether there is such an *article*."""
        archive = archives.archive_of(self, article)
        if archive is not None:
            return archives.line_of(self, archive, article) is not None
        return article in self.files_of_articles(archives.archives(self))

    def source(self, article: str) -> Source:
        """Return the text of *article*, and where it stands.

        Raises AlihbahasaError with the file for one that cannot be read.
        """
        archive = archives.archive_of(self, article)
        if archive is None:
            path = self.source_path(article)
            return Source(storage.read(path, limit=storage.TEXT_LIMIT), self.shown(path))
        record = archives.record_of(self, archive, article)
        return Source(record.data, archive.shown, record.number)

    def shown_source(self, article: str) -> str:
        """Return the place of *article* as people are told of it, with its line in an archive."""
        archive = archives.archive_of(self, article)
        if archive is None:
            return self.shown(self.source_path(article))
        line = archives.line_of(self, archive, article)
        return archive.shown if line is None else f"{archive.shown}:{line}"

    def is_frozen(self, article: str) -> bool:
        """Tell whether the settings want *article* to be left alone."""
        return any(fnmatchcase(article, each) for each in self.settings.articles.frozen)

    def source_path(self, article: str) -> Path:
        """Return where the article lies; one of an archive would, if it were a file."""
        return self.sources / article

    def exchange_path(self, article: str, *, language: str, extension: str) -> Path:
        """Return where the exchange file of an article lies; *extension* has its dot."""
        return _named(_below(self.translations, language), article, extension)

    def built_path(self, article: str, *, language: str) -> Path:
        """Return where the translated article is built."""
        return self.translations / language / article

    def memory_path(self, article: str, *, language: str) -> Path:
        """Return where the old translations of the drafts of an article lie, a memory."""
        return (self.translations / language / "tm" / article).with_suffix(".tmx")

    def template_path(self, article: str) -> Path:
        """Return where the template of an article lies, from which files are begun."""
        return (self.translations / "templates" / article).with_suffix(".pot")

    def record_path(self, article: str, *, language: str) -> Path:
        """Return where the record of an article lies."""
        return _named(_below(self.translations, f".record/{language}"), article, ".jsonl")

    def refuse_outside(self, path: Path) -> None:
        """Raise where a symbolic link makes *path*, which is read, lie outside the project."""
        for each in (path, *path.parents):
            if each == self.root:
                return
            if each.is_symlink() and not storage.real(path).is_relative_to(self.root):
                raise AlihbahasaError(
                    "a link out of the project",
                    file=self.shown(path),
                    hint="put the file itself there",
                )

    def refuse_unsafe(self, name: str) -> None:
        """Raise where a part of *name*, a path below the sources, is no name on every system."""
        for part in name.split("/"):
            if not storage.is_safe_name(part) or len(part.encode()) > LONGEST_NAME:
                raise AlihbahasaError(
                    "not a name an exchange file can have",
                    file=self.shown(self.sources / name),
                    hint=f"use at most {LONGEST_NAME} bytes, none of "
                    ': * ? " < > | \\ or controls, no dot or space at the end,'
                    " and no name of a device (con, nul)",
                )

    def shown(self, path: Path) -> str:
        """Return *path* as people are told of it: seen from the working folder or the root."""
        named = str(path)
        for start in (self.seen_from, str(self.root)):
            if named.startswith(beginning := os.path.join(start, "")):
                return named[len(beginning) :].replace(os.sep, "/")
            if path.is_relative_to(start):
                return path.relative_to(start).as_posix()
        return named

    def _walk(self) -> Iterator[str]:
        # No link to a folder is followed, but what the folder of all articles is in may be one.
        is_linked = any(
            each.is_symlink() for each in (self.sources, *self.sources.parents) if each != self.root
        )
        for path in storage.files_below(self.sources):
            if path.suffix.lower() not in _article_extensions():
                continue
            if is_linked or path.is_symlink():
                self.refuse_outside(path)
            name = path.relative_to(self.sources).as_posix()
            self.refuse_unsafe(name)
            yield name


@functools.lru_cache(maxsize=64)
def _below(folder: Path, name: str) -> Path:
    """Return the path *name* below *folder*; most are asked for again with every article."""
    return folder / name


@functools.lru_cache(maxsize=64)
def _named(folder: Path, article: str, extension: str) -> Path:
    return (folder / article).with_suffix(extension)


@functools.cache
def _article_extensions() -> frozenset[str]:
    return frozenset(end for each in plugins.article_formats() for end in each.extensions)


def find(start: Path) -> Project:
    """Return the project that *start* lies in: the nearest folder above with settings.

    Raises AlihbahasaError where there is none, or where the settings are wrong.
    """
    if found := find_if_there(start):
        return found
    raise AlihbahasaError(
        f"no project here: neither {SETTINGS_FILE} nor [tool.alihbahasa] in a pyproject.toml,"
        " in this folder or one above",
        file=str(start.absolute()),
        hint="alihbahasa init makes one",
    )


def find_if_there(start: Path) -> Project | None:
    """Return the project that *start* lies in, as ``find`` does, or None where there is none."""
    start = start.absolute()
    if not start.is_dir():
        raise AlihbahasaError(
            "there is no such folder",
            file=str(start),
            hint="name another one with --project, or make it: alihbahasa init FOLDER",
        )
    for folder in (start, *start.parents):
        path = settings_file(folder)
        if path is not None:
            return Project(storage.real(folder), settings_of(table_in(path) or {}, path))
    return None


def settings_file(folder: Path) -> Path | None:
    """Return the file in *folder* that holds settings, where there is one."""
    for name in (SETTINGS_FILE, "pyproject.toml"):
        path = folder / name
        if path.is_file() and table_in(path) is not None:
            return path
    return None
