"""Queries: what people asked beside units, and nobody has answered yet.

A line of a comment that ends as a question is a query.  It is open until a
later line of a person stands behind it that is none: that is the answer.  PO
knows lines alone, so one note of XLIFF with both in it is read in the same way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from alihbahasa import segmentation
from alihbahasa.model import Unit
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.reconciliation.record import lines_of
from alihbahasa.records import dataclass
from alihbahasa.workflow import prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.prepare import Progress

#: The question marks of the world; ⁇ ⁈ ⁉ ‽ are one with others.
_MARKS = frozenset("?؟？⁇⁈⁉‽")

#: In Armenian the mark stands within the word that is asked for, and the sentence ends in a stop.
_ARMENIAN = late_re(r"՞[^.:։՞]*[.:։]?")

#: What may stand behind a question mark: quotes, brackets, blanks, what is not seen.
_CLOSING = frozenset(("Pe", "Pf", "Pi", "Zs", "Cc", "Cf"))
_CLOSERS = frozenset("\"'`*_!")

#: How the line of a target that lost a conflict begins.
_CONFLICT = ("conflict,", "conflict (draft),")


@dataclass(frozen=True, slots=True)
class Query:
    """An open *question* beside a unit, and who asked it, "" where the file does not say."""

    article: str
    language: str
    unit: Unit
    question: str
    author: str


def run(
    project: Project,
    *,
    articles: Iterable[str] = (),
    languages: Iterable[str] = (),
    progress: Progress = iter,
) -> tuple[Query, ...]:
    """Return the open queries of *articles* in *languages*, all when none are named.

    What was written into a view, and not exported since, counts.  Sentences
    that an article no longer has ask nothing.
    """
    targets = prepare.chosen_languages(project, languages)
    found = []
    for article in progress(prepare.chosen_articles(project, articles)):
        fresh = segmentation.units(prepare.document(project, article))
        for language in targets:
            units = collect(
                project, article, language=language, fresh=fresh, with_views=True
            ).active
            found += [
                Query(article, language, unit, question, author)
                for unit in units
                for question, author in open_questions(unit)
            ]
    return tuple(found)


def open_questions(unit: Unit) -> tuple[tuple[str, str], ...]:
    """Return the questions beside *unit* that no answer stands behind, each with its author."""
    waiting: list[tuple[str, str]] = []
    for note in unit.comments:
        for line in lines_of(note):
            said = line.strip()
            if is_question(said):
                waiting.append((said, note.author))
            elif said and not said.startswith(_CONFLICT):
                waiting.clear()
    return tuple(waiting)


def is_question(line: str) -> bool:
    """Tell whether *line* ends as a question, quotes and brackets behind it apart.

    >>> [line for line in ("Apa?", "(«Кто?»)", "Ո՞վ է։", "Siapa? Sari.") if is_question(line)]
    ['Apa?', '(«Кто?»)', 'Ո՞վ է։']
    """
    line = line.strip()
    if line.startswith(_CONFLICT):
        return False
    end = len(line)
    while end and (line[end - 1] in _CLOSERS or unicodedata.category(line[end - 1]) in _CLOSING):
        end -= 1
    if not end:
        return False
    at = line.rfind("՞", 0, end)
    return line[end - 1] in _MARKS or (at >= 0 and bool(_ARMENIAN.fullmatch(line, at, end)))
