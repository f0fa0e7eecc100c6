"""Writing XLIFF: a stream of text, around what a file holds already.

Where there is a file, its bytes are cut at the units: a unit that is the same
stays byte for byte as it was found, and so does everything around the units,
but for the attributes of the header that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import partial
from io import BytesIO

from alihbahasa import xmlio
from alihbahasa.contracts import DEFAULT, Change, Profile
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff, _xliff_patching
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.exchange._xliff_cutting import ATTRIBUTE, Cut, cut_at_units, with_attribute
from alihbahasa.model import (
    Header,
    Unit,
    joined,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

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
    """Yield the file of *units*, saving of *original* what is the same there.

    What was written in another *profile* looks otherwise: then nothing is kept.
    """
    if original and _profile_of(original) == _xliff.shape(profile):
        units = tuple(units)
        old = _original(original, units, header=header, profile=profile, dialect=dialect)
        if old.cut.starts:
            yield from _rewritten(header, units, old, profile=profile, dialect=dialect)
            return
        if not units:
            yield original
            return
    setting = _xliff.Setting(header, profile, modules=frozenset(dialect.modules))
    yield (_DECLARATION + _instruction(profile) + dialect.head(header, profile)).encode()
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
_INSTRUCTION = late_re(rb'<\?alihbahasa profile="([a-z-]+)"\?>')


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


_BETWEEN = late_re(rb"(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Original:
    """The file as it stands, cut at its units; of nearly all only the places are known.

    *numbers* are those of the units that are wanted, by id.  *changed* are
    those of them that are not the same, as they stand there, by number, and
    *retold* the numbers of those that differ in the target alone.
    """

    header: Header
    cut: Cut
    numbers: Mapping[str, int]
    changed: Mapping[int, Unit]
    retold: Set[int]


def _original(
    data: bytes,
    units: Iterable[Unit],
    *,
    header: Header,
    profile: Profile,
    dialect: _xliff.Dialect,
) -> _Original:
    """Compare each unit in *data* with the one of *units* that is wanted in its place."""
    wanted = {unit.id: unit for unit in units}
    numbers: dict[str, int] = {}
    changed: dict[int, Unit] = {}
    retold: set[int] = set()
    is_retold = _xliff.shape(profile) == DEFAULT.name
    found, read = dialect.read(BytesIO(data))
    count = 0
    for number, was in enumerate(read):
        count += 1
        unit = wanted.get(was.id)
        if unit is None:
            continue
        numbers[unit.id] = number
        if _same(unit, was):
            continue
        changed[number] = was
        if is_retold and _differs_in_target(unit, was, header):
            retold.add(number)
    cut = cut_at_units(data, dialect, wanted=changed)
    assert count == len(cut.starts)
    return _Original(found, cut, numbers, changed, retold)


def _rewritten(
    header: Header,
    units: Iterable[Unit],
    old: _Original,
    *,
    profile: Profile,
    dialect: _xliff.Dialect,
) -> Iterator[bytes]:
    """Yield the file that *old* is, with *units* in it.

    Units come in the order given where the file is flat, as ours are.  Where
    something stands between units (groups, several file elements), each stays
    in its place, and new ones come last.
    """
    cut, numbers = old.cut, old.numbers
    data, newline = cut.data, cut.newline
    head_end = len(data[: cut.starts[0]].rstrip(b" \t\r\n"))

    def lead(number: int) -> bytes:
        return data[cut.stops[number - 1] if number else head_end : cut.starts[number]]

    every = range(len(cut.starts))
    is_flat = all(_BETWEEN.fullmatch(lead(number)) for number in every)
    indent = lead(0)
    head = _patched(
        data[:head_end], cut, header=header, found=old.header, profile=profile, dialect=dialect
    )
    root = data[slice(*cut.tags["xliff"])]
    declared = {each[1].decode(): each[2][1:-1].decode() for each in ATTRIBUTE.finditer(root)}
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

    def written(unit: Unit) -> bytes:
        number = numbers.get(unit.id)
        if number is None:
            return _in_lines(dialect.render(unit, setting), newline)
        fragment = cut.of(number)
        was = old.changed.get(number)
        if was is None:
            return fragment
        named = replace(unit, id=cut.ids[number] or unit.id)
        anew = dialect.render(named, setting)
        glossary = _GLOSSARY.search(anew)
        if number in old.retold and (glossary is None or glossary[0].encode() in fragment):
            told = dialect.render(replace(named, target=was.target, state=was.state), setting)
            # As we lay it out there is nothing to keep, and patching takes ten times as long.
            if _in_lines(told, newline) == fragment:
                return _in_lines(anew, newline)
            now = _xliff_patching.patched(
                fragment,
                Change(unit.target, unit.state),
                unit=unit.id,
                scope=cut.scopes[number],
                dialect=dialect,
                newline=newline,
                is_exact=True,
            )
            if now is not None:
                return now
        return _in_lines(anew, newline)

    # Piece by piece: whoever looks for the first difference need not write the rest.
    encoded = partial(xmlio.encode, encoding=cut.encoding)
    yield cut.encoding.mark + encoded(head)
    if is_flat:
        for unit in _distinct(units):
            yield encoded(lead(numbers[unit.id]) if unit.id in numbers else indent)
            yield encoded(written(unit))
    else:
        placed: dict[int, bytes] = {}
        added: list[bytes] = []
        for unit in _distinct(units):
            if unit.id in numbers:
                placed[numbers[unit.id]] = written(unit)
            else:
                added += (indent, written(unit))
        for number in every:
            yield encoded(lead(number) + placed.get(number, b""))
        yield encoded(b"".join(added))
    yield encoded(data[cut.stops[-1] :])


_GLOSSARY = late_re("<gls:glossary.*?</gls:glossary>", re.DOTALL)


def _in_lines(text: str, newline: bytes) -> bytes:
    return text.encode() if newline == b"\n" else text.encode().replace(b"\n", newline)


def _same(unit: Unit, found: Unit) -> bool:
    """Tell whether a file that holds *found* need not change to hold *unit*."""
    target = None if inline.is_empty(unit.target) else joined(unit.target or ())
    return (
        found.origin is None
        # What told of an edit goes with the draft.
        and (unit.is_draft or not found.tells_of_edit)
        and (not unit.is_finished or not found.tells_of_memory or unit.tells_of_memory)
        # What the memory had for it is of no use any more.
        and (unit.matches or not target or unit.is_draft or not _has_scored(found))
        and target == found.target
        and (not target or unit.state is found.state)
        and _same_but_target(unit, found)
    )


def _has_scored(unit: Unit) -> bool:
    return any(match.score for match in unit.matches)


def _same_but_target(unit: Unit, found: Unit) -> bool:
    previous = None if unit.previous is None else joined(unit.previous)
    return (
        unit.obsolete is found.obsolete
        and (unit.source == found.source or joined(unit.source) == found.source)
        and previous == found.previous
        and [replace(each, target=joined(each.target)) for each in unit.alternatives]
        == list(found.alternatives)
        and _xliff.comment_lines(unit) == _xliff.comment_lines(found)
    )


def _differs_in_target(unit: Unit, found: Unit, header: Header) -> bool:
    """Tell whether a *unit* that is not the same as *found* differs in target and state alone.

    Unlike for one that is the same, what we write beside it must be right too.
    """
    return (
        found.origin is None
        and _same_but_target(unit, found)
        and unit.context == found.context
        and unit.max_length == found.max_length
        and [(m.target, m.score, m.origin, m.is_in_context) for m in unit.matches]
        == [(m.target, m.score, m.origin, m.is_in_context) for m in found.matches]
        and _xliff.merged_note(unit, _xliff.places_in(unit, header))
        == _xliff.merged_note(found, _xliff.places_in(found, header))
    )


def _patched(
    head: bytes,
    cut: Cut,
    *,
    header: Header,
    found: Header,
    profile: Profile,
    dialect: _xliff.Dialect,
) -> bytes:
    """Return *head*, the bytes before the first unit, saying what *header* and *profile* say.

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
                tag = with_attribute(tag, name, value)
        if element == "xliff" and dialect.versions and profile.xliff2_version:
            tag = with_attribute(tag, "version", profile.xliff2_version)
        head = head[:start] + tag + head[stop:]
    return head
