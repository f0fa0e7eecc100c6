"""PO: what goes in comes out, what is broken is refused with its place, gettext agrees."""

from __future__ import annotations

import gc
import io
import itertools
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _po_header as po_header
from alihbahasa.exchange import _po_reading, _po_units, po
from alihbahasa.exchange import _po_scanner as scanner
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Header,
    Kind,
    Note,
    Place,
    Side,
    State,
    Unit,
    plain,
    raw,
    unit_id,
)

#: How many examples the profile of the run asks for.
EXAMPLES = settings().max_examples

TOP = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Source-Language: id\\n"\n\n'
)

HEADER = Header(
    source_language="id",
    target_language="en",
    created=datetime(2025, 11, 22, 11, 0, tzinfo=UTC),
    revised=datetime(2025, 11, 22, 18, 0, tzinfo=UTC),
    fields=(
        ("Project-Id-Version", "artsakh 1.0"),
        ("Report-Msgid-Bugs-To", "https://github.com/alih/bahasa/issues"),
        ("Last-Translator", "Budi Santoso <budi@proyek.id>"),
        ("Language-Team", "English <tim@proyek.id>"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ),
    comment="English translation of artsakh.\nBudi Santoso <budi@proyek.id>, 2026.",
)


def parse(data: bytes | str) -> tuple[Header, list[Unit]]:
    header, units = po.read(io.BytesIO(data.encode() if isinstance(data, str) else data))
    return header, list(units)


def written(header: Header, units: Iterable[Unit], original: bytes = b"") -> bytes:
    return b"".join(po.write(header, units, original=original))


def unit(
    source: str,
    target: str | None = None,
    *,
    state: State = State.INITIAL,
    kind: Kind = Kind.PARAGRAPH,
    context: str = "",
    places: int = 1,
    notes: tuple[Note, ...] = (),
    previous: str | None = None,
    alternatives: tuple[Alternative, ...] = (),
    obsolete: bool = False,
) -> Unit:
    return Unit(
        unit_id((source,), kind, context),
        kind,
        (source,),
        None if target is None else (target,),
        state,
        tuple(Place("berita/artsakh baru.txt", number) for number in range(places)),
        context,
        notes=notes,
        previous=None if previous is None else (previous,),
        alternatives=alternatives,
        obsolete=obsolete,
    )


UNITS = (
    unit("Kondisi Darurat Militer", "Martial Law", state=State.TRANSLATED, kind=Kind.HEADING),
    unit(
        "Darurat militer diumumkan.",
        notes=(
            Note("alihbahasa", "terminology", "darurat militer = martial law\nrayon = district"),
        ),
    ),
    unit(
        "Update Konflik",
        'He said "50 % of it".\tYes',
        kind=Kind.LINK,
        places=5,
        previous="Konflik",
        notes=(Note("", "translator", "Is this right?\n\nI ask."),),
        alternatives=(
            Alternative(("A\\b\nc\\",), State.INITIAL, "budi: a.po, 20 Nov 2026"),
            Alternative(("Ends",), State.TRANSLATED, "ani, 1 Dec 2026"),
        ),
    ),
    unit("Satu\ndua\n", "One\ntwo\n", state=State.TRANSLATED, context="lain"),
    unit(
        "Hilang",
        "Gone",
        state=State.TRANSLATED,
        obsolete=True,
        notes=(Note("", "translator", "old"),),
    ),
    unit("Lalu\nini", "Then\nthis", previous="Lalu\nitu", kind=Kind.LINK, obsolete=True),
)


# --- reading ------------------------------------------------------------------


def test_reads_every_part_of_an_entry() -> None:
    text = TOP + (
        "# first\n#  second\n#. term\n#: src/a.c:12 berita/a%20b.txt#uiuzupsh5lya4y.l\n"
        "#: berita/a%20b.txt#uiuzupsh5lya4y.l@2\n#, fuzzy, max-length:30\n"
        '#| msgctxt "link"\n#| msgid "old"\nmsgctxt "link"\nmsgid ""\n"one\\n"\n"two"\n'
        'msgstr "\\x41\\102 \\"q\\""\n'
    )
    _, (found,) = parse(text)
    assert found == Unit(
        "uiuzupsh5lya4y.l",
        Kind.LINK,
        ("one\ntwo",),
        ('AB "q"',),
        State.INITIAL,
        (Place("berita/a b.txt", 0), Place("berita/a b.txt", 1)),
        notes=(Note("", "translator", "first\n second"), Note("alihbahasa", "terminology", "term")),
        previous=("old",),
        max_length=30,
    )


def test_reads_the_header() -> None:
    text = (
        '# One\n# Two\nmsgid ""\nmsgstr ""\n"Language: sr@latin\\n"\n'
        '"PO-Revision-Date: 2026-11-22 18:00+0700\\n"\n'
        '"POT-Creation-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
    )
    header, units = parse(text)
    assert units == []
    assert (header.target_language, header.source_language) == ("sr-Latn", "")
    assert header.revised == datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    assert header.created is None
    assert header.comment == "One\nTwo"
    assert [name for name, _ in header.fields] == [
        "Language",
        "PO-Revision-Date",
        "POT-Creation-Date",
    ]


def test_a_file_without_header_has_an_empty_one() -> None:
    header, units = parse('msgid "a"\nmsgstr "b"\n')
    assert header == Header("", "")
    assert [raw(unit.source) for unit in units] == ["a"]


def test_plural_forms_are_kept_and_the_first_is_the_target() -> None:
    _, (found,) = parse(TOP + 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n')
    assert found.plurals == (("b",), ("c",))
    assert found.target == ("b",)
    assert Note("", "plural", "as") in found.notes
    again = written(HEADER, [found])
    assert parse(again)[1] == [found]


@pytest.mark.parametrize(
    ("state", "entry"),
    [
        (State.TRANSLATED, 'msgid "a"\nmsgstr "b"\n'),
        (State.INITIAL, '#, fuzzy\nmsgid "a"\nmsgstr "b"\n'),
        (State.INITIAL, 'msgid "a"\nmsgstr ""\n'),
        (State.INITIAL, 'msgid "a"\nmsgstr " "\n'),
        (State.INITIAL, '#= fuzzy\nmsgid "a"\nmsgstr "b"\n'),
    ],
)
def test_states(state: State, entry: str) -> None:
    assert parse(TOP + entry)[1][0].state is state


@pytest.mark.parametrize(
    "separator", ["\u2028", "\u2029", "\x85", "\x1c", "\x1d", "\x1e", "\x0b", "\x0c"]
)
def test_only_line_ends_end_lines(separator: str) -> None:
    text = f'# a{separator}b\nmsgid "x{separator}y"\nmsgstr "z{separator}"\n'
    _, (found,) = parse(text)
    assert (raw(found.source), found.target) == (f"x{separator}y", (f"z{separator}",))
    assert found.comments[0].text == f"a{separator}b"


def test_a_string_goes_on_after_an_empty_obsolete_line() -> None:
    assert parse('msgid "a"\nmsgstr "b"\n#~ \n"c"\n')[1][0].target == ("bc",)


def test_two_entries_with_one_reference_have_ids_of_their_own() -> None:
    text = TOP + "".join(
        f'#: a.txt#uiuzupsh5lya4y\nmsgid "{source}"\nmsgstr ""\n\n'
        for source in ("a b", "a  b", "a   b")
    )
    _, units = parse(text)
    assert units[0].id == "uiuzupsh5lya4y"
    assert len({unit.id for unit in units}) == 3


PLAIN = (
    TOP
    + "# note\n#: a.txt#uiuzupsh5lya4y\n"
    + 'msgid "Satu\u2028 — é"\nmsgstr ""\n"One\\n"\n"two"\n'
)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        b"\xff\xfe" + PLAIN.encode("utf-16-le"),
        b"\xfe\xff" + PLAIN.replace("\n", "\r\n").encode("utf-16-be"),
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace("\n", "\n\n").replace("# note\n\n", "# note\n").encode(),
        PLAIN.replace('msgid "S', 'msgid\t"S').replace('"One', '\n  "One').encode(),
    ],
)
def test_what_tools_do_to_a_file_changes_no_text(data: bytes) -> None:
    assert parse(data)[1] == parse(PLAIN)[1]
    assert parse(data)[0].fields == parse(PLAIN)[0].fields
    assert written(*parse(data), original=data) == data


def test_charset_of_the_header_counts_not_that_of_a_comment() -> None:
    text = (
        '# "Content-Type: text/plain; charset=koi8-r\\n"\nmsgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=ISO-8859-2\\n"\n\nmsgid "a"\nmsgstr "ž"\n'
    )
    data = text.encode("iso8859-2")
    _, (found,) = parse(data)
    assert found.target == ("ž",)
    changed = written(parse(data)[0], [replace(found, target=("ší",))], data)
    assert 'msgstr "ší"'.encode("iso8859-2") in changed
    with pytest.raises(AlihbahasaError) as caught:
        written(parse(data)[0], [replace(found, target=("ж",))], data)
    assert caught.value.unit == found.id


# --- refusing -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "column", "words"),
    [
        ('msgid "a"\nmsgstr "kerja\n', 2, 8, "closing quote"),
        ('msgid "a"\nmsgstr "kerja', 2, 8, "closing quote"),
        ('msgid "a" b\nmsgstr ""\n', 1, 11, "outside quotes"),
        ("msgid abc\n", 1, 7, "outside quotes"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 1, 1, "no msgstr"),
        ('msgid "a"\n', 1, 1, "no msgstr"),
        ('msgstr "a"\n', 1, 1, "out of order"),
        ('msgctxt "a"\nmsgstr "a"\n', 2, 1, "out of order"),
        ('msgid "a"\nmsgctxt "a"\nmsgstr "a"\n', 1, 1, "no msgstr"),
        ('"a"\n', 1, 1, "no keyword"),
        ('msgctxt "a"\n', 2, 1, "ends in the middle"),
        ('msgid "a\\q"\nmsgstr ""\n', 1, 9, "escape"),
        ('msgid "a\\0"\nmsgstr ""\n', 1, 9, "byte"),
        ('msgid "a\\x123"\nmsgstr ""\n', 1, 9, "byte"),
        ('msgid "a\\xff"\nmsgstr ""\n', 1, 9, "no UTF-8"),
        ('msgid "\0"\nmsgstr ""\n', 1, 8, "NUL"),
        ('msgid "a"\nmsgstr "\4"\n', 2, 8, "EOT"),
        ('msgid "a"\nmsgstr "\\4"\n', 2, 8, "EOT"),
        ('msgid "a"\nmsgstr ""\nmsgid "a"\nmsgstr ""\n', 3, 7, "line 1"),
        ('msgid "a"\nmsgstr ""\n#~ msgid "a"\n#~ msgstr ""\n', 3, 10, "line 1"),
        ('#~ msgid "a"\nmsgstr ""\n', 2, 1, "#~"),
        ('#| msgctxt "a"\nmsgid "a"\nmsgstr ""\n', 2, 1, "#| msgid"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr ""\n', 3, 1, "msgstr[0]"),
        ('msgid "a"\nmsgstr[0] ""\n', 2, 1, "msgid_plural"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] ""\n', 3, 1, "msgstr[0]"),
        ('msgid "a"\n# c\nmsgstr ""\n', 1, 1, "no msgstr"),
        ('domain "x"\n', 1, 1, "domain"),
        ('msgidx "a"\n', 1, 1, "outside quotes"),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(
    body: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        parse(body)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in caught.value.message


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(AlihbahasaError) as caught:
        parse('# é\nmsgid "é'.encode() + b'\xff"\n')
    assert (caught.value.line, caught.value.column) == (2, 9)


def test_plural_forms_must_be_as_many_as_the_header_says() -> None:
    top = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=0;\\n"\n\n'
    entry = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "{0}"\nmsgstr[1] "{0}"\n'
    assert parse(top + entry.format(""))[1]
    with pytest.raises(AlihbahasaError, match="the header says 3"):
        parse(top + entry.format("x"))
    with pytest.raises(AlihbahasaError, match="must be 1 to 64"):
        parse(top.replace("3", "65"))


@pytest.mark.parametrize("charset", ["UTF-7", "zlib_codec", "UTF-42"])
def test_a_charset_off_the_list_is_refused(charset: str) -> None:
    with pytest.raises(AlihbahasaError, match="charset"):
        parse(TOP.replace("UTF-8", charset))


DAMAGE = st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=12))


@settings(max_examples=5 * EXAMPLES)
@given(st.lists(DAMAGE, max_size=4), st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(damage: list[tuple[int, int, bytes]], extra: bytes) -> None:
    data = written(HEADER, UNITS) + extra
    for at, length, replacement in damage:
        at %= len(data) + 1
        data = data[:at] + replacement + data[at + length :]
    try:
        header, units = parse(data)
    except AlihbahasaError as error:
        assert error.line is not None
        assert error.column is not None
    else:
        assert written(header, units, data) == data


FRAGMENTS = st.lists(
    st.sampled_from(
        ["msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[0] ", "msgstr[1] ", '"a"',
         '"b\\n"', '""', '"\\x41"', '"\\"', "\n", "\n", "\n", "# c\n", "#, fuzzy\n",
         "#. d\n", "#: r:1\n", "#~ ", "#| ", "#~| ", "#= x\n", " ", "\\\n", "\r", "\t"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=5 * EXAMPLES)
@given(FRAGMENTS)
def test_odd_files_come_back_byte_for_byte(text: str) -> None:
    text = text or "\n"  # An empty original is none.
    try:
        header, units = parse(text)
    except AlihbahasaError:
        return
    assert written(header, units, text.encode()) == text.encode()


@given(FRAGMENTS)
def test_the_plain_shape_says_what_the_grammar_says(text: str) -> None:
    source = scanner.open_source(text.encode())
    at = 0
    while match := scanner._PLAIN.match(source.text, at):
        plain, odd = scanner._plain_entry(match), scanner._odd_entry(source, at)
        at = match.end()
        if plain is not None:
            assert odd is not None
            assert vars(plain.entry) == vars(odd.entry)
            assert plain[1:] == odd[1:]


def read_by_the_scanner(text: str) -> list[Unit]:
    seen: dict[str, int] = {}
    entries = scanner.scan(scanner.open_source(text.encode()))
    return [_po_units.unit_of(found, seen) for found in entries if not _po_units.is_header(found)]


def same_result(text: str) -> None:
    """Compare what is read straight from the text with what the scanner says."""
    source = scanner.open_source(text.encode())
    try:
        slow = read_by_the_scanner(text)
    except AlihbahasaError as error:
        with pytest.raises(AlihbahasaError) as caught:
            list(_po_reading.units_in(source))
        assert vars(caught.value) == vars(error)
    else:
        assert list(_po_reading.units_in(source)) == slow


LINES = st.lists(
    st.sampled_from(
        ['msgid "a"', 'msgid "b"', 'msgid ""', r'msgid "\"c\""', r'msgid "\q"', 'msgid "a"b"',
         'msgid "', 'msgid  "d"', 'msgstr "b"', 'msgstr ""', r'msgstr "\\"', 'msgstr "',
         'msgctxt "link"', 'msgctxt "x"', 'msgctxt ""', '#| msgid "o"', '#| msgctxt "p"', '"go on"',
         "# c", "# ", "#", "# conflict, x", "#. d", "#. ", "#.", "#, fuzzy", "#, c-format",
         "#: r:1", "#: a.txt#uaaaaaaaaaaaaa", "#: a.txt#uaaaaaaaaaaaaa a.txt#uaaaaaaaaaaaaa@2",
         "#: b%20c#ubbbbbbbbbbbbb.l", "#: x#y#uccccccccccccc", "#: \u2068d e\u2069#uddddddddddddd",
         '#~ msgid "z"', "#= x", "", "", "", "", "\r", " "]
    ),
    max_size=40,
).map("\n".join)  # fmt: skip
COMMON = st.lists(
    st.tuples(
        st.sampled_from(["", "# c\n", "# \n", "# c\n# d\n", "#\n# e\n"]),
        st.sampled_from(["", "#. d\n", "#. \n", "#. \n#. \n", "#. d\n#. e\n"]),
        st.sampled_from(
            ["", "#: r:1\n", "#: a.txt#uaaaaaaaaaaaaa\n", "#: a#ubbbbbbbbbbbbb.h c:2\n",
             "#: a%20b#ucccccccccccca\n", "#: a#uaaaaaaaaaaaaa a#uaaaaaaaaaaaaa@2\n",
             "#: x#y#uaaaaaaaaaaaaa\n"]
        ),
        st.sampled_from(
            ["", "#, fuzzy\n", '#, fuzzy\n#| msgid "o"\n', '#| msgctxt "p"\n#| msgid "q"\n']
        ),
        st.sampled_from(["", 'msgctxt "link"\n', 'msgctxt "x"\n', 'msgctxt ""\n']),
        st.sampled_from(["a", "b", "c", "d", r"\"e\"", r"f\n", "g h", "", r"\101"]),
        st.sampled_from(["", " ", "t", r"\t", r"\"u\"", '"\n"v']),
        st.sampled_from(["\n", "\n", "\n", "", '\n"w"\n', "\n\n", "#~ "]),
    ).map(lambda parts: '{}{}{}{}{}msgid "{}"\nmsgstr "{}"\n{}'.format(*parts)),
    max_size=12,
).map("".join)  # fmt: skip


@invariant("I23", ci=500, long=10_000)
@given(LINES | COMMON | FRAGMENTS)
def test_what_is_read_straight_is_what_the_scanner_says(text: str) -> None:
    same_result(text)


@pytest.mark.parametrize(
    "entry",
    [
        'msgctxt "x"\nmsgid "a"\nmsgstr "b"',
        '#, fuzzy\nmsgid "a"\nmsgstr "b"',
        '#. say "c" or \\"d\\"\n#: a#uaaaaaaaaaaaaa\nmsgid "a"\nmsgstr "b"',
        '#. say "c"\n#: a#uaaaaaaaaaaaaa\n#, fuzzy\n#| msgid "p"\nmsgid "a"\nmsgstr "b"',
        '#: a#uaaaaaaaaaaaaa a#uaaaaaaaaaaaaa@2\n#: a#uaaaaaaaaaaaaa@3\nmsgid "a"\nmsgstr "b"',
        '#: a#uaaaaaaaaaaaaa a#uaaaaaaaaaaaaa@3\nmsgid "a"\nmsgstr "b"',
        '#: a#uaaaaaaaaaaaaa b#uaaaaaaaaaaaaa\nmsgid "a"\nmsgstr "b"',
        '#. x#uaaaaaaaaaaaaa\nmsgid "a"\nmsgstr "b"',
        '#: a#uaaaaaaaaaaaaa.l\n#| msgid "\\"p\\\\"\nmsgctxt "link"\nmsgid "\\\\\\""\nmsgstr "\\n"',
        '#: a#uaaaaaaaaaaaaa\nmsgid "a\nb"\nmsgstr "b"',
        '#: a#uaaaaaaaaaaaaa\nmsgid "a"\nmsgstr "b" ""',
        '#. e\\\n#: a#uaaaaaaaaaaaaa\nmsgid "a"\nmsgstr "b"',
    ],
)
def test_each_shape_is_read_as_the_scanner_reads_it(entry: str) -> None:
    other = '#: a#ubbbbbbbbbbbbb\nmsgid "other"\nmsgstr ""\n'
    same_result(f"{other}\n{entry}\n\n{other.replace('other', 'third')}")


def test_all_before_what_is_wrong_is_read_and_the_collector_of_cycles_goes_on() -> None:
    entries = 'msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n\n'
    entries += 'msgid "b"\nmsgstr "x"\n\nmsgid "c\n'
    _, units = po.read(io.BytesIO(entries.encode()))
    assert [next(units).source, next(units).source] == [("a",), ("b",)]
    assert gc.isenabled()
    with pytest.raises(AlihbahasaError, match="no closing quote"):
        next(units)
    assert gc.isenabled()


ISOLATES = "#: \u2068a b\u2069 " + "\u2068 " * 250_000
SAME_BUT_FOR_SPACE = "".join(
    f'msgid "a{space}b"\nmsgstr ""\n'
    for space in map("".join, itertools.product([" ", "\\n", "\\t"], repeat=9))
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f'{ISOLATES}\nmsgid "a"\nmsgstr ""\n', 1),
        (SAME_BUT_FOR_SPACE, 3**9),
        ('msgid "a"\nmsgstr "b"\n' + "#~\n" * 300_000, 1),
        ('msgid "a"\nmsgstr ""\n' + '"\\x41"\n' * 100_000, 1),
        ('msgid "' + "\\101" * 200_000 + '"\nmsgstr ""\n', 1),
        ('msgid "a"' + " " * 1_000_000 + 'msgstr ""\n', 1),
    ],
    ids=["isolates", "same id", "marks", "lines", "escapes", "spaces"],
)
def test_no_file_takes_long(text: str, count: int) -> None:
    began = time.process_time()
    assert len(parse(text)[1]) == count
    assert time.process_time() - began < 20  # Quadratic time would be minutes.


def test_isolates_hold_a_reference_together() -> None:
    line = "#: \u2068a b\u2069:3 c \u2068d \u2068e\u2069f \u2068g h:7\n"
    (found,) = scanner.scan(scanner.open_source(f'{line}msgid "a"\nmsgstr ""\n'.encode()))
    assert found.entry.occurrences == [
        ("\u2068a b\u2069", "3"), ("c", ""), ("\u2068d \u2068e\u2069f", ""),
        ("\u2068g", ""), ("h", "7"),
    ]  # fmt: skip


# --- writing ------------------------------------------------------------------


def test_writes_the_layout_of_gettext() -> None:
    text = written(HEADER, UNITS).decode()
    assert text.startswith("# English translation of artsakh.\n# Budi Santoso")
    assert '"POT-Creation-Date: 2025-11-22 11:00+0000\\n"\n' in text
    assert (
        "\n\n#. darurat militer = martial law\n#. rayon = district\n#: berita/artsakh%20baru.txt#u"
        in text
    )
    assert (
        '#, fuzzy\n#| msgctxt "link"\n#| msgid "Konflik"\nmsgctxt "link"\nmsgid "Update Konflik"\n'
        in text
    )
    assert "# conflict (draft), budi\\x3a a.po, 20 Nov 2026: A\\\\b\\nc\\x5c\n" in text
    assert "\n# conflict, ani, 1 Dec 2026: Ends\n" in text
    assert '#~| msgid ""\n#~| "Lalu\\n"\n#~| "itu"\n#~ msgctxt "link"\n' in text


def test_a_comment_about_a_conflict_is_a_comment() -> None:
    _, (found,) = parse(b'# conflict, as in war: is that the word?\nmsgid "a"\nmsgstr "b"\n')
    assert found.alternatives == ()
    assert [note.text for note in found.comments] == ["conflict, as in war: is that the word?"]


#: What programs break lines at, and what they change.
BREAKABLE = st.text(st.sampled_from("ab .,-\\\t\n\v\u2028("), max_size=200)


@settings(max_examples=5 * EXAMPLES)
@given(
    st.lists(
        st.builds(
            Alternative,
            BREAKABLE.map(lambda text: (text,)),
            st.sampled_from([State.INITIAL, State.TRANSLATED]),
            BREAKABLE.map(lambda text: f"{text or 'a'}, 20 Nov 2026"),
        ),
        max_size=3,
    ),
    st.integers(61, 90),
)
def test_conflicts_come_back_from_a_program_that_wraps_comments(
    alternatives: list[Alternative], width: int
) -> None:
    said = Note("", "translator", "Is this right?")
    made = unit("a", "b", state=State.TRANSLATED, notes=(said,), alternatives=tuple(alternatives))
    data = written(HEADER, [made])
    saved = polib.pofile(data.decode(), wrapwidth=width)
    for each in (data, str(saved).encode()):
        (found,) = parse(each)[1]
        assert list(found.alternatives) == alternatives
        assert found.comments == (said,)


LONG = "conflict, Sari, 20 Nov 2026: Thousands had taken refuge in the neighbouring-"


@pytest.mark.parametrize(
    ("lines", "state", "text", "comments"),
    [
        # As older versions wrote it: the whole of a line.
        ([f"{LONG} republic of Armenia in May.", "Why?"], "translated", "Armenia in May.", "Why?"),
        (["conflict, Sari, 20 Nov 2026: In May.", "Why?"], "translated", "In May.", "Why?"),
        # Saved by a program that wrapped it: never finished.
        ([LONG, "republic of Armenia."], "initial", "neighbouring-republic of Armenia.", None),
        ([LONG.replace("had taken", "took"), "rep."], "translated", "neighbouring-", "rep."),
    ],
)
def test_a_conflict_without_the_mark_may_have_been_wrapped(
    lines: list[str], state: str, text: str, comments: str | None
) -> None:
    head = "".join(f"# {line}\n" for line in lines)
    (found,) = parse(f'{head}msgid "a"\nmsgstr "b"\n'.encode())[1]
    (other,) = found.alternatives
    assert other.state == state
    assert plain(other.target).endswith(text)
    assert [note.text for note in found.comments] == ([comments] if comments else [])


def test_units_come_back_as_they_went() -> None:
    header, units = parse(written(HEADER, UNITS))
    assert units == list(UNITS)
    assert (header.source_language, header.target_language) == ("id", "en")
    assert (header.created, header.revised) == (HEADER.created, HEADER.revised)


def test_a_changed_unit_changes_its_entry_only() -> None:
    original = written(HEADER, UNITS).replace(b"\n\n", b"\n\n\n")
    header, units = parse(original)
    units[1] = replace(units[1], target=("Martial law was declared.",), state=State.TRANSLATED)
    changed = written(header, units, original)
    old, new = original.split(b"\n\n\n"), changed.split(b"\n\n\n")
    assert len(new) < len(old)  # Round the new entry stand single empty lines.
    assert b'msgstr "Martial law was declared."\n' in changed
    for entry in (old[0], old[1], *old[3:]):
        assert entry in changed


def test_a_new_date_changes_the_header_only() -> None:
    original = written(HEADER, UNITS)
    header, units = parse(original)
    now = replace(header, revised=datetime(2027, 1, 1, tzinfo=UTC))
    changed = written(now, units, original)
    expected = original.replace(b"2025-11-22 18:00+0000", b"2027-01-01 00:00+0000")
    assert changed == expected != original


JUNK = "Kalimat yang terisi.\\nKalimat isi: satu\\n"


damaged_headers = pytest.mark.parametrize(
    "top",
    [
        TOP,
        f'msgid ""\nmsgstr "{JUNK[:-2]}"\n\n',
        f'msgid ""\nmsgstr "{JUNK}"\n"Language:en\\n"\n"MIME-Version: \\n"\n\n',
    ],
)


def rewritten(top: str) -> bytes:
    """Return the file that begins with the header *top*, written with what HEADER says."""
    original = f'{top}msgid "a"\nmsgstr "b"\n'.encode()
    found, units = parse(original)
    assert written(found, units, original) == original
    return written(replace(HEADER, fields=found.fields + HEADER.fields), units, original)


@damaged_headers
def test_a_header_that_is_written_again_has_what_it_must(top: str) -> None:
    changed = rewritten(top)
    assert b"Kalimat" not in changed
    fields = dict(parse(changed)[0].fields)
    assert {name: fields[name] for name in ("Language", "MIME-Version", "X-Source-Language")} == {
        "Language": "en",
        "MIME-Version": "1.0",
        "X-Source-Language": "id",
    }
    assert fields["Content-Type"] == "text/plain; charset=UTF-8"
    assert fields["Content-Transfer-Encoding"] == "8bit"
    assert fields["POT-Creation-Date"] == "2025-11-22 11:00+0000"
    assert fields["PO-Revision-Date"] == "2025-11-22 18:00+0000"


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_new_entries_have_the_line_ends_of_the_file(newline: str) -> None:
    original = written(HEADER, UNITS[:2]).replace(b"\n", newline.encode())
    header, units = parse(original)
    changed = written(header, [*units, unit("Baru")], original)
    assert changed.replace(newline.encode(), b"\n") == written(HEADER, [*UNITS[:2], unit("Baru")])


def test_a_mark_goes_when_something_changes() -> None:
    original = b"\xff\xfe" + PLAIN.replace("UTF-8", "UTF-16").encode("utf-16-le")
    header, (found,) = parse(original)
    changed = written(header, [replace(found, target=("Dua",))], original)
    assert 'msgid "Satu\u2028 — é"\nmsgstr "Dua"\n' in changed.decode("utf-8")
    assert dict(parse(changed)[0].fields)["Content-Type"] == "text/plain; charset=UTF-8"


def test_what_is_not_ours_stays_in_a_changed_entry() -> None:
    entry = (
        "#: src/a.c:12 src/b.c\n#, c-format, range: 0..5\n#= no-wrap\n"
        'msgctxt ""\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "{}"\nmsgstr[1] "c"\n\n# end\n'
    )
    original = (TOP + entry.format("b")).encode()
    header, (found,) = parse(original)
    changed = written(header, [replace(found, target=("x",))], original)
    assert changed == (TOP + entry.format("x")).encode()


def test_obsolete_entries_among_others_go_last_when_something_changes() -> None:
    original = (TOP + '#~ msgid "a"\n#~ msgstr "b"\n\nmsgid "c"\nmsgstr "d"\n').encode()
    header, units = parse(original)
    assert written(header, units, original) == original
    changed = written(header, [units[0], replace(units[1], target=("e",))], original)
    assert changed == (TOP + 'msgid "c"\nmsgstr "e"\n\n#~ msgid "a"\n#~ msgstr "b"\n').encode()


def test_inline_codes_are_written_as_markup_and_the_id_survives() -> None:
    source = (Code("1", CodeKind.OPEN, "<b>"), "tebal", Code("2", CodeKind.CLOSE, "</b>"))
    coded = Unit(
        unit_id(source, Kind.PARAGRAPH), Kind.PARAGRAPH, source, places=(Place("a.html", 0),)
    )
    original = written(HEADER, [coded])
    assert b'msgid "<b>tebal</b>"' in original
    assert parse(original)[1][0].id == coded.id
    assert written(parse(original)[0], [coded], original) == original


def test_no_empty_entry_is_fuzzy() -> None:
    assert b"fuzzy" not in written(HEADER, [unit("a"), unit("b", " ", previous="c")])


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ((unit("a\0b"),), "NUL"),
        ((unit("a", "\ud800"),), "has no"),
        ((unit(""),), "an empty source"),
        ((unit("a", notes=(Note("", "translator", "x\0y"),)),), "NUL"),
        ((unit("a"), unit("a", obsolete=True)), "two units"),
        ((unit("a" * (scanner.MAX_LENGTH + 1)),), "longer"),
        ((replace(unit("a"), plurals=(("b",),)),), "msgid_plural"),
    ],
)
def test_what_po_cannot_hold_is_refused_with_the_unit(bad: tuple[Unit, ...], words: str) -> None:
    with pytest.raises(AlihbahasaError, match=words) as caught:
        written(HEADER, bad)
    assert caught.value.unit == bad[-1].id


def test_a_comment_that_gettext_would_join_is_held_in_other_white_space() -> None:
    note = Note("", "translator", "in C:\\\rand\r\nD:\\")
    (found,) = parse(written(HEADER, [unit("a", notes=(note,))]))[1]
    assert [each.text for each in found.notes] == ["in C:\\ \nand\nD:\\ "]


# Text that PO holds; a conflict line in a note would become an alternative.
TEXT = st.text(st.characters(exclude_characters="\0\4", codec="utf-8"), max_size=60)
SOURCE = TEXT.filter(bool)
NOTE = st.text(
    st.characters(exclude_characters="\0\r\\", codec="utf-8"), min_size=1, max_size=80
).filter(lambda text: text.strip() != "" and "conflict" not in text)


@st.composite
def entries(draw: st.DrawFn) -> Unit:
    kind = draw(st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.LINK, Kind.CAPTION]))
    target = draw(st.none() | SOURCE)
    is_draft = target is None or not target.strip() or draw(st.booleans())
    notes = []
    if draw(st.booleans()):
        notes.append(Note("", "translator", draw(NOTE)))
    if draw(st.booleans()):
        notes.append(Note("alihbahasa", "terminology", draw(NOTE)))
    made = unit(
        draw(SOURCE),
        target,
        state=State.INITIAL if is_draft else State.TRANSLATED,
        kind=kind,
        places=draw(st.integers(1, 5)),
        notes=tuple(notes),
        previous=draw(st.none() | SOURCE) if target and target.strip() and is_draft else None,
        alternatives=tuple(
            Alternative(
                (draw(TEXT),),
                draw(st.sampled_from([State.INITIAL, State.TRANSLATED])),
                f"{draw(NOTE)}, 20 Nov 2026",
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        obsolete=draw(st.integers(0, 4)) == 0,
    )
    article = draw(st.sampled_from(["a.txt", "berita/é ü.txt", "x%20 #y.md"])) * draw(
        st.integers(1, 2)
    )
    return replace(made, places=tuple(Place(article, place.block) for place in made.places))


FILES = st.lists(entries(), max_size=6, unique_by=lambda unit: unit.id).map(
    lambda units: sorted(units, key=lambda unit: unit.obsolete)
)


@invariant("I1", ci=200, long=5_000)
@given(FILES)
def test_any_units_come_back(units: list[Unit]) -> None:
    data = written(HEADER, units)
    header, again = parse(data)
    assert again == units
    assert written(header, again) == data
    assert written(header, again, data) == data


@settings(max_examples=2 * EXAMPLES)
@given(FILES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]), st.data())
def test_a_change_leaves_all_others_alone(
    units: list[Unit], newline: str, mark: str, data: st.DataObject
) -> None:
    original = (mark + written(HEADER, units).decode().replace("\n", newline)).encode()
    header, found = parse(original)
    assert found == units
    if not found:
        return
    at = data.draw(st.integers(0, len(found) - 1))
    found[at] = replace(found[at], target=("Lain",), state=State.TRANSLATED, previous=None)
    assert parse(written(header, found, original))[1] == found


def texts(unit: Unit) -> list[str]:
    others = [part for other in unit.alternatives for part in (other.origin, raw(other.target))]
    contents = [raw(content or ()) for content in (unit.source, unit.target, unit.previous)]
    return [*contents, *others, *(note.text for note in unit.notes)]


@given(FILES)
def test_polib_reads_what_we_write(units: list[Unit]) -> None:
    # polib splits lines where Unicode does, and loses characters of control.
    odd = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\\\\]")
    units = [unit for unit in units if not any(odd.search(text) for text in texts(unit))]
    entries = polib.pofile(written(HEADER, units).decode())
    for unit_, entry in zip(units, entries, strict=True):
        assert entry.msgid == raw(unit_.source)
        assert entry.msgstr == raw(unit_.target or ())
        assert entry.obsolete == unit_.obsolete
        assert entry.fuzzy == unit_.is_draft


# --- names, places, the sniff -------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "en"), ("zh-CN", "zh_CN"), ("sr-Latn", "sr@latin"), ("pt-BR", "pt_BR"), ("", ""),
        ("sr-Latn-RS", "sr_RS@latin"), ("ca-valencia", "ca@valencia"), ("en-x-quot", "en@quot"),
        ("es-419", "es_419"), ("uz-Cyrl", "uz@cyrillic"),
    ],
)  # fmt: skip
def test_names_of_languages(tag: str, name: str) -> None:
    assert po_header.gettext_name(tag) == name
    assert po_header.language_tag(name) == tag


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("zh-Hans", "zh_CN"), ("zh-Hant-HK", "zh_HK"), ("az-Latn", "az"), ("de-1996", "de"),
        ("sl-rozaj", "sl@rozaj"), ("en-u-ca-gregory", "en"), ("pt-BR-x-a1", "pt_BR"),
    ],
)  # fmt: skip
def test_what_gettext_does_not_name_has_a_field_of_its_own(tag: str, name: str) -> None:
    assert po_header.gettext_name(tag) == name
    original = written(replace(HEADER, target_language=tag), UNITS)
    assert f'"Language: {name}\\n"\n'.encode() in original
    assert f'"X-Language-Tag: {tag}\\n"\n'.encode() in original
    header, units = parse(original)
    assert header.target_language == tag
    assert written(header, units, original) == original


def test_an_ordinary_tag_has_no_field_of_its_own() -> None:
    for tag in ("en", "pt-BR", "sr-Latn", "zh-CN", "ca-valencia"):
        assert b"-Tag:" not in written(replace(HEADER, target_language=tag), UNITS)


def test_a_tag_counts_only_beside_the_name_that_it_has() -> None:
    original = written(replace(HEADER, target_language="zh-Hans"), UNITS)
    assert parse(original.replace(b"Language: zh_CN", b"Language: de"))[0].target_language == "de"
    assert parse(original.replace(b"zh_CN", b"zh_Hans"))[0].target_language == "zh-Hans"


@pytest.mark.parametrize("tag", ["zh-CN", "zh-Hans-SG", "en"])
def test_a_tag_follows_the_language(tag: str) -> None:
    original = written(replace(HEADER, target_language="zh-Hans"), UNITS)
    header, units = parse(original)
    changed = written(replace(header, target_language=tag), units, original)
    assert changed == written(replace(header, target_language=tag), units)
    assert parse(changed)[0].target_language == tag
    assert (b"X-Language-Tag" in changed) == (tag == "zh-Hans-SG")


def test_a_tag_is_added_to_a_header_that_lacks_it() -> None:
    expected = written(replace(HEADER, target_language="zh-Hans"), UNITS)
    original = expected.replace(b'"X-Language-Tag: zh-Hans\\n"\n', b"")
    header, units = parse(original)
    assert header.target_language == "zh-CN"
    assert written(replace(header, target_language="zh-Hans"), units, original) == expected


SUBTAG = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=3)
TAGS = st.builds(
    lambda *parts: "-".join(filter(None, parts)),
    st.sampled_from(["zh", "sr", "de", "sl", "en", "az"]) | SUBTAG,
    st.sampled_from(["", "Hans", "Hant", "Latn", "Cyrl", "Arab"]),
    st.sampled_from(["", "CN", "HK", "RS", "419"]),
    st.sampled_from(["", "1996", "rozaj", "rozaj-biske", "valencia", "fonipa"]),
    st.sampled_from(["", "u-ca-gregory", "t-ja", "u-nu-latn"]),
    st.sampled_from(["", "x-quot", "x-a-b", "x-latin", "x-1"]),
)


@given(TAGS, TAGS)
def test_any_tag_comes_back(target: str, source: str) -> None:
    data = written(Header(source, target), UNITS)
    header, units = parse(data)
    assert (header.target_language, header.source_language) == (target, source)
    assert written(header, units, data) == data
    turned = replace(header, target_language=source, source_language=target)
    again = parse(written(turned, units, data))[0]
    assert (again.target_language, again.source_language) == (source, target)


def test_locates_offsets_through_escapes_and_continuation_lines() -> None:
    text = TOP + (
        "#: a.txt#uiuzupsh5lya4y\n"
        'msgid "é\\tb\\x41\\303\\251z"\n'
        'msgstr ""\n"One\\n"\n  "\\"two\\""  "!"\n\n'
        '#: a.txt#uiuzupsh5lya4z\nmsgid "q"\nmsgstr ""\n'
    )
    one, two = "uiuzupsh5lya4y", "uiuzupsh5lya4z"
    source, target = Side.SOURCE, Side.TARGET
    expected = {
        (one, source, 0): (8, 8), (one, source, 1): (8, 9), (one, source, 2): (8, 11),
        (one, source, 3): (8, 12), (one, source, 4): (8, 16), (one, source, 5): (8, 24),
        (one, source, 6): (8, 8), (one, source, 99): (8, 8),
        (one, target, 0): (10, 2), (one, target, 3): (10, 5), (one, target, 4): (11, 4),
        (one, target, 5): (11, 6), (one, target, 9): (11, 15),
        (two, target, 0): (15, 9), (two, target, 3): (15, 9),
    }  # fmt: skip
    wanted = [*expected, ("uaaaaaaaaaaaaa", source, 0)]
    assert po.locate(text.encode(), wanted) == expected


@given(FILES)
def test_located_characters_are_the_characters(units: list[Unit]) -> None:
    data = written(HEADER, units)
    lines = data.decode().split("\n")
    wanted = [
        (unit.id, side, offset)
        for unit in units
        for side, text in ((Side.SOURCE, raw(unit.source)), (Side.TARGET, raw(unit.target or ())))
        for offset in range(len(text))
    ]
    texts = {(unit.id, Side.SOURCE): raw(unit.source) for unit in units}
    texts |= {(unit.id, Side.TARGET): raw(unit.target or ()) for unit in units}
    found = po.locate(data, wanted)
    assert set(found) == set(wanted)
    for (id, side, offset), (line, column) in found.items():
        character = texts[id, side][offset]
        there = lines[line - 1][column - 1]
        assert there == (character if character not in '\a\b\f\n\r\t\v"\\' else "\\")


@pytest.mark.parametrize(
    ("head", "answer"),
    [
        (TOP.encode(), True),
        (b'\xef\xbb\xbf# c\r\n#, fuzzy\r\nmsgid ""\r\n', True),
        (b"\xff\xfe" + TOP.encode("utf-16-le"), True),
        (b'#~ msgid "a"\n#~ msgstr "b"\n', True),
        (b'\n\nmsgctxt "a"\n', True),
        (b"", False),
        (b"# Heading\n\nText\n", False),
        (b'<?xml version="1.0"?>\nmsgid "a"', False),
        (b"msgid,msgstr\n", False),
        (b"\xff\xfe\xff", False),
    ],
)
def test_recognises(head: bytes, answer: bool) -> None:
    assert po.PLUGIN.recognises(head) is answer


# --- other tools --------------------------------------------------------------


def run(*command: str, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False)


needs_gettext = pytest.mark.skipif(
    shutil.which("msgcat") is None, reason="gettext is not installed"
)


@pytest.mark.tool
@needs_gettext
def test_msgcat_changes_nothing() -> None:
    data = written(HEADER, UNITS)
    assert run("msgcat", "--no-wrap", "--force-po", "-", data=data).stdout == data


@pytest.mark.tool
@needs_gettext
@given(FILES)
def test_msgcat_changes_nothing_in_any_file(units: list[Unit]) -> None:
    # It drops an obsolete entry without a translation, and takes a comment
    # "File: x, line: 1" for a reference.
    units = [unit for unit in units if unit.target or not unit.obsolete]
    data = written(HEADER, units)
    result = run("msgcat", "--no-wrap", "--force-po", "-", data=data)
    assert result.stdout.decode() == data.decode()


@pytest.mark.tool
@needs_gettext
@settings(max_examples=2 * EXAMPLES)
@given(FRAGMENTS)
def test_what_msgfmt_accepts_says_what_msgcat_says(text: str) -> None:
    data = (TOP + text).encode()
    accepted = run("msgfmt", "-o", "/dev/null", "-", data=data).returncode == 0
    try:
        _, ours = parse(data)
    except AlihbahasaError as error:
        assert not accepted, error
        return
    if accepted:
        _, theirs = parse(run("msgcat", "--no-wrap", "--force-po", "-", data=data).stdout)
        held = [unit for unit in ours if unit.target or not unit.obsolete]
        key = lambda unit: (raw(unit.source), raw(unit.target or ()), unit.state, unit.obsolete)  # noqa: E731
        assert sorted(map(key, held)) == sorted(map(key, theirs))


needs_i18nspector = pytest.mark.skipif(
    shutil.which("i18nspector") is None, reason="i18nspector is not installed"
)


def complaints(data: bytes, file: Path) -> list[str]:
    """Return the errors and warnings of msgfmt and i18nspector on *data*, put into *file*."""
    file.write_bytes(data)
    checked = run("msgfmt", "-c", "-o", "/dev/null", str(file))
    said = run("i18nspector", str(file)).stdout.decode()
    assert checked.returncode == 0
    return [
        *checked.stderr.decode().splitlines(),
        *(line for line in said.splitlines() if line[:2] in ("E:", "W:")),
    ]


@pytest.mark.tool
@needs_gettext
@needs_i18nspector
@pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant-HK", "de-1996", "sl-rozaj"])
def test_msgfmt_and_i18nspector_have_nothing_to_say(tmp_path: Path, tag: str) -> None:
    fields = tuple(field for field in HEADER.fields if tag == "en" or field[0] != "Plural-Forms")
    header = replace(HEADER, target_language=tag, fields=fields)
    assert complaints(written(header, UNITS), tmp_path / "a.po") == []


@pytest.mark.tool
@needs_gettext
@needs_i18nspector
@damaged_headers
def test_they_have_nothing_to_say_of_a_header_that_is_written_again(
    tmp_path: Path, top: str
) -> None:
    assert complaints(rewritten(top), tmp_path / "en.po") == []


@pytest.mark.shared
@pytest.mark.tool
@needs_gettext
def test_the_files_of_i18nspector(shared: Path) -> None:
    files = sorted((shared / "conformance" / "i18nspector").rglob("*.po*"))
    assert len(files) > 300
    for file in files:
        data = file.read_bytes() or b"\n"  # An empty original is none.
        accepted = run("msgfmt", "-o", "/dev/null", str(file))
        try:
            header, units = parse(data)
        except AlihbahasaError as error:
            reasons = ("charset", "plural forms", "UTF-8 text", "nplurals")
            assert accepted.returncode or any(word in str(error) for word in reasons), (file, error)
            continue
        assert accepted.returncode == 0 or b"entries do not both" in accepted.stderr, file
        assert written(header, units, data) == data, file
        catalogue = run("msgcat", "--no-wrap", "--force-po", str(file))
        if catalogue.returncode == 0:
            theirs = [(u.id, u.source, u.target) for u in parse(catalogue.stdout)[1]]
            assert sorted(theirs, key=str) == sorted(
                [(u.id, u.source, u.target) for u in units], key=str
            ), file
