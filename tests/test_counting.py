"""Words are counted as UAX 29 parts them, and what there is to translate by bands."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from running import files, quickly

from alihbahasa.text import word_count

_BOUNDARY = regex.compile(r"(?w)\b")


def by_the_standard(text: str) -> int:
    """Count what stands between the word boundaries of ``regex`` and has a letter or a digit."""
    starts = [found.start() for found in _BOUNDARY.finditer(text)]
    pieces = (text[a:b] for a, b in pairwise([*starts, len(text)]))
    return sum(any(map(str.isalnum, piece)) for piece in pieces)


@given(
    st.one_of(
        st.text(st.sampled_from("aZ1_.,:;'’‘·-/ %“”é–…²½ªж"), max_size=12),
        st.text(st.characters(max_codepoint=0x600), max_size=12),
        st.text(max_size=8),
    )
)
@example("3² a")
@example("Gənc-ə’nin 1.300,5")
@example("_a __b1 ـ")
def test_words_are_what_uax_29_parts(text: str) -> None:
    assert word_count(text) == by_the_standard(text)


def test_words_of_news() -> None:
    """The cases that docs/counting.md tells of."""
    counts = {
        "Laba Rp 1,3 triliun di rayon-rayon itu": 8,
        "(27/9/2020)": 3,
        "19,1 %": 1,
        "Jum'at": 1,
        "AS–Rusia": 2,
        "e.g. this": 2,
        "https://example.org/a-b": 4,
        "停火協議": 4,
        "カラバフ停戦": 3,
        "Հայաստանը՞": 1,
        "… – “”": 0,
    }
    assert {text: word_count(text) for text in counts} == counts


# --- bands ------------------------------------------------------------------------


def entry(store: Path, source: str, target: str) -> None:
    """Write *target* into the entry of *source*."""
    text = store.read_text()
    empty = f'msgid "{source}"\nmsgstr ""'
    assert empty in text
    store.write_text(text.replace(empty, empty[:-1] + f'{target}"'))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose first article is done, and whose second one has a bit of everything."""
    for name in ("sources", "glossaries"):
        (tmp_path / name).mkdir()
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    done = ["Perang pecah lagi kemarin.", "Tentara maju ke kota tua.", "Ada 16 korban di sana."]
    (tmp_path / "sources" / "a.txt").write_text(f"{' '.join(done)}\n")
    (tmp_path / "sources" / "b.txt").write_text(
        f"{' '.join(done[:2])} Ada 17 korban di sana. Hujan turun. Hujan turun. Aman!\n"
    )
    (tmp_path / "sources" / "c.txt").write_text("Hujan turun.\n")
    quickly("export", cwd=tmp_path)
    for number, source in enumerate(done):
        entry(tmp_path / "translations/en/a.po", source, f"Sentence {number}.")
    return tmp_path


def amounts(project: Path, *arguments: str) -> dict[tuple[str, str], tuple[int, int]]:
    done = quickly("status", "--by-band", "--format", "json", *arguments, cwd=project)
    return {
        (row["article"], each["band"]): (each["segments"], each["words"])
        for row in json.loads(done.stdout)["articles"]
        for each in row["bands"]
        if each["segments"]
    }


def test_each_place_is_in_one_band(project: Path) -> None:
    """In context, exact, another number (at most 94), nothing alike, and what comes again."""
    assert amounts(project) == {
        ("a.txt", "translated"): (3, 14),
        ("b.txt", "in context"): (1, 4),
        ("b.txt", "100"): (1, 5),
        ("b.txt", "85-94"): (1, 5),
        ("b.txt", "no match"): (2, 3),
        ("b.txt", "repetition"): (1, 2),
        ("c.txt", "repetition"): (1, 2),
    }


def test_only_what_is_asked_for_repeats(project: Path) -> None:
    assert amounts(project, "c.txt") == {("c.txt", "no match"): (1, 2)}


def test_the_csv_is_no_formula(project: Path) -> None:
    (project / "sources" / "=1+1.txt").write_text("Aman!\n")
    done = quickly("export", "--by-band", "--format", "csv", cwd=project)
    lines = done.stdout.splitlines()
    assert lines[0] == "article,language,band,segments,words"
    assert "'=1+1.txt,en,no match,1,1" in lines
    assert quickly("status", "--format", "csv", cwd=project).returncode == 2


def test_a_dry_run_writes_no_index(project: Path) -> None:
    quickly("export", cwd=project)
    before = files(project)
    assert "100" in quickly("export", "--by-band", "--dry-run", cwd=project).stdout
    assert files(project) == before
