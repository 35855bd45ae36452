"""How the meaning of a test flight is found: which flight is asked about, and whether it is one of the catalogue."""

from __future__ import annotations

from dataclasses import replace

from openbmd import flights_file
from openbmd.records import Scenario
from openbmd.studies.infer.answer import Inference
from openbmd.studies.infer.inference import infer
from openbmd.studies.infer.question import InferQuestion
from openbmd.studies.infer.reported import matching, reported
from openbmd.work import Work


def ask(question: InferQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Inference:
    """What the flight means. Raises InputError, Stopped."""
    flight = reported(question)
    same = flights_file.read(question.flight) if question.flight is not None else matching(flight)
    if same is not None and same.kind == "orbital" and not flight.kind:
        flight = flight._replace(kind="orbital")
    work.progress(0, 1, "work-fitting")
    return replace(infer(flight, flights_file.known(), work.threads), flight=same)
