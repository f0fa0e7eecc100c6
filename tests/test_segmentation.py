"""Sentences: the case files, the SRX meaning of the rules, and what always holds."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins
from alihbahasa.contracts import LanguagePack, Rule, Stops
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.model import (
    Block,
    Code,
    CodeKind,
    Content,
    Document,
    Kind,
    Place,
    Span,
    Spelling,
    Unit,
    plain,
    raw,
    spelled,
)
from alihbahasa.segmentation import (
    default_rules,
    nonbreaking_prefixes,
    rules,
    segment,
    sentences,
    units,
)

CASES = Path(__file__).parent / "cases"
CHINESE = plugins.language_pack("zh")
JAPANESE = plugins.language_pack("ja")
PACKS = tuple(plugins.language_pack(tag) for tag in plugins.names("languages"))


def cut(text: str, pack: LanguagePack = INDONESIAN, **options: tuple[str, ...]) -> list[str]:
    return [span.of(text) for span in sentences(text, pack, **options)]


def cases() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (file.stem.split("_")[1], tuple(case["units"]))
        for file in sorted(CASES.glob("segmentation_*.toml"))
        for case in tomllib.loads(file.read_text("utf-8"))["case"]
    ]


@pytest.mark.parametrize(("language", "expected"), cases())
def test_case(language: str, expected: tuple[str, ...]) -> None:
    pack = plugins.language_pack(language)
    assert cut(pack.separator.join(expected), pack) == list(expected)


def test_every_pack_has_enough_cases() -> None:
    count = Counter(language for language, _ in cases())
    assert set(count) == set(plugins.names("languages"))
    assert min(count.values()) >= 20
    assert min(count["de"], count["ms"]) >= 40
    assert count["id"] >= 80


#: Text that has much of what the rules look at.
PIECES = (
    *("Dr", "dll", "No", "S.H", "purn", "Ia", "Putin", "vitamin", "C", "S", "a", "ii", "II", "г"),
    *(
        "т",
        "д",
        "Jan",
        "kata",
        "bertanya",
        "iPhone",
        "ABC",
        "й",
        "ka",
        "„",
        "«",
        "»",
        "“",
        "”",
        '"',
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        ".",
        ".",
        ".",
        "?",
        "!",
        "…",
        "...",
        "。",
        "！",
        "と",
        ",",
        ":",
        "-",
        "–",
    ),
    *(" ", " ", " ", " ", "\n", "\xa0", "\u202f", "1", "27", "2020", "é", "აბ", "́"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=80))


@invariant("I6", ci=1_000, long=50_000)
@given(TEXTS, st.sampled_from(PACKS))
def test_sentences_and_gaps_join_to_the_text(text: str, pack: LanguagePack) -> None:
    done = 0
    for span in sentences(text, pack):
        assert done <= span.start < span.stop
        assert not text[done : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        done = span.stop
    assert not text[done:].strip()


def by_the_rules(text: str, pack: LanguagePack) -> list[str]:
    """Cut *text* as SRX 2.0 says: every rule tried, in order, at every position."""
    compiled = [
        (
            rule.is_break,
            regex.compile(f"(?<={rule.before})", regex.V1),
            regex.compile(rule.after, regex.V1),
        )
        for rule in rules(pack)
    ]
    found, start = [], 0
    for at in range(1, len(text)):
        for is_break, before, after in compiled:
            if before.match(text, at) and after.match(text, at):
                if is_break:
                    found.append(text[start:at])
                    start = at
                break
    found.append(text[start:])
    return [piece.strip() for piece in found if piece.strip()]


@given(TEXTS, st.sampled_from(PACKS))
@settings(deadline=None)
def test_the_engine_follows_the_rules_to_the_letter(text: str, pack: LanguagePack) -> None:
    assert cut(text, pack) == by_the_rules(text, pack)


@given(TEXTS)
@settings(deadline=None)
def test_rules_of_a_pack_go_before_the_others(text: str) -> None:
    own = (Rule(False, "Ia[.]", r"\s"), Rule(True, "kata", r"\s"))
    pack = LanguagePack("xx", "X", "", rules=own, stops=INDONESIAN.stops)
    assert cut(text, pack) == by_the_rules(text, pack)


def test_settings_go_before_rules() -> None:
    text = "Ia tiba. Ia lelah di Yahoo! Indonesia tanpa Prof. Siti"
    assert cut(text) == ["Ia tiba.", "Ia lelah di Yahoo!", "Indonesia tanpa Prof. Siti"]
    assert cut(text, never_break_after=("Yahoo!",), always_break_after=("Prof.",)) == [
        "Ia tiba.",
        "Ia lelah di Yahoo! Indonesia tanpa Prof.",
        "Siti",
    ]


def test_scripts_without_white_space() -> None:
    assert cut("战争结束了。“他走了！”她哭了，是吗？是。", CHINESE) == [
        "战争结束了。", "“他走了！”", "她哭了，是吗？", "是。",
    ]  # fmt: skip
    assert cut("「行く。」と言った。雨。", JAPANESE) == ["「行く。」と言った。", "雨。"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("el", ["Ο Δρ. Παπάς ήρθε.", "Έφυγε."]),
        ("fa", ["آیا جنگ تمام شد؟", "بله."]),
        ("nl", ["Hij sprak met dr. Jansen in Baku.", "Zij kwam."]),
        ("ka", ["ომი დასრულდა.", "ის წავიდა."]),
        ("qq", ["Xu.", "Yu!"]),
    ],
)
def test_languages_without_a_pack(language: str, expected: list[str]) -> None:
    pack = LanguagePack(language, language, "", stops=default_rules(language))
    assert cut(" ".join(expected), pack) == expected


def test_prefix_lists() -> None:
    assert "Prof" in nonbreaking_prefixes("de-AT")
    assert "No" in nonbreaking_prefixes("en", before_numbers=True)
    assert "No" not in nonbreaking_prefixes("en")
    assert nonbreaking_prefixes("id") == frozenset()


def test_a_language_without_any_mark_has_one_sentence() -> None:
    pack = LanguagePack("xx", "X", "", stops=Stops(marks="", wide=""))
    assert cut(" A. B。C ", pack) == ["A. B。C"]


# --- blocks -----------------------------------------------------------------

B_OPEN = Code("1", CodeKind.OPEN, "<b>")
B_CLOSE = Code("1", CodeKind.CLOSE, "</b>")
BREAK = Code("2", CodeKind.STANDALONE, "<br/>")


def document(*contents: Content, kind: Kind = Kind.PARAGRAPH) -> Document:
    blocks, text = [], ""
    for content in contents:
        span = Span(len(text), len(text) + len(raw(content)))
        blocks.append(Block(kind, span, (Unit("", kind, content),), ("", "")))
        text += raw(content) + "\n"
    return Document("a.txt", "id", text, tuple(blocks))


@pytest.mark.parametrize(
    ("content", "expected", "gaps"),
    [
        (("Ia ", B_OPEN, "pergi", B_CLOSE, ". Ia tiba.",),
         [("Ia ", B_OPEN, "pergi", B_CLOSE, "."), ("Ia tiba.",)], ("", " ", "")),
        (("Ia ", B_OPEN, "pergi. Ia", B_CLOSE, " tiba. Ia tidur.",),
         [("Ia ", B_OPEN, "pergi. Ia", B_CLOSE, " tiba."), ("Ia tidur.",)], ("", " ", "")),
        ((B_OPEN, "Ia pergi.", B_CLOSE, " ", BREAK, "Ia tiba."),
         [("Ia pergi.",), ("Ia tiba.",)], ("<b>", "</b> <br/>", "")),
        (("Ia pergi.", BREAK, " ", B_OPEN, "Ia", B_CLOSE, " tiba."),
         [("Ia pergi.",), (B_OPEN, "Ia", B_CLOSE, " tiba.")], ("", "<br/> ", "")),
        (("Ia pergi. ", B_OPEN, " Ia tiba.", B_CLOSE),
         [("Ia pergi.",), (" Ia tiba.",)], ("", " <b>", "</b>")),
        ((B_OPEN, "Ia pergi. Ia tiba.", B_CLOSE),
         [("Ia pergi.",), ("Ia tiba.",)], ("<b>", " ", "</b>")),
    ],
)  # fmt: skip
def test_codes_stay_in_their_sentence(
    content: Content, expected: list[Content], gaps: tuple[str, ...]
) -> None:
    (block,) = segment(document(content), INDONESIAN).blocks
    assert [unit.source for unit in block.units] == expected
    assert block.gaps == gaps
    assert block.text == raw(content)


PARTS = st.one_of(
    st.sampled_from(["Ia pergi. ", "Dr. ", "tiba.", " ", "Ia ", "? ", "(x.) "]),
    st.sampled_from([B_OPEN, B_CLOSE, BREAK]),
)


@invariant("I6", ci=1_000, long=50_000)
@given(st.lists(PARTS, max_size=14).map(tuple), st.sampled_from(PACKS))
def test_units_and_gaps_join_and_hold_no_half_pairs(content: Content, pack: LanguagePack) -> None:
    (block,) = segment(document(content), pack).blocks
    assert block.text == raw(content)
    assert all(not regex.sub("</?b>|<br/>", "", gap).strip() for gap in block.gaps)
    opens = [i for i, part in enumerate(content) if part == B_OPEN]
    closes = [i for i, part in enumerate(content) if part == B_CLOSE]
    if len(opens) == len(closes) == 1 and opens < closes:
        for unit in block.units:
            kinds = [part.kind for part in unit.source if isinstance(part, Code)]
            assert (CodeKind.OPEN in kinds) == (CodeKind.CLOSE in kinds)


@given(st.text("Iab &.?<", max_size=40), st.data(), st.sampled_from(PACKS))
def test_other_spellings_stay_with_their_characters(
    text: str, data: st.DataObject, pack: LanguagePack
) -> None:
    places = data.draw(st.sets(st.integers(0, max(len(text) - 1, 0)))) if text else set()
    spellings = tuple(Spelling(at, f"&#{ord(text[at])};") for at in sorted(places))
    content = (text[:9], BREAK, text[9:]) if len(text) > 9 else (text,)
    found = spelled(content, spellings)
    unit = Unit("", Kind.PARAGRAPH, content)
    block = Block(Kind.PARAGRAPH, Span(0, len(found)), (unit,), ("", ""), "", (spellings,))
    (block,) = segment(Document("a", "id", found, (block,)), pack).blocks
    assert block.text == found
    for unit, each in zip(block.units, block.spellings, strict=bool(block.spellings)):
        assert all(f"&#{ord(plain(unit.source)[one.at])};" == one.data for one in each)


def test_headings_stay_whole_and_places_are_numbered() -> None:
    heading = segment(document(("Prof. Siti Tiba. Ia Lelah.",), kind=Kind.HEADING), INDONESIAN)
    assert [unit.id[-2:] for unit in heading.blocks[0].units] == [".h"]
    twice = segment(document(("Ia tiba. Ia lelah.",), ("Ia tiba.",)), INDONESIAN)
    found = units(twice)
    assert [unit.source for unit in found] == [("Ia tiba.",), ("Ia lelah.",)]
    assert found[0].places == (Place("a.txt", 0), Place("a.txt", 1))


SENTENCES = st.lists(
    st.sampled_from(["Ia tiba.", "Dr. Sari pergi.", "Siapa dia?", "“Kami lapar,” katanya."]),
    min_size=1,
    max_size=4,
).map(lambda chosen: (" ".join(chosen),))


@invariant("I7", ci=1_000, long=20_000)
@given(st.lists(SENTENCES, min_size=1, max_size=6), st.data())
def test_ids_stay_when_other_paragraphs_come_go_and_move(
    paragraphs: list[Content], data: st.DataObject
) -> None:
    ids = {
        paragraph: [unit.id for unit in block.units]
        for paragraph, block in zip(
            paragraphs, segment(document(*paragraphs), INDONESIAN).blocks, strict=True
        )
    }
    moved = data.draw(st.permutations(paragraphs))[: data.draw(st.integers(0, len(paragraphs)))]
    changed = [*moved, ("Perang pecah di Shusha. Warga mengungsi.",)]
    for content, block in zip(changed, segment(document(*changed), INDONESIAN).blocks, strict=True):
        if content in ids:
            assert [unit.id for unit in block.units] == ids[content]
