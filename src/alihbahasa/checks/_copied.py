"""What must be copied from source to target: which is missing, and which is too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from alihbahasa.model import Remark, Span

#: What makes two texts the same, and where they stand.
Places = Mapping[Hashable, Sequence[Span]]


def places(found: Iterable[tuple[Hashable, Span]]) -> Places:
    """Return the spans of what is *found* by what makes them the same."""
    there: defaultdict[Hashable, list[Span]] = defaultdict(list)
    for key, span in found:
        there[key].append(span)
    return there


def compared(given: Places, found: Places, *, source: str, target: str) -> Iterator[Remark]:
    """Yield a remark for each of those *given* in the source and *found* in the target alone.

    One missing and one too many are a single remark, in the order of the texts.
    """
    missing = [spans for key, spans in given.items() if key not in found]
    extra = [spans for key, spans in found.items() if key not in given]
    for lost, wrong in zip_longest(missing, extra):
        if wrong is None:
            name = lost[0].of(source)
            yield Remark(f"“{name}” is missing", counterpart=tuple(lost), fix=(name,), about=name)
        elif lost is None:
            name = wrong[0].of(target)
            yield Remark(f"“{name}” is not in the source", spans=tuple(wrong), about=name)
        else:
            name = lost[0].of(source)
            yield Remark(
                f"“{name}” became “{wrong[0].of(target)}”",
                spans=tuple(wrong),
                counterpart=tuple(lost),
                fix=(name,),
                about=name,
            )
