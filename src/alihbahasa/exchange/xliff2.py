"""XLIFF 2 (.xliff): 2.0 or 2.1, the core with the glossary module; any 2.x is read.

One unit with one segment a unit, one merged note of category ``terminology``
(see ``_xliff.merged_note``), its terms as ``gls:glossary``.  Where they are
needed, matches of the translation candidates module (XLIFF 2.1, 5.1) hold what
is beside the target: type ``tm`` a match, ``icm`` one in context, subtype
``alihbahasa:previous`` the source that the target was written for,
``alihbahasa:conflict-STATE`` a target that lost a conflict.  A draft is ``state="initial"
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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Change, ExchangeFormat, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff, _xliff_patching, _xliff_places, _xliff_writing
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.exchange._rules.xliff2 import validate
from alihbahasa.exchange._xliff2_segments import (
    DRAFT,
    NAMESPACE,
    joined_segments,
    named_data,
    parts_of_codes,
    pieces,
    read_data,
    trailing_space,
    unit_data,
)
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
    Side,
    State,
    Unit,
    plain,
    unit_id,
)
from alihbahasa.model.making import made_unit
from alihbahasa.patterns import late_re
from alihbahasa.xmlio import FORBIDDEN, escape, escape_attribute

if TYPE_CHECKING:
    from lxml import etree

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"

_OBSOLETE = "alihbahasa:obsolete"
_PREVIOUS = "alihbahasa:previous"
_CONFLICT = "alihbahasa:conflict-"
_IN_CONTEXT = "icm"

# --- writing --------------------------------------------------------------------

_NMTOKEN = late_re(r"[\w.:·-]+")


def write(
    header: Header,
    units: Iterable[Unit],
    *,
    original: bytes = b"",
    profile: Profile = DEFAULT,
) -> Iterator[bytes]:
    """Yield the bytes of the file that holds *units*; see ``contracts.WriteExchange``."""
    return _xliff_writing.write(header, units, original=original, profile=profile, dialect=_DIALECT)


def patch(original: bytes, changes: Mapping[str, Change]) -> Iterator[bytes]:
    """Yield *original* with *changes* in it; see ``contracts.PatchExchange``.

    A file that has no target yet gets no ``trgLang``: nobody has said it.
    """
    return _xliff_patching.patch(original, changes, dialect=_DIALECT)


#: The versions that are written: they share a namespace, and differ in nothing that we write.
_VERSIONS = ("2.0", "2.1")


def _head(header: Header, profile: Profile) -> str:
    def written(owner: str) -> str:
        return "".join(
            f' {name}="{escape_attribute(value)}"'
            for (element, name), value in _attributes(header).items()
            if element == owner and value
        )

    return (
        f'<xliff xmlns="{_CORE}" xmlns:gls="{_GLOSSARY}"'
        f' version="{profile.xliff2_version or _VERSIONS[0]}"{written("xliff")}>\n'
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
    marks = list(inline.marked(unit)) if setting.profile.is_rich else []
    language = setting.header.target_language
    source = _inline(unit.source, id, data, marks=_term_marks(marks, unit, language))
    target = None if inline.is_empty(unit.target) else unit.target
    state = unit.state.value
    written = "<target/>"
    if target is None:
        state = State.INITIAL.value
        if setting.profile.copies_source:
            written = f"<target>{source}</target>"
    else:
        written = f"<target>{_inline(target, id, data)}</target>"
        if unit.state is State.INITIAL:
            state += f'" subState="{DRAFT}'
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
    """Raise AlihbahasaError where *id* is no NMTOKEN (XLIFF 2.1, 4.3.1.21)."""
    if not _NMTOKEN.fullmatch(id):
        raise AlihbahasaError(
            f"the id {id!r} cannot stand in XLIFF 2",
            unit=unit,
            hint="ids there are letters, digits and . - _ : without blanks",
        )


def _term_marks(marked: Sequence[Mention], unit: Unit, language: str) -> list[inline.TermMark]:
    """Return what marks the terms in the source of *unit* (XLIFF 2.1, 4.7.3.1.2)."""
    marks = []
    for number, mention in enumerate(marked, 1):
        terms = " or ".join(inline.translations(mention, language))
        value = f' value="{escape_attribute(terms, unit=unit.id)}"' if terms else ""
        opening = f'<mrk id="t{number}" type="term"{value}>'
        marks.append(inline.TermMark(mention.span, opening, "</mrk>"))
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
        allowed = inline.translations(mention, language)
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
        name = _IN_CONTEXT if match.is_in_context else "tm"
        kind = f' type="{name}" similarity="{match.score}.0"'
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
    content: Content, unit: str, data: dict[str, str], *, marks: Sequence[inline.TermMark] = ()
) -> str:
    """Return *content* as the content of an element; *data* collects the markup of its codes.

    Nested pairs become ``pc``, crossing ones ``sc`` and ``ec``, and a code
    whose other half is elsewhere is isolated.  *marks* are put around stretches
    of its text.
    """
    if len(content) == 1 and isinstance(content[0], str) and not marks:
        return _text(content[0], unit)
    pairs = inline.pairs(content)
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
            parts.append(
                inline.with_marks(part, at, marks=marks, written=lambda text: _text(text, unit))
            )
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
    return _TYPES.get(inline.role(data), "")


# --- changing a target in place ----------------------------------------------------


def _code(code: Code, *, is_paired: bool, unit: str, data: dict[str, str]) -> str:
    _check_id(code.id, unit)
    reference = ""
    if code.data:
        if code.data not in data:
            taken = set(data.values())
            numbers = (f"d{number}" for number in range(1, len(taken) + 2))
            data[code.data] = next(id for id in numbers if id not in taken)
        reference = f' dataRef="{escape_attribute(data[code.data])}"'
    if code.kind is CodeKind.STANDALONE:
        return f'ph id="{code.id}"{_type(code.data)}{reference}'
    if code.kind is CodeKind.CLOSE and is_paired:
        return f'ec startRef="{code.id}"{reference}'
    name = "sc" if code.kind is CodeKind.OPEN else "ec"
    isolated = "" if is_paired else ' isolated="yes"'
    return f'{name} id="{code.id}"{isolated}{_type(code.data)}{reference}'


def _marks(
    owner: Mapping[str, str], target: Mapping[str, str] | None, *, state: State | None
) -> tuple[Mapping[str, str | None], Mapping[str, str | None]]:
    """Say the *state* of a segment (``_xliff.Marks``); a subState goes with its state."""
    named = owner.get("state")
    if state is State.INITIAL:
        return {"state": "initial", "subState": DRAFT}, {}
    if state is None:
        if named in (None, "initial") and owner.get("subState") != DRAFT:
            return {}, {}
        return {"state": named and "initial", "subState": None}, {}
    if named == state.value and owner.get("subState") != DRAFT:
        return {}, {}
    return {"state": state.value, "subState": None}, {}


# --- reading --------------------------------------------------------------------


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header, with the name of the first file, and the units of all files in turn.

    Groups, extensions and modules that are not ours are passed over; the
    segments of a unit are joined.  Raises AlihbahasaError with the line for a
    file that is malformed or no XLIFF 2, or has an id twice in one file
    element.  A unit whose id one of an earlier file element has is named
    ``FILE#ID``, with the id of its own.  The iterator may raise later.
    """
    events = xmlio.iterate(stream, events=("start", "end"), tags=("{*}xliff", "{*}file", "{*}unit"))
    names = inline.Names(NAMESPACE)
    languages = ("", "")
    for event, element in events:
        name = names[element.tag]
        if element.getparent() is None:
            if name != "xliff" or not element.get("version", "2").startswith("2"):
                break
            languages = element.get("srcLang", ""), element.get("trgLang", "")
        if name == "unit":
            raise _xliff.astray(element)
        if name == "file" and event == "start":
            article, file = element.get("original", ""), element.get("id", "")
            header = Header(
                source_language=_xliff.language_tag(languages[0]),
                target_language=_xliff.language_tag(languages[1]),
                documents=(article,) if article else (),
            )
            return header, _repaired(_units(events, names, article=article, file=file))
    raise AlihbahasaError(
        "the file is not XLIFF 2",
        line=1,
        column=1,
        hint="a file of XLIFF 1.2 has the extension .xlf",
    )


def _repaired(units: Iterator[tuple[Unit, Content]]) -> Iterator[Unit]:
    """Yield *units*, stray targets put where they belong.

    OmegaT writes the target of a segment that had none into the next unit,
    before its glossary.  A stray target whose unit cannot be told becomes a
    match, so that it is not lost.
    """
    last: Unit | None = None
    for unit, stray in units:
        if stray and last is not None and not last.has_target:
            last = replace(last, target=stray, state=State.TRANSLATED, origin=_xliff.STRAY)
        elif stray:
            match = Match(unit.source, stray, 0, _xliff.STRAY)
            unit = replace(unit, matches=(*unit.matches, match))
        if last is not None:
            yield last
        last = unit
    if last is not None:
        yield last


def _units(
    events: Iterator[tuple[str, etree._Element]], names: inline.Names, *, article: str, file: str
) -> Iterator[tuple[Unit, Content]]:
    """Yield each unit with the target that stands in it outside of any segment."""
    lines: dict[str, int | None] = {}
    taken: set[str] = set()
    number = 1
    is_open = False
    for event, element in events:
        name = names[element.tag]
        if event == "start":
            if name == "file":
                article, file = element.get("original", ""), element.get("id", "")
                number += 1
                lines.clear()
            elif name == "unit":
                if is_open:
                    raise _xliff.nested(element)
                is_open = True
        elif name == "unit":
            is_open = False
            unit, stray = _unit(element, names, article=article, number=len(lines))
            line = xmlio.line_of(element)
            if unit.id in lines:
                raise _xliff.repeated(unit, line, first=lines[unit.id])
            lines[unit.id] = line
            xmlio.release(element)
            yield _xliff.distinct(unit, file, number=number, taken=taken), stray


def _unit(
    element: etree._Element, names: inline.Names, *, article: str, number: int
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
                article = article or _xliff.article_told(text, element.get("id", ""))
                if note.get("category") == "terminology" or _xliff.is_our_note(text, article):
                    read = _xliff.read_note(text, article)
                    told, count = told or read.kind, count or read.places
                    notes += read.notes
                elif text.strip():
                    notes.append(Note("", "translator", text))
        elif name == "originalData":
            data = read_data(child, names)
        elif name == "target":
            stray_element = child
        elif child.tag == f"{{{_MATCHES}}}matches":
            matches = child
    parts_of = parts_of_codes(data)
    after = trailing_space(segments, names, parts_of=parts_of)
    if after:
        segments.pop()
    source, target, state = joined_segments(segments, names, parts_of=parts_of)
    if len(source) > 1 and target:
        target = inline.mended(target, source)
    context = element.get("name", "")
    id = element.get("id") or unit_id(source, told or Kind.PARAGRAPH, f"{context}#{number}")
    obsolete = element.get("type") == _OBSOLETE
    unit = made_unit(
        id,
        _xliff.kind_of(id, told),
        source,
        target,
        state,
        () if obsolete else _xliff.place_in(article) * count,
        context,
        (),
        (),
        (),
        tuple(notes),
        None,
        (),
        obsolete,
        after=after,
        is_locked=not obsolete and _xliff.is_locked(element, names),
    )
    _xliff.check_length(unit, element)
    if matches is not None:
        unit = _with_matches(unit, matches, names)
    stray = () if stray_element is None else inline.content(stray_element, parts_of, names)
    return unit, () if inline.is_empty(stray) else stray


def _with_matches(unit: Unit, element: etree._Element, names: inline.Names) -> Unit:
    """Return *unit* with what its match elements hold: previous source, alternatives, matches."""
    previous: Content | None = None
    lost: list[Alternative] = []
    matches: list[Match] = []
    for each in element:
        if each.tag != f"{{{_MATCHES}}}match":
            continue
        by_name = {names[child.tag]: child for child in each}
        data = read_data(by_name["originalData"], names) if "originalData" in by_name else {}
        parts_of = parts_of_codes(data)
        source, target = (
            inline.content(by_name[name], parts_of, names) if name in by_name else ()
            for name in ("source", "target")
        )
        kind = each.get("subType", "")
        origin = each.get("origin", "")
        if kind == _PREVIOUS:
            previous = source
        elif kind.startswith(_CONFLICT) and kind[len(_CONFLICT) :] in set(State):
            state = State(kind[len(_CONFLICT) :])
            lost.append(Alternative(inline.mended(target, unit.source), state, origin))
        elif target:
            score, name = _xliff.score(each.get("similarity", "")), each.get("type")
            matches.append(Match(source, target, score, origin, name == _IN_CONTEXT))
    return replace(unit, previous=previous, alternatives=tuple(lost), matches=tuple(matches))


# --- the rest of the contract ------------------------------------------------------


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins a file of XLIFF 2, by its namespace or, without one, version."""
    return _xliff.recognises(head, namespace=NAMESPACE, version="2")


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]]
) -> Mapping[tuple[str, Side, int], tuple[int, int]]:
    """Find the line and column of offsets in texts; see ``contracts.Locate``."""
    return _xliff_places.locate(data, wanted, dialect=_DIALECT)


_DIALECT = _xliff.Dialect(
    namespace=NAMESPACE,
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
    versions=_VERSIONS,
    parse=lambda unit: _unit(unit, inline.Names(NAMESPACE), article="", number=0)[0],
    parts_of=lambda unit: parts_of_codes(unit_data(unit, inline.Names(NAMESPACE))),
    text=_text,
    code=_code,
    marks=_marks,
    data=named_data,
    pieces=pieces,
)

PLUGIN = ExchangeFormat(
    name="xliff2",
    title="XLIFF 2.0",
    extension=".xliff",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
    patch=patch,
    validate=validate,
)
