"""The memory: finished pairs in an embedded database, which can always be made anew.

It is handed a connection: where the file of it lies is the business of ``storage``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from alihbahasa.model import Code, CodeKind, Content, Pair

#: What the tables look like: files of another number are made anew.
VERSION = 1

_SCHEMA = """
create table if not exists files (name text primary key, digest text not null);
create table if not exists pairs (
    file text, source text, target text, origin text, before text, after text
);
create index if not exists pairs_file on pairs (file);
"""


class Memory:
    """The pairs of one language pair, by the file that they come from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.executescript(_SCHEMA)

    def files(self) -> Mapping[str, str]:
        """Return the digests of the files whose pairs are held, by name."""
        return dict(self._connection.execute("select name, digest from files"))

    def put(self, name: str, pairs: Iterable[Pair], *, digest: str) -> None:
        """Hold *pairs*, all that the file *name* has, instead of those that it had."""
        self.drop(name)
        self._connection.execute("insert into files values (?, ?)", (name, digest))
        self._connection.executemany(
            "insert into pairs values (?, ?, ?, ?, ?, ?)",
            (
                (name, _written(p.source), _written(p.target), p.origin, p.before, p.after)
                for p in pairs
            ),
        )

    def drop(self, name: str) -> None:
        """Forget the pairs of the file *name*."""
        self._connection.execute("delete from pairs where file = ?", (name,))
        self._connection.execute("delete from files where name = ?", (name,))

    def pairs(self) -> Iterator[Pair]:
        """Yield all pairs that are held."""
        for row in self._connection.execute(
            "select source, target, origin, before, after from pairs"
        ):
            source, target, origin, before, after = row
            yield Pair(_read(source), _read(target), origin, before, after)


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
