"""What can be asked of a test flight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from openbmd.studies.contract import Ask, File, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class InferQuestion(Question):
    """What does a test flight mean? Is its report possible, and how far would the missile fly?"""

    scenarios: ClassVar[tuple[int, int]] = (0, 0)
    examples: ClassVar = (
        ("infer --range-km 787 --apogee-km 2111 --time 30min --site Kusong --bearing 71", ""),
        ("infer --flight 2022-03-24-icbm", "A flight of the catalogue, with its reports that disagree."),
        ("infer reports.yaml --json | jq .verdict", ""),
    )

    file: Annotated[
        File | None,
        Ask("A YAML file of reports of one flight, which may disagree.", "FILE", positional=True, file=".yaml"),
    ] = None
    flight: Annotated[str | None, Ask("A flight of: openbmd flights list.", "NAME")] = None
    range_km: Annotated[
        float | None, Ask("Reported range along the ground.", "KM", unit="km", low=1.0, high=45_000.0)
    ] = None
    apogee_km: Annotated[float | None, Ask("Reported apogee.", "KM", unit="km", low=1.0, high=100_000.0)] = None
    time: Annotated[str | None, Ask("Reported time of flight: 4052s, 30min or 47min12s.", "TIME")] = None
    site: Annotated[str | None, Ask("Launch site: a name, or latitude,longitude.", "SITE")] = None
    bearing_deg: Annotated[
        float | None,
        Ask(
            "Bearing of the flight, degrees from north.",
            "DEG",
            unit="degrees",
            low=-360.0,
            high=360.0,
            flag="--bearing",
        ),
    ] = None
    payload_kg: Annotated[
        float | None, Ask("What the flight is thought to have carried.", "KG", unit="kg", low=1.0, high=100_000.0)
    ] = None
    stages: Annotated[int, Ask("How many stages, where that was seen; 0: unknown.", "N", low=0, high=3)] = 0
    propellant: Annotated[Literal["liquid", "solid"] | None, Ask("Where that was seen.")] = None
    kind: Annotated[
        Literal["ballistic", "quasi-ballistic", "gliding", "orbital"] | None, Ask("Where that is known.")
    ] = None


QUESTION = InferQuestion


def stem(question: InferQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder, by the flight's name or numbers."""
    from openbmd.studies.infer.reported import called

    return called(question)
