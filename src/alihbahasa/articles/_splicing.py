"""What formats of articles share: bytes to text and back, and targets put into the text.

Building never parses: the blocks say where every label, gap, unit and code of
the article stands.  What a format adds is how text is written in it, and how
the markup in a gap is told from the white space.  A block may lie within the
markup of another (the ``alt`` of an image in a sentence); its target is then
written into that markup, wherever the translation of the sentence has it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from alihbahasa.articles._plain_lines import plain_label
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    EMPTY_TARGET,
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    Kind,
    Spelling,
    joined,
)
from alihbahasa.patterns import late_regex
from alihbahasa.xmlio import FORBIDDEN, MARKS

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_LINE_END = late_regex(f"\r\n|[{LINE_ENDS}]")
_LINE_ENDS_WITHIN = late_regex(rf"\s*[{LINE_ENDS}]\s*")

#: Text of a target, or of a block, to how the article writes it in a block.
Write: TypeAlias = Callable[[str, Block], str]
#: A gap to the markup that ends what is before it, the white space, and the
#: markup that begins what is after it.
Split: TypeAlias = Callable[[str], tuple[str, str, str]]
#: Start and stop of a stretch of the article to what is to stand there.
_Patched: TypeAlias = Callable[[int, int], str]

# --- bytes and text -----------------------------------------------------------


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text of *data* and its encoding: by its mark, else *encoding*, or UTF-8.

    The text keeps the byte order mark.  The error says where the first bad byte is.
    """
    marked = next((known for mark, known in MARKS if data.startswith(mark)), "")
    encoding = marked or encoding or "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].decode(encoding), -1)
        raise AlihbahasaError(
            f"byte {error.start} (0x{data[error.start]:02X}) is not {encoding.upper()}",
            line=line,
            column=column,
            hint="save the file as UTF-8",
        ) from None


def check_characters(text: str, *, allowed: str = "") -> None:
    """Raise AlihbahasaError for the first character of *text* that XML 1.0, 2.2 forbids.

    Those in *allowed* are in no unit, and so no matter.
    """
    if wrong := next((each for each in FORBIDDEN.finditer(text) if each[0] not in allowed), None):
        line, column = position(text, wrong.start())
        raise AlihbahasaError(
            f"the character U+{ord(wrong[0]):04X} is not allowed in a text",
            line=line,
            column=column,
            hint="remove it, or save the file as UTF-8 if it is in another encoding",
        )


def encode(text: str, encoding: str) -> bytes:
    """Encode *text* as the source was."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        line, column = position(text, error.start)
        raise AlihbahasaError(
            f"the character U+{ord(text[error.start]):04X} cannot be written in {encoding.upper()}",
            line=line,
            column=column,
            hint="save the article as UTF-8",
        ) from None


def position(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of the offset *at*; -1 is the end of *text*."""
    before = text if at < 0 else text[:at]
    ends = [found.end() for found in _LINE_END.finditer(before)]
    return len(ends) + 1, len(before) - (ends[-1] if ends else 0) + 1


# --- targets into the text ----------------------------------------------------


def on_one_line(text: str, block: Block) -> str:
    """Return *text* with a space for each line break: what a translator broke stays one line."""
    return _LINE_ENDS_WITHIN.sub(" ", text)


def all_space(gap: str) -> tuple[str, str, str]:
    """Split a *gap* that holds no markup."""
    return "", gap, ""


def unchanged(text: str, block: Block) -> str:
    """Return *text*."""
    return text


def build(
    document: Document,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str],
    write: Write = on_one_line,
    split: Split = all_space,
    finish: Write = unchanged,
) -> str:
    """Return the text of *document* with the *targets* of its units, by id, in their places.

    A unit without a target stays as it is.  *labels* maps labels of the
    source, in any spelling that reading knows, to the ones to write.  A code
    of a target is written as the code with its id and kind at that place; one
    that is not there, or that a translator changed, as it is.  White space
    between two translated sentences follows the target language where one of
    the two languages writes none.  A unit left out on purpose takes the white
    space beside it along, but not the markup; a block of which nothing remains
    takes its label along, and the white space after it.  *finish* has the last
    word on a block that is changed.
    """
    labels = {plain_label(label): text for label, text in labels.items()}
    first: dict[str, Content] = {}
    for block in document.blocks:
        for unit in block.units:
            first.setdefault(unit.id, unit.source)
    built: list[tuple[Block, str]] = []
    for block in reversed(document.blocks):
        within = []
        while built and built[-1][0].span.start < block.span.stop:
            within.append(built.pop())
        following = built[-1][0] if built else None
        text = _built(
            block,
            following,
            targets,
            source=source,
            target=target,
            labels=labels,
            write=write,
            split=split,
            patched=_patching(document.text, within),
            first=first,
        )
        built.append((block, finish(text, block) if text and text != block.text else text))
    built.reverse()
    return _joined(document.text, built)


def _joined(text: str, built: Sequence[tuple[Block, str]]) -> str:
    """Return the *text* of an article with blocks replaced, what is left of a dropped one tidied.

    Only white space is ever tidied away.
    """
    pieces: list[str] = []
    done = 0
    dropping = False
    for number, (block, new) in enumerate(built):
        skeleton = text[done : block.span.start]
        follows_on_line = number > 0 and not _LINE_END.search(skeleton)
        pieces.append("" if dropping and skeleton.isspace() else skeleton)
        if new or not block.text:
            dropping = False
        elif number + 1 == len(built) or (follows_on_line and not dropping):
            # Nothing comes after it, or its line goes on: what stands before it goes.
            _trim(pieces)
        else:
            dropping = True
        pieces.append(new)
        done = block.span.stop
    pieces.append(text[done:])
    return "".join(pieces)


def _trim(pieces: list[str]) -> None:
    """Take the white space from the end of *pieces*, which nothing follows any more."""
    while pieces:
        pieces[-1] = pieces[-1].rstrip()
        if pieces[-1]:
            return
        pieces.pop()


def _patching(text: str, within: Sequence[tuple[Block, str]]) -> _Patched:
    """Return what gives a stretch of *text* with the blocks *within* it replaced."""
    if not within:
        return lambda start, stop: text[start:stop]
    starts = [block.span.start for block, _ in within]

    def patched(start: int, stop: int) -> str:
        pieces: list[str] = []
        for block, new in within[bisect_left(starts, start) : bisect_left(starts, stop)]:
            pieces += (text[start : block.span.start], new)
            start = block.span.stop
        return "".join((*pieces, text[start:stop]))

    return patched


def _built(
    block: Block,
    following: Block | None,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str],
    write: Write,
    split: Split,
    patched: _Patched,
    first: Mapping[str, Content],
) -> str:
    """Return *block* with its targets; only the markup of its gaps where every unit is left out.

    *first* are the sources that targets were written for, by the ids of units.
    """

    def separated(gap: str) -> str:
        """Return what stands between two translated sentences that *gap* stood between."""
        closing, space, opening = split(gap)
        if not target.separator:
            space = ""
        elif not space and not source.separator:
            space = target.separator
        return closing + space + opening

    def markup(gaps: Sequence[str]) -> str:
        """Return what of *gaps* stays where the sentences between them go."""
        return "".join(closing + opening for closing, _, opening in map(split, gaps))

    at = block.span.start + len(block.label)
    # The gaps since the last unit that was written.
    gaps = [patched(at, at + len(block.gaps[0]))]
    at += len(block.gaps[0])
    pieces = [_label(block, labels, write)]
    if not block.units:
        return "".join(pieces + gaps)
    was_translated: bool | None = None
    for number, (unit, as_is) in enumerate(zip(block.units, block.sources, strict=True)):
        stop = at + len(as_is)
        found = targets.get(unit.id)
        is_translated = found is not None
        text: str | None
        if found is None:
            text = patched(at, stop)
        elif (found := _stripped(found)) == (EMPTY_TARGET,):
            text = None
        else:
            spellings = block.spellings[number] if block.spellings else ()
            codes = _codes(unit.source, spellings, at, patched)
            text = _written(
                found,
                codes=codes,
                first=first[unit.id],
                source=unit.source,
                write=lambda part: write(part, block),
            )
        at = stop + len(block.gaps[number + 1])
        after = patched(stop, at)
        if text is None:
            gaps.append(after)
            continue
        joins = was_translated and is_translated
        pieces += (separated(gaps[0]) if joins else gaps[0], markup(gaps[1:]), text)
        gaps, was_translated = [after], is_translated
    if was_translated is None:
        return markup(gaps)
    *passed, last = gaps
    if block.kind is Kind.DATELINE and was_translated and following is not None:
        # The text that a dateline stands before is the next block, on the same line.
        goes_on = any(unit.id in targets for unit in following.units[:1])
        last = separated(last) if goes_on else last
    return "".join((*pieces, markup(passed), last))


def _label(block: Block, labels: Mapping[str, str], write: Write) -> str:
    found = labels.get(plain_label(block.label)) if block.label else None
    return block.label if found is None else write(found, block)


def _stripped(target: Content) -> Content:
    """Return *target* without the white space at its edges."""
    parts = list(joined(target))
    for index, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if parts and isinstance(part := parts[index], str):
            parts[index] = strip(part)
    return joined(parts)


def _codes(
    content: Content, spellings: Sequence[Spelling], at: int, patched: _Patched
) -> dict[tuple[str, CodeKind], str]:
    """Return the markup of the codes of *content*, which begins at *at*, by id and kind."""
    found: dict[tuple[str, CodeKind], str] = {}
    offset = following = 0
    for part in content:
        if isinstance(part, str):
            offset += len(part)
            at += len(part)
            while following < len(spellings) and spellings[following].at < offset:
                at += len(spellings[following].data) - 1
                following += 1
        else:
            found[part.id, part.kind] = patched(at, at + len(part.data))
            at += len(part.data)
    return found


def _written(
    target: Content,
    *,
    codes: Mapping[tuple[str, CodeKind], str],
    first: Content,
    source: Content,
    write: Callable[[str], str],
) -> str:
    """Return *target* as the article writes it, with the *codes* of its place.

    A code whose markup is not that of *first*, for which the target was
    written, was changed by the translator, and stays so, both halves together,
    where the *source* of the place has the markup of *first*: another address
    is that of its place.
    """
    was, now = _markup(first), _markup(source)
    own = {
        part.id
        for part in target
        if isinstance(part, Code)
        and part.data not in ("", was.get((part.id, part.kind), part.data))
        and all(now.get(key) == data for key, data in was.items() if key[0] == part.id)
    }
    pieces = []
    for part in target:
        if isinstance(part, str):
            pieces.append(write(part))
            continue
        # A second copy of a code is called ID-1, ID-2.
        key = (part.id, part.kind)
        key = key if key in codes else (part.id.partition("-")[0], part.kind)
        pieces.append(part.data if part.id in own else codes.get(key, part.data))
    return "".join(pieces)


def _markup(content: Content) -> dict[tuple[str, CodeKind], str]:
    return {(part.id, part.kind): part.data for part in content if isinstance(part, Code)}
