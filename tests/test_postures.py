"""The same raid against what is there on each day."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import inf, isnan, log, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbmd import flow, scenario_file
from openbmd.complaints import InputError
from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.records import Doctrine, Posture, Presence, Site
from openbmd.render import json as envelopes
from openbmd.render import page as pages
from openbmd.render.gathering import gather
from openbmd.studies import STUDIES
from openbmd.studies.contract import Asked
from openbmd.studies.posture import playing as postures
from openbmd.studies.posture import raid_size, words
from openbmd.studies.posture.find import refuse_empty
from openbmd.studies.posture.playing import Day, RaidSize, by_share, on_day, weight_inside
from openbmd.studies.posture.question import PostureQuestion
from openbmd.studies.posture.words import FoundPosture
from openbmd.telling import style
from openbmd.telling.notes import tell

SAY = Words()
FILE = Path(__file__).parent.parent / "scenarios" / "kamd-2023.yaml"


def asked(answer):
    return Asked("posture", PostureQuestion(), (answer.days[0].scenario,), answer)


def plain_data(answer):
    """As the command prints it with --json."""
    return envelopes.envelope(STUDIES["posture"].tell(asked(answer), SAY))


def unheard(*_said):
    pass


def nation(name):
    return "US" if name.startswith(("us-", "seongju", "osan", "suwon", "kunsan", "carroll", "dsp")) else "ROK"


def reinforced():
    """The scenario of 2023, with nations, and three steps of who is there."""
    scenario = scenario_file.read(FILE)

    def owned(assets):
        return tuple(asset._replace(nation=nation(asset.name)) for asset in assets)

    return replace(
        scenario,
        effects=(),
        radar_sites=owned(scenario.radar_sites),
        warning_sensors=owned(scenario.warning_sensors),
        fire_units=owned(scenario.fire_units),
        posture=Posture(
            (0.0, 1.0, 10.0),
            ("ROK alone", "plus US forces in Korea", "plus THAAD"),
            (
                Presence("US", 1.0, inf, nan),
                Presence("seongju-thaad", 10.0, inf, nan),
                Presence("seongju-tpy-2", 10.0, inf, nan),
            ),
        ),
    )


def smaller(scenario, *groups):
    """The scenario with some groups of threats alone, and the routes that they fly."""
    threats = [t for t in scenario.threats if t.name.rsplit("-", 1)[0] in groups]
    routes = sorted({t.route for t in threats})
    return replace(
        scenario,
        routes=tuple(scenario.routes[r] for r in routes),
        threats=tuple(t._replace(route=routes.index(t.route)) for t in threats),
    )


def fly(scenario):
    return flow.fly([scenario], (), with_bodies=False, threads=1)[0]


def play(days, flown, raids=500, draws=0, threads=1, seed=5):
    return postures.play(days, flown, raids=raids, seed=seed, draws=draws, threads=threads, progress=unheard)


@pytest.fixture(scope="module")
def whole():
    return reinforced()


@pytest.fixture(scope="module")
def small(whole):
    return smaller(whole, "scud-c-gunsan", "scud-er-daegu", "nodong-busan")


@pytest.fixture(scope="module")
def flights(small):
    return fly(small)


@pytest.fixture(scope="module")
def answer(small, flights):
    """The small raid over the posture's days, with a few draws."""
    return play(postures.days(small), flights, draws=4)


def names(scenario):
    return {asset.name for asset in postures.assets(scenario)}


def told(day):
    """All numbers of a day that no other day enters."""
    return (day.label, day.leakers, day.p_no_leaker, day.place_leakers, day.weight_inside, day.weight_clear,
            day.rounds_used, day.half_raid)  # fmt: skip


# --- who is there ---------------------------------------------------------------------------------


def test_an_asset_that_no_presence_names_is_always_there(whole):
    there = [names(on_day(whole, day)) for day in (-5.0, 0.0, 1e6)]
    assert all("green-pine-north" in found and "rok-seoul-1" in found for found in there)
    assert on_day(whole, 0.0).posture == Posture((), (), ())


def test_a_nation_comes_with_all_that_is_its_but_what_has_a_later_day_of_its_own(whole):
    alone, with_us, full = (names(on_day(whole, day)) for day in (0.0, 1.0, 10.0))
    assert not any(nation(name) == "US" for name in alone if " to " not in name)
    assert "us-osan-1" in with_us
    assert "seongju-thaad" not in with_us
    assert full == names(whole)


def test_of_several_presences_any_holds_and_the_last_day_is_not_among_them(whole):
    presences = (Presence("us-osan-1", 2.0, 4.0, nan), Presence("us-osan-1", 6.0, 8.0, nan))
    scenario = replace(whole, posture=Posture((0.0,), ("",), presences))
    there = [day for day in range(10) if "us-osan-1" in names(on_day(scenario, float(day)))]
    assert there == [2, 3, 6, 7]


def test_a_link_can_come_and_go_by_its_name(whole):
    link = whole.links[0].name
    scenario = replace(whole, posture=Posture((0.0,), ("",), (Presence(link, 3.0, inf, nan),)))
    assert names(scenario) - names(on_day(scenario, 0.0)) == {link}
    assert names(on_day(scenario, 3.0)) == names(scenario)


def test_leave_to_fire_is_that_of_the_days_presences_its_own_before_its_nations(whole):
    presences = (
        Presence("US", 0.0, inf, 300.0),
        Presence("us-osan-1", 0.0, 5.0, 60.0),
        Presence("us-osan-1", 0.0, inf, 90.0),
        Presence("us-osan-2", 0.0, inf, nan),
    )
    scenario = replace(whole, posture=Posture((0.0,), ("",), presences))

    def release(day, name):
        return next(unit.release_time for unit in on_day(scenario, day).fire_units if unit.name == name)

    assert [release(0.0, "us-osan-1"), release(5.0, "us-osan-1")] == [60.0, 90.0]
    assert release(0.0, "us-osan-2") == release(0.0, "us-suwon-1") == 300.0
    assert release(0.0, "rok-seoul-1") == 0.0


def test_notes_do_not_repeat_who_is_away_but_tell_what_that_does_to_who_stays(whole):
    radar_late = replace(whole, posture=Posture((0.0,), ("",), (Presence("osan-radar", 3.0, inf, nan),)))
    added = set(on_day(radar_late, 0.0).notes) - set(whole.notes)
    assert len(added) == 1
    assert "us-osan-1" in tell(added, Words())[0]
    assert on_day(whole, 0.0).notes == whole.notes


# --- laws -----------------------------------------------------------------------------------------


def test_what_reaches_nothing_changes_nothing_in_any_raid(small, flights):
    far = small.fire_units[1]._replace(name="far-away", site=Site(-0.6, 2.6, 0.0), radar="far-radar")
    radar = small.radar_sites[4]._replace(name="far-radar", site=far.site)
    scenario = replace(
        small,
        fire_units=(*small.fire_units, far),
        radar_sites=(*small.radar_sites, radar),
        posture=Posture(
            (0.0, 1.0), ("", "far"), (Presence("far-away", 1.0, inf, nan), Presence("far-radar", 1.0, inf, nan))
        ),
    )
    before, after = play(postures.days(scenario), flights, draws=2).days
    assert after.came == ("far-radar", "far-away")
    assert set(after.fewer_than_before) == {0.0}
    assert told(after)[1:] == told(before)[1:]


def test_reinforcement_never_lets_more_through_beyond_the_dice_and_days_are_paired(whole):
    days = play(postures.days(whole), fly(whole), raids=2_000).days
    for day, before in zip(days[1:], days, strict=False):
        assert day.fewer_than_before.mean >= -3.0 * day.fewer_than_before.se
        assert day.fewer_than_before.mean == pytest.approx(before.leakers.mean - day.leakers.mean, abs=1e-9)
        unpaired = np.hypot(day.leakers.se, before.leakers.se)
        assert day.fewer_than_before.se < unpaired
    assert days[2].fewer_than_first.mean == pytest.approx(sum(day.fewer_than_before.mean for day in days[1:]))
    assert days[0].half_raid.best <= days[1].half_raid.best <= days[2].half_raid.best


def test_leave_to_fire_after_the_last_impact_leaves_no_shot(small, flights):
    late = max(t.launch_time for t in small.threats) + max(flight.impact_time for flight in flights)
    presences = tuple(Presence(name, 0.0, inf, late) for name in ("US", "ROK"))
    (day,) = play(postures.days(replace(small, posture=Posture((0.0,), ("",), presences))), flights).days
    assert day.leakers.mean == len(small.threats)
    assert all(used.mean == 0.0 for used in day.rounds_used.values())
    assert (day.weight_inside.mean, day.half_raid.best) == (0.0, 1.0)


def test_days_can_stand_in_any_order_and_threads_can_be_any_number(small, flights, answer):
    backwards = play(postures.days(small)[::-1], flights, draws=4, threads=3)
    assert [told(day) for day in backwards.days[::-1]] == [told(day) for day in answer.days]
    there, back = answer.days[-1].fewer_than_first, backwards.days[-1].fewer_than_first
    assert there.mean == -back.mean
    assert there.se == back.se


def test_the_same_day_twice_differs_in_no_raid_and_no_draw(small, flights):
    day = postures.days(small)[0]
    once, again = play([day, day], flights, draws=3).days
    assert told(once) == told(again)
    assert set(again.fewer_than_before) == {0.0}
    assert once.came == again.came == again.gone == ()


def test_the_weight_inside_is_that_of_places_whose_every_missile_has_a_shot(small, flights, answer):
    for day in postures.days(small):
        space = flow.engage(day.scenario, flights)
        shot_at = {small.threats[i].name for i in space.plan.shots["threat"].tolist()}
        aimed = {place: {t.name for t in small.threats if t.place == place.name} for place in small.places}
        expected = sum(place.people_weight for place, them in aimed.items() if them and them <= shot_at)
        assert weight_inside(space, day.scenario) == expected
    attacked = {t.place for t in small.threats}
    assert attacked < {place.name for place in small.places}
    assert answer.weight_aimed == sum(p.people_weight for p in small.places if p.name in attacked)


# --- the raid size at one half --------------------------------------------------------------------


def test_one_round_each_that_kills_nine_times_in_ten_holds_six_missiles_and_not_seven(whole):
    """0.9^6 = 0.53, 0.9^7 = 0.48: independent single shots, by hand."""
    chance = 0.9
    scenario = smaller(whole, "scud-c-pyeongtaek")
    first = scenario.threats[0]
    threats = tuple(first._replace(name=f"one-{n}", launch_time=120.0 * n) for n in range(12))
    unit = next(u for u in scenario.fire_units if u.name == "us-osan-1")
    kind = scenario.interceptors[unit.interceptor]._replace(kill_probability=chance, common_mode_failure=0.0)
    scenario = replace(
        scenario,
        threats=threats,
        fire_units=(unit._replace(doctrine=Doctrine("one", 1, 0, 1), ready_rounds=20, reserve_rounds=0),),
        interceptors={**scenario.interceptors, unit.interceptor: kind},
    )
    (day,) = play([Day("", nan, scenario)], fly(scenario), raids=10_000).days
    assert day.p_no_leaker.mean == pytest.approx(chance**12, abs=4.0 * day.p_no_leaker.se)
    assert day.half_raid.best == np.ceil(log(0.5) / log(chance)) == 7.0
    assert isnan(day.half_raid.low)


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)), min_size=1, max_size=60))
def test_where_less_leaks_at_every_size_the_size_at_one_half_never_falls(chances):
    worse = [min(pair) for pair in chances]
    better = [max(pair) for pair in chances]
    sizes = []
    for none in (worse, better):
        if none[-1] >= 0.5:
            sizes.append(inf)
            continue
        size = raid_size.crossing(lambda n, none=none: none[n - 1] < 0.5, len(none))
        assert none[size - 1] < 0.5
        assert size == 1 or none[size - 2] >= 0.5
        sizes.append(size)
    assert sizes[0] <= sizes[1]


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6), st.data())
def test_a_smaller_raid_has_the_mix_of_the_whole(counts, data):
    """Route r has c of N missiles; of the first n it has c n / N, but for halves of the R routes' missiles."""
    route = {t: r for r, c in enumerate(counts) for t in range(sum(counts[:r]), sum(counts[:r]) + c)}
    threats = [reinforced_threat(f"t{t}", r) for t, r in route.items()]
    order = by_share(FakeRaid(threats), [True] * len(counts))
    assert sorted(order) == list(range(len(threats)))
    n = data.draw(st.integers(1, len(threats)))
    for r, c in enumerate(counts):
        taken = sum(threats[i].route == r for i in order[:n])
        assert abs(taken - c * n / len(threats)) <= 0.5 + 0.5 * len(counts) * c / len(threats) + 1e-9
        first = [i for i in order if threats[i].route == r]
        assert first == sorted(first)


class FakeRaid:
    """Threats alone: all that by_share looks at."""

    def __init__(self, threats):
        self.threats = threats


def reinforced_threat(name, route):
    from openbmd.records import Threat

    return Threat(name, route, 0.0, "Seoul", name, "", 0)


def test_missiles_that_threaten_nobody_are_not_counted_in_a_raid():
    threats = [reinforced_threat("a", 0), reinforced_threat("b", 1), reinforced_threat("c", 0)]
    assert by_share(FakeRaid(threats), [True, False]) == [0, 2]


def test_a_size_beyond_the_raid_is_told_as_infinite_and_never_as_a_mean_with_one():
    assert raid_size.over_figures(inf, [3.0, inf, inf, 7.0]) == RaidSize(inf, 3.0, inf)
    assert raid_size.over_figures(9.0, [3.0] * 20 + [inf]) == RaidSize(9.0, 3.0, 3.0)


# --- products and the run folder ---------------------------------------------------------------------


def test_the_finding_tells_first_and_last_day_and_the_json_is_whole(answer):
    finding = words.finding(FoundPosture(answer, SAY))
    assert "“ROK alone”" in finding
    assert "“plus THAAD”" in finding
    assert f"of {len(answer.days[0].scenario.threats)} missiles" in finding
    assert style.headline(answer.days[0].leakers) in finding  # the middle of its band, which a title rounds
    assert style.headline_alone(answer.days[0].leakers) in words.headline(FoundPosture(answer, SAY))
    plain = json.loads(json.dumps(plain_data(answer), allow_nan=False))
    assert [day["label"] for day in plain["days"]] == ["ROK alone", "plus US forces in Korea", "plus THAAD"]
    assert plain["days"][0]["fewer_than_before"]["mean"] is None
    assert set(plain["days"][1]["came"]) >= {"us-osan-1", "osan-radar"}
    assert plain["days"][2]["leakers"]["low"] <= plain["days"][2]["leakers"]["high"]
    beyond = replace(answer, days=tuple(replace(d, half_raid=RaidSize(inf, 3.0, inf)) for d in answer.days))
    assert plain_data(beyond)["days"][0]["half_raid"] == {"best": "more", "low": 3, "high": "more"}
    assert words.size_band(FoundPosture(beyond, SAY), beyond.days[0]) == f"3 to > {answer.threats}"
    assert f"no raid up to {answer.threats}" in " ".join(words.sentences(FoundPosture(beyond, SAY)))


def test_who_came_is_told_in_few_words(answer):
    assert words.came(FoundPosture(answer, SAY), 1) == "8 × PAC-3 MSE, DSP/SBIRS"
    assert words.came(FoundPosture(answer, SAY), 2) == "THAAD"
    late = answer.days[2]
    units = tuple(u._replace(release_time=300.0 * (u.interceptor == "thaad")) for u in late.scenario.fire_units)
    changed = replace(late, scenario=replace(late.scenario, fire_units=units))
    again = replace(answer, days=(*answer.days[:2], changed, replace(late, came=(), gone=())))
    assert words.came(FoundPosture(again, SAY), 2) == "THAAD (fires from 300 s)"
    assert words.came(FoundPosture(again, SAY), 3) == "THAAD (fires at once)"


def test_the_page_holds_pictures_notes_seed_and_versions_and_asks_for_nothing_outside(answer):
    made = STUDIES["posture"].draw(asked(answer), SAY)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    page = pages.page(gather([STUDIES["posture"].tell(asked(answer), SAY)], "", SAY), [svg], SAY)
    assert page.count("<svg ") == 2
    assert "seed 5" in page
    assert answer.versions["numba"] in page
    assert all(line in page for line in tell(answer.notes, Words()))
    assert not re.findall(r'(?:src|href)="(?!#)', page)


def test_a_day_on_which_nobody_can_fire_is_refused(whole):
    nobody = Day("nobody", 3.0, replace(whole, fire_units=()))
    with pytest.raises(InputError, match='no fire unit is there with "nobody"'):
        refuse_empty(whole, (*postures.days(whole), nobody))
