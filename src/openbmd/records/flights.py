"""Test flights as they were reported, and what was published of their missiles; SI units."""

from __future__ import annotations

from typing import NamedTuple

from openbmd.kinds import Figure, Missile
from openbmd.records.scenario import Site

FLIGHT_KINDS = ("ballistic", "quasi-ballistic", "gliding", "orbital")


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


class ReportedFlight(NamedTuple):
    """One test flight as reported, by one source or by several that may disagree."""

    label: str
    reports: tuple[Report, ...]
    launch: Site | None
    site_name: str
    bearing: float  # rad from north, nan when not told
    kind: str  # one of FLIGHT_KINDS, "" when not told
    stages: int  # 0 when not known
    propellant: str  # liquid, solid, or "" when not known
    payload_mass: float  # kg, nan when not told


class PublishedRange(NamedTuple):
    """A published range of the missile flown; low and high are the same for a single number."""

    by: str
    low: float  # m
    high: float  # m
    at_least: bool  # said as "more than"
    source: str
    note: str


class Flight(NamedTuple):
    """A published test flight; reports that disagree stand side by side."""

    name: str
    title: str
    designation: str  # what its observers called it
    missile: str  # of the catalogue, "" when there is none
    kind: str  # ballistic, quasi-ballistic, gliding or orbital
    outcome: str  # success, failure or disputed
    number: int  # missiles
    stages: int  # 0 when not known
    propellant: str  # liquid, solid, mixed, or ""
    date_kst: str
    time_kst: str  # "" when not known
    utc: str  # date and time, or the two dates that it may be
    time_source: str
    site_name: str
    site: Site
    site_source: str
    bearing: float  # rad, nan when not published
    bearing_source: str
    note: str
    reports: tuple[Report, ...]  # range, apogee and time nan where not told
    estimates: tuple[PublishedRange, ...]


class Known(NamedTuple):
    """A catalogue missile."""

    missile: Missile
    figures: tuple[Figure, ...]
