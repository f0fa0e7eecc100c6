"""Leverage: the index finds what a plain scan does."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from alihbahasa.leverage import Memory, Query, matches
from alihbahasa.leverage import memory as index
from alihbahasa.model import Code, CodeKind, Content, Match, Pair, plain, raw

_WORDS = "kapal api besar di laut merah 12 34 Baku Ankara dan yang 我们 去北京".split()
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_PAIRS = st.lists(
    st.builds(
        lambda source, target: Pair((source,), (target,), "o"), _TEXTS, st.sampled_from("abcdef")
    ),
    max_size=8,
)
_FILES = st.dictionaries(st.sampled_from("pqrs"), _PAIRS, max_size=4)


def _differs(one: Content, other: Content) -> bool:
    return ("12" in plain(one)) != ("12" in plain(other))


def _memory(files: dict[str, list[Pair]]) -> Memory:
    memory = Memory(sqlite3.connect(":memory:"))
    for name, pairs in files.items():
        memory.put(name, pairs, digest=name)
    return memory


def _found(memory: Memory, query: Query, *, least: int = 70, most: int = 3) -> tuple[Match, ...]:
    return next(matches([query], memory, differs=_differs, least=least, most=most))


def _scanned(pairs: list[Pair], query: Query) -> list[int]:
    """Return the best score of each target of at least 70, best first."""
    best: dict[str, int] = {}
    for pair in pairs:
        score = min(int(fuzz.ratio(plain(query.source), plain(pair.source))), 99)
        if score > 94 and _differs(query.source, pair.source):
            score = 94
        if raw(pair.source) == raw(query.source):
            score = 100
        if score >= 70:
            best[raw(pair.target)] = max(score, best.get(raw(pair.target), 0))
    return sorted(best.values(), reverse=True)


@settings(deadline=None)
@given(_FILES, _TEXTS)
def test_a_small_memory_gives_what_a_plain_scan_does(
    files: dict[str, list[Pair]], text: str
) -> None:
    pairs = [pair for held in files.values() for pair in held]
    found = _found(_memory(files), Query((text,)))
    assert [match.score for match in found] == _scanned(pairs, Query((text,)))[:3]


@settings(deadline=None)
@given(_FILES, _FILES, _TEXTS)
def test_a_memory_of_puts_and_drops_equals_a_new_one(
    before: dict[str, list[Pair]], after: dict[str, list[Pair]], text: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_WAITING", 0)
        memory = _memory(before)
        for name, pairs in after.items():
            memory.put(name, pairs, digest="new")
        for name in before.keys() - after.keys():
            memory.drop(name)
        fresh = _memory(dict(sorted(after.items(), reverse=True)))
        assert len(memory) == len(fresh) == sum(map(len, after.values()))
        found = _found(memory, Query((text,)))
        assert found == _found(fresh, Query((text,)))
        together = matches([Query((text,))] * 4, memory, differs=_differs)
        assert list(together) == [found] * 4


@settings(deadline=None)
@given(_FILES)
def test_what_is_held_is_found_as_exact(files: dict[str, list[Pair]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_WAITING", 0)
        memory = _memory(files)
        for pair in memory.pairs():
            assert _found(memory, Query(pair.source))[0].score == 100


@pytest.mark.parametrize(
    ("held", "asked"),
    [("Selamat", "Selamet"), ("dan yang", "dan yang itu"), ("我们明天去北京", "我们今天去北京")],
)
def test_the_index_finds_short_and_spaceless(
    held: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_WAITING", 0)
    memory = _memory({"f": [Pair((held,), ("x",), "o")]})
    assert [match.score for match in _found(memory, Query((asked,)))] == [
        int(fuzz.ratio(held, asked))
    ]


def test_in_context_comes_first_and_other_codes_are_not_exact() -> None:
    bold = Code("1", CodeKind.STANDALONE, "<b>")
    memory = _memory(
        {
            "f": [
                Pair(("Satu.",), ("a",), "a"),
                Pair(("Satu.",), ("b",), "b", "u1", "u2"),
                Pair(("Satu.", bold), ("c",), "c"),
            ]
        }
    )
    found = _found(memory, Query(("Satu.",), "u1", "u2"))
    assert [(raw(m.target), m.score, m.is_in_context) for m in found] == [
        ("b", 100, True),
        ("a", 100, False),
        ("c", 99, False),
    ]


@pytest.mark.parametrize(
    "text", ["", "\0", "' or 1=1 --", '%_*"', "\u202e\ufeff", "a" * 100_000, "x y " * 20_000]
)
def test_hostile_content_is_held_as_it_is(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_WAITING", 0)
    memory = _memory({text: [Pair((text,), (text,), text)]})
    assert [pair.target for pair in memory.pairs()] == [(text,)]
    assert _found(memory, Query((text,)))[0].score == 100
    memory.drop(text)
    assert len(memory) == 0
    assert _found(memory, Query((text,))) == ()
