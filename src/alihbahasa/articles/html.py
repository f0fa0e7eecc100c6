"""HTML: elements of blocks are blocks, inline markup is codes, some attributes are text.

A paragraph, heading, item, cell and so on is a block; so is text beside such
elements, and what two line breaks in a row set apart.  What a block is, its
element says, or its words do, as in plain text.  Within it, tags are codes.
An element marked ``translate="no"`` or ``class="notranslate"``, and ``code``,
``kbd``, ``samp`` and ``var``, are one code with all that is in them.  Scripts,
styles, comments and the head but for its texts are passed over.

Units hold text as a browser shows it: references decoded, white space one
space (not in ``pre`` and ``textarea``).  ``alt``, ``title``, ``placeholder``,
``aria-label``, the values of buttons and the texts of ``meta`` are units too.

The bytes are UTF-8, UTF-16 with a byte order mark, or in the single-byte
encoding that a ``meta`` or an XML declaration names; characters that it lacks
are written as references.  A reference to a character that XML forbids is a
code.  Not read: ``translate="yes"`` within ``translate="no"``, text in SVG,
MathML and scripts, styles that hide or part text.
"""

from __future__ import annotations

import codecs
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace

from alihbahasa.articles import _splicing
from alihbahasa.articles._html_runs import Markup, Piece, blocks, text_blocks
from alihbahasa.articles._html_tokens import Attribute, Tag, Text, Token, tags, texts
from alihbahasa.articles._plain_lines import Before, Words, plain_label, words_of
from alihbahasa.contracts import ArticleFormat, LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    NOTHING,
    Block,
    CodeKind,
    Content,
    Document,
    Kind,
    Place,
    Span,
    plain,
    unit_id,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

# --- elements -----------------------------------------------------------------

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    """
    html head body title address article aside audio blockquote button canvas caption center col
    colgroup datalist dd details dialog dir div dl dt fieldset figcaption figure footer form frame
    frameset header hgroup hr legend li main menu nav noscript object ol optgroup option p pre
    search section select summary table tbody td textarea tfoot th thead tr ul video
    """.split()
)
_KINDS = {
    **dict.fromkeys(_HEADINGS, Kind.HEADING),
    "title": Kind.HEADING,
    "th": Kind.HEADING,
    "li": Kind.LIST_ITEM,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
_VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
_KEEPING_SPACE = frozenset({"pre", "textarea"})
#: Elements that are one code each.
_WHOLE = frozenset({"code", "kbd", "samp", "var"})
#: Elements without text of the page.
_PASSED_OVER = frozenset({"template", "svg", "math"})
_NOT_READ = _WHOLE | _PASSED_OVER
#: Elements that another one of their kind ends.
_ENDED_BY_LIKE = frozenset("p li dt dd td th tr option".split())

#: Attributes that are text, in any element, and what they are.
_TEXTS = {
    "alt": Kind.CAPTION,
    "title": Kind.PARAGRAPH,
    "placeholder": Kind.PARAGRAPH,
    "aria-label": Kind.PARAGRAPH,
}
#: What the content of a ``meta`` is, by its name or property.
_META = {
    "description": Kind.PARAGRAPH,
    "keywords": Kind.PARAGRAPH,
    "og:title": Kind.HEADING,
    "og:description": Kind.PARAGRAPH,
    "og:image:alt": Kind.CAPTION,
    "twitter:title": Kind.HEADING,
    "twitter:description": Kind.PARAGRAPH,
    "twitter:image:alt": Kind.CAPTION,
}
_BUTTONS = frozenset({"submit", "button", "reset"})

# --- reading ------------------------------------------------------------------


def read(
    data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
) -> Document:
    """Return the article in *data*, one unit a block, not yet cut into sentences.

    *labels* are words before a link that the project adds to the pack's.
    Raises AlihbahasaError for an encoding that is not read, and, with line and
    column, for bytes that are no text and for characters that XML 1.0 forbids.
    """
    text, encoding = _splicing.decode(data, _declared(data))
    _splicing.check_characters(text, allowed="\f")
    is_xml = name.lower().endswith(".xhtml") or text.lstrip("\ufeff").startswith("<?xml")
    reading = _Reading(text, words_of(pack, tuple(labels)))
    tokens = list(tags(text, is_xml=is_xml))
    index = 0
    while index < len(tokens):
        index = _step(reading, tokens, index)
    _flush(reading)
    found = sorted(reading.blocks, key=lambda block: block.span.start)
    placed = (_in_place(block, Place(name, number)) for number, block in enumerate(found))
    return Document(name, pack.tag, text, tuple(placed), encoding)


def _in_place(block: Block, place: Place) -> Block:
    units = tuple(
        replace(unit, id=unit_id(unit.source, unit.kind), places=(place,)) for unit in block.units
    )
    return replace(block, units=units)


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element of blocks: what text in it is, and whether it keeps white space."""

    name: str = ""
    kind: Kind | None = None
    keeps_space: bool = False


@dataclass(slots=True)
class _Reading:
    """Where reading stands: the open elements of blocks, the run so far, the blocks found.

    *after_break* tells whether nothing was shown since a line break.
    """

    html: str
    words: Words
    open: list[_Element] = field(default_factory=lambda: [_Element()])
    counts: Counter[str] = field(default_factory=Counter)
    run: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    before: Before = field(default_factory=Before)
    after_break: bool = False


def _step(reading: _Reading, tokens: list[Tag], index: int) -> int:
    """Read the token at *index*; return the index of the next one to read."""
    tag = tokens[index]
    run = reading.run
    if tag.token is Token.TEXT:
        found = list(
            _pieces(reading.html, tag.start, tag.stop, keeps_space=reading.open[-1].keeps_space)
        )
        if any(isinstance(each, Markup) or not each.text.isspace() for each in found):
            reading.after_break = False
        run += found
    elif tag.token is Token.OTHER:
        run.append(Markup(tag.start, tag.stop, CodeKind.STANDALONE, tag.name))
    elif tag.token is Token.END:
        if tag.name in _BLOCKS:
            _flush(reading)
            _close(reading, tag.name)
        else:
            run.append(Markup(tag.start, tag.stop, CodeKind.CLOSE, tag.name))
    else:
        return _start(reading, tokens, index)
    return index + 1


def _start(reading: _Reading, tokens: list[Tag], index: int) -> int:
    """Read the start tag at *index*, or the whole element where it is not for translation."""
    tag = tokens[index]
    is_block = tag.name in _BLOCKS
    is_void = tag.name in _VOID or tag.is_empty
    if is_block:
        _flush(reading)
    if not is_void and (tag.name in _NOT_READ or _is_kept(reading.html, tag)):
        end = _element_end(tokens, index, reading.counts)
        is_passed_over = tag.name in _PASSED_OVER
        if not is_passed_over and any(each.name in _BLOCKS for each in tokens[index:end]):
            _flush(reading)
        else:
            last = tokens[end - 1]
            # One that is never closed would swallow what a translator puts after it.
            is_closed = last.token is Token.END and last.name == tag.name
            is_solid = is_closed and not is_passed_over
            whole = Markup(tag.start, last.stop, CodeKind.STANDALONE, tag.name, is_solid)
            reading.run.append(whole)
            reading.after_break = False
        return end
    reading.blocks += _attributes(reading.html, tag)
    if is_block:
        if not is_void:
            above = reading.open[-1]
            name = _shared_name(tag.name)
            kind = _KINDS.get(tag.name, above.kind)
            keeps_space = above.keeps_space or tag.name in _KEEPING_SPACE
            reading.open.append(_Element(name, kind, keeps_space))
            reading.counts[name] += 1
        return index + 1
    if tag.name == "br" and (reading.after_break or _ends_sentence(reading.run)):
        _flush(reading)
    reading.after_break = tag.name == "br"
    kind_of_code = CodeKind.STANDALONE if is_void else CodeKind.OPEN
    reading.run.append(Markup(tag.start, tag.stop, kind_of_code, tag.name))
    return index + 1


def _pieces(
    html: str, start: int, stop: int, *, keeps_space: bool = False, in_attribute: bool = False
) -> Iterator[Piece]:
    """Yield the text between two places, and references to characters no text can hold as codes."""
    for found in texts(html, start, stop, keeps_space=keeps_space, in_attribute=in_attribute):
        if isinstance(found, Text):
            yield found
        else:
            yield Markup(*found, CodeKind.STANDALONE)


def _flush(reading: _Reading) -> None:
    """End the run: make its blocks."""
    element = reading.open[-1]
    if reading.run:
        found, reading.before = blocks(
            reading.html,
            reading.run,
            reading.words,
            kind=element.kind,
            keeps_space=element.keeps_space,
            before=reading.before,
        )
        reading.blocks += found
        reading.run.clear()
    reading.after_break = False


#: What a sentence ends with, and the quotes and brackets that may follow.
_FINAL = late_re("[.?!…。！？؟۔।:：][\"'”’»)\\]]*\\s*$")


def _ends_sentence(run: Sequence[Piece]) -> bool:
    """Tell whether a sentence ends where *run* does: a line break then ends a paragraph."""
    for piece in reversed(run[-8:]):
        if isinstance(piece, Text):
            if piece.text.strip():
                return _FINAL.search(piece.text) is not None
        elif piece.is_solid:
            return False
    return False


def _shared_name(name: str) -> str:
    """Return *name*, one for all headings: the end tag of any ends every other."""
    return "h1" if name in _HEADINGS else name


def _close(reading: _Reading, name: str) -> None:
    """Close the innermost open element called *name*, and those in it, if there is one."""
    name = _shared_name(name)
    if not reading.counts[name]:
        return
    while True:
        closed = reading.open.pop().name
        reading.counts[closed] -= 1
        if closed == name:
            return


def _is_kept(html: str, tag: Tag) -> bool:
    """Tell whether the element that *tag* begins is marked as not for translation."""
    for each in tag.attributes:
        if each.name == "translate":
            if html[each.start : each.stop].lower() == "no":
                return True
        elif each.name == "class" and "notranslate" in html[each.start : each.stop].split():
            return True
    return False


def _element_end(tokens: list[Tag], index: int, outside: Mapping[str, int]) -> int:
    """Return the index after the element that begins at *index*.

    It ends with its end tag, before the end of an element of blocks that
    began *outside*, and before the start of what cannot be in it.
    """
    name = tokens[index].name
    inside: Counter[str] = Counter()
    depth = nested = 0
    for at in range(index + 1, len(tokens)):
        tag = tokens[at]
        is_block = tag.name in _BLOCKS
        if tag.token is Token.START and not tag.is_empty:
            if is_block and name in _WHOLE:
                return at
            is_direct = not depth and not nested
            if is_direct and name in _ENDED_BY_LIKE and tag.name == name:
                return at
            if is_direct and name == "p" and is_block:
                return at
            if tag.name == name:
                depth += 1
            elif is_block and tag.name not in _VOID:
                inside[tag.name] += 1
                nested += 1
        elif tag.token is Token.END:
            if tag.name == name:
                if not depth:
                    return at + 1
                depth -= 1
            elif inside[tag.name]:
                inside[tag.name] -= 1
                nested -= 1
            elif is_block and outside[_shared_name(tag.name)]:
                return at
    return len(tokens)


# --- attributes ---------------------------------------------------------------


def _attributes(html: str, tag: Tag) -> Iterator[Block]:
    """Yield the blocks of the attributes of *tag* that are text."""
    if not tag.attributes:
        return
    values = {each.name: each for each in reversed(tag.attributes)}

    def value(name: str) -> str:
        each = values.get(name)
        return html[each.start : each.stop].lower() if each else ""

    kinds = dict(_TEXTS)
    if tag.name == "meta":
        kind_told = _META.get(value("name")) or _META.get(value("property"))
        kinds = {"content": kind_told} if kind_told else {}
    elif tag.name == "input" and value("type") in _BUTTONS:
        kinds["value"] = Kind.PARAGRAPH
    for name, kind in kinds.items():
        if (attribute := values.get(name)) and (block := _attribute(html, attribute, kind)):
            yield block


def _attribute(html: str, attribute: Attribute, kind: Kind) -> Block | None:
    """Return the block of an attribute, None where it says nothing.

    The gaps hold what delimits it, by which building knows how to write it:
    the quotes, or the sign of equality before a value without.
    """
    pieces = list(_pieces(html, attribute.start, attribute.stop, in_attribute=True))
    found = text_blocks(html, pieces, kind)
    if not found:
        return None
    block = found[0]
    start = html.rindex(attribute.quote or "=", 0, attribute.start)
    stop = attribute.stop + len(attribute.quote)
    gaps = (html[start : block.span.start], html[block.span.stop : stop])
    return replace(block, span=Span(start, stop), gaps=gaps)


# --- encodings ----------------------------------------------------------------

#: How far the standard looks for an encoding, in bytes.
_HEAD = 1024
_XML_ENCODING = late_re(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"'<>]*)["']""")
_CHARSET = late_re(r"""charset\s*=\s*["']?\s*([^\s"';]+)""", re.IGNORECASE)
_SINGLE_BYTE = late_re(r"cp125\d|iso8859-\d+|koi8-[ru]|ascii|cp874|mac-\w+")


def _declared(data: bytes) -> str:
    """Return the codec of the encoding that *data* declares; "" for UTF-8, and for none.

    What calls itself ISO 8859-1 or ASCII is windows-1252 (Encoding Standard, 4.2).
    """
    head = data[:_HEAD].decode("latin-1")
    told = _XML_ENCODING.match(head)
    name = (told[1] if told else _charset(head)).strip()
    try:
        codec = codecs.lookup(name).name if name else "utf-8"
    except (LookupError, ValueError):
        codec = ""
    # A declaration that can be read at all is not in UTF-16.
    if codec in ("utf-8", "utf-8-sig") or codec.startswith("utf-16"):
        return ""
    if codec in ("iso8859-1", "ascii"):
        return "cp1252"
    if not _SINGLE_BYTE.fullmatch(codec):
        raise AlihbahasaError(
            f"the encoding {name!r} is not read",
            hint="save the file as UTF-8, and let it say so",
        )
    return codec


def _charset(head: str) -> str:
    """Return the encoding that the first ``meta`` in *head* names that names one."""
    for tag in tags(head):
        if tag.token is Token.START and tag.name == "meta":
            values = {each.name: head[each.start : each.stop] for each in tag.attributes}
            if "charset" in values:
                return values["charset"]
            is_type = values.get("http-equiv", "").lower() == "content-type"
            if is_type and (found := _CHARSET.search(values.get("content", ""))):
                return found[1]
    return ""


# --- building -----------------------------------------------------------------


def build(
    document: Document,
    targets: Mapping[str, Content],
    *,
    source: LanguagePack,
    target: LanguagePack,
    labels: Mapping[str, str] = NOTHING,
) -> bytes:
    """Return the bytes of *document* with the *targets* of its units, by id, in their places.

    The language of the page changes where anything is translated.  What is
    left out on purpose leaves its element empty.  A label whose colon stands
    behind markup keeps that colon.  For the rest see ``_splicing``.
    """
    bare = {plain_label(label): text for label, text in labels.items()}
    bare |= {
        label[:-1]: text.rstrip(":： \u202f\xa0")
        for label, text in bare.items()
        if label.endswith(":") and label[:-1] not in bare
    }
    text = _splicing.build(
        document,
        targets,
        source=source,
        target=target,
        labels=bare,
        write=_writing(),
        split=_split,
    )
    if any(unit.id in targets for block in document.blocks for unit in block.units):
        text = _in_language(text, target.tag)
    if document.encoding.startswith("utf-"):
        return _splicing.encode(text, document.encoding)
    return text.encode(document.encoding, "xmlcharrefreplace")


_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
#: What is written otherwise in an attribute, by what delimits it.
_ATTRIBUTE_ESCAPES = {
    '"': {'"': "&quot;"},
    "'": {"'": "&#39;"},
    "=": {each: f"&#{ord(each)};" for each in "\t\n\f\r \"'=`"},
}

#: What is no reference in a target, however the block spells it.
_WRITTEN_AS_IS = frozenset(string.ascii_letters + string.digits + "@ \n")


def _writing() -> Callable[[str, Block], str]:
    """Return what writes text in a block; it spells what the block spells as the block does."""
    known: dict[Span, tuple[dict[int, str], bool]] = {}

    def write(text: str, block: Block) -> str:
        if block.span not in known:
            own = _ATTRIBUTE_ESCAPES.get(block.gaps[0][:1], {})
            table = str.maketrans(_ESCAPES | own | dict(_references(block)))
            keeps_lines = any("\n" in plain(unit.source) for unit in block.units)
            known[block.span] = table, keeps_lines
        table, keeps_lines = known[block.span]
        return (text if keeps_lines else _splicing.on_one_line(text, block)).translate(table)

    return write


def _references(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the characters that *block* has as references, each with the reference.

    Letters and digits of ASCII, and ``@``, need none: a page hides an address
    so, and that is no way to write the words of its translation.
    """
    for unit, spellings in zip(block.units, block.spellings, strict=False):
        text = plain(unit.source)
        doubled = {each.at - 1 for each in spellings if not each.data}
        for each in spellings:
            is_reference = each.data.startswith("&") and each.data.endswith(";")
            if is_reference and each.at not in doubled and text[each.at] not in _WRITTEN_AS_IS:
                yield text[each.at], each.data


def _split(gap: str) -> tuple[str, str, str]:
    """Split *gap* at the white space outside of its tags.

    What delimits an attribute is markup, and a value without quotes that is
    left out becomes an empty one.
    """
    if gap[:1] in _ATTRIBUTE_ESCAPES:
        return '=""' if gap[0] == "=" else gap[0], gap[1:], ""
    if gap[-1:] in _ATTRIBUTE_ESCAPES:
        return "", gap[:-1], gap[-1]
    found = list(tags(gap))
    spaces = [number for number, tag in enumerate(found) if tag.token is Token.TEXT]
    ends = [number for number, tag in enumerate(found) if tag.token is Token.END]
    middle = spaces[0] if spaces else ends[-1] + 1 if ends else 0
    told = [(gap[tag.start : tag.stop], tag.token is Token.TEXT) for tag in found]
    closing = "".join(text for text, _ in told[:middle])
    space = "".join(text for text, is_text in told if is_text)
    opening = "".join(text for text, is_text in told[middle:] if not is_text)
    return closing, space, opening


def _in_language(text: str, language: str) -> str:
    """Return *text* with *language* as that of the page, where it names one."""
    page = next(
        (tag for tag in tags(text) if tag.token is Token.START and tag.name == "html"), None
    )
    for each in reversed(page.attributes if page else ()):
        if each.name in ("lang", "xml:lang"):
            text = text[: each.start] + language + text[each.stop :]
    return text


PLUGIN = ArticleFormat(
    name="html", title="HTML", extensions=(".html", ".htm", ".xhtml"), read=read, build=build
)
