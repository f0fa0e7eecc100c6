"""Segmentation: blocks of an article cut into units, by the SRX rules of a language.

The meaning is that of SRX 2.0: rules are ordered, a rule looks at the text
before and after a position, and the first that matches there decides.

* ``language`` writes out the rules of a language from the words of its pack;
* ``engine`` follows rules to the letter, in one pass and linear time;
* ``srx`` reads rules from an SRX 2.0 file, and writes them into one;
* ``blocks`` cuts the blocks of a document and gives every unit its id.

A break stands before the white space between two sentences; white space
belongs to none.
"""

from __future__ import annotations

from alihbahasa.segmentation.blocks import CUT, pieces, segment, units
from alihbahasa.segmentation.engine import Decision, decisions, sentences
from alihbahasa.segmentation.language import default_rules, nonbreaking_prefixes, rules

__all__ = (
    "CUT",
    "Decision",
    "decisions",
    "default_rules",
    "nonbreaking_prefixes",
    "pieces",
    "rules",
    "segment",
    "sentences",
    "units",
)
