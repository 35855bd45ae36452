"""The scenario file's shape: what may be written, in which unit, and what each key means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from openbmd.records import EFFECTS
from openbmd.scenario_file.keys import (
    TAGS,
    Azimuth,
    Count,
    Day,
    HeldBack,
    Keys,
    LaunchArea,
    LaunchersRange,
    LocalPlace,
    Name,
    Nation,
    PairOfDegrees,
    Point,
    Seconds,
    Text,
    Where,
    tag,
)  # fmt: skip


class Defended(Keys):
    """A defended place, and what a leaker there counts."""

    place: str = Field(description="a place by name")
    priority: float = Field(1.0, gt=0, le=1e6, description="what a leaker here counts when rounds are short")
    radius_km: Annotated[float, Field(gt=0, le=1_000)] | None = Field(
        None, description="of the defended area, its kind's when not given: with dispersion what misses it is no leaker"
    )


class ThreatKeys(Keys):
    """One or more missiles of one kind from one launch point or area at one aimpoint."""

    name: Name = Field(description="a name of its own; several missiles become name-1, name-2, …")
    missile: str = Field(description="a missile of the catalogue (openbmd catalogue list missiles)")
    count: Count = Field(1, description="how many missiles")
    launch: Where | None = Field(None, description="a place, or {latitude_deg, longitude_deg, height_m}")
    launch_area: LaunchArea | None = Field(None, description="{polygon, points}, instead of launch")
    aimpoint: Where | None = Field(None, description="a place, or {latitude_deg, longitude_deg, height_m}")
    azimuth_deg: Azimuth | None = Field(
        None, description="launch azimuth from north, instead of an aimpoint: orbit only"
    )
    shape: Literal["minimum-energy", "lofted", "depressed", "quasi-ballistic", "glide", "orbit"] = Field(
        "minimum-energy", description="how the arc is chosen"
    )
    apogee_km: Annotated[float, Field(gt=0, le=100_000)] | None = Field(
        None, description="wanted apogee, which chooses the arc; of an orbit its altitude"
    )
    launch_angle_deg: Annotated[float, Field(gt=0, lt=90)] | None = Field(
        None, description="wanted angle above the horizontal at burnout, which chooses the arc"
    )
    launch_time_s: Seconds = Field(0.0, description="launch of the first missile, after the scenario's start")
    interval_s: Seconds = Field(0.0, description="time from one launcher's launch to the next one's; 0: all at once")
    launchers: Count | None = Field(
        None, description="how many launchers fire them; as many as missiles when not given"
    )
    reload_min: Annotated[float, Field(gt=0, le=14_400)] | None = Field(
        None, description="time between two missiles of one launcher"
    )
    launcher: str | None = Field(
        None, description="a kind of launcher of the catalogue (openbmd catalogue list launchers), for Kill Chain"
    )


class RadarSiteKeys(Keys):
    """A radar of the catalogue, put on a site."""

    name: Name = Field(description="a name of its own, for links and fire units")
    nation: Nation = ""
    radar: str = Field(description="a radar of the catalogue (openbmd catalogue list radars)")
    site: Where = Field(description="a place, or {latitude_deg, longitude_deg, height_m}")
    boresight_deg: Azimuth = Field(description="where it faces, degrees from north, eastward")
    minimum_elevation_deg: float = Field(
        0.0, ge=-5, lt=90, description="the site's own floor; the higher of this and the radar's counts"
    )
    horizon_mask: list[PairOfDegrees] = Field(
        default=[], description="terrain: [azimuth in degrees, elevation in degrees] pairs by rising azimuth"
    )
    refraction: bool = Field(True, description="bend rays with a 4/3 Earth")


class WarningSensorKeys(Keys):
    """Space infrared early warning."""

    name: Name = Field(description="a name of its own, for links")
    nation: Nation = ""
    infrared: str = Field(description="an infrared sensor of the catalogue (openbmd catalogue list infrared)")


class LinkKeys(Keys):
    """Who tells whom, and how late."""

    name: Text | None = Field(None, description="a name of its own; FROM to TO when not given")
    nation: Nation = ""
    from_: str = Field(alias="from", description="a radar or a warning sensor of this scenario")
    to: str = Field(description="a radar (a cue to search with) or a fire unit (a track to fire on)")
    latency_s: Seconds = Field(description="delay of what is told")
    use: Literal["cue", "launch-on-remote", "engage-on-remote"] | None = Field(
        None, description="cue (to a radar), launch-on-remote or engage-on-remote (to a fire unit)"
    )
    on: bool = Field(True, description="false cuts the link")


class DoctrineKeys(Keys):
    """How many rounds at one missile, and when to look."""

    name: Literal["salvo", "shoot-look-shoot", "shoot-shoot-look"]
    first_salvo: int = Field(ge=1, le=16, description="rounds in the first salvo")
    later_salvo: int = Field(0, ge=0, le=16, description="rounds after each look")
    looks: int = Field(1, ge=1, le=16, description="salvos at most")


DoctrineName = Literal["salvo-1", "salvo-2", "salvo-3", "salvo-4", "shoot-look-shoot", "shoot-shoot-look"]
DOCTRINES = {
    **{f"salvo-{n}": DoctrineKeys(name="salvo", first_salvo=n, later_salvo=0, looks=1) for n in (1, 2, 3, 4)},
    "shoot-look-shoot": DoctrineKeys(name="shoot-look-shoot", first_salvo=1, later_salvo=1, looks=2),
    "shoot-shoot-look": DoctrineKeys(name="shoot-shoot-look", first_salvo=2, later_salvo=2, looks=2),
}


class FireUnitKeys(Keys):
    """A battery, or the part of one that fires one kind of interceptor."""

    name: Name = Field(description="a name of its own")
    nation: Nation = ""
    interceptor: str = Field(description="an interceptor of the catalogue (openbmd catalogue list interceptors)")
    layer: Name = Field(description="one of the scenario's layers")
    site: Where = Field(description="a place, or {latitude_deg, longitude_deg, height_m}")
    radar: str | None = Field(
        None, description="its own fire-control radar, by name; none when it fires on links alone"
    )
    launchers: int = Field(ge=1, le=100, description="how many launchers")
    launchers_range: LaunchersRange | None = Field(
        None, description="{low, high, source or assumed}: a number that is drawn, as a figure of the catalogue is"
    )
    rounds_per_launcher: int | None = Field(
        None, ge=1, le=100, description="loaded rounds; the catalogue's when not given"
    )
    reserve_rounds: int = Field(0, ge=0, le=10_000, description="rounds for reload")
    command_delay_s: Seconds = Field(description="from a track good enough to the order to fire")
    doctrine: Annotated[
        Annotated[DoctrineName, Tag(TAGS[0])] | Annotated[DoctrineKeys, Tag(TAGS[1])], Discriminator(tag)
    ] = Field(
        description="salvo-1 to salvo-4, shoot-look-shoot, shoot-shoot-look, or {name, first_salvo, later_salvo, looks}"
    )
    held_back: HeldBack | None = Field(None, description="{rounds, for}: ready rounds kept for some defended places")
    release_s: Seconds = Field(0.0, description="before this time it has no leave to fire")


class PresenceKeys(Keys):
    """From which day to which an asset, or all that is a nation's, is there."""

    asset: str | None = Field(None, description="a radar, warning sensor, fire unit or link, by name")
    nation: Annotated[str, Field(min_length=1)] | None = Field(None, description="or a nation: all that is its")
    arrives_day: Day = Field(0.0, description="the first day on which it is there")
    leaves_day: Day | None = Field(None, description="the day from which it is there no more; it stays when not given")
    release_s: Seconds | None = Field(
        None, description="before this time its fire units have no leave to fire; the units' own when not given"
    )


class PostureKeys(Keys):
    """What is there on which day, for openbmd posture."""

    days: list[Day] | None = Field(
        None, min_length=1, description="the days to play; all on which something changes when not given"
    )
    labels: dict[str, Text] = Field(default={}, description="what each day stands for")
    presence: list[PresenceKeys] = Field(default=[], description="who is there when; what is not named is always there")


if TYPE_CHECKING:
    Effect = str
else:
    Effect = Literal[EFFECTS]  # so that one more in the list of effects is one more here


class FigureRange(Keys):
    """A figure of the catalogue as this scenario wants it."""

    low: float | None = Field(None, description="as best when not given")
    best: float
    high: float | None = Field(None, description="as best when not given")
    source: Annotated[str, Field(min_length=1)] | None = Field(None, description="who published it")
    assumed: Annotated[str, Field(min_length=1)] | None = Field(None, description="why it is assumed")
    origin: Literal["read", "recalled", "derived"] | None = Field(
        None,
        description="of a source: read there, recalled or derived; as the marks in it say when not given",
    )
    successes: int | None = Field(None, ge=0, description="of a share: successes in the tests that it rests on")
    attempts: int | None = Field(None, ge=1, le=1_000_000, description="out of so many")


Own = dict[str, dict[str, Any]]  # checked as the catalogue's own files are, by own_kinds.py
AS_FILES = "by name, each as a file of the catalogue holds it"


def _facing(value: Any) -> str:
    return TAGS[2] if isinstance(value, int | float) else tag(value)


class Battery(Keys):
    """A battery in one line: a fire unit with its own radar, and the links that cue it."""

    name: Name = Field(description="a name of its own, the fire unit's; its radar is called NAME-radar")
    nation: Nation = ""
    system: str = Field(description="an interceptor of the catalogue that has a battery")
    site: Where = Field(description="a place, or {latitude_deg, longitude_deg, height_m}")
    facing: Annotated[
        Annotated[str, Tag(TAGS[0])] | Annotated[Point, Tag(TAGS[1])] | Annotated[Azimuth, Tag(TAGS[2])],
        Discriminator(_facing),
    ] = Field(description="where its radar faces: a place or point, or degrees from north, eastward")
    cued_by: list[str] | None = Field(
        None, description="radars and warning sensors that cue it; all that belong to no fire unit when not given"
    )
    layer: Name | None = Field(None, description="one of the scenario's layers; the system's own when not given")
    launchers: int | None = Field(None, ge=1, le=100, description="how many; the system's own when not given")
    launchers_range: LaunchersRange | None = Field(None, description="{low, high, source or assumed}: drawn")
    rounds_per_launcher: int | None = Field(None, ge=1, le=100, description="loaded rounds; the catalogue's")
    reserve_rounds: int = Field(0, ge=0, le=10_000, description="rounds for reload")
    doctrine: DoctrineName | None = Field(None, description="the system's own when not given")
    release_s: Seconds = Field(0.0, description="before this time it has no leave to fire")


class Document(Keys):
    """One scenario of regional ballistic-missile defence."""

    openbmd: Literal[1] = Field(description="version of this file format: 1")
    name: Name = Field(description="short name: small letters, digits and hyphens; names the run folder")
    title: Text = Field(description="one line for people")
    description: str = Field("", description="what it shows, for people")
    seed: int = Field(1, ge=0, lt=2**63, description="of the dice")
    raids: int = Field(10_000, ge=1, le=1_000_000_000, description="how often the raid is played")
    draws: int = Field(
        24, ge=0, le=100_000, description="draws over the published ranges that make the band; 0 for none"
    )
    track_confidence: float = Field(0.9, gt=0, lt=1, description="a track counts as firm when this likely")
    places: dict[Text, LocalPlace] = Field(default={}, description="places of the scenario's own, by name")
    defended: list[Annotated[Annotated[str, Tag(TAGS[0])] | Annotated[Defended, Tag(TAGS[1])], Discriminator(tag)]] = (
        Field(default=[], description="the defended places, by name or as {place, priority, radius_km}")
    )
    threats: list[ThreatKeys] = Field(min_length=1, description="the raid")
    batteries: list[Battery] = Field(default=[], description="batteries in one line each: fire unit, radar and links")
    defence: str | None = Field(None, description="a preset of radars, warning, links, layers and fire units")
    radars: list[RadarSiteKeys] = Field(default=[], max_length=62, description="the radars, 62 at most")
    warning: list[WarningSensorKeys] = Field(default=[], description="space infrared early warning")
    links: list[LinkKeys] = Field(default=[], description="who tells whom")
    layers: list[Name] = Field(default=[], description="layers of the defence in the order in which they act")
    fire_units: list[FireUnitKeys] = Field(default=[], description="what fires")
    withheld: list[str] = Field(
        default=[], description="radars, warning sensors, fire units, links or nations, by name, that are not there"
    )
    fire_control: Literal["coordinated", "massed", "by-nation", "autonomous"] = Field(
        "coordinated",
        description="who shares one plan: all, units of a layer in turn; all, together; each nation; each unit",
    )
    assignment: Literal["earliest", "marginal-return"] = Field(
        "earliest", description="who is served first: the earliest launch, or the best return of a round"
    )
    effects: list[Effect] = Field(
        default=list(EFFECTS), description="degradations to count: all when not given, [] for none"
    )
    let_strays_pass: bool = Field(
        True,
        description="with dispersion: nothing is fired at a missile whose predicted impact lies outside every radius",
    )
    launch_on_boosting_track: bool = Field(
        False, description="fire units launch at missiles that still burn; when false they wait for burnout"
    )
    kill_chain: str | None = Field(
        None, description="strikes before launch, of the catalogue (openbmd catalogue list kill_chains)"
    )
    posture: PostureKeys | None = Field(None, description="what is there on which day")
    figures: dict[str, FigureRange] = Field(
        default={}, description="figures of the catalogue to replace, by path and unit: missiles/nodong/payload_mass_kg"
    )
    catalogue: Annotated[str, Field(min_length=1)] | None = Field(
        None, description="a folder of own systems beside this file, laid out as the catalogue"
    )
    missiles: Own = Field(default={}, description=f"own missiles {AS_FILES}")
    radar_kinds: Own = Field(default={}, description=f"own kinds of radars {AS_FILES}")
    infrared: Own = Field(default={}, description=f"own infrared sensors {AS_FILES}")
    interceptors: Own = Field(default={}, description=f"own interceptors {AS_FILES}")
    launchers: Own = Field(default={}, description=f"own kinds of launchers {AS_FILES}")
    kill_chains: Own = Field(default={}, description=f"own kill chains {AS_FILES}")
    defences: Own = Field(default={}, description=f"own presets {AS_FILES}")
