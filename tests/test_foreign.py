"""Files that other programs write: what is read of them, and what a changed target changes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
import pytest

from alihbahasa import plugins
from alihbahasa.contracts import Change, ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import po, xliff2, xliff12
from alihbahasa.model import Code, CodeKind, Content, Side, State, Unit, plain, raw

OPEN, CLOSE, ALONE = CodeKind.OPEN, CodeKind.CLOSE, CodeKind.STANDALONE
DRAFT, DONE, REVIEWED, FINAL = State


def read(format: ExchangeFormat, data: bytes) -> list[Unit]:
    """Return the units of the file *data*."""
    return list(format.read(BytesIO(data))[1])


def patched(format: ExchangeFormat, data: bytes, changes: dict[str, Change]) -> bytes:
    """Return *data* with *changes* in it."""
    return b"".join(format.patch(data, changes))


# --- what programs write, in short ------------------------------------------------------

#: Trados: segments in marks, within formatting; states in a vocabulary of its own.
TRADOS = """\ufeff<?xml version="1.0" encoding="utf-8"?><xliff \
xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" \
xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">\
<file original="a.docx" datatype="x-sdlfilterframework2" source-language="id-ID" \
target-language="en-GB"><header><sdl:ref-files /><tag-defs \
xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><bpt name="cf">&lt;b></bpt></tag>\
</tag-defs></header><body><group><sdl:cxts><sdl:cxt id="1" /></sdl:cxts>
<trans-unit id="t1"><source><g id="5">Satu. Dua.</g></source><seg-source><g id="5">\
<mrk mtype="seg" mid="1">Satu.</mrk> <mrk mtype="seg" mid="2">Dua.</mrk></g></seg-source>\
<target><g id="5"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2" /></g></target>\
<sdl:seg-defs><sdl:seg id="1" conf="Translated" origin="interactive"><sdl:value key="x">y\
</sdl:value></sdl:seg><sdl:seg id="2" /></sdl:seg-defs></trans-unit>
<trans-unit id="t2"><source>Tiga.</source><seg-source><mrk mtype="seg" mid="3">Tiga.</mrk>\
</seg-source><target><mrk mtype="seg" mid="3"><mrk mtype="x-sdl-deleted" sdl:revid="a">Two\
</mrk>Three.</mrk></target><sdl:seg-defs><sdl:seg id="3" conf="ApprovedSignOff" /></sdl:seg-defs>\
</trans-unit>
<trans-unit id="t3"><source>Empat. Lima.</source><seg-source><mrk mtype="seg" mid="4">Empat.\
</mrk> <mrk mtype="seg" mid="5">Lima.</mrk></seg-source></trans-unit></group></body></file></xliff>
"""

#: Okapi Rainbow: prefixes of its own and of ITS, segments numbered from 0, translations by memory.
OKAPI = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:okp="okapi-framework:\
xliff-extensions" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0">
<file original="a.html" source-language="id" target-language="en" datatype="html" \
okp:inputEncoding="UTF-8">
<body>
<group id="g1"><group id="g2" restype="table">
<trans-unit id="tu1" okp:wsBefore=" ">
<source xml:lang="id">Klik <bpt id="1" ctype="link" okp:t="x">&lt;a href="<sub>tautan</sub>"></bpt>\
di sini<ept id="1">&lt;/a></ept> &amp; <ph id="2" equiv-text="br">&lt;br/></ph>lagi.</source>
<seg-source><mrk mid="0" mtype="seg">Klik <bpt id="1" ctype="link" okp:t="x">&lt;a href="<sub>\
tautan</sub>"></bpt>di sini<ept id="1">&lt;/a></ept> &amp; <ph id="2" equiv-text="br">&lt;br/>\
</ph>lagi.</mrk></seg-source>
<target xml:lang="en"><mrk mid="0" mtype="seg"></mrk></target>
<alt-trans match-quality="71" origin="okp:tm" okp:matchType="FUZZY"><source xml:lang="id">Klik \
di sini.</source><target xml:lang="en" state="translated">Click here.</target></alt-trans>
</trans-unit>
</group></group>
<bin-unit id="b1" mime-type="image/png"><bin-source><internal-file>AA==</internal-file>\
</bin-source></bin-unit>
</body>
</file>
</xliff>
"""

#: memoQ: attributes of its own on the unit, states it keeps to itself.
MEMOQ = """<?xml version="1.0" encoding="UTF-8"?>\r
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff">\r
<file original="a.docx" source-language="id" target-language="en" datatype="x-memoq">\r
<body>\r
<trans-unit id="1" mq:status="NotStarted" approved="no" mq:segmentguid="9b">\r
<source xml:space="preserve">Halo <x id="1" mq:tag="a&lt;b"/>dunia</source>\r
<target xml:space="preserve"></target>\r
<mq:comments><mq:comment>Halo!</mq:comment></mq:comments>\r
</trans-unit>\r
</body>\r
</file>\r
</xliff>\r
"""

#: Angular: no state anywhere, placeholders whose names say what they are.
ANGULAR = """<?xml version="1.0" encoding="UTF-8" ?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file source-language="id" target-language="en" datatype="plaintext" original="ng2.template">
    <body>
      <trans-unit id="introductionHeader" datatype="html">
        <source>Halo <x id="START_TAG_SPAN" ctype="x-span" equiv-text="&lt;span>"/>\
<x id="INTERPOLATION" equiv-text="{{name}}"/><x id="CLOSE_TAG_SPAN" ctype="x-span" \
equiv-text="&lt;/span>"/>!</source>
        <target>Hi <x id="START_TAG_SPAN" ctype="x-span" equiv-text="&lt;span>"/>\
<x id="INTERPOLATION" equiv-text="{{name}}"/><x id="CLOSE_TAG_SPAN" ctype="x-span" \
equiv-text="&lt;/span>"/>!</target>
        <context-group purpose="location">
          <context context-type="sourcefile">app/a.ts</context>
          <context context-type="linenumber">4</context>
        </context-group>
        <note priority="1" from="description">Salam</note>
      </trans-unit>
      <trans-unit id="icu" datatype="html">
        <source>{VAR_PLURAL, plural, =0 {kosong} other {banyak}}</source>
      </trans-unit>
    </body>
  </file>
</xliff>
"""

#: Symfony: keys as resname, ids that are hashes, two files with the same ids in one.
SYMFONY = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
  <file source-language="id" target-language="en" datatype="plaintext" original="file.ext">
    <header>
      <tool tool-id="symfony" tool-name="Symfony"/>
    </header>
    <body>
      <trans-unit id="a1B2" resname="app.title">
        <source>app.title</source>
        <target>Title</target>
      </trans-unit>
    </body>
  </file>
  <file source-language="id" target-language="en" datatype="plaintext" original="more.ext">
    <body>
      <trans-unit id="a1B2" resname="app.name">
        <source>app.name</source>
        <target><![CDATA[Name & more]]></target>
      </trans-unit>
    </body>
  </file>
</xliff>
"""

#: Weblate: the prefix xliff of some of its tools, states told by approved alone.
WEBLATE = """<?xml version='1.0' encoding='UTF-8'?>
<xliff:xliff xmlns:xliff="urn:oasis:names:tc:xliff:document:1.1" version="1.1">
 <xliff:file original="a" source-language="id" target-language="en" datatype="po">
  <xliff:body>
   <xliff:trans-unit xml:space="preserve" id="1" approved="yes">
    <xliff:source>Ya</xliff:source>
    <xliff:target>Yes</xliff:target>
   </xliff:trans-unit>
   <xliff:trans-unit xml:space="preserve" id="2">
    <xliff:source>Tidak <xliff:g id="1">ya</xliff:g></xliff:source>
    <!-- belum -->
   </xliff:trans-unit>
  </xliff:body>
 </xliff:file>
</xliff:xliff>
"""

#: Lokalize: attributes in no order, phases, a target copied from the source.
LOKALIZE = """<?xml version='1.0' encoding='UTF-8'?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file target-language="en" datatype="plaintext" original="a.md" source-language="id">
    <header>
      <phase-group>
        <phase process-name="approval" phase-name="approval-1"/>
      </phase-group>
    </header>
    <body>
      <trans-unit xml:space="preserve" id="u1" approved="yes">
        <source xml:lang="id">Pohon</source>
        <target phase-name="approval-1" state-qualifier="exact-match" state="final" \
xml:lang="en">Tree</target>
      </trans-unit>
      <trans-unit xml:space="preserve" id="u2">
        <source xml:lang="id">Rumput</source>
        <target state="needs-translation" xml:lang="en">Rumput</target>
      </trans-unit>
    </body>
  </file>
</xliff>
"""

#: XLIFF 2.1 with groups, several segments, sub-flows, annotations, and modules.
MODULES = """<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" trgLang="en" \
xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" xmlns:its="http://www.w3.org/2005/11/its" \
its:version="2.0">
 <file id="f1" original="a.html"><skeleton>[tu2]</skeleton>
  <group id="g1"><group id="g2">
   <unit id="tu1" name="alt"><segment><source>gambar</source></segment></unit>
   <unit id="tu2" fs:fs="p">
    <originalData>
     <data id="d1">&lt;img/></data>
    </originalData>
    <segment id="s1" state="final" subState="x:y">
     <source>Satu <ph id="1" dataRef="d1" subFlows="tu1" equiv="i" its:person="no"/>.</source>
     <target>One <ph id="1" dataRef="d1" subFlows="tu1" equiv="i" its:person="no"/>.</target>
    </segment>
    <ignorable><source> </source></ignorable>
    <segment id="s2">
     <source xml:space="preserve"><sm id="m1" type="term"/>Dua<em startRef="m1"/>.</source>
    </segment>
   </unit>
  </group></group>
 </file>
 <file id="f2"><unit id="tu1"><segment><source>lagi<cp hex="0001"/></source></segment></unit></file>
</xliff>
"""

#: A project of gettext: wrapped lines, plurals, contexts, flags, earlier and obsolete messages.
GETTEXT = r"""# Translation of nano.
msgid ""
msgstr ""
"Project-Id-Version: nano 8\n"
"Language: pl\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=ISO-8859-2\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 "
"|| n%100>=20) ? 1 : 2);\n"

# Ktoś napisał.
#. TRANSLATORS: keep it short
#: src/files.c:1 src/files.c:22
#, fuzzy, c-format
#| msgctxt "prompt"
#| msgid "Wrote %zu lines"
msgctxt "prompt"
msgid "Wrote %d line"
msgid_plural "Wrote %d lines"
msgstr[0] "Zapisano %d wiersz"
msgstr[1] "Zapisano %d wiersze"
msgstr[2] ""

#: src/nano.c:3
msgid ""
"The quick brown fox jumps over the lazy dog, and after that it does so once "
"more.\n"
"Then it sleeps."
msgstr ""

#~ msgid "Gone"
#~ msgstr "Zniknął"
"""


@dataclass(frozen=True)
class Sample:
    """A file, what is read of it, and what each change does to its text."""

    format: ExchangeFormat
    data: bytes
    units: list[tuple[str, str, str | None, State]]
    changes: list[tuple[str, Change, list[tuple[str, str]]]]
    encoding: str = "utf-8"


def said(text: str, state: State = DONE, *plurals: str) -> Change:
    """Return the change to a target that is but *text*."""
    return Change((text,), state, tuple((form,) for form in plurals))


LINK = (
    "Click ",
    Code("1", OPEN),
    "here",
    Code("1", CLOSE),
    " & ",
    Code("2", ALONE),
    "again.",
)

SAMPLES = {
    "Trados": Sample(
        xliff12.PLUGIN,
        TRADOS.encode(),
        [
            ("t1", "Satu. Dua.", "One. ", DRAFT),
            ("t2", "Tiga.", "Three.", FINAL),
            ("t3", "Empat. Lima.", None, DRAFT),
        ],
        [
            (
                "t1",
                Change((Code("5", OPEN), "One. Two.", Code("5", CLOSE)), DONE),
                [
                    ('mid="2" />', 'mid="2">Two.</mrk>'),
                    ('<sdl:seg id="2" />', '<sdl:seg id="2" conf="Translated"/>'),
                ],
            ),
            (
                "t2",
                said("Three!", DONE),
                [
                    (
                        '<mrk mtype="x-sdl-deleted" sdl:revid="a">Two</mrk>Three.',
                        "Three!",
                    ),
                    ('conf="ApprovedSignOff"', 'conf="Translated"'),
                ],
            ),
            (
                "t3",
                said("Four. Five."),
                [
                    (
                        'mid="5">Lima.</mrk></seg-source>',
                        'mid="5">Lima.</mrk></seg-source><target state="translated"><mrk '
                        'mtype="seg" mid="4">Four.</mrk> <mrk mtype="seg" mid="5">Five.</mrk>'
                        "</target>",
                    )
                ],
            ),
            (
                "t3",
                said("Four and five."),
                [
                    (
                        'mid="5">Lima.</mrk></seg-source>',
                        'mid="5">Lima.</mrk></seg-source><target state="translated"><mrk '
                        'mtype="seg" mid="4">Four and five.</mrk><mrk mtype="seg" mid="5"></mrk>'
                        "</target>",
                    )
                ],
            ),
        ],
    ),
    "Okapi": Sample(
        xliff12.PLUGIN,
        OKAPI.encode(),
        [("tu1", "Klik di sini & lagi.", None, DRAFT)],
        [
            (
                "tu1",
                Change(LINK, DONE),
                [
                    ('<target xml:lang="en"><mrk', '<target xml:lang="en" state="translated"><mrk'),
                    (
                        'mtype="seg"></mrk>',
                        'mtype="seg">Click <bpt id="1" ctype="link" okp:t="x">&lt;a href="<sub>'
                        'tautan</sub>"></bpt>here<ept id="1">&lt;/a></ept> &amp; <ph id="2" '
                        'equiv-text="br">&lt;br/></ph>again.</mrk>',
                    ),
                ],
            )
        ],
    ),
    "memoQ": Sample(
        xliff12.PLUGIN,
        MEMOQ.encode(),
        [("1", "Halo dunia", None, DRAFT)],
        [
            (
                "1",
                Change(("Hello\n", Code("1", ALONE), "world"), FINAL),
                [
                    ('approved="no"', 'approved="yes"'),
                    (
                        '<target xml:space="preserve">',
                        '<target xml:space="preserve" state="final">Hello\r\n'
                        '<x id="1" mq:tag="a&lt;b"/>world',
                    ),
                ],
            )
        ],
    ),
    "Angular": Sample(
        xliff12.PLUGIN,
        ANGULAR.encode(),
        [
            ("introductionHeader", "Halo !", "Hi !", DONE),
            ("icu", "{VAR_PLURAL, plural, =0 {kosong} other {banyak}}", None, DRAFT),
        ],
        [
            (
                "introductionHeader",
                Change((Code("INTERPOLATION", ALONE), ", hi"), DONE),
                [
                    (
                        '<target>Hi <x id="START_TAG_SPAN" ctype="x-span" equiv-text="&lt;span>"/>'
                        '<x id="INTERPOLATION" equiv-text="{{name}}"/><x id="CLOSE_TAG_SPAN" '
                        'ctype="x-span" equiv-text="&lt;/span>"/>!',
                        '<target><x id="INTERPOLATION" equiv-text="{{name}}"/>, hi',
                    )
                ],
            ),
            (
                "icu",
                said("{VAR_PLURAL, plural, =0 {none} other {many}}"),
                [
                    (
                        "{banyak}}</source>",
                        '{banyak}}</source>\n        <target state="translated">'
                        "{VAR_PLURAL, plural, =0 {none} other {many}}</target>",
                    )
                ],
            ),
        ],
    ),
    "Symfony": Sample(
        xliff12.PLUGIN,
        SYMFONY.encode(),
        [
            ("a1B2", "app.title", "Title", DONE),
            ("more.ext#a1B2", "app.name", "Name & more", DONE),
        ],
        [
            ("a1B2", said("Headline"), [(">Title<", ">Headline<")]),
            ("more.ext#a1B2", said("A & B"), [("<![CDATA[Name & more]]>", "A &amp; B")]),
            (
                "more.ext#a1B2",
                Change(None, DRAFT),
                [("<target><![CDATA[Name & more]]></target>", "<target/>")],
            ),
        ],
    ),
    "Weblate": Sample(
        xliff12.PLUGIN,
        WEBLATE.encode(),
        [("1", "Ya", "Yes", DONE), ("2", "Tidak ya", None, DRAFT)],
        [
            ("1", said("Yeah"), [(">Yes<", ">Yeah<")]),
            (
                "2",
                Change(("No ", Code("1", OPEN), "yes", Code("1", CLOSE)), DONE),
                [
                    (
                        "ya</xliff:g></xliff:source>",
                        'ya</xliff:g></xliff:source>\n    <xliff:target state="translated">No '
                        '<xliff:g id="1">yes</xliff:g></xliff:target>',
                    )
                ],
            ),
        ],
    ),
    "Lokalize": Sample(
        xliff12.PLUGIN,
        LOKALIZE.encode(),
        [("u1", "Pohon", "Tree", FINAL), ("u2", "Rumput", None, DRAFT)],
        [
            (
                "u1",
                said("A tree", DRAFT),
                [
                    ('approved="yes"', 'approved="no"'),
                    (
                        ' state-qualifier="exact-match" state="final" xml:lang="en">Tree',
                        ' state="needs-review-translation" xml:lang="en">A tree',
                    ),
                ],
            ),
            (
                "u2",
                said("Rumput", REVIEWED),
                [('state="needs-translation"', 'state="signed-off"')],
            ),
        ],
    ),
    "XLIFF 2.1": Sample(
        xliff2.PLUGIN,
        MODULES.encode(),
        [
            ("tu1", "gambar", None, DRAFT),
            ("tu2", "Satu . Dua.", "One . ", DRAFT),
            ("f2#tu1", "lagi\x01", None, DRAFT),
        ],
        [
            (
                "tu2",
                Change(("One ", Code("1", ALONE), ". Two."), DONE),
                [
                    ('<segment id="s2">', '<segment id="s2" state="translated">'),
                    (
                        'm1"/>.</source>',
                        'm1"/>.</source>\n     <target xml:space="preserve">Two.</target>',
                    ),
                ],
            ),
            (
                "f2#tu1",
                said("\x01 more", FINAL),
                [
                    (
                        '<segment><source>lagi<cp hex="0001"/></source>',
                        '<segment state="final"><source>lagi<cp hex="0001"/></source><target>'
                        '<cp hex="0001"/> more</target>',
                    )
                ],
            ),
        ],
    ),
    "gettext": Sample(
        po.PLUGIN,
        GETTEXT.encode("iso8859-2"),
        [
            ("ua6y3afcqg4sq4", "Wrote %d line", "Zapisano %d wiersz", DRAFT),
            (
                "u532ztpnprmx7w",
                "The quick brown fox jumps over the lazy dog, and after that it does so once "
                "more.\nThen it sleeps.",
                None,
                DRAFT,
            ),
            ("u35uvnif7vsldm", "Gone", "Zniknął", DONE),
        ],
        [
            (
                "ua6y3afcqg4sq4",
                said("Zapisano %d wiersz", DONE, "Zapisano %d wiersz", "%d wiersze", "%d wierszy"),
                [
                    ("#, fuzzy, c-format", "#, c-format"),
                    ('#| msgctxt "prompt"\n#| msgid "Wrote %zu lines"\n', ""),
                    ('[1] "Zapisano ', '[1] "'),
                    ('msgstr[2] ""', 'msgstr[2] "%d wierszy"'),
                ],
            ),
            (
                "u532ztpnprmx7w",
                said("Pchnąć w tę łódź jeża lub ośm skrzyń fig, a potem " * 2 + "\nśpi.", DRAFT),
                [
                    ("#: src/nano.c:3\n", "#: src/nano.c:3\n#, fuzzy\n"),
                    (
                        'sleeps."\nmsgstr ""',
                        'sleeps."\nmsgstr ""\n'
                        '"Pchnąć w tę łódź jeża lub ośm skrzyń fig, a potem Pchnąć w tę łódź jeża '
                        'lub "\n"ośm skrzyń fig, a potem \\n"\n"śpi."',
                    ),
                ],
            ),
            (
                "u35uvnif7vsldm",
                said("Nie\nma"),
                [('#~ msgstr "Zniknął"', '#~ msgstr ""\n#~ "Nie\\n"\n#~ "ma"')],
            ),
        ],
        encoding="iso8859-2",
    ),
}
each_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


@each_sample
def test_what_other_programs_write_is_read(sample: Sample) -> None:
    """Texts, states and names are as the program means them."""
    assert [
        format.name
        for format in plugins.exchange_formats()
        if format.recognises(sample.data[:4096])
    ] == [sample.format.name]
    units = read(sample.format, sample.data)
    assert [
        (unit.id, plain(unit.source), unit.target and plain(unit.target), unit.state)
        for unit in units
    ] == sample.units


@each_sample
def test_a_changed_target_changes_nothing_else(sample: Sample) -> None:
    """The bytes are those of the file, but for the target and what tells its state."""
    assert patched(sample.format, sample.data, {}) == sample.data
    text = sample.data.decode(sample.encoding)
    for id, change, edits in sample.changes:
        expected = text
        for old, new in edits:
            assert expected.count(old) == 1, old
            expected = expected.replace(old, new)
        now = patched(sample.format, sample.data, {id: change})
        assert now.decode(sample.encoding) == expected
        assert patched(sample.format, now, {id: change}) == now
        unit = next(unit for unit in read(sample.format, now) if unit.id == id)
        assert plain(unit.target or ()) == plain(change.target or ())
        assert unit.state is (change.state if change.target else DRAFT)


@each_sample
def test_places_are_found_in_what_others_write(sample: Sample) -> None:
    """The first character of each text is where the answer says."""
    lines = sample.data.decode(sample.encoding).removeprefix("\ufeff").split("\n")
    for unit in read(sample.format, sample.data):
        for side, content in ((Side.SOURCE, unit.source), (Side.TARGET, unit.target or ())):
            for place in sample.format.locate(sample.data, [(unit.id, side, 0)]).values():
                found = lines[place[0] - 1][place[1] - 1]
                if text := plain(content):
                    assert found in (text[0], "<"), (unit.id, side)


def test_unfilled_segments_are_no_target() -> None:
    """Trados and Okapi prepare targets of empty segments, with the codes around them."""
    data = TRADOS.replace(">One.</mrk>", "></mrk>").encode()
    assert read(xliff12.PLUGIN, data)[0].target is None


def test_segments_that_stay_keep_what_is_in_them() -> None:
    """An annotation in a segment that does not change is kept."""
    data = TRADOS.replace(">One.<", "><mrk mtype='x-sdl-comment'>One.</mrk><").encode()
    target = (Code("5", OPEN), "One. Two.", Code("5", CLOSE))
    now = patched(xliff12.PLUGIN, data, {"t1": Change(target, DONE)})
    assert b"<mrk mtype='x-sdl-comment'>One.</mrk></mrk> <mrk" in now


def test_an_annotation_over_two_segments_goes_as_a_whole() -> None:
    """A beginning without its end would not be valid (XLIFF 2.1, 4.2.3.5)."""
    segment = "<segment state='translated'><source>a</source><target>{}</target></segment>"
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="a" '
        'trgLang="b"><file id="f"><unit id="u">'
        + segment.format("<sm id='m'/>A.")
        + segment.format(" B.<em startRef='m'/>")
        + "</unit></file></xliff>"
    ).encode()
    now = patched(xliff2.PLUGIN, data, {"u": said("A. C.")})
    assert b"<target>A.</target>" in now
    assert b"<target> C.</target>" in now


def test_the_markup_of_a_code_that_the_file_lacks_is_added() -> None:
    """It comes beside the other markup, or before the first segment."""
    target: Content = (Code("9", ALONE, "<hr/>"), "Picture")
    now = patched(
        xliff2.PLUGIN,
        MODULES.encode(),
        {"tu1": Change(target, DONE), "tu2": Change((*target, "."), DONE)},
    )
    assert next(unit.target for unit in read(xliff2.PLUGIN, now)) == target
    assert b'<originalData><data id="d1">&lt;hr/&gt;</data></originalData><segment' in now
    assert b'</data>\n    <data id="d2">' in now or b'<data id="d2">&lt;hr/&gt;</data>' in now


# --- what is wrong -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Symfony", "XLIFF 2.1", "gettext"])
def test_a_unit_that_is_not_there_is_named(name: str) -> None:
    """Nothing is changed when a part of it cannot be."""
    sample = SAMPLES[name]
    with pytest.raises(AlihbahasaError) as caught:
        patched(sample.format, sample.data, {"tidak-ada": said("x")})
    assert caught.value.unit == "tidak-ada"


@pytest.mark.parametrize(
    ("name", "id", "target", "words"),
    [
        ("Symfony", "a1B2", "a\x1b", "U\\+001B at offset 1"),
        ("Symfony", "a1B2", "a\ud800", "U\\+D800"),
        ("XLIFF 2.1", "tu1", "a\ud800", "U\\+D800"),
        ("gettext", "u35uvnif7vsldm", "a\0", "NUL"),
        ("gettext", "u35uvnif7vsldm", "Ош", "ISO8859-2, has no"),
    ],
)
def test_a_character_that_cannot_be_held_is_named(
    name: str, id: str, target: str, words: str
) -> None:
    """With the unit."""
    sample = SAMPLES[name]
    with pytest.raises(AlihbahasaError, match=words) as caught:
        patched(sample.format, sample.data, {id: said(target)})
    assert caught.value.unit == id


def test_plural_forms_that_have_no_place_are_refused() -> None:
    """Fewer than the entry has, and any where it has none."""
    for id, change in (
        ("ua6y3afcqg4sq4", said("a", DONE, "a", "b")),
        ("u35uvnif7vsldm", said("a", DONE, "a", "b")),
    ):
        with pytest.raises(AlihbahasaError, match="plural forms") as caught:
            patched(po.PLUGIN, GETTEXT.encode("iso8859-2"), {id: change})
        assert caught.value.unit == id
    with pytest.raises(AlihbahasaError, match="plural forms"):
        patched(xliff12.PLUGIN, SYMFONY.encode(), {"a1B2": said("a", DONE, "a", "b")})


def test_unbalanced_codes_are_written_as_halves() -> None:
    """A pair that is torn apart is still well-formed, and read as it was meant."""
    for name, id in (("Trados", "t1"), ("Weblate", "2")):
        sample = SAMPLES[name]
        code = "5" if name == "Trados" else "1"
        for target in (
            (Code(code, CLOSE), "b", Code(code, OPEN)),
            ("a", Code(code, OPEN), "b"),
            (Code(code, OPEN), "One.", Code("9", OPEN), Code(code, CLOSE), "x", Code("9", CLOSE)),
        ):
            now = patched(sample.format, sample.data, {id: Change(target, DONE)})
            assert next(u for u in read(sample.format, now) if u.id == id).target == target


@pytest.mark.parametrize("name", SAMPLES)
def test_broken_files_are_refused_with_a_line(name: str) -> None:
    """A file cut short, an entity, and a unit in a unit."""
    sample = SAMPLES[name]
    texts = [sample.data[: len(sample.data) * 2 // 3]]
    if sample.format is not po.PLUGIN:
        unit = "trans-unit" if sample.format is xliff12.PLUGIN else "unit"
        text = sample.data.decode()
        texts += [
            re.sub("<(\\S*xliff )", r'<!DOCTYPE a [<!ENTITY b "c">]><\1', text, count=1).encode(),
            re.sub(
                r"<(\w+:)?source",
                rf'<{unit} xmlns="{_namespace(text)}" id="x"/>\g<0>',
                text,
                count=1,
            ).encode(),
        ]
    else:
        texts[0] += b'msgid "'
    for data in texts:
        with pytest.raises(AlihbahasaError) as caught:
            patched(sample.format, data, {sample.units[0][0]: said("x")})
        assert caught.value.line


def _namespace(text: str) -> str:
    return "urn:oasis:names:tc:xliff:document:" + text.partition("xliff:document:")[2][:3]


# --- the standards' files and what programs saved -----------------------------------------

_FOLDERS = (
    "conformance/oasis-xliff-21/test-suite/core/valid",
    "conformance/oasis-xliff-21/test-suite/core/in-out",
    "conformance/oasis-xliff-21/test-suite/modules/valid",
    "conformance/examples",
    "clients/gui",
    "clients/samples",
    "clients/samples/best",
    "clients/samples/omegat-legacy",
)


def _files(shared: Path) -> Iterator[tuple[Path, ExchangeFormat]]:
    for folder in _FOLDERS:
        for path in sorted((shared / folder).iterdir()):
            if path.suffix in (".xlf", ".po"):
                head = path.read_bytes()[:4096]
                (format,) = (each for each in plugins.exchange_formats() if each.recognises(head))
                yield path, format


def _beside(unit: Unit) -> tuple[object, ...]:
    return (
        unit.id,
        unit.source,
        unit.places,
        unit.context,
        unit.matches,
        unit.notes,
        unit.alternatives,
        unit.obsolete,
        unit.plurals[1:],
    )


@pytest.mark.shared
@pytest.mark.parametrize("state", State)
def test_files_of_the_suites_and_of_programs(shared: Path, state: State) -> None:
    """Patched with nothing they are the same; with new targets, these are read, and all else."""
    count = 0
    for path, format in _files(shared):
        data = path.read_bytes()
        units = read(format, data)
        same = {unit.id: Change(unit.target, unit.state, unit.plurals) for unit in units}
        assert patched(format, data, {}) == patched(format, data, same) == data, path
        if format is po.PLUGIN and state.rank > DONE.rank:
            continue
        count += 1
        new = {
            unit.id: Change(
                (
                    "New & <good>. ",
                    *(part for part in unit.source if isinstance(part, Code)),
                    "Two.",
                ),
                state,
            )
            for unit in units
        }
        now = patched(format, data, new)
        found = read(format, now)
        assert [_beside(unit) for unit in found] == [_beside(unit) for unit in units], path
        for unit in found:
            assert raw(unit.target or ()) == raw(new[unit.id].target or ()), (path, unit.id)
            assert unit.state is state, (path, unit.id)
        assert patched(format, now, new) == now
        for unit in units:
            now = patched(format, data, {unit.id: new[unit.id]})
            others = [each for each in read(format, now) if each.id != unit.id]
            assert others == [each for each in units if each.id != unit.id], (path, unit.id)
    assert count > 80


#: What msgfmt refuses and we read, and what it reads and we refuse.
EXCEPTIONS = {
    "inconsistent-leading-newlines.po": "a fault of a translation, which checks tell",
    "inconsistent-trailing-newlines.po": "a fault of a translation, which checks tell",
    "codomain-error-in-unused-plural-forms.po": "a hundred million plural forms",
    "inconsistent-number-of-plural-forms.po": "msgfmt -c refuses it: forms would be lost",
    "unusual-number-of-plural-forms.po": "msgfmt -c refuses it: forms would be lost",
    "non-ascii-compatible.po": "a charset that gettext does not have either (UTF-7)",
    "non-python-encoding.po": "a charset that Python does not have (KOI8-RU)",
    "non-python-portable-encoding.po": "a charset that Python does not have (GEORGIAN-PS)",
    "non-text-encoding.po": "no charset",
    "unknown-encoding.po": "no charset",
    "xfail-header-imitation.po": "bytes that are not in the charset of its header",
}


@pytest.mark.shared
@pytest.mark.tool
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_the_files_of_i18nspector(shared: Path, tmp_path: Path) -> None:
    """What gettext sees we see, what it refuses we refuse in that line, and nothing is lost."""
    folder = shared / "conformance/i18nspector/tests/blackbox_tests"
    files = sorted(folder.glob("*.po*"))
    assert len(files) == 323
    exceptions = dict(EXCEPTIONS)
    for file in files:
        data = file.read_bytes()
        judged = subprocess.run(
            ["msgfmt", "-o", "/dev/null", str(file)], capture_output=True, check=False
        )
        refused = judged.returncode != 0
        try:
            units = read(po.PLUGIN, data)
        except AlihbahasaError as error:
            assert error.line
            if refused:
                assert f"{file.name}:{error.line}:".encode() in judged.stderr, file
            else:
                assert exceptions.pop(file.name), file
            continue
        if refused:
            assert exceptions.pop(file.name), file
        same = {unit.id: Change(unit.target, unit.state, unit.plurals) for unit in units}
        assert patched(po.PLUGIN, data, {}) == patched(po.PLUGIN, data, same) == data
        catalogue = subprocess.run(
            ["msgcat", "--no-wrap", "--force-po", "--to-code=UTF-8", str(file)],
            capture_output=True,
            check=False,
        )
        if catalogue.returncode == 0:
            (tmp_path / "a.po").write_bytes(catalogue.stdout)
            theirs = polib.pofile(str(tmp_path / "a.po"), encoding="utf-8")
            assert Counter(_seen(units)) == Counter(
                (each.msgctxt, each.msgid, each.msgid_plural, _forms(each), each.fuzzy)
                for each in theirs
            ), file
    assert not exceptions


def _run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False)


def _seen(units: list[Unit]) -> Iterator[tuple[object, ...]]:
    for unit in units:
        context = unit.context or (unit.kind.value if unit.kind.suffix else None)
        plural = next((note.text for note in unit.notes if note.category == "plural"), "")
        forms = tuple(raw(form) for form in unit.plurals) or (raw(unit.target or ()),)
        is_draft = unit.has_target and unit.state is State.INITIAL
        yield context, raw(unit.source), plural, forms, is_draft


def _forms(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
