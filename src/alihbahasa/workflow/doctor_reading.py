"""A reading: one thing that was looked at, how it is, and what to do about it."""

from __future__ import annotations

from enum import StrEnum

from alihbahasa.records import dataclass


class Health(StrEnum):
    """How a thing is; ABSENT is what nobody must have."""

    OK = "ok"
    ABSENT = "absent"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found of a thing called *name*, in one *part* of all that was looked at.

    *advice* is one sentence on what to do, "" where there is nothing to be done.
    """

    part: str
    name: str
    health: Health
    message: str
    advice: str = ""
