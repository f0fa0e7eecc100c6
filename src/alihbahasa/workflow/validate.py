"""Holding exchange files against the standards of their formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from alihbahasa import plugins
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Fault

#: What a format looks at to know a file.
_HEAD = 4096
#: Templates have an extension of their own.
_EXTENSIONS = {".pot": ".po", ".sdlxliff": ".xlf", ".mqxliff": ".xlf"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in *file*, which is in the format of that title."""

    file: str
    format: str
    faults: tuple[Fault, ...]


def run(data: bytes, *, file: str) -> Judged:
    """Judge *data*, the bytes of *file*, by the format that knows it, else by its extension.

    Raises AlihbahasaError where neither tells the format.
    """
    format = _format_of(data, file)
    return Judged(file, format.title, tuple(format.validate(data)))


def _format_of(data: bytes, file: str) -> ExchangeFormat:
    formats = plugins.exchange_formats()
    for format in formats:
        if format.recognises(data[:_HEAD]):
            return format
    extension = PurePath(file).suffix.lower()
    extension = _EXTENSIONS.get(extension, extension)
    for format in formats:
        if format.extension == extension:
            return format
    titles = ", ".join(format.title for format in formats)
    raise AlihbahasaError(
        "this is no exchange file", file=file, hint=f"the formats that are known: {titles}"
    )
