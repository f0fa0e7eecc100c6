r"""A strict scanner of PO files (GNU gettext manual, "The Format of PO Files").

It reads what ``msgfmt`` reads, loses nothing on the way, and refuses the rest
with line and column: a missing quote, text outside quotes, a file cut short,
a keyword out of order, an unknown escape, bytes that are no text, a message
that stands there twice.  What it yields is ``polib.POEntry`` with the places
of the entry and of its strings; polib's own parser guesses where it should
refuse, and drops what it does not know.

Most entries have the plain shape that every tool writes, and one regular
expression takes such an entry as a whole.  Any other goes token by token
through the grammar of gettext.  Both run in time linear in the text.

Where it is stricter than ``msgfmt``: a NUL or a byte above 255 in an escape
(gettext silently cuts the text), a charset that is not on the allow-list,
and plural forms that are not as many as the header says.  It does not read
files of several domains (``domain "x"``).

Where it is more generous: flags of several lines are joined (gettext heeds the
last line), a byte order mark and UTF-16 are read, as is a file of an old Mac.

A carriage return ends a line alone only in a file that has no line feed;
elsewhere it is white space or text, as for gettext.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from polib import POEntry

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._po_source import (
    Source,
    charset_of,
    codec_of,
    decoded,
    marked_codec,
    undecoded,
)
from alihbahasa.exchange._po_tokens import SIMPLE_ESCAPES, Token, next_token
from alihbahasa.patterns import late_re

#: Longest string of an entry, in code points, and most entries of a file.
MAX_LENGTH = 2_000_000
MAX_ENTRIES = 1_000_000
#: Most plural forms of a language.
MAX_PLURALS = 64

_INNER_TEXT = r'[^"\\\n]*(?:\\.[^"\\\n]*){0,300}'
_INNER = late_re(_INNER_TEXT)
_LITERAL = f'"{_INNER_TEXT}"'
_LITERALS = rf"({_LITERAL}(?:[ \t\r]*\n[ \t]*{_LITERAL}){{0,300}})"
_MARK = r"(?:#(?:~\|?|\|)[ \t\r\n\f\v]*)"
#: An entry of the plain shape, comments and all, with the white space before
#: it, and no string, marked or not, after it.  Repetitions are bounded to
#: bound the memory a match may take.
_PLAIN = late_re(
    r"[ \t\r\n\f\v]*"
    r"((?:#(?:[^~|\n][^\n]*)?\n){0,2000})"
    rf"(?:msgctxt[ \t]+{_LITERALS}[ \t\r]*\n)?"
    rf"msgid[ \t]+{_LITERALS}[ \t\r]*\n"
    rf"msgstr[ \t]+{_LITERALS}[ \t\r]*(?:\n|\Z)"
    rf'(?![ \t\r\n\f\v]*(?:{_MARK}{{0,100}}"|{_MARK}{{100}}))'
)
_EACH_LITERAL = late_re(r'"([^"\\\n]*(?:\\.[^"\\\n]*)*)"')
_ESCAPE = late_re(r"\\(.)")

_LINE_END = late_re(r"[ \t\r\f\v]*(?:\n|\Z)")

_REFERENCE = late_re("\u2068[^\u2069\n]*\u2069\\S*|\\S+")
_TO_SPACE = late_re(r"\S*")
_NPLURALS = late_re(r"^Plural-Forms:[^\n]*?nplurals\s*=\s*([0-9]{1,9})", re.I | re.M)


class Entry(NamedTuple):
    """An entry and where it stands.

    *start* and *stop* bound it in the text, first comment to last line end
    (in the bytes: ``byte_ranges``).  *msgctxt*, *msgid*, *msgid_plural* and
    each of *msgstr* are the offsets of the opening quotes in the text, -1
    where there is none.  *entry.linenum* is the line of *start*.  *sticky* are
    those of the flags that stand in ``#=`` lines.  *blocks* are the comments
    of people, block by block, which polib runs into one.
    """

    entry: POEntry
    start: int
    stop: int
    msgctxt: int
    msgid: int
    msgid_plural: int
    msgstr: tuple[int, ...]
    sticky: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


def open_source(data: bytes) -> Source:
    """Return *data* as text: a byte order mark decides, then the header, then UTF-8.

    Raises AlihbahasaError with line and column for bytes that are not in the
    charset, and for NUL.
    """
    codec, mark = marked_codec(data) or (_declared_codec(data), 0)
    return decoded(data, codec, mark)


def _declared_codec(data: bytes) -> str:
    """Return the codec that the header of *data* names, UTF-8 where nothing does."""
    raw, header = undecoded(b""), None
    # Nearly always the header is the first entry of all.
    for head in (data[: data.find(b"\n\n") + 1], data):
        raw = undecoded(head)
        try:
            header = header_of(raw)
        except AlihbahasaError:
            continue  # The scan proper says what is wrong.
        if header:
            break
    charset = charset_of(header.entry.msgstr) if header else ""
    if not charset:
        return "utf-8"
    codec = codec_of(charset)
    if codec is None:
        assert header is not None
        line, column = raw.position(header.msgstr[0])
        raise AlihbahasaError(
            f"the header names the charset {charset[:40]!r}, which is not supported",
            line=line,
            column=column,
            hint="save the file as UTF-8, with charset=UTF-8 in its header",
        )
    return codec


def header_of(source: Source) -> Entry | None:
    """Return the header entry (no msgctxt, empty msgid), wherever it stands; None without one."""
    for entry in each_entry(source):
        context: str | None = entry.entry.msgctxt
        if entry.entry.msgid == "" and context is None and not entry.entry.obsolete:
            return entry
    return None


def scan(source: Source) -> Iterator[Entry]:
    """Yield the entries of *source* in order, the header entry among them.

    Raises AlihbahasaError with line and column at the first thing that is
    malformed.
    """
    check = checker(source, {})
    for found in each_entry(source):
        check(found)
        yield found


def checker(source: Source, first: dict[str | tuple[str, str], int]) -> Callable[[Entry], None]:
    """Return what refuses an entry that does not go with those before it, given in order.

    It keeps in *first* where the msgid of each message stands.
    """
    plurals: int | None = None

    def check(found: Entry) -> None:
        nonlocal plurals
        entry = found.entry
        if len(first) >= MAX_ENTRIES:
            raise source.error(f"the file has more than {MAX_ENTRIES:,} entries", found.start)
        context: str | None = entry.msgctxt
        key = entry.msgid if context is None else (context, entry.msgid)
        if first.setdefault(key, found.msgid) != found.msgid:
            line, _ = source.position(first[key])
            raise source.error(f"this message stands in line {line} already", found.msgid)
        if key == "" and not entry.obsolete:
            plurals = _declared_plurals(source, found)
        elif entry.msgstr_plural and plurals is not None and not entry.obsolete:
            forms = entry.msgstr_plural.values()
            if len(forms) != plurals and any(forms):
                message = f"the entry has {len(forms)} plural forms, the header says {plurals}"
                raise source.error(message, found.msgstr[0])

    return check


def _declared_plurals(source: Source, header: Entry) -> int | None:
    found = _NPLURALS.search(header.entry.msgstr)
    if found is None:
        return None
    if not 1 <= int(found[1]) <= MAX_PLURALS:
        message = f"nplurals is {found[1]}, it must be 1 to {MAX_PLURALS}"
        raise source.error(message, header.msgstr[0])
    return int(found[1])


def each_entry(source: Source) -> Iterator[Entry]:
    """Yield the entries of *source*; of each, only itself has been looked at.

    Raises AlihbahasaError with line and column at the first that is malformed.
    """
    text = source.text
    at, line, counted = 0, 1, 0
    while entry := entry_at(source, at):
        line += text.count("\n", counted, entry.start)
        counted, at = entry.start, entry.stop
        entry.entry.linenum = line
        yield entry


def entry_at(source: Source, at: int) -> Entry | None:
    """Return the entry at or after *at*, without its line; None at the end of the file."""
    found = _PLAIN.match(source.text, at) if source.is_plain else None
    return (_plain_entry(found) if found else None) or _odd_entry(source, at)


def byte_ranges(source: Source, entries: Iterable[Entry]) -> Iterator[tuple[int, int]]:
    """Yield where each of *entries*, given in the order of the file, stands in its bytes."""
    text, codec = source.text, source.codec
    byte, done = source.mark, 0
    for entry in entries:
        byte += len(text[done : entry.start].encode(codec))
        begin = byte
        byte += len(text[entry.start : entry.stop].encode(codec))
        done = entry.stop
        yield begin, byte


# --- the plain shape ----------------------------------------------------------


def _plain_entry(found: re.Match[str]) -> Entry | None:
    """Return the entry that *found* holds, None where it takes a closer look."""
    comments, context, message, translation = found.groups()
    if len(message) > MAX_LENGTH or len(translation) > MAX_LENGTH:
        return None
    try:
        msgid = _text_of(message)
        msgstr = _text_of(translation)
        msgctxt = None if context is None else _text_of(context)
    except KeyError:
        return None
    entry = _blank_entry(msgctxt, msgid, msgstr)
    sticky, blocks = _take_comments(entry, comments.split("\n")[:-1]) if comments else ((), ())
    at = found.start
    return Entry(entry, at(1), found.end(), at(2), at(3), -1, (at(4),), sticky, blocks)


_BLANK = vars(POEntry(encoding="utf-8", linenum=0))


def _blank_entry(msgctxt: str | None, msgid: str, msgstr: str) -> POEntry:
    """Return a POEntry; its constructor takes longer than reading the entry does."""
    entry = POEntry.__new__(POEntry)
    entry.__dict__ = {
        **_BLANK,
        "msgid": msgid,
        "msgstr": msgstr,
        "msgstr_plural": {},
        "msgctxt": msgctxt,
        "occurrences": [],
        "flags": [],
    }
    return entry


def _text_of(literals: str) -> str:
    """Return what *literals*, quotes and line ends included, say.

    KeyError for an escape that is none, or that spells a byte.
    """
    if "\n" not in literals:
        inner = literals[1:-1]
        return _ESCAPE.sub(_simple, inner) if "\\" in inner else inner
    text = "".join(_EACH_LITERAL.findall(literals))
    return _ESCAPE.sub(_simple, text) if "\\" in text else text


def unescaped(text: str) -> str | None:
    """Return what *text* between quotes says; None where that takes the grammar of gettext."""
    try:
        return _ESCAPE.sub(_simple, text) if _INNER.fullmatch(text) else None
    except KeyError:
        return None


def _simple(found: re.Match[str]) -> str:
    return SIMPLE_ESCAPES[found[1]]


def _take_comments(entry: POEntry, lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put comment *lines* into *entry*; return the sticky flags and the blocks people wrote."""
    people: list[str] = []
    pieces: list[str] = []
    tool: list[str] = []
    sticky: list[str] = []
    flags: list[str] = []
    for line in lines:
        if line.endswith("\r"):
            line = line.rstrip("\r")
        kind = line[1:2]
        if kind == ":":
            entry.occurrences += [reference(word) for word in _references(line, 2)]
        elif kind == ".":
            tool.append(line[3:] if line[2:3] == " " else line[2:])
        elif kind and kind in ",!":
            flags += _flags(line[2:])
        elif kind == "=":
            sticky += _flags(line[2:])
        else:
            people.append(line[2:] if kind == " " else line[1:])
            continue
        if people:
            pieces.append("\n".join(people))
            people = []
    if people:
        pieces.append("\n".join(people))
    if pieces:
        entry.tcomment = "\n".join(pieces)
    if tool:
        entry.comment = "\n".join(tool)
    if flags or sticky:
        entry.flags = flags + sticky
    return tuple(sticky), tuple(pieces)


def _references(line: str, at: int) -> list[str]:
    """Return the references in *line* from *at* on: words, or what stands between isolates."""
    last = line.rfind("\u2069")
    if last < at:
        return line[at:].split()
    # Past the word with the last end of an isolate there are but words; to
    # seek an end from each beginning there would take quadratic time.
    word = _TO_SPACE.match(line, last)
    assert word is not None
    return _REFERENCE.findall(line, at, word.end()) + line[word.end() :].split()


def reference(word: str) -> tuple[str, str]:
    """Return *word* as a name and a number of a line, "" without one."""
    name, colon, line = word.rpartition(":")
    return (name, line) if colon and name and line.isdecimal() else (word, "")


def _flags(text: str) -> list[str]:
    found = []
    for flag in text.split(","):
        flag = flag.strip()
        if flag.startswith("range:"):
            found.append(flag)
        else:
            found += flag.split()
    return found


# --- the grammar of gettext ---------------------------------------------------


def _strings(source: Source, keyword: Token) -> tuple[str, int, int, Token]:
    """Return the text after *keyword*, where it begins and ends, and the token that follows."""
    token = next_token(source, keyword.stop, keyword.prefix)
    if token.kind != "string":
        raise source.error(f"after {keyword.kind} there must be a string", keyword.start)
    begin, stop, parts, length = token.start, token.stop, [token.text], 0
    while True:
        if token.prefix != keyword.prefix:
            raise source.error("the lines of this entry do not all begin alike", token.begin)
        length += len(token.text)
        if length > MAX_LENGTH:
            raise source.error(f"this string is longer than {MAX_LENGTH:,} characters", begin)
        token = next_token(source, token.stop, token.prefix)
        if token.kind != "string":
            return "".join(parts), begin, stop, token
        parts.append(token.text)
        stop = token.stop


_PLACES = ("msgctxt", "msgid", "msgid_plural")


def _odd_entry(source: Source, at: int) -> Entry | None:
    """Return the entry at or after *at* by gettext's grammar, None at the end of the file."""
    token = next_token(source, at, "")
    start, comments = token.begin, []
    while token.kind == "comment":
        comments.append(token.text)
        token = next_token(source, token.stop, token.prefix)
    if token.kind == "end":
        return None
    is_obsolete, opening = token.is_obsolete, token
    texts: dict[str, str] = {}
    places: dict[str, int] = {}
    for when in ("previous_", ""):
        for kind in _PLACES:
            if token.kind == kind and token.is_previous == bool(when):
                if token.is_obsolete != is_obsolete:
                    raise source.error("only a part of this entry is marked #~", token.begin)
                opening = token
                texts[when + kind], places[when + kind], _, token = _strings(source, token)
        if when + "msgid" not in texts and (not when or texts):
            raise source.error(_out_of_order(token, when), token.start)
    forms: list[str] = []
    quotes: list[int] = []
    stop = -1
    is_plural = "msgid_plural" in texts
    while token.kind == "msgstr" and not token.is_previous:
        if token.is_obsolete != is_obsolete:
            raise source.error("only a part of this entry is marked #~", token.begin)
        if is_plural != (token.form >= 0):
            need = "msgstr[0] after msgid_plural" if is_plural else "msgid_plural before msgstr[n]"
            raise source.error(f"there must be a {need}", token.start)
        if token.form >= MAX_PLURALS:
            raise source.error(f"there are more than {MAX_PLURALS} plural forms", token.start)
        if is_plural and token.form != len(forms):
            raise source.error(f"this must be msgstr[{len(forms)}]", token.start)
        form, quote, stop, token = _strings(source, token)
        forms.append(form)
        quotes.append(quote)
        if not is_plural:
            break
    if not forms:
        raise source.error(f"this {opening.kind} has no msgstr", opening.start)
    entry = _blank_entry(texts.get("msgctxt"), texts["msgid"], "" if is_plural else forms[0])
    entry.obsolete = is_obsolete
    if is_plural:
        entry.msgid_plural = texts["msgid_plural"]
        entry.msgstr_plural = dict(enumerate(forms))
    entry.previous_msgctxt = texts.get("previous_msgctxt")
    entry.previous_msgid = texts.get("previous_msgid")
    entry.previous_msgid_plural = texts.get("previous_msgid_plural")
    sticky, blocks = _take_comments(entry, comments)
    end = _LINE_END.match(source.text, stop)
    if end is None and is_obsolete:
        raise source.error("after an entry marked #~ the line must end", stop)
    stop = end.end() if end else stop
    context, msgid, plural = (places.get(kind, -1) for kind in _PLACES)
    return Entry(entry, start, stop, context, msgid, plural, tuple(quotes), sticky, blocks)


def _out_of_order(token: Token, when: str) -> str:
    """Return what to say of *token*, which stands where a msgid must."""
    if token.kind == "end":
        return "the file ends in the middle of an entry"
    if token.kind == "string":
        return "this string follows no keyword"
    if when:
        return "after #| msgctxt there must be a #| msgid"
    return f"this {token.prefix} {token.kind} is out of order: there must be a msgid".replace(
        "  ", " "
    )
