"""Cutting XLIFF at its units: where each stands in the bytes, and changing tags in place.

lxml tells no offsets, so this is a pass of its own, by expat.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Mapping, Sequence

from alihbahasa import xmlio
from alihbahasa.exchange import _xliff
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """A file cut at its units: *data* is UTF-8, each unit starts and stops at *starts* and *stops*.

    *tags* are the start tags of the root and of the first file element.  For
    the units asked for, by number, *ids* are those that they have in the file,
    and *scopes* the namespaces of the prefixes in them, "" for none.
    """

    encoding: xmlio.Encoding
    data: bytes
    starts: Sequence[int]
    stops: Sequence[int]
    ids: Mapping[int, str]
    tags: Mapping[str, tuple[int, int]]
    scopes: Mapping[int, Mapping[str, str]]

    @property
    def newline(self) -> bytes:
        """How lines end before the first unit."""
        return b"\r\n" if b"\r\n" in self.data[: self.starts[0]] else b"\n"

    def of(self, number: int) -> bytes:
        """Return the bytes of the unit that has *number*."""
        return self.data[self.starts[number] : self.stops[number]]


_QUOTED = late_re(rb"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_PREFIX = late_re(rb"[<\s/]([^\s<>/=:\"'&]+):")


def end_of_tag(data: bytes, start: int) -> int:
    """Return where the start tag at *start* of well-formed *data* ends."""
    found = _QUOTED.match(data, start)
    assert found
    return found.end()


def cut_at_units(original: bytes, dialect: _xliff.Dialect, *, wanted: Container[int] = ()) -> Cut:
    """Cut *original* at its units; *wanted* are the numbers of those to be written otherwise."""
    encoding, data = xmlio.decode(original)
    starts, stops = array("Q"), array("Q")
    ids: dict[int, str] = {}
    tags: dict[str, tuple[int, int]] = {}
    scopes: dict[int, Mapping[str, str]] = {}
    declared: dict[str, list[str]] = {}
    begin = 0

    def declare(prefix: str | None, namespace: str | None) -> None:
        declared.setdefault(prefix or "", []).append(namespace or "")

    def forget(prefix: str | None) -> None:
        declared[prefix or ""].pop()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal begin
        namespace, _, local = name.rpartition(" ")
        if local not in names or (namespace and not namespace.startswith(dialect.namespace)):
            return
        at = scanner.CurrentByteIndex
        if local == dialect.unit:
            begin = at
            if len(stops) in wanted:
                ids[len(stops)] = attributes.get("id", "")
        elif local not in tags:
            tags[local] = at, end_of_tag(data, at)

    def end(name: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if local != dialect.unit or (namespace and not namespace.startswith(dialect.namespace)):
            return
        stop = end_of_element(data, begin, scanner.CurrentByteIndex)
        if len(stops) in wanted:
            prefixes = {each.decode() for each in _PREFIX.findall(data, begin, stop)} | {""}
            scopes[len(stops)] = {
                prefix: declared[prefix][-1] for prefix in prefixes if declared.get(prefix)
            }
        starts.append(begin)
        stops.append(stop)

    names = ("xliff", "file", dialect.unit)
    scanner = xmlio.scanner(
        StartElementHandler=start,
        EndElementHandler=end,
        StartNamespaceDeclHandler=declare,
        EndNamespaceDeclHandler=forget,
    )
    xmlio.scan(data, scanner)
    return Cut(encoding, data, starts, stops, ids, tags, scopes)


def end_of_element(data: bytes, begin: int, at: int) -> int:
    """Return where the element that begins at *begin* stops, expat being *at* its end.

    After ``<unit/>`` expat stands behind the tag, else before ``</unit>``.
    """
    closed = end_of_tag(data, begin)
    return closed if data[closed - 2 : closed] == b"/>" else data.index(b">", at) + 1


ATTRIBUTE = late_re(rb"""([^\s=<>"']+)\s*=\s*("[^"]*"|'[^']*')""")


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """Return the start *tag* with the attribute *name* as *value*, or without it for None."""
    text = b"" if value is None else f'"{xmlio.escape_attribute(value)}"'.encode()
    for found in ATTRIBUTE.finditer(tag):
        if found[1] == name.encode():
            if value is None:
                return tag[: found.start()].rstrip() + tag[found.end() :]
            return tag[: found.start(2)] + text + tag[found.end(2) :]
    if value is None:
        return tag
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + f" {name}=".encode() + text + tag[end:]
