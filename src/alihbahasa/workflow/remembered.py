"""A memory that came back: targets by their sources, for the articles that have those.

OmegaT keeps what was translated in a memory and makes the files of it.  It knows
a sentence by its text alone: one target for every place, and others for places
that are named by file and context.  What has codes is known by its text with
markup, with the tags that OmegaT shows (``<g0>``), or without any (level 1).

A pair that another article has already, or had, says nothing against the
finished target of this one: it was there before, and nobody wrote it here.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from alihbahasa import reconciliation
from alihbahasa.model import Code, CodeKind, Content, Unit, plain, raw, unit_id
from alihbahasa.patterns import late_re
from alihbahasa.reconciliation import words_of
from alihbahasa.records import dataclass
from alihbahasa.workflow.collect import Collected

#: A tag as OmegaT shows it.
_TAG = late_re(r"</?[a-z]\d+/?>")


@dataclass(frozen=True, slots=True)
class Remembered:
    """The units of a memory by the article that they are of, and how many are of none."""

    parts: dict[str, list[Unit]]
    strays: int


@dataclass(frozen=True, slots=True)
class Room:
    """What a memory is laid over: the *articles* it may be for, and *others* that may know it.

    *cut* gives the units of an article as it is now, *at* all that is known of it.
    """

    articles: Sequence[str]
    others: Sequence[str]
    cut: Callable[[str], tuple[Unit, ...]]
    at: Callable[[str], Collected]


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit of an *article*; *distance* is 0 where it is known by all of its text."""

    article: str
    unit: Unit
    distance: int


def by_article(units: Iterable[Unit], room: Room) -> Remembered:
    """Return which of *units*, of a memory, are of which articles.

    Targets for all of a text go before those for one without its markup, and
    those for one file, or one kind of text in it, before those for any place.
    """
    known = _by_text(room)
    desk = _Desk(room)
    parts: dict[str, list[Unit]] = {}
    strays = 0
    meant: list[tuple[tuple[int, bool], _Place, Unit]] = []
    for unit in units:
        if not unit.has_target:
            continue
        everywhere = known.get(_key(raw(unit.source)), [])
        places = _meant(unit, [place for place in everywhere if place.article in room.articles])
        meant += (((place.distance, not unit.places), place, unit) for place in places)
        if not places:
            former = desk.former.get(words_of(unit_id(unit.source, unit.kind)))
            if former is None:
                strays += 1
            else:
                id = unit_id(unit.source, unit.kind)
                parts.setdefault(former, []).append(replace(unit, id=id, places=(), context=""))
    claimed: dict[tuple[str, str], tuple[int, bool]] = {}
    for rank, place, unit in sorted(meant, key=lambda each: each[0]):
        # Two of one rank are both somebody's work: the second one is a conflict.
        if claimed.setdefault((place.article, place.unit.id), rank) != rank:
            continue
        theirs = _as(unit, place.unit)
        if not _is_old(theirs, place.article, known[_key(raw(unit.source))], desk):
            parts.setdefault(place.article, []).append(theirs)
    return Remembered(parts, strays)


def _by_text(room: Room) -> Mapping[str, list[_Place]]:
    """Return the units of all articles by the texts that a memory may know them by."""
    found: dict[str, list[_Place]] = {}
    for article in dict.fromkeys((*room.articles, *room.others)):
        for unit in room.cut(article):
            texts = dict.fromkeys(map(_key, _texts(unit.source)))
            for distance, text in enumerate(texts):
                found.setdefault(text, []).append(_Place(article, unit, distance))
    return found


def _texts(source: Content) -> Iterator[str]:
    yield raw(source)
    if len(source) > 1:
        yield _as_shown(source)
        yield plain(source)


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _as_shown(source: Content) -> str:
    """Return *source* with its codes as OmegaT shows those of XLIFF 1.2."""
    tags = _tags(source)
    return "".join(part if isinstance(part, str) else tags[part.id, part.kind] for part in source)


def _tags(source: Content) -> dict[tuple[str, CodeKind], str]:
    """Return the tag of each code of *source*, by its id and kind."""
    numbers: dict[str, int] = {}
    tags = {}
    for part in source:
        if isinstance(part, Code):
            number = numbers.setdefault(part.id, len(numbers))
            tags[part.id, part.kind] = {
                CodeKind.OPEN: f"<g{number}>",
                CodeKind.CLOSE: f"</g{number}>",
                CodeKind.STANDALONE: f"<x{number}/>",
            }[part.kind]
    return tags


def _as(unit: Unit, ours: Unit) -> Unit:
    """Return *ours* with the target of *unit*, tags of OmegaT in it as the codes that they are."""
    target = unit.target or ()
    if len(ours.source) > 1:
        text = raw(target)
        if _key(raw(unit.source)) == _key(_as_shown(ours.source)):
            tags = _tags(ours.source)
            data = {
                tags[part.id, part.kind]: part.data
                for part in ours.source
                if isinstance(part, Code)
            }
            text = _TAG.sub(lambda found: data.get(found[0], found[0]), text)
        target = reconciliation.coded(text, ours.source)
    return replace(
        ours, target=target, state=unit.state, notes=unit.comments, previous=None, mentions=()
    )


def _meant(unit: Unit, places: Sequence[_Place]) -> list[_Place]:
    """Return those of *places* that *unit* is for: all, or those in the file that it names."""
    if unit.places:
        files = {_stem(place.article) for place in unit.places}
        places = [place for place in places if _stem(place.article) in files]
    if unit.context:
        said = [
            place for place in places if unit.context in (place.unit.context, place.unit.kind.value)
        ]
        places = said or places
    return list(places)


def _stem(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).with_suffix("").as_posix()


def _is_old(theirs: Unit, article: str, everywhere: Iterable[_Place], desk: _Desk) -> bool:
    """Tell whether *theirs* is what another article has, and *article* has a finished one."""
    target = raw(theirs.target or ())
    ours = desk.active(article).get(theirs.id)
    if ours is None or not ours.is_finished or raw(ours.target or ()) == target:
        return False
    for place in everywhere:
        other, unit = place.article, place.unit
        if other == article and unit.id == theirs.id:
            continue
        there = desk.active(other).get(unit.id)
        if (there is not None and raw(there.target or ()) == target) or reconciliation.is_known(
            theirs, desk.room.at(other).record.get(unit.id)
        ):
            return True
    return False


class _Desk:
    """What is looked up of the articles of a *room*, once, and as far as it is asked."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.active = functools.cache(
            lambda article: {unit.id: unit for unit in room.at(article).active}
        )

    @functools.cached_property
    def former(self) -> Mapping[str, str]:
        """The articles that have or had a sentence, by its id without a kind."""
        return {
            words_of(id): article
            for article in reversed(self.room.articles)
            for id in self.room.at(article).record
        }
