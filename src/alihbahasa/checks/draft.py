"""A target that nobody has confirmed yet (PO: fuzzy), in a language that is set ``complete``.

Drafts are never published.  Read it against the source, and take the mark off.

Wrong: ``#, fuzzy`` on the entry
Right: no mark, once somebody has read it
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Unit


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    if unit.is_draft:
        yield Remark("a draft, which nobody has confirmed")


PLUGIN = Check(
    code="P005",
    name="draft",
    severity=Severity.WARNING,
    run=_run,
    drafts=True,
    completeness=True,
)
