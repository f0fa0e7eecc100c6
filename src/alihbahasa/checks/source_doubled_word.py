"""A word stands twice running in the source.

Whoever edits the article should take one away; the translator need not.
Words that the language repeats on purpose are right, and so are names.

Wrong: *Parlemen itu bersidang di di Jakarta.*
Right: *Parlemen itu bersidang di Jakarta.*
"""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.checks._doubles import doubled, may_double
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Side, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source = plain(unit.source)
    if not may_double(source):
        return ()
    return tuple(
        Remark(f"“{word}” stands twice", side=Side.SOURCE, spans=(span,), about=word)
        for word, span in doubled(source, context.source)
    )


PLUGIN = Check(
    code="S003",
    name="source-doubled-word",
    severity=Severity.WARNING,
    run=_run,
    side=Side.SOURCE,
    false_alarms=0.0,
)
