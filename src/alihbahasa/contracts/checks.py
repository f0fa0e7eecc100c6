"""What looks for faults, and what tells of them: checks and reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from alihbahasa.contracts.languages import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Concept,
    Finding,
    Mention,
    Remark,
    Severity,
    Side,
    Unit,
)
from alihbahasa.records import dataclass


def nothing_near(word: str) -> tuple[str, ...]:
    """Return no names: there is no glossary."""
    return ()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may look at besides the unit.

    *target_mentions* finds the terms of the glossary in a text of the target
    language, those that lie within a longer one too.  *banned* are concepts
    without a source term: their forbidden terms may stand nowhere.
    *near_names* tells which names of the glossary a word of the source is
    almost spelt as.  *packs* gives every language that there is a pack of;
    nothing is loaded before it is asked for.
    """

    source: LanguagePack
    target: LanguagePack
    target_language: str
    target_mentions: Callable[[str], tuple[Mention, ...]]
    banned: tuple[Concept, ...] = ()
    near_names: Callable[[str], tuple[str, ...]] = nothing_near
    packs: Callable[[], tuple[LanguagePack, ...]] = tuple


def _says_nothing(unit: Unit, context: CheckContext) -> tuple[Remark, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a check says of units side by side, of one article or of all.

    *summarise* gives what of an article matters, small and picklable, *conclude*
    the remarks, each with the article and the id of the unit it is of, from
    the names of the articles and their summaries, in order, which may be gone
    through again and are best not kept: they may be many.  Articles may be
    summarised apart from each other, in processes of their own.
    *asks_for_renderings* where it looks at how the targets render terms.
    """

    summarise: Callable[[Iterable[Unit], CheckContext], Any]
    conclude: Callable[[Iterable[tuple[str, Any]]], Iterable[tuple[str, str, Remark]]]
    asks_for_renderings: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one unit by *run*, or of many side by side by a *survey*.

    *code* is stable and short, *name* what settings and reports say.
    *severity* is the default.  The docstring of its module is its
    documentation: one paragraph, then wrong and right.  A check looks at
    finished targets; one with *drafts* also at those nobody has confirmed, one
    with *gaps* also at units without a target.
    One whose *side* is the source looks at that alone: in every unit, translated
    or not, and once whatever the languages.  One of *completeness* is for
    languages that the settings call complete.

    *false_alarms* is how many of 100 pairs of professional translation it is
    wrong about, as measured by ``python -m benchmarks checks``; None where no
    such text can tell.
    """

    code: str
    name: str
    severity: Severity
    run: Callable[[Unit, CheckContext], Iterable[Remark]] = _says_nothing
    survey: Survey | None = None
    drafts: bool = False
    gaps: bool = False
    side: Side = Side.TARGET
    completeness: bool = False
    false_alarms: float | None = None


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What a report tells of a check: *severity* is the default, *summary* one sentence.

    *text* is its whole documentation: a paragraph, then what is wrong and right.
    """

    code: str
    name: str
    severity: Severity
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was looked at, and what came of it besides the findings.

    *units* counts the translations that were checked, *articles* and *files*
    where they stand: in the stores of a project, in exchange files.  A finding
    from *fail_on* on makes the run fail.  *since* is the revision that findings
    are new since, "" where nobody asked, *fixed* how many are gone since then.
    *waived* and *known* count what was found and is not told, since a waiver
    or the baseline says so.  *checks* are those that ran, by code, *version* is
    that of the program.  *errors* say what could not be read: then the run
    failed, whatever was found in the rest.  One that *is_brief* needs no words:
    reports for people leave out what only sums up.
    """

    units: int
    articles: int
    files: int = 0
    fail_on: Severity = Severity.ERROR
    since: str = ""
    fixed: int = 0
    waived: int = 0
    known: int = 0
    checks: tuple[CheckInfo, ...] = ()
    version: str = ""
    errors: tuple[AlihbahasaError, ...] = ()
    is_brief: bool = False


class RenderReport(Protocol):
    """Findings, in order, and the tally of the run to the pieces of a report.

    *is_terminal* allows colour, and asks that control characters be escaped.
    """

    def __call__(
        self, findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
    ) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """A way to print findings, machine-readable or not."""

    name: str
    title: str
    render: RenderReport
