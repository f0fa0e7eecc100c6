"""Plural expressions of gettext (GNU gettext manual, Plural forms): the form for each number.

An expression is C of one variable, n, without assignments and calls, over the
integers from 0 to 2**64 - 1; what goes beyond begins anew from the other end.
It is worked out here for all numbers at once, operator by operator: nothing is
compiled or run, and the time is that of its length times the numbers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import TypeAlias

from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass

#: Longest expression, in characters, and how deeply parentheses and conditions may nest.
MAX_LENGTH = 1000
MAX_DEPTH = 50

#: What an expression is for each number, None where it divides by zero.
Values: TypeAlias = "list[int | None]"

_TOKEN = late_re(r"[ \t\n]*(?:([0-9]+|n)(?!\w)|([=!<>]=|&&|\|\||[-+*/%<>!?:()]))")
_MASK = 2**64 - 1
_BINARY: dict[str, tuple[int, Callable[[int, int], int]]] = {
    "==": (3, operator.eq), "!=": (3, operator.ne), "<": (4, operator.lt), ">": (4, operator.gt),
    "<=": (4, operator.le), ">=": (4, operator.ge), "+": (5, operator.add), "-": (5, operator.sub),
    "*": (6, operator.mul), "/": (6, operator.floordiv), "%": (6, operator.mod),
}  # fmt: skip
_PRIORITIES = {"||": 1, "&&": 2, **{name: priority for name, (priority, _) in _BINARY.items()}}
#: That of a condition, below all others.
_CONDITION = 0


def values(expression: str, numbers: Sequence[int]) -> Values:
    """Return what *expression* is for each of *numbers*, None where it divides by zero.

    Raises ValueError for what is no expression, or is longer or nested more
    deeply than any is.

    >>> values("n==1 ? 0 : n%10>=2 && n<20 ? 1 : 2", range(4))
    [2, 0, 1, 1]
    """
    if len(expression) > MAX_LENGTH:
        raise ValueError(f"it is longer than {MAX_LENGTH:,} characters")
    parser = _Parser(_tokens(expression), numbers)
    found = parser.parsed(_CONDITION, 0)
    if parser.token:
        raise ValueError(f"unexpected {parser.token!r}")
    return found


def _tokens(expression: str) -> list[str]:
    """Return the tokens of *expression*, and an empty one for its end."""
    found: list[str] = []
    at, end = 0, len(expression.rstrip(" \t\n"))
    while at < end:
        token = _TOKEN.match(expression, at)
        if token is None:
            raise ValueError(f"unexpected {expression[at:].strip()[:1]!r}")
        found.append(token[1] or token[2])
        at = token.end()
    return [*found, ""]


@dataclass(slots=True)
class _Parser:
    """Works out *tokens* for *numbers*, from the one *at* which it is."""

    tokens: list[str]
    numbers: Sequence[int]
    at: int = 0

    @property
    def token(self) -> str:
        return self.tokens[self.at]

    def take(self, *wanted: str) -> bool:
        """Go past the token if it is one of *wanted*; tell whether it was."""
        if self.token not in wanted or not self.token:
            return False
        self.at += 1
        return True

    def parsed(self, priority: int, depth: int) -> Values:
        """Return what is worked out of the operators of *priority* and above."""
        if depth > MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        found = self.operand(depth)
        while (rank := _PRIORITIES.get(self.token, -1)) >= max(priority, 1):
            name = self.token
            self.at += 1
            found = _joined(name, found, self.parsed(rank + 1, depth + 1))
        if priority == _CONDITION and self.take("?"):
            first = self.parsed(_CONDITION, depth + 1)
            if not self.take(":"):
                raise ValueError(f"unexpected {self.token!r}" if self.token else "it ends too soon")
            second = self.parsed(_CONDITION, depth + 1)
            found = [
                None if test is None else yes if test else no
                for test, yes, no in zip(found, first, second, strict=True)
            ]
        return found

    def operand(self, depth: int) -> Values:
        """Return what a number, n, or an expression in parentheses is, negated or not."""
        negations = 0
        while self.take("!"):
            negations += 1
        found: Values
        if self.take("("):
            found = self.parsed(_CONDITION, depth + 1)
            if not self.take(")"):
                raise ValueError("a parenthesis is not closed")
        elif self.take("n"):
            found = [*self.numbers]
        elif self.token.isdecimal():
            found = [int(self.token) & _MASK] * len(self.numbers)
            self.at += 1
        else:
            raise ValueError(f"unexpected {self.token!r}" if self.token else "it ends too soon")
        for _ in range(min(negations, 2 - negations % 2)):
            found = [None if each is None else int(not each) for each in found]
        return found


def _joined(name: str, left: Values, right: Values) -> Values:
    """Return *left* and *right* joined by the operator *name*, number by number."""
    pairs = zip(left, right, strict=True)
    if name in ("&&", "||"):
        # What stands to the right does not matter where the left decides.
        decides = name == "||"
        return [
            None if a is None else int(decides) if bool(a) is decides else b and int(bool(b))
            for a, b in pairs
        ]
    _, work = _BINARY[name]
    is_division = name in "/%"
    return [
        None if a is None or b is None or (is_division and not b) else work(a, b) & _MASK
        for a, b in pairs
    ]
