"""Check: what the checks find in the translations, with the place of each finding.

Checked are the stores of articles, and exchange files from anywhere, which
need no project (``check_files``).  One that cannot be read is an error, as is
a name of nothing, and the others are checked all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, TypeAlias

import alihbahasa
from alihbahasa import checking, parallel, storage
from alihbahasa.checking import Running
from alihbahasa.contracts import Check, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Position, Remark, Severity, Side, Unit, raw
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import build, check_asked, check_files, check_rules, prepare, rule
from alihbahasa.workflow.check_asked import Asked
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.check_subjects import Subject, loader, path_of
from alihbahasa.workflow.prepare import Progress

#: How many units are worth a process of their own.
_PIECE = 2_000

#: What surveys kept of each subject, by check, source and target language.
_Kept: TypeAlias = dict[tuple[str, str, str], list[tuple[Asked, Any]]]

#: What of a unit its findings may hang on, by subject, language and id.
Traces: TypeAlias = dict[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings, in order of file and place, and how much was looked at.

    *units* counts translations, *files* the exchange files that were checked
    as such; *languages* are those of all that was looked at.  *errors* say what
    could not be read.  *paths* are the files that findings are in, by what
    people are told of them.  *ids* are the units of each article or file, by its
    name and language, and *traces* what of a unit findings may hang on, where
    that was asked for.  *checks* are those that ran, by code.
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
    progress: Progress = iter,
    look: Callable[[Subject], object] = lambda subject: None,
) -> Checked:
    """Check what is *asked* for: articles of *project* and exchange files; all articles without.

    What may be asked for is in ``check_asked``; ``-`` is an exchange file that
    has the bytes *standard_input*.  *source*, and one of *languages*, is that of
    a file which does not say its own.  *rules* say by what is checked; without,
    by the glossaries and the settings of the project.
    *look* is shown each subject that was checked.
    """
    languages = tuple(languages)
    wanted, unknown = check_asked.asked_for(project, tuple(asked), languages)
    rules = rules or check_rules.rules_of(project)
    load = loader(project, rules, languages=languages, source=source, standard_input=standard_input)
    found: dict[Asked, list[Finding]] = {}
    kept: _Kept = defaultdict(list)
    errors = list(unknown)
    spoken: dict[str, None] = {}
    paths: dict[str, Path] = {}
    ids: dict[tuple[str, str], frozenset[str]] = {}
    seen: set[str] = set()
    traces: Traces = {}
    ran: dict[str, Check] = {}
    count = 0
    names = [each.file or each.article for each in wanted]
    for _, each in zip(progress(names), wanted, strict=True):
        try:
            subject = load(each)
            # What is wrong with a source is said once.
            running = _running(subject, rules, with_source=subject.name not in seen)
            found[each] = list(_of_subject(subject, running, rules=rules, project=project))
        except AlihbahasaError as error:
            errors.append(error)
            continue
        context = rules.contexts(subject.source, subject.language)(subject.article)
        summaries = checking.summaries(subject.units, running=running, context=context)
        for check, summary in summaries.items():
            kept[check, subject.source, subject.language].append((each, summary))
        ran |= {one.check.code: one.check for one in running}
        ids[subject.name, subject.language] = frozenset(unit.id for unit in subject.units)
        seen.add(subject.name)
        count += sum(unit.has_target and not unit.obsolete for unit in subject.units)
        spoken |= dict.fromkeys(
            (subject.source, subject.language) if each.file else (subject.language,)
        )
        if path := path_of(subject):
            paths[subject.shown] = path
        if is_traced:
            traces.update(_traces(subject))
        look(subject)
    for each, more in _concluded(kept, load=load, rules=rules):
        found[each] += more
    return Checked(
        tuple(finding for each in wanted for finding in sorted(found.get(each, ()), key=_by_place)),
        articles=len({each.article for each in found if not each.file}),
        units=count,
        files=sum(bool(each.file) for each in found),
        languages=tuple(spoken),
        errors=tuple(errors),
        paths=paths,
        ids=ids,
        traces=traces,
        checks=tuple(ran[code] for code in sorted(ran)),
    )


def _by_place(finding: Finding) -> tuple[str, int, int, str]:
    return finding.place.file, finding.place.line, finding.place.column, finding.code


def _running(subject: Subject, rules: Rules, *, with_source: bool) -> tuple[Running, ...]:
    return tuple(
        each
        for each in rules.running(subject.article, subject.language)
        if with_source or each.check.side is Side.TARGET
    )


def _of_subject(
    subject: Subject, running: Sequence[Running], *, rules: Rules, project: Project | None
) -> Iterator[Finding]:
    """Yield what is found in *subject* alone."""
    context = rules.contexts(subject.source, subject.language)(subject.article)
    terms = rules.terms(subject.source).source(subject.article)

    def find(units: Sequence[Unit]) -> tuple[Finding, ...]:
        return check_files.findings(
            units, running=running, context=context, article=subject.article, terms=terms
        )

    parts = parallel.mapped(find, subject.units, least=_PIECE)
    yield from _placed([each for part in parts for each in part], subject)
    stale = [each for each in running if each.check.name == _STALE_BUILD]
    if stale and project:
        yield from _of_build(subject, stale[0], rules=rules, project=project)


def _placed(findings: Sequence[Finding], subject: Subject) -> list[Finding]:
    """Return *findings* with their places in the file and in the article of *subject*."""
    if not findings:
        return []
    placed = check_files.located(findings, subject.file, shown=subject.shown)
    if subject.document is None:
        return placed
    positions = prepare.positions(subject.document)
    return [
        replace(each, origin=Position(subject.article_shown, *positions[each.unit.id]))
        if each.unit.id in positions
        else each
        for each in placed
    ]


def _concluded(
    kept: _Kept, *, load: Callable[[Asked], Subject], rules: Rules
) -> Iterator[tuple[Asked, list[Finding]]]:
    """Yield what the surveys find in what they kept; the subjects they speak of are read again."""
    remarks: dict[Asked, list[tuple[str, str, Remark]]] = defaultdict(list)
    for (check, _, language), parts in kept.items():
        running = next(
            each
            for each in rules.running(parts[0][0].article, language)
            if each.check.name == check
        )
        by_name = {each.file or each.article: each for each, _ in parts}
        summaries = [(each.file or each.article, summary) for each, summary in parts]
        for name, unit, remark in checking.concluded(running, summaries):
            remarks[by_name[name]].append((check, unit, remark))
    for each, found in remarks.items():
        subject = load(each)
        running_here = {
            one.check.name: one for one in rules.running(subject.article, subject.language)
        }
        units = {unit.id: unit for unit in subject.units}
        context = rules.contexts(subject.source, subject.language)(subject.article)
        yield (
            each,
            _placed(
                [
                    checking.stamped(
                        remark,
                        running_here[check],
                        unit=units[unit],
                        context=context,
                        article=subject.article,
                    )
                    for check, unit, remark in found
                ],
                subject,
            ),
        )


# --- the translated article -------------------------------------------------------

_STALE_BUILD = "stale-build"


def _of_build(
    subject: Subject, running: Running, *, rules: Rules, project: Project
) -> Iterator[Finding]:
    """Yield the finding that the translated article is not what would be built now."""
    if subject.document is None or subject.name != subject.article or not subject.units:
        return
    if not all(map(build.is_publishable, subject.units)):
        # Nothing would be built; which units are open is said by other checks.
        return
    path = project.built_path(subject.article, language=subject.language)
    there = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
    if there == build.built(project, subject.document, subject.units, subject.language):
        return
    what = "is not built" if there is None else "is not what would be built now"
    finding = checking.stamped(
        Remark(f"the translated article {what}"),
        running,
        unit=replace(subject.units[0], source=("",), target=None),
        context=rules.contexts(subject.source, subject.language)(subject.article),
        article=subject.article,
    )
    place = Position(project.shown(path), 1, 1)
    yield replace(finding, place=place, origin=Position(subject.article_shown, 1, 1))


# --- what a finding hangs on ------------------------------------------------------


def _traces(subject: Subject) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Yield for each unit of *subject* what its findings hang on: texts, state, concepts."""
    for unit in subject.units:
        # Compared by what they say, not by the file and line that they stand in.
        concepts = tuple(mention.concept for mention in unit.mentions)
        texts = tuple(map(raw, (unit.source, *(unit.plurals or (unit.target or (),)))))
        yield (subject.name, subject.language, unit.id), hash((texts, unit.state, concepts))
