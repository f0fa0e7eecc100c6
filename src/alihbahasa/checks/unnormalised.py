"""Characters of the target are written in a form that searching does not find.

A letter and its accent that are one character in NFC (Unicode Standard Annex
15); shapes of letters, which fonts choose themselves: ligatures (``ﬁ``), Arabic
presentation forms, Latin letters of full width, kana of half width.  The
order of marks makes no difference to the eye and is left alone, and so are
full width letters in Japanese and whatever shapes the source has.

Wrong: "cafe<U+0301>", "ﬁnal", "ＮＡＴＯ"

Right: "café", "final", "NATO"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, fallbacks, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import characters

#: A character and the marks behind it.
_CLUSTER = late_re(
    "[^\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f]"
    "[\u0300-\u036f\u064b-\u065f\u3099\u309a]{1,8}|[\u212a\u212b\u2126]"
)

#: Shapes of letters, and the letters and digits of full width.
_WIDE = frozenset(
    map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
)
_SHAPES = frozenset(
    map(
        chr,
        (
            *range(0xFB00, 0xFB07),
            *range(0xFB13, 0xFB18),
            *range(0xFB50, 0xFBB2),
            *range(0xFBD3, 0xFD3E),
            *range(0xFE80, 0xFEFD),
            *range(0xFF66, 0xFFA0),
        ),
    )
)
_ALL = _WIDE | _SHAPES


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    target = plain(unit.target or ())
    if target.isascii():
        return
    if not unicodedata.is_normalized("NFC", target):
        edits = tuple(_composed(target))
        if edits:
            first = edits[0].span.of(target)
            codes = " ".join(f"U+{ord(each):04X}" for each in first)
            yield Remark(
                f"“{first}” is written {codes}, which is U+{ord(edits[0].text[0]):04X} in NFC",
                spans=tuple(edit.span for edit in edits),
                edits=edits,
                about="NFC",
            )
    there = characters(target)
    if _ALL.isdisjoint(there):
        return
    odd = there & _ALL - characters(plain(unit.source))
    if fallbacks(context.target_language)[-1] == "ja":
        odd -= _WIDE
    if odd:
        found = re.compile(f"[{''.join(sorted(odd))}]+").finditer(target)
        spans = tuple(Span(*each.span()) for each in found)
        first = spans[0].of(target)
        usual = unicodedata.normalize("NFKC", first)
        yield Remark(
            f"“{first}” is a special form of “{usual}”", spans=spans, fix=(usual,), about="shape"
        )


def _composed(target: str) -> Iterator[Edit]:
    """Yield the edits that write as one character in *target* what is one."""
    for found in _CLUSTER.finditer(target):
        whole = unicodedata.normalize("NFC", found[0])
        if len(whole) < len(found[0]) or len(found[0]) == 1:
            yield Edit(Span(*found.span()), whole)


PLUGIN = Check(
    code="X016", name="unnormalised", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
