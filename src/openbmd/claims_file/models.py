"""What may stand in a claim's file, and the words for what may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from openbmd.claims import KINDS, RULES


def _written(words: str) -> str:
    if not words.strip():
        raise ValueError("is empty")
    return " ".join(words.split())


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word not in known:
            raise ValueError(f'"{word}" is none of {", ".join(known)}')
        return word

    return check


Words = Annotated[str, AfterValidator(_written)]
Kind = Annotated[str, AfterValidator(_one_of(KINDS))]
Rule = Annotated[str, AfterValidator(_one_of(RULES))]


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SaidTable(Table):
    side: Literal["for", "against"]
    words: Words
    source: Words


class RangeTable(Table):
    name: Words
    low: float
    best: float
    high: float
    source: str = ""
    assumed: str = ""


class PartTable(Table):
    name: Words
    says: Words
    what_if: bool = False
    supports: bool = True
    measure: Words
    at_least: float | None = None
    at_most: float | None = None
    at_least_km: float | None = None
    at_most_km: float | None = None
    at_least_s: float | None = None
    at_most_s: float | None = None
    scenario: dict[str, Any] = {}
    against: dict[str, Any] = {}
    cities: str = ""  # country whose cities the first threat is aimed at, each in turn
    places: list[Words] = []
    routes: list[Words] = []  # groups or names of catalogue/routes, for the radar to look at
    mode: str = ""
    boresight_deg: float | None = None
    floor_deg: float | None = None
    cross_section_m2: float | None = None
    dwell_ms: float | None = None
    hold_s: float = 60.0  # as openbmd coverage
    figure: str = ""
    ranges: list[RangeTable] = []


class ClaimTable(Table):
    id: Words
    title: Words
    words: Words
    said_by: Words
    when: Words
    source: Words
    kind: Kind
    rule: Rule = "all"
    open: str = ""
    beyond: str = ""
    doubt: Words
    scenario: dict[str, Any] = {}
    said: list[SaidTable] = []
    parts: list[PartTable] = Field(min_length=1)


THRESHOLDS = {
    "at_least": "1", "at_most": "1", "at_least_km": "m", "at_most_km": "m", "at_least_s": "s", "at_most_s": "s",
}  # fmt: skip
EXPLAINED = {
    "missing": ("{key} is missing", "Add {key} = …; docs/claims.md shows every key."),
    "extra_forbidden": ("unknown key", "Remove it, or mend its name; docs/claims.md shows every key."),
    "too_short": ("a claim without parts", "Add [[parts]] with says, measure and a threshold such as at_least."),
}


def explain(error: dict[str, Any]) -> tuple[str, str, str]:
    """Path, finding and remedy of one of pydantic's errors."""
    steps = list(error["loc"])
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")
    found, advice = EXPLAINED.get(error["type"], ("{said}", "Write what the key asks for; docs/claims.md tells."))
    key = str(steps[-1]) if steps else ""
    if error["type"] == "missing":
        path = path.rpartition(".")[0]
    return path, found.format(key=key, said=error["msg"].removeprefix("Value error, ")), advice.format(key=key)
