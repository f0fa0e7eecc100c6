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

from alihbahasa.articles import _splicing
from alihbahasa.articles._plain_lines import Before, Part, before_next, parts, words_of
from alihbahasa.contracts import ArticleFormat, LanguagePack
from alihbahasa.model import (
    NOTHING,
    Block,
    Content,
    Document,
    Place,
    Span,
    unit_id,
)
from alihbahasa.model.making import made_unit

# --- reading ----------------------------------------------------------------


def read(
    data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
) -> Document:
    """Return the article in *data*, one unit a block, not yet cut into sentences.

    *labels* are words before a link that the project adds to the pack's.
    Raises AlihbahasaError, with line and column, for bytes that are no text
    and for characters that XML 1.0 forbids.
    """
    text, encoding = _splicing.decode(data)
    # Two of those that XML forbids end lines here, and are in no unit.
    _splicing.check_characters(text, allowed="\v\f")
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
    at = 1 if text.startswith("\ufeff") else 0
    # Python splits at three separators more, which XML forbids.
    for row in text[at:].splitlines(keepends=True):
        if line := row.strip():
            yield at + len(row) - len(row.lstrip()), line
        at += len(row)


def _block(part: Part, start: int, place: Place) -> Block:
    """Make the block of *part*, which begins at *start*; one without text has no unit."""
    stop = start + len(part.label) + len(part.gap) + len(part.text) + len(part.after)
    if not part.text:
        return Block(part.kind, Span(start, stop), (), (part.gap + part.after,), part.label)
    source = (part.text,)
    unit = made_unit(unit_id(source, part.kind), part.kind, source, places=(place,))
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

    What is left out on purpose takes its label, its bullet and the end of its
    line along; for the rest see ``_splicing``.
    """
    text = _splicing.build(document, targets, source=source, target=target, labels=labels)
    return _splicing.encode(text, document.encoding)


PLUGIN = ArticleFormat(
    name="plain", title="Plain text", extensions=(".txt",), read=read, build=build
)
