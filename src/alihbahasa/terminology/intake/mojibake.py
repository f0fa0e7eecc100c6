"""Text that was read in the wrong encoding, and what it was before.

UTF-8 read as Windows-1252 or Latin-1 leaves a letter that UTF-8 begins a
character with, followed by signs that it goes on with ("Ã©" for é, "â€™" for
’, "Ð¡" for С); read as Windows-1251 it leaves Cyrillic that is UTF-8 from end
to end when written back.  A letter before a closing quotation mark, a dash or
a letter of the languages of Europe ("É»", "Úž") is no evidence by itself.
"""

from __future__ import annotations

import re

from alihbahasa.patterns import late_re

#: The characters that Windows-1252 has for the bytes 80 to 9F; where it has
#: none, and in Latin-1, the control character of the same number.
_HIGH = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252", "ignore"): byte
    for byte in range(0x80, 0xA0)
    if bytes([byte]).decode("cp1252", "ignore")
}

_GOES_ON = "".join(re.escape(char) for char, byte in _HIGH.items() if byte < 0xC0)

#: Â to Å, Î to Ñ, Ô, Õ, × to Û begin the characters of Latin, Greek, Cyrillic,
#: Armenian, Hebrew and Arabic in UTF-8; the others begin phonetic signs.
_SEQUENCE = late_re(
    f"[\\xc2-\\xc5\\xce-\\xd1\\xd4\\xd5\\xd7-\\xdb][{_GOES_ON}]"
    f"|[\\xe0-\\xef][{_GOES_ON}]{{2}}|[\\xf0-\\xf4][{_GOES_ON}]{{3}}"
)

#: What may follow one of these letters in text that is as it should be.
_INNOCENT = frozenset("\xa0»›‹«’‘‚”“„–—…•™ŠšŽžŒœŸƒ")


def repaired(text: str) -> str | None:
    """Return what *text* was before it was read wrongly, or None where nothing says it was.

    >>> repaired("Ã©tat dâ€™urgence"), repaired("Ð¡ÑƒÐ´"), repaired("РђСЂС†Р°С…")
    ('état d’urgence', 'Суд', 'Арцах')
    >>> [repaired(word) for word in ("état", "Úžas", "« à »", "Суд", "Ñandú")]
    [None, None, None, None, None]
    """
    if text.isascii():
        return None
    is_sure = False

    def again(found: re.Match[str]) -> str:
        nonlocal is_sure
        try:
            right = bytes(_HIGH[char] for char in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]
        before = text[found.start() - 1 : found.start()]
        is_sure |= before.islower() and len(found[0]) == 2 and found[0][0].isupper()
        is_sure |= any(char not in _INNOCENT for char in found[0][1:])
        return right

    whole = _SEQUENCE.sub(again, text)
    if is_sure:
        return whole
    try:
        whole = text.encode("cp1251").decode("utf-8")
    except UnicodeError:
        return None
    return whole if sum(not char.isascii() for char in whole) > 1 else None
