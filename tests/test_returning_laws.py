"""What programs do to a file costs no target, and what is blank in it costs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant
from lxml import etree
from test_exchange import FORMATS, HEADER, read, texts

from alihbahasa import profiles, reconciliation
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.model import (
    Code,
    CodeKind,
    Concept,
    Content,
    Grade,
    Kind,
    Memo,
    Mention,
    Note,
    Place,
    Span,
    State,
    Term,
    Unit,
    joined,
    raw,
    unit_id,
)
from alihbahasa.reconciliation import Cut, Taken
from alihbahasa.workflow import notes

each_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)

CUT = Cut(lambda target: (target,), " ")
MENTION = Mention(
    Concept("x", (Term("x", "id"), Term("y", "en"))), Term("x", "id"), Span(0, 1), Grade.EXACT
)
BOLD = (Code("1", CodeKind.OPEN, "<b>"), Code("1", CodeKind.CLOSE, "</b>"))

#: Line ends at the end of a target are the article's: they are taken off.
targets = texts.filter(lambda text: not text.endswith("\n"))


@st.composite
def blanks(draw: st.DrawFn) -> Unit:
    source: Content = (draw(texts),)
    if draw(st.booleans()):
        source = joined((draw(texts), BOLD[0], draw(texts), BOLD[1]))
    kind = draw(st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.LINK]))
    comments = draw(st.lists(st.sampled_from(["who?", "see page 2"]), max_size=1))
    return Unit(
        unit_id(source, kind),
        kind,
        source,
        places=(Place("berita/artsakh.txt", 0),),
        mentions=(MENTION,) if isinstance(source[0], str) else (),
        notes=tuple(Note("", "translator", text) for text in comments),
    )


articles = st.lists(
    blanks(),
    unique_by=lambda unit: (reconciliation.squeezed(raw(unit.source)), unit.kind),
    min_size=1,
    max_size=6,
)


@st.composite
def filled(draw: st.DrawFn, unit: Unit) -> Unit:
    """Return *unit* as a translator fills it in."""
    target: Content = (draw(targets),)
    if len(unit.source) > 1 and draw(st.booleans()):
        target = joined((draw(texts), BOLD[0], draw(texts), BOLD[1], draw(targets)))
    state = draw(st.sampled_from([State.TRANSLATED, State.INITIAL]))
    made = replace(unit, target=target, state=state)
    is_copy = raw(target).split() == raw(unit.source).split()
    return replace(unit, target=("Something.",), state=state) if is_copy else made


# --- what programs do -----------------------------------------------------------------

Deed: TypeAlias = Callable[[str, bool], str]


def in_lines(text: str, is_xml: bool) -> str:
    return text.replace("\n", "\r\n")


def laid_out(text: str, is_xml: bool) -> str:
    """Return *text* indented anew, or, in PO, with each string in lines of its own."""
    if not is_xml:
        return re.sub(r'^(msgstr|msgid) "(.+)"$', r'\1 ""\n"\2"', text, flags=re.MULTILINE)
    root = etree.fromstring(text.encode())

    def indent(element: etree._Element, depth: int) -> None:
        if etree.QName(element).localname in ("source", "target", "note", "data", "context"):
            return
        for child in element:
            child.tail = "\n" + "\t" * depth
            indent(child, depth + 1)
        if len(element):
            element.text = "\n" + "\t" * depth

    indent(root, 1)
    return _text(root)


def turned_round(text: str, is_xml: bool) -> str:
    if not is_xml:
        head, *entries = text.strip("\n").split("\n\n")
        return "\n\n".join([head, *reversed(entries)]) + "\n"
    root = etree.fromstring(text.encode())
    units = root.xpath("//*[local-name()='trans-unit' or local-name()='unit']")
    assert isinstance(units, list)
    for unit in units:
        assert isinstance(unit, etree._Element)
        parent = unit.getparent()
        assert parent is not None
        parent.remove(unit)
        parent.insert(0, unit)
    return _text(root)


def without_notes(text: str, is_xml: bool) -> str:
    if not is_xml:
        return re.sub(r"^#[.: ].*\n", "", text, flags=re.MULTILINE)
    root = etree.fromstring(text.encode())
    names = ("note", "notes", "context-group", "glossary")
    for element in [*root.iter("{*}*")]:
        parent = element.getparent()
        if etree.QName(element).localname in names and parent is not None:
            parent.remove(element)
    return _text(root)


def without_marks(text: str, is_xml: bool) -> str:
    return re.sub(r"</?mrk[^>]*>", "", text) if is_xml else text


def _text(root: etree._Element) -> str:
    head = "".join(f"{etree.tostring(each, encoding='unicode')}\n" for each in _before(root))
    body = etree.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{body}\n'


def _before(root: etree._Element) -> list[etree._Element]:
    return [*reversed([*root.itersiblings(preceding=True)])]


DEEDS: list[Deed] = [laid_out, turned_round, without_notes, without_marks, in_lines]


def encoded(text: str, codec: str, is_xml: bool) -> bytes:
    if codec == "utf-16" and is_xml:
        text = text.replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
    return text.encode(codec)


# --- merging -----------------------------------------------------------------------------


def merged(
    returned: Sequence[Unit],
    *,
    stored: Sequence[Unit],
    fresh: Sequence[Unit],
    record: dict[str, Memo],
) -> Taken:
    received = reconciliation.received(returned, fresh=fresh, record=record, language="en", cut=CUT)
    return reconciliation.take_in(stored, received.units, record=record, origin="f", today=fresh)


def written(format: ExchangeFormat, units: Sequence[Unit], original: bytes = b"") -> bytes:
    told = tuple(notes.with_kinds_told(units)) if format.is_keyed_by_text else units
    profile = profiles.profile("default" if format.is_keyed_by_text else "rich")
    return b"".join(format.write(HEADER, told, original=original, profile=profile))


@each_format
@invariant("I2", ci=200, long=5_000)
@given(data=st.data())
def test_what_programs_do_to_a_file_costs_no_target(
    format: ExchangeFormat, data: st.DataObject
) -> None:
    fresh = data.draw(articles)
    done = [data.draw(filled(unit)) for unit in fresh]
    is_xml = format.name != "po"
    # A line end of Windows is translated by the reader of XML; that of the text is a reference.
    text = written(format, done).decode()
    for deed in data.draw(st.lists(st.sampled_from(DEEDS), unique=True)):
        text = deed(text, is_xml)
    sent = encoded(text, data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), is_xml)
    record = reconciliation.remember({}, fresh)
    back = read(format, sent)
    taken = merged(back.units, stored=fresh, fresh=fresh, record=record)
    units = reconciliation.overlay(fresh, taken.units, record=record, cut=CUT).units
    assert {unit.id: raw(unit.target or ()) for unit in units} == {
        unit.id: raw(unit.target or ()) for unit in done
    }
    assert not taken.added


@each_format
@invariant("I5", ci=300, long=10_000)
@given(data=st.data())
def test_a_partial_return_touches_only_its_units(
    format: ExchangeFormat, data: st.DataObject
) -> None:
    fresh = data.draw(articles)
    stored = [data.draw(filled(unit)) if data.draw(st.booleans()) else unit for unit in fresh]
    original = written(format, stored)
    stored = [*reconciliation.with_codes(read(format, original).units, fresh)]
    record = reconciliation.remember({}, stored) if data.draw(st.booleans()) else {}
    returned: list[Unit] = []
    touched: set[str] = set()
    for unit, blank in zip(stored, fresh, strict=True):
        way = data.draw(st.sampled_from(["missing", "blank", "white", "filled"]))
        if way == "filled":
            returned.append(data.draw(filled(blank)))
            touched.add(unit.id)
        elif way != "missing":
            returned.append(replace(blank, target=None if way == "blank" else (" ",)))
    back = read(format, written(format, returned)).units
    taken = merged(back, stored=stored, fresh=fresh, record=record)
    by_id = {unit.id: unit for unit in taken.units}
    assert [*by_id] == [unit.id for unit in stored]
    for unit in stored:
        now = by_id[unit.id]
        assert now.has_target or not unit.has_target
        if unit.id not in touched:
            assert replace(now, notes=unit.notes) == unit
    # An entry that nobody touched keeps its bytes.
    after = written(format, taken.units, original)
    same = [unit for unit in stored if by_id[unit.id] == unit]
    for unit in same:
        assert _entry(format, original, unit) in after


def _entry(format: ExchangeFormat, data: bytes, unit: Unit) -> bytes:
    """Return the bytes of *unit* in the file *data*."""
    if format.name == "po":
        return next(each for each in data.split(b"\n\n") if f"#{unit.id}\n".encode() in each)
    name = b"trans-unit" if format.name == "xliff12" else b"unit"
    found = re.search(rb'<%s id="%s".*?</%s>' % (name, unit.id.encode(), name), data, re.DOTALL)
    assert found
    return found[0]
