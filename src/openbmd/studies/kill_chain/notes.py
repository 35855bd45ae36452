"""What the reader must know beside the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from openbmd import left_of_launch
from openbmd.kinds import Figure, KillChain
from openbmd.records import Note, Scenario, note
from openbmd.studies.kill_chain.answer import KindAnswer


def notes(
    scenario: Scenario,
    chain: KillChain,
    kinds: Sequence[KindAnswer],
    ranged: Sequence[Figure],
    groups: Sequence[Sequence[int]],
) -> tuple[Note, ...]:
    """How far the figures are known, where a strike is always late, and what the model leaves out.

    groups: the threats of each launcher.
    """
    said = []
    guessed = sum(figure.origin == "assumed" for figure in ranged)
    recalled = sum(figure.origin == "recalled" for figure in ranged)
    if guessed or recalled:
        counts = {"figures": str(len(ranged)), "assumed": str(guessed), "recalled": str(recalled)}
        said.append(note("notes-rates-guessed", **counts))
    for kind in kinds:
        took, given = left_of_launch.delay(chain), kind.launcher.set_up_time
        if took >= given:
            minutes = {"took": f"{took / 60.0:g}", "given": f"{given / 60.0:g}"}
            said.append(note("notes-always-late", kind=kind.name, **minutes))
    said += short_cycles(scenario, kinds, groups)
    return (*said, note("notes-launchers-lost"), note("notes-no-delay"))


def short_cycles(scenario: Scenario, kinds: Sequence[KindAnswer], groups: Sequence[Sequence[int]]) -> list[Note]:
    """Launchers whose missiles follow each other faster than their kind's mission takes."""
    gaps: dict[str, list[float]] = {}
    for group in groups:
        own = [scenario.threats[n] for n in group]
        times = sorted({threat.wave: threat.launch_time for threat in own}.items())
        gaps.setdefault(own[0].launcher_kind, []).extend(after[1] - before[1] for before, after in pairwise(times))
    return [
        note(
            "notes-short-cycle",
            kind=kind.name,
            gap=f"{min(gaps[kind.name]) / 60.0:,.0f}",
            mission=f"{sum(kind.launcher) / 60.0:,.0f}",
        )
        for kind in kinds
        if min(gaps[kind.name], default=sum(kind.launcher)) < sum(kind.launcher)
    ]
