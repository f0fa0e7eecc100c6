"""Check: what the checks find in the translations, with the place of each finding.

Checked are the stores of articles, and exchange files from anywhere, which
need no project (``check_files``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import alihbahasa
from alihbahasa import plugins
from alihbahasa.contracts import Check, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Severity, Side
from alihbahasa.project import Project
from alihbahasa.workflow import check_files, exchange, prepare
from alihbahasa.workflow.check_files import STANDARD_INPUT, Rules
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, in order of file and place, and how much was looked at.

    *units* counts translations, *files* the exchange files that were checked
    as such; *languages* are those of all that was looked at, *checks* those that ran.
    """

    findings: tuple[Finding, ...]
    articles: int
    units: int
    files: int
    languages: tuple[str, ...]
    checks: tuple[Check, ...] = ()

    def tally(self, fail_on: Severity) -> Tally:
        """Return the figures of a run that fails from *fail_on* on."""
        infos = tuple(map(plugins.check_info, self.checks))
        return Tally(
            self.units,
            self.articles,
            self.files,
            fail_on,
            checks=infos,
            version=alihbahasa.__version__,
        )


@dataclass(slots=True)
class _Wanted:
    """What to check: articles with their languages; files, each with the article it is a view of.

    That is "" for a file of no article.
    """

    articles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def add(self, article: str, languages: Iterable[str]) -> None:
        there = self.articles.get(article, ())
        self.articles[article] = tuple(dict.fromkeys((*there, *languages)))


def run(
    project: Project | None,
    *,
    asked: Iterable[str] = (),
    languages: Iterable[str] = (),
    source: str = "",
    glossaries: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    standard_input: bytes = b"",
    progress: Progress = iter,
) -> Checked:
    """Check what is *asked* for: articles of *project* and exchange files; all articles without.

    An article goes by its name, a path to its file or its store, or a folder;
    it is checked in *languages*, or in those of the settings.  Any other path is
    that of an exchange file; ``-`` is one that has the bytes *standard_input*.
    *source*, and one of *languages*, is that of a file which does not say its
    own.  *glossaries* take the place of the project's.  *select* and *ignore* name
    checks, as ``checking.chosen`` has it.
    """
    languages = tuple(languages)
    wanted = _wanted(project, tuple(asked), languages)
    rules = check_files.rules_of(project, glossaries, select=select, ignore=ignore)
    findings: list[Finding] = []
    spoken: list[str] = []
    ran: dict[str, Check] = {}
    count = 0
    if project and wanted.articles:
        for article in progress(tuple(wanted.articles)):
            targets = wanted.articles[article]
            number, found = _of_article(project, article, targets, rules=rules)
            count += number
            findings += found
            spoken += targets
            for target in targets:
                ran |= {each.check.code: each.check for each in rules.running(article, target)}
    for name in progress(tuple(wanted.files)) if wanted.files else ():
        file = check_files.loaded(name, standard_input if name == STANDARD_INPUT else None)
        pair = check_files.languages_of(
            file, project=project, source=source, targets=languages, shown=check_files.shown(name)
        )
        count += sum(unit.has_target and not unit.obsolete for unit in file.units)
        findings += check_files.findings(
            file,
            pair,
            rules=rules,
            article=wanted.files[name],
            shown=check_files.shown(name),
        )
        spoken += pair
        running = rules.running(wanted.files[name], pair[1])
        ran |= {each.check.code: each.check for each in running}
    return Checked(
        tuple(findings),
        len(wanted.articles),
        count,
        len(wanted.files),
        tuple(dict.fromkeys(spoken)),
        tuple(ran[code] for code in sorted(ran)),
    )


def _of_article(
    project: Project, article: str, languages: Sequence[str], *, rules: Rules
) -> tuple[int, list[Finding]]:
    """Return how many targets the stores of *article* have, and what is found in them."""
    source = project.settings.project.source
    fresh = prepare.units(project, article, rules.terms(source))
    count = 0
    findings: list[Finding] = []
    is_first = True
    for language in languages:
        found = collect(project, article, language=language, fresh=fresh)
        count += sum(unit.has_target for unit in found.active)
        # What is wrong with a source is said once.
        running = [
            each
            for each in rules.running(article, language)
            if is_first or each.check.side is Side.TARGET
        ]
        is_first = False
        remarks = prepare.findings(
            found.active,
            running=running,
            context=rules.contexts(source, language)(article),
            article=article,
        )
        findings += check_files.located(remarks, found.base, shown=project.shown(found.base.path))
    return count, findings


# --- what is asked for ------------------------------------------------------------


def _wanted(project: Project | None, asked: Sequence[str], languages: tuple[str, ...]) -> _Wanted:
    """Tell articles and files apart; raise for what is neither."""
    wanted = _Wanted()
    there = project.articles() if project else ()
    if project and not asked:
        for article in prepare.chosen_articles(project, ()):
            wanted.add(article, prepare.chosen_languages(project, languages))
        prepare.chosen_languages(project, languages)
    by_stem = {str(PurePath(name).with_suffix("")): name for name in there}
    for each in asked:
        if each == STANDARD_INPUT:
            wanted.files[each] = ""
        elif project and (named := prepare.named(project, each, there)):
            for article in prepare.without_frozen(project, each, named):
                wanted.add(article, prepare.chosen_languages(project, languages))
        else:
            _add_file(wanted, each, project, by_stem, languages=languages)
    return wanted


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
    wanted.files[name] = article


def _missing(
    name: str, path: Path, project: Project | None, articles: Sequence[str]
) -> AlihbahasaError:
    """Return the error for a *name* that is neither an article's nor a file's."""
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    near = (*articles, *(str(Path(name).with_name(other.name)) for other in beside))
    message = f"no article and no file {name!r}" if project else f"no file {name!r}"
    return AlihbahasaError(message, hint=prepare.did_you_mean(name, near))
