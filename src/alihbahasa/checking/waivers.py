"""Waivers: findings that somebody looked at and found right, with the reason.

``translations/waivers.csv`` has a row for each: the check, ``article#unit``, the
language (empty for all), the day up to which it holds (empty for good), the
reason.  A unit is known by its id, so a waiver goes where its sentence goes,
and not to the next one; the kind of the block it stands in does not matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from alihbahasa.checking import _rows
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, fallbacks
from alihbahasa.records import dataclass

_COLUMNS = ("check", "unit", "language", "until", "reason")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; *line* is where it stands in its file, 0 for a new one."""

    check: str
    article: str
    unit: str
    reason: str
    language: str = ""
    until: date | None = None
    line: int = 0

    def is_for(self, language: str) -> bool:
        """Tell whether it holds in *language*, or in a less specific one (RFC 4647)."""
        return not self.language or self.language.lower() in fallbacks(language.lower())

    def is_over(self, today: date) -> bool:
        """Tell whether its last day is past."""
        return self.until is not None and self.until < today


def _bare(unit: str) -> str:
    """Return the id *unit* without the kind of its block, which may change around a sentence."""
    return unit.partition(".")[0]


def read(data: bytes) -> tuple[Waiver, ...]:
    """Return the waivers in a file; AlihbahasaError with the line for what is none."""
    found = []
    for line, row in _rows.read(data, _COLUMNS):
        article, mark, unit = row["unit"].rpartition("#")
        if not mark or not article or not unit:
            raise AlihbahasaError(
                f"{row['unit']!r} is not ARTICLE#UNIT",
                line=line,
                hint="such as berita/artsakh.txt#u3k7q",
            )
        try:
            until = date.fromisoformat(row["until"]) if row["until"] else None
        except ValueError as error:
            raise AlihbahasaError(
                f"{row['until']!r} is no date", line=line, hint="write it as 2026-12-31"
            ) from error
        if not row["reason"]:
            raise AlihbahasaError(
                "a waiver without a reason",
                line=line,
                hint="say in the column reason why it may stand",
            )
        found.append(
            Waiver(row["check"], article, unit, row["reason"], row["language"], until, line)
        )
    return tuple(found)


def written(waivers: Iterable[Waiver]) -> bytes:
    """Return the bytes of a file with *waivers*."""
    rows = (
        (
            each.check,
            f"{each.article}#{each.unit}",
            each.language,
            each.until.isoformat() if each.until else "",
            " ".join(each.reason.split()),
        )
        for each in waivers
    )
    return _rows.written(_COLUMNS, rows)


def applied(
    findings: Iterable[Finding], waivers: Sequence[Waiver], *, today: date
) -> tuple[list[Finding], frozenset[Waiver]]:
    """Return the *findings* that nobody waived, and the waivers that something was found for."""
    by_unit: dict[tuple[str, str, str], list[Waiver]] = {}
    for waiver in waivers:
        key = (waiver.check, waiver.article, _bare(waiver.unit))
        by_unit.setdefault(key, []).append(waiver)
    left: list[Finding] = []
    used: set[Waiver] = set()
    for finding in findings:
        key = (finding.check, finding.article, _bare(finding.unit.id))
        fitting = [each for each in by_unit.get(key, ()) if each.is_for(finding.language)]
        used.update(fitting)
        if not any(not each.is_over(today) for each in fitting):
            left.append(finding)
    return left, frozenset(used)


def staleness(waiver: Waiver, *, units: Collection[str], today: date) -> str | None:
    """Return why *waiver* is of no more use by its day and its unit; None where it may be.

    *units* are the ids of its article.
    """
    if waiver.is_over(today):
        return f"it held until {waiver.until}"
    if _bare(waiver.unit) not in map(_bare, units):
        return "there is no such unit any more"
    return None
