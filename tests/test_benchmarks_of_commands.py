"""Benchmarks of whole commands: each runs, on very little; no time is asserted."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

from alihbahasa import project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import csv
from alihbahasa.workflow import prepare
from benchmarks import cluster, growth, jobs, newsroom, pipeline
from benchmarks.commands import Spent, median, spent, turns
from benchmarks.corpus import endless
from benchmarks.measure import Table, goal, summary
from benchmarks.peers import omegat, translate_toolkit
from benchmarks.projection import Cost, projected


def test_more_articles_begin_with_those_of_fewer() -> None:
    found = list(newsroom.articles(40))
    assert found[:5] == list(newsroom.articles(5))
    assert found[:1] != list(newsroom.articles(1, seed=2))
    assert len(dict(found)) == 40
    assert "Baca: " in "".join(text for _, text in found)
    drawn = list(islice(endless(), 1_500))
    assert drawn == list(islice(endless(), 1_500))
    assert len(set(drawn)) == 1_500


def test_a_glossary_has_as_many_concepts_and_articles_mention_them(tmp_path: Path) -> None:
    glossary, _ = csv.read(newsroom.glossary(1_000).encode(), source_language="id")
    assert len(glossary.concepts) == 1_000
    newsroom.made(tmp_path, 5)
    made = project.find(tmp_path)
    terms = prepare.terms(made)
    units = [unit for name in made.articles() for unit in prepare.units(made, name, terms)]
    assert len(made.articles()) == 5
    assert len(units) > 25
    assert any(unit.mentions for unit in units)


def test_goals_say_whether_they_are_reached() -> None:
    assert goal(4.2, least=4) == ">= 4, reached"
    assert goal(3.9, least=4) == ">= 4, missed"
    assert goal(1_234.5, most=1_000) == "<= 1,000, missed"
    assert goal(5) == ""
    tables = [Table("A", (), ()), Table("B", (), (), headlines=(("speed", "4.2", ">= 4"),))]
    assert summary(tables).rows == (("speed", "4.2", ">= 4"),)


def test_what_a_command_takes_is_told(tmp_path: Path) -> None:
    much = "import sys; data = bytearray(90_000_000); sys.exit(3)"
    taken = spent((sys.executable, "-c", much), cwd=tmp_path, codes=(3,))
    assert taken.wall > 0
    assert taken.cpu > 0
    assert 90_000_000 < taken.peak < 200_000_000
    with pytest.raises(AlihbahasaError, match="ValueError"):
        spent((sys.executable, "-c", "raise ValueError"), cwd=tmp_path)


def test_runs_take_turns_and_their_median_counts() -> None:
    calls: list[str] = []

    def work(name: str) -> Spent:
        calls.append(name)
        return Spent(float(len(calls)), 1.0, 10)

    found = turns({"a": lambda: work("a"), "b": lambda: work("b")}, repeats=3)
    assert calls == ["a", "b"] * 3
    assert found == {"a": Spent(3, 1, 10), "b": Spent(4, 1, 10)}
    assert median([Spent(1, 5), Spent(2, 1), Spent(9, 2)]) == Spent(2, 2)
    assert Spent(1, 2, 3) + Spent(4, 5, 6) == Spent(5, 7, 6)


def test_without_peers_the_whole_way_is_measured_beside_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translate_toolkit, "commands", lambda: None)
    monkeypatch.setattr(omegat, "command", lambda project: None)
    table = pipeline.measured(tmp_path, 3, repeats=1)
    assert [row[0].partition(":")[0].partition(",")[0] for row in table.rows] == [
        "alihbahasa", "the limit", "the limit",
    ]  # fmt: skip
    assert len([note for note in table.notes if note.startswith("Skipped: ")]) == 2
    made, limit = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.is_file()
        }
        for folder in (tmp_path / "ours" / "translations", tmp_path / "limit")
    )
    assert made == limit
    assert {path.suffix for path in made} == {".po", ".xlf", ".jsonl"}


@pytest.mark.tool
@pytest.mark.skipif(translate_toolkit.commands() is None, reason="translate-toolkit is missing")
@pytest.mark.skipif(omegat.command(Path("project")) is None, reason="OmegaT is not installed")
def test_peers_go_the_whole_way(tmp_path: Path) -> None:
    table = pipeline.measured(tmp_path, 3, repeats=1)
    assert {translate_toolkit.NAME, omegat.NAME} < {row[0] for row in table.rows}
    assert [row[0].rpartition(" ")[2] for row in table.headlines] == ["OmegaT", "translate-toolkit"]


def test_growth_is_measured_by_articles_and_by_terms() -> None:
    table = growth.grown(growth.costs((2,), repeats=1, archive=True), "More")
    assert [(row[0], row[9]) for row in table.rows] == [("2", f"{(2 * 3 + 9) / 2:.2f}")]
    first = {1: Spent(1, 1, 10_000_000), 1_000: Spent(6, 5, 20_000_000)}
    first[10_000] = Spent(61, 60, 90_000_000)
    costs = {count: Cost(each, each, 3, 1, 9, 4_096) for count, each in first.items()}
    assert [row[4:8] for row in growth.grown(costs, "More").rows] == [
        ("", "", "10", ""),
        ("", "", "20", "<= 64, reached"),
        ("12.0", "<= 11, missed", "90", "<= 64, missed"),
    ]
    several = {1: costs[1], 5: Cost(Spent(1, 9, 1), Spent(1, 1, 1), 15, 5, 45, 20_480)}
    told = {
        row[0]: row[1] for row in projected({1: costs[1], 1_000: costs[1_000]}, several, 1_000).rows
    }
    assert told["CPU an article, in the first language"] == f"{1_000 * 4 / 999:.1f} ms"
    assert told["CPU an article, in each other one"] == "2.0 ms"
    assert told["all, on one core"] == f"{10_000_000 * (4 / 999 + 4 * 0.002) / 3_600:,.0f} h"
    table = growth.of_terms((100,), texts=20)
    assert [row[0] for row in table.rows] == ["100"]


def test_several_processes_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "is_there", lambda: False)
    monkeypatch.setattr(jobs, "cores", lambda count: (0, 1)[:count])
    table = jobs.measured(tmp_path, 3, repeats=1)
    assert [row[:2] for row in table.rows] == [
        ("export", "one process"),
        ("export", "two processes"),
        ("check", "one process"),
        ("check", "two processes"),
    ]
    assert table.notes == ("Skipped: two workers of Dask, pip install distributed.",)
    monkeypatch.setattr(jobs, "cores", lambda count: (0,))
    assert jobs.measured(tmp_path / "other", 1, repeats=1).rows == ()
