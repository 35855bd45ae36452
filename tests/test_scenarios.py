"""The scenarios hold, and so does every number that their pages quote."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from openbmd import estimates, flow, left_of_launch, scenario_file
from openbmd.records import REASONS, Battlespace, Outcomes, Scenario
from openbmd.records.withheld import without
from openbmd.studies.kill_chain import counts, history
from openbmd.studies.posture import playing as postures
from test_layers import TWO_OF_80

ROOT = Path(__file__).parent.parent
FILES = {path.stem: path for path in sorted((ROOT / "scenarios").glob("*.yaml"))}
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "scenarios").glob("*.md"))}
INDEX = PAGES.pop("README")
ROW = re.compile(r"^\| ([\w, -]+) \| ([\w:, -]+) \| ([\d.]+)(?: %)? and ([\d.]+)(?: %)? \|$", re.MULTILINE)
SED = re.compile(r"^ *sed '(.+)' scenarios/([\w-]+)\.yaml > ([\w-]+)\.yaml$", re.MULTILINE)
RAIDS = 1_000  # a mean of three leakers is then known to 0.1, a fraction of each range on the pages


class Played(NamedTuple):
    scenario: Scenario
    space: Battlespace
    outcomes: Outcomes


def play(scenario: Scenario, raids: int = RAIDS) -> Played:
    space = flow.battlespace(scenario)
    return Played(scenario, space, flow.assess(space, scenario, raids, scenario.seed, 1))


@cache
def of_file(name: str) -> Played:
    return play(scenario_file.read(FILES[name]))


def variants(page: str) -> dict[str, str]:
    """The files that a page makes of a scenario, as sed makes them."""
    made = {}
    for script, name, variant in SED.findall(PAGES[page]):
        done = subprocess.run(["sed", script, str(FILES[name])], capture_output=True, text=True, check=True)
        made[variant] = done.stdout
    return made


def as_named(name: str, made: dict[str, str]) -> Played:
    """What a row says was played: a file, of the house or of the page; on a day, or without somebody."""
    name, _, left_out = name.partition(" without ")
    name, _, day = name.partition(", day ")
    if not left_out and not day and name in FILES:
        return of_file(name)
    scenario = scenario_file.read_text(made[name], name) if name in made else scenario_file.read(FILES[name])
    if day:
        return play(postures.on_day(scenario, float(day)))
    return play(without(scenario, left_out.split(",")))


def stopped(played: Played, kind: str) -> float:
    """Launchers of a kind that do not live to their first launch, in the mean."""
    first = zip(played.scenario.threats, played.space.launch_chance, strict=True)
    return sum(1.0 - float(chance) for threat, chance in first if threat.launcher_kind == kind and threat.wave == 0)


def raid_at_one_half(played: Played) -> float:
    order = postures.by_share(played.scenario, flow.dangerous(played.scenario, played.space.trajectories))
    return postures.half_raid(played.space, played.scenario, order, played.outcomes, RAIDS, played.scenario.seed)


ANSWERS: dict[str, Callable[[Played], float]] = {
    "missiles that get through": lambda p: estimates.leakers(p.outcomes).mean,
    "chance that none gets through": lambda p: 100.0 * p.outcomes.leakers[0] / p.outcomes.raids,
    "missiles that fail by themselves": lambda p: p.outcomes.not_launched[0] / p.outcomes.raids,
    "missiles struck before launch": lambda p: p.outcomes.not_launched[0] / p.outcomes.raids,
    "rounds on the launchers": lambda p: sum(unit.ready_rounds for unit in p.scenario.fire_units),
    "rounds fired": lambda p: p.outcomes.rounds_used[:, 0].sum() / p.outcomes.raids,
    "rounds that come when another unit has killed already": lambda p: (
        p.outcomes.rounds_wasted[:, 0].sum() / p.outcomes.raids
    ),
    "raid at one half": raid_at_one_half,
    "liquid-fuelled launchers stopped before their first launch": lambda p: stopped(p, "liquid-tel"),
    "solid-fuelled launchers stopped before their first launch": lambda p: stopped(p, "solid-tel"),
}


def answer(played: Played, question: str) -> float:
    """What a row asks of a raid, in the mean."""
    if question in ANSWERS:
        return float(ANSWERS[question](played))
    scenario, outcomes = played.scenario, played.outcomes
    if question.startswith("missiles that get through to "):
        place = [p.name for p in scenario.places].index(question.removeprefix("missiles that get through to "))
        return float(outcomes.place_leakers[place, 0] / outcomes.raids)
    if question.startswith("missiles never fired at: "):
        reason = REASONS.index(question.removeprefix("missiles never fired at: "))
        return float(outcomes.unengaged[reason, 0] / outcomes.raids)
    layer = re.fullmatch(r"missiles killed by the (\w+) layer", question)
    assert layer, f"no test knows what '{question}' asks"
    units = [u for u, unit in enumerate(scenario.fire_units) if unit.layer == layer[1]]
    return float(outcomes.kills[:, units].sum() / outcomes.raids)


@pytest.mark.parametrize("page", PAGES)
def test_every_number_that_a_page_quotes_is_in_its_range(page: str) -> None:
    made, played, missed = variants(page), {}, []
    rows = ROW.findall(PAGES[page])
    quoted = [line for line in PAGES[page].splitlines() if line.startswith("|") and " and " in line.split("|")[-2]]
    assert len(rows) == len(quoted) >= 4, "rows that are not understood"
    for name, question, low, high in rows:
        if name not in played:
            played[name] = as_named(name, made)
        found = answer(played[name], question)
        if not float(low) <= found <= float(high):
            missed.append(f"{name}: {question}: {found:.3g}, told as between {low} and {high}")
    assert not missed


@pytest.mark.parametrize("page", PAGES)
def test_each_file_that_a_page_makes_differs_and_reads(page: str) -> None:
    made = variants(page)
    assert made
    for variant, written in made.items():
        source = next(name for _, name, other in SED.findall(PAGES[page]) if other == variant)
        before = FILES[source].read_text(encoding="utf-8")
        assert written.replace(f"name: {variant}", f"name: {source}") != before, "the name alone is new"
        assert scenario_file.read_text(written, variant).name == variant


def test_the_index_has_every_scenario_once_and_a_link_to_every_page() -> None:
    first = re.findall(r"^\| (?:\[)?([a-z0-9-]+)(?:\]\(([\w.-]+)\))? \|", INDEX, re.MULTILINE)
    rows = [(name, link) for name, link in first if name != "scenario"]
    assert sorted(name for name, _ in rows) == sorted(FILES)
    assert sorted(link for _, link in rows if link) == sorted(f"{page}.md" for page in PAGES)


@pytest.mark.parametrize("name", FILES)
def test_every_scenario_reads_flies_and_is_played(name: str) -> None:
    played = play(scenario_file.read(FILES[name]), raids=200)
    assert played.scenario.name == name
    assert all(trajectory.reached for trajectory in played.space.trajectories)
    assert played.outcomes.leakers.sum() == 200


def raid(name: str, with_times: bool) -> list[tuple[object, ...]]:
    """The threats of a scenario: what, from where, to where, how; and when."""
    scenario = scenario_file.read(FILES[name])
    routes = [scenario.routes[threat.route] for threat in scenario.threats]
    return [
        # repr, since a free apogee is nan and no nan is equal to another
        (threat.name, route.missile, route.launch, route.aimpoint, repr(route.shape), threat.launch_time * with_times)
        for threat, route in zip(scenario.threats, routes, strict=True)
    ]


@pytest.mark.parametrize("name", ["kamd-layers-2023", "radar-lost", "alliance-2023"])
def test_the_raid_is_that_of_kamd_2023_missile_for_missile(name: str) -> None:
    assert raid(name, with_times=True) == raid("kamd-2023", with_times=True)
    assert len(raid(name, with_times=True)) == 50


def test_the_same_fifty_all_leave_within_one_minute() -> None:
    assert raid("fifty-in-one-minute", with_times=False) == raid("kamd-2023", with_times=False)
    times = [threat.launch_time for threat in scenario_file.read(FILES["fifty-in-one-minute"]).threats]
    assert 0.0 <= min(times) <= max(times) <= 60.0


def test_a_lost_radar_lets_more_through_on_the_same_dice() -> None:
    whole, lost = (of_file(name) for name in ("kamd-layers-2023", "radar-lost"))
    by_raid = [flow.leakers_by_raid(p.space, p.scenario, 0, RAIDS, 1) for p in (whole, lost)]
    difference = by_raid[1] - by_raid[0]
    assert difference.mean() > 3.0 * difference.std() / RAIDS**0.5


def test_each_battery_on_its_own_wastes_more_rounds_and_lets_no_more_through() -> None:
    coordinated = of_file("kamd-layers-2023")
    autonomous = as_named("autonomous", variants("kamd-layers-2023"))
    wasted, leaking = "rounds that come when another unit has killed already", "missiles that get through"
    assert answer(autonomous, wasted) >= answer(coordinated, wasted)
    assert 0.3 <= answer(autonomous, wasted) / answer(autonomous, "rounds fired") <= 0.7, "about half"
    # while magazines are full; both means are known to about 0.1
    assert answer(autonomous, leaking) <= answer(coordinated, leaking) + 0.3


def reached_by(played: Played) -> Iterator[tuple[str, str, set[str]]]:
    """For each route: missile, place aimed at, and the layers (of units that are there) that have a window."""
    scenario = played.scenario
    places = {threat.route: threat.place for threat in scenario.threats}
    for r, route in enumerate(scenario.routes):
        found = {
            unit.name if unit.layer != "lower" else "lower"
            for unit, o in zip(scenario.fire_units, played.space.opportunities[r], strict=True)
            if not o.reason
        }
        yield route.missile, places[r], found


def test_the_layers_cover_what_the_pages_say() -> None:
    for missile, place, layers in reached_by(of_file("kamd-layers-2023")):
        if place in ("Daejeon", "Ulsan"):
            assert layers == {"seongju-thaad"}
        elif place in ("Seoul", "Pyeongtaek") or (missile == "kn-23" and place == "Gunsan"):
            assert layers == {"lower"}
        elif place in ("Busan", "Daegu"):
            assert layers == {"seongju-thaad", "lower"}
    ships = {"aegis-west-ship", "aegis-east-ship"}
    for missile, place, layers in reached_by(of_file("alliance-2023")):
        if place == "Seoul":
            assert layers == {"lower"}
        if place == "Pyeongtaek" or missile == "kn-23":
            assert "second-thaad" in layers
        if place in ("Ulsan", "Busan", "Daegu") and missile != "kn-23":
            assert layers & ships


def test_the_radars_in_japan_see_these_flights_later_than_green_pine() -> None:
    space, sites = of_file("alliance-2023").space, of_file("alliance-2023").scenario.radar_sites
    late = {"kyogamisaki-tpy-2", "shariki-tpy-2"}
    for tracks in space.tracks:
        seen = {site.name: track.first_seen_time for site, track in zip(sites, tracks, strict=True)}
        assert seen["green-pine-north"] + 50.0 < min(seen[name] for name in late), "a minute or more"


def test_radars_are_asked_for_more_when_the_same_come_faster() -> None:
    slow, fast = (
        {time.sensor: float(time.asked.sum(axis=1).max()) for time in of_file(name).space.radar_times}
        for name in ("kamd-layers-2023", "fifty-in-one-minute")
    )
    assert slow.keys() == fast.keys()
    assert sum(fast.values()) > sum(slow.values())
    assert max(fast.values()) < 1.0, "the pages say that radar time does not run out"


def test_the_table_of_two_layers_is_the_one_that_is_played() -> None:
    table = re.search(r"^\| what is not as it should be.*?\n\n", PAGES["kamd-layers-2023"], re.MULTILINE | re.DOTALL)
    assert table
    told = [float(share) for share in re.findall(r"\| ([\d.]+) % \|", table[0])]
    assert told == [round(100.0 * killed, 1) for *_, killed in TWO_OF_80]


def test_kill_chain_is_as_wide_as_its_page_says() -> None:
    scenario = scenario_file.read(FILES["kill-chain-2016"])
    missiles = counts.answer(scenario, draws=200, seed=scenario.seed).missiles
    assert missiles.low < missiles.total / 2
    assert missiles.high > 0.97 * missiles.total
    assert missiles.high - missiles.low > missiles.spread.p95 - missiles.spread.p05
    (chain,) = scenario.kill_chains.values()
    launcher = scenario.launchers["liquid-tel"]
    set_up = left_of_launch.before_launch(launcher, chain)[-1]
    at_once = chain._replace(detect_delay=0.0, identify_delay=0.0, decide_delay=0.0, strike_delay=0.0)
    assert 0.25 < left_of_launch.caught(set_up, at_once) < 0.42, "a third"
    record = history.likelihood(history.GULF_1991, "the scenario's", chain, launcher).record
    assert 0.0 < record < 1e-9
