"""What finished translations give to the open units of an export: matches, drafts, headlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path

from alihbahasa import plugins, reconciliation, storage, text
from alihbahasa.leverage import Memory
from alihbahasa.model import (
    REMEMBERED,
    Code,
    Content,
    Kind,
    Match,
    Note,
    Pair,
    State,
    Unit,
    plain,
    raw,
)
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange, memory, notes, prepare
from alihbahasa.workflow.collect import Collected

#: The state of a unit in a record.
_STATE = late_re(rb'"state":"([a-z]+)"')


@dataclass(frozen=True, slots=True)
class Leveraged:
    """*units* with their matches; how many were *prefilled*, and got the headline they link to."""

    units: tuple[Unit, ...]
    prefilled: int = 0
    headlines: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """What an *article* has for others in one run, before it is written.

    *headings* are those whose translations are finished.  *pairs* are what its
    store, at *path*, will say, None where that is what it says now.  *is_open*
    tells whether any of its units needs a translation.
    """

    article: str
    language: str
    path: Path
    headings: tuple[Unit, ...]
    pairs: tuple[Pair, ...] | None
    is_open: bool


def learned(project: Project, found: Collected, article: str) -> Learned:
    """Return what was *found* for what the store of *article* says, which is not written yet.

    The next export would see the same, and give the same matches.
    """
    path = found.store.path
    now: tuple[Pair, ...] | None = None
    if memory.is_wanted(project):
        origin = memory.origin_of(project, path, found.language)
        now = tuple(memory.pairs_in(found.units, origin))
        stored = reconciliation.with_codes(found.store.units, found.fresh)
        if now == tuple(memory.pairs_in(stored, origin)):
            now = None
    return Learned(
        article,
        found.language,
        path,
        tuple(_headings(found.active)),
        now,
        any(not unit.obsolete and not unit.is_finished for unit in found.units),
    )


def stored(project: Project, article: str, *, language: str) -> Learned:
    """Return what an *article* that nothing happened to has for others: what its store says.

    That is read only where the record knows of something that is finished.
    """
    record = storage.read_if_there(
        project.record_path(article, language=language), limit=storage.EXCHANGE_LIMIT
    )
    # It is as an export wrote it: what looks like this is no part of any text.
    states = {State(each.decode()) for each in _STATE.findall(record or b"")}
    headings: tuple[Unit, ...] = ()
    if states - {State.INITIAL}:
        store = exchange.load_store(project, article, language=language)
        headings = tuple(_headings(store.units))
    extension = plugins.exchange_format(project.settings.formats[0]).extension
    path = project.exchange_path(article, language=language, extension=extension)
    return Learned(article, language, path, headings, None, State.INITIAL in states)


@dataclass(frozen=True, slots=True)
class News:
    """What the articles of one run have for each other: their *headings* by name and language.

    *articles* are those of the run, None for all of the project.
    """

    articles: frozenset[str] | None
    headings: Mapping[tuple[str, str], tuple[Unit, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Leverage:
    """What there is for the open units of a run: *news*, and the *memories* by their language.

    A language whose memory is empty has none.
    """

    project: Project
    terms: prepare.Terms
    news: News
    memories: Mapping[str, Memory]
    _headlines: dict[str, Mapping[str, Content]] = field(default_factory=dict)

    def of(self, units: tuple[Unit, ...], article: str, *, language: str) -> Leveraged:
        """Return *units* of *article* with what there is for those that are open."""
        units, linked = self._linked(tuple(map(_without_stale, units)), language)
        settings = self.project.settings.memory
        most = max(settings.shown, min(settings.prefill, 1))
        known = self.memories.get(language)
        is_open = any(not unit.obsolete and not unit.is_finished for unit in units)
        if not most or not is_open:
            return Leveraged(units, headlines=linked)
        least = settings.least if settings.shown else settings.prefill
        least = min(least, settings.prefill or least)
        if known is None:
            units = tuple(memory.with_matches(unit, ()) for unit in units)
        else:
            differs = memory.differing(self.project, self.terms.source(article), units)
            units = memory.matched(units, known, differs=differs, least=least, most=most)
        filled = tuple(_prefilled(unit, settings.prefill) for unit in units)
        count = sum(now is not unit for now, unit in zip(filled, units, strict=True))
        return Leveraged(tuple(map(self._shown, filled)), count, linked)

    def _shown(self, unit: Unit) -> Unit:
        """Return *unit* with the matches that the settings want to be seen."""
        if not unit.matches:
            return unit
        settings = self.project.settings.memory
        ours = [match for match in unit.matches if match.score >= settings.least]
        others = [match for match in unit.matches if not match.score]
        # What a draft was filled with tells where it came from.
        source = [m for m in unit.matches if m.score and unit.is_draft and is_from(unit, m)]
        shown = dict.fromkeys((*ours[: settings.shown], *source, *others))
        matches = tuple(_coded(match, unit.source) for match in shown)
        return unit if matches == unit.matches else replace(unit, matches=matches)

    def _every_heading(self, language: str) -> Iterator[Unit]:
        for article in self.project.articles():
            if (now := self.news.headings.get((article, language))) is not None:
                yield from now
            elif self.news.articles is not None and article not in self.news.articles:
                stored = exchange.load_store(self.project, article, language=language)
                yield from _headings(stored.units)

    def _linked(self, units: tuple[Unit, ...], language: str) -> tuple[tuple[Unit, ...], int]:
        if not any(_wants_headline(unit) for unit in units):
            return units, 0
        if language not in self._headlines:
            self._headlines[language] = headlines(self._every_heading(language))
        known = self._headlines[language]
        made = tuple(
            replace(unit, target=target, state=State.TRANSLATED)
            if _wants_headline(unit)
            and (target := known.get(text.headline(plain(unit.source)))) is not None
            else unit
            for unit in units
        )
        return made, sum(now is not unit for now, unit in zip(made, units, strict=True))


def _without_stale(unit: Unit) -> Unit:
    """Return *unit* without its matches where it needs none any more; others' have no score."""
    if not any(match.score for match in unit.matches) or not (unit.is_finished or unit.obsolete):
        return unit
    return replace(unit, matches=tuple(match for match in unit.matches if not match.score))


def _coded(match: Match, source: Content) -> Match:
    """Return *match* with the codes of the *source* that it stands beside.

    Markup that is not there is text: the codes of a memory from elsewhere may
    have ids that no file of ours can.
    """
    if len(source) == 1 and _has_no_codes(match.source) and _has_no_codes(match.target):
        return match
    texts = (reconciliation.coded(raw(text), source) for text in (match.source, match.target))
    return replace(match, source=next(texts), target=next(texts))


def _wants_headline(unit: Unit) -> bool:
    return (
        unit.kind is Kind.LINK
        and not unit.obsolete
        and not unit.has_target
        and not unit.alternatives
        and _has_no_codes(unit.source)
    )


def _has_no_codes(content: Content) -> bool:
    return not any(isinstance(part, Code) for part in content)


def _headings(units: Iterable[Unit]) -> Iterator[Unit]:
    for unit in units:
        if unit.kind is Kind.HEADING and not unit.obsolete and memory.counts(unit):
            yield unit


def headlines(headings: Iterable[Unit]) -> Mapping[str, Content]:
    """Return the finished translations of the *headings* of all articles, by what they say.

    Headings that say the same in several articles count where they agree.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for unit in headings:
        found[text.headline(plain(unit.source))].add(raw(unit.target or ()))
    return {said: (next(iter(all)),) for said, all in found.items() if len(all) == 1}


def _prefilled(unit: Unit, least: int) -> Unit:
    """Return *unit* with its best match for a draft, where it is open and that is good enough.

    A match whose codes are not those of the unit is left to people.
    """
    if not least or unit.has_target or unit.obsolete or unit.alternatives or not unit.matches:
        return unit
    best = unit.matches[0]
    target = reconciliation.coded(raw(best.target), unit.source)
    if best.score < least or _codes(target) != _codes(unit.source) or _has_others(best, unit):
        return unit
    is_same = raw(best.source) == raw(unit.source)
    previous = None if is_same else (raw(best.source),)
    return replace(unit, target=target, state=State.INITIAL, previous=previous)


def _codes(content: Content) -> list[tuple[str, str]]:
    return sorted((part.id, part.kind) for part in content if isinstance(part, Code))


def _has_others(match: Match, unit: Unit) -> bool:
    """Tell whether *match* has markup that *unit* lacks, which would be text in its draft."""
    theirs = {part.data for part in match.target if isinstance(part, Code)}
    return not theirs <= {part.data for part in unit.source if isinstance(part, Code)}


def is_from(unit: Unit, match: Match) -> bool:
    """Tell whether the target of *unit* is that of *match*."""
    return raw(match.target) == raw(unit.target or ())


def with_origins(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return *units* with a note beside each draft that a match was put into, of where it is from.

    The matches stand beside the unit where the format has a place for them.
    """
    return _noted(
        units,
        lambda unit: [
            f"{REMEMBERED}{match.score}] {match.origin}"
            for match in unit.matches
            if match.score and unit.is_draft and is_from(unit, match)
        ][:1],
    )


def with_comments(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return *units* with a line a match, for a format that has no other place for them."""
    return _noted(
        units,
        lambda unit: [
            f"{REMEMBERED}{match.score}] {_line(match.source)} = {_line(match.target)}"
            f" ({match.origin})"
            for match in unit.matches
            if match.score
        ],
    )


def _line(content: Content) -> str:
    return " ".join(raw(content).split())


def _noted(units: Iterable[Unit], told: Callable[[Unit], list[str]]) -> tuple[Unit, ...]:
    return tuple(
        replace(unit, notes=(*unit.notes, Note(notes.AUTHOR, "memory", "\n".join(lines))))
        if (lines := told(unit))
        else unit
        for unit in units
    )
