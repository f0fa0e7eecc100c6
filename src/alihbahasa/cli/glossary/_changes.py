"""How commands tell what they did to a glossary: the changes of concepts, and what was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from alihbahasa.cli import _terminal
from alihbahasa.text import shortened

if TYPE_CHECKING:
    from alihbahasa.model import GlossaryFinding, Loss
    from alihbahasa.terminology.differing import ConceptChange

_LONGEST = 160


def change_line(change: ConceptChange) -> str:
    """Return what became of a concept: ``rayon: en department -> ministry``."""
    return f"{change.key}: {what_changed(change)}"


def change_fields(change: ConceptChange) -> dict[str, object]:
    """Return what documents for programs say of a change of a concept."""
    return {
        "concept": change.key,
        "kind": change.kind.value,
        "cells": [
            {"cell": cell.cell, "before": list(cell.before), "after": list(cell.after)}
            for cell in change.cells
        ],
    }


def loss_fields(losses: Iterable[Loss]) -> list[dict[str, object]]:
    """Return what documents for programs say of what was left out."""
    return [asdict(each) for each in losses]


def finding_fields(finding: GlossaryFinding) -> dict[str, object]:
    """Return what documents for programs say of a finding in a glossary."""
    related = finding.related
    return {
        "file": finding.place.file,
        "line": finding.place.line,
        "severity": finding.severity.value,
        "code": finding.code,
        "check": finding.check,
        "message": finding.message,
        "concept": finding.concept,
        "language": finding.language,
        "related": {"file": related.file, "line": related.line} if related else None,
        "fix": finding.fix,
    }


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
