"""A line that links to an article has another headline than the article.

The line ("Baca: ...") and the headline have the same words in the source, apart
from capitals and a stop at the end; so have the targets to be the same, letter
for letter, since readers look for the one when they have read the other.
Where several articles have the headline, that of any will do.

Wrong: *Baca: Stepanakert dibombardir* -> "**Shells hit Stepanakert**", an article called
"Stepanakert shelled"
Right: *Baca: Stepanakert dibombardir* -> "Stepanakert shelled"
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, Survey
from alihbahasa.model import Kind, Remark, Severity, Unit, plain
from alihbahasa.text import as_written, headline

#: How many headlines are proposed where several articles have the same.
_PROPOSED = 3

#: Of a headline, or of a line that has one: its unit, whether it is such a line, what is the same
#: in both, and its target.
_Said: TypeAlias = tuple[str, bool, str, str]


def _summarise(units: Iterable[Unit], context: CheckContext) -> list[_Said]:
    return [
        (
            unit.id,
            unit.kind is Kind.LINK,
            headline(plain(unit.source)),
            as_written(plain(unit.target or ())),
        )
        for unit in units
        if unit.kind is Kind.LINK or unit.kind is Kind.HEADING
    ]


def _conclude(parts: Iterable[tuple[str, list[_Said]]]) -> Iterator[tuple[str, str, Remark]]:
    headlines: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for article, lines in parts:
        for _, is_link, same, target in lines:
            if not is_link:
                headlines[same].setdefault(target, article)
    for article, lines in parts:
        for id, is_link, same, target in lines:
            there = headlines.get(same)
            if is_link and there and target not in there:
                wanted, where = next(iter(there.items()))
                message = f"the headline of {where} is “{wanted}”"
                yield article, id, Remark(message, fix=tuple(islice(there, _PROPOSED)))


PLUGIN = Check(
    code="C002",
    name="headline",
    severity=Severity.WARNING,
    survey=Survey(_summarise, _conclude),
    false_alarms=0.0,
)
