"""Real engagements by id: one TOML file for each and the scenarios that play them, checked; every fault at once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from openbmd.complaints import Complaint, InputError, choices
from openbmd.engagements_file.laydowns import laid_down
from openbmd.engagements_file.reader import EngagementReader
from openbmd.records.engagements import Engagement

__all__ = ("laid_down", "names", "parse", "read", "scenario_text", "text_of")

FOLDER = "catalogue/engagements"


def _of(ending: str) -> tuple[str, ...]:
    folder = files("openbmd") / "catalogue" / "engagements"
    return tuple(sorted(file.name.removesuffix(ending) for file in folder.iterdir() if file.name.endswith(ending)))


def names() -> tuple[str, ...]:
    """The ids of the engagements, in alphabetical order."""
    return _of(".toml")


def text_of(name: str) -> str:
    """The text of a case's file; raises InputError that lists what exists."""
    if name not in names():
        raise InputError([Complaint(FOLDER, 0, name, "there is no such engagement", choices(name, names()))])
    return (files("openbmd") / "catalogue" / "engagements" / f"{name}.toml").read_text(encoding="utf-8")


def scenario_text(name: str) -> str:
    """The text of the scenario that plays a case; raises InputError that lists what exists."""
    known = _of(".yaml")
    if name not in known:
        raise InputError([Complaint(FOLDER, 0, "", f'there is no scenario "{name}"', choices(name, known))])
    return (files("openbmd") / "catalogue" / "engagements" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def read(name: str) -> Engagement:
    """The engagement of that id; raises InputError that lists what exists, or with every fault of its file."""
    return parse(name, text_of(name))


def parse(name: str, text: str, file: str = "") -> Engagement:
    """The engagement written in a TOML text; raises InputError with every fault. file: as complaints name it."""
    return EngagementReader(name, text, file or f"{FOLDER}/{name}.toml", scenario_text).engagement()
