"""OpenBMD: an open laboratory for regional ballistic-missile defence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

# What can be asked from Python, and the room of the face that answers; nothing is imported before it is asked for.
QUESTIONS = {
    "read": "scenarios",
    "scenario": "scenarios",
    "example": "scenarios",
    "examples": "scenarios",
    "changed": "scenarios",
    "without": "scenarios",
    "instead": "own",
    "assess": "raids",
    "compare": "studies",
    "posture": "studies",
    "sweep": "studies",
    "kill_chain": "studies",
    "coverage": "flights",
    "footprint": "studies",
    "site": "places",
    "infer": "studies",
    "flights": "studies",
    "claims": "studies",
    "catalogue": "library",
}
STUDIES = ("coverage", "catalogue")  # questions that are names of rooms too


def _answering(name: str) -> Callable[..., Any]:
    room = import_module(f"{__name__}.face.{QUESTIONS[name]}")
    answers: Callable[..., Any] = room.named(name) if QUESTIONS[name] == "studies" else getattr(room, name)
    return answers


class _Study(ModuleType):
    """A room whose name is a question too: openbmd.coverage is the study, openbmd.coverage(...) asks it."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return _answering(self.__name__.rpartition(".")[2])(*arguments, **options)

    @property
    def __signature__(self) -> Any:
        from inspect import signature

        return signature(_answering(self.__name__.rpartition(".")[2]))


class _House(ModuleType):
    """The package, with its questions as functions (PEP 562 alone would let a room of the same name hide one)."""

    def __getattr__(self, name: str) -> Any:
        if name in STUDIES:
            return import_module(f"{__name__}.{name}")
        if name in QUESTIONS:
            return _answering(name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        if name in STUDIES and isinstance(value, ModuleType):  # the import system hands a room to its package
            value.__class__ = _Study
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *QUESTIONS})


sys.modules[__name__].__class__ = _House
