"""How the best sites are found: which unit, which candidates, which places count, and what comes to them."""

from __future__ import annotations

from openbmd import places_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.records import Place, Scenario
from openbmd.studies.contract import File, file_of
from openbmd.studies.site import siting
from openbmd.studies.site.answer import Siting
from openbmd.studies.site.classes import AimedApproach, aimed, every_class
from openbmd.studies.site.csv_sites import from_csv
from openbmd.studies.site.question import SiteQuestion
from openbmd.work import Work

COUNTRY = "KR"  # whose places are candidates when none are named
AIRBASES, AIRBASE = "airbases", "Air Base"
USUAL = 3  # units, when none are asked for
SECONDS = 30.0  # for the proof of one number of units


def ask(question: SiteQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Siting:
    """The best sites. Raises InputError, Stopped."""
    (scenario,) = scenarios
    refuse_unknown(scenario, question.unit)
    places, approaches = demanded(scenario, question.demand)
    sites = candidates(question.sites, scenario)
    most = min(USUAL, len(sites)) if question.k is None else question.k
    if most > len(sites):
        found = f"{most} units, but only {len(sites)} candidate sites"
        advice = f"Ask for {len(sites)} at most, or name more sites."
        raise InputError([Complaint(file_of(scenario), 0, "k", found, advice)])
    try:
        return siting.find(
            scenario, question.unit, sites, places, approaches, most=most, rule=question.rule, fresh=question.fresh,
            seconds=SECONDS, threads=work.threads, progress=work.progress,
        )  # fmt: skip
    except ValueError as error:
        advice = "Aim a threat at a defended place that has people-weight, or name a demand in reach of the raid."
        raise InputError([Complaint(file_of(scenario), 0, "demand", str(error), advice)]) from error


def refuse_unknown(scenario: Scenario, name: str) -> None:
    """Raise InputError unless a fire unit has that name."""
    units = [unit.name for unit in scenario.fire_units]
    if not units:
        advice = "Add fire_units:, or defence: with a published posture."
        raise InputError([Complaint(file_of(scenario), 0, "fire_units", "the scenario has no fire unit", advice)])
    if name not in units:
        found = f'no fire unit is called "{name}"'
        raise InputError([Complaint(file_of(scenario), 0, "unit", found, choices(name, units))])


def demanded(scenario: Scenario, country: str | None) -> tuple[tuple[Place, ...], tuple[AimedApproach, ...]]:
    """The demand points and what comes to them. Raises InputError when there is none."""
    if country is None:
        approaches = aimed(scenario)
        if not approaches:
            advice = "Name places in defended: and aim threats at them, or name a country whose cities count as demand."
            raise InputError([Complaint(file_of(scenario), 0, "defended", "there are no demand points", advice)])
        return scenario.places, approaches
    rows = [row for row in places_file.rows() if row.people_weight > 0.0]
    places = tuple(places_file.read(row.name) for row in rows if row.country == country.upper())
    if not places:
        found = f'the catalogue has no demand points: no city with people-weight in "{country}"'
        known = {row.country for row in rows}
        raise InputError([Complaint(file_of(scenario), 0, "demand", found, choices(country, known))])
    approaches = every_class(scenario, places)
    if not approaches:
        advice = "Add threats that come down."
        found = "no threat of the scenario comes down"
        raise InputError([Complaint(file_of(scenario), 0, "threats", found, advice)])
    return places, approaches


def candidates(wanted: str | File | None, scenario: Scenario) -> tuple[Place, ...]:
    """The candidate sites. Raises InputError when there is none, or a name or a line is unknown."""
    if wanted is None or (isinstance(wanted, str) and wanted.strip().lower() == AIRBASES):
        rows = [row for row in places_file.rows() if row.country == COUNTRY]
        return tuple(places_file.read(row.name) for row in rows if wanted is None or row.name.endswith(AIRBASE))
    found = from_csv(wanted) if isinstance(wanted, File) else by_name(wanted, scenario)
    if not found:
        advice = f"Name places with commas between them, a CSV file, or {AIRBASES}."
        raise InputError([Complaint(file_of(scenario), 0, "sites", "there are no candidate sites", advice)])
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
            faults += [one._replace(file=file_of(scenario), path="sites") for one in error.complaints]
    if faults:
        raise InputError(faults)
    return tuple(found.values())
