"""What every check owes to those who have to live with it: documentation, cases, a measure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alihbahasa import plugins
from alihbahasa.cli.rule import markdown
from alihbahasa.contracts import Check
from alihbahasa.model import Severity
from alihbahasa.workflow import rule

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
PAGE = ROOT / "docs" / "checks.md"
CHECKS = plugins.checks()

#: What of a project is known for certain: no translation makes it a false alarm.
PROCESS = frozenset(each.name for each in CHECKS if each.code.startswith("P"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_is_documented(check: Check) -> None:
    described = rule.described(check)
    assert re.search(r"^Wrong\b.*^Right\b", described.text, re.MULTILINE | re.DOTALL)
    assert 20 < len(described.summary) < 200
    page = PAGE.read_text(encoding="utf-8")
    assert markdown([described]).strip() in page, (
        "python -m alihbahasa rule --all --format markdown"
    )


def test_the_page_has_no_other_checks() -> None:
    codes = re.findall(r"^### ([A-Z]\d{3}) ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert codes == [check.code for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_cases(check: Check) -> None:
    # Those of a build, of waivers and of what changed since need files: they are tried with them.
    if check.name not in (
        "stale-build",
        "stale-waiver",
        "source-changed",
        "term-changed",
        "conflict",
    ):
        assert (CASES / f"check_{check.name.replace('-', '_')}.toml").exists()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_that_is_on_has_a_measured_rate(check: Check) -> None:
    if check.severity is not Severity.OFF and check.name not in PROCESS:
        assert check.false_alarms is not None, "measure it: python -m benchmarks checks"
        assert 0 <= check.false_alarms <= 1.7


def test_a_new_check_is_no_error_yet() -> None:
    """A check is a warning for one release, before anybody's CI fails by it."""
    errors = {check.name for check in CHECKS if check.severity is Severity.ERROR}
    assert errors == {"conflict", "forbidden-term", "inline-code"}
