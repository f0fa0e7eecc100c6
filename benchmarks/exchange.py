"""Exchange files: how fast they are read and written beside the peers, and in how much memory.

All hold the same units.  A reader keeps every unit it reads, with id, texts,
notes and state.  A writer has its data in memory in the form it takes: ours
units, polib, Babel and the PO of translate-toolkit the file as they read it;
for XLIFF, the tree that lxml and translate-toolkit write is built first, which
is their way from data to bytes.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from alihbahasa import plugins
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.model import Header, Unit
from benchmarks.corpus import ARTICLE, paragraphs, sentences, units
from benchmarks.measure import Table, bests, goal, memory

HEADER = Header("id", "en", (ARTICLE,))

_OURS = "alihbahasa"
#: The same, but no unit is kept: how a file is read that does not fit into memory.
_DRAWN = "alihbahasa, unit by unit"
_TOOLKIT = "translate-toolkit"

#: How many times as fast as it ours is to be, by format, direction and tool.
_GOALS = {
    ("po", "read", "polib"): 5,
    ("po", "read", "msgfmt"): 2,
    ("po", "write", "polib"): 8,
    ("xliff12", "read", _TOOLKIT): 3,
    ("xliff12", "write", _TOOLKIT): 8,
    ("xliff12", "write", "lxml"): 2,
}

_Works = Mapping[str, Callable[[], object]]


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures less."""
    count = 5_000 if quick else 100_000
    found = tuple(units(count, sentences(min(count, 20_000))))
    rows: list[tuple[str, ...]] = []
    missing: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for format in plugins.exchange_formats():
            path = Path(folder, f"units{format.extension}")
            path.write_bytes(written(format, found))
            for way, works in (
                ("read", readers(format.name, path, missing)),
                ("write", writers(format.name, path, found, missing=missing)),
            ):
                rows += _rows(format.name, way, works, count=count)
    notes = (f"Missing: {', '.join(sorted(missing))}",) if missing else ()
    return (
        Table(
            f"Exchange files of {count:,} units",
            ("format", "", "tool", "s", "units/s", "ours / it", "unit by unit / it", "goal"),
            tuple(rows),
            notes,
        ),
        _memory(count // 4),
    )


def _rows(format: str, way: str, works: _Works, *, count: int) -> Iterator[tuple[str, ...]]:
    times = bests(works, repeats=3)
    ours, single = times[_OURS], times.get(_DRAWN)
    for name, taken in times.items():
        reached = goal(taken / ours, least=_GOALS.get((format, way, name)))
        ratios = (f"{taken / ours:.1f}", f"{taken / single:.1f}" if single else "")
        yield (
            *(format, way, name, f"{taken:.2f}", f"{count / taken:,.0f}"),
            *(("", "") if name.startswith(_OURS) else ratios),
            reached,
        )


# --- ours -----------------------------------------------------------------------


def written(format: ExchangeFormat, found: tuple[Unit, ...]) -> bytes:
    """Return the file of *format* that holds the units *found*."""
    return b"".join(format.write(HEADER, found))


def _read(format: ExchangeFormat, path: Path) -> tuple[Unit, ...]:
    with path.open("rb") as stream:
        return tuple(format.read(stream)[1])


def _drawn(format: ExchangeFormat, path: Path) -> None:
    with path.open("rb") as stream:
        deque(format.read(stream)[1], maxlen=0)


# --- beside the peers -----------------------------------------------------------


def readers(format: str, path: Path, missing: set[str]) -> _Works:
    """Return what reads the file *path* of *format*, by the name of the tool."""
    ours = plugins.exchange_format(format)
    works: dict[str, Callable[[], object]] = {
        _OURS: partial(_read, ours, path),
        _DRAWN: partial(_drawn, ours, path),
    }
    if format != "po":
        if toolkit := _toolkit(format, missing):
            works[_TOOLKIT] = partial(_toolkit_xliff, toolkit, path)
            works[f"{_TOOLKIT}, the tree only"] = partial(_toolkit_store, toolkit, path)
        works["lxml, the tree only"] = partial(_tree, path)
        return works
    if polib := _module("polib", "polib", missing):
        works["polib"] = partial(polib.pofile, str(path))
    if shutil.which("msgfmt"):
        works["msgfmt"] = partial(
            subprocess.run, ("msgfmt", "-o", "/dev/null", str(path)), check=True
        )
    else:
        missing.add("gettext")
    if babel := _module("babel.messages.pofile", "Babel", missing):
        works["Babel"] = partial(_babel_catalog, babel, path)
    if toolkit := _toolkit(format, missing):
        works[_TOOLKIT] = partial(toolkit.pofile.parsefile, str(path))
    return works


def writers(format: str, path: Path, found: tuple[Unit, ...], *, missing: set[str]) -> _Works:
    """Return what writes *found*, which *path* holds in *format*, by the name of the tool."""
    ours = plugins.exchange_format(format)
    works: dict[str, Callable[[], object]] = {_OURS: partial(written, ours, found)}
    if format != "po":
        if toolkit := _toolkit(format, missing):
            fill = {"xliff12": _toolkit_12, "xliff2": _toolkit_2}[format]
            works[_TOOLKIT] = partial(fill, toolkit, found)
        works["lxml"] = partial({"xliff12": _tree_12, "xliff2": _tree_2}[format], found)
        return works
    if polib := _module("polib", "polib", missing):
        file = polib.pofile(str(path))
        works["polib"] = partial(str, file)
    if babel := _module("babel.messages.pofile", "Babel", missing):
        catalog = _babel_catalog(babel, path)
        works["Babel"] = lambda: babel.write_po(BytesIO(), catalog)
    if toolkit := _toolkit(format, missing):
        store = toolkit.pofile.parsefile(str(path))
        works[_TOOLKIT] = partial(bytes, store)
    return works


def _module(name: str, package: str, missing: set[str]) -> Any:
    """Return the module *name*, or None, and *package* into *missing*, where it is not there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.add(package)
        return None


def _toolkit(format: str, missing: set[str]) -> Any:
    name = {"po": "pypo", "xliff12": "xliff", "xliff2": "xliff2"}[format]
    return _module(f"translate.storage.{name}", _TOOLKIT, missing)


def _babel_catalog(babel: Any, path: Path) -> Any:
    with path.open("rb") as stream:
        return babel.read_po(stream)


def _tree(path: Path) -> Any:
    return importlib.import_module("lxml.etree").parse(str(path))


# --- XLIFF of translate-toolkit --------------------------------------------------


def _toolkit_store(toolkit: Any, path: Path) -> Any:
    kind = getattr(toolkit, "Xliff2File", None) or toolkit.xlifffile
    return kind.parsefile(str(path))


def _toolkit_xliff(toolkit: Any, path: Path) -> list[tuple[object, ...]]:
    return [
        (
            unit.getid(),
            str(unit.source),
            unit.target and str(unit.target),
            unit.getnotes(),
            unit.isfuzzy(),
        )
        for unit in _toolkit_store(toolkit, path).units
    ]


def _toolkit_12(toolkit: Any, found: tuple[Unit, ...]) -> bytes:
    store = toolkit.xlifffile(sourcelanguage="id", targetlanguage="en")
    store.switchfile(ARTICLE, createifmissing=True)
    for each in found:
        unit = store.addsourceunit(_text(each.source), filename=ARTICLE)
        unit.setid(each.id)
        if each.target:
            unit.settarget(_text(each.target), "en")
            unit.markfuzzy(each.is_draft)
        if note := _note(each):
            unit.addnote(note, origin="alihbahasa")
        for place in each.places:
            unit.addlocation(place.article)
    return bytes(store)


def _toolkit_2(toolkit: Any, found: tuple[Unit, ...]) -> bytes:
    store = toolkit.Xliff2File(sourcelanguage="id", targetlanguage="en")
    for each in found:
        unit = store.addsourceunit(_text(each.source))
        unit.setid(each.id)
        if each.target:
            unit.target = _text(each.target)
            unit.markfuzzy(each.is_draft)
        if note := _note(each):
            unit.addnote(note)
    return bytes(store)


def _text(content: tuple[object, ...]) -> str:
    return str(content[0])


def _note(unit: Unit) -> str:
    return "\n".join([*(note.text for note in unit.notes), ARTICLE])


# --- XLIFF as a tree of lxml ------------------------------------------------------


def _tree_12(found: tuple[Unit, ...]) -> bytes:
    etree: Any = importlib.import_module("lxml.etree")
    add, core = etree.SubElement, "{urn:oasis:names:tc:xliff:document:1.2}"
    root = etree.Element(f"{core}xliff", version="1.2", nsmap={None: core[1:-1]})
    languages = {"source-language": "id", "target-language": "en"}
    file = add(root, f"{core}file", original=ARTICLE, datatype="plaintext", **languages)
    body = add(file, f"{core}body")
    for each in found:
        unit = add(body, f"{core}trans-unit", id=each.id)
        unit.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        add(unit, f"{core}source").text = _text(each.source)
        target = add(unit, f"{core}target", state=_STATES_12[each.is_draft, each.has_target])
        if each.target:
            target.text = _text(each.target)
        for place in each.places:
            group = add(unit, f"{core}context-group", purpose="location")
            context = add(group, f"{core}context")
            context.set("context-type", "sourcefile")
            context.text = place.article
        note = add(unit, f"{core}note")
        note.set("from", "alihbahasa")
        note.text = _note(each)
        if each.previous:
            other = add(unit, f"{core}alt-trans", alttranstype="previous-version")
            add(other, f"{core}source").text = _text(each.previous)
            add(other, f"{core}target").text = target.text
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


_STATES_12 = {
    (False, False): "new",
    (False, True): "translated",
    (True, True): "needs-review-translation",
}


def _tree_2(found: tuple[Unit, ...]) -> bytes:
    etree: Any = importlib.import_module("lxml.etree")
    add, core = etree.SubElement, "{urn:oasis:names:tc:xliff:document:2.0}"
    glossary = "{urn:oasis:names:tc:xliff:glossary:2.0}"
    root = etree.Element(
        f"{core}xliff",
        nsmap={None: core[1:-1], "gls": glossary[1:-1]},
        version="2.0",
        srcLang="id",
        trgLang="en",
    )
    file = add(root, f"{core}file", id="f1", original=ARTICLE)
    for each in found:
        unit = add(file, f"{core}unit", id=each.id)
        if each.mentions:
            entries = add(unit, f"{glossary}glossary")
            for mention in each.mentions:
                entry = add(entries, f"{glossary}glossEntry")
                add(entry, f"{glossary}term").text = mention.term.text
                for term in mention.concept.terms_in("en"):
                    if term.status.is_allowed:
                        add(entry, f"{glossary}translation").text = term.text
        note = add(add(unit, f"{core}notes"), f"{core}note", category="terminology")
        note.text = _note(each)
        segment = add(unit, f"{core}segment", id="s1", state=each.state.value)
        if each.is_draft:
            segment.set("subState", "alihbahasa:draft")
        add(segment, f"{core}source").text = _text(each.source)
        target = add(segment, f"{core}target")
        if each.target:
            target.text = _text(each.target)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


# --- memory -----------------------------------------------------------------------


def _memory(count: int) -> Table:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for format in plugins.exchange_formats():
            sizes: dict[str, list[int]] = {"write": [], "read": []}
            for number in (count, 4 * count):
                path = Path(folder, f"{number}{format.extension}")
                for way, found in sizes.items():
                    found.append(_in_a_process(way, format.name, path, number))
            for way, (small, large) in sizes.items():
                cells = (f"{small / 1e6:.1f}", f"{large / 1e6:.1f}")
                rows.append((format.name, way, *cells, f"{(large - small) / (3 * count):,.0f}"))
    return Table(
        "Memory, unit by unit",
        ("format", "", f"MB, {count:,} units", f"MB, {4 * count:,} units", "bytes per unit more"),
        tuple(rows),
        ("What the process had at most, less what it had before; each is one of its own.",),
    )


def _in_a_process(way: str, format: str, path: Path, count: int) -> int:
    """Return how many bytes of memory *way*, read or write, takes a process of its own."""
    call = "import sys, benchmarks.exchange as it; print(it.peak(*sys.argv[1:]))"
    done = subprocess.run(  # noqa: S603 # our own words
        (sys.executable, "-c", call, way, format, str(path), str(count)),
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout)


def peak(way: str, format: str, path: str, count: str) -> int:
    """Read the file *path*, or write *count* units to it; return the bytes that took at most.

    Of Linux only, 0 elsewhere.
    """
    ours = plugins.exchange_format(format)
    # What is loaded and made once is no matter of how many units there are.
    pool = [each for paragraph in paragraphs(100_000) for each in paragraph]
    deque(ours.read(BytesIO(written(ours, tuple(units(100, pool)))))[1], maxlen=0)
    found = units(int(count), pool)
    before = memory("VmRSS")
    if way == "read":
        _drawn(ours, Path(path))
    else:
        with Path(path).open("wb") as stream:
            stream.writelines(ours.write(HEADER, found))
    return memory("VmHWM") - before
