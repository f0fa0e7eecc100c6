"""A unit has no target, in a language that is set ``complete``.

Elsewhere that is the business of ``status``: a translation in progress is no fault.

Wrong: *Parlemen mengumumkan darurat militer.* with no target
Right: *Parlemen mengumumkan darurat militer.* -> "Parliament declared martial law."
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import EMPTY_TARGET, Remark, Severity, Unit


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    if not unit.has_target and unit.target != (EMPTY_TARGET,):
        yield Remark("not translated")


PLUGIN = Check(
    code="P004",
    name="untranslated",
    severity=Severity.WARNING,
    run=_run,
    gaps=True,
    completeness=True,
)
