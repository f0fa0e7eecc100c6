"""What became of a sentence when its article was read afresh."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from alihbahasa.records import dataclass


class Fate(StrEnum):
    """What became of a unit; one that stands where it stood, as it was, has none.

    RECUT are those whose text the rules cut otherwise, RETURNED those that were
    obsolete, or edited, and are as they were; DELETED are those that the article
    does not have any more in any form.
    """

    INSERTED = "inserted"
    MOVED = "moved"
    RETYPED = "retyped"
    RESTYLED = "restyled"
    RECUT = "recut"
    RETURNED = "returned"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Fates:
    """What became of units by their ids: *of* those of today and the deleted, *went* of the others.

    A unit *went* into those that have its text today, in other words or cut
    otherwise.
    """

    of: dict[str, Fate] = field(default_factory=dict)
    went: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def note(self, fate: Fate | None, old: str, *new: str) -> None:
        """Note that the unit *old* went into *new*, which have the *fate*, where they have one."""
        self.went[old] = tuple(dict.fromkeys((*self.went.get(old, ()), *new)))
        if fate is not None:
            self.of.update(dict.fromkeys(new, fate))
