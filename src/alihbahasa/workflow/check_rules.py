"""What texts are checked by: the terms, the packs, and the checks that run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from alihbahasa import checking, plugins
from alihbahasa.checking import Running
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Glossary
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import uniting
from alihbahasa.workflow import prepare
from alihbahasa.workflow.compiled import Compiled
from alihbahasa.workflow.compiled import terms as terms_in
from alihbahasa.workflow.glossary import files
from alihbahasa.workflow.prepare import Terms

#: What rules are made of: as ``rules_of`` is asked for them.
_MadeOf: TypeAlias = tuple[
    Project | None, tuple[Path, ...] | None, tuple[str, ...], tuple[str, ...], Compiled | None
]


@dataclass(frozen=True, slots=True)
class Rules:
    """What texts are checked by: *terms* by the source language, *contexts* by both.

    *running* gives the checks for an article, by its name, and a target language.
    *are_ours* tells whether the terms are those of the project itself.  Another
    process makes its own of what they were *made_of*.
    """

    terms: Callable[[str], Terms]
    contexts: Callable[[str, str], Callable[[str], CheckContext]]
    running: Callable[[str, str], tuple[Running, ...]]
    are_ours: bool
    made_of: _MadeOf

    def sharing(self, compiled: Compiled) -> Rules:
        """Return these, of which another process maps the glossary, which was *compiled*."""
        return replace(self, made_of=(*self.made_of[:4], compiled))

    @property
    def project(self) -> Project | None:
        """The project whose rules they are."""
        return self.made_of[0]

    def __reduce__(self) -> tuple[Callable[..., Rules], tuple[object, ...]]:
        return _made, self.made_of


def _made(
    project: Project | None,
    glossaries: Sequence[Path] | None,
    select: Sequence[str],
    ignore: Sequence[str],
    compiled: Compiled | None,
) -> Rules:
    return rules_of(project, glossaries, select=select, ignore=ignore, compiled=compiled)


def rules_of(
    project: Project | None,
    glossaries: Sequence[Path] | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    compiled: Compiled | None = None,
) -> Rules:
    """Return what *glossaries* ask for, or where that is None those of *project*.

    Each is read once, or not at all where they are *compiled*.  *select* and *ignore* name
    checks, as ``checking.chosen`` has it; an unknown name is an AlihbahasaError.
    """
    for name in (*select, *ignore):
        named(name)

    @functools.cache
    def terms(source: str) -> Terms:
        if compiled is not None and source == compiled.language:
            return terms_in(compiled)
        if glossaries is not None:
            read = (
                files.read(path, source_language=source, shown=str(path)).glossary
                for path in glossaries
            )
            return prepare.terms_of(uniting.united(read, source_language=source)[0], source)
        return prepare.terms_of(prepare.glossary(project) if project else Glossary(()), source)

    @functools.cache
    def contexts(source: str, target: str) -> Callable[[str], CheckContext]:
        return prepare.check_contexts(terms(source), target)

    @functools.cache
    def running(article: str, language: str) -> tuple[Running, ...]:
        settings = project.settings.for_article(article) if project else None
        return checking.chosen(
            plugins.checks(),
            severities=settings.checks if settings else {},
            select=select,
            ignore=ignore,
            is_complete=settings is not None and settings.is_complete(language),
        )

    given = None if glossaries is None else tuple(glossaries)
    made_of = project, given, tuple(select), tuple(ignore), compiled
    return Rules(terms, contexts, running, are_ours=given is None, made_of=made_of)


def named(name: str) -> tuple[Check, ...]:
    """Return the checks that *name* means, as ``checking.is_named`` has it.

    Raises AlihbahasaError, with the nearest name, where it is that of none.
    """
    found = tuple(each for each in plugins.checks() if checking.is_named(each, [name]))
    if not found:
        near = prepare.did_you_mean(name, [each.name for each in plugins.checks()])
        raise AlihbahasaError(f"no check {name!r}", hint=near or "alihbahasa rule --all lists them")
    return found
