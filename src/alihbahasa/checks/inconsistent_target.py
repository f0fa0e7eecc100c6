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

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from alihbahasa.contracts import Check, CheckContext, Survey
from alihbahasa.model import Content, Remark, Severity, Span, Unit, plain
from alihbahasa.text import as_written, shortened

#: What is the same where a source is: its text in NFC with white space collapsed, its kind, and
#: what keeps equal sources apart.
_Same: TypeAlias = tuple[str, str, str]
#: Of a unit: its id, its source, and its target.
_Said: TypeAlias = tuple[str, _Same, str]


def _summarise(units: Iterable[Unit], context: CheckContext) -> list[_Said]:
    return [
        (
            unit.id,
            (_source(unit.source), unit.kind.suffix, unit.context),
            plain(unit.target or ()),
        )
        for unit in units
    ]


def _source(source: Content) -> str:
    """Return *source* as text in which codes of a kind are the same, as ``unit_id`` has it."""
    if len(source) == 1 and isinstance(source[0], str):
        text = source[0]
        # What most sources are: nothing to collapse, and one way to write it.
        if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
            return text
    return as_written(
        "".join(part if isinstance(part, str) else f"\ufffc{part.kind[0]}" for part in source)
    )


def _conclude(parts: Iterable[tuple[str, list[_Said]]]) -> Iterator[tuple[str, str, Remark]]:
    seen: dict[int, int] = {}
    # Where the targets are written otherwise; that may be white space alone.  Known by their
    # hashes: most sources stand in one place, and all texts there are would be much to keep.
    others = {
        at
        for _, units in parts
        for _, same, target in units
        if seen.setdefault(at := hash(same), said := hash(target)) != said
    }
    if not others:
        return
    counts: defaultdict[_Same, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[_Same, str], str] = {}
    for article, units in parts:
        for _, same, target in units:
            if hash(same) in others:
                written = as_written(target)
                counts[same][written] += 1
                first.setdefault((same, written), article)
    # Of those that are equally frequent it is the first that was seen.
    usual = {same: there.most_common(1)[0] for same, there in counts.items() if len(there) > 1}
    for article, units in parts:
        for id, same, target in units:
            if same not in usual or usual[same][0] == as_written(target):
                continue
            right, count = usual[same]
            where = first[same, right]
            place = "elsewhere" if where == article else f"in {where}"
            more = f", {count:,} times" if count > 1 else ""
            message = f"the same source is translated “{shortened(right)}” {place}{more}"
            yield article, id, Remark(message, spans=(Span(0, len(target)),))


PLUGIN = Check(
    code="C001",
    name="inconsistent-target",
    severity=Severity.WARNING,
    survey=Survey(_summarise, _conclude),
    false_alarms=0.0,
)
