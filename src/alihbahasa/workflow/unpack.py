"""What came back as a whole: a zip, or a folder that was one, and which of its files count.

That may be a pack as it was sent, with the folder ``target/`` of OmegaT filled, packed
anew with a folder around everything, or no more than the memory of OmegaT.  With
its manifest those files count that are not what was sent; without, all exchange
files do.  Of memories only those count that OmegaT keeps what was translated
in: the others are what a translator was given.

A project of OmegaT says the same thing twice: in its memory, and in the files
made of it.  The newer one counts, and of the older what the newer does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from alihbahasa import plugins, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import raw
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.storage import zips
from alihbahasa.storage.zips import Member
from alihbahasa.workflow import decisions, exchange, pack_manifest
from alihbahasa.workflow.pack_manifest import Manifest

#: What tells a project of OmegaT, and a pack.
_ROOTS = (pack_manifest.NAME, "omegat.project")

#: The folders of a project that may come alone.
_PARTS = ("omegat", "source", "target", "universal")

#: What systems and programs leave in folders and zips.
_JUNK = late_re(
    r"(^|/)(__MACOSX/|\.|~\$|(Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r)$)", re.IGNORECASE
)

#: The memories in which OmegaT exports all of a project, the most exact first.
_EXPORTED = ("-omegat.tmx", "-level2.tmx", "-level1.tmx")

#: Folders whose files OmegaT reads and does not write.
_GIVEN = ("tm/", "glossary/", "dictionary/")


@dataclass(frozen=True, slots=True)
class Came:
    """A file of what came back that counts: its *name*, and its bytes.

    Of a unit whose source is among *told*, a newer file of the same project tells.
    """

    name: str
    data: bytes
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came back as one: the files that count, and the names of those that do not.

    *manifest* is what it was sent with, where that is still in it; *missing* are
    files that were sent and are not in it.
    """

    manifest: Manifest | None
    files: tuple[Came, ...]
    others: tuple[str, ...]
    missing: tuple[str, ...] = ()


def is_project(folder: Path) -> bool:
    """Tell whether *folder* is a pack, or a project of OmegaT."""
    return any((folder / name).is_file() for name in _ROOTS)


def unpacked(path: Path, *, shown: str) -> Unpacked | None:
    """Return what is in the zip or the folder *path*, called *shown*; None for any other file.

    Raises AlihbahasaError for a zip that is damaged, or that could do harm, and
    for what is called a zip and is none.
    """
    if path.is_dir():
        return sorted_out(_members(path), shown=shown)
    is_called_so = path.suffix.lower() == ".zip"
    try:
        if not is_called_so and not zips.recognises(storage.head(path, size=4)):
            return None
        data = storage.read(path, limit=zips.PACKED_LIMIT)
    except AlihbahasaError as error:
        if not is_called_so:
            # Whoever takes it for an exchange file tells what is wrong.
            return None
        error.file = shown
        raise
    return sorted_out(zips.members(data, file=shown), shown=shown)


def _members(folder: Path) -> dict[str, Member]:
    """Return the files of *folder*, which somebody has unpacked or works in."""
    found = {}
    for each in storage.files_below(folder):
        if each.is_file():
            data = storage.read(each, limit=storage.EXCHANGE_LIMIT)
            date = datetime.fromtimestamp(each.stat().st_mtime, UTC).timetuple()[:6]
            found[each.relative_to(folder).as_posix()] = Member(data, date)
    return found


def remarks(came: Unpacked, *, shown: str) -> Iterator[str]:
    """Yield what is to be told of a pack, called *shown*, as a whole."""
    if not came.files:
        yield (
            f"{shown}: nothing in it has changed since it was sent"
            if came.manifest
            else (f"{shown}: no exchange file and no memory of OmegaT is in it")
        )
    if came.missing:
        count = len(came.missing)
        yield f"{shown}: {count:,} of the files that were sent {'is' if count == 1 else 'are'} gone"


def sorted_out(members: Mapping[str, Member], *, shown: str) -> Unpacked:
    """Return which of *members*, of what is called *shown*, count."""
    there = _within({name: each for name, each in members.items() if not _JUNK.search(name)})
    manifest = None
    if pack_manifest.NAME in there:
        data = there.pop(pack_manifest.NAME).data
        manifest = pack_manifest.parse(data, shown=f"{shown}/{pack_manifest.NAME}")
    sent = set(manifest.files.values()) if manifest else set()
    digests = {name: pack_manifest.digest(each.data) for name, each in there.items()}
    news = {name: each for name, each in there.items() if digests[name] not in sent}
    here = {*digests, *digests.values()}
    memories = _memories(news)
    formats = plugins.exchange_formats()
    files, others = [], []
    for name, each in sorted(news.items()):
        is_known = any(format.recognises(each.data[:4096]) for format in formats)
        is_known |= decisions.recognises(each.data[:4096])
        is_known |= exchange.by_extension(formats, name) is not None
        if is_known and not name.startswith(_GIVEN):
            files.append(name)
        elif name not in memories and not _is_omegats_own(name):
            others.append(name)
    if manifest is None and not files and not memories:
        # A memory that somebody packed alone is meant.
        memories = [name for name in others if name.lower().endswith(".tmx")]
        others = [name for name in others if name not in memories]
    return Unpacked(
        manifest,
        tuple(
            replace(each, name=f"{shown}/{each.name}")
            for each in _newest_first(there, files, memories)
        ),
        tuple(f"{shown}/{name}" for name in others),
        tuple(
            name
            for name, digest in sorted(manifest.files.items() if manifest else ())
            if name not in here and digest not in here
        ),
    )


def _within(members: Mapping[str, Member]) -> dict[str, Member]:
    """Return *members* as seen from the project: without the folders that are around all of it."""
    around = 0
    names = [name.split("/") for name in members]
    while names and all(len(parts) > around + 1 for parts in names):
        if any(parts[around] in _PARTS for parts in names):
            break
        if len({parts[around] for parts in names}) > 1:
            break
        around += 1
    # Folders that are not around a project may tell the language: they stay.
    is_project = any(parts[around] in (*_PARTS, *_ROOTS) for parts in names if parts[around:])
    return {
        "/".join(parts[around:] if is_project else parts): each
        for parts, each in zip(names, members.values(), strict=True)
    }


def _memories(members: Iterable[str]) -> list[str]:
    """Return the memories among *members* that say what was translated in OmegaT: the best one."""
    names = sorted(members)
    saved = [name for name in names if PurePosixPath(name).name == "project_save.tmx"]
    if saved:
        return saved
    for end in _EXPORTED:
        found = [name for name in names if name.lower().endswith(end)]
        if found:
            return found
    return []


def _is_omegats_own(name: str) -> bool:
    """Tell whether OmegaT writes the file *name* for itself, so that nobody asks where it went."""
    return (
        name.startswith("omegat/") or name == "omegat.project" or name.lower().endswith(_EXPORTED)
    )


def _newest_first(
    members: Mapping[str, Member], files: Sequence[str], memories: Sequence[str]
) -> list[Came]:
    """Return *files* and *memories* in the order in which they are to be merged.

    What is in ``target/`` was made of the memory: the newer of the two first.
    """
    made = [name for name in files if name.startswith("target/")]
    rest = [Came(name, members[name].data) for name in files if name not in made]
    if not made or not memories:
        return [*rest, *(Came(name, members[name].data) for name in (*made, *memories))]
    saved = max(members[name].date for name in memories)
    is_stale = saved > max(members[name].date for name in made)
    first, then = (memories, made) if is_stale else (made, memories)
    told = frozenset(source for name in first for source in _sources(members[name].data, name))
    return [
        *rest,
        *(Came(name, members[name].data) for name in first),
        *(Came(name, members[name].data, told) for name in then),
    ]


def _sources(data: bytes, name: str) -> Iterable[str]:
    """Return the sources of the units of a file that have a target; none of a broken one."""
    try:
        format = exchange.recognised(data, exchange.known_formats(), shown=name)
        units = exchange.parse(data, format, shown=name).units
    except AlihbahasaError:
        # It is told when the file itself is taken in.
        return ()
    return tuple(raw(unit.source) for unit in units if unit.has_target)
