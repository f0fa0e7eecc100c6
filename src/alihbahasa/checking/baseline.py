"""The baseline: findings that were there when somebody began to check, and that may only go.

``translations/baseline.csv`` has a row for each: the check, the article (or the
file), the language (none for what is found in a source), the unit, what of it the
finding is about, and how often.
No line and no wording is in it, so that nothing but mending makes it shorter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from alihbahasa.checking import _rows
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, Side

_COLUMNS = ("check", "article", "language", "unit", "about", "count")

#: What makes a finding the same one next week: check, article, language, unit, what about.
Key: TypeAlias = tuple[str, str, str, str, str]


def key(finding: Finding) -> Key:
    """Return the row that *finding* is counted in."""
    where = finding.article or finding.place.file
    about = " ".join(finding.about.split())
    language = "" if finding.side is Side.SOURCE else finding.language
    return finding.check, where, language, finding.unit.id, about


def counted(findings: Iterable[Finding]) -> Counter[Key]:
    """Count *findings* by their rows."""
    return Counter(map(key, findings))


def read(data: bytes) -> Counter[Key]:
    """Return the rows of a file; AlihbahasaError with the line for what is none."""
    found: Counter[Key] = Counter()
    for line, row in _rows.read(data, _COLUMNS):
        if not row["count"].isascii() or not row["count"].isdecimal() or len(row["count"]) > 9:
            raise AlihbahasaError(
                f"{row['count']!r} is no count",
                line=line,
                hint="alihbahasa baseline prune writes this file; git has its last state",
            )
        each = (row["check"], row["article"], row["language"], row["unit"], row["about"])
        found[each] += int(row["count"])
    return found


def written(rows: Mapping[Key, int]) -> bytes:
    """Return the bytes of a file with *rows*, those that count nothing left out."""
    return _rows.written(_COLUMNS, [(*each, str(count)) for each, count in rows.items() if count])


def applied(findings: Iterable[Finding], known: Mapping[Key, int]) -> list[Finding]:
    """Return the *findings* that are not among those *known*, each row counted off."""
    left: list[Finding] = []
    open_rows = Counter(known)
    for finding in findings:
        row = key(finding)
        if open_rows[row] > 0:
            open_rows[row] -= 1
        else:
            left.append(finding)
    return left
