"""Writing XLIFF: a stream of text, around what a file holds already.

Where there is a file, its bytes are cut at the units: a unit that is the same
stays byte for byte as it was found, and so does everything around the units,
but for the attributes of the header that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff
from alihbahasa.model import (
    Header,
    Unit,
    joined,
)

#: How many units are encoded together.
_BATCH = 256


def write(
    header: Header,
    units: Iterable[Unit],
    *,
    original: bytes,
    profile: Profile,
    dialect: _xliff.Dialect,
) -> Iterator[bytes]:
    """Yield the file of *units*, keeping of *original* what is the same there.

    What was written in another *profile* looks otherwise: then nothing is kept.
    """
    if original and _profile_of(original) == _xliff.shape(profile):
        cut = _cut(original, dialect)
        units = tuple(units)
        if not cut.bounds and not units:
            yield original
            return
        if cut.bounds:
            yield from _rewritten(header, units, cut=cut, profile=profile, dialect=dialect)
            return
    setting = _xliff.Setting(header, profile, modules=frozenset(dialect.modules))
    yield (_DECLARATION + _instruction(profile) + dialect.head(header)).encode()
    batch: list[str] = []
    is_empty = True
    for unit in _distinct(units):
        is_empty = False
        batch += (dialect.indent, dialect.render(unit, setting))
        if len(batch) >= 2 * _BATCH:
            yield "".join(batch).encode()
            batch.clear()
    if is_empty:
        batch.append(dialect.empty)
    yield ("".join(batch) + dialect.tail).encode()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INSTRUCTION = re.compile(rb'<\?alihbahasa profile="([a-z-]+)"\?>')


def _instruction(profile: Profile) -> str:
    """Return the line that tells the profile of a file, none where it looks like the default."""
    shape = _xliff.shape(profile)
    return f'<?alihbahasa profile="{shape}"?>\n' if shape != DEFAULT.name else ""


def _profile_of(original: bytes) -> str:
    found = _INSTRUCTION.search(original[:2048].replace(b"\0", b""))
    return found[1].decode() if found else DEFAULT.name


def _distinct(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield *units*, whose ids must differ: a reader would lose one of two."""
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise AlihbahasaError("two units to be written have the same id", unit=unit.id)
        seen.add(unit.id)
        if unit.plurals:
            raise AlihbahasaError("XLIFF cannot hold plural forms", unit=unit.id)
        yield unit


@dataclass(frozen=True, slots=True)
class _Cut:
    """A file cut at its units: *data* is UTF-8, *bounds* where each unit starts and stops.

    *tags* are the start tags of the root and of the first file element.
    """

    encoding: xmlio.Encoding
    data: bytes
    bounds: tuple[tuple[int, int], ...]
    tags: Mapping[str, tuple[int, int]]


_QUOTED = re.compile(rb"""[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")


def _end_of_tag(data: bytes, start: int) -> int:
    """Return where the start tag at *start* of well-formed *data* ends."""
    found = _QUOTED.match(data, start)
    assert found
    return found.end()


def _cut(original: bytes, dialect: _xliff.Dialect) -> _Cut:
    encoding, data = xmlio.decode(original)
    bounds: list[tuple[int, int]] = []
    tags: dict[str, tuple[int, int]] = {}
    depth = 0
    begin = 0

    def start(name: str, _: object) -> None:
        nonlocal depth, begin
        namespace, _, local = name.rpartition(" ")
        ours = not namespace or namespace.startswith(dialect.namespace)
        if local == dialect.unit and ours:
            if not depth:
                begin = scanner.CurrentByteIndex
            depth += 1
        elif local in ("xliff", "file") and ours and local not in tags:
            at = scanner.CurrentByteIndex
            tags[local] = at, _end_of_tag(data, at)

    def end(name: str) -> None:
        nonlocal depth
        namespace, _, local = name.rpartition(" ")
        if local == dialect.unit and (not namespace or namespace.startswith(dialect.namespace)):
            depth -= 1
            if not depth:
                at = scanner.CurrentByteIndex
                # After <unit/> expat stands behind the tag, else before </unit>.
                closed = _end_of_tag(data, begin)
                is_single = data[closed - 2 : closed] == b"/>"
                bounds.append((begin, closed if is_single else data.index(b">", at) + 1))

    scanner = xmlio.scanner(StartElementHandler=start, EndElementHandler=end)
    xmlio.scan(data, scanner)
    return _Cut(encoding, data, tuple(bounds), tags)


_BETWEEN = re.compile(rb"(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


def _rewritten(
    header: Header,
    units: Iterable[Unit],
    *,
    cut: _Cut,
    profile: Profile,
    dialect: _xliff.Dialect,
) -> Iterator[bytes]:
    """Yield the file that *cut* is, with *units* in it.

    Units come in the order given where the file is flat, as ours are.  Where
    something stands between units (groups, several file elements), each stays
    in its place, and new ones come last.
    """
    data, bounds = cut.data, cut.bounds
    found_header, found_units = dialect.read(BytesIO(cut.encoding.mark + _encoded(cut)))
    found = list(found_units)
    assert len(found) == len(bounds)
    first = bounds[0][0]
    head_end = len(data[:first].rstrip(b" \t\r\n"))
    leads = [data[head_end:first]]
    leads += [data[stop:start] for (_, stop), (start, _) in pairwise(bounds)]
    is_flat = all(_BETWEEN.fullmatch(lead) for lead in leads)
    indent = leads[0]
    newline = b"\r\n" if b"\r\n" in data[:first] else b"\n"
    head = _patched(data[:head_end], cut, header=header, found=found_header, dialect=dialect)
    root = data[slice(*cut.tags["xliff"])]
    declared = {each[1].decode(): each[2][1:-1].decode() for each in _ATTRIBUTE.finditer(root)}
    setting = _xliff.Setting(
        header,
        profile,
        namespaced=b":" not in root.split(None, 1)[0],
        modules=frozenset(
            prefix
            for prefix, namespace in dialect.modules.items()
            if declared.get(f"xmlns:{prefix}") == namespace
        ),
    )

    def written(unit: Unit, index: int | None) -> bytes:
        if index is not None and _same(unit, found[index]):
            return data[slice(*bounds[index])]
        text = dialect.render(unit, setting).encode()
        return text if newline == b"\n" else text.replace(b"\n", newline)

    by_id: dict[str, list[int]] = {}
    for index, unit in enumerate(found):
        by_id.setdefault(unit.id, []).append(index)
    pieces = [head]
    if is_flat:
        for unit in _distinct(units):
            indexes = by_id.get(unit.id)
            if indexes:
                pieces += (leads[indexes[0]], written(unit, indexes[0]))
            else:
                pieces += (indent, written(unit, None))
    else:
        placed: dict[int, bytes] = {}
        added: list[bytes] = []
        taken: dict[str, int] = {}
        for unit in units:
            turn = taken.get(unit.id, 0)
            taken[unit.id] = turn + 1
            there = by_id.get(unit.id, [])
            if turn < len(there):
                placed[there[turn]] = written(unit, there[turn])
            else:
                added += (indent, written(unit, None))
        for index, lead in enumerate(leads):
            pieces += (lead, placed.get(index, b""))
        pieces += added
    pieces.append(data[bounds[-1][1] :])
    yield cut.encoding.mark + xmlio.encode(b"".join(pieces), cut.encoding)


def _encoded(cut: _Cut) -> bytes:
    return xmlio.encode(cut.data, cut.encoding)


def _same(unit: Unit, found: Unit) -> bool:
    """Tell whether a file that holds *found* need not change to hold *unit*."""
    if unit.obsolete is not found.obsolete or found.origin is not None:
        return False
    if unit.source != found.source and joined(unit.source) != found.source:
        return False
    target = None if _xliff.is_empty(unit.target) else joined(unit.target or ())
    if target != found.target or (target and unit.state is not found.state):
        return False
    previous = None if unit.previous is None else joined(unit.previous)
    return (
        previous == found.previous
        and [replace(each, target=joined(each.target)) for each in unit.alternatives]
        == list(found.alternatives)
        and _xliff.comment_lines(unit) == _xliff.comment_lines(found)
    )


_ATTRIBUTE = re.compile(rb"""([^\s=<>"']+)\s*=\s*("[^"]*"|'[^']*')""")


def _patched(
    head: bytes, cut: _Cut, *, header: Header, found: Header, dialect: _xliff.Dialect
) -> bytes:
    """Return *head*, the bytes before the first unit, saying what *header* says.

    Only values that differ from those of the header *found* there change, and
    what the new one does not know stays.
    """
    now, before = dialect.attributes(header), dialect.attributes(found)
    for element in sorted(cut.tags, key=lambda name: cut.tags[name], reverse=True):
        start, stop = cut.tags[element]
        if stop > len(head):
            continue
        tag = head[start:stop]
        for (owner, name), value in now.items():
            if owner == element and value and value != before[owner, name]:
                tag = _with_attribute(tag, name, value)
        head = head[:start] + tag + head[stop:]
    return head


def _with_attribute(tag: bytes, name: str, value: str) -> bytes:
    text = f'"{xmlio.escape_attribute(value)}"'.encode()
    for found in _ATTRIBUTE.finditer(tag):
        if found[1] == name.encode():
            return tag[: found.start(2)] + text + tag[found.end(2) :]
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end].rstrip() + f" {name}=".encode() + text + tag[end:]
