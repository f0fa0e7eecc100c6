"""Fragment identifiers of XLIFF 2 (XLIFF 2.1, 3): taken apart, and looked up.

``#f=f1/u=u1/n=n1`` is the note n1 of the unit u1 of the file f1; without
``f=`` it is of the same file, without ``u=`` of the unit it stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import NamedTuple, TypeAlias

from alihbahasa.exchange._rules.xliff2_table import FRAGMENT_PREFIXES
from alihbahasa.exchange._rules.xml import NMTOKEN, Element, Report
from alihbahasa.records import dataclass

SYNTAX, PREFIXES = "3.1", "3.2"
#: Selectors of what holds other things, in the order in which they may stand.
_CONTAINERS = "fgu"
_LEAVES = "ndt"


class Fragment(NamedTuple):
    """What an identifier selects: in *containers*, the thing *id* of the sort *leaf*.

    *leaf* is n (note), d (data), t (inline in a target), "" (segment or inline
    in a source) or the prefix of a module; None where a container is meant.
    """

    containers: dict[str, str]
    leaf: str | None
    id: str


class Refusal(NamedTuple):
    """Why something is no fragment identifier, and against which clause."""

    message: str
    clause: str


def parse(text: str) -> Fragment | Refusal:
    """Take apart *text*, a fragment identifier without the ``#``."""
    containers: dict[str, str] = {}
    selectors = text.removeprefix("/").split("/")
    for number, selector in enumerate(selectors, 1):
        prefix, equals, id = selector.rpartition("=")
        if not NMTOKEN.fits(id) or (equals and not NMTOKEN.fits(prefix)):
            return Refusal(f"{selector!r} is no selector", SYNTAX)
        if prefix in _CONTAINERS and prefix:
            if prefix in containers:
                return Refusal(f"the selector {prefix}= stands twice", SYNTAX)
            if any(_CONTAINERS.index(each) > _CONTAINERS.index(prefix) for each in containers):
                return Refusal(f"the selector {prefix}= stands too late", SYNTAX)
            containers[prefix] = id
            continue
        if len(prefix) == 1 and prefix not in _LEAVES:
            return Refusal(f"a prefix of one letter, {prefix}=, is reserved", PREFIXES)
        if len(prefix) > 1 and prefix not in FRAGMENT_PREFIXES:
            return Refusal(f"the prefix {prefix}= is not a registered one", PREFIXES)
        if number != len(selectors):
            return Refusal(f"after {selector!r}, which holds nothing, nothing can follow", SYNTAX)
        return Fragment(containers, prefix, id)
    return Fragment(containers, None, "")


#: What can be referred to in a file, group or unit: ids with the sort of thing, as ``leaf``.
Scope: TypeAlias = set[tuple[str, str]]


@dataclass(slots=True)
class FileScopes:
    """The scopes of a file: its own, and those of its groups and units by id."""

    own: Scope = field(default_factory=set)
    groups: dict[str, Scope] = field(default_factory=dict)
    units: dict[str, Scope] = field(default_factory=dict)


class Reference(NamedTuple):
    """A reference that waits for the end of the file: *element* says *text*."""

    element: Element
    text: str
    fragment: Fragment
    file: str
    clause: str


def fragment_of(element: Element, report: Report) -> Fragment | None:
    """Return what the attribute ref of *element* selects here, reporting what is no identifier.

    None for an address elsewhere.
    """
    text = element.value("ref")
    if not text.startswith("#"):
        return None
    found = parse(text[1:])
    if isinstance(found, Refusal):
        report.add(f"ref={text!r}: {found.message}", element, found.clause)
        return None
    return found


def is_here(fragment: Fragment, *, file: str, unit: str) -> bool:
    """Tell whether *fragment* selects something in the unit *unit* of *file*, and not around it."""
    containers = fragment.containers
    return (
        fragment.leaf is not None
        and containers.get("f", file) == file
        and "g" not in containers
        and (containers.get("u", unit) == unit if "u" in containers else "f" not in containers)
    )


def check(references: list[Reference], files: dict[str, FileScopes], report: Report) -> None:
    """Report which of *references* lead nowhere."""
    for reference in references:
        if not _resolves(reference, files):
            message = f"ref={reference.text!r} leads to nothing in the file"
            report.add(message, reference.element, reference.clause)


def _resolves(reference: Reference, files: dict[str, FileScopes]) -> bool:
    containers, leaf, id = reference.fragment
    scopes = files.get(containers.get("f", reference.file))
    if scopes is None:
        return False
    scope = scopes.own
    lookups: tuple[tuple[str, Callable[[str], Scope | None]], ...] = (
        ("g", scopes.groups.get),
        ("u", scopes.units.get),
    )
    for prefix, lookup in lookups:
        if prefix in containers:
            found = lookup(containers[prefix])
            if found is None:
                return False
            scope = found
    # What a module holds is its own business.
    return leaf is None or len(leaf) > 1 or (leaf, id) in scope
