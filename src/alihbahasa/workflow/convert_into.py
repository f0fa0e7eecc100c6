"""Convert back: what was translated in another format goes into the file that it was made of.

The file is patched: targets and states change, and no other byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from alihbahasa import plugins, reconciliation
from alihbahasa.contracts import Change, ExchangeFormat, MemoryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Code, Content, Header, Unit, fallbacks, raw
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange


@dataclass(frozen=True, slots=True)
class Filled:
    """The original with targets in it: how many units changed, and the ids that found no place."""

    data: bytes
    changed: int
    homeless: tuple[str, ...]


def run(data: bytes, original: bytes, *, shown: str, original_shown: str) -> Filled:
    """Put the targets in the file *data* into *original*; both are called so in errors.

    A unit is found by its id where its source is the same, else by its
    source: all that have it get the target.  Codes that have no markup are
    known by the tags that a conversion to text gave them.  The forms ``ID-0``, ``ID-1`` that a
    conversion makes of plural forms go back into ``ID``.
    """
    known: tuple[ExchangeFormat | MemoryFormat, ...] = (
        *plugins.exchange_formats(),
        *plugins.memory_formats(),
    )
    given = exchange.recognised(data, known, shown=shown)
    format = exchange.recognised(original, plugins.exchange_formats(), shown=original_shown)
    translated = exchange.parse(data, given, shown=shown)
    whole = exchange.parse(original, format, shown=original_shown)
    _refuse_languages(translated.header, whole.header, shown=shown)
    theirs, ours = translated.units, whole.units
    found, homeless = _placed(theirs, ours)
    try:
        changes = dict(_changes(found, ours))
        filled = b"".join(format.patch(original, changes))
    except AlihbahasaError as error:
        error.within(original_shown)
        raise
    return Filled(filled, len(changes), homeless)


def _refuse_languages(header: Header, original: Header, *, shown: str) -> None:
    """Raise where a file says another language than the one that it was made of."""
    for tag, other in (
        (header.source_language, original.source_language),
        (header.target_language, original.target_language),
    ):
        if tag and other and fallbacks(tag.lower())[-1] != fallbacks(other.lower())[-1]:
            raise AlihbahasaError(
                f"it is in {tag}, and the original in {other}",
                file=shown,
                hint="name the original that this was made of",
            )


def _placed(
    theirs: Iterable[Unit], ours: Iterable[Unit]
) -> tuple[Mapping[str, Unit], tuple[str, ...]]:
    """Return the unit of *theirs* for each id of *ours* or of a form of it, and what is left."""
    ours = tuple(ours)
    texts = {unit.id: raw(reconciliation.tagged(unit.source)) for unit in ours}
    forms = {
        f"{unit.id}-{number}" for unit in ours for number in range(len(unit.plurals))
    } - texts.keys()
    by_text: dict[str, list[str]] = {}
    for unit in ours:
        if not unit.plurals:
            by_text.setdefault(texts[unit.id], []).append(unit.id)
    found: dict[str, Unit] = {}
    others: list[Unit] = []
    for unit in theirs:
        text = raw(reconciliation.tagged(unit.source))
        if unit.id in forms or texts.get(unit.id) == text:
            found[unit.id] = unit
        else:
            others.append(unit)
    homeless = []
    for unit in others:
        ids = by_text.get(raw(reconciliation.tagged(unit.source)), ())
        for id in ids:
            found.setdefault(id, unit)
        if not ids and unit.has_target:
            homeless.append(unit.id)
    return found, tuple(homeless)


def _changes(found: Mapping[str, Unit], ours: Iterable[Unit]) -> Iterator[tuple[str, Change]]:
    """Yield the id and the change of each unit of *ours* for which another target was *found*."""
    for unit in ours:
        forms = [found.get(f"{unit.id}-{number}") for number in range(len(unit.plurals))]
        if any(forms):
            plurals = tuple(
                form.target or () if form else was
                for form, was in zip(forms, unit.plurals, strict=True)
            )
            state = min((form.state for form in forms if form), key=lambda each: each.rank)
            if plurals != unit.plurals or state is not unit.state:
                yield unit.id, Change(plurals[0], state, plurals)
            continue
        theirs = found.get(unit.id)
        if theirs is None or not theirs.has_target:
            continue
        told = replace(unit, source=reconciliation.tagged(unit.source))
        (same,) = reconciliation.with_codes((replace(theirs, id=unit.id),), (told,))
        target = tuple(map(partial(_untagged, unit.source), same.target or ()))
        if reconciliation.faults(target, unit.source).halves:
            raise AlihbahasaError(
                "its inline codes are not in pairs",
                unit=theirs.id,
                hint="a code that opens must close, as in the source",
            )
        if target != unit.target or same.state is not unit.state:
            yield unit.id, Change(target, same.state, same.plurals)


def _untagged(source: Content, part: str | Code) -> str | Code:
    """Return *part* of a target without the tag that it was given, if it is a code of *source*."""
    if isinstance(part, str):
        return part
    bare = replace(part, data="")
    return bare if bare in source else part
