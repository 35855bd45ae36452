"""What a key of the scenario file may hold: names, numbers in their units, and places by name or by coordinates."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag
from pydantic.json_schema import GenerateJsonSchema

TAGS = ("<name>", "<written out>", "<bearing>")

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=120)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, description="degrees, north positive")]
Longitude = Annotated[float, Field(ge=-180, le=180, description="degrees, east positive")]
Height = Annotated[float, Field(ge=-500, le=10_000, description="metres above the WGS-84 ellipsoid")]
Seconds = Annotated[float, Field(ge=0, le=864_000)]
Azimuth = Annotated[float, Field(ge=-180, le=360)]
Count = Annotated[int, Field(ge=1, le=1_000)]
Day = Annotated[float, Field(ge=0, le=100_000)]
Nation = Annotated[
    str, Field(max_length=40, description="whose it is, so that withheld and posture can name all of a nation's")
]
PairOfDegrees = Annotated[list[Number], Field(min_length=2, max_length=2)]


def section(name: str) -> str:
    """What a section is called in the JSON Schema: its class without the ending that tells it from the record."""
    return name.removesuffix("Keys")


class SectionNames(GenerateJsonSchema):
    """JSON Schema whose definitions are called as section says."""

    def normalize_name(self, name: str) -> str:
        return section(super().normalize_name(name))


class Keys(BaseModel):
    """The keys of one section; one that it does not know is a fault."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, model_title_generator=lambda kind: section(kind.__name__)
    )


class Point(Keys):
    """A point on the ground."""

    latitude_deg: Latitude
    longitude_deg: Longitude
    height_m: Height = 0.0


class LocalPlace(Point):
    """A place that the scenario brings itself; it hides a catalogue place of the same name."""

    people_weight: float = Field(0.0, ge=0, le=1e10, description="people, a weight and never a census")
    source: str = Field("", description="where the coordinates come from")
    kind: Text | None = Field(
        None, description="a kind of place, as city or base, for the radius that is assumed of its defended area"
    )


def tag(value: Any) -> str:
    return TAGS[0] if isinstance(value, str) else TAGS[1]


Where = Annotated[
    Annotated[str, Tag(TAGS[0])] | Annotated[Point, Tag(TAGS[1])],
    Discriminator(tag),
]


class HeldBack(Keys):
    """Ready rounds kept for threats to some of the defended places."""

    rounds: int = Field(ge=0, le=10_000, description="how many of the ready rounds")
    for_: list[str] = Field(alias="for", min_length=1, description="defended places, by name")


class LaunchersRange(Keys):
    """Between what numbers launchers are drawn where nobody has said how many are there."""

    low: int = Field(ge=0, le=100, description="how many at least; 0: it may be gone")
    high: int = Field(ge=1, le=100, description="how many at most")
    source: Annotated[str, Field(min_length=1)] | None = Field(None, description="who published it")
    assumed: Annotated[str, Field(min_length=1)] | None = Field(None, description="or why it is assumed")


class LaunchArea(Keys):
    """An area as it was published, never a launcher's place."""

    polygon: list[PairOfDegrees] = Field(description="corners, each [latitude_deg, longitude_deg]", max_length=1_000)
    points: int = Field(ge=1, le=50, description="over how many points in it the launchers are spread")
