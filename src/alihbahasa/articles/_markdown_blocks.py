"""Where the texts of Markdown stand: its leaf blocks, line by line, and the cells of its tables.

What is a block is markdown-it's to say (CommonMark 0.31.2, and the tables of
GFM 4.10); it reads in time linear in the text.  Its tokens tell lines, not
offsets, so the rules for blocks of text are made to note where each line
begins, after the quotation marks and the indentation of what it lies in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from alihbahasa.model import Kind, Span
from alihbahasa.patterns import late_regex

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

    _Rule = Callable[[StateBlock, int, int, bool], bool]

#: What CommonMark takes from the edges of a text, those left out that XML forbids.
_EDGES = " \t\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE = late_regex("[^\r\n]*(\r\n|[\r\n]|$)")
_HASHES = late_regex(r"#{1,6}[ \t]*")
_BAR = late_regex(r"(?<!\\)\|")
_LAST_HASHES = late_regex(r"(?:^|(?<=[ \t]))#+[ \t]*$")
#: What stands before the text of an item or a footnote: a box to tick, the mark of the note.
_BOX = late_regex(r"\[[ xX]\][ \t]+")
_NOTE = late_regex(r"\[\^[^\[\]\s^]{1,100}\]:[ \t]*")
#: The attributes of a heading, as Pandoc, Hugo and kramdown write them.
_ATTRIBUTES = late_regex(r"(?<![ \t])[ \t]++\{:?[ \t]*[#.][^{}]*\}$")


class Leaf(NamedTuple):
    """A block of text: what it is or lies in, its *lines*, and where its markup ends."""

    kind: Kind
    lines: list[Span]
    stop: int
    is_cell: bool = False


def leaves(text: str, start: int) -> tuple[list[Leaf], Callable[[str], bool]]:
    """Return the blocks of text in *text* from *start* on, and what tells a defined label.

    What lies deeper in quotations and lists than markdown-it follows, 20
    levels, is none of them.
    """
    from markdown_it.common.utils import normalizeReference

    rows = [found for found in _LINE.finditer(text, start) if found[0]]
    bare = [found[0].removesuffix(found[1]) for found in rows]
    notes: dict[int, int] = {}
    env: dict[str, object] = {"notes": notes}
    tokens = _parser().parse("\n".join(bare), env)
    # Offsets of markdown-it count one character for the end of a line.
    starts = list(accumulate((len(row) + 1 for row in bare), initial=0))

    def line(number: int) -> Span:
        begins = rows[number].start()
        at = begins + notes[number] - starts[number]
        return Span(at, max(at, begins + len(bare[number])))

    references = env.get("references", {})
    assert isinstance(references, dict)

    def is_reference(label: str) -> bool:
        return bool(references) and normalizeReference(label) in references

    return list(_leaves(text, tokens, line)), is_reference


def _leaves(text: str, tokens: Sequence[Token], line: Callable[[int], Span]) -> Iterator[Leaf]:
    within = [Kind.PARAGRAPH]
    is_item_open = False
    columns = 0
    for token in tokens:
        if token.type in ("blockquote_open", "list_item_open"):
            within.append(Kind.QUOTE if token.type == "blockquote_open" else Kind.LIST_ITEM)
        elif token.type in ("blockquote_close", "list_item_close"):
            within.pop()
        elif token.type == "thead_open":
            columns = 0
        elif token.type == "tr_open" and token.map:
            cells = _cells(text, line(token.map[0]))
            kind = Kind.PARAGRAPH if columns else Kind.HEADING
            columns = columns or len(cells)
            yield from (Leaf(kind, [cell], cell.stop, True) for cell in cells[:columns] if cell)
        elif token.type == "heading_open" and token.map:
            yield from _heading(text, token, line)
        elif token.type == "paragraph_open" and token.map:
            lines = [line(number) for number in range(*token.map)]
            yield from _paragraphs(text, lines, within[-1], may_have_box=is_item_open)
        is_item_open = token.type == "list_item_open"


def _paragraphs(text: str, lines: list[Span], kind: Kind, *, may_have_box: bool) -> Iterator[Leaf]:
    """Yield the paragraphs of *lines*: each definition of a footnote begins one of its own."""
    notes = [number for number, line in enumerate(lines) if _NOTE.match(text, *_ends(line))]
    for first, last in pairwise(sorted({0, *notes, len(lines)})):
        found = _trimmed(text, lines[first:last])
        if not found:
            continue
        prefix = _NOTE.match(text, *_ends(found[0]))
        if not prefix and may_have_box and not first:
            prefix = _BOX.match(text, *_ends(found[0]))
        if prefix:
            found[0] = Span(prefix.end(), found[0].stop)
        yield Leaf(kind, found, found[-1].stop)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.stop


def _heading(text: str, token: Token, line: Callable[[int], Span]) -> Iterator[Leaf]:
    """Yield the text of a heading, its closing hashes, underline and attributes left out."""
    assert token.map
    first, last = token.map
    if token.markup in ("=", "-"):
        lines = [line(number) for number in range(first, last - 1)]
        stop = line(last - 1).stop
    else:
        start, stop = _ends(line(first))
        hashes = _HASHES.match(text, start, stop)
        assert hashes
        start = hashes.end()
        inner = text[start:stop].rstrip(" \t")
        if closing := _LAST_HASHES.search(inner):
            inner = inner[: closing.start()]
        lines = [Span(start, start + len(inner))]
    lines = _trimmed(text, lines)
    if lines:
        begins, ends = _ends(lines[-1])
        stop = max(stop, ends)
        if attributes := _ATTRIBUTES.search(text[begins:ends]):
            lines[-1] = Span(begins, begins + attributes.start())
        yield Leaf(Kind.HEADING, lines, stop)


def _trimmed(text: str, lines: list[Span]) -> list[Span]:
    """Return *lines* without the white space at the edges of the whole."""
    while lines and not lines[-1].of(text).strip(_EDGES):
        lines.pop()
    first = 0
    while first < len(lines) and not lines[first].of(text).strip(_EDGES):
        first += 1
    lines = lines[first:]
    if lines:
        start, stop = _ends(lines[-1])
        lines[-1] = Span(start, start + len(text[start:stop].rstrip(_EDGES)))
        start, stop = _ends(lines[0])
        lines[0] = Span(stop - len(text[start:stop].lstrip(_EDGES)), stop)
    return lines


def _cells(text: str, row: Span) -> list[Span]:
    """Return the cells of *row*, without the white space around them; some may be empty."""
    (row,) = _trimmed(text, [row]) or [Span(row.start, row.start)]
    edges = [row.start - 1]
    edges += [found.start() for found in _BAR.finditer(text, *_ends(row))]
    edges.append(row.stop)
    cells = []
    for before, after in pairwise(edges):
        inner = text[before + 1 : after]
        start = before + 1 + len(inner) - len(inner.lstrip(_EDGES))
        cells.append(Span(min(start, after), max(start, before + 1 + len(inner.rstrip(_EDGES)))))
    # A bar at either edge of the row begins or ends no cell.
    if len(edges) > 2 and edges[1] == row.start:
        cells.pop(0)
    if cells and len(edges) > 2 and edges[-2] == row.stop - 1:
        cells.pop()
    return cells


@cache
def _parser() -> MarkdownIt:
    """Return markdown-it without its inline half, noting where the lines of texts begin."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import heading, lheading, paragraph, reference, table

    def definition(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        # To CommonMark a footnote of one word is the definition of a reference.
        is_note = state.src.startswith("[^", state.bMarks[first] + state.tShift[first])
        return not is_note and reference(state, first, last, silent)

    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    rules = parser.block.ruler
    rules.at("table", _noting(table), {"alt": ["paragraph", "reference"]})
    rules.at("reference", definition, {"alt": []})
    rules.at("heading", _noting(heading), {"alt": ["paragraph", "reference", "blockquote"]})
    rules.at("lheading", _noting(lheading), {"alt": []})
    rules.at("paragraph", _noting(paragraph), {"alt": []})
    return parser


def _noting(rule: _Rule) -> _Rule:
    """Return *rule*, made to note where the lines that it takes begin."""

    def noted(state: StateBlock, first: int, last: int, silent: bool) -> bool:
        done = rule(state, first, last, silent)
        if done and not silent:
            notes = state.env["notes"]
            for line in range(first, state.line):
                notes[line] = state.bMarks[line] + state.tShift[line]
        return done

    return noted
