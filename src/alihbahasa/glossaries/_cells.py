"""What a cell of a table holds: terms between bars, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

from alihbahasa.patterns import late_re
from alihbahasa.text import is_wordless

#: Control characters (C0, C1) that are neither tabs nor line ends.
CONTROL = late_re("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

#: What no text file can hold, whatever its format.
UNWRITABLE = late_re("[\0\ud800-\udfff]")

#: A bar with the backslashes before it, a run of them tried from its beginning only.
_BAR = late_re(r"(?<!\\)(\\*)\|")


def parts(cell: str) -> tuple[str, ...]:
    r"""Return the terms of a cell, those between its bars, each once.

    ``\|`` is a bar within a term; backslashes before a bar that parts are
    written twice, any others stand for themselves.

    >>> parts(r"AC\DC | a\|b || x\\|y")
    ('AC\\DC', 'a|b', 'x\\', 'y')
    """
    if "|" not in cell:
        text = spaced(cell)
        return (text,) if text else ()
    if "\\" not in cell:
        found = cell.split("|")
    else:
        found = [""]
        done = 0
        for bar in _BAR.finditer(cell):
            slashes, is_escaped = divmod(len(bar[1]), 2)
            found[-1] += cell[done : bar.start()] + "\\" * slashes
            if is_escaped:
                found[-1] += "|"
            else:
                found.append("")
            done = bar.end()
        found[-1] += cell[done:]
    return tuple(dict.fromkeys(filter(None, map(spaced, found))))


def joined(terms: Sequence[str]) -> str:
    r"""Return *terms* as a cell that ``parts`` reads back.

    >>> joined(["AC\\DC", "a|b", "x\\", "y\\"])
    'AC\\DC|a\\|b|x\\\\|y\\'
    """
    escaped = [
        _BAR.sub(lambda bar: bar[1] * 2 + r"\|", term) if "|" in term else term
        for term in dict.fromkeys(terms)
    ]
    return "|".join(
        term + term[len(term.rstrip("\\")) :] if number < len(terms) else term
        for number, term in enumerate(escaped, 1)
    )


def spaced(text: str) -> str:
    """Return *text* with each run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def term_fault(text: str) -> tuple[str, str] | None:
    """Return why *text* is no term that a text could mention, and what to do about it.

    >>> term_fault("...")
    ("'...' is no term: there is no letter, digit or symbol in it", \
'leave the place empty where there is no term')
    """
    if not text.isprintable() and (found := CONTROL.search(text)):
        return f"the control character U+{ord(found[0]):04X} in a term", "type the term anew"
    is_formula = text.startswith("=") and text != "="
    if not is_formula and not is_wordless(text):
        return None
    shown = repr(text if len(text) <= 20 else f"{text[:17]}...")
    if is_formula:
        return f"{shown} is a formula", "write its value in its place"
    if any(category(character).startswith("P") for character in text):
        return (
            f"{shown} is no term: there is no letter, digit or symbol in it",
            "leave the place empty where there is no term",
        )
    codes = " ".join(f"U+{ord(character):04X}" for character in text[:4])
    return (
        f"nothing is left of a term but invisible characters or marks: {codes}",
        "clear the place and type the term anew",
    )
