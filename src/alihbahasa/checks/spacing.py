"""White space is wrong: doubled, at the ends, before a mark, or missing behind one.

Before ``, . ; : ! ?`` stands no blank, but in French, where a no-break space is
before the last four and within « »; before a percent sign as the language
has it.  Chinese and Japanese have none beside their wide marks.  At the
ends stands what stands there in the source.  Of a language without a pack only
doubled blanks and the ends are looked at.

Wrong: *Siapa itu?* -> "Qui est-ce?"
Right: *Siapa itu?* -> "Qui est-ce\N{NARROW NO-BREAK SPACE}?"
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from alihbahasa.contracts import Check, CheckContext, LanguagePack
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, plain
from alihbahasa.text import characters, unmarked

#: Blanks that no line is broken at; French puts them before marks and into « ».
_NO_BREAK = "\u00a0\u202f"

#: A mark behind a blank, or before a letter: what most texts have none of.
_ODD = re.compile(rf"[.,;:!?)\]،؛](?:(?<=[ {_NO_BREAK}].)|(?=[^\W\d_]))")

_BLANKS = re.compile(r"(?<=\S)  +(?=\S)")

#: A blank before a mark that ends something: no ".NET", ":)", "..." or "12 : 30".
_BEFORE = re.compile(
    rf"(?<=[^\s.,;:!?…([])([ {_NO_BREAK}]+)(?:([,.;:!?])(?=[\"'”’»\s]|\Z)(?!\s?\.)|([)\]]))"
)
_RATIO = re.compile(r"\d\s+:\s*\d")

#: What no blank stands beside in Chinese and Japanese.
_WIDE = re.compile(
    r"(?<=\S)[ \u3000]+(?=[。，、；：！？）」』】》])|(?<=[。，、；！？（「『【《])[ \u3000]+(?=\S)"
)
_WIDE_MARKS = frozenset("。，、；：！？（）「」『』【】《》")

#: A mark that the next word touches.
_TOUCHING = re.compile(r"[.,;!?،؛](?=[^\W\d_])")
_JOINED = re.compile(r"([^\W\d_]{2,})([.,;!?،؛])(?=([^\W\d_]{2,}))")
_PIECE = re.compile(r"\S+")
#: What addresses, paths and code have within.
_CODED = frozenset("/\\@_=<>#&+*|~\ufffc")
_PUNCTUATION = ".,;:!?\"'“”‘’«»„()[]…،؛"


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target, pack = plain(unit.source), plain(unit.target or ()), context.target
    found: list[Remark] = []
    if target != target.strip() or source != source.strip():
        found += _ends(source, target, pack)
    if "  " in target and "  " not in source.strip():
        found += [
            _remark("two blanks stand in a row", target, span, " ")
            for span in _spans(_BLANKS, target)
        ]
    if not pack.quotations:
        return found
    if _ODD.search(target):
        found += _before(target, pack)
        if pack.separator:
            found += _joined(source, target)
    if (
        not pack.separator
        and (" " in target or "\u3000" in target)
        and not _WIDE_MARKS.isdisjoint(characters(target))
    ):
        found += [
            _remark("no blank stands beside a wide mark", target, span, "")
            for span in _spans(_WIDE, target)
        ]
    if pack.blanks:
        for mark, own in _special(pack).items():
            if mark in target:
                found += _own(target, *own)
    return found


def _remark(message: str, target: str, span: Span, text: str) -> Remark:
    """Return the remark that *text* belongs where *span* of *target* is."""
    # The words before tell it from the others, wherever they move.
    about = target[max(span.start - 12, 0) : span.stop + 1]
    return Remark(message, spans=(span,), edits=(Edit(span, text),), about=about)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (Span(*found.span()) for found in pattern.finditer(unmarked(text)))


def _ends(source: str, target: str, pack: LanguagePack) -> Iterator[Remark]:
    """Yield what differs in the white space before and behind the texts."""
    if not source.strip() or not target.strip():
        return
    for where, here, span in (
        ("beginning", source[: _indent(source)], Span(0, _indent(target))),
        ("end", source[len(source.rstrip()) :], Span(len(target.rstrip()), len(target))),
    ):
        there = span.of(target)
        if here == there or (not pack.separator and here.strip(" ") == there):
            continue
        what = "white space at the {} is not that of the source"
        if not here:
            what = "white space at the {}; the source has none"
        elif not there:
            what = "the white space at the {} of the source is missing"
        yield _remark(what.format(where), target, span, here)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _before(target: str, pack: LanguagePack) -> Iterator[Remark]:
    """Yield the blanks before marks that the language of *pack* writes none before."""
    for found in _BEFORE.finditer(unmarked(target)):
        mark = found[2] or found[3]
        if mark in pack.blanks or (mark == ":" and _RATIO.match(target, found.start() - 1)):
            continue
        yield _remark(f"no blank stands before “{mark}”", target, Span(*found.span(1)), "")


def _joined(source: str, target: str) -> Iterator[Remark]:
    """Yield the marks of *target* that the next word touches, but for what *source* has too."""
    known: set[str] | None = None
    for piece in _PIECE.finditer(unmarked(target)):
        text = piece[0]
        if not _TOUCHING.search(text) or not _CODED.isdisjoint(text) or text.startswith("www."):
            continue
        for found in _JOINED.finditer(text):
            before, mark, behind = found.groups()
            if mark == "." and not _is_new(before, behind, text):
                continue
            if known is None:
                known = {each.strip(_PUNCTUATION) for each in source.split()}
            if text.strip(_PUNCTUATION) not in known:
                span = Span(piece.start() + found.end(2), piece.start() + found.end(2))
                message = f"a blank is missing behind “{mark}”"
                # A point may be part of a name; other marks are not.
                edits = () if mark == "." else (Edit(span, " "),)
                yield Remark(message, spans=(span,), edits=edits, about=f"{before}{mark}{behind}")


def _is_new(before: str, behind: str, text: str) -> bool:
    """Tell whether *behind* begins a sentence, and no part of a name (Booking.Com, Ph.D.)."""
    return (
        len(before) > 2
        and before[-2:].islower()
        and behind.istitle()
        and text.strip(_PUNCTUATION).count(".") == 1
    )


@functools.lru_cache(maxsize=32)
def _special(pack: LanguagePack) -> dict[str, tuple[str, str, tuple[re.Pattern[str], ...]]]:
    """Return the marks that the language of *pack* has a blank of its own for.

    Each has what it is called, the blank, and patterns of what stands there instead.
    """
    special = {}
    for mark, blank in pack.blanks.items():
        sign = re.escape(mark)
        end = r"(?=[\"'”’»)\s]|\Z)"
        patterns = [rf"(?<=\S)[ {'' if blank else _NO_BREAK}]+(?={sign}{end})"]
        if mark == "%":
            patterns = [rf"(?<=\d)[ {'' if blank else _NO_BREAK}]+(?=%(?!\w))"]
        elif blank:
            patterns.append(rf"(?<=[\w»)\]”\"%€$])(?={sign}{end})")
        special[mark] = (f"before “{mark}”", blank, tuple(map(re.compile, patterns)))
    for opening, closing in (*pack.quotations, *pack.inner_quotations):
        if len(opening) > 1:
            mark, blank = opening[0], opening[1:]
            pattern = rf"(?<={mark})(?![{_NO_BREAK}]|\s*\Z) *"
            special[mark] = (f"behind “{mark}”", blank, (re.compile(pattern),))
            mark, blank = closing[-1], closing[:-1]
            pattern = rf"(?<=[^\s{_NO_BREAK}]) *(?={mark})"
            special[mark] = (f"before “{mark}”", blank, (re.compile(pattern),))
    return special


def _own(
    target: str, where: str, blank: str, patterns: Iterable[re.Pattern[str]]
) -> Iterator[Remark]:
    message = (
        f"a no-break space stands {where} in this language" if blank else f"no blank stands {where}"
    )
    for pattern in patterns:
        for span in _spans(pattern, target):
            yield _remark(message, target, span, blank)


PLUGIN = Check(code="X005", name="spacing", severity=Severity.WARNING, run=_run, false_alarms=0.0)
