"""Benchmarks: what they measure on is the same each time; no time is asserted."""

from __future__ import annotations

from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.segmentation import sentences
from benchmarks.corpus import paragraphs
from benchmarks.measure import Table, growth, medians


def test_the_corpus_is_the_same_for_the_same_seed_and_is_cut_right() -> None:
    found = paragraphs(20_000)
    assert found == paragraphs(20_000)
    assert found != paragraphs(20_000, seed=2)
    for expected in found:
        text = " ".join(expected)
        assert [span.of(text) for span in sentences(text, INDONESIAN)] == expected


def test_tables_are_markdown_and_data() -> None:
    table = Table("Speed", ("tool", "MB/s"), (("ours", "30.0"),), ("A note.",))
    assert table.as_text() == (
        "## Speed\n\n| tool | MB/s |\n|------|------|\n| ours | 30.0 |\n\nA note."
    )
    assert table.as_data()["rows"] == [{"tool": "ours", "MB/s": "30.0"}]


def test_every_work_is_run_as_often() -> None:
    calls: list[str] = []
    found = medians({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, repeats=3)
    assert calls == ["a", "b"] * 4
    assert set(found) == {"a", "b"}
    assert growth(len, lambda size: "." * size, 10) > 0
