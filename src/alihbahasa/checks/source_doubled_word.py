"""A word stands twice running in the source.

Whoever edits the article should take one away; the translator need not.
Words that the language repeats on purpose are right, and so are names.

Wrong: *Parlemen itu bersidang di di Jakarta.*
Right: *Parlemen itu bersidang di Jakarta.*
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks._doubles import doubled
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Side, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    for word, span in doubled(plain(unit.source), context.source):
        yield Remark(f"“{word}” stands twice", side=Side.SOURCE, spans=(span,), about=word)


PLUGIN = Check(
    code="S003",
    name="source-doubled-word",
    severity=Severity.WARNING,
    run=_run,
    side=Side.SOURCE,
    false_alarms=0.0,
)
