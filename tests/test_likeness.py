"""Names that are almost spelt alike: what is near to what, whatever the words are."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from alihbahasa import checking, plugins
from alihbahasa.contracts import Check
from alihbahasa.model import Kind, State, Unit, unit_id
from alihbahasa.recognition import Near
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files

SURVEYS = [check for check in plugins.checks() if check.survey is not None]

#: Few letters, so that many words are near to each other.
WORDS = st.text("abn-", min_size=1, max_size=14)


def is_near(word: str, name: str, slips: int) -> bool:
    """Tell what ``Near`` tells, by comparing with every name."""
    most = slips if len(name) >= 10 else 1
    is_swapped = word[:-2] == name[:-2] and word[-2:] == name[-2:][::-1]
    has_ends = (word[0], word[-1]) == (name[0], name[-1])
    is_like = has_ends and OSA.distance(word, name) <= most
    return len(name) >= 6 and word != name and (is_swapped or is_like)


@settings(max_examples=300, deadline=None)
@given(names=st.lists(WORDS, max_size=20), word=WORDS, slips=st.sampled_from((1, 2)))
def test_near_finds_what_comparing_with_every_name_finds(
    names: list[str], word: str, slips: int
) -> None:
    wanted = sorted({name for name in names if is_near(word, name, slips)})
    assert list(Near(names, slips=slips).to(word)) == wanted


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("stepanakert", "stepanakret"),
        ("stepanakert", "stepanaketr"),
        ("stepanakert", "stpanakret"),
        ("karabakh", "karabach"),
        ("артсахцы", "арсахцы"),
    ],
)
def test_a_slip_is_near(name: str, word: str) -> None:
    assert Near([name]).to(word) == (name,)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("armenia", "armenian"),
        ("azerbaijan", "azerbaijani"),
        ("marina", "karina"),
        ("москва", "москве"),
        ("karabakh", "karbach"),
        ("lavrv", "lavrov"),
        ("stepanakert", "stepanakert"),
        ("stepanakert", ""),
    ],
)
def test_another_ending_beginning_or_word_is_not(name: str, word: str) -> None:
    assert Near([name]).to(word) == ()


def test_a_long_name_takes_no_longer() -> None:
    assert Near(["a" * 1_000_000, "stepanakert"]).to("b" * 1_000_000) == ()


ODD = ["", " ", "\ud800", "\ufeff\u202e", "<b>%s</b>", "A", "-", "A-", "É" * 300, "Ab " * 3_000]


@pytest.mark.parametrize("check", SURVEYS, ids=lambda check: check.name)
@pytest.mark.parametrize("pair", [("id", "en"), ("ar", "ja"), ("xx", "yy")], ids="-".join)
def test_a_survey_takes_any_text_and_keeps_what_can_be_sent(
    check: Check, pair: tuple[str, str], tmp_path: Path
) -> None:
    here, there = pair
    path = tmp_path / "g.csv"
    path.write_text(f"concept,{here},{there}\nx,Stepanakert,Ab|Ba\n", "utf-8")
    glossary = files.read(path, source_language=here, shown="g.csv").glossary
    terms = prepare.terms_of(glossary, here)
    context = prepare.check_contexts(terms, there)("")
    sources = [*ODD, "Stepanakret Stepanakert", "Stepanakert"]
    units = [
        Unit(unit_id((text,), kind), kind, (text,), (other,), State.TRANSLATED)
        for kind in Kind
        for text, other in zip(sources, reversed(sources), strict=True)
    ]
    found = prepare.with_renderings(prepare.with_mentions(units, terms.source("")), context)
    running = checking.chosen([check], select=[check.name])
    parts = [
        (
            name,
            pickle.loads(pickle.dumps(checking.summaries(some, running=running, context=context))),
        )
        for name, some in (("a", found), ("b", found[::2]), ("c", ()))
    ]
    (each,) = running
    ids = {unit.id for unit in found}
    concluded = checking.concluded(each, [(name, kept[check.name]) for name, kept in parts])
    for article, unit, remark in concluded:
        assert article in ("a", "b")
        assert unit in ids
        assert remark.side is check.side
