"""TMX: pairs come back, whichever program wrote them, and nothing bad is read in silence."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import omegat, omegat_project, run_omegat
from test_xliff import BOLD, realistic, unit_lists

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import xliff12
from alihbahasa.memories import tmx
from alihbahasa.model import (
    Bitext,
    Code,
    CodeKind,
    Content,
    Header,
    Kind,
    Note,
    Place,
    State,
    Unit,
    is_blank,
    joined,
    plain,
)

INSTANT = datetime(2026, 11, 22, 11, 0, 5, tzinfo=UTC)
HEADER = Header("id", "en", created=INSTANT, revised=INSTANT, comment="Berita & <kabar>")


def written(units: list[Unit], header: Header = HEADER) -> bytes:
    return b"".join(tmx.write(header, units))


def read(data: bytes, *, source: str = "", target: str = "") -> Bitext:
    header, units = tmx.read(BytesIO(data), source_language=source, target_language=target)
    return Bitext(header, tuple(units))


def held(unit: Unit) -> Unit:
    """Return what of *unit*, which is finished, a memory holds."""
    return Unit(
        unit.id,
        unit.kind,
        joined(unit.source),
        joined(unit.target or ()),
        unit.state,
        tuple(replace(place, block=0) for place in unit.places),
        unit.context,
        notes=tuple(replace(note, author="") for note in unit.comments),
    )


def finished(content: str | Content, target: str | Content, **fields: object) -> Unit:
    source = (content,) if isinstance(content, str) else content
    made = Unit("u1", Kind.PARAGRAPH, source, (target,) if isinstance(target, str) else target)
    return replace(made, **({"state": State.TRANSLATED} | fields))  # type: ignore[arg-type]


def memory(*units: str, header: str = 'srclang="id"', version: str = "1.4") -> bytes:
    """Return a file that another program may have written."""
    body = "".join(f"<tu>{unit}</tu>\n" for unit in units)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        f'<tmx version="{version}"><header {header}/><body>\n{body}</body></tmx>'
    ).encode()


def tuv(language: str, text: str, attribute: str = "xml:lang") -> str:
    return f'<tuv {attribute}="{language}"><seg>{text}</seg></tuv>'


# --- what is written comes back ---------------------------------------------------


@given(units=unit_lists())
def test_finished_pairs_come_back(units: list[Unit]) -> None:
    """Code point for code point, with codes in any disorder; the rest is left out."""
    back = read(written(units))
    kept = [unit for unit in units if unit.is_finished and not is_blank(unit.source)]
    assert list(back.units) == [held(unit) for unit in kept]
    if kept:
        assert back.header == HEADER


def test_drafts_and_what_is_untranslated_are_left_out() -> None:
    units = [
        finished("Satu.", "One."),
        replace(finished("Dua.", "Two."), state=State.INITIAL),
        replace(finished("Tiga.", ""), target=None),
        finished("Empat.", " "),
    ]
    assert [plain(unit.source) for unit in read(written(units)).units] == ["Satu."]


def test_layout() -> None:
    """The file as other programs see it."""
    unit = finished(
        ("Di ", *BOLD),
        ("In ", *BOLD),
        state=State.FINAL,
        context="judul",
        places=(Place("a & b.txt", 3),),
        notes=(Note("Sari", "translator", "Benar?"), Note("alihbahasa", "terminology", "x = y")),
    )
    bold = (
        '<bpt i="1" x="1">&lt;g id="1" equiv-text="&amp;lt;b&amp;gt;"&gt;</bpt>'
        'Baku<ept i="1">&lt;/g&gt;</ept>'
    )
    assert written([unit]).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
        '<tmx version="1.4">\n'
        '  <header creationtool="alihbahasa" creationtoolversion="1" segtype="sentence"'
        ' o-tmf="alihbahasa" adminlang="en" srclang="id" datatype="plaintext"'
        ' creationdate="20261122T110005Z" changedate="20261122T110005Z">\n'
        "    <note>Berita &amp; &lt;kabar&gt;</note>\n"
        "  </header>\n"
        "  <body>\n"
        '    <tu tuid="u1">\n'
        "      <note>Benar?</note>\n"
        '      <prop type="x-context">judul</prop>\n'
        '      <prop type="x-article">a &amp; b.txt</prop>\n'
        '      <prop type="x-state">final</prop>\n'
        f'      <tuv xml:lang="id"><seg>Di {bold}</seg></tuv>\n'
        f'      <tuv xml:lang="en"><seg>In {bold}</seg></tuv>\n'
        "    </tu>\n"
        "  </body>\n"
        "</tmx>\n"
    )


def test_numbers_of_codes() -> None:
    """Ids that are no numbers get one; two pairs of one id get an ``i`` each."""
    pair = (Code("b", CodeKind.OPEN, "*"), "x", Code("b", CodeKind.CLOSE, "*"))
    unit = finished((*pair, *pair, Code("1", CodeKind.STANDALONE)), ("y", pair[0]))
    text = written([unit]).decode()
    assert [text.count(f'<bpt i="{i}" x="2">') for i in (1, 2, 3)] == [0, 1, 1]
    assert text.count('<ph x="1">') == text.count('<it pos="begin" x="2">') == 1
    assert read(text.encode()).units == (held(unit),)


@pytest.mark.parametrize("text", ["a\x1b", "\x00"])
def test_a_character_that_xml_forbids_is_an_error(text: str) -> None:
    for unit in (
        finished(text, "b"),
        finished("a", text),
        finished("a", "b", notes=(Note("", "translator", text),)),
        finished("a", ("b", Code("1", CodeKind.STANDALONE, text))),
    ):
        with pytest.raises(AlihbahasaError, match=r"U\+00") as caught:
            written([unit])
        assert caught.value.unit == "u1"


def test_what_cannot_be_written_is_an_error() -> None:
    with pytest.raises(AlihbahasaError, match="plural forms") as caught:
        written([finished("a", "b", plurals=(("b",), ("c",)))])
    assert caught.value.unit == "u1"
    with pytest.raises(AlihbahasaError, match="target language"):
        written([], Header("id", ""))


# --- files of others ----------------------------------------------------------------


def test_an_old_file() -> None:
    """TMX 1.1 of OmegaT: ``lang``, capitals, underscores."""
    data = memory(
        tuv("ID", "Satu.", "lang") + tuv("EN_us", "One.", "lang"),
        header='creationtool="OmegaT" srclang="id-ID" creationdate="20240501T030000Z"',
        version="1.1",
    ).replace(b"tmx14", b"tmx11")
    back = read(data)
    assert (back.header.source_language, back.header.target_language) == ("id-ID", "en-US")
    assert back.header.created == datetime(2024, 5, 1, 3, tzinfo=UTC)
    (unit,) = back.units
    assert (unit.source, unit.target, unit.state) == (("Satu.",), ("One.",), State.TRANSLATED)


@pytest.mark.parametrize(
    ("seg", "content"),
    [
        ("a<hi>b</hi>c", ("abc",)),
        ('<ut x="1">{\\b</ut>a', (Code("1", CodeKind.STANDALONE, "{\\b"), "a")),
        ("<ph>&lt;br&gt;</ph>a", (Code("ph1", CodeKind.STANDALONE, "<br>"), "a")),
        (
            '<bpt i="1">&lt;b&gt;</bpt>a<ept i="1">&lt;/b&gt;</ept>',
            (Code("1", CodeKind.OPEN, "<b>"), "a", Code("1", CodeKind.CLOSE, "</b>")),
        ),
        (
            '<bpt i="1" x="7"/>a<bpt i="2">[</bpt>b<ept i="1"/>c<ept i="2">]</ept>',
            (
                Code("7", CodeKind.OPEN),
                "a",
                Code("2", CodeKind.OPEN, "["),
                "b",
                Code("7", CodeKind.CLOSE),
                "c",
                Code("2", CodeKind.CLOSE, "]"),
            ),
        ),
        (
            '<ph x="1">&lt;img alt="<sub>foto <ph>*</ph></sub>"&gt;</ph>a',
            (Code("1", CodeKind.STANDALONE, '<img alt="foto *">'), "a"),
        ),
        ('a<it pos="end" x="2">&lt;/i&gt;</it>', ("a", Code("2", CodeKind.CLOSE, "</i>"))),
        ("a<!-- b --><?c d?>\r\n <![CDATA[<e>]]>", ("a\n <e>",)),
        ('<hi type="x"><bpt i="1">a</bpt></hi>b', (Code("1", CodeKind.OPEN, "a"), "b")),
    ],
)
def test_inline_codes_of_others(seg: str, content: Content) -> None:
    (unit,) = read(memory(tuv("id", seg) + tuv("en", "x"))).units
    assert unit.source == content


def test_notes_and_props() -> None:
    data = memory(
        "<note>satu</note><prop type='x-context'>menu</prop><prop type='client'>K</prop>"
        "<note> </note><tuv xml:lang='id'><note>dua</note><seg>a</seg></tuv>"
        "<tuv xml:lang='en' changedate='20240501T030000Z'><prop type='x-state'>reviewed</prop>"
        "<seg>b</seg></tuv>",
        "<prop type='x-state'>done</prop>" + tuv("id", "c") + tuv("en", "d"),
    )
    first, second = read(data).units
    assert [note.text for note in first.notes] == ["satu", "dua"]
    assert (first.context, first.state) == ("menu", State.REVIEWED)
    assert second.state is State.TRANSLATED
    assert first.id != second.id


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1251"])
def test_encodings(encode: str) -> None:
    text = memory(tuv("id", "Ереван & é"[:7].replace("&", "&amp;")) + tuv("en", "b")).decode()
    text = text.replace('"1.0"', f'"1.0" encoding="{encode.removesuffix("-sig")}"')
    data = text.encode(encode)
    if encode == "utf-16-le":
        data = b"\xff\xfe" + data
    assert tmx.recognises(data[:4096])
    assert read(data).units[0].source == ("Ереван ",)


# --- which languages ------------------------------------------------------------------

MANY = memory(
    tuv("id", "a"),
    tuv("id", "b") + tuv("en-US", "B"),
    tuv("id", "c") + tuv("fr", "C") + tuv("en-GB", "G") + tuv("en-US", "U"),
    tuv("fr", "d") + tuv("ru", "D"),
)


def pairs(data: bytes, **languages: str) -> list[tuple[str, str]]:
    return [
        (plain(unit.source), plain(unit.target or ())) for unit in read(data, **languages).units
    ]


def test_of_several_languages_one_is_chosen() -> None:
    assert pairs(MANY, target="fr") == [("a", ""), ("b", ""), ("c", "C")]
    assert pairs(MANY, target="en-US") == [("a", ""), ("b", "B"), ("c", "U")]
    assert pairs(MANY, target="en") == [("a", ""), ("b", "B"), ("c", "G")]
    assert pairs(MANY, source="fr", target="id") == [("C", "c"), ("d", "")]
    assert read(MANY, target="fr").header.target_language == "fr"


def test_languages_that_do_not_tell_are_named() -> None:
    with pytest.raises(AlihbahasaError, match="en-GB, en-US, fr, id, ru") as caught:
        read(MANY)
    assert "--to" in (caught.value.hint or "")
    assert caught.value.line
    with pytest.raises(AlihbahasaError, match="no translation of the file is in de; there are"):
        read(MANY, target="de")
    with pytest.raises(AlihbahasaError, match="no text of the file is in de") as caught:
        read(MANY, source="de", target="en")
    assert "--source" in (caught.value.hint or "")


def test_any_language_may_be_the_source() -> None:
    data = memory(tuv("en", "a") + tuv("id", "b"), header='srclang="*all*"')
    with pytest.raises(AlihbahasaError, match="source language; there are en, id"):
        read(data)
    assert pairs(data, source="id") == [("b", "a")]
    told = data.replace(b"<tu>", b'<tu srclang="en">')
    assert read(told).header.target_language == "id"


def test_near_languages() -> None:
    """en stands for en-US and the other way round; en-GB beside en-US is another language."""
    assert pairs(memory(tuv("EN-us", "a") + tuv("id", "b"), header='srclang="en"')) == [("a", "b")]
    assert pairs(memory(tuv("en", "a") + tuv("id", "b"), header='srclang="en-US"')) == [("a", "b")]
    both = memory(tuv("en-US", "color") + tuv("en-GB", "colour"), header='srclang="en-US"')
    assert pairs(both) == [("color", "colour")]
    both = memory(tuv("en", "color") + tuv("en-GB", "colour"), header='srclang="en"')
    assert pairs(both) == [("color", "colour")]


# --- bad input --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed"),
        (b"<xliff/>", "not TMX"),
        (b"<tmx>", "not well-formed"),
        (memory("<tuv>"), "not well-formed"),
        (memory(tuv("id", "&nbsp;")), "defined nowhere, &nbsp;"),
        (memory(tuv("id", "<hi>" * 300 + "</hi>" * 300) + tuv("en", "a")), "not well-formed"),
        (memory(tuv("id", "a" * 2_000_001) + tuv("en", "a")), "more than 2,000,000"),
        (
            memory(tuv("id", "&a;")).replace(
                b'SYSTEM "tmx14.dtd"', b'[<!ENTITY a SYSTEM "file:///etc/passwd">]'
            ),
            "declares an entity",
        ),
        (
            memory(tuv("id", "&a;")).replace(
                b'"tmx14.dtd"', b'"tmx14.dtd" [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]'
            ),
            "declares an entity",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(AlihbahasaError, match=message) as caught:
        read(data)
    assert caught.value.line


@given(
    at=st.integers(0, 3_000), junk=st.binary(max_size=8), cut=st.integers(0, 40), raw=st.booleans()
)
def test_any_bytes_are_read_or_refused(at: int, junk: bytes, cut: int, raw: bool) -> None:
    data = written(realistic())
    data = junk if raw else data[:at] + junk + data[at + cut :]
    tmx.recognises(data[:4096])
    try:
        read(data)
    except AlihbahasaError as error:
        assert error.message


def test_only_a_memory_is_recognised() -> None:
    data = written(realistic())
    assert [each.name for each in plugins.memory_formats() if each.recognises(data)] == ["tmx"]
    assert not [each.name for each in plugins.exchange_formats() if each.recognises(data)]
    assert not any(tmx.recognises(data) for data in (b"", b"<tbx/>", b'msgid ""', b"<tmx"))


def test_memory_stays_flat() -> None:
    """Ten times the units take no more memory, either way."""

    def many(count: int) -> Iterator[Unit]:
        return (finished(f"Kalimat {n}.", f"Sentence {n}.", id=f"u{n}") for n in range(count))

    peaks = []
    for count in (500, 5_000):
        tracemalloc.start()
        data = BytesIO()
        for piece in tmx.write(HEADER, many(count)):
            data.write(piece)
        size = len(data.getbuffer())
        data.seek(0)
        _, units = tmx.read(data)
        assert sum(1 for _ in units) == count
        peaks.append(tracemalloc.get_traced_memory()[1] - size)
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000


# --- other programs -----------------------------------------------------------------------


@pytest.mark.shared
def test_files_are_valid(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    units = [replace(unit, state=State.REVIEWED) for unit in realistic() if unit.has_target]
    (tmp_path / "empty.tmx").write_bytes(written([]))
    path.write_bytes(written([*units, finished(BOLD, (BOLD[0], "x"), context="c")]))
    command = [sys.executable, str(shared / "conformance/validate.py"), str(path)]
    done = subprocess.run(
        [*command, str(tmp_path / "empty.tmx")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": valid") == 2


@pytest.mark.shared
def test_sample_files_are_read(shared: Path) -> None:
    files = sorted(shared.rglob("*.tmx"))
    assert len(files) >= 4
    for file in files:
        units = read(file.read_bytes()).units
        assert units, file
        assert all(unit.is_finished for unit in units), file


@pytest.mark.tool
def test_the_translate_toolkit_reads_it() -> None:
    storage = pytest.importorskip(
        "translate.storage.tmx", reason="translate-toolkit is not installed"
    )
    units = [finished(f"Satu {n} & <dua>.", f"One\n{n}.", context=f"c{n}") for n in range(3)]
    store = storage.tmxfile.parsestring(written(units))
    assert [(each.source, each.target, each.getcontext()) for each in store.units] == [
        (plain(unit.source), plain(unit.target or ()), unit.context) for unit in units
    ]


_SCRIPT = """\
import groovy.json.JsonOutput
import org.omegat.core.Core

if (eventType.toString() == "LOAD") {
    def seen = Core.project.allEntries.collect {
        [it.srcText, Core.project.getTranslationInfo(it)?.translation]
    }
    new File(System.getenv("SEEN")).setText(JsonOutput.toJson(seen), "UTF-8")
}
"""

#: That tags count in a memory of another program is a setting, off at first.
_PREFERENCES = """\
<?xml version="1.0" encoding="UTF-8" ?>
<omegat><preference version="1.0"><ext_tmx_show_level2>true</ext_tmx_show_level2></preference>
</omegat>
"""


@pytest.mark.tool
@omegat
def test_omegat_finds_each_sentence_with_its_tags(tmp_path: Path) -> None:
    """What is in our XLIFF, inline codes too, is found in our TMX."""
    units = [
        finished("Satu & dua.", "One & two.", id="u1"),
        finished(("Di ", *BOLD, " lagi."), ("In ", *BOLD, " again."), id="u2"),
    ]
    project = omegat_project(tmp_path)
    drafts = [replace(unit, target=unit.source, state=State.INITIAL) for unit in units]
    (project / "source/a.xlf").write_bytes(b"".join(xliff12.write(HEADER, drafts)))
    (project / "tm/auto/a.tmx").write_bytes(written(units))
    config = tmp_path / "config"
    config.mkdir()
    (config / "omegat.prefs").write_text(_PREFERENCES, "utf-8")
    seen = tmp_path / "seen.json"
    told = run_omegat(project, _SCRIPT, SEEN=str(seen))
    assert seen.exists(), told[-2000:]
    assert json.loads(seen.read_text("utf-8")) == [
        ["Satu & dua.", "One & two."],
        ["Di <g0>Baku</g0> lagi.", "In <g0>Baku</g0> again."],
    ]
