"""The checks of typography: what holds for every text, and that they keep up with long ones."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rewriting import rewritten

from alihbahasa import plugins
from alihbahasa.checks._doubles import doubled, may_double
from alihbahasa.checks._quotation import count, quotations
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Edit, Kind, Remark, Side, State, Unit, plain

CHECKS = {
    check.name: check
    for check in plugins.checks()
    if check.code.startswith("X") or check.name == "source-doubled-word"
}
#: Those that mend.
MENDING = ("spacing", "quote-style")

#: Every language with a pack, and one without.
LANGUAGES = [*plugins.names("languages"), "ka"]

#: What the checks look for, thick.
PIECES = st.sampled_from(
    "a b the The di Dan «на» ՞ 。 、 ？ 你好 です من ؟ ، . , ; : ! ? … ... % \" ' ’ ‘ “ ” „ « » 「"
    ' 」 ‹ › ( ) [ ] { } （ ） -- – 5 5% 5" ² ① 12:30 :) 1) <b> %s {0} '
    "https://a.b/c \ud800 \u200f".split()
) | st.sampled_from([" ", "  ", "\u00a0", "\u202f", "\n", "\u3000", "\t"])
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=40)

#: What a quotation mark is one beside, and an apostrophe, an inch or none beside.
BESIDE = st.text("²①%s‘’“”\"'`0aA 说の。:,{}<b>").filter(bool)

#: What a pattern that looks back and forth may take long for.
PATTERNS = (
    *("a ", "\"a' ", "( ", ") ", "a,b", "« ", "  ", "a.B ", "the the ", "‘a ", " ,", "5 % "),
    *("、 ", "<", "-", "…", "«\u00a0"),
)


def _context(source: str, target: str) -> CheckContext:
    return CheckContext(
        source=plugins.language_pack(source),
        target=plugins.language_pack(target),
        target_language=target,
        target_mentions=lambda text: (),
    )


def _unit(source: str, target: str) -> Unit:
    return Unit("u", Kind.PARAGRAPH, (source,), (target,), State.TRANSLATED)


def _remarks(check: Check, source: str, target: str, context: CheckContext) -> list[Remark]:
    return list(check.run(_unit(source, target), context))


@settings(max_examples=120)
@given(TEXTS | BESIDE, TEXTS | BESIDE, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_no_text_breaks_a_check_and_all_spans_lie_in_it(
    source: str, target: str, here: str, there: str
) -> None:
    context = _context(here, there)
    for check in CHECKS.values():
        for remark in _remarks(check, source, target, context):
            text, other = (source, target) if remark.side is Side.SOURCE else (target, source)
            assert all(0 <= span.start <= span.stop <= len(text) for span in remark.spans)
            assert all(0 <= span.start <= span.stop <= len(other) for span in remark.counterpart)
            spans = [edit.span for edit in remark.edits]
            assert all(0 <= span.start <= span.stop <= len(text) for span in spans)


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
def test_mending_once_is_enough_and_keeps_all_words(source: str, target: str, there: str) -> None:
    context = _context("id", there)
    for name in MENDING:
        edits = _edits(CHECKS[name], source, target, context)
        now = rewritten(target, edits)
        assert not _edits(CHECKS[name], source, now, context)
        assert _words(now) == _words(target)


@given(TEXTS, TEXTS, st.sampled_from(LANGUAGES))
def test_what_a_remark_is_about_are_no_words(source: str, target: str, there: str) -> None:
    for name in ("spacing", "brackets", "quote-style"):
        for word in ("di", "Dan", "من", "12"):
            there_are = _remarks(CHECKS[name], source, f"{target} {word}", _context("id", there))
            assert not any(word in each.about.split() for each in there_are)


def _edits(check: Check, source: str, target: str, context: CheckContext) -> list[Edit]:
    return [edit for each in _remarks(check, source, target, context) for edit in each.edits]


def _words(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(TEXTS | BESIDE)
def test_the_quick_count_of_quotation_marks_is_the_slow_one(text: str) -> None:
    assert count(text) == quotations(text).count


@given(st.lists(st.sampled_from("the The a di, di yang. \"yang it's s".split())).map(" ".join))
def test_the_quick_look_for_doubled_words_misses_none(text: str) -> None:
    pack = plugins.language_pack("en")
    words = text.split(" ")
    if ("the", "the") in pairwise(words):
        assert may_double(text)
        assert list(doubled(text, pack))


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("piece", PATTERNS)
def test_a_long_text_takes_no_longer_than_it_is_long(name: str, piece: str) -> None:
    check = CHECKS[name]
    for there in ("fr", "zh", "en"):
        context = _context("id", there)
        text = piece * (40_000 // len(piece))
        start = time.perf_counter()
        _remarks(check, text, text[: len(text) // 2] + "x", context)
        assert time.perf_counter() - start < 3, "not linear"


def test_a_text_of_codes_alone_says_nothing() -> None:
    for check in CHECKS.values():
        assert not list(check.run(_unit("", ""), _context("id", "en")))
        assert plain(_unit("", "").source) == ""
