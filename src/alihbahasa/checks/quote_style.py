"""Quotation marks of another language, or the wrong way round.

The marks of the language are in its pack, its own first and then what is
written besides; straight ones are right everywhere.  Where a quotation opens
and closes with marks of another language, ``--fix`` puts its own there: the inner
ones within another quotation.

Wrong (fr to en): *«\N{NO-BREAK SPACE}Nous avons gagné.\N{NO-BREAK SPACE}»* -> «We have won.»
Right: the same -> “We have won.”
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from alihbahasa.checks._quotation import MARKS, quotations
from alihbahasa.contracts import Check, CheckContext, LanguagePack
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, plain
from alihbahasa.records import dataclass
from alihbahasa.text import characters

#: Marks that are right in every language: straight ones, and what else is an apostrophe.
_ANYWHERE = frozenset("\"'’`´＂＇՚")

_FANCY = MARKS - _ANYWHERE

#: What opens and closes a quotation in one language or another.
_PAIRS = frozenset("“” „“ „” «» »« 「」 『』 《》 〈〉 〝〟 〝〞 ‟” ‹› ›‹ ‘’ ‚‘ ‚’ ՙ՚".split())

#: Pairs of single marks, which stand in a quotation where there are double ones.
_SINGLE = frozenset("‹›‘’‚")


@dataclass(frozen=True, slots=True)
class _Style:
    """The marks of a language: those it does not write, and its own.

    Those that only open have what closes them in *opening*, those that only
    close what opens them in *closing*.
    """

    foreign: frozenset[str]
    opening: Mapping[str, str]
    closing: Mapping[str, str]
    outer: tuple[str, str]
    inner: tuple[str, str]


@functools.lru_cache(maxsize=32)
def _style(pack: LanguagePack) -> _Style:
    every = (*pack.quotations, *pack.inner_quotations)
    openings = {first[0] for first, _ in every}
    closings = {last[-1] for _, last in every}
    return _Style(
        foreign=MARKS - openings - closings - _ANYWHERE,
        opening={first[0]: last for first, last in reversed(every) if first[0] not in closings},
        closing={last[-1]: first for first, last in reversed(every) if last[-1] not in openings},
        outer=pack.quotations[0],
        inner=(pack.inner_quotations or pack.quotations)[0],
    )


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    target = plain(unit.target or ())
    if target.isascii():
        return ()
    there = characters(target)
    if _FANCY.isdisjoint(there) or not context.target.quotations:
        return ()
    style = _style(context.target)
    marks = quotations(target).spans
    if not there.isdisjoint(style.foreign):
        return _foreign(target, marks, style, is_spaced=bool(context.target.separator))
    if len(marks) == 2:
        return _halves(target, marks[0], marks[1], style)
    return ()


def _foreign(
    target: str, marks: tuple[Span, ...], style: _Style, *, is_spaced: bool
) -> Iterator[Remark]:
    """Yield a remark for each quotation of *target* in marks that *style* does not have."""
    at = 0
    while at < len(marks):
        here = marks[at : at + 2]
        mark = marks[at].of(target)
        both = "".join(span.of(target) for span in here)
        if both in _PAIRS and not style.foreign.isdisjoint(both):
            wanted = style.inner if at % 2 or mark in _SINGLE else style.outer
            shown = "…".join(wanted)
            edits: tuple[Edit, ...] = ()
            if len(marks) == 2 or (is_spaced and _is_whole(target, here[0], here[1])):
                edits = _written(target, here[0], here[1], wanted)
            message = (
                f"{mark}…{both[1]} are quotation marks of another language; {shown} are its own"
            )
            yield Remark(message, spans=here, fix=(shown,), edits=edits, about=both)
            at += 2
            continue
        if mark in style.foreign:
            message = f"{mark} is a quotation mark of another language"
            yield Remark(message, spans=here[:1], about=mark)
        at += 1


def _is_whole(target: str, first: Span, last: Span) -> bool:
    """Tell whether a quotation stands apart from the words around it."""
    before, behind = (
        target[max(first.start - 1, 0) : first.start],
        target[last.stop : last.stop + 1],
    )
    return (not before or before.isspace() or before in "([-–—") and not behind.isalnum()


def _written(target: str, first: Span, last: Span, wanted: tuple[str, str]) -> tuple[Edit, ...]:
    """Return what writes *wanted* around the quotation between *first* and *last*."""
    start, stop = first.stop, last.start
    while start < stop and target[start].isspace():
        start += 1
    while stop > start and target[stop - 1].isspace():
        stop -= 1
    return (
        Edit(Span(first.start, start), wanted[0]),
        Edit(Span(stop, last.stop), wanted[1]),
    )


def _halves(target: str, first: Span, last: Span, style: _Style) -> Iterator[Remark]:
    """Yield a remark where one of two marks is straight, or is turned the wrong way."""
    opening, closing = first.of(target), last.of(target)
    if opening in style.opening and closing in ('"', opening) and _ends(target, last):
        wrong, wanted = last, style.opening[opening]
        stop = len(target[: last.start].rstrip())
        span = Span(stop, last.stop) if len(wanted) > 1 else last
    elif closing in style.closing and opening in ('"', closing) and _begins(target, first):
        wrong, wanted = first, style.closing[closing]
        span = first
        if len(wanted) > 1:
            rest = target[first.stop :]
            span = Span(first.start, len(target) - len(rest.lstrip()))
    else:
        return
    text = wanted.strip()
    message = f"{wrong.of(target)} stands where {text} belongs"
    yield Remark(message, spans=(wrong,), fix=(text,), edits=(Edit(span, wanted),))


def _ends(target: str, mark: Span) -> bool:
    behind = target[mark.stop : mark.stop + 1]
    return not target[mark.start - 1].isspace() and not behind.isalnum()


def _begins(target: str, mark: Span) -> bool:
    before, behind = target[max(mark.start - 1, 0) : mark.start], target[mark.stop]
    return not before.isalnum() and not behind.isspace()


PLUGIN = Check(
    code="X003", name="quote-style", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
