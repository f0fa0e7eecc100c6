"""Plain text: a line is a block.

News text has one paragraph a line; blank lines and white space at the ends of
lines belong to no block.  What a line is, is read off its form: a label
before a link or a credit, a bullet, a dateline, quotation marks around the
whole, a photo credit at the end, a short line without a final stop (a
heading).  A label keeps its exact text, a bullet is the gap before the unit;
every other character of a line is in exactly one unit.

Lines end with any of LF, CR LF, CR, U+000B, U+000C, U+0085, U+2028 and
U+2029.  The bytes are UTF-8, or UTF-16 with a byte order mark, and are
written as they were.  Characters that XML 1.0 (2.2) forbids are an error, for
no exchange format could hold them.  The format holds no inline codes and no
metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

from alihbahasa.contracts import ArticleFormat, LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    EMPTY_TARGET,
    NOTHING,
    Block,
    Content,
    Document,
    Kind,
    Place,
    Span,
    Unit,
    raw,
    unit_id,
)
from alihbahasa.xmlio import FORBIDDEN, MARKS

_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_LINE = regex.compile(f"[^{_LINE_ENDS}]+")
_LINE_ENDS_WITHIN = regex.compile(rf"\s*[{_LINE_ENDS}]\s*")
_LINE_END = regex.compile(f"\r\n|[{_LINE_ENDS}]")

#: What the lines are that begin with a label of a name.
_LABEL_KINDS = {
    "author": Kind.BYLINE,
    "editor": Kind.BYLINE,
    "source": Kind.BYLINE,
    "by": Kind.BYLINE,
    "photo": Kind.CAPTION,
}
_CLOSING = "\"'”’»›)\\]"
_BULLET = regex.compile(
    r"(?:[•‣◦▪●○■]\s*|(?:[-–—*·]|\d{1,2}\.|\p{Ll}\.|\(?(?:\d{1,2}|\p{L})\))\s+)(?=\S)"
)
_STOPPED = regex.compile(rf"[.?!…。！？։؟:;,][{_CLOSING}]*$")
_ASKS = regex.compile(rf"[?!][{_CLOSING}]*$")
#: The dash after a dateline, and what it may hold: words in capitals, names of
#: sites, names in capitalised words, agencies in brackets.
_DASH = regex.compile(r"\s+(?:--|[-–—])(?=\s+[\p{Lu}\p{Lo}\p{Nd}\"'“‘«(])")
_DATELINE_WORD = regex.compile(r"\(?[\p{Lu}\p{Nd}][\p{L}\p{M}\p{Nd}.'’/-]*\)?[,;:.]?")
_SITE = regex.compile(r"\b[\p{L}\p{Nd}-]+\.(?:com|net|org|id|tv|info|news|am|az|ru|co)\b", regex.I)
_AGENCY = regex.compile(r"\([\p{Lu}][\p{L}\p{Nd} /.-]*\)$")
_CAPITALS = regex.compile(r"[\p{Lu}\p{Nd}\p{P}\s]*\p{Lu}{3}[\p{Lu}\p{Nd}\p{P}\s]*")
_CAPITAL_PLACE = regex.compile(r"\p{Lu}{3}[\p{Lu} '’-]*,\s")
_CREDIT_DATE = regex.compile(r"\d{1,2} \p{L}+ \d{4}\s*[|,-]?\s*(?:\d{1,2}[.:]\d{2}.*)?$")

#: The longest dateline, heading and credit, in characters; the longest heading in words.
_DATELINE_LENGTH = 64
_HEADING_LENGTH = 120
_HEADING_WORDS = 16


# --- reading ----------------------------------------------------------------


def read(
    data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
) -> Document:
    """Return the article in *data*, one unit a block, not yet cut into sentences.

    *labels* are words before a link that the project adds to the pack's.
    Raises AlihbahasaError, with line and column, for bytes that are no text
    and for characters that XML 1.0 forbids.
    """
    encoding = next((known for mark, known in MARKS if data.startswith(mark)), "utf-8")
    text = _decode(data, encoding)
    # Two of those that XML forbids end lines here, and are in no unit.
    if wrong := next((each for each in FORBIDDEN.finditer(text) if each[0] not in "\v\f"), None):
        line, column = _position(text, wrong.start())
        raise AlihbahasaError(
            f"the character U+{ord(wrong[0]):04X} is not allowed in a text",
            line=line,
            column=column,
            hint="remove it, or save the file as UTF-8 if it is in another encoding",
        )
    known = _labels(pack, tuple(labels))
    blocks: list[Block] = []
    before = _Before()
    for found in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        line_text = found[0].strip()
        if not line_text:
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        for part in _parts(line_text, known, before):
            blocks.append(_block(part, start, Place(name, len(blocks))))
            start += len(part.label) + len(part.gap) + len(part.text) + len(part.after)
        before = _Before(
            kind=blocks[-1].kind,
            opens_list=line_text.endswith((":", "：")),
            bare_label=bool(blocks[-1].label) and not blocks[-1].units,
            continues=before.in_list and blocks[-1].kind in (Kind.LIST_ITEM, Kind.LINK),
        )
    return Document(name, pack.tag, text, tuple(blocks), encoding)


def _decode(data: bytes, encoding: str) -> str:
    """Decode *data* strictly; the error says where the first bad byte is."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line, column = _position(data[: error.start].decode(encoding), -1)
        raise AlihbahasaError(
            f"byte {error.start} (0x{data[error.start]:02X}) is not {encoding.upper()}",
            line=line,
            column=column,
            hint="save the file as UTF-8",
        ) from None


def _position(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of the offset *at*; -1 is the end of *text*."""
    before = text if at < 0 else text[:at]
    ends = [found.end() for found in _LINE_END.finditer(before)]
    return len(ends) + 1, len(before) - (ends[-1] if ends else 0) + 1


class _Part(NamedTuple):
    """A block to be: its label, the gap, the text of its unit and the gap after it."""

    kind: Kind
    text: str
    label: str = ""
    gap: str = ""
    after: str = ""


class _Before(NamedTuple):
    """What the line before was, as far as it tells what this one is."""

    kind: Kind | None = None
    opens_list: bool = False
    bare_label: bool = False
    continues: bool = False

    @property
    def in_list(self) -> bool:
        """Whether a short line here is an item of a list, or a link under a label."""
        return self.opens_list or self.bare_label or self.continues


class _Labels(NamedTuple):
    """The labels of a pack and a project, compiled, and the kind of each, by its plain form.

    *credit* finds the credit in brackets that ends a caption: "(Foto: AFP)".
    """

    pattern: regex.Pattern[str]
    kinds: Mapping[str, Kind]
    credit: regex.Pattern[str]


def _block(part: _Part, start: int, place: Place) -> Block:
    """Make the block of *part*, which begins at *start*; one without text has no unit."""
    stop = start + len(part.label) + len(part.gap) + len(part.text) + len(part.after)
    if not part.text:
        return Block(part.kind, Span(start, stop), (), (part.gap + part.after,), part.label)
    source = (part.text,)
    unit = Unit(unit_id(source, part.kind), part.kind, source, places=(place,))
    return Block(part.kind, Span(start, stop), (unit,), (part.gap, part.after), part.label)


def _parts(line: str, labels: _Labels, before: _Before) -> Iterator[_Part]:
    """Yield the blocks of a line: one, or a dateline and what follows it."""
    if labelled := _labelled(line, labels):
        yield labelled
        return
    if bullet := _BULLET.match(line):
        yield _Part(Kind.LIST_ITEM, line[bullet.end() :], gap=bullet[0])
        return
    if length := _dateline(line):
        rest = line[length:].lstrip()
        yield _Part(Kind.DATELINE, line[:length], after=line[length : len(line) - len(rest)])
        line = rest
    kind = Kind.CAPTION if labels.credit.search(line) else _kind(line, before)
    yield _Part(kind, line)


def _labelled(line: str, labels: _Labels) -> _Part | None:
    """Return the block of a line that begins with a label, None where it does not.

    A label without a colon counts only on a line of its own, or before a
    short line without a final stop: "By X, Minggu, 4 Oktober 2020 | 13:33 WIB".
    """
    found = labels.pattern.match(line)
    if not found:
        return None
    label = found[0]
    rest = line[len(label) :].lstrip()
    bare = _plain_label(label)
    if bare[-1:].isalnum() and rest and (line[len(label)] == rest[0] or not _is_credit(rest)):
        return None
    gap = line[len(label) : len(line) - len(rest)]
    return _Part(labels.kinds.get(bare, Kind.LINK), rest, label=label, gap=gap)


def _is_credit(text: str) -> bool:
    """Tell whether *text* may be a name, and a date: "X, Minggu, 4 Oktober 2020"."""
    if len(text) > _HEADING_LENGTH or not text[0].isupper():
        return False
    name = text.partition(",")[0]
    capitals = all(word[0].isupper() for word in name.split())
    return capitals and (not _STOPPED.search(text) or bool(_CREDIT_DATE.search(text)))


@lru_cache(maxsize=64)
def _labels(pack: LanguagePack, added: tuple[str, ...]) -> _Labels:
    """Compile the labels of *pack* and those *added*."""
    kinds = {
        _plain_label(word): _LABEL_KINDS.get(name, Kind.LINK)
        for name, words in pack.labels.items()
        for word in words
    }
    for word in added:
        kinds.setdefault(_plain_label(word), Kind.LINK)
    kinds.pop("", None)
    patterns = []
    for label in sorted(kinds, key=len, reverse=True):
        colon = label.endswith(":")
        words = r"\s+".join(regex.escape(word) for word in label.removesuffix(":").split())
        patterns.append(words + (r"\s*[:：]" if colon else r"(?![\p{L}\p{M}\p{N}])"))
    photo = "|".join(
        regex.escape(label.removesuffix(":"))
        for label, kind in kinds.items()
        if kind is Kind.CAPTION
    )
    return _Labels(
        regex.compile("|".join(patterns) or r"(?!)", regex.I | regex.V0),
        kinds,
        regex.compile(rf"\((?:{photo or '(?!)'})\s*[:：/][^()]*\)\.?$", regex.I | regex.V0),
    )


def _plain_label(label: str) -> str:
    """Return *label* as it is compared: small letters, single spaces, a colon that touches."""
    plain = " ".join(label.casefold().replace("：", ":").split())
    return f"{plain[:-1].rstrip()}:" if plain.endswith(":") else plain


def _dateline(line: str) -> int:
    """Return the length of the dateline that *line* begins with, its dash included; 0 for none.

    "JAKARTA, KOMPAS.com –", "Bisnis.com, JAKARTA —", "VIVA –", "BAKU (AFP) -".
    The line goes on to a final stop: a headline with a dash in it does not.
    """
    dash = _DASH.search(line, 0, _DATELINE_LENGTH + 4)
    if not dash or not _STOPPED.search(line):
        return 0
    head = line[: dash.start()]
    if not all(_DATELINE_WORD.fullmatch(word) for word in head.split()):
        return 0
    telling = (
        _SITE.search(head)
        or _AGENCY.search(head)
        or _CAPITALS.fullmatch(head)
        or _CAPITAL_PLACE.match(head)
    )
    return dash.end() if telling else 0


def _kind(line: str, before: _Before) -> Kind:
    """Return what a line without label, bullet and dateline is."""
    if _is_quotation(line):
        return Kind.QUOTE
    if not _is_short(line):
        return Kind.PARAGRAPH
    if before.bare_label or (before.continues and before.kind is Kind.LINK):
        return Kind.LINK
    return Kind.LIST_ITEM if before.in_list else Kind.HEADING


def _is_short(line: str) -> bool:
    """Tell whether *line* is short, begins with no small letter and has no final stop.

    A question or an exclamation may be short too, if its words have capitals.
    """
    words = line.split()
    if len(line) > _HEADING_LENGTH or len(words) > _HEADING_WORDS:
        return False
    if not any(letter.isalpha() for letter in line) or line[0].islower():
        return False
    if not _STOPPED.search(line):
        return True
    if not _ASKS.search(line) or sum(word[0].isupper() for word in words) < 2:
        return False
    return all(word[0].isupper() for word in words if len(word) > 3)


def _is_quotation(line: str) -> bool:
    """Tell whether one pair of quotation marks stands around the whole of *line*."""
    if len(line) < 3:
        return False
    first, last, inside = line[0], line[-1], line[1:-1]
    if first == '"' == last:
        return '"' not in inside
    return (first, last) in {("“", "”"), ("«", "»"), ("„", "“")} and not (
        first in inside or last in inside
    )


# --- building ---------------------------------------------------------------


def build(
    document: Document,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str] = NOTHING,
) -> bytes:
    """Return the bytes of *document* with the *targets* of its units, by id, in their places.

    A unit without a target stays as it is.  *labels* maps labels of the
    source, in any spelling that reading knows, to the ones to write.  White
    space between two translated sentences follows the target language where
    one of the two languages writes none.  A unit left out on purpose takes
    the white space beside it along; a block of which nothing remains takes
    its label, its bullet and the end of its line.
    """
    written = {_plain_label(label): text for label, text in labels.items()}
    pieces: list[str] = []
    done = 0
    dropping = False
    for number, block in enumerate(document.blocks):
        skeleton = document.text[done : block.span.start]
        following = document.blocks[number + 1] if number + 1 < len(document.blocks) else None
        text = _built(block, following, targets, source=source, target=target, labels=written)
        follows_on_line = number > 0 and not _LINE_END.search(skeleton)
        pieces.append("" if dropping else skeleton)
        if text or not block.text:
            dropping = False
        elif following is None or (follows_on_line and not dropping):
            # Nothing comes after it, or its line goes on: what stands before it goes.
            _trim(pieces)
        else:
            dropping = True
        pieces.append(text)
        done = block.span.stop
    pieces.append(document.text[done:])
    return _encode("".join(pieces), document.encoding)


def _trim(pieces: list[str]) -> None:
    """Take the white space from the end of *pieces*, which nothing follows any more."""
    while pieces:
        pieces[-1] = pieces[-1].rstrip()
        if pieces[-1]:
            return
        pieces.pop()


def _built(
    block: Block,
    following: Block | None,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str],
) -> str:
    """Return the text of *block* with its targets; empty where every unit is left out."""
    label = labels.get(_plain_label(block.label), block.label) if block.label else ""
    parts = [label + block.gaps[0]]
    before = ""
    was_translated = None
    for unit, after in zip(block.units, block.gaps[1:], strict=True):
        found = targets.get(unit.id)
        # A line is a block: what a translator broke stays one line.
        text = raw(unit.source) if found is None else _LINE_ENDS_WITHIN.sub(" ", raw(found).strip())
        is_translated = found is not None
        if is_translated and text == EMPTY_TARGET:
            continue
        if was_translated is not None:
            parts.append(
                _separator(before, source, target) if was_translated and is_translated else before
            )
        parts.append(text)
        before, was_translated = after, is_translated
    if not block.units:
        return parts[0]
    if was_translated is None:
        return ""
    last = block.gaps[-1]
    if block.kind is Kind.DATELINE and was_translated and following is not None:
        # The text that a dateline stands before is the next block, on the same line.
        goes_on = any(unit.id in targets for unit in following.units[:1])
        last = _separator(last, source, target) if goes_on else last
    return "".join(parts) + last


def _separator(gap: str, source: LanguagePack, target: LanguagePack) -> str:
    """Return what stands between two translated sentences that *gap* stood between."""
    if not target.separator:
        return ""
    return gap or ("" if source.separator else target.separator)


def _encode(text: str, encoding: str) -> bytes:
    """Encode *text* as the source was."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        line, column = _position(text, error.start)
        raise AlihbahasaError(
            f"the character U+{ord(text[error.start]):04X} cannot be written in {encoding.upper()}",
            line=line,
            column=column,
        ) from None


PLUGIN = ArticleFormat(
    name="plain", title="Plain text", extensions=(".txt",), read=read, build=build
)
