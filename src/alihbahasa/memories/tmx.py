r"""TMX 1.4b, the format of translation memories: pairs of texts that any CAT tool takes.

A memory holds what is finished: a unit without a target, and a draft, is not
written, because no tool that reads a memory asks how far a pair has come.  The
states reviewed and final are ``<prop type="x-state">``, the context is
``x-context`` (as translate-toolkit has it), each place ``x-article``, the
comments of people are ``note``s, the id is ``tuid``.

Inline codes are ``bpt`` and ``ept``, ``it`` where the other half is missing,
and ``ph`` (TMX 1.4b, content markup).  Their content is what stands there in
the XLIFF 1.2 file, ``<g id="1" equiv-text="&lt;b&gt;">``: OmegaT makes its
tags of the first letter, and has ``<g0>`` for the document too.  ``i`` and
``x`` must be numbers: other ids are numbered there.

Not held: plural forms (an error: write a unit a form), notes that export
writes, previous sources, matches, alternatives, a longest length, the mark of
an obsolete unit, origins, the numbers of the blocks a unit stands in, who
wrote a comment, and the fields of a header.  Characters that XML forbids are
an error.

Reading takes versions 1.1 to 1.4 of any tool, level 1 and 2, with ``lang`` for
``xml:lang`` and ``en_us`` for ``en-US``.  ``hi`` is transparent, ``ut`` is a
code like ``ph``, the text of a ``sub`` stays part of its code.  A pair of two
languages is read: a ``tu`` that lacks the source is passed over, one that
lacks the target is a unit without one; of two variants in one language the
first counts.  No id need be there, or be unique.  Of OmegaT ``file`` is read
for a place, ``path`` for the context.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from itertools import chain, count
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from alihbahasa import xmlio
from alihbahasa.contracts import MemoryFormat
from alihbahasa.errors import AlihbahasaError, MissingLanguageError
from alihbahasa.memories._tmx_checking import check
from alihbahasa.model import (
    Code,
    CodeKind,
    Content,
    Header,
    Kind,
    Note,
    Place,
    State,
    Unit,
    canonical,
    fallbacks,
    is_blank,
    joined,
    unit_id,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.xmlio import escape, escape_attribute, halves, pair_markup

if TYPE_CHECKING:
    from lxml import etree

    _Events: TypeAlias = Iterator[tuple[str, etree._Element]]

#: How many units are encoded together.
_BATCH = 256

#: A longer text is refused, in characters.
_LONGEST = 2_000_000
#: Most units of a memory.
_MOST_UNITS = 1_000_000

#: The version of what is written here.  That of the program would change files
#: whose content did not change.
_VERSION = "1"

_STATE, _CONTEXT, _ARTICLE = "x-state", "x-context", "x-article"
#: Where OmegaT says what a target is for that is not for every place.
_FILE, _PATH = "file", "path"

# --- writing --------------------------------------------------------------------


def write(header: Header, units: Iterable[Unit]) -> Iterator[bytes]:
    """Yield the bytes of the memory of *units*; see ``contracts.WriteMemory``."""
    for language, what in (
        (header.source_language, "source"),
        (header.target_language, "target"),
    ):
        if not language:
            raise AlihbahasaError(
                f"TMX needs a {what} language", hint="name the languages with --source and --to"
            )
    batch = [_head(header)]
    source = escape_attribute(header.source_language)
    target = escape_attribute(header.target_language)
    for unit in units:
        if unit.is_finished and not is_blank(unit.source):
            batch.append(_tu(unit, source=source, target=target))
            if len(batch) >= _BATCH:
                yield "".join(batch).encode()
                batch.clear()
    batch.append("  </body>\n</tmx>\n")
    yield "".join(batch).encode()


def _head(header: Header) -> str:
    attributes = {
        "creationtool": "alihbahasa",
        "creationtoolversion": _VERSION,
        "segtype": "sentence",
        "o-tmf": "alihbahasa",
        "adminlang": "en",
        "srclang": header.source_language,
        "datatype": "plaintext",
        "creationdate": _stamp(header.created),
        "changedate": _stamp(header.revised),
    }
    written = "".join(
        f' {name}="{escape_attribute(value)}"' for name, value in attributes.items() if value
    )
    note = f">\n    <note>{escape(header.comment)}</note>\n  </header>" if header.comment else "/>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        f'<tmx version="1.4">\n  <header{written}{note}\n  <body>\n'
    )


def _stamp(moment: datetime | None) -> str:
    """Return *moment* as TMX writes dates, ``YYYYMMDDThhmmssZ``; nothing for None."""
    if moment is None:
        return ""
    utc = moment.astimezone(UTC)
    return f"{utc.year:04}{utc:%m%dT%H%M%SZ}"


def _tu(unit: Unit, *, source: str, target: str) -> str:
    """Return *unit*, which is finished, as a ``tu``; *source* and *target* are the languages."""
    id = unit.id
    if unit.plurals:
        raise AlihbahasaError("TMX cannot hold plural forms", unit=id)
    lines = [f'    <tu tuid="{escape_attribute(id, unit=id)}">\n']
    lines += [
        f"      <note>{escape(note.text, unit=id)}</note>\n"
        for note in unit.comments
        if note.text.strip()
    ]
    if unit.context:
        lines.append(_prop(_CONTEXT, unit.context, unit=id))
    lines += [_prop(_ARTICLE, place.article, unit=id) for place in unit.places]
    if unit.state is not State.TRANSLATED:
        lines.append(_prop(_STATE, unit.state.value, unit=id))
    translation = unit.target or ()
    numbers = _numbers(chain(unit.source, translation))
    for language, content in ((source, unit.source), (target, translation)):
        seg = _seg(content, numbers, unit=id)
        lines.append(f'      <tuv xml:lang="{language}"><seg>{seg}</seg></tuv>\n')
    lines.append("    </tu>\n")
    return "".join(lines)


def _prop(kind: str, text: str, *, unit: str) -> str:
    return f'      <prop type="{kind}">{escape(text, unit=unit)}</prop>\n'


_NUMBER = late_re("0|[1-9][0-9]{0,8}")


def _numbers(parts: Iterable[str | Code]) -> dict[str, int]:
    """Return a number for the id of each code: itself where it is one, else one that is free."""
    ids = dict.fromkeys(part.id for part in parts if isinstance(part, Code))
    taken = {int(id) for id in ids if _NUMBER.fullmatch(id)}
    free = (number for number in range(1, len(ids) + 1) if number not in taken)
    return {id: int(id) if _NUMBER.fullmatch(id) else next(free) for id in ids}


def _seg(content: Content, numbers: dict[str, int], *, unit: str) -> str:
    if len(content) == 1 and isinstance(content[0], str):
        return escape(content[0], unit=unit)
    pairs = _pairs(content, numbers)
    written: list[str] = []
    for index, part in enumerate(content):
        if isinstance(part, str):
            written.append(escape(part, unit=unit))
            continue
        x = numbers[part.id]
        partner = content[pairs[index].partner] if index in pairs else None
        data = escape(_element(part, partner, unit=unit), unit=unit)
        if part.kind is CodeKind.STANDALONE:
            written.append(f'<ph x="{x}">{data}</ph>')
        elif index not in pairs:
            position = "begin" if part.kind is CodeKind.OPEN else "end"
            written.append(f'<it pos="{position}" x="{x}">{data}</it>')
        elif part.kind is CodeKind.OPEN:
            written.append(f'<bpt i="{pairs[index].i}" x="{x}">{data}</bpt>')
        else:
            written.append(f'<ept i="{pairs[index].i}">{data}</ept>')
    return "".join(written)


def _element(code: Code, partner: str | Code | None, *, unit: str) -> str:
    """Return the tag of XLIFF 1.2 that *code* is, ``g`` where *partner* follows from it."""
    name = {CodeKind.STANDALONE: "x", CodeKind.OPEN: "bx", CodeKind.CLOSE: "ex"}[code.kind]
    end, markup = "/", code.data
    if isinstance(partner, Code):
        first, last = (code, partner) if code.kind is CodeKind.OPEN else (partner, code)
        both = pair_markup(first.data, last.data)
        if both is not None:
            if code is last:
                return "</g>"
            name, end, markup = "g", "", both
    data = f' equiv-text="{escape_attribute(markup, unit=unit)}"' if markup else ""
    return f'<{name} id="{escape_attribute(code.id, unit=unit)}"{data}{end}>'


@dataclass(frozen=True, slots=True)
class _Half:
    """One half of a pair of codes: its ``i``, and the index of the other half."""

    i: int
    partner: int


def _pairs(content: Content, numbers: dict[str, int]) -> dict[int, _Half]:
    """Return both halves of each pair, by their indexes; pairs may cross.

    ``i`` is the number of the code too, which most programs go by, unless a pair
    before has it.
    """
    pairs: dict[int, _Half] = {}
    taken: set[int] = set()
    free = max(numbers.values(), default=0)
    waiting: dict[str, list[int]] = {}
    for index, part in enumerate(content):
        if not isinstance(part, Code):
            continue
        if part.kind is CodeKind.OPEN:
            waiting.setdefault(part.id, []).append(index)
        elif part.kind is CodeKind.CLOSE and waiting.get(part.id):
            i = numbers[part.id]
            if i in taken:
                i = free = free + 1
            taken.add(i)
            opening = waiting[part.id].pop()
            pairs[opening], pairs[index] = _Half(i, index), _Half(i, opening)
    return pairs


# --- reading --------------------------------------------------------------------

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: What a header says where the source may be any of the languages.
_ANY = "*all*"


def read(
    stream: BinaryIO, *, source_language: str = "", target_language: str = ""
) -> tuple[Header, Iterator[Unit]]:
    """Return the header of a memory and its pairs as units; see ``contracts.ReadMemory``."""
    events = xmlio.iterate(
        stream, events=("start", "end"), tags=("{*}tmx", "{*}header", "{*}tu", "{*}body")
    )
    header = _header(events)
    pair = _Pair(
        source_language or header.source_language, target_language, is_chosen=target_language != ""
    )
    units = _units(events, pair)
    first: list[Unit] = []
    while not pair.target and (unit := next(units, None)):
        first.append(unit)
    header = replace(header, source_language=pair.source, target_language=pair.target)
    return header, chain(first, units)


def _header(events: _Events) -> Header:
    """Return what the ``header`` says; the events go on with the body."""
    for event, element in events:
        name = _name(element)
        if element.getparent() is None and name != "tmx":
            break
        if name in ("body", "tu"):
            return Header("", "")
        if name == "header" and event == "end":
            return Header(
                source_language=_language(element.get("srclang")),
                target_language="",
                created=_moment(element.get("creationdate")),
                revised=_moment(element.get("changedate")),
                comment=next(_texts(element, "note"), ""),
            )
    raise AlihbahasaError("the file is not TMX", line=1, column=1, hint="its root must be <tmx>")


@dataclass(slots=True)
class _Pair:
    """The languages that are read, "" where that is not known yet.

    *is_chosen* where the target was asked for, so that others do not matter.
    *seen* are the languages of the units so far, *choices* what ``_choose``
    said of sets of languages, which are few in a file.
    """

    source: str
    target: str
    is_chosen: bool
    seen: dict[str, None] = field(default_factory=dict)
    choices: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)


def _units(events: _Events, pair: _Pair) -> Iterator[Unit]:
    """Yield the units of the languages of *pair*, whose target the first one tells."""
    has_source = has_target = False
    count = 0
    for event, element in events:
        if event == "start" or _name(element) != "tu":
            continue
        count += 1
        if count > _MOST_UNITS:
            message = f"the memory has more than {_MOST_UNITS:,} units"
            raise AlihbahasaError(message, line=xmlio.line_of(element), hint="split it")
        variants = _variants(element)
        tags = tuple(variants)
        pair.source = pair.source or _language(element.get("srclang"))
        if tags not in pair.choices:
            pair.seen.update(dict.fromkeys(tags))
            try:
                pair.choices[tags] = _choose(tags, pair)
            except _Unclear as unclear:
                raise _which(unclear, events, pair=pair, line=xmlio.line_of(element)) from None
        source, target = pair.choices[tags]
        if source:
            has_source, has_target = True, has_target or target != ""
            unit = _unit(element, source=variants[source], target=variants.get(target))
            xmlio.release(element)
            yield unit
        else:
            xmlio.release(element)
    if pair.seen and not has_source:
        raise _missing(f"no text of the file is in {pair.source}", events, pair)
    if has_source and pair.is_chosen and not has_target:
        raise _missing(f"no translation of the file is in {pair.target}", events, pair)


class _Unclear(Exception):
    """The languages of a unit do not tell which of them are meant."""


def _choose(tags: Sequence[str], pair: _Pair) -> tuple[str, str]:
    """Return which of *tags*, the languages of a unit, are its source and target, "" for none.

    Settles the target of *pair* where there is one other language.
    """
    if not pair.source:
        raise _Unclear("the file does not say its source language")
    source = _nearest(tags, pair.source)
    others = [tag for tag in tags if tag != source]
    if not pair.is_chosen:
        # From en, en-GB is another language only where there is no other.
        foreign = [tag for tag in others if not _is_alike(tag, pair.source)] or others
        if not pair.target and source and foreign:
            pair.target = foreign[0]
        if pair.target and not all(_is_alike(tag, pair.target) for tag in foreign):
            raise _Unclear("the file has more than two languages")
    return source, _nearest(others, pair.target) if pair.target else ""


def _which(
    unclear: _Unclear, events: _Events, *, pair: _Pair, line: int | None = None
) -> AlihbahasaError:
    """Return the error for languages that are *unclear*, which names all of the file."""
    seen = dict(pair.seen)
    for event, element in events:
        if event == "end" and _name(element) == "tu":
            seen.update(dict.fromkeys(_variants(element)))
            xmlio.release(element)
    option = "--to" if pair.source and _nearest(seen, pair.source) else "--source"
    return AlihbahasaError(
        f"{unclear}; there are {', '.join(sorted(filter(None, seen)))}",
        line=line,
        hint=f"say which is meant with {option} LANG",
    )


def _missing(message: str, events: _Events, pair: _Pair) -> MissingLanguageError:
    found = _which(_Unclear(message), events, pair=pair)
    return MissingLanguageError(found.message, hint=found.hint)


def _variants(element: etree._Element) -> dict[str, etree._Element]:
    """Return the first ``tuv`` of each language in a ``tu``."""
    found: dict[str, etree._Element] = {}
    for child in element:
        if _name(child) == "tuv":
            found.setdefault(_tag(child.get(_LANG) or child.get("lang") or ""), child)
    return found


def _nearest(tags: Iterable[str], wanted: str) -> str:
    """Return the one of *tags* that is nearest to *wanted*, "" where none is near.

    That is a less specific one, as in RFC 4647, 3.4, or else a more specific
    one (3.3.1), the first there is.

    >>> _nearest(["fr", "en-GB"], "en"), _nearest(["en", "en-GB"], "en-us")
    ('en-GB', 'en')
    """
    by_tag = {tag.lower(): tag for tag in reversed(list(tags))}
    wanted = wanted.lower()
    near = (by_tag[each] for each in fallbacks(wanted) if each in by_tag)
    more = (tag for each, tag in reversed(by_tag.items()) if wanted in fallbacks(each))
    return next(chain(near, more), "")


def _is_alike(one: str, other: str) -> bool:
    return _nearest([one], other) != ""


def _unit(
    element: etree._Element, *, source: etree._Element, target: etree._Element | None
) -> Unit:
    """Return the unit that a ``tu`` is, read from two of its variants."""
    parts = [element, source] if target is None else [element, source, target]
    texts = [_content(part) for part in parts[1:]]
    id = element.get("tuid", "")
    if any(sum(len(part) for part in text if isinstance(part, str)) > _LONGEST for text in texts):
        raise AlihbahasaError(
            f"a text of more than {_LONGEST:,} characters",
            line=xmlio.line_of(element),
            unit=id or None,
        )
    props = [prop for part in parts for prop in _props(part)]
    said = dict(reversed(props))
    context, state = said.get(_CONTEXT) or said.get(_PATH, ""), said.get(_STATE, "")
    notes = (text for part in parts for text in _texts(part, "note"))
    is_translated = len(texts) > 1 and not is_blank(texts[1])
    known = State(state) if state in _STATES else State.TRANSLATED
    id = id or unit_id(texts[0], Kind.PARAGRAPH, context)
    return Unit(
        id,
        Kind.of_id(id),
        texts[0],
        texts[1] if is_translated else None,
        known if is_translated else State.INITIAL,
        tuple(Place(text, 0) for kind, text in props if kind in (_ARTICLE, _FILE)),
        context,
        notes=tuple(Note("", "translator", text) for text in notes if text.strip()),
    )


_STATES = frozenset(state.value for state in State)


def _props(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if _name(child) == "prop":
            yield child.get("type", ""), child.text or ""


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    return (child.text or "" for child in element if _name(child) == name)


def _content(variant: etree._Element) -> Content:
    """Return the text of the ``seg`` of a ``tuv``."""
    for child in variant:
        if _name(child) == "seg":
            if not len(child):
                return (child.text,) if child.text else ()
            parts: list[str | Code] = []
            _collect(child, parts, pairs={}, free=count(1))
            return joined(parts)
    return ()


def _collect(
    element: etree._Element,
    parts: list[str | Code],
    *,
    pairs: dict[str, tuple[str, str]],
    free: Iterator[int],
) -> None:
    """Put the text and the codes in *element* into *parts*.

    *pairs* has ids and closing markup of the opening codes by their ``i``.
    Many programs number pairs only: *free* numbers tell other codes apart, by
    their order.
    """
    parts.append(element.text or "")
    for child in element:
        name = _name(child)
        if name == "ept":
            i = child.get("i", "")
            id, closing = pairs.get(i, (i, ""))
            parts.append(_closing(_text(child), id=id, closing=closing))
        elif name == "bpt":
            i = child.get("i", "")
            code, closing = _opening(_text(child), id=child.get("x") or i)
            pairs[i] = code.id, closing
            parts.append(code)
        elif name in _CODES:
            kind = CodeKind.STANDALONE
            if name == "it":
                kind = CodeKind.CLOSE if child.get("pos") == "end" else CodeKind.OPEN
            parts.append(_code(_text(child), id=child.get("x") or f"{name}{next(free)}", kind=kind))
        elif isinstance(child.tag, str):
            _collect(child, parts, pairs=pairs, free=free)
        parts.append(child.tail or "")


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


_ELEMENT = late_re(r'<(g|x|bx|ex) id="([^"<>]*)"(?: equiv-text="([^"<>]*)")?/?>')


def _code(data: str, *, id: str, kind: CodeKind) -> Code:
    """Return the code *id* with the markup *data*, which may be an element of ours."""
    found = _ELEMENT.fullmatch(data)
    return (
        Code(unescape(found[2]), kind, unescape(found[3] or "")) if found else Code(id, kind, data)
    )


def _opening(data: str, *, id: str) -> tuple[Code, str]:
    """Return the opening code with the markup *data*, and that of what closes it, if it tells."""
    code = _code(data, id=id, kind=CodeKind.OPEN)
    found = _ELEMENT.fullmatch(data)
    if found is None or found[1] != "g":
        return code, ""
    opening, closing = halves(code.data)
    return replace(code, data=opening), closing


def _closing(data: str, *, id: str, closing: str) -> Code:
    """Return the code that closes the pair *id*: its markup is *data*, or that of ``</g>``."""
    if data == "</g>":
        return Code(id, CodeKind.CLOSE, closing)
    return replace(_code(data, id=id, kind=CodeKind.CLOSE), id=id)


_CODES = frozenset(("it", "ph", "ut"))


def _name(element: etree._Element) -> str:
    """Return the local name of *element*, "" for a comment or an instruction."""
    return _local(element.tag)


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _tag(text: str) -> str:
    return canonical(text.strip().replace("_", "-"))


def _language(text: str | None) -> str:
    """Return the source language that *text* gives, "" where it may be any."""
    return "" if text is None or text.strip().lower() == _ANY else _tag(text)


def _moment(text: str | None) -> datetime | None:
    """Return the instant that *text* gives, in either form of ISO 8601; None if it is none."""
    try:
        found = datetime.fromisoformat((text or "").strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins a TMX file, by its root element."""
    found = xmlio.root(head)
    return found is not None and found[0].rpartition("}")[2] == "tmx"


PLUGIN = MemoryFormat(
    name="tmx",
    title="TMX 1.4",
    extension=".tmx",
    recognises=recognises,
    check=check,
    read=read,
    write=write,
)
