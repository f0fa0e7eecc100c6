r"""Front matter: the settings before a Markdown text, YAML between ``---``, TOML between ``+++``.

What is text in them is the value of a few keys (``TEXTS``), at any depth, if
it is a scalar of one line: plain, in single or in double quotes (YAML 1.2.2,
7.3; TOML 1.0, "String").  Everything else stays as it is: block scalars,
scalars over several lines, flow collections, values with an anchor or a tag,
and what YAML reads as no string.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from alihbahasa.model import Kind, Span, Spelling
from alihbahasa.patterns import late_regex
from alihbahasa.xmlio import FORBIDDEN

#: The keys whose values are text.
TEXTS = {
    "title": Kind.HEADING,
    "subtitle": Kind.HEADING,
    "description": Kind.PARAGRAPH,
    "summary": Kind.PARAGRAPH,
    "excerpt": Kind.PARAGRAPH,
    "caption": Kind.CAPTION,
    "alt": Kind.CAPTION,
}

_OPENING = late_regex("(?:\ufeff)?(---|\\+\\+\\+)[ \t]*(?:\r\n|[\r\n])")
_LINE = late_regex("[^\r\n]*(?:\r\n|[\r\n]|$)")
_INDENTED = late_regex(r"[ \t]*+(?:-[ \t]++)*+")
_YAML = late_regex(r"""(?P<quote>["']?)(?P<key>[\w.-]++)(?P=quote)[ \t]*+:(?:[ \t]++|$)""")
_TOML = late_regex(r"""(?P<quote>["']?)(?P<key>[\w.-]++)(?P=quote)[ \t]*+=[ \t]*+""")
_DOUBLE = late_regex(r'"(?:\\.|[^"\\])*+"')
_SINGLE = late_regex("'(?:''|[^'])*+'")
_LITERAL = late_regex("'[^']*+'")
_REST = late_regex(r"[ \t]*+(?:$|(?<=[ \t])#.*)")
_PLAIN_END = late_regex(r"(?<![ \t])[ \t]*+(?:(?<=[ \t])#|$)")
#: What begins a value in YAML that is no plain scalar.
_INDICATORS = "-?:,[]{}#&*!|>'\"%@`"
#: What YAML, of either version, reads as no string.
_NO_STRING = late_regex(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\d[\d_.,:eE+-]*|0[xo][0-9a-f]+|\.\d+|\.inf|\.nan)"
    r"|\d{4}-\d\d?-\d\d?.*|<<|=)",
    regex.IGNORECASE,
)

_ESCAPE = late_regex(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_SPACE_ESCAPES = "nrtvfNLP"
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", " ": " ", "_": "\xa0"}


class Scalar(NamedTuple):
    """A value that is text: *span* holds its quotes too; *spellings* are those of *text*."""

    kind: Kind
    span: Span
    quote: str
    text: str
    spellings: tuple[Spelling, ...]


def length(text: str) -> int:
    """Return where the front matter that *text* begins with ends, 0 where there is none.

    A byte order mark may stand before it.  Without a line that ends it, it is none.
    """
    opening = _OPENING.match(text)
    if not opening:
        return 0
    fences = ("---", "...") if opening[1] == "---" else ("+++",)
    at = opening.end()
    while at < len(text):
        line = _LINE.match(text, at)[0]  # type: ignore[index]  # it may be empty
        at += len(line)
        if line.rstrip() in fences:
            return at
    return 0


def scalars(text: str) -> Iterator[Scalar]:
    """Yield the values that are text in *text*, which is a front matter and nothing else."""
    at = _OPENING.match(text).end()  # type: ignore[union-attr]  # it is there
    is_yaml = text.startswith(("---", "\ufeff---"))
    rows: list[tuple[int, str]] = []
    while at < len(text):
        line = _LINE.match(text, at)[0]  # type: ignore[index]  # it may be empty
        rows.append((at, line.rstrip("\r\n")))
        at += len(line)
    if is_yaml:
        yield from _of_yaml(rows[:-1])
    else:
        yield from _of_toml(rows[:-1])


def _of_yaml(rows: list[tuple[int, str]]) -> Iterator[Scalar]:
    inside = -1  # the depth of a key whose value goes on over the lines below it
    for (at, row), following in zip(rows, _followings(rows), strict=True):
        if not row.strip() or (inside >= 0 and _depth(row) > inside):
            continue
        inside = -1
        begins = _INDENTED.match(row).end()  # type: ignore[union-attr]  # it may be empty
        key = _YAML.match(row, begins)
        if not key:
            continue
        value = row[key.end() :]
        goes_on = _depth(following) > begins and not following.lstrip().startswith("#")
        if value and goes_on:
            # A scalar in a block or over several lines: what looks like keys in it is none.
            inside = begins
        elif value and (kind := TEXTS.get(key["key"])):
            found = _scalar(kind, value, at + key.end(), is_yaml=True)
            if found:
                yield found


def _followings(rows: list[tuple[int, str]]) -> list[str]:
    """Return for each row the next one that is not blank, "" for none."""
    found = []
    following = ""
    for _, row in reversed(rows):
        found.append(following)
        following = row if row.strip() else following
    return found[::-1]


def _of_toml(rows: list[tuple[int, str]]) -> Iterator[Scalar]:
    inside = ""
    for at, row in rows:
        if inside:
            inside = "" if row.count(inside) % 2 else inside
            continue
        # A string of several lines: what looks like keys in it is none.
        inside = next((mark for mark in ('"""', "'''") if row.count(mark) % 2), "")
        if inside:
            continue
        begins = len(row) - len(row.lstrip(" \t"))
        key = _TOML.match(row, begins)
        kind = TEXTS.get(key["key"].rpartition(".")[2]) if key else None
        if key and kind:
            found = _scalar(kind, row[key.end() :], at + key.end(), is_yaml=False)
            if found:
                yield found


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _scalar(kind: Kind, value: str, at: int, *, is_yaml: bool) -> Scalar | None:
    """Return the scalar that *value*, the rest of a line, is; None where it is something else."""
    quote = value[:1] if value[:1] in ('"', "'") else ""
    if quote:
        shape = _DOUBLE if quote == '"' else _SINGLE if is_yaml else _LITERAL
        found = shape.match(value)
        if not found or not _REST.match(value, found.end()):
            return None
        written = found[0]
    else:
        if not is_yaml or value[:1] in _INDICATORS:
            return None
        end = _PLAIN_END.search(value)
        written = value[: end.start()] if end else value
        if ": " in written or written.endswith(":") or _NO_STRING.fullmatch(written):
            return None
    inner = written[1:-1] if quote else written
    read = _unescaped(inner, quote, is_yaml=is_yaml)
    if read is None or not any(each.isalpha() for each in read[0]):
        return None
    return Scalar(kind, Span(at, at + len(written)), quote, *read)


def _unescaped(inner: str, quote: str, *, is_yaml: bool) -> tuple[str, tuple[Spelling, ...]] | None:
    """Return what a scalar says, and how its characters are spelled; None for an escape unknown."""
    pieces: list[str] = []
    spellings: list[Spelling] = []
    done = at = 0
    pattern = _ESCAPE if quote == '"' else regex.compile("''") if quote and is_yaml else None
    for found in pattern.finditer(inner) if pattern else ():
        character = "'" if quote == "'" else _character(found)
        if not character:
            return None
        pieces += (inner[done : found.start()], character)
        at += found.start() - done
        spellings.append(Spelling(at, found[0]))
        at += 1
        done = found.end()
    pieces.append(inner[done:])
    return "".join(pieces), tuple(spellings)


def _character(escape: regex.Match[str]) -> str:
    """Return the character that *escape* stands for, "" for none that a text may hold."""
    *codes, sign = escape.groups()
    if sign is not None:
        return " " if sign in _SPACE_ESCAPES else _ESCAPES.get(sign, "")
    number = int(next(code for code in codes if code), 16)
    if number > 0x10FFFF:
        return ""
    character = chr(number)
    return "" if FORBIDDEN.match(character) or 0xD800 <= number <= 0xDFFF else character


def escaped(text: str, quote: str, *, is_yaml: bool) -> str:
    r"""Return *text* as it stands within a scalar in *quote*."""
    if quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("'", "''") if quote and is_yaml else text


def fitting(value: str, quote: str, *, is_yaml: bool) -> str:
    r"""Return the scalar *value*, in *quote*, in double quotes where it cannot stand in its own.

    >>> fitting("Perang: hari ke-3", "", is_yaml=True)
    '"Perang: hari ke-3"'
    >>> fitting("'Jum''at'", "'", is_yaml=True), fitting("'Jum'at'", "'", is_yaml=False)
    ("'Jum''at'", '"Jum\'at"')
    """
    inner = value[1:-1] if quote else value
    if (
        quote == '"'
        or (quote and (is_yaml or "'" not in inner))
        or (not quote and _is_plain(inner))
    ):
        return value
    return f'"{escaped(inner, chr(34), is_yaml=is_yaml)}"'


def _is_plain(text: str) -> bool:
    """Tell whether *text* may stand as a plain scalar, and is read as a string."""
    return (
        bool(text)
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not text.endswith(":")
        and not any(each in text for each in (": ", " #", "\t"))
        and not _NO_STRING.fullmatch(text)
        and text not in ("---", "...")
    )
