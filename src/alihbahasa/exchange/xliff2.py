"""XLIFF 2 (.xliff): version 2.0 core with the glossary module; any 2.x is read.

One unit with one segment a unit, one merged note of category ``terminology``
(see ``_xliff.merged_note``), its terms as ``gls:glossary``.  Where they are
needed, matches of the translation candidates module (XLIFF 2.1, 5.1) hold what
is beside the target: type ``tm`` a match, subtype ``alihbahasa:previous`` the
source that the target was written for, ``alihbahasa:conflict-STATE`` a target
that lost a conflict.  A draft is ``state="initial"
subState="alihbahasa:draft"``; a target in state initial without that was typed
in a program that never touches the state, and is translated.  An obsolete unit
is ``translate="no" type="alihbahasa:obsolete"``.  Inline codes are ``pc``,
``ph``, ``sc`` and ``ec`` (4.2.3) with their markup in ``originalData``, and
characters that XML forbids are ``cp``.

The format cannot hold plural forms (an error), a longest length, the numbers
of the blocks a unit stands in, the authors of comments, the origin of a
target, or dates.  Ids must be NMTOKENs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
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
    Mention,
    Note,
    Place,
    Side,
    State,
    Unit,
    joined,
    plain,
    raw,
    unit_id,
)
from alihbahasa.xmlio import FORBIDDEN, escape, escape_attribute

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2."
_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"

_DRAFT = "alihbahasa:draft"
_OBSOLETE = "alihbahasa:obsolete"
_PREVIOUS = "alihbahasa:previous"
_CONFLICT = "alihbahasa:conflict-"

# --- writing --------------------------------------------------------------------

_NMTOKEN = re.compile(r"[\w.:·-]+")


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
    def written(owner: str) -> str:
        return "".join(
            f' {name}="{escape_attribute(value)}"'
            for (element, name), value in _attributes(header).items()
            if element == owner and value
        )

    return (
        f'<xliff xmlns="{_CORE}" xmlns:gls="{_GLOSSARY}" version="2.0"{written("xliff")}>\n'
        f'  <file id="f1"{written("file")} canResegment="no" xml:space="preserve">'
    )


def _attributes(header: Header) -> Mapping[tuple[str, str], str]:
    return {
        ("xliff", "srcLang"): header.source_language,
        ("xliff", "trgLang"): header.target_language,
        ("file", "original"): header.documents[0] if header.documents else "",
    }


def _render(unit: Unit, setting: _xliff.Setting) -> str:
    """Return *unit* as a unit with one segment, without the indentation before it."""
    id = unit.id
    _check_id(id, id)
    attributes = "" if setting.namespaced else f' xmlns="{_CORE}"'
    if unit.context:
        attributes += f' name="{escape_attribute(unit.context, unit=id)}"'
    if unit.obsolete:
        attributes += f' translate="no" type="{_OBSOLETE}"'
    data: dict[str, str] = {}
    marks = list(_xliff.marked(unit)) if setting.profile.is_rich else []
    language = setting.header.target_language
    source = _inline(unit.source, id, data, marks=_marks(marks, unit, language))
    target = None if _xliff.is_empty(unit.target) else unit.target
    state = unit.state.value
    written = "<target/>"
    if target is None:
        state = State.INITIAL.value
        if setting.profile.copies_source:
            written = f"<target>{source}</target>"
    else:
        written = f"<target>{_inline(target, id, data)}</target>"
        if unit.state is State.INITIAL:
            state += f'" subState="{_DRAFT}'
    lines = [f'<unit id="{id}"{attributes}>']
    if unit.previous is not None or unit.alternatives or unit.matches:
        lines.append(_matches(unit, target))
    if unit.mentions and (entries := _glossary(unit, language, marks)):
        declared = "" if "gls" in setting.modules else f' xmlns:gls="{_GLOSSARY}"'
        lines.append(f"<gls:glossary{declared}>{entries}</gls:glossary>")
    if note := _xliff.merged_note(unit, _xliff.places_in(unit, setting.header)):
        lines.append(f'<notes><note category="terminology">{escape(note, unit=id)}</note></notes>')
    if data:
        lines.append(_original_data(data, id))
    lines.append(f'<segment id="s1" state="{state}"><source>{source}</source>{written}</segment>')
    if setting.profile.is_rich and unit.after:
        lines.append(f"<ignorable><source>{_text(unit.after, id)}</source></ignorable>")
    return "\n      ".join(lines) + "\n    </unit>"


def _check_id(id: str, unit: str) -> None:
    """Raise AlihbahasaError where *id* is no NMTOKEN (XLIFF 2.1, 4.3.1.20)."""
    if not _NMTOKEN.fullmatch(id):
        raise AlihbahasaError(
            f"the id {id!r} cannot stand in XLIFF 2",
            unit=unit,
            hint="ids there are letters, digits and . - _ : without blanks",
        )


def _marks(marked: Sequence[Mention], unit: Unit, language: str) -> list[_xliff.Mark]:
    """Return what marks the terms in the source of *unit* (XLIFF 2.1, 4.7.3.1.2)."""
    marks = []
    for number, mention in enumerate(marked, 1):
        terms = " or ".join(_xliff.translations(mention, language))
        value = f' value="{escape_attribute(terms, unit=unit.id)}"' if terms else ""
        opening = f'<mrk id="t{number}" type="term"{value}>'
        marks.append(_xliff.Mark(mention.span, opening, "</mrk>"))
    return marks


def _glossary(unit: Unit, language: str, marked: Sequence[Mention]) -> str:
    """Return an entry for each concept that *unit* mentions and that has a term for *language*.

    It refers to the mark around the term, where it is one of those *marked*.
    """
    entries: list[str] = []
    seen: set[str] = set()
    for mention in unit.mentions:
        concept = mention.concept
        if concept.key in seen:
            continue
        seen.add(concept.key)
        allowed = _xliff.translations(mention, language)
        if allowed:
            translations = "".join(
                f"<gls:translation>{escape(text, unit=unit.id)}</gls:translation>"
                for text in allowed
            )
            mark = next((n for n, each in enumerate(marked, 1) if each is mention), 0)
            reference = f' ref="#t{mark}"' if mark else ""
            entries.append(
                f'<gls:glossEntry id="g{len(entries) + 1}"{reference}>'
                f"<gls:term>{escape(mention.term.text, unit=unit.id)}</gls:term>"
                f"{translations}</gls:glossEntry>"
            )
    return "".join(entries)


def _matches(unit: Unit, target: Content | None) -> str:
    found = []
    if unit.previous is not None:
        kind = f' type="other" subType="{_PREVIOUS}"'
        # The codes of the target answer to those of today's source: here they have no partners.
        found.append(_match(unit, kind, source=unit.previous, target=(plain(target or ()),)))
    for each in unit.alternatives:
        kind = f' type="other" subType="{_CONFLICT}{each.state.value}"'
        kind += f' origin="{escape_attribute(each.origin, unit=unit.id)}"'
        found.append(_match(unit, kind, source=unit.source, target=each.target))
    for match in unit.matches:
        kind = f' type="tm" similarity="{match.score}.0"'
        kind += f' origin="{escape_attribute(match.origin, unit=unit.id)}"'
        found.append(_match(unit, kind, source=match.source, target=match.target))
    # Few units have matches: the module is declared where it is used.
    return f'<mtc:matches xmlns:mtc="{_MATCHES}">{"".join(found)}</mtc:matches>'


def _match(unit: Unit, attributes: str, *, source: Content, target: Content) -> str:
    data: dict[str, str] = {}
    texts = (
        f"<source>{_inline(source, unit.id, data)}</source>"
        f"<target>{_inline(target, unit.id, data)}</target>"
    )
    original = _original_data(data, unit.id) if data else ""
    return f'<mtc:match ref="#s1"{attributes}>{original}{texts}</mtc:match>'


def _original_data(data: Mapping[str, str], unit: str) -> str:
    pieces = "".join(f'<data id="{id}">{_text(markup, unit)}</data>' for markup, id in data.items())
    return f"<originalData>{pieces}</originalData>"


def _text(text: str, unit: str) -> str:
    """Return *text* escaped; what XML forbids becomes ``cp``, but a lone surrogate is an error."""
    if text.isprintable() or not FORBIDDEN.search(text):
        return escape(text, unit=unit)
    parts = []
    done = 0
    for found in FORBIDDEN.finditer(text):
        if "\ud800" <= found[0] <= "\udfff":
            continue
        parts.append(escape(text[done : found.start()], unit=unit))
        parts.append(f'<cp hex="{ord(found[0]):04X}"/>')
        done = found.end()
    parts.append(escape(text[done:], unit=unit))
    return "".join(parts)


def _inline(
    content: Content, unit: str, data: dict[str, str], *, marks: Sequence[_xliff.Mark] = ()
) -> str:
    """Return *content* as the content of an element; *data* collects the markup of its codes.

    Nested pairs become ``pc``, crossing ones ``sc`` and ``ec``, and a code
    whose other half is elsewhere is isolated.  *marks* are put around stretches
    of its text.
    """
    if len(content) == 1 and isinstance(content[0], str) and not marks:
        return _text(content[0], unit)
    pairs = _xliff.pairs(content)
    closings = {last: first for first, last in pairs.nested.items()}
    crossing = set(pairs.crossing.values())

    def reference(code: Code, name: str) -> str:
        if not code.data:
            return ""
        return f' {name}="{data.setdefault(code.data, f"d{len(data) + 1}")}"'

    parts = []
    at = 0
    for index, part in enumerate(content):
        if isinstance(part, str):
            parts.append(_xliff.with_marks(part, at, marks, lambda text: _text(text, unit)))
            at += len(part)
            continue
        _check_id(part.id, unit)
        id = part.id
        if index in pairs.nested:
            closing = content[pairs.nested[index]]
            assert isinstance(closing, Code)
            end = reference(closing, "dataRefEnd")
            start = reference(part, "dataRefStart")
            parts.append(f'<pc id="{id}"{_type(part.data)}{start}{end}>')
        elif index in closings:
            parts.append("</pc>")
        elif part.kind is CodeKind.STANDALONE:
            parts.append(f'<ph id="{id}"{_type(part.data)}{reference(part, "dataRef")}/>')
        elif index in crossing:
            parts.append(f'<ec startRef="{id}"{reference(part, "dataRef")}/>')
        else:
            name = "sc" if part.kind is CodeKind.OPEN else "ec"
            isolated = "" if index in pairs.crossing else ' isolated="yes"'
            kind = _type(part.data)
            parts.append(f'<{name} id="{id}"{isolated}{kind}{reference(part, "dataRef")}/>')
    return "".join(parts)


_TYPES = {
    "bold": ' type="fmt" subType="xlf:b"',
    "italic": ' type="fmt" subType="xlf:i"',
    "underline": ' type="fmt" subType="xlf:u"',
    "break": ' type="fmt" subType="xlf:lb"',
    "link": ' type="link"',
    "image": ' type="image"',
}


def _type(data: str) -> str:
    """Return the attributes that say what the markup *data* does."""
    return _TYPES.get(_xliff.role(data), "")


# --- reading --------------------------------------------------------------------


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header, with the name of the first file, and the units of all files in turn.

    Groups, extensions and modules that are not ours are passed over; the
    segments of a unit are joined.  Raises AlihbahasaError with the line for a
    file that is malformed or no XLIFF 2, or has an id twice in one file
    element; the iterator may raise later.
    """
    events = xmlio.iterate(stream, events=("start", "end"), tags=("{*}xliff", "{*}file", "{*}unit"))
    names = _xliff.Names(_NAMESPACE)
    languages = ("", "")
    for event, element in events:
        name = names[element.tag]
        if element.getparent() is None:
            if name != "xliff" or not element.get("version", "2").startswith("2"):
                break
            languages = element.get("srcLang", ""), element.get("trgLang", "")
        if name == "file" and event == "start":
            article = element.get("original", "")
            header = Header(
                source_language=_xliff.language_tag(languages[0]),
                target_language=_xliff.language_tag(languages[1]),
                documents=(article,) if article else (),
            )
            return header, _repaired(_units(events, names, article=article))
    raise AlihbahasaError(
        "the file is not XLIFF 2",
        line=1,
        column=1,
        hint="a file of XLIFF 1.2 has the extension .xlf",
    )


#: The origin of a target that a program wrote into a unit, beside its segments.
_STRAY = "stray target"


def _repaired(units: Iterator[tuple[Unit, Content]]) -> Iterator[Unit]:
    """Yield *units*, stray targets put where they belong.

    OmegaT writes the target of a segment that had none into the next unit,
    before its glossary.  A stray target whose unit cannot be told becomes a
    match, so that it is not lost.
    """
    last: Unit | None = None
    for unit, stray in units:
        if stray and last is not None and not last.has_target:
            last = replace(last, target=stray, state=State.TRANSLATED, origin=_STRAY)
        elif stray:
            match = Match(unit.source, stray, 0, _STRAY)
            unit = replace(unit, matches=(*unit.matches, match))
        if last is not None:
            yield last
        last = unit
    if last is not None:
        yield last


def _units(
    events: Iterator[tuple[str, etree._Element]], names: _xliff.Names, *, article: str
) -> Iterator[tuple[Unit, Content]]:
    """Yield each unit with the target that stands in it outside of any segment."""
    lines: dict[str, int | None] = {}
    for event, element in events:
        name = names[element.tag]
        if event == "start":
            if name == "file":
                article = element.get("original", "")
                lines.clear()
        elif name == "unit":
            unit, stray = _unit(element, names, article=article, number=len(lines))
            line = xmlio.line_of(element)
            if unit.id in lines:
                raise _xliff.repeated(unit, line, first=lines[unit.id])
            lines[unit.id] = line
            xmlio.release(element)
            yield unit, stray


def _unit(
    element: etree._Element, names: _xliff.Names, *, article: str, number: int
) -> tuple[Unit, Content]:
    data: dict[str, str] = {}
    segments: list[tuple[str, etree._Element]] = []
    notes: list[Note] = []
    told: Kind | None = None
    count = 0
    matches: etree._Element | None = None
    stray_element: etree._Element | None = None
    for child in element:
        name = names[child.tag]
        if name in ("segment", "ignorable"):
            segments.append((name, child))
        elif name == "notes":
            for note in child:
                text = note.text or "" if names[note.tag] == "note" else ""
                if note.get("category") == "terminology" or _xliff.is_our_note(text, article):
                    read = _xliff.read_note(text, article)
                    told, count = told or read.kind, count or read.places
                    notes += read.notes
                elif text.strip():
                    notes.append(Note("", "translator", text))
        elif name == "originalData":
            data = _read_data(child, names)
        elif name == "target":
            stray_element = child
        elif child.tag == f"{{{_MATCHES}}}matches":
            matches = child
    parts_of = _parts_of(data)
    after = _after(segments, names, parts_of=parts_of)
    if after:
        segments.pop()
    source, target, state = _joined(segments, names, parts_of=parts_of)
    if len(source) > 1 and target:
        target = _xliff.mended(target, source)
    context = element.get("name", "")
    id = element.get("id") or unit_id(source, told or Kind.PARAGRAPH, f"{context}#{number}")
    obsolete = element.get("type") == _OBSOLETE
    unit = made_unit(
        id,
        _xliff.kind_of(id, told),
        source,
        target,
        state,
        () if obsolete else (Place(article, 0),) * count,
        context,
        (),
        (),
        (),
        tuple(notes),
        None,
        (),
        obsolete,
        after=after,
    )
    _xliff.check_length(unit, xmlio.line_of(element))
    if matches is not None:
        unit = _with_matches(unit, matches, names)
    stray = () if stray_element is None else _xliff.content(stray_element, parts_of, names)
    return unit, () if _xliff.is_empty(stray) else stray


def _after(
    segments: list[tuple[str, etree._Element]], names: _xliff.Names, *, parts_of: _xliff.PartsOf
) -> str:
    """Return the white space after the last segment, an ignorable; "" where there is none."""
    if not segments or segments[-1][0] != "ignorable":
        return ""
    sources = (each for each in segments[-1][1] if names[each.tag] == "source")
    text = raw(joined(part for each in sources for part in _xliff.content(each, parts_of, names)))
    return text if text.isspace() else ""


def _joined(
    segments: list[tuple[str, etree._Element]], names: _xliff.Names, *, parts_of: _xliff.PartsOf
) -> tuple[Content, Content | None, State]:
    """Return source, target and state of a unit from its segments and what is between them.

    The state is the lowest of the segments'; a unit with an open segment is
    a draft.  Targets are put in the order they give.
    """
    sources: list[str | Code] = []
    targets: list[tuple[int, Content]] = []
    states: list[State] = []
    has_target = False
    is_open = False
    for number, (name, segment) in enumerate(segments, 1):
        source: Content = ()
        target: Content | None = None
        order = number
        for child in segment:
            side = names[child.tag]
            if side == "source":
                source = _xliff.content(child, parts_of, names)
            elif side == "target" and target is None:
                target = _xliff.content(child, parts_of, names)
                given = child.get("order", "")
                order = int(given) if given.isdecimal() else number
        sources += source
        if name == "ignorable":
            targets.append((order, source if target is None else target))
            continue
        state = segment.get("state")
        is_draft = segment.get("subState") == _DRAFT
        if _xliff.is_empty(target) or (
            target == source and state in (None, "initial") and not is_draft
        ):
            is_open = True
        elif target:
            has_target = True
            targets.append((order, target))
            states.append(State.INITIAL if is_draft else _STATES.get(state, State.TRANSLATED))
    content = joined(sources)
    if not has_target:
        return content, None, State.INITIAL
    targets.sort(key=lambda pair: pair[0])
    together = joined(part for _, target in targets for part in target)
    if len(states) == 1 and not is_open:
        return content, together, states[0]
    state = State.INITIAL if is_open else min(states, key=lambda each: each.rank)
    return content, together, state


#: A target in state initial was typed by somebody whose program left the state alone.
_STATES: dict[str | None, State] = {"reviewed": State.REVIEWED, "final": State.FINAL}


def _with_matches(unit: Unit, element: etree._Element, names: _xliff.Names) -> Unit:
    """Return *unit* with what its match elements hold: previous source, alternatives, matches."""
    previous: Content | None = None
    lost: list[Alternative] = []
    matches: list[Match] = []
    for each in element:
        if each.tag != f"{{{_MATCHES}}}match":
            continue
        by_name = {names[child.tag]: child for child in each}
        data = _read_data(by_name["originalData"], names) if "originalData" in by_name else {}
        parts_of = _parts_of(data)
        source, target = (
            _xliff.content(by_name[name], parts_of, names) if name in by_name else ()
            for name in ("source", "target")
        )
        kind = each.get("subType", "")
        origin = each.get("origin", "")
        if kind == _PREVIOUS:
            previous = source
        elif kind.startswith(_CONFLICT) and kind[len(_CONFLICT) :] in set(State):
            state = State(kind[len(_CONFLICT) :])
            lost.append(Alternative(_xliff.mended(target, unit.source), state, origin))
        elif target:
            score = _xliff.score(each.get("similarity", ""))
            matches.append(Match(source, target, score, origin))
    return replace(unit, previous=previous, alternatives=tuple(lost), matches=tuple(matches))


def _read_data(element: etree._Element, names: _xliff.Names) -> dict[str, str]:
    """Return the markup in an originalData element, by id."""
    nothing = _parts_of({})
    return {
        child.get("id", ""): "".join(
            part for part in _xliff.content(child, nothing, names) if isinstance(part, str)
        )
        for child in element
        if names[child.tag] == "data"
    }


def _parts_of(data: Mapping[str, str]) -> _xliff.PartsOf:
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


# --- the rest of the contract ------------------------------------------------------


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins a file of XLIFF 2, by its namespace or, without one, version."""
    return _xliff.recognises(head, namespace=_NAMESPACE, version="2")


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]]
) -> Mapping[tuple[str, Side, int], tuple[int, int]]:
    """Find the line and column of offsets in texts; see ``contracts.Locate``."""
    return _xliff_places.locate(data, wanted, dialect=_DIALECT)


_DIALECT = _xliff.Dialect(
    namespace=_NAMESPACE,
    unit="unit",
    indent="\n    ",
    sides=("segment", "ignorable"),
    native=frozenset(),
    modules={"gls": _GLOSSARY},
    read=read,
    render=_render,
    head=_head,
    tail="\n  </file>\n</xliff>\n",
    empty='\n    <group id="empty"/>',
    attributes=_attributes,
)

PLUGIN = ExchangeFormat(
    name="xliff2",
    title="XLIFF 2.0",
    extension=".xliff",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
)
