"""Terminology: false alarms and finds of ``check --glossary`` on professional translations.

``terms-id-en.csv`` is a glossary of news, written for this.  A *mention* is a
concept in a pair, however often, as one rendering will do.  An alarm is
*real* where the translator wrote words that the glossary does not have, else
*false*: each was read, and ``terms-id-en.judged.csv`` keeps the verdict by a
hash of the pair.  Then every term found is swapped in its target, for a
forbidden one of its concept and for a term of another concept, and what is
not reported was missed.

Beside it stands what comparing letters gives, in whole words, as the check of
Weblate does, and anywhere.  An alarm of theirs is real where it is one of
ours that was judged so, else false.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from alihbahasa import recognition
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Grade, Level, Mention, Span, Term, TermStatus
from alihbahasa.workflow import check_files, check_pairs
from alihbahasa.workflow.check_files import Rules
from benchmarks.edits import shared
from benchmarks.measure import Table

GLOSSARY = Path(__file__).with_name("terms-id-en.csv")
JUDGED = Path(__file__).with_name("terms-id-en.judged.csv")

_SOURCE, _TARGET = "id", "en"
_TEXTS = ("newstest2019-ref.ind.txt", "newstest2019-src.eng.txt")

_TITLE = "Terminology, Indonesian to English"
_COLUMNS = (
    "level", "tool", "mentions", "alarms", "real", "false", "unjudged", "false, %",
    "forbidden term", "found, %", "another term", "found, %",
)  # fmt: skip

#: A source and its target, and the keys of concepts in such a pair.
Pair = tuple[str, str]
Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Tool:
    """What finds the concepts that a source mentions, and those that a pair goes against."""

    name: str
    mentioned: Callable[[str], Keys]
    alarmed: Callable[[Sequence[Pair]], list[Keys]]


@dataclass(frozen=True, slots=True)
class Swap:
    """A pair with another term where the right one of the concept *key* was."""

    key: str
    pair: Pair
    is_forbidden: bool


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* takes every fourth pair."""
    try:
        pairs = real_pairs()[:: 4 if quick else 1]
    except (AlihbahasaError, OSError) as error:
        return (Table(_TITLE, _COLUMNS, (), (f"Skipped, as there is no NTREX-128: {error}.",)),)
    rules = rules_of()
    concepts = {each.key: each for each in rules.terms(_SOURCE).glossary.concepts}
    ours, *others = tools = tools_of(rules, concepts)
    alarms = [tool.alarmed(pairs) for tool in tools]
    verdicts = judgements()
    real = [
        frozenset(key for key in keys if verdicts.get((digest(pair), key)) == "real")
        for pair, keys in zip(pairs, alarms[0], strict=True)
    ]
    unjudged = [
        frozenset(key for key in keys if (digest(pair), key) not in verdicts)
        for pair, keys in zip(pairs, alarms[0], strict=True)
    ]
    drawn = list(swaps(pairs, alarms[0], rules, concepts))
    found = [tool.alarmed([swap.pair for swap in drawn]) for tool in tools]
    rows = []
    for name, levels in (("must", ["must"]), ("should", ["should"]), ("both", ["must", "should"])):
        counted = frozenset(key for key, each in concepts.items() if each.level in levels)
        for tool, alarmed, swapped in zip(tools, alarms, found, strict=True):
            count = functools.partial(_count, counted=counted)
            mentions = count(tool.mentioned(source) for source, _ in pairs)
            fair = count(a & b for a, b in zip(alarmed, real, strict=True))
            unread = count(a & b for a, b in zip(alarmed, unjudged, strict=True))
            wrong = count(alarmed) - fair - unread
            cells = [name, tool.name, f"{mentions:,}", *map(str, (count(alarmed), fair, wrong))]
            cells += [str(unread), _percent(wrong, mentions)]
            for is_forbidden in (True, False):
                hits = [
                    swap.key in keys
                    for swap, keys in zip(drawn, swapped, strict=True)
                    if swap.key in counted and swap.is_forbidden is is_forbidden
                ]
                cells += [f"{len(hits):,}", _percent(sum(hits), len(hits))]
            rows.append(tuple(cells))
    levels = Counter(each.level.value for each in concepts.values())
    notes = (
        f"{len(concepts)} concepts, {levels['must']} of them *must*; {len(pairs):,} pairs of"
        " NTREX-128, the development half.",
    )
    return (Table(_TITLE, _COLUMNS, tuple(rows), notes),)


def real_pairs() -> list[Pair]:
    """Return the pairs of the development half of NTREX-128."""
    folder = shared() / "eval/data/NTREX/NTREX-128"
    texts = [Path(folder, name).read_text("utf-8").splitlines() for name in _TEXTS]
    return list(zip(*texts, strict=True))


def rules_of() -> Rules:
    """Return what the glossary asks for, of the checks of terms."""
    return check_files.rules_of(None, [GLOSSARY], select=("term-missing", "forbidden-term"))


def digest(pair: Pair) -> str:
    """Return what tells *pair* from others without saying it."""
    return hashlib.sha256("\t".join(pair).encode()).hexdigest()[:12]


def judgements() -> dict[tuple[str, str], str]:
    """Return what was said of alarms, *real* or *false*, by the digest of the pair and the key."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {(row["pair"], row["concept"]): row["verdict"] for row in csv.DictReader(file)}


def tools_of(rules: Rules, concepts: dict[str, Concept]) -> tuple[Tool, ...]:
    """Return ours and, next to it, those that compare letters."""
    recogniser = rules.terms(_SOURCE).source("")

    def mentioned(source: str) -> Keys:
        found = recognition.mentions(source, recogniser)
        return frozenset(each.concept.key for each in found if each.grade is not Grade.DERIVED)

    def alarmed(pairs: Sequence[Pair]) -> list[Keys]:
        lines = ("\t".join(pair).encode() for pair in pairs)
        found = check_pairs.findings(
            check_pairs.Pairs(lines, _SOURCE, _TARGET),
            rules=rules,
            running=rules.running("", _TARGET),
        )
        return [
            frozenset(
                mention.concept.key
                for finding in findings
                for mention in finding.unit.mentions
                if mention.span in finding.counterpart
            )
            for findings in found
        ]

    return (
        Tool("alihbahasa", mentioned, alarmed),
        _exact("exact, whole words", concepts.values(), r"(?<!\w){}(?!\w)"),
        _exact("exact, anywhere", concepts.values(), "{}"),
    )


def _exact(name: str, concepts: Iterable[Concept], pattern: str) -> Tool:
    """Return a tool that compares letters, small or capital, as *pattern* says where."""

    def compiled(terms: Iterable[Term]) -> re.Pattern[str]:
        words = "|".join(sorted((re.escape(term.text) for term in terms), key=len, reverse=True))
        return re.compile(pattern.format(f"(?:{words or '(?!)'})"), re.IGNORECASE)

    def of(language: str, *, is_allowed: bool) -> dict[str, re.Pattern[str]]:
        return {
            each.key: compiled(
                term for term in each.terms_in(language) if term.status.is_allowed is is_allowed
            )
            for each in concepts
        }

    sources = of(_SOURCE, is_allowed=True)
    allowed, forbidden = of(_TARGET, is_allowed=True), of(_TARGET, is_allowed=False)

    @functools.cache
    def mentioned(source: str) -> Keys:
        return frozenset(key for key, each in sources.items() if each.search(source))

    def alarmed(pairs: Sequence[Pair]) -> list[Keys]:
        return [
            frozenset(
                key
                for key in mentioned(source)
                if forbidden[key].search(target) or not allowed[key].search(target)
            )
            for source, target in pairs
        ]

    return Tool(name, mentioned, alarmed)


def swaps(
    pairs: Sequence[Pair],
    alarms: Sequence[Keys],
    rules: Rules,
    concepts: dict[str, Concept],
) -> Iterator[Swap]:
    """Yield *pairs* with each concept mentioned in one, and no alarm of it, rendered wrongly.

    All its allowed terms in the target are swapped: for one of its forbidden
    terms, where it has any, and for the first term of another concept of its
    part of speech, in which none of its own is.
    """
    random = Random(1)
    ours = tools_of(rules, concepts)[0]
    context = rules.contexts(_SOURCE, _TARGET)("")
    for pair, alarmed in zip(pairs, alarms, strict=True):
        source, target = pair
        there = context.target_mentions(target)
        for key in sorted(ours.mentioned(source) - alarmed):
            spans = _outermost(
                each.span
                for each in there
                if each.concept.key == key and each.term.status.is_allowed
            )
            if not spans:  # It overlaps another one, which is rendered.
                continue
            forbidden = _terms(concepts[key], TermStatus.FORBIDDEN)
            if forbidden:
                text = _replaced(target, spans, random.choice(forbidden).text)
                yield Swap(key, (source, text), is_forbidden=True)
            other = _other(concepts[key], list(concepts.values()), random)
            yield Swap(key, (source, _replaced(target, spans, other)), is_forbidden=False)


def _terms(concept: Concept, *statuses: TermStatus) -> list[Term]:
    return [term for term in concept.terms_in(_TARGET) if term.status in statuses]


def _other(concept: Concept, concepts: Sequence[Concept], random: Random) -> str:
    """Return the first term of another of *concepts*, in which no term of *concept* is."""
    part = concept.terms[0].part_of_speech
    own = [term.text.lower() for term in _terms(concept, *TermStatus)]
    while True:
        drawn = random.choice(concepts)
        text = drawn.terms_in(_TARGET)[0].text
        if drawn.terms[0].part_of_speech is part and not any(
            term in text.lower() or text.lower() in term for term in own
        ):
            return text


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Return *spans* in order, without those that overlap one before."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.stop)):
        if not found or span.start >= found[-1].stop:
            found.append(span)
    return found


def _replaced(text: str, spans: Sequence[Span], word: str) -> str:
    for span in reversed(spans):
        text = f"{text[: span.start]}{word}{text[span.stop :]}"
    return text


def _count(found: Iterable[Keys], *, counted: Keys) -> int:
    return sum(len(keys & counted) for keys in found)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else ""
