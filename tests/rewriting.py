"""The simplest way to make edits in a text, for the tests to hold the program to."""

from __future__ import annotations

from collections.abc import Iterable

from alihbahasa.model import Edit


def rewritten(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with *edits*, in any order, made; one that overlaps an earlier one is not."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: (edit.span, edit.text)):
        if edit.span.start >= done:
            parts += (text[done : edit.span.start], edit.text)
            done = edit.span.stop
    return "".join((*parts, text[done:]))
