"""Tests of the inflection of Turkish and Azerbaijani beyond the case files."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.contracts import LanguagePack
from alihbahasa.languages import az, tr
from alihbahasa.text import fold

PACKS = (tr.PLUGIN, az.PLUGIN)

LETTERS = "abcçdeəfgğhıijklmnoöprsştuüvyzq'-"
ENDINGS = ("lar", "larin", "dirlar", "dir", "mis", "iniz", "ki", "dim", "sa", "nin", "'da", "-da")
WORDS = st.one_of(
    st.text(),
    st.text(alphabet=LETTERS, min_size=1),
    st.lists(st.sampled_from(ENDINGS), min_size=1).map("".join),
).map(fold)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.tag)
@given(word=WORDS)
def test_a_word_is_a_form_of_itself_and_of_few_others(pack: LanguagePack, word: str) -> None:
    assert pack.word_keys(word)[0] == word
    assert pack.term_keys(word)[0] == word
    assert pack.lead_keys is not None
    assert pack.lead_keys(word) == (word,)
    for keys in (pack.word_keys(word), pack.term_keys(word)):
        assert len(keys) == len(set(keys)) <= 60


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.tag)
@pytest.mark.parametrize("piece", ["dir", "lar", "mis", "dim", "'nin", "ki", "a", "dirlar"])
def test_a_word_without_end_takes_no_time(pack: LanguagePack, piece: str) -> None:
    started = time.perf_counter()
    pack.word_keys(piece * 20_000)
    pack.term_keys(piece * 20_000)
    assert time.perf_counter() - started < 1


#: Paradigms, as grammars print them: the six cases of the singular, of the plural, and of what
#: somebody has.
PARADIGMS = {
    ("tr", "ev"): """
        evin eve evi evde evden evler evlerin evlere evleri evlerde evlerden
        evi evinin evine evini evinde evinden evimiz evimizin evimize evimizi evimizde evimizden
        evleri evlerinin evlerine evlerini evlerinde evlerinden evlerimiz evlerimizden
    """,
    ("tr", "okul"): """
        okulun okula okulu okulda okuldan okullar okulların okullara okulları okullarda okullardan
        okulu okulunun okuluna okulunu okulunda okulundan okulumuz okulumuzun okulumuzdan
        okulları okullarının okullarına okullarını okullarında okullarından okullarımızdan
    """,
    ("tr", "köprü"): """
        köprünün köprüye köprüyü köprüde köprüden köprüler köprülerin köprülere köprüleri
        köprüsü köprüsünün köprüsüne köprüsünü köprüsünde köprüsünden köprümüz köprümüzden
    """,
    ("tr", "sokak"): """
        sokağın sokağa sokağı sokakta sokaktan sokaklar sokakların sokaklara sokakları
        sokağı sokağının sokağına sokağını sokağında sokağından sokağımız sokağımızdan
    """,
    ("az", "ev"): """
        evin evə evi evdə evdən evlər evlərin evlərə evləri evlərdə evlərdən
        evi evinin evinə evini evində evindən evimiz evimizin evimizə evimizi evimizdə evimizdən
        evləri evlərinin evlərinə evlərini evlərində evlərindən evlərimiz evlərimizdən
    """,
    ("az", "qapı"): """
        qapının qapıya qapını qapıda qapıdan qapılar qapıların qapılara qapıları qapılarda
        qapısı qapısının qapısına qapısını qapısında qapısından qapımız qapımızdan
    """,
    ("az", "göl"): """
        gölün gölə gölü göldə göldən göllər göllərin göllərə gölləri göllərdə göllərdən
        gölü gölünün gölünə gölünü gölündə gölündən gölümüz gölümüzün gölümüzdən
    """,
    ("az", "otaq"): """
        otağın otağa otağı otaqda otaqdan otaqlar otaqların otaqlara otaqları otaqlarda
        otağı otağının otağına otağını otağında otağından otağımız otağımızdan
    """,
    ("az", "kənd"): """
        kəndin kəndə kəndi kənddə kənddən kəndlər kəndlərin kəndlərə kəndləri kəndlərdən
        kəndi kəndinin kəndinə kəndini kəndində kəndindən kəndimiz kəndimizdən
    """,
}


@pytest.mark.parametrize(("tag", "word"), PARADIGMS)
def test_a_paradigm_is_whole(tag: str, word: str) -> None:
    pack = {pack.tag: pack for pack in PACKS}[tag]
    keys = set(pack.term_keys(fold(word)))
    forms = PARADIGMS[tag, word].split()
    assert [form for form in forms if keys.isdisjoint(pack.word_keys(fold(form)))] == []


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("bmt", "nin", True),
        ("abs", "da", True),
        ("abs", "daki", True),
        ("abs", "li", True),
        ("abs", "lilarin", True),
        ("nato", "luq", True),
        ("nato", "lugu", True),
        ("cin", "liviya", False),
        ("baki", "tbilisi", False),
        ("ermənistan", "azərbaycan", False),
    ],
)
def test_a_hyphen_before_an_ending_joins(first: str, second: str, is_one: bool) -> None:
    join: Callable[[str, str], bool] = az.PLUGIN.is_one_word
    assert join(first, second) is is_one
