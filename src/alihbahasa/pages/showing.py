"""Showing: texts with their inline codes and their changes, as people would mark them by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from markupsafe import Markup, escape

from alihbahasa import text
from alihbahasa.model import Code, CodeKind, Concept, Content, Span
from alihbahasa.pages import visible
from alihbahasa.pages.visible import Mark

#: Pieces of two texts that answer to each other; equal ones are the same in both.
Pieces: TypeAlias = tuple[tuple[Markup, Markup], ...]

#: What formats text, and the element that shows it so.
_FORMATS = {
    "**": "strong",
    "__": "strong",
    "<b>": "strong",
    "<strong>": "strong",
    "*": "em",
    "_": "em",
    "<i>": "em",
    "<em>": "em",
    "~~": "s",
    "<s>": "s",
    "<del>": "s",
}

#: How much of a code is shown.
_LONGEST = 12

shown = visible.text


def codes(content: Content) -> Iterator[Mark]:
    """Yield the marks that show the inline codes of *content* in its text.

    Bold, italics and struck text look so; other markup is shown by how it begins.
    """
    at = 0
    opened: dict[str, tuple[Code, int]] = {}
    for part in content:
        if isinstance(part, str):
            at += len(part)
            continue
        if part.kind is CodeKind.OPEN and part.data.lower() in _FORMATS:
            opened[part.id] = part, at
        elif part.kind is CodeKind.CLOSE and part.id in opened:
            begun, start = opened.pop(part.id)
            element = _FORMATS[begun.data.lower()]
            yield Mark(Span(start, at), f"<{element}>", f"</{element}>")
        else:
            yield _chip(part, at)
    for code, start in opened.values():
        yield _chip(code, start)


def _chip(code: Code, at: int) -> Mark:
    """Return the mark of a *code* that is shown as it is, its end left out where it is long."""
    whole = visible.plainly(code.data) or "⟨⟩"
    short = whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"
    body = f'<span class="code" title="{escape(whole)}">{escape(short)}</span>'
    return Mark(Span(at, at), body, "")


def changes(before: str, now: str) -> Pieces:
    """Return the pieces of *before* and *now* that answer to each other; equal ones in both."""
    found = []
    for old, new in text.word_changes(before, now):
        if old.split() == new.split():
            same = visible.text(new)
            found.append((same, same))
        else:
            found.append((visible.text(old), visible.text(new)))
    return tuple(found)


def concept_name(concept: Concept, language: str) -> str:
    """Return what *concept* goes by among people who write in *language*."""
    terms = concept.terms_in(language)
    return visible.plainly(next((term.text for term in terms), concept.key))
