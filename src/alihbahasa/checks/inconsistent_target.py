"""The same source has another target elsewhere, in this article or another one.

Sources are the same where their text, their inline codes and their kind are: a
headline may read otherwise than the same words in a paragraph, and what was
kept apart on purpose stays so.  White space and the normalisation form of the
targets do not count.  Told are the places that have not the target which most
have, or else the first.  Only finished targets are compared.

Wrong: *Mereka mengungsi.* -> "They fled." in one article, "**They left.**" in another
Right: "They fled." in both
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, Survey
from alihbahasa.model import Remark, Severity, Unit, plain, unit_id
from alihbahasa.text import as_written, shortened

#: Of a unit: its id, what is the same where its source is, the digest of its target, and its
#: beginning.
_Said: TypeAlias = tuple[str, str, bytes, str]


def _summarise(units: Iterable[Unit], context: CheckContext) -> list[_Said]:
    found = []
    for unit in units:
        target = as_written(plain(unit.target or ()))
        digest = hashlib.blake2b(target.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        same = unit_id(unit.source, unit.kind, unit.context)
        found.append((unit.id, same, digest, shortened(target)))
    return found


def _conclude(parts: Sequence[tuple[str, list[_Said]]]) -> Iterator[tuple[str, str, Remark]]:
    counts: defaultdict[str, Counter[bytes]] = defaultdict(Counter)
    first: dict[tuple[str, bytes], tuple[str, str]] = {}
    for article, units in parts:
        for _, same, digest, target in units:
            counts[same][digest] += 1
            first.setdefault((same, digest), (article, target))
    # Of those that are equally frequent it is the first that was seen.
    usual = {same: there.most_common(1)[0] for same, there in counts.items() if len(there) > 1}
    for article, units in parts:
        for id, same, digest, _ in units:
            if same not in usual or usual[same][0] == digest:
                continue
            right, count = usual[same]
            where, target = first[same, right]
            place = "elsewhere" if where == article else f"in {where}"
            more = f", {count:,} times" if count > 1 else ""
            message = f"the same source is translated “{target}” {place}{more}"
            yield article, id, Remark(message)


PLUGIN = Check(
    code="C001",
    name="inconsistent-target",
    severity=Severity.WARNING,
    survey=Survey(_summarise, _conclude),
    false_alarms=0.0,
)
