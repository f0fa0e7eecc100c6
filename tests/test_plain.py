"""Plain text: what a line is, what building writes, and that nothing is lost between."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import plugins
from alihbahasa.articles.plain import build, read
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.languages.ru import PLUGIN as RUSSIAN
from alihbahasa.model import EMPTY_TARGET, Block, Content, Document, Kind, plain
from alihbahasa.segmentation import segment, units

CHINESE = plugins.language_pack("zh")


def blocks(text: str, pack: LanguagePack = INDONESIAN, labels: tuple[str, ...] = ()) -> list[Block]:
    return list(read(text.encode(), pack, name="a.txt", labels=labels).blocks)


def source(block: Block) -> str:
    return "".join(plain(unit.source) for unit in block.units)


@pytest.mark.parametrize(
    ("line", "kind", "label", "unit"),
    [
        ("Azerbaijan Umumkan Darurat Militer", Kind.HEADING, "", None),
        ("Apa Itu Nagorno-Karabakh?", Kind.HEADING, "", None),
        ("Perang itu pecah pada Minggu.", Kind.PARAGRAPH, "", None),
        ("bukan judul", Kind.PARAGRAPH, "", None),
        ("***", Kind.PARAGRAPH, "", None),
        ("Baca: Perang Pecah", Kind.LINK, "Baca:", "Perang Pecah"),
        ("BACA JUGA : Perang Pecah", Kind.LINK, "BACA JUGA :", "Perang Pecah"),
        ("Simak:Perang Pecah", Kind.LINK, "Simak:", "Perang Pecah"),
        ("Bacaan: buku", Kind.HEADING, "", None),
        ("Penulis: Sari Dewi", Kind.BYLINE, "Penulis:", "Sari Dewi"),
        ("Editor : Ahmad", Kind.BYLINE, "Editor :", "Ahmad"),
        ("Sumber: AFP", Kind.BYLINE, "Sumber:", "AFP"),
        ("By Sari, Minggu, 4 Oktober 2020 | 13:33 WIB", Kind.BYLINE, "By",
         "Sari, Minggu, 4 Oktober 2020 | 13:33 WIB"),
        ("Oleh Sari Dewi", Kind.BYLINE, "Oleh", "Sari Dewi"),
        ("Oleh sebab itu, warga pergi.", Kind.PARAGRAPH, "", None),
        ("Oleh-oleh dari Baku", Kind.HEADING, "", None),
        ("Foto: Tank di Shusha", Kind.CAPTION, "Foto:", "Tank di Shusha"),
        ("“Kami lapar. Kami lelah.”", Kind.QUOTE, "", None),
        ("“Kami lapar,” katanya. “Kami lelah.”", Kind.PARAGRAPH, "", None),
        ("- Shusha", Kind.LIST_ITEM, "", "Shusha"),
        ("• Shusha", Kind.LIST_ITEM, "", "Shusha"),
        ("1. Tentara ditarik.", Kind.LIST_ITEM, "", "Tentara ditarik."),
        ("a) Tentara ditarik", Kind.LIST_ITEM, "", "Tentara ditarik"),
        ("16 orang terluka.", Kind.PARAGRAPH, "", None),
    ],
)  # fmt: skip
def test_line(line: str, kind: Kind, label: str, unit: str | None) -> None:
    (block,) = blocks(line)
    assert (block.kind, block.label, source(block)) == (kind, label, unit or line)
    assert block.text == line


@pytest.mark.parametrize(
    "dateline",
    ["JAKARTA, KABAR.com –", "Kabar.com, JAKARTA —", "KABAR –", "KABAR.COM, JAKARTA -",
     "BAKU (AFP) -", "YEREVAN, Armenia (AP) --", "Kabar.com, Jakarta -"],
)  # fmt: skip
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    first, second = blocks(f"{dateline} Presiden tiba. Ia lelah.")
    assert (first.kind, source(first), first.gaps) == (Kind.DATELINE, dateline, ("", " "))
    assert (second.kind, source(second)) == (Kind.PARAGRAPH, "Presiden tiba. Ia lelah.")
    assert first.span.stop == second.span.start


@pytest.mark.parametrize(
    "line",
    ["Update Konflik Armenia - Azerbaijan di Karabakh", "NATO – sebuah aliansi – diam.",
     "Armenia - Azerbaijan berperang lagi.", "Presiden Armenia – Nikol – tiba."],
)  # fmt: skip
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert [block.kind for block in blocks(line)] != [Kind.DATELINE, Kind.PARAGRAPH]


def test_short_lines_after_a_colon_are_a_list() -> None:
    found = blocks("Rayon itu ialah:\nKalbajar\nAgdam\nPemerintah menerimanya.\nPerang Usai")
    assert [block.kind for block in found] == [
        Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.LIST_ITEM, Kind.PARAGRAPH, Kind.HEADING,
    ]  # fmt: skip


def test_short_lines_after_a_bare_label_are_links() -> None:
    found = blocks("Baca juga:\nPerang Usai\nTentara Pulang\nPerang itu usai.")
    assert [block.kind for block in found] == [Kind.LINK, Kind.LINK, Kind.LINK, Kind.PARAGRAPH]
    assert (found[0].label, found[0].units) == ("Baca juga:", ())


def test_labels_of_the_project_and_of_other_packs() -> None:
    (block,) = blocks("Klik Di Sini : Perang Pecah", labels=("Klik di sini:",))
    assert (block.kind, block.label) == (Kind.LINK, "Klik Di Sini :")
    (block,) = blocks("Читайте также: Война", RUSSIAN)
    assert (block.kind, block.label) == (Kind.LINK, "Читайте также:")
    for tag in plugins.names("languages"):
        assert set(plugins.language_pack(tag).labels) == set(INDONESIAN.labels)


@pytest.mark.parametrize(
    ("data", "line", "column", "part"),
    [
        (b"Ia\nti\xffba", 2, 3, "byte 5"),
        (b"Ia\r\nti\x00ba", 2, 3, "U+0000"),
        ("Ia\u2028\ufffe".encode(), 2, 1, "U+FFFE"),
        (b"\xff\xfea\x00\n\x00b", 2, 1, "byte 6"),
        ("\ufeffa\ud800".encode("utf-16-le", "surrogatepass"), 1, 3, "byte 4"),
        (b"Ia\x1ctiba", 1, 3, "U+001C"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, line: int, column: int, part: str) -> None:
    with pytest.raises(AlihbahasaError, match=part.replace("+", r"\+")) as caught:
        read(data, INDONESIAN)
    assert (caught.value.line, caught.value.column) == (line, column)


# --- properties -------------------------------------------------------------

LINES = st.one_of(
    st.sampled_from(
        ["Baca: Perang Pecah", "Dr. Sari tiba.  Ia lelah. ", "JAKARTA, KABAR.com – Ia tiba.", "- a",
         "Perang Usai", "“Ia. Ia.”", "Baca juga :", "Rayon:", " ", "", "1. Ia tiba. Ia pergi.",
         "By Sari", "By", "\u3000战争。他走了。", "\ufeff"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")),
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n\n", ""])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=8).map(
    lambda rows: "".join(line + end for line, end in rows)
)
PACKS = st.sampled_from([INDONESIAN, ENGLISH, RUSSIAN, CHINESE])


def encoded(text: str, how: str) -> bytes:
    return text.encode(how) if how == "utf-8" else ("\ufeff" + text).encode(how)


HOW = st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])


@given(TEXTS, HOW, PACKS, PACKS)
def test_an_untranslated_article_builds_to_its_own_bytes(
    text: str, how: str, pack: LanguagePack, target: LanguagePack
) -> None:
    data = encoded(text, how)
    document = read(data, pack, name="a.txt")
    for version in (document, segment(document, pack)):
        assert build(version, {}, source=pack, target=target) == data


@given(TEXTS, PACKS)
def test_blocks_cover_the_text_in_order(text: str, pack: LanguagePack) -> None:
    document = read(text.encode(), pack)
    for version in (document, segment(document, pack)):
        done = 0
        for block in version.blocks:
            assert done <= block.span.start < block.span.stop
            assert not version.text[done : block.span.start].strip("\ufeff").strip()
            assert block.text == block.span.of(version.text)
            done = block.span.stop
        assert not version.text[done:].strip("\ufeff").strip()


@given(TEXTS, PACKS)
def test_a_translation_equal_to_its_source_changes_no_byte(text: str, pack: LanguagePack) -> None:
    document = segment(read(text.encode(), pack), pack)
    same = {unit.id: unit.source for unit in units(document)}
    alike = dataclasses.replace(pack, separator=" ")
    first = [unit.source for block in document.blocks for unit in block.units]
    if len(same) == len(set(first)) and pack.separator and (EMPTY_TARGET,) not in first:
        assert build(document, same, source=pack, target=alike) == text.encode()


# --- building ---------------------------------------------------------------


def article(text: str, pack: LanguagePack = INDONESIAN) -> Document:
    return segment(read(text.encode(), pack, name="a.txt"), pack)


def built(
    text: str,
    targets: dict[str, str],
    target: LanguagePack = ENGLISH,
    pack: LanguagePack = INDONESIAN,
    **labels: str,
) -> str:
    document = article(text, pack)
    found: dict[str, Content] = {
        unit.id: (targets[plain(unit.source)],)
        for unit in units(document)
        if plain(unit.source) in targets
    }
    return build(document, found, source=pack, target=target, labels=labels).decode()


def test_targets_and_labels_are_put_in_place() -> None:
    document = article("\ufeffBaca juga : Perang Usai\r\n\r\n Ia tiba.  Ia lelah. \r\n")
    ids = [unit.id for unit in units(document)]
    targets: dict[str, Content] = {ids[0]: ("War Over",), ids[2]: ("She is tired.",)}
    written = build(
        document, targets, source=INDONESIAN, target=ENGLISH, labels={"Baca juga:": "Read also:"}
    )
    expected = "\ufeffRead also: War Over\r\n\r\n Ia tiba.  She is tired. \r\n"
    assert written.decode() == expected


def test_white_space_between_sentences_follows_the_target() -> None:
    both = {"Ia tiba.": "他来了。", "Ia lelah.": "他累了。", "KABAR –": "KABAR——"}
    assert built("Ia tiba. Ia lelah.", both, CHINESE) == "他来了。他累了。"
    assert built("KABAR – Ia tiba. Ia lelah.", both, CHINESE) == "KABAR——他来了。他累了。"
    assert built("Ia tiba. Ia lelah.", {"Ia tiba.": "他来了。"}, CHINESE) == "他来了。 Ia lelah."
    back = {"他来了。": "He came.", "他累了。": "He is tired."}
    assert built("他来了。他累了。", back, ENGLISH, CHINESE) == "He came. He is tired."


@pytest.mark.parametrize(
    ("text", "left_out", "expected"),
    [
        ("Ia tiba.  Ia lelah. Ia tidur.", ["Ia tiba."], "Ia lelah. Ia tidur."),
        ("Ia tiba.  Ia lelah. Ia tidur.", ["Ia lelah."], "Ia tiba.  Ia tidur."),
        ("Ia tiba.  Ia lelah. Ia tidur.\n", ["Ia tidur."], "Ia tiba.  Ia lelah.\n"),
        ("Perang.\n\nBaca: Ia\n\nUsai.\n", ["Ia"], "Perang.\n\nUsai.\n"),
        ("Perang.\n\n- Ia\n", ["Ia"], "Perang.\n"),
        ("- Ia\nPerang.\n", ["Ia"], "Perang.\n"),
        ("KABAR – Ia tiba.\nPerang.", ["KABAR –"], "Ia tiba.\nPerang."),
        ("KABAR – Ia tiba.\nPerang.", ["Ia tiba."], "KABAR –\nPerang."),
        ("KABAR – Ia tiba.\nPerang.", ["KABAR –", "Ia tiba."], "Perang."),
        ("Usai.\nKABAR – Ia tiba.\n", ["KABAR –", "Ia tiba."], "Usai.\n"),
        ("Perang.\n", ["Perang."], "\n"),
    ],
)
def test_a_unit_left_out_takes_its_white_space_along(
    text: str, left_out: list[str], expected: str
) -> None:
    assert built(text, dict.fromkeys(left_out, EMPTY_TARGET)) == expected


def test_a_target_that_cannot_be_encoded_is_an_error_with_its_place() -> None:
    with pytest.raises(AlihbahasaError, match=r"U\+D800") as caught:
        built("Perang.\nIa tiba.", {"Ia tiba.": "He \ud800"})
    assert (caught.value.line, caught.value.column) == (2, 4)


@pytest.mark.shared
def test_the_seed_article(shared: Path) -> None:
    for file in sorted((shared / "seed").glob("*.txt")):
        data = file.read_bytes()
        document = segment(read(data, INDONESIAN, name=file.name), INDONESIAN)
        headings = [source(block) for block in document.blocks if block.kind is Kind.HEADING]
        assert headings == [
            "Pertemuan dengan Vladimir Putin",
            "Azerbaijan Umumkan Darurat Militer",
            "Tentang Nagorno-Karabakh",
        ]
        links = [block for block in document.blocks if block.kind is Kind.LINK]
        assert {block.label for block in links} == {"Baca:"}
        assert [len(unit.places) for unit in units(document) if unit.kind is Kind.LINK] == [
            1, 1, 2, 1, 1,
        ]  # fmt: skip
        assert build(document, {}, source=INDONESIAN, target=ENGLISH) == data
