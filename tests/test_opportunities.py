"""Who can reach them: windows, launches and reasons of a fire unit against one flight."""

from __future__ import annotations

from math import degrees, inf, radians, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from scipy.interpolate import CubicHermiteSpline

from engaging import INTERCEPTOR, TO_GEODETIC, UNIT, below
from openbmd.kinds import Missile
from openbmd.opportunities import find, gather, ready, tabulate
from openbmd.physics.atmosphere import STANDARD
from openbmd.physics.error_growth import MOTION, back_at, cell_at, grow
from openbmd.physics.flyout import FlyoutTable
from openbmd.physics.state_transition import evaluate
from openbmd.records import DECISION_STEP, EngagementOpportunity, FireUnit, Link, Site, Track, Trajectory
from sensing import MISSILE, fly, link, turned
from test_flyout import scipy_flight

FLIGHT = fly()
COARSE = 1e30 * np.eye(7)  # more than any basket takes
GROWTH = grow(FLIGHT.nodes, FLIGHT.burnout_time, FLIGHT.impact_time, MOTION, STANDARD)
TABLE = tabulate(INTERCEPTOR)
IMPACT = below(FLIGHT, FLIGHT.impact_time)


def track(
    sensor: str = "radar", first: float = 100.0, last: float = inf, position: float = 100.0, drift: float = 400.0
) -> Track:
    """Firm 5 s after first sight, updated each 2 s until last or 3 s before impact; the errors shrink with time."""
    times = np.arange(first, min(last, FLIGHT.impact_time - 3.0), 2.0)
    none = np.zeros((len(times), 7, 7))
    made = Track(
        sensor, (sensor,), "", inf, first, first + 5.0, float(times[-1]), times, none, times, times,
        np.zeros((len(times), 6, 6)), np.zeros((len(times), 7)), np.zeros((len(times), 3)), np.zeros(3), False,
    )  # fmt: skip
    return with_errors(made, np.full(len(times), position), drift / (times - first + 2.0))


def with_errors(track: Track, position: np.ndarray, velocity: np.ndarray) -> Track:
    """The track with these 1-sigma errors [m, m/s], the same along each axis and independent of each other."""
    covariances = np.zeros((len(track.times), 6, 6))
    covariances[:, range(3), range(3)] = position[:, None] ** 2 / 3.0
    covariances[:, range(3, 6), range(3, 6)] = velocity[:, None] ** 2 / 3.0
    return knowing(track, covariances)._replace(position_error=position, velocity_error=velocity)


def knowing(track: Track, covariances: np.ndarray) -> Track:
    """The track with these covariances (T, 6, 6) of position and velocity, and a known ballistic coefficient."""
    at_launch, back, noise = np.zeros((len(track.times), 7, 7)), np.empty((7, 7)), np.empty((7, 7))
    for n, time in enumerate(track.times):
        at_launch[n, :6, :6] = covariances[n]
        back_at(GROWTH, time, back)
        cell = cell_at(GROWTH.times, time)
        evaluate(GROWTH.noise[cell], time - GROWTH.times[cell], noise)
        at_launch[n] = back @ at_launch[n] @ back.T - noise
    return track._replace(covariances=covariances, at_launch=at_launch)


def unseen(sensor: str) -> Track:
    return track(sensor)._replace(first_seen_time=inf, firm_time=inf, lost_time=inf)


def reach(
    site: Site = IMPACT,
    tracks: tuple[Track, ...] = (),
    links: tuple[Link, ...] = (),
    flight: Trajectory = FLIGHT,
    fused: tuple[Track, ...] = (),
    unit: FireUnit = UNIT,
    missile: Missile = MISSILE,
    discrimination: tuple[float, ...] = (),
    effects: bool = False,
    boosting: bool = False,
    table: FlyoutTable | None = None,
    **kind: float,
) -> EngagementOpportunity:
    """The opportunity of the unit at a site, which holds all the fused tracks; tracks are those of all radar sites."""
    interceptor = INTERCEPTOR._replace(**kind)  # type: ignore[arg-type]
    tracks = tracks or (track(),)
    known = discrimination or (1.0,) * len(tracks)
    target = gather(0, flight, missile, tracks, fused, known, effects, boosting, GROWTH)
    kinds, tables = {unit.interceptor: interceptor}, {unit.interceptor: table or tabulate(interceptor)}
    units = [unit._replace(site=site)]
    return find(target, ready(units, kinds, tables, links, [tuple(range(len(fused)))], effects, effects))[0]


def at(time: float) -> np.ndarray:
    falling = FLIGHT.nodes[FLIGHT.nodes[:, 0] >= FLIGHT.burnout_time][1:]  # the first node is there twice
    return np.asarray(CubicHermiteSpline(falling[:, 0], falling[:, 1:4], falling[:, 4:7])(time))


SITES = st.builds(
    lambda time, north, east: below(FLIGHT, time)._replace(
        latitude=below(FLIGHT, time).latitude + north, longitude=below(FLIGHT, time).longitude + east
    ),
    st.floats(150.0, FLIGHT.impact_time),
    st.floats(-0.03, 0.03),
    st.floats(-0.03, 0.03),
)


@settings(max_examples=60)
@given(site=SITES, basket=st.floats(200.0, 5000.0), first=st.floats(90.0, 300.0))
def test_no_launch_before_its_decision_and_later_decisions_never_gain(site: Site, basket: float, first: float) -> None:
    found = reach(site, (track(first=first),), acquisition_basket=basket)
    decisions = np.arange(len(found.launch_at)) * DECISION_STEP
    assert np.all(found.launch_at >= decisions)
    for column in (found.launch_at, found.intercept_at):
        finite = np.isfinite(column)
        assert np.all(np.diff(column[finite]) >= 0.0)
        assert np.all(finite[:-1] | ~finite[1:])  # once too late, always too late
    assert (found.reason == "") == (len(found.windows) > 0) == bool(np.isfinite(found.launch_at[0]))


def test_a_launch_meets_the_target_by_an_independent_fly_out() -> None:
    found = reach()
    geod = TO_GEODETIC
    origin = np.array(geod.transform(degrees(IMPACT.longitude), degrees(IMPACT.latitude), 0.0, direction="INVERSE"))
    up = (
        np.array(geod.transform(degrees(IMPACT.longitude), degrees(IMPACT.latitude), 1.0, direction="INVERSE")) - origin
    )
    for i in range(0, len(found.launch_at), 100):
        if found.launch_at[i] < inf:
            line = at(found.intercept_at[i]) - origin
            slant = float(np.linalg.norm(line))
            expected, _ = scipy_flight(
                INTERCEPTOR.burnout_speed,
                INTERCEPTOR.burn_time,
                INTERCEPTOR.ballistic_coefficient,
                float(line @ up) / slant,
                slant,
            )
            # 0.2 s as in test_flyout; an arc, tested in test_lob, may be sooner than this straight path
            took = found.intercept_at[i] - found.launch_at[i]
            assert took <= expected + 0.2
            boosting = 0.5 * INTERCEPTOR.burnout_speed * INTERCEPTOR.burn_time
            assert took >= INTERCEPTOR.burn_time + (slant - boosting) / INTERCEPTOR.burnout_speed


@settings(max_examples=40)
@given(site=SITES)
def test_every_intercept_is_inside_the_envelope_and_the_window_is_all_of_it(site: Site) -> None:
    # known from the start and quickly reached, so that the envelope alone makes the window
    early = track(first=1.0)
    kind = {"burnout_speed": 1e5, "burn_time": 0.1, "ballistic_coefficient": inf, "acquisition_basket": 1e9}
    found = reach(site, (early,), **kind, boosting=True, reaction_time=0.0, minimum_range=5e3)
    times = np.arange(FLIGHT.burnout_time, FLIGHT.impact_time, DECISION_STEP)
    places = at(times)
    longitude, latitude, height = TO_GEODETIC.transform(*places.T)
    n = np.ones(len(times))
    _, _, ground = Geod(ellps="WGS84").inv(degrees(site.longitude) * n, degrees(site.latitude) * n, longitude, latitude)
    # Left undecided: 1 km at the altitude limits, 0.5 % of range (the ellipsoid's radius of curvature), and 0.6 km of
    # range (below a point 150 km up, the geocentric ground point is 0.5 km from the geodetic one).
    inside = (height > 41e3) & (height < 149e3) & (ground > 5.6e3) & (ground < 198.4e3)
    outside = (height < 39e3) | (height > 151e3) | (ground < 4.4e3) | (ground > 201.6e3)

    def in_window(time: float) -> bool:
        return any(window[2] <= time <= window[3] for window in found.windows)

    covered = np.array([in_window(time) for time in times], dtype=bool)
    near_edge = np.zeros(len(times), dtype=bool)  # a grid point to either side
    near_edge[1:] |= covered[1:] != covered[:-1]
    near_edge[:-1] |= covered[1:] != covered[:-1]
    assert not np.any(covered & outside & ~near_edge)
    assert not np.any(~covered & inside & ~near_edge)


def test_the_first_launch_waits_for_firm_track_link_reaction_and_command() -> None:
    for latency in (0.0, 7.0):
        remote = track("remote", first=150.0)
        found = reach(
            tracks=(unseen("radar"), remote),
            links=(link("remote", UNIT.name, latency, "engage-on-remote"),),
            reaction_time=11.0,
            acquisition_basket=1e9,
        )
        earliest = 155.0 + latency + 11.0 + UNIT.command_delay
        # a grid step of the intercept moves the launch by up to four
        assert earliest <= found.launch_at[0] < earliest + 4.0 * DECISION_STEP
        assert found.track_source == "remote"


def test_nothing_is_launched_on_a_track_after_it_is_lost_and_the_news_is_there() -> None:
    for latency in (0.0, 30.0):
        links = (link("remote", UNIT.name, latency, "engage-on-remote"),)
        found = reach(tracks=(unseen("radar"), track("remote", last=200.0)), links=links, acquisition_basket=1e9)
        latest = found.launch_at[np.isfinite(found.launch_at)].max()
        assert 198.0 + latency - 4.0 * DECISION_STEP < latest <= 198.0 + latency  # the last look is at 198 s


@settings(max_examples=30)
@given(change=st.floats(120.0, 320.0), worse=st.floats(0.1, 1e3))
def test_what_is_measured_later_changes_no_launch_before_it(change: float, worse: float) -> None:
    known = track()
    later = known.times > change
    change_by = np.where(later, worse, 1.0)
    other = with_errors(known, known.position_error * change_by, known.velocity_error * change_by)
    a, b = (reach(tracks=(t,), acquisition_basket=900.0) for t in (known, other))
    early = np.minimum(a.launch_at, b.launch_at) < change
    assert np.array_equal(a.launch_at[early], b.launch_at[early])
    assert np.array_equal(a.intercept_at[early], b.intercept_at[early])


def test_the_basket_holds_the_error_of_the_predicted_intercept_point() -> None:
    basket, latency = 2500.0, 15.0
    times = np.arange(100.0, 350.0, 30.0)  # few updates, and late ones, so that their age counts
    held = track("remote")._replace(times=times, impact_ellipses=np.zeros((len(times), 3)))
    mixing = np.random.default_rng(4).normal(size=(len(times), 6, 6))
    mixing[:, :3] *= 300.0
    mixing[:, 3:] *= (400.0 / (times - 80.0))[:, None, None]
    turn = np.where(np.arange(len(times)) % 2, -1.0, 1.0)[:, None, None]
    mixing[:, 3:] += 0.03 * turn * mixing[:, :3]  # position and velocity go together, or against each other
    held = knowing(held, mixing @ mixing.transpose(0, 2, 1))
    links = (link("remote", UNIT.name, latency, "engage-on-remote"),)
    found, free = (
        reach(tracks=(unseen("radar"), held), links=links, acquisition_basket=limit) for limit in (basket, 1e9)
    )

    def error(launch: float, intercept: float) -> float:
        last = np.flatnonzero(held.times + latency <= launch)[-1]
        straight = np.hstack([np.eye(3), (intercept - held.times[last]) * np.eye(3)])
        return sqrt(np.trace(straight @ held.covariances[last] @ straight.T))

    pairs, all_pairs = (
        {pair for pair in zip(o.launch_at.tolist(), o.intercept_at.tolist(), strict=True) if pair[0] < inf}
        for o in (found, free)
    )
    assert all(error(*pair) <= basket for pair in pairs)
    assert pairs >= {pair for pair in all_pairs if error(*pair) <= basket}
    assert 0 < len(pairs) < len(all_pairs)


@settings(max_examples=30)
@given(site=SITES, first=st.floats(90.0, 300.0), wider=st.floats(1.0, 3.0))
def test_a_larger_basket_or_a_larger_reach_is_never_later(site: Site, first: float, wider: float) -> None:
    kind = {"acquisition_basket": 600.0, "maximum_range": 80e3, "minimum_altitude": 50e3}
    mine = (track(first=first),)
    base = reach(site, mine, table=TABLE, **kind)
    for larger in (
        {"acquisition_basket": 600.0 * wider},
        {"maximum_range": 80e3 * wider},
        {"minimum_altitude": 50e3 / wider},
    ):
        other = reach(site, mine, table=TABLE, **{**kind, **larger})
        assert np.all(other.intercept_at <= base.intercept_at)
        assert np.all(np.isfinite(other.launch_at) >= np.isfinite(base.launch_at))


@settings(max_examples=20)
@given(site=SITES, angle=st.floats(-3.0, 3.0))
def test_turning_the_earth_changes_nothing(site: Site, angle: float) -> None:
    a = reach(site)
    b = reach(site._replace(longitude=site.longitude + angle), flight=turned(FLIGHT, angle))
    assert a.reason == b.reason
    # rounding may move an edge of the envelope over one grid point
    assert np.isfinite(a.launch_at).sum() == pytest.approx(np.isfinite(b.launch_at).sum(), abs=4)
    both = np.isfinite(a.launch_at) & np.isfinite(b.launch_at)
    assert np.median(np.abs(a.launch_at[both] - b.launch_at[both])) < 1e-6 if both.any() else True


def test_reasons_say_what_stopped_it() -> None:
    far = IMPACT._replace(latitude=IMPACT.latitude - 0.2)
    midway = below(FLIGHT, 200.0)
    # beside the impact point but too far for the part of the descent above the floor
    beside = IMPACT._replace(longitude=IMPACT.longitude + 0.004)
    assert reach(tracks=(unseen("radar"), track("other"))).reason == "never seen"
    assert reach(far).reason == "out of reach"
    assert reach(burnout_speed=400.0).reason == "out of reach"
    assert reach(beside, minimum_altitude=90e3, maximum_range=30e3).reason == "under the floor"
    assert reach(midway, maximum_altitude=80e3, minimum_altitude=10e3, maximum_range=50e3).reason == "above the ceiling"
    assert reach(tracks=(track(first=FLIGHT.impact_time - 40.0),)).reason == "track too late"
    assert reach(flight=FLIGHT._replace(burnout_time=FLIGHT.impact_time - 60.0)).reason == "no time"
    gone = track(last=112.0)
    assert reach(tracks=(gone,)).reason == "track lost"
    assert reach(tracks=(gone._replace(lost_overhead=True),)).reason == "lost overhead"
    assert reach(acquisition_basket=1.0).reason == "track too coarse"
    assert reach().reason == ""


def test_nothing_is_intercepted_before_separation() -> None:
    launch_site = below(FLIGHT, 120.0)
    early = (track(first=20.0),)
    kind = {"acquisition_basket": 1e9, "minimum_altitude": 0.0, "boosting": True}
    free = reach(launch_site, early, **kind)
    held = reach(launch_site, early, **kind, flight=FLIGHT._replace(separation_time=150.0))
    assert free.windows[0, 2] < 150.0 <= held.windows[0, 2]


@pytest.mark.parametrize("separation", [inf, 150.0])
def test_nobody_launches_before_burnout_and_separation_unless_told_to(separation: float) -> None:
    flight = FLIGHT._replace(separation_time=separation)
    kind = {"acquisition_basket": 1e9, "burnout_speed": 5e3, "flight": flight}
    site, early = below(FLIGHT, 200.0), (track(first=1.0),)
    waits, eager = reach(site, early, **kind), reach(site, early, **kind, boosting=True)
    end = separation if separation < inf else FLIGHT.burnout_time
    assert eager.windows[0, 0] < end <= waits.windows[0, 0]
    later = np.isfinite(eager.launch_at) & (eager.launch_at >= end)
    assert np.array_equal(waits.launch_at[later], eager.launch_at[later])


def test_the_predicted_impact_is_known_as_well_as_the_last_update_before_the_launch_says() -> None:
    held = track()
    errors = 5e3 / (1.0 + np.arange(len(held.times)))
    held = held._replace(impact_ellipses=np.column_stack([errors, errors / 2.0, 0.0 * errors]))
    found = reach(tracks=(held,))
    shots = np.isfinite(found.launch_at)
    last = np.searchsorted(held.times, found.launch_at[shots], "right") - 1
    assert shots.any()
    assert found.impact_error_at[shots] == pytest.approx(errors[last], rel=1e-12)
    assert np.all(found.impact_error_at[~shots] == inf)


def test_the_site_is_where_the_reach_is_measured_from() -> None:
    nearer = radians(1.0)
    north = IMPACT._replace(latitude=IMPACT.latitude + nearer)
    assert reach(north).intercept_at[0] < reach().intercept_at[0]
