"""Packs: what is in them, and every way in which they come back."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from packing import filled, memory, packed, read, sources, started, stored, zipped
from running import files, quickly

from alihbahasa import plugins
from alihbahasa.contracts import Change
from alihbahasa.model import Kind, State, Unit, raw

SOURCES = ["source/a.po", "source/berita/b.po", "source/berita/c d.po"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three articles, exported, at a fixed instant."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")
    started(tmp_path / "news")
    return tmp_path / "news"


def upper(unit: Unit) -> str:
    return raw(unit.source).replace("a", "A")


def back(folder: Path, members: dict[str, bytes], name: str = "back.zip") -> str:
    """Import a zip of *members*, which is taken, and return what is told."""
    (folder / name).write_bytes(zipped(members))
    done = quickly("import", name, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def refused(folder: Path, data: bytes, name: str = "back.zip") -> str:
    """Return what is said of a zip that is not taken; nothing has changed then."""
    (folder / name).write_bytes(data)
    before = files(folder)
    done = quickly("import", name, cwd=folder)
    assert done.returncode == 2, done.stdout
    assert files(folder) == before
    return done.stderr


def all_done(folder: Path) -> None:
    for units in stored(folder).values():
        assert {unit.state for unit in units.values()} == {State.TRANSLATED}
        assert [raw(unit.target or ()) for unit in units.values()] == [
            upper(unit) for unit in units.values()
        ]


# --- what is in a pack ------------------------------------------------------------


def test_what_is_in_a_pack(folder: Path) -> None:
    found = packed(folder, "--for", "Sari", "--due", "2026-12-31")
    assert set(found) == {
        "alihbahasa.json", "brief.html", "reference.html",
        "dictionary/", "glossary/", "target/", "tm/",
        "glossary/terms.utf8",
        "omegat.project", "omegat/filters.xml", "omegat/segmentation.conf",
        "omegat/segmentation.srx",
        *SOURCES,
        "universal/po/a.po", "universal/po/berita/b.po", "universal/po/berita/c d.po",
        "universal/xliff/a.xlf", "universal/xliff/berita/b.xlf", "universal/xliff/berita/c d.xlf",
        "universal/terms.tbx", "universal/terms-v3.tbx", "universal/terms.xlsx",
    }  # fmt: skip
    told = json.loads(found["alihbahasa.json"])
    assert (told["whom"], told["due"], told["language"]) == ("Sari", "2026-12-31", "en")
    assert told["files"] == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in found.items()
        if name != "alihbahasa.json" and not name.endswith("/")
    }
    assert told["articles"]["a.txt"]["units"] == len(read(found["source/a.po"]))
    assert told["articles"]["a.txt"]["open_words"] == told["articles"]["a.txt"]["words"]
    assert b"<sentence_seg>false</sentence_seg>" in found["omegat.project"]
    assert "darurat militer\tmartial law\tNOT state of emergency" in found[
        "glossary/terms.utf8"
    ].decode("utf-8")


def test_the_same_at_the_same_instant(folder: Path, tmp_path: Path) -> None:
    packed(folder, "--for", "Sari")
    first = (folder / "pack.zip").read_bytes()
    packed(folder, "--for", "Sari")
    assert (folder / "pack.zip").read_bytes() == first
    assert len(list((folder / "translations/.jobs").iterdir())) == 1
    packed(folder, "--for", "Tuti")
    assert (folder / "pack.zip").read_bytes() != first


def test_only_some_units(folder: Path) -> None:
    path = folder / "translations/en/a.po"
    path.write_bytes(filled(path.read_bytes(), lambda unit: f"{raw(unit.source)} !!"))
    article = folder / "sources/a.txt"
    article.write_text(article.read_text("utf-8").replace("pada Minggu", "pada Senin"), "utf-8")
    quickly("export", cwd=folder)
    there = stored(folder)["a"]
    draft = [id for id, unit in there.items() if unit.is_draft]
    assert len(draft) == 1

    def share(only: str) -> list[str]:
        for each in (folder / "translations/.jobs").glob("*"):
            each.unlink()
        done = packed(folder, "a.txt", "--only", only)
        (job,) = (folder / "translations/.jobs").iterdir()
        units = {unit.id for unit in read(done["source/a.po"])}
        finished = {id for id, unit in there.items() if unit.is_finished}
        asked: list[str] = json.loads(job.read_text())["articles"]["a.txt"]["open"]
        # What is finished goes along; what is open and was not asked for does not.
        assert units == finished | set(asked)
        return asked

    assert share("draft") == draft
    findings = share("findings")
    assert findings
    assert not set(findings) & set(draft)
    notes = [note.text for unit in read(packed(folder, "--only", "findings")["source/a.po"])
             for note in unit.notes]  # fmt: skip
    assert any("! " in note for note in notes)
    for id in findings[1:]:
        for check in ("T001", "end-punctuation", "term-missing", "kept-term", "spacing"):
            quickly("waive", check, f"a.txt#{id}", "--reason", "meant", cwd=folder)
    assert len(share("findings")) < len(findings)
    done = quickly("pack", "a.txt", "--to", "en", "--only", "new", cwd=folder)
    assert done.returncode == 2
    assert "nothing to pack: no unit without a target in a.txt" in done.stderr


def test_what_two_people_disagree_on_is_no_match(folder: Path) -> None:
    """Nor is what was left out on purpose: a memory gives only what may stand elsewhere too."""
    store = folder / "translations/en/a.po"
    units = [unit for unit in read(store.read_bytes()) if not unit.has_target]
    said = iter(["Contested.", "<EMPTY>", *map("Sentence {}.".format, range(len(units)))])
    text = filled(store.read_bytes(), lambda unit: next(said)).decode()
    first = f'msgid "{raw(units[0].source)}"'
    head, _, rest = text.partition(first)
    at = head.rindex("\n\n") + 2
    conflict = "# conflict, Sari, 20 Nov 2026: Otherwise.\n"
    store.write_text(f"{head[:at]}{conflict}{head[at:]}{first}{rest}", "utf-8")
    finished = packed(folder)["universal/memory.tmx"].decode()
    assert "Sentence 0." in finished
    assert "Contested." not in finished
    assert "EMPTY" not in finished


def test_the_pages_show_texts_as_texts(folder: Path) -> None:
    evil = '<script>alert(1)</script> "x" onload=alert(1) \u202e {{ 7*7 }}'
    (folder / "style.txt").write_text(evil, "utf-8")
    (folder / "sources/evil.txt").write_text(f"Judul\n\nKata {evil} itu.\n", "utf-8")
    found = packed(folder, "--for", "<b>Sari</b>", "--notes", str(folder / "style.txt"))
    for name in ("brief.html", "reference.html"):
        page = found[name].decode("utf-8")
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "{{ 7*7 }}" in page
        assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)
    assert "&lt;b&gt;Sari&lt;/b&gt;" in found["brief.html"].decode("utf-8")


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    before = files(folder)
    done = quickly(
        "pack", "--to", "en", "--dry-run", "--format", "json", "--for", "Sari", cwd=folder
    )
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["dry_run"], told["for"], told["only"]) == (True, "Sari", ["new", "draft"])
    assert [each["article"] for each in told["articles"]] == [
        "a.txt",
        "berita/b.md",
        "berita/c d.html",
    ]
    assert files(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "en", "--due", "31.12.2026"], "not a day: '31.12.2026'"),
        (["--to", "en", "--for", "x" * 99], "not a name"),
        (["--to", "en", "--for", "a\x1bb"], "not a name"),
        (["--to", "en", "--only", "all"], "'all' is not one of"),
        (["--to", "en", "--notes", "none.txt"], "none.txt: no such file"),
        (["--to", "en", "--notes", "latin.txt"], "latin.txt:2: not UTF-8"),
        (["--to", "en", "--notes", "long.txt"], "more than 20,000 bytes of notes"),
        (["--to", "en", "--output", "alihbahasa.toml"], "a result does not go where"),
        (["--to", "en", "--output", "sources/x.zip"], "a result does not go where"),
        (["--to", "en", "--output", "latin.txt"], "no zip; nothing was written over it"),
        (["--to", "en", "--output", "none/x.zip"], "there is no such folder"),
        (["--to", "en", "--output", "."], "this is a folder"),
        (["--to", "id"], "id is the source language"),
        (["--to", "e"], "not a language tag"),
        (["b.txt", "--to", "en"], "no article 'b.txt'"),
    ],
)
def test_what_cannot_be_packed(folder: Path, arguments: list[str], said: str) -> None:
    (folder / "latin.txt").write_bytes(b"one\n\xe9\n")
    (folder / "long.txt").write_text("x" * 20_001)
    before = files(folder)
    done = quickly("pack", *arguments, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert {name: data for name, data in files(folder).items() if "translations" not in name} == {
        name: data for name, data in before.items() if "translations" not in name
    }
    assert not (folder / "translations/.jobs").exists()


def test_a_pack_is_for_one_language(tmp_path: Path) -> None:
    started(tmp_path, ("en", "ru"))
    done = quickly("pack", cwd=tmp_path)
    assert done.returncode == 2
    assert "a pack is for one language" in done.stderr
    assert "en, ru" in done.stderr


# --- how it comes back ------------------------------------------------------------


def po(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name: filled(found[name], upper) for name in SOURCES}


def xliff(data: bytes, translate: Callable[[Unit], str] = upper) -> bytes:
    format = plugins.exchange_format("xliff12")
    changes = {
        unit.id: Change((translate(unit),), State.TRANSLATED) for unit in read(data, "xliff12")
    }
    return b"".join(format.patch(data, changes))


def test_as_it_was_sent(folder: Path) -> None:
    packed(folder)
    before = files(folder)
    done = quickly("import", "pack.zip", cwd=folder)
    assert done.returncode == 0
    assert "pack.zip: nothing in it has changed since it was sent" in done.stderr
    done = quickly("import", "pack.zip", "--format", "json", cwd=folder)
    assert json.loads(done.stdout)["remarks"] == [
        "pack.zip: nothing in it has changed since it was sent"
    ]
    assert files(folder) == before


@pytest.mark.parametrize(
    "way",
    ["source", "target", "universal", "flat", "windows", "mac", "bare", "memory", "tmx", "single"],
)
def test_every_way_back(folder: Path, way: str) -> None:
    found = packed(folder)
    done = po(found)
    target = {name.replace("source/", "target/"): data for name, data in done.items()}
    saved = memory({source: source.replace("a", "A") for source in sources(found)})
    ways = {
        "source": found | done,
        "target": found | target,
        # Two forms of each article, which agree.
        "universal": found | {
            name: xliff(data) if name.endswith(".xlf") else filled(data, upper)
            for name, data in found.items()
            if name.startswith("universal/") and name.endswith((".xlf", ".po"))
        },
        "flat": {Path(name).name: data for name, data in done.items()},
        "windows": {f"en-pack\\{name}": data for name, data in (found | done).items()
                    if not name.endswith("/")} | {"en-pack\\Thumbs.db": b"\0"},
        "mac": {f"en pack/{name}": data for name, data in (found | done).items()} | {
            "__MACOSX/en pack/._a.po": b"\0\5\26\7", "en pack/.DS_Store": b"\0",
            "en pack/source/._a.po": b"\0"},
        # Without the manifest.
        "bare": {name: data for name, data in (found | done).items() if name != "alihbahasa.json"},
        "memory": found | {"omegat/project_save.tmx": saved},
        "tmx": {"project_save.tmx": saved},
        "single": {},
    }  # fmt: skip
    if way == "single":
        for name, data in done.items():
            (folder / Path(name).name).write_bytes(data)
        names = [Path(name).name for name in done]
        result = quickly("import", *names, cwd=folder)
        assert result.returncode == 0, result.stderr
        told = result.stdout
    else:
        told = back(folder, ways[way], "renamed by them.zip")
    assert "all is back: closed" in told
    # Without the manifest nothing tells what was sent from what somebody put there.
    assert ("passed over" in told) == (way == "bare")
    all_done(folder)
    assert quickly("status", "--jobs", cwd=folder).stdout.endswith("0 open jobs\n")


def test_an_unpacked_folder(folder: Path, tmp_path: Path) -> None:
    found = packed(folder)
    work = tmp_path / "work"
    for name, data in (found | po(found)).items():
        if not name.endswith("/"):
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes(data)
    (work / "notes.docx").write_bytes(b"PK")
    done = quickly("import", str(work), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "passed over, no exchange files: " in done.stdout
    assert "notes.docx" in done.stdout
    all_done(folder)


def test_two_forms_that_disagree_are_a_conflict(folder: Path) -> None:
    found = packed(folder, "--for", "Sari")
    (folder / "back.zip").write_bytes(zipped(found | {
        "source/a.po": filled(found["source/a.po"], upper),
        "universal/xliff/a.xlf": xliff(found["universal/xliff/a.xlf"], lambda unit: "other"),
    }))  # fmt: skip
    done = quickly("import", "back.zip", cwd=folder)
    assert done.returncode == 1
    assert "conflict" in done.stdout
    assert "Sari, " in (folder / "translations/en/a.po").read_text("utf-8")


def dated(members: dict[str, tuple[bytes, int]]) -> bytes:
    """Return a zip of members written at so many minutes past an hour."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, (data, minute) in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 12, 1, 9, minute, 0)), data)
    return made.getvalue()


@pytest.mark.parametrize(("minute", "said"), [(10, "Old"), (30, "New")])
def test_of_memory_and_target_the_newer_counts(folder: Path, minute: int, said: str) -> None:
    """OmegaT makes its files of its memory: a translator may go on after that."""
    found = packed(folder)
    one, other = sources(found)[:2]
    saved = memory({one: "New one"})
    target = filled(found["source/a.po"], lambda unit: f"Old {raw(unit.source)}")
    data = {name: (each, 0) for name, each in found.items()}
    data |= {"omegat/project_save.tmx": (saved, minute), "target/a.po": (target, 20)}
    (folder / "back.zip").write_bytes(dated(data))
    done = quickly("import", "back.zip", cwd=folder)
    assert done.returncode == 0, done.stdout
    there = {raw(unit.source): raw(unit.target or ()) for unit in stored(folder)["a"].values()}
    assert there[one].startswith(said)
    # What the newer does not have the older gives.
    assert there[other] == f"Old {other}"


# --- memories ---------------------------------------------------------------------


def only(source: str, target: str, unit: Unit) -> str:
    return target if raw(unit.source) == source else ""


def test_a_pair_of_another_article_leaves_what_is_finished(folder: Path) -> None:
    """ "Tiga rayon dikosongkan." stands in two articles, which have it each in its way."""
    shared = "Tiga rayon dikosongkan."
    for name, target in (("a", "Three districts fell empty."), ("berita/b", "Empty: 3 districts.")):
        path = folder / f"translations/en/{name}.po"
        told = partial(only, shared, target)
        path.write_bytes(filled(path.read_bytes(), told))
    quickly("export", cwd=folder)
    before = stored(folder)
    found = packed(folder)
    back(
        folder,
        found
        | {
            "omegat/project_save.tmx": memory(
                {shared: "Three districts fell empty.", "satu": "one"}
            )
        },
    )
    after = stored(folder)
    for article in ("a", "berita/b"):
        (unit,) = (each for each in after[article].values() if raw(each.source) == shared)
        assert unit.target == before[article][unit.id].target
    # A new target is somebody's work, and goes where the source is.
    back(folder, {"project_save.tmx": memory({shared: "Three districts were cleared."})})
    assert {raw(unit.target or ()) for units in stored(folder).values()
            for unit in units.values() if raw(unit.source) == shared} == {
        "Three districts were cleared."}  # fmt: skip


ALTERNATIVE = """\
<tu><prop type="file">{file}</prop><prop type="prev">x</prop>{more}\
<tuv lang="id"><seg>{source}</seg></tuv><tuv lang="en"><seg>{target}</seg></tuv></tu>
</body>"""


def test_targets_for_one_file_go_there(folder: Path) -> None:
    shared = "Tiga rayon dikosongkan."
    data = memory({shared: "everywhere"}).decode()
    data = data.replace(
        "</body>",
        ALTERNATIVE.format(file="berita/b.po", more="", source=shared, target="only there"),
    )
    (folder / "project_save.tmx").write_text(data, "utf-8")
    assert quickly("import", "project_save.tmx", cwd=folder).returncode == 0
    found = stored(folder)
    said = {
        article: raw(unit.target or ())
        for article in ("a", "berita/b")
        for unit in found[article].values()
        if raw(unit.source) == shared
    }
    assert said == {"a": "everywhere", "berita/b": "only there"}


def test_targets_for_one_kind_of_text(folder: Path) -> None:
    (folder / "sources/d.md").write_text("# Perang selesai.\n\nPerang selesai.\n", "utf-8")
    quickly("export", cwd=folder)
    assert {unit.kind for unit in stored(folder)["d"].values()} == {Kind.HEADING, Kind.PARAGRAPH}
    data = memory({"Perang selesai.": "The war is over."}).decode()
    data = data.replace(
        "</body>",
        ALTERNATIVE.format(
            file="d.po",
            more='<prop type="path">heading</prop>',
            source="Perang selesai.",
            target="War Over",
        ),
    )
    (folder / "project_save.tmx").write_text(data, "utf-8")
    assert quickly("import", "project_save.tmx", cwd=folder).returncode == 0
    said = {unit.kind: raw(unit.target or ()) for unit in stored(folder)["d"].values()}
    assert said == {Kind.HEADING: "War Over", Kind.PARAGRAPH: "The war is over."}


def test_markup_as_omegat_shows_it_and_without(folder: Path) -> None:
    """Tags of an XLIFF file (``<g0>``), and none at all (level 1)."""
    shown = "Warga <g0>rayon</g0> tiba.<x1/>Mereka <g2>lelah</g2> &amp; lapar."
    units = stored(folder)["berita/c d"].values()
    assert any("<b>rayon</b>" in raw(unit.source) for unit in units)
    for unit in units:
        if "<b>rayon</b> tiba." in raw(unit.source):
            wanted, source = unit, raw(unit.source)
    tagged = re.sub(r"</?b>", lambda each: "</g0>" if "/" in each[0] else "<g0>", source)
    assert shown.startswith(tagged[:30])
    first = memory({tagged: tagged.replace("Warga", "People of the").replace("tiba", "came")})
    (folder / "one.tmx").write_bytes(first)
    done = quickly("import", "one.tmx", cwd=folder)
    assert done.returncode == 0, done.stderr
    target = raw(stored(folder)["berita/c d"][wanted.id].target or ())
    assert target.startswith("People of the <b>rayon</b> came")
    quickly("export", cwd=folder)
    (folder / "two.tmx").write_bytes(memory({re.sub("<[^>]*>", "", source): "No markup"}))
    done = quickly("import", "two.tmx", cwd=folder)
    assert "1 target is without all of the markup: see check" in done.stdout


def test_a_sentence_with_markup_and_one_without(folder: Path) -> None:
    """Each has its own target; without one, what is known of the words alone will do."""
    (folder / "sources/d.md").write_text("# Tiba **kini** juga\n\nTiba kini juga\n", "utf-8")
    quickly("export", cwd=folder)
    whole = {"Tiba **kini** juga": "Here **now**", "Tiba kini juga": "Here now"}
    (folder / "one.tmx").write_bytes(memory(whole))
    assert quickly("import", "one.tmx", cwd=folder).returncode == 0
    found = {raw(unit.source): raw(unit.target or ()) for unit in stored(folder)["d"].values()}
    assert found == whole
    (folder / "translations/en/d.po").unlink()
    (folder / "translations/.record/en/d.jsonl").unlink()
    quickly("export", cwd=folder)
    (folder / "two.tmx").write_bytes(memory({"Tiba kini juga": "Here now"}))
    assert quickly("import", "two.tmx", cwd=folder).returncode == 0
    found = {raw(unit.source): raw(unit.target or ()) for unit in stored(folder)["d"].values()}
    assert found == dict.fromkeys(whole, "Here now")


def test_sentences_that_are_gone(folder: Path) -> None:
    """What was sent is edited while it is out: the work is kept as that for the sentence before."""
    found = packed(folder)
    article = folder / "sources/a.txt"
    article.write_text(article.read_text("utf-8").replace("pada Minggu", "pada Senin"), "utf-8")
    quickly("export", cwd=folder)
    pairs = {source: f"T {source}" for source in sources(found)}
    told = back(
        folder, {"project_save.tmx": memory(pairs | {"Bukan dari sini.": "Not from here."})}
    )
    assert "1 unit is of no article here: passed over" in told
    text = (folder / "translations/en/a.po").read_text("utf-8")
    assert "T Pemerintah menyatakan darurat militer pada Minggu" in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (memory({"Bukan dari sini.": "x"}), "its sentence is of no article of this project"),
        (memory({"a b": "x", "c d": "y"}), "none of its 2 sentences is of an article"),
        (memory({"satu": "eins"}, target="de"), "de is not a target language of this project"),
        (memory({"one": "satu"}, source="en", target="id"), "the languages are swapped"),
        (memory({"satu": "one"}).replace(b' lang="en"', b""), ""),
        (memory({"satu": "one"})[:-20], "back.tmx"),
        (memory({"satu": "one"}).replace(b'SYSTEM "tmx11.dtd"', b'[<!ENTITY e "x">]'), "back.tmx"),
        (
            memory({"satu": "one"}).replace(
                b"</body>", b'<tu><tuv lang="id"><seg>a</seg></tuv><tuv lang="fr"><seg>b</seg>'
                b'</tuv></tu></body>',
            ),
            "more than two languages",
        ),
    ],
)  # fmt: skip
def test_memories_that_cannot_be_taken(folder: Path, data: bytes, said: str) -> None:
    (folder / "back.tmx").write_bytes(data)
    before = files(folder)
    done = quickly("import", "back.tmx", cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "--to" not in done.stderr
    assert files(folder) == before


# --- what is wrong with it ----------------------------------------------------------


def test_a_pack_of_another_project(folder: Path, tmp_path: Path) -> None:
    packed(folder)
    other = tmp_path / "other"
    other.mkdir()
    quickly("init", "--to", "en", cwd=other)
    (other / "sources/z.txt").write_text("Angin bertiup.\n", "utf-8")
    (other / "sources/berita").mkdir()
    (other / "sources/berita/b.md").write_text("Kabut turun di lembah.\n", "utf-8")
    quickly("export", cwd=other)
    found = packed(folder)
    said = refused(other, zipped(found | po(found)))
    assert "of no article" in said or "that article" in said or "another project" in said
    (other / "sources/berita/b.md").unlink()
    said = refused(other, zipped(found | po(found)))
    assert "a pack of another project, news: none of its articles is here" in said


def test_a_file_of_another_project_in_a_pack(folder: Path) -> None:
    found = packed(folder)
    foreign = found["source/a.po"].replace(b"a.txt", b"z.txt")
    foreign = re.sub(rb'msgid "(?=\w)', rb'msgid "Lain ', foreign)
    foreign = re.sub(rb"#u[a-z2-7]{13}", b"#u" + b"a" * 13, foreign)
    said = refused(folder, zipped(found | {"source/a.po": foreign}))
    assert "back.zip/source/a.po: of z.txt, which is no article of this project" in said


def test_what_is_gone_from_a_pack_is_told(folder: Path) -> None:
    found = packed(folder)
    done = po(found)
    rest = {name: data for name, data in (found | done).items() if "universal" not in name}
    told = back(folder, rest)
    assert "back.zip: 9 of the files that were sent are gone" in told
    all_done(folder)


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b"{}", "back.zip/alihbahasa.json: not the manifest of a pack"),
        (b"[" * 10_000, "not the manifest of a pack"),
        (b'{"version": "\xff"}', "not the manifest of a pack"),
        (None, "a pack of version 2, and this program knows 1"),
    ],
)
def test_manifests_that_are_none(folder: Path, manifest: bytes | None, said: str) -> None:
    found = packed(folder)
    if manifest is None:
        manifest = found["alihbahasa.json"].replace(b'"version": 1', b'"version": 2')
    assert said in refused(folder, zipped(found | {"alihbahasa.json": manifest}))


def test_zips_that_do_harm_change_nothing(folder: Path) -> None:
    found = packed(folder)
    good = zipped(found | po(found))
    assert "cannot be used on every system: ../a.po" in refused(
        folder, zipped(found | {"../a.po": b""})
    )
    assert "no zip, or cut short" in refused(folder, good[:-100])
    assert "no zip, or cut short" in refused(folder, b"nothing")
    assert "larger than the limit of 20,000,000" in refused(folder, good + bytes(20_000_000))
    assert "source/a.po:" in refused(
        folder, zipped(found | {"source/a.po": found["source/a.po"] + b"msgid"})
    )


def test_a_zip_is_told_beside_other_files(folder: Path) -> None:
    (folder / "bad.zip").write_bytes(b"PK\x03\x04")
    (folder / "bad.po").write_bytes(b'msgid "a"\nmsgst')
    done = quickly("import", "bad.zip", "bad.po", "--format", "json", cwd=folder)
    assert done.returncode == 2
    assert [each["file"] for each in json.loads(done.stdout)["refused"]] == ["bad.zip", "bad.po"]


def test_a_zip_without_anything_of_ours(folder: Path) -> None:
    done = back(folder, {"letter.docx": b"PK", "photo.jpg": b""})
    assert "no exchange file and no memory of OmegaT is in it" in done
    assert "passed over, no exchange files: back.zip/letter.docx, back.zip/photo.jpg" in done
