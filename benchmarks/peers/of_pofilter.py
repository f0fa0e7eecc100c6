"""What pofilter of translate-toolkit says of pairs: ``python of_pofilter.py [LANGUAGE]``.

All of its tests run, as they do in pofilter where none is asked for by name.
LANGUAGE is that of the targets, what its option ``--language`` names.
"""

from __future__ import annotations

import importlib
import json
import sys


def main(language: str = "") -> None:
    """Answer the standard input."""
    checks = importlib.import_module("translate.filters.checks")
    units = importlib.import_module("translate.storage.pypo")
    checker = checks.TeeChecker(
        checkerconfig=checks.CheckerConfig(targetlanguage=language or None),
        checkerclasses=[checks.StandardChecker, checks.StandardUnitChecker],
        languagecode=language or None,
    )
    for line in sys.stdin.buffer:
        source, _, target = line.decode().rstrip("\r\n").partition("\t")
        unit = units.pounit(source)
        unit.target = target
        found = sorted(checker.run_filters(unit))
        print(json.dumps({"findings": [{"check": name} for name in found]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
