"""What other tools write for a level, a status, a part of speech, yes and no.

Statuses: Crowdin has preferred, admitted, not recommended and obsolete, Phrase
New and Approved, TBX four values ending in ``-admn-sts``.  A term that is new
or proposed is admitted; one that is approved has the rank that its place in
the cell gives it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TypeVar

from alihbahasa.model import Level, MatchMode, PartOfSpeech, TermStatus
from alihbahasa.terminology.intake.cells import Fault, squashed
from alihbahasa.text import shortened

T = TypeVar("T")

YES_NO: Mapping[str, bool] = {
    **dict.fromkeys("yes y true t 1 x ya benar on да oui ja wahr vrai si sim ✓ ✔ ☑".split(), True),
    **dict.fromkeys("no n false f 0 tidak salah off нет non nein falsch faux não".split(), False),
}

LEVELS: Mapping[str, Level] = {
    **dict.fromkeys("must mandatory required error wajib harus".split(), Level.MUST),
    **dict.fromkeys("should recommended warning sebaiknya".split(), Level.SHOULD),
    **dict.fromkeys("info information optional may opsional".split(), Level.INFO),
}

MATCHES: Mapping[str, MatchMode] = {
    **dict.fromkeys("exact exactmatch persis".split(), MatchMode.EXACT),
    **dict.fromkeys("case casesensitive casesense matchcase".split(), MatchMode.CASE),
    **dict.fromkeys(
        "inflected fuzzy fuzzymatch prefix halfprefix morphology caseinsensitive".split(),
        MatchMode.INFLECTED,
    ),
}

#: None: the place in the cell decides.
STATUSES: Mapping[str, TermStatus | None] = {
    **dict.fromkeys("preferred preferredtermadmnsts standardized".split(), TermStatus.PREFERRED),
    **dict.fromkeys("approved translated final reviewed valid active disetujui".split(), None),
    **dict.fromkeys(
        "admitted admittedtermadmnsts allowed acceptable alternative new draft proposed pending"
        " baru usulan".split(),
        TermStatus.ADMITTED,
    ),
    **dict.fromkeys(
        "deprecated notrecommended superseded supersededtermadmnsts obsolete usang".split(),
        TermStatus.DEPRECATED,
    ),
    **dict.fromkeys(
        "forbidden deprecatedtermadmnsts banned donotuse rejected terlarang dilarang".split(),
        TermStatus.FORBIDDEN,
    ),
}

PARTS_OF_SPEECH: Mapping[str, PartOfSpeech] = {
    **dict.fromkeys("noun n nomina katabenda сущ nom substantiv".split(), PartOfSpeech.NOUN),
    **dict.fromkeys("propernoun propn name nama".split(), PartOfSpeech.PROPER_NOUN),
    **dict.fromkeys("verb v verba katakerja гл".split(), PartOfSpeech.VERB),
    **dict.fromkeys("adjective adj a adjektiva katasifat прил".split(), PartOfSpeech.ADJECTIVE),
    **dict.fromkeys("adverb adv adverbia kataketerangan нареч".split(), PartOfSpeech.ADVERB),
    **dict.fromkeys(
        "other lainnya abbreviation acronym phrase pronoun pron preposition adposition adp"
        " conjunction conj cconj sconj determiner det numeral num particle part interjection intj"
        " auxiliary aux symbol sym".split(),
        PartOfSpeech.OTHER,
    ),
}


def choice(value: str, table: Mapping[str, T], *, named: str) -> T | Fault:
    """Return what *value* stands for in *table*, or a fault that names the nearest there is.

    >>> choice("Proper-Noun", PARTS_OF_SPEECH, named="part of speech")
    <PartOfSpeech.PROPER_NOUN: 'proper noun'>
    >>> choice("musst", LEVELS, named="level").suggestion
    'did you mean must?'
    """
    bare = value.strip().casefold().removesuffix(".0")
    word = squashed(bare)
    for each in (bare, word):
        if each in table:
            return table[each]
    near = difflib.get_close_matches(word[:40], table, 1, 0.7)
    first: dict[T, str] = {}
    for word, meaning in table.items():
        first.setdefault(meaning, word)
    hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(first.values())}"
    return Fault(f"unknown {named} {shortened(value)!r}", hint)
