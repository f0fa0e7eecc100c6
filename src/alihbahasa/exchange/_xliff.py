"""What XLIFF 1.2 and XLIFF 2 share: ids, notes, dates and inline codes.

``_xliff_writing`` holds how a file is written around what is there, and
``_xliff_places`` how places in it are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.model import (
    Code,
    Content,
    Header,
    Kind,
    Note,
    Place,
    State,
    Unit,
    plain,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree

AUTHOR = "alihbahasa"

#: A unit longer than this is refused, in characters of one text.
_LONGEST = 2_000_000
#: Most units of a file.
_MOST_UNITS = 1_000_000

# --- ids and notes --------------------------------------------------------------

_OUR_ID = late_re(r"u[a-z2-7]{13}(?:\.[a-z])?")
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
def place_in(article: str) -> tuple[Place]:
    """Return the place that a file names which says the article only, the same object again.

    What is made once is not visited by the collector of cycles with each unit.
    """
    return (Place(article, 0),)


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

    Blanks before a ``#`` do not matter: programs indent what they save.  What
    stands behind the place, our last line, a person wrote into our note.
    """
    if text == article and text:
        return _NO_NOTE
    # Sentences with the same terms have the same note.
    return _taken_apart(text, article) if len(text) > _LONG else _remembered(text, article)


def _taken_apart(text: str, article: str) -> ReadNote:
    lines = text.split("\n")
    kind = None
    if "[" in lines[0] and (kind := _KINDS_BY_LINE.get(lines[0].strip())):
        del lines[0]
    places = _count_of_places(lines[-1], article) if lines else 0
    added: list[str] = []
    if places:
        del lines[-1]
    elif at := _place_before_others(lines, article):
        places, added = _count_of_places(lines[at - 1], article), lines[at:]
        del lines[at - 1 :]
    if not lines and not added:
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
    comments += [line.strip().removeprefix("# ") for line in added if line.strip()]
    notes = []
    if comments:
        notes.append(Note("", "translator", "\n".join(comments)))
    if "".join(rest).strip():
        notes.append(Note(AUTHOR, "terminology", "\n".join(rest)))
    return ReadNote(kind, tuple(notes), places)


#: A note longer than this is not remembered, in characters.
_LONG = 1_000
_remembered = lru_cache(maxsize=1024)(_taken_apart)


def _place_before_others(lines: list[str], article: str) -> int:
    """Return how many *lines* end with that of the place in *article*, 0 where none is it.

    Units that stand in several articles have a line for each.
    """
    for at in range(len(lines) - 1, 0, -1):
        if _PLACE_ALONE.fullmatch(lines[at].strip()):
            break
        if _count_of_places(lines[at - 1], article):
            return at
    return 0


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
    """Tell whether *text*, whose author got lost, says its place in a line as our notes do."""
    lines = text.split("\n") if article and article in text else []
    return any(_count_of_places(line, article) for line in lines)


_PLACE_ALONE = late_re(r"([^\s:]+\.\w{1,9})(?:, [0-9]{1,6} places)?")


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


def score(text: str) -> int:
    """Return the quality of a match that an attribute gives, from 0 to 100; 0 for what is none."""
    found = re.match(r"\s*([0-9]{1,9})", text)
    return min(int(found[1]), 100) if found else 0


def is_locked(unit: etree._Element, names: inline.Names) -> bool:
    """Tell whether the element of a *unit*, or what it stands in, says ``translate="no"``."""
    element: etree._Element | None = unit
    while element is not None:
        said = element.get("translate")
        if said is not None:
            return said == "no"
        element = element.getparent()
        # Most units stand in a body or a file, where nothing more is to be asked.
        if element is not None and names[element.tag] not in ("group", "file"):
            return False
    return False


#: The origin of a target that a program wrote into a unit of XLIFF 2, beside its segments.
STRAY = "stray target"


def distinct(unit: Unit, file: str, *, number: int, taken: set[str]) -> Unit:
    """Return *unit* under the name it has in its bitext, and put that into *taken*.

    That is its id, and where a file element before has a unit of that id,
    ``FILE#ID``, with the *number* of the file element where even that is
    taken: ``FILE@3#ID``.
    """
    if len(taken) >= _MOST_UNITS:
        message = f"the file has more than {_MOST_UNITS:,} units"
        raise AlihbahasaError(message, unit=unit.id, hint="split it")
    if unit.id not in taken:
        taken.add(unit.id)
        return unit
    names = (f"{file}#{unit.id}", f"{file}@{number}#{unit.id}")
    name = next((name for name in names if name not in taken), None)
    if name is None:
        raise AlihbahasaError("the file has this id too often to tell its units", unit=unit.id)
    taken.add(name)
    return replace(unit, id=name)


def nested(element: etree._Element) -> AlihbahasaError:
    """Return the error for a unit, *element*, that stands within another."""
    return AlihbahasaError(
        "a unit stands within another",
        line=xmlio.line_of(element),
        unit=element.get("id") or None,
    )


def astray(element: etree._Element) -> AlihbahasaError:
    """Return the error for a unit, *element*, that stands before the first file element."""
    return AlihbahasaError(
        "a unit stands outside any file element",
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


def check_length(unit: Unit, element: etree._Element) -> None:
    """Raise AlihbahasaError where a text of *unit*, read from *element*, is longer than any is."""
    for text in (unit.source, unit.target):
        if not text:
            continue
        first = text[0] if len(text) == 1 else plain(text)
        if isinstance(first, str) and len(first) > _LONGEST:
            raise AlihbahasaError(
                f"a text of more than {_LONGEST:,} characters",
                line=xmlio.line_of(element),
                unit=unit.id,
                hint="take the unit out of the file, or part it",
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
    is the ``mtype`` of marks whose content is no text any more, *versions* are
    those that are written, the first by default, where there are several.
    """

    namespace: str
    unit: str
    indent: str
    sides: tuple[str, ...]
    native: frozenset[str]
    modules: Mapping[str, str]
    read: Callable[[BinaryIO], tuple[Header, Iterator[Unit]]]
    render: Callable[[Unit, Setting], str]
    head: Callable[[Header, Profile], str]
    tail: str
    empty: str
    attributes: Callable[[Header], Mapping[tuple[str, str], str]]
    parse: Callable[[etree._Element], Unit]
    parts_of: Callable[[etree._Element], inline.PartsOf]
    text: Callable[[str, str], str]
    code: RenderCode
    marks: Marks
    data: Callable[[etree._Element], dict[str, str]] = lambda _: {}
    pieces: Callable[[etree._Element], list[Piece]] | None = None
    native_marks: Callable[[etree._Element, State | None], Mapping[str, str | None]] | None = None
    deleted: str = "-"
    versions: tuple[str, ...] = ()
