"""Visible: texts of strangers as a page may show them, nothing in them obeyed and nothing hidden.

A browser obeys the characters that turn the direction of a text, and shows
nothing for those without a width: each becomes a mark that says what it is.
Those that shape the letters beside them (U+200C, U+200D) and blanks that do not
break stay: whole languages are written with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.text import escape_json

#: Controls but tab and line feed, what turns the direction or has no width, lone surrogates,
#: what is no character, tags and the selectors of shapes that nobody has.
_UNSEEN = late_re(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)

#: What those are called that are met most; the others go by their numbers.
_NAMES = {
    "\x00": "NUL",
    "\r": "CR",
    "\x1b": "ESC",
    "\u00ad": "SHY",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
    "\ufffc": "OBJ",
}


def name(character: str) -> str:
    """Return what an unseen *character* is called: RLO, U+0007."""
    return _NAMES.get(character) or f"U+{ord(character):04X}"


def plainly(text: str) -> str:
    r"""Return *text* with the name of each unseen character in its place: for attributes, titles.

    >>> plainly("a\u202eb")
    'a[RLO]b'
    """
    return _UNSEEN.sub(lambda found: f"[{name(found[0])}]", text.replace("\r\n", "\n"))


def text(text: str) -> Markup:
    r"""Return *text* escaped, each unseen character a mark of its own.

    >>> text("<b>\u202e")
    Markup('&lt;b&gt;<i class="unseen">RLO</i>')
    """
    if _UNSEEN.search(text) is None:
        return escape(text)
    parts, done = [], 0
    for found in _UNSEEN.finditer(text := text.replace("\r\n", "\n")):
        parts.append(escape(text[done : found.start()]))
        parts.append(Markup('<i class="unseen">{}</i>').format(name(found[0])))
        done = found.end()
    parts.append(escape(text[done:]))
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to stand around a *span* of a text: *opening* and *closing*, which are markup."""

    span: Span
    opening: str
    closing: str


def marked(within: str, marks: Iterable[Mark]) -> Markup:
    """Return the text *within* escaped, with *marks* around their spans; the longer stand outside.

    Where two overlap, the one within is closed with the other, and opened anew
    behind it.  A mark of an empty span stands at its place with nothing in it,
    and one that reaches beyond the text is left out.
    """
    starting: dict[int, list[Mark]] = {}
    points = set()
    for each in marks:
        if 0 <= each.span.start <= each.span.stop <= len(within):
            starting.setdefault(each.span.start, []).append(each)
            points |= {each.span.start, each.span.stop}
    if not points:
        return text(within)
    parts: list[str] = []
    around: list[Mark] = []
    done = 0
    for at in sorted(points):
        parts.append(text(within[done:at]))
        done = at
        ends = next((n for n, each in enumerate(around) if each.span.stop == at), len(around))
        parts += [each.closing for each in reversed(around[ends:])]
        opened = [each for each in around[ends:] if each.span.stop > at]
        del around[ends:]
        for each in sorted(starting.get(at, ()), key=lambda mark: mark.span.stop > at):
            if each.span:
                opened.append(each)
            else:
                parts += (each.opening, each.closing)
        for each in sorted(opened, key=lambda mark: -mark.span.stop):
            parts.append(each.opening)
            around.append(each)
    parts.append(text(within[done:]))
    return Markup("".join(parts))  # noqa: S704 - all of it is escaped, or of the program


def json_block(data: object) -> Markup:
    r"""Return *data* as JSON that may stand in an element ``script``: no ``<``, nothing unseen.

    >>> json_block("</script>\u202e")
    Markup('"\\u003c/script\\u003e\\u202e"')
    """
    document = escape_json(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    document = _UNSEEN.sub(_escaped, document)
    for sign in "<>&":
        document = document.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(document)  # noqa: S704 - nothing in it is markup any more


def _escaped(found: re.Match[str]) -> str:
    """Return a character as JSON escapes it: as UTF-16, a pair beyond the first plane."""
    return json.dumps(found[0])[1:-1]
