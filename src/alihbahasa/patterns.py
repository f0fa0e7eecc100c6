"""Patterns that are compiled when they are first used.

A short run uses a third of those that the modules it imports have, and
compiling one takes as long as importing a small module.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    import regex


def late_re(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, compiled when it is first used.

    >>> late_re("(a+)b").sub(r"\\1", "aab")
    'aa'
    """
    return cast("re.Pattern[AnyStr]", _Late(pattern, partial(re.compile, pattern, flags)))


def late_regex(pattern: AnyStr, flags: int = 0) -> regex.Pattern[AnyStr]:
    """Return what ``regex.compile`` does, compiled when it is first used."""
    return cast("regex.Pattern[AnyStr]", _Late(pattern, partial(_regex, pattern, flags)))


def _regex(pattern: AnyStr, flags: int) -> regex.Pattern[AnyStr]:
    import regex

    return regex.compile(pattern, flags)


class _Compiled:
    """A pattern whose methods are those of the one that was compiled."""


class _Late(_Compiled):
    """A pattern that becomes a compiled one when it is asked for anything but its text."""

    def __init__(self, pattern: str | bytes, make: Callable[[], Any]) -> None:
        self.pattern = pattern
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self._make()
        public = (each for each in dir(compiled) if not each.startswith("_"))
        self.__dict__.update((each, getattr(compiled, each)) for each in public)
        # From now on nothing stands between the caller and the methods.
        self.__class__ = _Compiled  # type: ignore[assignment]
        return getattr(self, name)
