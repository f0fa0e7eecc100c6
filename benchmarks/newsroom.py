"""Projects to measure on: as many made-up articles, and a glossary of as many concepts.

An article has a headline, up to a dozen paragraphs of one to three sentences,
and lines that point to other articles, which come back in others.  Its words
are as frequent as in a language, abbreviations, numbers and quotations as in
news; the articles of a longer run begin with those of a shorter one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.corpus import endless, paragraphs, terms
from benchmarks.terminology import GLOSSARY

#: Articles of a folder.
_FOLDER = 1_000

#: How many of the lines that point to others are remembered, to come back.
_REMEMBERED = 2_000

_AFFIXES = ("di{}", "di{}kan", "ber{}", "ter{}", "ke{}an", "{}nya", "{}kan", "{}i")
_NUMBERS = ("pada {1} {2}", "senilai Rp {0},{1} triliun", "sebanyak {0}.{0:03} orang", "({1} {2})")
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober".split()

_SETTINGS = """\
[project]
source = "id"
targets = {targets}
[export]
formats = ["po", "xliff12"]
"""
_ARCHIVES = """\
[[archives]]
files = "arsip.jsonl"
"""


def made(
    root: Path,
    count: int,
    *,
    concepts: int = 1_000,
    targets: Sequence[str] = ("en",),
    archive: bool = False,
) -> None:
    """Make a project of *count* articles and *concepts* at *root*, to be translated to *targets*.

    The articles are files, or records of one *archive*.
    """
    for folder in ("sources", "glossaries"):
        (root / folder).mkdir(parents=True)
    settings = _SETTINGS.format(targets=json.dumps(list(targets))) + archive * _ARCHIVES
    (root / "alihbahasa.toml").write_text(settings, "utf-8")
    (root / "glossaries" / "istilah.csv").write_text(glossary(concepts), "utf-8")
    if archive:
        with (root / "sources" / "arsip.jsonl").open("w", encoding="utf-8") as stream:
            for number, (_, text) in enumerate(articles(count)):
                stream.write(f"{json.dumps({'id': number, 'text': text}, ensure_ascii=False)}\n")
        return
    for name, text in articles(count):
        path = root / "sources" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def articles(count: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of *count* articles."""
    random = Random(seed)
    drawn = _sentences(seed)
    known: list[str] = []
    for number in range(count):
        lines = [_headline(next(drawn))]
        for _ in range(random.randint(5, 13)):
            chance = random.random()
            if chance < 0.16:
                lines.append(f"Baca: {_pointed(random, known, drawn)}")
            elif chance < 0.24:
                lines.append(_headline(next(drawn)))
            else:
                lines.append(" ".join(islice(drawn, random.choice((1, 1, 2, 3)))))
        name = f"berita-{number // _FOLDER:03}/berita-{number:06}.txt"
        yield name, "\n\n".join(lines) + "\n"


def _sentences(seed: int) -> Iterator[str]:
    """Yield sentences: two of three of made-up words, the others with words of real news."""
    random = Random(seed)
    real = [each for paragraph in paragraphs(200_000, seed=seed) for each in paragraph]
    for text in endless(seed=seed):
        words = [_inflected(word, random) for word in text.rstrip(".,").split()]
        if random.random() < 0.33:
            # With another half it is a sentence that was not there before.
            words = [*random.choice(real)[:-1].split(), *map(str.lower, words[: len(words) // 2])]
        if random.random() < 0.12:
            number = random.randrange(1, 1_000), random.randrange(1, 29), random.choice(_MONTHS)
            words.append(random.choice(_NUMBERS).format(*number))
        yield f"{' '.join(words)}."


def _inflected(word: str, random: Random) -> str:
    """Return *word*, one in five of the longer ones with affixes of Indonesian."""
    if len(word) < 6 or not word.isalpha() or not word.islower() or random.random() > 0.2:
        return word
    return random.choice(_AFFIXES).format(word)


def _headline(text: str) -> str:
    return " ".join(text.rstrip(".").replace(",", "").split()[:8])


def _pointed(random: Random, known: list[str], drawn: Iterator[str]) -> str:
    """Return the headline of another article, six times of ten one that was there before."""
    if known and random.random() < 0.6:
        return random.choice(known)
    text = _headline(next(drawn))
    if len(known) < _REMEMBERED:
        known.append(text)
    else:
        known[random.randrange(_REMEMBERED)] = text
    return text


def glossary(count: int) -> str:
    """Return a glossary of *count* concepts: those of the benchmark of terms, then made-up ones."""
    head, *real = GLOSSARY.read_text("utf-8").splitlines(keepends=True)[: count + 1]
    stream = StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    columns = next(csv.reader([head]))
    for number, text in enumerate(terms(count - len(real))):
        cells = {"concept": f"k{number}", "id": text, "en": text[::-1]}
        rows.writerow([cells.get(column, "") for column in columns])
    return head + "".join(real) + stream.getvalue()
