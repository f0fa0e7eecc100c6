"""Which segment of an XLIFF unit gets which part of a new target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

from alihbahasa.model import Code, Content

#: The end of a sentence, with the white space after it, before another.
_BETWEEN = re.compile(
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


def in_first(target: Content, places: Sequence[tuple[bool, Content]]) -> list[Content]:
    """Return *target* for the first segment of *places*, and nothing for all else."""
    first = next(index for index, (is_segment, _) in enumerate(places) if is_segment)
    return [target if index == first else () for index in range(len(places))]


def shared_out(target: Content, places: Sequence[tuple[bool, Content]]) -> list[Content]:
    """Return which part of *target* goes to each of *places*: is it a segment, what is there now.

    What is the same at the beginning and at the end stays where it is.

    >>> now = [(True, ("A.",)), (False, (" ",)), (True, ("B.",)), (False, (" ",)), (True, ("C.",))]
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
    wanted = keys(target)
    held = [keys(content) for _, content in places]
    first, start = 0, 0
    last, stop = len(places), len(wanted)

    def fits(index: int, at: int) -> bool:
        need = held[index]
        is_open = places[index][0] and not need
        return not is_open and at >= start and wanted[at : min(at + len(need), stop)] == need

    while first < last and fits(first, start):
        start += len(held[first])
        first += 1
    while last > first and fits(last - 1, stop - len(held[last - 1])):
        last -= 1
        stop -= len(held[last])
    # What is left must have a segment to go to.
    while start < stop and first and not any(each for each, _ in places[first:last]):
        first -= 1
        start -= len(held[first])
    while start < stop and not any(each for each, _ in places[first:last]):
        stop += len(held[last])
        last += 1
    shares: list[Content] = [content for _, content in places]
    shares[first:last] = [()] * (last - first)
    segments = [index for index in range(first, last) if places[index][0]]
    if not segments:
        return shares
    text = "".join(token if isinstance(token, str) else "\ufffc" for token in tokens[start:stop])
    gaps = list(_BETWEEN.finditer(text)) if len(segments) > 1 else []
    if len(gaps) != len(segments) - 1:
        shares[segments[0]] = _content(tokens[start:stop])
        return shares
    at = start
    for index, gap in zip(segments, gaps, strict=False):
        begin, end = (start + place for place in gap.span(1 if gap[1] is not None else 2))
        has_place = not places[index + 1][0]
        shares[index] = _content(tokens[at : begin if has_place else end])
        if has_place:
            shares[index + 1] = _content(tokens[begin:end])
        at = end
    shares[segments[-1]] = _content(tokens[at:stop])
    return shares
