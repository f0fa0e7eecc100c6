"""Inline codes of XLIFF 1.2 (clause 2.4): g, x, bx, ex written, and bpt, ept, it, ph read too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.model import Code, CodeKind, Content, Unit
from alihbahasa.xmlio import escape, escape_attribute, halves, pair_markup

if TYPE_CHECKING:
    from lxml import etree

# --- writing --------------------------------------------------------------------

_SPANNING = {"bold": "bold", "italic": "italic", "underline": "underlined", "link": "link"}
_STANDING = {"break": "lb", "image": "image"}


def term_marks(unit: Unit, *, language: str) -> list[inline.TermMark]:
    """Return what marks the terms in the source of *unit* (XLIFF 1.2, 2.4 ``mrk``)."""
    marks = []
    for number, mention in enumerate(inline.marked(unit), 1):
        terms = " or ".join(inline.translations(mention, language))
        comment = f' comment="{escape_attribute(terms, unit=unit.id)}"' if terms else ""
        opening = f'<mrk mtype="term" mid="t{number}"{comment}>'
        marks.append(inline.TermMark(mention.span, opening, "</mrk>"))
    return marks


def written(content: Content, unit: str, *, marks: Sequence[inline.TermMark] = ()) -> str:
    """Return *content* as the content of an element; codes become g, x, bx and ex.

    A pair that crosses another, or whose markup cannot stand in one attribute,
    is bx and ex.  *marks* are put around stretches of its text.
    """
    if len(content) == 1 and isinstance(content[0], str) and not marks:
        return escape(content[0], unit=unit)
    closings: set[int] = set()
    openings: dict[int, str] = {}
    pairs = inline.pairs(content)
    together = {*pairs.nested.items(), *pairs.crossing.items()}
    paired = {index for pair in together for index in pair}
    for first, last in pairs.nested.items():
        opening, closing = content[first], content[last]
        assert isinstance(opening, Code)
        assert isinstance(closing, Code)
        markup = pair_markup(opening.data, closing.data)
        if markup is not None:
            openings[first] = markup
            closings.add(last)
    parts = []
    at = 0
    for index, part in enumerate(content):
        if isinstance(part, str):
            parts.append(
                inline.with_marks(
                    part, at, marks=marks, written=lambda text: escape(text, unit=unit)
                )
            )
            at += len(part)
            continue
        if index in closings:
            parts.append("</g>")
            continue
        if index in openings:
            described = _described(_SPANNING, part.data, markup=openings[index], unit=unit)
            parts.append(f'<g id="{escape_attribute(part.id, unit=unit)}"{described}>')
        else:
            parts.append(f"<{render_code(part, is_paired=index in paired, unit=unit, data={})}/>")
    return "".join(parts)


def render_code(code: Code, *, is_paired: bool, unit: str, data: dict[str, str]) -> str:
    """Return the tag that stands for *code*, without its brackets; see ``_xliff.RenderCode``."""
    id = escape_attribute(code.id, unit=unit)
    ctypes = _STANDING if code.kind is CodeKind.STANDALONE else _SPANNING
    opening = "" if code.kind is CodeKind.CLOSE else code.data
    described = _described(ctypes, opening, markup=code.data, unit=unit)
    if code.kind is CodeKind.STANDALONE:
        return f'x id="{id}"{described}'
    name = "bx" if code.kind is CodeKind.OPEN else "ex"
    partner = f' rid="{id}"' if is_paired else ""
    return f'{name} id="{id}"{partner}{described}'


def _described(ctypes: Mapping[str, str], opening: str, *, markup: str, unit: str) -> str:
    """Return the attributes that say what a code with the *opening* does, and its *markup*."""
    role = ctypes.get(inline.role(opening))
    ctype = f' ctype="{role}"' if role else ""
    return f'{ctype} equiv-text="{escape_attribute(markup, unit=unit)}"' if markup else ctype


# --- reading --------------------------------------------------------------------

#: The ``mtype`` of a mark around text that somebody took out, changes being tracked (Trados).
DELETED = "x-sdl-deleted"


def read(element: etree._Element, names: inline.Names) -> Content:
    """Return the text of *element* with its codes."""
    return inline.content(element, parts, names)


def parts(
    name: str, element: etree._Element
) -> tuple[tuple[str | Code, ...], bool, tuple[str | Code, ...]]:
    """Return what an inline element stands for (``inline.PartsOf``); mrk is transparent."""
    if name == "g":
        id = element.get("id", "")
        opening, closing = halves(element.get("equiv-text", ""))
        return (Code(id, CodeKind.OPEN, opening),), True, (Code(id, CodeKind.CLOSE, closing),)
    kind = _KINDS.get(name)
    if kind is None and name == "it":
        kind = CodeKind.CLOSE if element.get("pos") == "close" else CodeKind.OPEN
    if kind is None:
        is_text = isinstance(element.tag, str) and element.get("mtype") != DELETED
        return (), is_text, ()
    id = element.get("id", "")
    if kind is not CodeKind.STANDALONE:
        id = element.get("rid") or id
    data = element.get("equiv-text") or "".join(str(text) for text in element.itertext())
    return (Code(id, kind, data),), False, ()


_KINDS = {
    "x": CodeKind.STANDALONE,
    "ph": CodeKind.STANDALONE,
    "bx": CodeKind.OPEN,
    "bpt": CodeKind.OPEN,
    "ex": CodeKind.CLOSE,
    "ept": CodeKind.CLOSE,
}
