"""The target is far longer or far shorter than its source: something is left out, or too much.

Lengths are those of languages and not of their characters: a Chinese one
counts for several letters.  Short texts have no usual length and are passed over.

Wrong: *Parlemen mengumumkan darurat militer dan mobilisasi umum kemarin pagi.* -> "It met."
Right: the same -> "Parliament declared martial law and general mobilisation yesterday morning."
"""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Unit, plain
from alihbahasa.patterns import late_re

#: Characters that stand for a syllable or a word.
_WIDE = late_re(
    "[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)

#: How many letters such a character counts for, beside itself.
_MORE = 2

#: How many letters a source has that is long enough, and how many times as long the other may be.
_SHORTEST, _MOST = 50, 2.8


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    # Languages without blanks between their words write few letters.
    here = len(source) * (1 if context.source.separator else 1 + _MORE)
    there = len(target) * (1 if context.target.separator else 1 + _MORE)
    if here < 2 * there and there < 2 * here:
        return ()
    given, found = _length(source), _length(target)
    if given < _SHORTEST or not target.strip():
        return ()
    if max(given, found) <= _MOST * min(given, found):
        return ()
    if found > given:
        return (Remark("far longer than the source: something may be added"),)
    return (Remark("far shorter than the source: something may be left out"),)


def _length(text: str) -> int:
    """Return the length of *text* in letters."""
    return len(text) + _MORE * len(_WIDE.findall(text))


PLUGIN = Check(
    code="X008", name="length-ratio", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
