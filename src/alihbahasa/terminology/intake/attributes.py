"""What the cells beside the terms of a row say of them and of their concept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from alihbahasa.model import Cell, Level, MatchMode, PartOfSpeech, TermStatus
from alihbahasa.records import dataclass
from alihbahasa.terminology.cells import PROSE
from alihbahasa.terminology.intake import choices
from alihbahasa.terminology.intake.cells import Fault, clean, fault, squashed
from alihbahasa.terminology.intake.headers import Column, Role
from alihbahasa.terminology.intake.languages import language
from alihbahasa.terminology.intake.result import Tally
from alihbahasa.text import shortened

#: Columns of running text: each is the field of a concept that is called so.
PROSE_ROLES = frozenset(map(Role, PROSE))

_CASE_WORDS = frozenset("casesensitive casesense casesens casestrict".split())
_EXACT_WORDS = frozenset("exact exactmatch".split())


@dataclass(slots=True)
class Attributes:
    """What a row says: of single columns of terms by their numbers, and of the whole row by -1."""

    statuses: dict[int, TermStatus] = field(default_factory=dict)
    matches: dict[int, MatchMode] = field(default_factory=dict)
    parts_of_speech: dict[int, PartOfSpeech] = field(default_factory=dict)
    forms: tuple[str, ...] = ()
    not_forms: tuple[str, ...] = ()
    level: Level = Level.SHOULD
    keep: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    prose: dict[str, list[str]] = field(default_factory=dict)


Reject = Callable[[Column, str, Fault], None]


def read(
    columns: Iterable[Column],
    cells: Sequence[Cell],
    *,
    known: Iterable[str],
    reject: Reject,
    tally: Tally,
) -> Attributes:
    """Return what *cells* say in the columns that hold no terms; *reject* gets what they cannot."""
    found = Attributes()
    for column in columns:
        if column.index >= len(cells) or not cells[column.index].text.strip():
            continue
        cell = cells[column.index]
        reader = _READERS.get(column.role)
        if column.role not in PROSE_ROLES and reader is None:
            continue
        wrong = fault(cell)
        if wrong is None and reader is None:
            text = cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()
            values = found.prose.setdefault(column.role.value, [])
            if text not in values:
                values.append(text)
        elif wrong is None and reader is not None:
            wrong = reader(found, column, cell.text, known=known, tally=tally)
        if wrong is not None:
            reject(column, cell.text, wrong)
    return found


def _status(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    value = choices.choice(text, choices.STATUSES, named="status")
    if isinstance(value, Fault):
        return value
    if value is not None:
        _mark(found, column, value)
    if value is TermStatus.ADMITTED and squashed(text) not in ("admitted", "allowed"):
        tally.add(f"terms marked {shortened(text, 20)}, which came in as admitted")
    return None


def _flags(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    for flag in filter(None, (part.strip() for part in text.split(","))):
        word = squashed(flag)
        if word == "forbidden":
            _mark(found, column, TermStatus.FORBIDDEN)
        elif word == "readonly":
            found.keep = ("*",)
        elif word != "terminology":
            tally.add("flags that a glossary of ours has no place for", shortened(flag, 30))
    return None


def _info(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    for part in filter(None, re.split(r"[;,|\s]+", text)):
        word = squashed(part)
        if word in _CASE_WORDS:
            _set(found.matches, column, MatchMode.CASE)
        elif word in _EXACT_WORDS:
            _set(found.matches, column, MatchMode.EXACT)
        elif word == "forbidden":
            _mark(found, column, TermStatus.FORBIDDEN)
        else:
            tally.add("properties that a glossary of ours has no place for", shortened(part, 30))
    return None


def _yes_no(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    value = choices.choice(text, choices.YES_NO, named="answer to yes or no")
    if isinstance(value, Fault):
        if column.role is Role.FORBIDDEN:
            return Fault(value.reason, "write yes or no; forbidden terms are headed as en:not")
        return value
    match column.role, value:
        case Role.FORBIDDEN, True:
            _mark(found, column, TermStatus.FORBIDDEN)
        case Role.PREFERRED, True:
            _mark(found, column, TermStatus.PREFERRED)
        case Role.EXACT, True:
            _set(found.matches, column, MatchMode.EXACT)
        case Role.CASE, True:
            for place in column.of or (-1,):
                found.matches.setdefault(place, MatchMode.CASE)
        case (Role.TRANSLATABLE, False) | (Role.UNTRANSLATABLE, True):
            found.keep = ("*",)
    return None


def _choice(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    if column.role is Role.LEVEL:
        level = choices.choice(text, choices.LEVELS, named="level")
        if isinstance(level, Fault):
            return level
        found.level = level
    elif column.role is Role.MATCH:
        match = choices.choice(text, choices.MATCHES, named="match")
        if isinstance(match, Fault):
            return match
        _set(found.matches, column, match)
    else:
        part = choices.choice(text, choices.PARTS_OF_SPEECH, named="part of speech")
        if isinstance(part, Fault):
            return part
        _set(found.parts_of_speech, column, part)
    return None


def _keep(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    tags = []
    for part in filter(None, re.split(r"[|,;\s]+", text)):
        tag = part if part == "*" else language(part, known)
        if not tag:
            hint = "write the languages that keep the source form, en|ru, or * for all"
            return Fault(f"{shortened(part, 30)!r} is no language", hint)
        tags.append(tag)
    found.keep = tuple(dict.fromkeys((*found.keep, *tags)))
    return None


def _list(
    found: Attributes, column: Column, text: str, *, known: Iterable[str], tally: Tally
) -> Fault | None:
    values = tuple(filter(None, (clean(part) for part in re.split(r"[|;\r\n]+", text))))
    if column.role is Role.SCOPE:
        found.scope += values
    elif column.role is Role.FORMS:
        found.forms += values
    else:
        found.not_forms += values
    return None


def _mark(found: Attributes, column: Column, status: TermStatus) -> None:
    """Set the status of the terms of *column*; a ban is not taken back by another column."""
    for place in column.of or (-1,):
        if found.statuses.get(place) is not TermStatus.FORBIDDEN:
            found.statuses[place] = status


def _set(values: dict[int, choices.T], column: Column, value: choices.T) -> None:
    for place in column.of or (-1,):
        values[place] = value


_READERS: Mapping[Role, Callable[..., Fault | None]] = {
    Role.STATUS: _status,
    Role.FLAGS: _flags,
    Role.INFO: _info,
    **dict.fromkeys(
        (
            Role.FORBIDDEN,
            Role.PREFERRED,
            Role.CASE,
            Role.EXACT,
            Role.TRANSLATABLE,
            Role.UNTRANSLATABLE,
        ),
        _yes_no,
    ),
    **dict.fromkeys((Role.LEVEL, Role.MATCH, Role.POS), _choice),
    Role.KEEP: _keep,
    **dict.fromkeys((Role.SCOPE, Role.FORMS, Role.NOT_FORMS), _list),
}
