"""The records that a plug-in file can fill.

A plug-in is one file in one of the folders articles, exchange, glossaries,
memories, languages, checks and reports, with one record ``PLUGIN`` at its end.  Adding
one edits no other file; ``plugins`` finds it by the name of the file.
"""

from __future__ import annotations

from alihbahasa.contracts.checks import (
    Check,
    CheckContext,
    CheckInfo,
    RenderReport,
    Report,
    Survey,
    Tally,
    nothing_near,
)
from alihbahasa.contracts.files import (
    DEFAULT,
    ArticleFormat,
    BuildArticle,
    Change,
    ExchangeFormat,
    GlossaryFormat,
    Locate,
    MemoryFormat,
    PatchExchange,
    Profile,
    ReadArticle,
    ReadGlossary,
    ReadMemory,
    WriteExchange,
    WriteGlossary,
)
from alihbahasa.contracts.languages import (
    LanguagePack,
    Numerals,
    Rule,
    Stops,
)

__all__ = [
    "DEFAULT",
    "ArticleFormat",
    "BuildArticle",
    "Change",
    "Check",
    "CheckContext",
    "CheckInfo",
    "ExchangeFormat",
    "GlossaryFormat",
    "LanguagePack",
    "Locate",
    "MemoryFormat",
    "Numerals",
    "PatchExchange",
    "Profile",
    "ReadArticle",
    "ReadGlossary",
    "ReadMemory",
    "RenderReport",
    "Report",
    "Rule",
    "Stops",
    "Survey",
    "Tally",
    "WriteExchange",
    "WriteGlossary",
    "nothing_near",
]
