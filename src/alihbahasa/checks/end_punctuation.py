"""The target ends otherwise than the source: no stop, or a question that is none.

Marks are compared by what they mean: ``。`` and ``։`` are full stops, ``؟`` asks,
``...`` is an ellipsis; quotation marks and brackets may close before them or
behind.  A statement may become an exclamation, and be left unfinished.  An
Armenian question has its mark within a word, and ends in a full stop; a
Japanese one ends in か, and what is quoted there needs no stop.  Where a question
is quoted, one language tells who asks before it, another behind.
Headings, links and captions end as their language has it; only what they ask
is compared.

Wrong: *Siapa yang menembak lebih dulu?* -> "Who fired first."
Right: *Siapa yang menembak lebih dulu?* -> "Who fired first?"
"""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.contracts import Check, CheckContext, LanguagePack
from alihbahasa.model import Kind, Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re

#: What each mark means.
_VALUES = {
    mark: value
    for value, marks in {
        ".": ".。｡։।॥۔።．",
        "?": "?？؟\u037e՞⁇⸮፧",
        "!": "!！՜‼⁉⁈",
        "…": "…⋯‥",
        ":": ":：",
        ",": ",，、،፣",
        ";": ";；؛፤",
        "-": "—–",
    }.items()
    for mark in marks
}

#: What may stand behind the mark: quotation marks, brackets, notes, what is not seen.
_CLOSING = frozenset(
    "\"'“”„‟‘’‚»«›‹」』》〉）)]}】］｣〞〟＂*†‡\ufffc\u200b\u200e\u200f\u061c\ufeff`´"
)
_BEHIND = "".join(_CLOSING) + "".join(filter(str.isspace, map(chr, range(0x3001))))
_OPENING = {")": "(", "）": "（", "]": "["}

_QUOTING = frozenset("\"'“”„‟‘’‚»«›‹」』〞〟＂")
_QUOTED = late_re(rf"[?!？！؟‼⁉⁈⁇]\s?[{''.join(_QUOTING)}]")

#: The last word, the points within an abbreviation included.
_LAST = late_re(r"(?<![\w.])(?:[^\W\d_]{1,4}\.)*[^\W\d_]+\Z")

_HEADINGS = frozenset((Kind.HEADING, Kind.LINK, Kind.CAPTION, Kind.DATELINE, Kind.BYLINE))

#: Marks that all end a statement.
_STATING = frozenset(".!…")
_ASKING = frozenset("?!…")

_LONGEST_LABEL = 40

_NAMES = {
    ".": "a full stop",
    "?": "a question mark",
    "!": "an exclamation mark",
    "…": "an ellipsis",
    ":": "a colon",
    ",": "a comma",
    ";": "a semicolon",
    "-": "a dash",
}


#: What is nothing but a full stop.
_FULL = frozenset(".。։")

_STOP, _NOTHING = frozenset("."), frozenset(("",))
_EACH = {value: frozenset((value,)) for value in _NAMES}


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    # Most sentences end in a full stop in both languages, behind a letter or a digit.
    if (
        source[-1:] in _FULL
        and target[-1:] in _FULL
        and source[-2:-1].isalnum()
        and target[-2:-1].isalnum()
    ):
        return ()
    given, at = _end(source, context.source.tag)
    found, place = _end(target, context.target.tag)
    if not given.isdisjoint(found) or not source.strip() or not target.strip():
        return ()
    if unit.kind in _HEADINGS and "?" not in given | found:
        return ()
    if given & _STATING and found & _STATING:
        return ()
    if _is_quoted_question(source, at, given, target) or _is_quoted_question(
        target, place, found, source
    ):
        # Who asks is told before the question in one language, and behind it in the other.
        return ()
    if {given, found} == {_NOTHING, _STOP} and not _is_sentence(source):
        stopped = (
            (source, at, context.source) if given == _STOP else (target, place, context.target)
        )
        if _is_abbreviation(*stopped):
            return ()
    if given == _NOTHING and found & _STATING and _is_sentence(source):
        # The source lacks its stop, and the translator has put it right.
        return ()
    return (Remark(_message(given, found), spans=(place,), counterpart=(at,)),)


def _is_quoted_question(text: str, mark: Span, values: frozenset[str], other: str) -> bool:
    """Tell whether *text* ends in a question or a cry in quotation marks, and *other* has one."""
    return (
        not values.isdisjoint("?!")
        and text[mark.stop :].lstrip()[:1] in _QUOTING
        and _QUOTED.search(other) is not None
    )


def _is_abbreviation(text: str, mark: Span, pack: LanguagePack, /) -> bool:
    """Tell whether the word that *mark* ends is short for another: Tbk., p.m., M.Sc."""
    word = _LAST.search(text[max(mark.start - _LONGEST_LABEL, 0) : mark.start])
    if not word:
        return False
    known = pack.stops.finals | pack.stops.titles
    return "." in word[0] or word[0] in known or word[0].lower() in known


def _is_sentence(text: str) -> bool:
    """Tell whether *text* is too long for a label or the cell of a table."""
    return len(text.encode("utf-8", "replace") if max(text) >= "\u2e80" else text) > _LONGEST_LABEL


def _message(given: frozenset[str], found: frozenset[str]) -> str:
    here, there = max(given), max(found)
    if not there:
        return f"{_NAMES[here]} is missing at the end"
    if not here:
        return f"the source does not end in {_NAMES[there]}"
    return f"the target ends in {_NAMES[there]}, the source in {_NAMES[here]}"


def _end(text: str, tag: str) -> tuple[frozenset[str], Span]:
    """Return what the end of *text* may mean, and where it is; "" where it is no mark.

    A question in quotation marks, or in brackets, may have a full stop behind it.
    """
    at = _back(text, len(text))
    if not at:
        return _NOTHING, Span(len(text), len(text))
    values = _at(text, at, tag)
    closed = text[at : at + 1]
    if values == _NOTHING and closed in _OPENING:
        # What stands in brackets behind the mark is a note or a source: "... tewas. (AFP)"
        at = _back(text, text.rfind(_OPENING[closed], 0, at)) or at
        values |= _at(text, at, tag)
    elif values == _STOP and text[at - 2 : at - 1] in _CLOSING:
        values |= _at(text, _back(text, at - 1), tag) & _ASKING
    if tag == "ja":
        values |= _japanese(text, at, values)
    return values, Span(at - 1, at) if values != _NOTHING else Span(len(text), len(text))


def _japanese(text: str, at: int, values: frozenset[str]) -> frozenset[str]:
    """Return what else the end of a Japanese *text* may mean.

    A question ends in か; what is quoted needs no stop.
    """
    if text[at - 2 : at] == "か。" or (values == _NOTHING and text[at - 1 : at] == "か"):
        return _EACH["?"]
    return _STOP if values == _NOTHING and text[at : at + 1] in ("」", "』") else values


def _back(text: str, at: int) -> int:
    """Return the end of what of ``text[:at]`` stands before white space and closing marks."""
    return len(text[: max(at, 0)].rstrip(_BEHIND))


def _at(text: str, at: int, tag: str) -> frozenset[str]:
    """Return what the mark before *at* may mean in the language *tag*."""
    mark = text[at - 1 : at]
    value = _VALUES.get(mark)
    if value is None:
        return _NOTHING
    if tag == "hy" and value in ".:":
        return _STOP | _EACH["?"] if "՞" in text else _STOP
    if mark == ";" and tag == "el":
        return _EACH["?"]
    if value == "." and text[at - 3 : at] in ("...", "。。。"):
        return _EACH["…"]
    return _EACH[value]


PLUGIN = Check(
    code="X001",
    name="end-punctuation",
    severity=Severity.WARNING,
    run=_run,
    false_alarms=1.0,
)
