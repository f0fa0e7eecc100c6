"""Writing PO: around what a file holds already, entry by entry.

An entry that says the same stays byte for byte as it was found, and so does
what stands between two of those; the layout of a new one is that of
``msgcat --no-wrap``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, tee

from alihbahasa.contracts import DEFAULT, Change, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_conflicts import comment_of
from alihbahasa.exchange._po_header import NO_DATE, completed, header_in, is_same_header, with_utf_8
from alihbahasa.exchange._po_patching import ESCAPES, Layout, layout_of, patched
from alihbahasa.exchange._po_scanner import (
    MAX_LENGTH,
    Entry,
    byte_ranges,
    header_of,
    open_source,
    scan,
)
from alihbahasa.exchange._po_source import Source, charset_of, codec_of
from alihbahasa.exchange._po_units import OUR_REFERENCE, is_header, unit_of
from alihbahasa.model import Header, Kind, State, Unit, raw
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: What a reference must not hold as it is: separators, controls, the escape
#: character itself, and the isolates between which gettext sets names.
_UNSAFE = late_re("[%\\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: gettext breaks lines of references here, and counts in bytes.
_PAGE_WIDTH = 79


#: How many entries are encoded together.
_BATCH = 256
#: Members of an enumeration are looked up slowly, and each entry asks for these.
_PARAGRAPH = Kind.PARAGRAPH
_INITIAL = State.INITIAL


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry of the original with its unit, and whether that is the same as the one wanted."""

    entry: Entry
    unit: Unit
    is_same: bool


@dataclass(frozen=True, slots=True)
class _Original:
    """The file as it stands, cut at its entries; of nearly all only the places are known.

    *numbers* are those of the entries whose units are wanted, by the ids of
    these, and of the header, under "".  *found* are, by number, the entries
    of which more must be known: above all those that are not the same.
    *bounds* are where each entry starts and stops in the bytes, in turn, and
    *stop* is where the last one stops in the text.
    """

    data: bytes
    source: Source
    layout: Layout
    numbers: Mapping[str, int]
    found: Mapping[int, _Found]
    bounds: Sequence[int]
    stop: int

    @property
    def count(self) -> int:
        """How many entries there are, with the header."""
        return len(self.bounds) // 2

    def of(self, number: int | None) -> _Found | None:
        """Return the entry *number*, None where there is none, or nothing more to be known."""
        return None if number is None else self.found.get(number)

    def is_same(self, number: int | None) -> bool:
        """Tell whether there is an entry *number* that says what is wanted."""
        found = self.of(number)
        return number is not None and (found is None or found.is_same)

    def start_of(self, number: int) -> int:
        return self.bounds[2 * number]

    def stop_of(self, number: int) -> int:
        return self.bounds[2 * number + 1]


def _original(
    data: bytes, source: Source, wanted: Mapping[str, Unit], *, holds_all: bool
) -> _Original:
    """Compare each entry of *source* with the unit *wanted* in its place; *holds_all* of them."""
    seen: dict[str, int] = {}
    numbers: dict[str, int] = {}
    found: dict[int, _Found] = {}
    bounds = array("Q")
    stop = 0
    entries, located = tee(scan(source))
    for number, (entry, place) in enumerate(
        zip(entries, byte_ranges(source, located), strict=True)
    ):
        bounds.extend(place)
        stop = entry.stop
        if is_header(entry):
            numbers[""] = number
            continue
        was = unit_of(entry, seen)
        unit = wanted.get(was.id)
        if unit is None:
            continue
        numbers[unit.id] = number
        msgctxt: str | None = entry.entry.msgctxt
        is_same = _is_unchanged(unit, was, msgctxt)
        if holds_all or not is_same or msgctxt == "":
            found[number] = _Found(entry, was, is_same)
    return _Original(data, source, layout_of(source, data), numbers, found, bounds, stop)


def write(
    header: Header,
    units: Iterable[Unit],
    *,
    original: bytes = b"",
    profile: Profile = DEFAULT,
) -> Iterator[bytes]:
    """Yield the PO file of *header* and *units*, obsolete ones last.

    What *header* says of languages and dates is written, and spelled as in
    its fields where these say the same; other fields are taken as they are,
    and those that every file must have are added.  The charset is that of the
    field Content-Type.

    Raises AlihbahasaError for two units of one source and context, and for
    text that PO, or the charset, cannot hold, with the unit.
    """
    if not original:
        yield from _new_file(header, units)
        return
    source = open_source(original)
    head = header_of(source)
    keeps_header = is_same_header(header, header_in(head))
    fields = header.fields if keeps_header else completed(header)
    if source.mark:
        fields = with_utf_8(completed(header))
    codec = codec_of(charset_of("".join(f"{name}: {value}\n" for name, value in fields)))
    codec = codec or source.codec
    wanted = tuple(units)
    keeps_codec = codec == source.codec
    old = _original(original, source, {unit.id: unit for unit in wanted}, holds_all=not keeps_codec)
    ids = (id for id in old.numbers if id)
    if (
        keeps_header
        and old.count == len(wanted) + (head is not None)
        and all(unit.id == id for unit, id in zip(wanted, ids, strict=False))
        and all(old.is_same(old.numbers.get(unit.id)) for unit in wanted)
    ):
        yield original
        return

    if source.mark:
        keeps_header = False
    taken: set[str | tuple[str, str]] = set()
    before: int | None = None
    newline = old.layout.newline
    end = b""
    for unit in chain((None,) if head or not keeps_header else (), _obsolete_last(wanted)):
        number = old.numbers.get("" if unit is None else unit.id)
        found = old.of(number)
        if unit is None:
            is_kept = keeps_header and number is not None
        else:
            is_kept = keeps_codec and old.is_same(number)
        now = number if is_kept else None
        context = None if unit is None else _take(unit, found, taken)
        if now is not None:
            entry = original[old.start_of(now) : old.stop_of(now)]
        elif unit is None:
            entry = _encoded(_header_entry(fields, header.comment), codec, newline=newline)
        else:
            is_alike = keeps_codec and (found is not None and context == found.entry.entry.msgctxt)
            retold = _retold(unit, found, old) if is_alike else None
            entry = retold or _encoded(
                _entry(unit, found, context=context), codec, newline=newline, unit=unit.id
            )
        yield _gap(old, before, now, end=end)
        yield entry
        before, end = now, entry[-1:]
    yield _tail(old, before, codec=codec, end=end)


def _new_file(header: Header, units: Iterable[Unit]) -> Iterator[bytes]:
    """Yield the file of *header* and *units*, of which it holds back but the obsolete."""
    fields = completed(header)
    codec = codec_of(charset_of("".join(f"{name}: {value}\n" for name, value in fields)))
    codec = codec or "utf-8"
    yield _encoded(_header_entry(fields, header.comment), codec, newline="\n")
    taken: set[str | tuple[str, str]] = set()
    batch: list[tuple[str, str]] = []
    for unit in _obsolete_last(units):
        text = _entry(unit, None, context=_take(unit, None, taken))
        batch.append((text, unit.id))
        if len(batch) == _BATCH:
            yield _encoded_together(batch, codec)
            batch.clear()
    yield _encoded_together(batch, codec)


def _encoded_together(batch: Sequence[tuple[str, str]], codec: str) -> bytes:
    """Return the entries of *batch*, texts and the ids of their units, each after an empty line."""
    try:
        return "".join(f"\n{text}" for text, _ in batch).encode(codec)
    except UnicodeEncodeError:
        # One of them: this says which.
        return b"".join(_encoded(f"\n{text}", codec, newline="\n", unit=id) for text, id in batch)


def _obsolete_last(units: Iterable[Unit]) -> Iterator[Unit]:
    obsolete = []
    for unit in units:
        if unit.obsolete:
            obsolete.append(unit)
        else:
            yield unit
    yield from obsolete


def _is_unchanged(unit: Unit, was: Unit, msgctxt: str | None) -> bool:
    """Tell whether the entry that holds *was*, with this *msgctxt*, need not change for *unit*."""
    return (
        _held(unit) == _held(was)
        # What told of an edit goes with the draft.
        and (unit.is_draft or not was.tells_of_edit)
        and (not unit.is_finished or not was.tells_of_memory or unit.tells_of_memory)
        # Profiles differ in this.
        and _msgctxt(unit, msgctxt) == msgctxt
    )


def _held(unit: Unit) -> tuple[object, ...]:
    """Return what of *unit* decides whether its entry stays as it is, as far as PO holds it."""
    target = raw(unit.target or ())
    return (
        raw(unit.source),
        target,
        unit.state is State.INITIAL or not target.strip(),
        _previous(unit),
        unit.obsolete,
        [
            (raw(other.target), other.state is State.INITIAL, other.origin)
            for other in unit.alternatives
        ],
        "\n".join(note.text for note in unit.comments if note.text.strip()),
        _forms(unit),
    )


def _previous(unit: Unit) -> str | None:
    return None if unit.previous is None else raw(unit.previous)


def _forms(unit: Unit) -> tuple[str, ...]:
    """Return the plural forms of *unit*, the first of which is its target; none for most units."""
    first = raw(unit.target or ())
    return (first, *(raw(form) for form in unit.plurals[1:])) if unit.plurals else ()


def _retold(unit: Unit, found: _Found | None, old: _Original) -> bytes | None:
    """Return the entry *found* with the target of *unit*, None where more than that differs.

    So it keeps what was laid out otherwise, or not understood.
    """
    if found is None:
        return None
    was = found.unit
    if unit.is_draft and _previous(unit) != _previous(was):
        return None
    if _beside(unit) != _beside(was):
        return None
    change = Change(unit.target, unit.state, unit.plurals)
    try:
        text = patched(old.source, found.entry, unit=was, change=change, layout=old.layout)
    except AlihbahasaError:
        return None  # Writing it anew says why, if that cannot be either.
    return text.encode(old.source.codec)


def _beside(unit: Unit) -> tuple[object, ...]:
    """Return all that is written of *unit* but its target, and what it was before."""
    source, _, _, _, obsolete, alternatives, comments, _ = _held(unit)
    return (
        source,
        obsolete,
        alternatives,
        comments,
        unit.context,
        [place.article for place in unit.places],
        "\n".join(note.text for note in unit.generated if note.text),
    )


def _gap(old: _Original, before: int | None, now: int | None, *, end: bytes) -> bytes:
    """Return what stands before an entry: what stood there, or else an empty line."""
    if now == 0 and not end:
        return old.data[old.source.mark : old.start_of(now)]
    if now is not None and before is not None and now == before + 1:
        return old.data[old.stop_of(before) : old.start_of(now)]
    newline = old.layout.newline.encode()
    return (newline if end in (b"\n", b"\r") else newline * 2) if end else b""


def _tail(old: _Original, before: int | None, *, codec: str, end: bytes) -> bytes:
    """Return what stood after the last entry; comments there are kept in any case."""
    if before is not None and before == old.count - 1:
        return old.data[old.stop_of(before) :]
    rest = old.source.text[old.stop :].strip()
    if not rest:
        return b""
    lines = "\n".join(line.rstrip("\r") for line in rest.split("\n")) + "\n"
    return _gap(old, None, None, end=end) + _encoded(lines, codec, newline=old.layout.newline)


def _take(unit: Unit, found: _Found | None, taken: set[str | tuple[str, str]]) -> str | None:
    """Return the msgctxt of *unit*; put the key of its entry into *taken*, where it must not be."""
    context = _msgctxt(unit, found.entry.entry.msgctxt if found else None)
    source = raw(unit.source)
    if context is None and not source:
        raise AlihbahasaError("an empty source is what PO has for its header", unit=unit.id)
    key = source if context is None else (context, source)
    if key in taken:
        raise AlihbahasaError("two units have the same source and context", unit=unit.id)
    taken.add(key)
    return context


def _encoded(text: str, codec: str, *, newline: str, unit: str | None = None) -> bytes:
    if newline != "\n":
        text = text.replace("\n", newline)
    try:
        return text.encode(codec)
    except UnicodeEncodeError as error:
        raise AlihbahasaError(
            f"the charset of the file, {codec.upper()}, has no {text[error.start]!a}",
            unit=unit,
            hint="write charset=UTF-8 in the header" if codec != "utf-8" else None,
        ) from None


# --- one entry ----------------------------------------------------------------


def _msgctxt(unit: Unit, was: str | None) -> str | None:
    """Return the msgctxt of *unit*, whose entry has *was*, None for none."""
    if unit.context:
        return unit.context
    if unit.kind is not _PARAGRAPH and unit.kind.suffix:
        return unit.kind.value
    # An empty msgctxt is not the same as none, but a unit cannot tell.
    return was if was == "" else None


def _header_entry(fields: Sequence[tuple[str, str]], comment: str) -> str:
    lines = [f"{name}: {value}\n" for name, value in fields]
    for line in lines:
        if "\n" in line[:-1] or "\0" in line:
            raise AlihbahasaError(f"a header field must be one line: {line[:60]!r}")
    parts = list(_comment_lines("#", comment, unit=None)) if comment else []
    if ("PO-Revision-Date", NO_DATE) in fields:
        parts.append("#, fuzzy\n")
    parts += ['msgid ""\n', _string("msgstr", "".join(lines))]
    return "".join(parts)


def _entry(unit: Unit, found: _Found | None, *, context: str | None) -> str:
    """Return the entry of *unit* with the msgctxt *context*; *found* is the one it replaces."""
    was = found.entry if found else None
    target = raw(unit.target or ())
    is_draft = unit.state is _INITIAL and target.strip() != ""
    parts: list[str] = []
    plural: str | None = None
    for note in unit.notes:
        if note.category == "translator" and note.text.strip():
            parts += _comment_lines("#", note.text, unit=unit.id)
        elif note.category == "plural" and plural is None:
            plural = note.text
    for other in unit.alternatives:
        parts += _comment_lines("#", comment_of(other), unit=unit.id)
    for note in unit.notes:
        if note.category not in ("translator", "plural"):
            parts += _comment_lines("#.", note.text, unit=unit.id)
    if was is None and len(unit.places) == 1:
        parts.append(f"#: {_quoted(unit.places[0].article)}#{unit.id}\n")
    else:
        parts += _reference_lines(unit, was)
    flags = ["fuzzy"] if is_draft else []
    if was:
        others = {"fuzzy", *was.sticky}
        flags += [flag for flag in was.entry.flags if flag not in others]
    if flags:
        parts.append(f"#, {', '.join(flags)}\n")
    if was and was.sticky:
        parts.append(f"#= {', '.join(was.sticky)}\n")

    if plural is None and was and was.msgid_plural >= 0 and unit.plurals:
        plural = was.entry.msgid_plural
    prefix = "#~ " if unit.obsolete else ""
    if is_draft and unit.previous is not None:
        earlier = [("msgctxt", context)] if context is not None else []
        earlier.append(("msgid", raw(unit.previous)))
        if was and was.entry.previous_msgid_plural is not None:
            earlier.append(("msgid_plural", was.entry.previous_msgid_plural))
        mark = "#~| " if unit.obsolete else "#| "
        parts += [_string(name, _held_text(text, unit), prefix=mark) for name, text in earlier]
    if context is not None:
        parts.append(_unit_string("msgctxt", context, prefix=prefix, unit=unit))
    parts.append(_unit_string("msgid", raw(unit.source), prefix=prefix, unit=unit))
    if plural is None:
        if unit.plurals:
            raise AlihbahasaError("plural forms need a note that says msgid_plural", unit=unit.id)
        parts.append(_unit_string("msgstr", target, prefix=prefix, unit=unit))
    else:
        parts.append(_unit_string("msgid_plural", plural, prefix=prefix, unit=unit))
        parts += [
            _unit_string(f"msgstr[{number}]", form, prefix=prefix, unit=unit)
            for number, form in enumerate(_forms(unit) or (target,))
        ]
    return "".join(parts)


def _unit_string(keyword: str, text: str, *, prefix: str, unit: Unit) -> str:
    """Return the lines of *keyword* with *text*, a string of *unit*."""
    # For nearly all texts three scans in C tell that each character stays as it is.
    if text.isprintable() and '"' not in text and "\\" not in text and len(text) <= MAX_LENGTH:
        return f'{prefix}{keyword} "{text}"\n'
    return _string(keyword, _held_text(text, unit), prefix=prefix)


def _held_text(text: str, unit: Unit) -> str:
    """Return *text*, which must be what a string of PO can hold."""
    if "\0" in text or "\4" in text:
        raise AlihbahasaError("PO cannot hold the characters NUL and EOT", unit=unit.id)
    if len(text) > MAX_LENGTH:
        raise AlihbahasaError(f"the text is longer than {MAX_LENGTH:,} characters", unit=unit.id)
    return text


def _string(keyword: str, text: str, *, prefix: str = "") -> str:
    """Return the lines of *keyword* with *text*, broken after each line end in it."""
    if "\n" not in text[:-1]:
        return f'{prefix}{keyword} "{text.translate(ESCAPES)}"\n'
    lines = [f'{prefix}{keyword} ""\n']
    *whole, last = text.split("\n")
    lines += [f'{prefix}"{line.translate(ESCAPES)}\\n"\n' for line in whole]
    if last:
        lines.append(f'{prefix}"{last.translate(ESCAPES)}"\n')
    return "".join(lines)


_LINE_ENDS = late_re("\r\n?|\n")


def _comment_lines(mark: str, text: str, *, unit: str | None) -> Iterator[str]:
    """Yield the lines of a comment that begin with *mark*.

    A space keeps a backslash from the end of a line: gettext would take the
    next line for its continuation.
    """
    if "\\" not in text and text.isprintable() and text:
        yield f"{mark} {text}\n"
        return
    for line in _LINE_ENDS.split(text):
        if "\0" in line:
            raise AlihbahasaError("a comment in PO cannot hold a NUL", unit=unit)
        held = f"{line} " if line.endswith("\\") else line
        yield f"{mark} {held}\n" if line else f"{mark}\n"


def _reference_lines(unit: Unit, was: Entry | None) -> Iterator[str]:
    """Yield the ``#:`` lines: a reference a place, then those of *was* that are not ours."""
    references: list[str] = []
    counts: dict[str, int] = {}
    for place in unit.places:
        number = counts[place.article] = counts.get(place.article, 0) + 1
        reference = f"{_quoted(place.article)}#{unit.id}"
        references.append(f"{reference}@{number}" if number > 1 else reference)
    for name, line in was.entry.occurrences if was else ():
        if line or not OUR_REFERENCE.fullmatch(name):
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


@lru_cache(maxsize=64)
def _quoted(article: str) -> str:
    return _UNSAFE.sub(_percent, article)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8"))
