"""Blocks cut into units, and the units of an article, each with its places."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import (
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    Kind,
    Place,
    Span,
    Spelling,
    Unit,
    joined,
    plain,
    raw,
    spelled,
    unit_id,
)
from alihbahasa.model.making import made_unit
from alihbahasa.segmentation.engine import sentences
from alihbahasa.text import as_written

#: Kinds of blocks that hold sentences; the others are one unit each.
CUT = frozenset({Kind.PARAGRAPH, Kind.QUOTE, Kind.LIST_ITEM, Kind.BOILERPLATE})

#: How much of the unit before tells two places of a sentence apart, in characters.
_BEGINNING = 60


def segment(
    document: Document,
    pack: LanguagePack,
    *,
    never_break_after: tuple[str, ...] = (),
    always_break_after: tuple[str, ...] = (),
    keep_apart: tuple[str, ...] = (),
) -> Document:
    """Return *document* with its paragraphs, quotes, list items and boilerplate cut into sentences.

    Headings, links, datelines, bylines and captions stay whole.  Every unit
    gets its id and its place.  A sentence that ends between an opening code
    and its closing one is not cut off: a unit never holds half a pair.  The
    sentences in *keep_apart* are a unit of their own at each place, with what
    stands before them as context.  Pairs of codes around a whole block or sentence
    go into the gaps; those that stay are numbered anew in each unit, so that its
    codes do not change when those before it do.
    """

    def parted(kind: Kind, content: Content) -> tuple[tuple[Content, str], ...]:
        """Return the sentences of *content*, each with the white space after it."""
        if kind not in CUT:
            return ((content, ""),)
        text = plain(content)
        spans = sentences(
            text,
            pack,
            never_break_after=never_break_after,
            always_break_after=always_break_after,
        )
        return _cut(content, text, spans)

    blocks = []
    for number, block in enumerate(document.blocks):
        place = (Place(document.name, number),)
        units: list[Unit] = []
        gaps = [block.gaps[0]]
        spellings: list[tuple[Spelling, ...]] = []
        for index, (unit, gap) in enumerate(zip(block.units, block.gaps[1:], strict=True)):
            odd = block.spellings[index] if block.spellings else ()
            if len(unit.source) == 1 and not odd and isinstance(unit.source[0], str):
                # Nearly all of news: no code to be shared among the sentences.
                for source, between in parted(block.kind, unit.source):
                    spellings.append(())
                    gaps.append(between)
                    is_whole = source is unit.source and unit.kind is block.kind and unit.id
                    id = unit.id if is_whole and not unit.context else unit_id(source, block.kind)
                    units.append(made_unit(id, block.kind, source, places=place, after=between))
                gaps[-1] += gap
                continue
            before, whole, after = _bare(unit.source)
            gaps[-1] += before
            cut = parted(block.kind, whole)
            at = 0
            for piece, between in cut:
                lead, source, trail = _bare(piece) if len(cut) > 1 else ("", piece, "")
                end = at + len(plain(source))
                own, odd = _before(odd, end)
                spellings.append(tuple(Spelling(each.at - at, each.data) for each in own))
                own, odd = _before(odd, end + len(between))
                gaps[-1] += lead
                shifted = [Spelling(each.at - end, each.data) for each in own]
                gaps.append(trail + spelled((between,), shifted))
                source = _numbered(source)
                id = unit_id(source, block.kind)
                units.append(Unit(id, block.kind, source, places=place, after=between))
                at = end + len(between)
            gaps[-1] += after + gap
        odd_ones = tuple(spellings) if any(spellings) else ()
        blocks.append(
            Block(block.kind, block.span, tuple(units), tuple(gaps), block.label, odd_ones)
        )
    if keep_apart:
        blocks = _kept_apart(blocks, frozenset(map(as_written, keep_apart)))
    return replace(document, blocks=tuple(blocks))


def _kept_apart(blocks: list[Block], sentences: frozenset[str]) -> list[Block]:
    """Return *blocks* with a context in every unit that is one of *sentences*.

    The context is the beginning of the unit before, since positions change
    when anything is inserted; a number tells apart those that have it in common.
    """
    found = []
    seen: Counter[tuple[str, str]] = Counter()
    before = ""
    for block in blocks:
        units = []
        for unit in block.units:
            text = as_written(plain(unit.source))
            if text in sentences:
                context = f"after: {before}" if before else "first"
                seen[text, context] += 1
                if (number := seen[text, context]) > 1:
                    context += f" ({number})"
                id = unit_id(unit.source, unit.kind, context)
                unit = replace(unit, id=id, context=context)
            units.append(unit)
            before = text if len(text) <= _BEGINNING else f"{text[:_BEGINNING].rstrip()}…"
        found.append(replace(block, units=tuple(units)))
    return found


def _before(
    spellings: tuple[Spelling, ...], end: int
) -> tuple[tuple[Spelling, ...], tuple[Spelling, ...]]:
    """Return those of *spellings*, which are in order, before the offset *end*, and the others."""
    if not spellings:
        return (), ()
    index = bisect_left(spellings, end, key=lambda each: each.at)
    return spellings[:index], spellings[index:]


def _bare(content: Content) -> tuple[str, Content, str]:
    """Return *content* without the codes around the whole of it, and their markup on both sides.

    Those are pairs, and line breaks at its edges.
    """
    first, last = 0, len(content)
    while first < last:
        start, end = content[first], content[last - 1]
        if _is_break(start):
            first += 1
        elif _is_break(end):
            last -= 1
        elif (
            isinstance(start, Code)
            and isinstance(end, Code)
            and (start.kind, end.kind) == (CodeKind.OPEN, CodeKind.CLOSE)
            and start.id == end.id
        ):
            first, last = first + 1, last - 1
        else:
            break
    return raw(content[:first]), content[first:last], raw(content[last:])


def _is_break(part: str | Code) -> bool:
    """Tell whether *part* is a line break: ``<br>``, or a backslash or blanks before a line end."""
    if isinstance(part, str) or part.kind is not CodeKind.STANDALONE:
        return False
    return part.data[:3].lower() == "<br" or (
        part.data[-1:] in ("\n", "\r") and part.data.strip() in ("", "\\")
    )


def _numbered(content: Content) -> Content:
    """Return *content* with its codes numbered from 1, both halves of a pair alike."""
    if len(content) == 1 and isinstance(content[0], str):
        return content
    numbers: dict[str, str] = {}
    return tuple(
        part
        if isinstance(part, str)
        else replace(part, id=numbers.setdefault(part.id, str(len(numbers) + 1)))
        for part in content
    )


def pieces(content: Content, pack: LanguagePack) -> tuple[Content, ...]:
    """Return the sentences of *content*, white space between them left out."""
    text = plain(content)
    return tuple(piece for piece, _ in _cut(content, text, sentences(text, pack)))


def units(document: Document) -> tuple[Unit, ...]:
    """Return each distinct unit of *document* once, by first place, with all its places."""
    first: dict[str, Unit] = {}
    places: dict[str, list[Place]] = {}
    for block in document.blocks:
        for unit in block.units:
            first.setdefault(unit.id, unit)
            places.setdefault(unit.id, []).extend(unit.places)
    return tuple(
        unit if len(unit.places) == len(places[id]) else replace(unit, places=tuple(places[id]))
        for id, unit in first.items()
    )


def _cut(content: Content, text: str, spans: tuple[Span, ...]) -> tuple[tuple[Content, str], ...]:
    """Cut *content*, whose text is *text*, at the gaps between *spans*.

    Yields each piece with the white space after it; the last has none.
    White space at the edges of the text stays in the first and last piece,
    since a reader leaves none there.
    """
    if len(spans) < 2:
        return ((content, ""),)
    if len(content) == 1:
        edges = [0, *(span.start for span in spans[1:])]
        ends = [*(span.stop for span in spans[:-1]), len(text)]
        nexts = [*edges[1:], len(text)]
        return tuple(
            ((text[start:stop],), text[stop:following])
            for start, stop, following in zip(edges, ends, nexts, strict=True)
        )
    return _cut_coded(content, [(a.stop, b.start) for a, b in pairwise(spans)])


def _cut_coded(content: Content, breaks: list[tuple[int, int]]) -> tuple[tuple[Content, str], ...]:
    """Cut content with codes in it at *breaks*, each the white space between two sentences.

    In the white space, what closes belongs to the sentence before, what opens
    to the one after, and a code that stands alone to the one it touches.
    """
    pieces = _parts(content, {edge for pair in breaks for edge in pair})
    paired = _paired(content)
    cut: list[tuple[Content, str]] = []
    current: list[str | Code] = []
    index = 0
    for start, stop in breaks:
        while index < len(pieces) and pieces[index][0] < start:
            current.append(pieces[index][1])
            index += 1
        between = index
        while between < len(pieces) and (
            pieces[between][0] < stop
            or (pieces[between][0] == stop and isinstance(pieces[between][1], Code))
        ):
            between += 1
        region = [part for _, part in pieces[index:between]]
        index = between
        left, gap, right = _share(region)
        if _open_pairs([*current, *left], paired):
            current += region
            continue
        cut.append((joined([*current, *left]), gap))
        current = right
    current += [part for _, part in pieces[index:]]
    cut.append((joined(current), ""))
    return tuple(cut)


def _parts(content: Content, edges: set[int]) -> list[tuple[int, str | Code]]:
    """Return the parts of *content* with their offsets, its text cut at *edges* too."""
    found: list[tuple[int, str | Code]] = []
    at = 0
    ordered = sorted(edges)
    following = 0
    for part in content:
        if isinstance(part, Code):
            found.append((at, part))
            continue
        start, end = at, at + len(part)
        while following < len(ordered) and ordered[following] <= start:
            following += 1
        while following < len(ordered) and ordered[following] < end:
            found.append((start, part[start - at : ordered[following] - at]))
            start = ordered[following]
            following += 1
        if start < end:
            found.append((start, part[start - at :]))
        at = end
    return found


def _share(region: list[str | Code]) -> tuple[list[str | Code], str, list[str | Code]]:
    """Share what is between two sentences: the one before, the gap, the one after."""
    left = 0
    for index, part in enumerate(region):
        closes = isinstance(part, Code) and part.kind is CodeKind.CLOSE
        touches = isinstance(part, Code) and part.kind is CodeKind.STANDALONE and index == left
        if closes or touches:
            left = index + 1
    right = left
    while right < len(region) and isinstance(region[right], str):
        right += 1
    gap = "".join(part for part in region[left:right] if isinstance(part, str))
    return region[:left], gap, region[right:]


def _paired(content: Content) -> frozenset[str]:
    """Return the ids of the codes that both open and close in *content*."""
    opening = {part.id for part in content if isinstance(part, Code) and part.kind is CodeKind.OPEN}
    return frozenset(
        part.id
        for part in content
        if isinstance(part, Code) and part.kind is CodeKind.CLOSE and part.id in opening
    )


def _open_pairs(parts: Iterable[str | Code], paired: frozenset[str]) -> bool:
    """Tell whether a pair of codes opens in *parts* and does not close."""
    pending = set()
    for part in parts:
        if isinstance(part, Code) and part.id in paired:
            if part.kind is CodeKind.OPEN:
                pending.add(part.id)
            elif part.kind is CodeKind.CLOSE:
                pending.discard(part.id)
    return bool(pending)
