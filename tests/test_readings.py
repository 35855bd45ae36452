"""Three readings of the interceptors' chances: catalogue tables, and the raid played by each of them."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import beta

from commanding import command
from openbmd import catalogue_file, draws, flow, scenario_file
from openbmd.complaints import InputError
from openbmd.draws import readings
from openbmd.kinds import READINGS
from openbmd.records import EFFECTS, Reading, Scenario
from openbmd.studies.run import playing

SMALL = """\
openbmd: 1
name: small
title: Two Scud-C at Pyeongtaek, one PAC-3 battery
raids: 4000
draws: 0
effects: []
defended: [Pyeongtaek]
threats:
  - {name: scud, missile: scud-c, count: 2, launch: Koksan, aimpoint: Pyeongtaek, interval_s: 60}
radars:
  - {name: own, radar: an-mpq-65, site: Osan Air Base, boresight_deg: 333, minimum_elevation_deg: 1}
layers: [lower]
fire_units:
  - {name: battery, interceptor: pac-3-cri, layer: lower, site: Pyeongtaek, radar: own, launchers: 2,
     command_delay_s: 5, doctrine: salvo-2}
"""
ENTRIES = [catalogue_file.read("interceptors", name) for name in catalogue_file.names("interceptors")]


def scenario(text: str = SMALL) -> Scenario:
    return scenario_file.read_text(text, "small.yaml")


def played(of: Scenario) -> dict[str, Reading]:
    space = flow.battlespace(of)
    return {one.name: one for one in draws.by_reading(of, space.trajectories, of.raids, of.seed)}


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.readings], ids=lambda entry: entry.name)
def test_counted_readings_hold_laplaces_rule_and_a_95_percent_interval(entry: catalogue_file.Entry) -> None:
    for figure in (one for found in entry.readings.values() for one in found if one.attempts):
        k, n = figure.successes, figure.attempts
        assert figure.best == pytest.approx((k + 1) / (n + 2), abs=0.006), figure.path
        assert figure.low <= (beta.ppf(0.025, k, n - k + 1) if k else 0.0) + 0.01
        assert figure.high >= (beta.ppf(0.975, k + 1, n - k) if k < n else 1.0) - 0.01


def test_the_round_of_1991_is_what_its_engagements_give() -> None:
    """4, 8 and half of 47 engagements with 158 rounds, the first two by Laplace's rule."""
    (figure,) = catalogue_file.read("interceptors", "pac-2").readings["wars"]
    rounds = 158 / 47
    for told, share in ((figure.low, 5 / 49), (figure.best, 9 / 49), (figure.high, 0.52)):
        assert told == pytest.approx(1.0 - (1.0 - share) ** (1.0 / rounds), abs=0.011)


def test_the_improved_round_is_what_2003_and_2017_give_together() -> None:
    """Seven salvos of two that all killed and five rounds that all missed: the likeliest value, and either alone."""
    (figure,) = catalogue_file.read("interceptors", "pac-2-gem-t").readings["wars"]
    share = np.linspace(0.0, 1.0, 10_001)
    likelihood = (1.0 - (1.0 - share) ** 2) ** 7 * (1.0 - share) ** 5
    assert figure.best == pytest.approx(share[likelihood.argmax()], abs=0.006)
    assert figure.low == pytest.approx(1 / 7, abs=0.006)
    assert figure.high == pytest.approx(1.0 - (1.0 - 8 / 9) ** 0.5, abs=0.006)


@pytest.mark.parametrize("name", ["thaad", "arrow-3"])
def test_a_war_read_of_engagements_counts_its_undisputed_records_each_once(name: str) -> None:
    """17 Jan 2022 is among the two of January 2022; what nobody confirmed counts on neither side."""
    entry = catalogue_file.read("interceptors", name)
    (figure,) = entry.readings["wars"]
    counted = [
        row for row in entry.records if row.kind == "combat" and not row.disputed and row.period != "17 Jan 2022"
    ]
    assert sum(row.successes for row in counted) == figure.successes
    assert sum(row.attempts for row in counted) == figure.attempts > figure.successes, (
        "a record of hits alone is no record"
    )


def test_the_pooled_record_of_hit_to_kill_in_war_is_the_sum_of_its_two_parts() -> None:
    parts = [catalogue_file.read("interceptors", name).readings["wars"][0] for name in ("pac-3-cri", "thaad")]
    hits, of = sum(one.successes for one in parts), sum(one.attempts for one in parts)
    pooled = [one for entry in ENTRIES for one in entry.readings["wars"] if "pooled record" in one.assumed]
    assert len(pooled) == 5
    for figure in pooled:
        assert figure.best == pytest.approx((hits + 1) / (of + 2), abs=0.006)
        assert figure.low == pytest.approx(beta.ppf(0.025, hits, of - hits + 1), abs=0.01)
        assert figure.high == pytest.approx(beta.ppf(0.975, hits + 1, of - hits), abs=0.01)


def test_every_reading_that_claims_more_than_a_guess_names_its_source() -> None:
    for entry in ENTRIES:
        assert {"brochure", "wars"} <= set(entry.readings)
        for figure in (one for found in entry.readings.values() for one in found):
            assert bool(figure.source) != bool(figure.assumed)
            assert not re.search(r"Kyiv|Ukrain|(?<!Dec )2024|(?<!May )2025|2026,|Mar 2026", figure.source), (
                "kept to be tested against"
            )


def test_a_raid_read_so_leaks_what_its_closed_form_says() -> None:
    """Two missiles, a salvo of two at each: one leaks with (1 - p)^2, all together when the layer fails."""
    of = scenario()
    found = played(of)
    kinds = of.interceptors["pac-3-cri"]
    for name, reading in found.items():
        own = {one.path.rsplit("/", 1)[1]: one.best for one in reading.figures}
        p = own.get("kill_probability", kinds.kill_probability)
        fails = own.get("common_mode_failure", kinds.common_mode_failure)
        plan = draws.DrawnRow(readings.as_read(of, name), flow.battlespace(of).trajectories).space.plan
        assert [int(shot["rounds"]) for shot in plan.shots] == [2, 2]
        exact = 2.0 * (fails + (1.0 - fails) * (1.0 - p) ** 2)
        assert reading.leakers.mean == pytest.approx(exact, abs=5.0 * reading.leakers.se + 1e-3)
    assert found["brochure"].leakers.mean < found["tests"].leakers.mean < found["wars"].leakers.mean


def test_a_brochure_knows_no_effects_and_a_war_holds_its_own() -> None:
    of = replace(scenario(), effects=EFFECTS)
    assert readings.as_read(of, "brochure").effects == ()
    assert readings.as_read(of, "tests").effects == EFFECTS
    assert not {"closing-geometry", "unresolved-objects"} & set(readings.as_read(of, "wars").effects)
    assert len(readings.as_read(of, "wars").effects) == len(EFFECTS) - 2


def test_an_interceptor_without_readings_keeps_its_figures_and_the_page_says_so(tmp_path: Path) -> None:
    entry = dict(catalogue_file.read("interceptors", "pac-3-cri").written)
    del entry["readings"]
    own = SMALL.replace("pac-3-cri", "mine").replace("raids: 4000", "raids: 500")
    path = tmp_path / "own.yaml"
    path.write_text(own + f"interceptors: {json.dumps({'mine': entry})}\n", encoding="utf-8")
    found = played(scenario_file.read(path))
    assert all(one.without == ("mine",) and one.figures == () for one in found.values())
    assert len({one.leakers.mean for one in found.values()}) == 1
    command("run", path, out=tmp_path / "made")
    data = json.loads((tmp_path / "made" / "answer.json").read_text())
    assert [one["reading"] for one in data["readings"]] == list(READINGS)
    assert all(one["without"] == ["mine"] for one in data["readings"])
    page = (tmp_path / "made" / "report.html").read_text()
    for words in ("as the brochure says", "as tests have shown", "as wars have shown", "Nothing is known"):
        assert words in page


def test_a_resolved_scenario_reads_alike() -> None:
    again = scenario_file.read_text(scenario_file.resolved(scenario()), "again.yaml")
    assert again == scenario()
    assert again.readings["wars"] == scenario().readings["wars"] != ()


BAD = {
    "an unknown reading": ("[readings.peace]\nkill_probability = 1", "readings.peace", "unknown reading"),
    "no figures": ("[readings.wars]", "readings.wars", "no figures"),
    "what is no chance": (
        '[readings.wars]\nmaximum_range_km = { low = 1, best = 1, high = 1, assumed = "x" }',
        "readings.wars.maximum_range_km",
        "no chance of an interceptor",
    ),
    "beyond 1": (
        '[readings.wars]\nkill_probability = { low = 1, best = 1, high = 2, assumed = "x" }',
        "readings.wars.kill_probability",
        "2 is outside 0 to 1",
    ),
    "no origin": (
        "[readings.wars]\nkill_probability = { low = 0, best = 1, high = 1 }",
        "readings.wars.kill_probability",
        "neither source nor assumed",
    ),
    "too narrow": (
        "[readings.wars]\n"
        'kill_probability = { low = 0.4, best = 0.5, high = 0.6, source = "x", successes = 2, attempts = 4 }',
        "readings.wars.kill_probability",
        "its range 0.4 to 0.6 is narrower than what 2 of 4 tests tell",
    ),
}


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD.keys())
def test_a_bad_reading_is_one_clear_complaint_with_its_line(fault: tuple[str, str, str]) -> None:
    written, path, found = fault
    folder = catalogue_file.shipped().layers[0]
    text = folder.text("interceptors", "thaad").split("[readings.brochure]")[0] + written + "\n"  # type: ignore[union-attr]
    with pytest.raises(InputError) as raised:
        catalogue_file.parse("interceptors", "thaad", text)
    (complaint,) = raised.value.complaints
    lines = text.splitlines()
    assert (complaint.path, complaint.found) == (path, found)
    assert lines[complaint.line - 1].startswith((path.rsplit(".", 1)[1], "[readings"))


def test_readings_cost_little_beside_the_draws() -> None:
    """Three plays beside the draws, each of at most ten thousand raids."""
    found = played(replace(scenario(), raids=1_000_000))
    assert {one.raids for one in found.values()} == {readings.RAIDS_OF_A_READING}
    assert all(math.isfinite(one.leakers.se) and np.isnan(one.leakers.low) for one in found.values())


def test_headline_and_chance_of_none_lie_in_their_own_bands_in_random_small_raids() -> None:
    """Few draws and ranges to one side leave the best figures outside a bare 5-95 % range."""
    dice = np.random.Generator(np.random.Philox(11))
    for _ in range(6):
        count, launchers, draws_ = dice.integers(1, 5), dice.integers(1, 4), dice.integers(1, 6)
        text = SMALL.replace("count: 2", f"count: {count}").replace("launchers: 2", f"launchers: {launchers}")
        text = text.replace("draws: 0", f"draws: {draws_}").replace("effects: []", "effects: [missile-reliability]")
        of = replace(scenario(text), raids=300, seed=int(dice.integers(1, 1000)))
        space = flow.battlespace(of)
        found = playing.answer(
            of, space, raids=300, error=None, seed=of.seed, draws=of.draws, threads=1, progress=lambda *_: None
        )
        places = [number for place in found.places.values() for number in place[:2]]
        for number in (found.leakers, found.p_no_leaker, found.weight_clear, *places):
            assert number.low <= number.mean <= number.high
            assert number.low <= number.middle <= number.high
