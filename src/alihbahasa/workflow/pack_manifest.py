"""The manifest of a pack: what was sent, so that what comes back tells what is new in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

import msgspec

from alihbahasa.errors import AlihbahasaError
from alihbahasa.records import dataclass

#: What the manifest is called in a pack.
NAME = "alihbahasa.json"

#: The version of what is written here.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """An article in a pack: its units and words, and those of them that are to be worked on."""

    units: int
    words: int
    open_units: int
    open_words: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack is: the *job*, the *project* by name, languages, and counts as they were.

    *files* has the SHA-256 of every file in it but the manifest, by its name.
    """

    version: int
    job: str
    project: str
    source: str
    language: str
    whom: str
    packed: str
    due: str
    only: tuple[str, ...]
    articles: dict[str, Counted]
    files: dict[str, str]


def manifest(
    files: Mapping[str, bytes],
    *,
    job: str,
    project: str,
    source: str,
    language: str,
    whom: str,
    packed: str,
    due: str,
    only: tuple[str, ...],
    articles: dict[str, Counted],
) -> Manifest:
    """Return the manifest of a pack of *files*, by their names."""
    digests = {name: digest(data) for name, data in sorted(files.items())}
    return Manifest(
        _VERSION, job, project, source, language, whom, packed, due, only, articles, digests
    )


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data*, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def render(found: Manifest) -> bytes:
    """Return the file of a manifest."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def parse(data: bytes, *, shown: str) -> Manifest:
    """Return the manifest in *data*, called *shown* in errors."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (ValueError, RecursionError) as error:
        raise AlihbahasaError(
            f"not the manifest of a pack: {error}",
            file=shown,
            hint="leave that file out: what is in the pack is known without it, too",
        ) from error
    if found.version != _VERSION:
        raise AlihbahasaError(
            f"a pack of version {found.version}, and this program knows {_VERSION}",
            file=shown,
            hint="import it with the version of alihbahasa that made it, or a later one",
        )
    return found
