"""A bracket of the target has no other half, and the source's brackets have theirs.

Round, square and curly brackets are told apart, the wide ones of
Chinese and Japanese are the same as the narrow.  A translator may add and
drop what stands in brackets; only what is left half is an error.  The
numbers of a list ("1)", "a)") and smileys are no brackets.

Wrong: *Artsakh (Nagorno-Karabakh) menolak.* -> "Artsakh (Nagorno-Karabakh refused."
Right: *Artsakh (Nagorno-Karabakh) menolak.* -> "Artsakh (Nagorno-Karabakh) refused."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import unmarked

#: What closes each bracket, whatever its width.
_PARTNERS = {
    opening: closing
    for openings, closings in (("(（﹙", ")）﹚"), ("[［【〔", "]］】〕"), ("{｛", "}｝"))
    for opening in openings
    for closing in closings[:1]
}
_CLOSING = {mark: kind[0] for kind in (")）﹚", "]］】〕", "}｝") for mark in kind}

_BRACKETS = frozenset(_PARTNERS) | frozenset(_CLOSING)

_BRACKET = late_re(f"[{re.escape(''.join(_BRACKETS))}]")

#: Numbers of a list or of its parts, and faces: ":-)", ";)", "=(", ":]".
_OTHER = late_re(
    r"(?:(?<![^\s(（,;])[^\W_]{1,2}|(?<![^\s(（,;])[ivxIVX]{1,4}|(?<![^\s(（,;])\d{1,3})[.]?[)）](?=\s|\Z)"
    r"|(?<!\w)[:;=8][-'^]?[()\[\]{}]+"
)


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    target = plain(unit.target or ())
    found = _halves(target)
    if not found:
        return ()
    # What the source leaves open goes on in another unit.
    source = plain(unit.source)
    left = Counter(_kind(span.of(source)) for span in _halves(source))
    missing = []
    for span in found:
        kind = _kind(span.of(target))
        if left[kind]:
            left[kind] -= 1
        else:
            missing.append(span)
    return tuple(
        Remark(
            f"“{span.of(target)}” stands without its other half",
            spans=(span,),
            about=span.of(target),
        )
        for span in missing
    )


def _kind(mark: str) -> str:
    """Return the narrow form of *mark* for those that close, and what closes it for others."""
    return _CLOSING.get(mark) or f"{_PARTNERS[mark]} missing"


def _halves(text: str) -> list[Span]:
    """Return the brackets of *text* that nothing opens or closes, in order."""
    if not _BRACKET.search(text):
        return []
    text = unmarked(text)
    opened: list[tuple[str, int]] = []
    found: list[int] = []
    for bracket in _BRACKET.finditer(text):
        at, mark = bracket.start(), bracket[0]
        if mark in _PARTNERS:
            opened.append((_PARTNERS[mark], at))
        elif opened and opened[-1][0] == _CLOSING[mark]:
            opened.pop()
        else:
            found.append(at)
    found += [at for _, at in opened]
    if found:
        others = {at for other in _OTHER.finditer(text) for at in range(*other.span())}
        found = [at for at in found if at not in others]
    return [Span(at, at + 1) for at in sorted(found)]


PLUGIN = Check(code="X004", name="brackets", severity=Severity.WARNING, run=_run, false_alarms=0.0)
