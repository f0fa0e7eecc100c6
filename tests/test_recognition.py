"""Tests of recognition: what is a mention of a term, and what is not."""

from __future__ import annotations

import importlib
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import (
    Concept,
    Glossary,
    Grade,
    MatchMode,
    Mention,
    PartOfSpeech,
    Span,
    Term,
    TermStatus,
)
from alihbahasa.recognition import Recogniser, compile_terms, mentions, overlapping
from alihbahasa.text import fold

CASES = Path(__file__).parent / "cases"
PLAIN = LanguagePack(tag="xx", name="Plain", plural_forms="nplurals=1; plural=0;")


def pack(language: str) -> LanguagePack:
    try:
        found: LanguagePack = importlib.import_module(f"alihbahasa.languages.{language}").PLUGIN
    except ModuleNotFoundError:
        return PLAIN
    return found


def recogniser(*terms: str | Term, language: str = "id") -> Recogniser:
    """Return a recogniser of concepts with one term each, the term being the key."""
    made = [Term(term, language) if isinstance(term, str) else term for term in terms]
    concepts = tuple(Concept(term.text, (term,)) for term in made)
    return compile_terms(Glossary(concepts, (language,)), language, pack(language))


def found(text: str, *terms: str | Term, language: str = "id") -> list[tuple[str, str, str]]:
    """Return the terms found in *text*: the term, what stands in the text, the grade."""
    return [
        (mention.term.text, mention.span.of(text), str(mention.grade))
        for mention in mentions(text, recogniser(*terms, language=language))
    ]


def inflections() -> list[tuple[str, str, str, bool]]:
    rows = []
    for path in sorted(CASES.glob("inflection_*.toml")):
        language = path.stem.removeprefix("inflection_")
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            rows += [(language, case["term"], form, True) for form in case["forms"]]
            rows += [(language, case["term"], other, False) for other in case["others"]]
    return rows


@pytest.mark.parametrize(("language", "term", "text", "is_form"), inflections())
def test_a_term_is_found_in_its_forms_and_in_no_other_word(
    language: str, term: str, text: str, is_form: bool
) -> None:
    grades = [grade for _, _, grade in found(text, term, language=language)]
    assert bool(grades) == is_form


@pytest.mark.parametrize(
    ("text", "term", "grade"),
    [
        ("darurat militer", "darurat militer", "exact"),
        ("Darurat Militer", "darurat militer", "variant"),
        ("darurat\nmiliter", "darurat militer", "exact"),
        ("darurat\u00a0militer", "darurat militer", "exact"),
        ("darurat   militer", "darurat militer", "exact"),
        ("darurat \n militer", "darurat militer", "exact"),
        ("Nagorno Karabakh", "Nagorno-Karabakh", "variant"),
        ("Nagorno–Karabakh", "Nagorno-Karabakh", "variant"),
        ("Karabağ", "Karabag", "variant"),
        ("Karabag\u0306", "Karabağ", "exact"),
        ("Qur’an", "Qur'an", "variant"),
        ("Quran", "Qur'an", "variant"),
        ("Karabakh", "Karabakh'", "variant"),
        ("İRAN", "Iran", "variant"),
        ("Kara\u00adbakh", "Karabakh", "variant"),
        ("cochair", "co-chair", "variant"),
        ("cease-fire", "ceasefire", "variant"),
        ("pemerintahannya", "pemerintahan", "inflected"),
        ("rayon-rayon", "rayon", "inflected"),
        ("S.H.", "S.H.", "exact"),
        ("AT&T", "AT&T", "exact"),
    ],
)
def test_the_grade_tells_how_a_term_is_written(text: str, term: str, grade: str) -> None:
    assert found(text, term) == [(term, text, grade)]


@pytest.mark.parametrize(
    "text",
    [
        "darurat, militer",
        "darurat. Militer",
        "darurat (militer)",
        "darurat – militer",
        "darurat\n\nmiliter",
        "darurat\n \nmiliter",
        "darurat “militer”",
        "daruratmiliter",
        "darurat militerisme",
    ],
)
def test_a_term_reaches_across_no_punctuation(text: str) -> None:
    assert found(text, "darurat militer") == []


def test_terms_that_partly_overlap_both_stay() -> None:
    text = "Kondisi Darurat Militer"
    compiled = recogniser("kondisi darurat", "darurat militer")
    both = mentions(text, compiled)
    assert [(mention.span, mention.grade) for mention in both] == [
        (Span(0, 15), Grade.VARIANT),
        (Span(8, 23), Grade.VARIANT),
    ]
    assert overlapping(both) == (both,)


def test_the_longer_term_swallows_the_shorter() -> None:
    text = "di Nagorno-Karabakh dan Karabakh"
    compiled = recogniser("Nagorno-Karabakh", "Karabakh")
    assert [mention.span.of(text) for mention in mentions(text, compiled)] == [
        "Nagorno-Karabakh",
        "Karabakh",
    ]
    assert [mention.span.of(text) for mention in mentions(text, compiled, nested=True)] == [
        "Nagorno-Karabakh",
        "Karabakh",
        "Karabakh",
    ]


def test_homographs_both_stay() -> None:
    concepts = (Concept("bank", (Term("bank", "en"),)), Concept("shore", (Term("bank", "en"),)))
    compiled = compile_terms(Glossary(concepts), "en", pack("en"))
    both = mentions("banks", compiled)
    assert [mention.concept.key for mention in both] == ["bank", "shore"]
    assert len(overlapping(both)) == 1


def test_of_the_terms_of_one_concept_the_best_is_given() -> None:
    terms = (Term("sanction", "en"), Term("sanctions", "en", TermStatus.ADMITTED))
    compiled = compile_terms(Glossary((Concept("c", terms),)), "en", pack("en"))
    assert [(m.term.text, m.grade) for m in mentions("sanctions", compiled)] == [
        ("sanctions", Grade.EXACT)
    ]


def test_a_spelling_may_be_forbidden_and_an_inflected_form_may_not() -> None:
    terms = (Term("ceasefire", "en"), Term("cease-fire", "en", TermStatus.FORBIDDEN))
    compiled = compile_terms(Glossary((Concept("c", terms),)), "en", pack("en"))
    statuses = [m.term.status for m in mentions("a cease-fire, ceasefires", compiled)]
    assert statuses == [TermStatus.FORBIDDEN, TermStatus.PREFERRED]


@pytest.mark.parametrize(
    ("status", "part", "grade"),
    [
        (TermStatus.FORBIDDEN, PartOfSpeech.NOUN, Grade.DERIVED),
        (TermStatus.DEPRECATED, PartOfSpeech.NOUN, Grade.DERIVED),
        (TermStatus.ADMITTED, PartOfSpeech.NOUN, Grade.INFLECTED),
        (TermStatus.FORBIDDEN, PartOfSpeech.VERB, Grade.INFLECTED),
        (TermStatus.FORBIDDEN, None, Grade.INFLECTED),
    ],
)
def test_a_verb_is_a_hint_at_a_noun_that_is_not_allowed(
    status: TermStatus, part: PartOfSpeech | None, grade: Grade
) -> None:
    term = Term("convict", "en", status, part_of_speech=part)
    compiled = compile_terms(Glossary((Concept("c", (term,)),)), "en", pack("en"))
    found = mentions("Convicted of that, the convicts left.", compiled)
    assert [each.grade for each in found] == [grade, Grade.INFLECTED]


def test_of_two_terms_that_a_word_may_be_a_form_of_the_first_is_given() -> None:
    terms = (Term("Шуша", "ru"), Term("Шуши", "ru", TermStatus.ADMITTED))
    compiled = compile_terms(Glossary((Concept("c", terms),)), "ru", pack("ru"))
    assert [m.term.text for m in mentions("Шуше, Шуши", compiled)] == ["Шуша", "Шуши"]


def test_terms_of_every_status_are_found_and_the_language_falls_back() -> None:
    terms = (
        Term("regime", "en", TermStatus.FORBIDDEN),
        Term("authority", "en", TermStatus.DEPRECATED),
        Term("rezim", "id"),
    )
    compiled = compile_terms(Glossary((Concept("c", terms),)), "en-GB", pack("en"))
    assert compiled.terms == 2
    statuses = [m.term.status for m in mentions("a regime, an authority, rezim", compiled)]
    assert statuses == [TermStatus.FORBIDDEN, TermStatus.DEPRECATED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baku", ["Baku"]),
        ("bahan baku", []),
        ("di-Baku", ["di-Baku"]),
        ("BAKU", ["BAKU"]),
        ("Bakulah", ["Bakulah"]),
        ("bakunya", []),
    ],
)
def test_a_capital_of_a_term_may_be_asked_for(text: str, expected: list[str]) -> None:
    term = Term("Baku", "id", match=MatchMode.CASE)
    assert [each for _, each, _ in found(text, term)] == expected


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("rapat pada Minggu lalu", ["exact"]),
        ("rapat minggu lalu", []),
        ("Minggu lalu rapat", ["derived"]),
        ("Rapat usai. “Minggu depan lagi.”", ["derived"]),
        ("Rapat Digelar Minggu Depan di Sini", ["derived"]),
        ("RAPAT DIGELAR MINGGU DEPAN DI SINI", ["derived"]),
        ("sejak Minggu, (27/9/2020)", ["exact"]),
    ],
)
@pytest.mark.parametrize("match", [MatchMode.CASE, MatchMode.INFLECTED])
def test_a_name_that_is_another_word_in_small_letters(
    text: str, grades: list[str], match: MatchMode
) -> None:
    assert [grade for *_, grade in found(text, Term("Minggu", "id", match=match))] == grades


def test_a_name_and_the_word_that_the_glossary_has_beside_it() -> None:
    terms = (Term("Tanjung", "id"), Term("tanjung", "id"))
    text = "tanjung di sebelah Tanjung itu"
    assert found(text, *terms) == [
        ("tanjung", "tanjung", "exact"),
        ("Tanjung", "Tanjung", "exact"),
        ("tanjung", "Tanjung", "derived"),
    ]
    assert found("в Баку", "бак", "Баку", language="ru") == [
        ("Баку", "Баку", "exact"),
        ("бак", "Баку", "derived"),
    ]


@pytest.mark.parametrize(
    ("text", "term", "grade"),
    [
        ("U.N.", "UN", "variant"),
        ("UN", "U.N.", "variant"),
        ("Sidang Umum U.N. dibuka", "sidang umum UN", "variant"),
        ("us", "U.S.", None),
        ("u.s.", "US", None),
        ("told us", "US", None),
        ("Who told", "WHO", None),
        ("As roda", "AS", None),
        ("AS-lah", "AS", "inflected"),
        ("di-Nato", "NATO", "inflected"),
        ("Nato", "NATO", "variant"),
        ("nato", "NATO", None),
        ("unesco", "UNESCO", "variant"),
        ("C++", "C", None),
        ("C++", "C++", "exact"),
        ("25,5", "25", None),
        ("A.S.H.", "S.H.", None),
        ("Ste\u200bpanakert", "Stepanakert", "variant"),
        ("Nagorno\u2212Karabakh", "Nagorno-Karabakh", "variant"),
        ("фонд “Айастан”", "фонд «Айастан»", "variant"),
        ("фонд Айастан", "фонд «Айастан»", "variant"),
    ],
)
def test_stops_signs_and_marks(text: str, term: str, grade: str | None) -> None:
    grades = [each for _, _, each in found(text, term)]
    assert grades == ([grade] if grade else [])


def test_all_capitals_of_an_acronym_may_be_asked_for() -> None:
    term = Term("AS", "id", match=MatchMode.CASE)
    assert [each for _, each, _ in found("as As AS AS-lah ASnya", term)] == ["AS", "AS-lah"]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("AFP", True), ("Afp", False), ("AFP-nya", False), ("(AFP)", True), ("AFPs", False)],
)
def test_an_exact_term_is_found_letter_for_letter(text: str, is_found: bool) -> None:
    assert bool(found(text, Term("AFP", "id", match=MatchMode.EXACT))) == is_found


def test_forms_and_not_forms_are_honoured() -> None:
    term = Term("leave", "en", forms=("leavings",), not_forms=("leaves",))
    text = "leavings, leaves, left"
    assert found(text, term, language="en") == [
        ("leave", "leavings", "inflected"),
        ("leave", "left", "inflected"),
    ]


def test_forms_of_one_word_make_no_more_forms_of_it() -> None:
    term = Term("сторона", "ru", forms=("сторонами-то",))
    assert found("сторонами-то", term, language="ru") == [("сторона", "сторонами-то", "inflected")]


def test_scripts_without_spaces_are_searched_within() -> None:
    assert found("双方同意停火了。", "停火", language="zh") == [("停火", "停火", "exact")]
    assert found("アルメニアとトルコ", "トルコ", language="ja") == [("トルコ", "トルコ", "exact")]


def test_addresses_are_left_alone() -> None:
    text = "https://kompas.com/karabakh-armenia (Karabakh)"
    assert mentions(text, recogniser("Karabakh"))[0].span == Span(37, 45)
    assert len(mentions(text, recogniser("Karabakh"))) == 1


def test_a_language_without_rules_still_finds_what_is_written() -> None:
    assert found("HAYASTAN, hayastani", "Hayastan", language="hy") == [
        ("Hayastan", "HAYASTAN", "variant")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Արցախո՞ւմ", ["Արցախո՞ւմ"]),
        ("Արցախի՞, թե", ["Արցախի"]),
        ("Արցախի՜ Հանրապետություն", ["Արցախի՜ Հանրապետություն"]),
        ("Արցախի՝ Հանրապետություն", ["Արցախի"]),
    ],
)
def test_armenian_tones_are_no_part_of_a_word_and_end_no_term(
    text: str, expected: list[str]
) -> None:
    terms = ("Արցախ", "Արցախի Հանրապետություն")
    assert [each for _, each, _ in found(text, *terms, language="hy")] == expected


@pytest.mark.parametrize("language", ["hy", "ar"])
@given(st.text("աեիուՐյնցվկչ-'՞اوفبلكتةهميئءنى7", max_size=30))
def test_every_word_is_a_form_of_itself_and_has_few_keys(language: str, word: str) -> None:
    rules = pack(language)
    folded = fold(word)
    for keys in (rules.word_keys, rules.term_keys, rules.lead_keys, rules.later_keys):
        if keys is not None:
            assert folded in keys(folded)
            assert len(keys(folded)) <= 50
    assert set(rules.word_keys(folded)) & set(rules.term_keys(folded))


def test_a_full_memory_loses_no_term(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alihbahasa.recognition.finding._REMEMBERED", 7)
    compiled = recogniser("gencatan senjata")
    for number in range(60):
        mentions(f"w{number}", compiled)
        mentions("senjata", compiled)
        assert len(mentions(f"x{number} gencatan senjata", compiled)) == 1


def test_terms_without_words_find_nothing() -> None:
    assert found("", "rayon") == []
    assert found("rayon", " ", "") == []


def test_overlapping_groups_each_mention_once() -> None:
    concept = Concept("c", (Term("t", "en"),))
    spans = [Span(0, 3), Span(2, 6), Span(5, 8), Span(8, 9), Span(20, 21)]
    made = [Mention(concept, concept.terms[0], span, Grade.EXACT) for span in spans]
    groups = [[mention.span for mention in group] for group in overlapping(made)]
    assert groups == [spans[:3], spans[3:4], spans[4:]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karabağ", "karabag"),
        ("Karabag\u0306", "Karabağ"),
        ("Артём", "артем"),
        ("а\u0301рмия", "армия"),
        ("ISPARTA", "ısparta"),
        ("İzmir", "izmir"),
        ("Qur’an", "qurʼan"),
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
        ("ｶﾗﾊﾞﾌ", "カラバフ"),
        ("أرمينيا", "ارمينيا"),
        ("ٱلكتاب", "الكتاب"),
        ("کابول", "كابول"),
        ("ինչո՞ւ", "ինչու"),
        ("Երևան", "ԵՐԵՎԱՆ"),
    ],
)
def test_fold_sets_the_ways_to_write_a_word_aside(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("їх", "іх"), ("कि", "का"), ("が", "か")]
)
def test_fold_keeps_letters_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_is_the_same_for_every_normalisation_form_and_twice(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == folded


WORDS = st.sampled_from(
    ["rayon", "Rayon-rayonnya", "darurat", "militer", "kondisi", "di-Artsakh", "Artsakh", ",", "’",
     "\n", "\n\n", "-", "Nagorno-", "Karabag\u0306", "停火", "2", "https://a.b/rayon", "\u00ad"]
)  # fmt: skip
TERMS = (
    "rayon",
    "darurat militer",
    "kondisi darurat",
    "Artsakh",
    "Nagorno-Karabağ",
    "停火",
    "darurat",
)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "  "]))), st.text())
def test_mentions_are_in_order_within_the_text_and_never_nested(
    words: list[tuple[str, str]], tail: str
) -> None:
    text = "".join(part for pair in words for part in pair) + tail
    compiled = recogniser(*TERMS)
    spans = [mention.span for mention in mentions(text, compiled)]
    assert spans == sorted(spans)
    for span in spans:
        assert 0 <= span.start < span.stop <= len(text)
        assert span.of(text) == span.of(text).strip()
        assert not any(
            other != span and other.start <= span.start and span.stop <= other.stop
            for other in spans
        )
    every = {(m.span, m.term) for m in mentions(text, compiled, nested=True)}
    assert {(m.span, m.term) for m in mentions(text, compiled)} <= every


@given(st.sampled_from(TERMS), st.text(), st.text())
def test_a_term_between_spaces_is_found_wherever_it_stands(
    term: str, before: str, after: str
) -> None:
    text = f"{before}, {term} , {after}"
    place = Span(len(before) + 2, len(before) + 2 + len(term))
    assert any(
        mention.span == place and mention.grade is Grade.EXACT
        for mention in mentions(text, recogniser(term))
    )


@given(st.text(), st.text())
def test_what_was_asked_before_changes_no_answer(first: str, second: str) -> None:
    compiled = recogniser(*TERMS)
    mentions(first, compiled)
    assert mentions(second, compiled) == mentions(second, recogniser(*TERMS))
