r"""The comment lines of PO that hold a target that lost a conflict.

``# conflict, Sari Dewi, 20 Nov 2026: Bread prices rose.`` is an alternative, and
``# conflict (draft), ...`` one that nobody has confirmed.  A line end is ``\n``
there, a backslash ``\\``, and white space that programs change ``\x09``.

Programs wrap comments when they save a file (polib at 78 columns), and half a
sentence must never pass for a translation.  So a long line, and one that would
end in a space, ends in the mark ``\.``, which no text has, and is read as far as
that.  One without it, written by hand or by an older version, is joined with the
lines that look as if they were wrapped from it; they may be comments, so that
is a draft.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import pairwise

from alihbahasa.model import Alternative, State, raw
from alihbahasa.patterns import late_re

#: How a conflict begins.  An article about one may have comments that begin so, too:
#: the day tells ours.
_BEGINNINGS = ("conflict,", "conflict (draft),")
_CONFLICT = late_re(r"conflict( \(draft\))?, (.*?, \d{1,2} [A-Z][a-z]{2} \d{4}): (.*)", re.DOTALL)

#: How many characters no program wraps, and after how many polib does, but for the "# ".
_SHORT, _WIDTH = 58, 76
_MARK = late_re(r"(?<!\\)(?:\\\\)*\\\.\Z")

_ESCAPE = late_re(r"\\(n|r|\\|x[0-9a-f]{2}|u[0-9a-f]{4})")
_ESCAPES = {"n": "\n", "r": "\r", "\\": "\\"}
#: White space and line ends that programs make spaces and line feeds of.
_ODD_SPACE = late_re("[\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
#: A backslash at the end of a line would join the next line to it.
_LAST_BACKSLASH = late_re(r"\\\\(?= |\Z)")

#: Where a line is broken at no space (``textwrap``): behind a hyphen, and beside a dash of
#: several.  A space there is written as an escape, as is the second of two.
_WORD = r"[\w!\"'&.,?]"
_HYPHEN, _LETTER = late_re(rf"{_WORD}-+\Z"), late_re(r"\w")
_WORD_END, _DASH = late_re(rf"{_WORD}\Z"), late_re(r"--+\w")
_LOST_SPACE = late_re(rf"(?<={_WORD})(-+) (?=\w)|(?<={_WORD}) (?=--+\w)|(?<= ) ")


def comment_of(other: Alternative) -> str:
    """Return the comment line that holds *other*; a backslash never ends it."""
    draft = " (draft)" if other.state is State.INITIAL else ""
    origin = _escaped(other.origin).replace(": ", r"\x3a ")
    if origin.startswith("-"):
        origin = rf"\x2d{origin[1:]}"
    line = f"conflict{draft}, {origin}: {_escaped(raw(other.target))}"
    if len(line) <= _SHORT and not line.endswith(" "):
        return line
    return _LOST_SPACE.sub(r"\1\\x20", line) + r"\."


def without_conflicts(block: str, alternatives: list[Alternative]) -> str:
    """Move the conflicts in *block* to *alternatives*; return the other lines."""
    kept: list[str] = []
    lines = block.split("\n")
    at = 0
    while at < len(lines):
        stop, is_marked = _extent(lines, at)
        text = _joined(lines[at:stop])
        found = _CONFLICT.fullmatch(text.rstrip()[:-2] if is_marked else text)
        if found is None:
            kept.append(lines[at])
            at += 1
            continue
        is_sure = is_marked or stop == at + 1
        state = State.TRANSLATED if is_sure and not found[1] else State.INITIAL
        origin, target = (_ESCAPE.sub(_unescaped, part) for part in found.group(2, 3))
        alternatives.append(Alternative((target,), state, origin))
        at = stop
    return "\n".join(kept)


def _extent(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """Return where ends what begins in the line *at*, and whether the mark says so."""
    if not lines[at].startswith(_BEGINNINGS):
        return at + 1, False
    stop = at + 1
    while not _MARK.search(lines[stop - 1].rstrip()):
        if stop == len(lines) or lines[stop].startswith(_BEGINNINGS):
            break
        stop += 1
    else:
        return stop, True
    end = at + 1
    while end < stop and _is_wrapped(lines[end - 1], lines[end]):
        end += 1
    return end, False


def _is_wrapped(line: str, following: str) -> bool:
    """Tell whether *line* is as long as it would be, had *following* been broken from it."""
    word = following.split(" ", 1)[0]
    if not word or len(line) > _WIDTH:
        return False
    wrapped = textwrap.wrap(_joined((line, word)), _WIDTH, break_long_words=False)
    return wrapped[0] == line


def _joined(lines: Sequence[str]) -> str:
    """Return *lines* as the one that they were wrapped from."""
    parts = list(lines[:1])
    for before, after in pairwise(lines):
        is_broken_word = (_HYPHEN.search(before) and _LETTER.match(after)) or (
            _WORD_END.search(before) and _DASH.match(after)
        )
        parts += ("" if is_broken_word else " ", after)
    return "".join(parts)


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return _LAST_BACKSLASH.sub(r"\\x5c", _ODD_SPACE.sub(_escape, text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _unescaped(found: re.Match[str]) -> str:
    letters = found[1]
    return _ESCAPES[letters] if letters in _ESCAPES else chr(int(letters[1:], 16))
