"""Plain text: a line is a block.

News text has one paragraph a line; blank lines and white space at the ends of
lines belong to no block.  What a line is, is read off its form (see
``_plain_lines``): a label before a link or a credit, a bullet, a dateline,
quotation marks around the whole, a photo credit at the end, the words that
boilerplate begins with, a short line without a final stop (a heading).  A
label keeps its exact text, a bullet is the gap before the unit; every other
character of a line is in exactly one unit.

Lines end with any of LF, CR LF, CR, U+000B, U+000C, U+0085, U+2028 and
U+2029.  The bytes are UTF-8, or UTF-16 with a byte order mark, and are
written as they were.  Characters that XML 1.0 (2.2) forbids are an error, for
no exchange format could hold them.  The format holds no inline codes and no
metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise

import regex

from alihbahasa.articles._plain_lines import Before, Part, before_next, parts, plain_label, words_of
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
    words = words_of(pack, tuple(labels))
    blocks: list[Block] = []
    before = Before()
    for (at, row), (_, following) in pairwise(chain(_lines(text), [(len(text), "")])):
        for part in parts(row, words, before, following):
            blocks.append(_block(part, at, Place(name, len(blocks))))
            at = blocks[-1].span.stop
        before = before_next(row, part, before)
    return Document(name, pack.tag, text, tuple(blocks), encoding)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each line that is not blank begins, and what it says, edges stripped."""
    for found in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        if line := found[0].strip():
            yield found.start() + len(found[0]) - len(found[0].lstrip()), line


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


def _block(part: Part, start: int, place: Place) -> Block:
    """Make the block of *part*, which begins at *start*; one without text has no unit."""
    stop = start + len(part.label) + len(part.gap) + len(part.text) + len(part.after)
    if not part.text:
        return Block(part.kind, Span(start, stop), (), (part.gap + part.after,), part.label)
    source = (part.text,)
    unit = Unit(unit_id(source, part.kind), part.kind, source, places=(place,))
    return Block(part.kind, Span(start, stop), (unit,), (part.gap, part.after), part.label)


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
    written = {plain_label(label): text for label, text in labels.items()}
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
    label = labels.get(plain_label(block.label), block.label) if block.label else ""
    pieces = [label + block.gaps[0]]
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
            pieces.append(
                _separator(before, source, target) if was_translated and is_translated else before
            )
        pieces.append(text)
        before, was_translated = after, is_translated
    if not block.units:
        return pieces[0]
    if was_translated is None:
        return ""
    last = block.gaps[-1]
    if block.kind is Kind.DATELINE and was_translated and following is not None:
        # The text that a dateline stands before is the next block, on the same line.
        goes_on = any(unit.id in targets for unit in following.units[:1])
        last = _separator(last, source, target) if goes_on else last
    return "".join(pieces) + last


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
