"""How real flights are checked: those that are named, or all."""

from __future__ import annotations

from openbmd import flights_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.records.flights import Flight
from openbmd.studies.flights.answer import Check
from openbmd.studies.flights.checks import check
from openbmd.studies.flights.question import FlightsQuestion
from openbmd.work import Work


def ask(question: FlightsQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Check:
    """Every flight held to the model. Raises InputError for flights that do not exist, Stopped."""
    found: list[Flight] = []
    faults: list[Complaint] = []
    for name in question.names:
        try:
            found.append(flights_file.read(name))
        except InputError as error:
            faults += error.complaints
    if faults:
        raise InputError(faults)
    return check(found or flights_file.flights(), flights_file.known(), work)
