"""Tags of HTML in texts that have their markup as text, as PO files from elsewhere do."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping

from alihbahasa.model import Code, CodeKind, Content, joined
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: Elements that stand within sentences, or around them; other words in angle brackets are text.
_ELEMENTS = frozenset(
    """
    a abbr b bdi bdo big blockquote br cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr
    i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td th
    thead tr tt u ul var wbr
    """.split()
)
_VOID = frozenset("br hr img wbr".split())
#: A tag, whose attributes have values: "<code de fonction>" is none.
_TAG = late_re(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>=]*=[^<>]*|\s*/?)>")


@dataclass(slots=True)
class _Tag:
    """A tag of the element *name* and, where it opens one that is closed, its *end*."""

    start: int
    text: str
    name: str
    kind: CodeKind
    end: _Tag | None = None
    id: str = ""


def coded(source: str, target: str) -> tuple[Content, Content]:
    """Return both texts with a code for each tag of HTML, those that are the same with the same id.

    A tag that the source never closes, or never opens, is none of HTML
    (``--dirty[=<mark>]``), and text in both; so is one that the source has not,
    unless the target opens it and never closes it, or the other way round.
    """
    given, found = list(_tags(source)), list(_tags(target))
    loose = {tag.name for tag in _loose(given)}
    names = {tag.name for tag in given} - loose
    # A pair of the translator's own is no fault, and half a pair is.
    names.update({tag.name for tag in _loose(found)} - loose)
    given, found = ([tag for tag in some if tag.name in names] for some in (given, found))
    for number, tag in enumerate(given, 1):
        if tag.kind is not CodeKind.CLOSE:
            _name(tag, str(number))
    _match(given, found)
    return _content(source, given), _content(target, found)


def _tags(text: str) -> Iterator[_Tag]:
    """Yield the tags of *text*; what closes ends the nearest of its name that is open."""
    waiting: dict[str, list[_Tag]] = defaultdict(list)
    for found in _TAG.finditer(text):
        name = found[2].lower()
        if name not in _ELEMENTS:
            continue
        kind = CodeKind.OPEN
        if found[1]:
            kind = CodeKind.CLOSE
        elif name in _VOID or found[0].endswith("/>"):
            kind = CodeKind.STANDALONE
        tag = _Tag(found.start(), found[0], name, kind)
        if kind is CodeKind.OPEN:
            waiting[name].append(tag)
        elif kind is CodeKind.CLOSE and waiting[name]:
            opened = waiting[name].pop()
            opened.end, tag.end = tag, opened
        yield tag


def _is_whole(tag: _Tag) -> bool:
    return tag.end is not None or tag.kind is CodeKind.STANDALONE


def _loose(tags: Collection[_Tag]) -> Iterator[_Tag]:
    """Yield the halves of pairs whose other one is missing."""
    return (tag for tag in tags if not _is_whole(tag))


def _name(tag: _Tag, id: str) -> None:
    tag.id = id
    if tag.end is not None:
        tag.end.id = id


def _match(given: Collection[_Tag], found: Collection[_Tag]) -> None:
    """Give the tags *found* the ids of those *given*: of the same markup, or else the same name."""
    exact: Mapping[tuple[CodeKind, str], deque[_Tag]] = defaultdict(deque)
    named: Mapping[tuple[CodeKind, str], deque[_Tag]] = defaultdict(deque)
    last: dict[tuple[CodeKind, str], str] = {}
    for tag in given:
        if tag.kind is not CodeKind.CLOSE:
            exact[tag.kind, tag.text].append(tag)
            named[tag.kind, tag.name].append(tag)
            last[tag.kind, tag.name] = tag.id
    halves = list(_loose(found))
    whole = [tag for tag in found if _is_whole(tag) and tag.kind is not CodeKind.CLOSE]
    taken: set[str] = set()
    for tag in whole:
        if same := exact[tag.kind, tag.text]:
            _name(tag, same.popleft().id)
            taken.add(tag.id)
    copies = Counter[str]()
    for tag in (*whole, *halves):
        if tag.id:
            continue
        # Half a pair is half of what is missing otherwise, whichever half it is.
        key = (CodeKind.OPEN if tag.kind is CodeKind.CLOSE else tag.kind, tag.name)
        while named[key] and named[key][0].id in taken:
            named[key].popleft()
        if named[key]:
            _name(tag, named[key].popleft().id)
            taken.add(tag.id)
        else:
            id = last.get(key, tag.name)
            copies[id] += 1
            _name(tag, f"{id}-{copies[id]}")


def _content(text: str, tags: Collection[_Tag]) -> Content:
    parts: list[str | Code] = []
    done = 0
    for tag in tags:
        parts += (text[done : tag.start], Code(tag.id, tag.kind, tag.text))
        done = tag.start + len(tag.text)
    return joined((*parts, text[done:]))
