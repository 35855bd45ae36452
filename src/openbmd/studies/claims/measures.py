"""What is measured of a claim: small named functions that call the studies and the flow; SI inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, isfinite, nan, pi

import numpy as np

from openbmd import draws as chain
from openbmd import left_of_launch
from openbmd.draws import DrawnRow
from openbmd.physics import arc, earth
from openbmd.records import Floats, Scenario, Site
from openbmd.records.claims import ClaimPart
from openbmd.studies.claims.answer import Measured
from openbmd.studies.claims.drawing import Run, against, fly, if_came, mean_leakers, over, scenario_of
from openbmd.studies.coverage import sight
from openbmd.studies.footprint.chain import engage
from openbmd.studies.infer.reach import distance

# --- raids -----------------------------------------------------------------------------------------


def leakers(part: ClaimPart, run: Run) -> Measured:
    """Mean number of missiles of a raid that get through."""
    return over(fly(scenario_of(part), run), lambda row: if_came(row, lambda: mean_leakers(row, run)))


def two_layers(part: ClaimPart, run: Run) -> Measured:
    """Share of a raid's missiles that the layers stop."""

    def stopped(row: DrawnRow) -> float:
        return if_came(row, lambda: 1.0 - mean_leakers(row, run) / len(row.scenario.threats))

    return over(fly(scenario_of(part), run), stopped)


def posture_leakers(part: ClaimPart, run: Run) -> Measured:
    """Missiles that get through the other defence and not this one, draw by draw with the same figures and dice."""
    assert part.against is not None
    drawn = fly(scenario_of(part), run, chain.uncertain(part.against))

    def leaked(row: DrawnRow) -> float:
        return if_came(row, lambda: mean_leakers(row, run))

    ours, theirs = over(drawn, leaked), over(against(drawn, part.against), leaked)
    return ours._replace(best=theirs.best - ours.best, drawn=theirs.drawn - ours.drawn)


def kill_chain_share(part: ClaimPart, run: Run) -> Measured:
    """Share of the missiles that strikes stop before their launch; nothing is flown."""
    scenario = scenario_of(part)
    figures = tuple(f for f in chain.uncertain(scenario) if f.path.startswith(("launchers/", "kill_chains/")))
    values = chain.draw(figures, run.draws, run.seed)
    found = [stopped_before_launch(one) for one in chain.scenarios(scenario, [f.path for f in figures], values)]
    return Measured(stopped_before_launch(scenario), np.array(found), figures, values, (), ())


def stopped_before_launch(scenario: Scenario) -> float:
    return 1.0 - float(left_of_launch.survive(scenario).mean())


# --- flights ---------------------------------------------------------------------------------------


def reach(part: ClaimPart, run: Run) -> Measured:
    """How far [m] the missile of the first route flies towards its aimpoint, which is far beyond."""

    def flown_distance(row: DrawnRow) -> float:
        flight = row.flown[0]
        return distance(row.scenario.routes[0].launch, flight.impact) if isfinite(flight.impact_time) else inf

    return over(fly(scenario_of(part), run), flown_distance)


def orbit(part: ClaimPart, run: Run) -> Measured:
    """1 when the flight of the first route reaches an orbit, else 0."""
    return over(fly(scenario_of(part), run), lambda row: float(row.flown[0].orbital))


def infer_candidates(part: ClaimPart, run: Run) -> Measured:
    """How many of the routes' missiles can fly to their aimpoint at all."""
    return over(fly(scenario_of(part), run), lambda row: float(sum(flight.reached for flight in row.flown)))


def window_altitude(part: ClaimPart, run: Run) -> Measured:
    """Altitude [m] of the first flight where it passes nearest to the first fire unit, along the ground."""

    def abeam(row: DrawnRow) -> float:
        return if_came(row, lambda: altitude_abeam(row.flown[0].nodes, row.scenario.fire_units[0].site))

    return over(fly(scenario_of(part), run), abeam)


def altitude_abeam(nodes: Floats, site: Site) -> float:
    """Altitude [m] of a flight whose direction from the Earth's centre is nearest to a site's."""
    times = np.arange(nodes[0, 0], nodes[-1, 0], 1.0)
    points = arc.sample(nodes, times)[:, :3]
    here = earth.position(*site)
    cosines = (points @ np.array(here)) / np.linalg.norm(points, axis=1)
    return float(earth.geodetic(*points[int(np.argmax(cosines))])[2])


# --- places ----------------------------------------------------------------------------------------


def footprint_contains(part: ClaimPart, run: Run) -> Measured:
    """Salvos that fit one after the other at the missile of the route against which the fewest fit."""
    return over(fly(scenario_of(part), run), lambda row: if_came(row, lambda: float(salvos(row).min())))


def share_defended(part: ClaimPart, run: Run) -> Measured:
    """Share of the routes' aimpoints, by weight, at which some fire unit can engage; unreached ones left out."""
    weights = np.array([place.people_weight for place in part.places])

    def share(row: DrawnRow) -> float:
        reached = np.array([flight.reached for flight in row.flown])
        if not reached.any():
            return nan
        return float(weights[reached & (salvos(row) > 0)].sum() / weights[reached].sum())

    return over(fly(scenario_of(part), run), share)


def salvos(row: DrawnRow) -> Floats:
    """Salvos (R,) of all fire units at the missile of each route, were it the only one; 0 where none comes."""
    found = np.zeros(len(row.flown))
    there = [n for n, flight in enumerate(row.flown) if flight.reached]
    if there:
        routes, flown = tuple(row.scenario.routes[n] for n in there), tuple(row.flown[n] for n in there)
        shots, _ = engage(row.scenario, routes, flown)
        found[there] = shots.sum(axis=1)
    return found


# --- the radar -------------------------------------------------------------------------------------


def coverage_flights(part: ClaimPart, run: Run) -> Measured:
    """How many of the routes' flights the radar holds in firm track long enough; one that falls short counts as not."""
    return with_notes(part, over(fly(scenario_of(part), run), lambda row: float((held_times(row) >= part.hold).sum())))


def coverage_track_s(part: ClaimPart, run: Run) -> Measured:
    """Time [s] for which the radar holds the flight that it holds longest."""
    return with_notes(part, over(fly(scenario_of(part), run), lambda row: float(held_times(row).max())))


def with_notes(part: ClaimPart, found: Measured) -> Measured:
    """With what there is to say of the radar's settings."""
    return found._replace(notes=tuple(dict.fromkeys((*scenario_of(part).notes, *found.notes))))


def held_times(row: DrawnRow) -> Floats:
    """Time (R,) [s] in firm track; 0 for a missile that falls short of its aimpoint."""
    return np.array(
        [
            sight.seen(looks[0], tracks[0]).held if flight.reached else 0.0
            for flight, looks, tracks in zip(row.flown, row.space.looks, row.space.tracks, strict=True)
        ]
    )


def coverage_bearings(part: ClaimPart, run: Run) -> Measured:
    """How many of the places lie in the direction that the radar can look at, whatever the distance."""
    scenario = scenario_of(part)
    figures = tuple(f for f in chain.uncertain(scenario) if f.path.endswith("/azimuth_half_width"))
    values = chain.draw(figures, run.draws, run.seed)
    found = [inside_sector(part, one) for one in chain.scenarios(scenario, [f.path for f in figures], values)]
    return Measured(inside_sector(part, scenario), np.array(found), figures, values, (), ())


def inside_sector(part: ClaimPart, scenario: Scenario) -> float:
    radar, site = scenario.radars[scenario.radar_sites[0].radar], scenario.radar_sites[0]
    away = [abs((bearing(site.site, p.site) - site.boresight_azimuth + pi) % (2.0 * pi) - pi) for p in part.places]
    return float(sum(angle <= radar.azimuth_half_width for angle in away))


def bearing(start: Site, end: Site) -> float:
    """Bearing [rad] of a geodesic at its start."""
    from pyproj import Geod

    found = Geod(ellps="WGS84").inv(start.longitude, start.latitude, end.longitude, end.latitude, radians=True)
    return float(found[0])


# --- numbers ---------------------------------------------------------------------------------------


def figure(part: ClaimPart, run: Run) -> Measured:
    """A published figure of the catalogue."""
    own = part.figures[-1]
    return Measured(own.best, chain.draw((own,), run.draws, run.seed)[:, 0], (), np.empty((run.draws, 0)), (), ())


def ratio(part: ClaimPart, run: Run) -> Measured:
    """The first published number over the second."""
    values = chain.draw(part.figures, run.draws, run.seed)
    above, below = part.figures
    return Measured(above.best / below.best, values[:, 0] / values[:, 1], part.figures, values, (), ())


def count(part: ClaimPart, run: Run) -> Measured:
    """Published counts, each way to count with its own range; every way counts alike. The best is the first way's."""
    values = chain.draw(part.figures, run.draws, run.seed)
    ways = tuple(figure.path for figure in part.figures for _ in range(run.draws))
    return Measured(part.figures[0].best, values.T.ravel(), (), np.empty((values.size, 0)), ways, ())


FIND: Mapping[str, Callable[[ClaimPart, Run], Measured]] = {
    "leakers": leakers,
    "two_layers": two_layers,
    "posture_leakers": posture_leakers,
    "kill_chain_share": kill_chain_share,
    "reach_km": reach,
    "orbit": orbit,
    "infer_candidates": infer_candidates,
    "window_altitude": window_altitude,
    "footprint_contains": footprint_contains,
    "footprint_people": share_defended,
    "footprint_area": share_defended,
    "coverage_flights": coverage_flights,
    "coverage_track_s": coverage_track_s,
    "coverage_bearings": coverage_bearings,
    "figure": figure,
    "ratio": ratio,
    "count": count,
}
