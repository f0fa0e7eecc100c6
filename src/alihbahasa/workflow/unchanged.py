"""What need not be exported again: articles that nothing happened to since they were.

The record of an article of an archive says a digest of all that its export
followed from and wrote: its text, the settings and glossaries, the files as
they were left.  Where that is the same now, an export would write what is
there.  What other articles say is no part of it: a headline that was
translated meanwhile, or a match, comes when the article is exported anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

import msgspec

from alihbahasa import __version__, plugins, storage
from alihbahasa.project import Project


def context_digest(project: Project) -> str:
    """Return the digest of what the export of any article of *project* follows from.

    These are the version of the program, the settings that have a say in it, the
    contents of glossaries and of rules for sentences, and those of memories where
    they become drafts.
    """
    settings = project.settings
    found = blake2b(f"1 {__version__}\n".encode(), digest_size=16)
    overrides = [(each.articles, each.labels, each.segmentation) for each in settings.overrides]
    said = (settings.project, settings.export, settings.labels, settings.segmentation)
    found.update(msgspec.json.encode((said, overrides, settings.memory), order="sorted"))
    rules = (settings.segmentation.rules, *(each.segmentation.rules for each in settings.overrides))
    paths = [project.root / each for each in rules if each]
    paths += storage.files_below(project.glossaries)
    if settings.memory.prefill:
        paths += storage.files_below(project.memories)
    for path in paths:
        data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT)
        _add(found, path.relative_to(project.root).as_posix(), data)
    return found.hexdigest()


def digest(
    project: Project,
    article: str,
    *,
    language: str,
    context: str,
    source: bytes,
    record: bytes,
    files: Mapping[Path, bytes],
) -> str:
    """Return the digest of an export of *article* into *language*.

    *context* is that of the project, *source* the bytes of the article, *record*
    those of the record, the first line of which does not count; *files* are
    what was written, which may be more than is on the disk yet.
    """
    found = blake2b(context.encode(), digest_size=16)
    _add(found, article, source)
    _add(found, language, record[record.find(b"\n") + 1 :])
    for path in _paths(project, article, language):
        data = files.get(path)
        if data is None:
            data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT)
        _add(found, path.suffix, data)
    return found.hexdigest()


def stamped(record: bytes, said: str) -> bytes:
    """Return a *record* whose first line says the digest *said*."""
    head = storage.render_record({}, store=storage.recorded_store(record), digest=said)
    return head + record[record.find(b"\n") + 1 :]


def is_unchanged(
    project: Project, article: str, *, language: str, context: str, source: bytes
) -> bool:
    """Tell whether an export of *article* into *language* would write what is there.

    *context* is that of the project, *source* the bytes of the article.
    """
    path = project.record_path(article, language=language)
    record = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT)
    said = storage.recorded_digest(record or b"")
    if not said or record is None:
        return False
    return said == digest(
        project,
        article,
        language=language,
        context=context,
        source=source,
        record=record,
        files={},
    )


def _paths(project: Project, article: str, language: str) -> list[Path]:
    """Return what an export of *article* may have written beside the record, there or not."""
    paths = [
        project.exchange_path(article, language=language, extension=each.extension)
        for each in plugins.exchange_formats()
    ]
    if project.settings.profile.drafts_aside:
        paths.append(project.memory_path(article, language=language))
    if project.settings.profile.templates:
        paths.append(project.template_path(article))
    return paths


def _add(found: blake2b, name: str, data: bytes | None) -> None:
    """Add *data* to what was *found*, so that nothing else comes out as the same."""
    length = -1 if data is None else len(data)
    found.update(f"\n{name}\n{length}\n".encode("utf-8", "surrogateescape"))
    found.update(data or b"")
