"""openbmd footprint: what fire units can defend against one kind of missile, printed and kept."""

from __future__ import annotations

import gc
import re
from math import nan
from pathlib import Path

import numpy as np

from openbmd import catalogue_file, folders, footprints, places_file, run_file, scenario_file
from openbmd.commands.interrupt import interruptible
from openbmd.commands.output import announce_compiling, console, cores, note, print_json, progress
from openbmd.complaints import Complaint, InputError, choices
from openbmd.footprints import Approach, Footprint, Negation
from openbmd.kinds import Missile
from openbmd.products import footprint_json, footprint_report, footprint_terminal, pictures
from openbmd.products.footprint_words import Told, place_at
from openbmd.records import Place, Route, Scenario, Shape

MINIMUM_ENERGY = Shape("minimum-energy", nan, nan)
ALL = "all"
NUMBER = re.compile(r"-\d+$")  # of one threat of a group
LATTICE = 28  # points of the map of chances on each side
MARGIN = 0.08  # of the footprint's width, beyond its edge


def footprint(
    file: Path,
    unit: str,
    threat: str,
    launch: str | None,
    denied: str | None,
    with_negation: bool,
    out: Path | None,
    threads: int | None,
    png: bool,
    as_json: bool,
) -> None:
    """Find a footprint and write a run folder; raises InputError or OSError before anything is written."""
    gc.disable()  # as in openbmd run
    scenario = scenario_file.read(file)
    names = fire_units(file, scenario, unit)
    name, missile, approaches = threat_class(file, scenario, threat, launch)
    place = places_file.read(denied) if denied else None
    folder = Path("runs") / f"{scenario.name}-footprint" if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    many = threads or cores()
    with progress(f"footprint of {unit}") as say:

        def work() -> tuple[Footprint, footprints.Denied | None, Negation | None]:
            found = footprints.footprint(
                scenario, names, name, missile, approaches, cities(scenario), threads=many, progress=say
            )
            turned = footprints.denied(scenario, names, missile, approaches[0], place, many) if place else None
            chances = chance_map(scenario, found, missile, many) if with_negation else None
            return found, turned, chances

        try:
            found, turned, chances = interruptible(work)
        except ValueError as error:
            advice = "Choose another fire unit, missile or launch point."
            raise InputError([Complaint(str(file), 0, "openbmd footprint", str(error), advice)]) from error
        told = Told(scenario, found, turned, chances)
        write(told, folder, scenario_file.resolved(scenario), png)
    if as_json:
        print_json(footprint_json.plain(told))
        note(f"Report: {folder}/report.html")
    else:
        footprint_terminal.show(told, console(), str(folder))


def fire_units(file: Path, scenario: Scenario, wanted: str) -> tuple[str, ...]:
    """The fire unit of that name, or all. Raises InputError."""
    names = tuple(unit.name for unit in scenario.fire_units)
    if not names:
        advice = "Add fire_units:, or defence: with a published posture."
        raise InputError([Complaint(str(file), 0, "fire_units", "the scenario has no fire unit", advice)])
    if wanted == ALL:
        return names
    if wanted not in names:
        advice = choices(wanted, (*names, ALL))
        raise InputError([Complaint(str(file), 0, "--unit", f'no fire unit is called "{wanted}"', advice)])
    return (wanted,)


def threat_class(
    file: Path, scenario: Scenario, wanted: str, launch: str | None
) -> tuple[str, Missile, tuple[Approach, ...]]:
    """A missile by its name, and the ways in which it comes: every launch point and arc of the scenario, each once.

    wanted: a missile, or a threat of the scenario with or without its number. Raises InputError.
    """
    known = catalogue_file.names("missiles")
    groups: dict[str, list[Route]] = {}
    for threat in scenario.threats:
        for name in dict.fromkeys((NUMBER.sub("", threat.name), threat.name)):
            groups.setdefault(name, []).append(scenario.routes[threat.route])
    if wanted in scenario.missiles or wanted in known:
        name, routes = wanted, [route for route in scenario.routes if route.missile == wanted]
    elif wanted in groups:
        name, routes = groups[wanted][0].missile, groups[wanted]
    else:
        together = dict.fromkeys(NUMBER.sub("", threat.name) for threat in scenario.threats)
        advice = choices(wanted, (*known, *together))
        found = f'no missile and no threat is called "{wanted}"'
        raise InputError([Complaint(str(file), 0, "--threat", found, advice)])
    missile = scenario.missiles[name] if name in scenario.missiles else catalogue_file.read("missiles", name).record
    if launch is not None:
        place = places_file.read(launch)
        shapes = list(dict.fromkeys(route.shape for route in routes)) or [MINIMUM_ENERGY]
        routes = [Route(name, name, place.site, place.site, shape) for shape in shapes]
    routes = [route for route in routes if route.shape.name != "orbit"]
    if not routes:
        found = f"the launch area is empty: the scenario launches no {name} that comes down"
        advice = "Name a launch point with --from, such as --from Koksan, or a missile of its threats."
        raise InputError([Complaint(str(file), 0, "--threat", found, advice)])
    unique = {(route.launch, route.shape): route for route in routes}
    return name, missile, tuple(Approach(place_at(route.launch), route) for route in unique.values())


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
    return footprints.negation(scenario, found.units, missile, found.approaches, longitude, latitude, threads)


def write(told: Told, folder: Path, resolved_scenario: str, png: bool) -> None:
    """Write the run folder, which appears only when all is written; raises InputError or OSError."""
    made = footprint_report.drawn(told)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "scenario.yaml": resolved_scenario,
        "footprint.json": run_file.dumps(footprint_json.plain(told), indent=2) + "\n",
        "footprint.geojson": run_file.dumps(footprint_json.collection(told)),
        "report.html": footprint_report.page(told, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
