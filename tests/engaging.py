"""Scenarios, opportunities and plans for the tests of engaging, made by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, inf, radians

import numpy as np
from hypothesis import strategies as st
from pyproj import Transformer

from openbmd.kinds import Interceptor
from openbmd.records import (
    DECISION_STEP,
    SHOT,
    Doctrine,
    EngagementOpportunity,
    FireUnit,
    Outcomes,
    Place,
    Plan,
    Posture,
    Scenario,
    Site,
    Threat,
    Trajectory,
)

TO_GEODETIC = Transformer.from_crs(4978, 4979, always_xy=True)  # geocentric to longitude, latitude [deg], height
HERE = Site(0.65, 2.2, 100.0)
SALVO = Doctrine("salvo", 1, 0, 1)
INTERCEPTOR = Interceptor(
    burnout_speed=2500.0,
    burn_time=15.0,
    ballistic_coefficient=5000.0,
    minimum_altitude=40e3,
    maximum_altitude=150e3,
    minimum_range=0.0,
    maximum_range=200e3,
    acquisition_basket=2000.0,
    kill_probability=0.7,
    common_mode_failure=0.0,
    reaction_time=10.0,
    kill_assessment_delay=8.0,
    salvo_interval=3.0,
    simultaneous_engagements=99,
    rounds_per_launcher=8,
    reload_time=1800.0,
    launcher_reliability=1.0,
    miss_called_kill=0.0,
    kill_called_miss=0.0,
    crossing_factor=1.0,
    floor_factor=1.0,
    floor_margin=0.0,
)
UNIT = FireUnit("battery", "", "hitter", "upper", HERE, "radar", 6, 48, 0, 2.0, SALVO, 0, (), 0.0)


def scenario(
    threats: int,
    units: Sequence[FireUnit] = (UNIT,),
    kinds: dict[str, Interceptor] | None = None,
    launch_times: Sequence[float] = (),
    places: int = 1,
) -> Scenario:
    """Threat i flies route i at place i modulo places; the layers are those of the units."""
    return Scenario(
        name="test", title="", description="", seed=1, raids=1, draws=0, track_confidence=0.9,
        missiles={}, radars={}, infrared={}, interceptors=kinds or {"hitter": INTERCEPTOR}, figures=(),
        places=tuple(Place(f"place {p}", HERE, 1e6 * (p + 1), "", 1.0, inf) for p in range(places)),
        routes=(),
        threats=tuple(
            Threat(name, i, launch_times[i] if launch_times else 0.0, f"place {i % places}", name, "", 0)
            for i, name in enumerate(f"missile {i}" for i in range(threats))
        ),
        radar_sites=(), warning_sensors=(), links=(),
        layers=tuple(dict.fromkeys(unit.layer for unit in units)), fire_units=tuple(units),
        fire_control="coordinated", assignment="earliest", effects=(), launchers={}, kill_chains={},
        posture=Posture((), (), ()), notes=(),
    )  # fmt: skip


def opportunity(unit: int, route: int, first: float, last: float, flyout: float, end: float) -> EngagementOpportunity:
    """Launches possible at any time from first to last [s], each with the same fly-out; grid to end."""
    decisions = np.arange(floor(end / DECISION_STEP) + 1) * DECISION_STEP
    launch = np.where(decisions <= last, np.maximum(decisions, first), inf)
    windows = np.array([[first, last, first + flyout, last + flyout]])
    ones, none = np.ones(len(launch)), np.zeros(len(launch), np.int64)
    return EngagementOpportunity(unit, route, "radar", windows, launch, launch + flyout, ones, ones, none, "")


def closed(unit: int, route: int, reason: str) -> EngagementOpportunity:
    never, ones, none = np.full(4, inf), np.ones(4), np.zeros(4, np.int64)
    return EngagementOpportunity(unit, route, "", np.empty((0, 4)), never, never, ones, ones, none, reason)


def looks(
    rounds: Sequence[int], threats: int = 1, unit: int = 0, gap: float = 100.0, apart: float = 0.0, start: float = 0.0
) -> Plan:
    """Salvos of these sizes at each threat, each assessed before the next when gap is over 30 s; threats apart [s]."""
    rows = [
        (t, unit, 0, k, n, *(start + t * apart + k * gap + after for after in (0.0, 20.0, 30.0)), 1.0, 1.0, 0)
        for t in range(threats)
        for k, n in enumerate(rounds)
    ]
    shots = np.array(rows, dtype=SHOT)
    return Plan(shots[np.argsort(shots["launch"], kind="stable")], ("",) * threats)


def merged(*plans: Plan) -> Plan:
    shots = np.concatenate([plan.shots for plan in plans])
    return Plan(shots[np.argsort(shots["launch"], kind="stable")], plans[0].unengaged)


def mean_leakers(outcomes: Outcomes) -> float:
    return float(outcomes.leakers @ np.arange(len(outcomes.leakers))) / outcomes.raids


def same(a: Outcomes, b: Outcomes) -> bool:
    return all(np.array_equal(getattr(a, field), getattr(b, field)) for field in a.__slots__)


def below(flight: Trajectory, time: float) -> Site:
    """The site under a flight at its node next to that time [s]."""
    node = flight.nodes[np.argmin(np.abs(flight.nodes[:, 0] - time))]
    longitude, latitude, _ = TO_GEODETIC.transform(*node[1:4])
    return Site(radians(latitude), radians(longitude), 0.0)


@st.composite
def raids(draw: st.DrawFn, reload: bool = False) -> tuple[Scenario, Plan]:
    """A scenario of up to six threats, three units and two layers, and any plan of up to thirty shots over it."""
    threats = draw(st.integers(1, 6))
    kinds = {
        f"kind {i}": INTERCEPTOR._replace(
            kill_probability=draw(st.floats(0.0, 1.0)),
            common_mode_failure=draw(st.sampled_from([0.0, 0.2])),
            rounds_per_launcher=draw(st.integers(1, 3)),
            reload_time=draw(st.floats(0.0, 60.0)) if reload else 1e9,
        )
        for i in range(2)
    }
    units = [
        UNIT._replace(
            name=f"unit {i}",
            interceptor=f"kind {i % 2}",
            layer=("upper", "lower")[draw(st.integers(0, 1))],
            launchers=3,
            ready_rounds=draw(st.integers(0, 3)),
            reserve_rounds=draw(st.integers(0, 5)) if reload else 0,
        )
        for i in range(draw(st.integers(1, 3)))
    ]
    made = scenario(threats, units, kinds, places=2)
    rows = []
    for _ in range(draw(st.integers(0, 30))):
        unit = draw(st.integers(0, len(units) - 1))
        launch = float(draw(st.integers(0, 200)))
        intercept = launch + draw(st.integers(1, 60))
        layer = made.layers.index(units[unit].layer)
        rounds = draw(st.integers(1, 3))
        threat = draw(st.integers(0, threats - 1))
        rows.append((threat, unit, layer, 0, rounds, launch, intercept, intercept + draw(st.integers(0, 30))))
    shots = np.array(sorted(rows, key=lambda row: row[5]), dtype=SHOT)
    engaged = {row[0] for row in rows}
    return made, Plan(shots, tuple("" if t in engaged else "no time" for t in range(threats)))


def better(made: Scenario, gain: float) -> Scenario:
    """Every interceptor this much of the way to certainty."""
    return replace(
        made,
        interceptors={
            name: kind._replace(
                kill_probability=kind.kill_probability + gain * (1.0 - kind.kill_probability),
                common_mode_failure=kind.common_mode_failure * (1.0 - gain),
            )
            for name, kind in made.interceptors.items()
        },
    )


def digest() -> str:
    """Fly-out, windows, plan and outcomes of one small case, as text that holds every bit."""
    from openbmd import opportunities, outcomes, plans
    from openbmd.records import Track
    from sensing import fly

    flight = fly()
    site = below(flight, flight.impact_time)
    times = np.arange(90.0, flight.impact_time - 5.0, 5.0)
    track = Track("radar", "", inf, 85.0, 90.0, float(times[-1]), times, 100.0 + 0.0 * times, 5.0 + 0.0 * times)
    units = (
        UNIT._replace(site=site, doctrine=Doctrine("shoot-look-shoot", 1, 1, 3)),
        UNIT._replace(name="second", interceptor="short", layer="lower", site=site, ready_rounds=3, reserve_rounds=4),
    )
    kinds = {
        "hitter": INTERCEPTOR._replace(simultaneous_engagements=2, common_mode_failure=0.1, maximum_range=120e3),
        "short": INTERCEPTOR._replace(
            minimum_altitude=5e3, maximum_altitude=30e3, maximum_range=30e3, rounds_per_launcher=3, reload_time=5.0
        ),
    }
    made = scenario(4, units, kinds, [0.0, 3.0, 7.0, 31.5])
    made = replace(made, threats=tuple(threat._replace(route=0) for threat in made.threats))
    tables = [opportunities.tabulate(kinds[unit.interceptor]) for unit in units]
    row = [
        opportunities.find(flight, opportunities.gather([track]), unit, u, 0, kinds[unit.interceptor], tables[u], [])
        for u, unit in enumerate(units)
    ]
    plan = plans.plan([row], made, [True])
    result = outcomes.simulate(plan, made, [True], 200, 2**63 + 5, 17, 2)
    return json.dumps(
        {
            "tables": [table.time[::40, ::40].tolist() for table in tables],
            "launches": [o.launch_at[:: ceil(len(o.launch_at) / 50)].tolist() for o in row],
            "windows": [o.windows.tolist() for o in row],
            "shots": plan.shots.tolist(),
            "outcomes": {field: np.asarray(getattr(result, field)).tolist() for field in result.__slots__},
        }
    )
