"""A target uses a term of a concept of its source that the glossary has given up.

A deprecated term is no longer asked for, whether an allowed one stands beside
it or not.  It counts where forbidden-term would count a forbidden one: where
its concept is mentioned in the source, no other concept mentioned there allows
the same words, and no longer term lies around it.  The weight is the level of
the concept: *must* is an error, *should* a warning, *info* is not checked.
That the right term is missing is not said besides.

Wrong: *rayon* -> "the **oblast** fell", where *oblast* is the term of yesterday
Right: *rayon* -> "the **district** fell"
"""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Level, Remark, Severity, TermStatus, Unit

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    if not unit.mentions and not context.banned:
        return ()
    return _unwanted.remarks(unit, context, status=TermStatus.DEPRECATED, severities=_SEVERITIES)


PLUGIN = Check(
    code="T005", name="deprecated-term", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
