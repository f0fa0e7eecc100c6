"""How changes of concepts are told, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def loss_notices(losses: tuple[Loss, ...], file: str) -> list[str]:
    """Return what to say of what *file* cannot hold."""
    return [f"{file} has no place for {loss}" for loss in losses]
