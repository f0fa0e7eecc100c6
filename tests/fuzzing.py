"""Damaged files for every reader: ``python tests/fuzzing.py --minutes 30 [--reader po]``.

Whatever the bytes, a reader gives data, or an AlihbahasaError that says in one
line what is wrong; and what it read can be used.  Anything else is a failure:
another exception, a hang, memory without end, a file that comes back changed
where nothing was to change.  The command saves the file of a failure with what
went wrong, and ``--replay FILE`` reads it again.

A file that is read in spite of its damage is damaged again: that leads where
no single damage does.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import Protocol

import fuzz_damage
from fuzz_seeds import STAMP, seeds

from alihbahasa import plugins, project, segmentation, storage
from alihbahasa.contracts import Change, ExchangeFormat, GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Side, State
from alihbahasa.recognition import load, mentions
from alihbahasa.segmentation import srx
from alihbahasa.terminology import intake

#: Seconds of the processor that a file may take, all that is done with it together.
PATIENCE = 5.0

#: How much memory a run of the command may have, in bytes.
_MEMORY = 2_000_000_000

#: Most files that were read in spite of their damage and are kept to be damaged again.
_KEPT = 200

_ROOT = Path(__file__).resolve().parent.parent


class Failure(Exception):
    """A reader did what none may do."""


class _Hang(BaseException):
    """The time for a file is up; no reader catches this."""


class _Damage(Protocol):
    def __call__(
        self, data: bytes, random: Random, *, seeds: Sequence[bytes], family: str
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """*use* reads bytes and does with them what commands do; *family* names the syntax."""

    use: Callable[[bytes], object]
    family: str
    damage: _Damage = fuzz_damage.damaged


# --- what is done with a file ---------------------------------------------------------


def _exchange(name: str) -> Callable[[bytes], None]:
    form = plugins.exchange_format(name)

    def use(data: bytes) -> None:
        form.recognises(data[:4096])
        _judge(form, data)
        header, drawn = form.read(BytesIO(data))
        units = tuple(drawn)
        if len({unit.id for unit in units}) < len(units):
            raise Failure("two units of one id")
        if b"".join(form.patch(data, {})) != data:
            raise Failure("a patch of nothing changes bytes")
        wanted = [(unit.id, side, at) for unit in units for side in Side for at in (0, 3)]
        form.locate(data, wanted)
        for unit in units[:3]:
            _or_refused(lambda: b"".join(form.patch(data, {unit.id: _CHANGE})))  # noqa: B023
        _or_refused(lambda: b"".join(form.write(header, units, original=data)))
        _or_refused(lambda: b"".join(form.write(header, units)))

    return use


_CHANGE = Change(("lain & <x>",), State.TRANSLATED)


def _judge(form: ExchangeFormat, data: bytes) -> None:
    """Hold *data* against the standard of its format, which raises nothing."""
    try:
        for fault in form.validate(data):
            if fault.line < 1:
                raise Failure(f"a fault in line {fault.line}")
    except AlihbahasaError as error:
        raise Failure(f"validate raised {error}") from error


def _or_refused(work: Callable[[], object]) -> None:
    """Do *work*, which may say that it cannot: a file may hold what another has no place for."""
    try:
        work()
    except AlihbahasaError as error:
        _check(error)


def _memory(data: bytes) -> None:
    form = plugins.memory_format("tmx")
    form.recognises(data[:4096])
    _or_refused(lambda: tuple(form.read(BytesIO(data))[1]))
    header, drawn = form.read(BytesIO(data), source_language="id", target_language="en")
    units = tuple(drawn)
    _or_refused(lambda: b"".join(form.write(header, units)))


def _glossary(name: str) -> Callable[[bytes], None]:
    form = plugins.glossary_format(name)

    def use(data: bytes) -> None:
        form.recognises(data[:4096])
        if form.sheet is not None:
            _or_refused(lambda: _taken_in(form, data))
        if form.read_leniently is not None:
            lenient = form.read_leniently
            _or_refused(lambda: lenient(data, source_language="id"))
        glossary, _ = form.read(data, source_language="id")
        for other in plugins.glossary_formats():
            if other.write is not None and other.name != "xlsx":
                write = other.write
                _or_refused(lambda: write(glossary, source_language="id"))  # noqa: B023

    return use


def _taken_in(form: GlossaryFormat, data: bytes) -> None:
    assert form.sheet is not None
    intake.taken_in(form.sheet(data), source_language="id", target_language="en", known=("ru",))


def _article(name: str) -> Callable[[bytes], None]:
    form = next(each for each in plugins.article_formats() if each.name == name)
    source, target = plugins.language_pack("id"), plugins.language_pack("en")

    def use(data: bytes) -> None:
        document = form.read(data, source, name="a", labels=("Lihat:",))
        if form.build(document, {}, source=source, target=target) != data:
            raise Failure("an article that nobody has translated builds to something else")
        cut = segmentation.segment(document, source)
        for block in cut.blocks:
            block.span.of(document.text)
        if form.build(cut, {}, source=source, target=target) != data:
            raise Failure("an article that was cut builds to something else")
        units = {unit.id: unit.source for block in cut.blocks for unit in block.units}
        form.build(cut, units, source=source, target=target)

    return use


def _srx(data: bytes) -> None:
    pack = srx.with_rules(plugins.language_pack("id"), data, language="id", file="house.srx")
    _or_refused(lambda: segmentation.sentences("Dr. Sari tiba. Ia lelah! " * 40, pack))


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "alihbahasa.toml").write_bytes(data)
        Path(folder, "sources").mkdir()
        found = project.find(Path(folder))
        _or_refused(found.articles)
        found.settings.for_article("berita/a.txt")


def _record(data: bytes) -> None:
    memos = storage.parse_record(data)
    if storage.parse_record(storage.render_record(memos)) != memos:
        raise Failure("the record does not come back")


def _compiled(data: bytes) -> None:
    recogniser = load(data, plugins.language_pack, STAMP)
    mentions("Darurat militer di rayon-rayon Baku. DM!", recogniser)


#: By their names, all readers of files that come from elsewhere, or that people edit.
READERS: Mapping[str, Reader] = {
    "po": Reader(_exchange("po"), "po"),
    "xliff12": Reader(_exchange("xliff12"), "xml"),
    "xliff2": Reader(_exchange("xliff2"), "xml"),
    "tmx": Reader(_memory, "xml"),
    "tbx": Reader(_glossary("tbx"), "xml"),
    "tbx2": Reader(_glossary("tbx2"), "xml"),
    "csv": Reader(_glossary("csv"), "table"),
    "xlsx": Reader(_glossary("xlsx"), "xml", fuzz_damage.damaged_zip),
    "omegat": Reader(_glossary("omegat"), "table"),
    "markdown": Reader(_article("markdown"), "markup"),
    "html": Reader(_article("html"), "markup"),
    "plain": Reader(_article("plain"), "markup"),
    "srx": Reader(_srx, "srx"),
    "settings": Reader(_settings, "toml"),
    "record": Reader(_record, "json"),
    "compiled": Reader(_compiled, "json", fuzz_damage.damaged_sum),
}


# --- trying ---------------------------------------------------------------------------


def attempt(reader: Reader, data: bytes) -> bool:
    """Let *reader* use *data*; tell whether it was read.

    Raises Failure, from what went wrong, for anything but data or one clear
    error within PATIENCE.
    """
    try:
        with _patience():
            reader.use(data)
    except AlihbahasaError as error:
        _check(error)
        return False
    except Failure:
        raise
    except _Hang as error:
        raise Failure(f"more than {PATIENCE:g} seconds") from error
    except Exception as error:
        raise Failure(f"{type(error).__name__}: {error}"[:300]) from error
    return True


@contextmanager
def _patience() -> Iterator[None]:
    """Raise _Hang where what is done takes the processor for more than PATIENCE."""

    def stop(*_: object) -> None:
        raise _Hang

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _check(error: AlihbahasaError) -> None:
    """Raise Failure where *error* is not one line to read, with a place that can be."""
    for text in (error.message, error.hint or ""):
        if "\n" in text or len(text) > 500:
            raise Failure(f"not a line to read: {text[:600]!r}") from error
    if any(place is not None and place < 1 for place in (error.line, error.column)):
        raise Failure(f"a place that cannot be: {error.line}:{error.column}") from error


def inputs(
    name: str, *, shared: Path | None, seed: object
) -> Iterator[tuple[bytes, Callable[[], None]]]:
    """Yield damaged files for the reader *name* without end, the same for the same *seed*.

    With each comes what is to be called where it was read: it is damaged again.
    """
    reader = READERS[name]
    random = Random(f"{name} {seed}")
    whole = seeds(name, shared)
    kept: list[bytes] = []
    while True:
        pool = kept if kept and random.random() < 0.3 else whole
        data = reader.damage(random.choice(pool), random, seeds=whole, family=reader.family)

        def keep(data: bytes = data) -> None:
            if len(data) > 30_000:
                return
            if len(kept) < _KEPT:
                kept.append(data)
            else:
                kept[random.randrange(_KEPT)] = data

        yield data, keep


def run(name: str, *, times: int, shared: Path | None = None, seed: object = 0) -> Counter[str]:
    """Try *times* damaged files on the reader *name*; return how many were read and refused.

    Raises Failure with the number of the file at the first that fails.
    """
    counts: Counter[str] = Counter()
    found = inputs(name, shared=shared, seed=seed)
    for number, (data, keep) in enumerate(islice(found, times)):
        try:
            is_read = attempt(READERS[name], data)
        except Failure as error:
            raise Failure(
                f"{name}, seed {seed}, number {number}: {error}: {data[:300]!r}"
            ) from error
        if is_read:
            keep()
        counts["read" if is_read else "refused"] += 1
    return counts


# --- the command ----------------------------------------------------------------------


def _save(folder: Path, name: str, data: bytes, failure: Failure) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{hashlib.blake2b(data, digest_size=6).hexdigest()}"
    path.write_bytes(data)
    told = "".join(traceback.format_exception(failure))
    path.with_name(f"{path.name}.txt").write_text(told, "utf-8", errors="backslashreplace")
    print(f"{path}: {failure}".encode("ascii", "backslashreplace").decode(), flush=True)


def _replay(path: Path) -> int:
    name = path.name.partition("-")[0]
    try:
        is_read = attempt(READERS[name], path.read_bytes())
    except Failure as failure:
        traceback.print_exception(failure)
        return 1
    print("read" if is_read else "refused")
    return 0


def _signature(failure: Failure) -> str:
    """Return what failures of one cause have in common: the exception, and where it was raised."""
    cause = failure.__cause__
    frames = traceback.extract_tb(cause.__traceback__) if cause else []
    place = next(
        (
            f"{each.filename}:{each.lineno}"
            for each in reversed(frames)
            if "alihbahasa" in each.filename
        ),
        "",
    )
    return f"{type(cause).__name__} {place or str(failure)[:60]}"


def main() -> int:
    """Run the command; the exit code is 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--minutes", type=float, default=1.0, help="how long, for all readers together"
    )
    parser.add_argument("--reader", action="append", choices=list(READERS), help="only this one")
    parser.add_argument("--seed", type=int, default=None, help="another one gives other files")
    parser.add_argument(
        "--into", type=Path, default=Path("fuzzing-failures"), help="for what failed"
    )
    parser.add_argument("--replay", type=Path, help="read one saved file, named by its reader")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    warnings.simplefilter("error")
    if asked.replay:
        return _replay(asked.replay)
    folder = Path(os.environ.get("ALIHBAHASA_SHARED", _ROOT.parent / "shared"))
    shared = folder if (folder / "conformance").is_dir() else None
    seed = asked.seed if asked.seed is not None else time.time_ns()
    names = asked.reader or list(READERS)
    print(f"seed {seed}, {'with' if shared else 'without'} shared data", flush=True)
    counts = {name: Counter[str]() for name in names}
    found = {name: inputs(name, shared=shared, seed=seed) for name in names}
    told: set[str] = set()
    spent = dict.fromkeys(names, 0.0)
    until = time.monotonic() + 60 * asked.minutes
    while time.monotonic() < until:
        # Each has the same share of the time.
        name = min(names, key=lambda each: spent[each])
        begun = time.process_time()
        for data, keep in islice(found[name], 20):
            try:
                is_read = attempt(READERS[name], data)
            except Failure as failure:
                counts[name]["failed"] += 1
                if (signature := _signature(failure)) not in told:
                    told.add(signature)
                    _save(asked.into, name, data, failure)
                continue
            if is_read:
                keep()
            counts[name]["read" if is_read else "refused"] += 1
        spent[name] += time.process_time() - begun
    print(f"{'reader':10} {'files':>9} {'read':>9} {'refused':>9} {'failed':>9}")
    total = sum(counts.values(), Counter[str]())
    for name, each in (*counts.items(), ("all", total)):
        columns = (each.total(), each["read"], each["refused"], each["failed"])
        print(f"{name:10} " + " ".join(f"{count:9,}" for count in columns))
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
