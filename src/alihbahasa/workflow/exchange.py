"""The exchange files of one article in one language: loaded, and written anew with their dates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path, PurePath
from typing import TypeVar

from alihbahasa import plugins, profiles, storage
from alihbahasa.contracts import DEFAULT, ExchangeFormat, MemoryFormat, Profile
from alihbahasa.errors import AlihbahasaError, MissingLanguageError
from alihbahasa.model import Bitext, Header, Memo, Side, Unit, fallbacks, plain, raw
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import notes
from alihbahasa.xmlio import FORBIDDEN

#: English names that hang on no locale.
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Loaded:
    """An exchange file as it stands on disk; *data* and *bitext* are None where there is none."""

    path: Path
    format: ExchangeFormat
    data: bytes | None
    bitext: Bitext | None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the file, none where there is no file."""
        return self.bitext.units if self.bitext else ()


def now() -> datetime:
    """Return the instant of this run in UTC: SOURCE_DATE_EPOCH, or the clock to the second."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise AlihbahasaError(
            f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}",
            hint="unset it, or set it to seconds since 1970, such as $(date +%s)",
        ) from error


def origin(name: str, header: Header, *, ours: Header | None, instant: datetime) -> str:
    """Return what the losing side of a conflict goes by: a person or a file, and a day.

    *name* and *header* are those of the file that came back, *ours* is what the
    store says.  Somebody, or a day, that it says too was in what was sent out.
    """
    person, day = header.translator, header.revised
    if ours is not None and person == ours.translator:
        person = ""
    sent = ours.revised if ours is not None else None
    if day is None or day > instant or (sent is not None and day <= sent):
        day = instant
    shown = "".join(each for each in person or name if each.isprintable())[:60].strip()
    return f"{shown}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


_Known = TypeVar("_Known", bound=ExchangeFormat | MemoryFormat)


#: Extensions that files of a format go by beside its own.
_EXTENSIONS = {".pot": ".po", ".sdlxliff": ".xlf", ".mqxliff": ".xlf"}


def recognised(data: bytes, formats: Sequence[_Known], *, shown: str) -> _Known:
    """Return the one of *formats* that the file *data*, called *shown* in errors, is in.

    A file that none of them knows, broken as it may be, is in the one that its
    extension says, whose reader can tell what is wrong with it.
    """
    for each in formats:
        if each.recognises(data[:4096]):
            return each
    if not data.strip():
        raise AlihbahasaError("the file is empty", file=shown)
    if found := by_extension(formats, shown):
        return found
    titles = ", ".join(each.title for each in formats)
    raise AlihbahasaError(
        f"not an exchange file; known are {titles}",
        file=shown,
        hint="alihbahasa convert reads TMX too, and alihbahasa glossary import glossaries",
    )


def known_formats() -> tuple[ExchangeFormat | MemoryFormat, ...]:
    """Return all formats that work comes back in."""
    return (*plugins.exchange_formats(), *plugins.memory_formats())


def by_extension(formats: Sequence[_Known], name: str) -> _Known | None:
    """Return the one of *formats* that a file called *name* should be in, None for none."""
    extension = PurePath(name).suffix.lower()
    extension = _EXTENSIONS.get(extension, extension)
    return next((each for each in formats if each.extension == extension), None)


def agreed(said: str, given: Sequence[str], *, shown: str, what: str, option: str) -> str:
    """Return the language of a file that *said* one, "" for none, where some were *given*.

    Of those that fit each other (en, en-GB) it is the one that says more, of
    several where the file is silent none.  *what* is "source" or "target",
    *option* what the languages were given with.  Raises AlihbahasaError, with
    *shown* as the file, where none of them fits (en-GB, en-US).
    """
    if said in ("", "und"):
        return given[0] if len(given) == 1 else said
    fitting = [each for each in given if fits(each, said)]
    if given and not fitting:
        raise AlihbahasaError(
            f"its {what} language is {said}, not {' or '.join(given)}",
            file=shown,
            hint=f"leave out {option}",
        )
    return max(said, *fitting, key=len) if fitting else said


def fits(one: str, other: str) -> bool:
    """Tell whether one of two languages is the other, or a kind of it."""
    one, other = one.lower(), other.lower()
    return one in fallbacks(other) or other in fallbacks(one)


def parse(data: bytes, format: ExchangeFormat | MemoryFormat, *, shown: str) -> Bitext:
    """Read the exchange file *data*, called *shown* in errors."""
    try:
        header, units = format.read(BytesIO(data))
        return Bitext(header, tuple(units))
    except AlihbahasaError as error:
        error.within(shown)
        raise


def parse_memory(data: bytes, *, source: str, target: str, shown: str) -> Iterator[Unit]:
    """Yield what the TMX file *data*, called *shown* in errors, has of two languages, if any."""
    try:
        _, units = plugins.memory_format("tmx").read(
            BytesIO(data), source_language=source, target_language=target
        )
        yield from units
    except MissingLanguageError:
        return
    except AlihbahasaError as error:
        error.within(shown)
        raise


def refuse_characters(
    units: Iterable[Unit], data: bytes, format: ExchangeFormat, *, shown: str
) -> None:
    """Raise, with its place in the file *data*, for a character that cannot stand in XML.

    *units* are those of the file, which is in *format* and called *shown*.
    """
    for unit in units:
        key = (unit.id, Side.TARGET, 0)
        place = None
        if bad := FORBIDDEN.search(plain(unit.target or ())):
            key = (unit.id, Side.TARGET, bad.start())
        elif bad := FORBIDDEN.search(beside := "\n".join(_beside(unit))):
            place = _place_of(beside, bad.start(), data)
        else:
            continue
        line, column = place or format.locate(data, [key]).get(key, (1, 1))
        raise AlihbahasaError(
            f"the character U+{ord(bad[0]):04X} cannot stand in XML",
            file=shown,
            line=line,
            column=column,
            unit=unit.id,
            hint="take it out of the text or the comment",
        )


def _beside(unit: Unit) -> Iterator[str]:
    """Yield what people wrote of *unit* beside its target, and the source that this was for."""
    yield raw(unit.previous or ())
    yield from (note.text for note in unit.comments)
    yield from (raw(other.target) for other in unit.alternatives)
    yield from map(raw, unit.plurals)


def _place_of(text: str, at: int, data: bytes) -> tuple[int, int] | None:
    """Return where in the file *data* the line of *text* is that has the offset *at*."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : end if end >= 0 else len(text)]
    found = data.find(line.encode("utf-8", "surrogatepass"))
    if found < 0:
        return None
    before = data[data.rfind(b"\n", 0, found) + 1 : found].decode("utf-8", "replace")
    return data.count(b"\n", 0, found) + 1, len(before) + at - begin + 1


def parse_ours(data: bytes, format: ExchangeFormat, *, shown: str) -> Bitext:
    """Read *data* as ``parse`` does, where it is merged with the work of a project.

    Raises AlihbahasaError, with its place, for a unit with plural forms too: no
    article has any, and merging keeps but one target of a unit.
    """
    bitext = parse(data, format, shown=shown)
    for unit in bitext.units:
        if unit.plurals:
            key = (unit.id, Side.SOURCE, 0)
            line, column = format.locate(data, [key]).get(key, (1, 1))
            raise AlihbahasaError(
                "an entry with plural forms (msgid_plural), which no article has",
                file=shown,
                line=line,
                column=column,
                unit=unit.id,
                hint="make it one with a msgid and a msgstr, or take it out",
            )
    return bitext


def load(project: Project, article: str, *, language: str, format: ExchangeFormat) -> Loaded:
    """Read the file of *article* in *format*, where there is one.

    Raises AlihbahasaError as ``parse_ours`` does.
    """
    path = project.exchange_path(article, language=language, extension=format.extension)
    data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
    bitext = None if data is None else parse_ours(data, format, shown=project.shown(path))
    return Loaded(path, format, data, bitext)


def load_store(project: Project, article: str, *, language: str) -> Loaded:
    """Read the store of *article*: its file in the first format of the settings."""
    name = project.settings.formats[0]
    return load(project, article, language=language, format=plugins.exchange_format(name))


def load_views(project: Project, article: str, *, language: str) -> tuple[Loaded, ...]:
    """Read the views of *article*: files in the other formats asked for, and others there are."""
    store, *asked = project.settings.formats
    found = []
    for name in plugins.names("exchange"):
        if name == store:
            continue
        view = load(project, article, language=language, format=plugins.exchange_format(name))
        if name in asked or view.data is not None:
            found.append(view)
    return tuple(found)


def has_views(project: Project, article: str, *, language: str) -> bool:
    """Tell whether *article* has views, or will have some when it is exported."""
    store, *asked = project.settings.formats
    others = (each for each in plugins.exchange_formats() if each.name != store)
    return bool(asked) or any(
        project.exchange_path(article, language=language, extension=each.extension).exists()
        for each in others
    )


def load_record(
    project: Project, article: str, *, language: str
) -> tuple[bytes | None, dict[str, Memo]]:
    """Read the record of *article*; no file is an empty record."""
    path = project.record_path(article, language=language)
    data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
    try:
        return data, storage.parse_record(data or b"")
    except AlihbahasaError as error:
        error.within(project.shown(path))
        raise


def load_recorded(
    project: Project, article: str, *, language: str, data: bytes | None
) -> Loaded | None:
    """Read the file that was the store when the record *data* was written.

    Returns None where that is the store of today, or not known.
    """
    name = storage.recorded_store(data or b"")
    if name == project.settings.formats[0] or name not in plugins.names("exchange"):
        return None
    return load(project, article, language=language, format=plugins.exchange_format(name))


def load_memory(project: Project, article: str, *, language: str) -> tuple[Unit, ...]:
    """Read what the drafts of *article* were translated from and to, where that is kept aside."""
    path = project.memory_path(article, language=language)
    data = storage.read_if_there(path, limit=storage.EXCHANGE_LIMIT, root=project.root)
    if data is None:
        return ()
    return parse(data, plugins.memory_format("tmx"), shown=project.shown(path)).units


def render(
    file: Loaded,
    units: tuple[Unit, ...],
    *,
    header: Header,
    instant: datetime,
    shown: str,
    profile: Profile = DEFAULT,
    refresh_notes: bool = False,
) -> bytes:
    """Return what *file* should hold now; its own bytes where nothing changed.

    *shown* is what errors call it, *header* that of a new file.  One that is
    there keeps its own, and its dates: *created* moves to *instant* when the
    sources changed, *revised* when the translations did.
    """
    original = file.data or b""
    found = file.bitext
    if found is not None:
        header = _merged_header(found.header, header, instant)
    else:
        header = replace(header, created=instant, revised=instant)
    kept = b"" if refresh_notes or _is_of_another(file, header) else original
    written = partial(_written, file, units=units, original=kept, profile=profile, shown=shown)
    if found is not None:
        # Nothing is written twice to its end: what changed shows where it first differs.
        if _are(written(header), original):
            return original
        created, revised = header.created, header.revised
        if _sources(found.units) != _sources(units):
            created = instant
        if _targets(found.units) != _targets(units):
            revised = instant
        header = replace(header, created=created, revised=revised)
    return b"".join(written(header))


def _are(pieces: Iterable[bytes], data: bytes) -> bool:
    """Tell whether *pieces* join to *data*; what follows the first that differs is not drawn."""
    at = 0
    for piece in pieces:
        if not data.startswith(piece, at):
            return False
        at += len(piece)
    return at == len(data)


def form(file: Loaded, profile: Profile) -> Profile:
    """Return the profile that *file* was written in; *profile* where it tells no other.

    It is one in which nothing changes where its own units are written into it.
    """
    if file.bitext is None or file.data is None:
        return profile
    tried = set()
    for each in (profile, *profiles.PROFILES.values()):
        shape = (each.copies_source, each.approves, each.is_rich, each.has_contexts)
        if shape in tried:
            continue
        tried.add(shape)
        found = file.bitext
        pieces = _written(
            file,
            found.header,
            units=found.units,
            original=file.data,
            profile=each,
            shown=str(file.path),
        )
        if _are(pieces, file.data):
            return each
    return profile


def new_header(project: Project, article: str, *, language: str) -> Header:
    """Return the header of a new exchange file, with what the settings say."""
    export = project.settings.export
    source = project.settings.project.source
    pack = plugins.language_pack(language)
    name = project.root.name or "articles"
    fields = (
        ("Project-Id-Version", export.title or name),
        ("Report-Msgid-Bugs-To", export.bugs),
        ("Last-Translator", export.translator),
        ("Language-Team", export.team.replace("{language}", pack.name) or pack.name),
        ("Plural-Forms", pack.plural_forms),
    )
    return Header(
        source_language=source,
        target_language=language,
        documents=(article,),
        fields=tuple((key, value) for key, value in fields if value),
        comment=f"{pack.name} translation of {article}",
    )


def _is_of_another(file: Loaded, header: Header) -> bool:
    """Tell whether a file speaks of another article: one that was renamed."""
    places = {place.article for unit in file.units for place in unit.places if not unit.obsolete}
    return bool(places - set(header.documents))


def _merged_header(found: Header, fresh: Header, instant: datetime) -> Header:
    """Return the header *found* in a file, with what only *fresh* says, and dates."""
    there = dict(found.fields)
    added = tuple((key, value) for key, value in fresh.fields if key not in there)
    return replace(
        found,
        source_language=fresh.source_language,
        target_language=fresh.target_language,
        documents=fresh.documents,
        created=found.created or instant,
        revised=found.revised or instant,
        fields=found.fields + added,
    )


def _written(
    file: Loaded,
    header: Header,
    *,
    units: Iterable[Unit],
    original: bytes,
    profile: Profile,
    shown: str,
) -> Iterator[bytes]:
    """Yield what *file* should hold, told of errors as *shown*."""
    if file.format.is_keyed_by_text and not profile.has_contexts:
        units = notes.with_kinds_told(units)
    try:
        yield from file.format.write(header, units, original=original, profile=profile)
    except AlihbahasaError as error:
        error.within(shown)
        raise


def _sources(units: Iterable[Unit]) -> Mapping[str, str]:
    return {unit.id: raw(unit.source) for unit in units if not unit.obsolete}


def _targets(units: Iterable[Unit]) -> Mapping[str, tuple[str, str]]:
    return {
        unit.id: (raw(unit.target), unit.state.value)
        for unit in units
        if unit.target and unit.has_target
    }
