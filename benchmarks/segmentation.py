"""Segmentation: speed beside its peers, and how the time grows with the worst texts."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from alihbahasa import plugins
from alihbahasa.articles import plain
from alihbahasa.segmentation import segment, sentences
from benchmarks.corpus import paragraphs
from benchmarks.measure import Table, goal, growth, medians

_CASES = Path(__file__).parent.parent / "tests" / "cases"

#: Module, package to install, what ours / peer is to be at least, the part of the text it gets.
_PEERS: dict[str, tuple[str, str, float | None, float]] = {
    "pysbd": ("pysbd", "pysbd", 80, 0.02),
    "Moses (sentence-splitter)": ("sentence_splitter", "sentence-splitter", 10, 0.1),
    "ICU break iterator": ("icu", "PyICU", 0.25, 1.0),
    "sentencex": ("sentencex", "sentencex", None, 1.0),
    "blingfire": ("blingfire", "blingfire", None, 1.0),
    "simplemma": ("simplemma", "simplemma", None, 1.0),
    "syntok": ("syntok", "syntok", None, 0.05),
    "razdel": ("razdel", "razdel", None, 0.2),
}

#: Texts that have brought segmenters down, by the character or piece they repeat.
_SHAPES = (
    ".", '"', "”", '." ', "a", " ", "a.", "A. ", "Dr. ", "(", ")", "(a.) ", '"?" ', "1. ", "... ",
    "。", "。\"", "?!", "a\u0301", "a-a-", "S.H", ".\u200b", "« ", "dll. ", "?” kata ", "！」と",
    "\xa0", "No. 5. ", "[...] ", "A.-", "ii. ", "。“",
)  # fmt: skip


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures less."""
    return (_speed(quick), _languages(quick), _growth(quick))


def _peer(name: str, language: str) -> Callable[[str], object] | None:
    """Return what cuts a text with the peer *name*, or None where it is not installed."""
    module = _PEERS[name][0]
    try:
        found: Any = importlib.import_module(module)
    except ImportError:
        return None
    if module == "pysbd":
        cut: Callable[[str], object] = found.Segmenter(language="en", clean=False).segment
        return cut
    if module == "sentence_splitter":
        splitter: Callable[[str], object] = found.SentenceSplitter(language="en").split
        return splitter
    if module == "icu":
        return _icu(found, language)
    if module == "sentencex":
        return lambda text: list(found.segment(language, text))
    if module == "blingfire":
        return lambda text: found.text_to_sentences(text).split("\n")
    if module == "simplemma":
        return lambda text: list(found.split_sentences(text, lang=language))
    if module == "syntok":
        segmenter: Any = importlib.import_module("syntok.segmenter")
        return lambda text: [list(each) for part in segmenter.analyze(text) for each in part]
    return lambda text: list(found.sentenize(text))


def _icu(icu: Any, language: str) -> Callable[[str], object]:
    iterator = icu.BreakIterator.createSentenceInstance(icu.Locale(language))

    def cut(text: str) -> list[str]:
        held = icu.UnicodeString(text)
        iterator.setText(held)
        found, last = [], 0
        for at in iterator:
            found.append(str(held[last:at]))
            last = at
        return found

    return cut


def _ours(language: str) -> Callable[[str], object]:
    pack = plugins.language_pack(language)
    return lambda text: [span.of(text) for span in sentences(text, pack)]


def _all(cut: Callable[[str], object], texts: Iterable[str]) -> Callable[[], None]:
    held = list(texts)

    def work() -> None:
        for text in held:
            cut(text)

    return work


def _megabytes(texts: Iterable[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def _speed(quick: bool) -> Table:
    texts = [" ".join(each) for each in paragraphs(300_000 if quick else 2_000_000)]
    works = {"ours": _all(_ours("id"), texts)}
    sizes = {"ours": _megabytes(texts)}
    missing = []
    for name, (_, package, _, part) in _PEERS.items():
        cut = _peer(name, "id")
        if cut is None:
            missing.append(package)
            continue
        some = texts[: max(1, int(len(texts) * part))]
        works[name] = _all(cut, some)
        sizes[name] = _megabytes(some)
    times = medians(works, repeats=3 if quick else 7)
    speeds = {name: sizes[name] / taken for name, taken in times.items()}
    rows = [("alihbahasa", f"{speeds['ours']:.1f}", "", "")]
    rows += [
        (
            name,
            f"{speeds[name]:.2f}",
            f"{speeds['ours'] / speeds[name]:.2f}",
            goal(speeds["ours"] / speeds[name], least=_PEERS[name][2]),
        )
        for name in works
        if name != "ours"
    ]
    notes = (f"Missing: pip install {' '.join(missing)}",) if missing else ()
    return Table(
        f"Indonesian news, {sizes['ours']:.1f} MB",
        ("segmenter", "MB/s", "ours / peer", "goal"),
        tuple(rows),
        notes,
    )


def _languages(quick: bool) -> Table:
    rows = []
    for language in plugins.names("languages"):
        pack = plugins.language_pack(language)
        cases = tomllib.loads((_CASES / f"segmentation_{language}.toml").read_text("utf-8"))["case"]
        texts = [pack.separator.join(case["units"]) for case in cases] * (20 if quick else 100)
        Random(1).shuffle(texts)
        works = {"ours": _all(_ours(language), texts)}
        if icu := _peer("ICU break iterator", language):
            works["ICU"] = _all(icu, texts)
        times = medians(works, repeats=3 if quick else 7)
        speed = _megabytes(texts) / times["ours"]
        ratio = f"{times['ICU'] / times['ours']:.2f}" if "ICU" in times else "not installed"
        rows.append((language, pack.name, f"{speed:.1f}", ratio))
    return Table(
        "The hard paragraphs of the case files",
        ("tag", "language", "MB/s", "ours / ICU"),
        tuple(rows),
    )


def _growth(quick: bool) -> Table:
    pack = plugins.language_pack("id")
    wide = plugins.language_pack("ja")
    size = 10_000 if quick else 500_000

    def spaced(text: str) -> None:
        sentences(text, pack)

    def unspaced(text: str) -> None:
        sentences(text, wide)

    def article(text: str) -> None:
        segment(plain.read(text.encode(), pack), pack)

    rows = []
    for piece in _SHAPES:

        def shape(length: int, piece: str = piece) -> str:
            return piece * (length // len(piece))

        found = [
            growth(work, shape, size)
            for work in (
                lambda text: sentences(text, pack),
                lambda text: sentences(text, wide),
                article,
            )
        ]
        rows.append((ascii(piece), *(f"{ratio:.2f}" for ratio in found)))
    worst = max(float(cell) for row in rows for cell in row[1:])
    return Table(
        f"time(2n) / time(n), n = {size:,} characters",
        ("repeated", "sentences, id", "sentences, ja", "article"),
        tuple(rows),
        (f"Worst: {worst:.2f}; goal {goal(worst, most=2.5)}.",),
    )
