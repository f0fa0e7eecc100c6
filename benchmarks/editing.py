"""Edits of articles of real news, drawn by a seed, and what each sentence then comes from.

The sentences are those that the segmenter cuts; an edit after which it would
cut otherwise than the truth says is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from random import Random

from alihbahasa import plugins, segmentation
from alihbahasa.articles import plain
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.model import raw

_NTREX = Path("eval", "data", "NTREX")

#: How many sentences an article has, and how many edits a script.
_LENGTH = (12, 40)
_EDITS = (1, 8)

#: How often an edit is drawn anew where it cannot be made.
_TRIES = 40


class Change(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    STYLE = "style"
    WORDS = "words"
    MEANING = "meaning"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, what was done to it, and the old sentences, *origins*, that it comes from."""

    text: str
    change: Change
    origins: tuple[str, ...] = ()
    moved: bool = False


#: Paragraphs of sentences.
Article = list[list[Sentence]]


@dataclass(frozen=True, slots=True)
class News:
    """Documents, each with its sentences, and what edits are made of.

    *english* has the translations of sentences that are whole lines of the data.
    """

    documents: tuple[tuple[str, ...], ...]
    english: dict[str, str]
    words: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """An article before and after *edits*, and *again* with what was deleted put back."""

    number: int
    before: Article
    after: Article
    again: Article
    deleted: tuple[str, ...]
    edits: tuple[str, ...]


def key(text: str) -> str:
    """Return the text that a sentence is known by: white space is no matter."""
    return " ".join(text.split())


def as_text(article: Article) -> str:
    """Return the article as a plain text."""
    paragraphs = (" ".join(each.text for each in paragraph) for paragraph in article)
    return "\n\n".join(paragraphs) + "\n"


def sentences_of(article: Article) -> Iterator[Sentence]:
    """Yield the sentences of *article*, in order."""
    for paragraph in article:
        yield from paragraph


def news(shared: Path) -> News:
    """Read the news of NTREX-128, Indonesian and English, in the folder of *shared* data."""
    folder = shared / _NTREX
    ids = _lines(folder / "DOCUMENT_IDS.tsv")
    sources = _lines(folder / "NTREX-128" / "newstest2019-ref.ind.txt")
    targets = _lines(folder / "NTREX-128" / "newstest2019-src.eng.txt")
    english: dict[str, str] = {}
    documents = []
    for _, lines in groupby(zip(ids, sources, targets, strict=True), key=lambda each: each[0]):
        document: list[str] = []
        for _, source, target in lines:
            text = key(source)
            found = [span.of(text) for span in segmentation.sentences(text, INDONESIAN)]
            if len(found) == 1:
                english[text] = key(target)
            document += found
        documents.append(tuple(document))
    texts = [text for document in documents for text in document]
    inner = [word for text in texts for word in re.findall(r"(?<=[a-z,] )[^\W\d_]{4,}", text)]
    return News(
        tuple(documents),
        english,
        tuple(sorted({word for word in inner if word.islower() and word not in _NEGATIONS})),
        tuple(sorted({word for word in inner if word.istitle()})),
    )


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


# --- a script -------------------------------------------------------------------


@dataclass(slots=True)
class _Desk:
    """What edits are made on."""

    news: News
    random: Random
    article: Article
    deleted: list[str] = field(default_factory=list)

    def spots(self, fits: Callable[[str], object] = bool) -> list[tuple[int, int]]:
        """Return the places of sentences that nobody edited and whose text *fits*."""
        return [
            (row, column)
            for row, paragraph in enumerate(self.article)
            for column, each in enumerate(paragraph)
            if each.change is Change.SAME and fits(each.text)
        ]

    def bodies(self) -> list[int]:
        """Return the paragraphs that are no headings."""
        return [
            row
            for row, paragraph in enumerate(self.article)
            if all(_STOPPED.search(each.text) for each in paragraph)
        ]


def script(news: News, number: int, *, seed: int) -> Script:
    """Draw an article of *news*, and edits of it."""
    random = Random(f"{seed}:{number}")
    before = _article(news, random)
    desk = _Desk(news, random, _copied(before))
    edits: list[str] = []
    wanted = random.randint(*_EDITS)
    for _ in range(_TRIES * wanted):
        if len(edits) == wanted:
            break
        edit = random.choice(_EDIT_KINDS)
        article, deleted = _copied(desk.article), list(desk.deleted)
        if edit(desk) and is_cut_so(desk.article):
            edits.append(edit.__name__.strip("_").replace("_", " "))
        else:
            desk.article, desk.deleted = article, deleted
    again = _copied(desk.article)
    for text in desk.deleted:
        trial = _copied(again)
        row = random.choice(_Desk(news, random, trial).bodies())
        trial[row].insert(random.randint(0, len(trial[row])), Sentence(text, Change.SAME, (text,)))
        if is_cut_so(trial):
            again = trial
    return Script(number, before, desk.article, again, tuple(desk.deleted), tuple(edits))


def _copied(article: Article) -> Article:
    return [list(paragraph) for paragraph in article]


def _article(news: News, random: Random) -> Article:
    """Draw an article that is cut into the sentences it is made of."""
    while True:
        wanted = random.randint(*_LENGTH)
        article: Article = []
        while sum(map(len, article)) < wanted:
            for paragraph in _paragraphs(random.choice(news.documents), random):
                if is_cut_so([*article, paragraph]):
                    article.append(paragraph)
        while sum(map(len, article)) > _LENGTH[1]:
            article.pop()
        if len(article) > 2 and sum(map(len, article)) >= _LENGTH[0]:
            return article


def _paragraphs(document: Sequence[str], random: Random) -> Iterator[list[Sentence]]:
    """Yield the sentences of *document* in paragraphs; a headline is one of its own."""
    paragraph: list[Sentence] = []
    length = random.randint(1, 6)
    for text in document:
        sentence = Sentence(text, Change.SAME, (text,))
        if not _STOPPED.search(text):
            if paragraph:
                yield paragraph
            yield [sentence]
            paragraph = []
            continue
        paragraph.append(sentence)
        if len(paragraph) == length:
            yield paragraph
            paragraph, length = [], random.randint(1, 6)
    if paragraph:
        yield paragraph


def is_cut_so(article: Article) -> bool:
    """Tell whether the program cuts *article* into just its sentences, all different."""
    expected = [key(each.text) for each in sentences_of(article)]
    if len(set(expected)) < len(expected):
        return False
    data = as_text(article).encode()
    document = plain.PLUGIN.read(data, INDONESIAN, name="a.txt", labels={})
    found = segmentation.segment(document, plugins.language_pack("id"))
    return [key(raw(unit.source)) for block in found.blocks for unit in block.units] == expected


# --- the edits ------------------------------------------------------------------

_NEGATIONS = {"tidak", "bukan", "belum", "tak", "jangan", "tanpa"}
_STOPPED = re.compile(r"[.!?][”’\"')]*$")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_WORD = re.compile(r"(?<= )[a-z]{3,}\b")
_LONG_WORD = re.compile(r"(?<= )[a-z]{5,}\b")
_JOINT = re.compile(r"(?:, (dan|tetapi|tapi|namun|sementara|sedangkan) |; )")


def _stands(text: str) -> bool:
    """Tell whether *text* is a sentence to make one of two of: words, and a full stop."""
    return text.endswith(".") and len(text.split()) > 3


def _plain_words(text: str) -> list[re.Match[str]]:
    return [found for found in _WORD.finditer(text) if found[0] not in _NEGATIONS]


def _changed(desk: _Desk, spot: tuple[int, int], text: str, change: Change) -> bool:
    """Put *text* at *spot*; return whether it is another."""
    row, column = spot
    old = desk.article[row][column]
    desk.article[row][column] = replace(old, text=text, change=change)
    return text != old.text


def _others(desk: _Desk) -> list[str]:
    """Return the sentences of another document."""
    texts = [text for text in desk.random.choice(desk.news.documents) if _STOPPED.search(text)]
    there = {origin for each in sentences_of(desk.article) for origin in each.origins}
    there |= {each.text for each in sentences_of(desk.article)} | set(desk.deleted)
    return [text for text in texts if text not in there]


def _insert_sentence(desk: _Desk) -> bool:
    texts = _others(desk)
    if not texts:
        return False
    paragraph = desk.article[desk.random.choice(desk.bodies())]
    sentence = Sentence(desk.random.choice(texts), Change.NEW)
    paragraph.insert(desk.random.randint(0, len(paragraph)), sentence)
    return True


def _insert_paragraph(desk: _Desk) -> bool:
    texts = _others(desk)[: desk.random.randint(2, 4)]
    if not texts:
        return False
    paragraph = [Sentence(text, Change.NEW) for text in texts]
    desk.article.insert(desk.random.randint(1, len(desk.article)), paragraph)
    return True


def _delete_sentence(desk: _Desk) -> bool:
    row, column = desk.random.choice(desk.spots() or [(-1, -1)])
    if row < 0:
        return False
    desk.deleted.append(desk.article[row].pop(column).text)
    desk.article = [paragraph for paragraph in desk.article if paragraph]
    return bool(desk.bodies())


def _delete_paragraph(desk: _Desk) -> bool:
    rows = [
        row
        for row, paragraph in enumerate(desk.article)
        if len(paragraph) <= 4 and all(each.change is Change.SAME for each in paragraph)
    ]
    if not rows or len(desk.article) < 4:
        return False
    desk.deleted += [each.text for each in desk.article.pop(desk.random.choice(rows))]
    return bool(desk.bodies())


def _move_sentence(desk: _Desk) -> bool:
    spots = desk.spots(_STOPPED.search)
    if not spots or len(desk.bodies()) < 2:
        return False
    row, column = desk.random.choice(spots)
    sentence = replace(desk.article[row].pop(column), moved=True)
    desk.article = [paragraph for paragraph in desk.article if paragraph]
    paragraph = desk.article[desk.random.choice(desk.bodies())]
    paragraph.insert(desk.random.randint(0, len(paragraph)), sentence)
    return True


def _move_paragraph(desk: _Desk) -> bool:
    row = desk.random.randrange(len(desk.article))
    paragraph = [replace(each, moved=True) for each in desk.article.pop(row)]
    to = desk.random.randint(0, len(desk.article))
    desk.article.insert(to, paragraph)
    return to != row


def _split(desk: _Desk) -> bool:
    spots = [
        (spot, found)
        for spot in desk.spots()
        for found in _JOINT.finditer(desk.article[spot[0]][spot[1]].text)
        if min(len(part.split()) for part in _around(found)) > 3
    ]
    if not spots:
        return False
    (row, column), found = desk.random.choice(spots)
    old = desk.article[row][column]
    first, second = _around(found)
    if found[1] and desk.random.random() < 0.5:
        second = f"{found[1]} {second}"
    halves = [f"{first}.", second[0].upper() + second[1:]]
    if desk.random.random() < 0.3:
        at = desk.random.randrange(2)
        halves[at] = _reworded(desk, halves[at], 1)
    desk.article[row][column : column + 1] = [
        replace(old, text=half, change=Change.SPLIT) for half in halves
    ]
    return True


def _around(found: re.Match[str]) -> tuple[str, str]:
    return found.string[: found.start()], found.string[found.end() :]


def _merge(desk: _Desk) -> bool:
    spots = set(desk.spots(_stands))
    pairs = sorted((row, column) for row, column in spots if (row, column + 1) in spots)
    if not pairs:
        return False
    row, column = desk.random.choice(pairs)
    one, two = desk.article[row][column : column + 2]
    joint = desk.random.choice((", dan ", "; ", ", sementara "))
    second = two.text if two.text.split()[0] in desk.news.names else _lowered(two.text)
    if desk.random.random() < 0.3:
        second = _reworded(desk, second, 1)
    text = f"{one.text.removesuffix('.')}{joint}{second}"
    origins = one.origins + two.origins
    desk.article[row][column : column + 2] = [
        Sentence(text, Change.MERGED, origins, one.moved or two.moved)
    ]
    return True


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:]


def _reword(desk: _Desk) -> bool:
    spots = desk.spots(lambda text: len(_plain_words(text)) >= 6)
    if not spots:
        return False
    row, column = spot = desk.random.choice(spots)
    text = _reworded(desk, desk.article[row][column].text, desk.random.randint(1, 3))
    return _changed(desk, spot, text, Change.WORDS)


def _reworded(desk: _Desk, text: str, count: int) -> str:
    """Replace, delete or add *count* words of *text*, none of them numbers, names, negations."""
    for _ in range(count):
        found = _plain_words(text)
        if not found:
            return text
        word = desk.random.choice(found)
        other = desk.random.choice(desk.news.words)
        kind = desk.random.choice(("replace", "insert", "delete"))
        if kind == "delete":
            text = text[: word.start()] + text[word.end() + 1 :]
        else:
            kept = f" {word[0]}" if kind == "insert" else ""
            text = text[: word.start()] + other + kept + text[word.end() :]
    return text


def _number(desk: _Desk) -> bool:
    found = _drawn(desk, _NUMBER)
    if found is None:
        return False
    spot, number = found
    text = str(desk.random.randrange(10 ** len(number[0])))
    return _changed(desk, spot, _with(number, text), Change.MEANING) and int(text) != int(number[0])


def _name(desk: _Desk) -> bool:
    found = _drawn(desk, _NAME)
    if found is None:
        return False
    spot, name = found
    text = _with(name, desk.random.choice(desk.news.names))
    return _changed(desk, spot, text, Change.MEANING)


def _negation(desk: _Desk) -> bool:
    there = re.compile(rf"(?<= )(?:{'|'.join(sorted(_NEGATIONS))}) (?=[a-z])")
    found = _drawn(desk, there if desk.random.random() < 0.5 else _WORD)
    if found is None:
        return False
    spot, at = found
    word = at[0].strip()
    if word in _NEGATIONS:
        return at[0].endswith(" ") and _changed(desk, spot, _with(at, ""), Change.MEANING)
    negation = desk.random.choice(("tidak", "bukan", "belum"))
    return _changed(desk, spot, _with(at, f"{negation} {word}"), Change.MEANING)


def _typo(desk: _Desk) -> bool:
    found = _drawn(desk, _LONG_WORD)
    if found is None:
        return False
    spot, word = found
    at = desk.random.randrange(1, len(word[0]))
    letter = desk.random.choice(("", "a", "k", "n", word[0][at] * 2))
    return _changed(
        desk, spot, _with(word, word[0][:at] + letter + word[0][at + 1 :]), Change.WORDS
    )


def _style(desk: _Desk) -> bool:
    row, column = spot = desk.random.choice(desk.spots() or [(-1, -1)])
    if row < 0:
        return False
    text = desk.article[row][column].text
    if desk.random.random() < 0.5 or not re.search("[“”‘’\"']", text):
        at = desk.random.choice([found.start() for found in re.finditer(" ", text)] or [len(text)])
        return _changed(desk, spot, f"{text[:at]} {text[at:]}", Change.STYLE)
    if re.search("[“”‘’]", text):
        straight = str.maketrans("“”‘’", "\"\"''")
        return _changed(desk, spot, text.translate(straight), Change.STYLE)
    curly = re.sub(r"(?:(?<=\s)|^)\"", "“", text).replace('"', "”").replace("'", "’")
    return _changed(desk, spot, curly, Change.STYLE)


def _drawn(desk: _Desk, pattern: re.Pattern[str]) -> tuple[tuple[int, int], re.Match[str]] | None:
    """Draw a sentence with what *pattern* finds, and one place in it."""
    spots = desk.spots(pattern.search)
    if not spots:
        return None
    row, column = spot = desk.random.choice(spots)
    return spot, desk.random.choice([*pattern.finditer(desk.article[row][column].text)])


def _with(found: re.Match[str], text: str) -> str:
    """Return the text in which *found* was found, with *text* in its place."""
    return found.string[: found.start()] + text + found.string[found.end() :]


_EDIT_KINDS: tuple[Callable[[_Desk], bool], ...] = (
    _insert_sentence,
    _insert_paragraph,
    _delete_sentence,
    _delete_paragraph,
    _move_sentence,
    _move_paragraph,
    _split,
    _merge,
    _reword,
    _number,
    _name,
    _negation,
    _typo,
    _style,
)
