"""openbmd site: where another battery would do most, printed and kept."""

from __future__ import annotations

import csv
import gc
from math import isfinite, radians
from pathlib import Path

from openbmd import folders, places_file, run_file, scenario_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.products import site_json, site_report, site_terminal
from openbmd.records import FireUnit, Place, Scenario, Site
from openbmd.studies.site import siting
from openbmd.studies.site.classes import Approach
from openbmd.studies.site.demand import RULES
from openbmd.studies.site.siting import Siting
from openbmd.work.running import interruptible

WHAT = "openbmd site"
COUNTRY = "KR"  # whose places are candidates when none are named
AIRBASES, AIRBASE = "airbases", "Air Base"
USUAL = 3  # units, when none are asked for
SECONDS = 30.0  # for the proof of one number of units
COLUMNS = ("name", "latitude_deg", "longitude_deg")
HEIGHT = "height_m"
ON_EARTH = "Give latitude_deg from -90 to 90 and longitude_deg from -180 to 180."


def site(
    file: Path,
    unit: str,
    wanted: str | None,
    k: int | None,
    country: str | None,
    rule: str,
    fresh: bool,
    out: Path | None,
    threads: int | None,
    png: bool,
    as_json: bool,
) -> None:
    """Find the best sites and write a run folder; raises InputError or OSError before anything is written."""
    gc.disable()  # as in openbmd run
    scenario = scenario_file.read(file)
    fire_unit(file, scenario, unit)
    if rule not in RULES:
        raise InputError([Complaint(WHAT, 0, "--rule", f'there is no rule "{rule}"', choices(rule, RULES))])
    places, approaches = demanded(file, scenario, country)
    sites = candidates(wanted, scenario)
    most = min(USUAL, len(sites)) if k is None else k
    if most > len(sites):
        found = f"{most} units, but only {len(sites)} candidate sites"
        raise InputError([Complaint(WHAT, 0, "--k", found, f"Ask for {len(sites)} at most, or name more --sites.")])
    folder = Path("runs") / f"{scenario.name}-site" if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    with progress(f"siting {unit}") as say:
        try:
            found_sites = interruptible(
                lambda: siting.find(
                    scenario, unit, sites, places, approaches, most=most, rule=rule, fresh=fresh, seconds=SECONDS,
                    threads=threads or cores(), progress=say,
                )
            )  # fmt: skip
        except ValueError as error:
            advice = "Aim a threat at a defended place that has people-weight, or name a --demand in reach of the raid."
            raise InputError([Complaint(str(file), 0, "no demand points", str(error), advice)]) from error
        write(found_sites, folder, scenario_file.resolved(scenario), png)
    if as_json:
        print_json(site_json.plain(found_sites))
        note(f"Report: {folder}/report.html")
    else:
        site_terminal.show(found_sites, console(), str(folder))


def fire_unit(file: Path, scenario: Scenario, name: str) -> FireUnit:
    """The fire unit of that name. Raises InputError."""
    units = {unit.name: unit for unit in scenario.fire_units}
    if not units:
        advice = "Add fire_units:, or defence: with a published posture."
        raise InputError([Complaint(str(file), 0, "fire_units", "the scenario has no fire unit", advice)])
    if name not in units:
        raise InputError([Complaint(str(file), 0, "--unit", f'no fire unit is called "{name}"', choices(name, units))])
    return units[name]


def demanded(file: Path, scenario: Scenario, country: str | None) -> tuple[tuple[Place, ...], tuple[Approach, ...]]:
    """The demand points and what comes to them. Raises InputError when there is none."""
    if country is None:
        approaches = siting.aimed(scenario)
        if not approaches:
            advice = "Name places in defended: and aim threats at them, or count the cities of a country with --demand."
            raise InputError([Complaint(str(file), 0, "defended", "there are no demand points", advice)])
        return scenario.places, approaches
    rows = [row for row in places_file.rows() if row.people_weight > 0.0]
    places = tuple(places_file.read(row.name) for row in rows if row.country == country.upper())
    if not places:
        found = f'the catalogue has no demand points: no city with people-weight in "{country}"'
        raise InputError([Complaint(WHAT, 0, "--demand", found, choices(country, {row.country for row in rows}))])
    approaches = siting.every_class(scenario, places)
    if not approaches:
        advice = "Add threats that come down."
        raise InputError([Complaint(str(file), 0, "threats", "no threat of the scenario comes down", advice)])
    return places, approaches


def candidates(wanted: str | None, scenario: Scenario) -> tuple[Place, ...]:
    """The candidate sites. Raises InputError when there is none, or a name or a line is unknown."""
    if wanted is None or wanted.strip().lower() == AIRBASES:
        rows = [row for row in places_file.rows() if row.country == COUNTRY]
        return tuple(places_file.read(row.name) for row in rows if wanted is None or row.name.endswith(AIRBASE))
    found = from_csv(Path(wanted)) if wanted.lower().endswith(".csv") else by_name(wanted, scenario)
    if not found:
        advice = f"Name places with commas between them, a CSV file, or {AIRBASES}."
        raise InputError([Complaint(WHAT, 0, "--sites", "there are no candidate sites", advice)])
    return found


def by_name(wanted: str, scenario: Scenario) -> tuple[Place, ...]:
    """Places by their names: the scenario's own, else the catalogue's. Raises InputError with all that are unknown."""
    own = {place.name: place for place in scenario.places}
    found: dict[str, Place] = {}
    faults: list[Complaint] = []
    for name in filter(None, (part.strip() for part in wanted.split(","))):
        try:
            place = own.get(name) or places_file.read(name)
            found[place.name] = place
        except InputError as error:
            faults += [one._replace(file=WHAT, path="--sites") for one in error.complaints]
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def from_csv(path: Path) -> tuple[Place, ...]:
    """Sites of a CSV file. Raises InputError with every line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read: {error}"
        raise InputError([Complaint(str(path), 0, "--sites", why, "Name a CSV file (UTF-8).")]) from error
    reader = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        advice = f"The first line must be: {','.join(COLUMNS)}[,{HEIGHT}]."
        raise InputError([Complaint(str(path), 1, "", f"there is no column {', '.join(missing)}", advice)])
    found: dict[str, Place] = {}
    faults = []
    for row in reader:
        name, line = (row["name"] or "").strip(), reader.line_num
        place = site_of(name, row)
        if not name or name in found:
            told = f'"{name}" is there twice' if name else "there is no name"
            faults.append(Complaint(str(path), line, "name", told, "Give each site a name of its own."))
        elif place is None:
            faults.append(Complaint(str(path), line, name, "this is no place on Earth", ON_EARTH))
        else:
            found[name] = place
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def site_of(name: str, row: dict[str, str]) -> Place | None:
    """A site of a line; None where its numbers are none, or outside the globe."""
    try:
        latitude, longitude = float(row["latitude_deg"]), float(row["longitude_deg"])
        height = float(row.get(HEIGHT) or 0.0)
    except (TypeError, ValueError):
        return None
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0 and isfinite(height)):
        return None
    return Place(name, Site(radians(latitude), radians(longitude), height), 0.0, "", 1.0, float("inf"))


def write(found: Siting, folder: Path, resolved_scenario: str, png: bool) -> None:
    """Write the run folder, which appears only when all is written; raises InputError or OSError."""
    made = site_report.drawn(found)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "scenario.yaml": resolved_scenario,
        "site.json": run_file.dumps(site_json.plain(found), indent=2) + "\n",
        "report.html": site_report.page(found, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
