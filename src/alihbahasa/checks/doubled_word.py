"""A word stands twice running in the target.

Words that a language repeats on purpose are right (*had had*, *nous nous*,
*yavaş yavaş*), names are (Bora Bora), and so is what the source says twice.
Of a language without a pack nothing is said.

Wrong: *Parlemen itu bersidang.* -> "The the parliament met."
Right: *Parlemen itu bersidang.* -> "The parliament met."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks._doubles import doubled, may_double
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    target = plain(unit.target or ())
    return _found(unit, target, context) if may_double(target) else ()


def _found(unit: Unit, target: str, context: CheckContext) -> Iterator[Remark]:
    for word, span in doubled(target, context.target):
        if may_double(plain(unit.source)):
            return
        yield Remark(f"“{word}” stands twice", spans=(span,), about=word)


PLUGIN = Check(
    code="X007", name="doubled-word", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
