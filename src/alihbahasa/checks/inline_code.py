"""Inline codes are not as in the source: markup that is broken, unknown or missing.

A code that opens and never closes, one that the source does not have, and
markup of the source that became text break what is built, and it is not built
until they are mended.  That a code is missing is a warning: a translation may
need no emphasis, but it seldom loses a link on purpose.  So are a code that
closes within another which it opened outside of, and an image or a line break
more than the source has.  Which code comes first, and which is inside of which, is for
each language to choose.

In a file from elsewhere, whose markup is text, the tags of HTML are codes; those that the source
opens and never closes are words in angle brackets.

Wrong: *Baca <b>ini</b>* -> "Read <b>this"; *<b><i>ini</i></b>* -> "<b><i>this</b></i>"
Right: *Baca <b>ini</b>* -> "Read <b>this</b>"; "<i><b>this</b></i>"
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from alihbahasa import reconciliation
from alihbahasa.checks import _tags
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Code, CodeKind, Content, Remark, Severity, Span, Unit, plain

#: How many open codes are looked back at for the one that a closing code ends.
_DEPTH = 50


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    target = unit.target or ()
    if _is_text(unit.source) and _is_text(target):
        here, there = plain(unit.source), plain(target)
        if ("<" not in here and "<" not in there) or not there:
            return ()
        # A file from elsewhere has its markup as text.
        source, target = _tags.coded(here, there)
        return _found(source, target, is_text=True)
    return _found(unit.source, target)


def _found(source: Content, target: Content, *, is_text: bool = False) -> Iterator[Remark]:
    """Yield what is wrong; where the text *is_text*, its codes are a part of it."""
    found = reconciliation.faults(target, source)
    places = _places(target, is_text=is_text)
    for markup in dict.fromkeys(map(_shown, found.halves)):
        yield Remark(f"“{markup}” stands without its other half", spans=places[markup])
    for markup in dict.fromkeys(map(_shown, found.unknown)):
        yield Remark(f"the source has no “{markup}”", spans=places[markup])
    for markup in found.stray:
        at = plain(target).find(markup)
        spans = (Span(at, at + len(markup)),)
        yield Remark(f"“{markup}” is text here, and no code", spans=spans)
    if found.halves:
        return
    for markup in dict.fromkeys(map(_shown, found.missing)):
        yield Remark(f"“{markup}” is missing", severity=Severity.WARNING)
    if not _crossing(source):
        for one, other, span in _crossing(target, is_text=is_text):
            yield Remark(
                f"“{_shown(other)}” stands within “{_shown(one)}”, which opened later",
                spans=(span,),
                severity=Severity.WARNING,
            )
    given, there = _standalone(source), _standalone(target)
    for markup, times in there.items():
        if times > given[markup] > 0:
            yield Remark(
                f"“{markup}” stands {times} times, {given[markup]} in the source",
                spans=places[markup],
                severity=Severity.WARNING,
            )


def _is_text(content: Content) -> bool:
    """Tell whether *content* is nothing but one piece of text, or nothing at all."""
    return not content or (len(content) == 1 and isinstance(content[0], str))


def _each_code(content: Content, *, is_text: bool) -> Iterator[tuple[Code, Span]]:
    """Yield the codes of *content*, each with where it stands in its text: a span of nothing.

    Where the codes are a part of the text, they are all the span.
    """
    at = 0
    for part in content:
        if isinstance(part, str):
            at += len(part)
        else:
            span = Span(at, at + len(part.data) * is_text)
            yield part, span
            at = span.stop


def _places(content: Content, *, is_text: bool) -> dict[str, tuple[Span, ...]]:
    """Return where the codes of *content* stand, by what they are shown as."""
    found: defaultdict[str, dict[Span, None]] = defaultdict(dict)
    for code, span in _each_code(content, is_text=is_text):
        found[_shown(code)][span] = None
    return {markup: tuple(spans) for markup, spans in found.items()}


def _crossing(content: Content, *, is_text: bool = False) -> list[tuple[Code, Code, Span]]:
    """Return each code of *content* that is open where one closes that opened before it.

    With both goes where the latter stands.
    """
    waiting: list[Code] = []
    found = []
    for part, place in _each_code(content, is_text=is_text):
        if part.kind is CodeKind.STANDALONE:
            continue
        if part.kind is CodeKind.OPEN:
            waiting.append(part)
            continue
        for at in range(len(waiting) - 1, max(len(waiting) - _DEPTH, 0) - 1, -1):
            if waiting[at].id == part.id:
                if waiting[at] is not waiting[-1]:
                    found.append((waiting[-1], part, place))
                del waiting[at]
                break
    return found


def _standalone(content: Content) -> Counter[str]:
    return Counter(
        _shown(part)
        for part in content
        if isinstance(part, Code) and part.kind is CodeKind.STANDALONE
    )


def _shown(code: Code) -> str:
    return code.data.strip() or f"code {code.id}"


PLUGIN = Check(code="M001", name="inline-code", severity=Severity.ERROR, run=_run, false_alarms=0.0)
