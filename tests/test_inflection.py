"""Tests of what language packs say of their words: keys, roots, homographs, demonyms."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import languages
from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Concept, Glossary, MatchMode, Term
from alihbahasa.recognition import compile_terms, mentions
from alihbahasa.text import fold


def packs() -> Iterator[LanguagePack]:
    for module in pkgutil.iter_modules(languages.__path__):
        if not module.name.startswith("_"):
            pack: LanguagePack = importlib.import_module(
                f"{languages.__name__}.{module.name}"
            ).PLUGIN
            yield pack


PACKS = {pack.tag: pack for pack in packs()}
#: Endings of many languages, behind anything.
WORDS = st.one_of(
    st.text(max_size=12),
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                "mem di- nya kan -an 2 ku lah rayon- l' qu' eaux ées aient isch er en nisse innen "
                "ами ова ийся ь ' - a e s x ë カラ".split()
            ),
            max_size=5,
        ),
    ),
)


@pytest.mark.parametrize("tag", PACKS)
@given(WORDS, WORDS)
def test_a_word_is_always_among_its_keys(tag: str, first: str, second: str) -> None:
    pack = PACKS[tag]
    for word in map(fold, (first, second, first + second)):
        for keys_of in (pack.word_keys, pack.term_keys, pack.lead_keys or pack.word_keys):
            assert word in keys_of(word)
        if pack.roots:
            assert word == "" or all(pack.roots(word))
    assert pack.is_one_word(fold(first), fold(second)) in (True, False)


def hints(text: str, *terms: str, language: str = "id") -> list[tuple[str, str]]:
    concepts = tuple(Concept(term, (Term(term, language),)) for term in terms)
    pack = PACKS[language]
    compiled = compile_terms(Glossary(concepts, (language,)), language, pack, derived=True)
    return [(each.term.text, str(each.grade)) for each in mentions(text, compiled)]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("perintah", "pemerintahan"),
        ("pemerintahan", "perintah"),
        ("pemerintahannya", "memerintah"),
        ("mengirimkan", "kirim"),
        ("pengiriman", "kirim"),
        ("penyerangan", "serang"),
        ("diserang", "serangan"),
        ("memukul", "pukulan"),
        ("menulis", "penulis"),
        ("pengeboman", "bom"),
        ("perbankan", "bank"),
        ("keberhasilan", "hasil"),
        ("mempertahankan", "pertahanan"),
        ("kemerdekaan", "merdeka"),
        ("tulis-menulis", "tulisan"),
        ("berjalan-jalan", "jalan"),
        ("pembicaraan", "bicara"),
        ("pelajar", "belajar"),
        ("pem-PHK-an", "PHK"),
        ("ke-NU-an", "NU"),
    ],
)
def test_a_word_of_the_same_root_is_a_hint(text: str, term: str) -> None:
    assert hints(text, term) == [(term, "derived")]
    assert hints(text, term, language="ms") == [(term, "derived")]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("dewan", "dew"),
        ("perang", "ang"),
        ("bulan", "bul"),
        ("makan", "mak"),
        ("terang", "perang"),
        ("kepala", "pala"),
        ("berat", "rat"),
        ("serangan", "sarang"),
        ("pemerintah", "tah"),
        ("negara", "gara"),
    ],
)
def test_what_only_looks_like_an_affix_is_no_hint(text: str, term: str) -> None:
    assert hints(text, term) == []


def test_an_inflected_form_is_no_mere_hint() -> None:
    assert hints("mem-PHK-kan", "PHK") == [("PHK", "inflected")]
    assert hints("kerajaannya", "kerajaan", language="ms") == [("kerajaan", "inflected")]


@pytest.mark.parametrize("tag", [tag for tag, pack in PACKS.items() if pack.homographs])
def test_homographs_are_folded(tag: str) -> None:
    assert all(word == fold(word) for word in PACKS[tag].homographs)


@pytest.mark.parametrize(
    ("language", "name", "within", "at_start"),
    [
        ("id", "Minggu", "Pada Minggu mereka tiba", "Minggu depan mereka tiba"),
        ("id", "Kapan", "di kota Kapan mereka tiba", "Kapan mereka tiba"),
        ("ms", "Perak", "di negeri Perak mereka tiba", "Perak mereka hilang"),
        ("en", "Turkey", "the army of Turkey left today", "Turkey was served today"),
        ("fr", "Cher", "il habite dans le Cher depuis", "Cher payé, il le garde"),
        ("ru", "Грозный", "город Грозный давно", "Грозный взгляд его"),
        ("de", "Essen", "sie wohnt in Essen seit langem", "Essen wir heute"),
    ],
)
def test_a_name_that_is_another_word_is_a_hint_where_every_word_has_a_capital(
    language: str, name: str, within: str, at_start: str
) -> None:
    concept = Concept("c", (Term(name, language, match=MatchMode.CASE),))
    compiled = compile_terms(Glossary((concept,), (language,)), language, PACKS[language])
    assert [str(each.grade) for each in mentions(within, compiled)] == ["exact"]
    assert [str(each.grade) for each in mentions(at_start, compiled)] == ["derived"]
    assert mentions(within.lower(), compiled) == ()


@pytest.mark.parametrize("tag", ["en", "fr", "ru"])
def test_demonyms_are_words_by_the_code_of_a_territory(tag: str) -> None:
    demonyms = PACKS[tag].demonyms
    assert len(demonyms) > 60
    for code, words in demonyms.items():
        assert len(code) == 2
        assert code.isascii()
        assert code.isupper()
        assert words
        assert len(set(words)) == len(words)
        assert all(word == word.strip() and word for word in words)


def test_demonyms_of_the_caucasus() -> None:
    assert PACKS["en"].demonyms["AM"] == ("Armenian",)
    assert PACKS["fr"].demonyms["AZ"] == ("azerbaïdjanais", "azéri")
    assert PACKS["ru"].demonyms["GE"] == ("грузинский", "грузин")


@pytest.mark.parametrize("tag", ["en", "fr", "ru"])
def test_packs_name_the_same_territories(tag: str) -> None:
    differing = set(PACKS[tag].demonyms) ^ set(PACKS["en"].demonyms)
    assert differing <= {"VA", "PG"}
