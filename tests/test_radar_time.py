"""Radar time: what looks cost, who gets them when there is not time for all, and what then gets through."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import openbmd as bmd
from openbmd import flow
from openbmd.complaints import InputError
from openbmd.kinds import Radar
from openbmd.locales import Words
from openbmd.physics.look_costs import Costs, blank, costs, look_time
from openbmd.physics.radar import strength
from openbmd.physics.radar_time import (
    DISCRIMINATING,
    ENGAGED,
    SEARCHING,
    TRACKING,
    Allotment,
    allot,
    filled,
)
from openbmd.radar_time import cautions
from openbmd.records import Battlespace, Scenario
from openbmd.telling.notes import told
from sensing import RADAR, fly

FLIGHT = fly()


# --- what a look costs ----------------------------------------------------------------------------


@given(near=st.floats(2e5, 1e6), times=st.floats(1.01, 1.5), area=st.floats(0.01, 0.1))
def test_the_time_of_a_look_falls_as_the_fourth_power_of_range(near: float, times: float, area: float) -> None:
    radar = RADAR._replace(least_dwell=0.0, cued_dwell=1e6)
    power = float(strength(radar, radar.cued_dwell)) * area

    def at(distance: float) -> float:
        return look_time(power / distance**4, radar.track_snr, radar)

    assert at(times * near) / at(near) == pytest.approx(times**4, rel=1e-9)


@given(snr=st.floats(1e-6, 1e9), needed=st.floats(1.0, 1e3), least=st.floats(1e-5, 1.0))
def test_no_look_is_shorter_than_the_least_dwell_or_longer_than_with_a_cue(
    snr: float, needed: float, least: float
) -> None:
    radar = RADAR._replace(least_dwell=least)
    found = look_time(snr, needed, radar)
    assert min(least, radar.cued_dwell) <= found <= radar.cued_dwell
    if min(least, radar.cued_dwell) < found < radar.cued_dwell:
        assert snr * found / radar.cued_dwell == pytest.approx(needed, rel=1e-12)  # S/N grows with the dwell


def test_forty_nine_tracks_at_300_km_take_a_fortieth_of_the_thaad_radars_time(seongju: Scenario) -> None:
    """By its own radar equation the least dwell of 1 ms is enough for S/N 20 there: 49 x 1 ms in 2 s is 0.0245."""
    radar = seongju.radars["an-tpy-2-terminal"]
    area = seongju.missiles["nodong"].nose_cross_section
    snr = float(strength(radar, radar.cued_dwell)) * area / 300e3**4
    share = 49 * look_time(snr, radar.track_snr, radar) / radar.frame_time
    assert share == pytest.approx(0.0245, rel=1e-9)
    faint = 49 * look_time(snr / 4.0, radar.track_snr, radar) / radar.frame_time
    assert share < faint < 0.1


@pytest.fixture(scope="module")
def seongju() -> Scenario:
    return bmd.read("seongju-2017", raids=1, draws=0)


@pytest.mark.parametrize(("needed", "least", "share"), [(20.0, 1e-3, 0.19), (100.0, 2e-3, 0.57)])
def test_seouls_radar_has_time_for_its_thirty_eight(
    seongju: Scenario, needed: float, least: float, share: float
) -> None:
    """By hand, from the radar equation at each target's range and aspect: 0.19, and 0.57 of 0.70 for better looks."""
    radars = {
        name: radar._replace(track_snr=needed, least_dwell=least, engaged_snr=needed, engaged_rate=0.0, uplink_time=0.0)
        for name, radar in seongju.radars.items()
    }
    space = flow.battlespace(replace(seongju, radars=radars, effects=("radar-time",)))
    seoul = next(time for time in space.radar_times if time.sensor == "seoul-radar")
    asked = seoul.asked[:, :SEARCHING].sum(axis=1).max()
    assert int(seoul.tracks.max()) == 38
    assert asked == pytest.approx(share, rel=0.1)
    assert asked < 0.70
    assert seoul.slowed == seoul.dropped == 0


# --- who gets it ----------------------------------------------------------------------------------

WIDTH = 12


def cost(snr: list[float], radar: Radar, fire: tuple[float, float] = (inf, -inf), objects: float = 0.0) -> Costs:
    """One route for each S/N, held in all of its frames."""
    out = blank(len(snr), WIDTH)
    frames = np.arange(WIDTH)
    for r, one in enumerate(snr):
        costs(FLIGHT.nodes, frames, np.full(WIDTH, one), (0, WIDTH - 1), fire, objects, 0.0, -1e9, 1.0, radar, r, out)
    return out


def given_out(
    snr: list[float], radar: Radar, launches: list[float] | None = None, channels: int = 0, **more: object
) -> Allotment:
    size = len(snr)
    starts = np.zeros(size) if launches is None else np.array(launches)
    last = int(starts.max(initial=0.0) / radar.frame_time) + WIDTH
    return allot(
        starts, np.arange(size), np.arange(size), size, np.argsort(starts, kind="stable"), cost(snr, radar, **more),  # type: ignore[arg-type]
        channels, radar.search_share, radar.frame_time, radar.maximum_tracks, 0, last,
    )  # fmt: skip


BUSY = RADAR._replace(search_share=0.3, frame_time=1.0, cued_dwell=0.2, least_dwell=0.01)
strengths = st.lists(st.floats(1.0, 1e4), min_size=1, max_size=12)


@given(snr=strengths, better=st.floats(1.0, 30.0), channels=st.integers(0, 4))
def test_more_power_never_asks_for_more_and_never_serves_less(snr: list[float], better: float, channels: int) -> None:
    """S/N grows with power, aperture and cross-section alike."""
    fire = (2.0, 8.0)
    weak = given_out(snr, BUSY, channels=channels, fire=fire)
    strong = given_out([better * one for one in snr], BUSY, channels=channels, fire=fire)
    assert np.all(strong.asked <= weak.asked + 1e-12)
    assert np.all(strong.share >= weak.share - 1e-9)
    assert np.all(strong.search >= weak.search - 1e-9)
    assert strong.channels >= weak.channels
    paid = np.array(snr)[:, None]  # S/N that a look in track has
    assert np.all(better * paid * strong.quality >= paid * weak.quality * (1.0 - 1e-9))


@given(snr=strengths, more=strengths, channels=st.integers(0, 4))
def test_more_targets_never_ask_for_less_and_never_leave_more(
    snr: list[float], more: list[float], channels: int
) -> None:
    few = given_out(snr, BUSY, channels=channels, fire=(2.0, 8.0))
    many = given_out(snr + more, BUSY, channels=channels, fire=(2.0, 8.0))
    size = len(snr)
    assert np.all(many.asked.sum(axis=1) >= few.asked.sum(axis=1) - 1e-12)
    assert np.all(many.share[:size] <= few.share + 1e-9)
    assert np.all(many.search[:size] <= few.search + 1e-9)
    assert np.all(many.quality[:size] <= few.quality * (1.0 + 1e-9))


@given(snr=strengths, channels=st.integers(0, 4), objects=st.sampled_from([0.0, 3.0]))
def test_no_more_time_is_given_than_there_is(snr: list[float], channels: int, objects: float) -> None:
    found = given_out(snr, BUSY, channels=channels, fire=(0.0, 1e3), objects=objects)
    prices = cost(snr, BUSY, (0.0, 1e3), objects)
    frame = 5
    order = range(len(snr))
    spent = 0.0
    for t in order:
        price = prices.track[t, frame]
        if t < channels:
            price = prices.engage[t, frame]
        elif t < 2 * channels and objects:
            price = max(prices.discriminate[t, frame], price)
        spent += found.share[t, frame] * price
    assert spent + BUSY.search_share * found.search[0, frame] <= 1.0 + 1e-9
    assert found.asked[frame].sum() == pytest.approx(
        sum(
            prices.engage[t, frame] if t < channels
            else max(prices.discriminate[t, frame], prices.track[t, frame]) if t < 2 * channels and objects
            else prices.track[t, frame]
            for t in order
        ) + BUSY.search_share
    )  # fmt: skip


def test_engaged_go_before_told_apart_before_tracked_before_searched_and_the_latest_goes_last() -> None:
    radar = BUSY._replace(engaged_rate=1.0, discriminating_rate=1.0, uplink_time=0.0, discriminating_snr=20.0)
    weak = 20.0  # a look in track takes the dwell with a cue, a fifth of the frame
    alone = given_out([weak] * 6, radar)
    assert alone.share[:, 0].tolist() == [1.0] * 5 + [0.0]
    assert alone.search[0, 0] < 1e-12
    # one frame later each: who comes down first keeps all of its looks
    late = given_out([weak] * 6, radar, launches=[5.0, 4.0, 3.0, 2.0, 1.0, 0.0])
    assert late.served.argmin() == 0
    assert late.served[1:].tolist() == [1.0] * 5
    both = given_out([weak] * 6, radar, channels=1, fire=(0.0, 1e3), objects=1.0)
    assert both.share[:, 0].tolist() == [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]  # 0.2 engaged, 0.4 for two objects
    assert both.asked[0].tolist() == pytest.approx([0.2, 0.4, 0.8, 0.3])
    assert (ENGAGED, DISCRIMINATING, TRACKING, SEARCHING) == (0, 1, 2, 3)


def test_tracks_beyond_the_most_are_dropped() -> None:
    found = given_out([1e6] * 8, BUSY._replace(maximum_tracks=5))
    assert found.share[:, 3].tolist() == [1.0] * 5 + [0.0] * 3
    assert found.tracks[3] == 8


def test_engagements_at_once_are_those_that_there_is_time_for() -> None:
    """Five looks a second of 0.1 s each fill half of the time: two targets can be engaged, and not four."""
    radar = BUSY._replace(engaged_snr=100.0, engaged_rate=5.0, uplink_time=0.0)
    snr = 100.0 * radar.cued_dwell / 0.1
    assert given_out([snr] * 4, radar, channels=4, fire=(0.0, 1e3)).channels == 2
    assert given_out([snr] * 4, radar, channels=2, fire=(0.0, 1e3)).channels == 2
    # uplinks of 50 ms, five a second to each of their rounds
    assert given_out([snr] * 4, radar._replace(uplink_time=0.05), channels=4, fire=(0.0, 1e3)).channels == 1


@given(
    looks=st.lists(st.tuples(st.floats(1e-4, 1.0), st.floats(1.0, 50.0)), min_size=1, max_size=8),
    extra=st.floats(0.0, 20.0),
)
def test_time_left_goes_into_longer_looks_in_proportion(looks: list[tuple[float, float]], extra: float) -> None:
    base = np.array([one for one, _ in looks])
    most = np.array([one * times for one, times in looks])
    multiple = filled(base, most, extra)
    used = float(np.minimum(multiple * base, most).sum())
    assert multiple >= 1.0
    if multiple == inf:
        assert most.sum() - base.sum() <= extra * (1.0 + 1e-9) + 1e-12
    else:
        assert used == pytest.approx(base.sum() + extra, rel=1e-6)


# --- what gets through ----------------------------------------------------------------------------


def raid(radars: int, tracks: int, effects: list[str], count: int = 40, power: float = 125.0) -> Scenario:
    """Scuds at Daegu one a second, two Patriot batteries there on one radar or each on its own."""
    site = "Daegu Air Base"
    eyes = [{"name": f"eye-{k}", "radar": "an-mpq-65", "site": site, "boresight_deg": 330} for k in range(radars)]
    units = [
        {
            "name": f"unit-{k}", "interceptor": "pac-3-mse", "layer": "lower", "site": site,
            "radar": f"eye-{k % radars}", "launchers": 6, "command_delay_s": 5, "doctrine": "salvo-2",
        }
        for k in range(2)
    ]  # fmt: skip
    threat = {"name": "a", "missile": "scud-c", "count": count, "launch": "Hwangju", "aimpoint": "Daegu"}
    why = "to ask what if"
    return bmd.scenario({
        "openbmd": 1, "name": "small-radar", "title": "Many targets, a small radar", "raids": 500, "draws": 0,
        "seed": 3, "defended": ["Daegu"], "effects": effects, "layers": ["lower"], "radars": eyes, "fire_units": units,
        "threats": [threat | {"interval_s": 1}],
        "figures": {
            "radars/an-mpq-65/maximum_tracks": {"best": tracks, "assumed": why},
            "radars/an-mpq-65/reference_range_km": {"best": power, "assumed": why},
        },
    })  # fmt: skip


def played(scenario: Scenario) -> tuple[Battlespace, float]:
    space = flow.battlespace(scenario)
    return space, float(flow.assess(space, scenario, 500, 3, 1).leaks.sum()) / 500


def test_a_small_radar_that_many_come_at_leaks_more_than_two() -> None:
    one, leak = played(raid(1, 10, ["radar-time"]))
    _, less = played(raid(2, 10, ["radar-time"]))
    _, free = played(raid(1, 10, []))
    assert one.radar_times[0].dropped > 0
    assert one.radar_times[0].channels < one.radar_times[0].wanted
    assert leak > less + 0.5
    assert leak > free + 0.5
    said = " ".join(told(note, Words()) for note in one.notes)
    assert "eye-0 is asked for more time than it has" in said
    assert "for a while not at all" in said


def test_whoever_is_dropped_is_fired_at_less() -> None:
    few = flow.battlespace(raid(1, 4, ["radar-time"]))
    all_held = flow.battlespace(raid(1, 1000, ["radar-time"]))
    assert set(few.plan.shots["threat"]) < set(all_held.plan.shots["threat"])
    assert few.radar_times[0].dropped == 36


def test_more_tracks_never_let_more_through() -> None:
    leaks = [played(raid(1, tracks, ["radar-time"]))[1] for tracks in (1, 3, 6, 10, 20, 40)]
    assert all(b <= a for a, b in pairwise(leaks))
    assert leaks[0] > leaks[-1]


def test_a_better_radar_never_lets_more_through() -> None:
    leaks = [played(raid(1, 100, ["radar-time"], power=km))[1] for km in (90.0, 125.0, 170.0)]
    assert all(b <= a for a, b in pairwise(leaks))
    assert leaks[0] > leaks[-1]


def test_switched_off_every_target_gets_its_frames() -> None:
    off, plenty = flow.battlespace(raid(1, 1, [])), flow.battlespace(raid(1, 100_000, []))
    assert off.plan.shots.tobytes() == plenty.plan.shots.tobytes()
    for one, other in zip(off.tracks, plenty.tracks, strict=True):
        assert all(a.covariances.tobytes() == b.covariances.tobytes() for a, b in zip(one, other, strict=True))
    assert any(note.id == "notes-out-of-time" for note in off.notes)
    assert not any(note.id == "notes-short-of-time" for note in off.notes)


def test_a_radar_with_time_to_spare_plays_as_if_switched_off() -> None:
    on, off = (flow.battlespace(raid(1, 100, effects, count=3)) for effects in (["radar-time"], []))
    assert on.plan.shots.tobytes() == off.plan.shots.tobytes()
    assert cautions(raid(1, 100, [], count=3), off.radar_times) == []


@settings(max_examples=5)
@given(kept=st.integers(1, 30))
def test_a_smaller_raid_planned_anew_is_that_raid(kept: int) -> None:
    whole = raid(1, 6, ["radar-time"], count=30)
    smaller = replace(whole, threats=whole.threats[:kept])
    anew = flow.replan(flow.battlespace(whole), smaller)
    assert anew.plan.shots.tobytes() == flow.battlespace(smaller).plan.shots.tobytes()


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("least_dwell_ms", 0), ("track_snr", 0.5), ("engaged_snr", -1), ("discriminating_snr", 0),
        ("engaged_rate_hz", -1), ("discriminating_rate_hz", 1000), ("uplink_time_ms", -0.1), ("maximum_tracks", 0),
        ("cued_dwell_ms", 0), ("search_dwell_ms", 0),
    ],
)  # fmt: skip
def test_a_figure_out_of_bounds_is_one_complaint(key: str, value: float) -> None:
    scenario = {
        "openbmd": 1, "name": "bad", "title": "Bad", "defended": ["Daegu"], "effects": [],
        "threats": [{"name": "a", "missile": "scud-c", "launch": "Hwangju", "aimpoint": "Daegu"}],
        "batteries": [{"name": "b", "system": "pac-3-mse", "site": "Daegu Air Base", "facing": "Pyongyang"}],
        "figures": {f"radars/an-mpq-65/{key}": {"low": value, "best": value, "high": value, "assumed": "x"}},
    }  # fmt: skip
    with pytest.raises(InputError) as caught:
        bmd.scenario(scenario)
    assert len([one for one in caught.value.complaints if key in one.path and "beyond" in one.found]) == 1
