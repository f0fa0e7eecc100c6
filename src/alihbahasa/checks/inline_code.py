"""Inline codes are not as in the source: markup that is broken, unknown or missing.

A code that opens and never closes, one that the source does not have, and
markup of the source that became text break what is built, and it is not built
until they are mended.  That a code is missing is a warning: a translation may
need no emphasis, but it seldom loses a link on purpose.

Wrong: *Baca <b>ini</b>* -> "Read <b>this"
Right: *Baca <b>ini</b>* -> "Read <b>this</b>"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa import reconciliation
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Code, Remark, Severity, Unit


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    found = reconciliation.faults(unit.target or (), unit.source)
    broken = dict.fromkeys(map(_shown, found.halves))
    for markup in broken:
        yield Remark(f"“{markup}” stands without its other half")
    for markup in dict.fromkeys(map(_shown, found.unknown)):
        yield Remark(f"the source has no “{markup}”")
    for markup in found.stray:
        yield Remark(f"“{markup}” is text here, and no code")
    if found.halves:
        return
    for markup in dict.fromkeys(map(_shown, found.missing)):
        yield Remark(f"“{markup}” is missing", severity=Severity.WARNING)


def _shown(code: Code) -> str:
    return code.data.strip() or f"code {code.id}"


PLUGIN = Check(code="M001", name="inline-code", severity=Severity.ERROR, run=_run)
