"""What a shell offers for the arguments and options of commands.

Nothing here fails or says a word: where nothing can be found, nothing is offered.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import click
from click.shell_completion import CompletionItem

from alihbahasa.errors import AlihbahasaError

if TYPE_CHECKING:
    from alihbahasa.project import Project

Completion: TypeAlias = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

#: How many are offered at most: nobody reads more.
_MOST = 500


def _offering(names: Callable[[click.Context, str], Iterable[str]]) -> Completion:
    """Make a function of *names* offer those that begin with what was typed."""

    @functools.wraps(names)
    def offered(
        ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        try:
            fitting = (each for each in names(ctx, incomplete) if each.startswith(incomplete))
            return [CompletionItem(each) for each in islice(fitting, _MOST)]
        except (AlihbahasaError, OSError):
            return []

    return offered


def names(*there: str) -> Completion:
    """Offer some of the names *there*."""
    return _offering(lambda ctx, incomplete: there)


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer what files there are, as the shell does it."""
    return [CompletionItem(incomplete, type="file")]


@_offering
def articles(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the articles of the project."""
    found = _project(ctx)
    return found.articles() if found else ()


def articles_or_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the articles of the project, or files where none begins like that."""
    return articles(ctx, param, incomplete) or files(ctx, param, incomplete)


@_offering
def targets(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the languages to translate into."""
    from alihbahasa.workflow import completion

    return completion.targets(_project(ctx))


@_offering
def languages(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the languages of the project, or those with a pack."""
    from alihbahasa.workflow import completion

    return completion.languages(_project(ctx))


@_offering
def packs(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the languages with a pack."""
    from alihbahasa.workflow import completion

    return completion.packs()


@_offering
def checks(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the checks, by name."""
    from alihbahasa.workflow import completion

    return completion.checks()


@_offering
def reports(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the forms of reports."""
    from alihbahasa import plugins

    return plugins.names("reports")


@_offering
def profiles(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the profiles."""
    from alihbahasa.profiles import PROFILES

    return PROFILES


@_offering
def glossaries(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the glossaries of the project."""
    from alihbahasa.workflow import completion

    found = _project(ctx)
    return completion.glossaries(found) if found else ()


@_offering
def units(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer the units of the articles that stand before, or of all."""
    from alihbahasa.workflow import completion

    article = ctx.params.get("article") or ctx.params.get("articles") or ()
    found = _project(ctx)
    named = (article,) if isinstance(article, str) else article
    return completion.units(found, named) if found else ()


@_offering
def articles_and_units(ctx: click.Context, incomplete: str) -> Iterable[str]:
    """Offer ARTICLE# for each article and, behind the mark, its units."""
    from alihbahasa.workflow import completion

    found = _project(ctx)
    if not found:
        return ()
    article, mark, _ = incomplete.rpartition("#")
    if not mark:
        return (f"{each}#" for each in found.articles())
    return (f"{article}#{each}" for each in completion.units(found, [article]))


def _project(ctx: click.Context) -> Project | None:
    from pathlib import Path

    from alihbahasa import project

    return project.find_if_there(ctx.params.get("folder") or Path())
