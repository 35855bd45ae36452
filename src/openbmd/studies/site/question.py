"""What can be asked of sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from openbmd.studies.contract import Ask, File, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class SiteQuestion(Question):
    """Where would another battery do most? The best sites for one more, two more and so on, proved."""

    answer_file: ClassVar[str] = "site.json"
    examples: ClassVar = (
        (
            "site scenarios/kamd-2023.yaml --unit us-osan-1 --demand KR --k 4",
            "Four more batteries like this one: which cities are covered by none of those there, "
            "and where more would help.",
        ),
        (
            "site scenarios/seongju-2017.yaml --unit seongju-thaad --sites airbases --fresh",
            "The first THAAD battery, as if there were no other unit, at one of the air bases.",
        ),
    )

    unit: Annotated[str, Ask("The fire unit of which there may be more.", "NAME")]
    sites: Annotated[
        str | File | None,
        Ask(
            "Candidate sites: a CSV file (name, latitude_deg, longitude_deg, height_m), names with commas between "
            "them, or airbases. Default: all bases and cities of the Republic of Korea in the catalogue.",
            "SITES",
            file=".csv",
        ),
    ] = None
    k: Annotated[int | None, Ask("How many more units at most. Default: 3.", "K", low=1, high=1000)] = None
    demand: Annotated[
        str | None,
        Ask(
            "Count all cities of a country (KR), each with every missile of the raid that can come there, instead of "
            "the scenario's defended places with the missiles aimed at them.",
            "COUNTRY",
        ),
    ] = None
    rule: Annotated[
        Literal["every", "any", "share"],
        Ask(
            "A place is covered when every kind of missile that comes there can be engaged, when any can, or by the "
            "share of the missiles that can.",
            "RULE",
        ),
    ] = "every"
    fresh: Annotated[bool, Ask("As if no fire unit were there yet.")] = False


QUESTION = SiteQuestion


def stem(question: SiteQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-site"
