"""HTML cut into tags, text and what is neither, in linear time, by offsets.

Follows the tokenisation of the HTML standard (13.2.5): quoted and unquoted
attributes, comments and what is taken for one, elements whose content is text
(``script``, ``title``), character references.  What is never closed reaches to
the end of the file.  Left out: the states for a ``<script>`` within a comment
within a script, and CDATA, which is markup only within SVG and MathML.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

import regex

from alihbahasa.model import Spelling
from alihbahasa.patterns import late_regex
from alihbahasa.xmlio import FORBIDDEN


class Token(Enum):
    """What a stretch of HTML is."""

    TEXT = "text"
    START = "start"
    END = "end"
    #: A comment, a doctype, or an element that holds no text of the page.
    OTHER = "other"


class Attribute(NamedTuple):
    """An attribute with a value: its name in small letters, and where the value stands.

    *quote* is what delimits the value, "" where nothing does.
    """

    name: str
    start: int
    stop: int
    quote: str


class Tag(NamedTuple):
    """A stretch ``text[start:stop]`` of HTML.

    *name* is that of the element in small letters.  *is_empty* tells whether
    the tag closes itself, which counts in XHTML only.
    """

    token: Token
    start: int
    stop: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    is_empty: bool = False


#: Elements whose content is no text of the page, and no markup.
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
#: Elements whose content is text, and no markup.
_TEXT_ONLY = frozenset({"title", "textarea"})

_TAG = late_regex(r"<(/?)([A-Za-z][^\t\n\f\r />]*+)(>?)")
_OTHER = late_regex(r"<(?:!--|!|\?|/(?=[^A-Za-z]))")
_COMMENT_END = late_regex(r"--!?>")
_SHORT_COMMENT = late_regex(r"<!---?>")
_BETWEEN = late_regex(r"[\t\n\f\r /]*+")
_ATTRIBUTE = late_regex(
    r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:(?P<quote>[\"'])(?P<quoted>[^\"']*+(?:(?!(?P=quote)).[^\"']*+)*+)(?P<end>(?P=quote))?"
    r"|(?P<bare>[^\t\n\f\r >\"'][^\t\n\f\r >]*+)?))?",
    regex.DOTALL,
)
_NAME_END = late_regex(r"[\t\n\f\r =]")


def tags(text: str, *, is_xml: bool = False) -> Iterator[Tag]:
    """Yield the tags and texts of *text*, in order; they join to it, but for a byte order mark.

    With *is_xml*, a tag that ends in ``/>`` has no content.
    """
    at = done = 1 if text.startswith("\ufeff") else 0
    while (at := text.find("<", at)) >= 0:
        found = _tag(text, at, is_xml)
        if found is None:
            at += 1
            continue
        if done < at:
            yield Tag(Token.TEXT, done, at)
        if found.token is Token.START and not found.is_empty:
            if found.name in _RAW:
                end = _element_end(text, found)
                stop = end.stop if end else len(text)
                found = Tag(Token.OTHER, found.start, stop, found.name)
            elif found.name in _TEXT_ONLY:
                yield found
                end = _element_end(text, found)
                stop = end.start if end else len(text)
                if found.stop < stop:
                    yield Tag(Token.TEXT, found.stop, stop)
                if end is None:
                    return
                found = end
            elif found.name == "plaintext":
                found = Tag(Token.OTHER, found.start, len(text), found.name)
        yield found
        at = done = found.stop
    if done < len(text):
        yield Tag(Token.TEXT, done, len(text))


def _element_end(text: str, start: Tag) -> Tag | None:
    """Return the end tag of the element that *start* begins, whose content is no markup."""
    pattern = regex.compile(rf"</{start.name}(?=[\t\n\f\r />])", regex.IGNORECASE | regex.ASCII)
    found = pattern.search(text, start.stop)
    return _tag(text, found.start(), False) if found else None


def _tag(text: str, at: int, is_xml: bool) -> Tag | None:
    """Return what begins with the ``<`` at *at*, None where that is text."""
    found = _TAG.match(text, at)
    if found is None:
        return _other(text, at)
    name = found[2].lower()
    token = Token.END if found[1] else Token.START
    if found[3]:
        return Tag(token, at, found.end(), name)
    attributes: list[Attribute] = []
    at = found.end()
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at == len(text):
            # The standard drops a tag that the end of the file cuts off.
            return Tag(Token.OTHER, found.start(), at)
        if text[at] == ">":
            is_empty = is_xml and text[at - 1] == "/"
            return Tag(token, found.start(), at + 1, name, tuple(attributes), is_empty)
        each = _ATTRIBUTE.match(text, at)
        assert each is not None, "anything but a separator begins an attribute"
        if each["quote"] and not each["end"]:
            return Tag(Token.OTHER, found.start(), len(text))
        group = "quoted" if each["quote"] else "bare"
        if each[group]:
            own = _NAME_END.split(each[0], maxsplit=1)[0].lower()
            attributes.append(Attribute(own, *each.span(group), each["quote"] or ""))
        at = each.end()


def _other(text: str, at: int) -> Tag | None:
    """Return the comment, or what the standard takes for one, at *at*; None where it is text."""
    found = _OTHER.match(text, at)
    if found is None:
        return None
    if found[0] != "<!--":
        stop = text.find(">", found.end()) + 1
    elif short := _SHORT_COMMENT.match(text, at):
        stop = short.end()
    else:
        end = _COMMENT_END.search(text, found.end())
        stop = end.end() if end else 0
    return Tag(Token.OTHER, at, stop or len(text))


# --- text ---------------------------------------------------------------------

_ODD = late_regex(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*+;?)|[\t\n\f\r ]+")
_ODD_KEPT = late_regex(rf"{_ODD.pattern.rpartition('|')[0]}|\r\n?")
_SPACES = "\t\n\f\r "


class Text(NamedTuple):
    """Text as a reader sees it, and how the article spells it; *start* is where it stands."""

    start: int
    text: str
    spellings: tuple[Spelling, ...] = ()

    def place(self, offset: int) -> int:
        """Return where the character at *offset* of the text begins in the article."""
        longer = sum(len(each.data) - 1 for each in self.spellings if each.at < offset)
        return self.start + offset + longer

    @property
    def stop(self) -> int:
        """Where the text ends in the article."""
        return self.place(len(self.text))

    def part(self, start: int, stop: int) -> Text:
        """Return the characters from *start* to *stop*."""
        own = tuple(
            Spelling(each.at - start, each.data)
            for each in self.spellings
            if start <= each.at < stop
        )
        return Text(self.place(start), self.text[start:stop], own)


def texts(
    html: str, start: int, stop: int, *, keeps_space: bool = False, in_attribute: bool = False
) -> Iterator[Text | tuple[int, int]]:
    """Yield the text in ``html[start:stop]``, references decoded, and the spans of what is none.

    White space is one space, unless the element *keeps_space*.  No text is a
    reference to a character that XML cannot hold.
    """
    pieces: list[str] = []
    spellings: list[Spelling] = []
    first = done = start
    length = 0
    pattern = _ODD_KEPT if keeps_space else _ODD
    at = start
    while found := pattern.search(html, at, stop):
        data = found[0]
        at = found.end()
        if data == " ":
            continue
        if data[0] == "&":
            character, used = _decoded(data, html[at : at + 1] if at < stop else "", in_attribute)
            if not used:
                at = found.start() + 1
                continue
            at = found.start() + used
            data = data[:used]
            if not keeps_space and character in _SPACES:
                character = " "
        else:
            character = "\n" if keeps_space else " "
        before = html[done : found.start()]
        pieces.append(before)
        length += len(before)
        done = at
        if FORBIDDEN.search(character):
            if length:
                yield Text(first, "".join(pieces), tuple(spellings))
            yield found.start(), at
            pieces, spellings, length, first = [], [], 0, at
            continue
        pieces.append(character)
        # A name may stand for a letter and a mark on it: the first spells both.
        spellings.append(Spelling(length, data))
        spellings += (Spelling(length + n, "") for n in range(1, len(character)))
        length += len(character)
    pieces.append(html[done:stop])
    if length or pieces[-1]:
        yield Text(first, "".join(pieces), tuple(spellings))


def _decoded(data: str, following: str, in_attribute: bool) -> tuple[str, int]:
    """Return what the reference *data* stands for and the length of it that is used, 0 for none."""
    if data[1] == "#":
        digits = data[2:].rstrip(";")
        return _numbered(digits), len(data)
    name = data[1:]
    named, longest = _named()
    if name in named and name.endswith(";"):
        return named[name], len(data)
    for length in range(min(len(name), longest), 1, -1):
        if character := named.get(name[:length]):
            after = name[length : length + 1] or following
            if in_attribute and (after == "=" or (after.isascii() and after.isalnum())):
                break
            return character, length + 1
    return "", 0


@functools.cache
def _named() -> tuple[Mapping[str, str], int]:
    """Return the characters by their names, and how long those without a semicolon are at most."""
    from html.entities import html5

    return html5, max(len(name) for name in html5 if not name.endswith(";"))


def _numbered(digits: str) -> str:
    """Return the character with a number, as the standard (13.2.5.80) corrects it."""
    # Eight digits are more than there are characters.
    is_hex = digits[0] in "xX"
    digits = digits.lstrip("xX").lstrip("0")
    number = int(digits[:8] or "0", 16 if is_hex else 10)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return "\ufffd"
    if 0x80 <= number <= 0x9F:
        return bytes([number]).decode("cp1252", "replace").replace("\ufffd", chr(number))
    return chr(number)
