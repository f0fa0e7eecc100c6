"""What an intake gives: the concepts, what was rejected, and what is told."""

from __future__ import annotations

from dataclasses import field

from alihbahasa.model import Glossary
from alihbahasa.records import dataclass
from alihbahasa.terminology.rejection import Rejection

#: How many examples a notice has.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is told and rejects nothing: what, how often, and the first examples.

    The count of what is no matter of numbers is 0.

    >>> str(Notice("cells with spaces too many", 5, ("B2", "B7")))
    'cells with spaces too many: 5 (B2, B7, ...)'
    """

    what: str
    count: int = 0
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{self.what}: {self.count:,}" if self.count else self.what
        more = ", ..." if self.count > len(self.examples) else ""
        return f"{text} ({', '.join(self.examples)}{more})" if self.examples else text


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows with the same term: the later, the earlier, and what became of them."""

    term: str
    row: int
    earlier: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What a sheet holds for a glossary.

    A concept has the number of its row as its line, and "" as its key where
    the sheet has none.  *rows* are those that are not blank, the headers not
    counted; None for what is no sheet.
    """

    glossary: Glossary
    rows: int | None
    rejections: tuple[Rejection, ...] = ()
    notices: tuple[Notice, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts what there is to tell, and keeps the first examples of each."""

    found: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, what: str, example: str = "", *, count: int = 1) -> None:
        """Note that *what* was found *count* times more."""
        before, examples = self.found.get(what, (0, ()))
        if example and len(examples) < _SHOWN:
            examples += (example,)
        self.found[what] = (before + count, examples)

    def notices(self) -> tuple[Notice, ...]:
        """Return what was noted, in the order it was first found."""
        return tuple(Notice(what, *rest) for what, rest in self.found.items())
