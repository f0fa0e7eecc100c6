"""Judging an XML vocabulary by a table: which elements and attributes stand where.

A table has a row an element, in a notation of one line: its children in
order, with ``?``, ``*`` and ``+`` as in a DTD, and its attributes, ``!`` for
those that must be there.  ``walk`` holds a file against a table in one pass,
in time linear in the file, and gives the elements to rules that a table
cannot say.  Exact places come from expat; hostile XML is refused as ``xmlio``
refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import NamedTuple

from alihbahasa import xmlio
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Fault
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: Deeper nesting is refused, as lxml refuses it where a file is read.
_DEEPEST = 256

_XML = "http://www.w3.org/XML/1998/namespace"
#: RFC 3986, 4.1, but for what may stand in a host alone.
_CHARACTER = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
_URI = late_re(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:)){_CHARACTER}*"
    rf"(?:\?(?:{_CHARACTER}|\?)*)?(?:#(?:{_CHARACTER}|[?\[\]])*)?"
)

# --- values -----------------------------------------------------------------------


class Value(NamedTuple):
    """What an attribute may say: *fits* tells whether a text is one of *what*."""

    what: str
    fits: Callable[[str], object]


def matching(what: str, pattern: str) -> Value:
    """Return the values that *pattern* matches as a whole."""
    return Value(what, re.compile(pattern).fullmatch)


def one_of(words: str, *, custom: str = "", what: str = "") -> Value:
    """Return the values that are one of *words*, or that match *custom*; *what* is said of them."""
    known = frozenset(words.split())
    what = what or f"one of {', '.join(words.split())}"
    if not custom:
        return Value(what, known.__contains__)
    matches = re.compile(custom).fullmatch
    return Value(f"{what}, or a custom one", lambda text: text in known or matches(text))


#: XML 1.0, 2.3, production 4a.
_NAME = (
    r"[-.0-9:A-Z_a-z\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u203f\u2040\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    r"\U00010000-\U000effff]+"
)
NMTOKEN = matching("a name token (NMTOKEN)", _NAME)
NMTOKENS = matching("a list of name tokens", rf"\s*{_NAME}(?:\s+{_NAME})*\s*")
YES_NO = one_of("yes no")
POSITIVE = matching("a whole number from 1", r"\s*\+?0*[1-9][0-9]*\s*")
SPACE = one_of("default preserve")
#: RFC 5646, 2.1: well-formed; the old irregular tags are spelled out.
LANGUAGE = matching(
    "a language tag (BCP 47)",
    r"(?i:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?"
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo"
    r"|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de))",
)

# --- tables -----------------------------------------------------------------------


class Particle(NamedTuple):
    """A place among the children of an element: *names*, "other" for a foreign one."""

    names: frozenset[str]
    is_required: bool
    is_single: bool


class Row(NamedTuple):
    """What a table says of an element.

    *children* is None where anything may stand.  *foreign* are the prefixes
    of attributes of other vocabularies that may stand here, ``*`` for any.
    *has_text* tells whether text may.
    """

    clause: str
    children: tuple[Particle, ...] | None
    attributes: frozenset[str]
    required: tuple[str, ...]
    foreign: frozenset[str]
    has_text: bool


def row(
    clause: str, children: str, attributes: str = "", *, foreign: str = "", has_text: bool = False
) -> Row:
    """Return a row from its notation: ``"notes? unit|group+"``, ``"id! name"``; ``...`` is any."""
    particles = []
    for word in children.split() if children != "..." else ():
        names = word.rstrip("?*+")
        mark = word[len(names) :]
        particles.append(
            Particle(frozenset(names.split("|")), mark in ("", "+"), mark in ("", "?"))
        )
    words = attributes.split()
    return Row(
        clause,
        None if children == "..." else tuple(particles),
        frozenset(word.rstrip("!") for word in words),
        tuple(word[:-1] for word in words if word.endswith("!")),
        frozenset(foreign.split()),
        has_text,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A vocabulary: *rows* by the name of the element.

    *prefixes* are those by which names are known here, by namespace, "" for
    the core; any other name is ``{namespace}local``.  *values* are those of
    attributes, by ``attribute`` or ``element@attribute``, *clauses* likewise.
    The prefixes in *closed* have no attributes but those of *values*.
    Elements named in *streamed* are not kept in their parents.  Every fault
    gets the id of the element *unit* it lies in, and *standard*.
    """

    standard: str
    prefixes: Mapping[str, str]
    rows: Mapping[str, Row]
    values: Mapping[str, Value]
    clauses: Mapping[str, str]
    closed: frozenset[str]
    streamed: frozenset[str]
    units: frozenset[str]


# --- elements ---------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Element:
    """An element as it was read; *space* is its prefix, or namespace where it is foreign.

    *row* is None where the table says nothing of it, or of what it lies in.
    *at* and *seen* say which places of its row have been taken so far, *seen*
    a bit each.
    """

    name: str
    space: str
    attributes: Mapping[str, str]
    line: int
    column: int
    unit: str
    row: Row | None
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    is_empty: bool = True
    has_text: bool = False
    at: int = 0
    seen: int = 0

    def value(self, name: str, default: str = "") -> str:
        """Return the attribute *name*."""
        return self.attributes.get(name, default)

    def inherited(self, name: str) -> str | None:
        """Return the attribute *name* of this element or the nearest around it that has it."""
        element: Element | None = self
        while element is not None:
            if name in element.attributes:
                return element.attributes[name]
            element = element.parent
        return None

    def child(self, name: str) -> Element | None:
        """Return the first child called *name*."""
        return next((each for each in self.children if each.name == name), None)

    def descendants(self) -> Iterator[Element]:
        """Yield what lies in this element, in the order of the file."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += element.children[::-1]


@dataclass(frozen=True, slots=True)
class Report:
    """The faults found so far."""

    standard: str
    faults: list[Fault]

    def add(self, message: str, element: Element, clause: str) -> None:
        """Add a fault of *element*, against *clause* of the standard."""
        where = f"{self.standard}, {clause}" if clause else self.standard
        self.faults.append(Fault(message, element.line, element.column, element.unit, where))

    def ordered(self) -> Iterator[Fault]:
        """Yield the faults in the order of the file."""
        yield from sorted(self.faults, key=lambda fault: (fault.line, fault.column or 0))


class Ids:
    """The ids of one scope, to find those given twice; *where* is said of it."""

    def __init__(self, where: str, what: str = "id") -> None:
        self._where = where
        self._what = what
        self.places: dict[str, tuple[int, int]] = {}

    def take(self, id: str, element: Element, report: Report, *, clause: str) -> None:
        """Remember *id* of *element*, or report that it is taken; "" is no id."""
        if not id:
            return
        place = element.line, element.column
        first = self.places.setdefault(id, place)
        if first != place:
            message = f"the {self._what} {id!r} is not unique in {self._where}"
            report.add(f"{message}: line {first[0]} has it too", element, clause)


# --- the pass ---------------------------------------------------------------------

Rule = Callable[[Element, Report], None]


def walk(data: bytes, table: Table, *, start: Rule, end: Rule, root: Rule) -> Iterator[Fault]:
    """Yield the faults of the XML file *data*, in their order.

    *root* is called for the root element before anything else and may report
    what makes the rest senseless: nothing more is looked at then.  *start* and
    *end* are called for every element that the table knows or that lies in
    one, *end* when it is complete.  A file that is no XML has that fault alone,
    where it ceases to be: what is missing after it makes more.
    """
    report = Report(table.standard, [])
    try:
        text = xmlio.decode(data)[1]
        _scan(text, table, report, start=start, end=end, root=root)
    except _Hopeless:
        pass
    except AlihbahasaError as error:
        yield Fault(error.message, error.line or 1, error.column, clause="XML 1.0 (5th edition)")
        return
    yield from report.ordered()


class _Hopeless(Exception):
    """The root element is not what the table is about."""


def _scan(text: bytes, table: Table, report: Report, *, start: Rule, end: Rule, root: Rule) -> None:
    stack: list[Element] = []
    names = _Names(table.prefixes)

    def on_start(raw: str, pairs: Mapping[str, str]) -> None:
        line, column = made.CurrentLineNumber, made.CurrentColumnNumber + 1
        if len(stack) >= _DEEPEST:
            raise AlihbahasaError(
                f"nested deeper than {_DEEPEST} elements", line=line, column=column
            )
        name, space = names[raw]
        # An attribute without a namespace belongs to its element.
        attributes = {names[key][0] if " " in key else key: pairs[key] for key in pairs}
        parent = stack[-1] if stack else None
        is_known = parent is None or parent.row is not None
        unit = parent.unit if parent else ""
        if name in table.units and is_known:
            unit = attributes.get("id", "")
        row = table.rows.get(name) if is_known else None
        element = Element(name, space, attributes, line, column, unit, row, parent)
        if parent is None:
            before = len(report.faults)
            root(element, report)
            if len(report.faults) > before:
                raise _Hopeless
        elif parent.row is not None:
            _check_place(element, parent, table, report)
        if parent is not None:
            parent.is_empty = False
        if row is not None:
            _check_attributes(element, row, table, report)
        stack.append(element)
        start(element, report)

    def on_text(string: str) -> None:
        element = stack[-1]
        element.is_empty = False
        if not element.has_text and not string.isspace():
            element.has_text = True
            if element.row is not None and not element.row.has_text:
                message = f"text cannot stand directly in {shown(element)}"
                report.add(message, element, element.row.clause)

    def on_end(_: str) -> None:
        element = stack.pop()
        if element.row is not None:
            _check_complete(element, element.row, report)
        end(element, report)
        if element.parent is not None and element.name not in table.streamed:
            element.parent.children.append(element)

    def on_namespace(prefix: str | None, name: str | None) -> None:
        # Expat does not mind; lxml, and with it every reader of ours, does.
        if not _URI.fullmatch(name or ""):
            message = f"the namespace {name!r} is no URI"
            line, column = made.CurrentLineNumber, made.CurrentColumnNumber + 1
            raise AlihbahasaError(message, line=line, column=column)

    def on_skipped(name: str, _: bool) -> None:
        # With a DOCTYPE, a DTD that nobody reads could define it.
        raise AlihbahasaError(
            f"an entity that is defined nowhere, &{name};",
            line=made.CurrentLineNumber,
            column=made.CurrentColumnNumber + 1,
            hint="write the character itself",
        )

    made = xmlio.scanner(
        StartElementHandler=on_start,
        EndElementHandler=on_end,
        CharacterDataHandler=on_text,
        StartNamespaceDeclHandler=on_namespace,
        SkippedEntityHandler=on_skipped,
    )
    xmlio.scan(text, made)


class _Names(dict[str, tuple[str, str]]):
    """Maps expat's ``namespace local`` to the name in the table and its prefix."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {_XML: "xml", **prefixes}

    def __missing__(self, raw: str) -> tuple[str, str]:
        namespace, _, local = raw.rpartition(" ")
        prefix = self._prefixes.get(namespace)
        if prefix is None:
            found = f"{{{namespace}}}{local}", f"{{{namespace}}}"
        else:
            found = (f"{prefix}:{local}" if prefix else local), prefix
        self[raw] = found
        return found


def shown(element: Element) -> str:
    """Return the name of *element* for people, in angle brackets."""
    return f"<{_bare(element.name)}>"


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _check_place(element: Element, parent: Element, table: Table, report: Report) -> None:
    """Report where *element* cannot stand, or not after what stands before it."""
    row = parent.row
    assert row is not None
    if element.space in ("", *table.closed) and element.name not in table.rows:
        report.add(f"{table.standard} has no element {shown(element)}", element, row.clause)
        return
    if row.children is None:
        return
    is_foreign = element.space not in (parent.space, "{}")
    for index in range(parent.at, len(row.children)):
        particle = row.children[index]
        if not _admits(particle, element.name, is_foreign):
            continue
        if particle.is_single and parent.seen >> index & 1:
            continue
        parent.at = index
        parent.seen |= 1 << index
        return
    name, outer = shown(element), shown(parent)
    earlier = [
        index
        for index, particle in enumerate(row.children)
        if _admits(particle, element.name, is_foreign)
    ]
    if not earlier:
        message = f"{name} cannot stand in {outer}"
    elif parent.seen >> earlier[-1] & 1 and row.children[earlier[-1]].is_single:
        message = f"there is a second {name} in {outer}"
    else:
        # It is there, if in the wrong place: nothing is missing.
        parent.seen |= 1 << earlier[-1]
        later = _words(row.children[parent.at])
        message = f"{name} must stand before {later} in {outer}"
    report.add(message, element, row.clause)


def _admits(particle: Particle, name: str, is_foreign: bool) -> bool:
    return name in particle.names or (is_foreign and "other" in particle.names)


def _words(particle: Particle) -> str:
    names = sorted(particle.names)
    return " and ".join("extensions" if name == "other" else f"<{name}>" for name in names)


def _check_complete(element: Element, row: Row, report: Report) -> None:
    for index, particle in enumerate(row.children or ()):
        if particle.is_required and not element.seen >> index & 1:
            names = " or ".join(f"<{name}>" for name in sorted(particle.names))
            report.add(f"{shown(element)} has no {names}", element, row.clause)


def _check_attributes(element: Element, row: Row, table: Table, report: Report) -> None:
    attributes = element.attributes
    if not attributes and not row.required:
        return
    for name in row.required:
        if name not in attributes:
            report.add(f"{shown(element)} has no attribute {name}", element, row.clause)
    for name, text in attributes.items():
        value = table.values.get(f"{element.name}@{name}") or table.values.get(name)
        if name not in row.attributes:
            prefix, colon, _ = name.rpartition("}" if name[0] == "{" else ":")
            if not colon or not (row.foreign & {"*", prefix}):
                message = f"{shown(element)} has no attribute {_bare(name)}"
                report.add(f"{message} in {table.standard}", element, row.clause)
                continue
            if value is None and prefix in table.closed:
                message = f"there is no attribute {name}"
                report.add(message, element, table.clauses.get(prefix, row.clause))
                continue
        if value is not None and not value.fits(text):
            clause = table.clauses.get(f"{element.name}@{name}") or table.clauses.get(name, "")
            message = f"{name}={text[:60]!r} in {shown(element)} must be {value.what}"
            report.add(message, element, clause or row.clause)
