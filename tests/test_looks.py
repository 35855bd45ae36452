"""Who sees a flight and when: frames, windows, reasons and cross-sections of a look."""

from __future__ import annotations

from math import inf, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import CubicHermiteSpline

from openbmd.kinds import InfraredSensor
from openbmd.locales import Words
from openbmd.looks import caution, look, warn
from openbmd.records import RadarSite, Site
from openbmd.telling.notes import told
from sensing import MISSILE, RADAR, SITE, fly

FLIGHT = fly()


def moved(**changes: object) -> RadarSite:
    return SITE._replace(**changes)  # type: ignore[arg-type]


def test_looks_are_at_whole_frames_after_launch_while_in_flight() -> None:
    seen = look(FLIGHT, MISSILE, RADAR._replace(frame_time=3.7), SITE)
    assert seen.reason == ""
    frames = seen.times / 3.7
    assert frames == pytest.approx(np.round(frames), abs=1e-9)
    assert seen.times[-1] <= FLIGHT.impact_time


def test_windows_are_the_runs_of_frames_in_sight() -> None:
    # a mast in the way, in the middle of the flight's azimuths
    whole = look(FLIGHT, MISSILE, RADAR, SITE)
    middle = float(whole.azimuth[len(whole.times) // 2])
    mask = np.array([[middle - 0.02, 0.0], [middle - 0.0199, 1.4], [middle + 0.0199, 1.4], [middle + 0.02, 0.0]])
    seen = look(FLIGHT, MISSILE, RADAR, moved(horizon_mask=mask))
    hidden = np.setdiff1d(whole.times, seen.times)
    assert len(hidden) > 0
    assert np.all(np.abs(whole.azimuth[np.isin(whole.times, hidden)] - middle) <= 0.02)
    starts = np.flatnonzero(np.diff(seen.times, prepend=-inf) > 1.5 * RADAR.frame_time)
    ends = np.flatnonzero(np.diff(seen.times, append=inf) > 1.5 * RADAR.frame_time)
    assert len(starts) == 2
    assert seen.windows == pytest.approx(np.stack([seen.times[starts], seen.times[ends]], axis=1))


@pytest.mark.parametrize(
    ("reason", "radar", "place"),
    [
        ("below the horizon", {}, {"site": Site(-0.6, -1.0, 0.0)}),
        ("below the horizon", {}, {"horizon_mask": np.array([[0.0, 1.4]])}),
        ("below the elevation floor", {"minimum_elevation": 1.2}, {}),
        ("below the elevation floor", {}, {"minimum_elevation": 1.2}),
        ("outside the sector", {}, {"boresight_azimuth": pi}),
        ("above the elevation limit", {"maximum_elevation": 0.021}, {}),
        ("beyond the instrumented range", {"maximum_range": 30e3}, {}),
        ("", {}, {}),
    ],
)
def test_a_flight_never_in_sight_says_why(reason: str, radar: dict[str, float], place: dict[str, object]) -> None:
    seen = look(FLIGHT, MISSILE, RADAR._replace(**radar), moved(**place))
    assert seen.reason == reason
    assert (len(seen.times) == 0) == (reason != "")
    assert seen.windows.shape == ((0, 2) if reason else (1, 2))


def test_everything_in_sight_is_inside_the_field_of_regard() -> None:
    place = moved(boresight_azimuth=5.4, minimum_elevation=0.1)
    radar = RADAR._replace(azimuth_half_width=0.35, maximum_elevation=0.55, maximum_range=400e3)
    seen = look(FLIGHT, MISSILE, radar, place)
    whole = look(FLIGHT, MISSILE, RADAR._replace(azimuth_half_width=pi), SITE)
    off = np.abs((whole.azimuth - 5.4 + pi) % (2.0 * pi) - pi)
    inside = (off <= 0.35) & (whole.elevation >= 0.1) & (whole.elevation <= 0.55) & (whole.slant_range <= 400e3)
    assert 0 < inside.sum() < len(whole.times)
    assert seen.times == pytest.approx(whole.times[inside])


def test_a_whole_turn_of_the_boresight_changes_nothing() -> None:
    once = look(FLIGHT, MISSILE, RADAR, moved(boresight_azimuth=-0.3))
    twice = look(FLIGHT, MISSILE, RADAR, moved(boresight_azimuth=-0.3 + 4.0 * pi))
    assert np.array_equal(once.times, twice.times)
    assert once.search_snr == pytest.approx(twice.search_snr, rel=1e-12)


def test_the_cross_section_is_the_boosters_then_goes_by_aspect() -> None:
    seen = look(FLIGHT, MISSILE._replace(tail_cross_section=0.05), RADAR, SITE)
    boosting = seen.times < FLIGHT.separation_time
    assert np.all(seen.cross_section[boosting] == MISSILE.booster_cross_section)
    nodes = FLIGHT.nodes[np.append(np.diff(FLIGHT.nodes[:, 0]) > 0.0, True)]
    path = CubicHermiteSpline(nodes[:, 0], nodes[:, 1:4], nodes[:, 4:7])
    after = seen.times[~boosting]
    pyproj = pytest.importorskip("pyproj")
    to_xyz = pyproj.Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    origin = to_xyz.transform(np.degrees(SITE.site.longitude), np.degrees(SITE.site.latitude), SITE.site.height)
    sight, velocity = path(after) - np.array(origin), path(after, 1)
    cosine = np.einsum("ij,ij->i", sight, velocity)
    cosine /= np.linalg.norm(sight, axis=1) * np.linalg.norm(velocity, axis=1)
    side, end = MISSILE.side_cross_section, np.where(cosine < 0.0, MISSILE.nose_cross_section, 0.05)
    expected = np.exp(np.log(end) + (np.log(side) - np.log(end)) * (1.0 - cosine**2))
    # cubic against quintic interpolation of 5 s steps in the boost-free arc: positions to 1 m, angles to 1e-5
    assert seen.cross_section[~boosting] == pytest.approx(expected, rel=1e-3)


def test_a_body_that_does_not_separate_is_a_booster_until_burnout_only() -> None:
    whole = FLIGHT._replace(separation_time=inf)
    seen = look(whole, MISSILE._replace(separates=False), RADAR, SITE)
    assert np.all((seen.cross_section == MISSILE.booster_cross_section) == (seen.times < whole.burnout_time))


def test_an_orbit_is_looked_at_to_the_end_of_what_was_flown() -> None:
    seen = look(FLIGHT._replace(impact_time=inf, orbital=True), MISSILE, RADAR, SITE)
    assert np.array_equal(seen.times, look(FLIGHT, MISSILE, RADAR, SITE).times)


def test_refraction_shows_a_rising_flight_no_later_and_a_falling_one_no_shorter() -> None:
    bent = look(FLIGHT, MISSILE, RADAR, SITE)
    straight = look(FLIGHT, MISSILE, RADAR, moved(refraction=False))
    assert bent.times[0] < straight.times[0]
    assert bent.times[-1] >= straight.times[-1]
    assert bent.slant_range[-1] == pytest.approx(straight.slant_range[straight.times == bent.times[-1]][0])


def test_refraction_beyond_its_validity_is_not_left_unsaid() -> None:
    assert caution(look(FLIGHT, MISSILE, RADAR, SITE), SITE) is None
    far = moved(site=Site(SITE.site.latitude - 0.05, SITE.site.longitude, 0.0))
    assert "4/3" in told(caution(look(FLIGHT, MISSILE, RADAR, far), far), Words())
    straight = far._replace(refraction=False)
    assert caution(look(FLIGHT, MISSILE, RADAR, straight), straight) is None


@settings(max_examples=30)
@given(larger=st.floats(1.0, 100.0))
def test_the_signal_grows_with_the_cross_section_and_sight_does_not(larger: float) -> None:
    big = MISSILE._replace(
        nose_cross_section=MISSILE.nose_cross_section * larger,
        side_cross_section=MISSILE.side_cross_section * larger,
        booster_cross_section=MISSILE.booster_cross_section * larger,
    )
    one, other = look(FLIGHT, MISSILE, RADAR, SITE), look(FLIGHT, big, RADAR, SITE)
    assert np.array_equal(one.times, other.times)
    assert other.search_snr == pytest.approx(larger * one.search_snr, rel=1e-12)


def test_a_warning_is_a_detection_and_a_report() -> None:
    report = warn(FLIGHT, InfraredSensor(10e3, 0.0, 1.0, 0.0, 10.0, 30.0), "Sky")
    assert report.sensor == "Sky"
    assert report.report_time == report.detected_time + 30.0
    assert report.detected_time < FLIGHT.burnout_time
    assert warn(FLIGHT, InfraredSensor(10e3, 0.0, 1.0, 0.0, 60.0, 30.0), "Sky")[1:] == (inf, inf)
