"""How a footprint is found: who defends, what comes and from where, and which places count."""

from __future__ import annotations

import re
from dataclasses import replace
from math import degrees, nan

import numpy as np

from openbmd import places_file
from openbmd.catalogue_file import refusal
from openbmd.complaints import Complaint, InputError, choices
from openbmd.kinds import Missile
from openbmd.records import Place, Route, Scenario, Shape, Site
from openbmd.studies import kinds
from openbmd.studies.contract import file_of
from openbmd.studies.footprint.answer import Footprint
from openbmd.studies.footprint.areas import footprint
from openbmd.studies.footprint.chain import Approach
from openbmd.studies.footprint.denied import denied
from openbmd.studies.footprint.negation import Negation, negation
from openbmd.studies.footprint.question import FootprintQuestion
from openbmd.work import Work

MINIMUM_ENERGY = Shape("minimum-energy", nan, nan)
ALL = "all"
NUMBER = re.compile(r"-\d+$")  # of one threat of a group
LATTICE = 28  # points of the map of chances on each side
MARGIN = 0.08  # of the footprint's width, beyond its edge
SAME = 1e-3  # deg, nearer than which a launch point is a place of the catalogue


def ask(question: FootprintQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Footprint:
    """The footprint, the launch area denied and the map of chances, as asked for. Raises InputError, Stopped."""
    (scenario,) = scenarios
    names = fire_units(scenario, question.unit)
    name, missile, approaches = threat_class(scenario, question.threat, question.launch)
    place = places_file.read(question.denied) if question.denied else None
    places = cities(scenario)
    try:
        found = footprint(
            scenario, names, name, missile, approaches, places, threads=work.threads, progress=work.progress
        )
        turned = denied(scenario, names, missile, approaches[0], place, work.threads) if place else None
        chances = chance_map(scenario, found, missile, work.threads) if question.negation else None
    except ValueError as error:
        advice = "Choose another fire unit, missile or launch point."
        raise InputError([Complaint(file_of(scenario), 0, "footprint", str(error), advice)]) from error
    return replace(found, denied=turned, negation=chances)


def fire_units(scenario: Scenario, wanted: str) -> tuple[str, ...]:
    """The fire unit of that name, or all. Raises InputError."""
    names = tuple(unit.name for unit in scenario.fire_units)
    if not names:
        advice = "Add fire_units:, or defence: with a published posture."
        raise InputError([Complaint(file_of(scenario), 0, "fire_units", "the scenario has no fire unit", advice)])
    if wanted == ALL:
        return names
    if wanted not in names:
        advice = choices(wanted, (*names, ALL))
        raise InputError([Complaint(file_of(scenario), 0, "unit", f'no fire unit is called "{wanted}"', advice)])
    return (wanted,)


def threat_class(scenario: Scenario, wanted: str, launch: str | None) -> tuple[str, Missile, tuple[Approach, ...]]:
    """A missile by its name, and the ways in which it comes: every launch point and arc of the scenario, each once.

    wanted: a missile, or a threat of the scenario with or without its number. Raises InputError.
    """
    known = kinds.known(scenario, "missiles")
    groups: dict[str, list[Route]] = {}
    for threat in scenario.threats:
        for name in dict.fromkeys((NUMBER.sub("", threat.name), threat.name)):
            groups.setdefault(name, []).append(scenario.routes[threat.route])
    fitting = kinds.fitting(scenario, "missiles", wanted)
    if wanted not in groups and len(fitting) == 1:
        wanted = fitting[0]
    if wanted in known:
        name, routes = wanted, [route for route in scenario.routes if route.missile == wanted]
    elif wanted in groups:
        name, routes = groups[wanted][0].missile, groups[wanted]
    else:
        together = dict.fromkeys(NUMBER.sub("", threat.name) for threat in scenario.threats)
        found, advice = refusal(wanted, fitting, (*known, *together))
        found = found if fitting else f'no missile and no threat is called "{wanted}"'
        raise InputError([Complaint(file_of(scenario), 0, "threat", found, advice)])
    missile, _ = kinds.record(scenario, "missiles", name)
    if launch is not None:
        place = places_file.read(launch)
        shapes = list(dict.fromkeys(route.shape for route in routes)) or [MINIMUM_ENERGY]
        routes = [Route(name, name, place.site, place.site, shape) for shape in shapes]
    routes = [route for route in routes if route.shape.name != "orbit"]
    if not routes:
        found = f"the launch area is empty: the scenario launches no {name} that comes down"
        advice = "Name a launch point, such as Koksan, or a missile of the scenario's threats."
        raise InputError([Complaint(file_of(scenario), 0, "launch", found, advice)])
    unique = {(route.launch, route.shape): route for route in routes}
    return name, missile, tuple(Approach(place_at(route.launch), route) for route in unique.values())


def place_at(site: Site) -> str:
    """The catalogue's name of a launch point, else its coordinates."""
    latitude, longitude = degrees(site.latitude), degrees(site.longitude)
    for row in places_file.rows():
        if abs(row.latitude_deg - latitude) < SAME and abs(row.longitude_deg - longitude) < SAME:
            return row.name
    north, east = "N" if latitude >= 0.0 else "S", "E" if longitude >= 0.0 else "W"
    return f"{abs(latitude):.2f}° {north} {abs(longitude):.2f}° {east}"


def cities(scenario: Scenario) -> tuple[Place, ...]:
    """The defended places, and every city of the catalogue in their countries. Raises InputError when there is none."""
    country = {row.name: row.country for row in places_file.rows()}
    defended = {place.name for place in scenario.places}
    countries = {country[name] for name in defended if name in country}
    more = [row.name for row in places_file.rows() if row.people_weight > 0.0 and row.country in countries]
    return (*scenario.places, *(places_file.read(name) for name in more if name not in defended))


def chance_map(scenario: Scenario, found: Footprint, missile: Missile, threads: int) -> Negation | None:
    """Chances over a footprint and a little more; None where there is no footprint."""
    if found.one.area <= 0.0:
        return None
    west, south, east, north = found.one.shape.bounds
    aside, up = MARGIN * (east - west), MARGIN * (north - south)
    longitude, latitude = np.meshgrid(
        np.linspace(west - aside, east + aside, LATTICE), np.linspace(south - up, north + up, LATTICE), indexing="ij"
    )
    return negation(scenario, found.units, missile, found.approaches, longitude, latitude, threads)
