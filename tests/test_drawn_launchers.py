"""A number of launchers that nobody has told: drawn between two numbers, as a figure of the catalogue is."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from commanding import command
from openbmd import draws, flow, measures, scenario_file
from openbmd.complaints import InputError
from openbmd.draws import with_figures
from openbmd.records import Scenario
from openbmd.records.withheld import without

RANGE = "{low: 0, high: 6, assumed: what left was not told}"
TEXT = f"""openbmd: 1
name: what-left
title: A battery of which nobody knows how much is there
defended: [Busan]
effects: []
threats:
  - {{name: nodong-busan, missile: nodong, count: 12, launch: Hwangju, aimpoint: Busan, interval_s: 5}}
warning:
  - {{name: space, infrared: dsp-sbirs}}
batteries:
  - {{name: seongju, system: thaad, site: Seongju, facing: Pyongyang, launchers: 4, rounds_per_launcher: 3,
     launchers_range: {RANGE}}}
  - {{name: gimhae, system: pac-3-mse, site: Gimhae Air Base, facing: Pyongyang, launchers: 1}}
"""
PATH = "fire_units/seongju/launchers"


def read(text: str = TEXT) -> Scenario:
    return scenario_file.read_text(text, "what-left.yaml")


def test_the_range_is_a_figure_of_the_scenario_with_its_origin() -> None:
    figure = next(one for one in read().figures if one.path == PATH)
    assert (figure.low, figure.best, figure.high, figure.unit) == (0.0, 4.0, 6.0, "1")
    assert (figure.assumed, figure.source, figure.origin) == ("what left was not told", "", "assumed")
    assert figure in draws.uncertain(read())
    assert draws.is_whole(read(), PATH)
    told = read(TEXT.replace("assumed: what left was not told", "source: Korea Herald (read)"))
    assert next(one.origin for one in told.figures if one.path == PATH) == "read"


def test_without_a_range_the_scenario_is_what_it_was() -> None:
    bare = read(TEXT.replace(f",\n     launchers_range: {RANGE}", ""))
    assert bare.fire_units == read().fire_units
    assert [one for one in read().figures if one.path != PATH] == list(bare.figures)


@pytest.mark.parametrize(("value", "launchers"), [(0.0, 0), (1.4, 1), (2.6, 3), (6.0, 6)])
def test_a_drawn_number_is_whole_and_brings_the_rounds_that_its_launchers_hold(value: float, launchers: int) -> None:
    unit, other = with_figures(read(), {PATH: value}).fire_units
    assert (unit.launchers, unit.ready_rounds) == (launchers, 3 * launchers)
    assert other == read().fire_units[1]


def test_all_numbers_between_the_ends_are_drawn() -> None:
    figure = next(one for one in read().figures if one.path == PATH)
    drawn = [with_figures(read(), {PATH: one}).fire_units[0].launchers for one in draws.draw([figure], 200, 3)[:, 0]]
    assert set(drawn) == set(range(7))
    assert np.median(drawn) == 4


def test_more_launchers_never_let_more_through_and_none_is_as_a_unit_withheld() -> None:
    scenario = read()
    flown = flow.fly([scenario], (), with_bodies=False, threads=1)[0]

    def leakers(one: Scenario) -> float:
        space = flow.engage(one, flown, every_error=False)
        return measures.of_raid("leakers", one, flow.assess(space, one, 400, 1, 1)).mean

    found = [leakers(with_figures(scenario, {PATH: float(number)})) for number in range(7)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] + 1.0
    assert found[0] == leakers(without(scenario, ["seongju"]))


def test_a_unit_that_is_withheld_takes_its_figure_along() -> None:
    assert PATH not in [one.path for one in without(read(), ["seongju"]).figures]


def test_a_resolved_file_keeps_the_range() -> None:
    again = scenario_file.read_text(scenario_file.resolved(read()), "again.yaml")
    assert again == read()


def test_a_sweep_tells_the_number_of_launchers_among_its_figures(tmp_path: Path) -> None:
    file = tmp_path / "what-left.yaml"
    file.write_text(TEXT, encoding="utf-8")
    command("sweep", file, out=tmp_path / "out", draws="0", raids="200", processes="1")
    told = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))
    bar = next(bar for bar in told["tornado"] if bar["figure"] == PATH)
    assert bar["at_low"]["mean"] > bar["at_high"]["mean"]
    assert "Seongju: launchers" in " ".join((tmp_path / "out" / "report.html").read_text(encoding="utf-8").split())


@pytest.mark.parametrize(
    ("old", "new", "path", "found"),
    [
        ("low: 0, high: 6", "low: 5, high: 6", "launchers_range", "4 launchers lie outside 5 to 6"),
        ("low: 0, high: 6", "low: 0, high: 3", "launchers_range", "4 launchers lie outside 0 to 3"),
        ("low: 0, high: 6", "low: 0.5, high: 6", "launchers_range.low", "found 0.5"),
        ("low: 0, high: 6", "low: -1, high: 6", "launchers_range.low", "found -1"),
        ("low: 0, high: 6", "low: 0", "launchers_range.high", "this key is missing"),
        ("assumed: what left was not told", "note: it left", "launchers_range.note", "there is no such key here"),
        (", assumed: what left was not told", "", "launchers_range", "the range needs one origin"),
        ("assumed: what", "source: x, assumed: what", "launchers_range", "the range needs one origin"),
        (RANGE, "6", "launchers_range", "found 6"),
    ],
)
def test_bad_input_gets_a_complaint(old: str, new: str, path: str, found: str) -> None:
    assert old in TEXT
    with pytest.raises(InputError) as raised:
        read(TEXT.replace(old, new))
    said = [(one.path, one.found) for one in raised.value.complaints]
    assert len(said) == 1
    assert said[0][0] == f"batteries[0].{path}"
    assert said[0][1].startswith(found)


def test_no_more_rounds_are_held_back_than_the_fewest_launchers_hold() -> None:
    data = scenario_file.data_of(read())
    unit = {
        "name": "osan", "interceptor": "thaad", "layer": "upper", "site": "Osan Air Base", "radar": "seongju-radar",
        "launchers": 4, "command_delay_s": 10, "doctrine": "salvo-1", "held_back": {"rounds": 9, "for": ["Busan"]},
        "launchers_range": {"low": 1, "high": 6, "assumed": "so"},
    }  # fmt: skip
    with pytest.raises(InputError, match="found 9, more than the 8 rounds that are ready"):
        scenario_file.from_data({**data, "fire_units": [unit]}, "held.yaml")
