"""What XLIFF 1.2 and XLIFF 2 share: ids, notes, dates and inline codes.

``_xliff_writing`` holds how a file is written around what is there, and
``_xliff_places`` how places in it are found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Code,
    CodeKind,
    Content,
    Grade,
    Header,
    Kind,
    Mention,
    Note,
    Place,
    Span,
    State,
    TermStatus,
    Unit,
    joined,
    plain,
)

if TYPE_CHECKING:
    from lxml import etree

AUTHOR = "alihbahasa"

#: A unit longer than this is refused, in characters of one text.
_LONGEST = 2_000_000

# --- ids and notes --------------------------------------------------------------

_OUR_ID = re.compile(r"u[a-z2-7]{13}(?:\.[a-z])?")
_KINDS_BY_LINE = {kind.told: kind for kind in Kind if kind.told}


def kind_of(id: str, told: Kind | None) -> Kind:
    """Return the kind of the unit *id*: as the id says if it is ours, else as its note *told*."""
    if told is None and "." not in id:
        return Kind.PARAGRAPH
    if _OUR_ID.fullmatch(id):
        return Kind.of_id(id)
    return told or Kind.PARAGRAPH


def places_line(places: tuple[Place, ...]) -> str:
    """Return where a unit stands, a line an article: ``a.txt, 2 places``."""
    if len(places) == 1:
        return places[0].article
    counts: dict[str, int] = {}
    for place in places:
        counts[place.article] = counts.get(place.article, 0) + 1
    return "\n".join(name if n == 1 else f"{name}, {n} places" for name, n in counts.items())


def places_in(unit: Unit, header: Header) -> tuple[Place, ...]:
    """Return where *unit* stands: without a place of its own, in the document of *header*."""
    return unit.places or tuple(Place(document, 0) for document in header.documents[:1])


@lru_cache(maxsize=64)
def place_in(article: str) -> Place:
    """Return the place that a file names which says the article only."""
    return Place(article, 0)


def merged_note(unit: Unit, places: tuple[Place, ...]) -> str:
    """Return the one note of *unit*: its kind, comments as ``# `` lines, terms, its *places*.

    Clients show one note at best, so everything is in it.  The author of a
    comment is not.
    """
    lines = []
    if told := unit.kind.told:
        lines.append(told)
    if unit.notes:
        lines += [f"# {line}" for line in comment_lines(unit)]
        for note in unit.notes:
            if note.category != "translator" and note.text:
                # What begins like a comment would come back as one.
                lines += [
                    f"- {line}" if line.lstrip().startswith("#") else line
                    for line in note.text.split("\n")
                ]
    if places:
        lines.append(places_line(places))
    return "\n".join(lines)


def comment_lines(unit: Unit) -> list[str]:
    """Return what people wrote beside *unit*, line by line; the form in which files hold it."""
    return [
        line
        for note in unit.notes
        if note.category == "translator" and note.text.strip()
        for line in note.text.split("\n")
    ]


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note of ours taken apart: the kind it tells, its notes, and how many places it names."""

    kind: Kind | None = None
    notes: tuple[Note, ...] = ()
    places: int = 0


#: What a note says that is but the place of its unit.
_NO_NOTE = ReadNote(places=1)


def read_note(text: str, article: str) -> ReadNote:
    """Take apart a note that ``merged_note`` wrote for a unit of *article*.

    Blanks before a ``#`` do not matter: programs indent what they save.
    """
    if text == article and text:
        return _NO_NOTE
    lines = text.split("\n")
    kind = None
    if "[" in lines[0] and (kind := _KINDS_BY_LINE.get(lines[0].strip())):
        del lines[0]
    places = _count_of_places(lines[-1], article) if lines else 0
    if places:
        del lines[-1]
    if not lines:
        return ReadNote(kind, (), places)
    comments: list[str] = []
    rest: list[str] = []
    if "#" not in text:
        rest, lines = lines, rest
    for line in lines:
        bare = line.lstrip()
        if bare.startswith("# "):
            comments.append(bare[2:])
        elif bare == "#":
            comments.append("")
        else:
            rest.append(line)
    notes = []
    if comments:
        notes.append(Note("", "translator", "\n".join(comments)))
    if "".join(rest).strip():
        notes.append(Note(AUTHOR, "terminology", "\n".join(rest)))
    return ReadNote(kind, tuple(notes), places)


def _count_of_places(line: str, article: str) -> int:
    """Return how many places in *article* the *line* names, 0 if it is no such line."""
    if line == article:
        return 1 if article else 0
    line = line.strip()
    if not article or not line.startswith(article):
        return 0
    rest = line[len(article) :]
    if not rest:
        return 1
    found = re.fullmatch(r", ([0-9]{1,6}) places", rest)
    return int(found[1]) if found else 0


def is_our_note(text: str, article: str) -> bool:
    """Tell whether *text*, whose author got lost, ends as our notes do, with its place."""
    return bool(_count_of_places(text.rpartition("\n")[2], article))


_PLACE_ALONE = re.compile(r"([^\s:]+\.\w{1,9})(?:, [0-9]{1,6} places)?")


def article_told(text: str, id: str) -> str:
    """Return the article that a note beside the unit *id* ends with, if the unit is ours.

    It is asked where a program left the name out of the file element.
    """
    found = _PLACE_ALONE.fullmatch(text.rpartition("\n")[2].strip())
    return found[1] if found and _OUR_ID.fullmatch(id) else ""


def language_tag(tag: str) -> str:
    """Return *tag* with hyphens: some programs write id_ID, which no standard allows."""
    return tag.strip().replace("_", "-")


def instant(moment: datetime | None) -> str:
    """Return *moment* as an XML dateTime in UTC to the second; nothing for None."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def moment(text: str | None) -> datetime | None:
    """Return the instant that *text* gives, UTC where it names no zone; None if it is none."""
    try:
        found = datetime.fromisoformat((text or "").strip())
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found


# --- inline codes -----------------------------------------------------------------


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


_NAME = re.compile(r"</?([A-Za-z][\w:-]*)|!\[|\[|[*_]{1,2}")
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


_LAYOUT = re.compile(r"\n[ \t]*")


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


_ESCAPED = re.compile(
    r"""<(?P<name>g|x|bx|ex|pc|ph|sc|ec)\s[^<>]*?\bid\s*=\s*(?P<quote>["'])(?P<id>.*?)(?P=quote)[^<>]*?(?P<empty>/?)>"""
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


def score(text: str) -> int:
    """Return the quality of a match that an attribute gives, from 0 to 100; 0 for what is none."""
    found = re.match(r"\s*([0-9]{1,9})", text)
    return min(int(found[1]), 100) if found else 0


#: The origin of a target that a program wrote into a unit of XLIFF 2, beside its segments.
STRAY = "stray target"


def distinct(unit: Unit, file: str, *, number: int, taken: set[str]) -> Unit:
    """Return *unit* under the name it has in its bitext, and put that into *taken*.

    That is its id, and where a file element before has a unit of that id,
    ``FILE#ID``, with the *number* of the file element where even that is
    taken: ``FILE@3#ID``.
    """
    names = (unit.id, f"{file}#{unit.id}", f"{file}@{number}#{unit.id}")
    name = next((name for name in names if name not in taken), None)
    if name is None:
        raise AlihbahasaError("the file has this id too often to tell its units", unit=unit.id)
    taken.add(name)
    return unit if name == unit.id else replace(unit, id=name)


def nested(element: etree._Element) -> AlihbahasaError:
    """Return the error for a unit, *element*, that stands within another."""
    return AlihbahasaError(
        "a unit stands within another",
        line=xmlio.line_of(element),
        unit=element.get("id") or None,
    )


def repeated(unit: Unit, line: int | None, *, first: int | None) -> AlihbahasaError:
    """Return the error for *unit* in *line*, whose id a unit in line *first* has already."""
    return AlihbahasaError(
        f"the id is used twice, first in line {first}",
        line=line,
        unit=unit.id,
        hint="give each unit of a file an id of its own",
    )


def check_length(unit: Unit, line: int | None) -> None:
    """Raise AlihbahasaError where a text of *unit* is longer than any sentence can be."""
    for text in (unit.source, unit.target):
        if not text:
            continue
        first = text[0] if len(text) == 1 else plain(text)
        if isinstance(first, str) and len(first) > _LONGEST:
            raise AlihbahasaError(
                f"a text of more than {_LONGEST:,} characters", line=line, unit=unit.id
            )


# --- what tells the two apart ------------------------------------------------------


def recognises(head: bytes, *, namespace: str, version: str) -> bool:
    """Tell whether *head* begins a file of XLIFF *version*, 1 or 2, by its root element.

    The beginning of its *namespace* tells, or else the attribute; a file
    without either is of version 1.
    """
    found = xmlio.root(head)
    if found is None:
        return False
    owner, _, name = found[0].rpartition("}")
    if name != "xliff":
        return False
    if owner:
        return owner.startswith("{" + namespace)
    return found[1].get("version", "1").startswith(version)


def shape(profile: Profile) -> str:
    """Return the name of the profile that *profile* looks like in XLIFF: several look the same."""
    shapes = (profile.copies_source, profile.approves, profile.is_rich)
    return profile.name if any(shapes) else DEFAULT.name


@dataclass(frozen=True, slots=True)
class Setting:
    """What a unit is written into: languages and article, and the namespace it must name itself.

    *profile* says for which program.  *namespaced* is False where the file found
    uses a prefix for XLIFF, so that units of ours must say which namespace they
    are of; *modules* are the module namespaces that the head declares under our
    prefixes.
    """

    header: Header
    profile: Profile = DEFAULT
    namespaced: bool = True
    modules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """What a segment, or an ignorable piece between two, is of the target of its unit.

    Targets stand in their *order*.  A segment without a state is open, and
    then has no target either.
    """

    is_segment: bool
    order: int
    source: Content
    target: Content
    state: State | None = None


class RenderCode(Protocol):
    """Return an inline code as the inside of an empty element, without its prefix.

    *is_paired* tells that its other half is in the text.  *data* maps markup
    to the ids of the file for it, and gets the markup that it lacks.
    """

    def __call__(self, code: Code, *, is_paired: bool, unit: str, data: dict[str, str]) -> str: ...


class Marks(Protocol):
    """Return the attributes, None for those to go, that say the *state* of a target, None for none.

    The first are those of the unit or segment, whose are *owner*, the second
    those of the target element, whose are *target*, None where nothing was there.
    """

    def __call__(
        self, owner: Attributes, target: Attributes | None, *, state: State | None
    ) -> tuple[Mapping[str, str | None], Mapping[str, str | None]]: ...


Attributes: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """A version of XLIFF: what cutting, writing, patching and finding need to know of it.

    *modules* are the prefixes that the head declares, with their namespaces.
    *attributes* maps a header to the attributes of the root and of the file
    element, by ``(element, attribute)``.  *sides* are the elements between a
    unit and its source and target; *native* are those whose content is no
    text.  *indent* stands before a unit.

    Of the element of a unit, ``parse`` gives the unit, ``parts_of`` what its inline
    elements are, ``data`` the ids of the markup it holds, and ``pieces``, for a
    dialect whose segments have targets, what each of its *sides* is.  ``text``
    and ``code`` write what is in a target, the first for a unit, ``marks`` and
    ``native_marks``, for an element of another vocabulary, its state.  *deleted*
    is the ``mtype`` of marks whose content is no text any more.
    """

    namespace: str
    unit: str
    indent: str
    sides: tuple[str, ...]
    native: frozenset[str]
    modules: Mapping[str, str]
    read: Callable[[BinaryIO], tuple[Header, Iterator[Unit]]]
    render: Callable[[Unit, Setting], str]
    head: Callable[[Header], str]
    tail: str
    empty: str
    attributes: Callable[[Header], Mapping[tuple[str, str], str]]
    parse: Callable[[etree._Element], Unit]
    parts_of: Callable[[etree._Element], PartsOf]
    text: Callable[[str, str], str]
    code: RenderCode
    marks: Marks
    data: Callable[[etree._Element], dict[str, str]] = lambda _: {}
    pieces: Callable[[etree._Element], list[Piece]] | None = None
    native_marks: Callable[[etree._Element, State | None], Mapping[str, str | None]] | None = None
    deleted: str = "-"
