"""What the user gives: the scenario, in SI units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import NamedTuple, TypeVar

from openbmd.kinds import Figure, InfraredSensor, Interceptor, KillChain, Launcher, Missile, Radar
from openbmd.records.alike import alike, digest
from openbmd.records.arrays import Floats
from openbmd.records.note import Note


class Site(NamedTuple):
    latitude: float  # rad, geodetic
    longitude: float  # rad
    height: float  # m above the ellipsoid


class Place(NamedTuple):
    name: str
    site: Site
    people_weight: float  # people, a weight and never a census
    source: str
    priority: float  # 1, what a leaker here counts when rounds are short
    radius: float  # m, of the defended area: with dispersion what comes down farther off is no leaker; inf for none


class Shape(NamedTuple):
    """How the arc is chosen; at most one of apogee and launch_angle is finite."""

    name: str  # minimum-energy, lofted, depressed, quasi-ballistic, glide or orbit
    apogee: float  # m, nan when free
    launch_angle: float  # rad above the horizontal at burnout, Earth-fixed; nan when free


class Route(NamedTuple):
    """One kind of flight; threats that share it differ in launch time only."""

    name: str
    missile: str
    launch: Site
    aimpoint: Site  # for an orbit: a point on the wanted initial azimuth
    shape: Shape


class Threat(NamedTuple):
    name: str
    route: int  # index into Scenario.routes
    launch_time: float  # s
    place: str  # the defended place aimed at, "" when none
    launcher: str  # name of the launcher that fires it; its own when it shares none
    launcher_kind: str  # key of Scenario.launchers, "" when nothing strikes at it before launch
    wave: int  # 0 for the launcher's first missile, 1 after one reload, ...


class RadarSite(NamedTuple):
    name: str
    nation: str  # "" when not said
    radar: str  # key of Scenario.radars
    site: Site
    boresight_azimuth: float  # rad from north, eastward
    minimum_elevation: float  # rad, the site's own floor; the higher of the two floors counts
    horizon_mask: Floats  # (K, 2) [rad azimuth, rad elevation], K may be 0
    refraction: bool  # 4/3 Earth, or none


class WarningSensor(NamedTuple):
    name: str
    nation: str
    infrared: str  # key of Scenario.infrared


class Link(NamedTuple):
    """Who tells whom. A cue goes to a radar; a track to fire on goes to a fire unit."""

    name: str  # "green-pine-north to osan-radar" unless given
    nation: str
    source: str  # a radar site or warning sensor
    target: str  # a radar site or a fire unit
    latency: float  # s
    use: str  # one of USES


USES = (
    "cue",  # to a radar: where to look
    "launch-on-remote",  # to a fire unit: it launches on this track, and its own radar must hold the target to finish
    "engage-on-remote",  # to a fire unit: it launches and finishes on this track alone
)


class Doctrine(NamedTuple):
    name: str  # salvo, shoot-look-shoot or shoot-shoot-look
    first_salvo: int  # rounds
    later_salvo: int  # rounds after each look; 0 for none
    looks: int  # how many salvos at most


class FireUnit(NamedTuple):
    name: str
    nation: str
    interceptor: str  # key of Scenario.interceptors
    layer: str  # upper, lower, sea: layers act in the order of Scenario.layers
    site: Site
    radar: str  # its own fire-control radar site, "" when it fires on links alone
    launchers: int
    ready_rounds: int  # on all launchers
    reserve_rounds: int  # for reload
    command_delay: float  # s, added to the interceptor's reaction time
    doctrine: Doctrine
    held_back: int  # ready rounds kept for threats to the places in held_for
    held_for: tuple[str, ...]
    release_time: float  # s, before which it has no leave to fire


class Presence(NamedTuple):
    """From which day to which an asset is there; an asset that no presence names is always there."""

    asset: str  # a radar site, warning sensor, fire unit or link by name, or a nation: all that is its
    arrives: float  # day
    leaves: float  # day, from which it is there no more; inf when it stays
    release_time: float  # s, of its fire units in these days; nan for the units' own


class Posture(NamedTuple):
    days: tuple[float, ...]  # the days to play
    labels: tuple[str, ...]  # what each stands for: "ROK alone", "plus reinforcement"
    presences: tuple[Presence, ...]


# Who shares one plan: all, and the units of a layer fire at a threat one after the other; all, and they may fire
# together; each nation; each unit alone.
FIRE_CONTROLS = ("coordinated", "massed", "by-nation", "autonomous")
ASSIGNMENTS = ("earliest", "marginal-return")  # who is served first: the earliest launch, or the best return a round
# What a scenario can switch on; switched off, the stated figures count as they are.
EFFECTS = (
    "missile-reliability",  # some missiles fail: Missile.reliability
    "dispersion",  # some miss the defended area: Missile.circular_error, Place.radius
    "closing-geometry",  # Interceptor.crossing_factor, floor_factor, floor_margin
    "unresolved-objects",  # Missile.unresolved_objects, strip_altitude, Radar.discrimination
    "assessment-errors",  # Interceptor.miss_called_kill, kill_called_miss
    "launcher-reliability",  # Interceptor.launcher_reliability
    "radar-reliability",  # Radar.availability: all that fires on it fails with it, across layers
    "target-class",  # Interceptor.design_range, limit_range, agility: fast and lifting targets are harder
    "target-failure",  # Interceptor.target_failure: the rounds of a layer at one target fail together
    "radar-time",  # what does not fit into a radar's time is slowed or dropped: radar_time
)


class Source(NamedTuple):
    """What a scenario was read from, exactly as it was read, once."""

    file: str  # as it was named
    text: str  # YAML; "" when no file says the scenario
    sha256: str  # of the text in UTF-8
    kept: str = ""  # what it was first read from, where a run folder kept that beside its resolved text
    catalogue: object = None  # under which its names were looked up; the file door knows its type


UNREAD = Source("", "", "")


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A scenario. Two are equal when they hold the same, wherever they were read from: source and seal do not count."""

    name: str
    title: str
    description: str
    seed: int
    raids: int
    draws: int  # how many draws over the published ranges make the band
    track_confidence: float  # 1, a track counts as firm when this likely
    missiles: Mapping[str, Missile]
    radars: Mapping[str, Radar]
    infrared: Mapping[str, InfraredSensor]
    interceptors: Mapping[str, Interceptor]
    figures: tuple[Figure, ...]  # every figure of the kinds above, with its range
    places: tuple[Place, ...]  # the defended places
    routes: tuple[Route, ...]
    threats: tuple[Threat, ...]
    radar_sites: tuple[RadarSite, ...]
    warning_sensors: tuple[WarningSensor, ...]
    links: tuple[Link, ...]
    layers: tuple[str, ...]  # in order of action
    fire_units: tuple[FireUnit, ...]
    fire_control: str  # one of FIRE_CONTROLS
    assignment: str  # one of ASSIGNMENTS
    effects: tuple[str, ...]  # of EFFECTS
    let_strays_pass: bool  # with dispersion: nothing is fired at one that is known to come down outside every radius
    launch_on_boosting_track: bool  # fire units launch before their target's burnout
    launchers: Mapping[str, Launcher]  # kinds of launcher, by name
    kill_chains: Mapping[str, KillChain]  # at most one: the strikes before launch
    posture: Posture  # no days when none is told
    notes: tuple[Note, ...]  # what the doors had to say while reading
    readings: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)  # of interceptors, by kinds.READINGS
    source: Source = UNREAD
    seal: str = ""  # digest of all the above when the doors had checked it; "" when they have not

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return all(alike(getattr(self, name), getattr(other, name)) for name in CONTENT)

    __hash__ = None  # type: ignore[assignment]  # mappings and arrays in it have none

    @property
    def file(self) -> str:
        """The name of what it was read from."""
        return self.source.file


CONTENT = tuple(one.name for one in fields(Scenario) if one.name not in ("source", "seal"))
Own = TypeVar("Own", bound=Scenario)


def sealed(scenario: Own) -> Own:
    """The scenario with the seal of what it holds now: a door calls it when it has checked that."""
    return replace(scenario, seal=_digest(scenario))


def is_sealed(scenario: Scenario) -> bool:
    """Whether it holds what it held when it was sealed."""
    return scenario.seal == _digest(scenario)


def _digest(scenario: Scenario) -> str:
    return digest({**{name: getattr(scenario, name) for name in CONTENT}, "source": scenario.source[:3]})
