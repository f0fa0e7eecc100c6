"""Addresses of the web and of e-mail: what they look like, and a text without them."""

from __future__ import annotations

import re

from alihbahasa.patterns import late_re

URL = late_re(
    r"(?<![A-Za-z\d])(?:[a-zA-Z][a-zA-Z\d+.-]{1,15}://|www\.)[^\s<>\"“”„«»‘’`{}|\\^\ufffc"
    r"、。，；：！？（）【】「」『』《》\u3000\u0600-\u061f]+"
)

#: The parts are bounded so that a long text without an end takes no long time.
EMAIL = late_re(
    r"(?<![A-Za-z\d_.+-])[A-Za-z\d_.+-]{1,64}@[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,8}"
)

#: Words of languages without blanks may follow an address, and have numbers of their own.
_ASCII = late_re(r"[!-~]*")


def without_addresses(text: str) -> str:
    """Return *text* with U+FFFC in place of addresses, every other character at its place.

    >>> without_addresses("3 x: www.a.id/12").replace(chr(0xFFFC), "_")
    '3 x: ___________'
    """
    if "://" in text or "www." in text:
        text = URL.sub(_blank, text)
    return EMAIL.sub(_blank, text) if "@" in text else text


def _blank(found: re.Match[str]) -> str:
    address = _ASCII.match(found[0])
    length = address.end() if address else 0
    return "\ufffc" * length + found[0][length:]
