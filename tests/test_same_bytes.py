"""The same bytes and the same words, whatever the locale, the zone, the hash seed, the disk."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import crashing
import dying
from invariants import invariant

#: Runs the commands one after the other, on a disk that lists its files in another order.
_SCRIPT = """\
import os, random, sys
from alihbahasa import cli

dice = random.Random(sys.argv[1])
listdir, scandir = os.listdir, os.scandir

class Entries(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def __next__(self):
        if not self: raise StopIteration
        return self.pop()
    def close(self): pass

def shuffled(found):
    dice.shuffle(found)
    return found

def scanned(*path):
    with scandir(*path) as entries:
        return shuffled(Entries(entries))

os.listdir = lambda *path: shuffled(listdir(*path))
os.scandir = scanned
for command in sys.argv[2:]:
    sys.argv = ["alihbahasa", *command.split()]
    try:
        cli.main()
    except SystemExit as error:
        print(command, error.code, flush=True)
"""

_COMMANDS = (
    "export",
    "import in/0.po in/0.xlf in/1.po in/1.xlf",
    "check",
    "check --format json",
    "status",
    "build --partial",
    "pack --to en --for Sari --output out.zip",
    "import out.zip",
    "status --jobs",
    "glossary import in/terms.csv",
    "glossary fmt",
    "glossary check",
    "init --for weblate",
    "export",
)


@invariant("I24", ci=6, long=30)
def test_commands_write_and_say_the_same_everywhere(tmp_path: Path, times: int) -> None:
    start = tmp_path / "start"
    start.mkdir()
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    try:
        crashing.make_project(start, random.Random(24))
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
    source = (start / "sources" / "a.txt").read_text("utf-8")
    (start / "sources" / "a.txt").write_text(f"“Kota” Nərimanov — 2 000 €.\n\n{source}", "utf-8")
    first: tuple[dict[str, bytes], bytes, bytes] | None = None
    dice = random.Random(times)
    for number in range(times):
        root = crashing.fresh_copy(start, tmp_path / str(number) / "project")
        environment = {
            "LC_ALL": ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE", "ja_JP.eucJP")[number % 6],
            "PYTHONUTF8": dice.choice("01"),
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": dice.choice(("", "ascii", "latin-1", "utf-16")),
            "TZ": dice.choice(("UTC", "Asia/Jakarta", "America/St_Johns", "Pacific/Apia")),
            "PYTHONHASHSEED": str(dice.randrange(10_000)),
            "COLUMNS": dice.choice(("40", "200")),
            "LANGUAGE": dice.choice(("de", "ar")),
            "SOURCE_DATE_EPOCH": "1700086400",
        }
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(number), *_COMMANDS],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        assert b"Traceback" not in done.stderr
        found = dying.tree(root), done.stdout, done.stderr
        first = first or found
        assert found == first, environment
    assert first
    assert [first[1].count(b"\n%s 0\n" % name) for name in (b"export", b"check")] == [2, 0]
