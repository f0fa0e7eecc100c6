"""Markdown: its blocks and codes, what building writes, and that nothing is lost between."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from alihbahasa import plugins
from alihbahasa.articles.markdown import build, read
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.model import EMPTY_TARGET, Code, CodeKind, Content, Document, plain, raw
from alihbahasa.segmentation import segment, units

CHINESE = plugins.language_pack("zh")
ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def article(text: str, pack: LanguagePack = INDONESIAN) -> Document:
    return read(text.encode(), pack, name="a.md")


def shown(content: Content) -> str:
    """Return *content* with each code in braces, a pair with its number."""
    return "".join(
        part
        if isinstance(part, str)
        else f"{{{part.data}}}"
        if part.kind is CodeKind.STANDALONE
        else f"{{{part.id}:{part.data}}}"
        for part in content
    )


def told(text: str) -> list[tuple[str, str, str]]:
    """Return the kind, the label and the source of each block that has one of the two."""
    return [
        (block.kind.value, block.label, "".join(shown(unit.source) for unit in block.units))
        for block in article(text).blocks
        if block.units or block.label
    ]


# --- blocks -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Perang #\n", [("heading", "", "Perang")]),
        ("#\n", []),
        ("####### Perang\n", [("paragraph", "", "####### Perang")]),
        ("## Perang {#perang .x}\n", [("heading", "", "Perang")]),
        ("Perang\nusai\n=====\n", [("heading", "", "Perang usai")]),
        ("> Perang\n> ---\n", [("heading", "", "Perang")]),
        ("Perang\nusai.\n", [("paragraph", "", "Perang usai.")]),
        ("Perang usai\n", [("paragraph", "", "Perang usai")]),
        ("**Perang usai**\n", [("heading", "", "{1:**}Perang usai{1:**}")]),
        ("- a\n  b\n- c\n\n  d\n", [("list-item", "", "a b"), ("list-item", "", "c"),
                                    ("list-item", "", "d")]),
        ("1) a\n   - b\n     > c\n", [("list-item", "", "a"), ("list-item", "", "b"),
                                      ("quote", "", "c")]),
        ("- [x] a\n- [ ](b)\n", [("list-item", "", "a")]),
        ("> a\nb\n>\n> - c\nd\n", [("quote", "", "a b"), ("list-item", "", "c d")]),
        ("\ta\n\n    b\n", []),
        ("```\na\n```\n~~~ x\nb\n", []),
        ("<div>\na\n</div>\n\nb\n", [("paragraph", "", "b")]),
        ("<!-- a\n\nb -->\nc\n", [("paragraph", "", "c")]),
        ("[a]: /x 'b'\n[A]\n", [("paragraph", "", "{1:[}A{1:]}")]),
        ("a\n***\nb\n", [("paragraph", "", "a"), ("paragraph", "", "b")]),
        ("[^1]: a\n    b [^2].\n", [("paragraph", "", "a b {[^2]}.")]),
        ("| a | b\\|c |\n|---|:-:|\n| **d** | |\n| e | f | g |\n",
         [("heading", "", "a"), ("heading", "", "b\\|c"), ("paragraph", "", "{1:**}d{1:**}"),
          ("paragraph", "", "e"), ("paragraph", "", "f")]),
        ("> 1. x\n>\n>    a | b\n>    --|--\n>    c | `d\\|e` x\nf\n",
         [("list-item", "", "x"), ("heading", "", "a"), ("heading", "", "b"),
          ("paragraph", "", "c"), ("paragraph", "", "{`d\\|e`} x"), ("paragraph", "", "f")]),
        ("[^1]: a b\n[^2]: c\nd\n", [("paragraph", "", "a b"), ("paragraph", "", "c d")]),
        ("\u2003a\u2003\n", [("paragraph", "", "a")]),
        ("a\r\nb\rc\n", [("paragraph", "", "a b c")]),
        ("\ufeff# a", [("heading", "", "a")]),
        ("2020\n\n***kata*** 5\n", [("paragraph", "", "{1:*}{2:**}kata{2:**}{1:*} 5")]),
        ("---\n", []),
        ("", []),
    ],
)  # fmt: skip
def test_blocks(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baca: [Perang Usai](x)", [("link", "Baca:", "{1:[}Perang Usai{1:](x)}")]),
        ("**Baca juga:** [Perang](x)", [("link", "Baca juga:", "{2:[}Perang{2:](x)}")]),
        ("**Baca juga: [Perang](x)**", [("link", "Baca juga:", "{2:[}Perang{2:](x)}")]),
        ("[Baca juga: Perang](x)", [("link", "Baca juga:", "Perang")]),
        ("> _Baca:_ <b>Perang</b>", [("link", "Baca:", "{2:<b>}Perang{2:</b>}")]),
        ("- Baca: Perang", [("link", "Baca:", "Perang")]),
        ("**Baca juga:**\n\n- [Perang](x)\n- [Damai](y)",
         [("link", "Baca juga:", ""), ("link", "", "{1:[}Perang{1:](x)}"),
          ("link", "", "{1:[}Damai{1:](y)}")]),
        ("**Ba**ca: Perang", [("paragraph", "", "{1:**}Ba{1:**}ca: Perang")]),
        ("Baca: https://a.am/x", [("link", "Baca:", "")]),
        ("*Penulis: Sari Dewi*", [("byline", "Penulis:", "Sari Dewi")]),
        ("**JAKARTA, KABAR.com** – Ia *tiba*.",
         [("dateline", "", "{1:**}JAKARTA, KABAR.com{1:**} –"),
          ("paragraph", "", "Ia {2:*}tiba{2:*}.")]),
        ("**JAKARTA, KABAR.com – Ia** tiba.",
         [("paragraph", "", "{1:**}JAKARTA, KABAR.com – Ia{1:**} tiba.")]),
        ("![Tank di Shusha](x.png)", [("caption", "", "{1:![}Tank di Shusha{1:](x.png)}")]),
        ("[![Tank](x.png)](y)", [("caption", "", "{1:[}{2:![}Tank{2:](x.png)}{1:](y)}")]),
        ("![](x.png)", []),
        ("Tank di Shusha (Foto: AFP)", [("caption", "", "Tank di Shusha (Foto: AFP)")]),
        ("“Kami *lapar*.”", [("quote", "", "“Kami {1:*}lapar{1:*}.”")]),
        ("• **Shusha**", [("list-item", "", "{1:**}Shusha{1:**}")]),
        ("**• Shusha**", [("list-item", "", "Shusha")]),
    ],
)  # fmt: skip
def test_kinds(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected
    for block in article(text).blocks:
        assert block.text == block.span.of(text)


# --- inline codes -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\*a\* &amp; b", r"\*a\* &amp; b"),
        ("a&nbsp;b&#8203;c&NotOne;", "a\xa0b{&#8203;}c&NotOne;"),
        ("*a **b** c*", "{1:*}a {2:**}b{2:**} c{1:*}"),
        ("a_b_c __d__", "a_b_c {1:__}d{1:__}"),
        ("**a*b", "**a*b"),
        ("~~a~~ ~b~ H~2~O", "{1:~~}a{1:~~} ~b~ H~2~O"),
        ("`a` ``b`c`` `d", "{`a`} {``b`c``} `d"),
        ('[a](<b c> "d") [e]() [f', '{1:[}a{1:](<b c> "d")} {2:[}e{2:]()} [f'),
        ("[a [b](c) d](e)", "[a {1:[}b{1:](c)} d](e)"),
        ("[a](b(c)d) [e](f g)", "{1:[}a{1:](b(c)d)} [e](f g)"),
        ("[![a](b)](c)", "{1:[}{2:![}a{2:](b)}{1:](c)}"),
        ("*[a*](b)", "*{1:[}a*{1:](b)}"),
        ("<https://a.am/b> <a@b.am> <c d>", "{<https://a.am/b>} {<a@b.am>} <c d>"),
        ("(https://a.am/b_(c)_d). www.a.am!", "({https://a.am/b_(c)_d}). {www.a.am}!"),
        ("**https://a.am** https:// xhttps://a.am", "{1:**}{https://a.am}{1:**} https:// xhttps://a.am"),
        ("a<br>b <b>c</b> <i>d <!-- e --> f", "a{<br>}b {2:<b>}c{2:</b>} {<i>}d {<!-- e -->} f"),
        ("*a <b>b* c</b>", "{1:*}a {<b>}b{1:*} c{</b>}"),
        ("a[^1] b[^2](c)", "a{[^1]} b{2:[}^2{2:](c)}"),
        ("a  \nb\\\nc\nd", "a{  \n} b{\\\n} c d"),
        ("`a\nb`", "{`a\nb`}"),
    ],
)  # fmt: skip
def test_codes(text: str, expected: str) -> None:
    (block,) = article(text).blocks
    assert shown(block.units[0].source if block.units else ()) == (expected if block.units else "")


def test_the_marks_of_lines_belong_to_codes_and_spellings() -> None:
    text = "> Ia *tiba  \n>  di* Shusha\n>pada\nMinggu.\n"
    (block,) = segment(article(text), INDONESIAN).blocks
    (unit,) = block.units
    assert shown(unit.source) == "Ia {1:*}tiba{  \n>  } di{1:*} Shusha pada Minggu."
    assert [each.data for each in block.spellings[0]] == ["", "\n>", "\n"]
    assert f"> {block.text}\n" == text


def walk(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """Yield what markdown-it found in a text."""
    for token in tokens:
        if token.type == "image":
            yield "open", "image"
            yield from walk(token.children or [])
            yield "close", "image"
        elif token.type in ("text", "text_special", "softbreak"):
            yield "text", token.content or " "
        elif token.type in ("hardbreak", "code_inline", "html_inline"):
            yield token.type, token.content.strip() if token.type == "html_inline" else ""
        elif token.type.endswith(("_open", "_close")):
            name, _, way = token.type.rpartition("_")
            yield way, name


NAMES = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "s", "[": "link",
         "![": "image"}  # fmt: skip


def walk_ours(content: Content) -> Iterator[tuple[str, str]]:
    """Yield what we found in a text, in the words of markdown-it."""
    opened: dict[str, str] = {}
    for part in content:
        if isinstance(part, str):
            yield "text", unescapeAll(part)
        elif part.data.startswith("&"):
            yield "text", unescapeAll(part.data)
        elif part.data.endswith("\n"):
            yield "hardbreak", ""
        elif part.data.startswith("`"):
            yield "code_inline", ""
        elif part.data.startswith("<"):
            if part.data[1].isalpha() and set(":@") & set(part.data):
                yield from (("open", "link"), ("text", part.data[1:-1]), ("close", "link"))
            else:
                yield "html_inline", part.data
        elif part.kind is CodeKind.OPEN:
            opened[part.id] = NAMES[part.data]
            yield "open", opened[part.id]
        else:
            yield "close", opened[part.id]


def merged(found: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: list[tuple[str, str]] = []
    for name, text in found:
        if name == "text" and kept and kept[-1][0] == "text":
            kept[-1] = ("text", kept[-1][1] + text)
        else:
            kept.append((name, text))
    return [(name, " ".join(text.split())) for name, text in kept if name != "text" or text.strip()]


INLINE = st.lists(
    st.sampled_from(
        ["*", "**", "***", "_", "__", "~~", "`", "``", "[", "]", "![", "](b)", "](<c>)", "][r]",
         "[r]", "(", ")", '](d "e")', "<b>", "</b>", "<b", ">", "<xy:z>", "<!-- ", " -->", "\\",
         "  \n", "\\\n", "\n", "&amp;", "&nbsp;", "&", "a", "b c", " ", "“", ".", "é", "'", '"'],
    ),
    max_size=24,
).map("".join)  # fmt: skip


@settings(max_examples=300)
@given(INLINE)
@example("*foo**bar**baz*")
@example("***a** b* ****c*d**")
@example("*a`*`b**c")
def test_codes_are_those_of_markdown_it(text: str) -> None:
    text = "Kata" + "\n".join(line.lstrip() for line in text.split("\n") if line.strip()) + "x"
    # markdown-it takes the space after a backslash for escaped, CommonMark does not.
    text = re.sub(r"\\+ ", "", text) + "\n\n[r]: s\n"
    if re.search(r"""\]\((?!b\)|<c>\)|d "e"\))|\]\[(?!r\])""", text):
        return  # After what is no destination or label markdown-it looks for a label too far on.
    tokens = ORACLE.parse(text)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"]:
        return
    (block,) = article(text).blocks
    assert merged(walk_ours(block.units[0].source)) == merged(walk(tokens[1].children or []))


# --- properties -------------------------------------------------------------

PIECES = st.one_of(
    INLINE,
    st.sampled_from(
        ["- ", "* ", "1. ", "10) ", "> ", ">", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "# ",
         "## a", "===", "---", "```\n", "~~~", "|", "| a | b |\n|---|---|\n", "|c|", "\\|",
         "[^1]: ", "[ ] ", "<div>\n", "Baca: ", "**Baca juga:** ", "JAKARTA, KABAR.com – ",
         "Ia tiba. ", "Perang usai.\n", "{#x}", "\u2003", "\x85", "\u2028", "+++\n", "title: a\n",
         'title = "a"\n', "alt: 'b''c' # d\n", 'summary: "e\\n\\"f\\" g. Ia"\n', "[a]: b\n"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
)  # fmt: skip
TEXTS = st.tuples(
    st.sampled_from(["", "", "\ufeff", "---\n", "---\ntitle: a\n---\n", "+++\n"]),
    st.lists(PIECES, max_size=20).map("".join),
).map("".join)
PACKS = st.sampled_from([INDONESIAN, ENGLISH, CHINESE])


@settings(max_examples=300)
@given(TEXTS, PACKS, PACKS, st.sampled_from(["utf-8", "utf-16-le"]))
def test_an_untranslated_article_builds_to_its_own_bytes(
    text: str, pack: LanguagePack, target: LanguagePack, how: str
) -> None:
    data = text.encode() if how == "utf-8" else f"\ufeff{text}".encode(how)
    document = read(data, pack, name="a.md")
    for version in (document, segment(document, pack)):
        assert build(version, {}, source=pack, target=target) == data
        done = 0
        for block in version.blocks:
            assert done <= block.span.start <= block.span.stop
            assert block.text == block.span.of(version.text)
            done = block.span.stop


def rendered(data: bytes) -> str:
    return " ".join(ORACLE.render(data.decode()).split())


@settings(max_examples=300)
@given(TEXTS)
def test_a_translation_equal_to_its_source_renders_alike(text: str) -> None:
    # Targets lose the white space at their edges, of which CommonMark knows less.
    text = text.replace("\x85", " ").replace("\u2028", " ").replace("&nbsp;", " ")
    # To CommonMark a footnote of one word is the definition of a reference.
    text = text.replace("[^1]:", "[^1]")
    document = segment(article(text), INDONESIAN)
    same = {unit.id: unit.source for unit in units(document)}
    sources = {raw(unit.source) for block in document.blocks for unit in block.units}
    if len(same) == len(sources):
        built = build(document, same, source=INDONESIAN, target=INDONESIAN)
        assert rendered(built) == rendered(text.encode())


# --- building ---------------------------------------------------------------


def built(text: str, targets: dict[str, str | Content], target: LanguagePack = ENGLISH) -> str:
    """Return *text* built with *targets*, by what their sources show."""
    document = segment(article(text), INDONESIAN)
    found: dict[str, Content] = {}
    for unit in units(document):
        wanted = targets.get(shown(unit.source))
        if wanted is not None:
            found[unit.id] = (wanted,) if isinstance(wanted, str) else wanted
    assert len(found) == len(targets)
    labels = {"Baca:": "Read:", "Baca juga:": "Read also:"}
    return build(document, found, source=INDONESIAN, target=target, labels=labels).decode()


def pair(id: str, text: str) -> Content:
    return Code(id, CodeKind.OPEN, ""), text, Code(id, CodeKind.CLOSE, "")


def test_codes_are_written_as_those_of_the_source_at_that_place() -> None:
    text = "Ia **lelah** `x`.\n\nIa *lelah* `y`.\n"
    document = segment(article(text), INDONESIAN)
    (unit,) = units(document)
    target: Content = (Code("2", CodeKind.STANDALONE, "`x`"), " is ", *pair("1", "tired"), ".")
    written = build(document, {unit.id: target}, source=INDONESIAN, target=ENGLISH)
    assert written.decode() == "`x` is **tired**.\n\n`y` is *tired*.\n"


def test_targets_and_labels_are_put_in_place() -> None:
    text = "> **Baca juga:** [Perang](x)\n> dan lagi\n\n1. Ia tiba.\n   Ia lelah.\n"
    assert (
        built(
            text,
            {"{1:[}Perang{1:](x)} dan lagi": (*pair("1", "War"), " and"), "Ia tiba.": "He came."},
        )
        == "> **Read also:** [War](x) and\n\n1. He came.\n   Ia lelah.\n"
    )


def test_white_space_between_sentences_follows_the_target() -> None:
    text = '**Ia tiba.**\n[Ia lelah.](x "y") Ia pergi.\n'
    targets: dict[str, str | Content] = {
        "Ia tiba.": "他来了。", "Ia lelah.": "他累了。", "Ia pergi.": "他走了。",
    }  # fmt: skip
    assert built(text, targets, CHINESE) == '**他来了。**[他累了。](x "y")他走了。\n'


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Ia", "# a", "\\# a"), ("Ia", "#a", "#a"), ("Ia", "- a", "\\- a"), ("Ia", "-a", "-a"),
        ("Ia", "+ a", "\\+ a"), ("Ia", "> a", "\\> a"), ("Ia", "1. a", "1\\. a"),
        ("Ia", "12) a", "12\\) a"), ("Ia", "1.5 a", "1.5 a"), ("Ia", "***", "\\***"),
        ("Ia", "```a", "\\```a"), ("Ia", "<div> a", "\\<div> a"), ("Ia", "<xy:a>", "<xy:a>"),
        ("Ia", "[a]: b", "\\[a]: b"), ("Ia", "a\n- b\r\n\nc", "a - b c"), ("Ia", "**a**", "**a**"),
        ("- Ia", "- a", "- \\- a"), ("# Ia", "a #", "# a \\#"), ("# Ia #", "C#", "# C# #"),
        ("Ia  \n*\n*", None, "Ia  \n \\* *"),
        ("Saya\nIa. Kami", "1. a", "1\\. a"), ("Ia | b", "a | b", "a | b"),
        ("Ia", "a\u2028b \u2029 c\x85d", "a b c d"), ("Ia", "[x] a", "[x] a"),
        ("- Ia", "[ ] a", "- \\[ ] a"), ("1. Ia", "[X]\u2028a", "1. \\[X] a"),
        ("- Ia", "[x]a", "- [x]a"), ("- [x] Ia", "a", "- [x] a"),
        ("- [ ](b) Ia", None, "- [ ](b) Ia"),
        ("|Ia|\n|-|", "a | b \\| c", "|a \\| b \\| c|\n|-|"), ("Ia", "  a  ", "a"),
    ],
)  # fmt: skip
def test_what_would_be_another_block_gets_a_backslash(
    text: str, target: str | None, expected: str
) -> None:
    document = article(text)
    targets = {unit.id: (target,) if target else unit.source for unit in units(document)}
    assert build(document, targets, source=INDONESIAN, target=ENGLISH).decode() == expected


def test_a_sentence_at_the_beginning_of_a_line_begins_no_list() -> None:
    text = "> Ia tiba.\n> Ia lelah.\n> 2020. Usai.\n"
    assert built(text, {"Ia lelah.": "1. Tired."}) == text.replace("Ia lelah.", "1\\. Tired.")


@pytest.mark.parametrize(
    ("text", "left_out", "expected"),
    [
        ("# A\n\nIa.\n\nKami.\n", ["Ia."], "# A\n\nKami.\n"),
        ("# A\n\nIa.\n", ["A"], "Ia.\n"),
        ("A\n===\nIa.\n", ["A"], "Ia.\n"),
        ("- A\n- B\n- C\n", ["B"], "- A\n- C\n"),
        ("- A\n  - B\n", ["A"], "- \n  - B\n"),
        ("**Baca:** [A](x)\n\nB\n", ["A"], "B\n"),
        ("JAKARTA, KABAR.com – Ia tiba.\n", ["JAKARTA, KABAR.com –"], "Ia tiba.\n"),
        ("A.\n\nJAKARTA, KABAR.com – Ia tiba.\n", ["JAKARTA, KABAR.com –", "Ia tiba."], "A.\n\n"),
        ("**Ia tiba.** Ia *lelah.*", ["Ia tiba."], "Ia *lelah.*"),
        ("[Ia tiba.](x) Ia lelah.", ["Ia tiba."], "Ia lelah."),
        ("|A|B|\n|-|-|\n|C|D|\n", ["C"], "|A|B|\n|-|-|\n||D|\n"),
        ("---\ntitle: A\n---\nB\n", ["A"], '---\ntitle: ""\n---\nB\n'),
        ("A", ["A"], ""),
    ],
)  # fmt: skip
def test_what_is_left_out_takes_its_markup_along(
    text: str, left_out: list[str], expected: str
) -> None:
    document = segment(article(text), INDONESIAN)
    targets: dict[str, Content] = {
        unit.id: (EMPTY_TARGET,) for unit in units(document) if plain(unit.source) in left_out
    }
    targets |= {
        unit.id: (EMPTY_TARGET,) for unit in units(document) if shown(unit.source) in left_out
    }
    assert build(document, targets, source=INDONESIAN, target=ENGLISH).decode() == expected


# --- front matter -----------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("title: Perang usai # ya", [("heading", "Perang usai")]),
        ("title: 'Jum''at'\nsubtitle: \"a \\\"b\\\" \\u00e9\"",
         [("heading", "Jum'at"), ("heading", 'a "b" é')]),
        ("description: |\n  title: a\nsummary: >-\n  b", []),
        ("description: a\n  b: c\nsummary: d", [("paragraph", "d")]),
        ("image:\n  - caption: a\n    alt: b\n    src: c", [("caption", "a"), ("caption", "b")]),
        ("title: 2020\nalt: true\ncaption: [a]\nexcerpt: &x a\nsummary: a: b", []),
        ("date: 2020-09-27\nslug: a\ntitle: \"a\" b", []),
    ],
)  # fmt: skip
def test_the_texts_of_front_matter(rows: str, expected: list[tuple[str, str]]) -> None:
    found = article(f"---\n{rows}\n---\n").blocks
    assert [(block.kind.value, plain(block.units[0].source)) for block in found] == expected


def test_the_texts_of_front_matter_in_toml() -> None:
    text = '+++\ntitle = "a \\"b\\""\n[image]\nalt = \'c\'\ntext = """\ntitle = "d"\n"""\n+++\n'
    assert [kind_and_text[::2] for kind_and_text in told(text)] == [
        ("heading", 'a "b"'), ("caption", "c"),
    ]  # fmt: skip
    assert built(text, {"c": "It's"}) == text.replace("'c'", '"It\'s"')


@pytest.mark.parametrize(
    ("scalar", "target", "expected"),
    [
        ("a", "b", "b"), ("a", "b: c", '"b: c"'), ("a", "b #c", '"b #c"'), ("a", "b:", '"b:"'),
        ("a", '"b" c', '"\\"b\\" c"'), ("a", "- b", '"- b"'), ("a", "yes", '"yes"'),
        ("a", "2020", '"2020"'), ("a", "b\nc", "b c"), ("a", "b\u2028\x85c", "b c"),
        ('"a"', "b \u2029c", '"b c"'), ("a", "C:\\b", "C:\\b"),
        ("'a'", "b's: c", "'b''s: c'"), ('"a"', 'b "c" \\d', '"b \\"c\\" \\\\d"'),
    ],
)  # fmt: skip
def test_a_scalar_is_quoted_where_it_must_be(scalar: str, target: str, expected: str) -> None:
    text = "---\ntitle: {}\n---\n"
    assert built(text.format(scalar), {"a": target}) == text.format(expected)


# --- bad input, time --------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"# a\n- \xff", 2, 3), (b"a\r\nb\x00", 2, 2), (b"`a\x0c`", 1, 3)]
)
def test_bytes_that_are_no_text(data: bytes, line: int, column: int) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        read(data, INDONESIAN)
    assert (caught.value.line, caught.value.column) == (line, column)


NASTY: dict[str, Callable[[int], str]] = {
    **{
        piece: lambda n, piece=piece: "x" + piece * (n // len(piece))  # type: ignore[misc]
        for piece in ("[", "![", "*_", "_a*", "**a *b ", "[a](", "[a](b '", "[a][", "[]", "<!--",
                      "<?", "<![CDATA[", "<a b='", "<b>*", "http://", "www.a.b(", "` ", "a\n", "> ")
    },
    "ticks": lambda n: " ".join("`" * length for length in range(int((2 * n) ** 0.5))),
    "nested links": lambda n: "[" * (n // 4) + "a" + "](b" + "](b)" * (n // 4),
    "nested tags": lambda n: "<b>" * (n // 7) + "</b>" * (n // 7),
    "nested emphasis": lambda n: "*a " * (n // 6) + " b*" * (n // 6),
    "wide settings": lambda n: "---\ntitle: a" + " " * n + "b\n---\n",
    "blank settings": lambda n: "---\n" + "title: a\n" * (n // 18) + "\n" * (n // 2) + "---\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_time_is_linear_in_the_text(name: str) -> None:
    def seconds(size: int) -> float:
        data = NASTY[name](size).encode()
        taken = []
        for _ in range(3):
            began = time.process_time()
            read(data, INDONESIAN)
            taken.append(time.process_time() - began)
        return min(taken)

    # Eight times the text: eight times as long, not sixty-four.
    assert seconds(24_000) < 24 * seconds(3_000) + 0.05
