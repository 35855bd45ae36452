"""What may stand in a claim's file, and the words for what may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from openbmd.records.claims import KINDS, RULES

LARGEST = 10**300  # whole number that a float still holds


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


def _sized(number: Any) -> Any:
    if isinstance(number, int) and abs(number) > LARGEST:
        raise ValueError("a number of too many digits")
    return number


Words = Annotated[str, AfterValidator(_written)]
Number = Annotated[float, BeforeValidator(_sized)]
Kind = Annotated[str, AfterValidator(_one_of(KINDS))]
Rule = Annotated[str, AfterValidator(_one_of(RULES))]


class TomlTable(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SaidTable(TomlTable):
    side: Literal["for", "against"]
    words: Words
    source: Words


class RangeTable(TomlTable):
    name: Words
    low: Number
    best: Number
    high: Number
    source: str = ""
    assumed: str = ""


class PartTable(TomlTable):
    name: Words
    says: Words
    what_if: bool = False
    supports: bool = True
    measure: Words
    at_least: Number | None = None
    at_most: Number | None = None
    at_least_km: Number | None = None
    at_most_km: Number | None = None
    at_least_s: Number | None = None
    at_most_s: Number | None = None
    scenario: dict[str, Any] = {}
    against: dict[str, Any] = {}
    cities: str = ""  # country whose cities the first threat is aimed at, each in turn
    land: str = ""  # country over whose land the first threat is aimed, at points of equal area
    places: list[Words] = []
    routes: list[Words] = []  # groups or names of catalogue/routes, for the radar to look at
    mode: str = ""
    # bounds and default as those of openbmd coverage
    boresight_deg: Annotated[Number, Field(ge=-180, le=360)] | None = None
    floor_deg: Annotated[Number, Field(ge=-2, le=60)] | None = None
    cross_section_m2: Annotated[Number, Field(ge=0.0001, le=10)] | None = None
    dwell_ms: Annotated[Number, Field(ge=0.01, le=10_000)] | None = None
    hold_s: Annotated[Number, Field(ge=1, le=3600)] = 60.0
    figure: str = ""
    ranges: list[RangeTable] = []


class ClaimTable(TomlTable):
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
