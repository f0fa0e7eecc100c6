"""Checks of languages, scripts and copies: what holds for any text, and what packs know."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rewriting import rewritten

from alihbahasa import plugins
from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext, LanguagePack
from alihbahasa.model import (
    Concept,
    Glossary,
    Grade,
    Kind,
    Mention,
    Side,
    Span,
    State,
    Term,
    Unit,
    unit_id,
)
from alihbahasa.workflow import prepare

NAMES = (
    "same-as-source partly-untranslated wrong-language wrong-script homoglyph invisible"
    " unnormalised url email placeholder inline-code"
).split()
CHECKS = [check for check in plugins.checks() if check.name in NAMES]
PACKS = plugins.language_packs()

PAIRS = [("id", "en"), ("en", "ru"), ("ru", "en"), ("id", "ms"), ("zh", "ja"), ("id", "ar")]
CONTEXTS = [
    prepare.check_contexts(prepare.terms_of(Glossary(()), source), target)("")
    for source, target in PAIRS
]

#: What the checks have an eye on, among other characters.
PIECES = st.one_of(
    st.text(max_size=8),
    st.characters(),
    st.sampled_from(
        (
            "dan the of и Баку Бaку Ваku 东京 の ＡＢ ﬁ e\u0301 a\u200bb \u00ad"
            " \ufeff \u202e \u2066 \u200d \x00 %s %1$d {0} {n,plural,other{}} { %"
            " http://a.id/id/x www.a )( a@b.id @ \ud800 < <b>"
        ).split(" ")
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join)


def unit_of(source: str, target: str) -> Unit:
    id = unit_id((source,), Kind.PARAGRAPH)
    return Unit(id, Kind.PARAGRAPH, (source,), (target,), State.TRANSLATED)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
@settings(max_examples=60)
@given(source=TEXTS, target=TEXTS, context=st.sampled_from(CONTEXTS))
def test_any_text_has_findings_within_it_that_mending_ends(
    check: Check, source: str, target: str, context: CheckContext
) -> None:
    found = tuple(check.run(unit_of(source, target), context))
    for remark in found:
        text = target if remark.side is Side.TARGET else source
        assert all(0 <= span.start < span.stop <= len(text) for span in remark.spans)
        assert all(0 <= span.start < span.stop <= len(source) for span in remark.counterpart)
    edits = [edit for remark in found for edit in remark.edits]
    if edits and all(remark.edits for remark in found):
        mended = rewritten(target, edits)
        again = check.run(unit_of(source, mended), context)
        assert not [remark for remark in again if remark.edits]


@pytest.mark.parametrize(
    "piece",
    "dan| dan|of The |Бaку |\u2066|e\u0301|%s|{|{a,plural,|www.(|a.|a@|的は|/a|`|район ".split("|"),
)
def test_a_long_text_takes_no_longer_by_the_character(piece: str) -> None:
    def seconds(check: Check, times: int) -> float:
        unit = unit_of(piece * times, piece * (times + 1))
        start = time.process_time()
        for context in CONTEXTS[:2]:
            tuple(check.run(unit, context))
        return time.process_time() - start

    for check in CHECKS:
        short = min(seconds(check, 500) for _ in range(2))
        # Eight times the text; the square would be 64 times.
        assert min(seconds(check, 4_000) for _ in range(2)) < 24 * short + 0.05, check.name


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.tag)
def test_a_pack_knows_its_function_words_and_scripts(pack: LanguagePack) -> None:
    words, scripts = pack.function_words, pack.scripts
    assert 60 <= len(words) <= 160
    assert all(word == word.lower() and not re.search(r"\s", word) for word in words)
    own = _languages.own_letter(scripts)
    assert all(own.match(word) for word in words)


@pytest.mark.parametrize("one", PACKS, ids=lambda pack: pack.tag)
def test_function_words_tell_a_language_from_each_other_one(one: LanguagePack) -> None:
    for other in PACKS:
        if other is not one:
            assert len(_languages.telling(one, other)) >= 10


def test_only_indonesian_and_malay_are_related() -> None:
    pairs = {
        (one.tag, other.tag)
        for one in PACKS
        for other in PACKS
        if one.tag < other.tag and _languages.are_related(one, other)
    }
    assert pairs == {("id", "ms")}


def test_the_number_may_be_left_out_of_a_plural_form() -> None:
    check = next(check for check in CHECKS if check.name == "placeholder")
    forms = (("one file",), ("%d files",))
    unit = unit_of("%d berkas", "one file")
    assert [remark.message for remark in check.run(unit, CONTEXTS[0])] == ["“%d” is missing"]
    assert not list(check.run(replace(unit, plurals=forms), CONTEXTS[0]))


def test_a_term_that_is_kept_is_no_word_to_translate() -> None:
    check = next(check for check in CHECKS if check.name == "same-as-source")
    unit = unit_of("harian warta kota", "harian warta kota")
    assert list(check.run(unit, CONTEXTS[0]))
    term = Term("harian warta kota", "id")
    concept = Concept("k", terms=(term,), keep=("en",))
    mention = Mention(concept, term, Span(0, 17), Grade.EXACT)
    assert not list(check.run(replace(unit, mentions=(mention,)), CONTEXTS[0]))
