r"""Markdown: CommonMark 0.31.2, with the tables and ``~~`` of GFM, footnotes and front matter.

A paragraph, a heading, a cell of a table is a block; one in a list is an item
of it, one in a quotation a quote.  What other kind a paragraph is - a label
before a link, a dateline, a credit - is read off its form, as in plain text
(see ``_plain_lines``).  Markup within it is inline codes; the text is kept as
it is written (``\*``, ``&amp;``), but for a line break in it, which is a space.
The text of an image is its ``alt``.  In the front matter, the values of
``_front_matter.TEXTS`` are text.

These stay as they are, and are not translated: code, blocks of HTML with the
text in them, definitions of references, titles of links and images, what lies
deeper than 20 levels, and paragraphs of a footnote after its first.

A target is written as it is, for it is Markdown too; only what would make it
another block (``# `` or ``1. `` at the beginning of a line), or a task of an
item (``[x] ``), or end a cell of a table, gets a backslash.  The bytes are UTF-8, or UTF-16
with a byte order mark, and are written as they were.  Characters that XML 1.0
(2.2) forbids are an error, for no exchange format could hold them.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

import regex

from alihbahasa.articles import _front_matter as front_matter
from alihbahasa.articles import _splicing as splicing
from alihbahasa.articles._markdown_blocks import Leaf, leaves
from alihbahasa.articles._markdown_inline import marks
from alihbahasa.articles._plain_lines import Before, Part, Words, before_next, parts, words_of
from alihbahasa.contracts import ArticleFormat, LanguagePack
from alihbahasa.model import (
    EMPTY_TARGET,
    NOTHING,
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    Kind,
    Span,
    Spelling,
    Unit,
    joined,
    plain,
    raw,
    spelled,
    unit_id,
)
from alihbahasa.patterns import late_regex

_BOLD = ("**", "__")


class _Text(NamedTuple):
    """Content, and how the article spells its characters."""

    content: Content
    spellings: tuple[Spelling, ...] = ()

    @property
    def raw(self) -> str:
        """The text as it stands in the article."""
        return spelled(self.content, self.spellings)


# --- reading ----------------------------------------------------------------


def read(
    data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
) -> Document:
    """Return the article in *data*, one unit a block, not yet cut into sentences.

    Units have no places yet.  *labels* are words before a link that the project adds to the pack's.
    Raises AlihbahasaError, with line and column, for bytes that are no text
    and for characters that XML 1.0 forbids.
    """
    text, encoding = splicing.decode(data)
    splicing.check_characters(text)
    words = words_of(pack, tuple(labels))
    start = front_matter.length(text)
    blocks = list(_settings(text[:start])) if start else []
    found, is_reference = leaves(text, start or text.startswith("\ufeff"))
    before = Before()
    for leaf in found:
        inline = _inline(text, leaf.lines, is_reference)
        line = plain(inline.content)
        if leaf.is_cell or leaf.kind is Kind.HEADING:
            before = Before() if leaf.is_cell else before_next(line, Part(leaf.kind, line), before)
            blocks.append(_block(leaf.kind, inline, leaf.lines[0].start, text, stop=leaf.stop))
            continue
        read = _read_off(line, leaf.kind, inline.content, words, before)
        blocks += _blocks(read, inline, leaf, text)
        before = before_next(line, read[-1], before)
    return Document(name, pack.tag, text, tuple(blocks), encoding)


def _settings(text: str) -> Iterator[Block]:
    """Yield the blocks of the front matter *text*."""
    for scalar in front_matter.scalars(text):
        source = (scalar.text,)
        unit = Unit(unit_id(source, scalar.kind), scalar.kind, source)
        gaps = (scalar.quote, scalar.quote)
        spellings = (scalar.spellings,) if scalar.spellings else ()
        yield Block(scalar.kind, scalar.span, (unit,), gaps, spellings=spellings)


def _inline(text: str, lines: list[Span], is_reference: Callable[[str], bool]) -> _Text:
    """Return what *lines* of *text* say as one line, with codes for the markup."""
    whole = "\n".join(line.of(text) for line in lines)
    found = marks(whole, is_reference)
    if not found:
        return _Text((whole,) if whole else ())
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))

    def place(at: int) -> int:
        number = bisect_right(starts, at) - 1
        return lines[number].start + at - starts[number]

    content: list[str | Code] = []
    spellings: list[Spelling] = []
    pairs: dict[int, str] = {}
    at = done = 0
    for mark in found:
        content.append(whole[done : mark.start])
        at += mark.start - done
        done = mark.stop
        data = text[place(mark.start) : place(mark.stop)]
        if mark.kind is not None:
            id = pairs.setdefault(mark.pair or -1 - mark.start, str(len(pairs) + 1))
            content.append(Code(id, mark.kind, data))
        if mark.kind is None or whole[mark.stop - 1] == "\n":
            # A break of a line is white space between words, whatever else it is.
            content.append(mark.shown if mark.kind is None else " ")
            spellings.append(Spelling(at, data if mark.kind is None else ""))
            at += 1
    content.append(whole[done:])
    return _Text(joined(content), tuple(spellings))


def _read_off(
    line: str, within: Kind, content: Content, words: Words, before: Before
) -> list[Part]:
    """Return the parts of a block that says *line*, with the kind of each.

    Markdown has its own headings, lists and quotations, so that the form of a
    line tells less than in plain text: a short line is a heading only if it
    is bold, and an item or a quote is something else only by its label.
    """
    whole = [Part(within, line)]
    bare = line.rstrip()
    if bare != bare.lstrip() or not bare:
        return whole
    around, inner = _peeled(content)
    if within is Kind.PARAGRAPH and any(code.startswith("![") for code in around):
        return [Part(Kind.CAPTION, line)]
    found = list(parts(bare, words, before, ""))
    last = found[-1]
    if within is not Kind.PARAGRAPH:
        return found if last.label or last.kind is Kind.LINK else whole
    if last.kind is Kind.HEADING or (last.kind is Kind.LIST_ITEM and not last.gap):
        is_heading = last.kind is Kind.HEADING and any(code in _BOLD for code in around) and inner
        found[-1] = last._replace(kind=Kind.HEADING if is_heading else Kind.PARAGRAPH)
    return found


def _peeled(content: Content) -> tuple[list[str], Content]:
    """Return the codes that open around the whole of *content*, and what is within them."""
    around = []
    while (
        len(content) > 1
        and isinstance(first := content[0], Code)
        and isinstance(last := content[-1], Code)
        and (first.kind, last.kind, first.id) == (CodeKind.OPEN, CodeKind.CLOSE, last.id)
    ):
        around.append(first.data)
        content = content[1:-1]
    return around, content


def _blocks(found: list[Part], inline: _Text, leaf: Leaf, text: str) -> Iterator[Block]:
    """Yield the block of *leaf*, or a dateline and what follows it."""
    start = leaf.lines[0].start
    part = found[-1]
    if len(found) > 1:
        place = found[0]
        head, gap, rest = _cut(inline, len(place.text), len(place.text) + len(place.after))
        if _is_whole(head.content) and _is_whole(rest.content) and len(gap.content) == 1:
            yield _block(place.kind, head, start, text, after=gap.raw)
            yield _block(part.kind, rest, start + len(head.raw + gap.raw), text, stop=leaf.stop)
        else:
            # The markup goes across: the paragraph stays whole.
            yield _block(part.kind, inline, start, text, stop=leaf.stop)
        return
    if part.label or part.gap:
        labelled = _labelled(part, inline, start, leaf.stop, text)
        yield labelled or _block(leaf.kind, inline, start, text, stop=leaf.stop)
        return
    yield _block(part.kind, inline, start, text, stop=leaf.stop)


def _labelled(part: Part, inline: _Text, start: int, stop: int, text: str) -> Block | None:
    """Return the block of *part*, which has a label or a bullet; None where markup goes across.

    Markup before a label is left out, what closes after it is in the gap.
    """
    length = len(part.label)
    label, gap, rest = _cut(inline, length, length + len(part.gap))
    strings = [index for index, each in enumerate(label.content) if isinstance(each, str)]
    before, between = raw(label.content), ""
    if part.label:
        if len(strings) != 1 or label.content[strings[0]] != part.label or label.spellings:
            return None
        before = raw(label.content[: strings[0]])
        between = raw(label.content[strings[0] + 1 :])
    else:
        before, between = "", before
    inner, after = rest.content, ""
    opened = {each.id for each in inner if isinstance(each, Code) and each.kind is CodeKind.OPEN}
    while (
        inner
        and isinstance(last := inner[-1], Code)
        and last.kind is CodeKind.CLOSE
        and last.id not in opened
    ):
        inner, after = inner[:-1], last.data + after
    if not _is_whole(inner):
        return None
    return _block(
        part.kind,
        _Text(inner, rest.spellings),
        start + len(before),
        text,
        label=part.label,
        before=between + gap.raw,
        after=after,
        stop=stop,
    )


def _cut(inline: _Text, first: int, second: int) -> tuple[_Text, _Text, _Text]:
    """Cut *inline* at two offsets of its text; at either, what closes stays before it."""
    edges = (first, second, len(plain(inline.content)) + 1)
    pieces: tuple[list[str | Code], ...] = ([], [], [])
    number = at = 0
    for part in inline.content:
        if isinstance(part, Code):
            while at >= edges[number] and part.kind is not CodeKind.CLOSE:
                number += 1
            pieces[number].append(part)
            continue
        while part:
            while at >= edges[number]:
                number += 1
            piece = part[: edges[number] - at]
            pieces[number].append(piece)
            part = part[len(piece) :]
            at += len(piece)
    starts = (0, *edges)
    spellings = (
        tuple(
            Spelling(each.at - start, each.data)
            for each in inline.spellings
            if start <= each.at < stop
        )
        for start, stop in zip(starts, edges, strict=False)
    )
    head, gap, rest = (
        _Text(joined(each), odd) for each, odd in zip(pieces, spellings, strict=True)
    )
    return head, gap, rest


def _is_whole(content: Content) -> bool:
    """Tell whether *content* holds both halves of each of its pairs, or none."""
    opened = {each.id for each in content if isinstance(each, Code) and each.kind is CodeKind.OPEN}
    closed = {each.id for each in content if isinstance(each, Code) and each.kind is CodeKind.CLOSE}
    return opened == closed


def _block(
    kind: Kind,
    inline: _Text,
    start: int,
    text: str,
    *,
    label: str = "",
    before: str = "",
    after: str = "",
    stop: int = 0,
) -> Block:
    """Make the block of *inline*, which begins at *start*, with what stands around it.

    It ends at *stop*, if that is given.  One that says nothing has no unit.
    """
    end = start + len(label) + len(before) + len(inline.raw) + len(after)
    if stop > end:
        after += text[end:stop]
        end = stop
    text = plain(inline.content)
    # A whole number, in a cell as a rule, is written so in every language.
    if text.strip().isdecimal() or not any(character.isalnum() for character in text):
        gaps = (before + inline.raw + after,)
        return Block(kind, Span(start, end), (), gaps, label)
    unit = Unit(unit_id(inline.content, kind), kind, inline.content)
    spellings = (inline.spellings,) if inline.spellings else ()
    return Block(kind, Span(start, end), (unit,), (before, after), label, spellings)


# --- building ---------------------------------------------------------------

#: What a gap begins with that ends what is before it, and the white space after that.
_CLOSING = late_regex(
    r"(?:\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)|\]\[[^\[\]]*\]|\]|</[^<>]*>|[*_~]+)*+"
)
_SPACE = late_regex(r"\s*+(?:(?<=[\r\n \t])>[ \t]*+)*+")
_BREAK = late_regex(r"(?:\r\n|[\r\n])[ \t>]*")
_END = late_regex(r"\r\n|[\r\n]")
_BLANK = late_regex(r"(?:[ \t]*(?:\r\n|[\r\n]))*")
_ENDS = splicing.LINE_ENDS
_BREAKS = late_regex(rf"(?<![^\S{_ENDS}])[^\S{_ENDS}]*+[{_ENDS}]\s*")
_OPEN_BAR = late_regex(r"(?<!\\)\|")
#: What at the beginning of a line makes it another block: the backslash goes after the digits.
_BLOCK = late_regex(
    r"(?:(\d{1,9})[.)](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|>|```|~~~"
    r"|(?:=+|-{2,}|([-_*])(?:[ \t]*\2){2,})[ \t]*$|\[[^\[\]]+\]:"
    r"|<(?![A-Za-z][A-Za-z0-9+.-]+:)[A-Za-z/!?])"
)
#: What makes a task of an item.
_TASK = late_regex(r"\[[ xX]\](?=\s)")
_CLOSING_HASHES = late_regex(r"(?:^|(?<=[ \t]))#+$")
#: Pairs of codes with nothing between them.
_HOLLOW = late_regex(
    r"(\*\*|__|~~|[*_])\1|!?\[\](?:\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)|\[[^\[\]]*\])"
    r"|<(\w+)[^<>]*></\2>"
)


def build(
    document: Document,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str] = NOTHING,
) -> bytes:
    """Return the bytes of *document* with the *targets* of its units, by id, in their places.

    A unit without a target stays as it is.  Codes of a target are written as
    those of the source at that place.  A line break in a target becomes a
    space.  A block of which every unit is left out on purpose takes the lines
    that hold nothing else along.
    """
    empty = frozenset(id for id, each in targets.items() if raw(each).strip() == EMPTY_TARGET)
    document = _without(document, empty) if empty else document
    is_yaml = document.text.startswith(("---", "\ufeff---"))
    end = front_matter.length(document.text)

    @functools.cache
    def has_bars(span: Span) -> bool:
        """Tell whether a block, which may have any number of texts to be written, has a bar."""
        return _OPEN_BAR.search(span.of(document.text)) is not None

    def write(text: str, block: Block) -> str:
        text = _BREAKS.sub(" ", text)
        if block.span.start < end:
            return front_matter.escaped(text, block.gaps[0], is_yaml=is_yaml)
        return text if has_bars(block.span) else _OPEN_BAR.sub(r"\\|", text)

    def finish(text: str, block: Block) -> str:
        if block.span.start < end:
            return front_matter.fitting(text, block.gaps[0], is_yaml=is_yaml)
        if any(unit.id in empty for unit in block.units):
            while (filled := _HOLLOW.sub("", text)) != text:
                text = filled
        return _guarded(text, block)

    written = splicing.build(
        document,
        targets,
        source=source,
        target=target,
        labels=labels,
        write=write,
        split=_split,
        finish=finish,
    )
    return splicing.encode(written, document.encoding)


def _split(gap: str) -> tuple[str, str, str]:
    """Split a gap into the markup that closes, white space, and the markup that opens."""
    closing = _CLOSING.match(gap)[0]  # type: ignore[index]  # it may be empty
    space = _SPACE.match(gap, len(closing))[0]  # type: ignore[index]  # it may be empty
    return closing, space, gap[len(closing) + len(space) :]


def _guarded(text: str, block: Block) -> str:
    """Return *text* with a backslash where a line would begin what none of *block* does."""
    known = {_sort(found) for _, found in _beginnings(block.text)}
    pieces: list[str] = []
    done = 0
    for at, found in _beginnings(text):
        if _sort(found) in known:
            continue
        at += len(found[1] or "")
        pieces += (text[done:at], "\\")
        done = at
    text = "".join((*pieces, text[done:]))
    if block.kind is Kind.LIST_ITEM and _TASK.match(text) and not _TASK.match(block.text):
        return f"\\{text}"
    hashes = _CLOSING_HASHES.search(text) if block.kind is Kind.HEADING else None
    if hashes and not _CLOSING_HASHES.search(block.text):
        return f"{text[: hashes.start()]}\\{hashes[0]}"
    return text


def _sort(found: regex.Match[str]) -> tuple[str, bool]:
    """Return what tells two beginnings of blocks apart: a marker alone on its line begins none."""
    return found[0], bool(found.string[found.end() :].strip())


def _beginnings(text: str) -> Iterator[tuple[int, regex.Match[str]]]:
    """Yield where a line of *text* begins with what makes a block."""
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    for at, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text[at:stop].rstrip("\r\n")
        if found := _BLOCK.match(line):
            yield at, found


def _without(document: Document, empty: frozenset[str]) -> Document:
    """Return *document* without the blocks all of whose units are in *empty*.

    The lines go along that hold nothing else, and one of the blank lines
    around them; not the row of a table, nor the marker of an item that goes on below it.
    """
    text = document.text
    end = front_matter.length(text)
    kept: list[Block] = []
    pieces: list[str] = []
    done = gone = before = 0
    follows_kept = False
    for block, following in zip(document.blocks, [*document.blocks[1:], None], strict=True):
        start, stop, new = block.span.start, block.span.stop, ""
        if not block.units or not all(unit.id in empty for unit in block.units):
            kept.append(replace(block, span=Span(start - gone, stop - gone)))
            before, follows_kept = stop, True
            continue
        if start < end:
            new = '""'
        else:
            after = following.span.start if following else len(text)
            start, stop = _dropped(text, block.span, max(before, done), after, follows_kept)
        pieces += (text[done:start], new)
        gone += stop - start - len(new)
        done, follows_kept = stop, False
    pieces.append(text[done:])
    return replace(document, text="".join(pieces), blocks=tuple(kept))


def _dropped(text: str, span: Span, before: int, after: int, follows_kept: bool) -> tuple[int, int]:
    """Return where what goes with *span* begins and ends; *before* and *after* are its neighbours.

    *follows_kept* tells whether the text up to *before* stays.
    """
    start, stop = span.start, span.stop
    ends = [found.end() for found in _END.finditer(text, before, start)]
    if not ends and follows_kept:
        return before if text[before:start].isspace() else start, stop
    opening = ends[-1] if ends else before
    end = _END.search(text, stop, after)
    if not end and after < len(text):
        return start, after if text[stop:after].isspace() else stop
    closing = end.end() if end else after
    marker, rest = text[opening:start], text[closing:after]
    if "|" in marker or "|" in text[stop:closing]:
        return start, stop
    blank = _BLANK.match(rest)[0]  # type: ignore[index]  # it may be empty
    indent = len(marker) - len(marker.lstrip())
    goes_on = len(rest[len(blank) :]) - len(rest[len(blank) :].lstrip(" \t"))
    if marker.strip() and goes_on > indent and after < len(text):
        return start, stop
    if len(ends) != 1 or not text[before:opening].strip():
        closing += len(blank)
    return opening, closing


PLUGIN = ArticleFormat(
    name="markdown", title="Markdown", extensions=(".md", ".markdown"), read=read, build=build
)
