"""Judging a file of XLIFF 2 by its standard, 2.0, 2.1 or 2.2.

``xliff2_table`` says what stands where; here is what a schema cannot say of
files, units, ids, languages and references, in ``xliff2_codes`` of inline
codes, in ``xliff2_modules`` of modules.  Extensions, ITS and what is unknown
in a place where anything may stand are passed over, but for their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from alihbahasa import xmlio
from alihbahasa.exchange._rules import xliff2_codes, xliff2_modules, xliff2_references
from alihbahasa.exchange._rules.xliff2_references import FileScopes, Fragment, Reference, Scope
from alihbahasa.exchange._rules.xliff2_table import CORE, TABLES, VERSIONS, clause
from alihbahasa.exchange._rules.xml import NMTOKENS, Element, Ids, Report, shown, walk
from alihbahasa.model import Fault

#: Where the root element of a file is looked for, to tell its version.
_HEAD = 1 << 16

_SUBFLOWS = frozenset(("subFlows", "subFlowsStart", "subFlowsEnd"))


def validate(data: bytes) -> Iterator[Fault]:
    """Yield what is wrong in *data*, a file of XLIFF 2 (see ``contracts.ExchangeFormat``)."""
    found = xmlio.root(data[:_HEAD])
    namespace = found[0].rpartition("}")[0][1:] if found else ""
    namespace = namespace if namespace in TABLES else next(iter(TABLES))
    document = _Document(namespace)
    return walk(data, TABLES[namespace], root=document.root, start=document.start, end=document.end)


class _Document:
    """What has to be remembered of a file while it is read."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace
        self._languages: dict[str, str | None] = {}
        self._file_ids = Ids("<xliff>")
        self._files: dict[str, FileScopes] = {}
        self._references: list[Reference] = []
        self._file = ""
        self._scopes = FileScopes()
        self._group_ids = self._unit_ids = Ids("<file>")
        self._subflows: list[tuple[Element, str, str]] = []
        self._ends: dict[str, Callable[[Element, Report], None]] = {
            **xliff2_modules.RULES,
            "xliff": self._end_of_xliff,
            "file": self._end_of_file,
            "group": self._end_of_group,
            "unit": self._end_of_unit,
            "skeleton": _skeleton,
            "segment": _segment,
            "source": self._text,
            "target": self._text,
            "notes": _notes,
            "originalData": _original_data,
        }

    def root(self, element: Element, report: Report) -> None:
        """Report where the root element is not one of XLIFF 2."""
        version = element.attributes.get("version")
        if element.name != "xliff":
            space = element.space.strip("{}")
            message = f"the root element is {shown(element)} of the namespace {space!r}"
            report.add(f"{message}, not <xliff> of XLIFF 2", element, "4.2.2.1")
        elif version is not None and version not in VERSIONS[self._namespace]:
            space = f"{self._namespace.removeprefix(CORE)} namespace"
            message = f"version={version!r} is none of the versions of the {space}"
            report.add(message, element, clause("version"))
        self._languages = {
            "source": element.attributes.get("srcLang"),
            "target": element.attributes.get("trgLang"),
        }

    def start(self, element: Element, report: Report) -> None:
        """Take the ids of what holds other things, before those are read."""
        if element.row is None:
            return
        id = element.value("id")
        if element.name == "file":
            self._file_ids.take(id, element, report, clause=clause("id"))
            self._file, self._scopes = id, FileScopes()
            self._files[id] = self._scopes
            self._group_ids, self._unit_ids = Ids("<file>"), Ids("<file>")
            self._subflows = []
        elif element.name == "group":
            self._group_ids.take(id, element, report, clause=clause("id"))
            self._scopes.groups[id] = set()
        elif element.name == "unit":
            self._unit_ids.take(id, element, report, clause=clause("id"))

    def end(self, element: Element, report: Report) -> None:
        """Hold an element that is complete against its rules."""
        if element.row is None:
            return
        if rule := self._ends.get(element.name):
            rule(element, report)
        xliff2_modules.check_attributes(element, report)

    # --- files and groups ---

    def _end_of_xliff(self, element: Element, report: Report) -> None:
        xliff2_references.check(self._references, self._files, report)

    def _end_of_file(self, element: Element, report: Report) -> None:
        _extension_ids(element, report)
        _add_notes(element, self._scopes.own)
        for each, name, id in self._subflows:
            if id not in self._scopes.units:
                report.add(f"{name}: no unit {id!r} in this file", each, clause(name))

    def _end_of_group(self, element: Element, report: Report) -> None:
        _extension_ids(element, report)
        _add_notes(element, self._scopes.groups.setdefault(element.value("id"), set()))

    # --- units ---

    def _end_of_unit(self, element: Element, report: Report) -> None:
        segments = [each for each in element.children if each.name in ("segment", "ignorable")]
        if all(each.name != "segment" for each in segments):
            report.add("<unit> has no <segment>", element, "4.2.2.5")
        _extension_ids(element, report)
        _orders(segments, report)
        xliff2_codes.check(element, segments, report)
        scope = _scope_of(element)
        self._scopes.units[element.value("id")] = scope
        for each in element.descendants():
            if each.row is None or not each.attributes:
                continue
            if "ref" in each.attributes:
                self._reference(each, scope, report)
            for name in sorted(_SUBFLOWS & each.attributes.keys()):
                if NMTOKENS.fits(each.value(name)):
                    self._subflows += [(each, name, id) for id in each.value(name).split()]

    def _reference(self, element: Element, scope: Scope, report: Report) -> None:
        """Hold the attribute ref of *element*, in a unit with *scope*, against the rules."""
        name = element.name
        if name in ("mrk", "sm"):
            explained = "4.7.3.1.3" if element.value("type") == "comment" else clause("ref")
        elif name in ("gls:glossEntry", "gls:translation", "mtc:match"):
            explained = clause("ref", name)
        elif name == "note":
            explained = clause("ref")
        else:
            return
        before = len(report.faults)
        fragment = xliff2_references.fragment_of(element, report)
        if len(report.faults) > before:
            return
        if needs := _needs(element):
            if not self._is_in_unit(fragment, element.unit, scope, needs[1]):
                message = f"ref={element.value('ref')!r} must lead to {needs[0]} of the same unit"
                report.add(message, element, explained)
        elif fragment is not None:
            if xliff2_references.is_here(fragment, file=self._file, unit=element.unit):
                if len(fragment.leaf or "") > 1 or (fragment.leaf or "", fragment.id) in scope:
                    return
                message = f"ref={element.value('ref')!r} leads to nothing in the unit"
                report.add(message, element, explained)
            else:
                self._references.append(
                    Reference(element, element.value("ref"), fragment, self._file, explained)
                )

    def _is_in_unit(
        self, fragment: Fragment | None, unit: str, scope: Scope, leaves: tuple[str, ...]
    ) -> bool:
        return (
            fragment is not None
            and fragment.leaf in leaves
            and xliff2_references.is_here(fragment, file=self._file, unit=unit)
            and (fragment.leaf, fragment.id) in scope
        )

    def _text(self, element: Element, report: Report) -> None:
        """Hold a source or target of a segment against the languages of the file."""
        parent = element.parent
        if parent is None or parent.name not in ("segment", "ignorable"):
            return
        attribute = "srcLang" if element.name == "source" else "trgLang"
        expected = self._languages[element.name]
        found = element.inherited("xml:lang")
        row = "4.2.2.12" if element.name == "source" else "4.2.2.13"
        if expected is None and element.name == "target":
            message = "there is a <target>, so <xliff> must have a trgLang"
            report.add(message, element, clause("trgLang"))
        elif expected and found is not None and found.lower() != expected.lower():
            message = f"the xml:lang here, {found!r}, must be the {attribute}, {expected!r}"
            report.add(message, element, row)
        if element.name == "target":
            source = parent.child("source")
            space = element.inherited("xml:space") or "default"
            if source is not None and (source.inherited("xml:space") or "default") != space:
                message = f"xml:space is {space!r} here and not in the <source>"
                report.add(message, element, clause("xml:space"))


def _needs(element: Element) -> tuple[str, tuple[str, ...]] | None:
    """Return what a reference of *element* must lead to, in words and as leaves."""
    if element.name in ("mrk", "sm"):
        return ("a note", ("n",)) if element.value("type") == "comment" else None
    if element.name == "note" or (
        # An address elsewhere is no business of ours; a match has to be of its unit.
        element.name != "mtc:match" and not element.value("ref").startswith("#")
    ):
        return None
    return "a piece of text", ("", "t")


def _scope_of(unit: Element) -> Scope:
    """Return what can be referred to in *unit*."""
    scope: Scope = set()
    _add_notes(unit, scope)
    for child in unit.children:
        if child.name == "originalData":
            scope.update(("d", data.value("id")) for data in child.children)
        elif child.name in ("segment", "ignorable"):
            scope.add(("", child.value("id")))
            for text in child.children:
                leaf = "t" if text.name == "target" else ""
                scope.update((leaf, each.value("id")) for each in text.descendants())
    return scope


def _add_notes(element: Element, scope: Scope) -> None:
    notes = element.child("notes")
    scope.update(("n", note.value("id")) for note in (notes.children if notes else ()))


def _extension_ids(element: Element, report: Report) -> None:
    """Report ids that elements of one extension share in a file, group or unit (4.9.2)."""
    ids: dict[str, Ids] = {}
    for child in element.children:
        if child.name == "skeleton":
            continue
        for each in (child, *child.descendants()):
            if each.space.startswith("{"):
                own = ids.setdefault(each.space, Ids(f"{shown(element)} for its namespace"))
                own.take(
                    each.value("id") or each.value("xml:id"), each, report, clause=clause("id")
                )


# --- single elements --------------------------------------------------------------


def _skeleton(element: Element, report: Report) -> None:
    if element.is_empty != ("href" in element.attributes):
        message = "<skeleton> has an href if, and only if, it is empty"
        report.add(message, element, "4.2.2.3")


def _segment(element: Element, report: Report) -> None:
    if "subState" in element.attributes and "state" not in element.attributes:
        report.add("subState needs a state", element, clause("subState"))
    if element.value("subState").startswith("xlf:"):
        message = f"subState={element.value('subState')!r}: the prefix xlf is reserved"
        report.add(message, element, clause("subState"))
    state = element.value("state")
    if state in ("translated", "reviewed", "final") and element.child("target") is None:
        report.add(f"state={state!r} needs a <target>", element, clause("state"))


def _orders(segments: list[Element], report: Report) -> None:
    """Report targets that claim a place which another has, or which there is none (4.8.2)."""
    taken: dict[int, Element] = {}
    for number, segment in enumerate(segments, 1):
        target = segment.child("target")
        if target is None:
            continue
        place = xliff2_codes.position(segment, number)
        if place > len(segments):
            message = f"order={place}: the unit has {len(segments)} segments and ignorables"
            report.add(message, target, clause("order"))
        first = taken.setdefault(place, target)
        if first is not target:
            message = f"the target in line {first.line} is in place {place} of the unit too"
            report.add(message, target, clause("order"))


def _notes(element: Element, report: Report) -> None:
    ids = Ids("<notes>")
    for each in element.children:
        ids.take(each.value("id"), each, report, clause=clause("id"))


def _original_data(element: Element, report: Report) -> None:
    ids = Ids("<originalData>")
    for each in element.children:
        ids.take(each.value("id"), each, report, clause=clause("id"))
