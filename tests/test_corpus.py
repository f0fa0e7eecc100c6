"""What is told of a whole archive: counted by hand, counted plainly, and by any number of jobs."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import quickly

from alihbahasa import project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit, plain
from alihbahasa.storage import databases
from alihbahasa.text import as_written, word_count
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.corpus import inconsistent, repeats, terms

_SETTINGS = """\
[project]
source = "id"
targets = ["en", "ru"]
[memory]
prefill = 0
"""

_GLOSSARY = """\
concept,id,en,ru,level
darurat-militer,darurat militer|keadaan darurat,martial law|emergency,военное положение,should
rayon,rayon,district|raion,,should
gencatan,gencatan senjata,ceasefire,,should
kota,kota,city|town,,info
"""

_ARTICLES = {
    "a.txt": "Kabar A\n\nWarga mengungsi ke kota. Rayon itu sunyi.\n\nWarga mengungsi ke kota.\n",
    "b.txt": "Kabar kedua\n\nWarga mengungsi ke kota. Rayon itu sunyi. Darurat militer berlaku.\n",
    "sub/c.txt": "Kabar ketiga\n\n=Rayon itu sunyi.\n\nRayon itu sunyi. Keadaan darurat berlaku.\n",
}


def make(
    root: Path,
    articles: Mapping[str, str] = _ARTICLES,
    targets: Mapping[tuple[str, str], Mapping[str, str]] | None = None,
) -> Path:
    """Make a project of *articles* in *root*, with *targets* by language and article."""
    (root / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
    (root / "glossaries").mkdir()
    (root / "glossaries" / "g.csv").write_text(_GLOSSARY, "utf-8")
    for name, text in articles.items():
        path = root / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for (language, article), by_source in (targets or {}).items():
        path = (root / "translations" / language / article).with_suffix(".po")
        path.parent.mkdir(parents=True, exist_ok=True)
        entries = [f'msgid "{source}"\nmsgstr "{by_source[source]}"\n' for source in by_source]
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        path.write_text("\n".join((header, *entries)), "utf-8")
    return root


_TARGETS = {
    ("en", "a.txt"): {
        "Warga mengungsi ke kota.": "Residents fled to the city.",
        "Rayon itu sunyi.": "The district is quiet.",
    },
    ("en", "b.txt"): {
        "Rayon itu sunyi.": "The raion is quiet.",
        "Darurat militer berlaku.": "Martial law is in force.",
    },
    ("en", "sub/c.txt"): {
        "Rayon itu sunyi.": "The  district is quiet.",
        "Keadaan darurat berlaku.": "They left.",
    },
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make(tmp_path, targets=_TARGETS)


def document(root: Path, *arguments: str, code: int = 0) -> Any:
    done = quickly("corpus", *arguments, "--format", "json", cwd=root)
    assert (done.returncode, done.stderr) == (code, "")
    return json.loads(done.stdout)


def line_of(root: Path, file: str, text: str) -> int:
    """Return the number of the first line of *file* that has *text*."""
    lines = (root / file).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


# --- terms ------------------------------------------------------------------------


def test_terms_are_counted_by_place_and_article(small: Path) -> None:
    found = document(small, "terms")
    assert (found["version"], found["articles"], found["errors"]) == (1, 3, [])
    rows = {row.pop("concept"): row for row in found["terms"]}
    # c.txt has the sentence with "=" and without: two units, each with the term.
    assert list(rows) == ["rayon", "kota", "darurat-militer"]
    assert rows["rayon"] == {
        "term": "rayon", "mentions": 4, "articles": 3, "exact": 0, "variant": 4, "inflected": 0,
        "lacks": ["ru"],
    }  # fmt: skip
    assert (rows["kota"]["mentions"], rows["kota"]["articles"]) == (3, 2)
    assert (rows["darurat-militer"]["mentions"], rows["darurat-militer"]["articles"]) == (2, 2)
    assert rows["darurat-militer"]["lacks"] == []


def test_terms_may_be_told_one_by_one(small: Path) -> None:
    found = document(small, "terms", "--by-term")["terms"]
    assert [(row["term"], row["mentions"], row["articles"]) for row in found] == [
        ("rayon", 4, 3),
        ("kota", 3, 2),
        ("darurat militer", 1, 1),
        ("keadaan darurat", 1, 1),
    ]
    assert [row["term"] for row in document(small, "terms", "--by-term", "--limit", "1")["terms"]]
    assert len(document(small, "terms", "--least", "3")["terms"]) == 2


def test_unused_lists_what_is_never_mentioned(small: Path) -> None:
    found = document(small, "terms", "--unused")["terms"]
    assert [(row["concept"], row["mentions"]) for row in found] == [("gencatan", 0)]
    found = document(small, "terms", "a.txt", "--unused", "--by-term")["terms"]
    assert {row["term"] for row in found} == {
        "gencatan senjata", "darurat militer", "keadaan darurat",
    }  # fmt: skip
    done = quickly("corpus", "terms", "--unused", "--least", "2", cwd=small)
    assert done.returncode == 2
    assert "--unused" in done.stderr


# --- repeats ----------------------------------------------------------------------


def test_repeats_tell_what_one_translation_saves(small: Path) -> None:
    found = document(small, "repeats", "--to", "en")
    assert (found["count"], found["saved"], found["errors"]) == (1, 4, [])
    assert found["repeats"] == [
        {
            "language": "en",
            "unit": found["repeats"][0]["unit"],
            "source": "Warga mengungsi ke kota.",
            "words": 4,
            "places": 3,
            "articles": 2,
            "translated": 2,
            "saved": 4,
            "file": "sources/a.txt",
            "line": 3,
            "column": 1,
        }
    ]
    # Nothing is translated into Russian: of three places each two are saved.
    found = document(small, "repeats")
    assert [(row["language"], row["words"], row["saved"]) for row in found["repeats"]] == [
        ("ru", 4, 8),
        ("ru", 3, 6),
        ("en", 4, 4),
    ]
    assert (found["count"], found["saved"]) == (3, 18)
    assert document(small, "repeats", "--limit", "2")["repeats"] == found["repeats"][:2]
    assert document(small, "repeats", "--limit", "2")["count"] == 3
    assert document(small, "repeats", "--least", "4")["repeats"] == []
    assert document(small, "repeats", "sub", "--to", "ru")["count"] == 0


def test_repeats_are_a_table_for_people(small: Path) -> None:
    done = quickly("corpus", "repeats", "--to", "ru", cwd=small)
    assert done.returncode == 0
    assert "Warga mengungsi ke kota.  sources/a.txt:3" in done.stdout
    assert "2 sentences in several places: to translate each once saves 14 words" in done.stdout
    done = quickly("corpus", "repeats", "--to", "ru", "--least", "9", cwd=small)
    assert done.stdout == "no open sentence stands in several places\n"
    assert quickly("corpus", "repeats", "--least", "9", "-q", cwd=small).stdout == ""


# --- inconsistent -----------------------------------------------------------------


def test_inconsistent_tells_each_way_and_where_it_stands_first(small: Path) -> None:
    found = document(small, "inconsistent", "--to", "en", code=1)
    assert found["count"] == {"sentences": 1, "terms": 1}
    (sentence,), (term,) = found["sentences"], found["terms"]
    assert (sentence["source"], sentence["places"]) == ("Rayon itu sunyi.", 3)
    # White space is no other translation.
    a, b = "translations/en/a.po", "translations/en/b.po"
    where = [line_of(small, a, "The district"), line_of(small, b, "The raion")]
    assert [[one[key] for key in ("target", "places", "articles", "file", "line")]
            for one in sentence["targets"]] == [
        ["The district is quiet.", 2, 2, a, where[0]],
        ["The raion is quiet.", 1, 1, b, where[1]],
    ]  # fmt: skip
    assert (term["concept"], term["source"], term["places"]) == ("rayon", "rayon", 3)
    assert [[one[key] for key in ("text", "kind", "places", "file", "line")]
            for one in term["renderings"]] == [
        ["district", "preferred", 2, a, where[0]],
        ["raion", "admitted", 1, b, where[1]],
    ]  # fmt: skip
    # What is not rendered by words that are known (darurat-militer) is no other name for it.
    text = quickly("corpus", "inconsistent", "--to", "en", cwd=small)
    assert text.returncode == 1
    assert f"2 × “district” (preferred)  in 2 articles, first at {a}:{where[0]}" in text.stdout
    assert "1 sentence and 1 term translated in several ways" in text.stdout


def test_what_is_consistent_is_no_finding(small: Path) -> None:
    assert document(small, "inconsistent", "--to", "ru")["sentences"] == []
    assert document(small, "inconsistent", "--to", "en", "--least", "4")["terms"] == []
    assert document(small, "inconsistent", "a.txt", "--to", "en")["count"] == {
        "sentences": 0,
        "terms": 0,
    }


def test_what_is_left_out_on_purpose_and_drafts_are_no_translations(tmp_path: Path) -> None:
    targets = {
        ("en", "a.txt"): {"Rayon itu sunyi.": "The district is quiet."},
        ("en", "b.txt"): {"Rayon itu sunyi.": "<EMPTY>"},
        ("en", "sub/c.txt"): {"Rayon itu sunyi.": "The raion is quiet."},
    }
    root = make(tmp_path, targets=targets)
    path = root / "translations" / "en" / "sub" / "c.po"
    text = path.read_text("utf-8")
    text = text.replace('msgid "Rayon itu sunyi."', '#, fuzzy\nmsgid "Rayon itu sunyi."')
    path.write_text(text, "utf-8")
    found = document(root, "inconsistent", "--to", "en")
    assert found["count"] == {"sentences": 0, "terms": 0}


# --- output and errors ------------------------------------------------------------


@pytest.mark.parametrize("command", ["terms", "repeats", "inconsistent"])
def test_csv_has_a_line_each_and_no_formula(small: Path, command: str) -> None:
    glossary = small / "glossaries" / "g.csv"
    glossary.write_text(_GLOSSARY.replace("rayon,rayon,", "rayon,-rayon,"), "utf-8")
    path = small / "sources" / "z.txt"
    path.write_text("@Baca\n\n=Rayon itu sunyi.\n\n=Rayon itu sunyi.\n\n-rayon.\n", "utf-8")
    done = quickly("corpus", command, "--format", "csv", cwd=small)
    assert done.returncode == (1 if command == "inconsistent" else 0)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    if command == "repeats":
        assert "'=Rayon itu sunyi." in cells


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sentences = ["Warga mengungsi ke kota.", "Rayon itu sunyi.", "Darurat militer berlaku."]
    articles, targets = {}, {}
    for number in range(100):
        there = sentences[: number % 4] + sentences[number % 3 :]
        name = f"{number % 7}/a{number:03}.txt"
        articles[name] = f"Kabar nomor {number}\n\n{' '.join(there)}\n"
        if number % 5 == 0:
            noun = ("district", "raion")[number % 2]
            targets["en", name] = dict.fromkeys(there, f"The {noun} {number % 3}.")
    root = make(tmp_path_factory.mktemp("large"), articles, targets)
    (root / "sources" / "3" / "a010.txt").write_bytes(b"Kabar \xff\xfe.\n")
    return root


@pytest.mark.parametrize(
    ("command", "format_"),
    [("terms", "csv"), ("repeats", "text"), ("repeats", "json"), ("inconsistent", "json")],
)
def test_any_number_of_processes_says_the_same(large: Path, command: str, format_: str) -> None:
    told = set()
    for jobs in ("1", "2", "3"):
        done = quickly("corpus", command, "--format", format_, "--jobs", jobs, cwd=large)
        told.add((done.stdout, done.stderr, done.returncode))
    assert len(told) == 1, [each[1:] for each in told]
    ((stdout, stderr, code),) = told
    assert code == 2
    assert stderr.count("error:") == 1
    assert "a010.txt" in stderr
    assert len(stdout.splitlines()) > 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_articles_of_an_archive_are_articles(tmp_path: Path, jobs: str) -> None:
    root = make(tmp_path, {"a.txt": _ARTICLES["a.txt"]})
    with (root / "alihbahasa.toml").open("a") as file:
        file.write('[[archives]]\nfiles = "*.jsonl"\nid = "id"\ntext = "text"\n')
    lines = [{"id": f"nomor{number}", "text": _ARTICLES["b.txt"]} for number in range(40)]
    # One that is no record, and one whose id was that of another.
    records = [json.dumps(each) for each in (lines[0], lines[0])] + ["{"]
    records += [json.dumps({"id": "lain", "text": "Kabar lain\n\nTidak ada. Tidak ada.\n"})]
    records += map(json.dumps, lines[1:])
    (root / "sources" / "x.jsonl").write_text("\n".join(records) + "\n", "utf-8")
    arguments = ("corpus", "repeats", "--to", "en", "--format", "json", "--jobs", jobs)
    done = quickly(*arguments, cwd=root)
    assert done.returncode == 2
    assert done.stderr.count("error:") == 2
    found = json.loads(done.stdout)
    rows = {row["source"]: row for row in found["repeats"]}
    told = {
        source: [row[key] for key in ("places", "articles", "file", "line")]
        for source, row in rows.items()
    }
    assert told == {
        "Warga mengungsi ke kota.": [42, 41, "sources/a.txt", 3],
        "Rayon itu sunyi.": [41, 41, "sources/a.txt", 3],
        "Darurat militer berlaku.": [40, 40, "sources/x.jsonl", 1],
        "Kabar kedua": [40, 40, "sources/x.jsonl", 1],
        "Tidak ada.": [2, 1, "sources/x.jsonl", 4],
    }
    named = quickly("corpus", "terms", "x", "--format", "json", cwd=root)
    assert json.loads(named.stdout)["articles"] == 41


def test_what_is_not_there_is_an_error_before_anything_else(small: Path) -> None:
    done = quickly("corpus", "repeats", "nothing.txt", cwd=small)
    assert (done.returncode, done.stdout) == (2, "")
    (small / "glossaries" / "g.csv").write_bytes(b"\xff")
    for command in ("terms", "inconsistent"):
        done = quickly("corpus", command, cwd=small)
        assert (done.returncode, done.stdout) == (2, "")
        assert "g.csv" in done.stderr


def _fill(database: sqlite3.Connection) -> None:
    database.execute("create table a (b)")
    database.execute("pragma max_page_count = 2")
    database.executemany("insert into a values (?)", ((b"0" * 4000,) for _ in range(9)))


def test_a_full_disk_is_told() -> None:
    with pytest.raises(AlihbahasaError, match="disk is full") as told, databases.scratch() as there:
        _fill(there)
    assert "SQLITE_TMPDIR" in (told.value.hint or "")


# --- a plain count ----------------------------------------------------------------

_POOL = ("Warga mengungsi.", "Rayon itu sunyi.", "Ia tiba di rayon lain.", "Tidak.")
_WAYS = ("The district.", "The raion.", "They left.")


@st.composite
def archives(draw: st.DrawFn) -> tuple[dict[str, str], dict[tuple[str, str], dict[str, str]]]:
    articles: dict[str, str] = {}
    targets: dict[tuple[str, str], dict[str, str]] = {}
    for number in range(draw(st.integers(1, 5))):
        there = draw(st.lists(st.sampled_from(_POOL), min_size=1, max_size=6))
        name = f"a{number}.txt"
        articles[name] = f"Kabar {number}\n\n{' '.join(there)}\n"
        for language in ("en", "ru"):
            ways = draw(
                st.dictionaries(st.sampled_from(sorted(set(there))), st.sampled_from(_WAYS))
            )
            targets[language, name] = ways
    return articles, targets


def plainly(root: Path) -> Iterator[tuple[str, str, Unit]]:
    """Yield all units by language and article, read one after the other."""
    found = project.find(root)
    known = prepare.terms(found)
    for language in ("en", "ru"):
        contexts = prepare.check_contexts(known, language)
        for article in found.articles():
            fresh = prepare.units(found, article, known)
            active = collect(found, article, language=language, fresh=fresh).active
            for unit in prepare.with_renderings(active, contexts(article)):
                yield language, article, unit


@settings(max_examples=25)
@given(archives())
def test_counts_are_those_of_a_plain_counter(
    archive: tuple[dict[str, str], dict[tuple[str, str], dict[str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = make(Path(folder), *archive)
        units = list(plainly(root))
        there = project.find(root)
        _same_repeats(repeats.run(there), units)
        _same_inconsistencies(inconsistent.run(there), units)
        _same_terms(terms.run(there), units)


def _same_repeats(found: repeats.Repeats, units: Sequence[tuple[str, str, Unit]]) -> None:
    places: Counter[tuple[str, str]] = Counter()
    done: Counter[tuple[str, str]] = Counter()
    articles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    words: dict[tuple[str, str], int] = {}
    for language, article, unit in units:
        key = language, unit.id
        places[key] += len(unit.places)
        done[key] += len(unit.places) * unit.is_finished
        articles[key].add(article)
        words[key] = word_count(plain(unit.source))
    expected = {}
    for key in places:
        left = places[key] - done[key] - (0 if done[key] else 1)
        if places[key] > 1 and left > 0:
            expected[key] = (places[key], done[key], len(articles[key]), left * words[key])
    assert {
        (row.language, row.unit): (row.places, row.translated, len(articles[key]), row.saved)
        for row in found.shown
        for key in [(row.language, row.unit)]
        if row.articles == len(articles[key])
    } == expected
    assert (found.count, found.saved) == (len(expected), sum(row[3] for row in expected.values()))
    assert [row.saved for row in found.shown] == sorted(
        (row.saved for row in found.shown), reverse=True
    )


def _same_inconsistencies(
    found: inconsistent.Inconsistencies, units: Sequence[tuple[str, str, Unit]]
) -> None:
    targets: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    renderings: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for language, _, unit in units:
        if unit.is_finished:
            target = as_written(plain(unit.target or ()))
            targets[language, unit.id][target] += len(unit.places)
            for each in unit.renderings:
                text = each.term.text if each.term else ""
                renderings[language, each.mention.concept.key][text] += len(unit.places)
    assert {
        (each.language, each.name): {one.text: one.places for one in each.variants}
        for each in found.sentences
    } == {key: ways for key, ways in targets.items() if len(ways) > 1}
    assert {
        (each.language, each.name): {one.text: one.places for one in each.variants}
        for each in found.terms
    } == {key: ways for key, ways in renderings.items() if len(set(ways) - {""}) > 1}
    assert found.sentence_count == len(found.sentences)
    assert found.term_count == len(found.terms)


def _same_terms(found: terms.Frequencies, units: Sequence[tuple[str, str, Unit]]) -> None:
    mentions: Counter[str] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for language, article, unit in units:
        for each in unit.mentions if language == "en" else ():
            mentions[each.concept.key] += len(unit.places)
            articles[each.concept.key].add(article)
    assert {row.concept: row.mentions for row in found.rows if row.mentions} == mentions
    assert {row.concept: row.articles for row in found.rows if row.mentions} == {
        key: len(names) for key, names in articles.items()
    }


def test_help_says_what_the_documents_have(tmp_path: Path, small: Path) -> None:
    for command in ("terms", "repeats", "inconsistent"):
        told = quickly("corpus", command, "--help", cwd=tmp_path).stdout
        done = quickly("corpus", command, "--format", "json", cwd=small)
        for key in set(re.findall(r'"(\w+)":', done.stdout)):
            assert f'"{key}"' in told, (command, key)
