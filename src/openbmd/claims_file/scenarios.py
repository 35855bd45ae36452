"""The scenario of a part: the claim's own with the part's keys in their place, and what the part asks of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time
from math import inf, radians
from typing import Any

from openbmd import places_file, scenario_file
from openbmd.claims_file.models import PartTable
from openbmd.complaints import Complaint, InputError, choices
from openbmd.files.routes import published
from openbmd.records import Place, Scenario
from openbmd.records.claims import ClaimSight

HEAD = {"openbmd": 1, "seed": 2017, "raids": 1000, "draws": 0}
NO_RADAR, ONE_RADAR = "no radar", "more than one radar"


def read(claim: str, title: str, file: str, own: Mapping[str, Any], more: Mapping[str, Any]) -> Scenario:
    """The scenario of these keys. Raises InputError."""
    keys = {**HEAD, "name": claim, "title": title, "description": title, **own, **more}
    return scenario_file.read_text(json.dumps(keys), file)


def odd(keys: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Path and finding of every date and clock, which TOML has and a scenario has not."""
    for path, value in keys.items():
        if isinstance(value, dict):
            yield from odd({f"{path}.{key}": inner for key, inner in value.items()})
        elif isinstance(value, list):
            yield from odd({f"{path}[{k}]": inner for k, inner in enumerate(value)})
        elif isinstance(value, date | time):  # a datetime is a date
            yield path, f"found the {'date' if isinstance(value, date) else 'clock'} {value}"


def asked(file: str, scenario: Scenario, part: PartTable) -> tuple[Scenario, tuple[Place, ...], ClaimSight | None]:
    """The scenario as the part aims it, the places it asks of, and what its radar looks at. Raises InputError."""
    places = tuple(place(file, name) for name in part.places)
    if part.cities and part.land:
        raise InputError([Complaint(file, 0, "land", "aimed at cities and at land", "Give one of cities and land.")])
    if part.cities or part.land:
        aims = cities_of(file, part.cities) if part.cities else land_of(file, part.land)
        return aimed_at(file, scenario, aims, "cities" if part.cities else "land"), aims, None
    return scenario, places, sight_of(file, scenario, part) if part.routes else None


def place(file: str, name: str) -> Place:
    try:
        return places_file.read(name)
    except InputError as error:
        raise InputError([complaint._replace(file=file) for complaint in error.complaints]) from None


def cities_of(file: str, country: str) -> tuple[Place, ...]:
    """Every city of a country that has a people-weight. Raises InputError."""
    weighed = [row for row in places_file.rows() if row.people_weight > 0.0]
    known = {row.country for row in weighed}
    if country not in known:
        found = f'no city of the catalogue is in "{country}"'
        raise InputError([Complaint(file, 0, "cities", found, choices(country, known))])
    return tuple(places_file.read(row.name) for row in weighed if row.country == country)


def land_of(file: str, country: str) -> tuple[Place, ...]:
    """Points of a country's land, all of one weight. Raises InputError."""
    grid = places_file.land_grid()
    if country not in grid:
        found = f'the catalogue has no land of "{country}"'
        raise InputError([Complaint(file, 0, "land", found, choices(country, grid))])
    points = enumerate(grid[country], start=1)
    return tuple(Place(f"{country} {n}", site, 1.0, "Natural Earth", 1.0, inf) for n, site in points)


def aimed_at(file: str, scenario: Scenario, places: tuple[Place, ...], key: str) -> Scenario:
    """The first route aimed at every place in turn. Raises InputError."""
    if not scenario.routes:
        raise InputError([Complaint(file, 0, key, "the scenario has no threat to aim", "Add one to its threats.")])
    first = scenario.routes[0]
    aimed = tuple(first._replace(name=f"{first.missile} to {place.name}", aimpoint=place.site) for place in places)
    return replace(scenario, routes=aimed, threats=())


def sight_of(file: str, scenario: Scenario, part: PartTable) -> ClaimSight:
    """The published routes that the one radar of the scenario looks at, with its settings. Raises InputError."""
    if len(scenario.radar_sites) != 1:
        found = ONE_RADAR if scenario.radar_sites else NO_RADAR
        raise InputError([Complaint(file, 0, "scenario", f"{found}, so it is open which one looks", "Give it one.")])
    every = published({one.name: one for one in scenario.places})
    known = {one.group for one in every} | {one.route.name for one in every}
    if unknown := [name for name in part.routes if name not in known]:
        raise InputError(
            [Complaint(file, 0, "routes", f'no published route "{n}"', choices(n, known)) for n in unknown]
        )
    found_routes = [one for one in every if {one.group, one.route.name} & set(part.routes)]
    return ClaimSight(
        routes=tuple(one.route for one in found_routes),
        groups=tuple(one.group for one in found_routes),
        mode=part.mode or None,
        boresight=None if part.boresight_deg is None else radians(part.boresight_deg),
        floor=None if part.floor_deg is None else radians(part.floor_deg),
        cross_section=part.cross_section_m2,
        dwell=None if part.dwell_ms is None else part.dwell_ms / 1e3,
    )


def lacking(needs: tuple[str, ...], part: PartTable, scenario: Scenario | None) -> Iterator[tuple[str, str]]:
    """What a measure needs and a part does not give: finding and remedy."""
    have = {
        "scenario": scenario is not None,
        "against": bool(part.against),
        "fire_units": scenario is not None and bool(scenario.fire_units),
        "threats": scenario is not None and bool(scenario.routes),
        "kill_chain": scenario is not None and bool(scenario.kill_chains),
        "radar": scenario is not None and len(scenario.radar_sites) == 1,
        "places": bool(part.places or part.cities),
        "land": bool(part.land),
        "ranges": bool(part.ranges),
        "two ranges": len(part.ranges) == 2,
        "figure": bool(part.figure),
    }
    for need in needs:
        if not have[need] and (scenario is not None or need in ("scenario", "ranges", "two ranges", "figure")):
            yield f"{part.measure} needs {need.replace('_', ' ')}", f"Give it {need.replace('_', ' ')}."
