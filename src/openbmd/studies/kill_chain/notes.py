"""What the reader must know beside the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from openbmd import left_of_launch, sweeps
from openbmd.kinds import Figure, KillChain
from openbmd.records import Scenario
from openbmd.studies.kill_chain.answer import KindAnswer


def notes(
    scenario: Scenario,
    chain: KillChain,
    kinds: Sequence[KindAnswer],
    ranged: Sequence[Figure],
    groups: Sequence[Sequence[int]],
) -> tuple[str, ...]:
    """How far the figures are known, where a strike is always late, and what the model leaves out.

    groups: the threats of each launcher.
    """
    said = []
    guessed = sum(bool(figure.assumed) for figure in ranged)
    recalled = sum(sweeps.RECALLED in figure.source for figure in ranged)
    if guessed or recalled:
        said.append(
            f"of the {len(ranged)} uncertain figures in play {guessed} are assumed, the rates of detection among them, "
            f"and {recalled} rest on sources that were recalled and not read again"
        )
    for kind in kinds:
        took, given = left_of_launch.delay(chain), kind.launcher.set_up_time
        if took >= given:
            said.append(
                f"{kind.name}: a weapon arrives {took / 60.0:g} min after the launcher is found, and the set-up takes "
                f"{given / 60.0:g} min: found in the open, it is always struck too late with the best figures"
            )
    said += short_cycles(scenario, kinds, groups)
    said.append(
        "a strike at a launcher that has moved on misses; were launchers once found never lost, more would be stopped, "
        "as shown beside"
    )
    said.append(
        "strikes here take missiles away and do not delay them: those launched fly at the scenario's times; no "
        "published figure says how much longer launchers stay hidden when they are hunted"
    )
    return tuple(said)


def short_cycles(scenario: Scenario, kinds: Sequence[KindAnswer], groups: Sequence[Sequence[int]]) -> list[str]:
    """Launchers whose missiles follow each other faster than their kind's mission takes."""
    gaps: dict[str, list[float]] = {}
    for group in groups:
        own = [scenario.threats[n] for n in group]
        times = sorted({threat.wave: threat.launch_time for threat in own}.items())
        gaps.setdefault(own[0].launcher_kind, []).extend(after[1] - before[1] for before, after in pairwise(times))
    return [
        f"{kind.name}: its waves follow after {min(gaps[kind.name]) / 60.0:,.0f} min, and a whole mission takes "
        f"{sum(kind.launcher) / 60.0:,.0f} min by its best figures; each wave counts as a whole mission"
        for kind in kinds
        if min(gaps[kind.name], default=sum(kind.launcher)) < sum(kind.launcher)
    ]
