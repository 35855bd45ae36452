"""What may stand in the file of an engagement, and the words for what may not."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from openbmd.claims_file.models import Number, TomlTable, Words

MOST = 10_000  # missiles of a record
Count = Annotated[int, Field(ge=0, le=MOST)]


class EngagementSaidTable(TomlTable):
    who: Words
    says: Words
    k: Count | None = None
    n: Count | None = None
    source: Words
    link: str = ""


class UnknownTable(TomlTable):
    name: Words
    sets: list[Words] = Field(default_factory=list)
    inside: bool = False  # the share of what is launched that comes within reach, in the place of sets
    write: str = ""
    low: int | Number
    best: int | Number
    high: int | Number
    assumed: Words


class EngagementTable(TomlTable):
    id: Words
    title: Words
    label: Words
    when: Words
    set: Literal["A", "B"]
    observable: Words
    counted: Words
    k: Count
    n: Annotated[int, Field(ge=1, le=MOST)]
    disputed: bool = False
    doubt: Words
    why_missed: str = ""
    named: list[list[Words]] = Field(min_length=1)
    group: str = ""
    sources: list[Words] = Field(min_length=1)
    scenario: str = ""
    unplayed: str = ""
    said: list[EngagementSaidTable] = Field(default_factory=list)
    unknown: list[UnknownTable] = Field(default_factory=list)


EXPLAINED = {
    "missing": ("{key} is missing", "Add {key} = …; docs/engagement-file.md shows every key."),
    "extra_forbidden": ("unknown key", "Remove it, or mend its name; docs/engagement-file.md shows every key."),
}


def explain(error: dict[str, Any]) -> tuple[str, str, str]:
    """Path, finding and remedy of one of pydantic's errors."""
    steps = [step for step in error["loc"] if step not in ("int", "float") and "[" not in str(step)]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    found, advice = EXPLAINED.get(
        error["type"], ("{said}", "Write what the key asks for; docs/engagement-file.md shows every key.")
    )
    key = str(steps[-1]) if steps else ""
    if error["type"] == "missing":
        path = path.rpartition(".")[0]
    return path, found.format(key=key, said=error["msg"].removeprefix("Value error, ")), advice.format(key=key)
