"""Writes src/openbmd/__init__.pyi: what mypy and an editor see of the face, made from the studies' questions.

python builders/stub.py [--check]
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path

import openbmd
from openbmd.face import studies
from openbmd.studies import STUDIES

TARGET = Path(openbmd.__file__).parent / "__init__.pyi"
HEAD = '''"""{doc}"""

# Made by builders/stub.py from the questions of the studies: do not edit.
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from openbmd.complaints import InputError as InputError
from openbmd.face.finding import Facts as Facts
from openbmd.face.finding import Finding as Finding
from openbmd.face.scenarios import Scenario as Scenario

__version__: str
__all__: tuple[str, ...]
'''


def stub() -> str:
    """The stub file."""
    parts = [HEAD.format(doc=(openbmd.__doc__ or "").strip().splitlines()[0])]
    for name, room in sorted(openbmd.FACE.items()):
        found = getattr(import_module(f"openbmd.face.{room}"), name)
        if inspect.isfunction(found):
            parts.append(function(name, signature(found), inspect.getdoc(found) or ""))
    for study in sorted(STUDIES.values(), key=lambda one: one.python):
        told = studies.question(study)
        parts.append(function(study.python, signature(told), inspect.getdoc(told) or ""))
    return "\n".join(parts)


def signature(told: object) -> str:
    """A signature as source: annotations are kept as texts."""
    found = inspect.signature(told)  # type: ignore[arg-type]
    bare = found.replace(
        parameters=[one.replace(annotation=Bare(one.annotation)) for one in found.parameters.values()],
        return_annotation=Bare(found.return_annotation),
    )
    return str(bare)


class Bare:
    """An annotation that is printed without quotes."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def function(name: str, signature: str, doc: str) -> str:
    lines = doc.replace('"""', "'''").splitlines()
    body = "\n".join(f"    {line}".rstrip() for line in lines)
    return f'def {name}{signature}:\n    """{body.strip()}"""\n'


def main() -> int:
    if "--check" in sys.argv:
        return 0 if TARGET.read_text(encoding="utf-8") == stub() else 1
    TARGET.write_text(stub(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
