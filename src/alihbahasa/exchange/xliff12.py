"""XLIFF 1.2 (.xlf), valid against the strict schema; read as tools really write it.

One trans-unit a unit, one merged note each (see ``_xliff.merged_note``), one
context-group a place.  What a unit was before its source changed is
``alt-trans alttranstype="previous-version"``, a target that lost a conflict
``alt-trans origin="conflict, ..."``, any other ``alt-trans`` a match; the target
of one in context has the ``state-qualifier="id-match"``.  An
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

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Change, ExchangeFormat, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff, _xliff_patching, _xliff_places, _xliff_writing
from alihbahasa.exchange import _xliff12_inline as codes
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.exchange._rules.xliff12 import validate
from alihbahasa.model import (
    Alternative,
    Content,
    Header,
    Kind,
    Match,
    Note,
    Place,
    Side,
    State,
    Unit,
    plain,
    unit_id,
)
from alihbahasa.model.making import made_unit
from alihbahasa.profiles import PROFILES
from alihbahasa.xmlio import escape, escape_attribute

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1."
_STRICT = "urn:oasis:names:tc:xliff:document:1.2"
_CONFLICT = "conflict"
#: What the target of a match is that has the sentences around it too.
_IN_CONTEXT = "id-match"

# --- writing --------------------------------------------------------------------

#: What the states of a target are called.
_STATE_NAMES = {
    State.INITIAL: "needs-review-translation",
    State.TRANSLATED: "translated",
    State.REVIEWED: "signed-off",
    State.FINAL: "final",
}
#: What a unit says besides.
_APPROVED = {State.INITIAL: ' approved="no"', State.FINAL: ' approved="yes"'}


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
    """Yield *original* with *changes* in it; see ``contracts.PatchExchange``."""
    return _xliff_patching.patch(original, changes, dialect=_DIALECT)


def _head(header: Header, _: Profile) -> str:
    attributes = "".join(
        f' {name}="{escape_attribute(value)}"'
        for (_, name), value in _attributes(header).items()
        if value or name in ("original", "source-language")
    )
    return f'<xliff xmlns="{_STRICT}" version="1.2">\n  <file{attributes}>\n    <body>'


#: What kind of text an article is, by the end of its name (XLIFF 1.2, ``datatype``).
_DATATYPES = {".html": "html", ".htm": "html", ".xhtml": "xhtml", ".md": "x-markdown"}
_DATATYPES |= {".markdown": "x-markdown"}


def _attributes(header: Header) -> Mapping[tuple[str, str], str]:
    article = header.documents[0] if header.documents else ""
    return {
        ("file", "original"): article,
        ("file", "source-language"): header.source_language,
        ("file", "target-language"): header.target_language,
        ("file", "datatype"): next(
            (kind for end, kind in _DATATYPES.items() if article.lower().endswith(end)), "plaintext"
        ),
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
    source = codes.written(unit.source, id)
    target = unit.target
    if target is None or inline.is_empty(target):
        written = '<target state="new"/>'
        if setting.profile.copies_source:
            written = f'<target state="needs-translation">{source}</target>'
        target = None
    else:
        approved = _APPROVED.get(unit.state, "")
        if setting.profile.approves and unit.is_finished:
            approved = _APPROVED[State.FINAL]
        attributes += approved
        written = f'<target state="{_STATE_NAMES[unit.state]}">{codes.written(target, id)}</target>'
    if setting.profile.is_rich:
        marks = codes.term_marks(unit, language=setting.header.target_language)
        source = codes.written(unit.source, id, marks=marks)
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
            f"<source>{codes.written(unit.previous, id)}</source>"
            f"<target>{codes.written(target or (), id)}</target></alt-trans>"
        )
    for each in unit.alternatives:
        origin = f"{_CONFLICT}, {each.origin}" if each.origin else _CONFLICT
        yield (
            f'<alt-trans origin="{escape_attribute(origin, unit=id)}">'
            f'<target state="{_STATE_NAMES[each.state]}">{codes.written(each.target, id)}</target>'
            "</alt-trans>"
        )
    for match in unit.matches:
        origin = f"tm, {match.origin}" if match.origin.startswith(_CONFLICT) else match.origin
        named = f' origin="{escape_attribute(origin, unit=id)}"' if origin else ""
        in_context = f' state-qualifier="{_IN_CONTEXT}"' if match.is_in_context else ""
        yield (
            f'<alt-trans match-quality="{match.score}"{named}>'
            f"<source>{codes.written(match.source, id)}</source>"
            f"<target{in_context}>{codes.written(match.target, id)}</target></alt-trans>"
        )


# --- changing a target in place ----------------------------------------------------


def _marks(
    owner: Mapping[str, str], target: Mapping[str, str] | None, *, state: State | None
) -> tuple[Mapping[str, str | None], Mapping[str, str | None]]:
    """Say the *state* of a target (``_xliff.Marks``).

    A target without a state that is to be translated says nothing, as before.
    What qualified the state before is no longer true.
    """
    approved = owner.get("approved")
    named = None if target is None else target.get("state")
    marks: dict[str, str | None] = {"state-qualifier": None}
    if state is None:
        if named:
            marks["state"] = "new"
        return ({"approved": None} if approved == "yes" else {}), marks
    if target is None or _state(named) is not state or named == "new":
        marks["state"] = _STATE_NAMES[state]
    if state is State.FINAL:
        return {"approved": "yes"}, marks
    if state is State.INITIAL:
        return {"approved": "no"}, marks
    was_draft = approved == "no" and named is not None and _state(named) is State.INITIAL
    was_final = approved == "yes" and named == "final"
    return ({"approved": None} if was_draft or was_final else {}), marks


# --- reading --------------------------------------------------------------------


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header of the first file element, and the units of all in turn.

    Extra elements, groups, segmented sources and missing namespaces are
    taken as they come.  A unit whose id one of an earlier file element has is
    named ``ORIGINAL#ID``.  Raises AlihbahasaError with the line for a file that
    is malformed or no XLIFF 1.2, or has an id twice in one file element; the
    iterator may raise later.
    """
    events = xmlio.iterate(
        stream, events=("start", "end"), tags=("{*}xliff", "{*}file", "{*}phase", "{*}trans-unit")
    )
    names = inline.Names(_NAMESPACE)
    copied = False
    for event, element in events:
        name = names[element.tag]
        if element.getparent() is None:
            if name != "xliff":
                break
            copied = copied or _has_copies(element)
        if name == "xliff" and element.get("version", "1").startswith("2"):
            break
        if name == "trans-unit":
            raise _xliff.astray(element)
        if name == "file" and event == "start":
            article = element.get("original", "")
            translator, dates, events = _phases(events, names)
            dates.append(_xliff.moment(element.get("date")))
            header = Header(
                source_language=_xliff.language_tag(element.get("source-language", "")),
                target_language=_xliff.language_tag(element.get("target-language", "")),
                documents=(article,) if article else (),
                revised=max(filter(None, dates), default=None),
                translator=translator,
            )
            return header, _units(events, names, article=article, copied=copied)
    raise AlihbahasaError(
        "the file is not XLIFF 1.2",
        line=1,
        column=1,
        hint="a file of XLIFF 2 has the extension .xliff",
    )


def _phases(
    events: Iterator[tuple[str, etree._Element]], names: inline.Names
) -> tuple[str, list[datetime | None], Iterator[tuple[str, etree._Element]]]:
    """Return who worked last on the file (phase ``contact-name``), when, and the other events."""
    translator = ""
    date: datetime | None = None
    for event, element in events:
        if names[element.tag] != "phase":
            return translator, [date], chain([(event, element)], events)
        if event == "end":
            translator = " ".join(element.get("contact-name", "").split()) or translator
            date = _xliff.moment(element.get("date")) or date
            xmlio.release(element)
    return translator, [date], events


def _has_copies(root: etree._Element) -> bool:
    """Tell whether the file was written in a profile that copies sources into targets.

    There every target has begun as needs-translation, and programs that never
    touch the state leave it at that.
    """
    found = root.getprevious()
    while found is not None:
        if getattr(found, "target", "") == _xliff.AUTHOR:
            known = PROFILES.get(found.get("profile", ""))
            return known is not None and known.copies_source
        found = found.getprevious()
    return False


def _units(
    events: Iterator[tuple[str, etree._Element]],
    names: inline.Names,
    *,
    article: str,
    copied: bool,
) -> Iterator[Unit]:
    lines: dict[str, int | None] = {}
    taken: set[str] = set()
    file = 1
    is_open = False
    for event, element in events:
        name = names[element.tag]
        if event == "start":
            if name == "file":
                article = element.get("original", "")
                file += 1
                lines.clear()
            elif name == "trans-unit":
                if is_open:
                    raise _xliff.nested(element)
                is_open = True
        elif name == "trans-unit":
            is_open = False
            unit = _unit(element, names, article=article, copied=copied)
            line = xmlio.line_of(element)
            if unit.id in lines:
                if element.get("id"):
                    raise _xliff.repeated(unit, line, first=lines[unit.id])
                unit = _unit(element, names, article=article, copied=copied, number=len(lines))
            lines[unit.id] = line
            xmlio.release(element)
            yield _xliff.distinct(unit, article, number=file, taken=taken)


#: What the author of a note of ours is called that got lost.  Qt signs every note so.
_UNSIGNED = ("", "translator")


def _unit(
    element: etree._Element,
    names: inline.Names,
    *,
    article: str,
    copied: bool = False,
    number: int | None = None,
) -> Unit:
    """Return the unit that a trans-unit is; *number* keeps equal ones without an id apart."""
    source: Content = ()
    segmented: Content = ()
    target_element: etree._Element | None = None
    target: Content = ()
    places: list[Place] = []
    context = ""
    told: Kind | None = None
    notes: list[Note] = []
    alternatives: list[etree._Element] = []
    foreign = False
    for child in element:
        name = names[child.tag]
        if name == "source":
            source = codes.read(child, names)
        elif name == "target":
            if target_element is None:
                target_element, target = child, codes.read(child, names)
        elif name == "context-group":
            for each in child:
                if names[each.tag] == "context":
                    kind = each.get("context-type")
                    if kind == "sourcefile" and (text := each.text):
                        places += _xliff.place_in(text)
                    elif kind == "x-context":
                        context = each.text or ""
        elif name == "note":
            author, text = child.get("from", ""), child.text or ""
            if author == _xliff.AUTHOR or (
                author in _UNSIGNED and _xliff.is_our_note(text, article)
            ):
                read = _xliff.read_note(text, article)
                told = told or read.kind
                notes += read.notes
            elif text.strip():
                notes.append(Note(author, "translator", text))
        elif name == "alt-trans":
            alternatives.append(child)
        elif name == "seg-source":
            segmented = codes.read(child, names)
        elif not name:
            foreign = True
    source = source or segmented
    obsolete = element.get("restype") == "x-obsolete"
    id = element.get("id") or unit_id(
        source, told or Kind.PARAGRAPH, context if number is None else f"{context}#{number}"
    )
    if len(source) > 1:
        target = inline.mended(target, source)
    state = State.INITIAL
    if target_element is not None:
        named = target_element.get("state")
        if (
            not target
            or inline.is_empty(target)
            or (target == source and named in ("new", "needs-translation"))
            or (len(target_element) and _is_unfilled(target_element, names, target=target))
        ):
            target = ()
        else:
            state = _state("new" if copied and named == "needs-translation" else named)
            if named is None and foreign:
                state = _native_state(element) or state
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
        int(width) if len(width) < 10 and width.isdecimal() else None,
        is_locked=not obsolete and _xliff.is_locked(element, names),
    )
    _xliff.check_length(unit, element)
    return unit


def _is_unfilled(element: etree._Element, names: inline.Names, *, target: Content) -> bool:
    """Tell whether a target is but the empty segments that a program prepared."""
    segments = [
        each
        for each in element.iter("{*}mrk")
        if names[each.tag] == "mrk" and each.get("mtype") == "seg"
    ]
    return (
        bool(segments)
        and not plain(target).strip()
        and not any(len(each) or each.text for each in segments)
    )


_SDL = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
#: What Trados calls the states of a segment (``conf`` of sdl:seg), ours first.
_CONFIRMED = {
    "Draft": State.INITIAL,
    "Translated": State.TRANSLATED,
    "ApprovedTranslation": State.REVIEWED,
    "ApprovedSignOff": State.FINAL,
    "RejectedTranslation": State.INITIAL,
    "RejectedSignOff": State.INITIAL,
}


def _native_state(element: etree._Element) -> State | None:
    """Return the lowest state that Trados gives a segment of a unit, None where it gives none."""
    segments = [segment for child in element.iterchildren(f"{_SDL}seg-defs") for segment in child]
    found = [_CONFIRMED.get(segment.get("conf", ""), State.INITIAL) for segment in segments]
    return min(found, key=lambda state: state.rank, default=None)


def _native_marks(element: etree._Element, state: State | None) -> Mapping[str, str | None]:
    if element.tag != f"{_SDL}seg":
        return {}
    named = next((name for name, each in _CONFIRMED.items() if each is state), None)
    told = _CONFIRMED.get(element.get("conf", ""))
    return {"conf": element.get("conf") if state is not None and told is state else named}


def _state(named: str | None) -> State:
    """Return the state of a target that is there, from what the file calls it.

    A target in state ``new`` is translated: many programs never touch the state.
    """
    if named is not None and named.startswith("needs-"):
        return State.INITIAL
    return _STATES_ABOVE.get(named, State.TRANSLATED)


_STATES_ABOVE: Mapping[str | None, State] = {"signed-off": State.REVIEWED, "final": State.FINAL}


def _read_alternatives(
    elements: Iterable[etree._Element], names: inline.Names, *, source: Content
) -> tuple[Content | None, tuple[Alternative, ...], tuple[Match, ...]]:
    """Return the previous source, the alternatives and the matches that alt-trans elements are."""
    previous: Content | None = None
    lost: list[Alternative] = []
    matches: list[Match] = []
    for element in elements:
        by_name = {names[child.tag]: child for child in element}
        text = codes.read(by_name["source"], names) if "source" in by_name else ()
        target = codes.read(by_name["target"], names) if "target" in by_name else ()
        origin = element.get("origin", "")
        if element.get("alttranstype") == "previous-version" and "source" in by_name:
            previous = text
        elif origin == _CONFLICT or origin.startswith(f"{_CONFLICT},"):
            state = _state(by_name["target"].get("state")) if "target" in by_name else State.INITIAL
            origin = origin[len(_CONFLICT) + 1 :].removeprefix(" ")
            lost.append(Alternative(inline.mended(target, source), state, origin))
        elif target:
            score = _xliff.score(element.get("match-quality", ""))
            in_context = by_name["target"].get("state-qualifier") == _IN_CONTEXT
            matches.append(Match(text or source, target, score, origin, in_context))
    return previous, tuple(lost), tuple(matches)


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
    parse=lambda element: _unit(element, inline.Names(_NAMESPACE), article=""),
    parts_of=lambda _: codes.parts,
    text=lambda text, unit: escape(text, unit=unit),
    code=codes.render_code,
    marks=_marks,
    native_marks=_native_marks,
    deleted=codes.DELETED,
)

PLUGIN = ExchangeFormat(
    name="xliff12",
    title="XLIFF 1.2",
    extension=".xlf",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
    patch=patch,
    validate=validate,
)
