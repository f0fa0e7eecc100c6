"""Decisions of a reviewer, as the review page saves them: each becomes a unit that is merged.

The file is JSON, ``{"version": 1, "kind": "alihbahasa-review", "project", "language",
"reviewer", "decisions": [{"article", "unit", "source", "target", "accept", "comment"}]}``;
*source* and *target* are what was looked at.  What was accepted counts where
both still stand so; a comment goes beside the sentence in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import msgspec
from msgspec import Struct

from alihbahasa import storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Bitext, Content, Header, Note, State, Unit, is_blank, raw
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.workflow.collect import Collected
from alihbahasa.xmlio import FORBIDDEN

KIND = "alihbahasa-review"
VERSION = 1

#: What the first bytes of such a file have.
_MARK = late_re(rb'\A(?:\xef\xbb\xbf)?\s*\{[^{}\[\]]{0,2000}"kind"\s*:\s*"alihbahasa-review"')

#: Where an error is, in the words of msgspec.
_NUMBER = late_re(r"\$\.decisions\[(\d+)\]")

#: The longest name and the longest comment, in characters.
_LONGEST_NAME, _LONGEST = 200, 100_000


class Decision(Struct, frozen=True):
    """What a reviewer said of one unit, and the texts that it was said of."""

    article: str
    unit: str
    source: str
    target: str
    accept: bool = False
    comment: str = ""


class Review(Struct, frozen=True):
    """The decisions of one reviewer in one language."""

    version: int
    kind: str
    language: str
    project: str = ""
    reviewer: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions as units of each article, which merge like those of any file.

    *stale* are units, with the target that was reviewed, that say something else
    since: they are not accepted.  *contested* are in conflict: neither are they.
    *strays* counts decisions on sentences that no article has.
    """

    parts: dict[str, list[Unit]]
    stale: tuple[tuple[str, Unit, Content], ...]
    contested: int
    strays: int


def recognises(data: bytes) -> bool:
    """Tell whether a file that begins with *data* holds the decisions of a review."""
    return _MARK.match(data) is not None


def parsed(data: bytes, *, shown: str) -> Review:
    """Return the review in *data*, called *shown*; raises AlihbahasaError with the decision."""
    if len(data) > storage.TEXT_LIMIT:
        raise AlihbahasaError(
            f"decisions of {len(data):,} bytes, and at most {storage.TEXT_LIMIT:,} are read",
            file=shown,
            hint="import those of one article at a time",
        )
    try:
        review = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Review)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        told, _, path = str(error).partition(" - at ")
        at = _NUMBER.search(path)
        where = f"decision {int(at[1]) + 1}: " if at else ""
        said = told if told[1:2].isupper() else told[:1].lower() + told[1:]
        raise AlihbahasaError(
            f"not the decisions of a review: {where}{said}",
            file=shown,
            hint="save them once more from the page",
        ) from error
    if review.version != VERSION:
        raise AlihbahasaError(
            f"decisions of version {review.version}, and known is {VERSION}",
            file=shown,
            hint="a newer alihbahasa wrote the page: update this one",
        )
    _refuse_text(review.reviewer, "the name of the reviewer", _LONGEST_NAME, shown=shown)
    if not review.reviewer.isprintable():
        raise AlihbahasaError("the name of the reviewer is no line of text", file=shown)
    if not review.decisions:
        raise AlihbahasaError("there are no decisions in it", file=shown)
    seen: dict[tuple[str, str], Decision] = {}
    for number, each in enumerate(review.decisions, 1):
        key = each.article, each.unit
        _refuse_text(each.comment, f"the comment of decision {number}", _LONGEST, shown=shown)
        if seen.setdefault(key, each) != each:
            raise AlihbahasaError(
                f"decision {number} contradicts another one of the same sentence",
                file=shown,
                unit=each.unit[:40],
            )
    return msgspec.structs.replace(review, decisions=tuple(seen.values()))


def _refuse_text(text: str, what: str, longest: int, *, shown: str) -> None:
    if len(text) > longest:
        raise AlihbahasaError(f"{what} is longer than {longest:,} characters", file=shown)
    if bad := FORBIDDEN.search(text):
        raise AlihbahasaError(
            f"{what} has the character U+{ord(bad[0]):04X}, which no exchange file can hold",
            file=shown,
        )


def bitext(review: Review, *, source_language: str) -> Bitext:
    """Return what a file of the decisions would say of itself, without units."""
    return Bitext(Header(source_language, review.language, translator=review.reviewer), ())


def decided(
    review: Review, *, articles: Iterable[str], at: Callable[[str], Collected], shown: str
) -> Decided:
    """Return the decisions of *review* as units of the *articles*, where these still say so.

    *at* gives what is known of an article.  Raises AlihbahasaError, for the file
    *shown*, where none of its sentences is in the project.
    """
    there = frozenset(articles)
    known = {
        article: {unit.id: unit for unit in at(article).active}
        for article in {each.article for each in review.decisions} & there
    }
    parts: dict[str, list[Unit]] = {}
    stale: list[tuple[str, Unit, Content]] = []
    contested = strays = 0
    for each in review.decisions:
        unit = known.get(each.article, {}).get(each.unit)
        if unit is None:
            strays += 1
            continue
        target, state = None, State.INITIAL
        if each.accept:
            is_same = (each.source, each.target) == (raw(unit.source), raw(unit.target or ()))
            if not is_same or is_blank(unit.target):
                stale.append((each.article, unit, (each.target,)))
            elif unit.alternatives:
                contested += 1
            else:
                target, state = unit.target, max(unit.state, State.REVIEWED, key=_rank)
        parts.setdefault(each.article, []).append(
            replace(
                unit,
                target=target,
                state=state,
                previous=None,
                alternatives=(),
                notes=_comments(each.comment, review.reviewer),
            )
        )
    if strays and not parts:
        raise AlihbahasaError(
            "none of the sentences it decides on is in this project",
            file=shown,
            hint=f"it is of the project {review.project[:60]}" if review.project else None,
        )
    return Decided(parts, tuple(stale), contested, strays)


def _rank(state: State) -> int:
    return state.rank


def _comments(comment: str, reviewer: str) -> tuple[Note, ...]:
    """Return *comment* as a note that names the *reviewer*, since PO has no place for that.

    No line of it begins as the target of a conflict does.
    """
    lines = [line.rstrip() for line in comment.strip().split("\n")]
    if lines == [""]:
        return ()
    first, *others = lines
    said = [f"{reviewer.strip() or 'review'}: {first}"]
    said += [f"- {line}" if line.startswith("conflict") else line for line in others]
    return (Note("", "translator", "\n".join(said)),)
