"""Inline codes and terms in the texts of XLIFF 1.2 and XLIFF 2: pairs, elements to codes, marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from alihbahasa.model import (
    Code,
    CodeKind,
    Content,
    Grade,
    Mention,
    Span,
    TermStatus,
    Unit,
    joined,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which opening codes of a text go with which closing ones, by index.

    *nested* pairs lie within one another like elements; *crossing* ones do not.
    """

    nested: Mapping[int, int]
    crossing: Mapping[int, int]


def pairs(content: Content) -> Pairs:
    """Find the pairs of codes with one id in *content*, in linear time."""
    nested: dict[int, int] = {}
    crossing: dict[int, int] = {}
    stack: list[int] = []
    waiting: dict[str, list[int]] = {}
    gone: set[int] = set()
    for index, part in enumerate(content):
        if isinstance(part, str):
            continue
        if part.kind is CodeKind.OPEN:
            stack.append(index)
            waiting.setdefault(part.id, []).append(index)
        elif part.kind is CodeKind.CLOSE and waiting.get(part.id):
            opening = waiting[part.id].pop()
            while stack[-1] in gone:
                stack.pop()
            if stack[-1] == opening:
                stack.pop()
                nested[opening] = index
            else:
                gone.add(opening)
                crossing[opening] = index
    return Pairs(nested, crossing)


@dataclass(frozen=True, slots=True)
class TermMark:
    """What is written before and after a stretch of a text."""

    span: Span
    before: str
    after: str


def marked(unit: Unit) -> Iterator[Mention]:
    """Yield the mentions in the source of *unit* that a mark can stand around, in order.

    They do not overlap, and no code is within one.
    """
    edges = [0]
    for part in unit.source:
        if isinstance(part, str):
            edges.append(edges[-1] + len(part))
    done = 0
    for mention in sorted(unit.mentions, key=lambda each: (each.span.start, -each.span.stop)):
        span = mention.span
        first = bisect_right(edges, span.start)
        if span.start < done or mention.grade is Grade.DERIVED or first == len(edges):
            continue
        if span.stop <= edges[first]:
            done = span.stop
            yield mention


def with_marks(
    text: str, at: int, *, marks: Sequence[TermMark], written: Callable[[str], str]
) -> str:
    """Return *text*, which begins at offset *at*, as *written*, with those of *marks* in it."""
    parts: list[str] = []
    done = at
    for mark in marks:
        if at <= mark.span.start and mark.span.stop <= at + len(text):
            parts.append(written(text[done - at : mark.span.start - at]))
            inner = text[mark.span.start - at : mark.span.stop - at]
            parts += (mark.before, written(inner), mark.after)
            done = mark.span.stop
    parts.append(written(text[done - at :]))
    return "".join(parts)


def translations(mention: Mention, language: str) -> list[str]:
    """Return the terms for what is mentioned that *language* allows, preferred ones first."""
    concept = mention.concept
    terms = [term for term in concept.terms_in(language) if term.status.is_allowed]
    terms.sort(key=lambda term: term.status is not TermStatus.PREFERRED)
    allowed = list(dict.fromkeys(term.text for term in terms))
    if not allowed and concept.keeps_in(language):
        return [mention.term.text]
    return allowed


_NAME = late_re(r"</?([A-Za-z][\w:-]*)|!\[|\[|[*_]{1,2}")
_ROLES = {
    "b": "bold", "strong": "bold", "**": "bold", "__": "bold",
    "i": "italic", "em": "italic", "*": "italic", "_": "italic",
    "u": "underline", "a": "link", "[": "link", "br": "break", "img": "image", "![": "image",
}  # fmt: skip


def role(data: str) -> str:
    """Return what the markup *data* does, as far as XLIFF has a word for it; "" where it has none.

    >>> role("<strong class='lead'>"), role("**"), role("<kbd>")
    ('bold', 'bold', '')
    """
    found = _NAME.match(data)
    return _ROLES.get((found[1] or found[0]).lower(), "") if found else ""


def is_empty(content: Content | None) -> bool:
    """Tell whether *content* is no translation: no code and only white space."""
    if not content:
        return True
    first = content[0]
    if isinstance(first, str) and first and not first.isspace():
        return False
    return all(isinstance(part, str) and (not part or part.isspace()) for part in content)


_LAYOUT = late_re(r"\n[ \t]*")


def layout(texts: Sequence[str | None]) -> tuple[str, str] | None:
    """Return what indents *texts*, the strings directly in an element with children, if anything.

    That is what programs insert that indent a file without asking: a line
    break and blanks before the first child, the same before each other that
    had no text before it, and fewer blanks after the last.  No sentence looks
    so, since blanks around it are not part of it.
    """
    first, last = texts[0], texts[-1]
    if (
        first
        and last
        and len(first) > len(last)
        and _LAYOUT.fullmatch(first)
        and _LAYOUT.fullmatch(last)
    ):
        return first, last
    return None


def content(element: etree._Element, parts_of: PartsOf, names: Names) -> Content:
    """Return the text of *element* with its codes.

    *parts_of* gives what an inline element stands for; an unknown one is
    transparent.
    """
    if not len(element):
        text = element.text
        return (text,) if text else ()
    found: list[str | Code] = []
    collect(element, found, parts_of=parts_of, names=names)
    return joined(found)


def collect(
    element: etree._Element, found: list[str | Code], *, parts_of: PartsOf, names: Names
) -> None:
    """Add to *found* the text of *element* and its codes, as ``content`` says."""
    children = list(element)
    indents = layout([element.text, *(child.tail for child in children)]) if children else None
    inner, last = indents or ("", "")
    if element.text and element.text != inner:
        found.append(element.text)
    for child in children:
        name = names[child.tag]
        before, within, after = parts_of(name, child)
        found += before
        if within:
            collect(child, found, parts_of=parts_of, names=names)
        found += after
        if child.tail and child.tail != (last if child is children[-1] else inner):
            found.append(child.tail)


#: An inline element, by its local name, to what stands for its start, whether
#: its content is text, and what stands for its end.
PartsOf: TypeAlias = Callable[
    [str, "etree._Element"], tuple[tuple[str | Code, ...], bool, tuple[str | Code, ...]]
]


class Names(dict[object, str]):
    """Tags to local names, empty for elements of other vocabularies; found out once a tag."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, tag: object) -> str:
        name = ""
        if isinstance(tag, str):
            namespace, _, local = tag.rpartition("}")
            if not namespace or namespace.startswith("{" + self._namespace):
                name = local
        self[tag] = name
        return name


_ESCAPED = late_re(
    r"""<(?P<name>g|x|bx|ex|pc|ph|sc|ec)\s[^<>]*?\bid\s*=\s*(?P<quote>["'])(?P<id>[^<>"']*)"""
    r"""(?P=quote)[^<>]*?(?P<empty>/?)>"""
    r"|</(?:g|pc)>"
)
_KINDS_BY_NAME = {"bx": CodeKind.OPEN, "sc": CodeKind.OPEN, "ex": CodeKind.CLOSE}
_KINDS_BY_NAME |= {"ec": CodeKind.CLOSE, "x": CodeKind.STANDALONE, "ph": CodeKind.STANDALONE}


def mended(target: Content, source: Content) -> Content:
    """Return *target* with its codes as *source* has them.

    Codes that came back as text (``&lt;g id="1">``, Weblate) become codes
    where the source has them, and a code without data gets that of its
    counterpart.
    """
    data = {(part.id, part.kind): part.data for part in source if isinstance(part, Code)}
    if not data:
        return target
    if all(isinstance(part, str) for part in target):
        target = _unescaped("".join(str(part) for part in target), data.keys())
    return tuple(
        replace(part, data=data[part.id, part.kind])
        if isinstance(part, Code) and not part.data and data.get((part.id, part.kind))
        else part
        for part in target
    )


def _unescaped(text: str, known: Iterable[tuple[str, CodeKind]]) -> Content:
    known = set(known)
    parts: list[str | Code] = []
    open_ids: list[str] = []
    done = 0
    for found in _ESCAPED.finditer(text):
        name, id = found["name"], found["id"]
        if name is None:
            if not open_ids:
                continue
            code = Code(open_ids.pop(), CodeKind.CLOSE)
        else:
            code = Code(id, _KINDS_BY_NAME.get(name, CodeKind.OPEN))
            if (code.id, code.kind) not in known:
                continue
            if name in ("g", "pc") and not found["empty"]:
                open_ids.append(id)
        parts += (text[done : found.start()], code)
        done = found.end()
    return joined((*parts, text[done:]))
