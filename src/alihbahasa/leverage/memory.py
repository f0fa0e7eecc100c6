"""The memory: finished pairs in an embedded database, which can always be made anew.

It is handed a connection: where the file of it lies is the business of ``storage``.
``postings`` holds for each key (``keys.py``) the ids of the pairs that have it;
each file that is put appends rows to it.  Ids of pairs that were dropped stay
there, and are passed over in reading, until more than half are such.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from alihbahasa.leverage.keys import hashed, keys
from alihbahasa.model import Code, CodeKind, Content, Pair, plain, raw

_VERSION = 1
_SCHEMA = """
drop table if exists files;
drop table if exists pairs;
drop table if exists postings;
drop table if exists dead;
create table files (id integer primary key, name text unique, digest text, size integer);
create table pairs (
    id integer primary key autoincrement, file integer, hash integer, text text,
    source text, target text, origin text, before text, after text
);
create index pairs_file on pairs (file);
create index pairs_hash on pairs (hash);
create table postings (
    key integer, chunk integer, ids blob, primary key (key, chunk)
) without rowid;
create table dead (count integer);
insert into dead values (0);
"""
_PAIR = "source, target, origin, before, after, text"

#: How many pairs are posted at once: what is held of them until then.
_CHUNK = 200_000

#: How many ids one statement may ask for: SQLite before 3.32 takes 999 at most.
_ASKED = 900


class Memory:
    """The pairs of one language pair, by the file that they come from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts: dict[int, str] | None = None
        self._postings: dict[int, bytes] = {}
        if connection.execute("pragma user_version").fetchone()[0] != _VERSION:
            connection.executescript(f"{_SCHEMA} pragma user_version = {_VERSION};")

    def __len__(self) -> int:
        found = self._connection.execute("select coalesce(sum(size), 0) from files").fetchone()
        return int(found[0])

    def files(self) -> Mapping[str, str]:
        """Return the digests of the files whose pairs are held, by name."""
        return dict(self._connection.execute("select name, digest from files"))

    def put(self, name: str, pairs: Iterable[Pair], *, digest: str) -> None:
        """Hold *pairs*, all that the file *name* has, instead of those that it had."""
        self.drop(name)
        file = self._connection.execute(
            "insert into files (name, digest, size) values (?, ?, 0)", (name, digest)
        ).lastrowid
        remaining = iter(pairs)
        last = self._connection.execute("select max(seq) from sqlite_sequence").fetchone()[0] or 0
        first = last + 1
        while part := tuple(islice(remaining, _CHUNK)):
            self._connection.executemany(
                "insert into pairs values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(id, file, pair) for id, pair in enumerate(part, last + 1)),
            )
            self._post((id, plain(pair.source)) for id, pair in enumerate(part, last + 1))
            last += len(part)
        self._connection.execute("update files set size = ? where id = ?", (last + 1 - first, file))

    def drop(self, name: str) -> None:
        """Forget the pairs of the file *name*."""
        self._texts, self._postings = None, {}
        found = self._connection.execute(
            "select id, size from files where name = ?", (name,)
        ).fetchone()
        if not found:
            return
        self._connection.execute("delete from pairs where file = ?", found[:1])
        self._connection.execute("delete from files where id = ?", found[:1])
        self._connection.execute("update dead set count = count + ?", found[1:])
        (dead,) = self._connection.execute("select count from dead").fetchone()
        if dead > len(self):
            self._compact()

    def pairs(self) -> Iterator[Pair]:
        """Yield all pairs that are held."""
        for row in self._connection.execute(f"select {_PAIR} from pairs order by id"):  # noqa: S608
            yield _pair(row)

    def same(self, source: Content) -> Iterator[tuple[int, Pair]]:
        """Yield the pairs that have *source*, codes included, by id."""
        text = raw(source)
        for id, *row in self._connection.execute(
            f"select id, {_PAIR} from pairs where hash = ? order by id",  # noqa: S608
            (hashed(text),),
        ):
            pair = _pair(row)
            if raw(pair.source) == text:
                yield id, pair

    def pair(self, id: int) -> Pair:
        """Return the pair of an *id* that is held."""
        return _pair(
            self._connection.execute(
                f"select {_PAIR} from pairs where id = ?",  # noqa: S608
                (id,),
            ).fetchone()
        )

    def load(self) -> None:
        """Hold all texts and postings in memory until a file is put or dropped.

        Worth it where thousands of sentences are asked for.
        """
        if self._texts is not None:
            return
        self._texts = dict(self._connection.execute("select id, text from pairs"))
        parts: dict[int, bytes] = {}
        for key, ids in self._connection.execute("select key, ids from postings"):
            held = parts.get(key)
            parts[key] = ids if held is None else held + ids
        self._postings = parts

    def sizes(self, wanted: Iterable[int]) -> dict[int, int]:
        """Return how many ids are posted for each key *wanted* that is held."""
        if self._texts is not None:
            postings = self._postings
            return {key: len(postings[key]) // 4 for key in wanted if key in postings}
        found: dict[int, int] = {}
        for part in _parts(wanted):
            found |= self._connection.execute(
                "select key, sum(length(ids)) / 4 from postings"  # noqa: S608
                f" where key in ({_marks(part)}) group by key",
                part,
            )
        return found

    def posted(self, key: int) -> array[int]:
        """Return the ids that are posted for *key*, dropped ones among them."""
        ids: array[int] = array("I")
        if self._texts is not None:
            ids.frombytes(self._postings[key])
            return ids
        for (blob,) in self._connection.execute("select ids from postings where key = ?", (key,)):
            ids.frombytes(blob)
        return ids

    def texts(self, ids: Iterable[int] | None = None) -> Mapping[int, str]:
        """Return the plain sources of *ids*, of all without, by id; dropped ones are left out."""
        if self._texts is not None:
            held = self._texts
            return held if ids is None else {id: held[id] for id in ids if id in held}
        if ids is None:
            return dict(self._connection.execute("select id, text from pairs"))
        found: dict[int, str] = {}
        for part in _parts(ids):
            found |= self._connection.execute(
                f"select id, text from pairs where id in ({_marks(part)})",  # noqa: S608
                part,
            )
        return found

    def _post(self, texts: Iterable[tuple[int, str]]) -> None:
        posted: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
        first = 0
        for id, text in texts:
            first = first or id
            for key in keys(text):
                posted[key].append(id)
        self._connection.executemany(
            "insert into postings values (?, ?, ?)",
            ((key, first, posted[key].tobytes()) for key in sorted(posted)),
        )

    def _compact(self) -> None:
        self._connection.execute("delete from postings")
        texts = self._connection.execute("select id, text from pairs order by id")
        while part := texts.fetchmany(_CHUNK):
            self._post(part)
        self._connection.execute("update dead set count = 0")


def _parts(values: Iterable[int]) -> Iterator[tuple[int, ...]]:
    remaining = iter(values)
    while part := tuple(islice(remaining, _ASKED)):
        yield part


def _marks(values: tuple[int, ...]) -> str:
    return ",".join("?" * len(values))


def _row(id: int, file: int | None, pair: Pair) -> tuple[object, ...]:
    text = plain(pair.source)
    source = None if pair.source == (text,) else _written(pair.source)
    target = _written(pair.target)
    hash = hashed(raw(pair.source))
    return (id, file, hash, text, source, target, pair.origin, pair.before, pair.after)


def _pair(row: Iterable[str]) -> Pair:
    source, target, origin, before, after, text = row
    return Pair((text,) if source is None else _read(source), _read(target), origin, before, after)


def _written(content: Content) -> str:
    return json.dumps(
        [part if isinstance(part, str) else [part.id, part.kind, part.data] for part in content],
        ensure_ascii=False,
    )


def _read(data: str) -> Content:
    return tuple(
        part if isinstance(part, str) else Code(part[0], CodeKind(part[1]), part[2])
        for part in json.loads(data)
    )
