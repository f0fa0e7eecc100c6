"""Characters stand in the target that nobody can see, or that stand for lost ones.

Zero width spaces, soft hyphens, byte order marks, control characters, marks of
direction in a text that runs one way, controls of direction that are not closed, and
what a program writes for a character that it could not read (U+FFFD, private use).
Joiners are right beside letters that join and in emoji, marks of direction
beside letters that run from right to left, zero width spaces in Thai and its
neighbours.  A character that the source has too is meant.

Wrong: "cease<U+200B>fire", "\\x07", "caf<U+FFFD>"

Right: the same without; (fa) ``می<U+200C>خواهم``
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Edit, Remark, Severity, Span, Unit, fallbacks, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import characters

#: What has no width and no meaning where it is wrong: taking it out changes nothing that is seen.
_WIDTHLESS = frozenset("\u00ad\u180e\u200b\u200e\u200f\u061c\ufeff")
_JOINERS = frozenset("\u200c\u200d")
_OPENING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_CLOSING = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
_DIRECTION = frozenset("\u200e\u200f\u061c") | _OPENING | frozenset(_CLOSING)
#: What stands for a character that was lost: private use is where symbol fonts have theirs.
_LOST = frozenset(("\ufffd", "\ufffe", "\uffff", *map(chr, range(0xF000, 0xF100))))
_CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
_SUSPECT = frozenset().union(_WIDTHLESS, _JOINERS, _DIRECTION, _LOST, _CONTROLS)

#: Languages that are written without blanks, whose lines may break at a zero width space.
_UNSPACED = frozenset("th lo km my ja zh bo dz".split())

#: Letters that run from right to left.
_RTL = late_re("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
#: Letters of scripts that have no use for joiners.
_UNJOINED = late_re("[A-Za-z0-9\u00c0-\u058f\u1e00-\u1fff\u3040-\u30ff\u3400-\u9fff]")


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    target = plain(unit.target or ())
    if target.isascii() and target.isprintable():
        return
    there = characters(target)
    if _SUSPECT.isdisjoint(there):
        return
    wrong = _wrong(target, there & _SUSPECT - characters(plain(unit.source)), context)
    for character, spans in wrong.items():
        is_widthless = character in _WIDTHLESS or character in _JOINERS
        edits = tuple(Edit(span, "") for span in spans) if is_widthless else ()
        yield Remark(_message(character), spans=tuple(spans), edits=edits, about=character)


def _wrong(target: str, suspects: frozenset[str], context: CheckContext) -> dict[str, list[Span]]:
    """Return where each of the *suspects* is wrong in *target*."""
    if not suspects.isdisjoint(_DIRECTION):
        has_rtl = _RTL.search(target) is not None
        unclosed = _unbalanced(target) if has_rtl else frozenset()
    if "\u200b" in suspects and fallbacks(context.target_language)[-1] in _UNSPACED:
        suspects -= {"\u200b"}
    found: dict[str, list[Span]] = {}
    # What a joiner stands behind when those before it are gone.
    seen = "a"
    for at, character in enumerate(target):
        if character not in suspects:
            seen = character
            continue
        if character in _DIRECTION:
            is_wrong = not has_rtl or at in unclosed
        elif character in _JOINERS:
            is_wrong = _UNJOINED.match(seen) is not None
        else:
            is_wrong = True
        if is_wrong:
            found.setdefault(character, []).append(Span(at, at + 1))
    return found


def _unbalanced(target: str) -> frozenset[int]:
    """Return the offsets of controls of direction in *target* that nothing closes, or opens."""
    waiting: list[int] = []
    alone: set[int] = set()
    for at, character in enumerate(target):
        if character in _OPENING:
            waiting.append(at)
        elif character in _CLOSING:
            if waiting and target[waiting[-1]] in _CLOSING[character]:
                waiting.pop()
            else:
                alone.add(at)
    return frozenset(alone.union(waiting))


def _message(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return f"a character was lost, and {code} stands for it"
    if character in _LOST:
        return f"{code} is no character that others can see"
    if character in _CONTROLS:
        return f"{code} is a control character"
    return f"{code} ({unicodedata.name(character).lower()}) cannot be seen"


PLUGIN = Check(code="X015", name="invisible", severity=Severity.WARNING, run=_run, false_alarms=0.0)
