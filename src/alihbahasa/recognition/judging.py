"""Tells what words of a text are: which of the terms that their keys lead to, and how surely."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TypeAlias

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Concept, Grade, MatchMode, PartOfSpeech, Span, Term
from alihbahasa.patterns import late_re
from alihbahasa.recognition.compiling import Designation
from alihbahasa.recognition.words import acronym, acronyms, bare, bare_words, capitals
from alihbahasa.text import as_written, fold

#: The grades that are found, from the best.
_GRADES = (Grade.EXACT, Grade.VARIANT, Grade.INFLECTED, Grade.DERIVED)

#: The length of the longest acronym that its capitals alone tell from other words.
_LONGEST_SHORT = 4

#: A term found, and how.
Hit: TypeAlias = tuple[Concept, Term, Grade]


def judged(
    named: Sequence[Designation], written: str, pack: LanguagePack, *, derived: bool
) -> tuple[tuple[Hit, ...], frozenset[int]]:
    """Return which of the designations *named* the words *written* really are, one a concept.

    The second answer are the numbers of those that may be another word
    with a capital that stands there for another reason.
    """
    if not named:
        return (), frozenset()
    text = as_written(written)
    words = bare_words(written, pack)
    large = capitals(written)
    homographs = {fold(each.text) for each in named if each.text[:1].islower()}
    homographs |= pack.homographs
    hits = best(
        (each.concept, each.term, grade)
        for each in named
        if (grade := _grade(each, text, words, large, homographs, pack, derived=derived))
    )
    if any(term.text[:1].isupper() and _is_sure(grade) for _, term, grade in hits):
        # A word that the glossary has as a name too is the name: Minggu is no minggu.
        hits = tuple(
            (concept, term, Grade.DERIVED if term.text[:1].islower() else grade)
            for concept, term, grade in hits
        )
    doubtful = frozenset(
        at for at, (_, term, _) in enumerate(hits) if _is_homograph(term.text, homographs)
    )
    return hits, doubtful


def _grade(
    designation: Designation,
    written: str,
    words: tuple[str, ...],
    large: str,
    homographs: Container[str],
    pack: LanguagePack,
    *,
    derived: bool,
) -> Grade | None:
    """Return how *written* is a mention of *designation*, or None where it is none."""
    mode = designation.term.match
    is_exact = written == designation.text
    if words in designation.banned or (mode is MatchMode.EXACT and not is_exact):
        return None
    asks_capitals = mode is MatchMode.CASE or _is_homograph(designation.text, homographs)
    if asks_capitals and not _is_within(capitals(designation.text), large):
        return None
    if designation.is_form:
        return Grade.INFLECTED
    if is_exact:
        return Grade.EXACT
    if _is_other_word(acronym(designation.text), large):
        return None
    if pack.letters and not _agree(written, designation.text, pack.letters):
        return None
    there, wanted = "".join(words).replace('"', ""), "".join(designation.words)
    if there == wanted.replace('"', ""):
        return Grade.VARIANT
    if "." in there + wanted and there.replace(".", "") == wanted.replace(".", ""):
        # U.N. is UN; but u.s. may be no US, and US no us.
        found = acronyms(written, pack)
        is_same = found and found == acronyms(designation.text, pack)
        return Grade.VARIANT if is_same else None
    if derived and len(words) == 1 and not _is_form(fold(written), designation, pack):
        return Grade.DERIVED
    if _is_verb(written, designation, pack):
        return Grade.DERIVED
    return Grade.INFLECTED


def _is_verb(written: str, designation: Designation, pack: LanguagePack) -> bool:
    """Tell whether *written* is a verb, and the designation a noun that is not allowed.

    A verb spelt like a noun may well render what it says, but who forbids the
    convict does not mind that somebody was convicted.
    """
    term = designation.term
    return (
        term.part_of_speech is PartOfSpeech.NOUN
        and not term.status.is_allowed
        and written.lower().endswith(pack.verb_endings)
        and not designation.text.lower().endswith(pack.verb_endings)
    )


def _is_other_word(short: str, large: str) -> bool:
    """Tell whether the capitals *large* of a word are too few for the acronym *short*.

    "us" and "Who" are no US and WHO; Nato is NATO, but nato may be anything;
    of longer ones capitals tell nothing.
    """
    if not short or len(short) > _LONGEST_SHORT or _is_within(short, large):
        return False
    return len(short) < _LONGEST_SHORT or not large


def _is_form(word: str, designation: Designation, pack: LanguagePack) -> bool:
    """Tell whether *word* is an inflected form, and not only derived from the same root."""
    term = fold(designation.text)
    keys = {*pack.term_keys(term), term, *designation.words}
    return len(designation.words) > 1 or not keys.isdisjoint(word_keys(word, pack))


def word_keys(word: str, pack: LanguagePack) -> tuple[str, ...]:
    """Return the keys of a folded word of a text, and the word without apostrophes.

    Not so where the language takes one side of the apostrophe for the word:
    "he'll" is no way to write "hell", nor "l'arme" to write "larme".
    """
    keys = pack.word_keys(word)
    if "'" in word and not {word.rpartition("'")[0], word.partition("'")[2]} & {*keys}:
        return tuple(dict.fromkeys((*keys, bare(word))))
    return keys


def best(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return of *hits* one a concept, the best, then the first.

    Of a term that is allowed and one that is not, it is the first, as Шуши is
    the genitive of Шуша; but a spelling that is forbidden letter for letter
    goes before one that is only another spelling of an allowed term.
    """
    sides: dict[int, list[Hit | None]] = {}
    for hit in hits:
        pair = sides.setdefault(id(hit[0]), [None, None])
        side = 0 if hit[1].status.is_allowed else 1
        known = pair[side]
        if known is None or _rank(hit) < _rank(known):
            pair[side] = hit
    found = []
    for allowed, other in sides.values():
        is_forbidden_spelling = (
            allowed is not None
            and other is not None
            and (allowed[2], other[2]) == (Grade.VARIANT, Grade.EXACT)
        )
        chosen = other if allowed is None or is_forbidden_spelling else allowed
        assert chosen is not None
        found.append(chosen)
    return tuple(found)


def _rank(hit: Hit) -> tuple[int, int]:
    """Return the grade of a hit, 0 the best, then the place of its term in the concept."""
    concept, term, grade = hit
    return _GRADES.index(grade), concept.terms.index(term)


def _is_sure(grade: Grade) -> bool:
    """Tell whether what is found is the term itself, in whatever spelling."""
    return grade in (Grade.EXACT, Grade.VARIANT)


def _is_homograph(term: str, homographs: Container[str]) -> bool:
    """Tell whether *term* is a name that a capital alone tells from another word."""
    return term[:1].isupper() and fold(term) in homographs


def _agree(written: str, term: str, letters: str) -> bool:
    """Tell whether *written* and *term* have the same of *letters*, word by word.

    A text that writes none of them may have been typed without.
    """
    for word, wanted in zip(written.lower().split(), term.lower().split(), strict=False):
        if not any(letter in word for letter in letters):
            continue
        for ours, theirs in zip(word, wanted, strict=False):
            if fold(ours) != fold(theirs):
                break
            if ours != theirs and (ours in letters or theirs in letters):
                return False
    return True


def _is_within(wanted: str, found: str) -> bool:
    """Tell whether *found* holds the letters of *wanted*, in order."""
    rest = iter(found)
    return all(letter in rest for letter in wanted)


#: What may stand before the first word of a sentence, and what ends the sentence before.
_OPENING = " \t\r\n\"'“”„‘’‚«»‹›([{<—–-*•"
_ENDING = frozenset(".!?…:։。！？؟|")

_LONG_WORD = late_re(r"[^\W\d_]{4,}")


def tells_nothing(text: str, span: Span, around: tuple[int, int]) -> bool:
    """Tell whether the word at *span* would have its capital whatever it means.

    So it is at the beginning of a sentence, in a headline where every longer
    word has one, and among words in capitals.  *around* are the longer words of the
    text, and how many of them have a capital.
    """
    before = text[max(span.start - 20, 0) : span.start].rstrip(_OPENING)
    if not before or before[-1] in _ENDING:
        return True
    words, large = around
    own_words, own_large = long_words(span.of(text))
    words, large = words - own_words, large - own_large
    return words > 1 and large * 5 > words * 4


def long_words(text: str) -> tuple[int, int]:
    """Return the number of the longer words of *text*, and of those with a capital."""
    words = _LONG_WORD.findall(text)
    return len(words), sum(word[0].isupper() for word in words)
