"""Recognition: speed beside its peers, by the number of terms, with grades and offsets.

No peer here but translate-toolkit finds more than what is written letter for
letter; ours finds inflected forms too, in both grades of speed that are
measured: the tuples of ``occurrences``, and the records of ``mentions``.
"""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from alihbahasa import plugins, storage
from alihbahasa.model import Concept, Glossary, Term
from alihbahasa.recognition import (
    Recogniser,
    compile_terms,
    load,
    mentions,
    occurrences,
    save,
)
from benchmarks.corpus import sentences, terms
from benchmarks.measure import Table, goal, medians

#: The number of terms, with the goals: ours / ahocorasick_rs, ours / translate-toolkit.
_SIZES = {1_000: (0.3, 50), 100_000: (0.45, 1_000), 500_000: (0.5, 1_000)}

#: The number of terms that the goals of compiling and mapping are for.
_SIZE_OF_GOALS = 100_000

#: Building one with more terms takes flashtext minutes.
_MOST_FOR_FLASHTEXT = 100_000

_Find = Callable[[str], object]


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures less."""
    texts = sentences(5_000 if quick else 30_000)
    rows: list[tuple[str, ...]] = []
    ready: list[tuple[str, ...]] = []
    missing: set[str] = set()
    for count, goals in _SIZES.items():
        if quick and count > 100_000:
            continue
        named = terms(count)
        found, made = _measured(named, texts, goals, quick=quick, missing=missing)
        rows += found
        ready.append(made)
    notes = (
        "Units are sentences of 16 words; every tool has seen the text once before, but in the"
        " rows \u201cnew text\u201d.",
        *([f"Missing: pip install {' '.join(sorted(missing))}"] if missing else []),
    )
    return (
        Table(
            "Recognition",
            ("terms", "tool", "units/s", "ours / it", "goal"),
            tuple(rows),
            notes,
            tuple(
                ("1,000 terms recognised, speed beside translate-toolkit", *row[3:])
                for row in rows
                if row[:2] == ("1,000", "translate-toolkit")
            ),
        ),
        Table(
            "Ready to recognise",
            ("terms", "compiled, s", "its goal", "saved, MB", "mapped, ms", "goal"),
            tuple(ready),
        ),
    )


def _measured(
    named: Sequence[str],
    texts: list[str],
    goals: tuple[float, float],
    *,
    quick: bool,
    missing: set[str],
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the rows of both tables for the terms *named*."""
    pack = plugins.language_pack("id")
    glossary = Glossary(
        tuple(Concept(f"c{number}", (Term(text, "id"),)) for number, text in enumerate(named))
    )
    begun = time.perf_counter()
    ours = compile_terms(glossary, "id", pack)
    compiled = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "saved.terms")
        path.write_bytes(save(ours, "benchmark"))
        begun = time.perf_counter()
        mapped = load(storage.mapped(path), plugins.language_pack, "benchmark")
        loaded = time.perf_counter() - begun
        size = path.stat().st_size
    works: dict[str, Callable[[], object]] = {
        "alihbahasa, occurrences": _all(_tuples(ours), texts),
        "alihbahasa, mentions": _all(_records(ours), texts),
        "alihbahasa, a saved glossary": _all(_tuples(mapped), texts),
    }
    counts = dict.fromkeys(works, len(texts))
    ways = {
        "ahocorasick_rs, exact": goals[0],
        "flashtext, exact": 0.0,
        "translate-toolkit": goals[1],
    }
    for name, part in (
        ("ahocorasick_rs, exact", len(texts)),
        ("flashtext, exact", len(texts) // 10),
        ("translate-toolkit", max(2_000_000 // len(named) // 20, 3)),
    ):
        if name.startswith("flashtext") and len(named) > _MOST_FOR_FLASHTEXT:
            continue
        find = _peer(name, named)
        if find is None:
            missing.add(name.partition(",")[0])
            continue
        works[name] = _all(find, texts[:part])
        counts[name] = min(part, len(texts))
    times = medians(works, repeats=3 if quick else 7)
    speeds = {name: counts[name] / taken for name, taken in times.items()}
    fresh = _all(_tuples(compile_terms(glossary, "id", pack)), texts)
    begun = time.perf_counter()
    fresh()
    speeds["alihbahasa, new text"] = len(texts) / (time.perf_counter() - begun)
    best = speeds["alihbahasa, occurrences"]
    rows: list[tuple[str, ...]] = []
    for name, speed in speeds.items():
        reached = goal(best / speed, least=ways.get(name) or None)
        ratio = "" if name.startswith("alihbahasa") else f"{best / speed:,.2f}"
        rows.append((f"{len(named):,}", name, f"{speed:,.0f}", ratio, reached))
    is_measured = len(named) == _SIZE_OF_GOALS
    made = (
        f"{len(named):,}",
        f"{compiled:.2f}",
        goal(compiled, most=2) if is_measured else "",
        f"{size / 1e6:.1f}",
        f"{loaded * 1000:.1f}",
        goal(loaded * 1000, most=50) if is_measured else "",
    )
    return rows, made


def _all(find: _Find, texts: Sequence[str]) -> Callable[[], None]:
    def work() -> None:
        for text in texts:
            find(text)

    return work


def _tuples(recogniser: Recogniser) -> _Find:
    return lambda text: occurrences(text, recogniser)


def _records(recogniser: Recogniser) -> _Find:
    return lambda text: mentions(text, recogniser)


def _peer(name: str, named: Sequence[str]) -> _Find | None:
    """Return what finds the terms *named* with the peer, or None where it is not installed."""
    try:
        if name.startswith("ahocorasick"):
            module: Any = importlib.import_module("ahocorasick_rs")
            kind = module.MatchKind.LeftmostLongest
            exact: _Find = module.AhoCorasick(named, matchkind=kind).find_matches_as_indexes
            return exact
        if name.startswith("flashtext"):
            processor: Any = importlib.import_module("flashtext").KeywordProcessor()
            processor.add_keywords_from_list(list(named))
            return lambda text: processor.extract_keywords(text, span_info=True)
        return _translate_toolkit(named)
    except ImportError:
        return None


def _translate_toolkit(named: Sequence[str]) -> _Find:
    """Return the matcher that Virtaal and Weblate once took for terms."""
    match: Any = importlib.import_module("translate.search.match")
    po: Any = importlib.import_module("translate.storage.po")
    store = po.pofile()
    for text in named:
        store.addsourceunit(text).target = text[::-1]
    found: _Find = match.terminologymatcher(store).matches
    return found
