"""The elements and attributes of XLIFF 2.0, 2.1 and 2.2, core and modules, as a table.

Clauses are those of XLIFF 2.1 (OASIS Standard, 13 February 2018).  The modules
gls, mtc, mda, fs, val, res, slr and ctr are here; those of ITS and of plurals
(2.2) are known by name, and what is in them passes.
"""

from __future__ import annotations

from alihbahasa.exchange._rules.xml import (
    LANGUAGE,
    NMTOKEN,
    NMTOKENS,
    POSITIVE,
    SPACE,
    YES_NO,
    Row,
    Table,
    Value,
    matching,
    one_of,
    row,
)

CORE = "urn:oasis:names:tc:xliff:document:"
#: The versions that a namespace of the core may have.
VERSIONS = {f"{CORE}2.0": ("2.0", "2.1"), f"{CORE}2.2": ("2.0", "2.1", "2.2")}

_MODULES = {
    "mtc": ("urn:oasis:names:tc:xliff:matches:2.0",),
    "gls": ("urn:oasis:names:tc:xliff:glossary:2.0",),
    "fs": ("urn:oasis:names:tc:xliff:fs:2.0",),
    "mda": ("urn:oasis:names:tc:xliff:metadata:2.0",),
    "res": ("urn:oasis:names:tc:xliff:resourcedata:2.0",),
    "ctr": ("urn:oasis:names:tc:xliff:changetracking:2.0",),
    "slr": ("urn:oasis:names:tc:xliff:sizerestriction:2.0",),
    "val": ("urn:oasis:names:tc:xliff:validation:2.0",),
    "its": ("http://www.w3.org/2005/11/its",),
    "itsm": ("urn:oasis:names:tc:xliff:itsm:2.1", "urn:oasis:names:tc:xliff:itsm:2.0"),
    "pgs": ("urn:oasis:names:tc:xliff:pgs:1.0",),
}

#: Prefixes of fragment identifiers that are registered (3.2), beside those of one letter.
FRAGMENT_PREFIXES = frozenset((*_MODULES, "tbx"))

#: Attributes that inline codes may have from modules (4.2.3); none from extensions.
_INLINE = "fs slr its itsm pgs xml"

_CODE = "canCopy canDelete canReorder copyOf dir subType type"
_ENDS = "dispEnd dispStart equivEnd equivStart dataRefEnd dataRefStart subFlowsEnd subFlowsStart"
_HALF = f"{_CODE} canOverlap disp equiv dataRef isolated subFlows"
_INLINES = "cp|ph|pc|sc|ec|mrk|sm|em*"
_INHERITED = "canResegment translate srcDir trgDir xml:space"

ROWS: dict[str, Row] = {
    "xliff": row("4.2.2.1", "file+", "version! srcLang! trgLang xml:space", foreign="*"),
    "file": row(
        "4.2.2.2",
        "skeleton? other* notes? unit|group+",
        f"id! original {_INHERITED}",
        foreign="*",
    ),
    "skeleton": row("4.2.2.3", "other*", "href", has_text=True),
    "group": row(
        "4.2.2.4", "other* notes? unit|group*", f"id! name type {_INHERITED}", foreign="*"
    ),
    "unit": row(
        "4.2.2.5",
        "other* notes? originalData? segment|ignorable*",
        f"id! name type {_INHERITED}",
        foreign="*",
    ),
    "segment": row("4.2.2.6", "source target?", "id canResegment state subState"),
    "ignorable": row("4.2.2.7", "source target?", "id"),
    "notes": row("4.2.2.8", "note+"),
    "note": row("4.2.2.9", "", "id appliesTo category priority", foreign="*", has_text=True),
    "originalData": row("4.2.2.10", "data+"),
    "data": row("4.2.2.11", "cp*", "id! dir xml:space", has_text=True),
    "source": row("4.2.2.12", _INLINES, "xml:lang xml:space", has_text=True),
    "target": row("4.2.2.13", _INLINES, "xml:lang xml:space order", has_text=True),
    "cp": row("4.2.3.1", "", "hex!"),
    "ph": row(
        "4.2.3.2",
        "",
        "id! canCopy canDelete canReorder copyOf disp equiv dataRef subFlows subType type",
        foreign=_INLINE,
    ),
    "pc": row(
        "4.2.3.3", _INLINES, f"id! {_CODE} canOverlap {_ENDS}", foreign=_INLINE, has_text=True
    ),
    "sc": row("4.2.3.4", "", f"id! {_HALF}", foreign=_INLINE),
    "ec": row("4.2.3.5", "", f"id startRef {_HALF}", foreign=_INLINE),
    "mrk": row("4.2.3.6", _INLINES, "id! translate type ref value", foreign="*", has_text=True),
    "sm": row("4.2.3.7", "", "id! translate type ref value", foreign="*"),
    "em": row("4.2.3.8", "", "startRef!"),
    "mtc:matches": row("5.1.5.2", "mtc:match+"),
    "mtc:match": row(
        "5.1.5.3",
        "mda:metadata? originalData? source target other*",
        "id matchQuality matchSuitability origin ref! reference similarity subType type",
        foreign="*",
    ),
    "gls:glossary": row("5.2.4.2", "gls:glossEntry+"),
    "gls:glossEntry": row(
        "5.2.4.3", "gls:term gls:translation* gls:definition? other*", "id ref", foreign="*"
    ),
    "gls:term": row("5.2.4.4", "", "source", foreign="*", has_text=True),
    "gls:translation": row("5.2.4.5", "", "id ref source", foreign="*", has_text=True),
    "gls:definition": row("5.2.4.6", "", "source", foreign="*", has_text=True),
    "mda:metadata": row("5.4.4.2", "mda:metaGroup+", "id"),
    "mda:metaGroup": row("5.4.4.3", "mda:metaGroup|mda:meta+", "id category appliesTo"),
    "mda:meta": row("5.4.4.4", "", "type!", has_text=True),
    "res:resourceData": row("5.5.4.2", "res:resourceItemRef* res:resourceItem*"),
    "res:resourceItemRef": row("5.5.4.3", "", "id ref!", foreign="*"),
    "res:resourceItem": row(
        "5.5.4.4", "res:source? res:target? res:reference*", "mimeType id context", foreign="*"
    ),
    "res:source": row("5.5.4.5", "...", "href xml:lang", foreign="*"),
    "res:target": row("5.5.4.6", "...", "href xml:lang", foreign="*"),
    "res:reference": row("5.5.4.7", "", "href! xml:lang", foreign="*"),
    "ctr:changeTrack": row("5.6.4.2", "ctr:revisions+"),
    "ctr:revisions": row("5.6.4.3", "ctr:revision+", "appliesTo! ref currentVersion", foreign="*"),
    "ctr:revision": row("5.6.4.4", "ctr:item+", "author datetime version", foreign="*"),
    "ctr:item": row("5.6.4.5", "", "property!", foreign="*", has_text=True),
    "slr:profiles": row("5.7.4.2", "slr:normalization? other*", "generalProfile storageProfile"),
    "slr:normalization": row("5.7.4.3", "", "general storage"),
    "slr:data": row("5.7.4.4", "...", "profile!", foreign="*"),
    "val:validation": row("5.8.4.2", "val:rule+", foreign="*"),
    "val:rule": row(
        "5.8.4.3",
        "",
        "isPresent occurs isNotPresent startsWith endsWith existsInSource caseSensitive "
        "normalization disabled",
        foreign="*",
    ),
}

#: What 2.2 has besides.
_ROWS_22 = {
    "xliff": ROWS["xliff"]._replace(
        children=row("", "notes? mda:metadata? file+").children,
    ),
    "note": ROWS["note"]._replace(attributes=ROWS["note"].attributes | {"ref"}),
}

CUSTOM = matching("a prefix and a value (prefix:value)", r"[^\s:]+:[^\s:]+")
_DIRECTION = one_of("ltr rtl auto")
_NORMALIZATION = one_of("none nfc nfd")
_SIDE = one_of("source target")
_PERCENT = matching(
    "a number from 0 to 100", r"\s*\+?0*(?:[0-9]{1,2}(?:\.[0-9]*)?|\.[0-9]+|100(?:\.0*)?)\s*"
)
_SIZE = matching(
    "a number, a range (0,255 or 1,*) or *", r"\s*(?:\*|[0-9]+(?:\s*,\s*(?:[0-9]+|\*))?)\s*"
)
_WHOLE = matching("a whole number", r"\s*-?[0-9]+\s*")
#: What XML cannot hold, and the controls that it should not (XML 1.0, 2.2).
_HEX = matching(
    "the hexadecimal digits of a character that XML cannot hold",
    r"(?i:(?:00)?(?:000[0-8bcef]|001[0-9a-f]|007f|008[0-46-9a-f]|009[0-9a-f]|d[89a-f][0-9a-f]{2}"
    r"|fff[ef]))",
)
_MARK = one_of("generic comment term", custom=r"[^\s:]+:[^\s:]+")
_TYPE = one_of("fmt ui quote link image other")
#: Elements of HTML that the fs module names (5.3.5.1).
_HTML = one_of(
    "a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt "
    "em h1 h2 h3 h4 h5 h6 head hr html i img label legend li ol p pre q s samp select small span "
    "strike strong sub sup table tbody td tfoot th thead title tr tt u ul",
    what="one of the elements of HTML that the module names",
)

_VALUES: dict[str, Value] = {
    **dict.fromkeys(("id", "startRef", "copyOf", "dataRef", "dataRefStart", "dataRefEnd"), NMTOKEN),
    **dict.fromkeys(("subFlows", "subFlowsStart", "subFlowsEnd"), NMTOKENS),
    **dict.fromkeys(("canCopy", "canDelete", "canOverlap", "canResegment"), YES_NO),
    **dict.fromkeys(("isolated", "translate"), YES_NO),
    **dict.fromkeys(("dir", "srcDir", "trgDir"), _DIRECTION),
    **dict.fromkeys(("srcLang", "trgLang", "xml:lang"), LANGUAGE),
    "xml:space": SPACE,
    "data@xml:space": one_of("preserve"),
    "canReorder": one_of("yes firstNo no"),
    "hex": _HEX,
    "order": POSITIVE,
    "priority": matching("a whole number from 1 to 10", r"\s*\+?0*(?:[1-9]|10)\s*"),
    "state": one_of("initial translated reviewed final"),
    "subState": CUSTOM,
    "subType": CUSTOM,
    "note@appliesTo": _SIDE,
    **{f"{name}@type": _TYPE for name in ("ph", "pc", "sc", "ec")},
    **{f"{name}@type": CUSTOM for name in ("group", "unit")},
    **{f"{name}@type": _MARK for name in ("mrk", "sm")},
    "mtc:match@type": one_of("am mt icm idm tb tm other"),
    "mtc:match@reference": YES_NO,
    **{
        f"mtc:match@{name}": _PERCENT for name in ("similarity", "matchQuality", "matchSuitability")
    },
    "mda:metaGroup@appliesTo": one_of("source target ignorable"),
    "fs:fs": _HTML,
    "fs:subFs": Value("anything", lambda text: True),
    "slr:sizeRestriction": _SIZE,
    "slr:storageRestriction": _SIZE,
    "slr:equivStorage": _WHOLE,
    "slr:sizeInfo": Value("anything", lambda text: True),
    "slr:sizeInfoRef": NMTOKEN,
    "slr:normalization@general": _NORMALIZATION,
    "slr:normalization@storage": _NORMALIZATION,
    "val:rule@normalization": _NORMALIZATION,
    "val:rule@occurs": POSITIVE,
    **{f"val:rule@{name}": YES_NO for name in ("existsInSource", "caseSensitive", "disabled")},
    "res:resourceItem@context": YES_NO,
    "res:resourceItemRef@ref": NMTOKEN,
    **{f"ctr:revisions@{name}": NMTOKEN for name in ("appliesTo", "ref", "currentVersion")},
    "ctr:revision@version": NMTOKEN,
}


def _numbered(section: str, names: str, *, element: str = "") -> dict[str, str]:
    """Return the clauses of attributes that *section* explains one after the other."""
    begin = f"{element}@" if element else ""
    return {f"{begin}{name}": f"{section}.{number}" for number, name in enumerate(names.split(), 1)}


_CLAUSES = {
    **_numbered(
        "4.3.1",
        "appliesTo canCopy canDelete canOverlap canReorder canResegment category copyOf dataRef "
        "dataRefEnd dataRefStart dir disp dispEnd dispStart equiv equivEnd equivStart hex href id "
        "isolated name order original priority ref srcDir srcLang startRef state subFlows "
        "subFlowsEnd subFlowsStart subState subType trgLang translate trgDir type value version",
    ),
    **_numbered("4.3.2", "xml:lang xml:space"),
    **_numbered(
        "5.1.6",
        "id matchQuality matchSuitability origin ref reference similarity subType type",
        element="mtc:match",
    ),
    **_numbered("5.2.5", "id ref source", element="gls:glossEntry"),
    **_numbered("5.2.5", "id ref source", element="gls:translation"),
    **_numbered("5.3.5", "fs:fs fs:subFs"),
    "fs": "5.3.5",
    "slr": "5.7.5",
    **_numbered("5.4.5", "appliesTo category id type", element="mda:metaGroup"),
    "mda:metadata@id": "5.4.5.3",
    **_numbered("5.5.5", "context href id mimeType ref", element="res:resourceItem"),
    **_numbered("5.5.5", "context href id mimeType ref", element="res:resourceItemRef"),
    **_numbered(
        "5.8.5",
        "isPresent occurs isNotPresent startsWith endsWith existsInSource caseSensitive "
        "normalization disabled",
        element="val:rule",
    ),
    "slr:sizeRestriction": "5.7.5",
    "slr:storageRestriction": "5.7.5",
    "slr:equivStorage": "5.7.5.8",
    "slr:sizeInfo": "5.7.5.9",
    "slr:sizeInfoRef": "5.7.5.10",
}


def clause(attribute: str, element: str = "") -> str:
    """Return the clause that explains *attribute*, of *element* where it has one of its own.

    It is "" for one that the standard does not have.
    """
    return _CLAUSES.get(f"{element}@{attribute}") or _CLAUSES.get(attribute, "")


def _table(namespace: str) -> Table:
    return Table(
        standard="XLIFF 2.1",
        prefixes={
            namespace: "",
            **{each: prefix for prefix, spaces in _MODULES.items() for each in spaces},
        },
        rows=ROWS if namespace.endswith("2.0") else {**ROWS, **_ROWS_22},
        values=_VALUES,
        clauses=_CLAUSES,
        closed=frozenset(("mtc", "gls", "mda", "fs", "slr", "val", "res", "ctr")),
        streamed=frozenset(("file", "group", "unit")),
        units=frozenset(("unit",)),
    )


TABLES = {namespace: _table(namespace) for namespace in VERSIONS}
