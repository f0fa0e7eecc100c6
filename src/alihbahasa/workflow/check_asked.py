"""What a check is asked for: articles in their languages, and exchange files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePath

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange, prepare
from alihbahasa.workflow.check_files import STANDARD_INPUT


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to check: an *article* in a *language*, or an exchange file by its name.

    *article* is then the one that the *file* is a view of, or "".
    """

    article: str
    language: str = ""
    file: str = ""


@dataclass(slots=True)
class _Wanted:
    """Articles with their languages; files, each with the article it is a view of.

    *met* is where the files lie, so that none is checked twice by two names.
    """

    articles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    met: set[Path] = field(default_factory=set)

    def add(self, article: str, languages: Iterable[str]) -> None:
        there = self.articles.get(article, ())
        self.articles[article] = tuple(dict.fromkeys((*there, *languages)))


def asked_for(
    project: Project | None, names: Sequence[str], languages: tuple[str, ...]
) -> tuple[tuple[Asked, ...], tuple[AlihbahasaError, ...]]:
    """Return what *names* mean, articles first, all those of *project* where there are none.

    An article goes by its name, a path to its file or its store, or a folder,
    and is checked in *languages*, or in those of the settings.  Besides, return
    an error for each name that is neither an article's nor a file's; raise the
    first where no other is left.
    """
    wanted = _Wanted()
    errors: list[AlihbahasaError] = []
    there = project.articles() if project else ()
    if project and not names:
        chosen = prepare.chosen_languages(project, languages)
        for article in prepare.chosen_articles(project, ()):
            wanted.add(article, chosen)
    if project and not errors:
        errors += prepare.faults(project, [name for name in names if name != STANDARD_INPUT])
    by_stem = {str(PurePath(name).with_suffix("")): name for name in there}
    for each in names:
        if each == STANDARD_INPUT:
            wanted.files[each] = ""
            continue
        try:
            named = prepare.named(project, each, there) if project else ()
            if not named:
                _add_file(wanted, each, project, by_stem, languages=languages)
        except AlihbahasaError as error:
            errors.append(error)
            continue
        if project and named:
            chosen = prepare.chosen_languages(project, languages)
            for article in prepare.without_frozen(project, each, named):
                wanted.add(article, chosen)
    if errors and not (wanted.articles or wanted.files):
        raise errors[0]
    articles = [
        Asked(article, language)
        for article, targets in wanted.articles.items()
        for language in targets
    ]
    files = [Asked(article, file=file) for file, article in wanted.files.items()]
    return (*articles, *files), tuple(errors)


def _add_file(
    wanted: _Wanted,
    name: str,
    project: Project | None,
    by_stem: Mapping[str, str],
    *,
    languages: tuple[str, ...],
) -> None:
    """Add the file *name* to what is *wanted*; the store of an article stands for that."""
    path = Path(os.path.abspath(name))
    if path.is_dir():
        raise AlihbahasaError("a folder of no article", file=name, hint="name the files in it")
    if not path.exists():
        raise _missing(name, path, project, tuple(by_stem.values()))
    article = ""
    if project and path.is_relative_to(project.translations):
        language, *below = path.relative_to(project.translations).parts
        article = by_stem.get(str(PurePath(*below).with_suffix("")), "") if below else ""
        store = plugins.exchange_format(project.settings.formats[0])
        if article and path.suffix == store.extension:
            wanted.add(
                article,
                [exchange.agreed(language, languages, shown=name, what="target", option="--to")],
            )
            return
    place = storage.real(path)
    if place not in wanted.met:
        wanted.met.add(place)
        wanted.files[name] = article


def _missing(
    name: str, path: Path, project: Project | None, articles: Sequence[str]
) -> AlihbahasaError:
    """Return the error for a *name* that is neither an article's nor a file's."""
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    near = (*articles, *(str(Path(name).with_name(other.name)) for other in beside))
    message = f"no article and no file {name!r}" if project else f"no file {name!r}"
    return AlihbahasaError(message, hint=prepare.did_you_mean(name, near))
