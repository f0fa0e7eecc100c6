"""Bands: what there is to translate, by how much of it the memory has, as an agency would bill it.

A word counts once for each place of its unit.  A sentence that stands open in
several places, be it in other articles, is counted by its match at the first,
and as a repetition at all others; articles come in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from enum import StrEnum

from alihbahasa import leverage, text
from alihbahasa.leverage import Differs
from alihbahasa.model import Unit, plain, raw
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import memory, prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.prepare import Progress


class Band(StrEnum):
    """How much of a sentence there is: it is done, it comes again, or its best match."""

    TRANSLATED = "translated"
    REPETITION = "repetition"
    CONTEXT = "in context"
    EXACT = "100"
    NEARLY = "95-99"
    HIGH = "85-94"
    MIDDLE = "75-84"
    LOW = "50-74"
    NONE = "no match"


#: The least score of each band of fuzzy matches.
_LEAST = {95: Band.NEARLY, 85: Band.HIGH, 75: Band.MIDDLE, 50: Band.LOW}


@dataclass(frozen=True, slots=True)
class Amount:
    """How many segments and words: each place of a unit is a segment."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.segments + other.segments, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language: the amount of each band."""

    article: str
    language: str
    amounts: Mapping[Band, Amount]

    @property
    def total(self) -> Amount:
        """The amount of the whole article."""
        return sum(self.amounts.values(), Amount())


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    idle: bool = False,
    progress: Progress = iter,
) -> tuple[Row, ...]:
    """Return a row for each of *articles* in each of *languages*, all when none are named.

    The memory is that of the whole project.  A run that is *idle* writes nothing,
    not even the index of the memory.
    """
    targets = prepare.chosen_languages(project, languages)
    terms = prepare.terms(project)
    rows: list[Row] = []
    seen: dict[str, set[str]] = {language: set() for language in targets}
    with ExitStack() as stack:
        memories = {
            language: stack.enter_context(memory.opened(project, language, idle=idle))
            for language in targets
        }
        for article in progress(prepare.chosen_articles(project, articles)):
            fresh = prepare.units(project, article, terms)
            differs = memory.differing(project, terms.source(article), fresh)
            for language in targets:
                found = collect(project, article, language=language, fresh=fresh, with_views=True)
                units = memory.matched(
                    found.active, memories[language], differs=differs, least=50, most=1
                )
                amounts = _amounts(units, seen=seen[language], differs=differs)
                rows.append(Row(article, language, amounts))
    return tuple(rows)


def totals(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return what *rows* add up to, a row a language, called "" for its article."""
    found = []
    for language in dict.fromkeys(row.language for row in rows):
        group = [row for row in rows if row.language == language]
        amounts = {band: sum((row.amounts[band] for row in group), Amount()) for band in Band}
        found.append(Row("", language, amounts))
    return tuple(found)


def _amounts(units: Iterable[Unit], *, seen: set[str], differs: Differs) -> Mapping[Band, Amount]:
    """Return the amount of each band in *units*; *seen* are open sources, which grow by theirs."""
    amounts = dict.fromkeys(Band, Amount())
    for unit in units:
        words = text.word_count(plain(unit.source))
        places = max(len(unit.places), 1)
        if unit.is_finished:
            amounts[Band.TRANSLATED] += Amount(places, words * places)
            continue
        source = raw(unit.source)
        if source not in seen:
            seen.add(source)
            amounts[_band(unit, differs)] += Amount(1, words)
            places -= 1
        amounts[Band.REPETITION] += Amount(places, words * places)
    return amounts


def _band(unit: Unit, differs: Differs) -> Band:
    """Return the band of the best there is for *unit*: a match, or its draft's own source."""
    best = max((match.score for match in unit.matches), default=0)
    if any(match.is_in_context for match in unit.matches):
        return Band.CONTEXT
    if unit.is_draft and unit.previous is not None:
        best = max(best, leverage.score(unit.source, unit.previous, differs=differs))
    if best == 100:
        return Band.EXACT
    return next((band for least, band in _LEAST.items() if best >= least), Band.NONE)
