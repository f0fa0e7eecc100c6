"""What became of a sentence when its article was read afresh."""

from __future__ import annotations

from enum import StrEnum


class Fate(StrEnum):
    """What became of a unit; one that stands where it stood, as it was, has none.

    RECUT are those whose text the rules cut otherwise, RETURNED those that were
    obsolete, or edited, and are as they were; DELETED, SPLIT_UP and JOINED are
    of units that the article does not have any more, and TAKEN_OVER of those whose
    work is now in another one.
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
    TAKEN_OVER = "taken over"
