"""The review page: an article as it reads, source and target side by side, for a person to judge.

All of one language stands in one page.  Decisions are made and kept in the
browser, and saved as a file that ``import`` takes (docs/review.md).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count

from markupsafe import Markup, escape

from alihbahasa.model import (
    EMPTY_TARGET,
    Block,
    Concept,
    Document,
    Finding,
    Kind,
    RenderingKind,
    Severity,
    Side,
    TermStatus,
    Unit,
    plain,
    raw,
)
from alihbahasa.pages import showing
from alihbahasa.pages.assembling import Frame, entry_id, page
from alihbahasa.pages.showing import Pieces, concept_name
from alihbahasa.pages.visible import Mark, marked, plainly
from alihbahasa.records import dataclass

#: What the saved file calls itself, and its version.
KIND, VERSION = "alihbahasa-review", 1

#: How many rows a browser lays out together.
_CHUNK = 10

#: What the script knows of a unit besides its texts.
_CHANGED, _CONFLICT, _COMMENTED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the page: its *tag* and *name*, the *direction* of its texts (ltr, rtl)."""

    tag: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its *units* by id, and what was found in them, by their ids.

    *labels* have the words that stand for the document's in the target, by
    ``plain_label``.  *remarks*
    are findings of the article as a whole.  *origin* is what is told of a target
    that does not say where it came from, and *revised* when the last one changed.
    """

    document: Document
    units: Mapping[str, Unit]
    findings: Mapping[str, Sequence[Finding]]
    remarks: Sequence[Finding]
    labels: Mapping[str, str]
    origin: str
    revised: datetime | None = None

    @property
    def title(self) -> str:
        """The first headline, or else the name of the article."""
        headings = (each for each in self.document.blocks if each.kind is Kind.HEADING)
        texts = (plain(each.units[0].source) for each in headings if each.units)
        return next(texts, "") or self.document.name


@dataclass(frozen=True, slots=True)
class Review:
    """What a page of one target language shows; *separator* stands between its sentences."""

    source: Language
    target: Language
    separator: str
    articles: Sequence[Article]


# --- what the template is given ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Card:
    """What is told beside a unit: *number* is by which its sentence is known in the paragraph."""

    index: int
    number: int | None
    unit: Unit
    findings: Sequence[Finding]
    change: Pieces
    alternatives: Sequence[tuple[str, Pieces]]
    matches: Sequence[tuple[int, str, bool, Pieces, Markup]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A block: its *kind*, both sides as markup, and what is told beside it.

    *units* are the numbers of its sentences.  The headline of an article *is_title*.
    """

    kind: str
    is_title: bool
    source: Markup
    target: Markup
    cards: Sequence[_Card]
    units: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Rows that a browser lays out together, once they come into sight; *number* counts them."""

    number: int
    rows: Sequence[_Row]


@dataclass(frozen=True, slots=True)
class _Section:
    """An article: its *name* and title, how many units it has and how far they are, its rows."""

    name: str
    title: str
    total: int
    done: int
    drafts: int
    findings: int
    remarks: Sequence[Finding]
    chunks: Sequence[_Chunk]


def render(review: Review, frame: Frame) -> str:
    """Return the page of *review*, one file that needs no other."""
    concepts = _Concepts(review)
    numbers, chunks = count(), count()
    units: list[list[object]] = []
    origins: dict[str, int] = {}
    sections = []
    for number, article in enumerate(review.articles):
        indices: dict[str, int] = {}
        for block in article.document.blocks:
            for each in block.units:
                if each.id in indices or each.id not in article.units:
                    continue
                indices[each.id] = next(numbers)
                unit = article.units[each.id]
                origin = unit.origin or article.origin if unit.has_target else ""
                units.append(
                    _data(
                        unit,
                        article=number,
                        name=article.document.name,
                        origin=origins.setdefault(origin, len(origins)),
                        findings=len(article.findings.get(unit.id, ())),
                        concepts=concepts.indices(unit),
                    )
                )
        sections.append(
            _section(article, indices, numbers=chunks, review=review, concepts=concepts)
        )
    data = {
        "version": VERSION,
        "kind": KIND,
        "project": frame.project,
        "language": review.target.tag,
        "articles": [article.document.name for article in review.articles],
        "units": units,
        "rows": [
            row.units for section in sections for chunk in section.chunks for row in chunk.rows
        ],
        "origins": [plainly(each) for each in origins],
        "concepts": concepts.described(),
    }
    return page(
        "review.html",
        frame,
        styles=("lists.css", "review.css"),
        scripts=("review.js",),
        data=data,
        review=review,
        sections=sections,
        concepts=concepts.byconcept_name(),
        has_notes=any(
            row.cards for section in sections for chunk in section.chunks for row in chunk.rows
        ),
        totals={
            "units": len(units),
            "findings": sum(bool(each[6]) for each in units),
            "drafts": sum(each[4] == 1 for each in units),
            "untranslated": sum(each[4] == 0 for each in units),
            "changed": sum(bool(int(str(each[7])) & (_CHANGED | _CONFLICT)) for each in units),
        },
    )


def _data(
    unit: Unit,
    *,
    article: int,
    name: str,
    origin: int,
    findings: int,
    concepts: Sequence[int],
) -> list[object]:
    """Return what the script knows of *unit*, a list since there are many."""
    source, target = raw(unit.source), raw(unit.target) if unit.target else ""
    flags = _CHANGED if unit.outdated or (unit.is_draft and unit.previous is not None) else 0
    flags |= _CONFLICT if unit.alternatives else 0
    flags |= _COMMENTED if unit.comments else 0
    found: list[object] = [
        article,
        unit.id,
        source,
        target,
        _stage(unit),
        origin,
        findings,
        flags,
        concepts,
        _digest(name, unit.id, source, target),
    ]
    texts = plain(unit.source), plain(unit.target or ())
    if texts != (source, target):
        found += texts
    return found


def _digest(*parts: str) -> str:
    """Return what a decision is kept by: another source or target, and it is of another text."""
    told = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def _stage(unit: Unit) -> int:
    """Return how far *unit* is, in the order in which the script names it."""
    if not unit.has_target:
        return 0
    if unit.target == (EMPTY_TARGET,):
        return 5
    return 1 if unit.is_draft else unit.state.rank + 1


def _section(
    article: Article,
    indices: Mapping[str, int],
    *,
    numbers: Iterator[int],
    review: Review,
    concepts: _Concepts,
) -> _Section:
    units = [article.units[id] for id in indices]
    rows = [
        _row(block, article, indices=indices, review=review, concepts=concepts)
        for block in article.document.blocks
        if block.units
    ]
    return _Section(
        article.document.name,
        article.title,
        total=len(units),
        done=sum(unit.is_finished for unit in units),
        drafts=sum(unit.is_draft for unit in units),
        findings=sum(bool(article.findings.get(unit.id)) for unit in units),
        remarks=article.remarks,
        chunks=[
            _Chunk(next(numbers), rows[start : start + _CHUNK])
            for start in range(0, len(rows), _CHUNK)
        ],
    )


def _row(
    block: Block,
    article: Article,
    *,
    indices: Mapping[str, int],
    review: Review,
    concepts: _Concepts,
) -> _Row:
    sources: list[str] = []
    targets: list[str] = []
    if block.label:
        label = article.labels.get(plain_label(block.label), block.label)
        sources.append(_LABEL.format(showing.shown(block.label)))
        targets.append(_LABEL.format(showing.shown(label)))
    cards: list[_Card] = []
    there = [article.units[unit.id] for unit in block.units if unit.id in article.units]
    for place, (unit, gap) in enumerate(zip(there, block.gaps[1:], strict=False)):
        index = indices[unit.id]
        found = article.findings.get(unit.id, ())
        card = _card(unit, index, number=place + 1 if len(there) > 1 else None, found=found)
        number = card.number if card else None
        if card:
            cards.append(card)
        sources.append(
            _side(unit, index, side=Side.SOURCE, number=number, found=found, concepts=concepts)
        )
        targets.append(
            _side(unit, index, side=Side.TARGET, number=number, found=found, concepts=concepts)
        )
        if place + 1 < len(there):
            sources.append(" " if gap.strip("\ufeff") else "")
            targets.append(review.separator)
    return _Row(
        block.kind.value,
        block.kind is Kind.HEADING and block is article.document.blocks[0],
        _joined(sources),
        _joined(targets),
        cards,
        [indices[unit.id] for unit in there],
    )


def plain_label(label: str) -> str:
    """Return *label* as it is compared: small letters, no colon."""
    return " ".join(label.casefold().rstrip(":： ").split())


_LABEL = '<span class="label">{}</span> '


def _joined(parts: Iterable[str]) -> Markup:
    return Markup("".join(parts))  # noqa: S704 - all of it is escaped, or of the program


#: What stands before a target that is not simply translated.
_STAGES = {
    0: '<b class="stage none">not translated</b>',
    1: '<b class="stage draft">draft</b> ',
    3: '<b class="stage good">reviewed</b> ',
    4: '<b class="stage good">final</b> ',
    5: '<b class="stage none">left out on purpose</b>',
}


def _side(
    unit: Unit,
    index: int,
    *,
    side: Side,
    number: int | None,
    found: Sequence[Finding],
    concepts: _Concepts,
) -> str:
    """Return one side of *unit* as a sentence of its paragraph."""
    is_target = side is Side.TARGET
    content = (unit.target or ()) if is_target else unit.source
    stage = _stage(unit)
    marks = [*showing.codes(content), *concepts.marks(unit, side), *_culprits(found, side)]
    body: str = "" if is_target and stage in (0, 5) else marked(plain(content), marks)
    before = _STAGES.get(stage, "") if is_target else ""
    reference = f'<sup class="ref">{number}</sup>' if number and is_target else ""
    kind = " t" if is_target else ""
    extra = f" s{stage}" if is_target and stage in (0, 1) else ""
    return f'<span class="u{kind}{extra}" data-u="{index}">{before}{body}{reference}</span>'


def _culprits(found: Sequence[Finding], side: Side) -> Iterator[Mark]:
    """Yield the marks of what *found* points at in the text of *side*."""
    for finding in found:
        spans = finding.spans if finding.side is side else finding.counterpart
        kind = finding.severity.value if finding.side is side else "answer"
        for span in spans:
            point = "" if span else " point"
            yield Mark(span, f'<mark class="{kind}{point}">', "</mark>")


def _card(unit: Unit, index: int, *, number: int | None, found: Sequence[Finding]) -> _Card | None:
    """Return what is told beside *unit*, None where there is nothing."""
    change: Pieces = ()
    if unit.is_draft and unit.previous is not None:
        change = showing.changes(raw(unit.previous), raw(unit.source))
    is_plain = not (found or change or unit.alternatives or unit.outdated)
    if is_plain and not (unit.comments or unit.matches):
        return None
    target = raw(unit.target or ())
    # What is shown word by word is not said once more.
    told = ("source-changed" if change else "", "conflict" if unit.alternatives else "")
    by_weight = sorted(found, key=lambda finding: list(Severity).index(finding.severity))
    return _Card(
        index,
        number,
        unit,
        findings=[each for each in by_weight if each.check not in told],
        change=change,
        alternatives=[
            (each.origin, showing.changes(target, raw(each.target))) for each in unit.alternatives
        ],
        matches=[
            (
                match.score,
                match.origin,
                match.is_in_context,
                showing.changes(raw(match.source), raw(unit.source)),
                showing.shown(raw(match.target)),
            )
            for match in unit.matches
        ],
    )


class _Concepts:
    """The concepts that a page speaks of, each with its number."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._numbers: dict[str, int] = {}
        self._concepts: list[Concept] = []
        self._uses: Counter[int] = Counter()

    def _number(self, concept: Concept) -> int:
        number = self._numbers.setdefault(concept.key, len(self._numbers))
        if number == len(self._concepts):
            self._concepts.append(concept)
        return number

    def indices(self, unit: Unit) -> list[int]:
        """Return the numbers of the concepts that *unit* mentions, each use counted."""
        found = sorted({self._number(mention.concept) for mention in unit.mentions})
        self._uses.update(found)
        return found

    def marks(self, unit: Unit, side: Side) -> Iterator[Mark]:
        """Yield the marks of the terms in the text of *side*."""
        if side is Side.SOURCE:
            for mention in unit.mentions:
                yield Mark(mention.span, self._opening(mention.concept, ""), "</a>")
            return
        seen = set()
        for rendering in unit.renderings:
            span = rendering.span
            if span is None or not span or span in seen:
                continue
            if rendering.kind in (RenderingKind.NONE, RenderingKind.OTHER):
                continue
            seen.add(span)
            kind = "" if rendering.kind.is_allowed else ' class="wrong"'
            yield Mark(span, self._opening(rendering.mention.concept, kind), "</a>")

    def _opening(self, concept: Concept, kind: str) -> str:
        href = escape(f"glossary.html#{entry_id(concept.key)}")
        self._number(concept)
        return f'<a href="{href}"{kind}>'

    def described(self) -> list[dict[str, object]]:
        """Return the entries as the script shows them."""
        source, target = self._review.source.tag, self._review.target.tag
        return [
            {
                "id": entry_id(each.key),
                "name": concept_name(each, source),
                "allowed": _texts(each, target, is_allowed=True)
                or ([concept_name(each, source)] if each.keeps_in(target) else []),
                "forbidden": _texts(each, target, is_allowed=False),
                "kept": each.keeps_in(target),
                "level": each.level.value,
                "domain": plainly(each.domain),
                "definition": plainly(each.definition),
                "note": plainly(each.note),
                "example": plainly(each.example),
                "uses": self._uses[number],
            }
            for number, each in enumerate(self._concepts)
        ]

    def byconcept_name(self) -> list[tuple[str, int, int]]:
        """Return the names of the entries that are mentioned, in order, their numbers and uses."""
        tag = self._review.source.tag
        names = [
            (concept_name(each, tag), n) for n, each in enumerate(self._concepts) if self._uses[n]
        ]
        return [
            (name, number, self._uses[number])
            for name, number in sorted(names, key=lambda each: (each[0].casefold(), each[1]))
        ]


def _texts(concept: Concept, language: str, *, is_allowed: bool) -> list[str]:
    terms = [term for term in concept.terms_in(language) if term.status.is_allowed is is_allowed]
    return [
        plainly(term.text)
        for term in sorted(terms, key=lambda term: list(TermStatus).index(term.status))
    ]
