"""Frozen records are what the standard library's dataclasses are."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from typing import Any, get_type_hints

import pytest

import alihbahasa
from alihbahasa import records
from alihbahasa.model import Unit


@records.dataclass(frozen=True, slots=True)
class Ours:
    """A record with all that a field may have."""

    one: int
    two: str = "b"
    three: dict[str, int] = dataclasses.field(default_factory=dict)
    four: float = dataclasses.field(default=0.5, compare=False)
    five: str = dataclasses.field(default="hidden", repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A record with all that a field may have."""

    one: int
    two: str = "b"
    three: dict[str, int] = dataclasses.field(default_factory=dict)
    four: float = dataclasses.field(default=0.5, compare=False)
    five: str = dataclasses.field(default="hidden", repr=False)


@records.dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """A record that is only like itself."""

    name: str


KINDS: tuple[Any, ...] = (Ours, Theirs)


def test_records_are_made_and_told_alike() -> None:
    ours, theirs = inspect.signature(Ours).parameters, inspect.signature(Theirs).parameters
    for one, other in zip(ours.values(), theirs.values(), strict=True):
        assert one.name == "three" or one == other
    assert get_type_hints(Ours.__init__) == get_type_hints(Theirs.__init__)
    assert repr(Ours(1, four=2)) == repr(Theirs(1, four=2)).replace("Theirs", "Ours")
    assert Ours.__match_args__ == Theirs.__match_args__
    assert Ours.__slots__ == Theirs.__slots__
    assert [each.name for each in dataclasses.fields(Ours)] == list(Ours.__match_args__)


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_compared(kind: Any) -> None:
    assert kind(1) == kind(1, "b", {}, 3.5)
    assert kind(1) != kind(2)
    assert kind(1) != (1, "b", {}, 0.5, "hidden")
    assert kind(1).three is not kind(1).three
    with pytest.raises(TypeError, match="unhashable"):
        hash(kind(1))
    assert hash(kind(1, three=None)) == hash((1, "b", None, "hidden"))


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_frozen(kind: Any) -> None:
    record = kind(1)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'one'"):
        record.one = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'one'"):
        del record.one
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'one'"):
        kind()
    assert not hasattr(record, "__dict__")


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_copied(kind: Any) -> None:
    record = kind(1, three={"a": 1})
    assert dataclasses.replace(record, two="c") == kind(1, "c", {"a": 1})
    assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
    assert dataclasses.asdict(record)["three"] == {"a": 1}


def test_a_record_may_be_like_itself_only() -> None:
    one = Thing("a")
    assert one == one
    assert one != Thing("a")
    assert len({one, Thing("a")}) == 2


def test_frozen_records_of_the_program_are_made_so() -> None:
    """The dataclasses of the standard library take four times as long to be made."""
    found = [
        f"{module.name}.{each.__name__}"
        for module in pkgutil.walk_packages(alihbahasa.__path__, "alihbahasa.")
        if not module.name.endswith("__main__")
        for each in vars(importlib.import_module(module.name)).values()
        if inspect.isclass(each) and each.__module__ == module.name
        if dataclasses.is_dataclass(each)
        if each.__dataclass_params__.frozen and not each.__dataclass_params__.order  # type: ignore[attr-defined]
    ]
    assert found == []
    assert Unit.__setattr__ is records._no_setting  # type: ignore[attr-defined]
