"""Terminology: false alarms and finds of ``check --glossary`` on professional translations.

``terms-id-en.csv`` is a glossary of news, written for this.  A *mention* is a
concept in a pair, however often, as one rendering will do.  Every alarm was
read, and ``terms-id-en.judged.csv`` keeps the verdict by a hash of the pair:

* *real*: other words stand there than the glossary has, wrong ones or not;
* *left out*: nothing stands there but a pronoun, or what is understood;
* *false*: the term is there, in a form or a compound that is not known, or
  the source has another word, or part of a longer name.

Then every term found is swapped in its target, wherever it stands there, for
a forbidden one of its concept and for a term of another concept, and what is
not reported was missed.

Beside it stands what comparing letters gives, in whole words, as the check of
Weblate does, and anywhere.  An alarm of theirs that is none of ours is false.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from alihbahasa import recognition
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Grade, Span, Term, TermStatus
from alihbahasa.workflow import check_pairs, check_rules
from alihbahasa.workflow.check_rules import Rules
from benchmarks.edits import shared
from benchmarks.measure import Table

GLOSSARY = Path(__file__).with_name("terms-id-en.csv")
JUDGED = Path(__file__).with_name("terms-id-en.judged.csv")

_SOURCE, _TARGET = "id", "en"
_TEXTS = ("newstest2019-ref.ind.txt", "newstest2019-src.eng.txt")

_TITLE = "Terminology, Indonesian to English"
_VERDICTS = ("real", "left out", "false", "unjudged")
_COLUMNS = (
    "level", "tool", "mentions", "alarms", *_VERDICTS, "false, %",
    "forbidden put in", "forbidden found, %", "another put in", "another found, %",
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
    """A pair with another term where the right one of the concept *key* was.

    All of its terms were swapped or, where it *is_partial*, the first of several.
    """

    key: str
    pair: Pair
    is_forbidden: bool
    is_partial: bool = False


def run(quick: bool) -> tuple[Table, ...]:
    """Return the table; *quick* takes every fourth pair."""
    try:
        pairs = real_pairs()[:: 4 if quick else 1]
    except (AlihbahasaError, OSError) as error:
        return (Table(_TITLE, _COLUMNS, (), (f"Skipped, as there is no NTREX-128: {error}.",)),)
    rules = rules_of()
    concepts = {each.key: each for each in rules.terms(_SOURCE).glossary.concepts}
    tools = tools_of(rules, concepts)
    alarms = [tool.alarmed(pairs) for tool in tools]
    verdicts = judgements()
    read = {
        (number, key): verdicts.get((digest(pair), key), "unjudged")
        for number, (pair, keys) in enumerate(zip(pairs, alarms[0], strict=True))
        for key in keys
    }
    drawn = list(swaps(pairs, alarms[0], rules, concepts))
    found = [tool.alarmed([swap.pair for swap in drawn]) for tool in tools]
    rows = []
    for name, levels in (("must", ["must"]), ("should", ["should"]), ("both", ["must", "should"])):
        counted = frozenset(key for key, each in concepts.items() if each.level in levels)
        for tool, alarmed, swapped in zip(tools, alarms, found, strict=True):
            mentions = sum(len(tool.mentioned(source) & counted) for source, _ in pairs)
            tally = Counter(
                read.get((number, key), "false")
                for number, keys in enumerate(alarmed)
                for key in keys & counted
            )
            counts = [mentions, tally.total(), *(tally[each] for each in _VERDICTS)]
            cells = [name, tool.name, *(f"{count:,}" for count in counts)]
            cells.append(_percent(tally["false"], mentions))
            for is_forbidden in (True, False):
                hits = _hits(drawn, swapped, counted, is_forbidden=is_forbidden)
                cells += [f"{len(hits):,}", _percent(sum(hits), len(hits))]
            rows.append(tuple(cells))
    return (Table(_TITLE, _COLUMNS, tuple(rows), _notes(pairs, concepts, drawn, found[0])),)


def _hits(
    drawn: Sequence[Swap],
    found: Sequence[Keys],
    counted: Keys,
    *,
    is_forbidden: bool,
    is_partial: bool = False,
) -> list[bool]:
    """Tell of each of the swaps *drawn*, of such a kind, whether it was found."""
    return [
        swap.key in keys
        for swap, keys in zip(drawn, found, strict=True)
        if swap.key in counted
        and swap.is_forbidden is is_forbidden
        and swap.is_partial is is_partial
    ]


def _notes(
    pairs: Sequence[Pair],
    concepts: Mapping[str, Concept],
    drawn: Sequence[Swap],
    found: Sequence[Keys],
) -> tuple[str, ...]:
    levels = Counter(each.level.value for each in concepts.values())
    partial = {
        is_forbidden: _hits(
            drawn, found, frozenset(concepts), is_forbidden=is_forbidden, is_partial=True
        )
        for is_forbidden in (True, False)
    }
    told = " and ".join(
        f"{sum(hits):,} of {len(hits):,} for {'a forbidden' if is_forbidden else 'another'} term"
        for is_forbidden, hits in partial.items()
    )
    return (
        f"{len(concepts)} concepts, {levels['must']} of them *must*; {len(pairs):,} pairs of"
        " NTREX-128, the development half.",
        "Where a target has terms of a concept twice or more, and one of them only is swapped,"
        f" ours finds {told}: one rendering is all that is asked for.",
    )


def real_pairs() -> list[Pair]:
    """Return the pairs of the development half of NTREX-128."""
    folder = shared() / "eval/data/NTREX/NTREX-128"
    texts = [Path(folder, name).read_text("utf-8").splitlines() for name in _TEXTS]
    return list(zip(*texts, strict=True))


def rules_of() -> Rules:
    """Return what the glossary asks for, of the checks of terms."""
    return check_rules.rules_of(None, [GLOSSARY], select=("term-missing", "forbidden-term"))


def digest(pair: Pair) -> str:
    """Return what tells *pair* from others without saying it."""
    return hashlib.sha256("\t".join(pair).encode()).hexdigest()[:12]


def judgements() -> dict[tuple[str, str], str]:
    """Return the verdicts on alarms, by the digest of the pair and the key of the concept."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {(row["pair"], row["concept"]): row["verdict"] for row in csv.DictReader(file)}


def tools_of(rules: Rules, concepts: Mapping[str, Concept]) -> tuple[Tool, ...]:
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
    concepts: Mapping[str, Concept],
) -> Iterator[Swap]:
    """Yield *pairs* with each concept mentioned in one, and no alarm of it, rendered wrongly.

    All its allowed terms in the target are swapped: for one of its forbidden
    terms, where it has any, and for the first term of another concept of its
    part of speech, in which none of its own is.
    """
    random = Random(1)
    mentioned = tools_of(rules, concepts)[0].mentioned
    context = rules.contexts(_SOURCE, _TARGET)("")
    for (source, target), alarmed in zip(pairs, alarms, strict=True):
        there = context.target_mentions(target)
        for key in sorted(mentioned(source) - alarmed):
            spans = _outermost(
                each.span
                for each in there
                if each.concept.key == key and each.term.status.is_allowed
            )
            if not spans:  # It overlaps another one, which is rendered.
                continue
            words = [(_other(concepts[key], list(concepts.values()), random), False)]
            if forbidden := _terms(concepts[key], TermStatus.FORBIDDEN):
                words.append((random.choice(forbidden).text, True))
            for word, is_forbidden in words:
                yield Swap(key, (source, _replaced(target, spans, word)), is_forbidden)
                if len(spans) > 1:
                    text = _replaced(target, spans[:1], word)
                    yield Swap(key, (source, text), is_forbidden, is_partial=True)


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


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else ""
