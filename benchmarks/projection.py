"""What very many articles would take, computed from what few of them took (docs/scale.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.commands import Spent
from benchmarks.measure import Table

#: What is asked for.
_ARTICLES, _LANGUAGES = 10_000_000, 5

#: A larger cluster, and how much of each of its cores comes to work: two processes are to be
#: 1.7 times as fast as one.
_CORES, _SHARE = 64, 0.85


@dataclass(frozen=True, slots=True)
class Cost:
    """What articles take: their *first* export, and one *again* in which nothing changed.

    *files* are written and *folders* made, with so many *bytes* in them; *held* is what
    the disk needs for them.
    """

    first: Spent
    again: Spent
    files: int
    folders: int
    bytes: int
    held: int


def projected(archives: Mapping[int, Cost], languages: Mapping[int, Cost], count: int) -> Table:
    """Return what ten million articles of archives would take in five languages.

    It follows from what two *archives* of more and fewer articles took, less what begins a
    run, and from what *count* articles took in fewer and in more *languages*.
    """
    (few, small), *_, (many, large) = archives.items()
    (one, alone), *_, (most, together) = languages.items()
    more = (together.first.cpu - alone.first.cpu) / (most - one) / count
    more_again = (together.again.cpu - alone.again.cpu) / (most - one) / count
    article = (large.first.cpu - small.first.cpu) / (many - few)
    again = (large.again.cpu - small.again.cpu) / (many - few)
    seconds = _ARTICLES * (article + (_LANGUAGES - 1) * more)
    seconds_again = _ARTICLES * (again + (_LANGUAGES - 1) * more_again)
    views = _ARTICLES * _LANGUAGES
    files = views * round(large.files / many)
    hours = seconds / _CORES / _SHARE / 3_600
    rows = (
        ("CPU an article, in the first language", f"{1000 * article:.1f} ms"),
        ("CPU an article, in each other one", f"{1000 * more:.1f} ms"),
        ("all, on one core", f"{seconds / 3_600:,.0f} h"),
        (f"all, on {_CORES} cores", f"{hours:,.1f} h"),
        (f"a run in which nothing changed, on {_CORES} cores",
         f"{seconds_again / _CORES / _SHARE / 3_600:,.1f} h"),
        ("files", f"{files / 1e6:,.0f} million"),
        (f"files a second that {_CORES} cores write", f"{files / hours / 3_600:,.0f}"),
        ("bytes", f"{views * large.bytes / many / 1e12:,.2f} TB"),
        ("on this disk", f"{views * large.held / many / 1e12:,.2f} TB"),
        ("memory of a process", f"{large.first.peak / 1e6:,.0f} MB"),
        (f"memory of {_CORES} processes", f"{_CORES * large.first.peak / 1e9:,.1f} GB"),
    )  # fmt: skip
    return Table(
        f"{_ARTICLES:,} articles in {_LANGUAGES} languages, computed",
        ("", "it takes"),
        rows,
        (
            f"From {few:,} and {many:,} articles of an archive in one language, and {count:,} in"
            f" {one} and {most}; {_SHARE:.0%} of each core is taken to come to work.",
        ),
    )
