"""Properties that every exchange format keeps, whichever are installed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Alternative,
    Bitext,
    Header,
    Kind,
    Note,
    Place,
    Side,
    State,
    Unit,
    plain,
    unit_id,
)

FORMATS = plugins.exchange_formats()
INSTANT = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
HEADER = Header("id", "en", ("berita/artsakh.txt",), created=INSTANT, revised=INSTANT)

each_format = pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)

#: Text that XML and PO can both hold.
characters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\"\\'<>&")
texts = st.text(characters, min_size=1, max_size=40).filter(
    lambda text: text.strip() and "\ufffe" not in text and "\uffff" not in text
)
lines = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and not text.startswith("conflict") and text[-1] != "\\"
)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    kind = draw(st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.LINK, Kind.CAPTION]))
    source = (draw(texts),)
    state = draw(st.sampled_from(State))
    target = (draw(texts),) if state is not State.INITIAL or draw(st.booleans()) else None
    draft = target is not None and state is State.INITIAL
    return Unit(
        id=unit_id(source, kind),
        kind=kind,
        source=source,
        target=target,
        state=state,
        places=tuple(Place("berita/artsakh.txt", n) for n in range(draw(st.integers(1, 3)))),
        notes=tuple(Note("", "translator", text) for text in draw(st.lists(lines, max_size=1))),
        previous=(draw(texts),) if draft and draw(st.booleans()) else None,
        alternatives=tuple(
            Alternative((text,), State.TRANSLATED, "sari.po, 20 Nov 2026")
            for text in draw(st.lists(texts, max_size=1))
        ),
        obsolete=target is not None and draw(st.booleans()),
    )


bitexts = st.lists(units(), unique_by=lambda unit: unit.id, max_size=6).map(
    # Obsolete units come last, as in every file that we write.
    lambda found: tuple(sorted(found, key=lambda unit: unit.obsolete))
)


def written(
    format: ExchangeFormat, header: Header, found: tuple[Unit, ...], original: bytes = b""
) -> bytes:
    return b"".join(format.write(header, found, original=original))


def read(format: ExchangeFormat, data: bytes) -> Bitext:
    header, found = format.read(BytesIO(data))
    return Bitext(header, tuple(found))


def work(unit: Unit, *, has_review: bool) -> Unit:
    """Return what of *unit* every format holds; PO knows no state above translated."""
    state = unit.state
    if not has_review and state.rank > State.TRANSLATED.rank:
        state = State.TRANSLATED
    kind = Kind.of_id(unit.id)
    notes = tuple(replace(note, author="") for note in unit.comments)
    return replace(
        unit, state=state, kind=kind, notes=notes, places=(), mentions=(), matches=(), origin=None
    )


@each_format
@invariant("I1", ci=200, long=5_000)
@given(found=bitexts)
def test_what_is_written_is_read(format: ExchangeFormat, found: tuple[Unit, ...]) -> None:
    back = read(format, written(format, HEADER, found))
    has_review = format.name != "po"
    assert [work(unit, has_review=has_review) for unit in back.units] == [
        work(unit, has_review=has_review) for unit in found
    ]
    assert back.header.source_language == "id"
    assert back.header.target_language == "en"


@each_format
@invariant("I1", ci=200, long=5_000)
@given(found=bitexts)
def test_nothing_changed_is_the_same_bytes(format: ExchangeFormat, found: tuple[Unit, ...]) -> None:
    first = written(format, HEADER, found)
    back = read(format, first)
    assert written(format, back.header, back.units, first) == first


@each_format
@given(found=bitexts, number=st.integers(0, 5))
def test_a_change_leaves_the_other_units_alone(
    format: ExchangeFormat, found: tuple[Unit, ...], number: int
) -> None:
    first = written(format, HEADER, found)
    back = read(format, first)
    if number >= len(back.units):
        return
    changed = list(back.units)
    changed[number] = replace(
        changed[number], target=("Something else.",), state=State.TRANSLATED, previous=None
    )
    second = read(format, written(format, back.header, tuple(changed), first))
    assert second.units[number].target == ("Something else.",)
    assert second.units[:number] == back.units[:number]
    assert second.units[number + 1 :] == back.units[number + 1 :]


@each_format
@given(found=bitexts, cut=st.integers(0, 400), junk=st.binary(max_size=6))
def test_a_damaged_file_is_an_error_with_a_place_or_is_read(
    format: ExchangeFormat, found: tuple[Unit, ...], cut: int, junk: bytes
) -> None:
    data = written(format, HEADER, found)
    damaged = data[:cut] + junk + data[cut + len(junk) :]
    try:
        read(format, damaged)
    except AlihbahasaError as error:
        assert error.message
        assert error.line is not None


@each_format
@given(data=st.binary(max_size=200))
def test_any_bytes_are_an_error_or_are_read(format: ExchangeFormat, data: bytes) -> None:
    try:
        read(format, data)
    except AlihbahasaError as error:
        assert error.message
        assert list(format.validate(data))


@each_format
@given(found=bitexts)
def test_what_is_written_is_valid(format: ExchangeFormat, found: tuple[Unit, ...]) -> None:
    faults = list(format.validate(written(format, HEADER, found)))
    # A translator may leave out the line break that a source begins or ends with.
    assert [each for each in faults if "line break" not in each.message] == []


@each_format
@given(found=bitexts, cut=st.integers(0, 400), junk=st.binary(max_size=6))
def test_what_cannot_be_read_is_a_fault_with_a_place(
    format: ExchangeFormat, found: tuple[Unit, ...], cut: int, junk: bytes
) -> None:
    data = written(format, HEADER, found)
    damaged = data[:cut] + junk + data[cut + len(junk) :]
    faults = list(format.validate(damaged))
    assert faults == sorted(faults, key=lambda each: (each.line, each.column or 0))
    assert all(1 <= each.line <= damaged.count(b"\n") + damaged.count(b"\r") + 1 for each in faults)
    try:
        read(format, damaged)
    except AlihbahasaError:
        assert faults


@each_format
@given(found=bitexts)
def test_every_place_is_found(format: ExchangeFormat, found: tuple[Unit, ...]) -> None:
    """The character at each place in the file is that of the text, where it needs no escape."""
    data = written(format, HEADER, found)
    wanted = [
        (unit.id, side, offset)
        for unit in found
        for side, text in (
            (Side.SOURCE, plain(unit.source)),
            (Side.TARGET, plain(unit.target or ())),
        )
        for offset in range(len(text))
    ]
    texts_of = {
        (unit.id, side): text
        for unit in found
        for side, text in (
            (Side.SOURCE, plain(unit.source)),
            (Side.TARGET, plain(unit.target or ())),
        )
    }
    places = format.locate(data, wanted)
    rows = data.decode("utf-8").split("\n")
    for unit_id_, side, offset in wanted:
        line, column = places[(unit_id_, side, offset)]
        character = texts_of[(unit_id_, side)][offset]
        if character not in "\n\t\r\"\\<>&'\x85\u2028\u2029\x7f":
            assert rows[line - 1][column - 1] == character


def test_a_file_is_recognised_by_one_format() -> None:
    unit = Unit(unit_id(("Satu.",), Kind.PARAGRAPH), Kind.PARAGRAPH, ("Satu.",))
    for format in FORMATS:
        data = written(format, HEADER, (unit,))
        assert [each.name for each in FORMATS if each.recognises(data[:4096])] == [format.name]
