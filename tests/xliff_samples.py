"""Units and a header for the tests of both versions of XLIFF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from alihbahasa.model import Header, Kind, Place, State, Unit, unit_id

HEADER = Header(
    "id", "en", ("berita/artsakh.txt",), revised=datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
)
PLACES = (Place("berita/artsakh.txt", 0),)


def unit_of(source: str, kind: Kind = Kind.PARAGRAPH, *, target: str = "") -> Unit:
    """Return a unit, a draft where it has a *target*."""
    return Unit(
        unit_id((source,), kind), kind, (source,), (target,) if target else None, places=PLACES
    )


OPEN = unit_of("Terbuka.")
LINK = replace(unit_of("Update Konflik", Kind.LINK), places=PLACES * 2)
TITLE = replace(unit_of("Judul", Kind.HEADING, target="Title"), state=State.TRANSLATED)
DRAFT = unit_of("Draf.", target="A draft.")
