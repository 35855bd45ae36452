"""What is asked of a test flight, and what is answered; SI units."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from openbmd.kinds import Figure, Missile
from openbmd.records import Floats, Note, Site

KINDS = ("ballistic", "quasi-ballistic", "gliding", "orbital")
ANYWHERE = 19_700e3  # m: what flies so far flies round the Earth
VERDICTS = ("possible", "unusual", "impossible", "not-applicable")


class Report(NamedTuple):
    """What one source said of a flight; a rounding is the half width of what the number may stand for."""

    by: str
    range: float  # m, along the ground
    apogee: float  # m
    time: float  # s, nan when not told
    range_rounding: float  # m
    apogee_rounding: float  # m
    time_rounding: float  # s
    source: str
    note: str


class Question(NamedTuple):
    """One test flight as reported, by one source or by several that may disagree."""

    label: str
    reports: tuple[Report, ...]
    launch: Site | None
    site_name: str
    bearing: float  # rad from north, nan when not told
    kind: str  # one of KINDS, "" when not told
    stages: int  # 0 when not known
    propellant: str  # liquid, solid, or "" when not known
    payload_mass: float  # kg, nan when not told


class Known(NamedTuple):
    """A catalogue missile."""

    missile: Missile
    figures: tuple[Figure, ...]


class Band(NamedTuple):
    """Median and 5-95 % over the fitted vehicles."""

    low: float
    best: float
    high: float


class ReportAnswer(NamedTuple):
    report: Report
    verdict: str
    why: Note
    floor: float  # s, least time of that range and apogee; nan when it does not apply
    needed: Band  # s, what fitted vehicles take,
    needed_by_build: tuple[tuple[str, Band], ...]  # s, build by build
    likelihood: float  # 1/s, density of the reported time among fitted vehicles; nan without a time

    @property
    def excess(self) -> float:
        """Reported time above the floor [s]; nan without a time."""
        return self.report.time - self.floor


class Candidate(NamedTuple):
    """A catalogue missile that could have flown it."""

    name: str
    how: str  # "full burn", or "thrust ended early"
    margin: float  # 1, ideal speed beyond what the reported flight needs of it, over that need
    time: float  # s, of the reported range and apogee, nan where it could not be flown exactly
    told_apart: bool  # its time differs from the reported one by more than the report can be wrong


class BuildAnswer(NamedTuple):
    """The answer if the vehicle were built so."""

    name: str  # as "two liquid stages"
    share: float  # 1, of fitted vehicles; no evidence of how the missile was built
    needed: Band  # s
    range: Band  # m


class PayloadPoint(NamedTuple):
    ratio: float  # 1, of the payload flown
    range: Band  # m


class Ring(NamedTuple):
    """How far in each direction, the Earth's rotation included; (B,) arrays."""

    bearing: Floats  # rad
    low: Floats  # m
    best: Floats  # m
    high: Floats  # m


class Path(NamedTuple):
    """One flight for drawing; (N,) arrays."""

    distance: Floats  # m along the ground
    altitude: Floats  # m
    time: float  # s, launch to impact


@dataclass(frozen=True, slots=True)
class Inference:
    """What a test flight means."""

    question: Question
    verdict: str
    why: Note
    kind: str
    main: int  # which report the rest is about
    reports: tuple[ReportAnswer, ...]
    odds: float  # how many times likelier the main report is than the next; nan with one, inf beyond telling
    range: Band | None  # m, minimum-energy, same vehicle and payload, over an Earth at rest
    range_on_bearing: float  # m, the best vehicle's on the reported bearing over the turning Earth; nan without one
    burn_time: Band | None  # s
    ideal_speed: Band | None  # m/s
    launch_mass: Band | None  # kg, when the payload's mass is given
    builds: tuple[BuildAnswer, ...]  # that of most fitted vehicles first
    payloads: tuple[PayloadPoint, ...]
    ring: Ring | None
    candidates: tuple[Candidate, ...]
    alike: tuple[tuple[str, ...], ...]  # candidates at full burn that range, apogee and time do not tell apart
    flown: Path | None
    least_energy: Path | None
    notes: tuple[Note, ...]

    @property
    def answer(self) -> ReportAnswer:
        """The answer to the main report."""
        return self.reports[self.main]

    @property
    def anywhere(self) -> bool:
        """Whether the best estimate reaches any point of the Earth."""
        return self.range is not None and isfinite(self.range.best) and self.range.best >= ANYWHERE
