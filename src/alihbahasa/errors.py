"""The exceptions.

A bad translation is a Finding, a bad request or a malformed file is an
AlihbahasaError, a bug of ours is a plain exception.
"""

from __future__ import annotations

#: What is longer than this is shortened, in characters: it may quote a whole file.
_LONGEST = 500


class AlihbahasaError(Exception):
    """Something the user can mend: what is wrong, where, and what to do.

    *line* and *column* count from 1; *unit* is the id of a unit; *hint* is one
    sentence on what to do about it.  A message, an id or a hint of
    more than 500 characters loses its middle.  A reader of a format knows no
    file name: who opened the file adds it with ``within``.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        unit: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = _shortened(message)
        super().__init__(self.message)
        self.file = file
        self.line = line
        self.column = column
        self.unit = _shortened(unit) if unit else unit
        self.hint = _shortened(hint) if hint else hint

    def within(self, file: str) -> AlihbahasaError:
        """Return the same error with *file* as its place, where it has none yet."""
        if self.file is None:
            self.file = file
        return self

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.message}" if place else self.message
        if self.unit:
            text += f" (unit {self.unit})"
        return text


class MissingLanguageError(AlihbahasaError):
    """A file of several languages has nothing in one that is asked for; else it may be right."""


def _shortened(text: str) -> str:
    half = _LONGEST // 2 - 1
    return text if len(text) <= _LONGEST else f"{text[:half]}…{text[-half:]}"
