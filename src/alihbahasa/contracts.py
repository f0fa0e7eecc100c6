"""The records that a plug-in file can fill.

A plug-in is one file in one of the folders articles, exchange, glossaries,
memories, languages, checks and reports, with one record ``PLUGIN`` at its end.  Adding
one edits no other file; ``plugins`` finds it by the name of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO, Protocol

from alihbahasa.model import (
    NOTHING,
    Concept,
    Content,
    Document,
    Fault,
    Finding,
    Glossary,
    Header,
    Kind,
    Loss,
    Mention,
    Remark,
    Severity,
    Sheet,
    Side,
    State,
    Unit,
)

# --- languages --------------------------------------------------------------


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
    begin at (``siang`` 9, ``malam`` 18).
    *weekdays* count from Monday, 1 (ISO 8601), and are written as *months* are;
    *short_weekdays* are sure only beside a date.  *decades* are endings
    (``-an`` in ``90-an``), *centuries* words between a century and a decade of it
    (``20世纪30年代``), *minus* words of negation, *units* words and signs
    of measure, each with its symbol (``persen`` "percent", ``poin persen``
    "percentage point", ``kaki`` "ft"), or the code of a currency (ISO 4217,
    "currency" for a word that several have; every dollar is USD).
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
    decades: tuple[str, ...] = ()
    centuries: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)


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


# --- files ------------------------------------------------------------------


class ReadArticle(Protocol):
    """Bytes of an article to a document, one unit a block, not yet cut into sentences.

    *labels* are words before a link or a credit that the project adds to the
    pack's.  Raises AlihbahasaError with line and column for bytes that are no
    text.
    """

    def __call__(
        self, data: bytes, pack: LanguagePack, *, name: str = "", labels: Iterable[str] = ()
    ) -> Document: ...


class BuildArticle(Protocol):
    """A document and the targets of its units, by id, to the bytes of the translated article.

    A unit without a target stays as it is; with no targets and no *labels*
    the bytes are those of the source.  *labels* maps a label of the source to
    the one to write.  *source* and *target* are the packs of the languages:
    white space between sentences follows the target's.
    """

    def __call__(
        self,
        document: Document,
        targets: Mapping[str, Content],
        *,
        source: LanguagePack,
        target: LanguagePack,
        labels: Mapping[str, str] = NOTHING,
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ArticleFormat:
    """A format of articles: *extensions* with their dot, in lower case."""

    name: str
    title: str
    extensions: tuple[str, ...]
    read: ReadArticle
    build: BuildArticle


@dataclass(frozen=True, slots=True)
class Profile:
    """How exchange files are written for the program that a translator uses.

    *formats* are written where the settings name none.  In XLIFF, a unit that
    has no target gets its source for one where *copies_source*; *drafts_aside*
    keeps the targets of drafts out of it, for a memory beside it; *approves*
    says ``approved="yes"`` of every finished unit of XLIFF 1.2; one that
    *is_rich* marks the terms in the sources, and holds white space between
    units where it can.  In PO, kinds are a ``msgctxt`` where it *has_contexts*,
    and else told in the note; *templates* are POT files beside the PO files.
    *bullet* begins each of several lines about terms.  *xliff2_version* is that
    of XLIFF 2 files; where it is empty, a new one has 2.0 and others keep theirs.
    """

    name: str
    title: str
    formats: tuple[str, ...]
    copies_source: bool = False
    drafts_aside: bool = False
    approves: bool = False
    is_rich: bool = False
    has_contexts: bool = False
    templates: bool = False
    bullet: str = ""
    xliff2_version: str = ""


#: The profile that every program can read.
DEFAULT = Profile("default", "any program", formats=("po", "xliff12"))


class WriteExchange(Protocol):
    """A header and units to the bytes of an exchange file.

    *original* is the file as it stands: a unit whose source, target, state
    and comments are the same there is written byte for byte as it was found,
    unless the file was written in another *profile*.
    Raises AlihbahasaError naming the unit for text that the format cannot hold.
    """

    def __call__(
        self,
        header: Header,
        units: Iterable[Unit],
        *,
        original: bytes = b"",
        profile: Profile = DEFAULT,
    ) -> Iterator[bytes]: ...


class Locate(Protocol):
    """Find the line and column of offsets in the texts of units of a file.

    Each wanted place is ``(unit id, side, offset)``; the answer maps it to
    ``(line, column)``, from 1.  An offset past the end, or a side that is
    empty, gives where that text begins; a unit that is not there is left out.
    Offsets into the target of a unit with plural forms go on from one form to
    the next.
    """

    def __call__(
        self, data: bytes, wanted: Iterable[tuple[str, Side, int]]
    ) -> Mapping[tuple[str, Side, int], tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class Change:
    """What a unit of a file is to have: its target, None for none, and the state of it.

    *plurals* are all its plural forms, the first of which is the target; without
    them the other forms of a unit stay.
    """

    target: Content | None
    state: State
    plurals: tuple[Content, ...] = ()


class PatchExchange(Protocol):
    """A file with the targets and states of the units named changed, and every other byte kept.

    No changes, and changes to what is there already, are the same bytes.
    Raises AlihbahasaError naming the unit for one that the file does not have,
    and for a target that it cannot hold.
    """

    def __call__(self, original: bytes, changes: Mapping[str, Change]) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format that travels to a translator and back.

    *recognises* looks at the first 4 KiB of a file.  *read* raises
    AlihbahasaError with line, column and unit for a malformed file; the
    iterator may raise later.  No two units of a file have one id, and where
    it *is_keyed_by_text* none have one source and context either.
    *validate* yields all that is wrong in the bytes of a file by the standard of
    the format, in the order of the file, and raises nothing.
    *write_template* gives the file that translations into any language start
    from, without a word of a translation; None where a format has no such.
    """

    name: str
    title: str
    extension: str
    recognises: Callable[[bytes], bool]
    read: Callable[[BinaryIO], tuple[Header, Iterator[Unit]]]
    write: WriteExchange
    locate: Locate
    patch: PatchExchange
    validate: Callable[[bytes], Iterator[Fault]]
    is_keyed_by_text: bool = False
    write_template: WriteExchange | None = None


class ReadMemory(Protocol):
    """Bytes of a memory to its header and its pairs, as units, one at a time.

    *source_language* and *target_language* say which pair is read of a file
    with several languages; texts in a more or a less specific one count
    (RFC 4647).  Without them the file must tell.  Raises AlihbahasaError with
    the line for a malformed file, and with the languages there are where they
    do not tell which are meant; the iterator may raise later.
    """

    def __call__(
        self, stream: BinaryIO, *, source_language: str = "", target_language: str = ""
    ) -> tuple[Header, Iterator[Unit]]: ...


@dataclass(frozen=True, slots=True)
class MemoryFormat:
    """A format of translation memories: finished pairs, in any number.

    *recognises* looks at the first 4 KiB of a file.  *write* leaves out units
    without a finished target, and raises AlihbahasaError naming the unit for
    text that the format cannot hold.  Both directions stream.
    """

    name: str
    title: str
    extension: str
    recognises: Callable[[bytes], bool]
    read: ReadMemory
    write: Callable[[Header, Iterable[Unit]], Iterator[bytes]]


class ReadGlossary(Protocol):
    """Bytes to a glossary, and what of the file a glossary has no place for.

    *source_language* says whose terms head a concept.  Raises AlihbahasaError
    with line and column for what cannot be right.
    """

    def __call__(
        self, data: bytes, *, source_language: str
    ) -> tuple[Glossary, tuple[Loss, ...]]: ...


class WriteGlossary(Protocol):
    """A glossary to the bytes of a file, and what of it the format has no place for.

    *source_language* says whose terms head a concept, *languages* which others
    are written, all where it is empty.  *original* is the file as it stands,
    whose shape is kept.
    """

    def __call__(
        self,
        glossary: Glossary,
        *,
        source_language: str,
        languages: Sequence[str] = (),
        original: bytes = b"",
    ) -> tuple[bytes, tuple[Loss, ...]]: ...


@dataclass(frozen=True, slots=True)
class GlossaryFormat:
    """A format of glossaries: *extensions* with their dot, in lower case.

    *ambiguous* are those of them that files of any other sort have too: one
    that no format recognises is none of ours.  *recognises* looks at the first
    4 KiB of a file with such an extension.  *limit* is how large a file may
    be, in bytes.  *write* is None for a format that is only read.  *sheet*
    gives the cells of a table as they are, for import from other tools; None
    where the format is no table.  *read_leniently* leaves out columns that
    ours has no name for, where *read* would refuse them.  One that
    *is_partial* holds no keys and levels: what it has no place for cannot be
    told from what was deleted.
    """

    name: str
    title: str
    extensions: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: ReadGlossary
    write: WriteGlossary | None = None
    sheet: Callable[[bytes], Sheet] | None = None
    ambiguous: tuple[str, ...] = ()
    limit: int = 20_000_000
    read_leniently: ReadGlossary | None = None
    is_partial: bool = False


# --- checks and reports -----------------------------------------------------


def nothing_near(word: str) -> tuple[str, ...]:
    """Return no names: there is no glossary."""
    return ()


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may look at besides the unit.

    *target_mentions* finds the terms of the glossary in a text of the target
    language, those that lie within a longer one too.  *banned* are concepts
    without a source term: their forbidden terms may stand nowhere.
    *near_names* tells which names of the glossary a word of the source is
    almost spelt as.  *packs* gives every language that there is a pack of;
    nothing is loaded before it is asked for.
    """

    source: LanguagePack
    target: LanguagePack
    target_language: str
    target_mentions: Callable[[str], tuple[Mention, ...]]
    banned: tuple[Concept, ...] = ()
    near_names: Callable[[str], tuple[str, ...]] = nothing_near
    packs: Callable[[], tuple[LanguagePack, ...]] = tuple


def _says_nothing(unit: Unit, context: CheckContext) -> tuple[Remark, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a check says of units side by side, of one article or of all.

    *summarise* gives what of an article matters, small and picklable, *conclude*
    the remarks, each with the article and the id of the unit it is of, from
    the names of the articles and their summaries, in order.  Articles may be
    summarised apart from each other, in processes of their own.
    """

    summarise: Callable[[Iterable[Unit], CheckContext], Any]
    conclude: Callable[[Sequence[tuple[str, Any]]], Iterable[tuple[str, str, Remark]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check of one unit by *run*, or of many side by side by a *survey*.

    *code* is stable and short, *name* what settings and reports say.
    *severity* is the default.  The docstring of its module is its
    documentation: one paragraph, then wrong and right.  A check looks at
    finished targets; one with *drafts* also at those nobody has confirmed, one
    with *gaps* also at units without a target.
    One whose *side* is the source looks at that alone: in every unit, translated
    or not, and once whatever the languages.  One of *completeness* is for
    languages that the settings call complete.

    *false_alarms* is how many of 100 pairs of professional translation it is
    wrong about, as measured by ``python -m benchmarks checks``; None where no
    such text can tell.
    """

    code: str
    name: str
    severity: Severity
    run: Callable[[Unit, CheckContext], Iterable[Remark]] = _says_nothing
    survey: Survey | None = None
    drafts: bool = False
    gaps: bool = False
    side: Side = Side.TARGET
    completeness: bool = False
    false_alarms: float | None = None


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What a report tells of a check: *severity* is the default, *summary* one sentence.

    *text* is its whole documentation: a paragraph, then what is wrong and right.
    """

    code: str
    name: str
    severity: Severity
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was looked at, and what came of it besides the findings.

    *units* counts the translations that were checked, *articles* and *files*
    where they stand: in the stores of a project, in exchange files.  A finding
    from *fail_on* on makes the run fail.  *since* is the revision that findings
    are new since, "" where nobody asked, *fixed* how many are gone since then.
    *waived* and *known* count what was found and is not told, since a waiver
    or the baseline says so.  *checks* are those that ran, by code, *version* is
    that of the program.
    """

    units: int
    articles: int
    files: int = 0
    fail_on: Severity = Severity.ERROR
    since: str = ""
    fixed: int = 0
    waived: int = 0
    known: int = 0
    checks: tuple[CheckInfo, ...] = ()
    version: str = ""


class RenderReport(Protocol):
    """Findings, in order, and the tally of the run to the pieces of a report.

    *is_terminal* allows colour, and asks that control characters be escaped.
    """

    def __call__(
        self, findings: Sequence[Finding], tally: Tally, *, is_terminal: bool = False
    ) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """A way to print findings, machine-readable or not."""

    name: str
    title: str
    render: RenderReport
