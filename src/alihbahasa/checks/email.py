"""An e-mail address is missing from the target, changed, or too many.

Wrong (id to en): ``redaksi@kompas.com`` – "editors@kompas.com"

Right: ``redaksi@kompas.com`` – "redaksi@kompas.com"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks import _copied
from alihbahasa.checks._addresses import EMAIL
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    if "@" not in source and "@" not in target:
        return ()
    given, found = _copied.places(_emails(source)), _copied.places(_emails(target))
    return _copied.compared(given, found, source=source, target=target)


def _emails(text: str) -> Iterator[tuple[str, Span]]:
    for found in EMAIL.finditer(text):
        address = found[0].rstrip("-.")
        yield address.lower(), Span(found.start(), found.start() + len(address))


PLUGIN = Check(code="X018", name="email", severity=Severity.WARNING, run=_run, false_alarms=0.0)
