"""Tests of term alignment: which words of a target render a mention of its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import plugins
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import RenderingKind
from alihbahasa.recognition import compile_terms, mentions, renderings

GLOSSARY, _ = PLUGIN.read(
    b"""concept,id,en,en:not,match,level,keep
darurat-militer,darurat militer,martial law,state of emergency,,must,
rayon,rayon,district|raion,county,,must,
artsakh,Artsakh,Artsakh,,case,must,
stepanakert,Stepanakert,Stepanakert,,case,should,
afp,AFP,,,exact,must,*
cafe,Caf\xc3\xa9,,,case,should,*
keadaan-darurat,keadaan darurat,emergency|state of emergency,,,should,
""",
    source_language="id",
)
SOURCE = compile_terms(GLOSSARY, "id", plugins.language_pack("id"))
TARGET = compile_terms(GLOSSARY, "en", plugins.language_pack("en"))


def rendered(source: str, target: str) -> list[tuple[str, str, str]]:
    """Return for each mention its words, the kind of its rendering, and the words of that."""
    return [
        (
            each.mention.span.of(source),
            each.kind.value,
            each.span.of(target) if each.span else "",
        )
        for each in renderings(
            mentions(source, SOURCE),
            mentions(target, TARGET, nested=True),
            source=source,
            target=target,
            language="en",
        )
    ]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Darurat militer di rayon itu",
            "Martial law in the raions",
            [("Darurat militer", "preferred", "Martial law"), ("rayon", "admitted", "raions")],
        ),
        ("rayon itu", "that county", [("rayon", "forbidden", "county")]),
        (
            "rayon demi rayon jatuh",
            "district after district fell",
            [("rayon", "preferred", "district"), ("rayon", "preferred", "district")],
        ),
        (
            "Rayon itu, rayon yang lama",
            "That district, the old one",
            [("Rayon", "preferred", "district"), ("rayon", "preferred", "district")],
        ),
        ("kata AFP", "AFP said", [("AFP", "kept", "AFP")]),
        ("kata AFP", "the agency said", [("AFP", "none", "")]),
        ("kata AFP", "AFP는 말했다", [("AFP", "kept", "AFP")]),
        ("kata AFP", "RAFPO said", [("AFP", "none", "")]),
        ("kata Café", "Cafe\u0301 said", [("Café", "kept", "Cafe\u0301")]),
        ("di Artsakh", "in Artsax", [("Artsakh", "other", "Artsax")]),
        ("rayon itu", "that rayon", [("rayon", "other", "rayon")]),
        ("rayon itu", "that place", [("rayon", "none", "")]),
        (
            "darurat militer itu",
            "the state of emergency, that is martial law",
            [("darurat militer", "preferred", "martial law")],
        ),
        (
            "darurat militer, bukan keadaan darurat",
            "martial law, not a state of emergency",
            [
                ("darurat militer", "preferred", "martial law"),
                ("keadaan darurat", "admitted", "state of emergency"),
            ],
        ),
        ("tidak ada apa-apa", "nothing", []),
    ],
)
def test_what_renders_a_mention(
    source: str, target: str, expected: list[tuple[str, str, str]]
) -> None:
    assert rendered(source, target) == expected


def test_two_mentions_take_two_words_in_their_order() -> None:
    source, target = "rayon itu dan rayon ini", "the raion and this district"
    assert [words for *_, words in rendered(source, target)] == ["raion", "district"]


WORDS = st.lists(
    st.sampled_from(
        ["rayon", "Artsakh", "darurat militer", "AFP", "district", "county", "martial law", "x"]
    ),
    max_size=8,
).map(" ".join)


@given(WORDS, WORDS)
def test_every_mention_is_rendered_once_within_the_target(source: str, target: str) -> None:
    found = mentions(source, SOURCE)
    made = renderings(
        found, mentions(target, TARGET, nested=True), source=source, target=target, language="en"
    )
    assert [each.mention for each in made] == list(found)
    for each in made:
        assert (each.span is None) == (each.kind is RenderingKind.NONE)
        if each.span:
            assert 0 <= each.span.start < each.span.stop <= len(target)
