"""Which segment of an XLIFF unit gets which part of a new target."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

from alihbahasa.model import Code, Content
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: The end of a sentence, with the white space after it, before another.
_BETWEEN = late_re(
    r"(?<=[.!?…։۔؟])[\"'»”’)\]\ufffc]*(\s+)(?=\S)|(?<=[。！？])[」』”’）\ufffc]*(\s*)(?=\S)"
)


def keys(content: Content) -> list[object]:
    """Return *content* character by character, codes as what tells them apart."""
    found: list[object] = []
    for part in content:
        found += [(part.id, part.kind)] if isinstance(part, Code) else part
    return found


def _content(tokens: Iterable[str | Code]) -> Content:
    parts: list[str | Code] = []
    for is_text, group in groupby(tokens, lambda token: isinstance(token, str)):
        found = tuple(group)
        parts += ("".join(cast("tuple[str, ...]", found)),) if is_text else found
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Share:
    """A segment of a target, or what stands between two, and what is in it now.

    *codes* are what tells the codes in the source of a segment apart (see ``keys``).
    """

    is_segment: bool
    content: Content
    codes: frozenset[object] = frozenset()


def in_first(target: Content, shares: Sequence[Share]) -> list[Content]:
    """Return *target* for the first segment of *shares*, and nothing for all else."""
    first = next(index for index, share in enumerate(shares) if share.is_segment)
    return [target if index == first else () for index in range(len(shares))]


def shared_out(target: Content, shares: Sequence[Share]) -> list[Content]:
    """Return which part of *target* each of *shares* gets.

    What is the same at the beginning and at the end stays where it is.  Of the
    rest, each segment gets a sentence where there are as many, or else what is
    around its codes, which may stand in no other (XLIFF 2.1, 4.7.2), or else
    the first gets all.

    >>> now = [Share(True, ("A.",)), Share(False, (" ",)), Share(True, ("B.",)),
    ...        Share(False, (" ",)), Share(True, ("C.",))]
    >>> shared_out(("A. X. C.",), now)
    [('A.',), (' ',), ('X.',), (' ',), ('C.',)]
    >>> shared_out(("X. Y. C.",), now)
    [('X.',), (' ',), ('Y.',), (' ',), ('C.',)]
    >>> shared_out(("X, C.",), now)
    [('X,',), (), (), (' ',), ('C.',)]
    """
    tokens: list[str | Code] = []
    for part in target:
        tokens += (part,) if isinstance(part, Code) else part
    first, last, start, stop = _changed(keys(target), shares)
    found: list[Content] = [share.content for share in shares]
    found[first:last] = [()] * (last - first)
    segments = [index for index in range(first, last) if shares[index].is_segment]
    if not segments:
        return found
    middle = tokens[start:stop]
    cuts = _cuts(middle, [shares[index].codes for index in segments])
    at, index = 0, segments[0]
    for number, begin, end in cuts:
        has_place = not shares[index + 1].is_segment
        found[index] = _content(middle[at : begin if has_place else end])
        if has_place:
            found[index + 1] = _content(middle[begin:end])
        at, index = end, segments[number]
    found[index] = _content(middle[at:])
    return found


def _changed(wanted: list[object], shares: Sequence[Share]) -> tuple[int, int, int, int]:
    """Return the first and last of *shares* that change, and which part of *wanted* is theirs."""
    held = [keys(share.content) for share in shares]
    first, start = 0, 0
    last, stop = len(shares), len(wanted)

    def fits(index: int, at: int) -> bool:
        need = held[index]
        is_open = shares[index].is_segment and not need
        return not is_open and at >= start and wanted[at : min(at + len(need), stop)] == need

    while first < last and fits(first, start):
        start += len(held[first])
        first += 1
    while last > first and fits(last - 1, stop - len(held[last - 1])):
        last -= 1
        stop -= len(held[last])
    # What is left must have a segment to go to.
    while start < stop and first and not any(each.is_segment for each in shares[first:last]):
        first -= 1
        start -= len(held[first])
    while start < stop and not any(each.is_segment for each in shares[first:last]):
        stop += len(held[last])
        last += 1
    return first, last, start, stop


def _cuts(
    tokens: Sequence[str | Code], codes: Sequence[frozenset[object]]
) -> list[tuple[int, int, int]]:
    """Return where to cut *tokens* for segments whose sources have *codes*.

    Each cut is the number of the segment that goes on behind it, and where the
    white space between the two begins and ends.
    """
    if len(codes) == 1:
        return []
    text = "".join(token if isinstance(token, str) else "\ufffc" for token in tokens)
    gaps = [found.span(1 if found[1] is not None else 2) for found in _BETWEEN.finditer(text)]
    owners = {key: number for number, each in reversed([*enumerate(codes)]) for key in each}
    owned = [
        (at, owners.get((token.id, token.kind)))
        for at, token in enumerate(tokens)
        if isinstance(token, Code)
    ]
    if len(gaps) == len(codes) - 1:
        cuts = [(number, *gap) for number, gap in enumerate(gaps, 1)]
        ends = [end for _, end in gaps]
        if all(number in (None, bisect_right(ends, at)) for at, number in owned):
            return cuts
    cuts = []
    current, done, waiting = 0, 0, 0
    for at, number in owned:
        if number is not None and number < current:
            return []
        if number is not None and number > current:
            while waiting < len(gaps) and gaps[waiting][1] <= at:
                waiting += 1
            is_between = waiting and gaps[waiting - 1][0] >= done
            begin, end = gaps[waiting - 1] if is_between else (at, at)
            cuts.append((number, begin, end))
            current = number
        done = at + 1
    return cuts
