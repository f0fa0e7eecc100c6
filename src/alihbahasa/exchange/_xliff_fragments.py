"""The elements of one unit of XLIFF, where they stand in its bytes, and edits of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from io import BytesIO
from typing import TYPE_CHECKING

from alihbahasa import xmlio
from alihbahasa.exchange import _xliff
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.exchange._xliff_cutting import end_of_element, end_of_tag, with_attribute
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree


@dataclass(slots=True, eq=False)
class Node:
    """An element of a fragment, and where its tags begin and end in the bytes."""

    name: str
    element: etree._Element
    start: int
    inner: int
    end: int = 0
    stop: int = 0
    children: list[Node] = field(default_factory=list)

    def child(self, name: str) -> Node | None:
        """Return its first child of the *name*."""
        return next((child for child in self.children if child.name == name), None)

    def descendants(self) -> Iterator[Node]:
        """Yield all elements in it, in the order of the file."""
        for child in self.children:
            yield child
            yield from child.descendants()


def parsed(fragment: bytes, scope: Mapping[str, str], dialect: _xliff.Dialect) -> Node:
    """Return the element that *fragment* is; *scope* are the namespaces around it."""
    declared = "".join(
        f' xmlns{":" if prefix else ""}{prefix}="{xmlio.escape_attribute(namespace)}"'
        for prefix, namespace in sorted(scope.items())
        if namespace
    )
    head = f"<fragment{declared}>".encode()
    data = head + fragment + b"</fragment>"
    *_, (_, root) = xmlio.iterate(BytesIO(data), tags=("{*}fragment",))
    elements = root.iter("*")
    names = inline.Names(dialect.namespace)
    path: list[Node] = []
    top: list[Node] = []

    def start(*_: object) -> None:
        element = next(elements)
        at = scanner.CurrentByteIndex
        node = Node(names[element.tag], element, at - len(head), end_of_tag(data, at) - len(head))
        (path[-1].children if path else top).append(node)
        path.append(node)

    def end(_: str) -> None:
        node = path.pop()
        at = scanner.CurrentByteIndex
        node.stop = end_of_element(data, node.start + len(head), at) - len(head)
        node.end = node.inner if node.stop == node.inner else at - len(head)

    scanner = xmlio.scanner(StartElementHandler=start, EndElementHandler=end)
    xmlio.scan(data, scanner)
    return top[0].children[0]


def attributes(node: Node) -> dict[str, str]:
    return {str(name): str(value) for name, value in node.element.attrib.items()}


#: A stretch of a fragment and what comes in its place.
Edit = tuple[int, int, bytes]


def edited(fragment: bytes, edits: Iterable[Edit]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for start, stop, text in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (fragment[done:start], text)
        done = stop
    return b"".join((*pieces, fragment[done:]))


def indent_before(fragment: bytes, at: int) -> bytes:
    """Return the white space before *at*."""
    start = at
    while start and fragment[start - 1] in b" \t\r\n":
        start -= 1
    return fragment[start:at]


def qualified(tag: bytes) -> bytes:
    found = re.match(rb"<([^\s/>]+)", tag)
    assert found
    return found[1]


def element_of(opening: bytes, inner: bytes, marks: Mapping[str, str | None]) -> bytes:
    for name, value in marks.items():
        opening = with_attribute(opening, name, value)
    is_single = opening.endswith(b"/>")
    if not inner:
        return opening if is_single else opening[:-1].rstrip() + b"/>"
    if is_single:
        opening = opening[:-2].rstrip() + b">"
    return opening + inner + b"</" + qualified(opening) + b">"
