"""XLIFF 1.2 as programs write it, and as we do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from xliff_samples import HEADER, LINK, OPEN, PLACES, unit_of

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange._rules import xliff12 as rules
from alihbahasa.exchange.xliff12 import PLUGIN
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Header,
    Kind,
    Match,
    Note,
    State,
    Unit,
)


def read(data: bytes) -> list[Unit]:
    """Return the units of the file *data*."""
    return list(PLUGIN.read(BytesIO(data))[1])


def written(units: list[Unit], *, header: Header = HEADER, original: bytes = b"") -> bytes:
    """Return the file of *units*."""
    return b"".join(PLUGIN.write(header, units, original=original))


def _file(body: str, *, head: str = "", unit: str = 'id="1"') -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
        f'<file original="a.txt" source-language="id_ID" target-language="en" {head}><body>'
        f"<trans-unit {unit}>{body}</trans-unit></body></file></xliff>"
    ).encode()


def _one(body: str, *, unit: str = 'id="1"') -> Unit:
    (found,) = read(_file(body, unit=unit))
    return found


@pytest.mark.parametrize(
    ("target", "unit", "text", "state"),
    [
        ('<target state="new">b</target>', "", "b", State.TRANSLATED),
        ('<target state="new">a</target>', "", None, State.INITIAL),
        ('<target state="needs-translation">a</target>', "", None, State.INITIAL),
        ('<target state="needs-translation">b</target>', "", "b", State.INITIAL),
        ('<target state="needs-review-translation">a</target>', "", "a", State.INITIAL),
        ("<target>b</target>", "", "b", State.TRANSLATED),
        ("<target>a</target>", "", "a", State.TRANSLATED),
        ("<target>b</target>", 'approved="yes"', "b", State.TRANSLATED),
        ('<target state="translated">b</target>', 'approved="yes"', "b", State.TRANSLATED),
        ('<target state="signed-off">b</target>', "", "b", State.REVIEWED),
        ('<target state="final">b</target>', "", "b", State.FINAL),
        ('<target state="x-odd">b</target>', "", "b", State.TRANSLATED),
        ('<target state="final"> \n </target>', "", None, State.INITIAL),
        ("", "", None, State.INITIAL),
    ],
)
def test_states(target: str, unit: str, text: str | None, state: State) -> None:
    """States are read as the programs that write them mean them."""
    found = _one(f"<source>a</source>{target}", unit=f'id="1" {unit}')
    assert (found.target, found.state) == (None if text is None else (text,), state)


def test_segments_of_a_unit_are_joined() -> None:
    """The whole source counts, marks are transparent, and an emptied mark is no text."""
    found = _one(
        '<source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> '
        '<mrk mtype="seg" mid="2">B.</mrk></seg-source><target><mrk mtype="seg" mid="1">C.</mrk> '
        '<mrk mtype="seg" mid="2">D.</mrk></target>'
    )
    assert (found.source, found.target) == (("A. B.",), ("C. D.",))
    found = _one('<source>Halo.</source><target>Halo.<mrk mid="1"/></target>')
    assert found.target == ("Halo.",)
    found = _one('<seg-source><mrk mtype="seg" mid="1">A.</mrk> B.</seg-source>')
    assert found.source == ("A. B.",)


def test_inline_codes_of_others() -> None:
    """Native code is the markup of a code, not text; g has none unless it says so."""
    found = _one(
        '<source><bpt id="1" rid="7">[b]</bpt>x<ept id="2" rid="7">[/b]</ept><ph id="3">%s</ph>'
        '<it id="4" pos="close">&lt;/i></it><g id="5">y</g><z:q xmlns:z="z">w</z:q></source>'
    )
    assert found.source == (
        Code("7", CodeKind.OPEN, "[b]"),
        "x",
        Code("7", CodeKind.CLOSE, "[/b]"),
        Code("3", CodeKind.STANDALONE, "%s"),
        Code("4", CodeKind.CLOSE, "</i>"),
        Code("5", CodeKind.OPEN),
        "y",
        Code("5", CodeKind.CLOSE),
        "w",
    )


@pytest.mark.parametrize(("target", "state"), [("a", None), ("b", State.TRANSLATED), (" ", None)])
def test_a_copy_of_the_source_that_was_translated(target: str, state: State | None) -> None:
    """OmegaT before 5.8 translates the target and keeps its state, and the instruction above."""
    unit = f'<source>a</source><target state="needs-translation">{target}</target>'
    told = _file(unit).replace(b"<xliff", b'<?alihbahasa profile="omegat-legacy"?><xliff')
    (found,) = read(told)
    assert (found.state if found.has_target else None) == state
    draft = _one(unit)
    assert draft.state is State.INITIAL


def test_codes_that_came_back_as_text_or_bare() -> None:
    """Escaped tags become the codes of the source, and a bare code gets its markup again."""
    source = '<source>a <g id="1" equiv-text="&lt;b>">b</g><x id="2" equiv-text="*"/></source>'
    bold = Code("1", CodeKind.OPEN, "<b>"), "B", Code("1", CodeKind.CLOSE, "</b>")
    star = Code("2", CodeKind.STANDALONE, "*")
    for target in (
        'A &lt;g id=\'1\'>B&lt;/g>&lt;x id="2"/> &lt;x id="9"/>',
        '<mrk mtype="x-a">A </mrk><g id="1">B</g><x id="2"/> &lt;x id="9"/>',
    ):
        found = _one(f"{source}<target>{target}</target>")
        assert found.target == ("A ", *bold, star, ' <x id="9"/>')


@pytest.mark.parametrize("data", ["[^1]", "<a id='x'/>", "![", "<br>", "**"])
@pytest.mark.parametrize("kind", [CodeKind.STANDALONE, CodeKind.OPEN])
def test_what_a_code_does_is_said_where_the_schema_has_a_word_for_it(
    data: str, kind: CodeKind
) -> None:
    """An element that stands alone is a break or an image, one that spans text is neither."""
    unit = unit_of("a", target="b")
    unit = replace(unit, source=("a", Code("1", kind, data)), target=("b", Code("1", kind, data)))
    data_of_file = written([unit])
    assert list(rules.validate(data_of_file)) == []
    (found,) = read(data_of_file)
    assert found.target == unit.target


def test_notes() -> None:
    """Notes of others are comments; ours are taken apart, even without author and indented."""
    found = _one(
        '<source>a</source><note from="Budi">Siapa?</note><note> </note>'
        "<note>[caption]\n   # ya\n#\nx = y\n a.txt, 3 places</note>"
    )
    assert found.notes == (
        Note("Budi", "translator", "Siapa?"),
        Note("", "translator", "ya\n"),
        Note("alihbahasa", "terminology", "x = y"),
    )
    assert found.kind is Kind.CAPTION


def test_a_note_that_another_program_signed_is_ours_still() -> None:
    """Qt calls every note the translator's; one that names no place is."""
    found = _one(
        '<source>a</source><note from="translator">x = y\na.txt</note>'
        '<note from="translator">Siapa?</note><note from="Budi">lihat\na.txt</note>'
    )
    assert found.notes == (
        Note("alihbahasa", "terminology", "x = y"),
        Note("translator", "translator", "Siapa?"),
        Note("Budi", "translator", "lihat\na.txt"),
    )


def test_a_generated_line_that_looks_like_a_comment_is_none() -> None:
    """Terms may begin with a number sign; no comment is made of them."""
    unit = replace(LINK, notes=(Note("alihbahasa", "terminology", "# = number"),))
    (found,) = read(written([unit]))
    assert not found.comments
    assert found.notes[0].text == "- # = number"


def test_alternatives_of_others_are_matches() -> None:
    """A candidate needs a target; its quality is a number as best it can be."""
    found = _one(
        '<source>a</source><alt-trans match-quality="82.5%" origin="x"><source>b</source>'
        "<target>c</target></alt-trans><alt-trans><source>b</source></alt-trans>"
        '<alt-trans match-quality="exact"><target>d</target></alt-trans>'
    )
    assert [(each.source, each.target, each.score) for each in found.matches] == [
        (("b",), ("c",), 82),
        (("a",), ("d",), 0),
    ]


def test_a_match_that_calls_itself_a_conflict_stays_a_match() -> None:
    """The origin of a match may say anything."""
    match = Match(("Mirip!",), ("Alike!",), 82, "conflict")
    (found,) = read(written([replace(OPEN, matches=(match,))]))
    assert not found.alternatives
    assert found.matches[0].target == match.target


def test_a_length_in_pixels_is_none_in_characters() -> None:
    """Only a length in characters counts."""
    limits = [
        _one("<source>a</source>", unit=f'id="1" maxwidth="9"{unit}').max_length
        for unit in ("", ' size-unit="char"')
    ]
    assert limits == [None, 9]
    unit = replace(OPEN, max_length=30)
    assert read(written([unit]))[0].max_length == 30


def test_units_without_ids_and_without_a_namespace() -> None:
    """A missing id follows from the source, and equal sources are kept apart."""
    data = (
        b'<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff version="1.1"><file original="a">'
        b"<body><group><trans-unit><source>a</source></trans-unit><trans-unit><source>a</source>"
        b"</trans-unit></group></body></file></xliff>"
    )
    assert PLUGIN.recognises(data)
    first, second = read(data)
    assert first.id != second.id
    assert (first.source, second.source) == (("a",), ("a",))
    assert written([first, second], header=Header("", ""), original=data) == data


def test_the_same_id_in_two_files_is_two_units() -> None:
    """Both are read, the second named with its file, and each is written back where it stood."""
    data = _file("<source>a</source>")
    file = data[data.index(b"<file") : data.index(b"</xliff>")]
    data = data.replace(file, file + file)
    first, second = read(data)
    assert (first.id, second.id) == ("1", "a.txt#1")
    changed = replace(second, target=("B",), state=State.TRANSLATED)
    header = PLUGIN.read(BytesIO(data))[0]
    now = read(written([first, changed], header=header, original=data))
    assert [unit.target for unit in now] == [None, ("B",)]


def test_the_header() -> None:
    """Languages get hyphens; a date in another zone is an instant; one that is none is none."""
    header, _ = PLUGIN.read(BytesIO(_file("", head='date="2026-01-02T05:00:00+02:00"')))
    assert header.source_language == "id-ID"
    assert header.revised == datetime(2026, 1, 2, 3, tzinfo=UTC)
    header, _ = PLUGIN.read(BytesIO(_file("", head='date="besok"')))
    assert header.revised is None


def test_a_character_that_xml_forbids_is_refused() -> None:
    """The error names the unit and the character."""
    unit = replace(OPEN, target=("a\x1b",), state=State.TRANSLATED)
    with pytest.raises(AlihbahasaError, match=r"U\+001B at offset 1.*" + unit.id):
        written([unit])


def test_a_file_of_version_2_is_refused() -> None:
    """The hint says which extension it should have."""
    data = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"/>'
    assert not PLUGIN.recognises(data)
    with pytest.raises(AlihbahasaError) as caught:
        read(data)
    assert ".xliff" in (caught.value.hint or "")


def test_the_layout_is_the_agreed_one() -> None:
    """What a translator, and git, get to see."""
    unit = replace(
        unit_of("Berubah.", target="Changed."),
        places=PLACES * 2,
        previous=("Lama.",),
        alternatives=(Alternative(("Conflict.",), State.TRANSLATED, "Budi, 2026-11-20"),),
    )
    assert (
        written([unit]).decode()
        == f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
  <file original="berita/artsakh.txt" source-language="id" target-language="en" \
datatype="plaintext" date="2026-11-22T11:00:00Z">
    <body>
      <trans-unit id="{unit.id}" xml:space="preserve" approved="no">
        <source>Berubah.</source>
        <target state="needs-review-translation">Changed.</target>
        <context-group purpose="location"><context context-type="sourcefile">\
berita/artsakh.txt</context></context-group>
        <context-group purpose="location"><context context-type="sourcefile">\
berita/artsakh.txt</context></context-group>
        <note from="alihbahasa">berita/artsakh.txt, 2 places</note>
        <alt-trans alttranstype="previous-version"><source>Lama.</source>\
<target>Changed.</target></alt-trans>
        <alt-trans origin="conflict, Budi, 2026-11-20">\
<target state="translated">Conflict.</target></alt-trans>
      </trans-unit>
    </body>
  </file>
</xliff>
"""
    )
