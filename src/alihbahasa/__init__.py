"""alihbahasa: articles out to human translators, and their work safely back.

The map of the package, from the top floor down; imports point down only.

=================  ==========================================================
``cli``            the command line, one file a command
``workflow``       what the program does, one file a verb: export, check, ...
``project``        the settings, and where things lie
``storage``        files: atomic writing, the lock, limits, the record
``plugins``        finds the plug-ins of the folders below
``articles``       formats of articles: bytes to a document, and back
``exchange``       PO, XLIFF 1.2, XLIFF 2
``glossaries``     formats of glossaries
``memories``       formats of translation memories: TMX
``languages``      language packs: sentences, inflection, numbers, labels
``checks``         one check a file
``reports``        ways to print findings
``pages``          what people look at in a browser
``segmentation``   a text into sentences, a document into units
``recognition``    the terms of a glossary in a text, and what renders them
``terminology``    glossaries as such: looked over, compared, merged, taken in
``reconciliation`` fresh units, the record and what came back into one
``leverage``       what a memory holds for a sentence
``checking``       units and checks into findings
``profiles``       how files are written for the program a translator uses
``text``           plain text: folding, words, what a terminal may see
``values``         numbers in a text, by value and locale
``xmlio``          XML read safely and written
``contracts``      the records that a plug-in fills
``model``          the data
``errors``         the exceptions
``patterns``       regular expressions that are compiled when they are first used
``records``        frozen dataclasses, made fast
=================  ==========================================================

The names below are the public API; each is imported when it is first used.

>>> import alihbahasa
>>> pack = alihbahasa.language_pack("id")
>>> text = "Prof. Dr. Sari tiba. Ia lelah."
>>> [span.of(text) for span in alihbahasa.sentences(text, pack)]
['Prof. Dr. Sari tiba.', 'Ia lelah.']
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alihbahasa.errors import AlihbahasaError
    from alihbahasa.model import (
        Bitext,
        Block,
        Code,
        Concept,
        Content,
        Document,
        Finding,
        Glossary,
        Grade,
        Header,
        Level,
        Mention,
        Note,
        Rendering,
        RenderingKind,
        Span,
        State,
        Term,
        TermStatus,
        Unit,
    )
    from alihbahasa.plugins import exchange_format, glossary_format, language_pack
    from alihbahasa.project import Project
    from alihbahasa.project import find as find_project
    from alihbahasa.recognition import compile_terms, mentions, renderings
    from alihbahasa.segmentation import segment, sentences, units
    from alihbahasa.values import numbers

__version__ = "0.1.0"

#: Where each public name is defined; ``module:name`` where it has another one there.
_HOMES = {
    "AlihbahasaError": "errors",
    **dict.fromkeys(
        (
            "Bitext",
            "Block",
            "Code",
            "Concept",
            "Content",
            "Document",
            "Finding",
            "Glossary",
            "Grade",
            "Header",
            "Level",
            "Mention",
            "Note",
            "Rendering",
            "RenderingKind",
            "Span",
            "State",
            "Term",
            "TermStatus",
            "Unit",
        ),
        "model",
    ),
    "Project": "project",
    "find_project": "project:find",
    "exchange_format": "plugins",
    "glossary_format": "plugins",
    "language_pack": "plugins",
    "compile_terms": "recognition",
    "mentions": "recognition",
    "renderings": "recognition",
    "segment": "segmentation",
    "sentences": "segmentation",
    "units": "segmentation",
    "numbers": "values",
}

__all__ = [
    "AlihbahasaError",
    "Bitext",
    "Block",
    "Code",
    "Concept",
    "Content",
    "Document",
    "Finding",
    "Glossary",
    "Grade",
    "Header",
    "Level",
    "Mention",
    "Note",
    "Project",
    "Rendering",
    "RenderingKind",
    "Span",
    "State",
    "Term",
    "TermStatus",
    "Unit",
    "__version__",
    "compile_terms",
    "exchange_format",
    "find_project",
    "glossary_format",
    "language_pack",
    "mentions",
    "numbers",
    "renderings",
    "segment",
    "sentences",
    "units",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    found = getattr(importlib.import_module(f"{__name__}.{module}"), attribute or name)
    # Found once is found for good.
    globals()[name] = found
    return found
