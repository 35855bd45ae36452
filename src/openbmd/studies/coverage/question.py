"""What can be asked of what a radar sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class CoverageQuestion(Question):
    """What does one radar see? First detection and track of published flights, by mode, with what flips it."""

    answer_file: ClassVar[str] = "coverage.json"
    examples: ClassVar = (
        (
            "coverage scenarios/seongju-2017.yaml --radar seongju-tpy-2",
            "All published routes: China to the United States, regional Chinese ones, North Korean flights.",
        ),
        ("coverage scenarios/seongju-2017.yaml --radar seongju-tpy-2 --launch Luoning --aim Seattle", "One flight."),
    )

    radar: Annotated[str, Ask("A radar site of the scenario.", "NAME")]
    launch: Annotated[str | None, Ask("One flight alone: from a place, or latitude,longitude.", "PLACE")] = None
    aim: Annotated[str | None, Ask("To a place, or latitude,longitude.", "PLACE")] = None
    missile: Annotated[
        str | None, Ask("Of the catalogue or the scenario; a published route between the two tells it.", "NAME")
    ] = None
    mode: Annotated[
        Literal["terminal", "forward-based"] | None,
        Ask("A mode of an AN/TPY-2; both when not given.", "MODE"),
    ] = None
    boresight_deg: Annotated[
        float | None,
        Ask("Where it faces, degrees from north.", "DEG", "deg", low=-180, high=360, flag="--boresight"),
    ] = None
    floor_deg: Annotated[
        float | None,
        Ask("Elevation floor, of the site and of the radar.", "DEG", "deg", low=-2, high=60, flag="--floor"),
    ] = None
    cross_section_m2: Annotated[
        float | None,
        Ask("Of every target, from all sides, all the way.", "M2", "m2", low=1e-4, high=10, flag="--cross-section"),
    ] = None
    dwell_ms: Annotated[float | None, Ask("Time on a target in each frame.", "MS", "ms", low=0.01, high=10_000)] = None
    at_least_s: Annotated[  # assumed, and the first thing to vary
        float, Ask("Time in track that counts as held.", "S", "s", low=1, high=3600, flag="--at-least")
    ] = 60.0
    draws: Annotated[int | None, Ask("Draws over the published ranges; 0: no bands.", "N", low=0, high=100_000)] = None
    seed: Annotated[int | None, Ask("Seed; replaces the scenario's.", "N", low=0, high=2**63 - 1)] = None


QUESTION = CoverageQuestion


def stem(question: CoverageQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-coverage"
