"""The source of a unit was edited after its target was written.

The target is a draft until somebody has read it against the new sentence and
confirmed it (in PO: removed the fuzzy mark).

Wrong: *23 tentara tewas* with the target of *16 tentara tewas*, left as draft
Right: the target says 23, and the fuzzy mark is gone
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Side, Unit, plain
from alihbahasa.text import changed_words


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    if unit.previous is None or not unit.is_draft:
        return
    before, now = plain(unit.previous), plain(unit.source)
    yield Remark(
        f"the source changed since this was translated; it was “{before}”",
        side=Side.SOURCE,
        spans=changed_words(before, now),
    )


PLUGIN = Check(code="P001", name="source-changed", severity=Severity.WARNING, run=_run, drafts=True)
