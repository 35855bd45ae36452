"""One flight as it is asked for, among the published ones."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

from openbmd import catalogue_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.files.routes import Published, published, site_of
from openbmd.records import Place, Route, Scenario, Shape, Site
from openbmd.studies import kinds
from openbmd.studies.contract import file_of
from openbmd.studies.coverage.question import CoverageQuestion

ASKED = "asked"  # group of a flight that no published route is


def routes_of(question: CoverageQuestion, scenario: Scenario) -> tuple[Published, ...]:
    """The routes to look at: all published ones, or the one that is asked for. Raises InputError."""
    places = {place.name: place for place in scenario.places}
    file, launch, aim = file_of(scenario), question.launch, question.aim
    if launch is None and aim is None:
        if question.missile is not None:
            advice = "Name launch and aim too."
            raise InputError([Complaint(file, 0, "missile", "a missile without a flight", advice)])
        return published(places)
    if launch is None or aim is None:
        missing = "aim" if aim is None else "launch"
        raise InputError([Complaint(file, 0, missing, "a flight needs both ends", "Name launch and aim.")])
    missile = None if question.missile is None else missile_of(question.missile, scenario)
    start, end = end_of("launch", launch, places, file), end_of("aim", aim, places, file)
    if start == end:
        raise InputError([Complaint(file, 0, "aim", "launch and aim are the same point", "Name two places.")])
    known = [one for one in published(places) if (one.launch, one.aim) == (launch, aim)]
    same = [one for one in known if missile in (None, one.route.missile)]
    if same:
        return (same[0],)
    if missile is None:
        names = catalogue_file.default().names("missiles")
        found = f"no published route goes from {launch} to {aim}, so its missile must be named"
        raise InputError([Complaint(file, 0, "missile", found, choices("", names))])
    name = " ".join((missile, "from", launch, "to", aim))
    route = Route(name, missile, start, end, Shape("minimum-energy", nan, nan))
    return (Published(route, ASKED, launch, aim, "", ""),)


def missile_of(wanted: str, scenario: Scenario) -> str:
    """The exact name of a missile of the scenario or the catalogue. Raises InputError."""
    fitting = kinds.fitting(scenario, "missiles", wanted)
    if len(fitting) != 1:
        found, advice = catalogue_file.refusal(wanted, fitting, kinds.known(scenario, "missiles"))
        found = found if fitting else f'there is no missile "{wanted}"'
        raise InputError([Complaint(file_of(scenario), 0, "missile", found, advice)])
    return fitting[0]


def end_of(field: str, name: str, places: Mapping[str, Place], file: str) -> Site:
    """One end of a flight. Raises InputError that calls it by its field."""
    try:
        return site_of(name, places)
    except InputError as error:
        raise InputError([one._replace(file=file, path=field) for one in error.complaints]) from None


def source_of(route: Published) -> str:
    """Source and note of a route in one text, "" of one that was asked for."""
    return "; ".join(part for part in (route.source, route.note) if part)
