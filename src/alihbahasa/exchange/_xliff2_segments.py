"""Reading the segments and inline elements of a unit of XLIFF 2 (XLIFF 2.1, 4.2.2 and 4.2.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.model import Code, CodeKind, Content, State, joined, raw

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:2."
DRAFT = "alihbahasa:draft"


def named_data(unit: etree._Element) -> dict[str, str]:
    """Return the ids of the markup in the originalData of a *unit*."""
    names = inline.Names(NAMESPACE)
    return {markup: id for id, markup in unit_data(unit, names).items()}


def unit_data(unit: etree._Element, names: inline.Names) -> dict[str, str]:
    holder = next((child for child in unit if names[child.tag] == "originalData"), None)
    return {} if holder is None else read_data(holder, names)


def pieces(unit: etree._Element) -> list[_xliff.Piece]:
    names = inline.Names(NAMESPACE)
    parts_of = parts_of_codes(unit_data(unit, names))
    sides = [child for child in unit if names[child.tag] in ("segment", "ignorable")]
    return [
        _piece(names[side.tag], side, names, parts_of=parts_of, number=number)
        for number, side in enumerate(sides, 1)
    ]


def trailing_space(
    segments: list[tuple[str, etree._Element]], names: inline.Names, *, parts_of: inline.PartsOf
) -> str:
    """Return the white space after the last segment, an ignorable; "" where there is none."""
    if not segments or segments[-1][0] != "ignorable":
        return ""
    sources = (each for each in segments[-1][1] if names[each.tag] == "source")
    text = raw(joined(part for each in sources for part in inline.content(each, parts_of, names)))
    return text if text.isspace() else ""


def joined_segments(
    segments: list[tuple[str, etree._Element]], names: inline.Names, *, parts_of: inline.PartsOf
) -> tuple[Content, Content | None, State]:
    """Return source, target and state of a unit from its segments and what is between them.

    The state is the lowest of the segments'; a unit with an open segment is
    a draft.  Targets are put in the order they give.
    """
    sources: list[str | Code] = []
    found: list[_xliff.Piece] = []
    for number, (name, segment) in enumerate(segments, 1):
        piece = _piece(name, segment, names, parts_of=parts_of, number=number)
        sources += piece.source
        found.append(piece)
    content = joined(sources)
    if not any(piece.is_segment and piece.target for piece in found):
        return content, None, State.INITIAL
    found.sort(key=lambda piece: piece.order)
    together = joined(part for piece in found for part in piece.target)
    states = [piece.state or State.INITIAL for piece in found if piece.is_segment]
    lowest = states[0] if len(states) == 1 else min(states, key=lambda each: each.rank)
    return content, together, lowest


def _piece(
    name: str,
    segment: etree._Element,
    names: inline.Names,
    *,
    parts_of: inline.PartsOf,
    number: int,
) -> _xliff.Piece:
    """Return what a segment, or an ignorable piece, is of its unit.

    A segment whose target is empty is open, but where it says that it is
    translated: then another one has its text.
    """
    source: Content = ()
    target: Content | None = None
    order = number
    for child in segment:
        side = names[child.tag]
        if side == "source":
            source = inline.content(child, parts_of, names)
        elif side == "target" and target is None:
            target = inline.content(child, parts_of, names)
            given = child.get("order", "")
            order = int(given) if re.fullmatch("[0-9]{1,9}", given) else number
    if name == "ignorable":
        return _xliff.Piece(False, order, source, source if target is None else target)
    state = segment.get("state")
    is_draft = segment.get("subState") == DRAFT
    is_untouched = state in (None, "initial") and not is_draft
    if inline.is_empty(target):
        is_joined = target is not None and not is_untouched and not is_draft
        told = _STATES.get(state, State.TRANSLATED) if is_joined else None
        return _xliff.Piece(True, order, source, (), told)
    if target == source and is_untouched:
        return _xliff.Piece(True, order, source, ())
    told = State.INITIAL if is_draft else _STATES.get(state, State.TRANSLATED)
    return _xliff.Piece(True, order, source, target or (), told)


#: A target in state initial was typed by somebody whose program left the state alone.
_STATES: dict[str | None, State] = {"reviewed": State.REVIEWED, "final": State.FINAL}


def read_data(element: etree._Element, names: inline.Names) -> dict[str, str]:
    """Return the markup in an originalData element, by id."""
    nothing = parts_of_codes({})
    return {
        child.get("id", ""): "".join(
            part for part in inline.content(child, nothing, names) if isinstance(part, str)
        )
        for child in element
        if names[child.tag] == "data"
    }


def parts_of_codes(data: Mapping[str, str]) -> inline.PartsOf:
    """Return what tells what inline elements stand for, with *data* as their markup.

    Annotations (mrk, sm, em) are transparent.
    """

    def parts_of(
        name: str, element: etree._Element
    ) -> tuple[tuple[str | Code, ...], bool, tuple[str | Code, ...]]:
        id = element.get("id", "")
        if name == "pc":
            start = Code(id, CodeKind.OPEN, data.get(element.get("dataRefStart", ""), ""))
            end = Code(id, CodeKind.CLOSE, data.get(element.get("dataRefEnd", ""), ""))
            return (start,), True, (end,)
        markup = data.get(element.get("dataRef", ""), "")
        if name == "ph":
            return (Code(id, CodeKind.STANDALONE, markup),), False, ()
        if name == "sc":
            return (Code(id, CodeKind.OPEN, markup),), False, ()
        if name == "ec":
            return (Code(element.get("startRef") or id, CodeKind.CLOSE, markup),), False, ()
        if name == "cp":
            return (_character(element),), False, ()
        return (), isinstance(element.tag, str), ()

    return parts_of


def _character(element: etree._Element) -> str:
    """Return the character that a ``cp`` element gives as hexadecimal digits (4.2.3.1)."""
    digits = element.get("hex", "")
    value = int(digits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", digits) else 0x110000
    if value > 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        raise AlihbahasaError(f"cp gives no character: hex={digits!r}", line=xmlio.line_of(element))
    return chr(value)
