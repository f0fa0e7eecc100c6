"""What the program knows of a language: the record of a language pack, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal

from alihbahasa.model import (
    Kind,
)
from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A segmentation rule, SRX 2.0 ``rule``.

    *before* and *after* are patterns for the text on either side of a
    position; the first rule that matches there decides.  *name* is for people;
    *file* and *line* are where it was read, "" and 0 for a rule of ours.
    """

    is_break: bool
    before: str
    after: str
    name: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Stops:
    """What ends a sentence in a language, and what only looks as if it did.

    The words behind the SRX rules of a language; ``segmentation.rules``
    writes the rules out.  A word is written without its final stop (``Prof``,
    ``a.n``); one in lower case stands for its capitalised and upper-case
    forms too.

    *marks* end a sentence before white space, *wide* ones anywhere.  *titles*
    never end one.  *finals* may ("dll.", "M.Si."), and do before a capital;
    one made of capitals and stops alone ("S.H.") only after a comma, since it
    may be somebody's initials.  A word that is in both is a unit of measure
    after a number and a title elsewhere ("2020 г.", "г. Москва").  *numbered*
    end none before a number.  Before one of the *ordinals* (months, wars,
    centuries), and after one of the *determiners*, a number with a stop is an
    ordinal ("9. November", "am 15. Loch").  A single capital is an initial unless it
    follows one of the *classifiers* ("vitamin C."), or one of the *starters*,
    which begin sentences and no names, comes next.  *attributions* are the
    verbs that say who spoke: a quotation that ends in a question or
    exclamation mark goes on with one.
    """

    marks: str = ".?!…‼⁇⁈⁉؟۔։।॥።។။"
    wide: str = "。！？｡"
    titles: frozenset[str] = frozenset()
    finals: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    classifiers: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    attributions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Numerals:
    """How a language writes numbers.

    *scales* are words that multiply (``juta`` 10**6), *cardinals* and
    *ordinals* words that stand for a number; all in lower case.  Where two
    words have one scale, the first is the one that is proposed.

    *fractions* are words that may be multiplied or added (``setengah`` 0.5);
    *implied* are words that say a number and join no other (``both`` 2);
    *prefixes* begin longer words (``двух`` in ``двухлетний``).  *joiners*
    stand between the words of one number (``and``), *spans* between the two
    ends of a range (``hingga``).  *proclitics* and *enclitics* may be written to
    any of the words (``و``, ``ال``; ``-ում``).  *idioms* are words with a numeral
    in them that say no number (``一部``, ``الأحد``).

    *months* are written as the language writes them: a capital there must be
    a capital in the text.  *short_months* are sure only beside a number.
    *clock_before* and *clock_after* are words that make a number an hour,
    *clock* stands between hours and minutes; *forenoon* and *afternoon* are words
    beside an hour that tell the half of the day (``a.m.``, ``pagi``; ``p.m.``);
    *day_parts* are others, with the hour that the twelve hours they may tell
    begin at (``siang`` 9, ``malam`` 18).  *minutes* are words before an hour, or
    behind one, with what they add to it (``half past`` 30, ``setengah`` -30).
    *weekdays* count from Monday, 1 (ISO 8601), and are written as *months* are;
    *short_weekdays* are sure only beside a date.  *decades* are endings
    (``-an`` in ``90-an``), *decades_before* words (``années 90``), *centuries* words
    between a century and a decade of it (``20世纪30年代``), *minus* words of negation,
    *units* words and signs of measure, each with its symbol (``persen`` "percent", ``poin persen``
    "percentage point", ``kaki`` "ft"), or the code of a currency (ISO 4217,
    "currency" for a word that several have; every dollar is USD).

    *falling* are the beginnings of words that say the same as a sign: to shrink by 5 %
    is to grow by -5 %.  *vague* are words of numbers that are other words as well
    (``altı``, six and under), and so may be left out where they stand alone.
    """

    decimal: str = "."
    group: tuple[str, ...] = (",",)
    scales: Mapping[str, int] = field(default_factory=dict)
    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    fractions: Mapping[str, Decimal] = field(default_factory=dict)
    implied: Mapping[str, Decimal] = field(default_factory=dict)
    prefixes: Mapping[str, int] = field(default_factory=dict)
    joiners: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    proclitics: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)
    short_months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    short_weekdays: Mapping[str, int] = field(default_factory=dict)
    clock_before: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    clock: str = ":"
    forenoon: tuple[str, ...] = ()
    afternoon: tuple[str, ...] = ()
    day_parts: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    decades: tuple[str, ...] = ()
    decades_before: tuple[str, ...] = ()
    centuries: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    falling: tuple[str, ...] = ()
    vague: frozenset[str] = frozenset()


def _itself(word: str) -> tuple[str, ...]:
    return (word,)


def _never(first: str, second: str) -> bool:
    return False


def _always(word: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class LanguagePack:
    """What the program knows of one language.

    *tag* is BCP 47 and the name of the file.  *plural_forms* is the gettext
    header.  *separator* stands between sentences (nothing in zh, ja).
    *labels* maps the name of a label to its words, the first the one that is
    written (``"read": ("Baca:",)``); names are the same in every pack.
    *openings* are words that a line of a kind begins with, in any capitals
    (boilerplate: "Artikel ini telah tayang"); those of a dateline are the
    places it may consist of.

    A word of a text is an inflected form of a word of a term when
    ``word_keys`` of the one and ``term_keys`` of the other share a key; both
    get a folded word (see ``text.fold``), and return at least the word.
    ``lead_keys`` are the keys of a word that another word of the same term
    follows, where a language inflects only the last one; the default is
    ``word_keys``.  ``later_keys`` are those of a word of a term that stands
    behind another, where it is inflected otherwise than a term of one word;
    the default is ``term_keys``.  ``is_one_word`` tells whether two folded parts with a
    hyphen between them are one word (rayon-rayon) and not two
    (Nagorno-Karabakh).  *homographs* are folded words that are a name with a
    capital and another word without (Baku, baku).  ``roots`` are what a folded
    word may be derived from (pemerintah, pemerintahan: perintah).
    *verb_endings* tell the form of a verb from a noun that is spelt as the verb
    is (convicted: convict).

    *letters* are those that fold to others and make other words all the same
    (ö in Turkish): where a text writes any of them, they have to agree.

    *demonyms* are the words for what and who comes from a territory, by its
    code in ISO 3166-1 (AM: Armenian), and other names of it (US).

    *negations* are the words that deny; ``-n't`` is an ending of such
    words, ``n'-`` a beginning.

    *quotations* are the pairs of quotation marks, opening and closing, that
    the language writes, the first its own (CLDR), blanks inside them included
    (``("« ", " »")``); those in quotations follow in *inner_quotations*.
    *blanks* are what the language writes between a word or a number and a mark
    behind it, where that is known not to be nothing (French ``!``) or not to be
    a blank (English ``%``).  ``may_repeat`` tells whether a word, in lower case, may stand
    twice running ("had had", "yavaş yavaş"); the default is that any may.
    *function_words* are its commonest words without a meaning of their own, in
    lower case: they tell it from other languages.  *scripts* are those it is
    written in (ISO 15924: ``Latn``); none where that is not known.
    """

    tag: str
    name: str
    plural_forms: str
    rules: tuple[Rule, ...] = ()
    separator: str = " "
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    openings: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    numerals: Numerals = field(default_factory=Numerals)
    stops: Stops = field(default_factory=Stops)
    homographs: frozenset[str] = frozenset()
    letters: str = ""
    roots: Callable[[str], tuple[str, ...]] | None = None
    verb_endings: tuple[str, ...] = ()
    word_keys: Callable[[str], tuple[str, ...]] = _itself
    term_keys: Callable[[str], tuple[str, ...]] = _itself
    lead_keys: Callable[[str], tuple[str, ...]] | None = None
    later_keys: Callable[[str], tuple[str, ...]] | None = None
    is_one_word: Callable[[str, str], bool] = _never
    demonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    negations: frozenset[str] = frozenset()
    quotations: tuple[tuple[str, str], ...] = ()
    inner_quotations: tuple[tuple[str, str], ...] = ()
    blanks: Mapping[str, str] = field(default_factory=dict)
    may_repeat: Callable[[str], bool] = _always
    function_words: frozenset[str] = frozenset()
    scripts: tuple[str, ...] = ()
