"""Reconciliation: fresh units, the record and what came back become one set of units.

Nothing that a translator wrote is dropped: a target, a comment or a losing
side of a conflict is, after every step here, in an active unit, in an
obsolete one, beside one as an alternative, or in the record.

Three-way merging asks one question of a target: was exactly this (target,
state) once exported, or sent in before?  If so it is untouched or older, and
what is newer wins.  Two that are news are a conflict; both are kept.

* ``fresh`` lays what stood there over the article as it is now;
* ``recut`` carries work over to sentences that the rules cut otherwise;
* ``returning`` makes ready what a file brought back;
* ``merging`` merges it, and ``resolving`` ends a conflict;
* ``codes`` brings what a file holds to the inline codes of the article;
* ``record`` remembers what was exported.
"""

from __future__ import annotations

from alihbahasa.reconciliation.codes import Faults, coded, faults, of_draft, tagged, with_codes
from alihbahasa.reconciliation.fresh import overlay
from alihbahasa.reconciliation.merging import (
    Merge,
    Outcome,
    Taken,
    is_known,
    keep_replaced,
    merge,
    note_merges,
    restored,
    take_in,
)
from alihbahasa.reconciliation.record import digest, remember, words_of
from alihbahasa.reconciliation.recut import Cut, squeezed
from alihbahasa.reconciliation.resolving import note_resolved, resolved
from alihbahasa.reconciliation.returning import Received, received

__all__ = (
    "Cut",
    "Faults",
    "Merge",
    "Outcome",
    "Received",
    "Taken",
    "coded",
    "digest",
    "faults",
    "is_known",
    "keep_replaced",
    "merge",
    "note_merges",
    "note_resolved",
    "of_draft",
    "overlay",
    "received",
    "remember",
    "resolved",
    "restored",
    "squeezed",
    "tagged",
    "take_in",
    "with_codes",
    "words_of",
)
