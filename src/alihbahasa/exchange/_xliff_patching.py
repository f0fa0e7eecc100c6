"""Changing the targets of XLIFF units in place: every other byte stays as it was found.

What a file from elsewhere says that we do not understand stays, because it is
never taken apart: of a changed unit, only the content of its target and what
tells its state are written, and everything else is copied.

Codes that the source has are copied from it, with whatever attributes they
have.  A missing target comes after the source, indented as that is.  Where a
target is in segments (``mrk`` of XLIFF 1.2, segments of XLIFF 2), those at its
beginning and end that are the same stay; the sentences of the rest go into the
other segments, one each where there are as many, else all into the first of
them, since programs that translate segments drop text outside of any.
Comments in a target that is written anew come to its end.

Every changed unit is read again before it is given out: what a file could not
hold as it was meant is an error that names the unit, and never another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from io import BytesIO
from typing import TYPE_CHECKING, cast

from alihbahasa import xmlio
from alihbahasa.contracts import Change
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.exchange._xliff_cutting import cut_at_units, with_attribute
from alihbahasa.exchange._xliff_fragments import (
    Edit,
    Node,
    attributes,
    edited,
    element_of,
    indent_before,
    parsed,
    qualified,
)
from alihbahasa.exchange._xliff_sharing import Share, in_first, keys, shared_out
from alihbahasa.model import Code, Content, State, Unit, joined
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

if TYPE_CHECKING:
    from lxml import etree

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def patch(
    original: bytes, changes: Mapping[str, Change], *, dialect: _xliff.Dialect
) -> Iterator[bytes]:
    """Yield *original* with the targets of *changes* in it; see ``contracts.PatchExchange``."""
    if not changes:
        yield original
        return
    units = tuple(dialect.read(BytesIO(original))[1])
    numbers = {unit.id: number for number, unit in enumerate(units)}
    wanted: dict[int, Change] = {}
    for id, change in changes.items():
        if id not in numbers:
            raise AlihbahasaError("the file has no unit with this id", unit=id)
        if change.plurals:
            raise AlihbahasaError("XLIFF cannot hold plural forms", unit=id)
        if not _is_held(change, units[numbers[id]]):
            wanted[numbers[id]] = change
    if not wanted:
        yield original
        return
    # A target that a program wrote into the next unit would come back otherwise.
    strays = {number + 1 for number in wanted if units[number].origin == _xliff.STRAY}
    found = cut_at_units(original, dialect, wanted=wanted.keys() | strays)
    pieces: list[bytes] = []
    done = 0
    for number in sorted(wanted.keys() | strays):
        fragment = found.of(number)
        scope = found.scopes[number]
        if number in strays:
            fragment = _without_stray(fragment, scope, dialect)
        if number in wanted:
            id = units[number].id
            now = patched(
                fragment,
                wanted[number],
                unit=id,
                scope=scope,
                dialect=dialect,
                newline=found.newline,
            )
            if now is None:
                raise AlihbahasaError("the file has no place for this target", unit=id)
            fragment = now
        pieces += (found.data[done : found.starts[number]], fragment)
        done = found.stops[number]
    pieces.append(found.data[done:])
    yield found.encoding.mark + xmlio.encode(b"".join(pieces), found.encoding)


def patched(
    fragment: bytes,
    change: Change,
    *,
    unit: str,
    scope: Mapping[str, str],
    dialect: _xliff.Dialect,
    newline: bytes,
    is_exact: bool = False,
) -> bytes | None:
    """Return the element *fragment* of a *unit* with its target and state changed.

    *scope* are the namespaces of its prefixes.  None where it has no place for
    the target; one that *is_exact* has the markup of its own codes, even where
    the source has another.  Raises AlihbahasaError for characters that XML forbids.
    """
    node = parsed(fragment, scope, dialect)
    found = dialect.parse(node.element)
    change = Change(_written(change.target), change.state)
    if _is_held(change, found) and not (is_exact and found.target != change.target):
        return fragment
    work = _Work(
        fragment,
        node,
        change,
        unit,
        dialect,
        newline,
        parts_of=dialect.parts_of(node.element),
        data=dialect.data(node.element),
    )
    work.learn()
    parts = _sides(work) if dialect.pieces else _whole(work)
    for edits in parts:
        now = edited(fragment, edits)
        try:
            read = dialect.parse(parsed(now, scope, dialect).element)
        except AlihbahasaError:
            continue
        if _is_held(change, read) and not (is_exact and read.target != change.target):
            return now
    return None


def _written(target: Content | None) -> Content | None:
    return None if target is None or inline.is_empty(target) else joined(target)


def _is_held(change: Change, unit: Unit) -> bool:
    """Tell whether *unit* has the target and state of *change*; of codes it knows, ids count."""
    target = _written(change.target)
    if target is None or unit.target is None:
        return target is unit.target
    target = inline.mended(target, unit.source)
    known = {(part.id, part.kind) for part in unit.source if isinstance(part, Code)}

    def bare(content: Content) -> list[str | Code]:
        return [
            Code(part.id, part.kind)
            if isinstance(part, Code) and (part.id, part.kind) in known
            else part
            for part in content
        ]

    return unit.state is change.state and bare(target) == bare(unit.target)


def _without_stray(fragment: bytes, scope: Mapping[str, str], dialect: _xliff.Dialect) -> bytes:
    node = parsed(fragment, scope, dialect)
    strays = (child for child in node.children if child.name == "target")
    return edited(fragment, [(child.start, child.stop, b"") for child in strays])


# --- a unit that is changed -----------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Template:
    """The bytes of a code in a source: of one element, or the two tags of a pair."""

    opening: bytes
    closing: bytes | None = None


@dataclass(slots=True, eq=False)
class _Work:
    """A unit that is changed, and what is needed to write pieces of its target.

    *templates* are the codes of the unit by what tells them apart, *used* how
    many of each are written, *data* the ids of markup (see ``_xliff.Dialect``).
    """

    fragment: bytes
    node: Node
    change: Change
    unit: str
    dialect: _xliff.Dialect
    newline: bytes
    parts_of: inline.PartsOf
    data: dict[str, str]
    templates: dict[tuple[str, str], list[_Template]] = field(default_factory=dict)
    used: dict[tuple[str, str], int] = field(default_factory=dict)

    def learn(self) -> None:
        """Find the codes of the unit: those of its source, then any others."""
        sides = self.dialect.sides
        owners = [child for child in self.node.children if child.name in sides]
        for name in ("source", "seg-source", "target"):
            found: dict[tuple[str, str], list[_Template]] = {}
            for owner in owners if sides else [self.node]:
                for side in owner.children:
                    if side.name == name:
                        self._collect(side, found)
            self.templates = found | self.templates

    def _collect(self, node: Node, found: dict[tuple[str, str], list[_Template]]) -> None:
        for child in node.children:
            before, within, after = self.parts_of(child.name, child.element)
            codes = [part for part in before if isinstance(part, Code)]
            for part in codes:
                opening, closing = self.tags(child)
                template = _Template(opening, closing) if after else _Template(self.raw(child))
                found.setdefault((part.id, part.kind), []).append(template)
            if within:
                self._collect(child, found)

    def raw(self, node: Node) -> bytes:
        """Return the bytes of the element *node*."""
        return self.fragment[node.start : node.stop]

    def tags(self, node: Node) -> tuple[bytes, bytes]:
        """Return the start tag and the end tag of *node*, of ``<a/>`` too."""
        opening = self.fragment[node.start : node.inner]
        if opening.endswith(b"/>"):
            opening = opening[:-2].rstrip() + b">"
        return opening, b"</" + qualified(opening) + b">"

    def prefix(self, node: Node) -> str:
        """Return the prefix of *node* with its colon, "" without one."""
        name = qualified(self.fragment[node.start : node.inner])
        return name[: name.rfind(b":") + 1].decode()

    def rendered(self, content: Content, prefix: str) -> bytes:
        """Return *content* as the content of a target; codes are as the source has them."""
        pairs = inline.pairs(content)
        halves = {*pairs.nested.items(), *pairs.crossing.items()}
        paired = {index for pair in halves for index in pair}
        closings: dict[int, bytes] = {}
        parts: list[bytes] = []
        for index, part in enumerate(content):
            if isinstance(part, str):
                text = self.dialect.text(part, self.unit).encode()
                parts.append(text.replace(b"\n", self.newline))
                continue
            if index in closings:
                parts.append(closings[index])
                continue
            template = self._template(part)
            if template and template.closing is None:
                parts.append(template.opening)
            elif template and template.closing and index in pairs.nested:
                closings[pairs.nested[index]] = template.closing
                parts.append(template.opening)
            else:
                code = self.dialect.code(
                    part, is_paired=index in paired, unit=self.unit, data=self.data
                )
                parts.append(f"<{prefix}{code}/>".encode())
        return b"".join(parts)

    def _template(self, code: Code) -> _Template | None:
        key = code.id, code.kind
        known = self.templates.get(key)
        if not known:
            return None
        turn = self.used.get(key, 0)
        self.used[key] = turn + 1
        return known[min(turn, len(known) - 1)]

    def marked(self, node: Node, marks: Mapping[str, str | None]) -> Iterator[Edit]:
        """Yield the edit that sets attributes of *node*, if it changes anything."""
        tag = now = self.fragment[node.start : node.inner]
        for name, value in marks.items():
            now = with_attribute(now, name, value)
        if now != tag:
            yield node.start, node.inner, now

    def target_edits(
        self,
        inner: bytes | None,
        target: Node | None,
        *,
        after: Node,
        source: Node,
        marks: Mapping[str, str | None],
    ) -> Iterator[Edit]:
        """Yield what puts *inner* into *target*, a new one *after* a node where there is none.

        None leaves the content as it is.
        """
        if target is None:
            tag = f"<{self.prefix(source)}target".encode()
            if space := source.element.get(_SPACE):
                tag += f' xml:space="{xmlio.escape_attribute(space)}"'.encode()
            text = indent_before(self.fragment, source.start) + element_of(
                tag + b">", inner or b"", marks
            )
            yield after.stop, after.stop, text
        elif inner is None or inner == self.fragment[target.inner : target.end]:
            yield from self.marked(target, marks)
        else:
            opening = self.fragment[target.start : target.inner]
            if inner:
                inner += _lost_comments(self.fragment[target.inner : target.end], inner)
            yield target.start, target.stop, element_of(opening, inner, marks)


_COMMENT = late_re(rb"<!\[CDATA\[.*?\]\]>|(<!--.*?-->)", re.DOTALL)


def _lost_comments(before: bytes, now: bytes) -> bytes:
    """Return the XML comments of *before* that *now* lacks: where they belong, nobody knows."""
    found = (each[1] for each in _COMMENT.finditer(before) if each[1])
    return b"".join(each for each in dict.fromkeys(found) if each not in now)


# --- XLIFF 1.2: one target a unit, perhaps with segments in it ---------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A segment of a target, or what stands between two: what is in it, and its bytes."""

    is_segment: bool
    content: Content
    raw: bytes
    opening: bytes = b""
    closing: bytes = b""


def _whole(work: _Work) -> Iterator[list[Edit]]:
    """Yield what may be done to a unit with one target, the best first."""
    node, change = work.node, work.change
    source, segmented, target = (node.child(name) for name in ("source", "seg-source", "target"))
    source = source or segmented
    if source is None:
        return
    found = work.dialect.parse(node.element)
    is_new = found.target is None
    text_differs = not _is_held(Change(change.target, found.state), found)
    state = None if change.target is None else change.state
    told = None if target is None else attributes(target)
    is_marked = told is not None and not (is_new and "state" not in told)
    owner, marks = work.dialect.marks(attributes(node), told if is_marked else None, state=state)
    edits = [*work.marked(node, owner)]
    if native := [*_native_states(work, state)]:
        # A program with a vocabulary of its own looks at that alone.
        edits += native
        marks = {name: value for name, value in marks.items() if name in (told or {})}
    if change.target is None:
        if target is not None:
            gone = work.target_edits(b"", target, after=target, source=source, marks=marks)
            yield [*edits, *gone]
        return

    def placed(inner: bytes | None) -> list[Edit]:
        after = segmented or source
        placing = work.target_edits(inner, target, after=after, source=source, marks=marks)
        return [*edits, *placing]

    if not text_differs:
        yield placed(None)
        return
    slots = _slots(work, target) if target is not None else []
    if not slots and is_new and segmented is not None:
        slots = [
            _Slot(True, (), slot.opening + slot.closing, slot.opening, slot.closing)
            if slot.is_segment
            else slot
            for slot in _slots(work, segmented)
        ]
    prefix = work.prefix(source)
    if not slots:
        yield placed(work.rendered(change.target, prefix))
        return
    sources = _slots(work, segmented) if segmented is not None else []
    codes = iter([_codes(slot.content) for slot in sources if slot.is_segment])
    places = [
        Share(
            slot.is_segment, slot.content, next(codes, _NO_CODES) if slot.is_segment else _NO_CODES
        )
        for slot in slots
    ]
    for contents in (shared_out(change.target, places), in_first(change.target, places)):
        work.used.clear()
        parts = [
            slot.raw
            if keys(slot.content) == keys(content)
            else slot.opening + work.rendered(content, prefix) + slot.closing
            for slot, content in zip(slots, contents, strict=True)
        ]
        yield placed(b"".join(parts))


_NO_CODES: frozenset[object] = frozenset()


def _codes(content: Content) -> frozenset[object]:
    return frozenset((part.id, part.kind) for part in content if isinstance(part, Code))


def _slots(work: _Work, side: Node) -> list[_Slot]:
    """Return the segments of a target or segmented source, and what is between them.

    Empty where it has none, or one within another.
    """
    marks = [
        node
        for node in side.descendants()
        if node.name == "mrk" and node.element.get("mtype") == "seg"
    ]
    if not marks:
        return []
    elements = {mark.element for mark in marks}
    opening, closing = object(), object()
    parts: list[object] = []

    def parts_of(
        name: str, element: etree._Element
    ) -> tuple[tuple[object, ...], bool, tuple[object, ...]]:
        if element in elements:
            return (opening,), True, (closing,)
        return work.parts_of(name, element)

    inline.collect(
        side.element,
        cast("list[str | Code]", parts),
        parts_of=cast("inline.PartsOf", parts_of),
        names=inline.Names(work.dialect.namespace),
    )
    slots: list[_Slot] = []
    at = side.inner
    content: list[str | Code] = []
    waiting = iter(marks)
    mark: Node | None = None
    for part in parts:
        if part is opening:
            if mark is not None:
                return []
            mark = next(waiting)
            slots.append(_Slot(False, joined(content), work.fragment[at : mark.start]))
            content = []
        elif part is closing:
            assert mark is not None
            slots.append(_Slot(True, joined(content), work.raw(mark), *work.tags(mark)))
            content, at, mark = [], mark.stop, None
        else:
            content.append(cast("str | Code", part))
    slots.append(_Slot(False, joined(content), work.fragment[at : side.end]))
    return slots


def _native_states(work: _Work, state: State | None) -> Iterator[Edit]:
    """Yield what tells the *state* of a unit in the way of the program that wrote it."""
    if work.dialect.native_marks:
        for node in work.node.descendants():
            if marks := work.dialect.native_marks(node.element, state):
                yield from work.marked(node, marks)


# --- XLIFF 2: a target in each segment ----------------------------------------------------


def _sides(work: _Work) -> Iterator[list[Edit]]:
    """Yield what may be done to a unit of segments, the best first."""
    assert work.dialect.pieces
    change, node = work.change, work.node
    nodes = [child for child in node.children if child.name in work.dialect.sides]
    pieces = work.dialect.pieces(node.element)
    both = sorted(zip(nodes, pieces, strict=True), key=lambda pair: pair[1].order)
    if not any(piece.is_segment for _, piece in both):
        return
    if change.target is None:
        yield [edit for each in both for edit in _emptied(work, *each)]
        return
    places = [Share(piece.is_segment, piece.target, _codes(piece.source)) for _, piece in both]
    shares = [shared_out(change.target, places), in_first(change.target, places)]
    for contents in shares:
        work.used.clear()
        work.data = work.dialect.data(node.element)
        known = len(work.data)
        is_same = all(
            keys(piece.target) == keys(content)
            for (_, piece), content in zip(both, contents, strict=True)
        )
        edits = [
            edit
            for (side, piece), content in zip(both, contents, strict=True)
            for edit in _side(work, side, piece, content=content, is_same=is_same)
        ]
        edits += _added_data(work, nodes[0], known=known)
        yield edits


def _emptied(work: _Work, side: Node, piece: _xliff.Piece) -> Iterator[Edit]:
    source, target = side.child("source"), side.child("target")
    if not piece.is_segment:
        return
    marks, _ = work.dialect.marks(attributes(side), None, state=None)
    yield from work.marked(side, marks)
    if target is not None and source is not None:
        yield from work.target_edits(b"", target, after=target, source=source, marks={})


def _side(
    work: _Work, side: Node, piece: _xliff.Piece, *, content: Content, is_same: bool
) -> Iterator[Edit]:
    """Yield what makes *content* the target of a segment or ignorable piece.

    *is_same* tells that no text of the unit changes, only the state.  A
    segment that stays keeps its own state where that is not lower.
    """
    source, target = side.child("source"), side.child("target")
    if source is None:
        return
    wanted = work.change.state
    differs = keys(content) != keys(piece.target)
    # An annotation may end in a segment that changes.
    is_annotated = target is not None and any(
        each.name in ("sm", "em") for each in target.descendants()
    )
    is_open = piece.is_segment and piece.state is None
    is_written = differs or (not is_same and is_annotated)
    if piece.is_segment:
        state: State | None = wanted
        if wanted is State.INITIAL:
            is_marked = bool(content) and (differs or is_same)
        else:
            is_written = is_written or (is_open and not content)
            is_marked = (
                piece.state is None
                or differs
                or piece.state.rank < wanted.rank
                or (is_same and piece.state is not wanted)
            ) and not _goes_without_saying(side, piece, content=content, state=wanted)
        if not content and wanted is State.INITIAL and differs:
            state, is_marked = None, True
        if is_marked:
            marks, _ = work.dialect.marks(attributes(side), None, state=state)
            yield from work.marked(side, marks)
    if is_written:
        inner = work.rendered(content, work.prefix(source))
        yield from work.target_edits(inner, target, after=source, source=source, marks={})


def _goes_without_saying(
    side: Node, piece: _xliff.Piece, *, content: Content, state: State
) -> bool:
    """Tell whether *content* is read in its *state* from a segment that says none, as it was.

    There are programs that never touch the state of a segment.
    """
    return (
        piece.state is state
        and attributes(side).get("state", "initial") == "initial"
        and not inline.is_empty(content)
        and keys(content) != keys(piece.source)
    )


def _added_data(work: _Work, first: Node, *, known: int) -> Iterator[Edit]:
    """Yield what adds the markup of codes that the file lacks, before the *first* side."""
    added = list(work.data.items())[known:]
    if not added:
        return
    prefix = work.prefix(first)
    text = "".join(
        f'<{prefix}data id="{id}">{work.dialect.text(markup, work.unit)}</{prefix}data>'
        for markup, id in added
    ).encode()
    holder = work.node.child("originalData")
    if holder is None:
        indent = indent_before(work.fragment, first.start)
        name = f"{prefix}originalData".encode()
        text = b"<" + name + b">" + text + b"</" + name + b">" + indent
        yield first.start, first.start, text
    elif holder.end == holder.stop:
        opening, closing = work.tags(holder)
        yield holder.start, holder.stop, opening + text + closing
    else:
        yield holder.end, holder.end, text
