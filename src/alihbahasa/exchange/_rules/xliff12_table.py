"""The elements and attributes of XLIFF 1.2, strict, as a table.

A clause is the name under which the standard (OASIS, 1 February 2008) explains
an element or an attribute: its sections have no numbers.
"""

from __future__ import annotations

from alihbahasa.exchange._rules.xml import (
    LANGUAGE,
    NMTOKEN,
    SPACE,
    YES_NO,
    Row,
    Table,
    Value,
    matching,
    one_of,
    row,
)

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
#: The older versions may be named in the namespace of 1.2.
VERSIONS = ("1.2", "1.1", "1.0")

_RESOURCE = "restype resname extradata extype help-id menu menu-option menu-name"
_LOOK = "coord font css-style style exstyle"
_SIZES = "maxwidth minwidth maxheight minheight maxbytes minbytes"
_SIZED = f"reformat size-unit {_SIZES} charclass"
_CODE = "id! xid equiv-text"
_INLINE = "g|bpt|ept|ph|it|mrk|x|bx|ex*"


_ROWS: dict[str, Row] = {
    "xliff": row("", "other* file other|file*", "version! xml:lang", foreign="*"),
    "file": row(
        "",
        "header? body",
        "original! source-language! datatype! tool-id date xml:space category "
        "target-language product-name product-version build-num",
        foreign="*",
    ),
    "header": row("", "skl? phase-group? glossary|reference|count-group|note|tool* other*", ""),
    "skl": row("", "internal-file|external-file", ""),
    "glossary": row("", "internal-file|external-file", "", has_text=True),
    "reference": row("", "internal-file|external-file", "", has_text=True),
    "internal-file": row("", "", "form crc", has_text=True),
    "external-file": row("", "", "href! crc uid"),
    "note": row("", "", "xml:lang priority from annotates", has_text=True),
    "phase-group": row("", "phase+", ""),
    "phase": row(
        "",
        "note*",
        "phase-name! process-name! company-name tool-id date job-id contact-name "
        "contact-email contact-phone",
    ),
    "count-group": row("", "count*", "name!"),
    "count": row("", "", "count-type phase-name unit", has_text=True),
    "context-group": row("", "context+", "name crc purpose"),
    "context": row("", "", "context-type! match-mandatory crc", has_text=True),
    "tool": row(
        "", "...", "tool-id! tool-name! tool-version tool-company", foreign="*", has_text=True
    ),
    "body": row("", "group|trans-unit|bin-unit*", ""),
    "group": row(
        "",
        "context-group* count-group* note* other* group|trans-unit|bin-unit*",
        f"id datatype xml:space {_RESOURCE} {_LOOK} translate {_SIZED} merged-trans",
        foreign="*",
    ),
    "trans-unit": row(
        "",
        "source seg-source? target? context-group|count-group|note|alt-trans* other*",
        f"id! approved translate xml:space datatype phase-name {_RESOURCE} {_LOOK} {_SIZED}",
        foreign="*",
    ),
    "source": row("", _INLINE, "xml:lang", foreign="*", has_text=True),
    "seg-source": row("", _INLINE, "xml:lang", foreign="*", has_text=True),
    "target": row(
        "",
        _INLINE,
        f"state state-qualifier phase-name xml:lang resname {_LOOK} equiv-trans",
        foreign="*",
        has_text=True,
    ),
    "alt-trans": row(
        "",
        "source? seg-source? target context-group* note* other*",
        "match-quality tool-id crc xml:lang origin datatype xml:space mid phase-name "
        f"alttranstype {_RESOURCE} {_LOOK}",
        foreign="*",
    ),
    "bin-unit": row(
        "",
        "bin-source bin-target? context-group|count-group|note|trans-unit* other*",
        "id! mime-type! approved translate reformat restype resname phase-name",
        foreign="*",
    ),
    "bin-source": row("", "internal-file|external-file", "", foreign="*"),
    "bin-target": row(
        "",
        "internal-file|external-file",
        "mime-type state state-qualifier phase-name restype resname",
        foreign="*",
    ),
    "g": row("", _INLINE, f"{_CODE} ctype clone", foreign="*", has_text=True),
    "x": row("", "", f"{_CODE} ctype clone", foreign="*"),
    "bx": row("", "", f"{_CODE} rid ctype clone", foreign="*"),
    "ex": row("", "", f"{_CODE} rid", foreign="*"),
    "ph": row("", "sub*", f"{_CODE} ctype crc assoc", foreign="*", has_text=True),
    "bpt": row("", "sub*", f"{_CODE} rid ctype crc", foreign="*", has_text=True),
    "ept": row("", "sub*", f"{_CODE} rid crc", foreign="*", has_text=True),
    "it": row("", "sub*", f"{_CODE} pos! rid ctype crc", foreign="*", has_text=True),
    "sub": row("", _INLINE, "datatype ctype xid", has_text=True),
    "mrk": row("", _INLINE, "mtype! mid comment", foreign="*", has_text=True),
}

_CUSTOM = r"x-\S+"


def _listed(words: str, what: str = "") -> Value:
    """Return the values that the standard lists, and those that begin with ``x-``."""
    what = what or f"one of {', '.join(words.split())}"
    value = one_of(words, custom=_CUSTOM, what=what)
    return Value(f"{what}, or begin with x-", value.fits)


_DATATYPES = (
    "asp c cdf cfm cpp csharp cstring csv database documentfooter documentheader filedialog form "
    "html htmlbody ini interleaf javaclass javapropertyresourcebundle javalistresourcebundle "
    "javascript jscript layout lisp margin menufile messagefile mif mimetype mo msglib pagefooter "
    "pageheader parameters pascal php plaintext po report resources resx rtf sgml sgmldtd svg "
    "vbscript warning winres xhtml xml xmldtd xsl xul"
)
_RESTYPES = (
    "auto3state autocheckbox autoradiobutton bedit bitmap button caption cell checkbox "
    "checkboxmenuitem checkedlistbox colorchooser combobox comboboxexitem comboboxitem component "
    "contextmenu ctext cursor datetimepicker defpushbutton dialog dlginit edit file filechooser fn "
    "font footer frame grid groupbox header heading hedit hscrollbar icon iedit keywords label "
    "linklabel list listbox listitem ltext menu menubar menuitem menuseparator message "
    "monthcalendar numericupdown panel popupmenu pushbox pushbutton radio radiobuttonmenuitem "
    "rcdata row rtext scrollpane separator shortcut spinner splitter state3 statusbar string "
    "tabcontrol table textbox togglebutton toolbar tooltip trackbar tree uri userbutton "
    "usercontrol var versioninfo vscrollbar window"
)
_MTYPES = (
    "abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime "
    "equation expanded-form formula head-term initialism international-scientific-term "
    "internationalism logical-expression materials-management-unit name near-synonym part-number "
    "phrase phraseological-unit protected romanized-form seg set-phrase short-form sku "
    "standard-text symbol synonym synonymous-phrase term transcribed-form transliterated-form "
    "truncated-term variant"
)
_STATES = (
    "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n "
    "needs-review-translation needs-translation new signed-off translated"
)
_QUALIFIERS = (
    "exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt "
    "leveraged-repository leveraged-tm mt-suggestion rejected-grammar rejected-inaccurate "
    "rejected-length rejected-spelling tm-suggestion"
)
_PROPERTIES = "coord(?:-x|-y|-cx|-cy)?|font(?:-name|-size|-weight)?|css-style|style|ex-style|x-\\S+"
_SHORT = "one of the standard's list"
_NUMBER = matching("a number", r"[0-9]+(?:\.[0-9]+)?")
_PLACEHOLDER = _listed("image pb lb")
_DELIMITER = _listed("bold italic underlined link")
_MIME = matching(
    "a MIME type", "(?:text|multipart|message|application|image|audio|video|model)(?:/.+)*"
)

_VALUES: dict[str, Value] = {
    **dict.fromkeys(("xml:lang", "source-language", "target-language"), LANGUAGE),
    "xml:space": SPACE,
    **dict.fromkeys(("approved", "translate", "clone", "equiv-trans", "merged-trans"), YES_NO),
    "match-mandatory": YES_NO,
    **dict.fromkeys(("rid", "mid", "help-id", "style", "exstyle"), NMTOKEN),
    "date": matching(
        "a date and time (2026-11-29T19:30:00Z)",
        r"-?[0-9]{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
        r"T(?:[01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?",
    ),
    "datatype": _listed(_DATATYPES, _SHORT),
    "restype": _listed(_RESTYPES, _SHORT),
    "mtype": _listed(_MTYPES, _SHORT),
    "state": _listed(_STATES),
    "state-qualifier": _listed(_QUALIFIERS),
    "context-type": _listed(
        "database element elementtitle linenumber numparams paramnotes record recordtitle "
        "sourcefile"
    ),
    "count-type": _listed(
        f"num-usages repetition total {_RESTYPES} {_DATATYPES} {_STATES} {_QUALIFIERS}", _SHORT
    ),
    "size-unit": _listed("byte char col cm dlgunit em ex glyph in mm percent pixel point row"),
    "unit": _listed(
        "word page trans-unit bin-unit glyph item instance character line sentence paragraph "
        "segment placeable"
    ),
    "alttranstype": _listed("proposal previous-version rejected reference accepted"),
    "purpose": matching(
        "a list of information, location, match, or begin with x-",
        r"\s*(?:(?:information|location|match|x-\S+)(?:\s+|$))+",
    ),
    "reformat": matching(
        "yes, no or a list of properties",
        rf"yes|no|\s*(?:(?:{_PROPERTIES})(?:\s+|$))+",
    ),
    "coord": matching("four numbers (1;2;3;4)", r"(?:-?[0-9]+|#)(?:;(?:-?[0-9]+|#)){3}"),
    "mime-type": _MIME,
    "pos": one_of("open close"),
    "assoc": one_of("preceding following both"),
    "annotates": one_of("source target general"),
    "priority": matching("a whole number from 1 to 10", "[1-9]|10"),
    **{f"{name}@ctype": _PLACEHOLDER for name in ("x", "ph")},
    **{f"{name}@ctype": _DELIMITER for name in ("g", "bx", "bpt", "it", "sub")},
    **dict.fromkeys(_SIZES.split(), _NUMBER),
}

TABLE = Table(
    standard="XLIFF 1.2",
    prefixes={NAMESPACE: ""},
    rows={name: each._replace(clause=f"<{name}>") for name, each in _ROWS.items()},
    values=_VALUES,
    clauses={name.rpartition("@")[2]: name.rpartition("@")[2] for name in _VALUES},
    closed=frozenset(),
    streamed=frozenset(("file", "body", "group", "trans-unit", "bin-unit")),
    units=frozenset(("trans-unit", "bin-unit")),
)
