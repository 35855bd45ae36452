"""How it is found what one radar sees of flights, how sure that is, and what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan
from operator import itemgetter

import numpy as np

from openbmd import draws as drawing
from openbmd import flow, looks
from openbmd.records import Battlespace, Floats, Look, Note, Scenario, Track, Trajectory, note
from openbmd.studies.coverage import scenes
from openbmd.studies.coverage.answer import Band, Coverage, FlightAnswer, FlightCount, Scene, SceneAnswer, Seen
from openbmd.studies.coverage.settings import GRIDS, flips, grid, sweep
from openbmd.studies.coverage.sight import closest_ground, needed, seen
from openbmd.telling import frame
from openbmd.work import Heard

ENDS = (0.05, 0.95)  # 1, of a band
NO_LIMIT = 1e8  # m, beyond any flight
UNDRAWN = Band(nan, nan, nan, nan, nan, nan, 0)


def look_over(
    found: Sequence[Scene],
    groups: Sequence[str],
    sources: Sequence[str],
    *,
    hold: float,
    draws: int,
    seed: int,
    threads: int,
    progress: Heard,
) -> Coverage:
    """What the radar of each scene sees of its flights; the scenes differ in the radar's mode alone.

    groups and sources: of each route. hold [s]: in track that counts as held. Flights and draws are the same in all
    scenes. A draw in which a missile falls short of its aimpoint is left out of that flight's band.
    """
    first = found[0].scenario
    steps = 2 + len(found)
    progress(0, steps, "work-flights")
    flown = flow.fly([first], (), with_bodies=False, threads=threads)[0]
    progress(1, steps, "work-draws")
    by_path = {figure.path: figure for scene in found for figure in drawing.uncertain(scene.scenario)}
    values = drawing.draw(tuple(by_path.values()), draws, seed)
    base = drawing.base(first, flown, by_path)
    drawn_flights = drawing.fly(drawing.scenarios(base.scenario, base.paths, values), flown, threads)
    answers = []
    for k, scene in enumerate(found):
        progress(2 + k, steps, "work-sight")
        drawn = drawing.scenarios(scene.scenario, base.paths, values)
        answers.append(_answer(scene, groups, flown, drawn, drawn_flights, hold))
    return Coverage(
        name=first.name,
        radar=first.radar_sites[0].name,
        groups=tuple(groups),
        sources=tuple(sources),
        hold=hold,
        draws=draws,
        seed=seed,
        trajectories=flown,
        scenes=tuple(answers),
        notes=_notes(answers, flown, drawn_flights),
        versions=frame.versions(),
    )


def _answer(
    scene: Scene,
    groups: Sequence[str],
    flown: tuple[Trajectory, ...],
    scenarios: Sequence[Scenario],
    drawn_flights: Sequence[tuple[Trajectory, ...]],
    hold: float,
) -> SceneAnswer:
    scenario = scene.scenario
    space, best = _sight(scenario, flown)
    _, staged = _sight(scenes.with_stage(scenario), flown)
    _, unbent = _sight(scenes.without_bending(scenario), flown)
    wide, _ = _sight(scenes.with_range_limit(scenario, NO_LIMIT), flown)
    drawn = list(drawing.each(lambda row: _seen(row.space)[1], scenarios, drawn_flights))
    tables = {setting: grid(scene, setting, flown) for setting in GRIDS}
    turned = flips(scene, tables, flown, np.array([one.held for one in best]), hold)
    radar, site = scenes.radar_of(scenario), scenario.radar_sites[0]
    flights = tuple(
        FlightAnswer(
            seen=best[k],
            with_stage=staged[k],
            closest_ground=closest_ground(flight, site.site),
            needed=needed(*wide[k], radar, scenario.track_confidence),
            band=_band([row[k] for row, ways in zip(drawn, drawn_flights, strict=True) if ways[k].reached], hold),
            flips=turned[k],
            look=space[k][0],
            track=space[k][1],
        )
        for k, flight in enumerate(flown)
    )
    held = _held(best, drawn, drawn_flights, hold)
    return SceneAnswer(
        scene=scene,
        flights=flights,
        counts={group: _count(group, groups, (best, staged, unbent), held, hold) for group in dict.fromkeys(groups)},
        sweeps={setting: sweep(scene, setting, table, groups, hold) for setting, table in tables.items()},
    )


def _sight(scenario: Scenario, flown: tuple[Trajectory, ...]) -> tuple[list[tuple[Look, Track]], list[Seen]]:
    """Look and track of each route, and what they come to."""
    return _seen(flow.engage(scenario, flown))


def _seen(space: Battlespace) -> tuple[list[tuple[Look, Track]], list[Seen]]:
    """Look and track of each route in a battlespace, and what they come to."""
    pairs = [(look[0], track[0]) for look, track in zip(space.looks, space.tracks, strict=True)]
    return pairs, [seen(*pair) for pair in pairs]


def _band(drawn: Sequence[Seen], hold: float) -> Band:
    """The band of one flight over the draws in which it reached its aimpoint."""
    if not drawn:
        return UNDRAWN
    first, held = np.array([one.first_time for one in drawn]), np.array([one.held for one in drawn])
    # no interpolation: between a time and never there is nothing
    first_ends = np.quantile(first, ENDS, method="inverted_cdf")
    held_ends = np.quantile(held, ENDS, method="inverted_cdf")
    seen_share, held_share = float(np.mean(first < inf)), float(np.mean(held >= hold))
    ends = (float(first_ends[0]), float(first_ends[1]), float(held_ends[0]), float(held_ends[1]))
    return Band(*ends, seen_share, held_share, len(drawn))


def _held(
    best: Sequence[Seen], drawn: Sequence[Sequence[Seen]], flights: Sequence[tuple[Trajectory, ...]], hold: float
) -> Floats:
    """Verdicts (draws, routes) as 0 or 1; one whose missile fell short keeps that of the best figures."""
    rows = [
        [(one if way.reached else b).held >= hold for one, way, b in zip(row, ways, best, strict=True)]
        for row, ways in zip(drawn, flights, strict=True)
    ]
    return np.array(rows, dtype=float).reshape(len(rows), len(best))


def _count(
    group: str, groups: Sequence[str], variants: Sequence[Sequence[Seen]], held: Floats, hold: float
) -> FlightCount:
    """How many of a group are held, by variant: best figures, with the last stage, without bending; and the band."""
    inside = np.array([g == group for g in groups])
    low, high = nan, nan
    if len(held):
        low, high = np.quantile(held[:, inside].sum(axis=1), ENDS, method="inverted_cdf").tolist()
    best, staged, unbent = (
        sum(one.held >= hold for one, there in zip(row, inside, strict=True) if there) for row in variants
    )
    return FlightCount(int(inside.sum()), best, staged, unbent, low, high)


def _notes(
    answers: Sequence[SceneAnswer], flown: tuple[Trajectory, ...], drawn: Sequence[tuple[Trajectory, ...]]
) -> tuple[Note, ...]:
    """What the reader must know beside the numbers."""
    scenario = answers[0].scene.scenario
    said = [one for scene in answers for one in scene.scene.scenario.notes]
    said += [flight.note for flight in flown if flight.note]
    short = [
        (sum(not ways[k].reached for ways in drawn), route.name)
        for k, route in enumerate(scenario.routes)
        if flown[k].reached
    ]
    often = [f"{name} ({number})" for number, name in short if number]
    if often:
        said.append(note("notes-flights-fall-short", draws=str(len(drawn)), flights=", ".join(often)))
    for scene in answers:
        site = scene.scene.scenario.radar_sites[0]
        cautions = [(f.look.slant_range.max(), far) for f in scene.flights if (far := looks.caution(f.look, site))]
        said += [max(cautions, key=itemgetter(0))[1]] if cautions else []
    return tuple(dict.fromkeys(said))
