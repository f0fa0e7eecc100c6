"""XLIFF 2 as programs write it, and as we do."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from xliff_samples import DRAFT, HEADER, LINK, OPEN, TITLE

from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange.xliff2 import PLUGIN
from alihbahasa.model import (
    Code,
    CodeKind,
    Concept,
    Grade,
    Header,
    Kind,
    Mention,
    Note,
    Side,
    Span,
    State,
    Term,
    TermStatus,
    Unit,
)


def read(data: bytes) -> list[Unit]:
    """Return the units of the file *data*."""
    return list(PLUGIN.read(BytesIO(data))[1])


def written(units: list[Unit], *, header: Header = HEADER, original: bytes = b"") -> bytes:
    """Return the file of *units*."""
    return b"".join(PLUGIN.write(header, units, original=original))


CONCEPT = Concept(
    "darurat-militer",
    (
        Term("darurat militer", "id"),
        Term("military rule", "en", TermStatus.ADMITTED),
        Term("martial law", "en"),
        Term("state of emergency", "en", TermStatus.FORBIDDEN),
    ),
)
MENTION = Mention(CONCEPT, CONCEPT.terms[0], Span(0, 15), Grade.EXACT)


def _file(body: str, *, unit: str = 'id="1"') -> bytes:
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" '
        f'trgLang="en"><file id="f1" original="a.txt"><unit {unit}>{body}</unit></file></xliff>'
    ).encode()


def _one(body: str, *, unit: str = 'id="1"') -> Unit:
    (found,) = read(_file(body, unit=unit))
    return found


@pytest.mark.parametrize(
    ("segment", "target", "text", "state"),
    [
        ("", "<target>b</target>", "b", State.TRANSLATED),
        ('state="initial"', "<target>b</target>", "b", State.TRANSLATED),
        ('state="initial"', "<target>a</target>", None, State.INITIAL),
        ('state="initial" subState="alihbahasa:draft"', "<target>a</target>", "a", State.INITIAL),
        ('state="translated"', "<target>a</target>", "a", State.TRANSLATED),
        ('state="reviewed"', "<target>b</target>", "b", State.REVIEWED),
        ('state="final"', "<target>b</target>", "b", State.FINAL),
        ('state="final"', "<target> \n </target>", None, State.INITIAL),
        ("", "<target/>", None, State.INITIAL),
        ("", "", None, State.INITIAL),
    ],
)
def test_states(segment: str, target: str, text: str | None, state: State) -> None:
    """A draft says so; a new target in state initial is the work of a program that keeps states."""
    found = _one(f"<segment {segment}><source>a</source>{target}</segment>")
    assert (found.target, found.state) == (None if text is None else (text,), state)


def test_segments_of_a_unit_are_joined() -> None:
    """Sources in order, targets in the order they give, gaps from the source, the lowest state."""
    found = _one(
        '<segment state="final"><source>A.</source><target order="3">C.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>B.</source><target order="1">D.</target></segment>'
    )
    assert (found.source, found.target, found.state) == (("A. B.",), ("D. C.",), State.REVIEWED)


def test_a_unit_with_an_open_segment_is_a_draft() -> None:
    """Half a translation is kept, and not taken for a whole one."""
    found = _one(
        '<segment state="final"><source>A.</source><target>C.</target></segment>'
        "<segment><source>B.</source></segment>"
    )
    assert (found.target, found.state) == (("C.",), State.INITIAL)


def test_places_in_several_segments() -> None:
    """Offsets count through all segments and what is between, as the targets are ordered."""
    data = _file(
        '<segment><source>A.</source><target order="3">Cd</target></segment>\n'
        "<ignorable><source> </source></ignorable>\n"
        '<segment><source>B.</source><target order="1">Ef</target></segment>'
    )
    wanted = [("1", Side.TARGET, n) for n in range(5)] + [("1", Side.SOURCE, 3)]
    found = PLUGIN.locate(data, wanted)
    lines = data.decode().split("\n")
    assert "".join(lines[line - 1][column - 1] for line, column in found.values()) == "Ef CdB"


def test_inline_codes_of_others() -> None:
    """Markup comes from originalData, annotations are transparent, cp is a character."""
    found = _one(
        '<originalData><data id="d">[<cp hex="0007"/>]</data></originalData><segment><source>'
        '<pc id="1" dataRefStart="d">x</pc><mrk id="m" type="term">y</mrk><sm id="s"/>'
        '<em startRef="s"/><sc id="2"/><ec startRef="2"/><ec id="3" isolated="yes"/>'
        '<ph id="4" dataRef="d"/><cp hex="001B"/>z</source></segment>'
    )
    assert found.source == (
        Code("1", CodeKind.OPEN, "[\a]"),
        "x",
        Code("1", CodeKind.CLOSE),
        "y",
        Code("2", CodeKind.OPEN),
        Code("2", CodeKind.CLOSE),
        Code("3", CodeKind.CLOSE),
        Code("4", CodeKind.STANDALONE, "[\a]"),
        "\x1bz",
    )


def test_characters_that_xml_forbids_are_kept() -> None:
    """They are written as cp, counted as one character, and found."""
    unit = replace(TITLE, target=("a\x1bb\ufffe",))
    data = written([unit])
    assert read(data)[0].target == unit.target
    (found,) = PLUGIN.locate(data, [(unit.id, Side.TARGET, 2)]).values()
    assert data.decode().split("\n")[found[0] - 1][found[1] - 1 :].startswith("b<cp")
    with pytest.raises(AlihbahasaError, match=unit.id):
        written([replace(unit, target=("\ud800",))])
    with pytest.raises(AlihbahasaError, match="cp gives no character"):
        _one('<segment><source><cp hex="D800"/></source></segment>')


def test_codes_that_came_back_as_text() -> None:
    """Escaped tags become the codes of the source."""
    found = _one(
        '<segment><source><pc id="1">a</pc><ph id="2"/></source>'
        '<target>&lt;pc id="1">A&lt;/pc>&lt;ph id="2"/></target></segment>'
    )
    assert found.target == (
        Code("1", CodeKind.OPEN),
        "A",
        Code("1", CodeKind.CLOSE),
        Code("2", CodeKind.STANDALONE),
    )


def test_a_stray_target_belongs_to_the_unit_before() -> None:
    """OmegaT writes it there; writing the file again puts it right."""
    segment = "<segment><source>a</source>{}</segment>"
    data = _file(
        segment.format("") + '</unit><unit id="2"><target>A</target>'
        "<notes><note>n</note></notes>" + segment.format("")
    )
    first, second = read(data)
    assert (first.target, first.state) == (("A",), State.TRANSLATED)
    assert second.target is None
    header = PLUGIN.read(BytesIO(data))[0]
    changed = [first, replace(second, target=("B",), state=State.TRANSLATED)]
    now = read(written(changed, header=header, original=data))
    assert [unit.target for unit in now] == [("A",), ("B",)]
    data = data.replace(
        b"<source>a</source></segment></unit>",
        b"<source>a</source><target>X</target></segment></unit>",
        1,
    )
    first, second = read(data)
    assert first.target == ("X",)
    assert second.matches[0].target == ("A",)


def test_notes() -> None:
    """Notes of others are comments; ours are taken apart, even without their category."""
    found = _one(
        "<notes><note>Siapa?</note><note>[caption]\n   # ya\nx = y\n a.txt, 3 places</note></notes>"
        "<segment><source>a</source></segment>"
    )
    assert found.notes == (
        Note("", "translator", "Siapa?"),
        Note("", "translator", "ya"),
        Note("alihbahasa", "terminology", "x = y"),
    )
    assert found.kind is Kind.CAPTION
    assert len(found.places) == 3


@pytest.mark.parametrize(
    ("id", "notes"),
    [
        ("uz6qmc3dy52khs.l", (Note("alihbahasa", "terminology", "x = y"),)),
        ("1", (Note("", "translator", "[caption]\nx = y\nb/a.txt, 2 places"),)),
    ],
)
def test_the_note_is_ours_where_the_file_lost_its_name(id: str, notes: tuple[Note, ...]) -> None:
    """npm's xliff drops the name of the article and the category; the unit's id tells."""
    body = (
        "<notes><note>[caption]\nx = y\nb/a.txt, 2 places</note></notes>"
        "<segment><source>a</source></segment>"
    )
    data = _file(body, unit=f'id="{id}"').replace(b' original="a.txt"', b"")
    (found,) = read(data)
    assert found.notes == notes
    assert [place.article for place in found.places] == ["b/a.txt"] * (2 if id != "1" else 0)


def test_ids_are_nmtokens() -> None:
    """An id from another format that cannot stand in XLIFF 2 is an error that names it."""
    for unit in (
        replace(TITLE, id="a b"),
        replace(TITLE, source=(Code("<1>", CodeKind.STANDALONE),)),
    ):
        with pytest.raises(AlihbahasaError, match=unit.id):
            written([unit])


def test_a_file_of_version_1_is_refused() -> None:
    """The hint says which extension it should have."""
    data = b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>'
    assert not PLUGIN.recognises(data)
    with pytest.raises(AlihbahasaError) as caught:
        read(data)
    assert ".xlf" in (caught.value.hint or "")


def test_the_glossary_names_allowed_terms_once() -> None:
    """A concept mentioned twice is one entry, a forbidden term is none, a kept one is itself."""
    text = written([replace(OPEN, mentions=(MENTION, MENTION))]).decode()
    assert text.count("<gls:glossEntry") == 1
    assert "<gls:translation>martial law</gls:translation><gls:translation>military rule<" in text
    assert "state of emergency" not in text
    concept = replace(CONCEPT, terms=CONCEPT.terms[:1])
    kept = replace(MENTION, concept=replace(concept, keep=("*",)))
    text = written([replace(OPEN, mentions=(kept,))]).decode()
    assert "<gls:translation>darurat militer</gls:translation>" in text
    none = replace(MENTION, concept=concept)
    assert "<gls:glossary>" not in written([replace(OPEN, mentions=(none,))]).decode()


def test_the_layout_is_the_agreed_one() -> None:
    """What a translator, and git, get to see."""
    unit, draft = LINK, DRAFT
    assert (
        written([unit, draft]).decode()
        == f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" \
xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0" version="2.0" srcLang="id" trgLang="en">
  <file id="f1" original="berita/artsakh.txt" canResegment="no" xml:space="preserve">
    <unit id="{unit.id}">
      <notes><note category="terminology">[link] headline of another article
berita/artsakh.txt, 2 places</note></notes>
      <segment id="s1" state="initial"><source>Update Konflik</source><target/></segment>
    </unit>
    <unit id="{draft.id}">
      <notes><note category="terminology">berita/artsakh.txt</note></notes>
      <segment id="s1" state="initial" subState="alihbahasa:draft"><source>Draf.</source>\
<target>A draft.</target></segment>
    </unit>
  </file>
</xliff>
"""
    )
