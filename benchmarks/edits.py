"""Edited articles: what becomes of the work of translators, here and with the peers.

Articles of real news are exported and translated, edited by scripts that are
drawn by a seed, and exported again; msgmerge and pot2po get the same store and
the template of the same edited article.  What each sentence comes from is
known, so that what became of each translation can be counted.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from alihbahasa import plugins, storage
from alihbahasa import project as projects
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Header, Memo, Note, State, Unit, raw
from alihbahasa.project import Project
from alihbahasa.workflow import export, notes, prepare
from benchmarks.editing import Article, Change, Script, as_text, key, news, script, sentences_of
from benchmarks.measure import Table

_OURS = "alihbahasa"
_PO = plugins.exchange_format("po")
_ARTICLE = "berita.txt"
_SETTINGS = """\
[project]
source = "id"
targets = ["en"]
[export]
formats = ["po"]
"""

#: What is counted of each tool, and what it should be: all, none, few, or as many as can be.
_MEASURES = {
    "same": ("unchanged: finished work kept", "all"),
    "moved": ("moved: finished work kept", "all"),
    "draft": ("unchanged or moved: draft still a draft", "all"),
    "bytes": ("unchanged or moved: entry changed in any byte", "none"),
    "style": ("white space or quotes changed: finished work kept", "all"),
    "words": ("reworded, or a typo: old work there as a draft", ""),
    "meaning": ("number, name or negation changed: old work there as a draft", ""),
    "split": ("split: half with the old work as a draft", ""),
    "merged": ("merged: work of all parts there as a draft", ""),
    "part": ("merged: work of a part at least there as a draft", ""),
    "previous": ("such drafts that say what they were translated from", ""),
    "again": ("deleted and put back: finished work there again", "all"),
    "stale": ("edited or new: finished all the same", "none"),
    "foreign": ("new: work for another sentence there as a draft", "few"),
    "twice": ("finished for several sentences", "none"),
    "missing": ("translation nowhere in the file", "none"),
    "comments": ("translator's comment nowhere in the file", "none"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """What a translator left at a sentence."""

    target: str
    is_finished: bool
    comment: str


@dataclass(frozen=True, slots=True)
class File:
    """What a tool made: a PO file, its units, and what else it keeps targets in."""

    data: bytes
    units: tuple[Unit, ...]
    record: Mapping[str, Memo] = field(default_factory=dict)

    @property
    def active(self) -> dict[str, Unit]:
        """The units that stand in the article, by their sentences."""
        return {key(raw(unit.source)): unit for unit in self.units if not unit.obsolete}


#: Makes of a store and the template of an edited article a new store.
_Merge = Callable[[bytes, bytes], bytes]


class Tally:
    """Of each measure, how many there were, how many hit, and where it is not as it should be."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.faults: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def count(self, measure: str, hit: bool, *, where: tuple[int, str]) -> None:
        """Count one more of *measure*; *where* is the script and the sentence."""
        self.of[measure] += 1
        self.hits[measure] += hit
        if hit is (_MEASURES[measure][1] in ("none", "few")):
            self.faults[measure].append(where)


def run(
    quick: bool, *, scripts: int = 1_000, seed: int = 1, only: int | None = None
) -> tuple[Table, ...]:
    """Return the table of *scripts*, a tenth of them with *quick*, or what *only* one did."""
    found = news(shared())
    numbers = [only] if only is not None else range(scripts // 10 if quick else scripts)
    tallies: dict[str, Tally] = {}
    drawn = None
    edits: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=_memory_folder()) as folder:
        project = project_in(Path(folder))
        peers, missing = _peers(Path(folder))
        for number in numbers:
            drawn = script(found, number, seed=seed)
            edits.update(drawn.edits)
            play(drawn, project, peers, english=found.english, seed=seed, tallies=tallies)
    notes = [_told(edits)]
    if missing:
        notes.append(f"Missing: {', '.join(missing)}.")
    notes += _faults(tallies, of_all=only is not None)
    if only is not None and drawn is not None:
        notes.append("\n".join(_difference(drawn)))
    title = f"{len(numbers):,} edited articles, seed {seed}"
    if only is not None:
        title = f"Edited article {only}, seed {seed}"
    return (_table(title, tallies, tuple(notes)),)


def shared() -> Path:
    """Return the folder of shared data."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared"
    for folder in (os.environ.get("ALIHBAHASA_SHARED"), beside):
        if folder and Path(folder, "eval").is_dir():
            return Path(folder)
    raise AlihbahasaError("no ../shared and no $ALIHBAHASA_SHARED, which have the news to edit")


def _memory_folder() -> str | None:
    """Return a folder that is in memory, where there is one: each script writes a dozen files."""
    folder = Path("/dev/shm")  # noqa: S108 # a folder of our own is made in it
    return str(folder) if os.access(folder, os.W_OK) else None


# --- one script -----------------------------------------------------------------


def play(
    drawn: Script,
    project: Project,
    peers: Mapping[str, _Merge],
    *,
    english: Mapping[str, str],
    seed: int,
    tallies: dict[str, Tally],
) -> None:
    """Play the script *drawn* in *project* and with the *peers*, and count into *tallies*."""
    random = Random(f"{seed}:{drawn.number}:work")
    shutil.rmtree(project.translations, ignore_errors=True)
    _exported(project, drawn.before)
    store = _store(project)
    store.write_bytes(_filled(store.read_bytes(), english, random))
    if random.random() < 0.5:
        _exported(project, drawn.before)
    before = _read(store.read_bytes())
    after = {_OURS: _exported(project, drawn.after)}
    template = _template(project)
    again = {_OURS: _exported(project, drawn.again)}
    template_again = _template(project)
    for name, merge in peers.items():
        after[name] = _read(merge(before.data, template))
        again[name] = _read(merge(after[name].data, template_again))
    for name, file in after.items():
        tally = tallies.setdefault(name, Tally())
        _judge(drawn, before, file, tally)
        _judge_again(drawn, before, again[name], tally)


def project_in(root: Path) -> Project:
    """Make a project in the folder *root*, which is empty."""
    (root / "sources").mkdir()
    (root / "alihbahasa.toml").write_text(_SETTINGS, "utf-8")
    return projects.find(root)


def _store(project: Project) -> Path:
    return project.exchange_path(_ARTICLE, language="en", extension=_PO.extension)


def _exported(project: Project, article: Article) -> File:
    """Export *article*, and return the store."""
    project.source_path(_ARTICLE).write_text(as_text(article), "utf-8")
    export.run(project, yes=True)
    record = storage.parse_record(project.record_path(_ARTICLE, language="en").read_bytes())
    return replace(_read(_store(project).read_bytes()), record=record)


def _read(data: bytes) -> File:
    return File(data, tuple(_PO.read(BytesIO(data))[1]))


def _template(project: Project) -> bytes:
    """Return the template of the article as it is now."""
    assert _PO.write_template is not None
    units = prepare.units(project, _ARTICLE, prepare.terms(project))
    header = Header("id", "", (_ARTICLE,))
    return b"".join(_PO.write_template(header, notes.with_kinds_told(units)))


def _filled(data: bytes, english: Mapping[str, str], random: Random) -> bytes:
    """Return the store *data* with the work of a translator: all of it, or four fifths."""
    header, units = _PO.read(BytesIO(data))
    part = random.choice((1.0, 0.8))
    taken: set[str] = set()

    def worked(unit: Unit) -> Unit:
        if random.random() < 0.1:
            comment = Note("", "translator", f"Is it so? {len(taken)}, {unit.id[1:9]}")
            unit = replace(unit, notes=(comment, *unit.notes))
        if random.random() >= part:
            return unit
        text = key(raw(unit.source))
        target = english.get(text, "")
        if not target or target in taken:
            target = f"Sentence {unit.id[1:9]}: {text[::-1]}"
        taken.add(target)
        state = State.INITIAL if random.random() < 0.08 else State.TRANSLATED
        return replace(unit, target=(target,), state=state)

    worked_units = notes.with_kinds_told(map(worked, units))
    return b"".join(_PO.write(header, worked_units, original=data))


# --- what became of it ------------------------------------------------------------


def _judge(drawn: Script, before: File, after: File, tally: Tally) -> None:
    """Count what became of the work in *before* in the file *after* the edits."""
    work = _work(before)
    units = after.active
    lines_before, lines_after = _entries(before.data), _entries(after.data)
    for sentence in sentences_of(drawn.after):
        text = key(sentence.text)
        where = (drawn.number, sentence.text)
        count = partial(tally.count, where=where)
        unit = units[text]
        target = raw(unit.target or ())
        origins = [key(each) for each in sentence.origins]
        origins = [each for each in origins if each in work and work[each].target]
        old = [work[each] for each in origins]
        if sentence.change is Change.SAME:
            count("bytes", lines_before[text] != lines_after.get(text))
        if sentence.change in (Change.SAME, Change.STYLE) and old:
            measure = "moved" if sentence.moved else "same"
            measure = "style" if sentence.change is Change.STYLE else measure
            is_kept = target == old[0].target and unit.is_finished is old[0].is_finished
            count(measure if old[0].is_finished else "draft", is_kept)
            continue
        if sentence.change is Change.NEW:
            count("foreign", unit.is_draft)
        if old or sentence.change is Change.NEW:
            count("stale", unit.is_finished)
        if not old:
            continue
        there = [unit.is_draft and each.target in target for each in old]
        if sentence.change is Change.MERGED:
            count("merged", all(there))
            count("part", any(there))
        else:
            count(sentence.change.value, there[0])
        if any(there):
            previous = key(raw(unit.previous or ()))
            expected = (each for each, is_there in zip(origins, there, strict=True) if is_there)
            count("previous", all(each in previous for each in expected))
    _judge_all(drawn, work, after, tally)


def _judge_all(drawn: Script, work: Mapping[str, Work], after: File, tally: Tally) -> None:
    """Count what is missing in the file *after*, and what stands there twice."""
    kept = [raw(unit.target or ()) for unit in after.units]
    kept += [raw(each.target) for unit in after.units for each in unit.alternatives]
    kept += [raw(each.target) for memo in after.record.values() for each in memo.alternatives]
    whole = "\n".join(kept)
    comments = "\n".join(note.text for unit in after.units for note in unit.notes)
    finished = Counter(
        raw(unit.target or ()) for unit in after.units if unit.is_finished and not unit.obsolete
    )
    for text, old in work.items():
        where = (drawn.number, text)
        if old.target:
            tally.count("missing", old.target not in whole, where=where)
            tally.count("twice", finished[old.target] > 1, where=where)
        if old.comment:
            tally.count("comments", old.comment not in comments, where=where)


def _judge_again(drawn: Script, before: File, again: File, tally: Tally) -> None:
    """Count what became of the sentences that were deleted and put back."""
    work, units = _work(before), again.active
    for text in drawn.deleted:
        old = work.get(key(text))
        if old is not None and old.is_finished and key(text) in units:
            unit = units[key(text)]
            is_there = unit.is_finished and raw(unit.target or ()) == old.target
            tally.count("again", is_there, where=(drawn.number, text))


def _work(file: File) -> dict[str, Work]:
    """Return what was done in *file*, by the sentence it was done on."""
    return {
        text: Work(
            raw(unit.target or ()),
            unit.is_finished,
            "\n".join(note.text for note in unit.comments),
        )
        for text, unit in file.active.items()
        if unit.has_target or unit.comments
    }


_QUOTED = re.compile(r'^(?:msgid )?"(.*)"$', re.M)


def _entries(data: bytes) -> dict[str, str]:
    """Return the lines of each entry of a PO file, but for its references, by its sentence."""
    found = {}
    for entry in data.decode().split("\n\n"):
        lines = [line for line in entry.strip("\n").split("\n") if not line.startswith("#:")]
        if any(line.startswith("#~") for line in lines):
            continue
        begin = next((at for at, line in enumerate(lines) if line.startswith("msgid ")), 0)
        end = next((at for at, line in enumerate(lines) if line.startswith("msgstr")), 0)
        text = "".join(_QUOTED.findall("\n".join(lines[begin:end])))
        found[key(text.replace('\\"', '"').replace("\\\\", "\\"))] = "\n".join(lines)
    return found


# --- the peers ----------------------------------------------------------------------


def _peers(folder: Path) -> tuple[dict[str, _Merge], list[str]]:
    """Return the peers that are installed, and the packages of those that are not."""
    peers: dict[str, _Merge] = {}
    missing = []
    if shutil.which("msgmerge"):
        peers["msgmerge"] = partial(_msgmerge, folder, ())
        peers["msgmerge -N"] = partial(_msgmerge, folder, ("--no-fuzzy-matching",))
    else:
        missing.append("gettext")
    try:
        from translate.convert import pot2po

        peers["pot2po"] = partial(_pot2po, folder, pot2po)
    except ImportError:
        missing.append("translate-toolkit")
    return peers, missing


def _msgmerge(folder: Path, options: Sequence[str], store: bytes, template: bytes) -> bytes:
    old, new, made = _files(folder, store, template)
    # Neither option changes what is matched: lines as ours are, and what drafts come from.
    options = ("--quiet", "--no-wrap", "--previous", *options)
    command = ("msgmerge", *options, "-o", str(made), str(old), str(new))
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 # our own words
    return made.read_bytes()


def _pot2po(folder: Path, pot2po: Any, store: bytes, template: bytes) -> bytes:
    old, new, made = _files(folder, store, template)
    with old.open("rb") as before, new.open("rb") as fresh, made.open("wb") as after:
        pot2po.convertpot(fresh, after, before, maxlength=0)
    return made.read_bytes()


def _files(folder: Path, store: bytes, template: bytes) -> tuple[Path, Path, Path]:
    """Write a store and a template, and return their paths and that of a file to be."""
    old, new = folder / "old.po", folder / "new.pot"
    old.write_bytes(store)
    new.write_bytes(template)
    return old, new, folder / "made.po"


# --- what is told of it -------------------------------------------------------------


def _table(title: str, tallies: Mapping[str, Tally], notes: tuple[str, ...]) -> Table:
    rows = []
    for measure, (name, goal) in _MEASURES.items():
        cells = [_share(tally.hits[measure], tally.of[measure]) for tally in tallies.values()]
        rows.append((name, goal, *cells))
    return Table(title, ("", "goal", *tallies), tuple(rows), notes)


def _share(hits: int, count: int) -> str:
    """Return how many hit, and that in percent, never rounded to all or to none."""
    if not count:
        return "-"
    percent = 100 * hits / count
    if 0 < hits < count:
        percent = min(max(percent, 0.01), 99.99)
    return f"{hits:,} of {count:,} ({percent:.4g} %)"


def _told(edits: Counter[str]) -> str:
    listed = ", ".join(f"{name} {count:,}" for name, count in sorted(edits.items()))
    return f"{sum(edits.values()):,} edits: {listed}."


def _faults(tallies: Mapping[str, Tally], *, of_all: bool) -> Iterator[str]:
    """Yield where ours is not as it should be, or *of_all* that and what else there was."""
    for name, tally in tallies.items():
        for measure, places in tally.faults.items():
            title, goal = _MEASURES[measure]
            if of_all:
                yield f"{name}, {title}, not for:\n" + "\n".join(f"  {text}" for _, text in places)
            elif name == _OURS and goal in ("all", "none"):
                numbers = sorted({number for number, _ in places})
                shown = ", ".join(map(str, numbers[:20])) + (" ..." if len(numbers) > 20 else "")
                yield f"Goal missed, {title}: scripts {shown}."


def _difference(drawn: Script) -> Iterator[str]:
    """Yield the edits of a script as lines, one a sentence."""
    yield f"Edits: {', '.join(drawn.edits)}"
    before, after = as_lines(drawn.before), as_lines(drawn.after)
    yield from difflib.unified_diff(before, after, "before", "after", lineterm="", n=1)


def as_lines(article: Article) -> list[str]:
    """Return the sentences of *article*, one a line, with an empty one between paragraphs."""
    lines: list[str] = []
    for paragraph in article:
        lines += [each.text for each in paragraph]
        lines.append("")
    return lines
