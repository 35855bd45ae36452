"""OpenBMD: an open laboratory for regional ballistic-missile defence.

From Python it reads like the question: `s = bmd.example("seongju-2017")`, `bmd.assess(s)`. Nothing is imported before
it is asked for. What can be asked: `dir(bmd)`, and `help(bmd.assess)` for each.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

# Where each name of the face stands; names of studies are made from their questions.
FACE = {
    "read": "scenarios", "scenario": "scenarios", "example": "scenarios", "examples": "scenarios",
    "changed": "scenarios", "without": "scenarios", "Scenario": "scenarios",
    "instead": "own", "catalogue": "library", "report": "reports", "Finding": "finding",
}  # fmt: skip
STUDIES = (
    "assess", "show", "compare", "posture", "sweep", "kill_chain", "coverage", "footprint", "site", "infer", "claims",
    "flights", "engagements",
)  # fmt: skip
OTHERS = {"InputError": "complaints", "__version__": ""}

__all__ = (
    "Finding", "InputError", "Scenario", "__version__", "assess", "catalogue", "changed", "claims", "compare",
    "coverage", "engagements", "example", "examples", "flights", "footprint", "infer", "instead", "kill_chain",
    "posture", "read", "report", "scenario", "show", "site", "sweep", "without",
)  # fmt: skip


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("openbmd")
    if name in STUDIES:
        return import_module(f"{__name__}.face.studies").named(name)
    if name in FACE:
        return getattr(import_module(f"{__name__}.face.{FACE[name]}"), name)
    if name in OTHERS:
        return getattr(import_module(f"{__name__}.{OTHERS[name]}"), name)
    if Path(__file__).parent.joinpath("studies", name, "question.py").is_file():
        return import_module(f"{__name__}.face.studies").named(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
