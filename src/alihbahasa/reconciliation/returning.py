"""What a file that came back holds, made ready to be merged.

Programs change more in a file than its targets.  Codes come back as text,
segments split or merged, sources copied into targets, units that say they are
not to be translated.  Here all that becomes the units of today, with what a
person wrote and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from alihbahasa.model import Content, Kind, Memo, State, Unit, plain, raw, unit_id
from alihbahasa.reconciliation.codes import with_codes
from alihbahasa.reconciliation.merging import is_known
from alihbahasa.reconciliation.recut import Cut, fitted
from alihbahasa.records import dataclass

#: Names are of so many words at most: headlines, too, may have a capital in each.
_WORDS_OF_A_NAME = 3


@dataclass(frozen=True, slots=True)
class Received:
    """The *units* to be merged, and how many were otherwise in the file.

    Those *locked* are not to be translated, the *prefilled* have their sources
    for targets still: their targets are left out.  The *recut* were cut
    otherwise than the article is.
    """

    units: tuple[Unit, ...]
    locked: int = 0
    prefilled: int = 0
    recut: int = 0


def received(
    returned: Iterable[Unit],
    *,
    fresh: Sequence[Unit],
    record: Mapping[str, Memo],
    language: str,
    cut: Cut,
) -> Received:
    """Return the units *returned* in a file, for an article whose units are *fresh*.

    The *record* tells what of them is news, *language* is that of the targets.
    """
    every = tuple(returned)
    open_units = tuple(unit for unit in every if not unit.is_locked)

    def is_news(unit: Unit) -> bool:
        ids = (unit.id, unit_id(unit.source, unit.kind, unit.context))
        return not any(is_known(unit, record.get(id)) for id in ids)

    units = with_codes(open_units, fresh)
    units, prefilled = _without_sources(units, fresh, language=language, is_news=is_news)
    units, recut = fitted(units, fresh, cut=cut, is_news=is_news)
    return Received(units, len(every) - len(open_units), prefilled, recut)


def _without_sources(
    units: tuple[Unit, ...],
    fresh: Sequence[Unit],
    *,
    language: str,
    is_news: Callable[[Unit], bool],
) -> tuple[tuple[Unit, ...], int]:
    """Return *units* without the targets that are but copies of their sources, and how many.

    Names and numbers are the same in both languages.  Of any other text a copy
    is taken where somebody says that it is translated, unless most of what is
    new in the file is copies.
    """
    news = [unit for unit in units if unit.has_target and not unit.obsolete and is_news(unit)]
    copies = [unit for unit in news if unit.target and _text(unit.target) == _text(unit.source)]
    if not copies:
        return units, 0
    known = {unit.id: unit for unit in fresh}
    doubtful = {
        unit.id
        for unit in copies
        if not _is_same_everywhere(known.get(unit.id, unit), language=language)
    }
    is_filled_in = 2 * len(doubtful) > len(news)
    bare = {unit.id for unit in copies if unit.id in doubtful and (is_filled_in or unit.is_draft)}
    return tuple(
        replace(unit, target=None, state=State.INITIAL, plurals=()) if unit.id in bare else unit
        for unit in units
    ), len(bare)


def _text(content: Content) -> str:
    return " ".join(raw(content).split())


def _is_same_everywhere(unit: Unit, *, language: str) -> bool:
    """Tell whether the source of *unit* may be its translation: names, numbers, kept terms."""
    text = plain(unit.source)
    for mention in reversed(unit.mentions):
        if mention.concept.keeps_in(language):
            text = f"{text[: mention.span.start]} {text[mention.span.stop :]}"
    words = [word.strip("\"'“”‘’«»([") for word in text.split()]
    words = [word for word in words if any(letter.isalpha() for letter in word)]
    if not words:
        return True
    is_title = unit.kind in (Kind.HEADING, Kind.LINK)
    return (
        not is_title
        and len(words) <= _WORDS_OF_A_NAME
        and all(word[:1].isupper() or word[:1].istitle() for word in words)
    )
