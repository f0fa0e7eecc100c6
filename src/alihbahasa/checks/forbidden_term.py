"""A target uses a term that the glossary forbids for a concept its source speaks of.

The term counts only where its concept is mentioned in the source, and no
other concept mentioned there allows it.  A concept that has no term in the
source language bans its forbidden terms everywhere.  Within a longer term, be
it allowed or itself such a finding, nothing is found.  Always an error.

Wrong: *darurat militer* -> "a **state of emergency** was declared"
Right: *darurat militer* -> "**martial law** was declared"
"""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, TermStatus, Unit


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    if not unit.mentions and not context.banned:
        return ()
    return _unwanted.remarks(unit, context, status=TermStatus.FORBIDDEN)


PLUGIN = Check(
    code="T002", name="forbidden-term", severity=Severity.ERROR, run=_run, false_alarms=0.0
)
