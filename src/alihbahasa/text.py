"""Work on plain text that keeps offsets true: positions, and what a terminal may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alihbahasa.model import Span

#: Control characters (C0, C1), bidi controls, line and paragraph separators:
#: a terminal obeys them, so nothing of the input may bring them there.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def escape_terminal(text: str) -> str:
    r"""Return *text* with every control and bidi character written out.

    >>> escape_terminal("a\x1b[31mb\nc")
    'a\\x1b[31mb\\nc'
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def mark(text: str, spans: Iterable[Span], *, opening: str = "[", closing: str = "]") -> str:
    """Return *text* with *spans* set between *opening* and *closing*; overlapping ones are joined.

    >>> mark("Kondisi Darurat Militer", [Span(0, 15), Span(8, 23)])
    '[Kondisi Darurat Militer]'
    """
    parts: list[str] = []
    done = 0
    for span in merged(spans):
        parts += (text[done : span.start], opening, span.of(text), closing)
        done = span.stop
    parts.append(text[done:])
    return "".join(parts)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, overlapping ones joined into one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].stop:
            found[-1] = Span(found[-1].start, max(found[-1].stop, span.stop))
        else:
            found.append(span)
    return found
