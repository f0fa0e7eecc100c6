"""Holding exchange files against the standards of their formats."""

from __future__ import annotations

from alihbahasa import plugins
from alihbahasa.model import Fault
from alihbahasa.records import dataclass
from alihbahasa.workflow import exchange


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
    format = exchange.recognised(data, plugins.exchange_formats(), shown=file)
    return Judged(file, format.title, tuple(format.validate(data)))
