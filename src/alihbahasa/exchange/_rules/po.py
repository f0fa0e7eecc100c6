"""Judging a PO file as ``msgfmt -c`` does (GNU gettext manual).

The syntax is what ``_po_scanner`` reads; a file that has a fault there is
judged up to it.  Beyond that: a header with a charset and a language name,
messages that stand there twice, plural forms that are as many as the header
says and a plural expression that gives each of them a number, texts that begin
and end with a line break where the msgid does.  Whether a translation keeps
the formats of its source (``%s``) is for ``check`` to say, and not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_scanner import MAX_ENTRIES, Entry, each_entry, open_source
from alihbahasa.exchange._po_source import Source, charset_of
from alihbahasa.exchange._po_units import is_header
from alihbahasa.exchange._rules.plurals import values
from alihbahasa.model import Fault
from alihbahasa.patterns import late_re
from alihbahasa.xmlio import MAX_BYTES

_SYNTAX = "GNU gettext manual, The Format of PO Files"
_HEADER = "GNU gettext manual, Filling in the Header Entry"
_PLURALS = "GNU gettext manual, Plural forms"

_COUNT = late_re(r"nplurals\s*=\s*([0-9]+)(?![0-9A-Za-z])")
_EXPRESSION = late_re(r"plural\s*=\s*([^;\n]*)")
_PLURAL_FIELD = late_re(r"^Plural-Forms:[^\n]*", re.IGNORECASE | re.MULTILINE)
_LANGUAGE_FIELD = late_re(r"^Language:[ \t]*([^\n]*)", re.IGNORECASE | re.MULTILINE)
#: The manual, Locale Names: language, territory, codeset and variant.
_LANGUAGE = late_re(r"[a-z]{2,3}(?:_(?:[A-Z]{2}|[0-9]{3}))?(?:\.[\w-]+)?(?:@[A-Za-z0-9]+)?")
#: msgfmt tries the plural expression on the numbers from 0 to this.
_TRIED = 1000


def validate(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong in *data*, a PO file (see ``contracts.ExchangeFormat``)."""
    if len(data) > MAX_BYTES:
        yield Fault(f"the file is larger than {MAX_BYTES // 1_000_000} MB", 1)
        return
    try:
        source = open_source(data)
    except AlihbahasaError as error:
        yield _of(error)
        return
    if source.mark and source.codec == "utf-8":
        message = "the file begins with a byte order mark, which gettext does not read"
        yield Fault(message, 1, 1, clause=_SYNTAX)
    if b"\r" in data and b"\n" not in data:
        message = "lines end with carriage returns alone, which are white space to gettext"
        yield Fault(message, 1, 1, clause=_SYNTAX)
    yield from sorted(_faults(source), key=lambda each: (each.line, each.column or 0))


def _of(error: AlihbahasaError) -> Fault:
    return Fault(error.message, error.line or 1, error.column, error.unit or "", _SYNTAX)


def _faults(source: Source) -> Iterator[Fault]:
    first: dict[tuple[str | None, str], int] = {}
    plurals: list[Entry] = []
    header: Entry | None = None
    try:
        for number, found in enumerate(each_entry(source), 1):
            if number > MAX_ENTRIES:
                raise source.error(f"the file has more than {MAX_ENTRIES:,} entries", found.start)
            entry = found.entry
            key = entry.msgctxt, entry.msgid
            if first.setdefault(key, found.msgid) != found.msgid:
                line, _ = source.position(first[key])
                yield _at(source, found.msgid, f"this message stands in line {line} already")
            if is_header(found):
                header = header or found
            elif not entry.obsolete:
                if entry.msgid_plural and any(entry.msgstr_plural.values()):
                    plurals.append(found)
                yield from _line_breaks(source, found)
    except AlihbahasaError as error:
        yield _of(error)
    if header is not None:
        yield from _header(source, header, plurals)
    else:
        yield Fault("the file has no header (an entry with an empty msgid)", 1, 1, clause=_HEADER)


def _at(source: Source, offset: int, message: str, clause: str = _SYNTAX) -> Fault:
    line, column = source.position(offset)
    return Fault(message, line, column, clause=clause)


def _line_breaks(source: Source, found: Entry) -> Iterator[Fault]:
    """Yield where a text of a finished entry begins or ends with a line break, and msgid not."""
    entry = found.entry
    if "fuzzy" in entry.flags:
        return
    forms = entry.msgstr_plural.values() if entry.msgid_plural else (entry.msgstr,)
    texts = [("msgid_plural", entry.msgid_plural, found.msgid_plural)]
    texts += [("msgstr", text, offset) for text, offset in zip(forms, found.msgstr, strict=True)]
    if not any(forms):
        return
    for name, text, offset in texts:
        if not text:
            continue
        for word, test in (("begin", str.startswith), ("end", str.endswith)):
            if test(text, "\n") != test(entry.msgid, "\n"):
                message = f"msgid and {name} do not both {word} with a line break (\\n)"
                yield _at(source, offset, message)


# --- the header -------------------------------------------------------------------


def _header(source: Source, header: Entry, plurals: list[Entry]) -> Iterator[Fault]:
    text = header.entry.msgstr
    if source.codec.startswith("utf-16"):
        yield _at(source, 0, "the file is UTF-16, which gettext does not read", _HEADER)
    if not charset_of(text) and "charset=CHARSET" not in text:
        message = "the header names no charset (Content-Type: text/plain; charset=UTF-8)"
        yield _at(source, header.msgstr[0], message, _HEADER)
    language = _LANGUAGE_FIELD.search(text)
    if language and language[1].strip() and not _LANGUAGE.fullmatch(language[1].strip()):
        message = f"Language: {language[1].strip()[:40]!r} is no name such as id, pt_BR, sr@latin"
        yield _at(source, _field(source, header, "Language:"), message, _HEADER)
    yield from _plural_forms(source, header, plurals)


def _field(source: Source, header: Entry, name: str) -> int:
    """Return where the field *name* of the header stands, or else its text."""
    at = source.text.find(name, header.msgstr[0], header.stop)
    return header.msgstr[0] if at < 0 else at


def _plural_forms(source: Source, header: Entry, plurals: list[Entry]) -> Iterator[Fault]:
    found = _PLURAL_FIELD.search(header.entry.msgstr)
    text = found[0] if found else ""
    count, expression = _COUNT.search(text), _EXPRESSION.search(text.replace("nplurals", ""))
    at = _field(source, header, "Plural-Forms:")
    if not text:
        if plurals:
            message = "there are plural forms, and the header has no Plural-Forms"
            yield _at(source, plurals[0].msgid_plural, message, _PLURALS)
        return
    if count is None:
        yield _at(source, at, "Plural-Forms has no number of plurals (nplurals=2)", _PLURALS)
    if expression is None:
        yield _at(source, at, "Plural-Forms has no expression (plural=n != 1)", _PLURALS)
    if count is None or expression is None:
        return
    number = int(count[1][:9])
    if number < 1:
        yield _at(source, at, "nplurals must be at least 1", _PLURALS)
    elif message := _fault_of(expression[1].strip(), number):
        yield _at(source, at, message, _PLURALS)
    for entry in plurals:
        forms = len(entry.entry.msgstr_plural)
        if forms != number:
            message = f"there are {forms} plural forms, the header says {number}"
            yield _at(source, entry.msgstr[0], message, _PLURALS)


def _fault_of(expression: str, count: int) -> str:
    """Return what is wrong with a plural *expression* for *count* forms, "" for nothing."""
    try:
        found = values(expression, range(_TRIED + 1))
    except ValueError as error:
        return f"the plural expression is invalid: {error}"
    if None in found:
        return "the plural expression divides by zero"
    highest = max(each for each in found if each is not None)
    if highest >= count:
        return f"the plural expression gives form {highest}, and nplurals is {count}"
    return ""
