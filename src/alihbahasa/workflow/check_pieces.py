"""What one process does of a check at a time: a few articles in their languages, or a file.

What it finds is small and can be sent; what surveys keep for the end stays
packed until they ask for it, so that of many articles little is in memory.
"""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, TypeAlias

from alihbahasa import checking, parallel, storage
from alihbahasa.checking import Running
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Finding, Position, Remark, Side, Unit, raw
from alihbahasa.parallel import Workers
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import build, check_files, pieces, prepare
from alihbahasa.workflow.check_asked import Asked
from alihbahasa.workflow.check_rules import Rules
from alihbahasa.workflow.check_subjects import Subject, loader, path_of

#: How many units are worth a process of their own.
_PART = 2_000

#: What of a unit its findings may hang on, by subject, language and id.
Traces: TypeAlias = dict[tuple[str, str, str], str]

#: Shown each subject that was checked; what it returns is kept.
Look: TypeAlias = Callable[[Subject, Rules], Any]

#: What is checked by one process at a time; an article is with all its languages.
Piece: TypeAlias = tuple[Asked, ...]

#: What surveys say of a unit: the check, the id, and the remark.
Told: TypeAlias = tuple[str, str, Remark]


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds for all that is checked in a run; *token* tells it from other runs.

    *has_parts* where the units of a large file may be parted among processes,
    *is_packed* where what surveys keep is: of one subject alone nothing is saved by it.
    What is *looked* at, besides, has to be a function that a process can be
    told by name.
    """

    token: str
    project: Project | None = field(compare=False)
    rules: Rules = field(compare=False)
    languages: tuple[str, ...] = field(compare=False)
    source: str = field(compare=False)
    standard_input: bytes = field(compare=False)
    is_traced: bool = field(compare=False)
    has_parts: bool = field(compare=False)
    is_packed: bool = field(compare=False)
    look: Look | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in one subject alone, and what is to be known of it later.

    *kept* is what surveys keep of it, by check, packed or not.  *shown* and *path* are
    its file, *count* its translations, *seen* what the plan's look returned.
    """

    asked: Asked
    name: str
    source: str
    language: str
    shown: str
    path: Path | None
    findings: tuple[Finding, ...]
    kept: Mapping[str, Any]
    ids: frozenset[str]
    count: int
    traces: Traces
    seen: Any


@dataclass(slots=True)
class Done:
    """What was found in the subjects of a piece, by what *checks*, and what could not be read."""

    looked: list[Looked]
    errors: list[AlihbahasaError]
    checks: set[str]


def pieces_of(wanted: Sequence[Asked], workers: Workers) -> tuple[Piece, ...]:
    """Part what is *wanted* among *workers*; a file is a piece of its own."""
    size = 1 if workers.is_one else min(pieces.BATCH, -(-len(wanted) // workers.jobs))
    found: list[Piece] = []
    piece: list[Asked] = []
    for each in wanted:
        is_full = bool(piece) and each.article != piece[-1].article and len(piece) >= size
        if piece and (is_full or each.file):
            found.append(tuple(piece))
            piece = []
        piece.append(each)
    return (*found, tuple(piece)) if piece else tuple(found)


def of_piece(plan: Plan, piece: Piece) -> Done:
    """Check the subjects of *piece*, but for what surveys say when all are known."""
    load = loaded_by(plan)
    done = Done([], [], set())
    seen: set[str] = set()
    for each in piece:
        try:
            subject = load(each)
            # What is wrong with a source is said once.
            running = _running(subject, plan.rules, with_source=subject.name not in seen)
            looked = _looked(plan, each, subject, running)
        except AlihbahasaError as error:
            done.errors.append(error)
            continue
        seen.add(subject.name)
        done.looked.append(looked)
        done.checks.update(one.check.code for one in running)
    return done


def _looked(plan: Plan, asked: Asked, subject: Subject, running: Sequence[Running]) -> Looked:
    findings = tuple(_of_subject(subject, running, plan))
    context = plan.rules.contexts(subject.source, subject.language)(subject.article)
    surveys = [each for each in running if each.check.survey is not None]
    units = subject.units
    if any(each.check.survey.asks_for_renderings for each in surveys if each.check.survey):
        units = prepare.with_renderings(units, context)
    kept = checking.summaries(units, running=surveys, context=context)
    return Looked(
        asked=asked,
        name=subject.name,
        source=subject.source,
        language=subject.language,
        shown=subject.shown,
        path=path_of(subject),
        findings=findings,
        kept={check: packed(each) for check, each in kept.items()} if plan.is_packed else kept,
        ids=frozenset(unit.id for unit in subject.units),
        count=sum(unit.has_target and not unit.obsolete for unit in subject.units),
        traces=dict(_traces(subject)) if plan.is_traced else {},
        seen=plan.look(subject, plan.rules) if plan.look else None,
    )


def told_of(
    plan: Plan, piece: tuple[Asked, Sequence[Told]]
) -> tuple[Asked, list[Finding] | AlihbahasaError]:
    """Return what surveys *told* of one subject, which is read again, as findings.

    Where it cannot be, or is not what it was, there is an error.
    """
    asked, told = piece
    rules = plan.rules
    try:
        subject = loaded_by(plan)(asked)
    except AlihbahasaError as error:
        return asked, error
    if not {unit for _, unit, _ in told} <= {unit.id for unit in subject.units}:
        return asked, AlihbahasaError(
            "changed on disk while this run was at work", file=subject.shown, hint="run this again"
        )
    running = {each.check.name: each for each in rules.running(subject.article, subject.language)}
    units = {unit.id: unit for unit in subject.units}
    context = rules.contexts(subject.source, subject.language)(subject.article)
    findings = [
        checking.stamped(
            remark,
            running[check],
            unit=units[unit],
            context=context,
            article=subject.article,
        )
        for check, unit, remark in told
    ]
    return asked, _placed(findings, subject)


@functools.lru_cache(maxsize=1)
def loaded_by(plan: Plan) -> Callable[[Asked], Subject]:
    """Return what reads the subjects of *plan*, the same for all pieces that a process does."""
    return loader(
        plan.project,
        plan.rules,
        languages=plan.languages,
        source=plan.source,
        standard_input=plan.standard_input,
    )


# --- what surveys keep ------------------------------------------------------------


def packed(summary: Any) -> bytes:
    """Return *summary* as few bytes."""
    return pickle.dumps(summary, protocol=pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True, slots=True)
class Packed:
    """Names with what is packed, to be gone through: it is unpacked there, and not kept."""

    parts: Sequence[tuple[str, bytes]]

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for name, data in self.parts:
            yield name, pickle.loads(data)  # noqa: S301 - packed by us


# --- what is found in a subject alone ---------------------------------------------


def _running(subject: Subject, rules: Rules, *, with_source: bool) -> tuple[Running, ...]:
    return tuple(
        each
        for each in rules.running(subject.article, subject.language)
        if with_source or each.check.side is Side.TARGET
    )


def _of_subject(subject: Subject, running: Sequence[Running], plan: Plan) -> Iterator[Finding]:
    context = plan.rules.contexts(subject.source, subject.language)(subject.article)
    terms = plan.rules.terms(subject.source).source(subject.article)

    def find(units: Sequence[Unit]) -> tuple[Finding, ...]:
        return check_files.findings(
            units, running=running, context=context, article=subject.article, terms=terms
        )

    least = _PART if plan.has_parts else len(subject.units)
    parts = parallel.mapped(find, subject.units, least=least)
    yield from _placed([each for part in parts for each in part], subject)
    stale = [each for each in running if each.check.name == _STALE_BUILD]
    if stale and plan.project:
        yield from _of_build(subject, stale[0], rules=plan.rules, project=plan.project)


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


def _traces(subject: Subject) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield for each unit of *subject* what its findings hang on: texts, state, concepts."""
    for unit in subject.units:
        concepts = tuple(_told(mention.concept) for mention in unit.mentions)
        texts = tuple(map(raw, (unit.source, *(unit.plurals or (unit.target or (),)))))
        # The same in every process, which a hash is not.
        said = repr((texts, unit.state.value, concepts)).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(said, digest_size=8).hexdigest()
        yield (subject.name, subject.language, unit.id), digest


@functools.lru_cache(maxsize=10_000)
def _told(concept: Concept) -> str:
    """Return what *concept* says, but for the file and line that it stands in."""
    return repr(replace(concept, file="", line=0))
