"""What is found of a test flight; SI units."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from openbmd.records import Floats, Note
from openbmd.records.flights import Flight, Report, ReportedFlight

ANYWHERE = 19_700e3  # m: what flies so far flies round the Earth


class FittedBand(NamedTuple):
    """Median and 5-95 % over the fitted vehicles."""

    low: float
    best: float
    high: float


class ReportAnswer(NamedTuple):
    report: Report
    verdict: str
    why: Note
    floor: float  # s, least time of that range and apogee; nan when it does not apply
    needed: FittedBand  # s, what fitted vehicles take,
    needed_by_build: tuple[tuple[str, FittedBand], ...]  # s, build by build
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
    needed: FittedBand  # s
    range: FittedBand  # m


class PayloadPoint(NamedTuple):
    ratio: float  # 1, of the payload flown
    range: FittedBand  # m


class ReachRing(NamedTuple):
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

    question: ReportedFlight
    verdict: str  # possible, unusual, impossible or not-applicable
    why: Note
    kind: str
    main: int  # which report the rest is about
    reports: tuple[ReportAnswer, ...]
    odds: float  # how many times likelier the main report is than the next; nan with one, inf beyond telling
    range: FittedBand | None  # m, minimum-energy, same vehicle and payload, over an Earth at rest
    range_on_bearing: float  # m, the best vehicle's on the reported bearing over the turning Earth; nan without one
    burn_time: FittedBand | None  # s
    ideal_speed: FittedBand | None  # m/s
    launch_mass: FittedBand | None  # kg, when the payload's mass is given
    builds: tuple[BuildAnswer, ...]  # that of most fitted vehicles first
    payloads: tuple[PayloadPoint, ...]
    ring: ReachRing | None
    candidates: tuple[Candidate, ...]
    alike: tuple[tuple[str, ...], ...]  # candidates at full burn that range, apogee and time do not tell apart
    flown: Path | None
    least_energy: Path | None
    notes: tuple[Note, ...]
    flight: Flight | None = None  # the catalogue's, of which the reports are; None when it is a new one

    @property
    def answer(self) -> ReportAnswer:
        """The answer to the main report."""
        return self.reports[self.main]

    @property
    def anywhere(self) -> bool:
        """Whether the best estimate reaches any point of the Earth."""
        return self.range is not None and isfinite(self.range.best) and self.range.best >= ANYWHERE
