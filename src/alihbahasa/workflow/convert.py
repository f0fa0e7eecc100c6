"""Convert: an exchange file or a memory in another format, and what that has no place for.

What is lost is not looked up in a table of formats: the file that was made is
read back, and each unit compared with what should be in it, field by field.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from io import BytesIO
from typing import BinaryIO

from alihbahasa import plugins, reconciliation
from alihbahasa.contracts import ExchangeFormat, MemoryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Bitext,
    Code,
    Content,
    Header,
    Loss,
    Note,
    State,
    Unit,
    is_blank,
    plain,
    raw,
    unit_id,
)
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange

#: The name of the format that is a PO file without translations.
TEMPLATE = "pot"

_OF_TEMPLATE = "po"

#: How many units of a kind of loss are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Converted:
    """A file in the format called *title*, how many *units* are in it, and what is not.

    Each loss names its first units; *header* is what is lost of the header.
    """

    data: bytes
    title: str
    units: int
    losses: tuple[Loss, ...]
    header: tuple[str, ...]


def names() -> tuple[str, ...]:
    """Return the names of the formats that ``run`` writes."""
    return tuple(sorted((*plugins.names("exchange"), *plugins.names("memories"), TEMPLATE)))


def run(
    data: bytes,
    name: str,
    *,
    shown: str,
    source_language: str = "",
    target_language: str = "",
) -> Converted:
    """Return the file *data*, called *shown* in errors, in the format *name*.

    Its own format is found by its content.  The languages are given where the
    file does not say them, or holds more than two.  Raises AlihbahasaError,
    naming the unit, for text that the format cannot hold.
    """
    formats: tuple[ExchangeFormat | MemoryFormat, ...] = (
        *plugins.exchange_formats(),
        *plugins.memory_formats(),
    )
    format = exchange.recognised(data, formats, shown=shown)
    try:
        found = _read(data, format, source=source_language, target=target_language)
        is_same = format.name == (_OF_TEMPLATE if name == TEMPLATE else name)
        target = _target(name, original=data if is_same else b"")
        header = _with_languages(
            found.header, target, source=source_language, language=target_language, shown=shown
        )
        if not is_same or name == TEMPLATE:
            header = _completed(header, found.units)
        account = _Account()
        units = found.units
        if not is_same:
            if target.is_keyed_by_text:
                # Text is all that it holds.
                units = tuple(map(_tagged, units))
            units = tuple(_distinct(units, target=target, account=account))
        written, units = _written(header, units, target=target, account=account)
        header_back, units_back = target.read(BytesIO(written))
        back = Bitext(header_back, tuple(units_back))
    except AlihbahasaError as error:
        error.within(shown)
        raise
    _compare(units, back.units, account=account)
    return Converted(
        written,
        target.title,
        len(back.units),
        account.losses(),
        tuple(_lost_of_header(found.header, back.header)),
    )


# --- reading ------------------------------------------------------------------


def _read(
    data: bytes, format: ExchangeFormat | MemoryFormat, *, source: str, target: str
) -> Bitext:
    """Read *data*; of a memory the pair of *source* and *target*, where they are given."""
    if isinstance(format, MemoryFormat):
        header, units = format.read(BytesIO(data), source_language=source, target_language=target)
    else:
        header, units = format.read(BytesIO(data))
    return Bitext(header, tuple(units))


def _with_languages(
    header: Header, target: _Target, *, source: str, language: str, shown: str
) -> Header:
    """Return *header* with the languages that are given, which *target* may have to say."""
    said = (
        (header.source_language, source, "source", "--source"),
        (header.target_language, language, "target", "--to"),
    )
    source, language = (
        exchange.agreed(tag, [given] if given else [], shown=shown, what=what, option=option)
        for tag, given, what, option in said
    )
    if target.needs_languages:
        for tag, what, option in ((source, "source", "--source"), (language, "target", "--to")):
            if not tag:
                raise AlihbahasaError(
                    f"the file does not say its {what} language, which {target.title} must",
                    hint=f"say it with {option} LANG",
                )
    return replace(header, source_language=source, target_language=language)


def _completed(header: Header, units: Iterable[Unit]) -> Header:
    """Return *header* with what some format asks for: articles, dates, the fields of PO.

    Where nobody is known, the fields say what ``msginit`` says.
    """
    instant = exchange.now()
    articles = dict.fromkeys(place.article for unit in units for place in unit.places)
    documents = header.documents or tuple(articles)
    fields = [
        ("Project-Id-Version", next(iter(documents), "articles")),
        ("Report-Msgid-Bugs-To", ""),
        ("Last-Translator", "Automatically generated"),
        ("Language-Team", "none"),
    ]
    if language := header.target_language:
        fields.append(("Plural-Forms", plugins.language_pack(language).plural_forms))
    return replace(
        header,
        documents=documents,
        created=header.created or instant,
        revised=header.revised or instant,
        fields=header.fields or tuple(fields),
    )


# --- writing ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Target:
    """What is written, whether it is an exchange format, a memory or a template.

    *write* shows what can be held, *finish* gives the file: what no unit holds,
    flags and lines of a program, comes from the file that is read where that
    is in the same format.
    """

    title: str
    read: Callable[[BinaryIO], tuple[Header, Iterator[Unit]]]
    write: Callable[[Header, Iterable[Unit]], Iterator[bytes]]
    finish: Callable[[Header, Iterable[Unit]], Iterator[bytes]]
    is_keyed_by_text: bool = False
    needs_languages: bool = True


def _target(name: str, *, original: bytes) -> _Target:
    if name in plugins.names("memories"):
        (memory,) = (each for each in plugins.memory_formats() if each.name == name)
        return _Target(memory.title, memory.read, memory.write, memory.write)
    format = plugins.exchange_format(_OF_TEMPLATE if name == TEMPLATE else name)
    title, write = format.title, format.write
    if name == TEMPLATE:
        assert format.write_template
        title, write = "POT", format.write_template
    return _Target(
        title,
        format.read,
        write,
        partial(write, original=original),
        format.is_keyed_by_text,
        # gettext's own files seldom name a language, and never that of the source.
        needs_languages=format.name != _OF_TEMPLATE,
    )


@dataclass(slots=True)
class _Account:
    """What is lost so far: the units of each kind of loss, and whether whole units are."""

    units: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    def add(self, what: str, unit: Unit, *, is_whole: bool = False) -> None:
        self.units.setdefault((what, is_whole), []).append(unit.id)

    def losses(self) -> tuple[Loss, ...]:
        return tuple(
            Loss(
                what,
                len(ids),
                ", ".join(ids[:_NAMED]) + (", ..." if len(ids) > _NAMED else ""),
                is_whole,
            )
            for (what, is_whole), ids in self.units.items()
        )


def _tagged(unit: Unit) -> Unit:
    """Return *unit* with a tag as the markup of each code that has none."""
    if not plain(unit.source).strip():
        return unit
    source = reconciliation.tagged(unit.source)
    target = None if unit.target is None else reconciliation.tagged(unit.target)
    return replace(unit, source=source, target=target)


def _distinct(units: Iterable[Unit], *, target: _Target, account: _Account) -> Iterator[Unit]:
    """Yield *units* with ids of their own, and where *target* needs it, with texts of their own.

    Memories have units again and again.  One that says what another does is
    left out then, one with another translation gets its id as its context.
    """
    ids: dict[str, int] = {}
    texts: dict[tuple[str, str], Unit] = {}
    for unit in units:
        id = unit.id
        while id in ids:
            ids[unit.id] += 1
            id = f"{unit.id}-{ids[unit.id]}"
        ids[id] = 1
        if id != unit.id:
            account.add("ids that are used twice", unit)
            unit = replace(unit, id=id)
        if target.is_keyed_by_text:
            context = unit.context or (unit.kind.value if unit.kind.suffix else "")
            first = texts.setdefault((context, raw(unit.source)), unit)
            if first is not unit:
                if (first.target, first.state) == (unit.target, unit.state):
                    account.add("the same as another one", unit, is_whole=True)
                    continue
                account.add("equal sources side by side (told apart by a context)", unit)
                unit = replace(unit, context=f"{context} {id}" if context else id)
        yield unit


def _written(
    header: Header, units: tuple[Unit, ...], *, target: _Target, account: _Account
) -> tuple[bytes, tuple[Unit, ...]]:
    """Return the file of *units*, and the units that are in it, fitted to *target*."""
    try:
        return b"".join(target.finish(header, units)), units
    except AlihbahasaError as error:
        if error.unit is None:
            raise
    # Each is tried by itself, so that many misfits take no longer than one.
    units = tuple(
        each
        for unit in units
        for each in _fitting(unit, header=header, target=target, account=account)
    )
    return b"".join(target.finish(header, units)), units


def _fitting(unit: Unit, *, header: Header, target: _Target, account: _Account) -> Iterator[Unit]:
    """Yield *unit* in a shape that *target* can hold; AlihbahasaError where there is none."""
    if _is_held(unit, header=header, target=target):
        yield unit
    elif unit.plurals:
        account.add("plural forms (each is a unit of its own)", unit)
        for form in _forms(unit):
            yield from _fitting(form, header=header, target=target, account=account)
    else:
        # Not every id is one in every format.
        id = unit_id(unit.source, unit.kind, f"{unit.context}\x04{unit.id}")
        renamed = replace(unit, id=id)
        if _is_held(renamed, header=header, target=target):
            account.add("ids", unit)
            yield renamed
        elif raw(unit.source).strip():
            b"".join(target.write(header, (unit,)))
        else:
            account.add("no source text", unit, is_whole=True)


def _is_held(unit: Unit, *, header: Header, target: _Target) -> bool:
    try:
        for _ in target.write(header, (unit,)):
            pass
    except AlihbahasaError:
        return False
    return True


def _forms(unit: Unit) -> Iterator[Unit]:
    """Yield a unit for each plural form of *unit*: ``ID-0``, ``ID-1`` ...

    The first is of the singular source, the others of the plural one, and so
    is an only one.
    """
    plural = next((note.text for note in unit.notes if note.category == "plural"), "")
    notes = tuple(note for note in unit.notes if note.category != "plural")
    forms = (unit.target or (), *unit.plurals[1:])
    for number, form in enumerate(forms):
        told = Note("alihbahasa", "form", f"plural form {number + 1} of {len(forms)}")
        is_singular = number == 0 and len(forms) > 1
        made = replace(
            unit,
            id=f"{unit.id}-{number}",
            source=unit.source if is_singular or not plural else (plural,),
            target=None if is_blank(form) else form,
            state=State.INITIAL if is_blank(form) else unit.state,
            plurals=(),
            notes=(*notes, told),
        )
        yield made if number == 0 else replace(made, previous=None, alternatives=(), matches=())


# --- the account --------------------------------------------------------------


def _codes(unit: Unit, *, has_data: bool) -> tuple[object, ...]:
    parts = (*unit.source, "", *(unit.target or ()))
    return tuple(part for part in parts if isinstance(part, Code) and (part.data != "") == has_data)


def _lines(notes: Iterable[Note]) -> frozenset[str]:
    """Return the lines of *notes*; where one note ends and the next begins is no matter."""
    return frozenset(line for note in notes for line in note.text.split("\n") if line.strip())


def _texts(contents: Iterable[Content]) -> tuple[str, ...]:
    return tuple(raw(content) for content in contents)


_OF_FORMS = ("plural", "form")

#: What a unit says, by the name of it in the account: what is false is not there.
_FACETS: tuple[tuple[str, Callable[[Unit], object]], ...] = (
    ("source texts", lambda unit: raw(unit.source)),
    ("translations", lambda unit: raw(unit.target or ()) if unit.has_target else ""),
    ("inline codes (their markup is text)", lambda unit: _codes(unit, has_data=True)),
    ("inline codes", lambda unit: _codes(unit, has_data=False)),
    ("states", lambda unit: unit.state.value if unit.has_target else ""),
    ("previous sources", lambda unit: raw(unit.previous or ())),
    (
        "alternatives",
        lambda unit: [(raw(each.target), each.state, each.origin) for each in unit.alternatives],
    ),
    (
        "matches",
        lambda unit: [
            (raw(each.source), raw(each.target), each.score, each.origin) for each in unit.matches
        ],
    ),
    ("comments", lambda unit: _lines(unit.comments)),
    (
        "authors of comments",
        lambda unit: frozenset(note.author for note in unit.comments if note.author),
    ),
    (
        "notes",
        lambda unit: _lines(note for note in unit.generated if note.category not in _OF_FORMS),
    ),
    ("contexts", lambda unit: unit.context),
    ("kinds", lambda unit: unit.kind.suffix),
    ("places", lambda unit: [place.article for place in unit.places]),
    ("plural forms", lambda unit: _texts(unit.plurals)),
    ("longest lengths", lambda unit: unit.max_length),
    ("marks of obsolete units", lambda unit: unit.obsolete),
    ("origins", lambda unit: unit.origin),
    ("ids", lambda unit: unit.id),
)


def _compare(units: Iterable[Unit], back: Sequence[Unit], *, account: _Account) -> None:
    """Add to *account* what *units* say and those that were read *back* do not."""
    by_id = {unit.id: unit for unit in back}
    by_text: dict[tuple[str, str], deque[Unit]] = {}
    for unit in back:
        by_text.setdefault((unit.context, raw(unit.source)), deque()).append(unit)
    for unit in units:
        same_text = by_text.get((unit.context, raw(unit.source)))
        found = by_id.get(unit.id) or (same_text.popleft() if same_text else None)
        if found is None:
            account.add(_whole(unit), unit, is_whole=True)
            continue
        for what, facet in _FACETS:
            said, kept = facet(unit), facet(found)
            if isinstance(said, frozenset) and isinstance(kept, frozenset):
                is_kept = said <= kept
            else:
                is_kept = not said or said == kept
            if not is_kept:
                account.add(what, unit)


def _whole(unit: Unit) -> str:
    """Return why all of *unit* was left out, as far as it tells itself."""
    if unit.is_finished:
        return "obsolete" if unit.obsolete else "no place for them"
    return "drafts" if unit.has_target else "not translated"


#: Fields of a PO header that follow from the rest of it, or from the program that wrote it.
_DERIVED = frozenset(
    (
        "Language",
        "X-Language-Tag",
        "X-Source-Language",
        "X-Source-Language-Tag",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "X-Generator",
    )
)


def _lost_of_header(before: Header, after: Header) -> Iterator[str]:
    """Yield what *before* said and *after* does not."""
    for what, said, kept in (
        ("source language", before.source_language, after.source_language),
        ("target language", before.target_language, after.target_language),
        ("name of the article", before.documents[:1], after.documents[:1]),
        ("date of the source", before.created, after.created),
        ("date of the translation", before.revised, after.revised),
        ("comment", before.comment, after.comment),
    ):
        if said and not kept:
            yield what
    there = {name for name, _ in after.fields}
    for name, value in before.fields:
        if value and name not in there and name not in _DERIVED:
            yield name
