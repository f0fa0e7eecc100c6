"""The pages of a pack: a brief of one page, and the articles as they read, to look things up in."""

from __future__ import annotations

from collections.abc import Sequence

from alihbahasa.pages.assembling import Frame, Link, page
from alihbahasa.records import dataclass

#: What the pages are called in a pack.
BRIEF, REFERENCE = "brief.html", "reference.html"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article and its translation, "" where there is none.

    *state* is ``open``, ``draft`` or ``done``; *is_asked* where it is to be worked on.
    """

    source: str
    target: str
    state: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading, a caption (its *kind*), with the *label* before it."""

    kind: str
    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An article: its *name*, its paragraphs, and how many units and words are to be worked on."""

    name: str
    paragraphs: tuple[Paragraph, ...]
    units: int
    words: int
    all_units: int
    all_words: int


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term of the articles: what it is called, what it is not called, and a note."""

    source: str
    targets: str
    banned: str
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class Handoff:
    """What is handed off: the *job*, to *whom*, until when, which units, and how to write."""

    project: str
    job: str
    whom: str
    due: str
    made: str
    source: str
    source_name: str
    target: str
    target_name: str
    only: Sequence[str]
    texts: Sequence[Text]
    terms: Sequence[TermLine]
    more_terms: int
    style: str


def brief(handoff: Handoff) -> bytes:
    """Return the page that says what is to be done, until when, and how."""
    return _page("brief.html", handoff, "Brief", BRIEF)


def reference(handoff: Handoff) -> bytes:
    """Return the page with the articles as they read, and what of them is translated."""
    return _page("reference.html", handoff, "The articles", REFERENCE)


def _page(template: str, handoff: Handoff, title: str, name: str) -> bytes:
    links = tuple(
        Link(each, href, is_current=href == name)
        for each, href in (("Brief", BRIEF), ("The articles", REFERENCE))
    )
    frame = Frame(title, handoff.project, links, handoff.made)
    return page(template, frame, styles=("handoff.css",), data={}, handoff=handoff).encode()
