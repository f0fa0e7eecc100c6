"""The glossary page: every concept, what it is called in each language, and what became of that.

An entry has an address of its own (``assembling.entry_id``), by which the
review pages lead to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup

from alihbahasa.model import Concept, Finding, RenderingKind, Severity, Term, TermStatus
from alihbahasa.pages.assembling import Frame, entry_id, page
from alihbahasa.pages.plots import Bar, Part, Plot
from alihbahasa.pages.review import Language
from alihbahasa.pages.showing import concept_name, shown
from alihbahasa.pages.visible import plainly
from alihbahasa.records import dataclass
from alihbahasa.terminology.usage import is_asked

#: How renderings are told, and the style of each.
RENDERINGS = {
    RenderingKind.PREFERRED: Part("preferred", "final"),
    RenderingKind.KEPT: Part("kept", "reviewed"),
    RenderingKind.ADMITTED: Part("admitted", "done"),
    RenderingKind.OTHER: Part("otherwise", "draft"),
    RenderingKind.DEPRECATED: Part("deprecated", "deprecated"),
    RenderingKind.FORBIDDEN: Part("forbidden", "error"),
    RenderingKind.NONE: Part("not found", "none"),
}

#: How much is shown of a concept in a language: what is found, places of each, renderings.
_REMARKS, _PLACES, _WORDS = 4, 3, 6


@dataclass(frozen=True, slots=True)
class Rendered:
    """How a concept is rendered in one language: *kinds*, *words* with their counts, findings.

    Of words it is told whether the glossary allows them.
    """

    kinds: Mapping[RenderingKind, int]
    words: Sequence[tuple[str, int, bool]]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept, how often each article mentions it, and how it is rendered, by language."""

    concept: Concept
    articles: Sequence[tuple[str, int]]
    rendered: Mapping[str, Rendered]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the page shows: *entries*, the *source*, the *targets* that have pages, *others*.

    *reviews* are the files of the pages of the targets, by their tags; *told* are
    findings of the glossary itself, by concept.
    """

    source: Language
    targets: Sequence[Language]
    others: Sequence[Language]
    entries: Sequence[Entry]
    reviews: Mapping[str, str]
    told: Mapping[str, Sequence[tuple[Severity, str]]]


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is found of a concept, how often, and the first *places*, with the ways there."""

    severity: Severity
    message: str
    count: int
    places: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Line:
    """What a concept is called in a language, and what became of that."""

    language: Language
    terms: Sequence[Term]
    is_kept: bool
    is_target: bool
    is_lacking: bool
    plot: Plot | None
    words: Sequence[tuple[str, int, bool]]
    more_words: int
    remarks: Sequence[_Remark]
    more_remarks: int
    findings: int
    review: str


@dataclass(frozen=True, slots=True)
class _Card:
    """An entry as the template shows it."""

    id: str
    name: str
    concept: Concept
    facts: Sequence[tuple[str, Markup]]
    uses: int
    articles: Sequence[tuple[str, int]]
    lines: Sequence[_Line]
    told: Sequence[tuple[Severity, str]]


def render(terms: Terms, frame: Frame) -> str:
    """Return the page of *terms*, one file that needs no other."""
    cards = sorted(
        (_card(each, terms) for each in terms.entries),
        key=lambda card: (card.name.casefold(), card.id),
    )
    lacking = sum(any(line.is_lacking for line in card.lines) for card in cards)
    return page(
        "glossary.html",
        frame,
        styles=("lists.css", "plots.css", "glossary.css"),
        scripts=("lists.js", "glossary.js"),
        data={"entries": [_data(card) for card in cards]},
        terms=terms,
        cards=cards,
        place=place,
        totals={
            "all": len(cards),
            "lacking": lacking,
            "findings": sum(bool(_findings(card)) for card in cards),
            "unused": sum(not card.uses for card in cards),
        },
    )


def place(article: str, unit: str = "") -> str:
    """Return the part of an address that leads to *article* in a review page, or to a *unit*.

    >>> place("berita/a b.txt", "uabc")
    '#berita/a%20b.txt:uabc'
    """
    told = f"{article}:{unit}" if unit else article
    return "#" + quote(told.encode("utf-8", "surrogatepass"), safe="/:")


def _card(entry: Entry, terms: Terms) -> _Card:
    concept = entry.concept
    targets = {each.tag for each in terms.targets}
    lines = [
        _line(entry, each, terms)
        for each in (terms.source, *terms.targets, *terms.others)
        if each.tag in targets or concept.terms_in(each.tag)
    ]
    facts = (
        ("Means", concept.definition),
        ("Note", concept.note),
        ("Example", concept.example),
        ("Only in", ", ".join(concept.scope)),
        ("From", concept.source),
        ("See", concept.url),
    )
    return _Card(
        entry_id(concept.key),
        concept_name(concept, terms.source.tag),
        concept,
        [(name, shown(text)) for name, text in facts if text.strip()],
        sum(count for _, count in entry.articles),
        entry.articles,
        lines,
        terms.told.get(concept.key, ()),
    )


def _line(entry: Entry, language: Language, terms: Terms) -> _Line:
    concept = entry.concept
    found = entry.rendered.get(language.tag)
    by_status = sorted(
        concept.terms_in(language.tag), key=lambda term: list(TermStatus).index(term.status)
    )
    is_target = language in terms.targets
    has_terms = is_asked(concept, language.tag)
    plot = None
    kinds = [kind for kind in RENDERINGS if found and found.kinds.get(kind)]
    # Where nothing is asked for, only what is unwanted could be found.
    if found and (has_terms or {RenderingKind.DEPRECATED, RenderingKind.FORBIDDEN} & {*kinds}):
        bar = Bar(language.name, [found.kinds[kind] for kind in kinds], "")
        parts = [RENDERINGS[kind] for kind in kinds]
        plot = Plot("", "", "renderings", parts, [bar], are_shares=True) if kinds else None
    words = found.words if found else ()
    findings = found.findings if found else ()
    remarks = _remarks(findings)
    return _Line(
        language,
        by_status,
        is_kept=language != terms.source and concept.keeps_in(language.tag),
        is_target=is_target,
        is_lacking=is_target and not has_terms,
        plot=plot,
        words=words[:_WORDS],
        more_words=max(len(words) - _WORDS, 0),
        remarks=remarks[:_REMARKS],
        more_remarks=max(len(remarks) - _REMARKS, 0),
        findings=len(findings),
        review=terms.reviews.get(language.tag, ""),
    )


def _remarks(findings: Sequence[Finding]) -> list[_Remark]:
    """Return *findings* that say the same as one, the heaviest and most frequent first."""
    alike: dict[tuple[Severity, str], list[Finding]] = {}
    for each in findings:
        alike.setdefault((each.severity, each.message), []).append(each)
    remarks = [
        _Remark(
            severity,
            message,
            len(found),
            [(each.article, place(each.article, each.unit.id)) for each in found[:_PLACES]],
        )
        for (severity, message), found in alike.items()
    ]
    order = list(Severity)
    return sorted(remarks, key=lambda each: (order.index(each.severity), -each.count))


def _findings(card: _Card) -> int:
    return len(card.told) + sum(line.findings for line in card.lines)


def _data(card: _Card) -> dict[str, object]:
    """Return what the script knows of *card*."""
    concept = card.concept
    texts = [concept.key, *(term.text for term in concept.terms)]
    texts += [concept.definition, concept.note, concept.domain, concept.example]
    return {
        "text": plainly("\n".join(filter(None, texts))),
        "level": concept.level.value,
        "uses": card.uses,
        "lacking": [line.language.tag for line in card.lines if line.is_lacking],
        "findings": {line.language.tag: line.findings for line in card.lines if line.findings},
        "told": len(card.told),
    }
