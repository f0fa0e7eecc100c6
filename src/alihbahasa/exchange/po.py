r"""PO, the format of GNU gettext: read, written, and searched for positions.

A file is written as ``msgcat --no-wrap`` would write it, so that gettext's
tools change nothing in it.  What a unit says stands in an entry thus:

* ``msgctxt`` is the unit's context, or else its kind where that has a suffix.
* ``#:`` is ``article#id`` for the first place in an article and
  ``article#id@2``, ``@3`` ... for further ones, since gettext makes one of
  equal references.  Space, ``%`` and what no name should hold is
  percent-encoded.
* A draft is ``#, fuzzy``, with the previous source in ``#|``.
* ``#`` lines are the notes people wrote.  A line
  ``# conflict, ORIGIN: TEXT``, or ``# conflict (draft), ORIGIN: TEXT``, is an
  alternative, with line ends as ``\n`` and the backslash as ``\\``.
* ``#.`` lines are all other notes.
* ``msgid_plural`` is a note of the category ``plural``, ``msgstr[n]`` are the
  unit's plurals; the target is ``msgstr[0]``.

What PO cannot hold: the states reviewed and final (both are read as
translated), the block number of a place (read as 0, 1, 2 ...), inline codes
as such (they stand as markup in the text), where one note ends and the next
begins (several come back as one), who wrote a note, the previous source of a
unit that is no draft, a maximal length (gettext drops the flag
``max-length``, which is read all the same), mentions, matches and the origin
of a target.  A carriage return, or a backslash at the end of a line, in a
comment is an error: gettext would join the next line to it.

With the *original* file, an entry is written byte for byte as it was found
where source, target, state, previous source, alternatives and comments of
people are the same; and the whole file is, where all are, in their order.
A changed entry keeps the flags and references that are not ours.  Line ends
stay what they were, for new entries too.  A byte order mark or UTF-16, which
gettext cannot read, lasts until something changes.

Plural expressions are carried and never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import unquote_to_bytes

from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_scanner import (
    MAX_LENGTH,
    Entry,
    Source,
    byte_ranges,
    charset_of,
    codec_of,
    header_of,
    open_source,
    pieces_at,
    scan,
)
from alihbahasa.model import (
    Alternative,
    Content,
    Header,
    Kind,
    Note,
    Place,
    Side,
    State,
    Unit,
    raw,
    unit_id,
)

#: Largest file, in bytes.
MAX_BYTES = 100_000_000

# --- languages ----------------------------------------------------------------

#: Scripts and the modifiers that gettext and the C library give them.
_MODIFIERS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}
_SCRIPTS = {modifier: script for script, modifier in _MODIFIERS.items()}
#: Tags whose script goes without saying, or is said by a territory.
_USUAL_SCRIPTS = {"az": "Latn", "uz": "Latn", "sr": "Cyrl", "hy": "Armn", "kk": "Cyrl"}
_TERRITORIES = {"Hans": "CN", "Hant": "TW"}


def gettext_name(tag: str) -> str:
    """Return the name that gettext has for the BCP 47 *tag*.

    A script becomes a modifier, unless the language is usually written in it;
    for Chinese it becomes the territory that stands for it.

    >>> [gettext_name(tag) for tag in ("pt-BR", "sr-Latn", "zh-Hans", "zh-Hant-HK", "ca-valencia")]
    ['pt_BR', 'sr@latin', 'zh_CN', 'zh_HK', 'ca@valencia']
    """
    tag, _, private = tag.partition("-x-")
    language, *subtags = tag.split("-")
    territory, modifier = "", private.lower()
    for subtag in subtags:
        if len(subtag) == 4 and subtag.isalpha():
            script = subtag.title()
            if language.lower() == "zh":
                territory = territory or _TERRITORIES.get(script, "")
            elif _USUAL_SCRIPTS.get(language.lower()) != script:
                modifier = modifier or _MODIFIERS.get(script, script.lower())
        elif len(subtag) == 2 or (len(subtag) == 3 and subtag.isdigit()):
            territory = subtag.upper()
        else:
            modifier = modifier or subtag.lower()
    name = f"{language.lower()}_{territory}" if territory else language.lower()
    return f"{name}@{modifier}" if modifier else name


def language_tag(name: str) -> str:
    """Return the BCP 47 tag for gettext's *name* of a language; "" for "".

    A codeset is dropped; a modifier that is no script or variant known becomes
    a private subtag.

    >>> [language_tag(name) for name in ("pt_BR", "sr_RS@latin", "de_DE.UTF-8", "en@quot")]
    ['pt-BR', 'sr-Latn-RS', 'de-DE', 'en-x-quot']
    """
    name, _, modifier = name.strip().partition("@")
    language, *rest = name.partition(".")[0].replace("_", "-").split("-")
    subtags = [language.lower()]
    script = _SCRIPTS.get(modifier.lower(), "")
    if script:
        subtags.append(script)
    for subtag in filter(None, rest):
        is_script = len(subtag) == 4 and subtag.isalpha()
        subtags.append(subtag.title() if is_script else subtag.upper())
    if modifier and not script:
        subtags += ["valencia"] if modifier == "valencia" else ["x", modifier.lower()]
    return "-".join(subtags)


# --- the header ---------------------------------------------------------------

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::\d\d)?[ ]?(?:([+-]\d\d):?(\d\d)|Z)", re.ASCII
)
#: The fields in the order in which gettext's tools write them.
_FIELDS = (
    "Project-Id-Version",
    "Report-Msgid-Bugs-To",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Language",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Plural-Forms",
    "X-Source-Language",
    "X-Generator",
)
_UTF_8 = "text/plain; charset=UTF-8"


def _date(value: str) -> datetime | None:
    """Return the date that a field says, to the minute; None for anything else."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return None
    zone = f"{found[6]}{found[7]}" if found[6] else "+0000"
    try:
        return datetime.strptime(
            f"{found[1]}-{found[2]}-{found[3]} {found[4]}:{found[5]}{zone}", "%Y-%m-%d %H:%M%z"
        )
    except ValueError:
        return None


def _stamp(date: datetime) -> str:
    return f"{date.year:04}-{date:%m-%d %H:%M%z}"[:21]


def _is_same_minute(one: datetime | None, other: datetime) -> bool:
    return one is not None and one.astimezone(UTC).replace(second=0, microsecond=0) == (
        other.astimezone(UTC).replace(second=0, microsecond=0)
    )


def _header(found: Entry | None) -> Header:
    """Return what the header entry says; an empty header where there is none."""
    if found is None:
        return Header("", "")
    fields: list[tuple[str, str]] = []
    lines = found.entry.msgstr.split("\n")
    for line in lines if lines[-1] else lines[:-1]:
        name, colon, value = line.partition(": ")
        if not colon and line.endswith(":"):
            name, colon = line[:-1], ":"
        # A line that is no field is kept under no name.
        fields.append((name, value) if colon and name else ("", line))
    said = dict(reversed(fields))
    return Header(
        source_language=language_tag(said.get("X-Source-Language", "")),
        target_language=language_tag(said.get("Language", "")),
        created=_date(said.get("POT-Creation-Date", "")),
        revised=_date(said.get("PO-Revision-Date", "")),
        fields=tuple(fields),
        comment=found.entry.tcomment,
    )


def _settled(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header*, each as it is spelled, unless an attribute says otherwise."""
    return tuple((name, _said(name, value, header)) for name, value in header.fields)


def _said(name: str, value: str, header: Header) -> str:
    if name in ("POT-Creation-Date", "PO-Revision-Date"):
        date = header.created if name == "POT-Creation-Date" else header.revised
        return value if date is None or _is_same_minute(_date(value), date) else _stamp(date)
    if name in ("Language", "X-Source-Language"):
        tag = header.target_language if name == "Language" else header.source_language
        is_same = not tag or language_tag(value) == tag
        return value if is_same else gettext_name(tag)
    return value


def _completed(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields of *header* with those that every file must have, each in its place."""
    fields = list(_settled(header))
    defaults = {
        "POT-Creation-Date": _stamp(header.created) if header.created else "",
        "PO-Revision-Date": _stamp(header.revised) if header.revised else "",
        "Language": gettext_name(header.target_language),
        "MIME-Version": "1.0",
        "Content-Type": _UTF_8,
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": gettext_name(header.source_language),
        "X-Generator": "alihbahasa",
    }
    names = [name for name, _ in fields]
    at = 0
    for name in _FIELDS:
        if name in names:
            at = max(at, names.index(name) + 1)
        elif defaults.get(name):
            fields.insert(at, (name, defaults[name]))
            names.insert(at, name)
            at += 1
    usable = (codec_of(charset_of(f"{name}: {value}")) for name, value in fields)
    return tuple(fields) if any(usable) else _with_utf_8(fields)


def _with_utf_8(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _UTF_8 if name == "Content-Type" else value) for name, value in fields)


def _header_entry(fields: Iterable[tuple[str, str]], comment: str) -> str:
    lines = [f"{name}: {value}\n" if name else f"{value}\n" for name, value in fields]
    for line in lines:
        if "\n" in line[:-1] or "\0" in line:
            raise AlihbahasaError(f"A header field must be one line: {line[:60]!r}")
    parts = list(_comment_lines("#", comment, unit=None)) if comment else []
    parts += ['msgid ""\n', _string("msgstr", "".join(lines))]
    return "".join(parts)


# --- reading ------------------------------------------------------------------

_OUR_REFERENCE = re.compile(r"(.+)#(u[a-z2-7]{13}(?:\.[hldbc])?)(?:@[1-9][0-9]{0,8})?", re.DOTALL)
_CONFLICT = re.compile(r"conflict( \(draft\))?, (.*?): (.*)", re.DOTALL)
_CONFLICT_ESCAPE = re.compile(r"\\(n|r|\\|x5c|x3a)")
_CONFLICT_ESCAPES = {"n": "\n", "r": "\r", "\\": "\\", "x5c": "\\", "x3a": ":"}
_MAX_LENGTH_FLAG = re.compile(r"max-length:([0-9]{1,9})")

#: What a msgctxt says, as kind and context: one of a kind whose units have a
#: suffix is written from the kind, any other is kept as the context too.
_CONTEXTS = {kind.value: (kind, "" if kind.suffix else kind.value) for kind in Kind}
_BODY = (Kind.PARAGRAPH, "")


def read(stream: BinaryIO) -> tuple[Header, Iterator[Unit]]:
    """Return the header of the PO file in *stream*, and its units in the order of the file.

    Raises AlihbahasaError with line and column for a malformed file, some of
    it while the units are drawn.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise AlihbahasaError(f"The file is larger than {MAX_BYTES // 1_000_000} MB")
    source = open_source(data)
    return _header(header_of(source)), _units(source)


def _is_header(found: Entry) -> bool:
    return found.entry.msgid == "" and found.msgctxt < 0 and not found.entry.obsolete


def _units(source: Source) -> Iterator[Unit]:
    seen: set[str] = set()
    for found in scan(source):
        if not _is_header(found):
            yield _unit(found, seen)


def _identity(
    found: Entry, source: Content, seen: set[str]
) -> tuple[str, Kind, str, tuple[Place, ...]]:
    """Return id, kind, context and places of an entry; put the id into *seen*.

    The id is that of the reference.  Without one of ours, or where an entry
    before has it, it follows from the source, with a number where even that
    is not unique.
    """
    entry = found.entry
    id = ""
    places: list[Place] = []
    for name, line in entry.occurrences:
        ours = None if line else _OUR_REFERENCE.fullmatch(name)
        if ours:
            article, id = _unquoted(ours[1]), id or ours[2]
            places.append(Place(article, 0))
    if len(places) > 1:
        places = _numbered(places)
    context: str | None = entry.msgctxt
    kind, context = _BODY if context is None else _CONTEXTS.get(context, (None, context))
    if kind is None or kind is Kind.PARAGRAPH:
        kind = Kind.of_id(id) if "." in id else Kind.PARAGRAPH
    if not id or id in seen:
        number, id = 1, unit_id(source, kind, context)
        while id in seen:
            number += 1
            id = unit_id(source, kind, f"{context}\x04{number}")
    seen.add(id)
    return id, kind, context, tuple(places)


def _unit(found: Entry, seen: set[str]) -> Unit:
    entry = found.entry
    source: Content = (entry.msgid,)
    id, kind, context, places = _identity(found, source, seen)
    notes: list[Note] = []
    alternatives: list[Alternative] = []
    for block in found.blocks:
        if "conflict" in block:
            block = _without_conflicts(block, alternatives)
        if block.strip():
            notes.append(Note("", "translator", block))
    if entry.comment:
        notes.append(Note("alihbahasa", "terminology", entry.comment))
    text = entry.msgstr
    plurals: tuple[Content, ...] = ()
    if found.msgid_plural >= 0:
        notes.append(Note("", "plural", entry.msgid_plural))
        text = entry.msgstr_plural[0]
        plurals = tuple((form,) for form in entry.msgstr_plural.values())
    flags = entry.flags
    is_draft = "fuzzy" in flags or not text or not text.strip()
    previous: str | None = entry.previous_msgid
    return Unit(
        id,
        kind,
        source,
        (text,) if text else None,
        State.INITIAL if is_draft else State.TRANSLATED,
        places,
        context,
        plurals,
        notes=tuple(notes),
        previous=None if previous is None else (previous,),
        alternatives=tuple(alternatives),
        obsolete=entry.obsolete,
        max_length=_max_length(flags) if flags else None,
    )


def _max_length(flags: Iterable[str]) -> int | None:
    found = (_MAX_LENGTH_FLAG.fullmatch(flag) for flag in flags)
    return next((int(match[1]) for match in found if match), None)


def _without_conflicts(block: str, alternatives: list[Alternative]) -> str:
    """Move the conflict lines of *block* to *alternatives*; return the other lines."""
    kept = []
    for line in block.split("\n"):
        found = _CONFLICT.fullmatch(line)
        if found is None:
            kept.append(line)
            continue
        origin, text = (_CONFLICT_ESCAPE.sub(_conflict_text, part) for part in found.group(2, 3))
        state = State.INITIAL if found[1] else State.TRANSLATED
        alternatives.append(Alternative((text,), state, origin))
    return "\n".join(kept)


def _conflict_text(found: re.Match[str]) -> str:
    return _CONFLICT_ESCAPES[found[1]]


def _numbered(places: Iterable[Place]) -> list[Place]:
    """Return *places* with block numbers that count from 0 in each article."""
    counts: dict[str, int] = {}
    numbered = []
    for place in places:
        number = counts.get(place.article, 0)
        counts[place.article] = number + 1
        numbered.append(Place(place.article, number))
    return numbered


def _unquoted(article: str) -> str:
    if "%" not in article:
        return article
    try:
        return unquote_to_bytes(article).decode("utf-8")
    except UnicodeDecodeError:
        return article


# --- writing ------------------------------------------------------------------

_ESCAPES = str.maketrans(
    dict(zip('\a\b\f\n\r\t\v"\\', (f"\\{letter}" for letter in 'abfnrtv"\\'), strict=True))
)
#: What a reference must not hold as it is: separators, controls, the escape
#: character itself, and the isolates between which gettext sets names.
_UNSAFE = re.compile("[%\\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: gettext breaks lines of references here, and counts in bytes.
_PAGE_WIDTH = 79


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry of the original: the unit it holds (None: the header), its number, its bytes."""

    entry: Entry
    unit: Unit | None
    number: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Original:
    """The file as it stands: *found* by the id of the unit, the header under ""."""

    data: bytes
    source: Source
    newline: str
    found: Mapping[str, _Found]


def _original(data: bytes) -> _Original:
    source = open_source(data)
    entries = tuple(scan(source))
    seen: set[str] = set()
    found: dict[str, _Found] = {}
    ranges = byte_ranges(source, entries)
    for number, (entry, (start, stop)) in enumerate(zip(entries, ranges, strict=True)):
        unit = None if _is_header(entry) else _unit(entry, seen)
        found[unit.id if unit else ""] = _Found(entry, unit, number, start, stop)
    if source.text.partition("\n")[0].endswith("\r"):
        newline = "\r\n"
    else:
        newline = "\r" if b"\r" in data and b"\n" not in data else "\n"
    return _Original(data, source, newline, found)


def write(header: Header, units: Iterable[Unit], *, original: bytes = b"") -> Iterator[bytes]:
    """Yield the PO file of *header* and *units*, obsolete ones last.

    What *header* says of languages and dates is written, and spelled as in
    its fields where these say the same; other fields are taken as they are,
    and those that every file must have are added.  The charset is that of the
    field Content-Type.

    Raises AlihbahasaError for two units of one source and context, and for
    text that PO, or the charset, cannot hold, with the unit.
    """
    wanted = tuple(units)
    old = _original(original)
    head = old.found.get("")
    was = _header(head.entry if head else None)
    keeps_header = original != b"" and _is_same_header(header, was)
    kept = {unit.id for unit in wanted if _is_unchanged(unit, old.found.get(unit.id))}
    if (
        keeps_header
        and [unit.id for unit in wanted] == [id for id in old.found if id]
        and (len(kept) == len(wanted))
    ):
        yield original
        return

    fields = header.fields if keeps_header else _completed(header)
    if old.source.mark:
        fields, keeps_header = _with_utf_8(_completed(header)), False
    codec = codec_of(charset_of("".join(f"{name}: {value}\n" for name, value in fields)))
    codec = codec or old.source.codec
    if codec != old.source.codec:
        kept = set()

    parts: list[tuple[Unit | None, _Found | None]] = []
    if head or not keeps_header:
        parts.append((None, head))
    for is_obsolete in (False, True):
        parts += [(u, old.found.get(u.id)) for u in wanted if u.obsolete == is_obsolete]
    taken: set[tuple[str | None, str]] = set()
    before: _Found | None = None
    end = b""
    for unit, found in parts:
        is_kept = keeps_header if unit is None else unit.id in kept
        now = found if is_kept else None
        if unit is not None:
            _take(unit, found, taken)
        if now:
            entry = original[now.start : now.stop]
        elif unit is None:
            entry = _encoded(_header_entry(fields, header.comment), codec, newline=old.newline)
        else:
            text = _entry(unit, found)
            entry = _encoded(text, codec, newline=old.newline, unit=unit.id)
        yield _gap(old, before, now, end=end)
        yield entry
        before, end = now, entry[-1:]
    yield _tail(old, before, codec=codec, end=end)


def _is_same_header(header: Header, was: Header) -> bool:
    """Tell whether writing *header* would say nothing that the file, which says *was*, does not."""
    names = {name for name, _ in was.fields}
    return (_settled(header), header.comment) == (was.fields, was.comment) and (
        (not header.created or "POT-Creation-Date" in names)
        and (not header.revised or "PO-Revision-Date" in names)
        and (not header.target_language or "Language" in names)
        and (not header.source_language or "X-Source-Language" in names)
    )


def _is_unchanged(unit: Unit, found: _Found | None) -> bool:
    return found is not None and found.unit is not None and _held(unit) == _held(found.unit)


def _held(unit: Unit) -> tuple[object, ...]:
    """Return what of *unit* decides whether its entry stays as it is, as far as PO holds it."""
    target = raw(unit.target or ())
    return (
        raw(unit.source),
        target,
        unit.state is State.INITIAL or not target.strip(),
        None if unit.previous is None else raw(unit.previous),
        unit.obsolete,
        [
            (raw(other.target), other.state is State.INITIAL, other.origin)
            for other in unit.alternatives
        ],
        "\n".join(note.text for note in unit.comments if note.text.strip()),
        _forms(unit),
    )


def _forms(unit: Unit) -> tuple[str, ...]:
    """Return the plural forms of *unit*, the first of which is its target; none for most units."""
    first = raw(unit.target or ())
    return (first, *(raw(form) for form in unit.plurals[1:])) if unit.plurals else ()


def _gap(old: _Original, before: _Found | None, now: _Found | None, *, end: bytes) -> bytes:
    """Return what stands before an entry: what stood there, or else an empty line."""
    if now and not end and now.number == 0:
        return old.data[old.source.mark : now.start]
    if now and before and now.number == before.number + 1:
        return old.data[before.stop : now.start]
    newline = old.newline.encode()
    return (newline if end in (b"\n", b"\r") else newline * 2) if end else b""


def _tail(old: _Original, before: _Found | None, *, codec: str, end: bytes) -> bytes:
    """Return what stood after the last entry; comments there are kept in any case."""
    last = max(old.found.values(), key=lambda found: found.number, default=None)
    if last and before is last:
        return old.data[last.stop :]
    rest = old.source.text[last.entry.stop if last else 0 :].strip()
    if not rest:
        return b""
    lines = "\n".join(line.rstrip("\r") for line in rest.split("\n")) + "\n"
    return _gap(old, None, None, end=end) + _encoded(lines, codec, newline=old.newline)


def _take(unit: Unit, found: _Found | None, taken: set[tuple[str | None, str]]) -> None:
    """Put the key of the entry of *unit* into *taken*, where it must not be already."""
    key = (_msgctxt(unit, found), raw(unit.source))
    if key == (None, ""):
        raise AlihbahasaError("An empty source is what PO has for its header", unit=unit.id)
    if key in taken:
        raise AlihbahasaError("Two units have the same source and context", unit=unit.id)
    taken.add(key)


def _encoded(text: str, codec: str, *, newline: str, unit: str | None = None) -> bytes:
    if newline != "\n":
        text = text.replace("\n", newline)
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        raise AlihbahasaError(
            f"The charset of the file, {codec.upper()}, has no {text[error.start]!a}",
            unit=unit,
            hint="Write charset=UTF-8 in the header." if codec != "utf-8" else None,
        ) from None


# --- one entry ----------------------------------------------------------------


def _msgctxt(unit: Unit, found: _Found | None) -> str | None:
    if unit.context:
        return unit.context
    if unit.kind.suffix:
        return unit.kind.value
    # An empty msgctxt is not the same as none, but a unit cannot tell.
    was: str | None = found.entry.entry.msgctxt if found else None
    return was if was == "" else None


def _entry(unit: Unit, found: _Found | None) -> str:
    """Return the entry of *unit*; *found* is the one that it replaces."""
    was = found.entry if found else None
    context = _msgctxt(unit, found)
    target = raw(unit.target or ())
    is_draft = unit.state is State.INITIAL and target.strip() != ""
    parts: list[str] = []
    for note in unit.comments:
        if note.text.strip():
            parts += _comment_lines("#", note.text, unit=unit.id)
    for other in unit.alternatives:
        parts += _comment_lines("#", _conflict(other), unit=unit.id)
    for note in unit.notes:
        if note.category not in ("translator", "plural"):
            parts += _comment_lines("#.", note.text, unit=unit.id)
    parts += _reference_lines(unit, was)
    sticky = was.sticky if was else ()
    flags = ["fuzzy"] if is_draft else []
    if was:
        flags += [flag for flag in was.entry.flags if flag != "fuzzy" and flag not in sticky]
    if flags:
        parts.append(f"#, {', '.join(flags)}\n")
    if sticky:
        parts.append(f"#= {', '.join(sticky)}\n")

    plural = next((note.text for note in unit.notes if note.category == "plural"), None)
    if plural is None and was and was.msgid_plural >= 0 and unit.plurals:
        plural = was.entry.msgid_plural
    strings: list[tuple[str, str]] = []
    prefix = "#~ " if unit.obsolete else ""
    if is_draft and unit.previous is not None:
        earlier = [("msgctxt", context)] if context is not None else []
        earlier.append(("msgid", raw(unit.previous)))
        if was and was.entry.previous_msgid_plural is not None:
            earlier.append(("msgid_plural", was.entry.previous_msgid_plural))
        mark = "#~| " if unit.obsolete else "#| "
        parts += [_string(name, _held_text(text, unit), prefix=mark) for name, text in earlier]
    if context is not None:
        strings.append(("msgctxt", context))
    strings.append(("msgid", raw(unit.source)))
    if plural is None:
        if unit.plurals:
            raise AlihbahasaError("Plural forms need a note that says msgid_plural", unit=unit.id)
        strings.append(("msgstr", target))
    else:
        strings.append(("msgid_plural", plural))
        forms = _forms(unit) or (target,)
        strings += [(f"msgstr[{number}]", form) for number, form in enumerate(forms)]
    parts += [_string(name, _held_text(text, unit), prefix=prefix) for name, text in strings]
    return "".join(parts)


def _held_text(text: str, unit: Unit) -> str:
    """Return *text*, which must be what a string of PO can hold."""
    if "\0" in text or "\4" in text:
        raise AlihbahasaError("PO cannot hold the characters NUL and EOT", unit=unit.id)
    if len(text) > MAX_LENGTH:
        raise AlihbahasaError(f"The text is longer than {MAX_LENGTH:,} characters", unit=unit.id)
    return text


def _string(keyword: str, text: str, *, prefix: str = "") -> str:
    """Return the lines of *keyword* with *text*, broken after each line end in it."""
    if "\n" not in text[:-1]:
        return f'{prefix}{keyword} "{text.translate(_ESCAPES)}"\n'
    lines = [f'{prefix}{keyword} ""\n']
    *whole, last = text.split("\n")
    lines += [f'{prefix}"{line.translate(_ESCAPES)}\\n"\n' for line in whole]
    if last:
        lines.append(f'{prefix}"{last.translate(_ESCAPES)}"\n')
    return "".join(lines)


def _comment_lines(mark: str, text: str, *, unit: str | None) -> Iterator[str]:
    """Yield the lines of a comment that begin with *mark*."""
    for line in text.split("\n"):
        if "\r" in line or "\0" in line:
            raise AlihbahasaError(
                "A comment in PO cannot hold a carriage return or a NUL", unit=unit
            )
        if line.endswith("\\"):
            raise AlihbahasaError(
                "A line of a comment in PO cannot end in a backslash",
                unit=unit,
                hint="Write something after it: gettext takes the next line for its continuation.",
            )
        yield f"{mark} {line}\n" if line else f"{mark}\n"


def _conflict(other: Alternative) -> str:
    """Return the comment line for an alternative; a backslash never ends it."""
    draft = " (draft)" if other.state is State.INITIAL else ""
    escaped = [
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        for text in (other.origin, raw(other.target))
    ]
    origin = escaped[0].replace(": ", "\\x3a ")
    target = escaped[1]
    if target.endswith("\\\\"):
        target = f"{target[:-2]}\\x5c"
    return f"conflict{draft}, {origin}: {target}"


def _reference_lines(unit: Unit, was: Entry | None) -> Iterator[str]:
    """Yield the ``#:`` lines: a reference a place, then those of *was* that are not ours."""
    references: list[str] = []
    counts: dict[str, int] = {}
    for place in unit.places:
        number = counts[place.article] = counts.get(place.article, 0) + 1
        reference = f"{_UNSAFE.sub(_percent, place.article)}#{unit.id}"
        references.append(f"{reference}@{number}" if number > 1 else reference)
    for name, line in was.entry.occurrences if was else ():
        if line or not _OUR_REFERENCE.fullmatch(name):
            references.append(f"{name}:{line}" if line else name)
    row, width = "#:", 2
    for reference in references:
        length = len(reference.encode("utf-8", "surrogatepass")) + 1
        if width > 2 and width + length > _PAGE_WIDTH:
            yield f"{row}\n"
            row, width = "#:", 2
        row, width = f"{row} {reference}", width + length
    if width > 2:
        yield f"{row}\n"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8"))


# --- positions and the sniff --------------------------------------------------


def locate(
    data: bytes, wanted: Iterable[tuple[str, Side, int]]
) -> dict[tuple[str, Side, int], tuple[int, int]]:
    """Return line and column, in code points, of offsets in sources and targets of units.

    *wanted* names each by the id of its unit, the side and the offset, in
    code points.  The target of an entry with plural forms is ``msgstr[0]``.
    An offset past the end gives where the text begins, in an empty one the
    place after the quote.  A unit that the file does not have is left out.
    """
    wants: dict[str, dict[Side, list[int]]] = {}
    for id, side, offset in wanted:
        wants.setdefault(id, {}).setdefault(side, []).append(offset)
    answer: dict[tuple[str, Side, int], tuple[int, int]] = {}
    source = open_source(data)
    seen: set[str] = set()
    for found in scan(source):
        if _is_header(found):
            continue
        id, *_ = _identity(found, (found.entry.msgid,), seen)
        for side, offsets in wants.pop(id, {}).items():
            quote = found.msgid if side is Side.SOURCE else found.msgstr[0]
            for offset, at in _places_of(source, quote, offsets):
                line = (found.entry.linenum or 1) + source.text.count("\n", found.start, at)
                column = at - source.text.rfind("\n", 0, at)
                answer[id, side, offset] = (line, column)
        if not wants:
            break
    return answer


def _places_of(source: Source, quote: int, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield each of *offsets* in the string that opens at *quote*, with its place in the file."""
    pieces = pieces_at(source, quote)
    piece, place = next(pieces, ("", quote + 1))
    begin, done = place, 0
    rest = sorted(set(offsets))
    for number, offset in enumerate(rest):
        while piece and offset >= done + len(piece):
            done += len(piece)
            piece, place = next(pieces, ("", begin))
        if not piece:
            yield from ((late, begin) for late in rest[number:])
            return
        # An offset before the text is as wrong as one past it.
        yield offset, place + offset - done if offset >= 0 else begin


_OPENING = re.compile(r'[ \t\f\v]*(?:#(?:~\|?|\|)[ \t]*)?msg(?:id|ctxt)[ \t]*"')


def recognises(head: bytes) -> bool:
    """Tell whether *head*, the beginning of a file, is that of a PO file.

    It is where a ``msgid`` or ``msgctxt`` with a string follows on nothing
    but comments and empty lines.
    """
    codec = "latin-1"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    text = head.decode(codec, "replace").replace("\r", "\n")
    for line in text.split("\n"):
        if _OPENING.match(line):
            return True
        if line.strip() and not line.lstrip().startswith("#"):
            return False
    return False


PLUGIN = ExchangeFormat(
    name="po",
    title="PO (GNU gettext)",
    extension=".po",
    recognises=recognises,
    read=read,
    write=write,
    locate=locate,
)
