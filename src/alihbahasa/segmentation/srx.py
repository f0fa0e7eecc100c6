"""SRX 2.0: segmentation rules read from a file, and written into one.

Reading keeps to the whole meaning of the standard: language maps are tried in
order, the first whose pattern matches the language is taken, or all of them
where the header says ``cascade="yes"`` (SRX 2.0, 3.3 and 4.1); rules stay in
order.  Patterns are ICU's; see ``icu``.  Elements of other namespaces, in
which tools keep options of their own, are passed over, as are
``segmentsubflows`` (articles have none) and ``formathandle``: a closing code
goes with the sentence before it and an opening one with the sentence after
it, for a unit never holds half a pair.

What is written are the rules of a language as ``language.rules`` gives them,
so that CAT tools cut where we cut.  A CAT tool does not know which lines of
an article are headings, links, datelines and labels; it cuts these too.

Rules are untrusted: their number and the length of a pattern are limited
here, their time in ``engine``.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

import regex

from alihbahasa.contracts import LanguagePack, Rule, Stops
from alihbahasa.errors import AlihbahasaError
from alihbahasa.patterns import late_regex
from alihbahasa.records import dataclass
from alihbahasa.segmentation.icu import translated
from alihbahasa.segmentation.language import rules
from alihbahasa.xmlio import escape, escape_attribute, iterate, line_of

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "http://www.lisa.org/srx20"

_MOST_RULES = 5_000
_LONGEST_PATTERN = 20_000

#: Seconds to match one pattern against one language tag.
_MAP_LIMIT = 1.0


# --- reading ----------------------------------------------------------------


@dataclass(slots=True)
class _File:
    """What an SRX file says, as it is read."""

    cascades: bool = False
    rules: dict[str, list[Rule]] = field(default_factory=dict)
    maps: list[tuple[str, str, int]] = field(default_factory=list)
    count: int = 0
    line: int = 1


def with_rules(pack: LanguagePack, data: bytes, *, language: str, file: str) -> LanguagePack:
    """Return *pack* with the rules for *language* in the SRX 2.0 file *data*, and no others.

    *file* is its name in errors.  Raises AlihbahasaError with file, line and
    rule for what is not SRX 2.0, for a pattern that does not compile, and
    where there is no rule for the language.
    """
    return replace(pack, rules=read(data, language, file=file), stops=Stops(marks="", wide=""))


def read(data: bytes, language: str, *, file: str) -> tuple[Rule, ...]:
    """Return the rules for *language*, a BCP 47 tag, in the SRX 2.0 file *data*, in order.

    Raises as ``with_rules`` does.
    """
    try:
        found = _parsed(data, file)
        names = _mapped(found, language)
        return tuple(_compilable(rule) for name in names for rule in found.rules[name])
    except AlihbahasaError as error:
        error.within(file)
        raise


def _parsed(data: bytes, file: str) -> _File:
    found = _File()
    name = ""
    has_root = False
    for event, element in iterate(io.BytesIO(data), events=("start", "end")):
        namespace, _, tag = str(element.tag).rpartition("}")
        if not has_root:
            _check_root(element, namespace[1:], tag)
            has_root = True
        if namespace not in ("", f"{{{NAMESPACE}"):
            continue
        line = line_of(element) or 0
        if event == "start":
            if tag == "header":
                found.cascades = _choice(element, "cascade", "no", line)
            elif tag == "languagerule":
                name = _needed(element, "languagerulename", line)
                if name in found.rules:
                    raise AlihbahasaError(f"the language rule “{name}” stands twice", line=line)
                found.rules[name] = []
        elif tag == "rule":
            found.count += 1
            if found.count > _MOST_RULES:
                raise AlihbahasaError(f"more than {_MOST_RULES:,} rules", line=line)
            number = len(found.rules.get(name, ())) + 1
            rule = _rule(element, f"rule {number} of “{name}”", line)
            found.rules.setdefault(name, []).append(replace(rule, file=file, line=line))
        elif tag == "languagemap":
            pattern = _needed(element, "languagepattern", line)
            found.maps.append((pattern, _needed(element, "languagerulename", line), line))
        elif tag == "maprules":
            found.line = line
    return found


def _check_root(element: etree._Element, namespace: str, tag: str) -> None:
    line = line_of(element)
    if tag != "srx":
        raise AlihbahasaError(
            f"no SRX file: its root is <{tag}>, not <srx>",
            line=line,
            hint="SRX 2.0 is read; alihbahasa segment --write-srx writes one",
        )
    version = element.get("version", "")
    if namespace not in ("", NAMESPACE) or not version.startswith("2."):
        told = f"SRX {version}" if version else f"the namespace {namespace}"
        raise AlihbahasaError(
            f"{told} is not read", line=line, hint='save the rules as SRX 2.0 (version="2.0")'
        )


def _rule(element: etree._Element, name: str, line: int) -> Rule:
    texts = {"beforebreak": "", "afterbreak": ""}
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        if tag in texts:
            texts[tag] = "".join(str(part) for part in child.itertext())
    for tag, text in texts.items():
        if len(text) > _LONGEST_PATTERN:
            raise AlihbahasaError(
                f"{name}: its {tag} is longer than {_LONGEST_PATTERN:,} characters", line=line
            )
    is_break = _choice(element, "break", "yes", line)
    return Rule(is_break, texts["beforebreak"], texts["afterbreak"], name)


def _needed(element: etree._Element, attribute: str, line: int) -> str:
    value = element.get(attribute)
    if not value:
        tag = str(element.tag).rpartition("}")[2]
        raise AlihbahasaError(f"<{tag}> has no {attribute}", line=line)
    return value


def _choice(element: etree._Element, attribute: str, default: str, line: int) -> bool:
    value = element.get(attribute, default)
    if value not in ("yes", "no"):
        raise AlihbahasaError(f'{attribute}="{value}" is neither yes nor no', line=line)
    return value == "yes"


def _mapped(found: _File, language: str) -> list[str]:
    """Return the names of the language rules for *language*, in order."""
    names: list[str] = []
    for pattern, name, line in found.maps:
        if name not in found.rules:
            raise AlihbahasaError(f"there is no language rule “{name}”", line=line)
        try:
            compiled = regex.compile(translated(pattern), regex.V1)
            matches = compiled.fullmatch(language, timeout=_MAP_LIMIT)
        except (ValueError, regex.error, RecursionError) as error:
            raise AlihbahasaError(
                f"languagepattern does not compile: {error}: {pattern}", line=line
            ) from error
        except TimeoutError:
            raise AlihbahasaError(f"languagepattern takes too long: {pattern}", line=line) from None
        if matches and name not in names:
            names.append(name)
            if not found.cascades:
                break
    if not any(found.rules[name] for name in names):
        there = ", ".join(f"{pattern} (“{name}”)" for pattern, name, _ in found.maps)
        raise AlihbahasaError(
            f"no rule for the language {language}",
            line=found.line,
            hint=f"its language maps are {there}" if there else "it has no language maps",
        )
    return names


def _compilable(rule: Rule) -> Rule:
    """Return *rule* with its patterns as ``regex`` reads them; raise where one does not compile."""
    patterns = []
    for tag, pattern in (("beforebreak", rule.before), ("afterbreak", rule.after)):
        try:
            patterns.append(translated(pattern))
            look = "?<=" if tag == "beforebreak" else "?="
            regex.compile(f"({look}(?:{patterns[-1]}))", regex.V1)
        except (ValueError, OverflowError, RecursionError, regex.error) as error:
            told = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            shown = pattern if len(pattern) <= 80 else f"{pattern[:77]}..."
            raise AlihbahasaError(
                f"{rule.name}: its {tag} does not compile: {told}: {shown}",
                file=rule.file,
                line=rule.line or None,
            ) from error
    return replace(rule, before=patterns[0], after=patterns[1])


# --- writing ----------------------------------------------------------------


def write(packs: Mapping[str, LanguagePack]) -> bytes:
    """Return an SRX 2.0 file with the rules of *packs*, by language tag, in order."""
    written = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<srx xmlns="{NAMESPACE}" version="2.0">',
        '  <header segmentsubflows="yes" cascade="no">',
        '    <formathandle type="start" include="no"/>',
        '    <formathandle type="end" include="yes"/>',
        '    <formathandle type="isolated" include="no"/>',
        "  </header>",
        "  <body>",
        "    <languagerules>",
    ]
    maps = []
    for tag, pack in packs.items():
        name = escape_attribute(pack.name)
        written.append(f'      <languagerule languagerulename="{name}">')
        for rule in rules(pack):
            written += (
                f"        <!-- {escape(rule.name).replace('--', '- -')} -->",
                f'        <rule break="{"yes" if rule.is_break else "no"}">',
                f"          <beforebreak>{escape(portable(rule.before))}</beforebreak>",
                f"          <afterbreak>{escape(portable(rule.after))}</afterbreak>",
                "        </rule>",
            )
        written.append("      </languagerule>")
        pattern = escape_attribute(tag_pattern(tag))
        maps.append(f'      <languagemap languagepattern="{pattern}" languagerulename="{name}"/>')
    written += ("    </languagerules>", "    <maprules>", *maps, "    </maprules>")
    return "\n".join([*written, "  </body>", "</srx>", ""]).encode("utf-8")


_PART = late_regex(r"(\\.)|([\[\]])|([^\P{C}\t]|[\p{Z}--\x20])|.", regex.V1 | regex.DOTALL)


def portable(pattern: str) -> str:
    r"""Return *pattern* so that Java and ICU see what ``regex`` does.

    White space is any Unicode knows, in Java too; what cannot be seen is
    written as an escape.

    >>> portable("[.\\s]\u200b\\s")
    '[.\\s\\p{Z}]\\u200B[\\s\\p{Z}]'
    """
    depth = 0
    parts = []
    for found in _PART.finditer(pattern):
        part = found[0]
        if found[2]:
            depth += 1 if part == "[" else -1
        elif part == "\\s":
            part = "\\s\\p{Z}" if depth else "[\\s\\p{Z}]"
        elif found[3]:
            part = f"\\u{ord(part):04X}" if ord(part) < 0x10000 else f"\\x{{{ord(part):X}}}"
        parts.append(part)
    return "".join(parts)


def tag_pattern(tag: str) -> str:
    """Return a pattern for *tag* and what is more specific, in any capitals.

    >>> tag_pattern("zh-Hant")
    '[Zz][Hh][-_][Hh][Aa][Nn][Tt](?:[-_].*)?'
    """
    letters = (
        "[-_]"
        if letter == "-"
        else f"[{letter.upper()}{letter.lower()}]"
        if letter.isalpha()
        else letter
        for letter in tag
    )
    return f"{''.join(letters)}(?:[-_].*)?"
