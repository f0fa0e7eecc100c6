"""Stretches of long texts, cut around what is wrong in them, for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Side, Span, plain
from alihbahasa.text import shown

#: How much of a text is shown, in characters.
_WIDTH = 100

#: How far a cut is moved to fall between two words.
_NEAR = 20


def excerpt(
    text: str, spans: Sequence[Span], *, width: int = _WIDTH
) -> tuple[str, tuple[Span, ...]]:
    """Return *width* characters of *text* around the first of *spans*, and where these are there.

    >>> excerpt("Hari itu presiden mengumumkan darurat militer di Baku", [Span(30, 45)], width=26)
    ('… darurat militer di …', (Span(start=2, stop=17),))
    """
    if len(text) <= width:
        return text, tuple(spans)
    first = min(spans, default=Span(0, 0))
    length = min(len(first), width)
    start = max(0, min(first.start - (width - length) // 2, len(text) - width))
    stop = min(start + width, len(text))
    if start:
        start = text.find(" ", start - 1, min(start + _NEAR, first.start)) + 1 or start
    if stop < len(text):
        blank = text.rfind(" ", max(first.start + length, stop - _NEAR), stop + 1)
        stop = blank if blank > start else stop
    before, behind = "… " if start else "", " …" if stop < len(text) else ""
    moved = len(before) - start
    return before + text[start:stop] + behind, tuple(
        Span(max(span.start, start) + moved, min(span.stop, stop) + moved)
        for span in spans
        if span.start <= stop and start <= span.stop
    )


def clipped(text: str, longest: int = 400) -> str:
    """Return *text*, cut where it is very long."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def excerpts(finding: Finding, *, is_terminal: bool) -> Iterable[tuple[str, str]]:
    """Yield the languages of *finding* with what is shown of the texts, the source first.

    The culprits are in brackets.  A text that has nothing in it is left out.
    """
    source, target = finding.spans, finding.counterpart
    if finding.side is Side.TARGET:
        source, target = target, source
    if whole := plain(finding.unit.source):
        text, spans = excerpt(whole, source)
        yield finding.source_language or "source", shown(text, spans, is_terminal=is_terminal)
    if finding.unit.target:
        text, spans = excerpt(plain(finding.unit.target), target)
        yield finding.language or "target", shown(text, spans, is_terminal=is_terminal)


def proposal(finding: Finding) -> str:
    """Return what to write instead, best first, where the message does not say it; else ""."""
    if not finding.fix or finding.fix[0] in finding.message:
        return ""
    return " or ".join(clipped(each, 100) for each in finding.fix[:5])


def sentence(finding: Finding) -> str:
    """Return the message of *finding* with what to write instead."""
    instead = proposal(finding)
    return clipped(finding.message) + (f"; write {instead}" if instead else "")


def failure(error: AlihbahasaError) -> str:
    """Return in one line what could not be read, but for where, and what to do about it."""
    return f"could not be read: {error.message}" + (f" ({error.hint})" if error.hint else "")


def unmentioned(text: str) -> str:
    """Return *text* with an invisible character behind each @, so that it mentions nobody."""
    return text.replace("@", "@\u200b")
