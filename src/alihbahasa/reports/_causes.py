"""Findings put together by what they come of, worst first, and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from alihbahasa import checking
from alihbahasa.contracts import Tally
from alihbahasa.model import Finding, Severity
from alihbahasa.patterns import late_re

#: The severities that findings have, worst first.
SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)

_COMMIT = late_re("[0-9a-f]{40}")

#: How many checks are named as what failed a run.
_NAMED = 5


def causes(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return *findings* by cause: a check, the language, and what it is about or else says.

    The worst come first, then new ones, then those of most findings; within a
    cause the order stays.
    """
    found: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        key = (each.severity, each.code, each.language, each.about or each.message)
        found.setdefault(key, []).append(each)
    return sorted(
        found.values(),
        key=lambda cause: (
            SEVERITIES.index(cause[0].severity),
            not any(each.is_new for each in cause),
            -len(cause),
        ),
    )


def counted(number: int, thing: str) -> str:
    """Return *number* of *thing* in words: ``1 error``, ``1,200 errors``, ``3 info``."""
    return f"{number:,} {thing}{'s' if number != 1 and thing != Severity.INFO else ''}"


def headline(findings: Sequence[Finding], tally: Tally) -> str:
    """Return how many findings there are: ``1 error (1 new since main) in 2 files``."""
    counts: list[str] = []
    for severity in SEVERITIES:
        those = [each for each in findings if each.severity is severity]
        if those:
            since = f" since {_revision(tally)}" if not counts else ""
            new = f" ({sum(each.is_new is True for each in those):,} new{since})"
            counts.append(counted(len(those), severity) + (new if tally.since else ""))
    if counts:
        files = counted(len({each.place.file for each in findings}), "file")
        return f"{', '.join(counts)} in {files}"
    places = [counted(tally.articles, "article")] if tally.articles else []
    places += [counted(tally.files, "file")] if tally.files else []
    where = f" of {' and '.join(places)}" if places else ""
    return f"0 errors in {counted(tally.units, 'translation')}{where}"


def consequences(findings: Sequence[Finding], tally: Tally) -> Iterator[str]:
    """Yield what else came of the run, and the checks that made it fail."""
    if tally.errors:
        yield f"{counted(len(tally.errors), 'file')} could not be read"
    if tally.fixed:
        yield f"{tally.fixed:,} gone since {_revision(tally)}"
    if tally.waived:
        yield f"{tally.waived:,} waived"
    if tally.known:
        yield f"{tally.known:,} in the baseline"
    failed = Counter(each.check for each in findings if each.severity.reaches(tally.fail_on))
    if failed:
        names = [name for name, _ in failed.most_common(_NAMED)]
        if len(failed) > _NAMED:
            names.append(f"{len(failed) - _NAMED} more")
        yield f"Failed because: {', '.join(names)}"


def outcome(findings: Sequence[Finding], tally: Tally) -> str:
    """Return all that came of the run, in one line."""
    return ". ".join((headline(findings, tally), *consequences(findings, tally))) + "."


def has_failed(findings: Iterable[Finding], tally: Tally) -> bool:
    """Tell whether the run failed: by what was found, or since something could not be read."""
    return bool(tally.errors) or any(each.severity.reaches(tally.fail_on) for each in findings)


def _revision(tally: Tally) -> str:
    """Return what findings are new since; of a commit's name the beginning."""
    return tally.since[:10] if _COMMIT.fullmatch(tally.since) else tally.since


def path(file: str) -> str:
    """Return *file* as programs on any system know it: with /, without ./ before."""
    return PurePath(file).as_posix()


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str, int]]:
    """Yield *findings*, each with its fingerprint, and how many have had the same so far."""
    seen: Counter[str] = Counter()
    for each in findings:
        fingerprint = checking.fingerprint(each)
        seen[fingerprint] += 1
        yield each, fingerprint, seen[fingerprint]
