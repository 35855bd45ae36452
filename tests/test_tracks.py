"""What the radars hold: cues, firm tracks and the laws of time and knowledge."""

from __future__ import annotations

import os
import subprocess
import sys
from math import inf, log, pi
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbmd.looks import look
from openbmd.records import Link, Look, RadarSite, Site, Track, WarningReport
from openbmd.tracks import exchange, fuse, grown, record, stations, track, wire
from sensing import MISSILE, RADAR, SITE, fly, link, turned

FLIGHT = fly()
NAMES = ("Alpha", "Bravo", "Charlie", "Delta")
# Weak in search, so that a cue matters: S/N of a few with the short dwell, of a hundred with the long one.
WEAK = RADAR._replace(average_power=500.0)
SITES = (
    SITE,
    SITE._replace(name="Bravo", site=Site(0.635, 2.22, 100.0)),
    SITE._replace(name="Charlie", site=Site(0.60, 2.24, 100.0), minimum_elevation=0.1),
    SITE._replace(name="Delta", site=Site(0.64, 2.26, 100.0), boresight_azimuth=-0.2),
)
LOOKS = tuple(look(FLIGHT, MISSILE, WEAK, site) for site in SITES)
RADARS = (WEAK,) * 4
READY = stations(RADARS, SITES)
REPORT = WarningReport("Sky", 40.0, 60.0)


def hold(links: tuple[Link, ...], looks: tuple[Look, ...] = LOOKS, confidence: float = 0.9) -> tuple[Track, ...]:
    return track(looks, (REPORT,), RADARS, SITES, FLIGHT, links, confidence)


GROWTH = grown(FLIGHT, exchange(LOOKS, (REPORT,), RADARS, wire((), SITES, ["Sky"]), 0.9))


def known(tracks: tuple[Track, ...]) -> dict[str, float]:
    return {"Sky": REPORT.report_time} | {t.sensor: t.firm_time for t in tracks}


networks = st.lists(
    st.builds(
        link,
        source=st.sampled_from(("Sky", *NAMES)),
        target=st.sampled_from((*NAMES, "a fire unit")),
        latency=st.floats(0.0, 200.0),
    ),
    max_size=10,
).map(tuple)


def test_there_is_one_track_for_each_radar_site_in_order() -> None:
    assert tuple(t.sensor for t in hold(())) == NAMES


def test_without_links_nobody_is_cued() -> None:
    assert all(t.cue_time == inf and t.cue_source == "" for t in hold(()))


@given(links=networks)
def test_nobody_is_cued_before_the_cue_is_known(links: tuple[Link, ...]) -> None:
    tracks = hold(links)
    when = known(tracks)
    for held in tracks:
        earliest = min((when[x.source] + x.latency for x in links if x.target == held.sensor != x.source), default=inf)
        if held.cue_source:
            assert held.cue_time == earliest
            assert any(
                x.source == held.cue_source and x.target == held.sensor and when[x.source] + x.latency == earliest
                for x in links
            )
        else:
            assert held.cue_time == inf
            assert earliest >= held.firm_time


@given(links=networks)
def test_every_network_settles_where_simultaneous_iteration_does(links: tuple[Link, ...]) -> None:
    # an oracle in rounds: everybody hears last round's news, until nothing changes
    alone = dict.fromkeys(NAMES, inf)
    for _ in range(100):
        reports = tuple(WarningReport(name, time, time) for name, time in alone.items())
        heard = tuple(link(x.source + "'" * (x.source != "Sky"), x.target, x.latency) for x in links
                      if x.source != x.target)  # fmt: skip
        told = (REPORT, *(w._replace(sensor=w.sensor + "'") for w in reports))
        tracks = track(LOOKS, told, RADARS, SITES, FLIGHT, heard, 0.9)
        firm = {t.sensor: t.firm_time for t in tracks}
        if firm == alone:
            break
        alone = firm
    assert {t.sensor: t.firm_time for t in hold(links)} == alone


@given(links=networks, extra=networks)
def test_one_more_cue_never_makes_a_track_firm_later(links: tuple[Link, ...], extra: tuple[Link, ...]) -> None:
    for before, after in zip(hold(links), hold(links + extra), strict=True):
        assert after.firm_time <= before.firm_time
        assert after.first_seen_time <= before.first_seen_time


@given(links=networks, slower=st.floats(0.0, 100.0))
def test_slower_links_never_make_a_track_firm_earlier(links: tuple[Link, ...], slower: float) -> None:
    late = tuple(x._replace(latency=x.latency + slower) for x in links)
    for fast, slow in zip(hold(links), hold(late), strict=True):
        assert fast.firm_time <= slow.firm_time
        assert fast.first_seen_time <= slow.first_seen_time


@given(links=networks, data=st.data())
def test_the_order_of_the_links_does_not_change_the_times(links: tuple[Link, ...], data: st.DataObject) -> None:
    other = tuple(data.draw(st.permutations(links)))
    assert [t[3:7] for t in hold(links)] == [t[3:7] for t in hold(other)]


def test_a_cue_matters_in_these_tests() -> None:
    alone, cued = hold(()), hold(tuple(link("Sky", name, 5.0) for name in NAMES))
    assert [t.cue_source for t in cued] == ["Sky"] * 4
    assert [t.cue_time for t in cued] == [65.0] * 4
    assert cued[1].firm_time < alone[1].firm_time < inf
    assert all(cued[i].firm_time < alone[i].firm_time == inf for i in (0, 2, 3))


def test_a_radar_passes_its_firm_track_on_to_the_next_and_the_next() -> None:
    links = (link("Sky", "Bravo", 5.0), link("Bravo", "Alpha", 3.0), link("Alpha", "Charlie", 7.0))
    tracks = hold(links)
    assert tracks[0].cue_time == tracks[1].firm_time + 3.0
    assert tracks[2].cue_time == tracks[0].firm_time + 7.0
    assert [t.cue_source for t in tracks] == ["Bravo", "Sky", "Alpha", ""]


def test_a_ring_of_links_is_harmless_and_a_link_to_oneself_is_none() -> None:
    ring = (link("Alpha", "Bravo", 0.0), link("Bravo", "Alpha", 0.0), link("Alpha", "Alpha", 0.0))
    alone, linked = hold(()), hold(ring)
    assert min(t.firm_time for t in linked[:2]) == min(t.firm_time for t in alone[:2])
    assert linked[0].cue_source in ("", "Bravo")


def test_a_cue_after_the_track_is_firm_is_no_cue() -> None:
    alone = hold(())[1]
    late = hold((link("Sky", "Bravo", alone.firm_time),))[1]
    assert (late.cue_source, late.cue_time, late.firm_time) == ("", inf, alone.firm_time)


def test_a_flight_never_in_sight_is_never_held() -> None:
    blind = SITE._replace(boresight_azimuth=pi)
    seen = look(FLIGHT, MISSILE, RADAR, blind)
    (held,) = track((seen,), (REPORT,), (RADAR,), (blind,), FLIGHT, (link("Sky", "Alpha", 1.0),), 0.9)
    assert (held.first_seen_time, held.firm_time, held.lost_time) == (inf, inf, inf)
    assert len(held.times) == len(held.position_error) == len(held.velocity_error) == 0


def test_the_track_runs_from_first_seen_to_lost_through_firm() -> None:
    for held in hold(tuple(link("Sky", name, 5.0) for name in NAMES)):
        assert held.times[0] == held.first_seen_time <= held.firm_time <= held.lost_time == held.times[-1]
        assert held.firm_time in held.times
        assert held.times.shape == held.position_error.shape == held.velocity_error.shape
        assert np.all(held.position_error > 0.0)
        assert np.all(held.velocity_error > 0.0)


def test_first_seen_and_firm_are_when_the_sums_of_the_looks_say() -> None:
    seen = LOOKS[1]
    held = hold(())[1]
    detected = 1e-6 ** (1.0 / (1.0 + seen.search_snr))  # Swerling 1
    missed = np.cumprod(1.0 - detected)
    assert held.first_seen_time == seen.times[np.argmax(missed <= 1.0 - 0.9)]
    dice = np.random.default_rng(7).random((20_000, len(detected))) < detected
    window = np.cumsum(dice, axis=1)
    window[:, 5:] -= window[:, :-5].copy()
    firm = np.maximum.accumulate(window >= 3, axis=1).mean(axis=0)
    at = int(np.searchsorted(seen.times, held.firm_time))
    assert firm[at] >= 0.9 - 0.01  # 20,000 throws: five standard errors are 0.01
    assert firm[at - 1] < 0.9 + 0.01


@settings(max_examples=40)
@given(larger=st.floats(1.0, 100.0), cased=st.sampled_from([0, 1, 3]), links=networks)
def test_a_larger_cross_section_is_never_seen_later(larger: float, cased: int, links: tuple[Link, ...]) -> None:
    radars = tuple(r._replace(swerling_case=cased) for r in RADARS)
    big = tuple(x._replace(search_snr=x.search_snr * larger, cued_snr=x.cued_snr * larger) for x in LOOKS)
    small = track(LOOKS, (REPORT,), radars, SITES, FLIGHT, links, 0.9)
    for one, other in zip(small, track(big, (REPORT,), radars, SITES, FLIGHT, links, 0.9), strict=True):
        assert other.first_seen_time <= one.first_seen_time
        assert other.firm_time <= one.firm_time


@settings(max_examples=20)
@given(angle=st.floats(-3.0, 3.0))
def test_turning_everything_about_the_earths_axis_changes_nothing(angle: float) -> None:
    def moved(site: RadarSite) -> RadarSite:
        return site._replace(site=site.site._replace(longitude=site.site.longitude + angle))

    links = (link("Sky", "Bravo", 5.0), link("Bravo", "Alpha", 3.0))
    flight, sites = turned(FLIGHT, angle), tuple(moved(site) for site in SITES)
    looks = tuple(look(flight, MISSILE, WEAK, site) for site in sites)
    for here, there in zip(hold(links), track(looks, (REPORT,), RADARS, sites, flight, links, 0.9), strict=True):
        assert here[:6] == there[:6]
        assert there.position_error == pytest.approx(here.position_error, rel=1e-5)  # rounding of the covariance
        assert there.velocity_error == pytest.approx(here.velocity_error, rel=1e-5)


def test_a_cue_sharpens_the_track() -> None:
    alone, cued = hold(())[1], hold((link("Sky", "Bravo", 0.0),))[1]
    assert np.array_equal(cued.times, alone.times)
    assert np.all(cued.position_error <= alone.position_error * (1.0 + 1e-9))
    between = (alone.times >= cued.cue_time) & (alone.times <= alone.firm_time)
    assert np.all(cued.position_error[between] < 0.9 * alone.position_error[between])


def test_a_fading_target_is_lost_before_its_last_look() -> None:
    # the signal of a satellite launcher whose payload sheds its last stage: none is left
    fading = LOOKS[0]._replace(
        search_snr=np.where(LOOKS[0].times < 200.0, 50.0, 1e-3), cued_snr=np.where(LOOKS[0].times < 200.0, 500.0, 1e-3)
    )
    (held,) = track((fading,), (), (WEAK,), (SITE,), FLIGHT, (), 0.9)
    sure = 1.0 - 1e-6 ** (1.0 / 501.0)
    looks_back = int(np.ceil(log(0.1) / log(sure)))
    before = fading.times[fading.times < 200.0]
    assert held.lost_time == before[-looks_back]
    assert held.times[-1] == held.lost_time


def test_the_errors_are_those_of_the_covariances() -> None:
    for held in hold((link("Sky", "Bravo", 5.0),)):
        traces = np.trace(held.covariances[:, :3, :3], axis1=1, axis2=2)
        assert held.position_error == pytest.approx(np.sqrt(traces), rel=1e-12)
        traces = np.trace(held.covariances[:, 3:, 3:], axis1=1, axis2=2)
        assert held.velocity_error == pytest.approx(np.sqrt(traces), rel=1e-12)
        assert held.impact_ellipses.shape == (len(held.times), 3)
        assert held.covariances.shape == (len(held.times), 6, 6)


def test_the_impact_ellipse_only_shrinks_and_the_launch_ellipse_is_finite() -> None:
    (held,) = (t for t in hold(()) if t.sensor == "Bravo")
    areas = held.impact_ellipses[:, 0] * held.impact_ellipses[:, 1]
    assert np.all(np.diff(areas) <= 1e-9 * areas[:-1])  # each look adds knowledge of the one place
    assert np.all(held.impact_ellipses[:, 0] >= held.impact_ellipses[:, 1])
    assert np.all(np.isfinite(held.launch_ellipse))


def test_what_fire_units_ask_for_does_not_hang_on_what_else_is_worked_out() -> None:
    met = exchange(LOOKS, (REPORT,), RADARS, wire(CUED, SITES, ["Sky"]), 0.9)
    whole, lean = (record(LOOKS, met, READY, FLIGHT, CUED, GROWTH, sites) for sites in (None, NAMES[1:]))
    assert len(lean[0].times) == 0 < len(whole[0].times)
    assert lean[0][:7] == whole[0][:7]
    both = {"Bravo": 0.0, "Charlie": 7.0}
    more, less = (fuse(LOOKS, whole, READY, FLIGHT, [both], GROWTH, every)[0] for every in (True, False))
    for one, other in zip((*lean[1:], less), (*whole[1:], more), strict=True):
        for field in ("times", "at_launch", "impact_ellipses"):
            assert getattr(one, field).tobytes() == getattr(other, field).tobytes()
        assert len(one.covariances) == 0 < len(other.covariances)


CUED = tuple(link("Sky", name, 5.0) for name in NAMES)
parties = st.dictionaries(st.sampled_from(NAMES), st.floats(0.0, 20.0), min_size=1, max_size=4)


def together(party: dict[str, float]) -> Track:
    return fuse(LOOKS, hold(CUED), READY, FLIGHT, [party], GROWTH)[0]


def test_a_party_of_one_without_latency_is_that_radars_track() -> None:
    for name, alone in zip(NAMES, hold(CUED), strict=True):
        fused = together({name: 0.0})
        assert fused.members == (name,)
        assert fused[4:7] == alone[4:7]
        for one, other in zip(fused[7:], alone[7:], strict=True):
            assert np.array_equal(one, other)


@settings(max_examples=40)
@given(party=parties)
def test_a_fused_track_is_never_worse_than_any_of_its_members(party: dict[str, float]) -> None:
    fused = together(party)
    assert fused.members == tuple(party)
    assert fused.sensor == " + ".join(party)
    for name, latency in party.items():
        alone = together({name: latency})
        shared = np.isin(fused.times, alone.times)
        assert np.array_equal(fused.times[shared], alone.times)
        # the covariance form loses up to seven digits to the prior
        assert np.all(fused.position_error[shared] <= alone.position_error * (1.0 + 1e-6))
        assert np.all(fused.velocity_error[shared] <= alone.velocity_error * (1.0 + 1e-6))
        assert np.all(fused.impact_ellipses[shared, 0] <= alone.impact_ellipses[:, 0] * (1.0 + 1e-6))
        assert fused.launch_ellipse[0] <= alone.launch_ellipse[0] * (1.0 + 1e-6)
        more = np.linalg.eigvalsh(alone.covariances - fused.covariances[shared])  # in every direction at once
        assert np.all(more >= -1e-6 * np.trace(alone.covariances, axis1=1, axis2=2)[:, None])


@settings(max_examples=40)
@given(party=parties)
def test_a_fused_track_begins_and_ends_with_what_has_come(party: dict[str, float]) -> None:
    fused, alone = together(party), {t.sensor: t for t in hold(CUED)}
    assert fused.first_seen_time == fused.times[0] == min(alone[n].first_seen_time + d for n, d in party.items())
    assert fused.firm_time == min(alone[n].firm_time + d for n, d in party.items())
    come = [t + d for n, d in party.items() for t in alone[n].times if t + d <= FLIGHT.impact_time]
    assert fused.lost_time == fused.times[-1] == max(come)
    assert np.array_equal(fused.times, np.unique(come))


def test_a_later_link_never_sharpens() -> None:
    soon, late = together({"Bravo": 0.0, "Alpha": 1.0}), together({"Bravo": 0.0, "Alpha": 21.0})
    own = together({"Bravo": 0.0}).times
    both = [t for t in own if t in soon.times and t in late.times]
    a, b = np.isin(soon.times, both), np.isin(late.times, both)
    assert np.all(soon.position_error[a] <= late.position_error[b] * (1.0 + 1e-6))
    assert np.any(soon.position_error[a] < 0.99 * late.position_error[b])


def test_radars_that_never_see_a_target_are_no_members() -> None:
    tracks = hold(())
    unseen = [t.sensor for t in tracks if t.first_seen_time == inf]
    assert unseen
    fused, none = fuse(LOOKS, tracks, READY, FLIGHT, [dict.fromkeys(NAMES, 1.0), dict.fromkeys(unseen, 1.0)], GROWTH)
    assert set(fused.members) == set(NAMES) - set(unseen)
    assert none.members == tuple(unseen)
    assert (none.first_seen_time, none.firm_time, none.lost_time, len(none.times)) == (inf, inf, inf, 0)


def test_what_comes_after_impact_is_too_late() -> None:
    (fused,) = fuse(LOOKS, hold(CUED), READY, FLIGHT, [{"Bravo": 1e4}], GROWTH)
    assert (fused.firm_time, len(fused.times)) == (inf, 0)


SCRIPT = """
from sensing import MISSILE, RADAR, SITE, fly, link
from openbmd.looks import look, warn
from openbmd.kinds import InfraredSensor
from openbmd.tracks import track
flight = fly()
for case in (0, 1, 3):
    radar = RADAR._replace(swerling_case=case, average_power=1500.0, frame_time=10.0)
    infrared = InfraredSensor(10e3, 0.0, 1.0, 0.0, 10.0, 30.0)
    seen, told = look(flight, MISSILE, radar, SITE), warn(flight, infrared, "Sky")
    (held,) = track((seen,), (told,), (radar,), (SITE,), flight, (link("Sky", "Alpha", 9.0),), 0.9)
    print(*seen.search_snr, *told[1:], *held[3:7], *held.position_error, *held.velocity_error)
    print(*held.covariances[-1].diagonal(), *held.impact_ellipses.ravel(), *held.launch_ellipse)
"""


def test_compiled_and_plain_give_the_same_answer() -> None:
    def run(disabled: str) -> np.ndarray:
        environment = os.environ | {"NUMBA_DISABLE_JIT": disabled, "PYTHONPATH": str(Path(__file__).parent)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        return np.array([float(x) for x in done.stdout.split()])

    # the compiler fuses multiplications and additions; the covariance form loses digits to the prior
    assert run("1") == pytest.approx(run("0"), rel=5e-5)
