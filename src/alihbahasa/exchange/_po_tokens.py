"""The tokens of PO: comments, strings and keywords, as the lexer of gettext sees them.

Text that is no token is refused with line and column, and so is a string that
says nothing gettext could hold.  Everything here takes time linear in the text
it passes, and no memory for what it skips.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from alihbahasa.exchange._po_source import Source
from alihbahasa.patterns import late_re

_SPACE = late_re(r"[ \t\r\f\v]*")
_REST = late_re(r"[^\n]*")
#: As gettext, a backslash at the end of a line joins the next line to it.
_STRING_PART = late_re(r'[^"\\\n]*(?:\\(?:.|\n)[^"\\\n]*){0,2000}')
_KEYWORD = late_re(r"(msgctxt|msgid_plural|msgid|msgstr)(?![A-Za-z0-9_-])")
_INDEX = late_re(r"[ \t]*\[[ \t]*([0-9]{1,9})[ \t]*\]")
_PREFIX = late_re(r"[ \t]*(?:#~\|?|#\|)")
_WORD = late_re(r'[^\s"]{1,40}')

#: What the letter of an escape of one letter says.
SIMPLE_ESCAPES = dict(zip('abfnrtv"\\', '\a\b\f\n\r\t\v"\\', strict=True))
#: One escape, of a byte or of a character, or a join of two lines.
_ANY_ESCAPE = late_re(r"(\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))|\\([\s\S])")
_BYTE = late_re(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")


class Token(NamedTuple):
    """A token: *kind* is comment, string, a keyword or end.

    *prefix* is what began its line: ``#~``, ``#|``, ``#~|`` or nothing, and
    *begin* is where that stands, or else *start*.  *form* is the n of
    ``msgstr[n]``, -1 without one.
    """

    kind: str
    text: str
    begin: int
    start: int
    stop: int
    prefix: str
    form: int = -1

    @property
    def is_previous(self) -> bool:
        return self.prefix.endswith("|")

    @property
    def is_obsolete(self) -> bool:
        return self.prefix.startswith("#~")


def _skipped(text: str, at: int, prefix: str) -> tuple[int, str, int]:
    """Return where the token at or after *at* stands, and prefix and begin for it."""
    begin = -1
    while True:
        space = _SPACE.match(text, at)
        assert space is not None
        at = space.end()
        first = text[at : at + 1]
        if first == "\n":
            at, prefix, begin = at + 1, "", -1
        elif first == "\\" and text[at + 1 : at + 2] == "\n":
            at += 2
        elif first == "#" and text[at + 1 : at + 2] in ("~", "|"):
            begin = at
            prefix = "#~|" if text.startswith("#~|", at) else text[at : at + 2]
            at += len(prefix)
        else:
            return at, prefix, at if begin < 0 else begin


def next_token(source: Source, at: int, prefix: str) -> Token:
    """Return the token at or after *at*, on a line that *prefix* began."""
    text = source.text
    at, prefix, begin = _skipped(text, at, prefix)
    first = text[at : at + 1]
    if first == "":
        return Token("end", "", begin, at, at, "")
    if first == "#":
        comment, stop = _comment(text, at)
        return Token("comment", comment, begin, at, stop, prefix)
    if first == '"':
        string, stop = _string(source, at)
        return Token("string", string, begin, at, stop, prefix)
    keyword = _KEYWORD.match(text, at)
    if keyword is None:
        word = _WORD.match(text, at)
        if word and word[0].startswith("domain"):
            raise source.error(
                "files of several domains are not supported",
                at,
                hint="split the file: one domain a file, without the domain lines",
            )
        raise source.error(f"text outside quotes: {(word[0] if word else first)!r}", at)
    stop = keyword.end()
    number = _INDEX.match(text, stop) if keyword[1] == "msgstr" else None
    if number:
        return Token("msgstr", "", begin, at, number.end(), prefix, int(number[1]))
    return Token(keyword[1], "", begin, at, stop, prefix)


def _comment(text: str, at: int) -> tuple[str, int]:
    """Return the comment at *at*, with the lines that a backslash joins to it, and its end."""
    stop = at
    while True:
        found = _REST.match(text, stop)
        assert found is not None
        stop = found.end()
        if stop == len(text) or text[stop - 1] != "\\":
            return text[at:stop].replace("\\\n", ""), stop
        stop += 1


def _string(source: Source, at: int) -> tuple[str, int]:
    """Return what the string whose quote opens at *at* says, and its end."""
    text, stop = source.text, at + 1
    while found := _STRING_PART.match(text, stop):
        if found.end() == stop:
            break
        stop = found.end()
    if text[stop : stop + 1] != '"':
        where = "line" if text[stop : stop + 1] == "\n" else "file"
        raise source.error(f"this string has no closing quote before the end of the {where}", at)
    string = "".join(piece for piece, _ in _pieces(source, at + 1, stop))
    if "\4" in string:
        raise source.error(
            "a string cannot hold EOT (U+0004), with which gettext ends a msgctxt", at
        )
    return string, stop + 1


def _pieces(source: Source, start: int, stop: int) -> Iterator[tuple[str, int]]:
    """Yield the text between two quotes in pieces, each with its offset in the file.

    A piece is text as it stands, or the character that one escape, or a run
    of escaped bytes, says.
    """
    text, done = source.text, start
    while found := _ANY_ESCAPE.search(text, done, stop):
        if found.start() > done:
            yield text[done : found.start()], done
        done = found.end()
        if found[1] is not None:
            while byte := _BYTE.match(text, done, stop):
                done = byte.end()
            yield from _spelled(source, found.start(), done)
        elif found[2] != "\n":
            if found[2] not in SIMPLE_ESCAPES:
                raise source.error(f"unknown escape \\{found[2]}", found.start())
            yield SIMPLE_ESCAPES[found[2]], found.start()
    if done < stop:
        yield text[done:stop], done


def _spelled(source: Source, start: int, stop: int) -> Iterator[tuple[str, int]]:
    """Yield the characters that a run of octal and hexadecimal escapes spells in the charset."""
    codec = "utf-8" if source.codec.startswith("utf-16") else source.codec
    decoder = codecs.getincrementaldecoder(codec)()
    begin = -1
    for escape in _BYTE.finditer(source.text, start, stop):
        digits = (escape[1] or escape[2]).lstrip("0")
        value = int(digits[:4] or "0", 8 if escape[1] else 16)
        if not 0 < value < 256:
            raise source.error("this escape says no byte from 1 to 255", escape.start())
        begin = escape.start() if begin < 0 else begin
        try:
            character = decoder.decode(bytes((value,)))
        except UnicodeDecodeError:
            raise source.error(f"these bytes are no {codec.upper()} text", begin) from None
        if character:
            yield character, begin
            begin = -1
    if begin >= 0:
        raise source.error(f"these bytes are no {codec.upper()} text", begin)


def pieces_at(source: Source, quote: int) -> Iterator[tuple[str, int]]:
    """Yield the text of the strings from the one that opens at *quote*, as ``_pieces`` does.

    *quote* is an offset that an Entry gives; the strings that continue it
    follow, up to the next keyword, comment or entry.
    """
    prefix = _prefix_of(source.text, quote)
    while True:
        _, stop = _string(source, quote)
        yield from _pieces(source, quote + 1, stop - 1)
        quote, prefix, _ = _skipped(source.text, stop, prefix)
        if source.text[quote : quote + 1] != '"':
            return


def stop_of(source: Source, quote: int) -> int:
    """Return where the last of the strings ends of which the first opens at *quote*."""
    prefix = _prefix_of(source.text, quote)
    while True:
        _, stop = _string(source, quote)
        quote, prefix, _ = _skipped(source.text, stop, prefix)
        if source.text[quote : quote + 1] != '"':
            return stop


def _prefix_of(text: str, at: int) -> str:
    found = _PREFIX.match(text, text.rfind("\n", 0, at) + 1)
    return found[0].strip() if found else ""
