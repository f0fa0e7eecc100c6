"""Reconciliation: fresh units, the record and what came back become one set of units.

Nothing that a translator wrote is dropped: a target, a comment or a losing
side of a conflict is, after every step here, in an active unit, in an
obsolete one, beside one as an alternative, or in the record.

Three-way merging asks one question of a target: was exactly this (target,
state) once exported, or sent in before?  If so it is untouched or older, and
what is newer wins.  Two that are news are a conflict; both are kept.

* ``fresh`` lays what stood there over the article as it is now;
* ``recut`` carries work over to sentences that the rules cut otherwise;
* ``edits`` finds what was edited, split and merged, and ``fate`` names it;
* ``returning`` makes ready what a file brought back;
* ``merging`` merges it, and ``resolving`` ends a conflict;
* ``aside`` brings drafts back from the memory that they are kept in too;
* ``comments`` carries what people wrote beside units;
* ``differing`` tells what two states differ in;
* ``meaning`` tells what an edit changed of what a sentence says;
* ``codes`` brings what a file holds to the inline codes of the article;
* ``record`` remembers what was exported.
"""

from __future__ import annotations

from alihbahasa.reconciliation.aside import with_drafts
from alihbahasa.reconciliation.codes import Faults, coded, faults, of_draft, tagged, with_codes
from alihbahasa.reconciliation.comments import remember_comments
from alihbahasa.reconciliation.differing import Change, What, source_changes, target_changes
from alihbahasa.reconciliation.edits import is_same_sentence
from alihbahasa.reconciliation.fate import Fate, Fates
from alihbahasa.reconciliation.fresh import Overlay, overlay, recorded_state
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
    with_replaced,
)
from alihbahasa.reconciliation.record import digest, outdated, remember, with_terms, words_of
from alihbahasa.reconciliation.recut import Cut, squeezed
from alihbahasa.reconciliation.resolving import choices, note_resolved, resolved
from alihbahasa.reconciliation.returning import Received, received

__all__ = (
    "Change",
    "Cut",
    "Fate",
    "Fates",
    "Faults",
    "Merge",
    "Outcome",
    "Overlay",
    "Received",
    "Taken",
    "What",
    "choices",
    "coded",
    "digest",
    "faults",
    "is_known",
    "is_same_sentence",
    "keep_replaced",
    "merge",
    "note_merges",
    "note_resolved",
    "of_draft",
    "outdated",
    "overlay",
    "received",
    "recorded_state",
    "remember",
    "remember_comments",
    "resolved",
    "restored",
    "source_changes",
    "squeezed",
    "tagged",
    "take_in",
    "target_changes",
    "with_codes",
    "with_drafts",
    "with_replaced",
    "with_terms",
    "words_of",
)
