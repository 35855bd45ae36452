"""The run's numbers as tables of columns: times in s, lengths in m, angles in degrees, the unit in each name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.locales import Words
from openbmd.records import Answer, Estimate
from openbmd.scene.flown import Event
from openbmd.scene.situation import Situation
from openbmd.telling.notes import told

Table = dict[str, NDArray[Any]]


def tables(answer: Answer, seen: Situation, say: Words) -> dict[str, Table]:
    """Every table of a run folder by the name of its file."""
    scenario = answer.scenario
    return {
        **shared(answer, say),
        "trajectories": trajectories(seen),
        "places": of_rows(
            ("place", "people_weight", *parts("leakers"), *parts("p_no_leaker")),
            [(k, p.people_weight, *p.leakers, *p.p_no_leaker) for k, p in answer.places.items()],
            1,
        ),
        "rounds": of_rows(
            ("unit", "interceptor", "layer", *parts("used"), *parts("left")),
            [
                (u.name, u.interceptor, u.layer, *answer.rounds_used[u.name], *answer.rounds_left[u.name])
                for u in scenario.fire_units
            ],
            3,
        ),
        "figures": figures(answer),
    }


def shared(answer: Answer, say: Words) -> dict[str, Table]:
    """Those that no printed table holds: they stand beside the printed ones wherever tables are handed out."""
    return {
        "threats": threats(answer),
        "shots": shots(answer),
        "routes": routes(answer, say),
        "tracks": tracks(answer),
        "windows": windows(answer),
        "distribution": {
            "leakers": np.arange(answer.leaker_distribution.size),
            "share_of_raids": answer.leaker_distribution,
        },
        "draws": {"draw": np.arange(answer.drawn_leakers.size), "mean_leakers": answer.drawn_leakers},
    }


def of_rows(names: Sequence[str], rows: Sequence[tuple[Any, ...]], texts: int) -> Table:
    """Rows as columns: the first `texts` are text, the others numbers."""
    return {
        name: np.array([row[k] for row in rows], dtype=np.str_ if k < texts else np.float64)
        for k, name in enumerate(names)
    }


def parts(name: str) -> list[str]:
    return [f"{name}_{part}" for part in Estimate._fields]


def names(items: Sequence[Any]) -> NDArray[np.str_]:
    return np.array([item.name for item in items], dtype=np.str_)


def taken(labels: NDArray[np.str_], index: NDArray[np.int64]) -> NDArray[np.str_]:
    return labels[index] if labels.size else np.array([], dtype=np.str_)


def threats(answer: Answer) -> Table:
    scenario = answer.scenario
    flown_by = [scenario.routes[threat.route] for threat in scenario.threats]
    return {
        "threat": names(scenario.threats),
        "missile": np.array([route.missile for route in flown_by], dtype=np.str_),
        "route": names(flown_by),
        "place": np.array([threat.place for threat in scenario.threats], dtype=np.str_),
        "launch_time_s": np.array([threat.launch_time for threat in scenario.threats], dtype=np.float64),
        "leak_probability": answer.leak_probability,
        "unengaged": np.array(answer.battlespace.plan.unengaged, dtype=np.str_),
    }


def shots(answer: Answer) -> Table:
    scenario, shot = answer.scenario, answer.battlespace.plan.shots
    return {
        "threat": taken(names(scenario.threats), shot["threat"]),
        "unit": taken(names(scenario.fire_units), shot["unit"]),
        "layer": taken(np.array(scenario.layers, dtype=np.str_), shot["layer"]),
        "look": np.ascontiguousarray(shot["look"]),
        "rounds": np.ascontiguousarray(shot["rounds"]),
        "launch_s": np.ascontiguousarray(shot["launch"]),
        "intercept_s": np.ascontiguousarray(shot["intercept"]),
        "assessed_s": np.ascontiguousarray(shot["assessed"]),
    }


def routes(answer: Answer, say: Words) -> Table:
    rows: list[tuple[Any, ...]] = []
    for route, flight in zip(answer.scenario.routes, answer.battlespace.trajectories, strict=True):
        sites = [np.degrees((s.latitude, s.longitude)) for s in (route.launch, route.aimpoint, flight.impact)]
        rows.append(
            (
                route.name, route.missile, route.shape.name, told(flight.note, say), *np.concatenate(sites),
                flight.reached, flight.orbital, flight.miss_distance, flight.burnout_time, flight.apogee_time,
                flight.apogee_altitude, flight.impact_time,
            )
        )  # fmt: skip
    places = [f"{what}_{axis}_deg" for what in ("launch", "aimpoint", "impact") for axis in ("latitude", "longitude")]
    columns = ("reached", "orbital", "miss_distance_m", "burnout_s", "apogee_s", "apogee_altitude_m", "impact_s")
    return of_rows(("route", "missile", "shape", "note", *places, *columns), rows, 4)


def tracks(answer: Answer) -> Table:
    """Who holds which route when; one row for each route and radar, its reason where it never sees it."""
    space, rows = answer.battlespace, []
    for route, looks, held in zip(answer.scenario.routes, space.looks, space.tracks, strict=True):
        for look, track in zip(looks, held, strict=True):
            seen = (track.cue_time, track.first_seen_time, track.firm_time, track.lost_time)
            rows.append((route.name, track.sensor, track.cue_source, look.reason, *seen))
    columns = ("cue_s", "first_seen_s", "firm_s", "lost_s")
    return of_rows(("route", "sensor", "cue_source", "reason", *columns), rows, 4)


def windows(answer: Answer) -> Table:
    """When which fire unit can meet which route; a row without times and with a reason where it cannot."""
    rows = []
    for route, chances in zip(answer.scenario.routes, answer.battlespace.opportunities, strict=True):
        for chance in chances:
            unit = answer.scenario.fire_units[chance.unit].name
            spans = chance.windows.tolist() or [[np.nan] * 4]
            rows += [(route.name, unit, chance.track_source, chance.reason, *span) for span in spans]
    columns = ("first_launch_s", "last_launch_s", "first_intercept_s", "last_intercept_s")
    return of_rows(("route", "unit", "track_source", "reason", *columns), rows, 4)


def trajectories(seen: Situation) -> Table:
    """Samples of every route, thinned; every event has a row of its own time, its name in `event`."""
    columns: dict[str, list[NDArray[Any]]] = {}
    for flight in seen.flights:
        path, named = flight.path, event_names(flight.events)
        table = {
            "route": np.full(path.times.size, flight.route.name),
            "time_s": path.times,
            "x_m": path.positions[:, 0],
            "y_m": path.positions[:, 1],
            "z_m": path.positions[:, 2],
            "latitude_deg": np.degrees(path.latitude),
            "longitude_deg": np.degrees(path.longitude),
            "altitude_m": path.altitude,
            "event": np.array([named.get(time, "") for time in path.times.tolist()], dtype=np.str_),
        }
        for name, column in table.items():
            columns.setdefault(name, []).append(np.ascontiguousarray(column))
    return {name: np.concatenate(pieces) for name, pieces in columns.items()}


def event_names(happened: Sequence[Event]) -> Mapping[float, str]:
    """Time → what happens then, several joined by "; "."""
    named: dict[float, list[str]] = {}
    for event in happened:
        words = f"{event.name}: {event.who}" if event.who else event.name
        named.setdefault(event.time, []).append(words)
        if event.duration > 0.0:
            named.setdefault(event.time + event.duration, []).append(f"end of {words}")
    return {time: "; ".join(words) for time, words in named.items()}


def figures(answer: Answer) -> Table:
    found = answer.scenario.figures
    return of_rows(
        ("path", "unit", "source", "assumed", "low", "best", "high"),
        [(f.path, f.unit, f.source, f.assumed, f.low, f.best, f.high) for f in found],
        4,
    )
