"""What people wrote beside units: it goes where it is read, line by line, in the order of writing.

An answer is told from a question by what it stands behind (see
``workflow.queries``), so a line that came back is put behind the line that it
stood behind there.  Programs wrap lines of comments, and join them: that is
none that came back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from alihbahasa.model import Memo, Note, State, Unit, raw
from alihbahasa.reconciliation.record import comment_lines, line_digest, lines_of

_Line: TypeAlias = tuple[Note, str]

#: How many lines one may have been wrapped into, for it to be known again.
_MOST_LINES = 20


def new_lines(ours: Unit, theirs: Unit, memo: Memo | None) -> tuple[str, ...]:
    """Return the digests of the lines of comments of *theirs* that *ours* never had.

    What the record knows and *ours* has no more was deleted there, and is no
    news; nor is what is only broken into other lines.
    """
    if not theirs.comments:
        return ()
    known = _known(ours, memo)
    lines = comment_lines(theirs)
    if all(line_digest(line) in known for line in lines if line.strip()):
        return ()
    known.update(_ends(comment_lines(ours)))
    return tuple(
        dict.fromkeys(
            mark
            for line, mark in zip(lines, _marks(lines, known), strict=True)
            if line.strip() and mark not in known
        )
    )


def with_comments(ours: Unit, theirs: Unit, memo: Memo | None) -> Unit:
    """Return *ours* with the lines of comments that are new in *theirs* (see ``new_lines``).

    Each stands behind the line that is before it in *theirs*, or else at the end.
    """
    news = set(new_lines(ours, theirs, memo))
    if not news:
        return ours
    own = _lines(ours)
    places = _ends([line for _, line in own])
    behind: dict[int, list[_Line]] = defaultdict(list)
    at = len(own) - 1
    marks = _marks(comment_lines(theirs), {*places, *_known(ours, memo)})
    for each, mark in zip(_lines(theirs), marks, strict=True):
        if mark in news:
            behind[at].append(each)
        else:
            at = places.get(mark, at)
    lines = behind[-1]
    for number, each in enumerate(own):
        lines += [each, *behind[number]]
    return replace(ours, notes=(*_notes(lines), *ours.generated))


def with_beside(unit: Unit, *others: Unit | None) -> Unit:
    """Return *unit* with what stands beside *others* too: comments, and what lost a conflict.

    A target that one of them lost a conflict with is there once, and not where
    it is that of *unit*.
    """
    for other in others:
        if other is None:
            continue
        unit = with_comments(unit, other, None)
        there = {raw(each.target) for each in unit.alternatives} | {raw(unit.target or ())}
        added = tuple(each for each in other.alternatives if raw(each.target) not in there)
        if added:
            unit = replace(unit, alternatives=(*unit.alternatives, *added))
    return unit


def of_another_source(unit: Unit) -> Unit:
    """Return *unit* with what lost a conflict beside it as drafts: its source has changed since."""
    if not unit.alternatives:
        return unit
    drafts = tuple(replace(each, state=State.INITIAL) for each in unit.alternatives)
    return replace(unit, alternatives=drafts)


def _marks(lines: Sequence[str], known: Container[str]) -> list[str]:
    """Return the digest of each of *lines*: that of the line it was wrapped from, where *known*."""
    marks = [line_digest(line) for line in lines]
    at = 0
    while at < len(lines):
        stop = at + 1
        if marks[at] not in known:
            runs = (run for run in _runs(lines, at) if run[1] in known)
            stop, mark = next(runs, (stop, marks[at]))
            marks[at:stop] = [mark] * (stop - at)
        at = stop
    return marks


def _ends(lines: Sequence[str]) -> dict[str, int]:
    """Return where each of *lines* stands by its digest, of several the last by theirs as one."""
    ends = {mark: stop - 1 for at in range(len(lines)) for stop, mark in _runs(lines, at)}
    return ends | {line_digest(line): at for at, line in enumerate(lines) if line.strip()}


def _runs(lines: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    """Yield where the lines from *at* on may end that are one, and the digest of that one."""
    one = ""
    for stop, line in enumerate(lines[at : at + _MOST_LINES], at + 1):
        words = " ".join(line.split())
        if not words:
            return
        # Words are broken at their hyphens as well.
        is_broken = one[-1:] == "-" and one[-2:-1].isalpha() and words[0].isalpha()
        one += words if is_broken or not one else f" {words}"
        yield stop, line_digest(one)


def settle(
    active: Sequence[Unit], left: Sequence[Unit], *, went: Mapping[str, Sequence[str]]
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Return *active* with the comments of those of *left* whose text *went* there, by their ids.

    *left* are the units of the store that the article does not have.  Comments
    are all that some of them hold: those are gone then, and not in *left* any
    more.  What was obsolete before has had its comments carried over.
    """
    gone = [unit for unit in left if unit.comments and not unit.obsolete and unit.id in went]
    if not gone:
        return tuple(active), tuple(left)
    units = {unit.id: unit for unit in active}
    moved: set[str] = set()
    for old in gone:
        home = went[old.id][0]
        units[home] = with_comments(units[home], old, None)
        if not old.has_target and not old.alternatives:
            moved.add(old.id)
    rest = tuple(unit for unit in left if unit.id not in moved)
    return tuple(units[unit.id] for unit in active), rest


def remember_comments(
    record: Mapping[str, Memo], lines: Mapping[str, Iterable[str]]
) -> dict[str, Memo]:
    """Return the record with digests of *lines* of comments that came back, by the id of a unit.

    One that is deleted in the store afterwards does not come back with a copy
    of the file.
    """
    memos = dict(record)
    for id, digests in lines.items():
        memo = memos.get(id, Memo(id))
        known = tuple(dict.fromkeys((*memo.comments, *digests)))
        if known != memo.comments:
            memos[id] = replace(memo, comments=known)
    return memos


def _known(ours: Unit, memo: Memo | None) -> set[str]:
    known = {line_digest(line) for line in comment_lines(ours)}
    return known.union(memo.comments) if memo else known


def _lines(unit: Unit) -> list[_Line]:
    return [(note, line) for note in unit.comments for line in lines_of(note)]


def _notes(lines: Iterable[_Line]) -> tuple[Note, ...]:
    """Return the notes that *lines* are of, each in as many pieces as others cut it into."""
    pieces: list[tuple[Note, list[str]]] = []
    for note, line in lines:
        if pieces and pieces[-1][0] is note:
            pieces[-1][1].append(line)
        else:
            pieces.append((note, [line]))
    return tuple(replace(note, text="\n".join(each)) for note, each in pieces)
