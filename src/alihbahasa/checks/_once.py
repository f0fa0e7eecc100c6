"""What several checks ask of a unit, or of a concept, worked out once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Thing = TypeVar("_Thing")
_Beside = TypeVar("_Beside")
_Answer = TypeVar("_Answer")


def once(
    work: Callable[[_Thing, _Beside], _Answer], *, most: int = 128
) -> Callable[[_Thing, _Beside], _Answer]:
    """Return *work* with its answers for the last things remembered, *most* of them.

    That is more units than a check looks at before the next one does.  Things are
    known by where they lie: to hash a unit or a concept takes longer than to ask.
    """
    known: dict[int, tuple[_Thing, _Beside, _Answer]] = {}

    def answer(thing: _Thing, beside: _Beside) -> _Answer:
        found = known.get(id(thing))
        # A thing is kept with its answer, or another one might come to lie where it lay.
        if found is not None and found[0] is thing and found[1] is beside:
            return found[2]
        if len(known) >= most:
            known.clear()
        answered = work(thing, beside)
        known[id(thing)] = thing, beside, answered
        return answered

    return answer
