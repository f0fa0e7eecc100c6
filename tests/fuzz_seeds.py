"""The whole files that ``fuzzing`` damages: what our writers make, and what other programs do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from xliff_samples import DRAFT, HEADER, LINK, OPEN, TITLE

from alihbahasa import plugins, profiles, storage
from alihbahasa.exchange import po
from alihbahasa.model import (
    Alternative,
    Code,
    CodeKind,
    Concept,
    Glossary,
    Kind,
    Level,
    Match,
    MatchMode,
    Memo,
    Note,
    Place,
    State,
    Term,
    TermStatus,
    Unit,
    unit_id,
)
from alihbahasa.recognition import compile_terms, save

#: The stamp of the compiled glossary.
STAMP = "v1"

_BOLD = (
    "Di ",
    Code("1", CodeKind.OPEN, "<b>"),
    "Baku",
    Code("1", CodeKind.CLOSE, "</b>"),
    Code("2", CodeKind.STANDALONE, "<br/>"),
    " & <sini>.",
)
_RICH = Unit(
    unit_id(_BOLD, Kind.PARAGRAPH),
    Kind.PARAGRAPH,
    _BOLD,
    _BOLD[1:4],
    State.REVIEWED,
    (Place("berita/artsakh.txt", 3),),
    matches=(Match(("Di Baku.",), ("In Baku.",), 82, "tm.tmx"),),
    notes=(
        Note("", "translator", "Benar?\nSaya bertanya."),
        Note("alihbahasa", "terminology", "Baku = Baku (NOT Baki)\nrayon = district"),
    ),
    previous=("Di Baku.",),
    alternatives=(Alternative(("At Baku",), State.INITIAL, "sari.po, 20 Nov 2026"),),
    max_length=200,
    after=" ",
)
_UNITS = (OPEN, LINK, TITLE, DRAFT, _RICH)
_GONE = replace(TITLE, id="ugone", source=("Hilang\n\tdan “lama”.",), obsolete=True)
_FLAT = replace(
    _RICH, id="uflat", source=('Di \\ 50 % "Baku"\n',), target=("In Baku\n",), max_length=None
)
_PLURAL = replace(
    OPEN,
    id="uplural",
    source=("satu",),
    target=("one",),
    plurals=(("one",), ("x",)),
    notes=(Note("", "plural", "dua"),),
)

_GETTEXT = r"""# Penerjemah.
msgid ""
msgstr ""
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"Content-Type: text/plain; charset=UTF-8\n"

# a
#. b
#: src/a.c:1 src/b.c:2
#, fuzzy, c-format
#| msgctxt "p"
#| msgid "Wrote %d"
msgctxt "prompt"
msgid "Wrote %d line"
msgid_plural ""
"Wrote %d "
"lines"
msgstr[0] "a\t\"\x41\303\251"
msgstr[1] ""

#~| msgid "lama"
#~ msgid "Gone"
#~ msgstr "Zniknął"
"""

_SEGMENTS = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="id" \
trgLang="en" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" xmlns:mda="urn:oasis:names:tc:xliff:\
metadata:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f1"><skeleton href="a"/>
<group id="g1"><unit id="u1" name="alt" canResegment="no"><mda:metadata>
<mda:metaGroup category="x"><mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata><notes>
<note id="n1" appliesTo="source">Catatan</note></notes>
<originalData><data id="d1">&lt;img/></data></originalData>
<segment id="s1" state="final" subState="x:y"><source>Satu <ph id="1" dataRef="d1" equiv="i"/>.\
</source><target order="3">One <ph id="1" dataRef="d1"/>.</target></segment><ignorable><source> \
</source></ignorable><segment id="s2"><source xml:space="preserve"><sm id="m1" type="term"/>Dua\
<em startRef="m1"/> <pc id="p1">tebal<sc id="s3"/></pc><ec startRef="s3"/><cp hex="0001"/></source>\
<target order="1"/></segment></unit></group></file></xliff>
"""

_MARKS = """<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" \
version="1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"><file original="a.docx" \
datatype="x-a" source-language="id-ID" target-language="en-GB"><header><tag-defs \
xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"/></tag-defs></header><body><group id="g">
<trans-unit id="t1"><source><g id="5">Satu. Dua.</g></source><seg-source><g id="5">\
<mrk mtype="seg" mid="1">Satu.</mrk> <mrk mtype="seg" mid="2">Dua.</mrk></g></seg-source>\
<target><g id="5"><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2" /></g></target>\
<sdl:seg-defs><sdl:seg id="1" conf="Translated"/></sdl:seg-defs></trans-unit></group>
<trans-unit id="t2" approved="yes" maxwidth="9" size-unit="char"><source>Klik <bpt id="1">&lt;a \
href="<sub>tautan</sub>"></bpt>sini<ept id="1">&lt;/a></ept><x id="2"/></source><target \
state="needs-review-translation">Click<ph id="3">%d</ph></target><alt-trans match-quality="71%">\
<target>x</target></alt-trans><note from="a">b</note></trans-unit>
<bin-unit id="b1" mime-type="image/png">
<bin-source><external-file href="a"/></bin-source></bin-unit>
</body></file></xliff>
"""

_RULES = r"""<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="yes"><formathandle type="start" include="no"/></header>
<body><languagerules><languagerule languagerulename="Indonesian">
<rule break="no"><beforebreak>\b(dll|Prof|Dr|a\.n)\.</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule><languagerule languagerulename="Default">
<rule break="yes"><beforebreak>[.?!…]["'”’)]*</beforebreak><afterbreak>\s+\p{Lu}</afterbreak></rule>
</languagerule></languagerules><maprules>
<languagemap languagepattern="(?i)(id|ms)(-.*)?" languagerulename="Indonesian"/>
<languagemap languagepattern=".*" languagerulename="Default"/>
</maprules></body></srx>
"""

_ARTICLE = """Parlemen Umumkan Darurat Militer

STEPANAKERT, KOMPAS.com — Parlemen mengumumkan darurat militer pada Minggu (27/9/2020). Laju 19,1 %.
Baca juga: Warga Mengungsi
“Kami bertahan. Kami tidak pergi,” kata Prof. Dr. Sari.
- satu
1. dua
© 2020 Penulis: Budi
"""

_MARKDOWN = """---
title: "Judul \\u00e9"
tags: [a, b]
---

# Judul *miring*

Satu **tebal _dalam_** [tautan](https://a.example/b "c") dan `kode`. Dua ![gambar](a.png).
Tiga<br>empat &amp; <span class="x">lima</span>.\\
enam

> kutipan
> - butir
>   lanjut

1. satu

   ```c
   kode
   ```

| a | b |
|---|:-:|
| c | d |

Baca: [lain][1]

Judul lain
==========

<div>
blok *html*
</div>

[1]: https://a.example 'judul'
[^1]: catatan
"""

_HTML = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Judul</title><style>a{b:c}</style>
<meta name="description" content="Satu &amp; dua"></head><body>
<!-- catatan --><h1>Judul <em>miring</em></h1><p>Satu <b>tebal</b><br>dua <img src="a" alt="foto">\
 &copy; &#233;. Tiga <a href="x" title="y">tautan</a>.</p><ul><li>a<li>b</ul>
<script>if (a < b) c("</p>")</script><pre> x
 y</pre><table><tr><td>c<td>d</table><p translate="no">tidak</p><textarea>t</textarea>
<select><option>o</select></body></html>
"""

_SETTINGS = """[project]
source = "id"
targets = ["en", "ru"]

[folders]
sources = "sources"

[export]
profile = "weblate"
formats = ["po", "xliff12"]
title = "news 1.0"

[labels]
"Baca:" = { en = "Read:", ru = "Читайте:" }

[checks]
number = "warning"

[segmentation]
never_break_after = ["Brigjen."]
keep_apart = ["Ya."]

[[archives]]
files = "arsip/*.jsonl"
text = "content.body"

[[overrides]]
articles = "berita/*"
checks = { number = "off" }
segmentation = { keep_apart = ["Tidak."] }
"""

_GLOSSARY = Glossary(
    (
        Concept(
            "darurat-militer",
            (
                Term("darurat militer", "id", forms=("DM",), match=MatchMode.CASE),
                Term("martial law", "en"),
                Term("military rule", "en", TermStatus.ADMITTED),
                Term("state of emergency", "en", TermStatus.FORBIDDEN),
                Term("военное положение", "ru"),
            ),
            Level.MUST,
            definition="Keadaan <darurat>.",
            domain="politik",
            note="sipil: beda; “tanda” | pipa, koma",
            example="Darurat militer diumumkan.",
            url="https://a.example/?a=1&b=2",
            scope=("berita/*",),
        ),
        Concept("rayon", (Term("rayon", "id"), Term("district", "en")), keep=("ru",)),
        Concept("baku", (Term("Baku", "id", match=MatchMode.EXACT), Term("巴库", "zh-Hans"))),
    ),
    ("id", "en", "ru", "zh-Hans"),
)

_OTHERS_TABLE = """Term ID;Indonesian;Part of speech;English (US);Notes;Forbidden
1;rayon / distrik;noun;district | raion;x (y);county
2;"a
b";;c;=1+1;
"""


def seeds(name: str, shared: Path | None) -> tuple[bytes, ...]:
    """Return the whole files of the reader *name*, those of *shared* test data among them."""
    own = tuple(_own(name))
    return own + tuple(_elsewhere(name, shared) if shared else ())


def _own(name: str) -> Iterator[bytes]:
    if name in ("po", "xliff12", "xliff2"):
        yield from _exchange(name)
    elif name == "tmx":
        units = (TITLE, replace(_RICH, state=State.FINAL))
        yield b"".join(plugins.memory_format("tmx").write(HEADER, units))
    elif name in ("csv", "xlsx", "tbx", "tbx2", "omegat"):
        yield from _glossaries(name)
    elif name == "compiled":
        pack = plugins.language_pack("id")
        yield save(compile_terms(_GLOSSARY, "id", pack, derived=True), STAMP)
    elif name == "srx":
        yield _RULES.encode()
    elif name == "record":
        memos = (
            Memo("ua", ("h1", "h2"), "h2", State.TRANSLATED),
            Memo("ub", (), "", State.INITIAL, _RICH.alternatives, ("Benar?",), ("x",)),
        )
        yield storage.render_record({memo.id: memo for memo in memos})
    else:
        yield _TEXTS[name].encode()


def _exchange(name: str) -> Iterator[bytes]:
    form = plugins.exchange_format(name)
    units: tuple[Unit, ...] = _UNITS
    if name == "po":
        units = (OPEN, LINK, TITLE, DRAFT, _FLAT, _PLURAL, _GONE)
        yield b"".join(po.write_template(HEADER, units))
        yield _GETTEXT.encode()
        yield b"\xef\xbb\xbf" + _GETTEXT.replace("\n", "\r\n").encode()
    else:
        yield (_MARKS if name == "xliff12" else _SEGMENTS).encode()
    for profile in ("default", "rich"):
        yield b"".join(form.write(HEADER, units, profile=profiles.profile(profile)))


def _glossaries(name: str) -> Iterator[bytes]:
    form = plugins.glossary_format(name)
    assert form.write is not None
    to = ("en",) if name == "omegat" else ()
    data, _ = form.write(_GLOSSARY, source_language="id", languages=to)
    yield data
    if name == "csv":
        yield _OTHERS_TABLE.encode()
        long = b"concept,lang,term,status\na,id,rayon,preferred\na,en,county,forbidden\n"
        yield form.write(_GLOSSARY, source_language="id", original=long)[0]
    elif name == "tbx":
        # The same in style DCT: elements in place of attributes.
        yield data.replace(b'style="dca"', b'style="dct"')
    elif name == "omegat":
        yield b"rayon\tdistrict\tx\n# a\nBaku\tBaku\n"


_TEXTS: Mapping[str, str] = {
    "plain": _ARTICLE, "markdown": _MARKDOWN, "html": _HTML, "settings": _SETTINGS,
    "sheet": _OTHERS_TABLE,
}  # fmt: skip

_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "po": (".po", ".pot"), "xliff12": (".xlf", ".xliff"), "xliff2": (".xlf", ".xliff"),
    "tmx": (".tmx",), "tbx": (".tbx",), "tbx2": (".tbx",), "srx": (".srx",), "omegat": (".utf8",),
    "csv": (".tsv",), "markdown": (".md",), "html": (".html",),
}  # fmt: skip

#: A file from elsewhere that is longer than this is left out: damage to it is rare.
_LONGEST = 20_000


def _elsewhere(name: str, shared: Path) -> Iterator[bytes]:
    """Yield the files of shared data that are short and in the format, as far as can be told."""
    for path in sorted((shared / "conformance").rglob("*")):
        if path.suffix in _ENDINGS.get(name, ()) and path.stat().st_size <= _LONGEST:
            data = path.read_bytes()
            if data and (not name.startswith("xliff") or _is_recognised(name, data)):
                yield data


def _is_recognised(name: str, data: bytes) -> bool:
    return plugins.exchange_format(name).recognises(data[:4096])
