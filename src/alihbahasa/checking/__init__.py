"""Checking: units and checks become findings; code and severity are stamped here alone."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from typing import Any

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import (
    EMPTY_TARGET,
    Finding,
    Position,
    Remark,
    Severity,
    Side,
    State,
    Unit,
    is_blank,
    plain,
)
from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True)
class Running:
    """A check that runs, and the *severity* that it was given, None for its own."""

    check: Check
    severity: Severity | None = None

    def of(self, remark: Remark) -> Severity:
        """Return how much *remark* weighs: as it was told to, as the remark says, or as usual."""
        return self.severity or remark.severity or self.check.severity


def chosen(
    checks: Iterable[Check],
    *,
    severities: Mapping[str, Severity] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    is_complete: bool = False,
) -> tuple[Running, ...]:
    """Return those of *checks* that are to run, with the severities of the settings.

    A check is named by its name, its code, or the first letters of its code.
    *select* leaves those it names alone, and turns on what is off; *ignore*
    takes those it names away.  Checks of completeness run where the target
    language *is_complete*, or where they are selected.
    """
    found = []
    for check in checks:
        is_selected = is_named(check, select)
        if is_named(check, ignore) or (select and not is_selected):
            continue
        severity = severities.get(check.name) if severities else None
        if (severity or check.severity) is Severity.OFF:
            severity = Severity.WARNING if is_selected else Severity.OFF
        if severity is Severity.OFF or (check.completeness and not is_complete and not is_selected):
            continue
        found.append(Running(check, severity))
    return tuple(found)


def is_named(check: Check, names: Iterable[str]) -> bool:
    """Tell whether one of *names* is that of *check*, its code, or the beginning of its code."""
    return any(
        name == check.name or (name and check.code.startswith(name.upper())) for name in names
    )


#: How much one check says of one unit: a report has the texts of the unit with each finding.
_MOST = 100


#: How many units a check looks at before the next one has its turn: its code and its tables are
#: then at hand for the processor, and so are the texts for all checks.
_BLOCK = 32


def findings(
    units: Iterable[Unit],
    *,
    running: Iterable[Running],
    context: CheckContext,
    article: str,
) -> Iterator[Finding]:
    """Yield what the checks that are *running* find in *units*, without their places in a file.

    That is unit by unit, in the order of the checks.  Obsolete units are passed
    over.  Surveys are the business of ``summaries``.
    """
    looking = [(each, _ripe(each.check)) for each in running if each.check.survey is None]
    there = (unit for unit in units if not unit.obsolete)
    while block := tuple(islice(there, _BLOCK)):
        at_stages = [_stage(unit) for unit in block]
        ripe = {
            ripe_at: [pair for pair in zip(count(), block) if at_stages[pair[0]] in ripe_at]
            for _, ripe_at in looking
        }
        found: defaultdict[int, list[Finding]] = defaultdict(list)
        for each, ripe_at in looking:
            run = each.check.run
            for at, unit in ripe[ripe_at]:
                # Nearly always there is nothing, and it is told by an empty tuple.
                if remarks := run(unit, context):
                    found[at] += _stamped(
                        remarks, each, unit=unit, context=context, article=article
                    )
        for at in sorted(found):
            yield from found[at]


def _stamped(
    remarks: Iterable[Remark], by: Running, *, unit: Unit, context: CheckContext, article: str
) -> Iterator[Finding]:
    """Yield the findings that the *remarks* of a check on *unit* are, not more than it may make."""
    for number, remark in enumerate(remarks):
        if by.of(remark) is Severity.OFF:
            continue
        if number + 1 == _MOST:
            remark = replace(remark, message=f"{remark.message}; and there are more")
        yield stamped(remark, by, unit=unit, context=context, article=article)
        if number + 1 == _MOST:
            break


def summaries(
    units: Sequence[Unit], *, running: Iterable[Running], context: CheckContext
) -> dict[str, Any]:
    """Return what the surveys that are *running* keep of the *units* of an article, by check."""
    found = {}
    for each in running:
        if each.check.survey is not None:
            stages = _ripe(each.check)
            ripe = (unit for unit in units if not unit.obsolete and _stage(unit) in stages)
            found[each.check.name] = each.check.survey.summarise(ripe, context)
    return found


def concluded(each: Running, parts: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str, Remark]]:
    """Yield the article, the unit's id and the remark for all that a survey finds in *parts*.

    These are the articles, in order, with what ``summaries`` kept of them; they
    are gone through several times.
    """
    assert each.check.survey is not None
    for article, unit, remark in each.check.survey.conclude(parts):
        if each.of(remark) is not Severity.OFF:
            yield article, unit, remark


def stamped(
    remark: Remark, by: Running, *, unit: Unit, context: CheckContext, article: str
) -> Finding:
    """Return the finding that *remark* of *unit* is, without its place in a file."""
    return Finding(
        code=by.check.code,
        check=by.check.name,
        severity=by.of(remark),
        message=remark.message,
        place=Position("", 0, 0),
        article=article,
        language=context.target_language,
        unit=unit,
        side=remark.side,
        spans=remark.spans,
        counterpart=remark.counterpart,
        fix=remark.fix,
        edits=remark.edits,
        about=remark.about,
        source_language=context.source.tag,
    )


def fingerprint(finding: Finding) -> str:
    """Return what makes *finding* the same one next week: no line, no wording, no other word.

    16 hexadecimal digits of BLAKE2 of the check, the article (or the file), the
    language, the unit and what of it the finding is about.  What is found in a
    source is the same whatever the language that it was found with.
    """
    where = finding.article or finding.place.file
    language = "" if finding.side is Side.SOURCE else finding.language
    parts = (finding.code, where, language, finding.unit.id, finding.side, finding.about)
    # The name of a file may be bytes that are no UTF-8.
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=8).hexdigest()


#: How far a unit has come, for a check to tell whether it has anything to look at.
_GAP, _LEFT_OUT, _DRAFT, _FINISHED = range(4)
_ALL = frozenset((_GAP, _LEFT_OUT, _DRAFT, _FINISHED))
_BUT_LEFT_OUT = _ALL - {_LEFT_OUT}
_WRITTEN = frozenset((_DRAFT, _FINISHED))
_DONE = frozenset((_FINISHED,))


def _stage(unit: Unit) -> int:
    target = unit.target
    if not target:
        return _GAP
    # Nearly all targets are one text: asked directly, since this is asked of each unit.
    text = target[0] if len(target) == 1 else None
    if isinstance(text, str):
        if not text or text.isspace():
            return _GAP
        if text == EMPTY_TARGET:
            # Left out on purpose: nothing stands there that could be wrong.
            return _LEFT_OUT
    elif is_blank(target):
        return _GAP
    return _DRAFT if unit.state is State.INITIAL else _FINISHED


def _ripe(check: Check) -> frozenset[int]:
    """Return the stages of units that *check* looks at."""
    if check.side is Side.SOURCE:
        return _ALL
    if check.gaps:
        return _BUT_LEFT_OUT
    return _WRITTEN if check.drafts else _DONE


def offset(finding: Finding) -> tuple[str, Side, int]:
    """Return where the finding points: the unit, the side, and an offset into its text.

    That is the first culprit; where a target lacks something, it is the
    beginning of the target.  A target that is a plural form comes after those
    before it, as ``Locate`` counts them.
    """
    unit = finding.unit
    start = finding.spans[0].start if finding.spans else 0
    if finding.side is Side.TARGET and unit.target in unit.plurals:
        before = unit.plurals[: unit.plurals.index(unit.target)]
        start += sum(len(plain(form)) for form in before)
    return unit.id, finding.side, start
