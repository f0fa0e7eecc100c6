r"""ICU regular expressions, which SRX 2.0 is written in, as the ``regex`` module reads them.

The two are close.  What differs is rewritten: groups are only for grouping
here, ``\h \v \Z \z \e \cX \x{...} \0ooo \Q...\E`` and flags are spelt
otherwise, and Java's ``\p{javaLowerCase}`` has another name.  Back references
are refused: a rule looks at two texts, and none of the common files has any.
"""

from __future__ import annotations

import regex

from alihbahasa.patterns import late_regex

#: Escapes that mean something else, or nothing, to ``regex``; outside a set and inside.
_ESCAPES = {
    "h": (r"[\t\p{Zs}]", r"\t\p{Zs}"),
    "H": (r"[^\t\p{Zs}]", None),
    "v": (r"[\n\x0B\f\r\x85\u2028\u2029]", r"\n\x0B\f\r\x85\u2028\u2029"),
    "V": (r"[^\n\x0B\f\r\x85\u2028\u2029]", None),
    "R": (r"(?:\r\n|[\n\x0B\f\r\x85\u2028\u2029])", None),
    "Z": (r"(?=(?:\r\n|[\n\x0B\f\r\x85\u2028\u2029])?\Z)", None),
    "z": (r"\Z", None),
    "e": (r"\x1B", r"\x1B"),
}  # fmt: skip
_JAVA = {
    "javaLowerCase": "Ll",
    "javaUpperCase": "Lu",
    "javaTitleCase": "Lt",
    "javaLetter": "L",
    "javaDigit": "Nd",
    "javaWhitespace": "White_Space",
    "javaAlphabetic": "Alphabetic",
}
_PROPERTY = late_regex(r"\{\s*(\^?[\w\s=.:-]{1,60})\s*\}")
_SET = late_regex(r"\[(\^?)(\]?)")
_POSIX = late_regex(r"\[:\^?\w+:\]")
_GROUP = late_regex(
    r"\((?:\?(?:(?P<flags>[a-zA-Z]*(?:-[a-zA-Z]+)?)(?P<end>[:)])"
    r"|(?P<named><[A-Za-z]\w*>)|(?P<look><?[=!])|(?P<other>>|\#[^)]*\))))?"
)
#: The flags that both know; ICU's w, Java's d, u and U change what needs no change here.
_FLAGS = "imsx"


def translated(pattern: str) -> str:
    """Return *pattern*, an ICU regular expression, in the syntax of ``regex`` (V1).

    Raises ValueError saying what is wrong where; what ``regex`` cannot compile
    is not found out here.

    >>> translated(r"(\\d+|\\x{AB})\\h")
    '(?:\\\\d+|\\\\U000000AB)[\\\\t\\\\p{Zs}]'
    """
    parts: list[str] = []
    depth = 0
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            piece, at = _escape(pattern, at, in_set=depth > 0)
        elif depth and (posix := _POSIX.match(pattern, at)):
            piece, at = posix[0], posix.end()
        elif character == "[" or (depth and character == "]"):
            depth += 1 if character == "[" else -1
            piece, at = _bracket(pattern, at)
        elif depth:
            # Two of a kind are an operator to regex, which ICU does not know.
            doubled = character in "|~" and pattern.startswith(character * 2, at)
            piece, at = (f"\\{character}" if doubled else character), at + 1
        elif character == "(":
            piece, at = _group(pattern, at)
        else:
            piece, at = character, at + 1
        parts.append(piece)
    if depth:
        raise ValueError("a set of characters, [, is not closed")
    return "".join(parts)


def _bracket(pattern: str, at: int) -> tuple[str, int]:
    """Return the beginning or end of a set at *at*; a ] that comes first is in the set."""
    found = _SET.match(pattern, at)
    if found is None:
        return "]", at + 1
    return f"[{found[1]}" + ("\\]" if found[2] else ""), found.end()


def _group(pattern: str, at: int) -> tuple[str, int]:
    """Return the beginning of the group at *at*, which captures nothing."""
    found = _GROUP.match(pattern, at)
    if found is None or found.end() == at + 1:
        if pattern.startswith("(?", at):
            raise ValueError(f"an unknown kind of group at {at + 1}")
        return "(?:", at + 1
    if found["named"]:
        return "(?:", found.end()
    if found["end"]:
        on, _, off = found["flags"].partition("-")
        on, off = ("".join(flag for flag in part if flag in _FLAGS) for part in (on, off))
        flags = on + (f"-{off}" if off else "")
        if not flags:
            return ("(?:" if found["end"] == ":" else ""), found.end()
        return f"(?{flags}{found['end']}", found.end()
    is_comment = (found["other"] or "").startswith("#")
    return ("" if is_comment else found[0]), found.end()


def _escape(pattern: str, at: int, *, in_set: bool) -> tuple[str, int]:
    """Return the escape at *at*, and the offset after it."""
    letter = pattern[at + 1 : at + 2]
    after = at + 2
    if not letter:
        raise ValueError("a backslash at the end")
    if letter == "Q":
        stop = pattern.find("\\E", after)
        text = pattern[after:] if stop < 0 else pattern[after:stop]
        return regex.escape(text, special_only=False), len(pattern) if stop < 0 else stop + 2
    if letter in _ESCAPES:
        piece = _ESCAPES[letter][in_set]
        if piece is None:
            raise ValueError(f"\\{letter} within a set of characters")
        return piece, after
    if letter in "pP" and (found := _PROPERTY.match(pattern, after)):
        name = found[1]
        return f"\\{letter}{{{_JAVA.get(name, name)}}}", found.end()
    if letter == "x" and (found := regex.compile(r"\{([0-9A-Fa-f]{1,6})\}").match(pattern, after)):
        return _character(int(found[1], 16)), found.end()
    if letter == "0" and (found := regex.compile(r"[0-7]{1,3}").match(pattern, after)):
        return _character(int(found[0], 8)), found.end()
    if letter == "c" and pattern[after : after + 1]:
        return _character(ord(pattern[after].upper()) ^ 64), after + 1
    if letter.isdigit() or letter == "k":
        raise ValueError(f"a back reference, \\{letter}: rules cannot use them")
    if letter.isalpha() and letter not in "abBdDfGAnNpPrsStuUwWxX":
        raise ValueError(f"an unknown escape, \\{letter}")
    return pattern[at:after], after


def _character(code: int) -> str:
    if code > 0x10FFFF:
        raise ValueError(f"no character U+{code:X}")
    return f"\\U{code:08X}"
