"""White space is wrong: doubled, at the ends, before a mark, or missing behind one.

Before ``, . ; : ! ?`` stands no blank, but in French, where a no-break space is
before the last four and within « »; before a percent sign as the language
has it.  Chinese and Japanese have none beside their wide marks.  At the
ends stands what stands there in the source, and what is odd in the source (``{ x ; }``)
may be so in the target.  Of a language without a pack only
doubled blanks and the ends are looked at.

Wrong: *Siapa itu?* -> "Qui est-ce?"
Right: *Siapa itu?* -> "Qui est-ce\N{NARROW NO-BREAK SPACE}?"
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alihbahasa.contracts import Check, CheckContext, LanguagePack
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import characters, unmarked

#: Blanks that no line is broken at; French puts them before marks and into « ».
_NO_BREAK = "\u00a0\u202f"

#: A mark behind a blank, or before a letter: what most texts have none of.
_ODD = late_re(rf"[.,;:!?)\]،؛](?:(?<=[ {_NO_BREAK}].)|(?=[^\W\d_]))")

_BLANKS = late_re(r"(?<=\S)  +(?=\S)")

#: A blank before a mark that ends something: no ".NET", ":)", "..." or "12 : 30".
_BEFORE = late_re(
    rf"(?<=[^\s.,;:!?…([])([ {_NO_BREAK}]+)(?:([,.;:!?])(?=[\"'”’»\s]|\Z)(?!\s?\.)|([)\]]))"
)
_RATIO = late_re(r"\d\s+:\s*\d")

#: What no blank stands beside in Chinese and Japanese.
_WIDE = late_re(
    r"(?<=\S)[ \u3000]+(?=[。，、；：！？）」』】》])|(?<=[。，、；！？（「『【《])[ \u3000]+(?=\S)"
)
_WIDE_MARKS = frozenset("。，、；：！？（）「」『』【】《》")

#: A mark that the next word touches.
_TOUCHING = late_re(r"[.,;!?،؛](?=[^\W\d_])")
_JOINED = late_re(r"([^\W\d_]{2,})([.,;!?،؛])(?=([^\W\d_]{2,}))")
_PIECE = late_re(r"\S+")
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
            _remark("two blanks stand in a row", span, " ") for span in _spans(_BLANKS, target)
        ]
    if not pack.quotations:
        return found
    if _ODD.search(target):
        found += _before(source, target, context)
        if pack.separator:
            found += _joined(source, target, pack)
    if (
        not pack.separator
        and (" " in target or "\u3000" in target)
        and not _WIDE_MARKS.isdisjoint(characters(target))
        and not _WIDE.search(source)
    ):
        found += [
            _remark("no blank stands beside a wide mark", span, "")
            for span in _spans(_WIDE, target)
        ]
    if pack.blanks:
        for mark, own in _special(pack).items():
            if mark in target:
                found += _own(source, target, mark, *own, context.source)
    return _settled(found) if len(found) > 1 else found


def _settled(found: list[Remark]) -> list[Remark]:
    """Return *found* with the edits of one remark for each place: the last, which knows most."""
    done: set[int] = set()
    settled = []
    for remark in reversed(found):
        places = [at for edit in remark.edits for at in range(edit.span.start, edit.span.stop)]
        if not done.isdisjoint(places):
            remark = replace(remark, edits=())
        done.update(places)
        settled.append(remark)
    return settled[::-1]


def _remark(message: str, span: Span, text: str) -> Remark:
    """Return the remark that *text* belongs where *span* of the target is."""
    # The kind of the fault tells it from the others, whatever becomes of the words.
    return Remark(message, spans=(span,), edits=(Edit(span, text),), about=message)


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
        yield _remark(what.format(where), span, here)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _before(source: str, target: str, context: CheckContext) -> Iterator[Remark]:
    """Yield the blanks before marks that the target's language writes none before."""
    for found in _BEFORE.finditer(unmarked(target)):
        mark = found[2] or found[3]
        if mark in context.target.blanks or (
            mark == ":" and _RATIO.match(target, found.start() - 1)
        ):
            continue
        if mark not in _loose(source, context.source):
            yield _remark(f"no blank stands before “{mark}”", Span(*found.span(1)), "")


@functools.lru_cache(maxsize=8)
def _loose(source: str, pack: LanguagePack) -> frozenset[str]:
    """Return the marks of *source* with a blank before that is not its language's: ``{ x; }``."""
    marks = {found[2] or found[3] for found in _BEFORE.finditer(unmarked(source))}
    return frozenset(marks.difference(pack.blanks))


def _joined(source: str, target: str, pack: LanguagePack) -> Iterator[Remark]:
    """Yield the marks of *target* that the next word touches, but for what *source* has too."""
    known: set[str] | None = None
    for piece, mark, at in _touching(target):
        if known is None:
            known = {each.strip(_PUNCTUATION) for each in source.split()}
            known.update(mark for _, mark, _ in _touching(source))
        if mark not in known and piece.strip(_PUNCTUATION) not in known:
            span = Span(at, at + 1)
            message = f"a blank is missing behind “{mark}”"
            # A point may be part of a name; other marks are not.  What belongs before it is
            # written as well: nobody can tell that it is missing while a word follows.
            text = f"{pack.blanks.get(mark, '')}{mark} "
            edits = () if mark == "." else (Edit(span, text),)
            yield Remark(message, spans=(span,), edits=edits, about=message)


def _touching(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the marks of *text* that the next word touches: the piece, the mark, its offset."""
    for piece in _PIECE.finditer(unmarked(text)):
        whole = piece[0]
        if not _TOUCHING.search(whole) or not _CODED.isdisjoint(whole) or whole.startswith("www."):
            continue
        for found in _JOINED.finditer(whole):
            before, mark, behind = found.groups()
            if mark != "." or _is_new(before, behind, whole):
                yield whole, mark, piece.start() + found.start(2)


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
    source: str,
    target: str,
    mark: str,
    where: str,
    blank: str,
    patterns: Iterable[re.Pattern[str]],
    pack: LanguagePack,
) -> Iterator[Remark]:
    message = (
        f"a no-break space stands {where} in this language" if blank else f"no blank stands {where}"
    )
    for pattern in patterns:
        for span in _spans(pattern, target):
            if span.start == span.stop or mark not in _loose(source, pack):
                yield _remark(message, span, blank)


PLUGIN = Check(code="X005", name="spacing", severity=Severity.WARNING, run=_run, false_alarms=0.0)
