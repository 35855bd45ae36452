"""What can be asked of strikes before launch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class KillChainQuestion(Question):
    """How many launchers are stopped before launch, by what is published of them and of Kill Chain?

    The scenario has a kill_chain. Rates and delays, never places.
    """

    answer_file: ClassVar[str] = "kill-chain.json"
    examples: ClassVar = (("kill-chain kill-chain-2016", ""),)

    draws: Annotated[
        int, Ask("Draws over the published ranges that make the band; 0: none.", "N", low=0, high=100_000)
    ] = 1_000
    seed: Annotated[int | None, Ask("Seed of the draws; replaces the file's.", "N", low=0, high=2**63 - 1)] = None


QUESTION = KillChainQuestion


def stem(question: KillChainQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-kill-chain"
