"""All that a raid needs, as rows: shots, threats, fire units, launchers and the labels of their dice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Interceptor
from openbmd.physics import chance, earth
from openbmd.physics.dispersion import within
from openbmd.records import REASONS, FireUnit, Floats, Integers, Plan, Scenario, dice

SHOT = np.dtype(
    [
        ("threat", np.int64),
        ("unit", np.int64),
        ("rounds", np.int64),
        ("launch", np.float64),  # s
        ("intercept", np.float64),
        ("assessed", np.float64),
        ("kill", np.float64),  # a round kills when its word is below,
        ("picked", np.float64),  # the salvo goes at the payload when its word is below
        ("radars", np.int64),  # bits of those that must work
        ("first_round", np.int64),  # number of its first round among those planned for its threat and unit,
        ("salvo", np.int64),  # and of the salvo itself
        ("held", np.int64),  # rounds that it must leave on the launchers
        ("impact_error", np.float64),  # m, of the predicted impact at the launch: a stray farther outside is let go
    ]
)
THREAT = np.dtype(
    [
        ("label", np.int64),  # of the rounds fired at it,
        ("own_label", np.int64),  # and of itself
        ("launcher", np.int64),  # index into Rules.launcher_label
        ("launch", np.float64),  # it is launched when its launcher's word is below,
        ("flies", np.float64),  # flies as meant when its word is below,
        ("inside", np.float64),  # and comes down in the defended area when its other word is below
        ("circular_error", np.float64),  # m, CEP
        ("place", np.int64),  # index of the place aimed at, -1 for none
        ("dangerous", np.bool_),
        ("reason", np.int64),  # index into REASONS of why no shot is planned; -1 when one is
    ]
)
UNIT = np.dtype(
    [
        ("label", np.int64),  # of its rounds,
        ("salvo_label", np.int64),  # its salvos,
        ("launcher_label", np.int64),  # and its launchers
        ("layer", np.int64),
        ("target_label", np.int64),  # of its layer's failures at single targets
        ("fails", np.float64),  # it fails with its layer when the layer's word is below,
        ("fails_at", np.float64),  # at one target when the layer's word for that is below
        ("launcher_works", np.float64),  # a launcher works when its word is below
        ("miss_called_kill", np.float64),  # bars of a salvo's other word
        ("kill_called_miss", np.float64),
        ("reload_time", np.float64),  # s
        ("ready", np.int64),  # launcher loads that are ready at time 0,
        ("empty", np.int64),  # launchers that are empty then,
        ("reserve", np.int64),  # and loads in reserve
    ]
)


class Rules(NamedTuple):
    """K shots, T threats, U units, L layers, P places, N loads at most, C launchers of threats, R radar sites."""

    seed: int  # 32 bits, with
    seed_high: int  # the upper 32 bits
    shots: NDArray[np.void]  # (K,) SHOT in order of launch
    threats: NDArray[np.void]  # (T,) THREAT
    units: NDArray[np.void]  # (U,) UNIT
    loads: Integers  # (U, N) rounds of each launcher load: those ready, then the reserve
    launcher_label: Integers  # (C,)
    radar_label: Integers  # (R,)
    radar_works: Floats  # (R,) a radar works when its word is below
    layer_label: Integers  # (L,)
    weight: Integers  # (P,) people-weight in steps
    radius: Floats  # (P,) m, of the defended places
    apart: Floats  # (P, P) m, between them
    strays_pass: bool  # nothing is fired at a stray that is known for one
    salvo_dice: bool  # salvos throw dice of their own


def prepare(
    plan: Plan, scenario: Scenario, dangerous: Sequence[bool], launch_chance: Floats, seed: int, step: float
) -> Rules:
    """The rules of a raid; launch_chance (T,); step: people-weight of one unit of Rules.weight."""
    on = set(scenario.effects)
    threats, units = scenario.threats, scenario.fire_units
    launchers = list(dict.fromkeys(threat.launcher for threat in threats))
    sizes = [magazine(unit, scenario.interceptors[unit.interceptor]) for unit in units]
    loads = np.zeros((len(units), max((len(ready) + len(reserve) for ready, reserve in sizes), default=0)), np.int64)
    for u, (ready, reserve) in enumerate(sizes):
        loads[u, : len(ready) + len(reserve)] = ready + reserve
    radars = [scenario.radars[site.radar] for site in scenario.radar_sites] if "radar-reliability" in on else []
    return Rules(
        seed=seed & chance.MASK,
        seed_high=seed >> 32 & chance.MASK,
        shots=shot_rows(plan, scenario, "unresolved-objects" in on),
        threats=threat_rows(plan, scenario, dangerous, launch_chance, launchers),
        units=unit_rows(scenario, sizes),
        loads=loads,
        launcher_label=integers(dice.label(name, dice.LAUNCHER) for name in launchers),
        radar_label=integers(dice.label(site.name, dice.RADAR) for site in scenario.radar_sites[: len(radars)]),
        radar_works=np.array([radar.availability * chance.WORD for radar in radars], dtype=np.float64),
        layer_label=integers(dice.label(layer, dice.LAYER) for layer in scenario.layers),
        weight=integers(round(place.people_weight / step) for place in scenario.places),
        radius=np.array([place.radius for place in scenario.places], dtype=np.float64),
        apart=distances(scenario),
        strays_pass=scenario.let_strays_pass and "dispersion" in on,
        salvo_dice=bool(on & {"unresolved-objects", "assessment-errors"}),
    )


def shot_rows(plan: Plan, scenario: Scenario, unresolved: bool) -> NDArray[np.void]:
    """The shots (K,) SHOT with what does not change from raid to raid."""
    shots = np.zeros(len(plan.shots), dtype=SHOT)
    for field in ("threat", "unit", "rounds", "launch", "intercept", "assessed", "radars", "impact_error"):
        shots[field] = plan.shots[field]
    shots["picked"] = plan.shots["picked"] * chance.WORD if unresolved else chance.WORD
    rounds: dict[tuple[int, int], int] = {}
    salvos: dict[tuple[int, int], int] = {}
    for shot, planned in zip(shots, plan.shots, strict=True):
        t, u = int(shot["threat"]), int(shot["unit"])
        unit = scenario.fire_units[u]
        shot["kill"] = scenario.interceptors[unit.interceptor].kill_probability * planned["factor"] * chance.WORD
        shot["first_round"], shot["salvo"] = rounds.get((t, u), 0), salvos.get((t, u), 0)
        shot["held"] = 0 if scenario.threats[t].place in unit.held_for else unit.held_back
        rounds[t, u] = rounds.get((t, u), 0) + int(shot["rounds"])
        salvos[t, u] = salvos.get((t, u), 0) + 1
    return shots


def threat_rows(
    plan: Plan, scenario: Scenario, dangerous: Sequence[bool], launch_chance: Floats, launchers: Sequence[str]
) -> NDArray[np.void]:
    """The threats (T,) THREAT."""
    places = {place.name: i for i, place in enumerate(scenario.places)}
    rows = np.zeros(len(scenario.threats), dtype=THREAT)
    rows["flies"], rows["inside"], rows["reason"] = chance.WORD, chance.WORD, -1
    rows["launch"] = np.asarray(launch_chance) * chance.WORD
    for t, (row, threat) in enumerate(zip(rows, scenario.threats, strict=True)):
        row["label"], row["own_label"] = dice.label(threat.name), dice.label(threat.name, dice.MISSILE)
        row["launcher"] = launchers.index(threat.launcher)
        row["place"], row["dangerous"] = places.get(threat.place, -1), bool(dangerous[threat.route])
        if t < len(plan.unengaged) and plan.unengaged[t]:
            row["reason"] = REASONS.index(plan.unengaged[t])
        if {"missile-reliability", "dispersion"} & set(scenario.effects):
            missile = scenario.missiles[scenario.routes[threat.route].missile]
            if "missile-reliability" in scenario.effects:
                row["flies"] = missile.reliability * chance.WORD
            if "dispersion" in scenario.effects and row["place"] >= 0:
                radius = scenario.places[int(row["place"])].radius
                row["inside"] = within(radius, missile.circular_error) * chance.WORD
                row["circular_error"] = missile.circular_error
    return rows


def distances(scenario: Scenario) -> Floats:
    """How far the defended places are from each other (P, P) [m], in a straight line."""
    points = np.array([earth.position(*place.site) for place in scenario.places]).reshape(-1, 3)
    return np.asarray(np.linalg.norm(points[:, None] - points[None, :], axis=2))


def unit_rows(scenario: Scenario, sizes: Sequence[tuple[list[int], list[int]]]) -> NDArray[np.void]:
    """The fire units (U,) UNIT; sizes: their ready loads and those in reserve."""
    rows = np.zeros(len(scenario.fire_units), dtype=UNIT)
    rows["launcher_works"] = chance.WORD
    for row, unit, (ready, reserve) in zip(rows, scenario.fire_units, sizes, strict=True):
        kind = scenario.interceptors[unit.interceptor]
        row["label"], row["salvo_label"] = dice.label(unit.name), dice.label(unit.name, dice.SALVOS)
        row["launcher_label"] = dice.label(unit.name, dice.LAUNCHERS)
        row["layer"], row["target_label"] = scenario.layers.index(unit.layer), dice.label(unit.layer, dice.TARGETS)
        row["fails"] = kind.common_mode_failure * chance.WORD
        if "target-failure" in scenario.effects:
            row["fails_at"] = kind.target_failure * chance.WORD
        row["reload_time"] = kind.reload_time
        row["ready"], row["reserve"] = len(ready), len(reserve)
        row["empty"] = max(unit.launchers - len(ready), 0)
        if "launcher-reliability" in scenario.effects:
            row["launcher_works"] = kind.launcher_reliability * chance.WORD
        if "assessment-errors" in scenario.effects:
            row["miss_called_kill"] = kind.miss_called_kill * chance.WORD
            row["kill_called_miss"] = kind.kill_called_miss * chance.WORD
    return rows


def magazine(unit: FireUnit, kind: Interceptor) -> tuple[list[int], list[int]]:
    """Sizes of the launcher loads in the order of use: those ready at time 0, and the reserve."""
    return full_loads(unit.ready_rounds, kind.rounds_per_launcher), full_loads(
        unit.reserve_rounds, kind.rounds_per_launcher
    )


def full_loads(rounds: int, size: int) -> list[int]:
    """Rounds as launcher loads, all full but perhaps the last."""
    return [min(size, rounds - start) for start in range(0, rounds, size)]


def integers(values: object) -> Integers:
    """An iterable of integers as an array."""
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]
