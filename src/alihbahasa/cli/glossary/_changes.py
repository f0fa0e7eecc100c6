"""How commands tell what they did to a glossary: the changes of concepts, and what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alihbahasa.cli import _terminal
from alihbahasa.text import escape_terminal, shortened

if TYPE_CHECKING:
    from alihbahasa.model import Loss
    from alihbahasa.terminology.differing import ConceptChange

_LONGEST = 160


def change_line(change: ConceptChange) -> str:
    """Return what became of a concept: ``rayon: en department -> ministry``."""
    return escape_terminal(f"{change.key}: {what_changed(change)}")


def what_changed(change: ConceptChange) -> str:
    """Return *change* in words, long texts cut off."""
    from alihbahasa.terminology.differing import ChangeKind

    if change.kind is ChangeKind.REMOVED:
        return "removed"
    told = "; ".join(shortened(str(cell), _LONGEST) for cell in change.cells)
    return f"added: {told}" if change.kind is ChangeKind.ADDED else told


def tell_losses(losses: tuple[Loss, ...], file: str = "") -> None:
    """Say what was left out of *file*, where it was read or written; "" for the only file there is.

    ``alihbahasa: terms.xlsx: left out: images (2 times, first at B2)``
    """
    for loss in losses:
        _terminal.notice(f"{file}: left out: {loss}" if file else f"left out: {loss}")
