"""What the log tells of an article: from git, unit by unit, the newest first."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import alihbahasa, git, run_git
from test_comments import LINES, begun, change, load, save
from test_reconciliation import WORDS, unit

from alihbahasa import project, segmentation
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import State, Unit
from alihbahasa.project import Project
from alihbahasa.reconciliation import source_changes, target_changes
from alihbahasa.text import shown_changes, word_changes
from alihbahasa.workflow import export, history, keep, log, prepare

pytestmark = [git, pytest.mark.filterwarnings("error")]


# --- words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("16 orang tewas", "23 orang tewas", "[-16-]{+23+} orang tewas"),
        ("satu dua", "satu dua tiga", "satu dua {+tiga+}"),
        ("satu dua tiga", "satu tiga", "satu [-dua-] tiga"),
        ("satu dua", "satu", "satu [-dua-]"),
        ("satu  dua", "satu dua", "satu  dua"),
        ("", "satu", "{+satu+}"),
        ("人口十万", "人口百万", "人口[-十-]{+百+}万"),
        ("a b", "a \x1b[31m", "a [-b-]{+\\x1b[31m+}"),
    ],
)
def test_changed_words_are_marked(before: str, now: str, shown: str) -> None:
    assert shown_changes(before, now, is_terminal=False) == shown


def test_a_terminal_gets_colours() -> None:
    assert "\x1b[31m[-a-]\x1b[0m\x1b[32m{+b+}\x1b[0m" in shown_changes("a", "b", is_terminal=True)


TEXT = st.text(st.sampled_from("ab 人\n"), max_size=12)


@given(before=TEXT, now=TEXT)
def test_the_pieces_join_to_the_texts(before: str, now: str) -> None:
    pieces = word_changes(before, now)
    assert "".join(old for old, _ in pieces) == before
    assert "".join(new for _, new in pieces) == now


# --- two states --------------------------------------------------------------------


def sources(old: list[str], new: list[str]) -> list[tuple[str, str | None, str | None]]:
    states = [[unit(words) for words in each] for each in (old, new)]
    return [(each.what.value, each.before, each.after) for each in source_changes(*states)]


def test_sentences_come_and_go() -> None:
    one, two, three, four, *_ = WORDS
    assert sources([one, two], [two, one]) == []
    assert sources([one, two], [one, three, two]) == [("added", None, three)]
    assert sources([one, three, two], [one, two]) == [("removed", three, None)]
    edited = three.replace("16", "23")
    assert sources([one, three, two], [one, edited, two]) == [("edited", three, edited)]
    both = f"{one} {two}"
    assert sources([four, one, two], [four, both]) == [("merged", both, both)]
    assert [what for what, *_ in sources([four, both], [four, one, two])] == ["split", "split"]
    assert sources([one, one.upper()], [one, four]) == [
        ("added", None, four),
        ("removed", one.upper(), None),
    ]


DONE, DRAFT = State.TRANSLATED, State.INITIAL


@pytest.mark.parametrize(
    ("then", "now", "what"),
    [
        (None, unit("a"), None),
        (None, unit("a", "T"), "translated"),
        (unit("a"), unit("a", "T", DRAFT), "drafted"),
        (unit("a", "T"), unit("a", "U"), "changed"),
        (unit("a", "T", DRAFT), unit("a", "T"), "confirmed"),
        (unit("a", "T"), unit("a", "T", DRAFT), "unconfirmed"),
        (unit("a", "T"), unit("a", "T", State.REVIEWED), "confirmed"),
        (unit("a", "T"), unit("a"), "emptied"),
        (unit("a", "T"), replace(unit("a", "T"), obsolete=True), "obsolete"),
        (replace(unit("a", "T"), obsolete=True), unit("a", "T"), "back"),
        (unit("a", "T"), unit("a", "T"), None),
    ],
)
def test_what_happens_to_a_target(then: Unit | None, now: Unit, what: str | None) -> None:
    old = [then] if then else []
    found = [each.what.value for each in target_changes(old, [now], language="en")]
    assert found == ([what] if what else [])


def test_a_target_that_is_gone_is_removed() -> None:
    (found,) = target_changes([unit("a", "T"), unit("b")], [], language="en")
    assert (found.what, found.before) == ("removed", "T")


# --- a repository ------------------------------------------------------------------


def commit(room: Project, subject: str) -> None:
    run_git(room.root, "add", "-A")
    run_git(room.root, "commit", "-q", "--allow-empty", "-m", subject)


def told(entries: Iterator[log.Entry]) -> list[tuple[str, list[str]]]:
    return [
        (each.subject, [f"{c.language or 'source'} {c.what}" for c in each.changes])
        for each in entries
    ]


@pytest.fixture
def room(tmp_path: Path) -> Project:
    """An article with a past, in a folder within the repository."""
    run_git(tmp_path, "init", "-q")
    (tmp_path / "inner").mkdir()
    found = begun(tmp_path / "inner", "po", "xliff12")
    commit(found, "Begin")
    change(found, "po", lambda u: replace(u, target=("Residents flee.",), state=DONE), begins="War")
    commit(found, "Translate")
    save(found, *LINES[:2], LINES[2].replace("utara", "selatan"))
    export.run(found)
    commit(found, "Edit")
    change(found, "po", lambda u: replace(u, state=DONE, previous=None), begins="Warga")
    commit(found, "Confirm")
    return found


PAST = [
    ("Confirm", ["en confirmed"]),
    ("Edit", ["source edited", "en unconfirmed"]),
    ("Translate", ["en translated"]),
    ("Begin", ["source added"] * 3),
]


def test_each_commit_says_what_changed(room: Project) -> None:
    (room.root / "other.txt").write_text("x", "utf-8")
    commit(room, "Elsewhere")
    entries = list(log.run(room, "a.txt").entries)
    assert told(iter(entries)) == PAST
    assert all(len(each.commit) == 40 and each.author == "A" for each in entries)
    edited = entries[1].changes[0]
    assert (edited.before, edited.after) == (LINES[2], LINES[2].replace("utara", "selatan"))


def test_what_is_not_committed_comes_first(room: Project) -> None:
    save(room, *LINES[:2])
    (entry, *rest) = log.run(room, "a.txt").entries
    assert (entry.commit, [each.what for each in entry.changes]) == ("", ["removed"])
    assert told(iter(rest)) == PAST


def test_a_unit_is_followed_through_its_edits(room: Project) -> None:
    (now,) = (each.id for each in load(room, "po").units if "selatan" in str(each.source))
    found = told(log.run(room, "a.txt", unit=now).entries)
    assert found == [*PAST[:3], ("Begin", ["source added"])]
    assert told(log.run(room, "a.txt", unit=now[:6]).entries) == found
    for wrong, hint in ((f"{now[:-2]}zz", f"did you mean {now}?"), ("", None), ("u", "they are u")):
        with pytest.raises(AlihbahasaError, match=r"no unit|several ids") as error:
            list(log.run(room, "a.txt", unit=wrong).entries)
        assert (hint or "") in str(error.value.hint)


def test_a_unit_that_only_the_past_has_is_found(room: Project) -> None:
    (old,) = (each.id for each in load(room, "po").units if "Parlemen" in str(each.source))
    for path in (room.root / "translations").rglob("a.*"):
        path.unlink()
    save(room, *LINES[1:])
    commit(room, "Drop")
    assert told(log.run(room, "a.txt", unit=old).entries) == [
        ("Drop", ["source removed"]),
        ("Begin", ["source added"]),
    ]


def test_why_somebody_kept_a_translation_is_told(room: Project) -> None:
    export.run(room)
    save(room, LINES[0], LINES[1], LINES[2].replace("utara", "selatan").replace("Warga", "Waraga"))
    export.run(room)
    commit(room, "Typo")
    id = next(each.id for each in load(room, "po").units if "Waraga" in str(each.source))
    keep.run(room, [id], languages=["en"], reason="a  typo")
    done = alihbahasa("log", "a.txt", "--unit", id, cwd=room.root)
    assert done.stdout.startswith(
        f"not committed\n  {id}  Waraga mengungsi dari rayon-rayon di perbatasan selatan.\n"
        "    en confirmed: Residents flee.\n    en kept (a typo)\n"
    )
    commit(room, "Keep")
    change(room, "po", lambda u: replace(u, target=("People flee.",)), begins="Waraga")
    export.run(room)
    commit(room, "Later")
    later, kept, *rest = log.run(room, "a.txt").entries
    assert (later.subject, later.kept) == ("Later", ())
    assert kept.kept == (
        log.Kept(
            id, LINES[2].replace("utara", "selatan").replace("Warga", "Waraga"), "en", "a typo"
        ),
    )
    assert not any(each.kept for each in rest)
    done = alihbahasa("log", "a.txt", "--format", "json", cwd=room.root)
    assert json.loads(done.stdout)["entries"][1]["kept"] == [
        {"unit": id, "source": kept.kept[0].source, "language": "en", "reason": "a typo"}
    ]


def test_a_shallow_clone_says_where_it_begins(room: Project, tmp_path: Path) -> None:
    whole = project.find(room.root)
    assert not history.boundary(whole.root)
    clone = tmp_path / "clone"
    run_git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tmp_path}", str(clone))
    found = project.find(clone / "inner")
    entries = list(log.run(found, "a.txt").entries)
    assert told(iter(entries)) == [PAST[0], ("Edit", [])]
    assert "shallow" in entries[1].problems[0]
    assert "what came before" in alihbahasa("log", "a.txt", cwd=found.root).stdout
    run_git(clone, "fetch", "-q", "--unshallow")
    assert told(log.run(found, "a.txt").entries) == PAST


def test_many_warnings_do_not_make_git_wait(room: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = room.root / "git"
    fake.write_text("#!/bin/sh\nhead -c 1000000 /dev/zero >&2\necho done\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(history, "_command", lambda *_: [str(fake)])
    with history._running(room.root) as (git, said):
        assert git.communicate(timeout=20)[0] == b"done\n"
        said.seek(0)
        assert len(said.read()) == 1_000_000


def test_the_help_names_a_unit_that_is_there(root: Path) -> None:
    text = " ".join(alihbahasa("log", "--help", cwd=root).stdout.split())
    article, id = re.findall(r"log (\S+) --unit (\S+)", text)[0]
    live = project.find(root)
    assert id in {each.id for each in segmentation.units(prepare.document(live, article))}


def test_since_a_revision_or_a_day(room: Project) -> None:
    assert told(log.run(room, "a.txt", since="HEAD~1").entries) == PAST[:1]
    assert told(log.run(room, "a.txt", since="2001-01-01").entries) == PAST
    assert told(log.run(room, "a.txt", since="2999-01-01").entries) == []
    for bad in ("yesterdya", "-x", "2026-13-45", ""):
        with pytest.raises(AlihbahasaError):
            log.run(room, "a.txt", since=bad)


def test_renames_are_followed(room: Project) -> None:
    for old, new in (("sources/a.txt", "sources/b.txt"), *_stores("a", "b")):
        run_git(room.root, "mv", old, new)
    commit(room, "Rename")
    save(room, *LINES)  # another article by the old name
    commit(room, "Another")
    assert told(log.run(room, "b.txt").entries) == PAST
    assert next(subject for subject, _ in told(log.run(room, "a.txt").entries)) == "Another"


def _stores(old: str, new: str) -> list[tuple[str, str]]:
    names = ("translations/en/{}.po", "translations/en/{}.xlf", "translations/.record/en/{}.jsonl")
    return [(name.format(old), name.format(new)) for name in names]


def test_a_merge_tells_what_is_in_neither_parent(room: Project) -> None:
    def write(text: str) -> None:
        change(room, "po", lambda u: replace(u, target=(text,), state=DONE), begins="Warga")

    run_git(room.root, "checkout", "-q", "-b", "side")
    write("Ours.")
    change(room, "po", lambda u: replace(u, target=("Side.",), state=DONE), begins="Laju")
    commit(room, "Side")
    run_git(room.root, "checkout", "-q", "-")
    write("Theirs.")
    commit(room, "Main")
    run_git(room.root, "merge", "-q", "-s", "ours", "--no-commit", "side")
    write("Both.")
    change(room, "po", lambda u: replace(u, target=("Side.",), state=DONE), begins="Laju")
    commit(room, "Merge")
    found = told(log.run(room, "a.txt").entries)
    assert found[0] == ("Merge", ["en changed"])
    assert sorted(found[1:3]) == [
        ("Main", ["en changed"]),
        ("Side", ["en translated", "en changed"]),
    ]


def test_what_cannot_be_read_is_said_and_passed_over(room: Project) -> None:
    store = room.root / "translations" / "en" / "a.po"
    good = store.read_bytes()
    store.write_bytes(b"<<<<<<< HEAD\n" + good)
    commit(room, "Break")
    store.write_bytes(good)
    commit(room, "Mend")
    mended, broken, *rest = log.run(room, "a.txt").entries
    for entry in (mended, broken):
        assert entry.changes == ()
        assert len(entry.problems) == 1
        assert "a.txt (en)" in entry.problems[0]
    assert told(iter(rest)) == PAST


def test_an_object_that_is_missing_is_said_and_passed_over(room: Project) -> None:
    blob = history.files_below(history.revision(room.root, "HEAD~1"), "translations/en/a.po")[0]
    name = room.root.parent / ".git" / "objects" / blob.blob[:2] / blob.blob[2:]
    name.chmod(0o600)
    name.unlink()
    found = list(log.run(room, "a.txt").entries)
    assert [bool(each.problems) for each in found] == [True, True, False, False]
    name.write_bytes(b"damaged")
    found = list(log.run(room, "a.txt").entries)
    assert [bool(each.problems) for each in found] == [True, True, False, False]
    assert told(iter(found[2:])) == PAST[2:]


def test_no_program_of_the_repository_is_run(room: Project, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n", "utf-8")
    trap.chmod(0o755)
    for key in (
        "core.pager",
        "core.fsmonitor",
        "diff.external",
        "gpg.program",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.x.textconv",
        "diff.x.command",
        "core.sshCommand",
    ):
        run_git(room.root, "config", key, str(trap))
    for key, value in (
        ("log.showSignature", "true"),
        ("diff.relative", "true"),
        ("diff.renames", "copies"),
        ("log.follow", "true"),
        ("format.pretty", "oneline"),
        ("log.showRoot", "false"),
        ("log.abbrevCommit", "true"),
    ):
        run_git(room.root, "config", key, value)
    (room.root.parent / ".git" / "info" / "attributes").write_text("* filter=x diff=x\n", "utf-8")
    assert told(log.run(room, "a.txt").entries) == PAST
    assert not (tmp_path / "sprung").exists()


def test_nothing_committed_and_no_repository(tmp_path: Path) -> None:
    found = begun(tmp_path, "po")
    done = alihbahasa("log", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "not in a git repository" in done.stderr
    run_git(tmp_path, "init", "-q")
    assert told(log.run(found, "a.txt").entries) == [("", ["source added"] * 3)]


# --- on the screen -------------------------------------------------------------------


def test_the_log_as_people_read_it(room: Project) -> None:
    commit(room, "A\x1b[31mred")
    (room.root / "sources" / "a.txt").write_text("Nol.\n", "utf-8")
    commit(room, "B\x1b[31mred")
    done = alihbahasa("log", "a.txt", cwd=room.root)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "  A  B\\x1b[31mred\n" in done.stdout
    edited = "source edited: Warga mengungsi dari rayon-rayon di perbatasan [-utara.-]{+selatan.+}"
    assert f"    {edited}\n" in done.stdout
    assert "    en translated: Residents flee.\n" in done.stdout
    near = alihbahasa("log", "b.txt", cwd=room.root)
    assert near.returncode == 2
    assert "did you mean a.txt?" in near.stderr


def test_the_log_for_programs(room: Project) -> None:
    done = alihbahasa("log", "a.txt", "--format", "json", "--to", "en", cwd=room.root)
    document = json.loads(done.stdout)
    assert (document["version"], document["article"]) == (1, "a.txt")
    path = alihbahasa("log", "sources/a.txt", "--format", "json", cwd=room.root)
    assert json.loads(path.stdout)["article"] == "a.txt"
    confirmed, edited, *_ = document["entries"]
    assert confirmed["changes"] == [
        {
            "unit": confirmed["changes"][0]["unit"],
            "source": LINES[2].replace("utara", "selatan"),
            "language": "en",
            "what": "confirmed",
            "before": "Residents flee.",
            "after": "Residents flee.",
            "was": [],
            "state": "translated",
        }
    ]
    assert edited["changes"][0]["language"] is None
    assert len(edited["changes"][0]["was"]) == 1


def test_a_long_history_begins_at_once_and_reads_each_state_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = begun(tmp_path, "po")
    run_git(tmp_path, "init", "-q")
    script = [b"blob\nmark :1\ndata 0\n\n"]
    for number in range(300):
        data = f"Kalimat yang ke-{number} di sini.\n".encode()
        script.append(
            b"commit refs/heads/main\ncommitter A <a@example.org> %d +0000\n"
            b"data 1\nx\nM 100644 inline sources/a.txt\ndata %d\n%s\n"
            % (1_700_000_000 + number, len(data), data)
        )
    subprocess.run(
        ["git", "fast-import", "--quiet"], cwd=tmp_path, input=b"".join(script), check=True
    )
    run_git(tmp_path, "symbolic-ref", "HEAD", "refs/heads/main")
    read: list[bytes] = []
    units = log._units

    def counted(project: Project, file: log._File, data: bytes) -> tuple[Unit, ...]:
        read.append(data)
        return units(project, file, data)

    monkeypatch.setattr(log, "_units", counted)
    entries = log.run(room, "a.txt").entries
    assert next(entries).commit == ""
    next(entries)
    assert len(read) < 10
    assert len(list(entries)) == 299
    assert len(read) <= 303
