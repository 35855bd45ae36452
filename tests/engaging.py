"""Scenarios, opportunities and plans for the tests of engaging, made by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from math import floor, inf, nan, radians
from unittest import mock

import numpy as np
from hypothesis import strategies as st
from pyproj import Transformer

from openbmd.kinds import Interceptor, Missile, Radar
from openbmd.records import (
    DECISION_STEP,
    EFFECTS,
    SHOT,
    Doctrine,
    EngagementOpportunity,
    FireUnit,
    Outcomes,
    Place,
    Plan,
    Posture,
    RadarSite,
    Route,
    Scenario,
    Shape,
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
    vertical_rise_time=0.0,
    pitch_over_share=0.0,
    ballistic_coefficient=5000.0,
    minimum_altitude=40e3,
    maximum_altitude=150e3,
    minimum_range=0.0,
    maximum_range=200e3,
    acquisition_basket=2000.0,
    homing_time=1e9,  # so that what is known at launch counts
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
    design_range=inf,
    limit_range=inf,
    agility=inf,
    target_failure=0.0,
)
MISSILE = Missile(
    stages=(),
    payload_mass=500.0,
    separates=False,
    ballistic_coefficient=5000.0,
    vertical_rise_time=5.0,
    pitch_over_time=10.0,
    lift_to_drag=0.0,
    pull_up_altitude=0.0,
    nose_cross_section=0.1,
    side_cross_section=0.5,
    tail_cross_section=0.0,
    booster_cross_section=1.0,
    reliability=1.0,
    circular_error=0.0,
    unresolved_objects=0.0,
    strip_altitude=0.0,
)
ARC = Shape("minimum-energy", nan, nan)
RADAR = Radar(*(1.0 for _ in Radar._fields))._replace(availability=1.0)
RADAR_SITE = RadarSite("site", "", "radar", HERE, 0.0, 0.0, np.empty((0, 2)), False)
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
        fire_control="coordinated", assignment="earliest", effects=(), let_strays_pass=True,
        launch_on_boosting_track=False, launchers={}, kill_chains={},
        posture=Posture((), (), ()), notes=(),
    )  # fmt: skip


def opportunity(unit: int, route: int, first: float, last: float, flyout: float, end: float) -> EngagementOpportunity:
    """Launches possible at any time from first to last [s], each with the same fly-out; grid to end."""
    decisions = np.arange(floor(end / DECISION_STEP) + 1) * DECISION_STEP
    launch = np.where(decisions <= last, np.maximum(decisions, first), inf)
    windows = np.array([[first, last, first + flyout, last + flyout]])
    ones, none = np.ones(len(launch)), np.zeros(len(launch), np.int64)
    return EngagementOpportunity(
        unit, route, "radar", windows, launch, launch + flyout, ones, ones, none, inf * ones, ""
    )


def closed(unit: int, route: int, reason: str) -> EngagementOpportunity:
    never, ones, none = np.full(4, inf), np.ones(4), np.zeros(4, np.int64)
    return EngagementOpportunity(unit, route, "", np.empty((0, 4)), never, never, ones, ones, none, inf * ones, reason)


def looks(
    rounds: Sequence[int], threats: int = 1, unit: int = 0, gap: float = 100.0, apart: float = 0.0, start: float = 0.0
) -> Plan:
    """Salvos of these sizes at each threat, each assessed before the next when gap is over 30 s; threats apart [s]."""
    rows = [
        (t, unit, 0, k, n, *(start + t * apart + k * gap + after for after in (0.0, 20.0, 30.0)), 1.0, 1.0, 0, inf)
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
def raids(draw: st.DrawFn, reload: bool = False, effects: Sequence[str] = ()) -> tuple[Scenario, Plan]:
    """A scenario of up to six threats, three units and two layers, and any plan of up to thirty shots over it."""
    threats = draw(st.integers(1, 6))
    often = st.sampled_from([0.5, 0.8, 1.0])
    kinds = {
        f"kind {i}": INTERCEPTOR._replace(
            kill_probability=draw(st.floats(0.0, 1.0)),
            common_mode_failure=draw(st.sampled_from([0.0, 0.2])),
            target_failure=draw(st.sampled_from([0.0, 0.2, 0.5])),
            rounds_per_launcher=draw(st.integers(1, 3)),
            reload_time=draw(st.floats(0.0, 60.0)) if reload else 1e9,
            launcher_reliability=draw(often) if effects else 1.0,
            miss_called_kill=1.0 - draw(often) if effects else 0.0,
            kill_called_miss=1.0 - draw(often) if effects else 0.0,
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
            held_back=draw(st.integers(0, 2)),
            held_for=("place 0",),
        )
        for i in range(draw(st.integers(1, 3)))
    ]
    made = scenario(threats, units, kinds, places=2)
    if effects:
        made = replace(
            with_missiles(made, reliability=draw(often), circular_error=1000.0),
            effects=tuple(effects),
            places=tuple(place._replace(radius=draw(st.sampled_from([1000.0, inf]))) for place in made.places),
            radars={"radar": RADAR._replace(availability=draw(often))},
            radar_sites=tuple(RADAR_SITE._replace(name=f"site {i}") for i in range(2)),
        )
    rows = []
    for _ in range(draw(st.integers(0, 30))):
        unit = draw(st.integers(0, len(units) - 1))
        launch = float(draw(st.integers(0, 200)))
        intercept = launch + draw(st.integers(1, 60))
        layer = made.layers.index(units[unit].layer)
        rounds = draw(st.integers(1, 3))
        threat = draw(st.integers(0, threats - 1))
        chances = draw(often), draw(often), draw(st.integers(0, 3)), draw(st.sampled_from([0.0, 500.0, inf]))
        rows.append((threat, unit, layer, 0, rounds, launch, intercept, intercept + draw(st.integers(0, 30)), *chances))
    shots = np.array(sorted(rows, key=lambda row: row[5]), dtype=SHOT)
    engaged = {row[0] for row in rows}
    return made, Plan(shots, tuple("" if t in engaged else "no time" for t in range(threats)))


def with_missiles(made: Scenario, **changes: float) -> Scenario:
    """Each threat flies one kind of missile with these figures."""
    routes = tuple(Route(threat.name, "missile", HERE, HERE, ARC) for threat in made.threats)
    return replace(made, routes=routes, missiles={"missile": MISSILE._replace(**changes)})  # type: ignore[arg-type]


def better(made: Scenario, gain: float) -> Scenario:
    """Every interceptor this much of the way to certainty."""
    return replace(
        made,
        interceptors={
            name: kind._replace(
                kill_probability=kind.kill_probability + gain * (1.0 - kind.kill_probability),
                common_mode_failure=kind.common_mode_failure * (1.0 - gain),
                target_failure=kind.target_failure * (1.0 - gain),
            )
            for name, kind in made.interceptors.items()
        },
    )


def digest() -> str:
    """Plan and outcomes of one small case with all effects, as text that holds every bit."""
    from openbmd import outcomes, plans

    units = (
        UNIT._replace(doctrine=Doctrine("shoot-look-shoot", 1, 1, 3), held_back=10, held_for=("place 0",)),
        UNIT._replace(name="second", interceptor="short", layer="lower", ready_rounds=3, reserve_rounds=4),
    )
    shaky = INTERCEPTOR._replace(launcher_reliability=0.8, miss_called_kill=0.1, kill_called_miss=0.1)
    kinds = {
        "hitter": shaky._replace(simultaneous_engagements=2, common_mode_failure=0.1),
        "short": shaky._replace(rounds_per_launcher=3, reload_time=5.0),
    }
    made = with_missiles(scenario(4, units, kinds, [0.0, 3.0, 7.0, 31.5], 2), reliability=0.9, circular_error=1e3)
    made = replace(
        made,
        effects=EFFECTS,
        assignment="marginal-return",
        radars={"radar": RADAR._replace(availability=0.8)},
        radar_sites=(RADAR_SITE,),
        places=tuple(place._replace(radius=1e3) for place in made.places),
    )
    rows = []
    for t in range(4):
        near = opportunity(1, t, 180.0, 200.0 + 7 * t, 20.0, 600.0)
        far = opportunity(0, t, 100.0 + 3 * t, 170.0, 50.0, 600.0)
        quality = np.linspace(0.5, 1.0, len(far.launch_at))
        rows.append([far._replace(factor_at=quality, radars_at=far.radars_at + 1), near._replace(picked_at=quality)])
    with mock.patch.object(plans.search, "TRIALS", 24):  # without the compiler each plan takes long
        plan = plans.plan(rows, made, [True] * 4, np.ones(len(made.threats)))
    result = outcomes.simulate(plan, made, [True] * 4, np.full(4, 0.9), 200, 2**63 + 5, 17, 2)
    return json.dumps(
        {
            "shots": plan.shots.tolist(),
            "outcomes": {field: np.asarray(getattr(result, field)).tolist() for field in result.__slots__},
        }
    )
