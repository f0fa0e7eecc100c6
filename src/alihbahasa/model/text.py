"""Text: stretches of it, and content with inline codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from alihbahasa.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:stop]``, in code points."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """Return the stretch of *text* that the span covers."""
        return text[self.start : self.stop]


class CodeKind(StrEnum):
    """What an inline code does: XLIFF 2 ``sc``, ``ec`` and ``ph``."""

    OPEN = "open"
    CLOSE = "close"
    STANDALONE = "standalone"


@dataclass(frozen=True, slots=True)
class Code:
    """An inline code: markup inside a sentence, protected from translation.

    *data* is the markup as it stands in the article.  A code has no width:
    spans count the text only.
    """

    id: str
    kind: CodeKind
    data: str = ""


#: Text with inline codes.
Content: TypeAlias = tuple[str | Code, ...]


def plain(content: Content) -> str:
    """Return the text of *content* without its codes; spans index this string."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return "".join(part for part in content if isinstance(part, str))


def joined(parts: Iterable[str | Code]) -> Content:
    """Return *parts* as content: neighbouring strings as one, empty ones left out."""
    found: list[str | Code] = []
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            if found and isinstance(found[-1], str):
                found[-1] += part
                continue
        found.append(part)
    return tuple(found)


def raw(content: Content) -> str:
    """Return *content* as it stands in the article, codes written out."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return "".join(part if isinstance(part, str) else part.data for part in content)


def is_blank(content: Content | None) -> bool:
    """Tell whether *content* holds no code and nothing but white space."""
    return content is None or all(isinstance(part, str) and not part.strip() for part in content)


#: A mapping that nobody can change, for defaults of frozen records.
NOTHING: Mapping[str, str] = MappingProxyType({})
