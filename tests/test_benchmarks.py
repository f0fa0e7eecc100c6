"""Benchmarks: what they measure on is the same each time; no time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import click
import pytest

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import csv
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.segmentation import sentences
from alihbahasa.workflow import check_pairs, check_rules
from benchmarks import checks, editing, edits, exchange, linear, scale, terminology
from benchmarks.__main__ import BEGIN, END, put_into
from benchmarks.corpus import paragraphs, translations, units
from benchmarks.measure import Table, bests, growth, medians

POOL = [each for paragraph in paragraphs(20_000) for each in paragraph]


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
    assert set(bests({"a": lambda: calls.append("c")}, repeats=2)) == {"a"}
    assert calls[8:] == ["c", "c"]
    assert growth(len, lambda size: "." * size, 10) > 0


def test_units_are_the_same_for_the_same_seed_and_all_different() -> None:
    found = list(units(500, POOL))
    assert found == list(units(500, POOL))
    assert found != list(units(500, POOL, seed=2))
    assert len({unit.id for unit in found}) == 500
    assert {unit.state.value for unit in found} == {"initial", "translated"}
    assert any(unit.is_draft and unit.previous for unit in found)
    assert any(unit.mentions and unit.notes for unit in found)
    assert any(len(unit.places) > 1 for unit in found)


@pytest.mark.parametrize("name", ["po", "xliff12", "xliff2"])
def test_every_tool_gets_the_same_units(name: str, tmp_path: Path) -> None:
    """What a peer writes says what ours says, so that the times are of the same work."""
    format = plugins.exchange_format(name)
    found = tuple(units(60, POOL))
    path = tmp_path / f"units{format.extension}"
    path.write_bytes(exchange.written(format, found))
    expected = [(unit.source, unit.target) for unit in found]
    missing: set[str] = set()
    for tool, work in exchange.writers(name, path, found, missing=missing).items():
        data = work()
        data = data.encode() if isinstance(data, str) else data
        if isinstance(data, bytes):  # Babel keeps what it writes to itself.
            back = [(unit.source, unit.target) for unit in format.read(BytesIO(data))[1]]
            assert back == expected, tool
    for tool, work in exchange.readers(name, path, missing).items():
        read = work()
        if isinstance(read, tuple | list) and tool != "polib":
            assert len(read) == 60, tool


@pytest.mark.parametrize("way", ["write", "read"])
def test_what_is_measured_for_memory_is_a_file_of_units(way: str, tmp_path: Path) -> None:
    path = tmp_path / "units.po"
    exchange.peak("write", "po", str(path), "30")
    exchange.peak(way, "po", str(path), "30")
    with path.open("rb") as stream:
        assert len(list(plugins.exchange_format("po").read(stream)[1])) == 30


@pytest.fixture(scope="module")
def news(shared: Path) -> editing.News:
    return editing.news(shared)


@pytest.mark.shared
def test_edits_are_the_same_for_the_same_seed_and_say_what_comes_of_what(
    news: editing.News,
) -> None:
    scripts = [editing.script(news, number, seed=1) for number in range(30)]
    assert scripts[:3] == [editing.script(news, number, seed=1) for number in range(3)]
    assert scripts[0] != editing.script(news, 0, seed=2)
    changes = set()
    for each in scripts:
        old = {sentence.text for sentence in editing.sentences_of(each.before)}
        assert 12 <= len(old) <= 40
        assert editing.is_cut_so(each.after)
        come_from: set[str] = set()
        for sentence in editing.sentences_of(each.after):
            changes.add(sentence.change)
            come_from |= set(sentence.origins)
            is_same = sentence.change is editing.Change.SAME
            assert is_same is (sentence.text in old)
            parts = {editing.Change.NEW: 0, editing.Change.MERGED: 2}
            assert len(sentence.origins) == parts.get(sentence.change, 1)
        assert come_from == old - set(each.deleted)
    assert changes == set(editing.Change)


@pytest.mark.shared
def test_no_work_is_lost_in_edited_articles(news: editing.News, tmp_path: Path) -> None:
    """The table of docs/reconciliation.md, short, for what must be all or nothing."""
    tallies: dict[str, edits.Tally] = {}
    project = edits.project_in(tmp_path)
    for number in range(25):
        drawn = editing.script(news, number, seed=7)
        edits.play(drawn, project, {}, english=news.english, seed=7, tallies=tallies)
    (tally,) = tallies.values()
    for measure in ("same", "moved", "draft", "bytes", "stale", "twice", "missing", "comments"):
        assert tally.of[measure] > 5
        assert tally.faults[measure] == []


def test_a_long_article_is_exported_and_imported() -> None:
    """What ``scale`` measures is work that is done: all is translated in the end."""
    costs = scale.costs(30)
    assert set(costs) == {"export", "again", "import"}
    assert all(cost.wall > 0 and cost.cpu > 0 for cost in costs.values())


def test_the_glossary_of_news_is_canonical_and_every_verdict_is_of_it() -> None:
    data = terminology.GLOSSARY.read_bytes()
    glossary, _ = csv.read(data, source_language="id")
    assert csv.write(glossary, source_language="id", original=data)[0] == data
    keys = {concept.key for concept in glossary.concepts}
    assert len(keys) >= 300
    verdicts = terminology.judgements()
    assert {key for _, key in verdicts} <= keys
    assert set(verdicts.values()) <= {"real", "left out", "false"}


def test_every_term_that_is_swapped_is_found_and_no_other() -> None:
    pairs = [
        ("Polisi menahan para migran di perbatasan.", "Police held the migrants at the border."),
        ("Presiden Rusia, kata presiden itu.", "The Russian president, the President said."),
        ("Perdana menteri bicara.", "The minister of the first rank spoke."),
    ]
    rules = terminology.rules_of()
    concepts = {each.key: each for each in rules.terms("id").glossary.concepts}
    ours, words, letters = terminology.tools_of(rules, concepts)
    alarms = ours.alarmed(pairs)
    assert alarms == [frozenset(), frozenset(), {"perdana-menteri"}]
    assert words.alarmed(pairs)[0] == {"migran"}  # migrants
    assert letters.alarmed(pairs)[2] == {"perdana-menteri"}
    drawn = list(terminology.swaps(pairs, alarms, rules, concepts))
    swapped = {each.key for each in drawn}
    assert swapped == {"kepolisian", "migran", "perbatasan", "presiden", "rusia"}
    found = ours.alarmed([each.pair for each in drawn])
    missed = [each for each, keys in zip(drawn, found, strict=True) if each.key not in keys]
    # One president is left, and that is enough where the other word is not forbidden.
    assert [(each.key, each.is_partial, each.is_forbidden) for each in missed] == [
        ("presiden", True, False)
    ]


def test_without_the_news_terminology_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise AlihbahasaError("no ../shared")

    monkeypatch.setattr(terminology, "shared", missing)
    (table,) = terminology.run(quick=True)
    assert table.rows == ()
    assert "no ../shared" in table.as_text()


@pytest.mark.shared
def test_terms_are_checked_with_few_false_alarms(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminology, "shared", lambda: shared)
    (table,) = terminology.run(quick=True)
    goals = {"must": 0.5, "should": 3.0, "both": 3.0}
    for row in table.rows:
        if row[1] == "alihbahasa":
            cells = dict(zip(table.columns, row, strict=True))
            assert cells["unjudged"] == "0", "read the new alarms, and judge them"
            assert float(cells["false, %"]) <= goals[row[0]]
            assert float(cells["forbidden found, %"]) >= 98
            assert float(cells["another found, %"]) >= 98


def test_translations_are_the_same_for_the_same_seed_and_right() -> None:
    found = translations(300)
    assert found == translations(300)
    assert found != translations(300, seed=2)
    assert len({source for source, _ in found}) == 300
    lines = ["\t".join(pair).encode() for pair in found]
    rules = check_rules.rules_of(None)
    pairs = check_pairs.Pairs(lines, "id", "en")
    answers = check_pairs.findings(pairs, rules=rules, running=rules.running("", "en"))
    assert sum(map(bool, answers)) <= 3, "speed is measured on files with few findings"


def test_a_file_to_check_has_all_pairs_and_an_error_where_one_is_wanted(tmp_path: Path) -> None:
    pairs = translations(20)
    found = plugins.exchange_format("po").read(BytesIO(checks.as_po(pairs)))[1]
    assert [(str(unit.source[0]), str((unit.target or ("",))[0])) for unit in found] == pairs
    clean, wrong = tmp_path / "clean.po", tmp_path / "wrong.po"
    clean.write_bytes(checks.as_po(pairs))
    wrong.write_bytes(checks.as_po([(one, checks.with_error(other)) for one, other in pairs]))
    table = checks.of_findings(clean, wrong, 20, repeats=1)
    assert [row[2] for row in table.rows] == ["20"]


def test_what_the_judge_prints_is_read() -> None:
    printed = """\
id-en: 1007 clean pairs; with digits 300; with quotes 275; injected 4050
checker          num FA    (%)    date FA    (%)   quote FA    (%)   any FA%
cmd                   2   0.20          0   0.00         12   1.19         15   1.49\
          0   0.00   3.18
cmd, other checks: brackets 4 (0.40 %), url 1 (0.10 %)
detection of injected errors (expected code raised):
  end:changed                                      n=  927  cmd  99.1%
  num:separator kept as in source (wrong locale)   n=   33  cmd  90.9%
"""
    found = checks.read(printed)
    assert found.alarms == {"num": 0.2, "date": 0.0, "quote": 1.19, "end": 1.49, "name": 0.0}
    assert found.any == 3.18
    assert found.others == {"brackets": 0.4, "url": 0.1}
    assert found.found["end:changed"] == (927, 99.1)
    assert found.found["num:separator kept as in source (wrong locale)"] == (33, 90.9)


def test_pofilter_answers_line_by_line() -> None:
    pytest.importorskip("translate.filters")
    script = Path(checks.__file__).with_name("peers") / "of_pofilter.py"
    done = subprocess.run(
        (sys.executable, script, "en"),
        input=b"Ada 5 orang.\tThere are 5 people.\nAda 5 orang.\tThere are 6 people?\n\n",
        capture_output=True,
        check=True,
    )
    answers = [json.loads(line)["findings"] for line in done.stdout.splitlines()]
    names = [{each["check"] for each in answer} for answer in answers]
    assert names[0] == set()
    assert names[1] >= {"numbers", "endpunc"}
    assert len(names) == 3


def test_without_the_news_checks_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise AlihbahasaError("no ../shared")

    monkeypatch.setattr(checks, "shared", missing)
    (table,) = checks.of_news(("en",))
    assert table.rows == ()
    assert "no ../shared" in table.as_text()


@pytest.mark.shared
def test_checks_report_on_few_pairs_of_news(shared: Path) -> None:
    rates = checks.rates_of(shared / "eval", "en", check_rules.rules_of(None))
    assert 0 < rates[""] <= 4
    assert all(0 <= rate <= rates[""] for rate in rates.values())


def test_the_page_that_compares_checks_has_all_of_ours() -> None:
    root = Path(checks.__file__).parents[1]
    page = (root / "docs" / "checks-compared.md").read_text("utf-8")
    of_texts = [each.name for each in plugins.checks() if not each.code.startswith("P")]
    assert [name for name in of_texts if f"`{name}`" not in page] == []


def test_tables_are_put_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n\n{BEGIN}\nold\n{END}\n\nBelow.\n", "utf-8")
    for _ in range(2):
        put_into(page, [Table("Speed", ("tool",), (("ours",),))])
        expected = (
            f"Above.\n\n{BEGIN}\n\n## Speed\n\n| tool |\n|------|\n| ours |\n\n{END}\n\nBelow.\n"
        )
        assert page.read_text("utf-8") == expected
    page.write_text("Nothing.\n", "utf-8")
    with pytest.raises(click.ClickException):
        put_into(page, [])


def test_files_of_every_shape_are_read() -> None:
    """What is refused is so for the size it would have, and a larger file is larger."""
    for name, works, shapes in linear.readers():
        for shape_name, shape in shapes.items():
            small, large = shape(3), shape(30)
            assert len(large) > len(small), (name, shape_name)
            for work in works.values():
                work(small)
    ratio, size, taken = linear.growth(len, lambda count: b"." * count, floor=0)
    assert ratio > 0
    assert taken > 0
    assert size == 200
