"""The glossary of a project in files, compiled once for all processes that find its terms.

They map the files, and share their pages.  A concept may be for some articles
alone, so there is one file for each part of the glossary that articles have;
for the few that have another part, a process compiles it itself.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path

import alihbahasa
from alihbahasa import plugins, recognition, storage
from alihbahasa.model import Glossary
from alihbahasa.recognition import Recogniser
from alihbahasa.records import dataclass
from alihbahasa.storage import Part
from alihbahasa.workflow import prepare
from alihbahasa.workflow.prepare import Terms

#: For how many parts of a glossary there are files.
_PARTS = 8


@dataclass(frozen=True, slots=True)
class Compiled:
    """A *glossary* for texts in *language*, in files of *folder*.

    *scopes* are the patterns of the articles that a concept is for, by its key;
    *files* hold what finds terms, by their language and by the keys of the
    concepts that are left out.
    """

    folder: Path
    language: str
    is_empty: bool
    scopes: Mapping[str, tuple[str, ...]]
    glossary: Part
    files: Mapping[tuple[str, frozenset[str]], Part]


def written(
    found: Terms, folder: Path, *, articles: Iterable[str], languages: Iterable[str] = ()
) -> Compiled:
    """Write what is *found* of the terms of *articles* into *folder*, and tell how to read it.

    Terms are found in the source language, and in *languages*.
    """
    whole = found.glossary
    scopes = {each.key: each.scope for each in whole.concepts if each.scope}
    parts: set[frozenset[str]] = set()
    if scopes:
        for article in articles:
            parts.add(found.scope(article))
            if len(parts) == _PARTS:
                break
    else:
        parts.add(frozenset())
    files = {}
    if not found.is_empty:
        for language in dict.fromkeys((found.language, *languages)):
            for keys in sorted(parts, key=sorted):
                data = recognition.save(found.compiled(keys, language), alihbahasa.__version__)
                files[language, keys] = storage.hand_over(folder, data)
    glossary = storage.hand_over(folder, pickle.dumps(whole))
    return Compiled(folder, found.language, found.is_empty, scopes, glossary, files)


def terms(compiled: Compiled) -> Terms:
    """Return the terms that ``written`` has written: what is not asked for is not read."""

    @functools.cache
    def whole() -> Glossary:
        data = storage.take_over(compiled.folder, compiled.glossary, keep=True)
        glossary: Glossary = pickle.loads(data)  # noqa: S301 - ours, by its digest
        return glossary

    @functools.cache
    def without(keys: frozenset[str]) -> Glossary:
        return prepare.without(whole(), keys)

    @functools.cache
    def recogniser(keys: frozenset[str], language: str) -> Recogniser:
        part = compiled.files.get((language, keys))
        if part is None:
            return prepare.recogniser(without(keys), language)
        path = compiled.folder / part.name
        data = storage.mapped(path)
        storage.refuse_others(path, data, part)
        return recognition.load(data, plugins.language_pack, alihbahasa.__version__)

    return Terms(
        compiled.language,
        compiled.is_empty,
        prepare.scope_of(compiled.scopes),
        without,
        recogniser,
    )
