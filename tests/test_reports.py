"""The reports: what each says of findings, and that no text breaks one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from running import alihbahasa

from alihbahasa import checking, plugins
from alihbahasa.contracts import CheckInfo, Tally
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Edit, Finding, Kind, Position, Severity, Side, Span, State, Unit
from alihbahasa.reports import _excerpts

NAMES = plugins.names("reports")
STORE = "translations/en/berita/artsakh.po"


def unit(id: str, source: str, target: str | None) -> Unit:
    return Unit(id, Kind.PARAGRAPH, (source,), (target,) if target else None, State.TRANSLATED)


TERM = Finding(
    code="T002",
    check="forbidden-term",
    severity=Severity.ERROR,
    message="say “martial law” (darurat-militer)",
    place=Position(STORE, 41, 26),
    end=Position(STORE, 41, 44),
    article="berita/artsakh.txt",
    language="en",
    source_language="id",
    unit=unit(
        "u3k7qabcdefghi",
        "Dalam sidang luar biasa pada hari Minggu parlemen negeri itu mengumumkan darurat militer"
        " dan mobilisasi umum sampai waktu yang belum ditentukan oleh pemerintah.",
        "Parliament declared a state of emergency and general mobilisation.",
    ),
    side=Side.TARGET,
    spans=(Span(22, 40),),
    counterpart=(Span(73, 88),),
    fix=("martial law",),
    about="darurat-militer",
    origin=Position("sources/berita/artsakh.txt", 2, 1),
)
NUMBER = Finding(
    code="V001",
    check="number",
    severity=Severity.WARNING,
    message="19,1% is not written so",
    place=Position("./kota baru/ü.po", 12, 21),
    end=Position("./kota baru/ü.po", 12, 26),
    article="",
    language="en",
    source_language="id",
    unit=unit("u2", "naik 19,1 %", "Prices rose 19,1%"),
    side=Side.TARGET,
    spans=(Span(12, 17),),
    fix=("19.1%",),
    edits=(Edit(Span(12, 17), "19.1%"),),
)
OPEN = Finding(
    code="C001",
    check="untranslated",
    severity=Severity.INFO,
    message="not translated",
    place=Position("./kota baru/ü.po", 20, 8),
    article="",
    language="en",
    unit=unit("u3", "Ya.", None),
    side=Side.TARGET,
)
FINDINGS = (TERM, NUMBER, OPEN)
CHECKS = (
    CheckInfo("M001", "inline-code", Severity.ERROR, "Codes differ.", "Codes differ.\n\nWrong: a"),
    CheckInfo(
        "T002", "forbidden-term", Severity.ERROR, "A bad term.", "A bad term.\n\nWrong: ``a``"
    ),
    CheckInfo("V001", "number", Severity.WARNING, "A bad number.", "A bad number."),
)
TALLY = Tally(units=41, articles=1, files=1, checks=CHECKS, version="1.2.3")


def rendered(
    name: str, findings: Sequence[Finding] = FINDINGS, tally: Tally = TALLY, **more: bool
) -> str:
    return "".join(plugins.report(name).render(findings, tally, **more))


# --- for people -------------------------------------------------------------------


def test_text_says_what_and_where_and_what_to_do() -> None:
    assert rendered("text") == (
        "translations/en/berita/artsakh.po:41:26 error forbidden-term:"
        " say “martial law” (darurat-militer)\n"
        "  id  … Minggu parlemen negeri itu mengumumkan [darurat militer]"
        " dan mobilisasi umum sampai waktu yang …\n"
        "  en  Parliament declared a [state of emergency] and general mobilisation.\n"
        "  from: sources/berita/artsakh.txt:2:1\n"
        "  waive: alihbahasa waive forbidden-term berita/artsakh.txt#u3k7qabcdefghi"
        ' --reason "…"\n'
        "./kota baru/ü.po:12:21 warning number: 19,1% is not written so\n"
        "  id  naik 19,1 %\n"
        "  en  Prices rose [19,1%]\n"
        "  write: 19.1%\n"
        "./kota baru/ü.po:20:8 info untranslated: not translated\n"
        "  source  Ya.\n"
        "1 error, 1 warning, 1 info in 2 files. Failed because: forbidden-term.\n"
    )


def test_a_clean_run_says_what_was_looked_at() -> None:
    assert rendered("text", ()) == "0 errors in 41 translations of 1 article and 1 file.\n"
    assert rendered("concise", (), Tally(1, 0, 1)) == "0 errors in 1 translation of 1 file.\n"


def test_the_last_line_tells_what_is_new_and_what_is_left_out() -> None:
    findings = (replace(TERM, is_new=True), replace(NUMBER, is_new=False))
    tally = replace(TALLY, since="main", fixed=3, waived=2, known=1_200, fail_on=Severity.WARNING)
    text = rendered("text", findings, tally)
    assert text.splitlines()[-1] == (
        "1 error (1 new since main), 1 warning (0 new) in 2 files. 3 gone since main. 2 waived."
        " 1,200 in the baseline. Failed because: forbidden-term, number."
    )
    assert ":41:26 new error forbidden-term:" in text
    assert "since 0123456789)" in rendered("text", findings, replace(tally, since="0123456789" * 4))


def test_only_a_terminal_gets_colours() -> None:
    assert "\x1b[1;31merror\x1b[0m forbidden-term" in rendered("text", is_terminal=True)
    for name in NAMES:
        assert "\x1b" not in rendered(name), name


def test_a_waiver_is_offered_for_articles_alone_and_quoted_where_a_shell_needs_it() -> None:
    elsewhere = replace(TERM, place=Position("Downloads/artsakh.po", 1, 1))
    assert "waive:" not in rendered("text", (elsewhere,))
    named = replace(
        TERM, article="b/it's so.txt", place=Position("translations/en/b/it's so.xlf", 1, 1)
    )
    told = rendered("text", (named,))
    assert "forbidden-term 'b/it'\"'\"'s so.txt#u3k7qabcdefghi' --reason" in told


def test_concise_is_a_line_each() -> None:
    assert rendered("concise").splitlines()[:2] == [
        f"{STORE}:41:26: error: say “martial law” (darurat-militer) (forbidden-term T002)",
        "./kota baru/ü.po:12:21: warning: 19,1% is not written so; write 19.1% (number V001)",
    ]


def many(count: int) -> tuple[Finding, ...]:
    """Return *count* findings of three checks, some of them of one cause."""
    return tuple(
        replace(
            (TERM, NUMBER, OPEN)[number % 3],
            about=str(number % 2_000),
            place=Position(f"{number % 50}.po", number, 1),
        )
        for number in range(count)
    )


def test_a_hundred_findings_are_told_one_by_one_and_more_are_counted() -> None:
    text = rendered("text", many(100))
    assert text.count(" forbidden-term: ") == 34
    text = rendered("text", many(100_000))
    assert len(text.splitlines()) < 80
    assert re.search(r"\n  and \d+ more of the kind, in \d+ files?\n", text)
    assert "error    forbidden-term T002  33,334\n" in text
    assert "--format concise" in text
    assert text.endswith(
        "33,334 errors, 33,333 warnings, 33,333 info in 50 files. Failed because: forbidden-term.\n"
    )


def test_markdown_is_a_table_of_causes_and_stays_short() -> None:
    text = rendered("markdown", (*FINDINGS, replace(TERM, place=Position("b.po", 7, 1))))
    assert text.startswith("### alihbahasa check: 2 errors, 1 warning, 1 info in 3 files\n")
    assert (
        "| error | forbidden-term T002 | 2 | say “martial law” (darurat-militer)"
        " | translations/en/berita/artsakh.po:41 |" in text
    )
    assert "Parliament declared a [state of emergency] and" in text
    assert text.endswith("\nFailed because: forbidden-term.\n")
    assert len(rendered("markdown", many(10_000))) < 65_536
    long = [replace(each, message="`|" * 5_000 + str(n)) for n, each in enumerate(many(300))]
    assert len(rendered("markdown", long)) < 65_536


def test_nothing_in_markdown_is_markup_or_names_anybody() -> None:
    bad = replace(
        TERM,
        message="<b>*a*</b> | @people [x](y) `c` #12 ```",
        unit=unit("u", "```\n### x", "````"),
    )
    text = rendered("markdown", (bad,))
    row = next(line for line in text.splitlines() if line.startswith("| error"))
    assert not re.search(r"[*<`\[](?!!-- -->)|[@#](?!\d+;|<!-- -->)", row.split("|")[4])
    assert row.count("|") == 6
    assert text.count("\n`````text\n") == text.count("\n`````\n") == 1


# --- for programs -----------------------------------------------------------------


def test_json_has_all_there_is_to_know() -> None:
    document = json.loads(rendered("json"))
    assert document["version"] == 1
    assert document["summary"]["error"] == 1
    assert (document["summary"]["failed"], document["summary"]["new"]) == (True, None)
    first = document["findings"][0]
    assert first["fingerprint"] == checking.fingerprint(TERM)
    assert (first["line"], first["end_column"], first["about"]) == (41, 44, "darurat-militer")
    assert first["origin"] == {"file": "sources/berita/artsakh.txt", "line": 2, "column": 1}
    assert document["findings"][1]["edits"] == [{"start": 12, "stop": 17, "text": "19.1%"}]
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert lines == [{"version": 1} | each for each in document["findings"]]


def test_github_gets_an_annotation_for_a_cause_with_its_places() -> None:
    more = tuple(replace(TERM, place=Position(f"{n}.po", n, 1)) for n in range(1, 13))
    term, number, left, last = rendered("github", (*FINDINGS, *more)).splitlines()
    assert term == (
        f"::error file={STORE},line=41,col=26,endColumn=44,"
        "title=forbidden-term T002%3A 13 places::say “martial law” (darurat-militer)"
        "%0Aid: … Minggu parlemen negeri itu mengumumkan [darurat militer]"
        " dan mobilisasi umum sampai waktu yang …"
        "%0Aen: Parliament declared a [state of emergency] and general mobilisation."
        "%0Aalso: 1.po:1, 2.po:2, 3.po:3, 4.po:4, 5.po:5, 6.po:6, 7.po:7, 8.po:8, 9.po:9,"
        " 10.po:10, 2 more"
    )
    assert number == (
        "::warning file=kota baru/ü.po,line=12,col=21,endColumn=26,title=number V001"
        "::19,1%25 is not written so%0Awrite: 19.1%25%0Aid: naik 19,1 %25"
        "%0Aen: Prices rose [19,1%25]"
    )
    assert left.startswith("::notice file=kota baru/ü.po,line=20,col=8,title=untranslated C001::")
    assert last.startswith("13 errors, 1 warning, 1 info in 14 files.")


def test_github_is_told_ten_of_each_kind_and_the_heaviest_first() -> None:
    findings = [replace(TERM, about=str(n % 15)) for n in range(40)]
    findings += [replace(NUMBER, about=str(n)) for n in range(12)]
    lines = rendered("github", findings).splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["::error"] * 10 + ["::warning"] * 10
    assert all("3 places" in line for line in lines[:10])
    assert lines[-2] == "12 more findings, since GitHub shows ten of a kind"


def test_gitlab_has_what_it_needs_and_no_fingerprint_twice() -> None:
    first, second, third = json.loads(rendered("gitlab", (TERM, NUMBER, TERM)))
    assert first == {
        "description": "say “martial law” (darurat-militer)",
        "check_name": "forbidden-term",
        "fingerprint": checking.fingerprint(TERM),
        "severity": "major",
        "location": {"path": STORE, "lines": {"begin": 41}},
    }
    assert (second["severity"], second["location"]["path"]) == ("minor", "kota baru/ü.po")
    assert third["fingerprint"] == f"{first['fingerprint']}-2"


def test_rdjson_tells_lines() -> None:
    document = json.loads(rendered("rdjson"))
    assert document["source"]["name"] == "alihbahasa"
    first, second, _ = document["diagnostics"]
    assert first["location"] == {"path": STORE, "range": {"start": {"line": 41}}}
    assert first["related_locations"][0]["location"]["path"] == "sources/berita/artsakh.txt"
    assert (first["severity"], second["severity"]) == ("ERROR", "WARNING")
    assert second["message"] == "19,1% is not written so; write 19.1%"


def test_junit_fails_what_fails_the_run_and_passes_what_is_clean() -> None:
    root = etree.fromstring(rendered("junit", (*FINDINGS, TERM)).encode())
    assert (root.tag, {str(name): root.get(name) for name in root.attrib}) == (
        "testsuites",
        {
            "name": "alihbahasa check",
            "tests": "5",
            "failures": "2",
            "errors": "0",
            "skipped": "2",
            "time": "0",
        },
    )
    suites = {each.get("name"): each for each in root}
    assert list(suites) == ["inline-code", "forbidden-term", "number", "untranslated"]
    for suite in suites.values():
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    assert len(suites["inline-code"][0]) == 0
    case = suites["forbidden-term"][0]
    assert (case.get("file"), case.get("line")) == (STORE, "41")
    assert case.get("name") == "say “martial law” (darurat-militer) (u3k7qabcdefghi)"
    assert "[state of emergency]" in str(case[0].text)


# --- what could not be read -------------------------------------------------------

UNREAD = AlihbahasaError(
    "no { msgstr", file="./kota baru/b.po", line=3, column=7, hint="ask @budi [why](1)"
)
FAILED = replace(TALLY, errors=(UNREAD, AlihbahasaError("gone", file="c.po")))


@pytest.mark.parametrize("name", NAMES)
def test_no_report_takes_a_run_that_could_not_read_a_file_for_a_clean_one(name: str) -> None:
    assert rendered(name, (), FAILED) != rendered(name, (), TALLY)
    if name not in ("text", "markdown"):
        assert "no {" in rendered(name, (), FAILED)


def test_people_are_told_how_many_files_could_not_be_read() -> None:
    last = "0 errors in 41 translations of 1 article and 1 file. 2 files could not be read.\n"
    assert rendered("text", (), FAILED) == last
    assert rendered("concise", (), FAILED) == (
        "./kota baru/b.po:3:7: error: could not be read: no { msgstr (ask @budi [why](1))\n"
        f"c.po:1:1: error: could not be read: gone\n{last}"
    )
    told = rendered("markdown", (), FAILED)
    assert "\n* ./kota baru/b.po:3:7: no { msgstr\n* c.po: gone\n" in told
    assert told.endswith("2 files could not be read.\n")


def test_people_are_told_nothing_more_where_nothing_could_be_read() -> None:
    nothing = replace(FAILED, units=0, articles=0, files=0)
    assert rendered("text", (), nothing) == ""
    assert "could not be read" in rendered("concise", (), nothing)


def test_json_has_what_could_not_be_read() -> None:
    document = json.loads(rendered("json", (), FAILED))
    assert document["summary"]["failed"] is True
    assert document["summary"]["error"] == 0
    first, second = document["errors"]
    assert first == {
        "file": "./kota baru/b.po",
        "line": 3,
        "column": 7,
        "unit": None,
        "message": "no { msgstr",
        "hint": "ask @budi [why](1)",
    }
    assert (second["file"], second["line"]) == ("c.po", None)
    lines = [json.loads(line) for line in rendered("jsonl", (TERM,), FAILED).splitlines()]
    assert lines[:2] == [{"version": 1, "error": each} for each in (first, second)]
    assert lines[2]["check"] == "forbidden-term"
    assert json.loads(rendered("json", ()))["errors"] == []


def test_github_is_told_first_what_could_not_be_read_and_ten_errors_in_all() -> None:
    findings = [replace(TERM, about=str(n)) for n in range(12)]
    lines = rendered("github", findings, FAILED).splitlines()
    assert lines[:2] == [
        "::error file=kota baru/b.po,line=3,col=7,title=could not be read"
        "::no { msgstr%0Aask @budi [why](1)",
        "::error file=c.po,title=could not be read::gone",
    ]
    assert len([line for line in lines if line.startswith("::error")]) == 10
    assert lines[-2] == "4 more findings, since GitHub shows ten of a kind"
    many = replace(TALLY, errors=(UNREAD,) * 12)
    assert rendered("github", (), many).count("::error") == 10
    assert "12 files could not be read" in rendered("github", (), many)


def test_sarif_says_that_the_run_failed_and_why() -> None:
    document = json.loads(rendered("sarif", (), FAILED))
    check_sarif(document, "log")
    ((invocation,),) = [run["invocations"] for run in document["runs"]]
    assert invocation["executionSuccessful"] is False
    first, second = invocation["toolExecutionNotifications"]
    assert first["level"] == "error"
    assert first["message"]["text"] == (r"could not be read: no {{ msgstr (ask @budi \[why\](1))")
    physical = first["locations"][0]["physicalLocation"]
    assert physical["region"] == {"startLine": 3, "startColumn": 7}
    assert physical["artifactLocation"]["uri"] == "kota%20baru/b.po"
    assert "region" not in second["locations"][0]["physicalLocation"]
    (run,) = json.loads(rendered("sarif", ()))["runs"]
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_ci_servers_are_told_what_could_not_be_read() -> None:
    first, second, third = json.loads(rendered("gitlab", (TERM,), FAILED))
    assert (first["severity"], second["severity"]) == ("blocker", "blocker")
    assert first["location"] == {"path": "kota baru/b.po", "lines": {"begin": 3}}
    assert len({each["fingerprint"] for each in (first, second, third)}) == 3
    first, _, third = json.loads(rendered("rdjson", (TERM,), FAILED))["diagnostics"]
    assert first["severity"] == "ERROR"
    assert first["location"]["range"] == {"start": {"line": 3}}
    root = etree.fromstring(rendered("junit", (TERM,), FAILED).encode())
    assert (root.get("tests"), root.get("errors"), root.get("failures")) == ("5", "2", "1")
    suite = root[0]
    assert (suite.get("tests"), suite.get("errors")) == ("2", "2")
    (error,) = suite[0]
    assert (error.tag, error.get("message")) == ("error", "no { msgstr")
    assert "ask @budi" in str(error.text)


def test_no_report_of_a_server_mentions_anybody() -> None:
    found = (replace(TERM, message="say @budi"),)
    for text in (rendered("gitlab", found, FAILED), rendered("rdjson", found, FAILED)):
        assert "@\u200bbudi" in text
        assert "@budi" not in text


def test_the_text_of_a_file_is_no_link_and_no_placeholder_in_sarif() -> None:
    found = (replace(TERM, message=r"say {0} [here](http://x) \n", fix=()),)
    (result,) = json.loads(rendered("sarif", found))["runs"][0]["results"]
    assert result["message"]["text"] == r"say {{0}} \[here\](http://x) \\n"


def test_the_name_of_a_file_is_no_command_of_github() -> None:
    found = (replace(TERM, place=Position("::warning::a.po", 1, 1)),)
    for name in ("text", "concise"):
        assert rendered(name, found).startswith("./::warning::a.po:1:1")


def test_what_has_no_text_has_no_lines_of_texts_and_no_waiver() -> None:
    found = replace(TERM, unit=unit("u3", "", None), spans=(), counterpart=(), origin=None)
    lines = rendered("text", (found,)).splitlines()
    assert len(lines) == 2


# --- SARIF ------------------------------------------------------------------------

#: The properties that SARIF 2.1.0 has for the objects we write, of those it requires (!).
SARIF = {
    "log": "$schema version! runs!",
    "run": "tool! columnKind originalUriBaseIds invocations results",
    "invocation": "executionSuccessful! toolExecutionNotifications",
    "notification": "message! level locations",
    "tool": "driver!",
    "driver": "name! semanticVersion rules",
    "rule": "id! name shortDescription fullDescription help defaultConfiguration",
    "result": "ruleId ruleIndex level message! locations partialFingerprints baselineState"
    " relatedLocations fixes",
    "location": "id message physicalLocation",
    "physicalLocation": "artifactLocation region",
    "artifactLocation": "uri uriBaseId description",
    "region": "startLine startColumn endLine endColumn",
    "message": "text! markdown",
    "fix": "description artifactChanges!",
    "change": "artifactLocation! replacements!",
    "replacement": "deletedRegion! insertedContent",
}
SARIF_PARTS = {
    "runs": "run",
    "invocations": "invocation",
    "toolExecutionNotifications": "notification",
    "tool": "tool",
    "driver": "driver",
    "rules": "rule",
    "shortDescription": "message",
    "fullDescription": "message",
    "help": "message",
    "results": "result",
    "message": "message",
    "locations": "location",
    "relatedLocations": "location",
    "physicalLocation": "physicalLocation",
    "artifactLocation": "artifactLocation",
    "region": "region",
    "deletedRegion": "region",
    "description": "message",
    "fixes": "fix",
    "artifactChanges": "change",
    "replacements": "replacement",
}


def check_sarif(value: Any, kind: str) -> None:
    """Hold *value* against what the schema of SARIF 2.1.0 says of a *kind* of object."""
    allowed = {name.rstrip("!") for name in SARIF[kind].split()}
    required = {name.rstrip("!") for name in SARIF[kind].split() if name.endswith("!")}
    assert required <= set(value) <= allowed, (kind, value)
    for name, each in value.items():
        for one in each if isinstance(each, list) else [each]:
            if name in SARIF_PARTS:
                check_sarif(one, SARIF_PARTS[name])
    if kind == "region":
        assert all(number >= 1 for number in value.values())
    if kind == "result":
        assert value["level"] in {"none", "note", "warning", "error"}
        assert value.get("baselineState", "new") in {"new", "unchanged", "updated", "absent"}
    if kind == "artifactLocation" and "uri" in value:
        assert re.fullmatch(r"[\w.~/:%@!$&'()*+,;=?-]+", value["uri"], re.ASCII)


def test_sarif_is_what_the_standard_says() -> None:
    findings = (replace(TERM, is_new=True), replace(NUMBER, is_new=False), OPEN, TERM)
    document = json.loads(rendered("sarif", findings))
    check_sarif(document, "log")
    (run,) = document["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["M001", "T002", "V001", "C001"]
    assert rules[1]["defaultConfiguration"] == {"level": "error"}
    assert rules[1]["shortDescription"]["text"] == "A bad term."
    assert rules[1]["help"] == {"text": "Wrong: ``a``", "markdown": "A bad term.\n\nWrong: `a`"}
    term, number, left, again = run["results"]
    for each in run["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    (location,) = term["locations"]
    assert location["physicalLocation"]["region"] == {
        "startLine": 41,
        "startColumn": 26,
        "endLine": 41,
        "endColumn": 44,
    }
    assert term["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert (term["baselineState"], number["baselineState"]) == ("new", "unchanged")
    assert "baselineState" not in left
    assert left["level"] == "note"
    uri = number["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == {"uri": "kota%20baru/%C3%BC.po", "uriBaseId": "%SRCROOT%"}
    prints = [each["partialFingerprints"] for each in (term, again)]
    assert prints[0]["alihbahasa/v1"] == prints[1]["alihbahasa/v1"]
    assert prints[0]["primaryLocationLineHash"] != prints[1]["primaryLocationLineHash"]


def test_sarif_has_a_fix_only_where_the_file_has_the_text_as_it_is() -> None:
    def fixes(finding: Finding) -> Any:
        return json.loads(rendered("sarif", (finding,)))["runs"][0]["results"][0].get("fixes")

    ((fix,),) = [fixes(NUMBER)]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "19.1%"}
    assert replacement["deletedRegion"]["endColumn"] == 26
    assert fixes(replace(NUMBER, end=Position("a.po", 13, 2))) is None
    assert fixes(replace(NUMBER, end=None)) is None
    assert fixes(replace(NUMBER, edits=(Edit(Span(12, 17), 'a"'),))) is None
    assert fixes(replace(NUMBER, edits=(Edit(Span(11, 17), "a"),))) is None


def test_sarif_names_files_outside_by_their_whole_path() -> None:
    found = json.loads(rendered("sarif", (replace(TERM, place=Position("/a b/c.po", 1, 1)),)))
    (location,) = found["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "file:///a%20b/c.po"}


# --- any text ---------------------------------------------------------------------

ANY = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["%0A::error::x", "]]>", "&<\"'", "\r\n", "``` |\n", "\x1b[31m", "\udc80", "\u202e", ",:%"]
)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    source, target = draw(ANY), draw(ANY)

    def spans(text: str) -> tuple[Span, ...]:
        ends = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted))
        return (Span(*ends),) if draw(st.booleans()) else ()

    file = draw(ANY.filter(bool))
    place = Position(file, draw(st.integers(1, 9)), draw(st.integers(1, 9)))
    return replace(
        draw(st.sampled_from(FINDINGS)),
        message=draw(ANY),
        place=place,
        end=replace(place, column=place.column + 3) if draw(st.booleans()) else None,
        article=draw(ANY),
        language=draw(ANY),
        source_language=draw(ANY),
        unit=unit(draw(ANY), source, target),
        spans=spans(target),
        counterpart=spans(source),
        fix=tuple(draw(st.lists(ANY, max_size=2))),
        edits=tuple(Edit(span, draw(ANY)) for span in spans(target)),
        about=draw(ANY),
        origin=Position(draw(ANY), 1, 1) if draw(st.booleans()) else None,
        is_new=draw(st.sampled_from([None, True, False])),
    )


@settings(max_examples=100, deadline=None)
@given(
    found=st.lists(findings(), max_size=4),
    errors=st.lists(
        st.builds(
            AlihbahasaError,
            ANY,
            file=st.none() | ANY,
            line=st.none() | st.integers(1, 9),
            column=st.none() | st.integers(1, 9),
            unit=st.none() | ANY,
            hint=st.none() | ANY,
        ),
        max_size=2,
    ),
    since=ANY,
)
def test_no_text_breaks_a_report(
    found: list[Finding], errors: list[AlihbahasaError], since: str
) -> None:
    tally = replace(TALLY, since=since, fixed=1, errors=tuple(errors))
    for name in NAMES:
        text = rendered(name, found, tally)
        text.encode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", text), name
        if name in ("json", "sarif", "gitlab", "rdjson"):
            document = json.loads(text)
            if name == "sarif":
                check_sarif(document, "log")
                assert len(document["runs"][0]["results"]) == len(found)
        elif name == "jsonl":
            assert len(list(map(json.loads, text.splitlines()))) == len(found) + len(errors)
        elif name == "junit":
            root = etree.fromstring(text.encode())
            told = root.findall("testsuite/testcase/*[@message]")
            assert len(told) == len(found) + len(errors)
        elif name == "concise":
            assert text.count("\n") == len(found) + len(errors) + 1
            assert not re.search("^ *::", text, re.MULTILINE)
        elif name == "github":
            *annotations, _ = text.splitlines()
            assert len(annotations) <= len(found) + len(errors)
            for line in annotations[len(errors) :]:
                _, command, _ = line.split("::", 2)
                pairs = command.split(" ", 1)[1].split(",")
                properties = dict(each.split("=", 1) for each in pairs)
                assert set(properties) >= {"file", "line", "col", "title"}
                assert ":" not in "".join(properties.values())


@given(
    text=st.text("ab é漢", max_size=400),
    ends=st.lists(st.integers(0, 400), min_size=2, max_size=8),
)
def test_an_excerpt_shows_the_first_culprit_and_says_the_same(text: str, ends: list[int]) -> None:
    ends = sorted(min(end, len(text)) for end in ends)
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    shown, moved = _excerpts.excerpt(text, spans, width=40)
    assert len(shown) <= 44
    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert moved
    if len(spans[0]) <= 40:
        assert moved[0].of(shown) == spans[0].of(text)
    for span in moved:
        assert 0 <= span.start <= span.stop <= len(shown)


def test_an_excerpt_of_a_megabyte_is_short() -> None:
    shown, _ = _excerpts.excerpt("kata " * 200_000, [Span(500_000, 500_004)])
    assert len(shown) <= 104
    assert "kata" in shown


# --- from the command line --------------------------------------------------------

PO = (
    'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "naik \\"19,1 %\\" itu"\nmsgstr "rose \\"191\\""\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.po").write_text(PO, "utf-8")
    return tmp_path


def test_a_culprit_has_an_end_in_its_file(folder: Path) -> None:
    done = alihbahasa("check", "--lang", "id", "--format", "json", "a.po", cwd=folder)
    (found,) = json.loads(done.stdout)["findings"]
    line = PO.splitlines()[found["line"] - 1]
    assert found["end_line"] == found["line"]
    assert line[found["column"] - 1 : found["end_column"] - 1] == "191"


def test_every_report_of_a_run_knows_what_could_not_be_read(folder: Path) -> None:
    (folder / "b.po").write_text('msgid "a"\nmsgstr "\n', "utf-8")
    arguments = ("check", "--lang", "id", "--format", "json:all.json", "--format", "sarif")
    done = alihbahasa(*arguments, "b.po", "a.po", cwd=folder)
    assert done.returncode == 2
    document = json.loads((folder / "all.json").read_text("utf-8"))
    assert document["summary"]["failed"] is True
    (error,) = document["errors"]
    assert (error["file"], error["line"]) == ("b.po", 2)
    assert len(document["findings"]) == 1
    assert not json.loads(done.stdout)["runs"][0]["invocations"][0]["executionSuccessful"]
    # Nor is there no report where nothing could be read: CI would show that of the run before.
    done = alihbahasa(*arguments, "b.po", cwd=folder)
    assert done.returncode == 2
    assert json.loads((folder / "all.json").read_text("utf-8"))["summary"]["files"] == 0


def test_annotations_come_with_the_summary_of_the_step(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    arguments = ("check", "--lang", "id", "a.po", "--format", "github")
    done = alihbahasa(*arguments, "--format", "sarif:a.sarif", cwd=folder)
    assert done.stdout.startswith("::warning file=a.po,line=7,col=16,endColumn=19,title=number ")
    assert summary.read_text("utf-8").startswith("before\n### alihbahasa check: 1 warning in 1")
    document = json.loads((folder / "a.sarif").read_text("utf-8"))
    check_sarif(document, "log")
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    assert {"number", "inline-code"} <= {rule["name"] for rule in rules}
    assert all(rule["help"]["text"] for rule in rules)
