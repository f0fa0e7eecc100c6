"""HTML: what is a block, a code and a text, what building writes, and that nothing is lost."""

from __future__ import annotations

import html as standard
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import alihbahasa

from alihbahasa import plugins
from alihbahasa.articles._html_tokens import Text, Token, tags, texts
from alihbahasa.articles.html import build, read
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.exchange import _xliff_inline as inline
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.model import (
    EMPTY_TARGET,
    NOTHING,
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    joined,
    plain,
    raw,
)
from alihbahasa.segmentation import segment, units

CHINESE = plugins.language_pack("zh")


def article(text: str, pack: LanguagePack = INDONESIAN) -> Document:
    return segment(read(text.encode(), pack, name="a.html"), pack)


def shown(content: Content) -> str:
    """Return *content* with codes as ``{1>}``, ``{<1}`` and ``{1}``."""
    forms = {CodeKind.OPEN: "{%s>}", CodeKind.CLOSE: "{<%s}", CodeKind.STANDALONE: "{%s}"}
    return "".join(
        part if isinstance(part, str) else forms[part.kind] % part.id for part in content
    )


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (block.kind.value, block.label, [shown(unit.source) for unit in block.units])
        for block in article(text).blocks
    ]


def found(text: str) -> list[str]:
    return [shown(unit.source) for block in article(text).blocks for unit in block.units]


# --- reading ------------------------------------------------------------------

PAGE = """\
<!DOCTYPE html>
<html lang="id">
<head>
<meta charset="utf-8">
<title>Perang &amp; Damai di Karabakh</title>
<meta name="description" content="Armenia: &quot;Kami menang.&quot; Perang usai.">
<style>p > a { color: red }</style>
<script>if (a < b && "<p>bukan</p>") { }</script>
</head>
<body>
<nav><ul><li><a href="/">Beranda</a></li> <li><a href="/dunia">Dunia</a></li></ul></nav>
<!-- <p>komentar</p> -->
<article>
<h1>Perang <em>Usai</em> di Artsakh</h1>
<div class="penulis">Penulis: <a href="/sari">Sari Dewi</a></div>
<figure>
  <a href="besar.jpg"><img src="a.jpg" alt="Tank T-72 &amp; parit"></a>
  <figcaption>Tank di Shusha. (Foto: AFP)</figcaption>
</figure>
<p><strong>STEPANAKERT, KABAR.com</strong> &#8211; Perang pecah pada Minggu (27/9/2020).
   Inflasi&nbsp;naik <b>19,1&nbsp;%</b>. Presiden <span
   class="notranslate">Nikol</span> tiba.</p>
<p>“Kami lapar,” kata <a href="/x" title="Menteri luar negeri">Mnatsakanyan</a>.<br></p>
<p><strong>Baca juga:</strong> <a href="/2">Gencatan Senjata Gagal Lagi</a></p>
<h2>Korban<br></h2>
<ul>
  <li>Armenia: <i>2.425</i> orang
    <ol><li>Rayon Agdam</ol>
  <li>Azerbaijan
</ul>
<table><caption>Korban jiwa</caption>
<tr><th>Pihak</th><td>2.783</td></tr></table>
<blockquote><p>Perang telah usai. Kami pulang.</p></blockquote>
Teks langsung<br>satu baris.<br>
<br>Baris lain.
<pre><code>kode   ini</code></pre>
<pre>
  Dua
  baris</pre>
<form><input type="submit" value="Kirim"><input name="q" value="x" placeholder="Cari berita">
</form>
<div translate="no"><p>Tidak diterjemahkan</p></div>
</article>
</body>
</html>
"""


def test_a_news_page() -> None:
    assert told(PAGE) == [
        ("heading", "", ["Perang & Damai di Karabakh"]),
        ("paragraph", "", ['Armenia: "Kami menang."', "Perang usai."]),
        ("list-item", "", ["Beranda"]),
        ("list-item", "", ["Dunia"]),
        ("heading", "", ["Perang {1>}Usai{<1} di Artsakh"]),
        ("byline", "Penulis:", ["Sari Dewi"]),
        ("caption", "", ["Tank T-72 & parit"]),
        ("caption", "", ["Tank di Shusha. (Foto: AFP)"]),
        ("dateline", "", ["{1>}STEPANAKERT, KABAR.com{<1} –"]),
        (
            "paragraph",
            "",
            [
                "Perang pecah pada Minggu (27/9/2020).",
                "Inflasi\xa0naik {1>}19,1\xa0%{<1}.",
                "Presiden {1} tiba.",
            ],
        ),
        ("paragraph", "", ["“Kami lapar,” kata {1>}Mnatsakanyan{<1}."]),
        ("paragraph", "", ["Menteri luar negeri"]),
        ("link", "Baca juga:", ["Gencatan Senjata Gagal Lagi"]),
        ("heading", "", ["Korban"]),
        ("list-item", "", ["Armenia: {1>}2.425{<1} orang"]),
        ("list-item", "", ["Rayon Agdam"]),
        ("list-item", "", ["Azerbaijan"]),
        ("caption", "", ["Korban jiwa"]),
        ("heading", "", ["Pihak"]),
        ("paragraph", "", ["2.783"]),
        ("quote", "", ["Perang telah usai.", "Kami pulang."]),
        ("paragraph", "", ["Teks langsung{1}satu baris."]),
        ("paragraph", "", ["Baris lain."]),
        ("paragraph", "", ["Dua\n  baris"]),
        ("paragraph", "", ["Kirim"]),
        ("paragraph", "", ["Cari berita"]),
    ]
    document = article(PAGE)
    assert build(document, {}, source=INDONESIAN, target=ENGLISH) == PAGE.encode()


@pytest.mark.parametrize(
    ("line", "kind", "label", "unit"),
    [
        ("<p><strong>Baca juga</strong>: <a href=x>Perang</a></p>", "link", "Baca juga", "Perang"),
        ("<p><a href=x><b>Baca:</b> Perang <i>x</i></a>", "link", "Baca:", "Perang {1>}x{<1}"),
        ("<p><b>Baca juga: <a href=x>Perang</a></b>", "link", "Baca juga:", "Perang"),
        ("<p>Baca <b>juga</b>: <a>Perang</a>", "link", "",
         "Baca {1>}juga{<1}: {2>}Perang{<2}"),
        ("<p>Baca\n juga : Perang", "link", "Baca\n juga :", "Perang"),
        ("<li>Baca: <a>Perang</a>", "link", "Baca:", "Perang"),
        ("<p>Foto: <i>Tank</i>", "caption", "Foto:", "Tank"),
        ("<p><b>Tentang Karabakh</b></p>", "heading", "", "Tentang Karabakh"),
        ("<p><a href=x>Perang Pecah</a></p>", "link", "", "Perang Pecah"),
        ("<p>Perang Pecah</p>", "paragraph", "", "Perang Pecah"),
        ("<p>&bull; Shusha</p>", "list-item", "", "Shusha"),
        ("<p>&ldquo;Kami <b>lapar</b>.&rdquo;</p>", "quote", "", "“Kami {1>}lapar{<1}.”"),
        ("<p>28/09/2020, 10:15 WIB</p>", "byline", "", "28/09/2020, 10:15 WIB"),
        ("<dd>Perang itu pecah.", "paragraph", "", "Perang itu pecah."),
        ("<h3><a href=x>Perang</a></h3>", "heading", "", "Perang"),
        ("<figcaption>Tank.</figcaption>", "caption", "", "Tank."),
    ],
)  # fmt: skip
def test_block(line: str, kind: str, label: str, unit: str) -> None:
    assert told(line) == [(kind, label, [unit])]


def test_links_below_a_bare_label() -> None:
    text = "<p>Baca juga:</p><ul><li><a href=1>Perang Usai</a><li><a href=2>Damai</a></ul><p>Ia."
    assert told(text) == [
        ("link", "Baca juga:", []),
        ("link", "", ["Perang Usai"]),
        ("link", "", ["Damai"]),
        ("paragraph", "", ["Ia."]),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a <b>b <i>c</b> d</i> e", ["a {1>}b {2>}c{<1} d{<2} e"]),
        ("a</b> b <i>c", ["a{1} b {2}c"]),
        ("<b>a<p>b</b> c</p>", ["a", "b{1} c"]),
        ("<i></i>a <br><img src=x> <!-- x --> ", ["a"]),
        ("a <!-- x --> b", ["a {1} b"]),
        ("a <code>x <b>y</b></code> b", ["a {1} b"]),
        ("<var>x</var> adalah a", ["{1} adalah a"]),
        ("a <span translate=no>x <span>y</span></span> b", ["a {1} b"]),
        ("a <span class='c notranslate'>x", ["a"]),
        ("<p translate=no>a<p>b", ["b"]),
        ("<div><p translate=no>a</div>b", ["b"]),
        ("a <svg><title>x</title><g/></svg> b", ["a {1} b"]),
        ("<template><p>x</p></template>a", ["a"]),
        ("<select><option>Satu<option>Dua</select>", ["Satu", "Dua"]),
        ("<textarea>a  <b>\n b</textarea>", ["a  <b>\n b"]),
        ("<title>a <b> &amp; b</title>", ["a <b> & b"]),
        ("Satu<br>dua <br/> <!-- --> <br>tiga", ["Satu{1}dua", "tiga"]),
        ("<b>Satu<br><br>dua</b>", ["Satu", "dua"]),
        ("a &#31; b &#0; &#xFFFE; &#128; &unknown; &amp", ["a {1} b \ufffd {2} € &unknown; &"]),
        ("a &NotEqualTilde; b &nbsp;", ["a ≂̸ b"]),
        ("a < b & c", ["a < b & c"]),
        ("a <b", ["a"]),
        ("a <b title='x", ["a"]),
        ("a <!-- b", ["a"]),
        ("a <script>b", ["a"]),
        ("a <![CDATA[x]]> b </> c <?x?> d", ["a {1} b {2} c {3} d"]),
        ("| · <b>—</b>", []),
        ("Nagorno<wbr>Karabakh", ["Nagorno{1}Karabakh"]),
        ("<h2>a</h3>b", ["a", "b"]),
        ("a<iframe><p>x</p></iframe>b", ["a{1}b"]),
    ],
)
def test_codes_and_texts(line: str, expected: list[str]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<img alt="A &amp; &quot;b&quot;" title=" c ">', ['A & "b"', "c"]),
        ("<img alt='' title>", []),
        ("<img alt=Peta src=x>", ["Peta"]),
        ('<a aria-label="x\n y" href=x></a>', ["x y"]),
        ("<meta property=og:title content='Perang'>", ["Perang"]),
        ("<meta name=viewport content='width=1'>", []),
        ("<input type=text value=a><input type=RESET value=b>", ["b"]),
        ('<img ALT="a" alt="b">', ["a"]),
        ('<img alt="&notit; &copy=1 &copy 1">', ["&notit; &copy=1 © 1"]),
    ],
)
def test_attributes(tag: str, expected: list[str]) -> None:
    assert found(tag) == expected


def test_a_tag_closes_itself_in_xhtml_only() -> None:
    text = '<?xml version="1.0"?><html><script src="x"/><p><a id="x"/>a <i/>b</p></html>'
    assert found(text) == ["a {1}b"]
    assert found("<p>a <i/>b</p>") == ["a {1}b"]
    assert found("<script/><p>a</p>") == []


# --- encodings ----------------------------------------------------------------


def test_the_encoding_is_the_one_declared() -> None:
    text = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>“é” – Ia.'
    document = segment(read(text.encode("cp1252"), INDONESIAN), INDONESIAN)
    assert document.encoding == "cp1252"
    assert build(document, {}, source=INDONESIAN, target=ENGLISH) == text.encode("cp1252")
    (unit,) = units(document)
    written = build(document, {unit.id: ("Арцах é",)}, source=INDONESIAN, target=ENGLISH)
    assert written.endswith("<p>&#1040;&#1088;&#1094;&#1072;&#1093; é".encode("cp1252"))


def test_an_encoding_that_is_not_read() -> None:
    with pytest.raises(AlihbahasaError, match="shift_jis") as caught:
        read(b"<meta charset=shift_jis>", INDONESIAN)
    assert caught.value.hint
    assert read(b"<!-- <meta charset=shift_jis> --><meta charset=UTF8>", INDONESIAN)
    assert read("\ufeff<meta charset=big5>".encode("utf-16-le"), INDONESIAN).encoding == "utf-16-le"


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(AlihbahasaError, match="byte 4") as caught:
        read(b"<p>\n\xff", INDONESIAN)
    assert (caught.value.line, caught.value.column) == (2, 1)
    with pytest.raises(AlihbahasaError, match=r"U\+0000"):
        read(b"<p>\x00", INDONESIAN)


# --- building -----------------------------------------------------------------


def built(
    text: str,
    targets: dict[str, str | Content],
    target: LanguagePack = ENGLISH,
    pack: LanguagePack = INDONESIAN,
    labels: Mapping[str, str] = NOTHING,
) -> str:
    """Return *text* with *targets*, by the text of their source; ``|`` stands for a code of it."""
    document = article(text, pack)
    found: dict[str, Content] = {}
    for unit in units(document):
        if (new := targets.get(plain(unit.source))) is None:
            continue
        if isinstance(new, str):
            codes = [part for part in unit.source if isinstance(part, Code)]
            words = new.split("|")
            assert len(words) == len(codes) + 1 or new == EMPTY_TARGET
            parts: list[str | Code] = [words[0]]
            for code, word in zip(codes, words[1:], strict=False):
                parts += (code, word)
            new = joined(parts)
        found[unit.id] = new
    return build(document, found, source=pack, target=target, labels=labels).decode()


def test_targets_are_escaped_and_spelled_as_the_block_spells() -> None:
    text = "<p>Ia &#38; &eacute;&nbsp;x &lt;b.</p><p title='x' id=a>y &amp; z</p>"
    new = {"Ia & é\xa0x <b.": "A & é é\xa0b < >", "x": 'd\'Arc "&"', "y & z": "é\xa0&"}
    expected = (
        "<p>A &#38; &eacute; &eacute;&nbsp;b &lt; &gt;</p>"
        "<p title='d&#39;Arc \"&amp;\"' id=a>é\xa0&amp;</p>"
    )
    assert built(text, {**new}) == expected


def test_a_hidden_address_spells_no_letters_of_a_target() -> None:
    text = "<p>&#115;ari&#64;kabar.co&#x6d; &#8211; ya</p>"
    assert built(text, {}) == text
    assert (
        built(text, {"sari@kabar.com \u2013 ya": "yes m\u2013s@sir"}) == "<p>yes m&#8211;s@sir</p>"
    )


def test_a_value_without_quotes_holds_any_text_and_none() -> None:
    text = "<img alt=Peta title=Kota src=x>"
    assert built(text, {"Peta": 'A "map"'}) == "<img alt=A&#32;&#34;map&#34; title=Kota src=x>"
    assert found(built(text, {"Peta": "A 'map' = 1"})) == ["A 'map' = 1", "Kota"]
    assert built(text, {"Peta": EMPTY_TARGET}) == '<img alt="" title=Kota src=x>'
    assert built("<img alt = ' a '>", {"a": EMPTY_TARGET}) == "<img alt = ''>"


def test_the_text_of_an_attribute_goes_where_its_tag_goes() -> None:
    text = "<p>Lihat <a href=1 title='Satu'>ini</a> dan <img alt='Peta' src=2> itu.</p>"
    whole = "Lihat ini dan  itu."
    inner: dict[str, str | Content] = {"Satu": "One", "Peta": "Map"}
    expected = "<p>Lihat <a href=1 title='One'>ini</a> dan <img alt='Map' src=2> itu.</p>"
    assert built(text, inner) == expected
    (unit,) = (unit for unit in units(article(text)) if plain(unit.source) == whole)
    opening, closing, image = (part for part in unit.source if isinstance(part, Code))
    moved: Content = (image, " and ", opening, "this", closing)
    expected = "<p><img alt='Map' src=2> and <a href=1 title='One'>this</a></p>"
    assert built(text, {**inner, whole: moved}) == expected
    assert built(text, {**inner, whole: EMPTY_TARGET}) == "<p></p>"


def test_a_sentence_that_repeats_keeps_the_markup_of_each_place() -> None:
    text = "<p>Ia <a href=1>tiba</a> kini.</p><p>Ia <a href=2>tiba</a> kini.</p>"
    expected = "<p>She <a href=1>came</a>.</p><p>She <a href=2>came</a>.</p>"
    assert built(text, {"Ia tiba kini.": "She |came|."}) == expected


def test_a_code_that_is_not_in_the_source_is_written_as_it_is() -> None:
    new: Content = ("x ", Code("9", CodeKind.STANDALONE, "<br>"), "y")
    assert built("<p>Ia <b>tiba</b> kini.</p>", {"Ia tiba kini.": new}) == "<p>x <br>y</p>"


def test_labels_with_markup_around_and_in_them() -> None:
    text = (
        "<p><strong>Baca juga:</strong> <a href=1>Satu</a></p>"
        "<p><strong>Baca  juga</strong> : <a href=1>Dua</a></p>"
        "<p>Oleh <b>Sari</b>"
    )
    labels = {"Baca juga:": "Read also:", "Oleh": "By"}
    expected = (
        "<p><strong>Read also:</strong> <a href=1>One</a></p>"
        "<p><strong>Read also</strong> : <a href=1>Dua</a></p>"
        "<p>By <b>Sari</b>"
    )
    assert built(text, {"Satu": "One"}, labels=labels) == expected
    left_out = "<p><strong></strong><a href=1></a></p>"
    assert built(text, {"Satu": EMPTY_TARGET}, labels=labels).startswith(left_out)


def test_white_space_between_sentences_follows_the_target() -> None:
    both: dict[str, str | Content] = {"Ia tiba.": "他来了。", "Ia lelah.": "他累了。"}
    text = "<p><b>Ia tiba.</b>\n <i class='a b'>Ia lelah.</i>"
    assert built(text, both, CHINESE) == "<p><b>他来了。</b><i class='a b'>他累了。</i>"
    back: dict[str, str | Content] = {"他来了。": "He came.", "他累了。": "He is tired."}
    text = "<p><b>他来了。</b><i>他累了。</i>"
    assert built(text, back, ENGLISH, CHINESE) == "<p><b>He came.</b> <i>He is tired.</i>"
    text = "<p><b>KABAR –</b> Ia tiba."
    assert built(text, {"KABAR –": "KABAR——", **both}, CHINESE) == "<p><b>KABAR——</b>他来了。"


@pytest.mark.parametrize(
    ("text", "left_out", "expected"),
    [
        ("<p><b>Ia tiba.</b> <i>Ia lelah.</i>", ["Ia tiba."], "<p><b></b><i>Ia lelah.</i>"),
        (
            "<p><b>Ia tiba.</b> <i>Ia lelah.</i> Dia.",
            ["Ia lelah."],
            "<p><b>Ia tiba.</b> <i></i>Dia.",
        ),
        ("<ul>\n<li>Ia\n<li>Dia\n</ul>", ["Ia"], "<ul>\n<li>\n<li>Dia\n</ul>"),
        ("<p> Ia tiba.\n</p> Dia.", ["Ia tiba.", "Dia."], "<p> \n</p>"),
    ],
)
def test_a_unit_left_out_leaves_its_markup(text: str, left_out: list[str], expected: str) -> None:
    assert built(text, dict.fromkeys(left_out, EMPTY_TARGET)) == expected


def test_line_breaks_stay_where_they_count() -> None:
    assert built("<p>Ia tiba.", {"Ia tiba.": "He\n came."}) == "<p>He came."
    assert built("<pre>\n Ia\r\n tiba</pre>", {"Ia\n tiba": "He\n came"}) == (
        "<pre>\n He\n came</pre>"
    )


def test_the_language_of_the_page_changes_with_it() -> None:
    text = "<html lang=id xml:lang='id'><p lang=id>Ia tiba.<p>Dia."
    assert built(text, {}) == text
    expected = "<html lang=en xml:lang='en'><p lang=id>He came.<p>Dia."
    assert built(text, {"Ia tiba.": "He came."}) == expected


# --- properties ---------------------------------------------------------------

SOUP = st.lists(
    st.sampled_from(
        """
        <p> </p> <div> </div> <b> </b> <i> </i> <a_href="x"> <a_title='Satu._Dua.'> </a> <br>
        <br/> <img_alt="Peta_&amp;_x"> <img_alt=Peta> <img_alt="a"b'> <li> </li> <ul> </ul> <h1>
        </h1> <h2> <title> </title> <script> </script> <!-- --> <!--> <!x> </> <? < > & &amp; &lt
        &nbsp; &#31; &#10; &#0; &foo; &NotEqualTilde; " ' = / <code> </code> <textarea> </textarea>
        <pre> </pre> <span_class=notranslate> </span> <p_translate=no> <template> </template>
        <svg> </svg> <plaintext> <td> <table> </table> Ia_tiba. Baca: Baca_juga: Dr. 19,1 “Ia.”
        JAKARTA,_KABAR.com_– <blockquote> <figcaption> <option> <iframe> <!doctype_html>
        <html_lang="id"> <b_ <a_title="x 战争。 他走了。
        """.replace("\n", " ").split(" ")
    ).map(lambda part: part.replace("_", " ") or " ")
    | st.sampled_from(["\n", "\r\n", "\r", "\t", "\u3000", "\xa0", "\f"])
    | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
    max_size=25,
).map("".join)  # fmt: skip
PACKS = st.sampled_from([INDONESIAN, ENGLISH, CHINESE])


@given(SOUP, st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le"]), PACKS, PACKS)
def test_an_untranslated_article_builds_to_its_own_bytes(
    text: str, how: str, pack: LanguagePack, target: LanguagePack
) -> None:
    data = text.encode(how) if how.startswith("utf-8") else ("\ufeff" + text).encode(how)
    document = read(data, pack, name="a.html")
    for version in (document, segment(document, pack)):
        assert build(version, {}, source=pack, target=target) == data
        for block in version.blocks:
            assert block.text == block.span.of(version.text)
            for unit in block.units:
                assert plain(unit.source).strip()


@given(SOUP, PACKS)
def test_codes_are_pairs_and_blocks_nest(text: str, pack: LanguagePack) -> None:
    around: list[Block] = []
    for block in article(text, pack).blocks:
        while around and around[-1].span.stop <= block.span.start:
            around.pop()
        assert not around or block.span.stop <= around[-1].span.stop
        around.append(block)
        for unit in block.units:
            codes = [part for part in unit.source if isinstance(part, Code)]
            assert len({(code.id, code.kind) for code in codes}) == len(codes)
            pairs = inline.pairs(unit.source)
            paired = len(pairs.nested) + len(pairs.crossing)
            assert paired == sum(code.kind is CodeKind.OPEN for code in codes)
            assert paired == sum(code.kind is CodeKind.CLOSE for code in codes)


def meaning(text: str) -> list[str]:
    """Return the tags of *text* and its words, as a browser has them."""
    found: list[str] = []
    words: list[str] = []
    for tag in [*tags(text), None]:
        if tag is not None and tag.token is Token.TEXT:
            words.append(standard.unescape(text[tag.start : tag.stop]))
            continue
        found += "".join(words).split()
        words.clear()
        if tag is not None:
            data = text[tag.start : tag.stop]
            if tag.token is Token.START:
                values = (text[each.start : each.stop] for each in tag.attributes)
                found += (tag.name, *(" ".join(standard.unescape(each).split()) for each in values))
            else:
                found.append(data)
    return found


@given(SOUP)
def test_a_translation_equal_to_its_source_means_the_same(text: str) -> None:
    document = article(text)
    there = [unit for block in document.blocks for unit in block.units]
    same: dict[str, Content] = {unit.id: unit.source for unit in there}
    if any(plain(unit.source) == EMPTY_TARGET for unit in there):
        return
    written = build(document, same, source=INDONESIAN, target=INDONESIAN).decode()
    assert meaning(written) == meaning(text)


@given(SOUP, st.lists(st.text("ab &<>\"'=;#19,éя\xa0。", min_size=1), min_size=1))
def test_what_was_written_is_read_again(text: str, words: list[str]) -> None:
    document = article(text)
    targets: dict[str, Content] = {}
    for number, unit in enumerate(units(document)):
        word = re.sub(" +", " ", f"X{number}{words[number % len(words)]}X")
        codes = [part for part in unit.source if isinstance(part, Code)]
        targets[unit.id] = (word, *codes, "Y.")
    written = build(document, targets, source=INDONESIAN, target=ENGLISH)
    again = read(written, ENGLISH, name="a.html")
    # Sentences of a block are one unit, and words tell what a block is, in what was read.
    there = " ".join(plain(unit.source) for block in again.blocks for unit in block.units)
    for target in targets.values():
        assert plain(target) in there


class Oracle(HTMLParser):
    """What Python's parser makes of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tags: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(("start", tag))
        self.tags += ((name, value) for name, value in attributes if value)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("end", tag))


def test_the_tags_are_those_of_another_parser() -> None:
    oracle = Oracle()
    oracle.feed(PAGE)
    ours: list[tuple[str, str]] = []
    for tag in tags(PAGE):
        if tag.token in (Token.START, Token.END):
            ours.append((tag.token.value, tag.name))
            ours += (
                (each.name, standard.unescape(PAGE[each.start : each.stop]))
                for each in tag.attributes
            )
        elif tag.name:
            ours += [("start", tag.name), ("end", tag.name)]
    assert ours == oracle.tags


REFERENCES = st.sampled_from("& # x 1 9 A amp lt notin not copy ; nbsp é 128 0".split())


@given(st.lists(REFERENCES).map("".join))
def test_references_are_those_of_the_standard(text: str) -> None:
    found = list(texts(text, 0, len(text), keeps_space=True))
    ours = "".join(each.text for each in found if isinstance(each, Text))
    assert ours == standard.unescape(text) or not all(isinstance(each, Text) for each in found)


# --- through PO -----------------------------------------------------------------


def test_codes_come_back_through_po(tmp_path: Path) -> None:
    """PO has markup in its texts; what a translator changed in it stays."""
    page = (
        '<p>Kata <b>Pashinyan</b>, "perang" & <a href="/1">damai</a>.</p>\n'
        '<p>Baca <a href="/2">ini</a>.</p>\n<p>Baca <a href="/3">ini</a>.</p>\n'
    )
    assert alihbahasa("init", "--to", "en", cwd=tmp_path).returncode == 0
    (tmp_path / "sources/a.html").write_text(page, "utf-8")
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    store = tmp_path / "translations/en/a.po"
    po = polib.pofile(str(store))
    first, second = po
    assert first.msgid == 'Kata <b>Pashinyan</b>, "perang" & <a href="/1">damai</a>.'
    first.msgstr = '<a href="/en">Peace</a> & "war < 1", said <b>Pashinyan</b>.'
    second.msgstr = 'Read <a href="/2">this</a>.'
    po.save()
    assert alihbahasa("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "translations/en/a.html").read_text("utf-8") == (
        '<p><a href="/en">Peace</a> &amp; "war &lt; 1", said <b>Pashinyan</b>.</p>\n'
        '<p>Read <a href="/2">this</a>.</p>\n<p>Read <a href="/3">this</a>.</p>\n'
    )
    # The views have the same targets, their codes protected.
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    view = (tmp_path / "translations/en/a.xlf").read_text("utf-8")
    assert 'said <g id="1" ctype="bold" equiv-text="‹b›">Pashinyan</g>.' in view
    before = store.read_bytes()
    # A new address in the article reaches the translation.
    (tmp_path / "sources/a.html").write_text(page.replace("/2", "/9"), "utf-8")
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    assert alihbahasa("build", cwd=tmp_path).returncode == 0
    built = (tmp_path / "translations/en/a.html").read_text("utf-8")
    assert built.count('href="/9"') == built.count('href="/en"') == 1
    assert store.read_bytes() != before
    assert "fuzzy" not in store.read_text("utf-8")


def test_a_line_break_after_a_sentence_ends_a_paragraph() -> None:
    pack = plugins.language_pack("id")
    page = b"<p>Ia pergi.<br>\nIa tiba!<br/>Ia tidur</p><p>Jalan Ahmad Yani<br>Jakarta</p>"
    found = [raw(unit.source) for block in read(page, pack).blocks for unit in block.units]
    assert found == ["Ia pergi.", "Ia tiba!", "Ia tidur", "Jalan Ahmad Yani<br>Jakarta"]


def test_a_whole_number_is_for_nobody_to_translate() -> None:
    pack = plugins.language_pack("id")
    page = b"<table><tr><td>151</td><td>2.783</td><td><b>12</b></td><td>12 orang</td></tr></table>"
    found = [raw(unit.source) for block in read(page, pack).blocks for unit in block.units]
    assert found == ["2.783", "12 orang"]


def test_findings_point_into_the_markup_of_po(tmp_path: Path) -> None:
    assert alihbahasa("init", "--to", "en", cwd=tmp_path).returncode == 0
    (tmp_path / "sources/a.html").write_text("<p>Ada <b>12</b> <i>kota</i> kini.</p>", "utf-8")
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    store = tmp_path / "translations/en/a.po"
    text = store.read_text("utf-8").replace('msgstr ""\n', 'msgstr "Now <i>13</i> <b>cities"\n')
    store.write_text(text.replace('msgstr "Now <i>13</i> <b>cities"', 'msgstr ""', 1), "utf-8")
    done = alihbahasa("check", cwd=tmp_path)
    line = next(n for n, each in enumerate(store.read_text("utf-8").split("\n"), 1) if "13" in each)
    assert f"a.po:{line}:{len('msgstr ' + chr(34) + 'Now <i>') + 1} warning" in done.stdout
    # What would break the page is an error, and not built.
    assert "error inline-code: “<b>” stands without its other half\n" in done.stdout
    assert done.returncode == 1
    done = alihbahasa("build", "--partial", cwd=tmp_path)
    built = (tmp_path / "translations/en/a.html").read_text("utf-8")
    assert built == "<p>Ada <b>12</b> <i>kota</i> kini.</p>"
