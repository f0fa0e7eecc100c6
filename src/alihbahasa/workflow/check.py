"""Check: what the checks find in the translations, with the place of each finding.

Checked are the stores of articles, and exchange files from anywhere, which
need no project (``check_files``).  One that cannot be read is an error, as is
a name of nothing, and the others are checked all the same.
"""

from __future__ import annotations

import functools
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, TypeAlias

import alihbahasa
from alihbahasa import checking, parallel, plugins
from alihbahasa.contracts import Check, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Severity
from alihbahasa.parallel import Workers
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import check_asked, check_pieces, check_rules, compiled, pieces, rule
from alihbahasa.workflow.check_asked import Asked
from alihbahasa.workflow.check_pieces import Look, Packed, Plan, Told, Traces
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.prepare import Progress

#: What surveys kept of each subject, by check, source and target language.
_Kept: TypeAlias = dict[tuple[str, str, str], list[tuple[Asked, Any]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, in order of file and place, and how much was looked at.

    *units* counts translations, *files* the exchange files that were checked
    as such; *languages* are those of all that was looked at.  *errors* say what
    could not be read.  *paths* are the files that findings are in, by what
    people are told of them.  *ids* are the units of each article or file, by its
    name and language, and *traces* what of a unit findings may hang on, where
    that was asked for.  *checks* are those that ran, by code, and *looked* what the
    look at each subject returned, in order.
    """

    findings: tuple[Finding, ...]
    articles: int = 0
    units: int = 0
    files: int = 0
    languages: tuple[str, ...] = ()
    errors: tuple[AlihbahasaError, ...] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    ids: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    traces: Traces = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    looked: tuple[Any, ...] = ()

    def tally(self, fail_on: Severity) -> Tally:
        """Return the figures of a run that fails from *fail_on* on."""
        return Tally(
            self.units,
            self.articles,
            self.files,
            fail_on,
            checks=tuple(map(rule.info, self.checks)),
            version=alihbahasa.__version__,
            errors=self.errors,
        )


def run(
    project: Project | None,
    *,
    asked: Iterable[str] = (),
    languages: Iterable[str] = (),
    source: str = "",
    rules: Rules | None = None,
    standard_input: bytes = b"",
    is_traced: bool = False,
    jobs: int | None = 1,
    cluster: str = "",
    progress: Progress = iter,
    look: Look | None = None,
) -> Checked:
    """Check what is *asked* for: articles of *project* and exchange files; all articles without.

    What may be asked for is in ``check_asked``; ``-`` is an exchange file that
    has the bytes *standard_input*.  *source*, and one of *languages*, is that of
    a file which does not say its own.  *rules* say by what is checked; without,
    by the glossaries and the settings of the project.  *jobs* are the processes
    at work, None for as many as there are processors; or the workers of the
    *cluster* are, by the address of its scheduler.  What is found is the same.
    *look*, a function of a module, is shown each subject that was checked, where it was.
    """
    languages = tuple(languages)
    wanted, unknown = check_asked.asked_for(project, tuple(asked), languages)
    rules = rules or check_rules.rules_of(project)
    if cluster:
        _refuse_elsewhere(project, wanted)
    staff = pieces.staff(project, articles=len(wanted), jobs=jobs, cluster=cluster, idle=True)
    with staff as workers:
        plan = Plan(
            token=os.urandom(8).hex(),
            project=project,
            rules=rules,
            languages=languages,
            source=source,
            standard_input=standard_input,
            is_traced=is_traced,
            has_parts=jobs is None or jobs > 1,
            is_packed=len(wanted) > 1,
            look=look,
        )
        if project:
            _get_ready(project, rules, wanted)
            if cluster:
                shared = compiled.written(
                    rules.terms(project.settings.project.source),
                    workers.folder,
                    articles=(each.article for each in wanted),
                    languages=(each.language for each in wanted),
                )
                plan = replace(plan, rules=rules.sharing(shared))
        found: dict[Asked, list[Finding]] = {}
        kept: _Kept = defaultdict(list)
        errors = list(unknown)
        spoken: dict[str, None] = {}
        paths: dict[str, Path] = {}
        ids: dict[tuple[str, str], frozenset[str]] = {}
        traces: Traces = {}
        ran: set[str] = set()
        looked: list[Any] = []
        count = 0
        parts = check_pieces.pieces_of(wanted, workers)
        steps = [[each.file or each.article for each in part] for part in parts]
        task = functools.partial(check_pieces.of_piece, plan)
        try:
            with parallel.working(task, workers=workers, count=len(parts)) as results:
                for done in pieces.watched(progress, steps, results(parts)):
                    errors += done.errors
                    ran |= done.checks
                    for each in done.looked:
                        found[each.asked] = list(each.findings)
                        for check, summary in each.kept.items():
                            kept[check, each.source, each.language].append((each.asked, summary))
                        ids[each.name, each.language] = each.ids
                        count += each.count
                        spoken |= dict.fromkeys(
                            (each.source, each.language) if each.asked.file else (each.language,)
                        )
                        if each.path:
                            paths[each.shown] = each.path
                        traces.update(each.traces)
                        if look:
                            looked.append(each.seen)
            for one, more in _concluded(plan, kept, jobs=jobs, workers=workers):
                if isinstance(more, AlihbahasaError):
                    errors.append(more)
                else:
                    found[one] += more
        finally:
            check_pieces.loaded_by.cache_clear()
        return Checked(
            tuple(
                finding for each in wanted for finding in sorted(found.get(each, ()), key=_by_place)
            ),
            articles=len({each.article for each in found if not each.file}),
            units=count,
            files=sum(bool(each.file) for each in found),
            languages=tuple(spoken),
            errors=tuple(errors),
            paths=paths,
            ids=ids,
            traces=traces,
            checks=tuple(each for each in sorted(plugins.checks(), key=_code) if each.code in ran),
            looked=tuple(looked),
        )


def _refuse_elsewhere(project: Project | None, wanted: Sequence[Asked]) -> None:
    """Raise where other machines may not see what is *wanted*."""
    file = next((each.file for each in wanted if each.file), None)
    if project is None or file is not None:
        raise AlihbahasaError(
            "a cluster checks the articles of a project",
            file=file,
            hint="check other files without --cluster",
        )


def _get_ready(project: Project, rules: Rules, wanted: Sequence[Asked]) -> None:
    """Read what all articles are checked by, once: what is wrong with it is no article's error."""
    source = project.settings.project.source
    first = {each.language: each.article for each in reversed(wanted) if not each.file}
    for language, article in first.items():
        rules.contexts(source, language)(article)
        rules.terms(source).source(article)


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.place.file, finding.place.line, finding.place.column, finding.code


def _code(check: Check) -> str:
    return check.code


def _concluded(
    plan: Plan, kept: _Kept, *, jobs: int | None, workers: Workers
) -> Iterator[tuple[Asked, list[Finding] | AlihbahasaError]]:
    """Yield what the surveys find in what they kept; the subjects they speak of are read again."""
    told: dict[Asked, list[Told]] = defaultdict(list)
    for (check, _, language), parts in kept.items():
        running = next(
            each
            for each in plan.rules.running(parts[0][0].article, language)
            if each.check.name == check
        )
        by_name = {each.file or each.article: each for each, _ in parts}
        summaries = [(each.file or each.article, summary) for each, summary in parts]
        unpacked = Packed(summaries) if plan.is_packed else summaries
        for name, unit, remark in checking.concluded(running, unpacked):
            told[by_name[name]].append((check, unit, remark))
    kept.clear()
    if not workers.cluster:
        workers = pieces.workers_for(jobs, len(told))
    task = functools.partial(check_pieces.told_of, plan)
    with parallel.working(task, workers=workers, count=len(told)) as results:
        yield from results(list(told.items()))
