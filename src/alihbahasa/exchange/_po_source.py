"""The bytes of a PO file as text: charsets, byte order marks, line ends, places.

Charsets are those that gettext knows and Python has; any other is refused, as
is NUL.  An offset in the text is an offset in code points after the mark.  How
a header names its charset is read here too; which entry is the header,
``_po_scanner`` knows.
"""

from __future__ import annotations

import re

from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.xmlio import MARKS

#: Charsets a header may name, as gettext's manual lists them where Python has
#: a codec, and the names that Windows tools write.  UTF-16 shows by its mark.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "ascii": "ascii",
    "us-ascii": "ascii",
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (*range(1, 11), 13, 14, 15, 16)},
    **{f"cp{n}": f"cp{n}" for n in (850, 866, 874, 932, 949, 950, *range(1250, 1259))},
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    **{name: name for name in ("koi8-r", "koi8-u", "koi8-t", "gb2312", "gbk", "gb18030")},
    **{name: name for name in ("euc-jp", "euc-kr", "shift_jis", "johab", "big5", "tis-620")},
    "big5-hkscs": "big5hkscs",
}

_CHARSET = late_re(r"^Content-Type:[^\n]*?charset=([^\s;]*)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A PO file as text, without its byte order mark.

    *mark* is the length of that, in bytes.  *is_plain* where entries may have
    the plain shape: a line may go on after a backslash, in comments too, and
    gettext keeps EOT to itself; a text with one of these has it nowhere.
    """

    text: str
    codec: str
    mark: int = 0
    is_plain: bool = False

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of *offset*, in code points, from 1."""
        before = self.text.count("\n", 0, offset)
        return before + 1, offset - self.text.rfind("\n", 0, offset)

    def error(self, message: str, offset: int, *, hint: str | None = None) -> AlihbahasaError:
        """Return the error that says *message* of the place *offset*."""
        line, column = self.position(offset)
        return AlihbahasaError(message, line=line, column=column, hint=hint)


def codec_of(charset: str) -> str | None:
    """Return the Python codec for the *charset* of a header, None for one not on the list."""
    return _CODECS.get(charset.lower())


def charset_of(header: str) -> str:
    """Return the charset that the msgstr of a header entry names, "" for none or a template's."""
    found = _CHARSET.search(header)
    return "" if found is None or found[1] == "CHARSET" else found[1]


def marked_codec(data: bytes) -> tuple[str, int] | None:
    """Return the codec that the byte order mark of *data* says, and its length; None without."""
    return next(((codec, len(mark)) for mark, codec in MARKS if data.startswith(mark)), None)


def undecoded(data: bytes) -> Source:
    """Return *data* with a character for each byte.

    The header can be found in it before the charset is known: keywords and
    quotes are ASCII in every charset of the list.
    """
    return _source(data.decode("latin-1"), "latin-1")


def decoded(data: bytes, codec: str, mark: int = 0) -> Source:
    """Return *data*, but for the *mark* bytes it begins with, as text.

    Raises AlihbahasaError with line and column for bytes that are not in the
    charset, and for NUL.
    """
    body = data[mark:] if mark else data
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        before = _source(body[: error.start].decode(codec, "replace"), codec)
        line, column = before.position(len(before.text))
        raise AlihbahasaError(
            f"the bytes here are no {codec.upper()} text",
            line=line,
            column=column,
            hint="save the file as UTF-8, with charset=UTF-8 in its header",
        ) from None
    source = _source(text, codec, mark)
    # Bytes are searched ten times as fast, and without a zero there can be no NUL.
    if b"\0" in data and "\0" in text:
        raise source.error("there is a NUL character here", text.index("\0"))
    return source


def _source(text: str, codec: str, mark: int = 0) -> Source:
    text = _uniform(text)
    return Source(text, codec, mark, is_plain=not _joins_lines(text) and "\4" not in text)


def _joins_lines(text: str) -> bool:
    """Tell whether a line of *text* ends with a backslash.

    Backslashes are few, and one character is found many times as fast as two.
    """
    at = text.find("\\")
    while at >= 0 and not text.startswith("\n", at + 1):
        at = text.find("\\", at + 1)
    return at >= 0


def _uniform(text: str) -> str:
    """Return *text* with the line ends of an old Mac file as line feeds; no offset changes."""
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text
