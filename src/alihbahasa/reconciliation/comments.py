"""What people wrote beside units: it goes where it is read, line by line, in the order of writing.

An answer is told from a question by what it stands behind (see
``workflow.queries``), so a line that came back is put behind the line that it
stood behind there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from alihbahasa.model import Memo, Note, State, Unit, raw
from alihbahasa.reconciliation.record import comment_lines, line_digest, lines_of

_Line: TypeAlias = tuple[Note, str]


def new_lines(ours: Unit, theirs: Unit, memo: Memo | None) -> tuple[str, ...]:
    """Return the digests of the lines of comments of *theirs* that *ours* never had.

    What the record knows and *ours* has no more was deleted there, and is no news.
    """
    if not theirs.comments:
        return ()
    known = _known(ours, memo)
    found = dict.fromkeys(line_digest(line) for line in comment_lines(theirs) if line.strip())
    return tuple(each for each in found if each not in known)


def with_comments(ours: Unit, theirs: Unit, memo: Memo | None) -> Unit:
    """Return *ours* with the lines of comments that are new in *theirs* (see ``new_lines``).

    Each stands behind the line that is before it in *theirs*, or else at the end.
    """
    news = set(new_lines(ours, theirs, memo))
    if not news:
        return ours
    own = _lines(ours)
    places = {line_digest(line): number for number, (_, line) in enumerate(own) if line.strip()}
    behind: dict[int, list[_Line]] = defaultdict(list)
    at = len(own) - 1
    for note, line in _lines(theirs):
        mark = line_digest(line)
        if mark in news:
            behind[at].append((note, line))
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
