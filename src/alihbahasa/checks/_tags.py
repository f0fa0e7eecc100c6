"""Tags of HTML in a text that has its markup as text, as PO files from elsewhere do."""

from __future__ import annotations

import re

from alihbahasa.model import Code, CodeKind, Content, joined

#: Elements that stand within sentences, or around them; other words in angle brackets are text.
_ELEMENTS = frozenset(
    """
    a abbr b bdi bdo big blockquote br cite code dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr
    i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td th
    thead tr tt u ul var wbr
    """.split()
)
_VOID = frozenset("br hr img wbr".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")


def coded(text: str) -> Content:
    """Return *text* with a code for each tag of HTML in it; closing ones go with what is open."""
    parts: list[str | Code] = []
    waiting: dict[str, list[str]] = {}
    done = 0
    for number, tag in enumerate(_TAG.finditer(text), 1):
        name = tag[2].lower()
        if name not in _ELEMENTS:
            continue
        id, kind = str(number), CodeKind.STANDALONE
        if tag[1]:
            opened = waiting.get(name)
            if not opened:
                continue
            id, kind = opened.pop(), CodeKind.CLOSE
        elif name not in _VOID and not tag[0].endswith("/>"):
            waiting.setdefault(name, []).append(id)
            kind = CodeKind.OPEN
        parts += (text[done : tag.start()], Code(id, kind, tag[0]))
        done = tag.end()
    return joined((*parts, text[done:]))
