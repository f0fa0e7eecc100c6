"""Tests of recognition in Chinese and Japanese, which put no space between words."""

from __future__ import annotations

import importlib

import pytest

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Concept, Glossary, MatchMode, Span, Term
from alihbahasa.recognition import compile_terms, mentions
from alihbahasa.recognition.words import words


def found(text: str, *terms: str | Term, language: str) -> list[tuple[str, str, str]]:
    """Return the terms found in *text*: the term, what stands in the text, the grade."""
    pack: LanguagePack = importlib.import_module(f"alihbahasa.languages.{language}").PLUGIN
    made = [Term(term, language) if isinstance(term, str) else term for term in terms]
    glossary = Glossary(tuple(Concept(term.text, (term,)) for term in made), (language,))
    return [
        (mention.term.text, mention.span.of(text), str(mention.grade))
        for mention in mentions(text, compile_terms(glossary, language, pack))
    ]


def test_terms_are_found_within_a_sentence() -> None:
    text = "阿塞拜疆和亚美尼亚外长周五在莫斯科会晤，双方同意停火。"
    assert found(text, "亚美尼亚", "停火", "外长", "停战", language="zh") == [
        ("亚美尼亚", "亚美尼亚", "exact"),
        ("外长", "外长", "exact"),
        ("停火", "停火", "exact"),
    ]
    text = "アルメニアとアゼルバイジャンの外相は金曜日、停戦に合意した。"
    assert found(text, "アルメニア", "停戦", "外相", "停止", language="ja") == [
        ("アルメニア", "アルメニア", "exact"),
        ("外相", "外相", "exact"),
        ("停戦", "停戦", "exact"),
    ]


def test_the_longer_of_two_terms_is_given() -> None:
    assert found("纳卡冲突升级", "纳卡", "纳卡冲突", language="zh") == [
        ("纳卡冲突", "纳卡冲突", "exact")
    ]


def test_traditional_characters_are_not_simplified_ones() -> None:
    assert found("亞美尼亞總理", "亚美尼亚", "总理", language="zh") == []
    assert found("亞美尼亞總理", "總理", language="zh") == [("總理", "總理", "exact")]


@pytest.mark.parametrize(
    ("text", "term", "language", "grade"),
    [
        ("北约（NATO）秘书长", "NATO", "zh", "exact"),
        ("与NATO成员国", "NATO", "zh", "exact"),
        ("ＮＡＴＯの事務総長", "NATO", "ja", "variant"),
        ("F-16戦闘機", "F-16", "ja", "exact"),
        ("Jリーグの試合", "リーグ", "ja", "exact"),
        ("ＢＢＣは報じた", "BBC", "ja", "variant"),
    ],
)
def test_latin_words_are_found_between_characters(
    text: str, term: str, language: str, grade: str
) -> None:
    assert [each for _, _, each in found(text, term, language=language)] == [grade]


def test_a_latin_word_is_not_found_in_a_longer_one() -> None:
    assert found("与NATOの", "NAT", language="ja") == []


@pytest.mark.parametrize(
    "text",
    [
        "ナゴルノ・カラバフ",
        "ナゴルノ･カラバフ",
        "ナゴルノ＝カラバフ",
        "ナゴルノ゠カラバフ",
        "ナゴルノ-カラバフ",
        "ナゴルノカラバフ",
        "ﾅｺﾞﾙﾉ･ｶﾗﾊﾞﾌ",
    ],
)
@pytest.mark.parametrize("term", ["ナゴルノ・カラバフ", "ナゴルノカラバフ", "ナゴルノ＝カラバフ"])
def test_the_parts_of_a_name_are_joined_in_many_ways(text: str, term: str) -> None:
    grade = "exact" if text == term else "variant"
    assert found(text, term, language="ja") == [(term, text, grade)]
    assert found(f"係争地{text}での戦闘", term, language="ja") == [(term, text, grade)]


def test_a_space_may_stand_between_the_parts_but_makes_no_two_words_of_one() -> None:
    text = "ナゴルノ カラバフ"
    assert [span for _, span, _ in found(text, "ナゴルノ・カラバフ", language="ja")] == [text]
    assert found(text, "ナゴルノカラバフ", language="ja") == []


def test_katakana_are_words_and_what_joins_them_is_no_letter() -> None:
    assert found("カラバフの戦い", "カラ", "バフ", language="ja") == []
    assert found("ナゴルノ・カラバフ", "カラバフ", language="ja") == [
        ("カラバフ", "カラバフ", "exact")
    ]
    assert found("トルコとミサイル", "イル", "ミサイル", language="ja") == [
        ("ミサイル", "ミサイル", "exact")
    ]
    assert found("アルメニア、カラバフ", "アルメニア・カラバフ", language="ja") == []


@pytest.mark.parametrize(
    "text",
    ["弗拉基米尔·普京", "弗拉基米尔‧普京", "弗拉基米尔・普京", "弗拉基米尔•普京", "弗拉基米尔普京"],
)
def test_the_dot_in_a_chinese_name_may_be_another_or_none(text: str) -> None:
    ((_, span, grade),) = found(f"总统{text}说", "弗拉基米尔·普京", language="zh")
    assert span == text
    assert grade == ("exact" if text == "弗拉基米尔·普京" else "variant")


@pytest.mark.parametrize("text", ["纳戈尔诺-卡拉巴赫", "纳戈尔诺－卡拉巴赫", "纳戈尔诺卡拉巴赫"])
def test_the_hyphen_in_a_chinese_name_may_be_another_or_none(text: str) -> None:
    assert [span for _, span, _ in found(text, "纳戈尔诺-卡拉巴赫", language="zh")] == [text]


@pytest.mark.parametrize("text", ["停，火", "停——火", "停。火", "停（火", "停\n\n火", "停…火"])
def test_a_term_reaches_across_no_punctuation(text: str) -> None:
    assert found(text, "停火", language="zh") == []


def test_spans_are_true_after_characters_beyond_the_plane() -> None:
    text = "𠮷野家とカラバフ"
    pack: LanguagePack = importlib.import_module("alihbahasa.languages.ja").PLUGIN
    glossary = Glossary((Concept("c", (Term("カラバフ", "ja"),)),), ("ja",))
    (mention,) = mentions(text, compile_terms(glossary, "ja", pack))
    assert mention.span == Span(4, 8)


def test_an_exact_term_wants_its_width() -> None:
    term = Term("NATO", "ja", match=MatchMode.EXACT)
    assert found("ＮＡＴＯとNATO", term, language="ja") == [("NATO", "NATO", "exact")]


def test_words_are_characters_or_runs_of_katakana() -> None:
    pack: LanguagePack = importlib.import_module("alihbahasa.languages.ja").PLUGIN
    assert words("東京とカラー・テレビの人々", pack) == [
        *("東", "京", "と", "カラー", "テレビ", "の", "人", "々")
    ]
