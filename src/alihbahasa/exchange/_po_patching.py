"""Changing the targets of PO entries in place: every other byte stays as it was found.

Of an entry, ``msgstr`` (or ``msgstr[n]``) is written anew, the flag ``fuzzy``
is set or taken out, and what was the source before (``#|``) goes when it is no
draft any more.  Line ends and charset are those of the file, and a long text
is wrapped as gettext does where the file has wrapped ones.

Every changed entry is scanned again before it is given out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_scanner import MAX_LENGTH, Entry, byte_ranges, open_source, scan
from alihbahasa.exchange._po_source import Source
from alihbahasa.exchange._po_tokens import stop_of
from alihbahasa.exchange._po_units import is_header, unit_of
from alihbahasa.model import State, Unit, raw
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: gettext breaks lines here, in columns.
_PAGE_WIDTH = 79

ESCAPES = str.maketrans(
    dict(zip('\a\b\f\n\r\t\v"\\', (f"\\{letter}" for letter in 'abfnrtv"\\'), strict=True))
)


def patch(original: bytes, changes: Mapping[str, Change]) -> Iterator[bytes]:
    """Yield *original* with *changes* in it; see ``contracts.PatchExchange``."""
    if not changes:
        yield original
        return
    source = open_source(original)
    entries: list[Entry] = []
    texts: list[str] = []
    waiting = dict(changes)
    seen: dict[str, int] = {}
    layout = None
    for entry in scan(source):
        if is_header(entry):
            continue
        unit = unit_of(entry, seen)
        change = waiting.pop(unit.id, None)
        if change is None or is_held(change, unit):
            continue
        layout = layout or layout_of(source, original)
        entries.append(entry)
        texts.append(patched(source, entry, unit=unit, change=change, layout=layout))
    for id in waiting:
        raise AlihbahasaError("the file has no unit with this id", unit=id)
    done = 0
    for (start, stop), text in zip(byte_ranges(source, entries), texts, strict=True):
        yield original[done:start]
        yield text.encode(source.codec)
        done = stop
    yield original[done:]


def is_held(change: Change, unit: Unit) -> bool:
    """Tell whether *unit* has the target, its forms and the state of *change*."""
    target = raw(change.target or ())
    is_draft = change.state is State.INITIAL or not target.strip()
    return (
        target == raw(unit.target or ())
        and is_draft is (unit.state is State.INITIAL)
        and (not change.plurals or _forms(change) == [raw(form) for form in unit.plurals])
    )


def _forms(change: Change) -> list[str]:
    """Return the plural forms of *change*, the first of which is its target."""
    return [raw(change.target or ()), *(raw(form) for form in change.plurals[1:])]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: its line ends, and whether long texts are wrapped."""

    newline: str
    is_wrapped: bool


def layout_of(source: Source, data: bytes) -> Layout:
    """Return the layout of *source*, which *data* are the bytes of."""
    if source.text.partition("\n")[0].endswith("\r"):
        newline = "\r\n"
    else:
        # Scanning takes the line ends of an old Mac file for line feeds.
        newline = "\r" if b"\r" in data and b"\n" not in data else "\n"
    return Layout(newline, _WRAPPED.search(source.text) is not None)


#: A line of a string that goes on in the next one, and is broken not because of
#: a line end in it.
_WRAPPED = late_re(r'^(?:#~ )?"(?:[^"\\\n]|\\[^n\n]|\\n(?!"))+"\r?\n(?:#~ )?"', re.MULTILINE)
_BEFORE_KEYWORD = late_re(r"[ \t]*(?:#~[ \t]*)?")
_FLAGS = late_re(r"^([ \t]*(?:#~[ \t]*)?#[,!=])([^\r\n]*)(\r?\n)", re.MULTILINE)
_PREVIOUS = late_re(r"^[ \t]*#~?\|[^\n]*\n", re.MULTILINE)


def patched(source: Source, entry: Entry, *, unit: Unit, change: Change, layout: Layout) -> str:
    """Return the text of *entry*, which holds *unit*, with *change* in it.

    Raises AlihbahasaError naming the unit for text that PO, or the charset of
    the file, cannot hold, and for forms that the entry has no place for.
    """
    forms = _wanted_forms(change, unit)
    edits: list[tuple[int, int, str]] = []
    text = source.text
    for number, form in enumerate(forms):
        if number < len(entry.msgstr):
            quote = entry.msgstr[number]
            stop = stop_of(source, quote)
            was = raw(unit.plurals[number]) if unit.plurals else raw(unit.target or ())
            if form != was:
                edits.append(_string(text, quote, stop=stop, form=form, layout=layout))
    last = entry.msgstr[-1]
    added = forms[len(entry.msgstr) :]
    if added:
        line = _line(text, last)
        prefix = _prefix(text, line)
        lines = "".join(
            f"{prefix}msgstr[{number}] {_literals(form, prefix, column=12, layout=layout)}\n"
            for number, form in enumerate(added, len(entry.msgstr))
        )
        is_ended = text[entry.stop - 1 : entry.stop] == "\n"
        edits.append((entry.stop, entry.stop, lines if is_ended else f"\n{lines[:-1]}"))
    is_draft = change.state is State.INITIAL and any(form.strip() for form in forms[:1])
    edits += _flag_edits(source, entry, is_draft=is_draft)
    pieces: list[str] = []
    done = entry.start
    for start, stop, replacement in sorted(edits):
        pieces += (text[done:start], _in_lines(replacement, layout))
        done = stop
    pieces.append(text[done : entry.stop])
    # Nothing of an old Mac file has line feeds.
    now = "".join(pieces)
    _check(now, source, unit=unit, change=change, forms=forms)
    return now.replace("\n", "\r") if layout.newline == "\r" else now


def _in_lines(text: str, layout: Layout) -> str:
    return text.replace("\n", "\r\n") if layout.newline == "\r\n" else text


def _wanted_forms(change: Change, unit: Unit) -> list[str]:
    if change.plurals and not unit.plurals:
        raise AlihbahasaError("the entry has no plural forms", unit=unit.id)
    forms = _forms(change)
    if unit.plurals and not change.plurals:
        forms += [raw(form) for form in unit.plurals[1:]]
    if len(forms) < len(unit.plurals):
        raise AlihbahasaError(
            f"the entry has {len(unit.plurals)} plural forms, not {len(forms)}", unit=unit.id
        )
    for form in forms:
        if "\0" in form or "\4" in form:
            raise AlihbahasaError("PO cannot hold the characters NUL and EOT", unit=unit.id)
        if len(form) > MAX_LENGTH:
            raise AlihbahasaError(
                f"the text is longer than {MAX_LENGTH:,} characters", unit=unit.id
            )
    return forms


def _line(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _prefix(text: str, line: int) -> str:
    found = _BEFORE_KEYWORD.match(text, line)
    assert found
    return found[0]


def _string(text: str, quote: int, *, stop: int, form: str, layout: Layout) -> tuple[int, int, str]:
    """Return what puts *form* in the place of the strings from *quote* to *stop*."""
    line = _line(text, quote)
    return quote, stop, _literals(form, _prefix(text, line), column=quote - line, layout=layout)


def _literals(form: str, prefix: str, *, column: int, layout: Layout) -> str:
    """Return *form* as the strings after a keyword, the first of which begins at *column*.

    Text is broken after each line end in it.
    """
    single = f'"{form.translate(ESCAPES)}"'
    if "\n" not in form[:-1] and not (layout.is_wrapped and column + _width(single) > _PAGE_WIDTH):
        return single
    rows = ['""']
    for part in form.split("\n"):
        whole = part.translate(ESCAPES)
        rows += _wrapped(whole, len(prefix)) if layout.is_wrapped else [whole]
        rows[-1] += "\\n"
    rows[-1] = rows[-1].removesuffix("\\n")
    if not rows[-1]:
        del rows[-1]
    return f"\n{prefix}".join([rows[0], *(f'"{row}"' for row in rows[1:])])


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


def _wrapped(text: str, indent: int) -> list[str]:
    """Return escaped *text* in rows that end behind blanks; a word is never cut."""
    rows: list[str] = []
    row, width = "", indent + 2
    for word in re.findall(r" *[^ ]* ?", text):
        length = _width(word)
        if row and width + length > _PAGE_WIDTH:
            rows.append(row)
            row, width = "", indent + 2
        row, width = row + word, width + length
    return [*rows, row]


def _flag_edits(source: Source, entry: Entry, *, is_draft: bool) -> Iterator[tuple[int, int, str]]:
    """Yield what sets or clears the flag ``fuzzy``, and clears what was the source before."""
    text = source.text
    first = entry.msgctxt if entry.msgctxt >= 0 else entry.msgid
    keyword = _keyword_line(text, entry, quote=first)
    was_draft = "fuzzy" in entry.entry.flags
    if not is_draft:
        if was_draft:
            for found in _FLAGS.finditer(text, entry.start, keyword):
                flags = [flag.strip() for flag in found[2].split(",")]
                kept = [flag for flag in flags if flag != "fuzzy"]
                if len(kept) < len(flags):
                    line = f"{found[1]} {', '.join(kept)}{found[3]}" if any(kept) else ""
                    yield found.start(), found.end(), line.replace("\r\n", "\n")
        for found in _PREVIOUS.finditer(text, entry.start, keyword):
            yield found.start(), found.end(), ""
    elif not was_draft:
        row = _FLAGS.search(text, entry.start, keyword)
        if row and row[1].endswith(",") and row[2].strip():
            yield row.start(2), row.start(2), " fuzzy,"
        else:
            before = _PREVIOUS.search(text, entry.start, keyword)
            at = row.start() if row else before.start() if before else keyword
            yield at, at, "#, fuzzy\n"


def _keyword_line(text: str, entry: Entry, *, quote: int) -> int:
    """Return where the line with the keyword of the string at *quote* begins."""
    line = _line(text, quote)
    while line > entry.start and "msg" not in text[line:quote]:
        line = _line(text, line - 1)
    return max(line, entry.start)


def _check(now: str, source: Source, *, unit: Unit, change: Change, forms: list[str]) -> None:
    """Raise AlihbahasaError where *now*, the entry of *unit*, does not say what was meant."""
    try:
        now.encode(source.codec)
    except UnicodeEncodeError as error:
        raise AlihbahasaError(
            f"the charset of the file, {source.codec.upper()}, has no {now[error.start]!a}",
            unit=unit.id,
            hint="write charset=UTF-8 in the header" if source.codec != "utf-8" else None,
        ) from None
    try:
        (found,) = scan(Source(now, source.codec, mark=0, is_plain=False))
        read = unit_of(found, {})
    except (AlihbahasaError, ValueError):
        read = None
    same = replace(
        unit,
        id="",
        target=(forms[0],) if forms[0] else None,
        plurals=tuple((form,) for form in forms) if unit.plurals else (),
        state=State.INITIAL if not forms[0].strip() else State.TRANSLATED,
        previous=None,
    )
    if change.state is State.INITIAL:
        same = replace(same, state=State.INITIAL)
    if read is None or replace(read, id="", previous=None) != same:
        raise AlihbahasaError("the entry has no place for this target", unit=unit.id)
