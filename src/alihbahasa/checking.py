"""Checking: units and checks become findings; code and severity are stamped here alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import EMPTY_TARGET, Finding, Position, Severity, Side, Unit, plain


def findings(
    units: Iterable[Unit],
    *,
    checks: Iterable[Check],
    context: CheckContext,
    severities: Mapping[str, Severity],
    article: str,
) -> Iterator[Finding]:
    """Yield what *checks* find in the targets of *units*, without their places in a file.

    A severity that the settings give a check holds for all it finds; else the
    remark's own, else the check's default.  A check that is off does not run.
    Obsolete units are passed over, and those without a target but by checks of
    the source.
    """
    running = [check for check in checks if _severity(check, severities) is not Severity.OFF]
    for unit in units:
        if unit.obsolete:
            continue
        for check in running:
            if not _is_ripe(unit, check):
                continue
            for remark in check.run(unit, context):
                severity = severities.get(check.name) or remark.severity or check.severity
                if severity is Severity.OFF:
                    continue
                yield Finding(
                    code=check.code,
                    check=check.name,
                    severity=severity,
                    message=remark.message,
                    place=Position("", 0, 0),
                    article=article,
                    language=context.target_language,
                    unit=unit,
                    side=remark.side,
                    spans=remark.spans,
                    counterpart=remark.counterpart,
                    fix=remark.fix,
                )


def _is_ripe(unit: Unit, check: Check) -> bool:
    """Tell whether *check* has anything to look at in *unit*."""
    if check.side is Side.SOURCE:
        return True
    if unit.target == (EMPTY_TARGET,):
        # Left out on purpose: nothing stands there that could be wrong.
        return False
    return unit.is_finished or (check.drafts and unit.has_target)


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


def _severity(check: Check, severities: Mapping[str, Severity]) -> Severity:
    return severities.get(check.name, check.severity)
