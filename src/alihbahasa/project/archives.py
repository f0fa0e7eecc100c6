"""Archives: files of JSON Lines below the sources, whose records are articles.

An article of an archive is called ``<the archive>/<2 digits>/<its id>.<format>``:
the archive's path without its extension, two hexadecimal digits of a BLAKE2
digest of the id, so that no folder has more files than a disk bears, and the id
itself.  One that no file can be called on every system, or that another may
differ from in case only, is made one by what is safe of it and the digest.
A name follows from the id alone, so it stays whatever else is in the archive.

An index, made anew when the file changed, tells where the article of a name
stands, which records have an id that another had before, and where the file may
be parted.  It has no text, and nothing stands in it alone.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import field
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import msgspec

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.project.reading import LONGEST_NAME
from alihbahasa.project.settings import Archive
from alihbahasa.records import dataclass
from alihbahasa.storage.archives import EXTENSIONS, LINE_LIMIT, Line, Reader

if TYPE_CHECKING:
    import sqlite3

    from alihbahasa.project import Project

#: Which kind of index this is: another has other tables, or other names of articles.
_VERSION = 1

#: About how many bytes of an archive are one range.
_RANGE = 4_000_000

#: Into how many ranges a packed archive is parted at most: each is read from the beginning.
_PACKED_RANGES = 32

#: How many records that are no articles, where none is one, are too many to tell of each.
_MANY = 20

#: How many archives are kept open.
_OPEN = 8


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """An archive at *path*: its *stem* is what its articles' names begin with.

    *shown* is what people are told of it, *fields* where in a record things are.
    """

    path: Path
    stem: str
    shown: str
    fields: Archive


@dataclass(frozen=True, slots=True)
class Range:
    """The records of the *archive*, a path below the sources, that begin in [*start*, *stop*).

    *stop* is None for the end of the file.  The first line has the *number*,
    *count* of them are articles, and *doubles* are those whose id was that of
    another line before, and which.
    """

    archive: str
    start: int
    stop: int | None
    number: int
    count: int
    doubles: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is an *article*: the bytes of that, and the *number* of its line.

    *shown* is what people are told of the archive.
    """

    article: str
    data: bytes
    number: int
    shown: str


# --- which archives there are ---------------------------------------------------


def archives(project: Project) -> tuple[ArchiveFile, ...]:
    """Return the archives of *project*, sorted by their stems.

    A pattern of the settings that no file fits is an error, as are a file that
    two fit, one that is no JSON Lines, and two that would have the same articles.
    """
    if not project.settings.archives:
        return ()
    found: dict[str, ArchiveFile] = {}
    unmet = {each.files for each in project.settings.archives}
    for path in storage.files_below(project.sources):
        name = path.relative_to(project.sources).as_posix()
        fitting = [each for each in project.settings.archives if fnmatchcase(name, each.files)]
        unmet -= {each.files for each in fitting}
        if not fitting:
            continue
        shown = project.shown(path)
        if len(fitting) > 1:
            raise AlihbahasaError(
                f"an archive of both {fitting[0].files!r} and {fitting[1].files!r}",
                file=shown,
                hint="let one pattern under [[archives]] fit it",
            )
        if not name.endswith(EXTENSIONS):
            raise AlihbahasaError(
                f"not an archive that is read: none of {', '.join(EXTENSIONS)}",
                file=shown,
                hint=f"let the pattern {fitting[0].files!r} under [[archives]] say its end too",
            )
        project.refuse_outside(path)
        project.refuse_unsafe(name)
        archive = ArchiveFile(path, _stem(name), shown, fitting[0])
        key = folded(archive.stem)
        if key in found:
            raise AlihbahasaError(
                f"{found[key].shown} and {shown} would have the same articles",
                file=shown,
                hint="rename one of them, or take it away",
            )
        found[key] = archive
    for pattern in sorted(unmet):
        raise AlihbahasaError(
            f"no file fits {pattern!r} under [[archives]]",
            file=project.shown(project.sources),
            hint="patterns are seen from the sources, as in arsip/*.jsonl.gz",
        )
    return tuple(found[key] for key in sorted(found))


def folded(name: str) -> str:
    """Return what tells *name* from others where case and form are not told apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _stem(name: str) -> str:
    return next(name.removesuffix(end) for end in EXTENSIONS if name.endswith(end))


def archive_of(project: Project, article: str) -> ArchiveFile | None:
    """Return the archive that *article* would be of, None where there is no such archive."""
    if not project.settings.archives or article.count("/") < 2:
        return None
    stem, _, _ = article.rsplit("/", 2)
    for end in EXTENSIONS:
        found = archive_called(project, stem + end)
        if found is not None and found.path.is_file():
            return found
    return None


def archive_called(project: Project, name: str) -> ArchiveFile | None:
    """Return the archive called *name* below the sources, None where no pattern fits."""
    for fields in project.settings.archives:
        if fnmatchcase(name, fields.files) and name.endswith(EXTENSIONS):
            path = project.sources / name
            return ArchiveFile(path, _stem(name), project.shown(path), fields)
    return None


# --- records ----------------------------------------------------------------------


def records(project: Project, part: Range) -> Iterator[Record | AlihbahasaError]:
    """Yield the records of *part*; one that is no article, or of an id twice, is an error."""
    archive = archive_called(project, part.archive)
    if archive is None:
        raise AlihbahasaError("no archive of the settings", file=part.archive)
    lines = _reader(archive).lines(part.start, part.stop, number=part.number)
    try:
        for line in lines:
            try:
                record = _record(line, archive)
                if record is not None and line.number in part.doubles:
                    raise AlihbahasaError(
                        f"its id is that of line {part.doubles[line.number]:,} too",
                        line=line.number,
                        hint="give it another, or take one of them out: the first was taken",
                    )
            except AlihbahasaError as error:
                yield error.within(archive.shown)
            else:
                if record is not None:
                    yield record
    except AlihbahasaError as error:
        yield error.within(archive.shown)


def faults(project: Project, within: Set[str] | None = None) -> Iterator[AlihbahasaError]:
    """Yield what is wrong with the records of *project* that are no articles.

    Where folders are named that they are to be *within*, ``.`` is that of all.
    """
    for archive in archives(project):
        above = (".", archive.stem, *(str(each) for each in PurePosixPath(archive.stem).parents))
        if within is not None and within.isdisjoint(above):
            continue
        for part in ranges(project, archive):
            for each in records(project, part):
                if isinstance(each, AlihbahasaError):
                    yield each


def _record(line: Line, archive: ArchiveFile) -> Record | None:
    """Return what *line* holds, None for a blank one; raises AlihbahasaError for no article."""
    if line.data is not None and not line.data.strip():
        return None
    try:
        fields = _decoded(line)
        name = name_of(_id(fields, archive.fields.id), archive.fields.format)
        text = _text(fields, archive.fields.text)
        title = _value(fields, archive.fields.title) if archive.fields.title else None
        if title is not None and not isinstance(title, str):
            raise AlihbahasaError(f"its {archive.fields.title!r} is no text")
        data = with_title(text, title or "", archive.fields.format)
        return Record(f"{archive.stem}/{name}", data, line.number, archive.shown)
    except AlihbahasaError as error:
        error.line = line.number
        raise


def _decoded(line: Line) -> Mapping[str, Any]:
    if line.data is None:
        raise AlihbahasaError(f"a record of more than {LINE_LIMIT:,} bytes")
    try:
        fields = msgspec.json.decode(line.data)
    except (msgspec.DecodeError, RecursionError) as error:
        try:
            line.data.decode("utf-8")
        except UnicodeDecodeError:
            raise AlihbahasaError("not UTF-8", hint="save the archive as UTF-8") from error
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error).lower()
        raise AlihbahasaError(
            f"cannot be read as JSON: {why}", hint="each line must be one whole record"
        ) from error
    if not isinstance(fields, dict):
        raise AlihbahasaError("not a record: no object of JSON", hint='write {"id": …, "text": …}')
    return fields


def _value(fields: object, name: str) -> object:
    """Return the value of the field *name*, with dots for fields in fields; None for none."""
    for part in name.split("."):
        if not isinstance(fields, dict):
            return None
        fields = fields.get(part)
    return fields


def _id(fields: Mapping[str, Any], name: str) -> str:
    value = _value(fields, name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or value == "":
        raise AlihbahasaError(f"no id: the field {name!r} is missing or empty", hint=_FIELDS)
    if not isinstance(value, str):
        raise AlihbahasaError(f"its id, {name!r}, is neither a text nor a whole number")
    return value


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = _value(fields, name)
    if value is None:
        raise AlihbahasaError(f"no text: the field {name!r} is missing or null", hint=_FIELDS)
    if not isinstance(value, str):
        raise AlihbahasaError(f"its {name!r} is no text", hint=_FIELDS)
    return value


_FIELDS = "say under [[archives]] which fields hold the id and the text"

_BODY = late_re(r"<body\b[^<>]*>", re.IGNORECASE)
_PAGE = late_re(r"\s*<(?:!doctype|html|\?xml)\b", re.IGNORECASE)

#: What Markdown takes for markup in a heading.
_MARKUP = late_re(r"([\\`*_\[\]<>&#~|!])")

#: What a page says of its encoding; in an archive it is UTF-8 whatever that is.
_ENCODING = late_re(r"(?:charset|encoding)\s*=\s*[\"']?\s*(?!utf-?8\b)\w", re.IGNORECASE)


def with_title(text: str, title: str, format: str) -> bytes:
    """Return the bytes of an article in *format* that says *text* below the heading *title*."""
    title = " ".join(title.split())
    if title:
        # What says that a text begins here would stand in the middle of it.
        text = text.removeprefix("\ufeff")
    if format in ("html", "htm", "xhtml"):
        text = _with_heading(text, title) if title else text
        if _ENCODING.search(text, 0, 2_000) and not text.startswith("\ufeff"):
            text = f"\ufeff{text}"
    elif title and format != "txt":
        from alihbahasa.articles import _front_matter

        at = _front_matter.length(text)
        heading = "# " + _MARKUP.sub(r"\\\1", title)
        text = f"{text[:at]}{heading}\n\n{text[at:]}"
    elif title:
        text = f"{title}\n{text}"
    return text.encode("utf-8")


def _with_heading(text: str, title: str) -> str:
    """Return the HTML *text* with the heading *title*, in the body where it is a page."""
    import html

    heading = f"<h1>{html.escape(title, quote=False)}</h1>\n"
    if body := _BODY.search(text):
        return f"{text[: body.end()]}\n{heading}{text[body.end() :].removeprefix(chr(10))}"
    if _PAGE.match(text):
        raise AlihbahasaError(
            "a page without <body>: there is no place for its title",
            hint="name no title under [[archives]]: a page has its own",
        )
    return heading + text


# --- names ------------------------------------------------------------------------

#: What the digest of an id looks like that is not its own name.
_DIGESTED = late_re(r"~[0-9a-f]{20}$")
_ODD = late_re(r"[^\w.-]+")
#: What most ids are like, and no device of Windows is.
_SIMPLE = late_re(r"[0-9a-z][0-9a-z_-]{4,79}")


def name_of(id: str, format: str) -> str:
    """Return what the record *id* is called in its archive: a folder, and a file in *format*.

    >>> name_of("a17", "txt"), name_of("Berita/17", "md")
    ('f4/a17.txt', 'ef/Berita_17~efcb6fb1cd120008833e.md')
    """
    digest = blake2b(id.encode("utf-8"), digest_size=10).hexdigest()
    if not (_SIMPLE.fullmatch(id) or _is_plain(id, format)):
        room = LONGEST_NAME - len(f"~{digest}.{format}")
        safe = _ODD.sub("_", unicodedata.normalize("NFC", id[:LONGEST_NAME])).strip("._ ")
        id = f"{safe.encode('utf-8')[:room].decode('utf-8', 'ignore')}~{digest}"
    return f"{digest[:2]}/{id}.{format}"


def _is_plain(id: str, format: str) -> bool:
    """Tell whether a file can be called by *id*, and none of another id by what looks the same."""
    return (
        len(f"{id}.{format}".encode()) <= LONGEST_NAME
        and id == folded(id)
        and id.isprintable()
        and not id.startswith((".", "~$"))
        and not _DIGESTED.search(id)
        and storage.is_safe_name(id)
    )


# --- the index ----------------------------------------------------------------------


def names(project: Project, archive: ArchiveFile) -> tuple[str, ...]:
    """Return the names of the articles of *archive*, in the order of its records."""
    rows = _asked(project, archive, "select name from records order by number")
    end = f".{archive.fields.format}"
    return tuple(f"{archive.stem}/{name}{end}" for (name,) in rows)


def in_folder(project: Project, archive: ArchiveFile, digits: str) -> frozenset[str]:
    """Return what stands before the extension in those names of *archive* in one of its folders."""
    query = "select name from records where name > ? and name < ?"
    rows = _asked(project, archive, query, f"{digits}/", f"{digits}0")
    return frozenset(f"{archive.stem}/{name}" for (name,) in rows)


def ranges(project: Project, archive: ArchiveFile) -> tuple[Range, ...]:
    """Return the ranges that *archive* may be read in, which are all of it."""
    cuts = _asked(project, archive, "select start, number, count from cuts order by start")
    doubles = _asked(project, archive, "select number, first from doubles order by number")
    name = archive.path.relative_to(project.sources).as_posix()
    found, at = [], 0
    for (start, number, count), following in zip(cuts, (*cuts[1:], None), strict=True):
        begin, stop = at, None
        if following is None:
            at = len(doubles)
        else:
            stop = following[0]
            while at < len(doubles) and doubles[at][0] < following[1]:
                at += 1
        mine = dict(doubles[begin:at])
        found.append(Range(name, start, stop, number, count - len(mine), mine))
    return tuple(found)


def record_of(project: Project, archive: ArchiveFile, article: str) -> Record:
    """Return the record of an *article* of *archive*.

    Raises AlihbahasaError where there is no such article.
    """
    place = _place(project, archive, article)
    if place is None:
        raise AlihbahasaError(f"no record of the article {article}", file=archive.shown)
    number, start, length = place
    try:
        data = _reader(archive).line(start, length, number=number)
        record = _record(Line(start, number, data), archive)
    except AlihbahasaError as error:
        error.within(archive.shown)
        raise
    if record is None or record.article != article:
        raise AlihbahasaError(
            f"no more the record of {article}: the archive changed just now",
            file=archive.shown,
            line=number,
            hint="run this again",
        )
    return record


def line_of(project: Project, archive: ArchiveFile, article: str) -> int | None:
    """Return the number of the line of *article* in *archive*, None where it has no such."""
    place = _place(project, archive, article)
    return place[0] if place else None


def _place(project: Project, archive: ArchiveFile, article: str) -> tuple[int, int, int] | None:
    """Return the number of the line of *article*, where it begins and its length, if it is."""
    name = article.removeprefix(f"{archive.stem}/").removesuffix(f".{archive.fields.format}")
    if f"{archive.stem}/{name}.{archive.fields.format}" != article:
        return None
    query = "select number, start, length from records where name = ?"
    rows = _asked(project, archive, query, name)
    return rows[0] if rows else None


def _asked(project: Project, archive: ArchiveFile, query: str, *values: str) -> list[Any]:
    """Return the rows that the index of *archive* has for *query*; a broken one is made anew."""
    import sqlite3

    try:
        return _index(project, archive).execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        return _index(project, archive, anew=True).execute(query, values).fetchall()


def _filled(connection: sqlite3.Connection, archive: ArchiveFile) -> None:
    """Make the index of *archive* in the new database of *connection*."""
    cuts, counts = [(0, 1)], [0]
    wrong: list[AlihbahasaError] = []

    def rows() -> Iterator[tuple[int, int, int, str]]:
        skipped, end = len(archive.stem) + 1, -len(archive.fields.format) - 1
        for line in reader.lines():
            if line.start >= cuts[-1][0] + _RANGE:
                cuts.append((line.start, line.number))
                counts.append(0)
            try:
                record = _record(line, archive)
            except AlihbahasaError as error:
                if len(wrong) < _MANY:
                    wrong.append(error)
                continue
            if record is not None:
                counts[-1] += 1
                name = record.article[skipped:end]
                yield line.number, line.start, len(line.data or b""), name

    connection.execute(
        "create table records"
        " (number integer primary key, start integer, length integer, name text)"
    )
    connection.execute("create table cuts (start integer, number integer, count integer)")
    connection.execute("create table doubles (number integer primary key, first integer)")
    with contextlib.closing(Reader(archive.path)) as reader:
        try:
            connection.executemany("insert into records values (?, ?, ?, ?)", rows())
        except AlihbahasaError as error:
            # A damaged archive has the articles before the damage; who reads on is told of it.
            if error.file is not None:
                raise
    if len(wrong) == _MANY and not any(counts):
        # That many are not broken each by itself: it is the settings that are.
        raise AlihbahasaError(
            f"not one record is an article; the first: {wrong[0].message}",
            file=archive.shown,
            line=wrong[0].line,
            hint=wrong[0].hint,
        )
    size = 1 if archive.path.suffix == ".jsonl" else -(-len(cuts) // _PACKED_RANGES)
    parts = ((*cuts[at], sum(counts[at : at + size])) for at in range(0, len(cuts), size))
    connection.executemany("insert into cuts values (?, ?, ?)", parts)
    # Sorted at once, on the disk where it is much: in any other way it takes hours.
    connection.execute("create index by_name on records (name)")
    connection.execute(
        "insert into doubles select number, first from records join"
        " (select name as twice, min(number) as first from records"
        " group by name having count(*) > 1) on name = twice where number > first"
    )
    connection.execute("delete from records where number in (select number from doubles)")


# --- what is kept open ----------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """What is open of an archive, as the file *state* was: the index, and what reads it."""

    state: str
    index: sqlite3.Connection | None = None
    reader: Reader | None = None
    process: int = 0

    def close(self) -> None:
        for each in (self.index, self.reader):
            if each is not None:
                each.close()
        self.index = self.reader = None


_open: dict[Path, _Open] = {}


def _opened(archive: ArchiveFile) -> _Open:
    """Return what is open of *archive*; what was opened when the file was another is closed."""
    try:
        now = archive.path.stat()
    except OSError as error:
        raise storage.explained(error, archive.path) from error
    fields = archive.fields
    state = repr((_VERSION, now.st_size, now.st_mtime_ns, now.st_ino, archive.stem, fields))
    found = _open.pop(archive.path, None)
    if found is not None and found.state != state:
        found.close()
        found = None
    while len(_open) >= _OPEN:
        _open.pop(next(iter(_open))).close()
    # The last that was asked for is the last to be closed.
    _open[archive.path] = found = found or _Open(state)
    return found


def _reader(archive: ArchiveFile) -> Reader:
    found = _opened(archive)
    if found.reader is not None and found.process != os.getpid():
        # A copy of a process shares the places in the files of the other.
        found.reader.close()
        found.reader = None
    if found.reader is None:
        found.reader, found.process = Reader(archive.path), os.getpid()
    return found.reader


def _index(project: Project, archive: ArchiveFile, *, anew: bool = False) -> sqlite3.Connection:
    found = _opened(archive)
    if anew and found.index is not None:
        found.index.close()
        found.index = None
    if found.index is None:
        from alihbahasa.storage import databases

        name = archive.path.relative_to(project.sources).as_posix()
        digest = blake2b(name.encode("utf-8"), digest_size=8).hexdigest()
        found.index = databases.made(
            project.root,
            f"archive-{digest}.sqlite",
            stamp=found.state,
            fill=lambda connection: _filled(connection, archive),
            idle=not storage.holds_lock(project.root),
            anew=anew,
        )
    return found.index


def close() -> None:
    """Close what is open of archives."""
    while _open:
        _open.popitem()[1].close()


atexit.register(close)
