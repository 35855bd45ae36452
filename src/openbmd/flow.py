"""How it flows. The chain of the stages is written here, once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openbmd import looks, opportunities, outcomes, plans, threats, tracks
from openbmd.records import Battlespace, Outcomes, Scenario, Trajectory

UNKNOWN_BOOST = np.full(3, np.nan)


def battlespace(scenario: Scenario, near: Sequence[Trajectory] = (), with_bodies: bool = True) -> Battlespace:
    """All that is settled before the dice: a function of the scenario alone.

    near: trajectories of a scenario that differs only in its figures, to start the boost's solution from; they change
    the work and not the answer (impacts agree to targeting.CLOSE). with_bodies: fly spent stages too.
    """
    flown = tuple(
        threats.fly(
            scenario.missiles[route.missile],
            route,
            np.array([near[i].azimuth, near[i].tilt, near[i].cutoff]) if near else UNKNOWN_BOOST,
            with_bodies,
        )
        for i, route in enumerate(scenario.routes)
    )
    radars = [scenario.radars[site.radar] for site in scenario.radar_sites]
    seen = tuple(
        tuple(
            looks.look(trajectory, scenario.missiles[route.missile], radar, site)
            for radar, site in zip(radars, scenario.radar_sites, strict=True)
        )
        for route, trajectory in zip(scenario.routes, flown, strict=True)
    )
    warned = tuple(
        tuple(looks.warn(trajectory, scenario.infrared[w.infrared], w.name) for w in scenario.warning_sensors)
        for trajectory in flown
    )
    held = tuple(
        tracks.track(
            seen[i],
            warned[i],
            radars,
            scenario.radar_sites,
            trajectory,
            scenario.links,
            scenario.track_confidence,
        )
        for i, trajectory in enumerate(flown)
    )
    tables = {
        name: opportunities.tabulate(scenario.interceptors[name])
        for name in dict.fromkeys(unit.interceptor for unit in scenario.fire_units)
    }
    reachable = tuple(
        tuple(
            opportunities.find(
                trajectory,
                held[i],
                unit,
                u,
                i,
                scenario.interceptors[unit.interceptor],
                tables[unit.interceptor],
                scenario.links,
            )
            for u, unit in enumerate(scenario.fire_units)
        )
        for i, trajectory in enumerate(flown)
    )
    return Battlespace(
        trajectories=flown,
        looks=seen,
        warnings=warned,
        tracks=held,
        opportunities=reachable,
        plan=plans.plan(reachable, scenario, dangerous(scenario, flown)),
        notes=tuple(dict.fromkeys(trajectory.note for trajectory in flown if trajectory.note)),
    )


def dangerous(scenario: Scenario, trajectories: Sequence[Trajectory]) -> tuple[bool, ...]:
    """For each route whether it comes down on a defended place."""
    aimed = {threat.route for threat in scenario.threats if threat.place}
    return tuple(
        i in aimed and trajectory.reached and not trajectory.orbital for i, trajectory in enumerate(trajectories)
    )


def assess(space: Battlespace, scenario: Scenario, raids: int, seed: int, threads: int) -> Outcomes:
    """Throw the dice: the raid played many times; the same for any number of threads."""
    return outcomes.simulate(space.plan, scenario, dangerous(scenario, space.trajectories), raids, seed, 0, threads)
