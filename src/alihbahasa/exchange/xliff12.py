"""XLIFF 1.2 (.xlf), valid against the strict schema; read as tools really write it.

One trans-unit a unit, one merged note each (see ``_xliff.merged_note``), one
context-group a place.  What a unit was before its source changed is
``alt-trans alttranstype="previous-version"``, a target that lost a conflict
``alt-trans origin="conflict, ..."``, any other ``alt-trans`` a match.  An
obsolete unit is ``translate="no" restype="x-obsolete"``.  Inline codes are
``g``, ``x``, ``bx`` and ``ex`` (XLIFF 1.2, 2.4) with the markup as their
``equiv-text``; that of a ``g`` is its opening markup alone where the closing
one follows from it, else both with ``…`` between.

The format cannot hold plural forms (an error), the numbers of the blocks a
unit stands in, the authors of comments, the origin of a target, or mentions
other than in the note; and one date only, the day of the last translation.
Characters that XML 1.0 forbids are an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, ExchangeFormat, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff, _xliff_places, _xliff_writing
from alihbahasa.exchange._making import made_unit
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Content,
    Header,
    Kind,
    Match,
    Note,
    Place,
    Side,
    State,
    Unit,
    unit_id,
)
from alihbahasa.xmlio import escape, escape_attribute

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1."
_STRICT = "urn:oasis:names:tc:xliff:document:1.2"
_CONFLICT = "conflict"

# --- writing --------------------------------------------------------------------

#: The state of a target and, on the unit, whether it is approved.
_STATES = {
    State.INITIAL: (' state="needs-review-translation"', ' approved="no"'),
    State.TRANSLATED: (' state="translated"', ""),
    State.REVIEWED: (' state="signed-off"', ""),
    State.FINAL: (' state="final"', ' approved="yes"'),
}


def write(
    header: Header,
    units: Iterable[Unit],
    *,
    original: bytes = b"",
    profile: Profile = DEFAULT,
) -> Iterator[bytes]:
    """Yield the bytes of the file that holds *units*; see ``contracts.WriteExchange``."""
    return _xliff_writing.write(header, units, original=original, profile=profile, dialect=_DIALECT)


def _head(header: Header) -> str:
    attributes = "".join(
        f' {name}="{escape_attribute(value)}"'
        for (_, name), value in _attributes(header).items()
        if value or name in ("original", "source-language")
    )
    return f'<xliff xmlns="{_STRICT}" version="1.2">\n  <file{attributes}>\n    <body>'


def _attributes(header: Header) -> Mapping[tuple[str, str], str]:
    return {
        ("file", "original"): header.documents[0] if header.documents else "",
        ("file", "source-language"): header.source_language,
        ("file", "target-language"): header.target_language,
        ("file", "datatype"): "plaintext",
        ("file", "date"): _xliff.instant(header.revised or header.created),
    }


def _render(unit: Unit, setting: _xliff.Setting) -> str:
    """Return *unit* as a trans-unit, without the indentation before it."""
    id = unit.id
    attributes = "" if setting.namespaced else f' xmlns="{_STRICT}"'
    if unit.obsolete:
        attributes += ' restype="x-obsolete" translate="no"'
    if unit.max_length is not None:
        attributes += f' maxwidth="{unit.max_length}" size-unit="char"'
    source = _inline(unit.source, id)
    target = unit.target
    if target is None or _xliff.is_empty(target):
        written = '<target state="new"/>'
        if setting.profile.copies_source:
            written = f'<target state="needs-translation">{source}</target>'
        target = None
    else:
        state, approved = _STATES[unit.state]
        if setting.profile.approves and unit.is_finished:
            approved = _STATES[State.FINAL][1]
        attributes += approved
        written = f"<target{state}>{_inline(target, id)}</target>"
    if setting.profile.is_rich:
        source = _inline(unit.source, id, marks=_marks(unit, setting))
    places = _xliff.places_in(unit, setting.header)
    lines = [
        f'<trans-unit id="{escape_attribute(id)}" xml:space="preserve"{attributes}>',
        f"<source>{source}</source>",
        written,
    ]
    lines += [
        '<context-group purpose="location"><context context-type="sourcefile">'
        f"{escape(place.article, unit=id)}</context></context-group>"
        for place in places
    ]
    if unit.context:
        lines.append(
            '<context-group purpose="information"><context context-type="x-context">'
            f"{escape(unit.context, unit=id)}</context></context-group>"
        )
    if note := _xliff.merged_note(unit, places):
        lines.append(f'<note from="{_xliff.AUTHOR}">{escape(note, unit=id)}</note>')
    if unit.previous is not None or unit.alternatives or unit.matches:
        lines += _alternatives(unit, target)
    return "\n        ".join(lines) + "\n      </trans-unit>"


def _alternatives(unit: Unit, target: Content | None) -> Iterator[str]:
    id = unit.id
    if unit.previous is not None:
        yield (
            '<alt-trans alttranstype="previous-version">'
            f"<source>{_inline(unit.previous, id)}</source>"
            f"<target>{_inline(target or (), id)}</target></alt-trans>"
        )
    for each in unit.alternatives:
        origin = f"{_CONFLICT}, {each.origin}" if each.origin else _CONFLICT
        yield (
            f'<alt-trans origin="{escape_attribute(origin, unit=id)}">'
            f"<target{_STATES[each.state][0]}>{_inline(each.target, id)}</target></alt-trans>"
        )
    for match in unit.matches:
        origin = f"tm, {match.origin}" if match.origin.startswith(_CONFLICT) else match.origin
        named = f' origin="{escape_attribute(origin, unit=id)}"' if origin else ""
        yield (
            f'<alt-trans match-quality="{match.score}"{named}>'
            f"<source>{_inline(match.source, id)}</source>"
            f"<target>{_inline(match.target, id)}</target></alt-trans>"
        )


_TAG = re.compile(r"<([A-Za-z][\w:.-]*)[^<>]*>")


def _counterpart(opening: str) -> str:
    """Return the markup that closes *opening*: ``</b>`` for ``<b>``, else the same again."""
    tag = _TAG.fullmatch(opening)
    return f"</{tag[1]}>" if tag else opening


#: Between the two halves of the markup of a pair.
_WITHIN = "…"

_CTYPES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underlined",
    "link": "link",
    "break": "lb",
    "image": "image",
}


def _markup(opening: str, closing: str) -> str | None:
    """Return the markup of a pair as one text, None where it could not be told apart again."""
    if _WITHIN in opening or _WITHIN in closing:
        return None
    return opening if closing == _counterpart(opening) else f"{opening}{_WITHIN}{closing}"


def _marks(unit: Unit, setting: _xliff.Setting) -> list[_xliff.Mark]:
    """Return what marks the terms in the source of *unit* (XLIFF 1.2, 2.4 ``mrk``)."""
    marks = []
    for number, mention in enumerate(_xliff.marked(unit), 1):
        terms = " or ".join(_xliff.translations(mention, setting.header.target_language))
        comment = f' comment="{escape_attribute(terms, unit=unit.id)}"' if terms else ""
        opening = f'<mrk mtype="term" mid="t{number}"{comment}>'
        marks.append(_xliff.Mark(mention.span, opening, "</mrk>"))
    return marks


def _inline(content: Content, unit: str, *, marks: Sequence[_xliff.Mark] = ()) -> str:
    """Return *content* as the content of an element; codes become g, x, bx and ex.

    A pair that crosses another, or whose markup cannot stand in one attribute,
    is bx and ex.  *marks* are put around stretches of its text.
    """
    if len(content) == 1 and isinstance(content[0], str) and not marks:
        return escape(content[0], unit=unit)
    closings: set[int] = set()
    openings: dict[int, str] = {}
    pairs = _xliff.pairs(content)
    halves = {*pairs.nested.items(), *pairs.crossing.items()}
    paired = {index for pair in halves for index in pair}
    for first, last in pairs.nested.items():
        opening, closing = content[first], content[last]
        assert isinstance(opening, Code)
        assert isinstance(closing, Code)
        markup = _markup(opening.data, closing.data)
        if markup is not None:
            openings[first] = markup
            closings.add(last)
    parts = []
    at = 0
    for index, part in enumerate(content):
        if isinstance(part, str):
            parts.append(_xliff.with_marks(part, at, marks, lambda text: escape(text, unit=unit)))
            at += len(part)
            continue
        if index in closings:
            parts.append("</g>")
            continue
        id = escape_attribute(part.id, unit=unit)
        markup = openings.get(index, part.data)
        data = f' equiv-text="{escape_attribute(markup, unit=unit)}"' if markup else ""
        if part.kind is not CodeKind.CLOSE and (role := _CTYPES.get(_xliff.role(part.data))):
            data = f' ctype="{role}"{data}'
        if index in openings:
            parts.append(f'<g id="{id}"{data}>')
        elif part.kind is CodeKind.STANDALONE:
            parts.append(f'<x id="{id}"{data}/>')
        else:
            name = "bx" if part.kind is CodeKind.OPEN else "ex"
            partner = f' rid="{id}"' if index in paired else ""
            parts.append(f'<{name} id="{id}"{partner}{data}/>')
    return "".join(parts)


# --- reading --------------------------------------------------------------------


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header of the first file element, and the units of all in turn.

    Extra elements, groups, segmented sources and missing namespaces are
    taken as they come.  Raises AlihbahasaError with the line for a file that
    is malformed or no XLIFF 1.2, or has an id twice in one file element; the
    iterator may raise later.
    """
    events = xmlio.iterate(
        stream, events=("start", "end"), tags=("{*}xliff", "{*}file", "{*}trans-unit")
    )
    names = _xliff.Names(_NAMESPACE)
    for event, element in events:
        name = names[element.tag]
        if element.getparent() is None and name != "xliff":
            break
        if name == "xliff" and element.get("version", "1").startswith("2"):
            break
        if name == "file" and event == "start":
            article = element.get("original", "")
            header = Header(
                source_language=_xliff.language_tag(element.get("source-language", "")),
                target_language=_xliff.language_tag(element.get("target-language", "")),
                documents=(article,) if article else (),
                revised=_xliff.moment(element.get("date")),
            )
            return header, _units(events, names, article=article)
    raise AlihbahasaError(
        "the file is not XLIFF 1.2",
        line=1,
        column=1,
        hint="a file of XLIFF 2 has the extension .xliff",
    )


def _units(
    events: Iterator[tuple[str, etree._Element]], names: _xliff.Names, *, article: str
) -> Iterator[Unit]:
    lines: dict[str, int | None] = {}
    for event, element in events:
        name = names[element.tag]
        if event == "start":
            if name == "file":
                article = element.get("original", "")
                lines.clear()
        elif name == "trans-unit":
            unit = _unit(element, names, article=article)
            line = xmlio.line_of(element)
            if unit.id in lines:
                if element.get("id"):
                    raise _xliff.repeated(unit, line, first=lines[unit.id])
                unit = _unit(element, names, article=article, number=len(lines))
            lines[unit.id] = line
            xmlio.release(element)
            yield unit


def _unit(
    element: etree._Element, names: _xliff.Names, *, article: str, number: int | None = None
) -> Unit:
    """Return the unit that a trans-unit is; *number* keeps equal ones without an id apart."""
    source: Content = ()
    segmented: Content = ()
    target_element: etree._Element | None = None
    target: Content = ()
    places: list[Place] = []
    context = ""
    texts: list[tuple[str, str]] = []
    alternatives: list[etree._Element] = []
    for child in element:
        name = names[child.tag]
        if name == "source":
            source = _content(child, names)
        elif name == "target":
            if target_element is None:
                target_element, target = child, _content(child, names)
        elif name == "note":
            texts.append((child.get("from", ""), child.text or ""))
        elif name == "context-group":
            for each in child:
                if names[each.tag] == "context":
                    kind = each.get("context-type")
                    if kind == "sourcefile" and each.text:
                        places.append(_xliff.place_in(each.text))
                    elif kind == "x-context":
                        context = each.text or ""
        elif name == "alt-trans":
            alternatives.append(child)
        elif name == "seg-source":
            segmented = _content(child, names)
    source = source or segmented
    told: Kind | None = None
    notes: list[Note] = []
    for author, text in texts:
        if author == _xliff.AUTHOR or (not author and _xliff.is_our_note(text, article)):
            read = _xliff.read_note(text, article)
            told = told or read.kind
            notes += read.notes
        elif text.strip():
            notes.append(Note(author, "translator", text))
    obsolete = element.get("restype") == "x-obsolete"
    id = element.get("id") or unit_id(
        source, told or Kind.PARAGRAPH, context if number is None else f"{context}#{number}"
    )
    if len(source) > 1:
        target = _xliff.mended(target, source)
    state = State.INITIAL
    if target_element is not None:
        named = target_element.get("state")
        if _xliff.is_empty(target) or (target == source and named in ("new", "needs-translation")):
            target = ()
        else:
            state = _state(named)
    matches: tuple[Match, ...] = ()
    previous: Content | None = None
    lost: tuple[Alternative, ...] = ()
    if alternatives:
        previous, lost, matches = _read_alternatives(alternatives, names, source=source)
    width = element.get("maxwidth", "") if element.get("size-unit") == "char" else ""
    unit = made_unit(
        id,
        _xliff.kind_of(id, told),
        source,
        target or None,
        state,
        () if obsolete else tuple(places),
        context,
        (),
        (),
        matches,
        tuple(notes),
        previous,
        lost,
        obsolete,
        int(width) if width.isdecimal() else None,
    )
    _xliff.check_length(unit, xmlio.line_of(element))
    return unit


def _state(named: str | None) -> State:
    """Return the state of a target that is there, from what the file calls it.

    A target in state ``new`` is translated: many programs never touch the state.
    """
    if named is None:
        return State.TRANSLATED
    if named.startswith("needs-"):
        return State.INITIAL
    return {"signed-off": State.REVIEWED, "final": State.FINAL}.get(named, State.TRANSLATED)


def _read_alternatives(
    elements: Iterable[etree._Element], names: _xliff.Names, *, source: Content
) -> tuple[Content | None, tuple[Alternative, ...], tuple[Match, ...]]:
    """Return the previous source, the alternatives and the matches that alt-trans elements are."""
    previous: Content | None = None
    lost: list[Alternative] = []
    matches: list[Match] = []
    for element in elements:
        by_name = {names[child.tag]: child for child in element}
        text = _content(by_name["source"], names) if "source" in by_name else ()
        target = _content(by_name["target"], names) if "target" in by_name else ()
        origin = element.get("origin", "")
        if element.get("alttranstype") == "previous-version" and "source" in by_name:
            previous = text
        elif origin == _CONFLICT or origin.startswith(f"{_CONFLICT},"):
            state = _state(by_name["target"].get("state")) if "target" in by_name else State.INITIAL
            origin = origin[len(_CONFLICT) + 1 :].removeprefix(" ")
            lost.append(Alternative(_xliff.mended(target, source), state, origin))
        elif target:
            score = _xliff.score(element.get("match-quality", ""))
            matches.append(Match(text or source, target, score, origin))
    return previous, tuple(lost), tuple(matches)


def _content(element: etree._Element, names: _xliff.Names) -> Content:
    return _xliff.content(element, _parts, names)


def _parts(
    name: str, element: etree._Element
) -> tuple[tuple[str | Code, ...], bool, tuple[str | Code, ...]]:
    """Return what an inline element stands for (``_xliff.PartsOf``); mrk is transparent."""
    if name == "g":
        id = element.get("id", "")
        opening, within, closing = element.get("equiv-text", "").partition(_WITHIN)
        end = Code(id, CodeKind.CLOSE, closing if within else _counterpart(opening))
        return (Code(id, CodeKind.OPEN, opening),), True, (end,)
    kind = _KINDS.get(name)
    if kind is None and name == "it":
        kind = CodeKind.CLOSE if element.get("pos") == "close" else CodeKind.OPEN
    if kind is None:
        return (), isinstance(element.tag, str), ()
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

# --- the rest of the contract ------------------------------------------------------


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins a file of XLIFF 1, by its namespace or, without one, version."""
    return _xliff.recognises(head, namespace=_NAMESPACE, version="1")


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]]
) -> Mapping[tuple[str, Side, int], tuple[int, int]]:
    """Find the line and column of offsets in texts; see ``contracts.Locate``."""
    return _xliff_places.locate(data, wanted, dialect=_DIALECT)


_DIALECT = _xliff.Dialect(
    namespace=_NAMESPACE,
    unit="trans-unit",
    indent="\n      ",
    sides=(),
    native=frozenset({"ph", "bpt", "ept", "it"}),
    modules={},
    read=read,
    render=_render,
    head=_head,
    tail="\n    </body>\n  </file>\n</xliff>\n",
    empty="",
    attributes=_attributes,
)

PLUGIN = ExchangeFormat(
    name="xliff12",
    title="XLIFF 1.2",
    extension=".xlf",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
)
