"""Decisions that a reviewer saved come into the store: what was accepted, and comments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from running import files, quickly

from alihbahasa.model import Kind, unit_id

WAR, TROOPS, PEOPLE = "Perang pecah lagi kemarin.", "Tentara maju.", "Warga mengungsi."
DONE = {WAR: "War broke out again yesterday.", TROOPS: "Troops advance."}


class Desk:
    """A project with one article in English, of which all but one sentence is translated."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("sources", "glossaries", "translations"):
            (root / name).mkdir()
        (root / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
        (root / "sources" / "a.txt").write_text(f"{WAR} {TROOPS} {PEOPLE}\n")
        self.run("export")
        for source, target in DONE.items():
            self.fill(source, target)
        self.run("export")

    @property
    def store(self) -> Path:
        return self.root / "translations" / "en" / "a.po"

    def fill(self, source: str, target: str, *, was: str = "") -> None:
        text = self.store.read_text()
        entry = f'msgid "{source}"\nmsgstr "{was}"'
        assert entry in text
        self.store.write_text(text.replace(entry, f'msgid "{source}"\nmsgstr "{target}"'))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return quickly(*arguments, cwd=self.root)

    def state(self, source: str) -> str:
        record = (self.root / "translations/.record/en/a.jsonl").read_text()
        memos = {each.get("id"): each for each in map(json.loads, record.splitlines())}
        found: str = memos[unit_id((source,), Kind.PARAGRAPH)].get("state", "")
        return found

    def took(self, *decisions: Any, **more: Any) -> subprocess.CompletedProcess[str]:
        """Import a review of these *decisions*."""
        document = {
            "version": 1,
            "kind": "alihbahasa-review",
            "project": "news",
            "language": "en",
            "reviewer": "Sari Dewi",
            "decisions": decisions,
        }
        path = self.root / "review-en.json"
        path.write_text(json.dumps(document | more))
        return self.run("import", path.name)


def on(source: str, *, target: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a decision on the unit with *source*."""
    return {
        "article": "a.txt",
        "unit": unit_id((source,), Kind.PARAGRAPH),
        "source": source,
        "target": DONE.get(source, "") if target is None else target,
        "accept": False,
        "comment": "",
    } | more


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_was_accepted_is_reviewed_and_stays_so(desk: Desk) -> None:
    """PO has no such state: the record keeps it, over an export too."""
    done = desk.took(on(WAR, accept=True))
    assert (done.returncode, "1 taken" in done.stdout) == (0, True)
    assert (desk.state(WAR), desk.state(TROOPS)) == ("reviewed", "translated")
    desk.run("export")
    assert desk.state(WAR) == "reviewed"


def test_an_accepted_draft_is_finished(desk: Desk) -> None:
    desk.store.write_text(desk.store.read_text().replace("#: a.txt", "#, fuzzy\n#: a.txt", 1))
    assert "fuzzy" in desk.store.read_text()
    desk.took(on(WAR, accept=True))
    assert (desk.state(WAR), "fuzzy" in desk.store.read_text()) == ("reviewed", False)


def test_comments_go_beside_the_sentence_once(desk: Desk) -> None:
    """The name of the reviewer stands before them, and a second import adds nothing."""
    decisions = (
        on(WAR, comment="No.\nconflict, A, 20 Nov 2026: no\nWhich day?"),
        on(PEOPLE, comment="Who?"),
    )
    desk.took(*decisions)
    store = desk.store.read_text()
    assert "# Sari Dewi: No.\n# - conflict, A, 20 Nov 2026: no\n# Which day?\n" in store
    assert "# Sari Dewi: Who?\n" in store
    again = desk.took(*decisions)
    assert (desk.store.read_text(), again.returncode) == (store, 0)
    assert "Which day?" in desk.run("status", "--queries").stdout


def test_a_target_that_changed_since_is_not_accepted(desk: Desk) -> None:
    """It is told, and the newer text stays what it is."""
    desk.fill(WAR, "War erupted again yesterday.", was=DONE[WAR])
    done = desk.took(on(WAR, accept=True), on(TROOPS, accept=True))
    assert "changed since the review: not accepted" in done.stdout
    assert (desk.state(WAR), desk.state(TROOPS)) == ("translated", "reviewed")
    assert "War erupted again yesterday." in desk.store.read_text()


def test_an_empty_target_is_not_accepted(desk: Desk) -> None:
    assert "not accepted" in desk.took(on(PEOPLE, accept=True)).stdout
    assert desk.state(PEOPLE) != "reviewed"


def test_a_sentence_that_is_gone_is_passed_over(desk: Desk) -> None:
    gone = on("Hujan turun.", accept=True)
    done = desk.took(gone, on(WAR, accept=True))
    assert (done.returncode, "of no article here" in done.stdout) == (0, True)
    assert desk.state(WAR) == "reviewed"
    assert desk.took(gone).returncode == 2


@pytest.mark.parametrize(
    ("decisions", "more", "said"),
    [
        ([on(WAR, accept="yes")], {}, "decision 1"),
        ([on(TROOPS), on(WAR, comment=7)], {}, "decision 2"),
        ([on(WAR), on(WAR, accept=True)], {}, "contradicts"),
        ([on(WAR, comment="a\x00b")], {}, "U+0000"),
        ([on(WAR)], {"version": 2}, "version 2"),
        ([], {}, "no decisions in it"),
        ([on(WAR)], {"language": "fr"}, "fr is not a target language"),
        ([on(WAR)], {"reviewer": "a\nb"}, "no line of text"),
        ([on(WAR)], {"reviewer": "x" * 300}, "longer than"),
        ([on(WAR, article="b.txt")], {"project": "weather"}, "project weather"),
        ([on(WAR, comment="x" * 100_001)], {}, "longer than"),
        ({"article": "a.txt"}, {}, "decisions of a review"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(
    desk: Desk, decisions: Any, more: dict[str, Any], said: str
) -> None:
    before = files(desk.root / "translations")
    given = more if isinstance(decisions, list) else {"decisions": decisions}
    done = desk.took(*(decisions if isinstance(decisions, list) else ()), **given)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert files(desk.root / "translations") == before


@pytest.mark.parametrize("tail", ["", "[" * 50_000, '"decisions": [{"a', "\ud800"])
def test_a_broken_file_is_an_error(desk: Desk, tail: str) -> None:
    path = desk.root / "broken.json"
    text = '{"kind": "alihbahasa-review", "version": 1, "x": ' + tail
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    done = desk.run("import", path.name)
    assert (done.returncode, "decisions of a review" in done.stderr) == (2, True)


def test_a_file_beyond_the_limit_is_refused(desk: Desk) -> None:
    done = desk.took(on(WAR, accept=True), project="x" * 20_000_000)
    assert (done.returncode, "at most 20,000,000 are read" in done.stderr) == (2, True)
    assert desk.state(WAR) == "translated"


def test_a_lone_surrogate_is_an_error(desk: Desk) -> None:
    """JSON may escape half a character, and no file can hold it."""
    before = files(desk.root / "translations")
    done = desk.took(on(WAR, comment="\ud800"))
    assert (done.returncode, "decision" in done.stderr) == (2, True)
    assert files(desk.root / "translations") == before


def test_a_dry_run_tells_all_and_writes_nothing(desk: Desk) -> None:
    desk.took()
    before = files(desk.root / "translations")
    path = desk.root / "review-en.json"
    document = json.loads(path.read_text()) | {"decisions": [on(WAR, accept=True, comment="Good")]}
    path.write_text(json.dumps(document))
    done = desk.run("import", path.name, "--dry-run", "--format", "json")
    told = json.loads(done.stdout)
    assert told["files"][0]["outcomes"]["taken"] == 1
    assert files(desk.root / "translations") == before


def test_in_a_folder_it_is_found_by_what_is_in_it(desk: Desk) -> None:
    desk.took(on(WAR))
    (desk.root / "back").mkdir()
    (desk.root / "review-en.json").rename(desk.root / "back" / "sari.json")
    assert "a.txt (en)" in desk.run("import", "back").stdout
