"""The target counts: its speed and its lift against what an interceptor is made for."""

from __future__ import annotations

from functools import cache
from math import inf, pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engaging import TO_GEODETIC
from openbmd import flow, scenario_file
from openbmd.kinds import Interceptor
from openbmd.opportunities.sources import falling_speed
from openbmd.opportunities.worth import IN_CLASS, speed_share, turn_share
from openbmd.physics import impulsive
from openbmd.physics.atmosphere import STANDARD, density
from openbmd.physics.flyout import EARTH_RADIUS
from openbmd.records import Battlespace, Site
from sensing import MISSILE
from test_opportunities import FLIGHT, IMPACT, SITES, TABLE, at, reach

RAIDS = 20_000
SPEEDS = st.floats(100.0, 10e3)
TURNS = st.floats(0.0, 1e3)


@pytest.mark.parametrize(
    ("distance", "speed"),
    # Bate, Mueller and White, Fundamentals of Astrodynamics, 1971: a circular orbit half the way round; and the speeds
    # that go round with ranges, to the 100 m/s of such figures: 3,000 km 4.9 km/s, 10,000 km 7.2 km/s (from memory)
    [(pi * EARTH_RADIUS, 7910.0), (3e6, 4900.0), (1e7, 7200.0)],
)
def test_the_least_speed_for_a_range_is_that_of_the_books(distance: float, speed: float) -> None:
    assert impulsive.least_speed(distance, EARTH_RADIUS) == pytest.approx(speed, abs=50.0)


@given(distance=st.floats(1e3, 2e7))
def test_no_launch_angle_needs_less_than_the_least_speed(distance: float) -> None:
    # the hit equation v^2 r / mu = (1 - cos a) / (cos^2 g - cos(a + g) cos g), a the angle at the centre, g the climb
    a = distance / EARTH_RADIUS
    climb = np.linspace(1e-3, pi / 2 - 1e-3, 40_001)
    with np.errstate(divide="ignore"):
        q = (1.0 - np.cos(a)) / (np.cos(climb) ** 2 - np.cos(a + climb) * np.cos(climb))
    least = sqrt(float(q[q > 0.0].min()) * 3.986004418e14 / EARTH_RADIUS)
    assume(a < pi)
    assert impulsive.least_speed(distance, EARTH_RADIUS) == pytest.approx(least, rel=2e-4)
    assert impulsive.least_speed(distance, EARTH_RADIUS) < impulsive.least_speed(1.01 * distance, EARTH_RADIUS)


def test_at_short_range_the_least_speed_is_that_of_a_flat_earth() -> None:
    # v^2 = g R, the range of a throw at 45 degrees
    gravity = 3.986004418e14 / EARTH_RADIUS**2
    assert impulsive.least_speed(1e3, EARTH_RADIUS) == pytest.approx(sqrt(gravity * 1e3), rel=2e-4)


@given(design=st.floats(1e3, 5e3), wider=st.floats(1.01, 2.0))
def test_the_share_is_nine_tenths_at_the_design_speed_half_at_the_limit_and_ends_at_a_tenth(
    design: float, wider: float
) -> None:
    limit = wider * design
    assert speed_share(design, design, limit) == pytest.approx(IN_CLASS, abs=1e-9)
    assert speed_share(limit, design, limit) == pytest.approx(0.5, abs=1e-12)
    assert speed_share(limit * limit / design, design, limit) == pytest.approx(1.0 - IN_CLASS, abs=1e-9)


@given(slow=SPEEDS, more=st.floats(0.0, 5e3), design=SPEEDS, limit=SPEEDS | st.just(inf), agility=st.floats(1.0, 1e3),
       turn=TURNS, harder=TURNS)  # fmt: skip
def test_the_shares_never_rise_with_speed_or_lift(
    slow: float, more: float, design: float, limit: float, agility: float, turn: float, harder: float
) -> None:
    shares = speed_share(slow, design, limit), speed_share(slow + more, design, limit)
    assert 0.0 <= shares[1] <= shares[0] <= 1.0
    turns = turn_share(turn, agility), turn_share(turn + harder, agility)
    assert 0.0 < turns[1] <= turns[0] <= 1.0
    assert turn_share(agility, agility) == 0.5
    assert turn_share(turn, inf) == speed_share(slow, inf, inf) == 1.0


@given(slow=SPEEDS, more=st.floats(1.0, 5e3), design=st.floats(1e3, 5e3), wider=st.floats(1.1, 2.0))
def test_a_faster_target_keeps_less_where_the_class_begins_to_tell(
    slow: float, more: float, design: float, wider: float
) -> None:
    shares = speed_share(slow, design, wider * design), speed_share(slow + more, design, wider * design)
    assume(1e-6 < shares[0] < 1.0 - 1e-6)
    assert shares[1] < shares[0]


@settings(max_examples=25)
@given(site=SITES, lift=st.floats(0.1, 4.0), design=st.floats(300e3, 900e3), agility=st.floats(1.0, 100.0))
def test_the_factor_is_that_of_the_target_by_an_independent_path(
    site: Site, lift: float, design: float, agility: float
) -> None:
    kind = {"acquisition_basket": 1e9, "design_range": design, "limit_range": 2.0 * design, "agility": agility}
    found = reach(site, missile=MISSILE._replace(lift_to_drag=lift), effects=True, table=TABLE, **kind)
    shots = np.flatnonzero(np.isfinite(found.launch_at))
    if not len(shots):
        return
    times = found.intercept_at[shots]
    velocity = (at(times + 0.01) - at(times - 0.01)) / 0.02
    high = np.asarray(TO_GEODETIC.transform(*at(times).T)[2])
    air = np.array([density(float(z), STANDARD) for z in high])
    turn = lift * 0.5 * air * np.sum(velocity**2, axis=1) / MISSILE.ballistic_coefficient
    slow, half = (impulsive.least_speed(distance, EARTH_RADIUS) for distance in (design, 2.0 * design))
    share = 1.0 / (1.0 + 9.0 ** (np.log(falling_speed(FLIGHT) / half) / np.log(half / slow)))
    assert found.factor_at[shots] == pytest.approx(share / (1.0 + (turn / agility) ** 2), abs=2e-3)


def test_the_class_moves_no_launch_and_what_is_too_fast_for_it_is_not_fired_at() -> None:
    speed = falling_speed(FLIGHT)
    ranges = np.linspace(50e3, 1500e3, 2901)
    speeds = np.array([impulsive.least_speed(distance, EARTH_RADIUS) for distance in ranges])
    # limit^2 / design just below and just above the target's speed
    design = ranges[np.searchsorted(speeds, 0.6 * speed)]
    least = impulsive.least_speed(design, EARTH_RADIUS)
    just = ranges[np.searchsorted(speeds, sqrt(speed * least))]
    plain = reach(IMPACT, table=TABLE)
    inside = reach(IMPACT, effects=True, table=TABLE, design_range=design, limit_range=just + 2e3)
    outside = reach(IMPACT, effects=True, table=TABLE, design_range=design, limit_range=just - 2e3)
    assert not plain.reason
    assert np.array_equal(inside.launch_at, plain.launch_at)
    assert np.all(inside.factor_at[inside.launch_at < inf] >= 1.0 - IN_CLASS)
    assert outside.reason == "outside its class"
    assert np.all(outside.launch_at == inf)
    off = reach(IMPACT, table=TABLE, design_range=design, limit_range=just - 2e3, agility=1.0)
    assert np.array_equal(off.launch_at, plain.launch_at)
    assert np.all(off.factor_at == 1.0)


def test_a_target_that_is_out_of_reach_is_not_told_to_be_out_of_the_class() -> None:
    figures = {"design_range": 50e3, "limit_range": 60e3}
    far = IMPACT._replace(latitude=IMPACT.latitude + 0.3)
    assert reach(far, effects=True, table=TABLE, **figures).reason == "out of reach"


# --- B1: eight targets of one PAC-3 -------------------------------------------------------------------------------

ONE = """
openbmd: 1
name: one-target
title: One missile at Daegu, one Patriot unit, one round
defended: [Daegu]
effects: {effects}
threats:
  - {{name: one, missile: {missile}, launch: {launch}, aimpoint: Daegu{shape}}}
warning:
  - {{name: dsp-sbirs, infrared: dsp-sbirs}}
radars:  # one farther north, for what falls so steeply that the unit's own does not see it
  - {{name: far, radar: an-tpy-2-terminal, site: Osan Air Base, boresight_deg: 0}}
links:
  - {{from: far, to: daegu, latency_s: 1, use: engage-on-remote}}
batteries:
  - {{name: daegu, system: {system}, site: Daegu Air Base, facing: Pyongyang, doctrine: salvo-1}}
"""
TARGETS = {
    "scud-c": ("scud-c", "Hwangju", ""),
    "scud-er": ("scud-er", "Pyongyang", ""),
    "nodong": ("nodong", "Sinuiju", ""),
    "musudan": ("musudan", "Wonsan Kalma", ", shape: lofted, apogee_km: 1413.6"),  # as on 22 June 2016
    "lofted hwasong-12": ("hwasong-12", "Kusong", ", shape: lofted"),
    "hwasong-12": ("hwasong-12", "Kusong", ""),
    "kn-23": ("kn-23", "Wonsan Kalma", ", shape: quasi-ballistic, apogee_km: 50"),
    "hypersonic-2022": ("hypersonic-2022", "Kanggye", ", shape: glide"),
}
LIFTING = ("kn-23", "hypersonic-2022")


@cache
def against(target: str, system: str = "pac-3-cri", effects: str = "[target-class]") -> tuple[Battlespace, float]:
    """The battlespace, and the share of raids in which it comes through."""
    missile, launch, shape = TARGETS[target]
    text = ONE.format(missile=missile, launch=launch, shape=shape, system=system, effects=effects)
    made = scenario_file.read_text(text, "one-target.yaml")
    space = flow.battlespace(made)
    return space, float(flow.assess(space, made, RAIDS, 1, 1).leaks[0]) / RAIDS


def test_eight_targets_give_eight_numbers_in_the_order_of_speed_and_lift() -> None:
    leaks = {target: against(target)[1] for target in TARGETS}
    assert len(set(leaks.values())) == 8
    speeds = {target: falling_speed(against(target)[0].trajectories[0]) for target in TARGETS}
    ballistic = sorted((target for target in TARGETS if target not in LIFTING), key=lambda target: speeds[target])
    assert [leaks[target] for target in ballistic] == sorted(leaks[target] for target in ballistic)
    for target in LIFTING:  # lift adds to what its speed alone would leave
        slower = [leaks[other] for other in ballistic if speeds[other] <= speeds[target]]
        assert leaks[target] > max(slower) + 0.01
    assert max(leaks.values()) == leaks["musudan"] < 1.0


def test_without_the_effect_they_are_all_alike() -> None:
    assert len({against(target, effects="[]")[1] for target in TARGETS}) == 1


def test_the_musudan_is_outside_the_class_of_the_gem_t() -> None:
    space, leaks = against("musudan", "pac-2-gem-t")
    assert leaks == 1.0
    assert space.plan.unengaged == ("outside its class",)
    assert against("scud-c", "pac-2-gem-t")[1] < 0.6


def test_a_missile_of_the_design_range_comes_down_with_the_design_speed() -> None:
    # the flight of the Scud-C from Hwangju to Daegu, 390 km: flown with air, turn and a burn of a minute
    flight = against("scud-c")[0].trajectories[0]
    start = flight.nodes[0, 1:4]
    end = at_rest(flight.impact)
    angle = 2.0 * np.arcsin(0.5 * np.linalg.norm(start / np.linalg.norm(start) - end / np.linalg.norm(end)))
    expected = impulsive.least_speed(float(angle) * EARTH_RADIUS, EARTH_RADIUS)
    assert falling_speed(flight) == pytest.approx(expected, rel=0.05)


def test_the_musudan_of_2016_comes_down_as_fast_as_was_said_and_thaad_can_meet_it() -> None:
    # "Mach 14 to 16" on re-entry, military officials via News1, June 2016; sound: 295 m/s at 20 km, 340 on the ground
    speed = falling_speed(against("musudan")[0].trajectories[0])
    assert 14.0 * 295.0 < speed < 16.0 * 340.0
    # Minister Han, 24 June 2016, via UPI: THAAD can intercept it
    space, leaks = against("musudan", "thaad")
    assert space.plan.unengaged == ("",)
    assert leaks < 0.3


def at_rest(site: Site) -> np.ndarray:
    place = np.degrees([site.longitude, site.latitude])
    return np.array(TO_GEODETIC.transform(*place, site.height, direction="INVERSE"))


def test_every_interceptor_of_the_catalogue_has_a_class() -> None:
    from openbmd import catalogue_file

    for name in catalogue_file.names("interceptors"):
        kind: Interceptor = catalogue_file.read("interceptors", name).record
        assert sin(0.5 * kind.design_range / EARTH_RADIUS) < sin(0.5 * kind.limit_range / EARTH_RADIUS) < 1.0
        assert kind.agility < inf
