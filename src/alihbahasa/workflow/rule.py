"""Rule: what the checks are, as their own documentation says it."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Iterable

from alihbahasa import plugins
from alihbahasa.contracts import Check, CheckInfo
from alihbahasa.records import dataclass
from alihbahasa.workflow import check_rules


@dataclass(frozen=True, slots=True)
class Described:
    """A check with its *summary*, one sentence, and the whole *text* about it, that included."""

    check: Check
    summary: str
    text: str


def described(check: Check) -> Described:
    """Return *check* with what the docstring of its module says."""
    run = check.survey.summarise if check.survey else check.run
    module = f"alihbahasa.checks.{check.name.replace('-', '_')}"
    if check.name.replace("-", "_") not in plugins.names("checks"):
        module = run.__module__
    found = sys.modules.get(module) or importlib.import_module(module)
    text = inspect.cleandoc(found.__doc__ or check.name)
    summary = " ".join(text.split("\n\n")[0].split())
    return Described(check, summary.partition(". ")[0].rstrip(".") + ".", text)


def info(check: Check) -> CheckInfo:
    """Return what reports tell of *check*."""
    found = described(check)
    return CheckInfo(check.code, check.name, check.severity, found.summary, found.text)


def run(asked: Iterable[str], *, every: bool = False) -> tuple[Described, ...]:
    """Return the checks that are *asked* for, by code, name or the beginning of a code, or all.

    Raises AlihbahasaError for a name that no check has.
    """
    if every:
        return tuple(map(described, plugins.checks()))
    found = {each.code: each for name in asked for each in check_rules.named(name)}
    return tuple(map(described, found.values()))
