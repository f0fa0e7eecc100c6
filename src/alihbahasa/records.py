"""Frozen dataclasses, made in a quarter of the time and filled in half of it.

``dataclasses`` of Python 3.11 compiles six functions for each frozen class,
one by one, and a run of ours has a hundred classes: as long as starting the
interpreter three times.  Here they are compiled as one, and those that need
no fields of a class are shared.  A field is set by its slot, not by
``object.__setattr__``.  All else is what ``dataclasses`` makes of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    import sys

    def dataclass(*, frozen=False, slots=False, eq=True, **options):
        """Return what ``dataclasses.dataclass`` does, made here where frozen, slotted, no more.

        >>> @dataclass(frozen=True, slots=True)
        ... class Pair:
        ...     one: int
        ...     other: str = ""
        >>> Pair(1) == Pair(1, ""), Pair(1)
        (True, Pair(one=1, other=''))
        """
        if not (frozen and slots) or options:
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, **options)
        return lambda cls: _made(cls, has_eq=eq)

    def _made(cls, *, has_eq):
        own = vars(cls)
        shared = {"__repr__": _shown, "__setattr__": _no_setting, "__delattr__": _no_deleting}
        shared |= {"__getstate__": _state, "__setstate__": _set_state}
        for name, function in shared.items():
            if name not in own:
                setattr(cls, name, function)
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        fields = dataclasses.fields(cls)
        init, *comparing = _functions(cls, fields)
        cls.__init__ = init
        if has_eq:
            cls.__eq__, cls.__hash__ = comparing
        return cls

    def _functions(cls, fields):
        """Return ``__init__``, ``__eq__`` and ``__hash__``, compiled as one."""
        known, parameters, body = {"_MISSING": dataclasses.MISSING}, [], []
        for field in fields:
            name = value = field.name
            known[f"_set_{name}"] = vars(cls)[name].__set__
            if field.default is not dataclasses.MISSING:
                known[f"_is_{name}"] = field.default
                name += f"=_is_{name}"
            elif field.default_factory is not dataclasses.MISSING:
                known[f"_new_{name}"] = field.default_factory
                value = f"_new_{name}() if {name} is _MISSING else {name}"
                name += "=_MISSING"
            parameters.append(name)
            body.append(f"  _set_{field.name}(self, {value})")
        compared = [field.name for field in fields if field.compare]
        mine, theirs = (
            "(" + "".join(f"{who}.{name}, " for name in compared) + ")" for who in ("self", "other")
        )
        source = (
            f"def _make({', '.join(known)}):\n"
            f" def __init__({', '.join(('self', *parameters))}):\n"
            + "\n".join(body or ["  pass"])
            + "\n def __eq__(self, other):\n"
            "  if other.__class__ is self.__class__:\n"
            f"   return {mine} == {theirs}\n"
            "  return NotImplemented\n"
            f" def __hash__(self):\n  return hash({mine})\n"
            " return __init__, __eq__, __hash__\n"
        )
        made = {}
        # Its annotations are looked up where the class stands.
        exec(source, vars(sys.modules[cls.__module__]), made)  # noqa: S102 - the names are ours
        functions = made["_make"](**known)
        for function in functions:
            function.__qualname__ = f"{cls.__qualname__}.{function.__name__}"
        functions[0].__annotations__ = {each.name: each.type for each in fields} | {"return": None}
        return functions

    def _shown(self):
        fields = (each for each in dataclasses.fields(self) if each.repr)
        told = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields)
        return f"{type(self).__qualname__}({told})"

    def _no_setting(self, name, value):
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def _no_deleting(self, name):
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def _state(self):
        return [getattr(self, each.name) for each in dataclasses.fields(self)]

    def _set_state(self, state):
        for each, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, each.name, value)
