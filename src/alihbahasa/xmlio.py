"""XML in and out: the one hardened lxml parser, and escaping on the way out.

Files that come back from elsewhere are untrusted.  Nothing here opens an
entity, a DTD, an XInclude or a network address: an entity declaration, and a
reference to an entity that XML itself does not define, are errors, because
lxml drops the text after one without a word.  A DOCTYPE that only points to a
DTD outside (TMX, TBX) is accepted, and the DTD is not fetched.

Bytes are decoded strictly, as XML 1.0 (5th edition), 4.3.3 and appendix F
say: by the byte order mark, then by the declaration where it names one of a
few well-known encodings, else as UTF-8.  Every fault of a file is an
AlihbahasaError with line and column.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias, cast
from xml.parsers import expat

from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree

    Event: TypeAlias = tuple[str, etree._Element]

#: A file longer than this is refused, XML or not: 100 MB.
MAX_BYTES = 100_000_000

#: What no XML file can hold (XML 1.0, 2.2), by reference or otherwise.
FORBIDDEN = late_re("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: The byte order marks that are read, with their codecs.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CHUNK = 1 << 16


# --- out ----------------------------------------------------------------------

_IN_TEXT = late_re("[&<>\r]")
_IN_ATTRIBUTE = late_re('[&<>"\t\n\r]')
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def check_characters(text: str, *, unit: str | None = None) -> None:
    r"""Raise AlihbahasaError where *text* has a character that XML 1.0, 2.2 forbids.

    The error names the character and its offset, and *unit* where that is given.

    >>> check_characters("a\x1bb")
    Traceback (most recent call last):
    alihbahasa.errors.AlihbahasaError: character U+001B at offset 1 cannot stand in XML
    """
    if found := FORBIDDEN.search(text):
        raise AlihbahasaError(
            f"character U+{ord(found[0]):04X} at offset {found.start()} cannot stand in XML",
            unit=unit,
            hint="take the character out of the text",
        )


def escape(text: str, *, unit: str | None = None) -> str:
    r"""Return *text* as the content of an element; a carriage return becomes a reference.

    Raises AlihbahasaError, naming *unit*, for characters that XML forbids.

    >>> escape("a < b\r\n")
    'a &lt; b&#13;\n'
    """
    # Two scans in C tell for nearly every sentence that nothing is to be done.
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
        return text
    check_characters(text, unit=unit)
    return _IN_TEXT.sub(lambda found: _REFERENCES[found[0]], text)


def escape_attribute(text: str, *, unit: str | None = None) -> str:
    r"""Return *text* as the value of an attribute between double quotes.

    White space but the blank becomes references, or a reader would see blanks
    (XML 1.0, 3.3.3).  Raises as ``escape`` does.

    >>> escape_attribute('"a"\n')
    '&quot;a&quot;&#10;'
    """
    if text.isalnum():
        return text
    check_characters(text, unit=unit)
    return _IN_ATTRIBUTE.sub(lambda found: _REFERENCES[found[0]], text)


_TAG = late_re(r"<([A-Za-z][\w:.-]*)[^<>]*>")


#: Between the two halves of the markup of a pair.
_WITHIN = "…"


def pair_markup(opening: str, closing: str) -> str | None:
    """Return both halves of a pair of codes as one text, for an element that has room for one.

    That is *opening* alone where *closing* follows from it; None where the
    halves could not be told apart again.

    >>> pair_markup("<b>", "</b>"), pair_markup("[", "](a)"), pair_markup("*", "*")
    ('<b>', '[…](a)', '*')
    """
    if _WITHIN in opening or _WITHIN in closing:
        return None
    return opening if closing == _counterpart(opening) else f"{opening}{_WITHIN}{closing}"


def halves(markup: str) -> tuple[str, str]:
    """Return the two halves that ``pair_markup`` made *markup* of."""
    opening, within, closing = markup.partition(_WITHIN)
    return opening, closing if within else _counterpart(opening)


def _counterpart(opening: str) -> str:
    """Return the markup that closes *opening*: ``</b>`` for ``<b>``, else the same again."""
    tag = _TAG.fullmatch(opening)
    return f"</{tag[1]}>" if tag else opening


# --- encodings ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is written: the codec, and the byte order mark before the text."""

    codec: str
    mark: bytes = b""


_DECLARATION = late_re(
    rb"""<\?xml\s[^>]*?\bencoding\s*=\s*(["'])([A-Za-z][A-Za-z0-9._-]{0,39})\1"""
)
_ALLOWED = late_re(r"us-ascii|ascii|iso-8859-(?:[1-9]|1[0-5])|latin-?1|(?:windows-|cp)125[0-8]")
_UNICODE = late_re(r"utf-?8|utf-?16(?:-?[lb]e)?")


def encoding_of(head: bytes) -> Encoding:
    """Return the encoding of the XML file that begins with *head*.

    A declaration that says UTF-16 in bytes that are not is of no account: it
    is left behind by programs that convert a file without reading it.

    >>> encoding_of(b'<?xml version="1.0" encoding="Windows-1251"?>')
    Encoding(codec='windows-1251', mark=b'')
    """
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise AlihbahasaError(
            "the file is written in UTF-32", line=1, column=1, hint="save it as UTF-8"
        )
    for mark, codec in MARKS:
        if head.startswith(mark):
            return Encoding(codec, mark)
    if head.startswith(b"<\x00"):
        return Encoding("utf-16-le")
    if head.startswith(b"\x00<"):
        return Encoding("utf-16-be")
    declared = _DECLARATION.match(head)
    name = declared[2].decode("ascii").lower() if declared else "utf-8"
    if _UNICODE.fullmatch(name):
        return Encoding("utf-8")
    if _ALLOWED.fullmatch(name):
        # ISO 8859-12 was never published: it is the one name without a codec.
        try:
            codecs.lookup(name)
        except LookupError:
            pass
        else:
            return Encoding(name)
    raise AlihbahasaError(
        f"the encoding {name} is not one that is read", line=1, column=1, hint="save it as UTF-8"
    )


def decode(data: bytes) -> tuple[Encoding, bytes]:
    """Return the encoding of a whole file, and its text as UTF-8 without the mark.

    Raises AlihbahasaError with the line for bytes that are no text.
    """
    encoding = encoding_of(data[:1024])
    text = b"".join(_as_utf8(iter((data,)), encoding))
    # Nearly always they are equal, and one is enough.
    return encoding, data if text == data else text


def encode(text: bytes, encoding: Encoding) -> bytes:
    """Return UTF-8 *text* as bytes of *encoding*, without the mark.

    A character that the encoding lacks becomes a character reference.
    """
    if encoding.codec == "utf-8":
        return text
    return text.decode("utf-8").encode(encoding.codec, "xmlcharrefreplace")


def _as_utf8(chunks: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Yield *chunks*, without the mark of *encoding*, as UTF-8, checked."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    line = 1
    first = next(chunks, b"")[len(encoding.mark) :]
    for chunk in chain((first,), chunks, (b"",)):
        try:
            text = decoder.decode(chunk, not chunk and chunk is not first)
        except UnicodeDecodeError as error:
            raise AlihbahasaError(
                f"bytes that are not {encoding.codec}: {error.reason}",
                line=line + _newlines(error.object[: error.start], encoding),
                hint="save the file as UTF-8",
            ) from None
        if text:
            line += text.count("\n")
            yield chunk if encoding.codec == "utf-8" and len(text) == len(chunk) else text.encode()


def _newlines(data: bytes, encoding: Encoding) -> int:
    return data.decode(encoding.codec, "ignore").count("\n")


# --- in -----------------------------------------------------------------------


def root(head: bytes) -> tuple[str, Mapping[str, str]] | None:
    """Return the name and attributes of the root element of a file that begins with *head*.

    The name is ``{namespace}local``, or ``local``; attributes likewise.
    Returns None where *head* is no XML, or ends before the root's start tag does.

    >>> root(b'<x xmlns="urn:a" version="2.0"><y>')
    ('{urn:a}x', {'version': '2.0'})
    """
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not found:
            found.append((_clark(name), {_clark(key): attributes[key] for key in attributes}))

    try:
        encoding = encoding_of(head)
        text = codecs.getincrementaldecoder(encoding.codec)("replace").decode(
            head[len(encoding.mark) :]
        )
        scanner(StartElementHandler=start).Parse(text.encode(), False)
    except (AlihbahasaError, expat.ExpatError):
        pass
    return found[0] if found else None


def _clark(name: str) -> str:
    """Return expat's ``namespace local`` as ``{namespace}local``."""
    namespace, blank, local = name.rpartition(" ")
    return f"{{{namespace}}}{local}" if blank else local


_VERSION = late_re(r"1\.[0-9]+")


def scanner(**handlers: Callable[..., object]) -> expat.XMLParserType:
    """Return an expat parser of UTF-8 with *handlers*, for what lxml cannot tell: exact places.

    Names come as ``namespace local``.  An entity declaration is an error.
    """
    made = expat.ParserCreate("utf-8", namespace_separator=" ")

    def refuse(name: str, *_: object) -> None:
        raise AlihbahasaError(
            f"the file declares an entity, {name}",
            line=made.CurrentLineNumber,
            column=made.CurrentColumnNumber + 1,
            hint="save the file without a document type declaration",
        )

    def declared(version: str, *_: object) -> None:
        # Expat takes any (XML 1.0, 2.8), libxml2 does not.
        if not _VERSION.fullmatch(version):
            message = f"version {version!a} is none of XML 1"
            raise _malformed(message, made.CurrentLineNumber, made.CurrentColumnNumber + 1)

    made.EntityDeclHandler = refuse
    made.XmlDeclHandler = declared
    for name, handler in handlers.items():
        setattr(made, name, handler)
    return made


def scan(data: bytes, made: expat.XMLParserType) -> None:
    """Run *made*, a scanner, over the whole of *data*; a fault is an AlihbahasaError."""
    try:
        made.Parse(data, True)
    except expat.ExpatError as error:
        raise _malformed(expat.ErrorString(error.code), error.lineno, error.offset + 1) from None
    finally:
        # They know the scanner that knows them, and would hold the file until such circles
        # are next looked for.
        for name in _HANDLERS:
            setattr(made, name, None)


_HANDLERS = tuple(name for name in dir(expat.ParserCreate()) if name.endswith("Handler"))

_UNDEFINED = late_re(r"Entity '(.*)' not defined\s*", re.DOTALL)


def _malformed(message: str, line: int, column: int) -> AlihbahasaError:
    if found := _UNDEFINED.fullmatch(message):
        # libxml2 stands behind the reference.
        return AlihbahasaError(
            f"an entity that is defined nowhere, &{found[1]};",
            line=line or None,
            column=max(column - len(found[1]) - 2, 1),
            hint="write the character itself",
        )
    return AlihbahasaError(
        f"the file is not well-formed XML: {' '.join(message.split())}",
        line=line or None,
        column=column or None,
        hint="take the file as it was sent, or save it again with the program that wrote it",
    )


class _Seen(Exception):
    """The root element has begun: the prolog is over."""


_BEFORE_DOCTYPE = late_re(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


def _guarded(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield *chunks* once the prolog is known to declare no entity, blanks in place of a DOCTYPE.

    Without one every reference that XML does not define is an error to lxml
    too, which would else drop those that only the unread DTD could define.
    """
    last = 0

    def doctype() -> None:
        nonlocal last
        last = made.CurrentByteIndex

    def start(*_: object) -> None:
        raise _Seen

    made = scanner(EndDoctypeDeclHandler=doctype, StartElementHandler=start)
    prolog: list[bytes] = []
    try:
        for chunk in chunks:
            prolog.append(chunk)
            made.Parse(chunk, False)
        made.Parse(b"", True)
    except _Seen:
        pass
    except expat.ExpatError as error:
        raise _malformed(expat.ErrorString(error.code), error.lineno, error.offset + 1) from None
    if last:
        data = b"".join(prolog)
        before = _BEFORE_DOCTYPE.match(data)
        first, last = before.end() if before else 0, data.index(b">", last) + 1
        prolog = [data[:first], re.sub(rb"[^\n]", b" ", data[first:last]), data[last:]]
    yield from chain(prolog, chunks)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bytes of *stream*, at most MAX_BYTES."""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise AlihbahasaError(
                f"the file is larger than {MAX_BYTES // 1_000_000} MB", hint="split it"
            )
        yield chunk


def iterate(
    stream: BinaryIO,
    *,
    events: Iterable[Literal["start", "end"]] = ("end",),
    tags: Iterable[str] = ("*",),
) -> Iterator[Event]:
    """Yield ``(event, element)`` for the elements of *stream* named by *tags*, as they pass.

    A tag may be ``{*}name``: any namespace or none.  Whoever is done with an
    element calls ``release`` on it, or memory grows with the file.  Raises
    AlihbahasaError with line and column for a file that is malformed, nested
    deeper than 256 elements (the limit of libxml2), declares entities or is
    written in an unknown encoding.
    """
    from lxml import etree

    chunks = _chunks(stream)
    first = next(chunks, b"")
    # A pipe may give a few bytes at first, too few to hold a declaration.
    while len(first) < 1024 and (more := next(chunks, b"")):
        first += more
    encoding = encoding_of(first)
    # collect_ids, attribute_defaults and dtd_validation would open an outside DTD.
    made = etree.XMLPullParser(
        events=tuple(events),
        tag=tuple(tags),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        load_dtd=False,
    )
    try:
        for chunk in _guarded(_as_utf8(chain((first,), chunks), encoding)):
            made.feed(chunk)
            # An undefined entity stops the parser without an exception, and
            # the next chunk would be taken for a document of its own.
            for entry in made.feed_error_log.filter_from_errors():
                raise _malformed(entry.message, entry.line, entry.column)
            yield from cast("Iterator[Event]", made.read_events())
        made.close()
        yield from cast("Iterator[Event]", made.read_events())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise _malformed(_PLACE.sub("", error.msg or "no element"), line, column) from None


_PLACE = late_re(r", line \d+, column \d+$")


def release(element: etree._Element) -> None:
    """Free *element*, which has ended, and what stood before it in its parent."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def line_of(element: etree._Element) -> int | None:
    """Return the line in which the start tag of *element* ends, from 1; None if it is not known."""
    return cast("int | None", element.sourceline)
