"""The files of the memory: taken in, written as one for others, and counted.

What is taken in is read, checked and written anew as TMX, one file for each
pair of languages: ``tm/NAME.LANG.tmx``.  Pairs are added to a file that is
there already; one that another program wrote, of which something could be
lost, is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePath

from alihbahasa import plugins, storage, text
from alihbahasa.contracts import MemoryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Bitext, Header, Unit, is_blank, plain, raw
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange, memory, prepare

#: The longest name that a memory gets, in bytes, and what a nameless one is called.
_LONGEST, _NAMELESS = 120, "memory"

#: A source, its target and their context: two of the same are duplicates.
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Came:
    """A file to be taken in: its bytes, what errors call it, and where it lies, if anywhere."""

    data: bytes
    shown: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of *file*: how many pairs went *into* which, new and known ones, and what not.

    *is_changed* where that file is not as it was.
    """

    file: str
    into: Path
    language: str
    new: int
    known: int
    left_out: Mapping[str, int]
    is_changed: bool


# --- import -------------------------------------------------------------------


def take_in(
    project: Project, came: Iterable[Came], *, language: str = "", dry_run: bool = False
) -> tuple[Imported, ...]:
    """Put the pairs of the files that *came* among the memories of *project*: all, or none.

    Without a *language* each file has to tell which of the project's it is for.
    """
    with project.lock(idle=dry_run):
        before: dict[Path, bytes | None] = {}
        now: dict[Path, bytes] = {}
        results = []
        for each in came:
            _refuse_ours(project, each)
            found, left_out = _read(project, each, language)
            target = found.header.target_language
            path = project.memories / _name(each.shown, target)
            if path not in before:
                before[path] = storage.read_if_there(
                    path, limit=storage.EXCHANGE_LIMIT, root=project.root
                )
            there = now.get(path, before[path])
            data, new = _joined(project, path, there, found)
            known = len(found.units) - new
            if data is not None:
                now[path] = data
            is_changed = data is not None and data != there
            results.append(Imported(each.shown, path, target, new, known, left_out, is_changed))
        if not dry_run:
            storage.write(now, expected=before, root=project.root)
        return tuple(results)


def _refuse_ours(project: Project, came: Came) -> None:
    if came.path and storage.real(came.path).is_relative_to(storage.real(project.memories)):
        raise AlihbahasaError(
            "this is one of the project's memories already",
            file=came.shown,
            hint="files in that folder need not be taken in",
        )


def _read(project: Project, came: Came, asked: str) -> tuple[Bitext, Counter[str]]:
    """Return the pairs of a file that count, and how many units were left out for what."""
    source = project.settings.project.source
    format = exchange.recognised(came.data, exchange.known_formats(), shown=came.shown)
    left_out: Counter[str] = Counter()
    try:
        if isinstance(format, MemoryFormat):
            count, languages = format.check(BytesIO(came.data))
            target = _target(project, asked, languages)
            header, read = format.read(
                BytesIO(came.data), source_language=source, target_language=target
            )
            units = tuple(read)
            left_out[f"without a text in {source}"] = count - len(units)
        else:
            header, read = format.read(BytesIO(came.data))
            units = tuple(read)
            exchange.refuse_characters(units, came.data, format, shown=came.shown)
            said = [header.source_language or source, header.target_language]
            target = _target(project, asked, [tag for tag in said if tag not in ("", "und")])
    except AlihbahasaError as error:
        error.within(came.shown)
        raise
    kept: dict[_Key, Unit] = {}
    for unit in units:
        if reason := _reason(unit) or ("duplicates" if _key(unit) in kept else ""):
            left_out[reason] += 1
        else:
            kept[_key(unit)] = replace(unit, notes=unit.comments)
    header = Header(
        source_language=source,
        target_language=target,
        created=header.created,
        revised=header.revised,
        comment=header.comment if isinstance(format, MemoryFormat) else "",
    )
    return Bitext(header, tuple(kept.values())), +left_out


def _target(project: Project, asked: str, languages: Iterable[str]) -> str:
    """Return for which language a file with *languages* is taken in, the one *asked* for if any.

    A file that tells none but its source is for the only language of the
    project, or for the one asked for.
    """
    source = project.settings.project.source
    tags = sorted(languages)
    if not any(exchange.fits(tag, source) for tag in tags):
        raise AlihbahasaError(
            f"nothing in it is in {source}, the source language of the project",
            hint=f"it has {prepare.listed(tags) or 'no language'}",
        )
    targets = prepare.chosen_languages(project, [asked] if asked else [])
    others = [tag for tag in tags if not exchange.fits(tag, source)] or tags[1:]
    fitting = [
        each for each in targets if not others or any(exchange.fits(tag, each) for tag in others)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AlihbahasaError(
            f"it may be taken in for {prepare.listed(fitting)}"
            if others
            else "the file does not say its target language",
            hint="say which is meant with --to LANG",
        )
    raise AlihbahasaError(
        f"nothing in it is in {prepare.listed(targets)}",
        hint=f"it has {prepare.listed(others)}: say which is meant with --to LANG",
    )


def _reason(unit: Unit) -> str:
    """Return why *unit* is not taken in, "" where it is."""
    if unit.plurals:
        return "with plural forms"
    if is_blank(unit.source):
        return "without a source"
    if not unit.has_target:
        return "without a translation"
    if not unit.is_finished:
        return "drafts"
    return "" if memory.counts(unit) else "in conflict, or left out on purpose"


def _key(unit: Unit) -> _Key:
    return raw(unit.source), raw(unit.target or ()), unit.context


def _name(shown: str, language: str) -> str:
    """Return what the memory made of the file *shown* is called, on every system."""
    stem = unicodedata.normalize("NFC", PurePath(shown).stem)
    end = re.compile(rf"[-_. ]?{re.escape(language)}", re.IGNORECASE)
    stem = end.sub("", stem) if end.fullmatch(stem[-len(language) - 1 :]) else stem
    stem = re.sub(r"[^\w().+-]+", "-", stem).strip("-. ")
    stem = stem.encode()[:_LONGEST].decode(errors="ignore").rstrip("-. ")
    name = f"{stem or _NAMELESS}.{language}.tmx"
    return name if storage.is_safe_name(name) else f"{_NAMELESS}-{name}"


def _joined(
    project: Project, path: Path, there: bytes | None, found: Bitext
) -> tuple[bytes | None, int]:
    """Return what the memory *path* holds with all that was *found*, and how much of it is new.

    None where nothing is new.  Raises where *there* is a file that is not as
    ``write`` has it: writing it anew might lose what only its program knows.
    """
    if there is None:
        return (_written(found) if found.units else None), len(found.units)
    shown = project.shown(path)
    before = exchange.parse(there, plugins.memory_format("tmx"), shown=shown)
    known = {_key(unit) for unit in before.units}
    new = tuple(unit for unit in found.units if _key(unit) not in known)
    if not new:
        return None, 0
    if _written(before) != there:
        raise AlihbahasaError(
            "another program wrote this memory, to which pairs would be added; nothing was changed",
            file=shown,
            hint="give it, or the file that you take in, another name",
        )
    return _written(replace(before, units=(*before.units, *new))), len(new)


def _written(bitext: Bitext) -> bytes:
    return b"".join(plugins.memory_format("tmx").write(bitext.header, bitext.units))


# --- export -------------------------------------------------------------------


def finished(project: Project, language: str) -> Bitext:
    """Return what is finished in the stores of *project*, each pair once with all its places."""
    units: dict[_Key, Unit] = {}
    for source in memory.sources(project, language):
        if source.format is None:
            continue
        project.refuse_outside(source.path)
        data = storage.read(source.path, limit=storage.EXCHANGE_LIMIT)
        for unit in exchange.parse(data, source.format, shown=project.shown(source.path)).units:
            if memory.counts(unit):
                first = units.setdefault(_key(unit), replace(unit, notes=unit.comments))
                if first.places != unit.places:
                    places = tuple(dict.fromkeys((*first.places, *unit.places)))
                    units[_key(unit)] = replace(first, places=places)
    return Bitext(Header(project.settings.project.source, language), tuple(units.values()))


def export(project: Project, language: str) -> tuple[bytes, int]:
    """Return the finished units of *project* as TMX 1.4, and how many pairs that are."""
    found = finished(project, language)
    return _written(found), len(found.units)


# --- stats --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """How much is in a *file* of the memory; words are those of the sources."""

    file: str
    origin: str
    pairs: int
    words: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What the memory for *language* holds; *ambiguous* sources have several targets."""

    language: str
    pairs: int
    words: int
    sources: int
    ambiguous: int
    files: tuple[Counted, ...]


def stats(project: Project, languages: Iterable[str] = ()) -> tuple[Stats, ...]:
    """Count the memory of *project* for each of *languages*, all when none are named.

    A file without a pair that counts is none of it.
    """
    return tuple(_stats(project, each) for each in prepare.chosen_languages(project, languages))


def _stats(project: Project, language: str) -> Stats:
    files = []
    targets: dict[str, set[str]] = {}
    for source in memory.sources(project, language):
        project.refuse_outside(source.path)
        data = storage.read(source.path, limit=storage.EXCHANGE_LIMIT)
        pairs = words = 0
        for pair in memory.pairs_of(project, language, source, data):
            pairs += 1
            words += text.word_count(plain(pair.source))
            targets.setdefault(raw(pair.source), set()).add(raw(pair.target))
        if pairs:
            files.append(Counted(source.name, source.origin, pairs, words))
    return Stats(
        language,
        sum(each.pairs for each in files),
        sum(each.words for each in files),
        len(targets),
        sum(len(each) > 1 for each in targets.values()),
        tuple(files),
    )
