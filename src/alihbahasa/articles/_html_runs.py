"""A run of text and inline markup between two ends of blocks, made into blocks.

Around the text of a block only as much markup is kept as its pairs need: the
``<b>`` and ``</b>`` around a whole paragraph, an image before it and a line
break after it stay in the skeleton, where no translator can lose them.  A tag
whose partner is not in the block is a code that stands alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from alihbahasa.articles._html_tokens import Text
from alihbahasa.articles._plain_lines import Before, Part, Words, before_next, parts
from alihbahasa.model import Block, Code, CodeKind, Content, Kind, Span, Spelling, Unit, joined


class Markup(NamedTuple):
    """An inline tag, or an element that is one code; *is_solid* where that shows words."""

    start: int
    stop: int
    kind: CodeKind
    name: str = ""
    is_solid: bool = False

    @property
    def text(self) -> str:
        """The text of markup is empty."""
        return ""


#: What a run is made of.
Piece: TypeAlias = Text | Markup
#: Elements that make a heading of a short paragraph that is all within them.
_STRONG = frozenset({"b", "strong", "big"})


def blocks(
    html: str,
    pieces: Sequence[Piece],
    words: Words,
    *,
    kind: Kind | None,
    keeps_space: bool,
    before: Before,
) -> tuple[tuple[Block, ...], Before]:
    """Return the blocks in a run of *pieces*, and what they tell of the next run.

    A run without a letter or digit has none, others have one, or two where
    one is a dateline.  *kind* is what the element says that it is; else, and
    for labels, its words tell, as they do in plain text.
    """
    text = "".join(piece.text for piece in pieces)
    if text.strip().isdecimal() and not any(map(_is_solid, pieces)):
        # A whole number, in a cell as a rule: every language writes it so.
        return (), before
    shown = next((piece for piece in pieces if _shows(piece)), None)
    if keeps_space or not isinstance(shown, Text) or not any(map(str.isalnum, text)):
        return text_blocks(html, pieces, kind or Kind.PARAGRAPH), before
    line = text.strip()
    told = _told(line, words, kind, before, _wrappers(pieces))
    if told[0].label:
        told = [_labelled(told[0], shown.text.strip(), line)]
    found = _placed(html, pieces, told, len(text) - len(text.lstrip()))
    return tuple(found), before_next(line, told[-1], before)


def text_blocks(html: str, pieces: Sequence[Piece], kind: Kind) -> tuple[Block, ...]:
    """Return the block of *pieces* whose words tell nothing of its *kind*, if it says anything."""
    text = "".join(piece.text for piece in pieces)
    if not any(map(str.isalnum, text)):
        return ()
    told = [Part(kind, text.strip())]
    return tuple(_placed(html, pieces, told, len(text) - len(text.lstrip())))


def _told(
    line: str, words: Words, kind: Kind | None, before: Before, wrappers: frozenset[str]
) -> list[Part]:
    """Return the parts of a *line* within *wrappers*, in an element of a *kind* if that has one."""
    if kind in (Kind.HEADING, Kind.QUOTE):
        return [Part(kind, line)]
    found = list(parts(line, words, Before(), ""))
    is_link = "a" in wrappers
    if kind is not None:
        if found[0].label:
            return found
        # A list of headlines below "Baca juga:".
        in_links = before.bare_label or (before.continues and before.kind is Kind.LINK)
        return [Part(Kind.LINK if is_link and in_links else kind, line)]
    last = found[-1]
    if last.kind is Kind.HEADING and not last.gap:
        # HTML has an element for headings; a short line may be anything.
        short = Kind.HEADING if wrappers & _STRONG else Kind.PARAGRAPH
        found[-1] = last._replace(kind=Kind.LINK if is_link else short)
    return found


def _labelled(part: Part, head: str, line: str) -> Part:
    """Return *part* with no markup in its label, where *head* is the text before the first.

    Only the colon may be cut off; a label with markup between its words is in no table.
    """
    label = part.label[: len(head)].rstrip()
    rest = part.label[len(label) :]
    if rest.strip() not in ("", ":", "："):
        return Part(part.kind, line)
    return part._replace(label=label, gap=rest + part.gap)


def _is_solid(piece: Piece) -> bool:
    return isinstance(piece, Markup) and piece.is_solid


def _shows(piece: Piece) -> bool:
    """Tell whether *piece* shows words."""
    return piece.is_solid if isinstance(piece, Markup) else not piece.text.isspace()


# --- pairs --------------------------------------------------------------------


def _partners(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return which tags are pairs, by their indexes, both ways."""
    found: dict[int, int] = {}
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Text) or piece.kind is CodeKind.STANDALONE:
            continue
        if piece.kind is CodeKind.OPEN:
            opened[piece.name].append(index)
        elif waiting := opened[piece.name]:
            start = waiting.pop()
            found[start], found[index] = index, start
    return found


def _wrappers(pieces: Sequence[Piece]) -> frozenset[str]:
    """Return the names of the elements around all that is shown."""
    shown = [index for index, piece in enumerate(pieces) if _shows(piece)]
    partners = _partners(pieces)
    return frozenset(
        piece.name
        for index, piece in enumerate(pieces[: shown[0]])
        if isinstance(piece, Markup) and partners.get(index, -1) > shown[-1]
    )


def _closed(
    first: int, last: int, low: int, high: int, partners: Mapping[int, int]
) -> tuple[int, int]:
    """Widen the pieces from *first* to *last* to hold whole pairs, within *low* and *high*."""
    left, right = first, first - 1
    while left > first or right < last:
        if right < last:
            right += 1
            index = right
        else:
            left -= 1
            index = left
        partner = partners.get(index, index)
        if low <= partner <= high:
            first, last = min(first, partner), max(last, partner)
    return first, last


# --- places -------------------------------------------------------------------


def _placed(html: str, pieces: Sequence[Piece], told: list[Part], at: int) -> Iterator[Block]:
    """Yield the blocks that the parts of a line make, which begins at the offset *at* of a run."""
    edges = [at]
    for part in told:
        for text in (part.label, part.gap, part.text, part.after):
            edges.append(edges[-1] + len(text))
    pieces = list(_cut(pieces, sorted(set(edges))))
    partners = _partners(pieces)
    starts, stops = _texts_by_offset(pieces)
    shown = [index for index, piece in enumerate(pieces) if _shows(piece)]
    # The part, where it begins, the span and the content of its unit, the spellings.
    found: list[tuple[Part, int, Span, Content, tuple[Spelling, ...]]] = []
    low = 0
    for number, part in enumerate(told):
        opening, _, start, stop, _ = edges[4 * number : 4 * number + 5]
        begin = pieces[starts[opening]].start if opening < start else -1
        if not part.text:
            end = pieces[stops[stop]].stop
            found.append((part, begin, Span(end, end), (), ()))
            continue
        first, last = starts[start], stops[stop]
        if opening < start:
            low = stops[start] + 1
        elif number == 0:
            first = min(first, shown[0])
        high = len(pieces) - 1
        if number + 1 < len(told):
            high = starts[edges[4 * number + 4]] - 1
        else:
            last = max(last, shown[-1])
        first, last = _closed(first, last, low, high, partners)
        low = last + 1
        content, spellings = _content(html, pieces, first, last, partners)
        span = Span(pieces[first].start, pieces[last].stop)
        found.append((part, begin if begin >= 0 else span.start, span, content, spellings))
    for number, (part, begin, span, content, spellings) in enumerate(found):
        # A dateline ends where the text after it begins.
        end = found[number + 1][1] if number + 1 < len(found) else span.stop
        label = ""
        if part.label:
            label = html[begin : pieces[starts[edges[4 * number]]].stop]
        gap = html[begin + len(label) : span.start]
        if not content:
            yield Block(part.kind, Span(begin, end), (), (gap,), label)
            continue
        units = (Unit("", part.kind, content),)
        odd = (spellings,) if spellings else ()
        yield Block(part.kind, Span(begin, end), units, (gap, html[span.stop : end]), label, odd)


def _cut(pieces: Sequence[Piece], edges: Sequence[int]) -> Iterator[Piece]:
    """Yield *pieces*, texts cut at the offsets *edges*."""
    at = 0
    for piece in pieces:
        if isinstance(piece, Markup):
            yield piece
            continue
        within = edges[bisect_right(edges, at) : bisect_left(edges, at + len(piece.text))]
        bounds = [0, *(edge - at for edge in within), len(piece.text)]
        at += len(piece.text)
        if not within:
            yield piece
            continue
        yield from (piece.part(start, stop) for start, stop in pairwise(bounds))


def _texts_by_offset(pieces: Sequence[Piece]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the index of the text that begins, and of that which ends, at each offset."""
    starts, stops = {}, {}
    at = 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, Text):
            starts[at] = index
            at += len(piece.text)
            stops[at] = index
    return starts, stops


def _content(
    html: str, pieces: Sequence[Piece], first: int, last: int, partners: Mapping[int, int]
) -> tuple[Content, tuple[Spelling, ...]]:
    """Return the content of the pieces from *first* to *last*, and its spellings."""
    found: list[str | Code] = []
    spellings: list[Spelling] = []
    length = 0
    for index in range(first, last + 1):
        piece = pieces[index]
        if isinstance(piece, Text):
            found.append(piece.text)
            spellings += (Spelling(length + each.at, each.data) for each in piece.spellings)
            length += len(piece.text)
            continue
        data = html[piece.start : piece.stop]
        partner = partners.get(index, -1)
        if first <= partner <= last:
            found.append(Code(str(min(index, partner) - first + 1), piece.kind, data))
        else:
            found.append(Code(str(index - first + 1), CodeKind.STANDALONE, data))
    return joined(found), tuple(spellings)
