"""The project's memory for a language: its finished work, and what lies in its TMX files.

Matching reads an index of it, a file that can be lost at any time: what is
true stands in the stores and the memories alone, by whose digests the index is
brought up to date.
"""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from alihbahasa import (
    __version__,
    leverage,
    plugins,
    recognition,
    reconciliation,
    segmentation,
    storage,
    text,
)
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.leverage import Differs, Memory, Query
from alihbahasa.model import EMPTY_TARGET, Content, Match, Mention, Pair, Unit, is_blank, plain, raw
from alihbahasa.project import Project, archives
from alihbahasa.recognition import Recogniser
from alihbahasa.reconciliation import meaning
from alihbahasa.records import dataclass
from alihbahasa.storage import databases
from alihbahasa.workflow import exchange, prepare
from alihbahasa.xmlio import FORBIDDEN

#: To be raised when other pairs are made of the same files.
_VERSION = 2

#: Of how many sentences it is remembered which terms they mention.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file that the memory is made of: a store, whose article is *origin*, or a TMX file.

    *name* is its path below the root of the project, with ``/``; *format* is
    that of a store, None for TMX, and *article* that of a store which has one still.
    """

    path: Path
    name: str
    origin: str
    format: ExchangeFormat | None = None
    article: str | None = None


def sources(project: Project, language: str) -> Iterator[Source]:
    """Yield the files that the memory of *project* for *language* is made of, sorted.

    These are all stores, those of articles that are gone too, and all TMX files
    of the folder of memories.
    """
    format = plugins.exchange_format(project.settings.formats[0])
    folder = project.translations / language
    articles = {
        project.exchange_path(article, language=language, extension=format.extension): article
        for article in project.articles()
    }
    for path in storage.files_below(folder):
        if path.suffix == format.extension:
            origin = origin_of(project, path, language)
            yield Source(path, _name(path, project), origin, format, articles.get(path))
    for path in storage.files_below(project.memories):
        if path.suffix.lower() == ".tmx":
            yield Source(path, _name(path, project), _shown(Path(path.name)))


def is_wanted(project: Project) -> bool:
    """Tell whether the settings want anything of the memory."""
    settings = project.settings.memory
    return bool(settings.shown or settings.prefill)


def has_sources(project: Project, language: str) -> bool:
    """Tell whether there may be any file that the memory for *language* is made of."""
    folders = (project.translations / language, project.memories)
    return any(next(storage.files_below(folder), None) is not None for folder in folders)


def _name(path: Path, project: Project) -> str:
    """Return what *path* is called in the index, which has no place for bytes that are no text."""
    name = path.relative_to(project.root).as_posix()
    return name.encode("utf-8", "backslashreplace").decode()


def _shown(path: Path) -> str:
    """Return *path* as it stands beside a match: no file holds what is not to be seen."""
    return "".join(each for each in path.as_posix() if each.isprintable())


def origin_of(project: Project, path: Path, language: str) -> str:
    """Return what people are told of the store at *path*: the article, without its extension."""
    return _shown(path.relative_to(project.translations / language).with_suffix(""))


def look_ahead(project: Project, memory: Memory, news: Mapping[Path, Iterable[Pair]]) -> None:
    """Let *memory* hold what the stores in *news* will say when this run has written them."""
    # Where it cannot be changed, matches are those of before: no reason to fail.
    with contextlib.suppress(sqlite3.Error):
        for path, pairs in news.items():
            # Of no digest: the next run reads the file, whether it was written or not.
            memory.put(_name(path, project), pairs, digest="")
        memory.commit()


@contextlib.contextmanager
def opened(project: Project, language: str, *, idle: bool = False) -> Iterator[Memory]:
    """Open the memory of *project* for *language*, up to date with all its files.

    Its index is kept for the next run, unless this one is *idle* or may not
    write; then it lives in the process.  Raises AlihbahasaError for a file
    that cannot be read.
    """
    name, version = _index(language)
    with databases.database(project.root, name, version=version, idle=idle) as connection:
        try:
            memory = _refreshed(project, language, connection)
        except sqlite3.Error:
            # Another run has it, the disk is full, or it broke where nobody looked.
            with contextlib.closing(sqlite3.connect(":memory:")) as spare:
                yield _refreshed(project, language, spare)
            return
        yield memory


def kept(project: Project, language: str) -> Memory | None:
    """Return the memory of *project* for *language* as it was last kept, None where it was not."""
    name, version = _index(language)
    connection = databases.kept_database(project.root, name, version=version)
    return None if connection is None else Memory(connection)


def _index(language: str) -> tuple[str, int]:
    """Return what the index of the memory for *language* is called, and the version it is of."""
    version = zlib.crc32(f"{__version__} {leverage.VERSION} {_VERSION}".encode()) & 0x7FFFFFFF
    return f"memory-{language}.sqlite", version


def _refreshed(project: Project, language: str, connection: sqlite3.Connection) -> Memory:
    memory = Memory(connection)
    known = memory.files()
    there: set[str] = set()
    for source in sources(project, language):
        project.refuse_outside(source.path)
        data = storage.read(source.path, limit=storage.EXCHANGE_LIMIT)
        digest = _digest(project, source, data)
        there.add(source.name)
        if known.get(source.name) != digest:
            pairs = pairs_of(project, language, source, data)
            memory.put(source.name, pairs, digest=digest)
    for name in known.keys() - there:
        memory.drop(name)
    memory.commit()
    return memory


def _digest(project: Project, source: Source, data: bytes) -> str:
    """Return what tells whether *source* says the same: its bytes, and those of its article."""
    found = blake2b(data, digest_size=16, key=project.settings.project.source.encode())
    # An article of an archive that changed is exported before its store is of use.
    if source.article is not None and not archives.archive_of(project, source.article):
        with contextlib.suppress(AlihbahasaError):
            found.update(b"\0" + project.source(source.article).data)
    return found.hexdigest()


def pairs_of(project: Project, language: str, source: Source, data: bytes) -> Iterator[Pair]:
    """Yield the finished, uncontested pairs in the bytes of *source*."""
    shown = project.shown(source.path)
    if source.format is not None:
        stored = exchange.parse(data, source.format, shown=shown).units
        yield from pairs_in(_coded(project, stored, source.article), source.origin)
    else:
        units = exchange.parse_memory(
            data, source=project.settings.project.source, target=language, shown=shown
        )
        yield from pairs_in(units, source.origin)


def _coded(project: Project, units: tuple[Unit, ...], article: str | None) -> tuple[Unit, ...]:
    """Return *units* of the store of *article* with the codes that PO has as text.

    Sentences are alike by their words: markup that is text would set them apart.
    """
    if article is None or not any(unit.is_finished for unit in units):
        return units
    try:
        fresh = segmentation.units(prepare.document(project, article))
    except AlihbahasaError:
        return units  # The memory of others does not hang on it.
    return reconciliation.with_codes(units, fresh)


def pairs_in(units: Iterable[Unit], origin: str) -> Iterator[Pair]:
    """Yield a pair of each of *units* that counts, between its neighbours in the article."""
    before = ""
    waiting: Unit | None = None
    for unit in units:
        if unit.obsolete:
            yield from _pair(unit, origin)
            continue
        if waiting is not None:
            yield from _pair(waiting, origin, before=before, after=unit.id)
            before = waiting.id
        waiting = unit
    if waiting is not None:
        yield from _pair(waiting, origin, before=before)


def _pair(unit: Unit, origin: str, *, before: str = "", after: str = "") -> Iterator[Pair]:
    if unit.target is not None and counts(unit):
        yield Pair(unit.source, unit.target, origin, before, after)


def counts(unit: Unit) -> bool:
    """Tell whether the translation of *unit* belongs into a memory: finished, and uncontested.

    One that is left out on purpose says nothing of another place, and one with
    a character that XML forbids could stand beside no unit there.
    """
    return (
        unit.is_finished
        and not unit.alternatives
        and not unit.plurals
        and not is_blank(unit.source)
        and raw(unit.target or ()).strip() != EMPTY_TARGET
        and not FORBIDDEN.search(raw(unit.source) + raw(unit.target or ()))
    )


def differing(project: Project, recogniser: Recogniser, units: Sequence[Unit]) -> Differs:
    """Return what tells whether two sources differ in a number, a name, a term or a negation.

    *units* are those of the article that matches are wanted for: the words in
    them tell names from others.
    """
    pack = plugins.language_pack(project.settings.project.source)

    @functools.cache
    def vocabulary() -> meaning.Vocabulary:
        # Most articles have no match that is like a sentence of theirs, and do not ask.
        return meaning.vocabulary_of(plain(unit.source) for unit in units)

    @functools.lru_cache(_REMEMBERED)
    def mentions(source: str) -> tuple[Mention, ...]:
        return recognition.mentions(text.unmarked(source), recogniser)

    def differs(one: Content, other: Content) -> bool:
        before, now = plain(other), plain(one)
        found = meaning.differences(
            before,
            now,
            pack=pack,
            mentions=(mentions(before), mentions(now)),
            vocabulary=vocabulary(),
        )
        return bool(found)

    return differs


def matched(
    units: Sequence[Unit], memory: Memory, *, differs: Differs, least: int = 70, most: int = 3
) -> tuple[Unit, ...]:
    """Return *units*, those of one article in order, with what *memory* has for each.

    Units that are finished or obsolete have none.  A match of no score is none
    of ours, and stays.
    """
    found: dict[str, tuple[Match, ...]] = {}
    if most and memory.has_pairs:
        active = [unit.id for unit in units if not unit.obsolete]
        around = {
            id: (before, after)
            for before, id, after in zip(["", *active], active, [*active[1:], ""], strict=False)
        }
        asked = [unit for unit in units if not unit.obsolete and not unit.is_finished]
        queries = [Query(unit.source, *around[unit.id]) for unit in asked]
        answers = leverage.matches(queries, memory, differs=differs, least=least, most=most)
        found = dict(zip((unit.id for unit in asked), answers, strict=True))
    return tuple(with_matches(unit, found.get(unit.id, ())) for unit in units)


def with_matches(unit: Unit, found: Sequence[Match]) -> Unit:
    """Return *unit* with the matches *found* for it in place of those it had of a memory."""
    if not found and not unit.matches:
        return unit
    kept = tuple(match for match in unit.matches if not match.score)
    # What the draft of an edited sentence was before is told beside it already.
    new = tuple(
        match
        for match in found
        if unit.previous is None
        or (raw(match.source), raw(match.target)) != (raw(unit.previous), raw(unit.target or ()))
    )
    now = (*new, *kept)
    return unit if now == unit.matches else replace(unit, matches=now)
