"""Tests of joining what comes in with a glossary: nothing is taken away, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    MatchMode,
    PartOfSpeech,
    Term,
    TermStatus,
)
from alihbahasa.terminology.joining import Joined, joined
from alihbahasa.terminology.rejection import Rejection, is_report, report
from alihbahasa.text import fold

ADMITTED, FORBIDDEN, DEPRECATED = (
    TermStatus.ADMITTED,
    TermStatus.FORBIDDEN,
    TermStatus.DEPRECATED,
)


def concept(key: str, *terms: str, line: int = 2, level: Level = Level.SHOULD) -> Concept:
    """Return a concept of terms as "id rayon", "en county forbidden"."""
    found = []
    for each in terms:
        language, text, *status = each.split(" ")
        found.append(Term(text.replace("_", " "), language, TermStatus(*status or ["preferred"])))
    return Concept(key, tuple(found), level, line=line)


RAYON = concept("rayon", "id rayon", "en district", "en raion admitted", "en county forbidden")
OURS = Glossary((RAYON, concept("negara", "id negara")), ("id", "en"))


def join(*incoming: Concept, ours: Glossary = OURS) -> Joined:
    return joined(ours, Glossary(incoming, ("id", "en", "ru")), "id")


def test_the_same_brings_nothing() -> None:
    found = join(concept("", "id Rayon", "en district"), concept("negara", "id negara"))
    assert found.glossary.concepts == OURS.concepts
    assert (found.new, found.changed, found.same) == ((), (), 2)
    assert not found.rejections
    assert found.otherwise == ("Rayon (preferred): rayon (preferred)",)


def test_new_terms_are_admitted_or_preferred_where_there_was_none() -> None:
    found = join(concept("", "id rayon", "en region", "ru район", "ru округ"))
    assert [(t.text, t.status) for t in found.glossary.concepts[0].terms[4:]] == [
        ("region", ADMITTED),
        ("район", TermStatus.PREFERRED),
        ("округ", ADMITTED),
    ]
    assert found.changed == ("rayon",)
    assert found.glossary.languages == ("id", "en", "ru")


def test_a_concept_is_found_by_its_key_first() -> None:
    ours = Glossary((*OURS.concepts, concept("wilayah", "id wilayah", "id rayon admitted")))
    found = join(
        concept("wilayah", "id Rayon", "en area"), concept("negara", "en state"), ours=ours
    )
    assert found.changed == ("wilayah", "negara")
    assert [term.text for term in found.glossary.concepts[2].terms] == ["wilayah", "rayon", "area"]
    assert not found.rekeyed


def test_a_key_alone_makes_no_two_concepts_one() -> None:
    vendor = concept("rayon", "id minyak", "en oil")
    found = join(vendor, concept("negara", "id rayon", "en area"))
    assert (found.new, found.changed) == (("minyak",), ("rayon",))
    assert [term.text for term in found.glossary.concepts[2].terms] == ["minyak", "oil"]
    assert found.glossary.concepts[1] == OURS.concepts[1]
    assert found.rekeyed == (
        "rayon is rayon there, minyak is minyak",
        "negara is negara there, rayon is rayon",
    )
    again = join(vendor, ours=found.glossary)
    assert (again.glossary.concepts, again.same) == (found.glossary.concepts, 1)
    two = join(concept("c1", "id satu"), concept("c1", "id dua"), concept("dua", "id tiga"))
    assert two.new == ("c1", "dua-2", "dua")


def test_a_new_concept_gets_a_key_once() -> None:
    found = join(concept("", "id Négara_Baru"), concept("x", "id dua"), concept("", "id x"))
    assert found.new == ("negara-baru", "x", "x-2")
    assert found.glossary.concepts[:2] == OURS.concepts
    again = join(concept("", "id négara_baru", "en new"), ours=found.glossary)
    assert (again.new, again.changed) == ((), ("negara-baru",))


def test_allowed_and_forbidden_contradict_each_other() -> None:
    found = join(
        concept("", "id rayon", "en county", "en District forbidden", "en raion deprecated", line=7)
    )
    assert found.glossary.concepts == OURS.concepts
    assert [(r.row, r.column, r.value, r.reason) for r in found.rejections] == [
        (7, "en", "county", "the glossary says otherwise of rayon: forbidden"),
        (7, "en", "District", "the glossary says otherwise of rayon: allowed"),
        (7, "en", "raion", "the glossary says otherwise of rayon: allowed"),
    ]


def test_a_source_term_that_is_not_allowed_brings_its_concept_down() -> None:
    ours = Glossary((concept("artsakh", "id Artsakh", "id Karabakh deprecated"),))
    found = join(concept("", "id Karabakh", "en Karabakh"), ours=ours)
    assert found.glossary.concepts == ours.concepts
    assert [rejection.value for rejection in found.rejections] == ["Karabakh", "Karabakh"]
    banned = join(concept("", "id Karabakh forbidden"), ours=ours)
    assert (banned.new, banned.same, banned.rejections) == ((), 1, ())


def test_fields_are_filled_and_never_changed() -> None:
    first = Concept("rayon", RAYON.terms, note="ours", keep=("ru",))
    second = Concept(
        "",
        (Term("rayon", "id", match=MatchMode.CASE, part_of_speech=PartOfSpeech.NOUN),),
        Level.MUST,
        ("*",),
        "a region",
        note="theirs",
        scope=("berita/*",),
        line=3,
    )
    found = join(second, ours=Glossary((first,)))
    (now,) = found.glossary.concepts
    assert (now.definition, now.level, now.note, now.keep) == (
        "a region",
        Level.MUST,
        "ours",
        ("ru",),
    )
    assert now.terms[0].match is MatchMode.CASE
    assert now.terms[0].part_of_speech is PartOfSpeech.NOUN
    assert now.scope == ()
    assert [(r.column, r.value, r.reason) for r in found.rejections] == [
        ("note", "theirs", "the glossary says otherwise of rayon: ours"),
        ("keep", "*", "the glossary says otherwise of rayon: ru"),
        ("scope", "berita/*", "the glossary says otherwise of rayon: none"),
    ]


def test_a_note_that_is_there_already_is_no_news() -> None:
    ours = Glossary((Concept("rayon", RAYON.terms, note="a; b; c"),))
    found = join(Concept("", RAYON.terms, note="c; a"), ours=ours)
    assert (found.same, found.rejections) == (1, ())


def test_a_translation_that_is_kept_is_no_news() -> None:
    kept = Concept("afp", concept("", "id AFP", "ru АФП").terms, keep=("en",))
    found = join(concept("", "id AFP", "en AFP", "ru AFP"), ours=Glossary((kept,)))
    assert [f"{t.language} {t.text}" for t in found.glossary.concepts[0].terms] == [
        "id AFP",
        "ru АФП",
        "ru AFP",
    ]


def test_line_breaks_that_a_table_does_not_hold_are_no_news() -> None:
    ours = Glossary((Concept("rayon", RAYON.terms, note="line1 line2; café"),))
    found = join(Concept("", RAYON.terms, note="cafe\u0301;\nline1\r\n line2"), ours=ours)
    assert (found.same, found.rejections) == (1, ())


def test_several_senses_need_a_key() -> None:
    ours = Glossary(
        (
            Concept("bank", concept("", "id bank", "en bank").terms, domain="keuangan"),
            Concept("bank-2", concept("", "id bank", "en shore").terms, domain="alam"),
        )
    )
    by_term = join(concept("", "id bank", "en shore", "ru берег"), ours=ours)
    assert by_term.changed == ("bank-2",)
    by_domain = join(Concept("", concept("", "id bank").terms, domain="Alam"), ours=ours)
    assert (by_domain.same, by_domain.rejections) == (1, ())
    unsure = join(concept("", "id bank", "en bench"), ours=ours)
    assert unsure.glossary.concepts == ours.concepts
    assert unsure.rejections[0].reason == "bank stands for several concepts: bank, bank-2"
    other = join(Concept("", concept("", "id bank").terms, domain="permainan"), ours=ours)
    assert other.new == ("bank-3",)


def test_capitals_tell_names_from_words() -> None:
    ours = Glossary((Concept("baku", (Term("Baku", "id", match=MatchMode.CASE),)),))
    assert join(concept("", "id baku"), ours=ours).new == ("baku-2",)
    assert join(concept("", "id Baku"), ours=ours).same == 1


def test_source_terms_that_are_found_alike_are_of_one_concept() -> None:
    ours = Glossary((concept("nagorno-karabakh", "id Nagorno-Karabakh"),))
    found = join(concept("", "id Nagorno_Karabakh", "en Artsakh"), ours=ours)
    assert (found.new, found.changed) == ((), ("nagorno-karabakh",))
    # Each of the spellings may be written, or one of them forbidden: both stay.
    texts = [term.text for term in found.glossary.concepts[0].terms]
    assert texts == ["Nagorno-Karabakh", "Nagorno Karabakh", "Artsakh"]


def test_concepts_without_a_source_term_go_by_their_first() -> None:
    once = join(concept("", "en Azeri forbidden"))
    assert once.new == ("azeri",)
    again = join(concept("", "en Azeri forbidden"), ours=once.glossary)
    assert (again.new, again.same) == ((), 1)


def test_keys_of_other_glossaries_are_taken() -> None:
    there = replace(concept("perang", "id perang", line=3), file="g.csv")
    incoming = Glossary(
        (concept("perang", "id perang"), concept("", "id Perang!"), concept("perang", "id oil"))
    )
    found = joined(OURS, incoming, "id", elsewhere={"perang": there})
    assert found.new == ("perang-2", "oil")
    assert found.rejections[0].reason == "its key perang stands in g.csv:3 already"
    assert found.rekeyed == ("perang is perang there, oil is oil",)


def test_a_concept_without_terms_is_rejected() -> None:
    assert join(Concept("c1", ())).rejections[0].reason == "a concept without a term"


WORDS = st.sampled_from("rayon Rayon rayón negara Baku baku bank дом".split())
TERMS = st.builds(
    Term,
    WORDS,
    st.sampled_from(["id", "id", "en", "ru"]),
    st.sampled_from(TermStatus),
    st.sampled_from([MatchMode.INFLECTED, MatchMode.INFLECTED, MatchMode.CASE]),
    st.sampled_from([None, None, PartOfSpeech.NOUN, PartOfSpeech.VERB]),
    st.sampled_from([(), ("x",)]),
)
CONCEPTS = st.builds(
    Concept,
    st.just(""),
    st.lists(
        TERMS, min_size=1, max_size=4, unique_by=lambda term: (term.language, fold(term.text))
    ).map(tuple),
    st.sampled_from(Level),
    st.sampled_from([(), ("en",), ("*",)]),
    domain=st.sampled_from(["", "", "a", "b"]),
    note=st.sampled_from(["", "x", "x; y"]),
    line=st.integers(2, 9),
)


def leading(each: Concept) -> str:
    return fold((each.terms_in("id") or each.terms)[0].text)


INCOMING = st.lists(CONCEPTS, max_size=5, unique_by=leading)


@given(st.lists(CONCEPTS, max_size=5), st.lists(CONCEPTS, max_size=5))
def test_ours_stays_and_theirs_is_there_or_rejected(
    first: list[Concept], second: list[Concept]
) -> None:
    ours = joined(Glossary(()), Glossary(tuple(first)), "id").glossary
    once = joined(ours, Glossary(tuple(second)), "id")
    assert len(once.glossary.concepts) == len(ours.concepts) + len(once.new)
    assert len({each.key for each in once.glossary.concepts}) == len(once.glossary.concepts)
    for before, now in zip(ours.concepts, once.glossary.concepts, strict=False):
        assert (now.key, now.note or before.note) == (before.key, now.note)
        texts = [(t.text, t.language, t.status) for t in now.terms]
        assert texts[: len(before.terms)] == [(t.text, t.language, t.status) for t in before.terms]
    # What came in is there, in whatever capitals, or rejected.
    there = {(t.language, t.text.casefold()) for c in once.glossary.concepts for t in c.terms}
    there |= {(r.column.partition(":")[0], r.value.casefold()) for r in once.rejections}
    # So is a translation that says that the source form stays, where that is known.
    heads = {t.text.casefold() for c in once.glossary.concepts for t in c.terms_in("id")}
    saving = {tag for c in ours.concepts for tag in c.keep}
    there |= {
        (t.language, t.text.casefold())
        for c in second
        for t in c.terms
        if t.text.casefold() in heads and saving & {"*", t.language}
    }
    assert {(t.language, t.text.casefold()) for c in second for t in c.terms} <= there


@given(INCOMING)
def test_the_same_a_second_time_changes_nothing(incoming: list[Concept]) -> None:
    once = joined(Glossary(()), Glossary(tuple(incoming)), "id")
    again = joined(once.glossary, Glossary(tuple(incoming)), "id")
    assert again.glossary == once.glossary
    assert (again.new, again.changed) == ((), ())


def test_a_report_is_safe_to_open_and_can_be_turned_back() -> None:
    data = report([Rejection(3, "en", "=A1", "a formula", "-x"), Rejection(0, "'id", "a\nb", "r")])
    text = data.decode("utf-8-sig")
    assert text.splitlines()[:2] == [
        "row,column,value,reason,suggestion",
        "3,en,'=A1,a formula,'-x",
    ]
    assert ",''id,\"a\nb\",r,\n" in text
    assert is_report(data)
    assert not is_report(b"row,column")
