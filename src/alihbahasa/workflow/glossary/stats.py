"""Stats: how the terms of the glossaries are used in the articles and their translations."""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.model import Unit
from alihbahasa.project import Project
from alihbahasa.terminology.usage import Usage, usages
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.prepare import Progress


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    progress: Progress = iter,
) -> tuple[Usage, ...]:
    """Return the usage of every concept that *articles* mention, by language, the most used first.

    All articles, and all languages of the settings, when none are named.
    """
    chosen = prepare.chosen_articles(project, articles)
    targets = prepare.chosen_languages(project, languages)
    terms = prepare.terms(project)
    contexts = {language: prepare.check_contexts(terms, language) for language in targets}
    units: dict[str, list[tuple[str, Unit]]] = {language: [] for language in targets}
    for article in progress(chosen):
        fresh = prepare.units(project, article, terms)
        for language in targets:
            active = collect(project, article, language=language, fresh=fresh).active
            aligned = prepare.with_renderings(active, contexts[language](article))
            units[language] += [(article, unit) for unit in aligned]
    return tuple(
        usage for language in targets for usage in usages(terms.glossary, language, units[language])
    )
