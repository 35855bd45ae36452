"""A TOML text as plain data, or a complaint that names the line."""

from __future__ import annotations

import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from openbmd.complaints import Complaint, InputError

LONGEST = 4300  # digits of a whole number that Python reads


def load(path: Path | Traversable, file: str = "") -> str:
    """The text of a file; raises InputError when it cannot be read. file: as complaints name it, else the path."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        found, advice = "this is not a text file in UTF-8", "Save it as plain text in UTF-8."
    except OSError as error:
        found, advice = f"cannot be read: {error.strerror}", "Check the path and its permissions."
    raise InputError([Complaint(file or str(path), 0, "", found, advice)])


def parse(text: str, file: str) -> dict[str, Any]:
    """The data of a text; raises InputError with the line where TOML itself breaks. file: as complaints name it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line, found, advice = int(place[1]) if place else 0, f"not TOML: {error}", "Mend the syntax."
    except RecursionError:
        line, found, advice = 0, "nested too deeply", "Write it with fewer brackets."
    except ValueError:  # Python's own refusal of a whole number that is too long
        digits = re.search(rf"\d{{{LONGEST + 1},}}", text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 0
        found, advice = "a number of too many digits", "Write a number that can be."
    raise InputError([Complaint(file, line, "", found, advice)])
