"""What an intercept is worth: closing geometry, the floor, and what flies beside the payload."""

from __future__ import annotations

from math import acos, cos, inf, pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engaging import TO_GEODETIC, UNIT
from openbmd.opportunities.worth import Closing, Crowd, closing_factor, picked
from openbmd.records import EngagementOpportunity, Site, Track
from sensing import MISSILE, link
from test_opportunities import COARSE, SITES, TABLE, at, reach, track

SHARES = st.floats(0.0, 1.0)
DIRECTIONS = st.tuples(*[st.floats(-1.0, 1.0)] * 3).filter(lambda d: sum(x * x for x in d) > 0.01)
HIGH = 1e6  # m, above any margin


def meeting(angle: float, crossing: float) -> float:
    """The factor of a target that comes at this angle [rad] off the interceptor's path, by closing_factor."""
    return closing_factor(3e4, 0.0, 4e4, -600.0 * cos(angle) - 800.0 * sin(angle),
        0.0, -800.0 * cos(angle) + 600.0 * sin(angle), HIGH, Closing(crossing, 0.2, 5e3))  # fmt: skip


@pytest.mark.parametrize(
    ("angle", "share"),  # of the way from head on to crossing
    [(0.0, 0.0), (pi / 6, 0.25), (pi / 4, 0.5), (pi / 3, 0.75), (pi / 2, 1.0), (2.0, 1.0), (pi, 1.0)],
)
def test_the_closing_factor_falls_from_head_on_to_crossing_and_no_further(angle: float, share: float) -> None:
    for crossing in (0.0, 0.4, 1.0):
        assert meeting(angle, crossing) == pytest.approx(1.0 - share * (1.0 - crossing), abs=1e-12)
        assert meeting(-angle, crossing) == pytest.approx(meeting(angle, crossing), abs=1e-12)


@pytest.mark.parametrize(("above", "factor"), [(0.0, 0.3), (1e3, 0.44), (2.5e3, 0.65), (5e3, 1.0), (9e3, 1.0)])
def test_the_floor_factor_rises_evenly_over_its_margin(above: float, factor: float) -> None:
    head_on = 0.0, 0.0, 5e4, 0.0, 0.0, -2e3
    crossing = 0.0, 0.0, 5e4, 0.0, 2e3, 0.0
    closing = Closing(0.5, 0.3, 5e3)
    assert closing_factor(*head_on, above, closing) == pytest.approx(factor, abs=1e-12)
    assert closing_factor(*crossing, above, closing) == pytest.approx(0.5 * factor, abs=1e-12)
    assert closing_factor(*head_on, above, Closing(0.5, 0.3, 0.0)) == 1.0  # no margin, no floor term


@settings(max_examples=100)
@given(path=DIRECTIONS, velocity=DIRECTIONS, far=st.floats(1.0, 1e6), fast=st.floats(1.0, 1e4), crossing=SHARES)
def test_the_closing_factor_depends_on_the_angle_alone(
    path: tuple[float, ...], velocity: tuple[float, ...], far: float, fast: float, crossing: float
) -> None:
    d, v = far * np.array(path), fast * np.array(velocity)
    angle = acos(np.clip(-(d @ v) / np.linalg.norm(d) / np.linalg.norm(v), -1.0, 1.0))
    expected = 1.0 - (1.0 - crossing) * sin(min(angle, pi / 2)) ** 2
    got = closing_factor(*d, *v, HIGH, Closing(crossing, 1.0, 0.0))
    # the squared cosine near 1 carries a few rounding errors
    assert got == pytest.approx(expected, abs=1e-12)
    assert crossing - 1e-12 <= got <= 1.0 + 1e-12


@given(altitude=st.floats(0.0, 1e6), known=SHARES, objects=st.floats(0.0, 1e3), strip=st.floats(0.0, 3e5))
def test_what_is_picked_is_the_payload_for_certain_only_when_known_alone_or_stripped(
    altitude: float, known: float, objects: float, strip: float
) -> None:
    chance = picked(altitude, known, Crowd(objects, strip))
    if altitude <= strip:
        assert chance == 1.0
    assert picked(altitude, known, Crowd(0.0, strip)) == pytest.approx(1.0, abs=1e-15)
    assert picked(altitude, 1.0, Crowd(objects, strip)) == 1.0
    assert picked(HIGH + 1.0, 0.0, Crowd(objects, strip)) == pytest.approx(1.0 / (1.0 + objects), rel=1e-12)
    better = picked(altitude, known + 0.5 * (1.0 - known), Crowd(objects, strip))
    fewer = picked(altitude, known, Crowd(0.5 * objects, strip))
    assert max(known, 1.0 / (1.0 + objects)) - 1e-12 <= chance <= min(better, fewer) + 1e-12


def test_one_of_four_alike_is_picked_by_chance_when_the_radar_does_not_know() -> None:
    dice = np.random.default_rng(11)
    n, known = 200_000, 0.3
    told = dice.random(n) < known
    hits = np.where(told, True, dice.integers(0, 4, n) == 0)
    # 4 standard errors of 200,000 throws
    assert picked(100e3, known, Crowd(3.0, 60e3)) == pytest.approx(hits.mean(), abs=4.0 * sqrt(0.25 / n))


def heights(times: np.ndarray) -> np.ndarray:
    return np.asarray(TO_GEODETIC.transform(*at(times).T)[2])


def shots_of(found: EngagementOpportunity) -> np.ndarray:
    shots = np.flatnonzero(np.isfinite(found.launch_at))
    assert np.all(found.factor_at[len(shots) :] == 1.0)
    assert np.all(found.picked_at[len(shots) :] == 1.0)
    return shots


@settings(max_examples=25)
@given(site=SITES, crossing=SHARES, low=SHARES, margin=st.just(0.0) | st.floats(1e3, 60e3))
def test_the_factor_is_that_of_the_intercept_by_an_independent_path(
    site: Site, crossing: float, low: float, margin: float
) -> None:
    kind = {"acquisition_basket": 1e9, "crossing_factor": crossing, "floor_factor": low, "floor_margin": margin}
    found = reach(site, effects=True, table=TABLE, **kind)
    shots = shots_of(found)
    if not len(shots):
        return
    times = found.intercept_at[shots]
    unit = np.array(
        TO_GEODETIC.transform(np.degrees(site.longitude), np.degrees(site.latitude), 0.0, direction="INVERSE")
    )
    path, velocity = at(times) - unit, at(times + 0.01) - at(times - 0.01)
    cosine = -np.sum(path * velocity, axis=1) / np.linalg.norm(path, axis=1) / np.linalg.norm(velocity, axis=1)
    geometry = 1.0 - (1.0 - crossing) * (1.0 - np.maximum(cosine, 0.0) ** 2)
    above = heights(times) - 40e3
    share = np.clip(above / margin, 0.0, 1.0) if margin > 0.0 else np.ones(len(times))
    # a cubic through the nodes against the quintic: velocity to a few m/s in km/s, altitude to a metre in a kilometre
    assert found.factor_at[shots] == pytest.approx(geometry * (low + (1.0 - low) * share), abs=2e-3)


@settings(max_examples=25)
@given(site=SITES, objects=st.floats(0.0, 20.0), known=st.tuples(SHARES, SHARES), strip=st.floats(0.0, 160e3))
def test_who_picks_is_the_radar_that_serves(
    site: Site, objects: float, known: tuple[float, float], strip: float
) -> None:
    crowd = MISSILE._replace(unresolved_objects=objects, strip_altitude=strip)
    tracks = (track(first=250.0), track("remote"))
    links = (link("remote", UNIT.name, 3.0, "engage-on-remote"),)
    found = reach(
        site, tracks, links, missile=crowd, discrimination=known, effects=True, table=TABLE, acquisition_basket=1e9
    )
    shots = shots_of(found)
    if not len(shots):
        return
    high = heights(found.intercept_at[shots])
    tells = np.where(found.radars_at[shots] == 1, *known)
    expected = np.where(high > strip, tells + (1.0 - tells) / (1.0 + objects), 1.0)
    clear = np.abs(high - strip) > 1.0  # m, what the two altitudes agree to
    assert found.picked_at[shots][clear] == pytest.approx(expected[clear], abs=1e-12)


def test_of_several_radars_the_one_that_tells_best_picks_and_one_that_only_finishes_has_no_say() -> None:
    mine, theirs = track(drift=1e9), track("remote")
    together = track("radar + remote")._replace(members=("radar", "remote"))
    known, crowd = (0.8, 0.5), MISSILE._replace(unresolved_objects=4.0)

    def chance(use: str, radars: int, fused: tuple[Track, ...] = ()) -> set[float]:
        links = (link("remote", UNIT.name, 3.0, use),)
        held = (mine, theirs._replace(at_launch=theirs.at_launch + COARSE) if fused else theirs)
        found = reach(tracks=held, links=links, fused=fused, missile=crowd, discrimination=known, effects=True)
        shots = shots_of(found)
        return set(found.picked_at[shots][found.radars_at[shots] == radars].tolist())

    for chances, best in (
        (chance("launch-on-remote", 3), 0.5),
        (chance("engage-on-remote", 2), 0.5),
        (chance("engage-on-remote", 3, (together,)), 0.8),
    ):
        assert sorted(chances) == pytest.approx([best + (1.0 - best) / 5.0])


@settings(max_examples=15)
@given(site=SITES)
def test_effects_move_no_launch_and_switched_off_they_are_all_ones(site: Site) -> None:
    crowd = MISSILE._replace(unresolved_objects=5.0)
    kind = {"crossing_factor": 0.5, "floor_factor": 0.5, "floor_margin": 20e3}
    off = reach(site, missile=crowd, discrimination=(0.0,), table=TABLE, **kind)
    on = reach(site, missile=crowd, discrimination=(0.0,), effects=True, table=TABLE, **kind)
    plain = reach(site, effects=True, table=TABLE)
    for column in ("launch_at", "intercept_at", "windows", "radars_at"):
        assert np.array_equal(getattr(off, column), getattr(on, column))
    for quiet in (off, plain):
        assert np.all(quiet.factor_at == 1.0)
        assert np.all(quiet.picked_at == 1.0)
    shots = off.launch_at < inf
    assert np.all(on.factor_at[shots] < 1.0)
    assert np.all(on.picked_at[shots] == pytest.approx(1.0 / 6.0))
