"""Fixtures that more than one test file needs, and what hypothesis may take its time for."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import invariants
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "ci", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data; a test that needs it skips where there is none."""
    for folder in (os.environ.get("ALIHBAHASA_SHARED"), ROOT.parent / "shared"):
        if folder and Path(folder, "conformance").is_dir():
            return Path(folder)
    pytest.skip("no ../shared and no $ALIHBAHASA_SHARED: the data are for testing only")


def pytest_configure(config: pytest.Config) -> None:
    """Run invariants at their long count where they are asked for by name: ``pytest -m long``."""
    if config.option.markexpr == "long":
        invariants.run_long()


@pytest.fixture
def times(request: pytest.FixtureRequest) -> int:
    """How often a test of an invariant that counts itself tries."""
    mark = request.node.get_closest_marker("long")
    return int(mark.args[1])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the report of a test say which invariant it is of, and how often it was tried."""
    if mark := item.get_closest_marker("long"):
        item.user_properties.append(("invariant", list(mark.args)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the invariants: how many tests each has, how often they tried, how many failed."""
    tests: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for key, value in report.user_properties:
                if key == "invariant" and report.when == "call":
                    name, count = value
                    tests[name] += 1
                    tried[name] += count
                    failed[name] += outcome == "failed"
    if tests:
        terminalreporter.section("invariants")
    for name in sorted(tests, key=lambda each: (len(each), each)):
        terminalreporter.line(
            f"{name:4} {tests[name]:3} tests {tried[name]:9,} times {failed[name]:3} failed"
        )
