"""The scenarios that come with the program, by name."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

ROOT = Path(__file__).parents[3]  # of the repository, where an editable install finds them
SUFFIX = ".yaml"


def names() -> tuple[str, ...]:
    """Their names in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(SUFFIX) for file in _files()))


def text(name: str) -> str | None:
    """The text of the scenario of that name, small or capital letters alike; None when there is none."""
    found = next((file for file in _files() if file.name.removesuffix(SUFFIX) == name.lower()), None)
    return None if found is None else found.read_text(encoding="utf-8")


def title(name: str) -> str:
    """What the scenario of that name, one of names(), is in a line."""
    found = re.search(r"^title: *(.+?) *$", text(name) or "", re.MULTILINE)
    return found[1].strip("'\"") if found else ""


def meant(path: Path) -> str | None:
    """The text of the shipped scenario that a path means: one that is not there, without folder or ending."""
    return text(str(path)) if not path.suffix and path.name == str(path) and not path.exists() else None


def template() -> str:
    """A scenario to begin with, explained in comments."""
    return (files("openbmd") / "catalogue" / "template.yaml").read_text(encoding="utf-8")


def _files() -> list[Traversable]:
    folder: Traversable = files("openbmd") / "scenarios"  # as a wheel has them: see pyproject.toml
    if not folder.is_dir():
        folder = ROOT / "scenarios"
    return [file for file in folder.iterdir() if file.name.endswith(SUFFIX)] if folder.is_dir() else []
