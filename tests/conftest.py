"""Fixtures that more than one test file needs, and what hypothesis may take its time for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "ci", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("ci"), max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


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
