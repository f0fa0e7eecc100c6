"""Two people translated one sentence, and nobody has chosen yet.

The target in the file stands; the other is kept beside it (in PO: a comment
that begins ``# conflict``).  Choose with ``alihbahasa resolve``, or take the
better one and delete the comment.

Wrong: a unit with a comment ``# conflict, Sari: Martial law was declared.``
Right: the chosen target, and no such comment
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Unit, raw
from alihbahasa.reconciliation import choices


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    for name, other in choices(unit).items():
        yield Remark(f"in conflict with {name}", fix=(raw(other.target),))


PLUGIN = Check(code="P002", name="conflict", severity=Severity.ERROR, run=_run, drafts=True)
