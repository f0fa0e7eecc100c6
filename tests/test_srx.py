"""SRX 2.0: a user's rules, ours written out, and what is wrong with a file said with its place."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import plugins, project
from alihbahasa.contracts import LanguagePack
from alihbahasa.errors import AlihbahasaError
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.model import plain
from alihbahasa.segmentation import decisions, engine, sentences, srx
from alihbahasa.segmentation.icu import translated
from alihbahasa.workflow import prepare

RULES = {
    "Abbreviations": r"""
      <rule break="no"><beforebreak>\b(Prof|Dr)\.</beforebreak>
      <afterbreak>\s</afterbreak></rule>""",
    "Default": r"""
      <rule><beforebreak>[.?!]+["”]?</beforebreak><afterbreak>\s+\p{Lu}</afterbreak></rule>
      <rule break="yes"><beforebreak></beforebreak><afterbreak>\n</afterbreak></rule>""",
}
MAPS = [("[Ii][Dd](-.*)?", "Abbreviations"), (".*", "Default")]


def written(
    rules: dict[str, str] = RULES,
    maps: list[tuple[str, str]] = MAPS,
    header: str = '<header segmentsubflows="yes" cascade="yes"/>',
    root: str = 'xmlns="http://www.lisa.org/srx20" version="2.0"',
) -> bytes:
    groups = "".join(
        f'\n<languagerule languagerulename="{name}">{text}</languagerule>'
        for name, text in rules.items()
    )
    lines = "".join(
        f'\n<languagemap languagepattern="{pattern}" languagerulename="{name}"/>'
        for pattern, name in maps
    )
    return (
        f'<?xml version="1.0"?>\n<srx {root}>\n{header}\n<body><languagerules>{groups}'
        f"</languagerules>\n<maprules>{lines}\n</maprules></body></srx>"
    ).encode()


def pack(data: bytes, language: str = "id") -> LanguagePack:
    return srx.with_rules(INDONESIAN, data, language=language, file="house.srx")


def cut(text: str, data: bytes, language: str = "id") -> list[str]:
    return [span.of(text) for span in sentences(text, pack(data, language))]


# --- reading ----------------------------------------------------------------

TEXT = "Prof. Siti tiba. Ia lelah! dan Dr. Budi?\npergi"


def test_language_maps_cascade() -> None:
    assert cut(TEXT, written()) == ["Prof. Siti tiba.", "Ia lelah! dan Dr. Budi?", "pergi"]
    assert cut(TEXT, written(), "id-ID") == cut(TEXT, written())
    assert cut(TEXT, written(), "en") == [
        "Prof.", "Siti tiba.", "Ia lelah! dan Dr.", "Budi?", "pergi",
    ]  # fmt: skip


def test_the_first_map_is_taken_where_they_do_not_cascade() -> None:
    header = '<header segmentsubflows="yes" cascade="no"/>'
    assert cut(TEXT, written(header=header)) == [TEXT]
    found = written(maps=[(".*", "Default"), *MAPS], header=header)
    assert cut(TEXT, found)[0] == "Prof."


def test_the_first_rule_that_matches_decides() -> None:
    breaks = '<rule break="yes"><beforebreak>Dr\\.</beforebreak><afterbreak>\\s</afterbreak></rule>'
    first = written({**RULES, "Abbreviations": breaks + RULES["Abbreviations"]})
    assert cut("Dr. Siti tiba", first) == ["Dr.", "Siti tiba"]
    last = written({**RULES, "Abbreviations": RULES["Abbreviations"] + breaks})
    assert cut("Dr. Siti tiba", last) == ["Dr. Siti tiba"]


def test_white_space_on_both_sides_of_a_break_belongs_to_the_gap() -> None:
    after_space = written(
        {"Default": "<rule><beforebreak>\\.\\s+</beforebreak><afterbreak>\\S</afterbreak></rule>"},
        [(".*", "Default")],
    )
    assert cut("  Ia tiba.   Ia lelah. ", after_space) == ["Ia tiba.", "Ia lelah."]
    anywhere = written(
        {"Default": "<rule><beforebreak>\\s</beforebreak><afterbreak></afterbreak></rule>"},
        [(".*", "Default")],
    )
    assert cut(" Ia   tiba. ", anywhere) == ["Ia", "tiba."]


def test_elements_of_other_namespaces_and_comments_are_passed_over() -> None:
    header = (
        '<header segmentsubflows="no" cascade="yes" xmlns:o="urn:options">'
        '<formathandle type="start" include="no"/><o:options cascade="maybe"/><!-- x --></header>'
    )
    assert cut(TEXT, written(header=header)) == cut(TEXT, written())


@pytest.mark.parametrize(
    ("icu", "text"),
    [
        (r"\x{2E}", "."), (r"\u002E", "."), (r"\Q.?\E", ".?"), (r"\056", "."), (r"[\h]", "\xa0"),
        (r"\h", "\u3000"), (r"[^\v]", "."), (r"\v", "\u2028"), (r"\R", "\r\n"), (r"\e", "\x1b"),
        (r"\cJ", "\n"), (r"(?<stop>\.)", "."), (r"(?i)DR\.", "dr."), (r"(?i:D)r", "dr"),
        (r"(?w)a", "a"), (r"(?im-sx:A)", "a"), (r"[[a-z]&&[^aeiou]]", "b"), (r"[||]", "|"),
        (r"[]a]", "]"), (r"[[:alpha:]\p{Nd}]", "9"), (r"\p{javaUpperCase}", "A"),
        (r"\p{IsLatin}", "a"),
        (r"(?#note)a", "a"), (r"(?>a)", "a"), (r"a\z", "a"), (r"a\Z", "a"), (r"\p{L}++", "abc"),
    ],
)  # fmt: skip
def test_icu_patterns(icu: str, text: str) -> None:
    assert regex.compile(translated(icu), regex.V1).fullmatch(text)


@pytest.mark.parametrize(
    ("icu", "text"), [(r"[[a-z]&&[^aeiou]]", "a"), (r"[^\v]", "\n"), (r"(?-i:A)", "a")]
)
def test_icu_patterns_that_do_not_match(icu: str, text: str) -> None:
    assert not regex.compile(translated(icu), regex.V1).fullmatch(text)


# --- what is wrong with a file -------------------------------------------------

BAD_RULE = "<rule><beforebreak>{}</beforebreak><afterbreak> </afterbreak></rule>"


@pytest.mark.parametrize(
    ("data", "line", "part"),
    [
        (b"<srx", 1, "not well-formed"),
        (b"no XML at all", 1, "not well-formed"),
        (b"<tmx/>", 1, "<tmx>"),
        (written(root='version="1.0" xmlns="http://www.lisa.org/srx10"'), 2, "SRX 1.0"),
        (written(root='version="2.0" xmlns="urn:x"'), 2, "SRX 2.0"),
        (written(header='<header cascade="perhaps"/>'), 3, "neither yes nor no"),
        (written({"A": "\n<rule break='2'/>"}, [(".*", "A")]), 6, "neither yes nor no"),
        (written({"A": BAD_RULE.format("x")}, [("fr", "A")]), 6, "no rule for the language id"),
        (written({"A": ""}, [(".*", "A")]), 6, "no rule for the language id"),
        (written({"A": ""}, [(".*", "B")]), 7, "no language rule “B”"),
        (written({"A": ""}, [("(", "A")]), 7, "languagepattern does not compile"),
        (written({"A": ""}, [("((a+)+)+b|i.d?.?", "")]), 7, "no languagerulename"),
        (written({"A": BAD_RULE.format("(a")}, [(".*", "A")]), 5, "rule 1 of “A”: its beforebreak"),
        (written({"A": BAD_RULE.format("[a")}, [(".*", "A")]), 5, "not closed"),
        (written({"A": BAD_RULE.format(r"(a)\1")}, [(".*", "A")]), 5, "back reference"),
        (written({"A": BAD_RULE.format(r"\y")}, [(".*", "A")]), 5, "unknown escape"),
        (written({"A": BAD_RULE.format("(" * 9999)}, [(".*", "A")]), 5, "nested too deeply"),
        (written({"A": BAD_RULE.format("x" * 20_001)}, [(".*", "A")]), 5, "longer than 20,000"),
        (written({"A": "<rule/>" * 5_001}, [(".*", "A")]), 5, "more than 5,000 rules"),
        (b'<!DOCTYPE srx [<!ENTITY a "b">]><srx version="2.0"/>', 1, "entity"),
    ],
)
def test_a_broken_file(data: bytes, line: int, part: str) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        pack(data)
    assert (caught.value.file, caught.value.line) == ("house.srx", line)
    assert part in caught.value.message


def test_two_language_rules_of_one_name() -> None:
    data = written().replace(b'"Default">', b'"Abbreviations">', 1)
    with pytest.raises(AlihbahasaError, match="stands twice"):
        pack(data)


RUNAWAY = "<rule><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>"


@pytest.mark.parametrize(
    ("before", "after"), [("", "(?:a|aa)+b"), ("b(?:a|a)+,", ""), (r"!(?:\w|\w\w|,)+", r"\s")]
)
def test_a_rule_that_runs_away_is_named(
    monkeypatch: pytest.MonkeyPatch, before: str, after: str
) -> None:
    monkeypatch.setattr(engine, "TIME_LIMIT", 0.2)
    monkeypatch.setattr(engine, "_ALONE", 0.1)
    rules = {"A": "\n" + BAD_RULE.format("x"), "B": "\n" + RUNAWAY.format(before, after)}
    data = written(rules, [(".*", "A"), (".*", "B")])
    text = ("a" * 60 + ", ") * 40 + " Ia"
    with pytest.raises(AlihbahasaError, match="rule 1 of “B” takes more than") as caught:
        sentences(text, pack(data))
    assert (caught.value.file, caught.value.line) == ("house.srx", 8)


# --- writing ----------------------------------------------------------------

PACKS = [plugins.language_pack(tag) for tag in plugins.names("languages")]
PIECES = (
    *("Dr", "dll", "S.H", "Ia", "Putin", "vitamin", "C", "a", "ii", "Jan", "kata", "„", "«", "»"),
    *("“", "”", '"', "(", ")", ".", ".", "?", "!", "…", "。", "！", "と", ",", ":", "։", "؟", "Nr"),
    *(" ", " ", " ", "\n", "\xa0", "\u200f", "1", "27", "é", "м", "ა"),
)


@pytest.mark.parametrize("written_pack", PACKS, ids=lambda pack: pack.tag)
@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_is_written_cuts_as_we_do(written_pack: LanguagePack, text: str) -> None:
    data = srx.write({written_pack.tag: written_pack})
    read = _read_back(written_pack.tag, data)
    assert sentences(text, read) == sentences(text, written_pack)


_READ: dict[str, LanguagePack] = {}


def _read_back(tag: str, data: bytes) -> LanguagePack:
    if tag not in _READ:
        pack = plugins.language_pack(tag)
        _READ[tag] = srx.with_rules(pack, data, language=tag, file=f"{tag}.srx")
    return _READ[tag]


def test_the_live_project_is_cut_the_same_by_the_file_we_write(root: Path) -> None:
    live = project.find(root)
    data = srx.write({"id": INDONESIAN})
    read = srx.with_rules(INDONESIAN, data, language="id", file="id.srx")
    blocks = 0
    for article in live.articles():
        for block in prepare.document(live, article).blocks:
            for unit in block.units:
                text = plain(unit.source)
                assert sentences(text, read) == sentences(text, INDONESIAN)
            text = block.text
            assert sentences(text, read) == sentences(text, INDONESIAN)
            blocks += 1
    assert blocks > 50


def test_one_file_holds_many_languages() -> None:
    data = srx.write({"id": INDONESIAN, "en": ENGLISH})
    text = "He met Gen. Smith. Prof. Sari tiba."
    for tag, expected in (("id", INDONESIAN), ("en-GB", ENGLISH)):
        read = srx.with_rules(expected, data, language=tag, file="x.srx")
        assert sentences(text, read) == sentences(text, expected)
    assert data == srx.write({"id": INDONESIAN, "en": ENGLISH})


@pytest.mark.shared
@pytest.mark.parametrize("tag", [pack.tag for pack in PACKS])
def test_what_is_written_is_valid(shared: Path, tmp_path: Path, tag: str) -> None:
    file = tmp_path / f"{tag}.srx"
    file.write_bytes(srx.write({tag: plugins.language_pack(tag)}))
    validate = shared / "conformance" / "validate.py"
    done = subprocess.run(
        [sys.executable, str(validate), str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()[1:2]) == (0, ["valid"]), done.stdout


@pytest.mark.shared
def test_a_file_from_elsewhere(shared: Path) -> None:
    data = (shared / "conformance" / "examples" / "rules.srx").read_bytes()
    assert cut("Prof. Siti tiba. Ia lelah. (dll.) Ya", data) == [
        "Prof. Siti tiba.", "Ia lelah.", "(dll.)", "Ya",
    ]  # fmt: skip


# --- the rule behind a break -----------------------------------------------------


def test_decisions_name_the_rule_and_its_place() -> None:
    found = decisions(TEXT, pack(written()))
    assert [(at, rule.is_break, rule.name, rule.line) for at, rule in found] == [
        (5, False, "rule 1 of “Abbreviations”", 6),
        (16, True, "rule 1 of “Default”", 9),
        (34, False, "rule 1 of “Abbreviations”", 6),
        (40, True, "rule 2 of “Default”", 10),
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(PACKS))
def test_decisions_come_to_the_same_as_sentences(text: str, pack: LanguagePack) -> None:
    breaks = [at for at, rule in decisions(text, pack) if rule.is_break]
    pieces = [text[a:b].strip() for a, b in pairwise([0, *breaks, len(text)])]
    assert [piece for piece in pieces if piece] == [span.of(text) for span in sentences(text, pack)]
