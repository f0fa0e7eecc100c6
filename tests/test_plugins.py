"""Plug-ins of other packages, which are found by their entry points."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PLUGIN = """
from alihbahasa.contracts import Check
from alihbahasa.model import Severity
PLUGIN = Check(code="Z999", name="theirs", severity=Severity.INFO, run=lambda unit, context: ())
"""


def test_a_check_of_another_package_is_found(tmp_path: Path) -> None:
    described = tmp_path / "theirs-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[alihbahasa.checks]\ntheirs = theirs:PLUGIN\n")
    (tmp_path / "theirs.py").write_text(PLUGIN)
    code = (
        "import sys\n"
        "from alihbahasa import plugins\n"
        "print([each.name for each in plugins.checks() if each.code == 'Z999'],"
        " 'importlib.metadata' in sys.modules)"
    )
    paths = (str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")]))
    for path, answer in ((paths, "['theirs'] True"), (paths[1:], "[] False")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == answer
