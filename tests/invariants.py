"""How often each invariant is tried: some hundred times in a run, thousands by ``pytest -m long``.

A test of an invariant says so, and both counts::

    @invariant("I6", ci=1_000, long=50_000)
    @given(text())
    def test_units_and_gaps_join_to_the_text(text: str) -> None: ...

A test that draws nothing from hypothesis takes the fixture ``times`` and counts itself.
The summary of the run lists what was tried how often.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import is_hypothesis_test, settings

_Test = TypeVar("_Test", bound=Callable[..., Any])

_is_long = False


def run_long() -> None:
    """Make every invariant run at its long count; to be called before tests are collected."""
    global _is_long  # noqa: PLW0603 - one run of pytest has one answer
    _is_long = True


def times(ci: int, *, long: int) -> int:
    """Return how often to try in this run."""
    return long if _is_long else ci


def invariant(name: str, *, ci: int, long: int) -> Callable[[_Test], _Test]:
    """Mark a test as one of the invariant *name*, tried *ci* times, and *long* times at length."""

    def marked(test: _Test) -> _Test:
        count = times(ci, long=long)
        if is_hypothesis_test(test):
            test = settings(max_examples=count)(test)
        mark: _Test = pytest.mark.long(name, count)(test)
        return mark

    return marked
