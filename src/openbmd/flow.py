"""How it flows. The chain of the stages is written here, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from openbmd import (
    estimates,
    left_of_launch,
    looks,
    near_orbit,
    opportunities,
    outcomes,
    plans,
    radar_time,
    threats,
    tracks,
)
from openbmd.kinds import Missile
from openbmd.records import (
    Battlespace,
    FireUnit,
    Floats,
    Held,
    Integers,
    Look,
    Outcomes,
    Route,
    Scenario,
    Trajectory,
)

UNKNOWN_BOOST = np.full((1, 3), np.nan)
FIRST_RAIDS = 1_000  # before the error asked for is looked at; doubled until it is reached


def battlespace(scenario: Scenario) -> Battlespace:
    """All that is settled before the dice: a function of the scenario alone."""
    return engage(scenario, fly([scenario], (), with_bodies=True, threads=1)[0])


def fly(
    scenarios: Sequence[Scenario], near: Sequence[Trajectory], with_bodies: bool, threads: int
) -> list[tuple[Trajectory, ...]]:
    """The routes of scenarios that differ only in their figures, all flown together.

    near: one's trajectories, to start the boosts' solutions from; they change the work and not the answer (impacts
    agree to boosts.CLOSE). with_bodies: fly spent stages too.
    """
    guess = np.array([(t.azimuth, t.tilt, t.cutoff) for t in near]) if near else UNKNOWN_BOOST
    missiles = [scenario.missiles[route.missile] for scenario in scenarios for route in scenario.routes]
    routes = [route for scenario in scenarios for route in scenario.routes]
    guesses = np.tile(guess, (len(scenarios) if near else len(routes), 1))
    flown = fly_routes(missiles, routes, guesses, with_bodies, threads)
    each = len(routes) // len(scenarios)
    return [flown[n * each : (n + 1) * each] for n in range(len(scenarios))]


def fly_routes(
    missiles: Sequence[Missile], routes: Sequence[Route], guesses: Floats, with_bodies: bool, threads: int
) -> tuple[Trajectory, ...]:
    """As threats.fly_all, missiles that could nearly orbit and missed flown again (see near_orbit)."""

    def alike(missiles: Sequence[Missile], routes: Sequence[Route], guesses: Floats) -> tuple[Trajectory, ...]:
        return threats.fly_all(missiles, routes, guesses, with_bodies, threads)

    return near_orbit.again(missiles, routes, alike(missiles, routes, guesses), alike)


def apogees(missile: Missile, route: Route) -> tuple[float, float]:
    """Lowest and highest apogee [m] with which a missile reaches a route's aimpoint in its kind of shape.

    Raises ValueError when it reaches it with none.
    """
    return threats.apogees(missile, route)


def by_ratio(route: Route) -> bool:
    """Whether a route's arc is chosen by name alone, at a ratio of the missile's own minimum-energy apogee."""
    return threats.by_ratio(route.shape)


def engage(
    scenario: Scenario, flown: tuple[Trajectory, ...], every_error: bool = True, sooner: float | None = None
) -> Battlespace:
    """What follows from the flights: looks, radar time, tracks, opportunities and the plan.

    every_error: all is worked out of how well radars know their targets; else only what their fire units ask for.
    sooner [s]: planned as if every launch window closed so much sooner; None: as it does.
    """
    radars = [scenario.radars[site.radar] for site in scenario.radar_sites]
    units = {unit.name for unit in scenario.fire_units}
    fired_on = {unit.radar for unit in scenario.fire_units}
    fired_on |= {link.source for link in scenario.links if link.target in units}
    sites, links = scenario.radar_sites, scenario.links
    seen = tuple(
        tuple(
            looks.look(trajectory, scenario.missiles[route.missile], radar, site)
            for radar, site in zip(radars, sites, strict=True)
        )
        for route, trajectory in zip(scenario.routes, flown, strict=True)
    )
    warned = tuple(
        tuple(looks.warn(trajectory, scenario.infrared[w.infrared], w.name) for w in scenario.warning_sensors)
        for trajectory in flown
    )

    ready = tracks.stations(radars, sites)
    wires = tracks.wire(links, sites, [sensor.name for sensor in scenario.warning_sensors])

    def exchanged(route: int, looked: Sequence[Look]) -> tuple[Held, ...]:
        return tracks.exchange(looked, warned[route], radars, wires, scenario.track_confidence)

    asked = [exchanged(i, looked) for i, looked in enumerate(seen)]
    time = radar_time.share(scenario, flown, seen, asked)
    parties, held_by = tracks.parties(scenario.fire_units, sites, links)
    shooters = arm(scenario, held_by)
    discrimination = [radar.discrimination for radar in radars]
    unresolved, boosting = "unresolved-objects" in scenario.effects, scenario.launch_on_boosting_track
    held, fused, reachable = [], [], []
    for row, (route, looked) in enumerate(zip(time.routes, time.looks, strict=True)):
        same = all(one is other for one, other in zip(looked, seen[route], strict=True))
        when = asked[route] if same else exchanged(route, looked)
        growth = tracks.grown(flown[route], when)
        held.append(tracks.record(looked, when, ready, flown[route], links, growth, None if every_error else fired_on))
        fused.append(tracks.fuse(looked, held[-1], ready, flown[route], parties, growth, every_error))
        known = [chance * told for chance, told in zip(discrimination, time.known[row], strict=True)]
        missile = scenario.missiles[scenario.routes[route].missile]
        target = opportunities.gather(
            route, flown[route], missile, held[-1], fused[-1], known, unresolved, boosting, growth
        )
        reachable.append(opportunities.find(target, shooters))
    if sooner is not None:
        reachable = [tuple(opportunities.close_sooner(one, sooner) for one in row) for row in reachable]
    flights = [trajectory.note for trajectory in flown]
    cautions = [
        looks.caution(look, site) for looks_of_route in seen for look, site in zip(looks_of_route, sites, strict=True)
    ]
    launch_chance = left_of_launch.survive(scenario)
    planned = plans.plan(reachable, scenario, dangerous(scenario, flown), launch_chance, time.rows, time.channels)
    early = plans.caution(planned, scenario, [trajectory.burnout_time for trajectory in flown])
    said = (*flights, *cautions, *radar_time.cautions(scenario, time.times), early)
    return Battlespace(
        trajectories=flown,
        looks=seen,
        warnings=warned,
        tracks=tuple(held[: len(flown)]),
        fused=tuple(fused[: len(flown)]),
        opportunities=tuple(reachable[: len(flown)]),
        plan=planned,
        launch_chance=launch_chance,
        notes=tuple(dict.fromkeys(one for one in said if one)),
        radar_times=time.times,
    )


def arm(scenario: Scenario, held_by: Sequence[tuple[int, ...]]) -> opportunities.Shooters:
    """The fire units, ready for every route; held_by [unit]: which of the fused tracks are its."""
    tables = {
        name: opportunities.tabulate(scenario.interceptors[name])
        for name in dict.fromkeys(unit.interceptor for unit in scenario.fire_units)
    }
    worth = "closing-geometry" in scenario.effects, "target-class" in scenario.effects
    return opportunities.ready(scenario.fire_units, scenario.interceptors, tables, scenario.links, held_by, *worth)


def replan(space: Battlespace, scenario: Scenario) -> Battlespace:
    """The battlespace of a scenario that differs from its own in threats on the same routes alone.

    Where radar time is played and short, other threats leave more or less of it, and all is engaged anew.
    """
    times = space.radar_times
    if radar_time.EFFECT in scenario.effects:
        radars = [scenario.radars[site.radar] for site in scenario.radar_sites]
        wires = tracks.wire(scenario.links, scenario.radar_sites, [sensor.name for sensor in scenario.warning_sensors])
        held = [
            tracks.exchange(looked, warned, radars, wires, scenario.track_confidence)
            for looked, warned in zip(space.looks, space.warnings, strict=True)
        ]
        times = radar_time.share(scenario, space.trajectories, space.looks, held).times
        if not (radar_time.plenty(times) and radar_time.plenty(space.radar_times)):
            return engage(scenario, space.trajectories)
    launch_chance, can_leak = left_of_launch.survive(scenario), dangerous(scenario, space.trajectories)
    return replace(
        space,
        plan=plans.plan(space.opportunities, scenario, can_leak, launch_chance),
        launch_chance=launch_chance,
        radar_times=times,
    )


def first_alike(scenario: Scenario, u: int) -> int:
    """Index of the first fire unit that stands, sees and shoots as unit u does, whatever its name and magazine."""

    def nature(unit: FireUnit) -> tuple[object, ...]:
        return opportunities.nature(unit, [link for link in scenario.links if link.target == unit.name])

    wanted = nature(scenario.fire_units[u])
    return next(n for n, unit in enumerate(scenario.fire_units) if nature(unit) == wanted)


def dangerous(scenario: Scenario, trajectories: Sequence[Trajectory]) -> tuple[bool, ...]:
    """For each route whether it comes down on a defended place."""
    aimed = {threat.route for threat in scenario.threats if threat.place}
    return tuple(
        i in aimed and trajectory.reached and not trajectory.orbital for i, trajectory in enumerate(trajectories)
    )


def assess(
    space: Battlespace,
    scenario: Scenario,
    raids: int,
    seed: int,
    threads: int,
    progress: Callable[[int], None] = outcomes.unheard,
) -> Outcomes:
    """Throw the dice: the raid played many times; the same for any number of threads."""
    return _play(space, scenario, 0, raids, seed, threads, progress)


def assess_until(
    space: Battlespace,
    scenario: Scenario,
    error: float,
    most: int,
    seed: int,
    threads: int,
    progress: Callable[[int], None] = outcomes.unheard,
) -> Outcomes:
    """As assess, raids doubling until the mean number of leakers is known to this standard error, at most so many."""
    played = _play(space, scenario, 0, min(FIRST_RAIDS, most), seed, threads, progress)
    while played.raids < most and not estimates.reached(played, error):
        more, before = min(played.raids, most - played.raids), played.raids

        def heard(raids: int, before: int = before) -> None:
            progress(before + raids)

        played = outcomes.add(played, _play(space, scenario, before, more, seed, threads, heard))
    return played


def add(some: Outcomes, others: Outcomes) -> Outcomes:
    """The outcomes of two batches of raids together."""
    return outcomes.add(some, others)


def assess_part(space: Battlespace, scenario: Scenario, first_raid: int, raids: int, seed: int) -> Outcomes:
    """The raids from first_raid on alone, out of those that assess plays."""
    return _play(space, scenario, first_raid, raids, seed, 1, outcomes.unheard)


def leakers_by_raid(space: Battlespace, scenario: Scenario, first_raid: int, raids: int, seed: int) -> Integers:
    """Leakers (raids,) in each of the raids from first_raid on: those that assess adds up."""
    can_leak = dangerous(scenario, space.trajectories)
    return outcomes.leakers_by_raid(space.plan, scenario, can_leak, space.launch_chance, first_raid, raids, seed)


def _play(
    space: Battlespace,
    scenario: Scenario,
    first_raid: int,
    raids: int,
    seed: int,
    threads: int,
    progress: Callable[[int], None],
) -> Outcomes:
    can_leak = dangerous(scenario, space.trajectories)
    return outcomes.simulate(
        space.plan, scenario, can_leak, space.launch_chance, raids, seed, first_raid, threads, progress
    )
