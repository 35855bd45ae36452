"""Scenarios side by side: the same raids, the same draws, and the error of a difference."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

import openbmd as bmd
from commanding import command
from openbmd import flow, scenario_file
from openbmd.complaints import InputError
from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies import STUDIES
from openbmd.studies.compare import paired as comparisons
from openbmd.studies.compare import words
from openbmd.studies.compare.answer import LEAKERS, NONE_LEAKS, NamedScenario
from openbmd.studies.compare.changes import changes
from openbmd.studies.compare.question import CompareQuestion
from openbmd.studies.compare.words import FoundComparison
from openbmd.studies.contract import Asked
from openbmd.telling.notes import each

SCENARIOS = Path(__file__).parent.parent / "scenarios"
WITH, WITHOUT = SCENARIOS / "seongju-2017.yaml", SCENARIOS / "seongju-2017-without-thaad.yaml"
SAY = Words()


def quiet(_done, _total, _what):
    pass


def compare(*entries, raids=300, seed=7, draws=2, threads=2):
    return comparisons.compare(entries, raids=raids, seed=seed, draws=draws, threads=threads, progress=quiet)


@pytest.fixture(scope="module")
def thaad():
    scenario = scenario_file.read(WITH)
    return NamedScenario("with", scenario, flow.battlespace(scenario))


@pytest.fixture(scope="module")
def patriots():
    scenario = scenario_file.read(WITHOUT)
    return NamedScenario("without", scenario, flow.battlespace(scenario))


@pytest.fixture(scope="module")
def found(thaad, patriots):
    return compare(thaad, patriots)


def test_a_scenario_against_itself_differs_by_nothing_and_has_no_error(thaad):
    (contrast,) = compare(thaad, thaad._replace(name="again")).contrasts
    for measure, one in contrast.measures.items():
        assert one.difference._replace(middle=0.0) == Estimate(0.0, 0.0, 0.0, 0.0, 0.0), measure
    assert (contrast.fewer, contrast.same, contrast.more) == (0.0, 1.0, 0.0)
    assert not contrast.drawn.any()


def test_exchanging_the_two_changes_the_sign_and_nothing_else(thaad, patriots, found):
    here, there = found.contrasts[0], compare(patriots, thaad).contrasts[0]
    assert (here.fewer, here.same, here.more) == (there.more, there.same, there.fewer)
    assert np.array_equal(here.drawn, -there.drawn)
    assert set(here.measures) == set(there.measures)
    for measure, one in here.measures.items():
        other = there.measures[measure]
        mean, se, low, high, middle = other.difference
        # the same sums in another order
        assert one.difference == pytest.approx(Estimate(-mean, se, -high, -low, -middle), rel=1e-9, abs=1e-12), measure
        assert (one.reference, one.other) == (other.other, other.reference)


def test_the_paired_mean_difference_is_the_difference_of_the_means(found):
    for one in found.contrasts[0].measures.values():
        # sums of whole numbers, divided once or twice
        assert one.difference.mean == pytest.approx(one.other.mean - one.reference.mean, rel=1e-12, abs=1e-12)


def test_the_sides_are_the_answers_that_a_run_gives(thaad, found):
    outcomes = flow.assess(thaad.space, thaad.scenario, 300, 7, 1)
    numbers = np.arange(len(outcomes.leakers))
    side = found.sides[0]
    assert np.array_equal(np.rint(side.leaker_distribution * 300), outcomes.leakers)
    mean = outcomes.leakers @ numbers / 300
    assert side.measures[LEAKERS].mean == pytest.approx(mean, rel=1e-12)
    spread = sqrt(outcomes.leakers @ (numbers - mean) ** 2 / 299 / 300)
    assert side.measures[LEAKERS].se == pytest.approx(spread, rel=1e-9)
    assert side.measures["rounds", ""].mean == pytest.approx(outcomes.rounds_used[:, 0].sum() / 300, rel=1e-12)
    clear = outcomes.place_clear @ [place.people_weight for place in thaad.scenario.places]
    assert side.measures["weight_clear", ""].mean == pytest.approx(clear / 300, rel=1e-12)


def test_the_paired_error_is_that_of_the_differences_of_single_raids(thaad, patriots, found):
    a, b = (flow.leakers_by_raid(e.space, e.scenario, 0, 300, 7) for e in (thaad, patriots))
    one = found.contrasts[0].measures[LEAKERS]
    assert one.difference.se == pytest.approx(np.std(b - a, ddof=1) / sqrt(300), rel=1e-9)
    none = found.contrasts[0].measures[NONE_LEAKS]
    gaps = (b == 0).astype(float) - (a == 0)
    assert none.difference.mean == pytest.approx(gaps.mean(), abs=1e-12)
    assert none.difference.se == pytest.approx(np.std(gaps, ddof=1) / sqrt(300), rel=1e-9, abs=1e-12)
    assert found.contrasts[0].more == pytest.approx(np.mean(b > a))


def test_shared_dice_make_the_error_of_a_difference_smaller(thaad, patriots):
    (contrast,) = compare(thaad, patriots, raids=2_000, draws=0).contrasts
    one = contrast.measures[LEAKERS]
    assert one.unpaired_se / one.difference.se > 1.3  # 1.8 was measured; each Patriot throws the same dice in both
    assert one.difference.mean > 10.0 * one.difference.se


def test_errors_by_batches_agree_with_errors_by_raids(thaad, patriots):
    """The same number by both ways: the error from 100 batches is known to 7 %, three of which are allowed."""
    raids = 2_000
    a, b = (flow.leakers_by_raid(e.space, e.scenario, 0, raids, 7).astype(float) for e in (thaad, patriots))
    sums = (b - a).reshape(100, -1).sum(axis=1)[:, None]
    batched = comparisons.by_batches(sums, np.full(100, raids // 100), [LEAKERS])[LEAKERS]
    assert batched.mean == pytest.approx((b - a).mean(), rel=1e-12)
    assert batched.se == pytest.approx(np.std(b - a, ddof=1) / sqrt(raids), rel=0.21)


def test_batches_of_unequal_size_give_the_error_of_equal_ones_on_average():
    dice = np.random.default_rng(1)  # numbers of a known spread: 1 a raid
    sizes = np.tile([9, 10, 11], 40)
    numbers = dice.normal(5.0, 1.0, sizes.sum())
    sums = np.add.reduceat(numbers, np.r_[0, np.cumsum(sizes)[:-1]])[:, None]
    one = comparisons.by_batches(sums, sizes, [LEAKERS])[LEAKERS]
    assert one.mean == pytest.approx(numbers.mean(), rel=1e-12)
    assert one.se == pytest.approx(1.0 / sqrt(sizes.sum()), rel=0.2)  # three times 1 / sqrt(2 x 119)


def test_the_answer_is_the_same_for_any_number_of_threads_and_any_chunk(thaad, patriots, found, monkeypatch):
    monkeypatch.setattr(comparisons, "CHUNK", 2)
    again = compare(thaad, patriots, threads=1)
    assert again.contrasts[0].measures == found.contrasts[0].measures
    assert [side.measures for side in again.sides] == [side.measures for side in found.sides]


def test_a_third_scenario_leaves_the_comparison_of_two_as_it_is(thaad, patriots, found):
    three = compare(thaad, thaad._replace(name="again"), patriots)
    assert three.contrasts[1].measures == found.contrasts[0].measures
    assert np.array_equal(three.contrasts[1].drawn, found.contrasts[0].drawn)


def test_a_threat_of_another_name_is_told_to_be_unpaired(thaad):
    threats = thaad.scenario.threats
    renamed = replace(thaad.scenario, threats=(threats[0]._replace(name="another"), *threats[1:]))
    other = NamedScenario("renamed", renamed, flow.battlespace(renamed))
    comparison = compare(thaad, other, raids=20, draws=0)
    assert any("share 49 threats by name, of 50 and 50" in note for note in each(comparison.notes, Words()))
    assert not any(note.id == "notes-threats-in-part" for note in compare(thaad, thaad, raids=20, draws=0).notes)


def test_without_draws_there_is_no_band_and_no_verdict_over_figures(thaad, patriots):
    comparison = compare(thaad, patriots, raids=50, draws=0)
    one = comparison.contrasts[0].measures[LEAKERS].difference
    assert np.isnan(one.low)
    assert np.isnan(one.high)
    assert "No draws" in words.verdict(FoundComparison(comparison, SAY), 0)


def test_the_finding_says_which_way_and_how_sure(found):
    assert "more missiles get through in a raid with without than with with" in words.finding(
        FoundComparison(found, SAY), 0
    )
    assert words.verdict(FoundComparison(found, SAY), 0).startswith(
        "In 2 of 2 draws of the figures fewer get through with with"
    )


def test_what_differs_in_the_input_is_told_asset_by_asset(thaad, patriots):
    told = changes(thaad.scenario, patriots.scenario, SAY)
    assert {(change.kind, change.name) for change in told} == {
        ("radar", "seongju-tpy-2"),
        ("link", "dsp-sbirs to seongju-tpy-2"),
        ("link", "green-pine-north to seongju-tpy-2"),
        ("fire unit", "seongju-thaad"),
    }
    assert all(change.reference and not change.other for change in told)
    assert changes(thaad.scenario, thaad.scenario, SAY) == []


def test_a_changed_number_is_told_with_both_values(thaad):
    scenario = thaad.scenario
    unit, figure = scenario.fire_units[1], next(f for f in scenario.figures if f.path.endswith("kill_probability"))
    changed = replace(
        scenario,
        fire_units=(scenario.fire_units[0], unit._replace(ready_rounds=1), *scenario.fire_units[2:]),
        figures=tuple(f._replace(best=0.123) if f is figure else f for f in scenario.figures),
        threats=scenario.threats[1:],
    )
    told = {(c.kind, c.what): (c.reference, c.other) for c in changes(scenario, changed, SAY)}
    assert told["fire unit", "rounds"] == (str(unit.ready_rounds), "1")
    assert told["threats", "missiles"] == ("4 Scud-C", "3 Scud-C")
    assert told["figure", "best (low–high)"][1].startswith("0.123 (")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-1.24, 3.11, "between 1.2 fewer and 3.1 more"),
        (0.0, 1.12, "between none and 1.1 more"),
        (0.0, 0.0, "at none"),
        (-4.0, -4.0, "at 4 fewer"),
    ],
)
def test_a_band_of_differences_reads_as_a_sentence(low, high, said):
    assert words.between(low, high, SAY) == said


# --- the study ------------------------------------------------------------------------------------

SHORT = {"raids": "60", "draws": "1"}


@pytest.fixture(scope="module")
def both():
    return bmd.read(WITH), bmd.read(WITHOUT)


def test_the_command_prints_one_json_object_and_writes_a_page(tmp_path, capsys):
    folder = tmp_path / "compared"
    command("compare", WITH, WITHOUT, out=folder, **SHORT, seed="3", png=True, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert {path.name for path in folder.iterdir()} == {
        "report.html", "comparison.json", "telling.json", "folder.json", "scenario-a.yaml", "scenario-b.yaml",
        "as-read-a.yaml", "as-read-b.yaml",
        "differences.svg", "differences.png", "spread.svg", "spread.png",
    }  # fmt: skip
    assert (answer["raids"], answer["seed"], answer["draws"]) == (60, 3, 1)
    (one,) = answer["comparisons"]
    assert one["leakers"]["mean"] == pytest.approx(
        one["leakers"]["other"]["mean"] - one["leakers"]["reference"]["mean"]
    )
    assert sum(one["raids"].values()) == pytest.approx(1.0)
    assert sum(one["draws"].values()) == 1
    assert one["paired_threats"] == 50
    assert list(one["rounds_used_by_layer"]) == ["upper", "lower"]
    assert (answer["verdict"], answer["changes"]) == (one["verdict"], one["changes"])
    page = (folder / "report.html").read_text()
    assert page.startswith("<!doctype html>")
    assert one["finding"] in page
    assert "http" not in page.replace("http://www.w3.org", "")  # nothing is fetched
    kept = json.loads((folder / "comparison.json").read_text())
    assert kept == answer


def test_its_run_folder_is_called_as_the_scenarios_are(both):
    question = CompareQuestion(without=("seongju-thaad, dsp-sbirs",))
    stem = STUDIES["compare"].stem(question, both)
    assert stem == "compare-seongju-2017-seongju-2017-without-thaad-seongju-2017-without-seongju-thaad-dsp-sbirs"


def test_the_terminal_begins_with_the_finding(tmp_path, capsys):
    command("compare", WITH, out=tmp_path / "c", without=["seongju-thaad, seongju-tpy-2"], **SHORT)
    said = " ".join(capsys.readouterr().out.split())
    told = "more missiles get through in a raid with seongju-2017 without seongju-thaad, seongju-tpy-2 than"
    assert told in said
    assert "5–95 % over the figures: " in said
    assert "What seongju-2017 without seongju-thaad, seongju-tpy-2 has otherwise" in said
    assert "the same for all scenarios" in said


def test_withholding_by_a_wish_is_leaving_out_of_the_file(both):
    found = bmd.compare(*both, without=["seongju-thaad,seongju-tpy-2"], raids=60, draws=1)
    by_file, by_wish = found.plain["comparisons"]
    for key in ("leakers", "p_no_leaker", "kills_by_layer", "rounds_used", "unengaged", "drawn_differences"):
        assert by_file[key] == by_wish[key], key


def test_the_answer_keeps_what_was_really_compared_and_is_one_value(both):
    scenario = both[0]
    found = bmd.compare(scenario, without=["seongju-tpy-2"], raids=60, draws=0)
    assert found.asked.scenarios == (scenario,)
    kept = [side.entry.scenario for side in found.study.sides]
    assert [len(one.radar_sites) for one in kept] == [len(scenario.radar_sites), len(scenario.radar_sites) - 1]
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.plain == found.plain
    assert found != bmd.compare(scenario, without=["seongju-tpy-2"], raids=61, draws=0)
    assert found.leakers.mean == found.comparisons[0]["leakers"]["mean"]
    assert found.verdict.startswith("No draws were made")


def test_its_tables_hold_the_numbers_of_the_page(both):
    found = bmd.compare(*both, raids=60, draws=2)
    table = found.tables["differences-b"]
    assert table["measure"][0] == "leakers"
    assert table["difference_mean"][0] == pytest.approx(found.leakers.mean)
    assert table["difference_high"][0] == pytest.approx(found.leakers.high)
    assert set(table["group"]) >= {"", "get through to", "rounds fired"}
    assert list(found.tables["input-b"]["name"]) == [change["name"] for change in found.changes]
    spread = found.tables["leaker-distribution"]
    assert spread["share"].sum() == pytest.approx(2.0)  # of two scenarios
    assert list(found.tables["drawn-leakers"]["draw"]) == [0, 1, 0, 1]


def test_with_several_others_the_finding_is_the_largest_difference_and_the_rest_stands_behind_it(thaad, patriots):
    found = compare(thaad, thaad._replace(name="again"), patriots, raids=60, draws=0)
    told = STUDIES["compare"].tell(Asked("compare", CompareQuestion(), (thaad.scenario,), found), SAY)
    assert told.finding == words.finding(FoundComparison(found, SAY), 1)
    assert told.finding.endswith(".")
    assert not told.headline.endswith(".")
    assert "again makes no difference: in each of 60 raids" in " ".join(told.sentences)
    assert "leakers" not in told.data


@pytest.mark.parametrize(
    ("field", "value"), [("raids", 0), ("raids", 10**10), ("seed", -1), ("draws", -1), ("draws", 10**6)]
)
def test_what_is_out_of_bounds_is_refused_alike_by_command_and_python(field, value, both, tmp_path):
    with pytest.raises(InputError) as by_python:
        bmd.compare(*both, **{field: value})
    with pytest.raises(InputError) as by_command:
        command("compare", WITH, WITHOUT, out=tmp_path / "c", **{field: str(value)})
    (python,), (typed,) = by_python.value.complaints, by_command.value.complaints
    assert python.found.strip('"') == typed.found.replace('"', "")
    assert python.advice == typed.advice
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("files", "without", "said"),
    [
        ([WITH], [], ["one scenario alone cannot be compared"]),
        ([WITH, WITH], [], ["named twice"]),
        ([WITH, SCENARIOS / ".." / "scenarios" / "seongju-2017.yaml"], [], ["named twice"]),
        ([WITH, "none.yaml", "nor-this.yaml"], [], ["none.yaml", "nor-this.yaml"]),
        ([WITH], ["seongju-thad"], ['no asset or nation "seongju-thad"', 'Did you mean "seongju-thaad"?', "--without"]),
        ([WITH], [" , "], ["names nothing"]),
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_told_clearly_and_all_at_once(files, without, said, tmp_path):
    with pytest.raises(InputError) as error:
        command("compare", *files, out=tmp_path / "c", without=without)
    assert all(told in str(error.value) for told in said)
    assert all(complaint.advice for complaint in error.value.complaints)
    assert list(tmp_path.iterdir()) == []
