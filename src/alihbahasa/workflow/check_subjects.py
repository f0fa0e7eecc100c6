"""The subjects of a check: each an article in a language, or an exchange file, read and ready."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

from alihbahasa import segmentation
from alihbahasa.model import Document, Unit
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import check_files, prepare
from alihbahasa.workflow.check_asked import Asked
from alihbahasa.workflow.check_files import STANDARD_INPUT
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.exchange import Loaded


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked as one: an article in a language, or an exchange file.

    *units* know their mentions.  *shown* is what people are told of the *file*,
    and *name* what tells the subject from others: the article, or the same.
    *document* is the article, None where there is none, and *article_shown*
    what people are told of its file.
    """

    name: str
    article: str
    source: str
    language: str
    units: tuple[Unit, ...]
    file: Loaded
    shown: str
    document: Document | None = None
    article_shown: str = ""


def loader(
    project: Project | None,
    rules: Rules,
    *,
    languages: Sequence[str],
    source: str,
    standard_input: bytes,
) -> Callable[[Asked], Subject]:
    """Return what reads a subject; see ``check.run`` for what may be given.

    It raises AlihbahasaError for one that cannot be read.
    """
    there = frozenset(project.articles()) if project else frozenset()

    @functools.lru_cache(maxsize=1)
    def article_of(article: str) -> tuple[Document, tuple[Unit, ...]]:
        assert project is not None
        document = prepare.document(project, article)
        terms = rules.terms(project.settings.project.source)
        return document, prepare.recognised(segmentation.units(document), article, terms)

    def of_article(asked: Asked) -> Subject:
        assert project is not None
        document, fresh = article_of(asked.article)
        found = collect(project, asked.article, language=asked.language, fresh=fresh)
        return Subject(
            name=asked.article,
            article=asked.article,
            source=project.settings.project.source,
            language=asked.language,
            units=found.active,
            file=found.base,
            shown=project.shown(found.base.path),
            document=document,
            article_shown=project.shown_source(asked.article),
        )

    # A survey may speak of what was read last once more.
    @functools.lru_cache(maxsize=1)
    def of_file(asked: Asked) -> Subject:
        shown = check_files.shown(asked.file)
        file = check_files.loaded(
            asked.file, standard_input if asked.file == STANDARD_INPUT else None
        )
        ours, theirs = check_files.languages_of(
            file, project=project, source=source, targets=languages, shown=shown
        )
        assert file.bitext is not None
        article = asked.article or next(iter(file.bitext.header.documents), "")
        has_article = project is not None and article in there
        return Subject(
            name=shown,
            article=article,
            source=ours,
            language=theirs,
            units=prepare.recognised(file.units, article, rules.terms(ours)),
            file=file,
            shown=shown,
            document=article_of(article)[0] if has_article else None,
            article_shown=(project.shown_source(article) if project and has_article else ""),
        )

    return lambda asked: of_file(asked) if asked.file else of_article(asked)


def path_of(subject: Subject) -> Path | None:
    """Return the file that findings of *subject* are in, None for the standard input."""
    return None if subject.file.path == Path(STANDARD_INPUT) else subject.file.path
