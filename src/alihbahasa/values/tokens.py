"""The tokens of a text: its digits, and what may be words of numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from alihbahasa.values.words import Reader

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# How long a piece is of which is kept whether it has numbers, and how many of them are.
_LONGEST, _MOST_KEPT = 40, 1 << 14


class Token(NamedTuple):
    """A piece of a text; *start* is that of the *word*, behind what is written to it."""

    start: int
    stop: int
    kind: str
    word: str


def tokens_of(low: str, reader: Reader) -> list[Token]:
    """Return digits and what may be words of numbers in *low*, in order."""
    tokens: list[Token] = []
    done = 0
    found: re.Match[str] | None = None
    known, pieces = _idle(reader), low.split(" ")
    stops = [*accumulate(map(len, pieces))]
    for at, piece in enumerate(pieces):
        is_idle = known.get(piece)
        if is_idle:
            continue
        if is_idle is None and (is_idle := _is_idle(piece, reader)) is not None:
            if len(known) >= _MOST_KEPT:
                known.clear()
            known[piece] = is_idle
        if not is_idle:
            # There is a blank before each piece but the first.
            stop = stops[at] + at
            done = max(stop - len(piece), done)
            while done < stop:
                # What lies ahead is not looked for twice.
                if found is None or found.start() < done:
                    found = reader.token.search(low, done)
                    if found is None:
                        return tokens
                if found.start() >= stop:
                    break
                done = found.end()
                # A phrase may have gone on to here.
                if not tokens or found.start() >= tokens[-1].stop:
                    token = _token(low, found, reader)
                    if token is not None:
                        tokens.append(token)
    return tokens


@lru_cache(maxsize=64)
def _idle(reader: Reader) -> dict[str, bool]:
    """Return what is known of pieces of texts: texts have the same ones again and again."""
    return {}


def _is_idle(piece: str, reader: Reader) -> bool | None:
    """Tell whether no token may begin in *piece*, whatever stands around it; most say no number.

    None for a long piece, which is better not kept.
    """
    if len(piece) > _LONGEST:
        return None
    for found in reader.token.finditer(piece):
        word = found[0]
        if found.lastgroup != "letters" or word in reader.phrases or _cut(word, reader):
            return False
        if not word.strip("ivxlc") or (reader.prefix and reader.prefix.match(word)):
            return False
    return True


def _token(low: str, found: re.Match[str], reader: Reader) -> Token | None:
    """Return what *found* of *low* is, with the words that a phrase goes on with."""
    word, start = found[0], found.start()
    if found.lastgroup != "letters":
        return Token(start, found.end(), found.lastgroup or "", word)
    for phrase in reader.phrases.get(word, ()):
        stop = start + len(phrase)
        if low.startswith(phrase, start) and not reader.letter.match(low, stop):
            return Token(start, stop, "word", phrase)
    if reader.longest_affix and (token := _affixed(low, start, word, reader)):
        return token
    if word[0] in _ROMAN and not word.strip("ivxlc"):
        return Token(start, found.end(), "roman", word)
    if reader.prefix is not None and (beginning := reader.prefix.match(word)):
        return Token(start, start + len(beginning[0]), "prefix", beginning[0])
    return None


def _affixed(low: str, start: int, run: str, reader: Reader) -> Token | None:
    """Return the word in a run of letters that others are written to, or None."""
    for length, rest in _cut(run, reader):
        place = start + length
        for phrase in reader.phrases[rest]:
            if low.startswith(phrase, place):
                stop = place + len(phrase)
                ending = reader.letters.match(low, stop)
                if ending is None:
                    return Token(place, stop, "word", phrase)
                if ending[0] in reader.tails:
                    return Token(place, ending.end(), "word", phrase)
    return None


@lru_cache(maxsize=1 << 14)
def _cut(run: str, reader: Reader) -> tuple[tuple[int, str], ...]:
    """Return where words may begin in a run of letters, and what of it they begin with.

    Texts have the same words again and again, and most are none.
    """
    cuts = [(0, run)] if run in reader.phrases else []
    for length in range(1, min(reader.longest_affix, len(run) - 1) + 1):
        if run[length:] in reader.phrases and run[:length] in reader.leads:
            cuts.append((length, run[length:]))
        if run[:-length] in reader.phrases and run[-length:] in reader.tails:
            cuts.append((0, run[:-length]))
    return tuple(cuts)


def is_roman(text: str, token: Token, before: Token | None) -> bool:
    """Tell whether a token is a Roman numeral; a single I only behind a name ("Perang Dunia I")."""
    word = text[token.start : token.stop]
    if not word.isupper() or not set(word.lower()) <= _ROMAN.keys():
        return False
    return word not in ("L", "C") and (word != "I" or _behind_name(text, token.start))


def _behind_name(text: str, start: int) -> bool:
    head = text[max(start - 40, 0) : start].split(" ")
    return len(head) > 1 and head[-1] == "" and len(head[-2]) > 1 and head[-2][:1].isupper()


def roman(word: str) -> int:
    """Return the worth of a Roman numeral; a letter before a greater one is taken off."""
    worth = [_ROMAN[letter] for letter in word]
    return sum(
        -one if any(one < other for other in worth[at + 1 : at + 2]) else one
        for at, one in enumerate(worth)
    )
