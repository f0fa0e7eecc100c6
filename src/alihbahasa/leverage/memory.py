"""The memory: finished pairs in an embedded database, which can always be made anew.

It is handed a connection: where the file of it lies is the business of ``storage``.  What is
put is there for good when the caller commits; a change that fails leaves what was before it.

Pairs lie in blocks, compressed, each block of one file; no number of a block is given twice.
Blocks are indexed in *runs*: a run files the pairs of a range of blocks under what ``indexing``
says.  The newest pairs are in no run until they are too many to be compared with one by one; runs
of about one size become one, and a run is made anew when more than half of it was dropped, so
that the cost of a pair is that of its indexing, a few times.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any, TypeAlias
from zlib import compress, decompress

from alihbahasa.leverage import indexing
from alihbahasa.leverage.indexing import filed, packed, unpacked, whole
from alihbahasa.model import Code, CodeKind, Content, Pair, plain
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: To be raised with every change of what the tables or the entries of the index are:
#: files of another number are made anew.
VERSION = 5

_SCHEMA = """
create table if not exists files (name text primary key, digest text not null) without rowid;
create table if not exists blocks (
    id integer primary key autoincrement, file text not null, size integer not null,
    sources blob not null, others blob not null
);
create index if not exists blocks_file on blocks (file);
create table if not exists runs (
    id integer primary key, first integer not null, last integer not null,
    size integer not null, dropped integer not null
);
create table if not exists postings (
    run integer, entry integer, count integer not null, numbers blob not null,
    primary key (run, entry)
) without rowid;
"""

#: The pairs in a block; more make the file smaller, and slower to look up in.
_BLOCK = 16
#: So many pairs at most are in no run.
_WAITING = 500
#: So many pairs at most are indexed at once, all entries of which are held while they are.
_RUN = 1 << 18
#: So many runs of about one size become one.
_MERGED = 4

#: Postings longer than this are read only where they are needed.
LONG = 5_000
#: More pairs than this with one source are set in order once; so many sources of them.
_MANY, _SAME = 16, 1 << 10
#: The numbers of entries that so many pairs have are remembered, of so many entries.
_FREQUENT, _UNPACKED = 200, 1 << 12
#: How many blocks of sources, of the rest, and how many entries are remembered: some 250 MB.
_SOURCES, _OTHERS, _ENTRIES = 1 << 16, 1 << 16, 1 << 17


#: How many pairs an entry has, and by the run: the number of the first pair of the run, how many
#: it has there, and their numbers, or nothing where these are too many to be read unasked.
Postings: TypeAlias = tuple[int, list[tuple[int, int, int, bytes | None]]]

_NONE: Postings = (0, [])


_ESCAPED = late_re(r"\\[n\\]")


@dataclass(slots=True)
class _Cache:
    """What was read, for as long as the database is the same as *version* says."""

    version: object = None
    sources: dict[int, list[str]] = field(default_factory=dict)
    others: dict[int, list[str]] = field(default_factory=dict)
    postings: dict[int, Postings] = field(default_factory=dict)
    numbers: dict[int, array[int]] = field(default_factory=dict)
    runs: list[tuple[int, int]] = field(default_factory=list)
    waiting: dict[int, str] = field(default_factory=dict)
    #: Of sources that many pairs have: the pairs by what is around them, and one for each target.
    same: dict[str, tuple[dict[tuple[str, str], list[int]], list[int]]] = field(
        default_factory=dict
    )


class Memory:
    """The pairs of one language pair, by the file that they come from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cache = _Cache()
        connection.executescript(_SCHEMA)
        connection.execute("pragma cache_size = -65536")  # KiB

    def __len__(self) -> int:
        return int(self._one("select coalesce(sum(size), 0) from blocks"))

    @property
    def has_pairs(self) -> bool:
        """Whether it holds any pair; quick, however many there are."""
        return bool(self._one("select exists (select 1 from blocks)"))

    @property
    def is_kept(self) -> bool:
        """Whether it lies on a disk, where other processes find it."""
        return bool(self._one("select file from pragma_database_list where name = 'main'"))

    def files(self) -> Mapping[str, str]:
        """Return the digests of the files whose pairs are held, by name."""
        return dict(self._connection.execute("select name, digest from files"))

    def put(self, name: str, pairs: Iterable[Pair], *, digest: str) -> None:
        """Hold *pairs*, all that the file *name* has, instead of those that it had.

        Where reading *pairs* fails, what was held stays.
        """
        with self._changing():
            self._drop(name)
            self._connection.execute("insert into files values (?, ?)", (name, digest))
            rest = iter(pairs)
            count = 0
            while block := list(islice(rest, _BLOCK)):
                self._connection.execute(
                    "insert into blocks (file, size, sources, others) values (?, ?, ?, ?)",
                    (name, len(block), *_written_block(block)),
                )
                count += len(block)
                if count >= _RUN:
                    self._settle()
                    count = 0
            self._settle()

    def commit(self) -> None:
        """Keep what was changed, where the database is kept."""
        self._connection.commit()

    def drop(self, name: str) -> None:
        """Forget the pairs of the file *name*."""
        with self._changing():
            self._drop(name)

    def pairs(self) -> Iterator[Pair]:
        """Yield all pairs that are held."""
        for sources, others in self._connection.execute("select sources, others from blocks"):
            yield from map(_read_pair, _lines(sources), _lines(others))

    def refresh(self) -> None:
        """Forget what was read, where the database may have changed since."""
        # The one tells of other connections, the other of whoever else has this one.
        version: object = (self._one("pragma data_version"), self._connection.total_changes)
        if self._connection.in_transaction:
            version = object()  # which may be rolled back, and nobody tells
        if version != self._cache.version:
            self._cache = _Cache(version)
            self._cache.runs = list(self._connection.execute("select id, first from runs"))
            self._cache.waiting = {
                id * _BLOCK + at: source
                for id, sources in self._connection.execute(
                    "select id, sources from blocks"
                    " where id > (select coalesce(max(last), 0) from runs)"
                )
                for at, source in enumerate(_lines(sources))
            }

    @property
    def waiting(self) -> Mapping[int, str]:
        """The sources that are in no run, by number."""
        return self._cache.waiting

    def sources(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the texts of the sources of pairs by number, without those that were dropped."""
        cached = self._cache.sources
        ids = {number // _BLOCK for number in numbers}
        if not ids <= cached.keys():
            if len(cached) >= _SOURCES:
                cached.clear()
            cached.update(self._read("sources", ids - cached.keys()))
        return {
            number: texts[number % _BLOCK]
            for number in numbers
            if (texts := cached[number // _BLOCK])
        }

    def pairs_of(self, numbers: Collection[int]) -> list[Pair]:
        """Return pairs that were not dropped, by number."""
        cached = self._cache.others
        ids = {number // _BLOCK for number in numbers}
        if not ids <= cached.keys():
            if len(cached) >= _OTHERS:
                cached.clear()
            cached.update(self._read("others", ids - cached.keys()))
        sources = self.sources(numbers)
        return [
            _read_pair(sources[number], cached[number // _BLOCK][number % _BLOCK])
            for number in numbers
        ]

    def _read(self, column: str, ids: Collection[int]) -> dict[int, list[str]]:
        """Return the lines in *column* of blocks, read in order; none of what is not there."""
        found: dict[int, list[str]] = {id: [] for id in ids}
        for id, data in self._connection.execute(
            f"select blocks.id, {column} from json_each(?) as wanted"  # noqa: S608 - ours
            " cross join blocks on blocks.id = wanted.value",
            (json.dumps(sorted(ids)),),
        ):
            found[id] = _lines(data)
        return found

    def same(self, text: str, around: tuple[str, str]) -> list[int]:
        """Return the pairs whose source is *text*, the whole of which ``postings`` was asked for.

        Where they are many, these are all between *around*, and of the others the first by origin
        for each source and target: a sentence that stands everywhere is asked for everywhere.
        """
        cached = self._cache.same
        if text not in cached:
            sources = self.sources(self.numbers(whole(text)))
            numbers = [number for number, source in sources.items() if source == text]
            if len(numbers) <= _MANY:
                return numbers
            if len(cached) >= _SAME:
                cached.clear()
            pairs = sorted(zip(self.pairs_of(numbers), numbers, strict=True), key=_by_origin)
            by_place: dict[tuple[str, str], list[int]] = {}
            firsts: dict[tuple[Content, Content], int] = {}
            for pair, number in pairs:
                by_place.setdefault((pair.before, pair.after), []).append(number)
                firsts.setdefault((pair.source, pair.target), number)
            cached[text] = (by_place, list(firsts.values()))
        by_place, others = cached[text]
        return [*by_place.get(around, ()), *others]

    def postings(self, keys: Iterable[int]) -> Mapping[int, Postings]:
        """Return what is filed under *keys*; every key of them is there."""
        cached = self._cache.postings
        if len(cached) >= _ENTRIES:
            cached.clear()
        wanted = sorted(set(keys).difference(cached))
        cached.update(dict.fromkeys(wanted, _NONE))
        listed = json.dumps(wanted)
        for run, first in self._cache.runs if wanted else ():
            for key, count, data in self._connection.execute(
                "select entry, count, iif(count <= ?, numbers, null) from json_each(?) as wanted"
                " cross join postings on run = ? and entry = wanted.value",
                (LONG, listed, run),
            ):
                total, found = cached[key]
                cached[key] = (total + count, [*found, (run, first * _BLOCK, count, data)])
        return cached

    def numbers(self, key: int) -> Sequence[int]:
        """Return the numbers of the pairs that *key*, one that was asked for, has."""
        cached = self._cache.numbers
        if key in cached:
            return cached[key]
        total, lists = self._cache.postings[key]
        numbers: list[int] = []
        for run, base, count, data in lists:
            if data is None:
                data = self._one(
                    "select numbers from postings where run = ? and entry = ?", run, key
                )
            numbers += unpacked(data, count, base)
        if total >= _FREQUENT:
            if len(cached) >= _UNPACKED:
                cached.clear()
            cached[key] = array("Q", numbers)
        return numbers

    def _one(self, statement: str, *values: object) -> Any:
        row = self._connection.execute(statement, values).fetchone()
        return row and row[0]

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Make the changes within as a whole, in the transaction of the caller or a new one."""
        connection = self._connection
        if not connection.in_transaction and connection.isolation_level is not None:
            connection.execute("begin")
        connection.execute("savepoint change")
        self._cache = _Cache()
        try:
            yield
        except BaseException:
            connection.execute("rollback to change")
            raise
        finally:
            connection.execute("release change")

    def _drop(self, name: str) -> None:
        connection = self._connection
        connection.execute("delete from files where name = ?", (name,))
        blocks = connection.execute("select size, id from blocks where file = ?", (name,))
        connection.executemany(
            "update runs set dropped = dropped + ? where ? between first and last",
            blocks.fetchall(),
        )
        connection.execute("delete from blocks where file = ?", (name,))
        worn = connection.execute("select id, first, last from runs where 2 * dropped > size")
        for run, first, last in worn.fetchall():
            self._remove(run)
            self._index(first, last)

    def _settle(self) -> None:
        """Index the pairs that wait, where they are too many; join runs of about one size."""
        waiting, first, last = self._connection.execute(
            "select coalesce(sum(size), 0), min(id), max(id) from blocks"
            " where id > (select coalesce(max(last), 0) from runs)"
        ).fetchone()
        if waiting <= _WAITING:
            return
        self._index(first, last)
        while True:
            runs = self._connection.execute(
                "select size, dropped, first, last, id from runs order by first desc limit ?",
                (_MERGED,),
            ).fetchall()
            if len(runs) < _MERGED or max(runs)[0] >= _MERGED * max(runs[0][0], _WAITING):
                return
            self._join(runs[::-1])

    def _join(self, runs: Sequence[tuple[int, int, int, int, int]]) -> None:
        """Make one run of *runs*: their sizes, how much was dropped, first and last blocks, ids."""
        sizes, dropped, firsts, lasts, ids = zip(*runs, strict=True)
        joined = self._new_run(firsts[0], lasts[-1], sum(sizes), sum(dropped))
        lists = merge(
            *(
                self._connection.execute(
                    "select entry, ?, count, numbers from postings where run = ? order by entry",
                    ((first - firsts[0]) * _BLOCK, run),
                )
                for first, run in zip(firsts, ids, strict=True)
            )
        )
        rows = (
            (
                key,
                [
                    *chain.from_iterable(
                        unpacked(data, count, base) for _, base, count, data in each
                    )
                ],
            )
            for key, each in groupby(lists, key=itemgetter(0))
        )
        self._connection.executemany(
            "insert into postings values (?, ?, ?, ?)",
            ((joined, key, len(numbers), packed(numbers)) for key, numbers in rows),
        )
        for run in ids:
            self._remove(run)

    def _new_run(self, first: int, last: int, size: int, dropped: int = 0) -> int | None:
        return self._connection.execute(
            "insert into runs (first, last, size, dropped) values (?, ?, ?, ?)",
            (first, last, size, dropped),
        ).lastrowid

    def _remove(self, run: int) -> None:
        self._connection.execute("delete from postings where run = ?", (run,))
        self._connection.execute("delete from runs where id = ?", (run,))

    def _index(self, first: int, last: int) -> None:
        """Make a run of the blocks from *first* to *last*, if there are any."""
        found: dict[str, list[int]] = {}
        size = 0
        for id, sources in self._connection.execute(
            "select id, sources from blocks where id between ? and ?", (first, last)
        ):
            for number, text in enumerate(_lines(sources), (id - first) * _BLOCK):
                size += 1
                for entry in indexing.entries(text):
                    if (numbers := found.get(entry)) is None:
                        found[entry] = [number]
                    else:
                        numbers.append(number)
        if not size:
            return
        run = self._new_run(first, last, size)
        self._connection.executemany(
            "insert into postings values (?, ?, ?, ?)",
            ((run, *row) for row in filed(found.items())),
        )


def _by_origin(found: tuple[Pair, int]) -> str:
    return found[0].origin


def _written_block(pairs: list[Pair]) -> tuple[bytes, bytes]:
    """Return a line of the text of the source, and one of what else each pair has."""
    return _data([plain(pair.source) for pair in pairs]), _data(map(_written_pair, pairs))


def _written_pair(pair: Pair) -> str:
    source = None if _is_plain(pair.source) else _written(pair.source)
    return _json([source, _written(pair.target), pair.origin, pair.before, pair.after])


def _read_pair(text: str, line: str) -> Pair:
    source, target, origin, before, after = json.loads(line)
    content = (text,) if source is None else _read(source)
    return Pair(content, _read(target), origin, before, after)


def _is_plain(content: Content) -> bool:
    return len(content) == 1 and isinstance(content[0], str)


def _written(content: Content) -> str | list[object]:
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return [part if isinstance(part, str) else [part.id, part.kind, part.data] for part in content]


def _read(data: str | list[Any]) -> Content:
    if isinstance(data, str):
        return (data,)
    return tuple(
        part if isinstance(part, str) else Code(part[0], CodeKind(part[1]), part[2])
        for part in data
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _data(texts: Iterable[str]) -> bytes:
    """Return *texts* as lines: those within a text as \\n, and a backslash twice."""
    lines = (text.replace("\\", "\\\\").replace("\n", "\\n") for text in texts)
    return compress("\n".join(lines).encode("utf-8", "surrogatepass"))


def _lines(data: bytes) -> list[str]:
    text = decompress(data).decode("utf-8", "surrogatepass")
    lines = text.split("\n")
    if "\\" in text:
        return [_ESCAPED.sub(_unescaped, line) for line in lines]
    return lines


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[0] == "\\n" else "\\"
